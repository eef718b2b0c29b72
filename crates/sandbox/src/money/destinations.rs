//! Where money goes and comes from outside: recipients and the older bank accounts, seen as one
//! (docs/api/users-verification.md §6, §7).

use crate::{
    accounts::{Kind, LAST_PAYABLE},
    recipients::Status,
    state::State,
};

/// A recipient or bank account.
#[derive(Debug, Clone)]
pub(crate) struct Destination {
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) is_recipient: bool,
    pub(crate) active: bool,
    pub(crate) iban: Option<String>,
    /// Not for payouts, except those that give a pay-in back (money-operations.md §9.2).
    pub(crate) payin_only: bool,
    /// A bank account made too late to be paid out to (users-verification.md §7).
    pub(crate) unpayable: bool,
    /// `SEPA`, `BACS` or none: how it can be debited.
    pub(crate) scheme: Option<&'static str>,
    /// What the payee's bank said of the name (§6.5), with id and message.
    pub(crate) verified: Option<(String, String, Option<String>)>,
}

impl Destination {
    /// The verification of payee does not allow a payout (money-operations.md §9.2).
    pub(crate) fn is_mismatch(&self) -> bool {
        self.verified.as_ref().is_some_and(|(_, check, _)| check == "NO_MATCH" || check == "MATCH_NOT_POSSIBLE")
    }
}

/// The recipient or bank account of an id.
pub(crate) fn find(state: &State, id: &str) -> Option<Destination> {
    if let Some(r) = state.recipients.get(id) {
        let iban = r.iban().map(str::to_owned);
        let british = r.currency == "GBP" && r.method == "LocalBankTransfer";
        return Some(Destination {
            id: r.id.clone(),
            user: r.user.clone(),
            is_recipient: true,
            active: r.status == Status::Active,
            payin_only: r.scope == "PAYIN",
            unpayable: false,
            scheme: iban.is_some().then_some("SEPA").or(british.then_some("BACS")),
            verified: r.verification.as_ref().map(|v| (v.id.clone(), v.check.clone(), v.message.clone())),
            iban,
        });
    }
    let account = state.accounts.get(id)?;
    Some(Destination {
        id: account.id.clone(),
        user: account.user.clone(),
        is_recipient: false,
        active: account.active,
        iban: account.details.get("IBAN").and_then(|v| v.as_str()).map(str::to_owned),
        payin_only: false,
        unpayable: account.created > LAST_PAYABLE,
        scheme: match account.kind {
            Kind::Iban => Some("SEPA"),
            Kind::Gb => Some("BACS"),
            Kind::Us | Kind::Ca | Kind::Other => None,
        },
        verified: None,
    })
}
