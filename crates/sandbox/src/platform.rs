//! The platform itself (docs/api/money-operations.md §4).

use serde_json::{Map, Value, json};

use crate::{
    answer::{Answer, Outcome},
    files::File,
    kyc::{consult, pages},
    members::Members,
    request::Call,
    routes::{self, Route, put, upload_anew},
    state::State,
};

const SCOPE: &str = "Client.Details";

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        routes::get("clients", SCOPE, &[], get),
        put("clients", SCOPE, update),
        upload_anew("clients/logo", SCOPE, logo),
    ]
}

/// What the platform has changed of itself.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Changes {
    members: Map<String, Value>,
    logo: Option<pages::Page>,
}

/// A list of e-mail addresses.
fn mails(members: &mut Members<'_>, name: &'static str, most: usize) -> Option<Value> {
    let list = members.raw(name)?;
    let fine = list.as_array().is_some_and(|all| {
        all.iter().all(|one| one.as_str().is_some_and(|text| text.contains('@') && text.chars().count() <= most))
    });
    if !fine {
        members.wrong(name, format!("The value must be a list of e-mail addresses of at most {most} characters"));
    }
    fine.then(|| list.clone())
}

/// A colour as `#RRGGBB`.
fn colour(members: &mut Members<'_>, name: &'static str) -> Option<Value> {
    let text = members.text(name, 7)?;
    let fine = text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    if !fine {
        members.wrong(name, "The value must be a colour in hexadecimal digits");
    }
    fine.then(|| text.into())
}

/// `PUT /clients`: what is sent changes.
fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let phone = members.text("HeadquartersPhoneNumber", 16);
    if phone.as_ref().is_some_and(|p| !p.starts_with('+') || !p[1..].bytes().all(|b| b.is_ascii_digit())) {
        members.wrong("HeadquartersPhoneNumber", "The phone number must be in the E.164 format");
    }
    let sent = [
        ("TechEmails", mails(&mut members, "TechEmails", 40)),
        ("AdminEmails", mails(&mut members, "AdminEmails", 255)),
        ("BillingEmails", mails(&mut members, "BillingEmails", 255)),
        ("FraudEmails", mails(&mut members, "FraudEmails", 255)),
        ("HeadquartersAddress", members.address("HeadquartersAddress", "HeadquartersAddress.")),
        ("HeadquartersPhoneNumber", phone.map(Value::from)),
        ("TaxNumber", members.text("TaxNumber", 255).map(Value::from)),
        ("PlatformURL", members.text("PlatformURL", 255).map(Value::from)),
        ("PlatformDescription", members.text("PlatformDescription", 2_000).map(Value::from)),
        ("PrimaryThemeColour", colour(&mut members, "PrimaryThemeColour")),
        ("PrimaryButtonColour", colour(&mut members, "PrimaryButtonColour")),
    ];
    // The official SDKs send the whole object back.
    members.accept(&["PlatformType", "ClientId", "Name", "RegisteredName", "PlatformCategorization", "Logo"]);
    members.accept(&["CompanyReference", "CompanyNumber", "MCC", "Licensor"]);
    members.finish()?;
    for (name, value) in sent {
        if let Some(value) = value {
            state.changes.members.insert(name.to_owned(), value);
        }
    }
    get(state, call)
}

/// `PUT /clients/logo`: 204.
fn logo(state: &mut State, call: &Call<'_>) -> Outcome {
    let sheet = pages::sheet(call)?;
    state.changes.logo = Some(pages::Page { received: call.now, sheet });
    Ok(Answer::no_content())
}

/// The logo, as far as it was kept.
pub(crate) fn file(state: &State, name: &str, _: i64) -> Option<File> {
    consult::file_of(name, |_| state.changes.logo.as_ref().map(std::slice::from_ref))
}

/// `GET /clients`.
pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    let name = &state.platform;
    // Good for a year: the logo is public.
    let ends = call.now + 366 * 86_400;
    let logo = state.changes.logo.as_ref().map(|_| crate::files::address(state, &call.base(), "logo", "logo.0", ends));
    let mut all = json!({
        "PlatformType": null,
        "ClientId": call.options.client_id,
        "Name": name,
        "RegisteredName": format!("{name} SAS"),
        "TechEmails": ["ops@halleverte.example"],
        "AdminEmails": ["direction@halleverte.example"],
        "BillingEmails": ["compta@halleverte.example"],
        "FraudEmails": ["conformite@halleverte.example"],
        "HeadquartersAddress": {
            "AddressLine1": "8 quai de la Halle", "AddressLine2": null, "City": "Nantes", "Region": null,
            "PostalCode": "44000", "Country": "FR",
        },
        "HeadquartersPhoneNumber": "+33200000000",
        "TaxNumber": "FR00832417905",
        "PlatformCategorization": { "BusinessType": "MARKETPLACE", "Sector": "FURNITURE_GARDEN" },
        "PlatformURL": "https://halleverte.example",
        "PlatformDescription": null,
        "CompanyReference": null,
        "PrimaryThemeColour": "#0B5D4D",
        "PrimaryButtonColour": "#0B5D4D",
        "Logo": logo,
        "CompanyNumber": "832417905",
        "MCC": "5712",
        "Licensor": "EU",
    });
    for (member, value) in &state.changes.members {
        all[member.as_str()] = value.clone();
    }
    Ok(Answer::ok(all))
}
