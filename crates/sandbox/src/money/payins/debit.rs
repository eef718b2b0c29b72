//! Pay-ins by direct debit (docs/api/money-operations.md §7.5).

use serde_json::{Value, json};

use super::{Basics, show};
use crate::{
    agenda::Task,
    answer::{Outcome, Refusal},
    disputes::{
        self,
        lifecycle::{self, Claim},
    },
    members::Members,
    money::{
        Due,
        book::{Facet, Status},
        mandates, rules,
    },
    request::Call,
    state::State,
};

const DAY: i64 = 86_400;
/// Days until the bank has answered, by scheme (§7.7, late failures).
const SEPA: i64 = 3;
const BACS: i64 = 5;

/// Days between the success of a fickle payer's debit and its dispute.
const LATE: i64 = 2;

/// `POST /payins/directdebit/direct`.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let basics = Basics::read(state, &mut members);
    let id = members.id("MandateId");
    let mandate = state.money.mandates.get(&id).cloned();
    if mandate.is_none() && !members.has_error("MandateId") {
        members.wrong("MandateId", format!("The mandate {id} does not exist"));
    }
    let longest = if mandate.as_ref().is_some_and(|m| m.scheme == "BACS") { 10 } else { 100 };
    let descriptor = members.text("StatementDescriptor", longest);
    members.accept(&["Culture", "ChargeDate"]);
    members.finish()?;
    let Some(mandate) = mandate else { return Err(Refusal::not_found("Mandate", &id)) };
    let refusal = basics.check(state)?;
    let wanted = if mandate.scheme == "BACS" { "GBP" } else { "EUR" };
    if basics.debited.currency.as_str() != wanted {
        return Err(Refusal::field("DebitedFunds.Currency", &format!("The mandate can only be charged in {wanted}")));
    }
    let owned = (mandate.user != basics.author).then_some("001024");
    let refusal = owned.or_else(|| mandates::refusal(&mandate)).or(refusal);
    let days = if mandate.scheme == "BACS" { BACS } else { SEPA };
    let mut payin = basics.draft(state, ("DIRECT_DEBIT", "DIRECT"), call.now);
    payin.put("MandateId", json!(id));
    payin.put("StatementDescriptor", json!(descriptor));
    payin.put("ChargeDate", json!(call.now + days * DAY));
    payin.put("Culture", json!(mandate.culture));
    payin.facet(Facet::Mandate, &id);
    payin.facet(Facet::Account, &mandate.account);
    let payin = match refusal {
        Some(code) => state.execute(payin, Some(code), call.now),
        None => {
            let payin = state.open(payin, call.now);
            state.plan(call.now + days * DAY, Task::Money(Due::Debit(payin.clone())));
            payin
        }
    };
    show(state, call, &payin)
}

/// The bank has answered. The first name of the mandate's owner steers it (§7.5).
pub(crate) fn due(state: &mut State, id: &str, now: i64) {
    let Some(payin) = state.money.book.get(id).filter(|t| t.status == Status::Created) else { return };
    let mandate =
        payin.extra.get("MandateId").and_then(Value::as_str).and_then(|m| state.money.mandates.get(m)).cloned();
    let Some(mandate) = mandate else { return };
    let name = state.users.get(&mandate.user).and_then(|user| user.text("FirstName")).unwrap_or_default().to_owned();
    let owner = payin.to.as_deref().and_then(|wallet| rules::owner(state, wallet));
    let refusal = (name == "Penniless")
        .then_some("001830")
        .or_else(|| mandates::refusal(&mandate))
        .or_else(|| owner.and_then(rules::inflow));
    match refusal {
        Some(code) => state.fail(id, code, now),
        None => {
            state.succeed(id, now);
            if let Some(found) = state.money.mandates.get_mut(&mandate.id) {
                found.used = now;
            }
            if name == "Fickle" {
                state.plan(now + LATE * DAY, Task::Money(Due::LateFailure(id.to_owned())));
            }
        }
    }
}

/// The payer's bank takes the money back: a dispute that cannot be contested (§7.5, §7.7).
pub(crate) fn fail_late(state: &mut State, id: &str, now: i64) {
    let reason = "LATE_FAILURE_CONTACT_USER".to_owned();
    let claim = Claim { kind: disputes::Kind::NotContestable, disputed: None, reason, message: None, days: 0 };
    if lifecycle::begin(state, id, claim, now).is_err() {
        // It was refunded meanwhile: there is nothing to take back.
    }
}
