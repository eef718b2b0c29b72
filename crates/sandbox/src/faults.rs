//! Scripted faults: what goes wrong, with which calls, and how often.

pub(crate) mod distort;

use std::{collections::BTreeMap, sync::Mutex};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{locked, request::Head};

/// Which calls a fault applies to, and what it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Method, or none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Path without version and ClientId, any case: `*` is one part, `**` at the end is any rest. Example:
    /// `/users/*/kyc/documents/*/pages`. None for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Matching calls that pass before it begins: 2 hits the third.
    #[serde(default)]
    pub skip: u32,
    /// How many calls it hits; none for all that follow.
    #[serde(default = "once")]
    pub times: Option<u32>,
    /// What happens.
    pub action: Action,
}

#[allow(clippy::unnecessary_wraps, reason = "the shape serde asks for")]
fn once() -> Option<u32> {
    Some(1)
}

/// What a fault does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// Waits before the body is read.
    Latency {
        /// Real milliseconds.
        ms: u64,
    },
    /// Waits between taking the idempotency key and the effect: a second call with the key meanwhile gets 409, and
    /// `/responses/{key}` knows nothing yet.
    Hold {
        /// Real milliseconds.
        ms: u64,
    },
    /// 429 whose reset lies this far ahead.
    RateLimited {
        /// Virtual seconds until the limit is lifted.
        reset_seconds: i64,
    },
    /// Any status with any body. Without `after_commit` nothing is done.
    Status {
        /// The HTTP status.
        status: u16,
        /// Extra headers.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// Body as text; a JSON error body if absent.
        #[serde(default)]
        body: Option<String>,
        /// Type of the body.
        #[serde(default)]
        content_type: Option<String>,
        /// The call takes effect, only its answer is replaced (a gateway that gave up waiting).
        #[serde(default)]
        after_commit: bool,
        /// The answer is recorded under the idempotency key (a failure inside the API rather than before it).
        #[serde(default)]
        burn_key: bool,
    },
    /// An HTML page, as from a proxy or a portal. Nothing is done.
    Html {
        /// The HTTP status.
        status: u16,
    },
    /// The request is read, nothing is done, the connection is closed without an answer.
    CutBeforeCommit,
    /// The state changes, the connection is closed without an answer.
    CutAfterCommit,
    /// The connection is closed when this much of the body was read.
    CutWhileReading {
        /// Bytes of body.
        after_bytes: u64,
    },
    /// The state changes; the answer breaks off inside its body.
    TruncateResponse,
    /// The state changes; the answer comes in small pieces.
    SlowResponse {
        /// Real milliseconds between pieces of eight bytes.
        ms: u64,
    },
    /// No answer ever comes.
    Stall {
        /// Whether the state changes first.
        #[serde(default)]
        after_commit: bool,
    },
    /// The body is read no faster than this.
    Throttle {
        /// Bytes in a second.
        bytes_per_second: u64,
    },
    /// All tokens end when this much of the body was read; the call itself is then refused with 401.
    ExpireToken {
        /// Bytes of body.
        after_bytes: u64,
    },
    /// All is done; a member of the JSON answer is replaced, added or removed.
    Mutate {
        /// JSON pointer; `*` is every element of a list, the empty pointer the whole answer.
        at: String,
        /// What stands there instead; null if absent.
        #[serde(default)]
        to: Value,
        /// It is taken out instead.
        #[serde(default)]
        remove: bool,
    },
    /// All is done; a header of the answer is replaced or removed.
    MutateHeader {
        /// Its name; an answer without it stays as it is.
        name: String,
        /// Its value; none to remove it.
        #[serde(default)]
        to: Option<String>,
    },
}

impl Action {
    pub(crate) fn name(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        value.get("kind").and_then(|k| k.as_str()).unwrap_or_default().to_owned()
    }
}

/// A fault with its number and what is left of it.
#[derive(Debug, Clone, Serialize)]
pub struct Armed {
    /// Number, to remove it by.
    pub id: u64,
    /// Matching calls still to pass.
    pub skip: u32,
    /// Hits left; none for no end.
    pub left: Option<u32>,
    /// The fault as given.
    pub fault: Fault,
}

#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<(u64, Vec<Armed>)>);

impl Faults {
    pub(crate) fn add(&self, fault: Fault) -> u64 {
        let mut held = locked(&self.0);
        held.0 += 1;
        let id = held.0;
        held.1.push(Armed { id, skip: fault.skip, left: fault.times, fault });
        id
    }

    pub(crate) fn list(&self) -> Vec<Armed> {
        locked(&self.0).1.clone()
    }

    pub(crate) fn clear(&self) {
        locked(&self.0).1.clear();
    }

    pub(crate) fn remove(&self, id: u64) -> bool {
        let mut held = locked(&self.0);
        let before = held.1.len();
        held.1.retain(|armed| armed.id != id);
        held.1.len() < before
    }

    /// The actions that hit this call; each hit is used up.
    pub(crate) fn take(&self, head: &Head) -> Vec<Action> {
        let mut held = locked(&self.0);
        let mut hits = Vec::new();
        for armed in held.1.iter_mut().filter(|armed| matches(&armed.fault, head)) {
            if armed.skip > 0 {
                armed.skip -= 1;
                continue;
            }
            match &mut armed.left {
                Some(0) => continue,
                Some(left) => *left -= 1,
                None => {}
            }
            hits.push(armed.fault.action.clone());
        }
        held.1.retain(|armed| armed.left != Some(0));
        hits
    }
}

fn matches(fault: &Fault, head: &Head) -> bool {
    let method = fault.method.as_ref().is_none_or(|m| m.eq_ignore_ascii_case(head.method.as_str()));
    method && fault.path.as_ref().is_none_or(|pattern| path_matches(pattern, &head.parts))
}

fn path_matches(pattern: &str, parts: &[String]) -> bool {
    let mut left = parts.iter();
    for want in pattern.split('/').filter(|p| !p.is_empty()) {
        match (want, left.next()) {
            ("**", _) => return true,
            ("*", Some(_)) => {}
            (want, Some(part)) if want.eq_ignore_ascii_case(part) => {}
            _ => return false,
        }
    }
    left.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::path_matches;

    #[test]
    fn patterns() {
        let parts = |p: &str| p.split('/').map(str::to_owned).collect::<Vec<_>>();
        for (pattern, path, hit) in [
            ("/users/*/kyc/documents", "users/u1/KYC/documents", true),
            ("/users/*/kyc/documents", "users/u1/kyc/documents/d1", false),
            ("/users/**", "users/u1/kyc/documents/d1", true),
            ("/users/**", "users", true),
            ("/oauth/token", "oauth/token", true),
            ("/users/*", "users", false),
        ] {
            assert_eq!(path_matches(pattern, &parts(path)), hit, "{pattern} against {path}");
        }
    }
}
