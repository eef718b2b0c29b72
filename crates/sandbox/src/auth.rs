//! Who may come in: the token endpoint, bearer tokens and the temporary lock
//! (docs/api/money-operations.md §1.2).

use std::collections::BTreeMap;

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    answer::{Answer, Outcome, Refusal},
    guard::Guard,
    ids,
    options::{Options, Scopes},
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
    /// Further keys by their alias, and which tokens they were given.
    #[serde(default)]
    keys: BTreeMap<String, Key>,
    #[serde(default)]
    holders: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) guard: Guard,
}

/// A further API key (§3.1); its secret is not kept.
#[derive(Debug, Serialize, Deserialize)]
struct Key {
    hash: String,
    scopes: Scopes,
}

fn hashed(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

/// A further key, or a new secret and new scopes for one.
pub(crate) fn set_key(state: &mut State, alias: &str, secret: &str, scopes: Scopes) {
    revoke(state, alias);
    state.door.keys.insert(alias.to_owned(), Key { hash: hashed(secret), scopes });
}

/// The key is gone, and with it its tokens.
pub(crate) fn revoke(state: &mut State, alias: &str) -> bool {
    let door = &mut state.door;
    let Door { tokens, holders, .. } = door;
    tokens.retain(|token, _| holders.get(token).is_none_or(|holder| holder != alias));
    holders.retain(|_, holder| holder != alias);
    door.keys.remove(alias).is_some()
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

/// Who shows a key: the first one, or a further one by its alias.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Bearer {
    First,
    Further(String),
}

fn basic(state: &State, head: &Head, options: &Options) -> Option<Bearer> {
    let coded = head.credentials("basic")?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(coded).ok()?;
    let plain = String::from_utf8(bytes).ok()?;
    let (_, key) = plain.split_once(':').filter(|(id, _)| same(id, &options.client_id))?;
    if same(key, &options.api_key) {
        return Some(Bearer::First);
    }
    let hash = hashed(key);
    state.door.keys.iter().find(|(_, k)| k.hash == hash).map(|(alias, _)| Bearer::Further(alias.clone()))
}

/// Refuses a resource call whose credentials are missing, wrong, expired or of another client. Returns what they allow.
pub(crate) fn check<'a>(state: &'a State, head: &Head, options: &Options, now: i64) -> Result<&'a Scopes, Refusal> {
    if state.door.locked_until > now {
        return Err(Refusal::Locked);
    }
    let ours = head.client.as_deref().is_none_or(|client| client.eq_ignore_ascii_case(&options.client_id));
    let token = head.credentials("bearer").filter(|t| state.door.tokens.get(*t).is_some_and(|end| *end > now));
    let bearer = match token {
        Some(token) => {
            Some(state.door.holders.get(token).map_or(Bearer::First, |alias| Bearer::Further(alias.clone())))
        }
        None if options.basic => basic(state, head, options),
        None => None,
    };
    match bearer.filter(|_| ours) {
        Some(Bearer::First) => Ok(&state.scopes),
        Some(Bearer::Further(alias)) => state.door.keys.get(&alias).map(|k| &k.scopes).ok_or(Refusal::Credentials),
        None => Err(Refusal::Credentials),
    }
}

/// The kind of grant that is asked for. The official Python SDK sends a JSON object under the type of a form.
fn granted(form: &[u8], strict: bool) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(form);
    if let Some((_, value)) = pairs.find(|(name, _)| name == "grant_type") {
        return Some(value.into_owned());
    }
    let told: serde_json::Value = if strict { return None } else { serde_json::from_slice(form).ok()? };
    told.get("grant_type")?.as_str().map(str::to_owned)
}

/// `POST /v2.01/oauth/token`.
pub(crate) fn token(state: &mut State, head: &Head, form: &[u8], options: &Options, now: i64) -> Outcome {
    if state.door.locked_until > now {
        return Err(Refusal::Locked);
    }
    let Some(bearer) = basic(state, head, options) else {
        state.door.failed(now, options.lock_after_bad_credentials);
        return Err(Refusal::Credentials);
    };
    if !head.is_form() {
        return Err(Refusal::media_type());
    }
    match granted(form, options.strict).as_deref() {
        Some("client_credentials") => {}
        Some(_) => return Err(Refusal::Grant("unsupported_grant_type")),
        None => return Err(Refusal::Grant("invalid_request")),
    }
    state.door.bad = 0;
    state.door.tokens.retain(|_, end| *end > now);
    let Door { tokens, holders, .. } = &mut state.door;
    holders.retain(|token, _| tokens.contains_key(token));
    let token = format!("{}{}", ids::secret(), ids::secret());
    state.door.tokens.insert(token.clone(), now + options.token_seconds);
    if let Bearer::Further(alias) = bearer {
        state.door.holders.insert(token.clone(), alias);
    }
    Ok(Answer::ok(json!({ "access_token": token, "token_type": "Bearer", "expires_in": options.token_seconds })))
}
