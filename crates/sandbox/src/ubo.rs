//! Declarations of beneficial owners (docs/api/users-verification.md §4).

pub(crate) mod review;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Outcome, Refusal},
    lists,
    members::Members,
    request::Call,
    routes::{self, PAGING, Route, post, put},
    state::State,
    users::{self, Category, User},
};

const SCOPE: &str = "Users.Verification";

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        post("users/{user}/kyc/ubodeclarations", SCOPE, create),
        routes::get("users/{user}/kyc/ubodeclarations", SCOPE, PAGING, list),
        routes::get("users/{user}/kyc/ubodeclarations/{declaration}", SCOPE, &[], get),
        routes::get("kyc/ubodeclarations/{declaration}", SCOPE, &[], get),
        put("users/{user}/kyc/ubodeclarations/{declaration}", SCOPE, submit),
        post("users/{user}/kyc/ubodeclarations/{declaration}/ubos", SCOPE, create_ubo),
        routes::get("users/{user}/kyc/ubodeclarations/{declaration}/ubos/{ubo}", SCOPE, &[], get_ubo),
        put("users/{user}/kyc/ubodeclarations/{declaration}/ubos/{ubo}", SCOPE, update_ubo),
    ]
}

/// Most owners of one declaration (§4.4).
const MOST: usize = 15;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Created,
    ValidationAsked,
    Incomplete,
    Validated,
    Refused,
}

/// A beneficial owner.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ubo {
    pub(crate) id: String,
    pub(crate) created: i64,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) address: Value,
    pub(crate) nationality: String,
    pub(crate) birthday: i64,
    pub(crate) birthplace: Value,
    pub(crate) active: bool,
}

/// A declaration with its owners, in the order they were added.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Declaration {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) user: String,
    pub(crate) created: i64,
    pub(crate) processed: Option<i64>,
    pub(crate) status: Status,
    pub(crate) reason: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) ubos: Vec<Ubo>,
}

impl Declaration {
    fn is_editable(&self) -> bool {
        matches!(self.status, Status::Created | Status::Incomplete)
    }

    /// Neither validated nor refused yet.
    fn is_open(&self) -> bool {
        !matches!(self.status, Status::Validated | Status::Refused)
    }
}

fn shown(ubo: &Ubo) -> Value {
    json!({
        "Id": ubo.id, "CreationDate": ubo.created, "FirstName": ubo.first, "LastName": ubo.last,
        "Address": ubo.address, "Nationality": ubo.nationality, "Birthday": ubo.birthday,
        "Birthplace": ubo.birthplace, "IsActive": ubo.active,
    })
}

fn view(d: &Declaration) -> Value {
    let ubos: Vec<Value> = d.ubos.iter().map(shown).collect();
    json!({
        "Id": d.id, "UserId": d.user, "CreationDate": d.created, "ProcessedDate": d.processed, "Status": d.status,
        "Reason": d.reason, "Message": d.message, "Ubos": ubos,
    })
}

/// Who has to declare: legal owners that are a business or a partnership (§4.4).
pub(crate) fn concerns(user: &User) -> bool {
    user.category != Category::Payer && matches!(user.legal_type(), Some("BUSINESS" | "PARTNERSHIP"))
}

/// The declaration of the path; under a user's path it must be that user's.
fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Declaration, Refusal> {
    let (id, user) = (call.id("declaration"), call.id("user"));
    if !user.is_empty() {
        users::of(state, call)?;
    }
    let found = state.declarations.get(id).filter(|d| user.is_empty() || d.user == user);
    found.ok_or_else(|| Refusal::not_found("UboDeclaration", id))
}

fn changed(state: &mut State, id: &str, change: impl FnOnce(&mut Declaration) -> Value) -> Outcome {
    let found = state.declarations.get_mut(id).ok_or_else(|| Refusal::not_found("UboDeclaration", id))?;
    Ok(Answer::ok(change(found)))
}

/// `POST /users/{id}/kyc/ubodeclarations`.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::living(state, call)?;
    let mut members = Members::new(call.body, "", call.strict());
    members.text("Tag", 255);
    if user.category == Category::Payer {
        members.wrong("UserId", "UBO declarations are not allowed for payers");
    } else if !concerns(user) {
        members.wrong("LegalPersonType", "UBO declarations are only allowed for BUSINESS and PARTNERSHIP users");
    }
    if state.declarations.values().any(|d| d.user == user.id && d.is_open()) {
        members.wrong("UserId", "A declaration is already in progress for this user");
    }
    members.finish()?;
    let user = user.id.clone();
    let declaration = Declaration {
        id: state.dice.id("ubodec", call.now),
        number: state.number(),
        user,
        created: call.now,
        processed: None,
        status: Status::Created,
        reason: None,
        message: None,
        ubos: Vec::new(),
    };
    let answer = Answer::ok(view(&declaration));
    state.emit(call.now, "UBO_DECLARATION_CREATED", &declaration.id);
    state.declarations.insert(declaration.id.clone(), declaration);
    Ok(answer)
}

/// `GET /users/{id}/kyc/ubodeclarations`.
pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?.id.clone();
    let within = lists::dates(&call.head.query)?;
    let found = state.declarations.values().filter(|d| d.user == user && within(d.created));
    lists::page(call, "CreationDate", found.map(|d| ((d.created, d.number), d)).collect(), view)
}

/// `GET /kyc/ubodeclarations/{id}` and the same under a user.
pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(of(state, call)?)))
}

/// `PUT /users/{id}/kyc/ubodeclarations/{id}`: submission.
pub(crate) fn submit(state: &mut State, call: &Call<'_>) -> Outcome {
    users::living(state, call)?;
    let declaration = of(state, call)?;
    let mut members = Members::new(call.body, "", call.strict());
    let status = members.one_of("Status", &["VALIDATION_ASKED"]);
    members.need("Status", status);
    // The official SDKs send the whole object back.
    members.accept(&["Ubos", "Tag", "Id", "UserId", "CreationDate"]);
    if !declaration.is_editable() {
        members.wrong("Status", "The declaration can only be submitted while it is CREATED or INCOMPLETE");
    } else if !declaration.ubos.iter().any(|u| u.active) {
        members.wrong("Ubos", "Lack of UBO: the declaration holds no active UBO");
    }
    members.finish()?;
    let id = declaration.id.clone();
    let answer = changed(state, &id, |d| {
        d.status = Status::ValidationAsked;
        (d.reason, d.message, d.processed) = (None, None, None);
        view(d)
    });
    state.emit(call.now, "UBO_DECLARATION_VALIDATION_ASKED", &id);
    review::plan(state, &id, call.now);
    answer
}

/// The members of an owner; all are needed on creation, and what is sent changes afterwards.
fn read(members: &mut Members<'_>, old: Option<&Ubo>, id: String, now: i64) -> Ubo {
    fn needed<T: Default>(members: &mut Members<'_>, first: bool, name: &str, value: Option<T>) -> Option<T> {
        if first { Some(members.need(name, value)) } else { value }
    }
    let creating = old.is_none();
    let first = members.name("FirstName", 100);
    let first = needed(members, creating, "FirstName", first);
    let last = members.name("LastName", 100);
    let last = needed(members, creating, "LastName", last);
    let address = members.address("Address", "Address.");
    let address = needed(members, creating, "Address", address);
    let nationality = members.country("Nationality");
    let nationality = needed(members, creating, "Nationality", nationality);
    let birthday = members.int("Birthday");
    let birthday = needed(members, creating, "Birthday", birthday);
    let birthplace = members.object("Birthplace", "Birthplace.", |inner| {
        let city = inner.name("City", 255);
        let city = inner.need("City", city);
        let country = inner.country("Country");
        let country = inner.need("Country", country);
        json!({ "City": city, "Country": country })
    });
    let birthplace = needed(members, creating, "Birthplace", birthplace);
    let either = |new: Option<String>, old: Option<&String>| new.or_else(|| old.cloned()).unwrap_or_default();
    Ubo {
        id,
        created: old.map_or(now, |o| o.created),
        first: either(first, old.map(|o| &o.first)),
        last: either(last, old.map(|o| &o.last)),
        address: address.or_else(|| old.map(|o| o.address.clone())).unwrap_or_default(),
        nationality: either(nationality, old.map(|o| &o.nationality)),
        birthday: birthday.or_else(|| old.map(|o| o.birthday)).unwrap_or_default(),
        birthplace: birthplace.or_else(|| old.map(|o| o.birthplace.clone())).unwrap_or_default(),
        active: old.is_none_or(|o| o.active),
    }
}

/// `POST …/ubos`.
pub(crate) fn create_ubo(state: &mut State, call: &Call<'_>) -> Outcome {
    users::living(state, call)?;
    let (declaration, editable, held) = {
        let d = of(state, call)?;
        (d.id.clone(), d.is_editable(), d.ubos.iter().filter(|u| u.active).count())
    };
    let id = state.dice.id("ubo", call.now);
    let mut members = Members::new(call.body, "", call.strict());
    let ubo = read(&mut members, None, id, call.now);
    members.accept(&["IsActive", "isActive", "Tag"]);
    if !editable {
        members.wrong("Status", "UBOs can only be added while the declaration is CREATED or INCOMPLETE");
    } else if held >= MOST {
        members.wrong("Ubos", "A declaration holds at most 15 UBOs");
    }
    members.finish()?;
    changed(state, &declaration, |d| {
        let shown = shown(&ubo);
        d.ubos.push(ubo);
        shown
    })
}

fn ubo_of<'a>(declaration: &'a Declaration, call: &Call<'_>) -> Result<&'a Ubo, Refusal> {
    let id = call.id("ubo");
    declaration.ubos.iter().find(|u| u.id == id).ok_or_else(|| Refusal::not_found("Ubo", id))
}

/// `GET …/ubos/{id}`.
pub(crate) fn get_ubo(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(shown(ubo_of(of(state, call)?, call)?)))
}

/// `PUT …/ubos/{id}`; `IsActive` false removes it for good (§4.3).
pub(crate) fn update_ubo(state: &mut State, call: &Call<'_>) -> Outcome {
    users::living(state, call)?;
    let declaration = of(state, call)?;
    let old = ubo_of(declaration, call)?;
    let mut members = Members::new(call.body, "", call.strict());
    let mut ubo = read(&mut members, Some(old), old.id.clone(), call.now);
    members.accept(&["Id", "CreationDate", "Tag"]);
    // The documentation and the SDKs spell this member differently (§4.3).
    let active = members.boolean("IsActive").or(members.boolean("isActive"));
    if !declaration.is_editable() {
        members.wrong("Status", "UBOs can only be changed while the declaration is CREATED or INCOMPLETE");
    } else if !old.active {
        members.wrong("IsActive", "A removed UBO cannot be changed");
    }
    members.finish()?;
    ubo.active = active.unwrap_or(ubo.active);
    let id = declaration.id.clone();
    changed(state, &id, |d| {
        let shown = shown(&ubo);
        if let Some(place) = d.ubos.iter_mut().find(|u| u.id == ubo.id) {
            *place = ubo;
        }
        shown
    })
}
