//! The pages that users are sent to for money: strong authentication, 3-D Secure, payment pages, mandates. One list of
//! open links; each knows what its answer decides (docs/api/money-operations.md §1.9, §7.3, §7.5).

use serde::{Deserialize, Serialize};

use super::{Due, cards, holds, mandates, payins, transfers};
use crate::{
    agenda::Task,
    hosted::{Choice, Page, Said},
    ids,
    state::State,
};

/// Seconds that links can be used: authentication (§1.9), payment pages (§7.3), mandates (§7.5).
pub(crate) const SESSION: i64 = 600;
pub(crate) const PAYMENT: i64 = 900;
pub(crate) const MANDATE: i64 = 3_600;

/// What an answer decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Subject {
    /// The wallets and transactions of this user may be read.
    View(String),
    Transfer(String),
    Payin(String),
    /// A preauthorization or deposit.
    Hold(String),
    /// A card validation.
    Validation(String),
    Mandate(String),
}

/// A link that a user was sent to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Visit {
    pub(crate) subject: Subject,
    back: Option<String>,
    ends: i64,
}

/// How a visit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Accepted,
    Refused,
    Lapsed,
}

impl Ending {
    /// The code of an authentication by 3-D Secure that ended so.
    pub(crate) fn secure_code(self) -> Option<&'static str> {
        match self {
            Self::Accepted => None,
            Self::Refused => Some("101301"),
            Self::Lapsed => Some("101304"),
        }
    }
}

/// Opens a page for `seconds`; returns its path.
pub(crate) fn begin(state: &mut State, subject: Subject, seconds: i64, back: Option<&str>, now: i64) -> String {
    let token = ids::secret();
    let kind = match &subject {
        Subject::View(_) | Subject::Transfer(_) => "confirm",
        Subject::Mandate(_) => "mandate",
        _ => "payment",
    };
    let ends = now + seconds;
    state.money.visits.insert(token.clone(), Visit { subject, back: back.map(str::to_owned), ends });
    state.plan(ends, Task::Money(Due::Visit(token.clone())));
    format!("/hosted/{kind}?token={token}")
}

/// The path of the page that is open for this already.
pub(crate) fn open(state: &State, subject: &Subject, now: i64) -> Option<String> {
    let (token, _) = state.money.visits.iter().find(|(_, v)| v.subject == *subject && v.ends > now)?;
    Some(format!("/hosted/confirm?token={token}"))
}

/// Ends the open page about something; false if there is none.
pub(crate) fn take(state: &mut State, subject: &Subject) -> bool {
    let found = state.money.visits.iter().find(|(_, v)| v.subject == *subject).map(|(token, _)| token.clone());
    found.is_some_and(|token| state.money.visits.remove(&token).is_some())
}

/// The page of a link.
pub(crate) fn show(state: &State, token: &str) -> Option<Page> {
    let visit = state.money.visits.get(token)?;
    let (title, line) = match &visit.subject {
        Subject::View(_) => ("Confirm that it is you", "See the balance and the movements of your wallets".to_owned()),
        Subject::Transfer(id) => ("Confirm that it is you", format!("Transfer {}", money_of(state, id)?)),
        Subject::Payin(id) => ("Payment", format!("Pay {}", money_of(state, id)?)),
        Subject::Hold(id) => ("Payment", format!("Authorise {}", holds::funds(state, id)?)),
        Subject::Validation(_) => ("Your card", "Confirm that this card is yours".to_owned()),
        Subject::Mandate(id) => ("Direct debit", format!("Give the mandate {id}")),
    };
    Some(Page { title, line, back: visit.back.clone() })
}

fn money_of(state: &State, id: &str) -> Option<String> {
    let found = state.money.book.get(id)?;
    Some(format!("{} {}", found.debited.amount, found.debited.currency.as_str()))
}

/// Applies an answer; returns what the return address gets.
pub(crate) fn decide(state: &mut State, token: &str, choice: Choice, now: i64) -> Option<Said> {
    let visit = state.money.visits.remove(token).filter(|visit| visit.ends > now)?;
    let ending = if choice == Choice::Accept { Ending::Accepted } else { Ending::Refused };
    finish(state, &visit.subject, ending, now);
    Some(match visit.subject {
        Subject::View(_) | Subject::Transfer(_) => {
            ("controlStatus", if ending == Ending::Accepted { "VALIDATED" } else { "FAILED" }.to_owned())
        }
        Subject::Payin(id) | Subject::Validation(id) => ("transactionId", id),
        Subject::Hold(id) => ("preAuthorizationId", id),
        Subject::Mandate(id) => ("mandateId", id),
    })
}

/// A link has ended without an answer.
pub(crate) fn lapse(state: &mut State, token: &str, now: i64) {
    if let Some(visit) = state.money.visits.remove(token) {
        finish(state, &visit.subject, Ending::Lapsed, now);
    }
}

/// What becomes of the subject; also used by the control plane, which answers for the user.
pub(crate) fn finish(state: &mut State, subject: &Subject, ending: Ending, now: i64) {
    match subject {
        Subject::View(user) => {
            if ending == Ending::Accepted {
                state.money.viewed.insert(user.clone(), now);
            }
        }
        Subject::Transfer(id) => transfers::ended(state, id, ending, now),
        Subject::Payin(id) => payins::ended(state, id, ending, now),
        Subject::Hold(id) => holds::ended(state, id, ending, now),
        Subject::Validation(id) => cards::validate::ended(state, id, ending, now),
        Subject::Mandate(id) => mandates::ended(state, id, ending, now),
    }
}
