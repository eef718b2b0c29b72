//! How forms look and read: the order of their fields, and the words for what is in them and what is wrong.

use l10n::{text, text_with, word};
use model::form::{Cost, Fault, Field, FormKind, Kind, Need, Values};

use super::countries;
use crate::components::Choice;

/// A part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A heading, by the end of its key: `form-head-<key>`.
    Head(&'static str),
    /// Fields side by side.
    Row(&'static [&'static str]),
}

use Part::{Head, Row};

/// A form from top to bottom.
pub const fn parts(kind: FormKind) -> &'static [Part] {
    match kind {
        FormKind::AddHook => &[Row(&["event"]), Row(&["url"]), Row(&["email", "tag"])],
        FormKind::EditHook => &[Row(&["url"]), Row(&["email", "tag"])],
        FormKind::TurnHook => &[Row(&["to"])],
        FormKind::CloseUser => &[Row(&["understood"]), Row(&["person_type"])],
        FormKind::EndBankAccount => &[Row(&["understood"]), Row(&["user"])],
        FormKind::CategoriseNatural => &[
            Row(&["understood"]),
            Row(&["terms"]),
            Head("person"),
            Row(&["email", "birthday"]),
            Row(&["nationality", "residence"]),
            Row(&["phone", "phone_country"]),
            Row(&["shape", "category"]),
        ],
        FormKind::CategoriseLegal => &[
            Row(&["understood"]),
            Row(&["terms"]),
            Row(&["company_number"]),
            Head("seat"),
            Row(&["seat_line1", "seat_line2"]),
            Row(&["seat_postcode", "seat_city"]),
            Row(&["seat_region", "seat_country"]),
            Head("representative"),
            Row(&["first_name", "last_name"]),
            Row(&["rep_email", "birthday"]),
            Row(&["nationality", "residence"]),
            Row(&["phone", "phone_country"]),
            Row(&["shape", "category", "legal_form", "name"]),
        ],
        FormKind::NewReport => &[
            Row(&["type"]),
            Row(&["every", "on"]),
            Row(&["from", "to"]),
            Row(&["by", "currency"]),
            Row(&["user", "wallet"]),
            Row(&["kinds", "natures"]),
            Row(&["statuses"]),
            Row(&["tag"]),
            Row(&["columns"]),
        ],
        FormKind::AddNatural => &[
            Row(&["category", "shape"]),
            Row(&["terms"]),
            Head("person"),
            Row(&["first_name", "last_name"]),
            Row(&["email", "birthday"]),
            Row(&["nationality", "residence"]),
            Row(&["occupation", "income"]),
            Row(&["phone", "phone_country"]),
            Head("address"),
            Row(&["line1", "line2"]),
            Row(&["postcode", "city"]),
            Row(&["region", "country"]),
            Row(&["tag"]),
        ],
        FormKind::EditNatural => &[
            Row(&["first_name", "last_name"]),
            Row(&["email", "birthday"]),
            Row(&["nationality", "residence"]),
            Row(&["occupation", "income"]),
            Row(&["phone", "phone_country"]),
            Head("address"),
            Row(&["line1", "line2"]),
            Row(&["postcode", "city"]),
            Row(&["region", "country"]),
            Row(&["tag"]),
            Row(&["shape", "category"]),
        ],
        FormKind::AddLegal => &[
            Row(&["category", "shape"]),
            Row(&["terms"]),
            Head("company"),
            Row(&["legal_form", "company_number"]),
            Row(&["name", "email"]),
            Head("seat"),
            Row(&["seat_line1", "seat_line2"]),
            Row(&["seat_postcode", "seat_city"]),
            Row(&["seat_region", "seat_country"]),
            Head("representative"),
            Row(&["first_name", "last_name"]),
            Row(&["rep_email", "birthday"]),
            Row(&["nationality", "residence"]),
            Row(&["phone", "phone_country"]),
            Row(&["tag"]),
        ],
        FormKind::EditLegal => &[
            Row(&["legal_form", "company_number"]),
            Row(&["name", "email"]),
            Head("seat"),
            Row(&["seat_line1", "seat_line2"]),
            Row(&["seat_postcode", "seat_city"]),
            Row(&["seat_region", "seat_country"]),
            Head("representative"),
            Row(&["first_name", "last_name"]),
            Row(&["rep_email", "birthday"]),
            Row(&["nationality", "residence"]),
            Row(&["phone", "phone_country"]),
            Row(&["tag"]),
            Row(&["shape", "category"]),
        ],
    }
}

/// The names of a form's fields from top to bottom.
pub fn order(kind: FormKind) -> impl Iterator<Item = &'static str> {
    let names = |part: &'static Part| match part {
        Head(_) => &[][..],
        Row(names) => names,
    };
    parts(kind).iter().flat_map(names).copied()
}

/// Words of a field: those of the form if it has any, else those it has in every form.
fn said(kind: FormKind, name: &str, end: &str) -> Option<String> {
    let name = name.replace('_', "-");
    let own = format!("form-{}-{name}{end}", kind.key());
    let shared = format!("field-{name}{end}");
    [own, shared].into_iter().find(|key| l10n::has(key)).map(|key| text(&key))
}

/// What a field is called.
pub fn label(kind: FormKind, name: &str) -> String {
    said(kind, name, "").unwrap_or_else(|| name.to_owned())
}

/// A hint below a field.
pub fn hint(kind: FormKind, name: &str) -> String {
    said(kind, name, "-hint").unwrap_or_default()
}

/// "Optional", at the label of what need not be filled in.
pub fn note(field: &Field, values: &Values) -> String {
    let told = (field.need)(values) == Need::Optional && !matches!(field.kind, Kind::Flag | Kind::Several(_));
    if told { text("optional") } else { String::new() }
}

/// What may be chosen in a field.
pub fn choices(kind: FormKind, field: &Field, values: &Values) -> Vec<Choice> {
    let mut all: Vec<Choice> = match field.kind {
        Kind::Country => countries::all().into_iter().map(|(code, name)| (code.to_owned(), name)).collect(),
        Kind::Choice(choices) | Kind::Several(choices) => {
            choices(values).iter().map(|value| ((*value).to_owned(), choice(field.name, value))).collect()
        }
        _ => Vec::new(),
    };
    if field.name == "event" {
        all.sort_by(|one, other| one.1.cmp(&other.1));
    }
    let nothing = match ((field.need)(values), field.kind) {
        (_, Kind::Several(_)) => None,
        (Need::Required, _) => Some(text("field-choose")),
        (Need::Optional | Need::Absent, _) => {
            Some(said(kind, field.name, "-none").unwrap_or_else(|| text("field-none")))
        }
    };
    all.splice(0..0, nothing.map(|words| (String::new(), words)));
    all
}

/// The word for a choice.
fn choice(name: &str, value: &str) -> String {
    match name {
        "event" => word("event", value),
        "type" => word("report-type", value),
        "kinds" => word("tx-type", value),
        "natures" => word("nature", value),
        "statuses" => word("status", value),
        "category" => word("category", value),
        "legal_form" => word("legal-form", value),
        "shape" => word("field-shape", value),
        "by" => word("field-by", value),
        "every" => word("field-every", value),
        "on" => word("field-on", value),
        "income" => word("field-income", value),
        _ => value.to_owned(),
    }
}

/// What stands in a form that did not stand there before, in words: to be looked at before it is sent. What was emptied
/// is told as nothing.
pub fn changes(kind: FormKind, before: &Values, now: &Values) -> Vec<(String, String)> {
    let (before, now) = (before.of(kind), now.of(kind));
    let is_edit = kind.fields().iter().any(|field| matches!(field.kind, Kind::Fixed)) || kind == FormKind::EditHook;
    let changed = |name: &&'static str| match is_edit {
        true => before.get(name) != now.get(name),
        false => now.some(name).is_some(),
    };
    let fields = order(kind).filter(changed).filter_map(|name| kind.field(name));
    fields
        .filter(|field| !matches!(field.kind, Kind::Fixed))
        .map(|field| {
            let value = now.get(field.name);
            let words = match field.kind {
                _ if value.is_empty() => text("field-none"),
                Kind::Country => countries::name(value),
                Kind::Choice(_) => choice(field.name, value),
                Kind::Several(_) => {
                    now.list(field.name).into_iter().map(|one| choice(field.name, one)).collect::<Vec<_>>().join(", ")
                }
                Kind::Flag => text("yes"),
                _ => value.to_owned(),
            };
            (label(kind, field.name), words)
        })
        .collect()
}

/// What is wrong with a field, and how to mend it.
pub fn fault(fault: &Fault) -> String {
    let key = format!("fault-{}", fault.key());
    match fault {
        Fault::TooLong(most) => text_with(&key, &[("most", (*most as u64).into())]),
        Fault::Longer(months) | Fault::Older(months) => text_with(&key, &[("months", (*months).into())]),
        Fault::Said(words) => text_with(&key, &[("words", words.as_str().into())]),
        _ => text(&key),
    }
}

/// What a change costs, in a sentence.
pub fn cost(kind: FormKind, cost: Cost, fields: &[String]) -> String {
    let names: Vec<String> = fields.iter().map(|name| label(kind, name)).collect();
    let key = match cost {
        Cost::Level => "cost-level",
        Cost::Authentication => "cost-authentication",
        Cost::RegistrationProof => "cost-registration-proof",
    };
    text_with(key, &[("fields", names.join(", ").into())])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_field_has_one_place_and_a_name() {
        for kind in FormKind::ALL.iter().copied() {
            let placed: Vec<_> = order(kind).collect();
            let set: BTreeSet<_> = placed.iter().copied().collect();
            assert_eq!(set.len(), placed.len(), "{kind:?} shows a field twice");
            let declared: BTreeSet<_> = kind.fields().iter().map(|field| field.name).collect();
            assert_eq!(set, declared, "{kind:?}");
            for field in kind.fields().iter().filter(|field| !matches!(field.kind, Kind::Fixed)) {
                assert_ne!(label(kind, field.name), field.name, "{kind:?}: {} has no name", field.name);
            }
            for part in parts(kind) {
                if let Head(key) = part {
                    assert!(l10n::has(&format!("form-head-{key}")), "form-head-{key}");
                }
            }
        }
    }

    #[test]
    fn a_review_tells_what_is_new_and_what_is_gone() {
        let before = Values::default().with("url", "https://a.example").with("tag", "shop");
        let now = Values::default().with("url", " https://b.example ").with("email", "").with("tag", "");
        let told = changes(FormKind::EditHook, &before, &now);
        assert_eq!(told, [("Address".into(), "https://b.example".into()), ("Tag".into(), "None".to_owned())]);
        let new = Values::default().with("event", "KYC_FAILED").with("url", "https://a.example");
        assert_eq!(changes(FormKind::AddHook, &new, &new).len(), 2, "all of what is new");
    }

    #[test]
    fn every_fault_and_cost_has_words() {
        use Fault as F;
        let all = [
            F::Required,
            F::TooLong(255),
            F::Email,
            F::Url,
            F::Phone,
            F::Day,
            F::Choice,
            F::Future,
            F::LongPast,
            F::Order,
            F::Longer(12),
            F::Older(24),
            F::NotBoth,
            F::CompanyInName,
            F::SharedMailbox,
            F::Digits,
            F::CompanyNumber,
            F::MadeUp,
            F::Taken,
            F::HasMoney,
            F::Said("No".into()),
        ];
        for one in all {
            assert!(l10n::has(&format!("fault-{}", one.key())), "{one:?}");
            assert!(!fault(&one).contains('{'), "{one:?}: {}", fault(&one));
        }
        let said = cost(FormKind::EditNatural, Cost::Level, &["last_name".into()]);
        assert!(said.contains("Last name"), "{said}");
    }
}
