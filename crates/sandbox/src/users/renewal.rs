//! Periodic renewal of the verification (docs/api/users-verification.md §3.7, §9.2).

use super::{Level, Status};
use crate::{
    agenda::Task,
    answer::Refusal,
    kyc::{Status as DocumentStatus, review},
    state::State,
};

/// Days that a user stays REGULAR after the deadline (a missed one "can" lower the level; when is not documented).
const GRACE: i64 = 30 * 86_400;

/// The first second (UTC) of a `YYYY-MM-DD`.
fn day(text: &str) -> Option<i64> {
    let form = time::macros::format_description!("[year]-[month]-[day]");
    Some(time::Date::parse(text, &form).ok()?.midnight().assume_utc().unix_timestamp())
}

/// Mangopay asks a REGULAR user for new documents until a day.
pub(crate) fn ask(state: &mut State, id: &str, deadline: &str, now: i64) -> Result<(), Refusal> {
    let at = day(deadline).ok_or_else(|| Refusal::field("deadline", "YYYY-MM-DD is needed"))?;
    let user = state.users.get_mut(id).ok_or_else(|| Refusal::not_found("User", id))?;
    if user.level != Level::Regular || user.status == Status::Closed {
        return Err(Refusal::field("user", "Only REGULAR users renew"));
    }
    user.renewal = Some(deadline.to_owned());
    state.emit(now, "USER_KYC_RENEWAL_REQUIRED", id);
    state.plan(at + GRACE, Task::Renewal(id.to_owned()));
    Ok(())
}

/// Plans what becomes of the deadlines that a world begins with.
pub(crate) fn plan(state: &mut State) {
    let deadlines = state.users.values().filter_map(|u| Some((u.id.clone(), day(u.renewal.as_deref()?)?)));
    for (id, at) in deadlines.collect::<Vec<_>>() {
        state.plan(at + GRACE, Task::Renewal(id));
    }
}

/// A deadline lies far back: without new documents on their way the level is lowered.
pub(crate) fn due(state: &mut State, id: &str, now: i64) {
    let missed = state.users.get(id).and_then(|u| day(u.renewal.as_deref()?)).is_some_and(|at| at + GRACE <= now);
    let sent = state.documents.values().any(|d| d.user == id && d.status == DocumentStatus::ValidationAsked);
    if missed && !sent {
        review::lower(state, id, now);
    }
}
