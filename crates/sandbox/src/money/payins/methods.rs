//! Every other payment method: a table of what each is called, what it asks for and whether the payer is sent to a page
//! (docs/api/money-operations.md §7.1). What is asked for is known from the official SDKs' types.

use serde_json::{Value, json};

use super::{Basics, send, show, take};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    money::visits::{self, Subject},
    request::Call,
    state::State,
};

/// How a payment is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// At once.
    Direct,
    /// On a page.
    Redirect,
    /// In an app of the payer: no page.
    App,
}

/// A payment method.
struct Method {
    /// Its name in paths.
    name: &'static str,
    payment: &'static str,
    way: Way,
    needs: &'static [&'static str],
}

const fn method(name: &'static str, payment: &'static str, way: Way, needs: &'static [&'static str]) -> Method {
    Method { name, payment, way, needs }
}

const METHODS: &[Method] = &[
    method("applepay", "APPLEPAY", Way::Direct, &["PaymentData"]),
    method("googlepay", "GOOGLE_PAY", Way::Direct, &["PaymentData", "SecureModeReturnURL", "IpAddress", "BrowserInfo"]),
    method("paypal", "PAYPAL", Way::Redirect, &["ReturnURL"]),
    method("bancontact", "BCMC", Way::Redirect, &["ReturnURL"]),
    method("ideal", "IDEAL", Way::Redirect, &["ReturnURL"]),
    method("klarna", "KLARNA", Way::Redirect, &["ReturnURL", "LineItems", "Country", "Billing"]),
    method("mbway", "MBWAY", Way::App, &["Phone"]),
    method("multibanco", "MULTIBANCO", Way::Redirect, &["ReturnURL"]),
    method("satispay", "SATISPAY", Way::Redirect, &["ReturnURL", "Country"]),
    method("blik", "BLIK", Way::Redirect, &["ReturnURL"]),
    method("bizum", "BIZUM", Way::Redirect, &[]),
    method("swish", "SWISH", Way::Redirect, &["ReturnURL"]),
    method("twint", "TWINT", Way::Redirect, &["ReturnURL"]),
    method("openbanking", "PAY_BY_BANK", Way::Redirect, &["ReturnURL", "Country"]),
    method("giropay", "GIROPAY", Way::Redirect, &["ReturnURL"]),
    method("payconiq", "PAYCONIQ", Way::Redirect, &["ReturnURL", "Country"]),
];

/// The web direct debits of old, by `DirectDebitType`.
const WEB_DEBIT: Method =
    method("directdebit", "DIRECT_DEBIT", Way::Redirect, &["ReturnURL", "DirectDebitType", "Culture"]);

/// Everything that some method takes and answers with; a method keeps what it was sent.
const KNOWN: [&str; 31] = [
    "ReturnURL",
    "PaymentData",
    "SecureModeReturnURL",
    "IpAddress",
    "BrowserInfo",
    "LineItems",
    "Country",
    "Phone",
    "Code",
    "Culture",
    "StatementDescriptor",
    "Billing",
    "Shipping",
    "ShippingPreference",
    "CancelURL",
    "Reference",
    "AdditionalData",
    "Email",
    "Bic",
    "BIC",
    "BankName",
    "DataCollectionId",
    "PaymentFlow",
    "Scheme",
    "DirectDebitType",
    "SecureMode",
    "CardInfo",
    "MerchantOrderId",
    "TemplateURLOptions",
    "Requested3DSVersion",
    "PreferredCardNetwork",
];

fn named(call: &Call<'_>) -> Option<&'static Method> {
    let asked = call.id("method");
    if asked.is_empty() {
        let part = call.head.parts.get(1)?;
        if part.eq_ignore_ascii_case("directdebit") {
            return Some(&WEB_DEBIT);
        }
        return METHODS.iter().find(|m| m.name.eq_ignore_ascii_case(part));
    }
    METHODS.iter().find(|m| m.name.eq_ignore_ascii_case(asked))
}

/// `POST /payins/payment-methods/{method}`, and the older paths of some.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let Some(method) = named(call) else { return Err(Refusal::no_such_path()) };
    let mut members = Members::new(call.body, "", call.strict());
    let basics = Basics::read(state, &mut members);
    let mut sent = Vec::new();
    for name in KNOWN {
        let value = members.raw(name).cloned();
        if method.needs.contains(&name) {
            let empty = value.as_ref().is_none_or(|v| v.as_str().is_some_and(|t| t.trim().is_empty()));
            if empty {
                members.missing(name);
            }
        }
        if let Some(value) = value {
            sent.push((name, value));
        }
    }
    let links = sent.iter().filter(|(name, _)| name.ends_with("URL"));
    for (name, value) in links {
        if value.as_str().is_none_or(|text| text.len() > 255) {
            members.wrong(name, "The value must be text of at most 255 characters");
        }
    }
    let bizum = method.name == "bizum" && !sent.iter().any(|(name, _)| *name == "Phone" || *name == "ReturnURL");
    if bizum {
        members.missing("Phone");
    }
    members.finish()?;
    let refusal = basics.check(state)?;
    let back = sent.iter().find(|(name, _)| *name == "ReturnURL").and_then(|(_, v)| v.as_str()).map(str::to_owned);
    // Bizum by telephone and BLIK with a code are confirmed in the payer's app.
    let by_app = sent.iter().any(|(name, _)| *name == "Phone" && method.name == "bizum")
        || sent.iter().any(|(name, _)| *name == "Code" && method.name == "blik");
    let way = if by_app { Way::App } else { method.way };
    let execution = if way == Way::Direct { "DIRECT" } else { "WEB" };
    let mut payin = basics.draft(state, (method.payment, execution), call.now);
    for (name, value) in sent {
        if name != "PaymentData" {
            payin.put(name, value);
        }
    }
    let id = match (refusal, way) {
        (Some(code), _) => state.execute(payin, Some(code), call.now),
        (None, Way::Direct) => take(state, payin, None, false, call.now),
        (None, Way::Redirect) => {
            let id = state.open(payin, call.now);
            send(state, &id, "RedirectURL", back.as_deref(), call.now);
            id
        }
        (None, Way::App) => {
            payin.put("RedirectURL", Value::Null);
            let id = state.open(payin, call.now);
            visits::begin(state, Subject::Payin(id.clone()), visits::PAYMENT, None, call.now);
            id
        }
    };
    show(state, call, &id)
}

/// `POST /payins/payment-methods/paypal/data-collection`. Its members are PayPal's, and so is their case.
pub(crate) fn collect(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = state.dice.id("dtcol", call.now);
    let mut data = call.body.clone();
    data.insert("dataCollectionId".to_owned(), json!(id));
    state.money.collections.insert(id.clone(), Value::Object(data));
    Ok(Answer::ok(json!({ "dataCollectionId": id })))
}

/// `GET /payins/payment-methods/paypal/data-collection/{id}`.
pub(crate) fn collected(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("collection");
    let found = state.money.collections.get(id).cloned();
    found.map(Answer::ok).ok_or_else(|| Refusal::not_found("DataCollection", id))
}

/// `PUT /payins/{id}/trackings`: where a PayPal order is.
pub(crate) fn track(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("payin").to_owned();
    let mut members = Members::new(call.body, "", call.strict());
    let number = members.name("TrackingNumber", 255);
    let number = members.need("TrackingNumber", number);
    let carrier = members.name("Carrier", 255);
    let carrier = members.need("Carrier", carrier);
    let notify = members.boolean("NotifyBuyer").unwrap_or(false);
    members.finish()?;
    let paypal = |t: &crate::money::book::Transaction| t.extra.get("PaymentType").is_some_and(|v| v == "PAYPAL");
    let found = state.money.book.get_mut(&id).filter(|t| paypal(t));
    let Some(payin) = found else { return Err(Refusal::not_found("PayIn", &id)) };
    let mut all = payin.extra.get("Trackings").and_then(Value::as_array).cloned().unwrap_or_default();
    all.push(json!({ "TrackingNumber": number, "Carrier": carrier, "NotifyBuyer": notify }));
    payin.put("Trackings", Value::Array(all));
    show(state, call, &id)
}

pub(crate) const BANK_FILTERS: &[&str] = &["page", "per_page", "sort", "countrycodes"];

/// `GET /payment-methods/openbanking/metadata/supported-banks`: made up, one group per country.
pub(crate) fn banks(_: &mut State, call: &Call<'_>) -> Outcome {
    let asked = crate::money::lists::words(&call.head.query, "CountryCodes");
    let groups = ["DE", "FR", "NL", "PT"].into_iter().filter(|c| asked.is_empty() || asked.iter().any(|a| a == c));
    let groups: Vec<Value> = groups
        .map(|country| {
            json!({
                "BankGroupName": format!("Sandbox Bank {country}"),
                "Banks": [{ "BankName": format!("Sandbox Bank {country}"), "Scheme": ["SEPA_CREDIT_TRANSFER"], "Name": country }],
                "Countries": [country],
            })
        })
        .collect();
    Ok(Answer::ok(json!({ "SupportedBanks": { "Countries": groups } })))
}

/// `POST /payment-methods/metadata`: what a card number's beginning says.
pub(crate) fn metadata(_: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let kind = members.one_of("Type", &["BIN", "GOOGLE_PAY"]);
    let kind = members.need("Type", kind);
    let bin = members.text("Bin", 19);
    let token = members.text("Token", 4_096);
    let sent = if kind == "BIN" { bin.clone() } else { token.clone() };
    members.need(if kind == "BIN" { "Bin" } else { "Token" }, sent);
    members.finish()?;
    Ok(Answer::ok(json!({
        "Type": kind, "Bin": bin, "Token": token, "TokenFormat": null, "CardType": "DEBIT",
        "IssuerCountryCode": "FR", "IssuingBank": "SANDBOX BANK",
        "BinData": [{ "Subtype": null, "Brand": "CB" }],
    })))
}
