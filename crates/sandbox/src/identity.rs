//! Verified identity: what is known for sure of a REGULAR user, with its documents
//! (docs/api/users-verification.md §5.8). Not all of its members are documented.

use serde_json::{Map, Value, json};

use crate::{
    answer::{Answer, Outcome},
    files, idv,
    kyc::{self, Document},
    request::Call,
    routes::{self, Route},
    state::State,
    users::{Person, User},
};

/// Seconds that the addresses of documents are good for.
const LINK: i64 = 600;

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![routes::get("users/{user}/verified-identity", "Users.Verification", &[], get)]
}

fn picked(from: Option<&Map<String, Value>>, names: &[&str]) -> Map<String, Value> {
    let get = |name: &str| from.and_then(|m| m.get(name)).cloned().unwrap_or_default();
    names.iter().map(|name| ((*name).to_owned(), get(name))).collect()
}

fn document(state: &State, call: &Call<'_>, d: &Document) -> Value {
    let ends = call.now + LINK;
    let urls: Vec<String> = (0..d.pages.len())
        .map(|n| files::address(state, &call.base(), "kyc", &format!("{}.{n}", d.id), ends))
        .collect();
    json!({ "Id": d.id, "Type": d.kind, "ValidationDate": d.processed, "DocumentUrls": urls })
}

fn kind(user: &User) -> String {
    match user.person {
        Person::Natural => "NATURAL".to_owned(),
        Person::Legal => format!("LEGAL_{}", user.legal_type().unwrap_or_default()),
    }
}

/// `GET /users/{id}/verified-identity`.
fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    const PERSON: [&str; 5] = ["FirstName", "LastName", "Birthday", "Nationality", "CountryOfResidence"];
    let user = idv::verified_user(state, call)?;
    let valid = |d: &&Document| d.user == user.id && d.status == kyc::Status::Validated;
    let documents: Vec<Value> = state.documents.values().filter(valid).map(|d| document(state, call, d)).collect();
    let mut all = json!({ "UserId": user.id, "UserType": kind(user), "LastKycDate": user.last_kyc });
    all["Documents"] = Value::Array(documents);
    if user.person == Person::Natural {
        for (name, value) in picked(Some(&user.data), &PERSON) {
            all[name] = value;
        }
        return Ok(Answer::ok(all));
    }
    for (name, value) in picked(Some(&user.data), &["Name", "CompanyNumber", "LegalPersonType", "HeadquartersAddress"])
    {
        all[name] = value;
    }
    let hosted = idv::is_verified(state, &user.id);
    let persons: Vec<Value> = state
        .verifications
        .values()
        .filter(|s| s.user == user.id)
        .flat_map(|s| &s.pscs)
        .filter(|p| p.validated.is_some())
        .map(|p| json!({ "FirstName": p.first, "LastName": p.last, "Birthday": p.birthday, "Nationality": p.nationality }))
        .collect();
    let inner = user.data.get("LegalRepresentative").and_then(Value::as_object);
    let representatives = if hosted { Vec::new() } else { vec![Value::Object(picked(inner, &PERSON))] };
    all["LegalRepresentatives"] = Value::Array(representatives);
    all["Pscs"] = Value::Array(persons);
    Ok(Answer::ok(all))
}
