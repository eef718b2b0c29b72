//! What every payment by a registered card has: the members about 3-D Secure, the card, and the outcome
//! (docs/api/money-operations.md §7.4, §16).

use serde_json::{Map, Value, json};

use super::{Behaviour, Card};
use crate::{members::Members, money::amount::Amount, state::State};

const MODES: [&str; 3] = ["DEFAULT", "FORCE", "NO_CHOICE"];
const NETWORKS: [&str; 4] = ["VISA", "MASTERCARD", "CB", "MAESTRO"];

/// Which of the members are required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The holder pays: return address, browser and address of the machine.
    Holder,
    /// The platform charges without the holder.
    Platform,
}

/// The members about authentication as they were sent, with the names and defaults of the answer.
pub(crate) fn read(members: &mut Members<'_>, wanted: Wanted) -> Map<String, Value> {
    let back = members.text("SecureModeReturnURL", 255);
    let browser = members.raw("BrowserInfo").cloned();
    let address = members.text("IpAddress", 64);
    if wanted == Wanted::Holder {
        members.need("SecureModeReturnURL", back.clone());
        members.need("BrowserInfo", browser.as_ref().map(|_| ()));
        members.need("IpAddress", address.clone());
    }
    if browser.as_ref().is_some_and(|b| !b.is_object()) {
        members.wrong("BrowserInfo", "The value must be an object");
    }
    let mode = members.one_of("SecureMode", &MODES).unwrap_or(MODES[0]);
    let category = members.one_of("PaymentCategory", &["ECommerce", "TelephoneOrder"]).unwrap_or("ECommerce");
    let network = members.one_of("PreferredCardNetwork", &NETWORKS);
    let descriptor = members.text("StatementDescriptor", 22);
    let culture = members.text("Culture", 2);
    let version = members.text("Requested3DSVersion", 8);
    let mut all = Map::new();
    for (name, value) in [
        ("SecureMode", json!(mode)),
        ("SecureModeNeeded", json!(false)),
        ("SecureModeRedirectURL", Value::Null),
        ("SecureModeReturnURL", json!(back)),
        ("BrowserInfo", json!(browser)),
        ("IpAddress", json!(address)),
        ("PaymentCategory", json!(category)),
        ("PreferredCardNetwork", json!(network)),
        ("StatementDescriptor", json!(descriptor)),
        ("Culture", json!(culture)),
        ("Requested3DSVersion", json!(version)),
        ("Applied3DSVersion", json!("2.2.0")),
        ("SecurityInfo", json!({ "AVSResult": "NO_CHECK" })),
        ("AuthenticationResult", json!({ "AuthenticationType": null })),
    ] {
        all.insert(name.to_owned(), value);
    }
    for name in ["Billing", "Shipping"] {
        let sent = members.raw(name).cloned();
        if sent.as_ref().is_some_and(|s| !s.is_object()) {
            members.wrong(name, "The value must be an object");
        }
        all.insert(name.to_owned(), json!(sent));
    }
    members.accept(&["ProfilingAttemptReference", "FlowDescriptor", "CardHolderName"]);
    all
}

/// A required card.
pub(crate) fn card(state: &State, members: &mut Members<'_>) -> String {
    let id = members.id("CardId");
    if !id.is_empty() && !state.money.cards.contains_key(&id) {
        members.wrong("CardId", format!("The card {id} does not exist"));
    }
    id
}

/// Whether the holder must authenticate on a page.
pub(crate) fn is_challenged(card: &Card, sent: &Map<String, Value>) -> bool {
    card.behaviour == Behaviour::Challenge || sent.get("SecureMode").is_some_and(|mode| mode == "FORCE")
}

/// Amounts whose payments a bank refuses (§16, test amounts), in minor units.
const REFUSED: [(i64, &str); 17] = [
    (33_305, "101101"),
    (33_313, "001013"),
    (33_314, "105101"),
    (33_338, "101111"),
    (33_341, "008002"),
    (33_343, "008003"),
    (33_351, "101102"),
    (33_355, "105103"),
    (33_358, "101103"),
    (33_360, "101104"),
    (33_361, "101115"),
    (33_363, "008005"),
    (33_334, "008006"),
    (33_303, "009103"),
    (33_394, "009199"),
    (33_391, "009499"),
    (33_357, "009999"),
];

/// What the bank of the payer answers to an amount.
pub(crate) fn bank(amount: Amount) -> Option<&'static str> {
    REFUSED.iter().find(|(refused, _)| *refused == amount.amount).map(|(_, code)| *code)
}
