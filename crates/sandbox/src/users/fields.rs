//! The fields of users, with what is required of whom (docs/api/users-verification.md §1.4, §1.5, §1.9).

use serde_json::{Map, Value, json};

use crate::{members::Members, users::Shape};

/// What is being done with the fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// Creating: required members must be there. Otherwise only what is sent changes.
    pub(super) creating: bool,
    pub(super) owner: bool,
    pub(super) shape: Shape,
}

fn put(
    members: &mut Members<'_>,
    out: &mut Map<String, Value>,
    name: &'static str,
    value: Option<Value>,
    needed: bool,
) {
    match value {
        Some(value) => {
            out.insert(name.to_owned(), value);
        }
        None if needed && !members.has_error(name) => members.missing(name),
        None => {}
    }
}

/// What identifies a person; used for natural users and for legal representatives.
fn person(members: &mut Members<'_>, out: &mut Map<String, Value>, reading: Reading) {
    let creating = reading.creating;
    let first = members.name("FirstName", 100).map(Value::from);
    put(members, out, "FirstName", first, creating);
    let last = members.name("LastName", 100).map(Value::from);
    put(members, out, "LastName", last, creating);
    let birthday = members.int("Birthday").map(Value::from);
    let nationality = members.country("Nationality").map(Value::from);
    let residence = members.country("CountryOfResidence").map(Value::from);
    // A payer may send these; they are not kept and read back as null.
    if reading.owner {
        put(members, out, "Birthday", birthday, creating);
        put(members, out, "Nationality", nationality, creating);
        put(members, out, "CountryOfResidence", residence, creating);
    }
}

fn phone(members: &mut Members<'_>, out: &mut Map<String, Value>) {
    let country = members.country("PhoneNumberCountry");
    let number = members.phone("PhoneNumber", country.as_deref()).map(Value::from);
    put(members, out, "PhoneNumber", number, false);
    put(members, out, "PhoneNumberCountry", country.map(Value::from), false);
}

fn sca_context(members: &mut Members<'_>) {
    members.one_of("ScaContext", &["USER_PRESENT", "USER_NOT_PRESENT"]);
    members.accept(&["ProfilingAttemptReference"]);
}

/// The members of a natural user.
pub(super) fn natural(members: &mut Members<'_>, reading: Reading) -> Map<String, Value> {
    let mut out = Map::new();
    person(members, &mut out, reading);
    let email = members.email("Email").map(Value::from);
    put(members, &mut out, "Email", email, reading.creating);
    let address = members.address("Address", "Address.");
    put(members, &mut out, "Address", address, false);
    let occupation = members.text("Occupation", 255).map(Value::from);
    let income = members.int("IncomeRange");
    if income.is_some_and(|i| !(1..=6).contains(&i)) {
        members.wrong("IncomeRange", "The value must be between 1 and 6");
    }
    if reading.owner {
        put(members, &mut out, "Occupation", occupation, false);
        put(members, &mut out, "IncomeRange", income.map(Value::from), false);
    }
    let tag = members.text("Tag", 255).map(Value::from);
    put(members, &mut out, "Tag", tag, false);
    match reading.shape {
        Shape::Sca => {
            phone(members, &mut out);
            sca_context(members);
        }
        Shape::Legacy => members.accept(&["Capacity"]),
    }
    out
}

/// The members of a legal user. `body` is in the nested shape (see [`nested`]).
pub(super) fn legal(members: &mut Members<'_>, reading: Reading, strict: bool) -> Map<String, Value> {
    let mut out = Map::new();
    let creating = reading.creating;
    let kind = members.one_of("LegalPersonType", &["BUSINESS", "ORGANIZATION", "SOLETRADER", "PARTNERSHIP"]);
    put(members, &mut out, "LegalPersonType", kind.map(Value::from), creating);
    let name = members.name("Name", 255).map(Value::from);
    put(members, &mut out, "Name", name, creating);
    let email = members.email("Email").map(Value::from);
    put(members, &mut out, "Email", email, creating);
    let number = members.name("CompanyNumber", 255);
    let head = members.address("HeadquartersAddress", "HeadquartersAddress.");
    if reading.owner {
        let needed = creating && kind == Some("BUSINESS");
        put(members, &mut out, "CompanyNumber", number.map(Value::from), needed);
        put(members, &mut out, "HeadquartersAddress", head, creating);
    }
    let home = members.address("LegalRepresentativeAddress", "LegalRepresentativeAddress.");
    put(members, &mut out, "LegalRepresentativeAddress", home, false);
    let tag = members.text("Tag", 255).map(Value::from);
    put(members, &mut out, "Tag", tag, false);
    if reading.shape == Shape::Sca {
        sca_context(members);
    }
    match members.raw("LegalRepresentative") {
        Some(Value::Object(inner)) => {
            let prefix = if reading.shape == Shape::Sca { "LegalRepresentative." } else { "LegalRepresentative" };
            let mut of = Members::new(inner, prefix, strict);
            let mut representative = Map::new();
            person(&mut of, &mut representative, reading);
            let email = of.email("Email").map(Value::from);
            // Optional on the legacy endpoints (§1.9).
            let needed = creating && reading.owner && reading.shape == Shape::Sca;
            put(&mut of, &mut representative, "Email", email, needed);
            match reading.shape {
                Shape::Sca => phone(&mut of, &mut representative),
                Shape::Legacy => of.accept(&["ProofOfIdentity"]),
            }
            members.take(of);
            out.insert("LegalRepresentative".to_owned(), Value::Object(representative));
        }
        Some(_) => members.wrong("LegalRepresentative", "The value must be an object"),
        None if creating => members.missing("LegalRepresentative"),
        None => {}
    }
    out
}

/// A legacy legal body with its flat representative members put into an object (§1.9).
pub(super) fn nested(body: &Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    let mut inner = Map::new();
    for (name, value) in body {
        match name.strip_prefix("LegalRepresentative") {
            Some(rest) if !rest.is_empty() && rest != "Address" => {
                inner.insert(rest.to_owned(), value.clone());
            }
            _ => {
                out.insert(name.clone(), value.clone());
            }
        }
    }
    if !inner.is_empty() {
        out.insert("LegalRepresentative".to_owned(), json!(inner));
    }
    out
}

/// Generic mailboxes and company markers that are refused for natural owners (§1.8, since 19 Feb 2026).
pub(super) fn breaks_fraud_policy(data: &Map<String, Value>) -> bool {
    const BOXES: [&str; 10] =
        ["info", "hr", "contact", "admin", "support", "sales", "office", "hello", "accounting", "billing"];
    const MARKERS: [&str; 10] = ["ltd", "gmbh", "sas", "sarl", "llc", "inc", "bv", "srl", "spa", "plc"];
    let text = |name: &str| data.get(name).and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let email = text("Email");
    let local = email.split('@').next().unwrap_or_default();
    let names = format!("{} {}", text("FirstName"), text("LastName"));
    BOXES.contains(&local) || names.split_whitespace().any(|w| MARKERS.contains(&w.trim_matches('.')))
}
