//! Strong authentication of money calls: wallet access and transfers, and the sessions in which users complete it
//! (docs/mangopay/money-operations.md §1.9).

use serde::{Deserialize, Serialize};

use super::{Due, transfers};
use crate::{
    agenda::Task,
    answer::Refusal,
    hosted::{Choice, Page},
    ids,
    request::Call,
    state::State,
    users::{Category, sca},
};

/// Seconds a session can be completed, and a completed wallet access counts.
const SESSION: i64 = 600;
const ACCESS: i64 = 180 * 86_400;
/// Where sessions are completed.
const KIND: &str = "sca";

pub(crate) const CONTEXTS: [&str; 2] = ["USER_PRESENT", "USER_NOT_PRESENT"];

/// What a user authenticates for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// Wallets and transactions may be read.
    View,
    /// A transfer is executed.
    Transfer(String),
}

/// A link that a user was sent to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Session {
    pub(crate) user: String,
    pub(crate) purpose: Purpose,
    pub(crate) ends: i64,
}

/// A new session; returns the path of its page.
pub(crate) fn begin(state: &mut State, user: &str, purpose: Purpose, now: i64) -> String {
    let token = ids::secret();
    let ends = now + SESSION;
    state.money.sessions.insert(token.clone(), Session { user: user.to_owned(), purpose, ends });
    state.plan(ends, Task::Money(Due::Session(token.clone())));
    format!("/hosted/{KIND}?token={token}")
}

/// 403 for `USER_NOT_PRESENT` without the user's consent (users-verification.md §2.5).
pub(crate) fn consent(context: &str) -> Result<(), Refusal> {
    if context == "USER_NOT_PRESENT" { Err(Refusal::forbidden()) } else { Ok(()) }
}

/// Whether the wallets and transactions of a user may be read now. Payers, users who never met strong authentication
/// (the older user calls) and those of the Sandbox bypass are not asked.
pub(crate) fn check(state: &mut State, call: &Call<'_>, user: &str) -> Result<(), Refusal> {
    let context = call.head.query.among("ScaContext", &CONTEXTS)?.first().copied().unwrap_or(CONTEXTS[0]);
    let Some(found) = state.users.get(user) else { return Ok(()) };
    if found.category != Category::Owner || sca::is_bypassed(found) {
        return Ok(());
    }
    if context == "USER_NOT_PRESENT" {
        return consent(context);
    }
    let asked = found.enrolled.is_some() || found.link.is_some();
    let lately = state.money.viewed.get(user).is_some_and(|at| at + ACCESS > call.now);
    if !asked || lately {
        return Ok(());
    }
    let open = state.money.sessions.iter().find(|(_, s)| s.user == user && s.purpose == Purpose::View);
    let path = match open {
        Some((token, session)) if session.ends > call.now => format!("/hosted/{KIND}?token={token}"),
        _ => begin(state, user, Purpose::View, call.now),
    };
    Err(Refusal::Authenticate(format!("{}{path}", call.base())))
}

/// The page of a session.
pub(crate) fn show(state: &State, token: &str) -> Option<Page> {
    let session = state.money.sessions.get(token)?;
    let line = match &session.purpose {
        Purpose::View => "See the balance and the movements of your wallets".to_owned(),
        Purpose::Transfer(id) => {
            let transfer = state.money.book.get(id)?;
            format!("Transfer {} {}", transfer.debited.amount, transfer.debited.currency.as_str())
        }
    };
    Some(Page { title: "Confirm that it is you", line, back: None })
}

/// What the user answered; `controlStatus` goes back to the platform (§1.9).
pub(crate) fn decide(state: &mut State, token: &str, choice: Choice, now: i64) -> Option<(&'static str, String)> {
    let session = state.money.sessions.remove(token).filter(|session| session.ends > now)?;
    match (&session.purpose, choice) {
        (Purpose::View, Choice::Accept) => {
            state.money.viewed.insert(session.user, now);
        }
        (Purpose::Transfer(id), Choice::Accept) => transfers::confirmed(state, id, now),
        (Purpose::Transfer(id), Choice::Refuse) => transfers::refused(state, id, "007101", now),
        (Purpose::View, Choice::Refuse) => {}
    }
    let status = if choice == Choice::Accept { "VALIDATED" } else { "FAILED" };
    Some(("controlStatus", status.to_owned()))
}

/// A session has ended without an answer.
pub(crate) fn ended(state: &mut State, token: &str, now: i64) {
    if let Some(Session { purpose: Purpose::Transfer(id), .. }) = state.money.sessions.remove(token) {
        transfers::refused(state, &id, "007102", now);
    }
}
