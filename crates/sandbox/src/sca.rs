//! Sessions of strong customer authentication about users themselves: the links that they are sent to, and what becomes of
//! what they were asked for (docs/api/users-verification.md §2.1). Those about money are in [`crate::money`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    agenda::Task,
    hosted::{Choice, Door, Page},
    ids, recipients,
    state::State,
    users,
};

/// Seconds a link can be used (§2.1).
const SECONDS: i64 = 600;
const KIND: &str = "user-action";

/// The pages of this module.
pub(crate) const DOORS: &[Door] = &[Door { kind: KIND, show, decide }];

/// What a user is asked to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// First or renewed enrolment of this user.
    Enrolment(String),
    /// The consent of this user that the platform acts without them.
    Consent(String),
    /// The registration of this recipient.
    Recipient(String),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Session {
    purpose: Purpose,
    ends: i64,
}

/// The open sessions by their token.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sessions(BTreeMap<String, Session>);

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Confirmed,
    Refused,
    Expired,
}

/// The path of a page with this token.
pub(crate) fn path(token: &str) -> String {
    format!("/hosted/{KIND}?token={token}")
}

/// Opens a session and returns the path of its page.
pub(crate) fn open(state: &mut State, purpose: Purpose, now: i64) -> String {
    let token = ids::secret();
    state.plan(now + SECONDS, Task::Session(token.clone()));
    state.sessions.0.insert(token.clone(), Session { purpose, ends: now + SECONDS });
    path(&token)
}

/// `PendingUserAction`: the page's address, or null.
pub(crate) fn action(link: Option<&str>, base: &str) -> Value {
    link.map_or(Value::Null, |path| json!({ "RedirectUrl": format!("{base}{path}") }))
}

/// The session has come to its end unused.
pub(crate) fn due(state: &mut State, token: &str, now: i64) {
    if let Some(session) = state.sessions.0.remove(token) {
        finish(state, &session.purpose, Ending::Expired, now);
    }
}

fn finish(state: &mut State, purpose: &Purpose, ending: Ending, now: i64) {
    match purpose {
        Purpose::Enrolment(user) => users::sca::ended(state, user, ending, now),
        Purpose::Consent(user) => users::consent::ended(state, user, ending, now),
        Purpose::Recipient(id) => recipients::ended(state, id, ending, now),
    }
}

fn show(state: &State, token: &str) -> Option<Page> {
    let session = state.sessions.0.get(token)?;
    let line = match &session.purpose {
        Purpose::Enrolment(user) => format!("Confirm your identity to use your account {user}."),
        Purpose::Consent(user) => format!("Let the platform act for your account {user} without you."),
        Purpose::Recipient(id) => format!("Confirm the new recipient {id}."),
    };
    Some(Page { title: "Confirm that it is you", line, back: None })
}

/// What the user answered; `controlStatus` goes back to the platform (money-operations.md §1.9).
fn decide(state: &mut State, token: &str, choice: Choice, now: i64) -> Option<(&'static str, String)> {
    let session = state.sessions.0.remove(token).filter(|s| s.ends > now)?;
    let (ending, status) = match choice {
        Choice::Accept => (Ending::Confirmed, "VALIDATED"),
        Choice::Refuse => (Ending::Refused, "FAILED"),
    };
    finish(state, &session.purpose, ending, now);
    Some(("controlStatus", status.to_owned()))
}
