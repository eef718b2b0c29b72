//! Reading a recipient's body by the schema (docs/api/users-verification.md §6.2).

use serde_json::{Map, Value};

use super::schema::{self, Field, Shape};
use crate::{answer::Refusal, banks, countries, members::Members, request::Call};

/// A recipient as it was sent.
pub(crate) struct Form {
    pub(crate) display: String,
    pub(crate) method: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) currency: &'static str,
    pub(crate) country: String,
    pub(crate) scope: &'static str,
    pub(crate) person: Map<String, Value>,
    pub(crate) account: Map<String, Value>,
    pub(crate) absent: bool,
    pub(crate) tag: Option<String>,
}

/// A text member of a shape; the message of a wrong one shows the pattern (§6.4).
fn shaped(members: &mut Members<'_>, (name, needed, shape, _): Field) -> Option<Value> {
    let text = members.text(name, usize::MAX);
    let found = match text {
        Some(text) if shape.fits(&text) => Some(match shape {
            Shape::Iban => banks::iban(&text).unwrap_or(text),
            _ => text,
        }),
        Some(_) => {
            let pattern = shape.pattern();
            members.wrong(name, format!("The field {name} must match the regular expression '{pattern}'."));
            None
        }
        None => None,
    };
    if needed { Some(Value::from(members.need(name, found))) } else { found.map(Value::from) }
}

fn all(members: &mut Members<'_>, fields: &[Field]) -> Map<String, Value> {
    let mut out = Map::new();
    for field in fields {
        out.insert(field.0.to_owned(), shaped(members, *field).unwrap_or_default());
    }
    out
}

fn person(members: &mut Members<'_>, kind: &str) -> Map<String, Value> {
    let (name, prefix, home, fields): (_, _, _, &[Field]) = if kind == "Individual" {
        ("IndividualRecipient", "IndividualRecipient.", "IndividualRecipient.Address.", &schema::INDIVIDUAL)
    } else {
        ("BusinessRecipient", "BusinessRecipient.", "BusinessRecipient.Address.", &schema::BUSINESS)
    };
    let found = members.object(name, prefix, |within| {
        let mut out = all(within, fields);
        let address = within.object("Address", home, |at| {
            let country = at.raw("Country").and_then(Value::as_str).unwrap_or_default();
            all(at, &schema::address(country))
        });
        out.insert("Address".to_owned(), Value::Object(within.need("Address", address)));
        out
    });
    members.need(name, found)
}

fn account(
    members: &mut Members<'_>,
    method: &'static str,
    currency: &'static str,
    country: &str,
) -> Map<String, Value> {
    if method == "InternationalBankTransfer" {
        let found =
            members.object(method, "InternationalBankTransfer.", |within| all(within, &schema::international(country)));
        return members.need(method, found);
    }
    let Some((prefix, fields)) = schema::local(currency, country) else {
        members.accept(&["LocalBankTransfer"]);
        members.wrong("Currency", "A local bank transfer needs the currency of the country");
        return Map::new();
    };
    let found = members.object(method, "LocalBankTransfer.", |outer| {
        let inner = outer.object(currency, prefix, |within| all(within, fields));
        Map::from_iter([(currency.to_owned(), Value::Object(outer.need(currency, inner)))])
    });
    members.need(method, found)
}

/// Reads the body; refuses what is wrong with it.
pub(crate) fn read(call: &Call<'_>, also: impl FnOnce(&mut Members<'_>, &Form)) -> Result<Form, Refusal> {
    let mut members = Members::new(call.body, "", call.strict());
    let display = shaped(&mut members, ("DisplayName", true, Shape::DisplayName, ""));
    let method = members.one_of("PayoutMethodType", &schema::METHODS);
    let method = members.need("PayoutMethodType", method);
    let kind = members.one_of("RecipientType", &schema::KINDS);
    let kind = members.need("RecipientType", kind);
    let currency = members.one_of("Currency", &schema::CURRENCIES);
    let currency = members.need("Currency", currency);
    let country = shaped(&mut members, ("Country", true, Shape::Country, ""));
    let country = country.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    if countries::is_blocked(&country) {
        members.wrong("Country", format!("The country {country} is blocked for bank accounts"));
    }
    let scope = members.one_of("RecipientScope", &schema::SCOPES).unwrap_or("PAYOUT");
    let context = members.one_of("ScaContext", &["USER_PRESENT", "USER_NOT_PRESENT"]);
    let tag = members.text("Tag", 255);
    let person = if kind.is_empty() { Map::new() } else { person(&mut members, kind) };
    let complete = ![method, currency, country.as_str()].contains(&"");
    let account = if complete { account(&mut members, method, currency, &country) } else { Map::new() };
    // The unused branches may be sent as null.
    members.accept(&["IndividualRecipient", "BusinessRecipient", "LocalBankTransfer", "InternationalBankTransfer"]);
    let form = Form {
        display: display.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned(),
        method,
        kind,
        currency,
        country,
        scope,
        person,
        account,
        absent: context == Some("USER_NOT_PRESENT"),
        tag,
    };
    also(&mut members, &form);
    members.finish()?;
    Ok(form)
}
