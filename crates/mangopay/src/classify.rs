//! From an answer that is no success to the error it means. Pure.

use http::{HeaderMap, header::WWW_AUTHENTICATE};
use model::UnixSeconds;
use serde_json::{Map, Value};

use crate::{Denial, Error, Link, RateState, Refusal};

/// What the request was, as far as it decides what an answer means.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked {
    /// The token itself was asked for.
    pub(crate) token: bool,
    /// An idempotency key was sent.
    pub(crate) keyed: bool,
}

/// The error behind a status outside 200 to 299.
pub(crate) fn classify(asked: Asked, status: u16, headers: &HeaderMap, body: &[u8], now: UnixSeconds) -> Error {
    if status == 429 {
        return Error::RateLimited { until: free_again(headers, now) };
    }
    let parsed = ErrorBody::parse(body);
    if (500..600).contains(&status) {
        return Error::Server { status, id: parsed.and_then(|body| body.id) };
    }
    if status == 401
        && let Some(redirect_url) = sca_link(headers)
    {
        return Error::ScaRequired { redirect_url };
    }
    // An empty body is usual for some refusals; a body that is no JSON is some other server's.
    let foreign = parsed.is_none() && !body.iter().all(u8::is_ascii_whitespace);
    let body = parsed.unwrap_or_default();
    if body.locked() {
        return Error::AccountLocked;
    }
    match status {
        401 if asked.token => Error::CredentialsRefused,
        400 if asked.token && body.oauth.is_some() => Error::CredentialsRefused,
        401 => Error::SessionLost,
        403 => forbidden(body.into_refusal(status)),
        413 => Error::Validation(Box::new(body.into_refusal(status))),
        _ if foreign || !(400..500).contains(&status) => Error::NotAnApi { status },
        404 if asked.token => Error::NotAnApi { status },
        404 => Error::NotFound(Box::new(body.into_refusal(status))),
        409 if asked.keyed || body.kind == "idempotent_creation_conflict" => {
            Error::Conflict(Box::new(body.into_refusal(status)))
        }
        408 => Error::NotAnApi { status },
        _ => Error::Validation(Box::new(body.into_refusal(status))),
    }
}

/// Scopes have a documented type; everything else about 403 is told apart by its type only, never by its sentence.
fn forbidden(refusal: Refusal) -> Error {
    let kind = refusal.kind.to_ascii_lowercase();
    let words: Vec<&str> = kind.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let has = |word: &str| words.contains(&word);
    let refusal = Box::new(refusal);
    if kind == "forbidden_ressource" || kind == "forbidden_resource" || has("scope") {
        return Error::ScopeMissing(refusal);
    }
    if has("consent") {
        return Error::ConsentMissing(refusal);
    }
    if has("certificate") || has("mtls") {
        return Error::AccessDenied { reason: Denial::CertificateNeeded, refusal };
    }
    if has("ip") || has("allowlist") || has("whitelist") {
        return Error::AccessDenied { reason: Denial::IpNotAllowed, refusal };
    }
    if !kind.is_empty() {
        // A type of its own (`forex_not_available`, …): this request was refused, not this machine.
        return Error::Validation(refusal);
    }
    Error::AccessDenied { reason: Denial::Unspecified, refusal }
}

/// `WWW-Authenticate: PendingUserAction RedirectUrl=<url>`, the name in any case, the URL up to the first white space
/// (users-verification.md §0, money-operations.md §1.3).
pub(crate) fn sca_link(headers: &HeaderMap) -> Option<Link> {
    const NAME: &str = "redirecturl=";
    headers.get_all(WWW_AUTHENTICATE).iter().find_map(|value| {
        let text = value.to_str().ok()?;
        let lower = text.to_ascii_lowercase();
        if !lower.contains("pendinguseraction") {
            return None;
        }
        let start = lower.find(NAME)? + NAME.len();
        let url = text.get(start..)?.split_whitespace().next()?.trim_matches('"');
        (!url.is_empty()).then(|| Link::new(url))
    })
}

/// When calls are free again: the reset of the windows that are used up, else `Retry-After` in seconds, which is not
/// documented but would be meant.
fn free_again(headers: &HeaderMap, now: UnixSeconds) -> Option<UnixSeconds> {
    let from_state = RateState::from_headers(headers, now)
        .and_then(|state| state.blocked_until().or_else(|| state.tightest().map(|window| window.reset)));
    from_state.or_else(|| {
        let seconds: i64 = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
        Some(now.plus(seconds))
    })
}

/// An error body in any of its shapes (money-operations.md §2.1).
#[derive(Default)]
struct ErrorBody {
    kind: String,
    message: Option<String>,
    fields: Vec<(String, String)>,
    id: Option<String>,
    oauth: Option<String>,
}

impl ErrorBody {
    fn parse(body: &[u8]) -> Option<Self> {
        let object: Map<String, Value> = serde_json::from_slice(body).ok()?;
        let text = |name: &str| member(&object, name).and_then(Value::as_str).map(str::to_owned);
        let oauth = object.get("error").and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            kind: text("Type").or_else(|| oauth.clone()).unwrap_or_default(),
            message: text("Message").or_else(|| text("error_description")),
            fields: member(&object, "errors").map(fields).unwrap_or_default(),
            id: text("Id"),
            oauth,
        })
    }

    fn locked(&self) -> bool {
        self.oauth.as_deref() == Some("unauthorized_client")
    }

    fn into_refusal(self, status: u16) -> Refusal {
        Refusal { status, kind: self.kind, message: self.message, fields: self.fields, id: self.id }
    }
}

fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn fields(errors: &Value) -> Vec<(String, String)> {
    let words = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    };
    match errors {
        Value::Object(map) => map.iter().map(|(field, value)| (field.clone(), words(value))).collect(),
        Value::Array(list) => list.iter().map(|value| (String::new(), words(value))).collect(),
        Value::String(text) => vec![(String::new(), text.clone())],
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}
