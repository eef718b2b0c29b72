//! The platform itself: `GET /clients` (docs/mangopay/money-operations.md §4).

use serde_json::json;

use crate::{
    answer::{Answer, Outcome},
    request::Call,
    routes::{self, Route},
    state::State,
};

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    vec![routes::get("clients", "Client.Details", &[], get)]
}

/// `GET /clients`.
pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    let name = &state.platform;
    Ok(Answer::ok(json!({
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
        "Logo": null,
        "CompanyNumber": "832417905",
        "MCC": "5712",
        "Licensor": "EU",
    })))
}
