//! What a recipient has to hold, by payout method, kind, currency and country: one table for the schema that is told and
//! for the validation (docs/api/users-verification.md §6.2, §6.3). The account members of currencies other than EUR
//! and GBP are not documented; those here are assumed.

use serde_json::{Map, Value, json};

use crate::{
    answer::{Answer, Outcome, Refusal},
    banks, countries,
    request::{Call, Query},
    state::State,
};

pub(crate) const METHODS: [&str; 2] = ["LocalBankTransfer", "InternationalBankTransfer"];
pub(crate) const KINDS: [&str; 2] = ["Individual", "Business"];
pub(crate) const SCOPES: [&str; 2] = ["PAYOUT", "PAYIN"];
pub(crate) const CURRENCIES: [&str; 24] = [
    "AED", "AUD", "CAD", "CHF", "CNH", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "NOK", "NZD",
    "PLN", "RON", "SAR", "SEK", "SGD", "TRY", "USD", "ZAR",
];

/// What a member may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    DisplayName,
    /// A name of a person or company.
    Name,
    Line,
    City,
    PostalCode,
    Country,
    Tag,
    Iban,
    Bic,
    Digits(usize, usize),
    Alphanumeric(usize, usize),
}

impl Shape {
    pub(crate) fn pattern(self) -> String {
        match self {
            Self::DisplayName => "^(?!.*[&,'/]).{1,50}$".to_owned(),
            Self::Name => "^(?!.*[()&,.:_/]).{1,255}$".to_owned(),
            Self::Line => "^(?!.*[()/]).{1,255}$".to_owned(),
            Self::City => "^(?!.*[&,.:_]).{1,80}$".to_owned(),
            Self::PostalCode => "^[A-Za-z0-9 -]{1,50}$".to_owned(),
            Self::Country => "^[A-Z]{2}$".to_owned(),
            Self::Tag => "^.{0,255}$".to_owned(),
            Self::Iban => "^[A-Z]{2}[0-9]{2}[A-Za-z0-9]{1,30}$".to_owned(),
            Self::Bic => "^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$".to_owned(),
            Self::Digits(least, most) => format!("^[0-9]{{{least},{most}}}$"),
            Self::Alphanumeric(least, most) => format!("^[A-Za-z0-9]{{{least},{most}}}$"),
        }
    }

    fn lengths(self) -> (usize, usize) {
        match self {
            Self::DisplayName => (1, 50),
            Self::Name | Self::Line => (1, 255),
            Self::City => (1, 80),
            Self::PostalCode => (1, 50),
            Self::Country => (2, 2),
            Self::Tag => (0, 255),
            Self::Iban => (15, 34),
            Self::Bic => (8, 11),
            Self::Digits(least, most) | Self::Alphanumeric(least, most) => (least, most),
        }
    }

    pub(crate) fn fits(self, text: &str) -> bool {
        let (least, most) = self.lengths();
        let without = |bad: &str| !text.chars().any(|c| bad.contains(c));
        let length = if self == Self::Iban { least } else { text.chars().count() };
        (least..=most).contains(&length)
            && match self {
                Self::DisplayName => without("&,'/"),
                Self::Name => without("()&,.:_/") && !text.trim().is_empty(),
                Self::Line => without("()/") && !text.trim().is_empty(),
                Self::City => without("&,.:_") && !text.trim().is_empty(),
                Self::PostalCode => text.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '-'),
                Self::Country => countries::exists(text),
                Self::Tag => true,
                Self::Iban => banks::iban(text).is_some(),
                Self::Bic => banks::is_bic(text),
                Self::Digits(..) => text.bytes().all(|b| b.is_ascii_digit()),
                Self::Alphanumeric(..) => text.bytes().all(|b| b.is_ascii_alphanumeric()),
            }
    }
}

/// One member: its name, whether it is needed, its shape and the label for people.
pub(crate) type Field = (&'static str, bool, Shape, &'static str);

pub(crate) const INDIVIDUAL: [Field; 2] =
    [("FirstName", true, Shape::Name, "First name"), ("LastName", true, Shape::Name, "Last name")];
pub(crate) const BUSINESS: [Field; 1] = [("BusinessName", true, Shape::Name, "Business name")];

/// An address; the region is needed where the country has states.
pub(crate) fn address(country: &str) -> [Field; 6] {
    [
        ("AddressLine1", true, Shape::Line, "Address line 1"),
        ("AddressLine2", false, Shape::Line, "Address line 2"),
        ("City", true, Shape::City, "City"),
        ("Region", matches!(country, "US" | "CA" | "MX"), Shape::Line, "Region"),
        ("PostalCode", true, Shape::PostalCode, "Postal code"),
        ("Country", true, Shape::Country, "Country"),
    ]
}

const IBAN: Field = ("IBAN", true, Shape::Iban, "IBAN");
const fn number(least: usize, most: usize) -> Field {
    ("AccountNumber", true, Shape::Digits(least, most), "Account number")
}

/// A currency that is paid out locally: its countries, how its members are named in errors, and its members.
type Local = (&'static str, &'static str, &'static str, &'static [Field]);

const LOCAL: [Local; 23] = [
    (
        "EUR",
        "AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK SM VA",
        "LocalBankTransfer.EUR.",
        &[IBAN],
    ),
    ("GBP", "GB", "LocalBankTransfer.GBP.", &[("SortCode", true, Shape::Digits(6, 6), "Sort code"), number(8, 8)]),
    ("AED", "AE", "LocalBankTransfer.AED.", &[IBAN]),
    ("AUD", "AU", "LocalBankTransfer.AUD.", &[("BSBCode", true, Shape::Digits(6, 6), "BSB code"), number(6, 9)]),
    (
        "CAD",
        "CA",
        "LocalBankTransfer.CAD.",
        &[
            ("BranchCode", true, Shape::Digits(5, 5), "Branch code"),
            ("InstitutionNumber", true, Shape::Digits(3, 4), "Institution number"),
            number(7, 12),
        ],
    ),
    ("CHF", "CH LI", "LocalBankTransfer.CHF.", &[IBAN]),
    ("CZK", "CZ", "LocalBankTransfer.CZK.", &[IBAN]),
    ("DKK", "DK FO GL", "LocalBankTransfer.DKK.", &[IBAN]),
    ("HKD", "HK", "LocalBankTransfer.HKD.", &[("BankCode", true, Shape::Digits(3, 3), "Bank code"), number(6, 12)]),
    ("HUF", "HU", "LocalBankTransfer.HUF.", &[IBAN]),
    ("ILS", "IL", "LocalBankTransfer.ILS.", &[IBAN]),
    (
        "JPY",
        "JP",
        "LocalBankTransfer.JPY.",
        &[
            ("BankCode", true, Shape::Digits(4, 4), "Bank code"),
            ("BranchCode", true, Shape::Digits(3, 3), "Branch code"),
            number(7, 7),
        ],
    ),
    ("MXN", "MX", "LocalBankTransfer.MXN.", &[number(18, 18)]),
    ("NOK", "NO", "LocalBankTransfer.NOK.", &[IBAN]),
    ("NZD", "NZ", "LocalBankTransfer.NZD.", &[number(15, 16)]),
    ("PLN", "PL", "LocalBankTransfer.PLN.", &[IBAN]),
    ("RON", "RO", "LocalBankTransfer.RON.", &[IBAN]),
    ("SAR", "SA", "LocalBankTransfer.SAR.", &[IBAN]),
    ("SEK", "SE", "LocalBankTransfer.SEK.", &[IBAN]),
    ("SGD", "SG", "LocalBankTransfer.SGD.", &[("BIC", true, Shape::Bic, "BIC"), number(5, 14)]),
    ("TRY", "TR", "LocalBankTransfer.TRY.", &[IBAN]),
    (
        "USD",
        "US",
        "LocalBankTransfer.USD.",
        &[("AchNumber", true, Shape::Digits(9, 9), "ACH routing number"), number(1, 17)],
    ),
    ("ZAR", "ZA", "LocalBankTransfer.ZAR.", &[("BranchCode", true, Shape::Digits(6, 6), "Branch code"), number(6, 13)]),
];

/// Error prefix and members of a local transfer; none if the currency is not the country's own.
pub(crate) fn local(currency: &str, country: &str) -> Option<(&'static str, &'static [Field])> {
    let found = LOCAL.iter().find(|(c, ..)| *c == currency)?;
    found.1.split_ascii_whitespace().any(|c| c == country).then_some((found.2, found.3))
}

/// Members of an international transfer: an IBAN where the country has them, else number and BIC (§6.2).
pub(crate) fn international(country: &str) -> [Field; 2] {
    if banks::has_iban(country) {
        [("AccountNumber", true, Shape::Iban, "IBAN"), ("BIC", false, Shape::Bic, "BIC")]
    } else {
        [("AccountNumber", true, Shape::Alphanumeric(5, 35), "Account number"), ("BIC", true, Shape::Bic, "BIC")]
    }
}

fn methods(country: &str, currency: &str) -> Vec<&'static str> {
    if countries::is_blocked(country) {
        return Vec::new();
    }
    let local = local(currency, country).is_some();
    METHODS.into_iter().filter(|method| *method != "LocalBankTransfer" || local).collect()
}

/// A needed query value that must be one of `known`.
fn needed(query: &Query, name: &'static str, known: &[&'static str]) -> Result<&'static str, Refusal> {
    let all = query.among(name, known)?;
    all.first().copied().ok_or_else(|| Refusal::field(name, &format!("The {name} field is required.")))
}

fn needed_country(query: &Query) -> Result<&str, Refusal> {
    let country = query.get("country").ok_or_else(|| Refusal::field("Country", "The Country field is required."))?;
    if countries::exists(country) {
        Ok(country)
    } else {
        Err(Refusal::field("Country", &format!("Error converting value \"{country}\" to CountryIso")))
    }
}

/// `GET /recipients/payout-methods`.
pub(crate) fn payout_methods(_: &mut State, call: &Call<'_>) -> Outcome {
    let query = &call.head.query;
    let country = needed_country(query)?;
    let currency = needed(query, "Currency", &CURRENCIES)?;
    Ok(Answer::ok(json!({ "AvailablePayoutMethods": methods(country, currency) })))
}

fn rule(required: bool, shape: Shape, label: &str) -> Value {
    let (least, most) = shape.lengths();
    json!({
        "Required": required, "MinLength": least, "MaxLength": most, "Pattern": shape.pattern(), "Label": label,
        "EndUserDisplay": "Show",
    })
}

/// A member whose value is settled by what was asked.
fn chosen(required: bool, values: &[&str], label: &str) -> Value {
    json!({ "Required": required, "AllowedValues": values, "Label": label, "EndUserDisplay": "Hide" })
}

fn rules(fields: &[Field]) -> Map<String, Value> {
    fields.iter().map(|(name, required, shape, label)| ((*name).to_owned(), rule(*required, *shape, label))).collect()
}

/// `GET /recipients/schema`.
pub(crate) fn get(_: &mut State, call: &Call<'_>) -> Outcome {
    let query = &call.head.query;
    let method = needed(query, "PayoutMethodType", &METHODS)?;
    let kind = needed(query, "RecipientType", &KINDS)?;
    let currency = needed(query, "Currency", &CURRENCIES)?;
    let country = needed_country(query)?;
    if !methods(country, currency).contains(&method) {
        return Err(Refusal::field("PayoutMethodType", "This payout method is not available for country and currency"));
    }
    let mut person = rules(if kind == "Individual" { &INDIVIDUAL } else { &BUSINESS });
    person.insert("Address".to_owned(), Value::Object(rules(&address(country))));
    let mut schema = json!({
        "DisplayName": rule(true, Shape::DisplayName, "Display name"),
        "Currency": chosen(true, &[currency], "Currency"),
        "Country": chosen(true, &[country], "Country"),
        "RecipientType": chosen(true, &[kind], "Recipient type"),
        "PayoutMethodType": chosen(true, &[method], "Payout method"),
        "RecipientScope": chosen(false, &SCOPES, "Recipient scope"),
        "Tag": rule(false, Shape::Tag, "Tag"),
    });
    schema[format!("{kind}Recipient")] = Value::Object(person);
    schema[method] = match local(currency, country) {
        Some((_, fields)) if method == "LocalBankTransfer" => json!({ currency: rules(fields) }),
        _ => Value::Object(rules(&international(country))),
    };
    Ok(Answer::ok(schema))
}
