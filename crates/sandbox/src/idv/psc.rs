//! Sessions of persons with significant control (docs/api/users-verification.md §5.6).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Session, pairs};
use crate::{
    agenda::Task,
    answer::{Answer, Outcome, Refusal},
    hosted::{Choice, Page},
    ids,
    kyc::review,
    lists,
    members::Members,
    request::Call,
    state::State,
    users::{self, Person, User},
};

pub(super) const KIND: &str = "person";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    PendingValidation,
    Validated,
    Rejected,
    Abandoned,
}

/// A person and the session it has to complete.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Psc {
    pub(crate) id: String,
    /// The secret part of its link; a new one with each retry that needs one.
    pub(crate) session: String,
    pub(crate) status: Status,
    pub(crate) kind: String,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) email: Option<String>,
    pub(crate) birthday: Option<i64>,
    pub(crate) country: Option<String>,
    pub(crate) nationality: Option<String>,
    pub(crate) validated: Option<i64>,
    pub(crate) data: Vec<(String, String)>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
}

impl Psc {
    /// Nothing more is asked of this person.
    pub(super) fn is_settled(&self) -> bool {
        matches!(self.status, Status::Validated | Status::Abandoned)
    }
}

pub(super) fn view(p: &Psc, base: &str) -> Value {
    json!({
        "Id": p.id, "SessionId": p.session, "Status": p.status,
        "HostedUrl": format!("{base}/hosted/{KIND}?token={}", p.session), "FirstName": p.first, "LastName": p.last,
        "Email": p.email, "DateOfBirth": p.birthday, "Country": p.country, "Nationality": p.nationality,
        "PscType": p.kind, "ValidationDate": p.validated, "Data": pairs(&p.data), "LastUpdate": p.updated,
        "CreationDate": p.created,
    })
}

/// The persons of a legal user: its representative, and the owners of its newest declaration.
pub(super) fn needed(state: &mut State, user: &User, now: i64) -> Vec<Psc> {
    let concerned = matches!(user.legal_type(), Some("BUSINESS" | "ORGANIZATION" | "PARTNERSHIP"));
    if !state.features.psc || user.person != Person::Legal || !concerned {
        return Vec::new();
    }
    let of = |name: &str| user.data.get("LegalRepresentative").and_then(|r| r.get(name));
    let text = |name: &str| of(name).and_then(Value::as_str).map(str::to_owned);
    let head = Psc {
        id: state.dice.id("psc_x", now),
        session: ids::secret(),
        status: Status::PendingValidation,
        kind: "LEGAL_REPRESENTATIVE".to_owned(),
        first: text("FirstName").unwrap_or_default(),
        last: text("LastName").unwrap_or_default(),
        email: text("Email"),
        birthday: of("Birthday").and_then(Value::as_i64),
        country: text("CountryOfResidence"),
        nationality: text("Nationality"),
        validated: None,
        data: Vec::new(),
        created: now,
        updated: now,
    };
    let declared = state.declarations.values().filter(|d| d.user == user.id).max_by_key(|d| (d.created, d.number));
    let ubos = declared.map(|d| d.ubos.clone()).unwrap_or_default();
    let owners = ubos.into_iter().filter(|u| u.active).map(|ubo| Psc {
        id: state.dice.id("psc_x", now),
        session: ids::secret(),
        kind: "UBO".to_owned(),
        country: ubo.address.get("Country").and_then(Value::as_str).map(str::to_owned),
        first: ubo.first,
        last: ubo.last,
        email: None,
        birthday: Some(ubo.birthday),
        nationality: Some(ubo.nationality),
        ..head.clone()
    });
    let owners: Vec<Psc> = owners.collect();
    std::iter::once(head).chain(owners).collect()
}

/// The main session is validated: each person has a week.
pub(super) fn begin(state: &mut State, session: &str, now: i64) {
    state.emit(now, "IDENTITY_VERIFICATION_PENDING_PSC_ACTION", session);
    let ids: Vec<String> =
        state.verifications.get(session).map(|s| s.pscs.iter().map(|p| p.id.clone()).collect()).unwrap_or_default();
    for id in ids {
        state.emit(now, "IDENTITY_VERIFICATION_PSC_PENDING", &id);
    }
    state.plan(now + super::LIFE, Task::Verification(session.to_owned()));
}

/// Those who have not come in a week are rejected.
pub(super) fn due(state: &mut State, session: &str, now: i64) {
    let late = |p: &&Psc| p.status == Status::PendingValidation && p.updated + super::LIFE <= now;
    let found = state.verifications.get(session).map(|s| s.pscs.iter().filter(late).map(|p| p.id.clone()).collect());
    let ids: Vec<String> = found.unwrap_or_default();
    for id in ids {
        settle(state, &id, Status::Rejected, now);
    }
}

fn holder(state: &State, fits: impl Fn(&Psc) -> bool) -> Option<(&Session, &Psc)> {
    state.verifications.values().find_map(|s| s.pscs.iter().find(|p| fits(p)).map(|p| (s, p)))
}

pub(super) fn show(state: &State, token: &str) -> Option<Page> {
    let (session, psc) = holder(state, |p| p.session == token && p.status == Status::PendingValidation)?;
    let line = format!("{} {}: show your identity document and your face.", psc.first, psc.last);
    Some(Page { title: "Verify your identity", line, back: Some(session.return_url.clone()) })
}

pub(super) fn decide(state: &mut State, token: &str, choice: Choice, now: i64) -> Option<(&'static str, String)> {
    let (_, psc) = holder(state, |p| p.session == token && p.status == Status::PendingValidation)?;
    let id = psc.id.clone();
    let status = if choice == Choice::Accept { Status::Validated } else { Status::Rejected };
    settle(state, &id, status, now);
    Some(("sessionId", token.to_owned()))
}

/// A decision of the control plane: `VALIDATED`, `REJECTED` or `ABANDONED`.
pub(crate) fn judge(state: &mut State, id: &str, status: &str, now: i64) -> Result<(), Refusal> {
    let (_, psc) = holder(state, |p| p.id == id).ok_or_else(|| Refusal::not_found("Psc", id))?;
    let to = match status {
        "VALIDATED" => Status::Validated,
        "REJECTED" => Status::Rejected,
        "ABANDONED" => Status::Abandoned,
        _ => return Err(Refusal::field("status", "VALIDATED, REJECTED or ABANDONED")),
    };
    if psc.status != Status::PendingValidation {
        return Err(Refusal::field("status", "The session is not in a state that allows this decision"));
    }
    settle(state, id, to, now);
    Ok(())
}

fn settle(state: &mut State, id: &str, status: Status, now: i64) {
    let mut user = None;
    for session in state.verifications.values_mut() {
        if let Some(psc) = session.pscs.iter_mut().find(|p| p.id == id) {
            psc.status = status;
            psc.updated = now;
            psc.validated = (status == Status::Validated).then_some(now);
            user = Some(session.user.clone());
        }
    }
    let event = match status {
        Status::Validated => "IDENTITY_VERIFICATION_PSC_VALIDATED",
        Status::Rejected => "IDENTITY_VERIFICATION_PSC_REJECTED",
        Status::Abandoned => "IDENTITY_VERIFICATION_PSC_ABANDONED",
        Status::PendingValidation => "IDENTITY_VERIFICATION_PSC_PENDING",
    };
    state.emit(now, event, id);
    if let Some(user) = user {
        review::raise(state, &user, now);
    }
}

/// `PUT /identity-verifications/{id}/pscs/{psc}/retry`.
pub(super) fn retry(state: &mut State, call: &Call<'_>) -> Outcome {
    let (id, wanted) = (call.id("session"), call.id("psc"));
    let mut members = Members::new(call.body, "", call.strict());
    let (first, last) = (members.name("FirstName", 100), members.name("LastName", 100));
    let (email, birthday) = (members.email("Email"), members.int("DateOfBirth"));
    members.accept(&["Country", "Nationality"]);
    let session = state.verifications.get_mut(id).ok_or_else(|| Refusal::not_found("IdentityVerification", id))?;
    let found = session.pscs.iter_mut().find(|p| p.id == wanted).ok_or_else(|| Refusal::not_found("Psc", wanted))?;
    if found.status == Status::Abandoned {
        members.wrong("Status", "An abandoned session cannot be retried");
    }
    members.finish()?;
    found.first = first.unwrap_or_else(|| found.first.clone());
    found.last = last.unwrap_or_else(|| found.last.clone());
    found.email = email.or_else(|| found.email.take());
    found.birthday = birthday.or(found.birthday);
    let anew = found.status != Status::PendingValidation;
    if anew {
        found.session = ids::secret();
        found.status = Status::PendingValidation;
        found.validated = None;
    }
    found.updated = call.now;
    let answer = Answer::ok(view(found, &call.base()));
    if anew {
        state.emit(call.now, "IDENTITY_VERIFICATION_PSC_PENDING", wanted);
        state.plan(call.now + super::LIFE, Task::Verification(id.to_owned()));
    }
    Ok(answer)
}

/// `GET /users/{id}/pscs`: those of all its sessions.
pub(super) fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?.id.clone();
    let base = call.base();
    let sessions = state.verifications.values().filter(|s| s.user == user);
    let found = sessions.flat_map(|s| s.pscs.iter().map(move |p| (s, p))).enumerate();
    let items = found.map(|(n, held)| ((held.1.created, n as u64), held)).collect();
    lists::page(call, "CreationDate", items, |(session, psc)| {
        let mut shown = view(psc, &base);
        shown["MainSessionId"] = json!(session.id);
        shown
    })
}
