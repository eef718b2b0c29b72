//! Hooks: who wants to hear of which event, and the notices on their way (docs/api/money-operations.md §14.2).

pub(crate) mod delivery;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Outcome, Refusal},
    events, lists,
    members::Members,
    request::Call,
    routes::{self, PAGING, Route, post, put},
    state::State,
};

const SCOPE: &str = "Client.Developers";
/// Failures in a row after which a hook is not called any more.
const PATIENCE: u32 = 100;
const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        post("hooks", SCOPE, create),
        routes::get("hooks", SCOPE, PAGING, list),
        routes::get("hooks/{hook}", SCOPE, &[], get),
        put("hooks/{hook}", SCOPE, update),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    Enabled,
    Disabled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Validity {
    Valid,
    Invalid,
    Unknown,
}

/// A hook; one for each event type.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Hook {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) created: i64,
    pub(crate) tag: Option<String>,
    pub(crate) url: String,
    pub(crate) status: Status,
    pub(crate) validity: Validity,
    pub(crate) event: String,
    pub(crate) email: Option<String>,
    /// Failures in a row, retries included.
    pub(crate) failures: u32,
}

/// A notice on its way: of a hook, or the callback of a report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Notice {
    pub(crate) number: u64,
    pub(crate) hook: Option<String>,
    pub(crate) url: String,
    pub(crate) event: String,
    pub(crate) resource: String,
    pub(crate) date: i64,
    /// Failed tries so far, and when the next one is due.
    pub(crate) tries: u32,
    pub(crate) at: i64,
}

fn view(hook: &Hook) -> Value {
    json!({
        "Id": hook.id, "Tag": hook.tag, "CreationDate": hook.created, "Url": hook.url, "Status": hook.status,
        "Validity": hook.validity, "EventType": hook.event, "Email": hook.email,
    })
}

fn url(members: &mut Members<'_>) -> Option<String> {
    let text = members.text("Url", 255)?;
    let fine = url::Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if !fine {
        members.wrong("Url", "The field Url must be a valid http or https address");
        return None;
    }
    Some(text)
}

/// `POST /hooks`.
fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let event = members.text("EventType", usize::MAX);
    let event = members.need("EventType", event);
    if !event.is_empty() && !events::is_known(&event) {
        members.wrong("EventType", format!("Error converting value \"{event}\" to EventType"));
    } else if state.hooks.values().any(|h| h.event == event) {
        members.wrong("EventType", "A hook has already been registered for this EventType");
    }
    let address = url(&mut members);
    let address = members.need("Url", address);
    let email = members.email("Email");
    let tag = members.tag();
    members.accept(&["Status", "Validity"]);
    members.finish()?;
    let hook = Hook {
        id: state.dice.id("hook_m", call.now),
        number: state.number(),
        created: call.now,
        tag,
        url: address,
        status: Status::Enabled,
        validity: Validity::Valid,
        event,
        email,
        failures: 0,
    };
    let answer = Answer::ok(view(&hook));
    state.hooks.insert(hook.id.clone(), hook);
    Ok(answer)
}

fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Hook, Refusal> {
    let id = call.id("hook");
    state.hooks.get(id).ok_or_else(|| Refusal::not_found("Hook", id))
}

/// `GET /hooks/{id}`.
fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(of(state, call)?)))
}

/// `GET /hooks`.
fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    lists::page(call, "CreationDate", state.hooks.values().map(|h| ((h.created, h.number), h)).collect(), view)
}

/// `PUT /hooks/{id}`; `Validity` VALID arms an INVALID one again.
fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = of(state, call)?.id.clone();
    let mut members = Members::new(call.body, "", call.strict());
    let address = url(&mut members);
    let status = members.one_of("Status", &["ENABLED", "DISABLED"]);
    let validity = members.one_of("Validity", &["VALID", "INVALID", "UNKNOWN"]);
    let email = members.email("Email");
    let tag = members.tag();
    // The type cannot be changed; SDKs send it all the same.
    members.accept(&["EventType"]);
    members.finish()?;
    let hook = state.hooks.get_mut(&id).ok_or_else(|| Refusal::not_found("Hook", &id))?;
    if let Some(address) = address {
        hook.url = address;
    }
    if let Some(status) = status {
        // Disabling and enabling again arms an INVALID hook as well (the two pages of the documentation differ).
        let enabled = status == "ENABLED";
        if enabled && hook.status == Status::Disabled {
            (hook.validity, hook.failures) = (Validity::Valid, 0);
        }
        hook.status = if enabled { Status::Enabled } else { Status::Disabled };
    }
    if validity == Some("VALID") && hook.validity != Validity::Valid {
        (hook.validity, hook.failures) = (Validity::Valid, 0);
    }
    hook.email = email.or_else(|| hook.email.take());
    hook.tag = tag.or_else(|| hook.tag.take());
    Ok(Answer::ok(view(hook)))
}

/// An event has happened: whoever wants to hear of it will.
pub(crate) fn heard(state: &mut State, event: &str, resource: &str, at: i64) {
    let wants = |h: &&Hook| h.event == event && h.status == Status::Enabled && h.validity == Validity::Valid;
    let Some((hook, url)) = state.hooks.values().find(wants).map(|h| (h.id.clone(), h.url.clone())) else { return };
    notify(state, Some(hook), &url, event, resource, at);
}

/// The callback of a report (§13.1).
pub(crate) fn call_back(state: &mut State, url: &str, event: &str, resource: &str, at: i64) {
    notify(state, None, url, event, resource, at);
}

fn notify(state: &mut State, hook: Option<String>, url: &str, event: &str, resource: &str, at: i64) {
    let number = state.number();
    let (url, event, resource) = (url.to_owned(), event.to_owned(), resource.to_owned());
    state.notices.push(Notice { number, hook, url, event, resource, date: at, tries: 0, at });
}

/// Seconds after the first try at which the next one follows: every ten minutes in the first hour, then every eight hours
/// for three days; none after that.
fn retry_after(tries: u32) -> Option<i64> {
    let tries = i64::from(tries);
    match tries {
        1..=6 => Some(tries * 10 * MINUTE),
        7..=15 => Some(HOUR + (tries - 6) * 8 * HOUR),
        _ => None,
    }
}

/// What became of one try.
pub(crate) fn tried(state: &mut State, notice: &Notice, success: bool, now: i64) {
    let Some(place) = state.notices.iter().position(|n| n.number == notice.number) else { return };
    let mut held = state.notices.remove(place);
    let hook = held.hook.as_ref().and_then(|id| state.hooks.get_mut(id));
    if success {
        if let Some(hook) = hook {
            hook.failures = 0;
        }
        return;
    }
    held.tries += 1;
    if let Some(hook) = hook {
        hook.failures += 1;
        if hook.failures >= PATIENCE {
            hook.validity = Validity::Invalid;
            let id = hook.id.clone();
            state.notices.retain(|n| n.hook.as_ref() != Some(&id));
            return;
        }
    }
    if let Some(wait) = retry_after(held.tries) {
        held.at = (held.date + wait).max(now);
        state.notices.push(held);
    }
}

/// The notices whose next try is due, with the hook's present address, and when the next one is.
pub(crate) fn due(state: &State, now: i64) -> (Vec<Notice>, Option<i64>) {
    let live = |n: &&Notice| {
        let hook = n.hook.as_ref().map(|id| state.hooks.get(id));
        hook.is_none_or(|h| h.is_some_and(|h| h.status == Status::Enabled && h.validity == Validity::Valid))
    };
    let (come, wait): (Vec<&Notice>, Vec<&Notice>) = state.notices.iter().filter(live).partition(|n| n.at <= now);
    let address = |n: &Notice| {
        let url = n.hook.as_ref().and_then(|id| state.hooks.get(id)).map_or_else(|| n.url.clone(), |h| h.url.clone());
        Notice { url, ..n.clone() }
    };
    (come.into_iter().map(address).collect(), wait.iter().map(|n| n.at).min())
}
