//! What becomes of payouts: outcomes by time, fallbacks of instant ones, decisions of the control plane
//! (docs/api/money-operations.md §9.3).

use serde_json::{Value, json};

use super::super::{
    Due,
    book::{Kind, Nature, Status},
    codes, destinations,
};
use crate::{agenda::Task, state::State};

/// Seconds until the banks have answered: an instant payout takes up to 10 s; an hour stands for the same business day.
pub(crate) const INSTANT: i64 = 10;
pub(crate) const STANDARD: i64 = 3_600;

fn is_open(state: &State, id: &str) -> bool {
    let found = state.money.book.get(id);
    found.is_some_and(|t| t.is(Kind::Payout, Nature::Regular) && t.status == Status::Created)
}

fn text(state: &State, id: &str, name: &str) -> Option<String> {
    state.money.book.get(id)?.extra.get(name)?.as_str().map(str::to_owned)
}

fn put(state: &mut State, id: &str, name: &str, value: Value) {
    if let Some(payout) = state.money.book.get_mut(id) {
        payout.put(name, value);
    }
}

/// The time of an outcome has come.
pub(crate) fn due(state: &mut State, id: &str, now: i64) {
    if !is_open(state, id) {
        return;
    }
    let asked = text(state, id, "ModeRequested");
    let pending = text(state, id, "ModeApplied").as_deref() == Some("PENDING_RESPONSE");
    let reason = state.money.book.get(id).and_then(|t| t.extra.get("FallbackReason")).filter(|r| !r.is_null());
    let code = reason.and_then(|r| r["Code"].as_str()).map(str::to_owned);
    match (asked.as_deref(), code) {
        (Some("INSTANT_PAYMENT_ONLY"), Some(code)) => fail(state, id, &code, now),
        (Some("INSTANT_PAYMENT"), Some(_)) if pending => {
            put(state, id, "ModeApplied", json!("STANDARD"));
            state.emit(now, "INSTANT_PAYOUT_FALLBACKED", id);
            state.plan(now + STANDARD, Task::Money(Due::Payout(id.to_owned())));
        }
        _ => succeed(state, id, now),
    }
}

/// The payout is sent, unless its account was closed meanwhile.
pub(crate) fn succeed(state: &mut State, id: &str, now: i64) {
    let account = text(state, id, "RecipientId").or_else(|| text(state, id, "BankAccountId"));
    let closed = account.and_then(|account| destinations::find(state, &account)).is_some_and(|found| !found.active);
    if closed {
        fail(state, id, "121006", now);
        return;
    }
    let mode = match text(state, id, "ModeRequested").as_deref() {
        Some("INSTANT_PAYMENT" | "INSTANT_PAYMENT_ONLY") => "INSTANT_PAYMENT",
        Some("RTGS_PAYMENT") => "RTGS_PAYMENT",
        _ => "STANDARD",
    };
    let fell_back = text(state, id, "ModeApplied").as_deref() == Some("STANDARD");
    let mode = if fell_back { "STANDARD" } else { mode };
    put(state, id, "ModeApplied", json!(mode));
    state.succeed(id, now);
    if mode == "INSTANT_PAYMENT" {
        state.emit(now, "INSTANT_PAYOUT_SUCCEEDED", id);
    }
}

/// The payout is not sent.
pub(crate) fn fail(state: &mut State, id: &str, code: &str, now: i64) {
    debug_assert_ne!(code, codes::SUCCESS);
    let only = text(state, id, "ModeRequested").as_deref() == Some("INSTANT_PAYMENT_ONLY");
    // The guide says NONE for one that was to be instant only (§9.2).
    put(state, id, "ModeApplied", json!(if only { "NONE" } else { "STANDARD" }));
    state.fail(id, code, now);
    if only {
        state.emit(now, "INSTANT_PAYOUT_FAILED", id);
    }
}

/// A decision of the control plane on a payout in CREATED; false if it is not.
pub(crate) fn decide(state: &mut State, id: &str, code: &str, now: i64) -> bool {
    if !is_open(state, id) {
        return false;
    }
    if code == codes::SUCCESS {
        succeed(state, id, now)
    } else {
        fail(state, id, code, now)
    }
    true
}
