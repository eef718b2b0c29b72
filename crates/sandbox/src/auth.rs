//! Who may come in: the token endpoint, bearer tokens and the temporary lock
//! (docs/mangopay/money-operations.md §1.2).

use std::collections::BTreeMap;

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    answer::{Answer, Outcome, Refusal},
    ids,
    options::Options,
    request::Head,
    state::State,
};

/// Bad credentials in a row before the account is locked, and for how many seconds (both undocumented).
const BAD_BEFORE_LOCK: u32 = 10;
const LOCKED_SECONDS: i64 = 900;

/// Tokens and the lock.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Door {
    /// Token and the second it ends.
    tokens: BTreeMap<String, i64>,
    bad: u32,
    pub(crate) locked_until: i64,
}

impl Door {
    pub(crate) fn expire_all(&mut self) {
        self.tokens.clear();
    }

    fn failed(&mut self, now: i64, lock: bool) {
        self.bad += 1;
        if lock && self.bad >= BAD_BEFORE_LOCK {
            self.locked_until = now + LOCKED_SECONDS;
            self.bad = 0;
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

fn is_basic(head: &Head, options: &Options) -> bool {
    let Some(coded) = head.credentials("basic") else { return false };
    let Some(plain) =
        base64::engine::general_purpose::STANDARD.decode(coded).ok().and_then(|bytes| String::from_utf8(bytes).ok())
    else {
        return false;
    };
    plain.split_once(':').is_some_and(|(id, key)| same(id, &options.client_id) & same(key, &options.api_key))
}

/// Refuses a resource call whose credentials are missing, wrong, expired or of another client.
pub(crate) fn check(state: &mut State, head: &Head, options: &Options, now: i64) -> Result<(), Refusal> {
    if state.door.locked_until > now {
        return Err(Refusal::Locked);
    }
    let ours = head.client.as_deref().is_none_or(|client| client.eq_ignore_ascii_case(&options.client_id));
    let bearer =
        head.credentials("bearer").and_then(|token| state.door.tokens.get(token)).is_some_and(|end| *end > now);
    if ours && (bearer || (options.basic && is_basic(head, options))) {
        return Ok(());
    }
    Err(Refusal::Credentials)
}

/// `POST /v2.01/oauth/token`.
pub(crate) fn token(state: &mut State, head: &Head, form: &[u8], options: &Options, now: i64) -> Outcome {
    if state.door.locked_until > now {
        return Err(Refusal::Locked);
    }
    if !is_basic(head, options) {
        state.door.failed(now, options.lock_after_bad_credentials);
        return Err(Refusal::Credentials);
    }
    if !head.is_form() {
        return Err(Refusal::media_type());
    }
    let grant = url::form_urlencoded::parse(form).find(|(name, _)| name == "grant_type").map(|(_, value)| value);
    match grant.as_deref() {
        Some("client_credentials") => {}
        Some(_) => return Err(Refusal::Grant("unsupported_grant_type")),
        None => return Err(Refusal::Grant("invalid_request")),
    }
    state.door.bad = 0;
    state.door.tokens.retain(|_, end| *end > now);
    let token = format!("{}{}", ids::secret(), ids::secret());
    state.door.tokens.insert(token.clone(), now + options.token_seconds);
    Ok(Answer::ok(json!({ "access_token": token, "token_type": "Bearer", "expires_in": options.token_seconds })))
}
