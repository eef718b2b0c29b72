//! Strong authentication of calls that read wallets (docs/api/money-operations.md §1.9).

use super::visits::{self, Subject};
use crate::{
    answer::Refusal,
    request::Call,
    state::State,
    users::{Category, consent, sca},
};

/// Seconds that a completed authentication lets wallets be read: 180 days.
const ACCESS: i64 = 180 * 86_400;

pub(crate) const CONTEXTS: [&str; 2] = ["USER_PRESENT", "USER_NOT_PRESENT"];

/// 403 for `USER_NOT_PRESENT` without the user's consent (users-verification.md §2.5).
pub(crate) fn consented(state: &State, context: &str, user: &str, scope: consent::Scope) -> Result<(), Refusal> {
    if context == "USER_NOT_PRESENT" { consent::needed(state, user, scope) } else { Ok(()) }
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
        return consented(state, context, user, consent::Scope::Accounts);
    }
    let asked = found.enrolled.is_some() || found.link.is_some();
    let lately = state.money.viewed.get(user).is_some_and(|at| at + ACCESS > call.now);
    if !asked || lately {
        return Ok(());
    }
    let subject = Subject::View(user.to_owned());
    let path = match visits::open(state, &subject, call.now) {
        Some(path) => path,
        None => visits::begin(state, subject, visits::SESSION, None, call.now),
    };
    Err(Refusal::Authenticate(format!("{}{path}", call.base())))
}
