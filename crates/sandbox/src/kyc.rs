//! KYC documents (docs/api/users-verification.md §3).

pub(crate) mod consult;
pub(crate) mod pages;
pub(crate) mod review;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Outcome, Refusal},
    lists,
    members::Members,
    request::{Call, Query},
    routes::{self, Route, post, put, upload},
    state::State,
    users::{self, Category, Person, User},
};

const VERIFICATION: &str = "Users.Verification";
const FILTERS: &[&str] = &["page", "per_page", "sort", "beforedate", "afterdate", "status", "type"];

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        routes::get("kyc/documents", VERIFICATION, FILTERS, list),
        routes::get("kyc/documents/{document}", VERIFICATION, &[], get),
        routes::get("users/{user}/kyc/documents", VERIFICATION, FILTERS, list),
        post("kyc/documents/{document}/consult", VERIFICATION, consult::consult),
        post("users/{user}/kyc/documents", VERIFICATION, create),
        routes::get("users/{user}/kyc/documents/{document}", VERIFICATION, &[], get),
        put("users/{user}/kyc/documents/{document}", VERIFICATION, submit),
        upload("users/{user}/kyc/documents/{document}/pages", VERIFICATION, pages::create),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Type {
    IdentityProof,
    RegistrationProof,
    ArticlesOfAssociation,
    ShareholderDeclaration,
    AddressProof,
}

const TYPES: [(&str, Type); 5] = [
    ("IDENTITY_PROOF", Type::IdentityProof),
    ("REGISTRATION_PROOF", Type::RegistrationProof),
    ("ARTICLES_OF_ASSOCIATION", Type::ArticlesOfAssociation),
    ("SHAREHOLDER_DECLARATION", Type::ShareholderDeclaration),
    ("ADDRESS_PROOF", Type::AddressProof),
];
const TYPE_NAMES: [&str; 5] = [TYPES[0].0, TYPES[1].0, TYPES[2].0, TYPES[3].0, TYPES[4].0];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Created,
    ValidationAsked,
    Validated,
    Refused,
    OutOfDate,
}

const STATUSES: [(&str, Status); 5] = [
    ("CREATED", Status::Created),
    ("VALIDATION_ASKED", Status::ValidationAsked),
    ("VALIDATED", Status::Validated),
    ("REFUSED", Status::Refused),
    ("OUT_OF_DATE", Status::OutOfDate),
];
const STATUS_NAMES: [&str; 5] = [STATUSES[0].0, STATUSES[1].0, STATUSES[2].0, STATUSES[3].0, STATUSES[4].0];

/// A document and what is known of its pages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) user: String,
    pub(crate) tag: Option<String>,
    pub(crate) created: i64,
    pub(crate) submitted: Option<i64>,
    pub(crate) processed: Option<i64>,
    #[serde(rename = "type")]
    pub(crate) kind: Type,
    pub(crate) status: Status,
    pub(crate) reason: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) flags: Vec<String>,
    pub(crate) pages: Vec<pages::Page>,
}

/// An outcome that waits for its time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Due {
    pub(crate) at: i64,
    pub(crate) document: String,
}

/// The document as the API shows it (§3.2).
fn view(d: &Document) -> Value {
    json!({
        "Id": d.id, "UserId": d.user, "Tag": d.tag, "CreationDate": d.created, "ProcessedDate": d.processed,
        "Type": d.kind, "Status": d.status, "RefusedReasonType": d.reason, "RefusedReasonMessage": d.message,
        "Flags": d.flags,
    })
}

/// The document of the path; under a user's path it must be that user's.
fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Document, Refusal> {
    let id = call.id("document");
    let owner = call.id("user");
    if !owner.is_empty() {
        users::of(state, call)?;
    }
    let found = state.documents.get(id).filter(|d| owner.is_empty() || d.user == owner);
    found.ok_or_else(|| Refusal::not_found("KycDocument", id))
}

fn is_allowed(user: &User, kind: Type) -> bool {
    match (user.person, user.legal_type(), kind) {
        (Person::Natural, _, kind) => matches!(kind, Type::IdentityProof | Type::AddressProof),
        (Person::Legal, _, Type::AddressProof) | (Person::Legal, Some("SOLETRADER"), Type::ArticlesOfAssociation) => {
            false
        }
        (Person::Legal, _, _) => true,
    }
}

/// `POST /users/{id}/KYC/documents` (§3.3).
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?;
    if user.status == users::Status::Closed {
        return Err(Refusal::user_closed());
    }
    let mut members = Members::new(call.body, "", call.strict());
    let kind = members.one_of("Type", &TYPE_NAMES).and_then(|n| TYPES.iter().find(|(t, _)| *t == n)).map(|(_, k)| *k);
    let tag = members.text("Tag", 255);
    match kind {
        None if !members.has_error("Type") => members.missing("Type"),
        Some(_) if user.category == Category::Payer => {
            members.wrong("UserId", "KYC documents can only be created for owners");
        }
        Some(kind) if !is_allowed(user, kind) => {
            members.wrong("Type", "This type of document is not allowed for this type of user");
        }
        _ => {}
    }
    let user = user.id.clone();
    members.finish()?;
    let Some(kind) = kind else { return Err(Refusal::field("Type", "The Type field is required.")) };
    let document = Document {
        id: state.dice.id("kyc", call.now),
        number: state.number(),
        user,
        tag,
        created: call.now,
        submitted: None,
        processed: None,
        kind,
        status: Status::Created,
        reason: None,
        message: None,
        flags: Vec::new(),
        pages: Vec::new(),
    };
    let answer = Answer::ok(view(&document));
    state.emit(call.now, "KYC_CREATED", &document.id);
    state.documents.insert(document.id.clone(), document);
    Ok(answer)
}

/// `PUT /users/{id}/KYC/documents/{document}`: submission (§3.5).
pub(crate) fn submit(state: &mut State, call: &Call<'_>) -> Outcome {
    let document = of(state, call)?;
    if state.users.get(&document.user).is_some_and(|u| u.status == users::Status::Closed) {
        return Err(Refusal::user_closed());
    }
    let mut members = Members::new(call.body, "", call.strict());
    let status = members.one_of("Status", &["VALIDATION_ASKED"]);
    if status.is_none() && !members.has_error("Status") {
        members.missing("Status");
    }
    let tag = members.text("Tag", 255);
    if document.status != Status::Created {
        members.wrong("Status", "The document can only be submitted while its status is CREATED");
    }
    members.finish()?;
    let id = document.id.clone();
    let Some(document) = state.documents.get_mut(&id) else { return Err(Refusal::not_found("KycDocument", &id)) };
    document.status = Status::ValidationAsked;
    document.submitted = Some(call.now);
    if tag.is_some() {
        document.tag = tag;
    }
    let answer = Answer::ok(view(document));
    state.emit(call.now, "KYC_VALIDATION_ASKED", &id);
    review::plan(state, &id, call.now);
    Ok(answer)
}

/// `GET /users/{id}/KYC/documents/{document}` and `GET /KYC/documents/{document}`.
pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(of(state, call)?)))
}

/// `GET /users/{id}/KYC/documents` and `GET /KYC/documents` (§3.8).
pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let owner = call.id("user");
    if !owner.is_empty() {
        users::of(state, call)?;
    }
    let query = &call.head.query;
    let statuses = statuses(query)?;
    let kinds: Vec<Type> = query.among("Type", &TYPE_NAMES)?.into_iter().filter_map(type_named).collect();
    let within = lists::dates(query)?;
    let found = state.documents.values().filter(|d| {
        (owner.is_empty() || d.user == owner)
            && (statuses.is_empty() || statuses.contains(&d.status))
            && (kinds.is_empty() || kinds.contains(&d.kind))
            && within(d.created)
    });
    let items = found.map(|d| ((d.created, d.number), d)).collect();
    lists::page(call, "CreationDate", items, view)
}

/// The states that a `Status` filter asks for.
pub(crate) fn statuses(query: &Query) -> Result<Vec<Status>, Refusal> {
    Ok(query.among("Status", &STATUS_NAMES)?.into_iter().filter_map(status_named).collect())
}

pub(crate) fn status_named(name: &str) -> Option<Status> {
    STATUSES.iter().find(|(n, _)| *n == name).map(|(_, s)| *s)
}

fn type_named(name: &str) -> Option<Type> {
    TYPES.iter().find(|(n, _)| *n == name).map(|(_, t)| *t)
}
