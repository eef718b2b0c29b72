//! Hosted verification: sessions, their checks and the page (docs/api/users-verification.md §5).

pub(crate) mod psc;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    agenda::Task,
    answer::{Answer, Outcome, Refusal},
    hosted::{Choice, Door, Page},
    kyc::review,
    lists,
    members::Members,
    request::Call,
    routes::{self, PAGING, Route, post, put},
    state::State,
    users::{self, Category, Level, Person, User},
};
use psc::Psc;

const SCOPE: &str = "Users.Verification";
/// Seconds that a session waits for its user (§5.3).
const LIFE: i64 = 7 * 86_400;
const KIND: &str = "verification";
/// Characters of a return address (the documentation names 500 and 50).
const RETURN_URL: usize = 500;
const LANGUAGES: [&str; 8] = ["de-DE", "en-US", "es-ES", "fr-FR", "it-IT", "nl-NL", "pt-PT", "zh-Hans-CN"];

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        post("users/{user}/identity-verifications", SCOPE, create),
        routes::get("users/{user}/identity-verifications", SCOPE, PAGING, list),
        routes::get("identity-verifications/{session}", SCOPE, &[], get),
        put("identity-verifications/{session}/pscs/{psc}/retry", SCOPE, psc::retry),
        // The path of this list is not known; it is assumed.
        routes::get("users/{user}/pscs", SCOPE, PAGING, psc::list),
    ]
}

/// The pages of this module.
pub(crate) const DOORS: &[Door] =
    &[Door { kind: KIND, show, decide }, Door { kind: psc::KIND, show: psc::show, decide: psc::decide }];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Pending,
    Review,
    Validated,
    Refused,
    Expired,
    OutOfDate,
}

/// One thing that was looked at. Types, values and reasons are open sets (§5.4).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Check {
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) status: Status,
    pub(crate) at: i64,
    pub(crate) data: Vec<(String, String)>,
    pub(crate) reasons: Vec<(String, String)>,
}

/// A session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) user: String,
    pub(crate) tag: Option<String>,
    pub(crate) return_url: String,
    pub(crate) status: Status,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) checks: Vec<Check>,
    pub(crate) pscs: Vec<Psc>,
}

pub(super) fn pairs(list: &[(String, String)]) -> Value {
    list.iter().map(|(kind, value)| json!({ "Type": kind, "Value": value })).collect()
}

fn view(s: &Session, base: &str) -> Value {
    let check = |c: &Check| {
        json!({
            "CheckId": c.id, "Type": c.kind, "CheckStatus": c.status, "CreationDate": c.at, "LastUpdate": c.at,
            "Data": pairs(&c.data), "Reasons": pairs(&c.reasons),
        })
    };
    let back: String = url::form_urlencoded::byte_serialize(s.return_url.as_bytes()).collect();
    let url = format!("{base}/hosted/{KIND}?token={0}&sessionId={0}&redirectURL={back}", s.id);
    json!({
        "Id": s.id, "Tag": s.tag, "UserId": s.user, "HostedUrl": url, "ReturnUrl": s.return_url, "Status": s.status,
        "CreationDate": s.created, "LastUpdate": s.updated, "Checks": s.checks.iter().map(check).collect::<Vec<_>>(),
        "PSCs": s.pscs.iter().map(|p| psc::view(p, base)).collect::<Vec<_>>(),
    })
}

/// `POST /users/{id}/identity-verifications`.
fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    if !state.features.idv {
        return Err(Refusal::forbidden());
    }
    let user = users::living(state, call)?;
    let mut members = Members::new(call.body, "", call.strict());
    let back = members.name("ReturnUrl", RETURN_URL);
    let return_url = members.need("ReturnUrl", back);
    if !return_url.is_empty() && url::Url::parse(&return_url).is_err() {
        members.wrong("ReturnUrl", "The field ReturnUrl must be a valid address");
    }
    let tag = members.tag();
    members.one_of("SessionLanguage", &LANGUAGES);
    if user.category == Category::Payer {
        members.wrong("UserId", "The user must be an OWNER");
    } else if user.status == users::Status::PendingUserAction {
        members.wrong("UserId", "The user has to complete the pending action first");
    }
    members.finish()?;
    let user = user.id.clone();
    let session = Session {
        id: state.dice.id("idnver", call.now),
        number: state.number(),
        user,
        tag,
        return_url,
        status: Status::Pending,
        created: call.now,
        updated: call.now,
        checks: Vec::new(),
        pscs: Vec::new(),
    };
    let answer = Answer::ok(view(&session, &call.base()));
    state.emit(call.now, "IDENTITY_VERIFICATION_PENDING", &session.id);
    state.plan(call.now + LIFE, Task::Verification(session.id.clone()));
    state.verifications.insert(session.id.clone(), session);
    Ok(answer)
}

/// `GET /identity-verifications/{id}`.
fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("session");
    let found = state.verifications.get(id).ok_or_else(|| Refusal::not_found("IdentityVerification", id))?;
    Ok(Answer::ok(view(found, &call.base())))
}

/// `GET /users/{id}/identity-verifications`.
fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?.id.clone();
    let within = lists::dates(&call.head.query)?;
    let found = state.verifications.values().filter(|s| s.user == user && within(s.created));
    lists::page(
        call,
        "CreationDate",
        found.map(|s| ((s.created, s.number), s)).collect(),
        |s| json!({ "Id": s.id, "Status": s.status, "CreationDate": s.created, "LastUpdate": s.updated }),
    )
}

fn show(state: &State, token: &str) -> Option<Page> {
    let session = state.verifications.get(token).filter(|s| matches!(s.status, Status::Pending | Status::Expired))?;
    let line = format!("Show your identity document and your face to verify {}.", session.user);
    Some(Page { title: "Verify your identity", line, back: Some(session.return_url.clone()) })
}

fn decide(state: &mut State, token: &str, choice: Choice, now: i64) -> Option<(&'static str, String)> {
    show(state, token)?;
    match choice {
        Choice::Accept => settle(state, token, Status::Validated, None, now),
        Choice::Refuse => settle(state, token, Status::Refused, None, now),
    }
    Some(("sessionId", token.to_owned()))
}

/// Seven days have passed.
pub(crate) fn due(state: &mut State, id: &str, now: i64) {
    if let Some(s) = state.verifications.get_mut(id).filter(|s| s.status == Status::Pending) {
        s.status = Status::Expired;
        s.updated = now;
        state.emit(now, "IDENTITY_VERIFICATION_EXPIRED", id);
    }
    psc::due(state, id, now);
}

/// A decision of the control plane: `VALIDATED`, `REFUSED`, `REVIEW` (legal users only) or `OUT_OF_DATE`.
pub(crate) fn judge(
    state: &mut State,
    id: &str,
    status: &str,
    reason: Option<(String, String)>,
    now: i64,
) -> Result<(), Refusal> {
    let session = state.verifications.get(id).ok_or_else(|| Refusal::not_found("IdentityVerification", id))?;
    let legal = state.users.get(&session.user).is_some_and(|u| u.person == Person::Legal);
    let open = matches!(session.status, Status::Pending | Status::Review);
    let (to, fits) = match status {
        "VALIDATED" => (Status::Validated, open),
        "REFUSED" => (Status::Refused, open),
        "REVIEW" => (Status::Review, legal && session.status == Status::Pending),
        "OUT_OF_DATE" => (Status::OutOfDate, session.status == Status::Validated),
        _ => return Err(Refusal::field("status", "VALIDATED, REFUSED, REVIEW or OUT_OF_DATE")),
    };
    if !fits {
        return Err(Refusal::field("status", "The session is not in a state that allows this decision"));
    }
    if to == Status::OutOfDate {
        let user = session.user.clone();
        outdate(state, &user, now);
        review::lower(state, &user, now);
    } else {
        settle(state, id, to, reason, now);
    }
    Ok(())
}

/// The checks that were made of a user, with what they found (§5.4).
fn checks(state: &mut State, user: &User, status: Status, reason: Option<(String, String)>, now: i64) -> Vec<Check> {
    let natural: &[&str] = &["IDENTITY_DOCUMENT_VERIFICATION", "IDV_NAME_MATCH_CHECK", "IDV_AGE_CHECK"];
    let legal: &[&str] =
        &["BUSINESS_VERIFICATION", "BUSINESS_INSIGHTS_MATCH", "IDENTITY_DOCUMENT_VERIFICATION", "IDV_NAME_MATCH_CHECK"];
    let kinds = if user.person == Person::Natural { natural } else { legal };
    let mut all = Vec::new();
    for kind in kinds {
        let looked_at = *kind == "IDENTITY_DOCUMENT_VERIFICATION";
        let text = |value: Option<&Value>| match value {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Null) | None => String::new(),
            Some(other) => other.to_string(),
        };
        let inner = user.data.get("LegalRepresentative");
        let data = match *kind {
            "BUSINESS_VERIFICATION" => vec![
                ("COMPANY_NAME", text(user.data.get("Name"))),
                ("COMPANY_NUMBER", text(user.data.get("CompanyNumber"))),
            ],
            "IDENTITY_DOCUMENT_VERIFICATION" if user.person == Person::Legal => {
                let of = |name: &str| text(inner.and_then(|i| i.get(name)));
                vec![
                    ("LEGAL_REPRESENTATIVE_FIRST_NAME", of("FirstName")),
                    ("LEGAL_REPRESENTATIVE_LAST_NAME", of("LastName")),
                    ("LEGAL_REPRESENTATIVE_BIRTHDATE", of("Birthday")),
                    ("LEGAL_REPRESENTATIVE_NATIONALITY", of("Nationality")),
                ]
            }
            _ => Vec::new(),
        };
        let failed = looked_at && status != Status::Validated;
        let usual = || ("DOCUMENT_UNREADABLE".to_owned(), "The document could not be read.".to_owned());
        let reasons =
            if failed && status == Status::Refused { vec![reason.clone().unwrap_or_else(usual)] } else { vec![] };
        all.push(Check {
            id: state.dice.id("idnchc", now),
            kind: (*kind).to_owned(),
            status: if failed { status } else { Status::Validated },
            at: now,
            data: data.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| (n.to_owned(), v)).collect(),
            reasons,
        });
        if failed {
            break;
        }
    }
    all
}

fn settle(state: &mut State, id: &str, status: Status, reason: Option<(String, String)>, now: i64) {
    let found = state.verifications.get(id).and_then(|s| state.users.get(&s.user)).cloned();
    let Some(user) = found else { return };
    let checks = checks(state, &user, status, reason, now);
    let pscs = if status == Status::Validated { psc::needed(state, &user, now) } else { Vec::new() };
    let waits = !pscs.is_empty();
    let Some(session) = state.verifications.get_mut(id) else { return };
    session.status = status;
    session.updated = now;
    session.checks = checks;
    session.pscs = pscs;
    let event = match status {
        Status::Validated => "IDENTITY_VERIFICATION_VALIDATED",
        Status::Review => "IDENTITY_VERIFICATION_INCONCLUSIVE",
        _ => "IDENTITY_VERIFICATION_FAILED",
    };
    state.emit(now, event, id);
    if waits {
        psc::begin(state, id, now);
    }
    if status == Status::Validated {
        review::raise(state, &user.id, now);
    }
}

/// Whether a session has verified the user, those of all its persons included.
pub(crate) fn is_verified(state: &State, user: &str) -> bool {
    let of = |s: &&Session| s.user == user && s.status == Status::Validated;
    state.verifications.values().filter(of).any(|s| s.pscs.iter().all(Psc::is_settled))
}

/// Key data have changed: what was validated is out of date (§3.7).
pub(crate) fn outdate(state: &mut State, user: &str, now: i64) {
    let of = |s: &&Session| s.user == user && s.status == Status::Validated;
    let ids: Vec<String> = state.verifications.values().filter(of).map(|s| s.id.clone()).collect();
    for id in ids {
        if let Some(session) = state.verifications.get_mut(&id) {
            session.status = Status::OutOfDate;
            session.updated = now;
        }
        state.emit(now, "IDENTITY_VERIFICATION_OUTDATED", &id);
    }
}

/// What a verified identity may be read of: users that are REGULAR (§5.8).
pub(crate) fn verified_user<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a User, Refusal> {
    if !state.features.verified_identity {
        return Err(Refusal::forbidden());
    }
    let user = users::of(state, call)?;
    if user.level == Level::Regular {
        Ok(user)
    } else {
        Err(Refusal::field("UserId", "The user's KYCLevel must be REGULAR"))
    }
}
