//! Natural and legal users, in both shapes (docs/api/users-verification.md §1.3–§1.9).

use super::{Fault, Faults, Field, Kind, Need, Values};
use crate::{LegalPersonType, UnixSeconds};

/// What a shape is called among the values: with strong authentication, or as before.
const SHAPES: &[&str] = &["SCA", "LEGACY"];
const CATEGORIES: &[&str] = &["OWNER", "PAYER"];
const INCOMES: &[&str] = &["1", "2", "3", "4", "5", "6"];
/// Countries whose addresses need a region (§1.3).
const WITH_REGION: [&str; 3] = ["US", "CA", "MX"];
/// Mailboxes and legal forms that are refused for natural owners (§1.8): examples, the whole list is not published.
const MAILBOXES: [&str; 10] =
    ["info", "hr", "contact", "admin", "support", "sales", "office", "hello", "accounting", "billing"];
const LEGAL_FORMS: [&str; 10] = ["ltd", "gmbh", "sas", "sarl", "llc", "inc", "bv", "srl", "spa", "plc"];
const MADE_UP: [&str; 3] = ["test", "undefined", "unknown"];
/// Days before the oldest person alive was born.
const EARLIEST: &str = "1900-01-01";

fn owner(values: &Values) -> bool {
    values.get("category") == "OWNER"
}

fn for_owners(values: &Values) -> Need {
    if owner(values) { Need::Required } else { Need::Optional }
}

/// Payers may send it, but it is not kept.
fn owners_only(values: &Values) -> Need {
    if owner(values) { Need::Optional } else { Need::Absent }
}

fn owners_must(values: &Values) -> Need {
    if owner(values) { Need::Required } else { Need::Absent }
}

fn sca_only(values: &Values) -> Need {
    if values.get("shape") == "SCA" { Need::Optional } else { Need::Absent }
}

fn phone_country(values: &Values) -> Need {
    match values.get("phone") {
        _ if values.get("shape") != "SCA" => Need::Absent,
        "" => Need::Optional,
        phone if phone.starts_with('+') => Need::Optional,
        _ => Need::Required,
    }
}

/// The parts of an address are needed together.
fn needed_with(values: &Values, others: &[&str]) -> Need {
    if others.iter().any(|name| values.some(name).is_some()) { Need::Required } else { Need::Optional }
}

const ADDRESS: [&str; 6] = ["line1", "line2", "city", "region", "postcode", "country"];
const SEAT: [&str; 6] = ["seat_line1", "seat_line2", "seat_city", "seat_region", "seat_postcode", "seat_country"];

fn address(values: &Values) -> Need {
    needed_with(values, &ADDRESS)
}

fn seat(values: &Values) -> Need {
    if owner(values) { Need::Required } else { needed_with(values, &SEAT) }
}

fn region(country: &str) -> Need {
    if WITH_REGION.contains(&country) { Need::Required } else { Need::Optional }
}

const fn line(name: &'static str, wire: &'static str) -> Field {
    Field::new(name, wire, Kind::Line(255))
}

const fn fixed(name: &'static str) -> Field {
    Field::new(name, "", Kind::Fixed)
}

const SHAPE: Field = Field::new("shape", "", Kind::Choice(|_| SHAPES)).required();
const CATEGORY: Field = Field::new("category", "UserCategory", Kind::Choice(|_| CATEGORIES)).required();
const TERMS: Field = Field::new("terms", "TermsAndConditionsAccepted", Kind::Flag).when(for_owners);
const TAG: Field = line("tag", "Tag");
/// What cannot be undone through the API: somebody has to say that they know.
const UNDERSTOOD: Field = Field::new("understood", "", Kind::Flag).required();

/// Closing is for ever, even for Mangopay (§1.11).
pub(super) const CLOSE: &[Field] = &[UNDERSTOOD, Field::new("person_type", "PersonType", Kind::Fixed)];

/// An account is out of use for ever (§7).
pub(super) const END_BANK_ACCOUNT: &[Field] = &[UNDERSTOOD, Field::new("user", "UserId", Kind::Fixed)];

/// A form about a person: what it asks of every one, and what it has before and behind that.
macro_rules! person {
    ($name:ident; $($first:expr),+; $($last:expr),* $(,)?) => {
        pub(super) const $name: &[Field] = &[
            $($first,)+
            Field::new("email", "Email", Kind::Email).required(),
            Field::new("birthday", "Birthday", Kind::Day).when(owners_must),
            Field::new("nationality", "Nationality", Kind::Country).when(owners_must),
            Field::new("residence", "CountryOfResidence", Kind::Country).when(owners_must),
            Field::new("phone", "PhoneNumber", Kind::Phone).when(sca_only),
            Field::new("phone_country", "PhoneNumberCountry", Kind::Country).when(phone_country),
            $($last,)*
        ];
    };
}

/// A form about a company: where it is and who stands for it, and what it has before and behind that.
macro_rules! company {
    ($name:ident; $($first:expr),+; $($last:expr),* $(,)?) => {
        pub(super) const $name: &[Field] = &[
            $($first,)+
            line("company_number", "CompanyNumber").when(company_number),
            line("seat_line1", "HeadquartersAddress.AddressLine1").when(seat),
            line("seat_line2", "HeadquartersAddress.AddressLine2"),
            line("seat_city", "HeadquartersAddress.City").when(seat),
            line("seat_postcode", "HeadquartersAddress.PostalCode").when(seat),
            line("seat_region", "HeadquartersAddress.Region").when(|values| region(values.get("seat_country"))),
            Field::new("seat_country", "HeadquartersAddress.Country", Kind::Country).when(seat),
            Field::new("first_name", "LegalRepresentative.FirstName", Kind::Name(100)).required(),
            Field::new("last_name", "LegalRepresentative.LastName", Kind::Name(100)).required(),
            Field::new("rep_email", "LegalRepresentative.Email", Kind::Email).when(representative_email),
            Field::new("birthday", "LegalRepresentative.Birthday", Kind::Day).when(owners_must),
            Field::new("nationality", "LegalRepresentative.Nationality", Kind::Country).when(owners_must),
            Field::new("residence", "LegalRepresentative.CountryOfResidence", Kind::Country).when(owners_must),
            Field::new("phone", "LegalRepresentative.PhoneNumber", Kind::Phone).when(sca_only),
            Field::new("phone_country", "LegalRepresentative.PhoneNumberCountry", Kind::Country).when(phone_country),
            $($last,)*
        ];
    };
}

macro_rules! natural {
    ($name:ident; $($first:expr),+) => {
        person! { $name; $($first),+,
            Field::new("first_name", "FirstName", Kind::Name(100)).required(),
            Field::new("last_name", "LastName", Kind::Name(100)).required();
            line("occupation", "Occupation").when(owners_only),
            Field::new("income", "IncomeRange", Kind::Choice(|_| INCOMES)).when(owners_only),
            line("line1", "Address.AddressLine1").when(address),
            line("line2", "Address.AddressLine2"),
            line("city", "Address.City").when(address),
            line("postcode", "Address.PostalCode").when(address),
            line("region", "Address.Region").when(|values| region(values.get("country"))),
            Field::new("country", "Address.Country", Kind::Country).when(address),
            TAG,
        }
    };
}

macro_rules! legal {
    ($name:ident; $($first:expr),+) => {
        company! { $name; $($first),+,
            Field::new("legal_form", "LegalPersonType", Kind::Choice(|_| LegalPersonType::KNOWN)).required(),
            line("name", "Name").required(),
            Field::new("email", "Email", Kind::Email).required();
            TAG,
        }
    };
}

natural! { ADD_NATURAL; SHAPE, CATEGORY, TERMS }
natural! { EDIT_NATURAL; fixed("shape"), fixed("category") }
legal! { ADD_LEGAL; SHAPE, CATEGORY, TERMS }
legal! { EDIT_LEGAL; fixed("shape"), fixed("category") }

// What the API asks of a payer who becomes an owner, and takes no more than (§1.7).
person! { CATEGORISE_NATURAL; UNDERSTOOD, TERMS, fixed("shape"), fixed("category"); }
company! { CATEGORISE_LEGAL;
    UNDERSTOOD, TERMS, fixed("shape"), fixed("category"),
    Field::new("legal_form", "LegalPersonType", Kind::Fixed), Field::new("name", "Name", Kind::Fixed);
}

/// Businesses have one; payers need not tell it, and it is not kept of them.
fn company_number(values: &Values) -> Need {
    match (owner(values), values.get("legal_form")) {
        (false, _) => Need::Absent,
        (true, "BUSINESS") => Need::Required,
        (true, _) => Need::Optional,
    }
}

fn representative_email(values: &Values) -> Need {
    if owner(values) && values.get("shape") == "SCA" { Need::Required } else { Need::Optional }
}

pub(super) fn across(values: &Values, now: UnixSeconds) -> Faults {
    let mut faults = Faults::new();
    for name in ["first_name", "last_name"] {
        if let Some(fault) = named(values.get(name), owner(values) && values.some("name").is_none()) {
            faults.insert(name.into(), fault);
        }
    }
    // Only natural users answer for their own mailbox.
    if owner(values) && values.some("legal_form").is_none() {
        let local = values.get("email").split('@').next().unwrap_or_default().to_lowercase();
        if MAILBOXES.contains(&local.as_str()) {
            faults.insert("email".into(), Fault::SharedMailbox);
        }
    }
    if let Some(born) = values.day("birthday").filter(|_| owner(values)) {
        let earliest = UnixSeconds::of_day(EARLIEST).unwrap_or_default();
        if born > now {
            faults.insert("birthday".into(), Fault::Future);
        } else if born < earliest {
            faults.insert("birthday".into(), Fault::LongPast);
        }
    }
    faults
}

/// What is wrong with a person's name; a company's form in it only where a natural owner is named.
fn named(name: &str, natural_owner: bool) -> Option<Fault> {
    let words: Vec<String> = name.to_lowercase().split_whitespace().map(|word| word.replace('.', "")).collect();
    if natural_owner && words.iter().any(|word| LEGAL_FORMS.contains(&word.as_str())) {
        return Some(Fault::CompanyInName);
    }
    (words.len() == 1 && MADE_UP.contains(&words[0].as_str())).then_some(Fault::MadeUp)
}

/// What a change costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    /// A verified user is not verified any more: the level falls to Light, and no payout leaves.
    Level,
    /// The user must authenticate anew before acting.
    Authentication,
    /// The registration proof is out of date.
    RegistrationProof,
}

/// What changing `before` to `after` costs, with the fields that cost it (§1.6). Only owners have something to lose.
pub fn costs(before: &Values, after: &Values, is_regular: bool) -> Vec<(Cost, Vec<&'static str>)> {
    if !owner(before) {
        return Vec::new();
    }
    let changed = |names: &[&'static str]| -> Vec<&'static str> {
        names.iter().copied().filter(|name| before.get(name) != after.get(name)).collect()
    };
    let is_legal = before.some("legal_form").is_some();
    let person = ["first_name", "last_name", "birthday", "nationality"];
    let mut level = changed(&person);
    let form = if is_legal { changed(&["legal_form"]) } else { Vec::new() };
    level.extend(&form);
    let contact = match (before.get("shape"), is_legal) {
        ("SCA", false) => changed(&["email", "phone", "phone_country"]),
        ("SCA", true) => changed(&["rep_email", "phone", "phone_country"]),
        _ => Vec::new(),
    };
    let level = if is_regular { level } else { Vec::new() };
    let all = [(Cost::Level, level), (Cost::Authentication, contact), (Cost::RegistrationProof, form)];
    all.into_iter().filter(|(_, fields)| !fields.is_empty()).collect()
}
