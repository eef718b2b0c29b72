//! Idempotency keys and the recorded first answers (docs/api/money-operations.md §1.7).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Outcome, Refusal},
    request::Call,
    routes::{self, Route},
    state::State,
};

/// Seconds a key is remembered.
pub(crate) const KEPT: i64 = 86_400;

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![routes::get("responses/{key}", "Client.Developers", &[], view)]
}

/// The first answer under a key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Recorded {
    pub(crate) at: i64,
    status: u16,
    length: usize,
    url: String,
    resource: Option<Value>,
}

/// 16 to 36 letters, digits and dashes.
pub(crate) fn is_valid(key: &str) -> bool {
    (16..=36).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Remembers the answer, in the same step as the effect.
pub(crate) fn record(state: &mut State, key: &str, answer: &Answer, url: &str, now: i64) {
    let length = answer.body.as_ref().map_or(0, |b| b.to_string().len());
    state.responses.insert(
        key.to_owned(),
        Recorded { at: now, status: answer.status, length, url: url.to_owned(), resource: answer.body.clone() },
    );
}

/// `GET /responses/{key}`.
pub(crate) fn view(state: &mut State, call: &Call<'_>) -> Outcome {
    let found = state.responses.get(call.id("key")).filter(|r| r.at + KEPT > call.now);
    let r = found.ok_or_else(Refusal::no_recorded_answer)?;
    Ok(Answer::ok(json!({
        "StatusCode": r.status.to_string(),
        "ContentLength": r.length.to_string(),
        "ContentType": "application/json; charset=utf-8",
        "Date": rfc1123(r.at),
        "RequestURL": r.url,
        "Resource": r.resource,
    })))
}

/// `Tue, 24 Nov 2026 09:42:00 GMT`.
pub(crate) fn rfc1123(at: i64) -> String {
    let form = time::macros::format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    time::OffsetDateTime::from_unix_timestamp(at).ok().and_then(|t| t.format(&form).ok()).unwrap_or_default()
}
