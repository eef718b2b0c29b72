//! Events (docs/api/money-operations.md §14.1): kept for 45 days.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    answer::{Outcome, Refusal},
    lists,
    request::Call,
    routes::{self, Route},
    state::State,
};

/// Seconds an event can be found.
pub(crate) const KEPT: i64 = 45 * 86_400;

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    let names = &["page", "per_page", "sort", "beforedate", "afterdate", "eventtype"];
    vec![routes::get("events", "Client.Developers", names, list)]
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    pub(crate) resource: String,
    pub(crate) kind: String,
    pub(crate) date: i64,
}

/// `GET /events`.
pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let query = &call.head.query;
    let kind =
        match query.get("EventType") {
            Some(text) => Some(names().find(|name| name.eq_ignore_ascii_case(text)).ok_or_else(|| {
                Refusal::field("EventType", &format!("The value '{text}' is not valid for EventType"))
            })?),
            None if call.options.events_need_type => {
                return Err(Refusal::field("EventType", "The EventType field is required."));
            }
            None => None,
        };
    let oldest = call.now - KEPT;
    for name in ["AfterDate", "BeforeDate"] {
        if query.int(name)?.is_some_and(|at| at < oldest) {
            return Err(Refusal::field(name, "Events older than 45 days can not be searched"));
        }
    }
    let within = lists::dates(query)?;
    let found = state.events.iter().enumerate().filter(|(_, e)| {
        e.date >= oldest && e.date <= call.now && kind.as_ref().is_none_or(|k| *k == e.kind) && within(e.date)
    });
    let items = found.map(|(n, e)| ((e.date, n as u64), e)).collect();
    lists::page(call, "Date", items, |e| json!({ "ResourceId": e.resource, "EventType": e.kind, "Date": e.date }))
}

/// Stems and their endings: the event types of money-operations.md §14.3.
const FAMILIES: [(&str, &str); 32] = [
    ("PAYIN_NORMAL", "CREATED SUCCEEDED FAILED PROCESSING_STATUS_PENDING_SUCCEEDED"),
    ("PAYIN_REFUND", "CREATED SUCCEEDED FAILED"),
    ("PAYIN_REPUDIATION", "CREATED SUCCEEDED FAILED"),
    ("TRANSFER_NORMAL", "CREATED SUCCEEDED FAILED"),
    ("TRANSFER_REFUND", "CREATED SUCCEEDED FAILED"),
    ("TRANSFER_SETTLEMENT", "CREATED SUCCEEDED FAILED"),
    ("PAYOUT_NORMAL", "CREATED SUCCEEDED FAILED"),
    ("PAYOUT_REFUND", "CREATED SUCCEEDED FAILED"),
    ("INSTANT_PAYOUT", "SUCCEEDED FALLBACKED FAILED"),
    ("INSTANT_CONVERSION", "CREATED SUCCEEDED FAILED"),
    ("QUOTED_CONVERSION", "CREATED SUCCEEDED FAILED"),
    ("DISPUTE", "CREATED ACTION_REQUIRED SUBMITTED SENT_TO_BANK FURTHER_ACTION_REQUIRED CLOSED"),
    ("DISPUTE_DOCUMENT", "CREATED VALIDATION_ASKED SUCCEEDED FAILED"),
    ("MANDATE", "CREATED SUBMITTED ACTIVATED FAILED EXPIRED"),
    ("PREAUTHORIZATION", "CREATED SUCCEEDED FAILED"),
    ("PREAUTHORIZATION_PAYMENT", "WAITING CANCELED EXPIRED VALIDATED"),
    ("DEPOSIT_PREAUTHORIZATION", "CREATED FAILED"),
    (
        "DEPOSIT_PREAUTHORIZATION_PAYMENT",
        "WAITING VALIDATED FAILED CANCEL_REQUESTED CANCELED EXPIRED TO_BE_COMPLETED NO_SHOW_REQUESTED NO_SHOW",
    ),
    ("RECURRING_REGISTRATION", "CREATED AUTH_NEEDED IN_PROGRESS ENDED"),
    ("CARD_VALIDATION", "CREATED SUCCEEDED FAILED"),
    ("VIRTUAL_ACCOUNT", "ACTIVE BLOCKED CLOSED FAILED"),
    ("RECIPIENT", "ACTIVE CANCELED DEACTIVATED"),
    ("KYC", "CREATED VALIDATION_ASKED SUCCEEDED FAILED OUTDATED"),
    ("UBO_DECLARATION", "CREATED VALIDATION_ASKED VALIDATED REFUSED INCOMPLETE"),
    (
        "IDENTITY_VERIFICATION",
        "VALIDATED FAILED INCONCLUSIVE OUTDATED TIMEOUT PENDING EXPIRED PENDING_PSC_ACTION PSC_PENDING PSC_VALIDATED \
         PSC_REJECTED PSC_ABANDONED",
    ),
    (
        "USER",
        "KYC_LIGHT KYC_REGULAR KYC_RENEWAL_REQUIRED KYC_RENEWED INFLOWS_BLOCKED INFLOWS_UNBLOCKED OUTFLOWS_BLOCKED \
         OUTFLOWS_UNBLOCKED ACCOUNT_VALIDATION_ASKED ACCOUNT_ACTIVATED ACCOUNT_CLOSED CATEGORY_UPDATED_TO_OWNER \
         CATEGORY_UPDATED_TO_PAYER CATEGORY_UPDATED_TO_PLATFORM",
    ),
    ("LEGAL_COMPANY_NUMBER_VALIDATION", "SUCCEEDED FAILED"),
    (
        "SCA",
        "ENROLLMENT_SUCCEEDED ENROLLMENT_FAILED ENROLLMENT_EXPIRED EMAIL_VERIFIED PHONE_NUMBER_VERIFIED \
         CONTACT_INFORMATION_UPDATE_CONSENT_GIVEN CONTACT_INFORMATION_UPDATE_CONSENT_REVOKED TRANSFER_CONSENT_GIVEN \
         TRANSFER_CONSENT_REVOKED RECIPIENT_REGISTRATION_CONSENT_GIVEN RECIPIENT_REGISTRATION_CONSENT_REVOKED \
         VIEW_ACCOUNT_INFORMATION_CONSENT_GIVEN VIEW_ACCOUNT_INFORMATION_CONSENT_REVOKED",
    ),
    ("REPORT", "GENERATED FAILED READY_FOR_DOWNLOAD"),
    ("COUNTRY_AUTHORIZATION", "UPDATED"),
    (
        "INTENT",
        "AUTHORIZED CAPTURED REFUNDED REFUND_REVERSED DISPUTE_CREATED DISPUTE_DEFENDED DISPUTE_WON DISPUTE_LOST \
         SETTLED_NOT_PAID PAID",
    ),
    ("SPLIT", "CREATED PENDING_FUNDS_RECEPTION AVAILABLE REJECTED REVERSED"),
];

/// Whether this is the name of an event type.
pub(crate) fn is_known(name: &str) -> bool {
    names().any(|known| known == name)
}

fn names() -> impl Iterator<Item = String> {
    FAMILIES.iter().flat_map(|(stem, ends)| ends.split_ascii_whitespace().map(move |end| format!("{stem}_{end}")))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn event_types_are_unique() {
        let all: Vec<_> = names().collect();
        let unique: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(all.len(), unique.len());
        assert!(unique.contains(&"KYC_VALIDATION_ASKED".to_owned()));
    }
}
