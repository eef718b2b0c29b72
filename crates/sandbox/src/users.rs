//! Users: what is kept of one, its two shapes, the list and the reads (docs/api/users-verification.md §1).

pub(crate) mod blocks;
pub(crate) mod category;
pub(crate) mod change;
pub(crate) mod consent;
pub(crate) mod create;
mod fields;
pub(crate) mod renewal;
pub(crate) mod sca;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    answer::{Answer, Outcome, Refusal},
    kyc::{Status as DocumentStatus, Type},
    lists,
    request::Call,
    routes::{self, PAGING, Route, delete, post, put},
    sca as sessions,
    state::State,
};

const DETAILS: &str = "Users.Details";

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        routes::get("users", DETAILS, PAGING, list),
        post("users/natural", DETAILS, create::natural),
        post("users/legal", DETAILS, create::legal),
        routes::get("users/natural/{user}", DETAILS, &[], get_natural),
        routes::get("users/legal/{user}", DETAILS, &[], get_legal),
        put("users/natural/{user}", DETAILS, change::natural),
        put("users/legal/{user}", DETAILS, change::legal),
        delete("users/natural/{user}", DETAILS, blocks::close_natural),
        delete("users/legal/{user}", DETAILS, blocks::close_legal),
        routes::get("users/{user}", DETAILS, &[], get),
        routes::get("users/{user}/blockstatus", DETAILS, &[], blocks::block_status),
        routes::get("users/{user}/regulatory", DETAILS, &[], blocks::regulatory),
        post("sca/users/natural", DETAILS, create::sca_natural),
        post("sca/users/legal", DETAILS, create::sca_legal),
        routes::get("sca/users/natural/{user}", DETAILS, &[], get_sca_natural),
        routes::get("sca/users/legal/{user}", DETAILS, &[], get_sca_legal),
        put("sca/users/natural/{user}", DETAILS, change::sca_natural),
        put("sca/users/legal/{user}", DETAILS, change::sca_legal),
        routes::get("sca/users/{user}", DETAILS, &[], get_sca),
        put("sca/users/natural/{user}/category", DETAILS, category::natural),
        put("sca/users/legal/{user}/category", DETAILS, category::legal),
        post("sca/users/{user}/enrollment", DETAILS, sca::enrol),
        post("sca/users/{user}/consent", DETAILS, consent::ask),
        routes::get("sca/users/{user}/sca-status", DETAILS, &[], sca::status),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Person {
    Natural,
    Legal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Category {
    Payer,
    Owner,
    Platform,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    PendingUserAction,
    Active,
    Closed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Level {
    Light,
    Regular,
}

/// Inflows, outflows and the code that says what to do (§9.2).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Block {
    pub(crate) inflows: bool,
    pub(crate) outflows: bool,
    pub(crate) action: Option<String>,
}

/// A user of the platform.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) created: i64,
    pub(crate) person: Person,
    pub(crate) category: Category,
    pub(crate) status: Status,
    pub(crate) level: Level,
    pub(crate) terms: bool,
    pub(crate) terms_at: Option<i64>,
    /// What the platform sent, in the SCA shape (nested representative).
    pub(crate) data: Map<String, Value>,
    /// The open SCA link.
    pub(crate) link: Option<String>,
    pub(crate) enrolled: Option<i64>,
    pub(crate) block: Block,
    /// `YYYY-MM-DD`.
    pub(crate) last_kyc: Option<String>,
    pub(crate) renewal: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) consent: Option<consent::Consent>,
}

impl User {
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.data.get(name).and_then(Value::as_str)
    }

    /// `BUSINESS`, `SOLETRADER`, … of a legal user.
    pub(crate) fn legal_type(&self) -> Option<&str> {
        self.text("LegalPersonType")
    }

    fn representative(&self, name: &str) -> Value {
        self.data.get("LegalRepresentative").and_then(|r| r.get(name)).cloned().unwrap_or(Value::Null)
    }
}

/// Which endpoints a user is read through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `/sca/users`: nested representative, always a `PendingUserAction` key.
    Sca,
    /// `/users`: flat representative, never that key.
    Legacy,
}

/// The absent address: an object whose six keys are null (§1.3).
fn address(user: &User, name: &str) -> Value {
    user.data.get(name).filter(|v| v.is_object()).cloned().unwrap_or_else(|| {
        json!({
            "AddressLine1": null, "AddressLine2": null, "City": null, "Region": null, "PostalCode": null,
            "Country": null,
        })
    })
}

/// The id of the user's validated document of a type.
fn proof(state: &State, user: &User, kind: Type) -> Value {
    let valid = state
        .documents
        .values()
        .filter(|d| d.user == user.id && d.kind == kind && d.status == DocumentStatus::Validated)
        .max_by_key(|d| (d.processed, d.number));
    valid.map_or(Value::Null, |d| json!(d.id))
}

/// The members of the list's items (§1.10).
fn condensed(user: &User) -> Map<String, Value> {
    let value = json!({
        "Id": user.id, "Tag": user.data.get("Tag"), "CreationDate": user.created, "PersonType": user.person,
        "Email": user.data.get("Email"), "KYCLevel": user.level, "TermsAndConditionsAccepted": user.terms,
        "TermsAndConditionsAcceptedDate": user.terms_at, "UserCategory": user.category, "UserStatus": user.status,
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The whole user in one of its shapes (§1.4, §1.5, §1.9).
pub(crate) fn view(state: &State, user: &User, shape: Shape, base: &str) -> Value {
    let mut all = condensed(user);
    let mut put = |name: &str, value: Value| {
        all.insert(name.to_owned(), value);
    };
    let get = |name: &str| user.data.get(name).cloned().unwrap_or(Value::Null);
    match user.person {
        Person::Natural => {
            for name in
                ["FirstName", "LastName", "Birthday", "Nationality", "CountryOfResidence", "Occupation", "IncomeRange"]
            {
                put(name, get(name));
            }
            put("ProofOfIdentity", proof(state, user, Type::IdentityProof));
            put("ProofOfAddress", proof(state, user, Type::AddressProof));
            put("Capacity", json!("NORMAL"));
            put("Address", address(user, "Address"));
            if shape == Shape::Sca {
                put("PhoneNumber", get("PhoneNumber"));
                put("PhoneNumberCountry", get("PhoneNumberCountry"));
            }
        }
        Person::Legal => {
            put("Name", get("Name"));
            put("LegalPersonType", get("LegalPersonType"));
            put("CompanyNumber", get("CompanyNumber"));
            put("HeadquartersAddress", address(user, "HeadquartersAddress"));
            put("LegalRepresentativeAddress", address(user, "LegalRepresentativeAddress"));
            put("ProofOfRegistration", proof(state, user, Type::RegistrationProof));
            put("ShareholderDeclaration", proof(state, user, Type::ShareholderDeclaration));
            put("Statute", proof(state, user, Type::ArticlesOfAssociation));
            let identity = proof(state, user, Type::IdentityProof);
            let names = ["FirstName", "LastName", "Email", "Birthday", "Nationality", "CountryOfResidence"];
            match shape {
                Shape::Sca => {
                    let mut inner = Map::new();
                    for name in names.into_iter().chain(["PhoneNumber", "PhoneNumberCountry"]) {
                        inner.insert(name.to_owned(), user.representative(name));
                    }
                    inner.insert("ProofOfIdentity".to_owned(), identity);
                    put("LegalRepresentative", Value::Object(inner));
                }
                Shape::Legacy => {
                    for name in names {
                        put(&format!("LegalRepresentative{name}"), user.representative(name));
                    }
                    put("LegalRepresentativeProofOfIdentity", identity);
                }
            }
        }
    }
    if shape == Shape::Sca {
        put("PendingUserAction", sessions::action(user.link.as_deref(), base));
    }
    Value::Object(all)
}

/// `GET /users`.
pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let within = lists::dates(&call.head.query)?;
    // Those of a large world that nobody has touched are made up for the page they are on.
    let others = state.large.iter().flat_map(|large| large.others()).map(|(at, number, n)| ((at, number), Err(n)));
    let held = state.users.values().map(|u| ((u.created, u.number), Ok(u)));
    let items = held.chain(others).filter(|((at, _), _)| within(*at)).collect();
    lists::page(call, "CreationDate", items, |user| match (user, &state.large) {
        (Ok(user), _) => Value::Object(condensed(user)),
        (Err(index), Some(large)) => Value::Object(condensed(&large.other(index))),
        (Err(_), None) => Value::Null,
    })
}

/// The user of the path, or 404.
pub(crate) fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a User, Refusal> {
    let id = call.id("user");
    state.users.get(id).ok_or_else(|| Refusal::not_found("User", id))
}

/// The user of an id, if it may still act: a closed one may not (§1.11).
pub(crate) fn is_living<'a>(state: &'a State, id: &str) -> Result<&'a User, Refusal> {
    let user = state.users.get(id).ok_or_else(|| Refusal::not_found("User", id))?;
    if user.status == Status::Closed { Err(Refusal::user_closed()) } else { Ok(user) }
}

/// The user of the path, if it may still act.
pub(crate) fn living<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a User, Refusal> {
    is_living(state, call.id("user"))
}

fn read(state: &State, call: &Call<'_>, person: Option<Person>, shape: Shape) -> Outcome {
    let user = of(state, call)?;
    // Reading a natural user as legal fails; 404 is assumed (§1.1).
    if person.is_some_and(|p| p != user.person) {
        return Err(Refusal::not_found("User", &user.id));
    }
    Ok(Answer::ok(view(state, user, shape, &call.base())))
}

/// `GET /users/{id}`.
pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    read(state, call, None, Shape::Legacy)
}

/// `GET /users/natural/{id}`.
pub(crate) fn get_natural(state: &mut State, call: &Call<'_>) -> Outcome {
    read(state, call, Some(Person::Natural), Shape::Legacy)
}

/// `GET /users/legal/{id}`.
pub(crate) fn get_legal(state: &mut State, call: &Call<'_>) -> Outcome {
    read(state, call, Some(Person::Legal), Shape::Legacy)
}

/// `GET /sca/users/{id}`.
pub(crate) fn get_sca(state: &mut State, call: &Call<'_>) -> Outcome {
    read(state, call, None, Shape::Sca)
}

/// `GET /sca/users/natural/{id}`.
pub(crate) fn get_sca_natural(state: &mut State, call: &Call<'_>) -> Outcome {
    read(state, call, Some(Person::Natural), Shape::Sca)
}

/// `GET /sca/users/legal/{id}`.
pub(crate) fn get_sca_legal(state: &mut State, call: &Call<'_>) -> Outcome {
    read(state, call, Some(Person::Legal), Shape::Sca)
}
