//! The compliance list: its views, filters, columns and words.

use ipc::documents::{DocumentDetail, DocumentRow, TimelineEntry};
use l10n::{has, text, text_with, word};
use model::{
    Column, Condition, Direction, Filter, KycDocumentStatus, KycDocumentType, KycLevel, PersonType, RefusedReason, Sort,
};

use super::{
    Calendar, Cell, countries,
    list::{FilterKind, FilterSpec, SavedView},
    status,
};
use crate::components::{IconName, TimelineItem, Tone};

const NEWEST: Sort = Sort { column: Column::Created, direction: Direction::Descending };
const LATEST_DECISION: Sort = Sort { column: Column::Processed, direction: Direction::Descending };

fn any_of(column: Column, values: &[KycDocumentStatus]) -> Filter {
    Filter { column, condition: Condition::AnyOf(values.iter().map(|value| value.as_str().to_owned()).collect()) }
}

/// The saved views.
pub const VIEWS: &[SavedView] = &[
    SavedView {
        id: "to-fix",
        filters: |_| {
            vec![
                any_of(Column::Status, &[KycDocumentStatus::Refused, KycDocumentStatus::OutOfDate]),
                Filter { column: Column::Replaced, condition: Condition::Is(false) },
            ]
        },
        sort: LATEST_DECISION,
    },
    SavedView {
        id: "never-submitted",
        // What was created just now may be on its way.
        filters: |calendar| {
            vec![
                any_of(Column::Status, &[KycDocumentStatus::Created]),
                Filter {
                    column: Column::Created,
                    condition: Condition::Between(None, Some(forgotten_before(calendar))),
                },
            ]
        },
        sort: NEWEST,
    },
    SavedView {
        id: "waiting",
        filters: |_| vec![any_of(Column::Status, &[KycDocumentStatus::ValidationAsked])],
        sort: NEWEST,
    },
    SavedView {
        id: "validated-month",
        filters: |calendar| {
            vec![
                any_of(Column::Status, &[KycDocumentStatus::Validated]),
                Filter { column: Column::Processed, condition: Condition::Between(Some(calendar.month_start()), None) },
            ]
        },
        sort: LATEST_DECISION,
    },
    SavedView { id: "all", filters: |_| Vec::new(), sort: NEWEST },
];

/// The filters.
pub const FILTERS: &[FilterSpec] = &[
    FilterSpec {
        column: Column::Status,
        label: "column-status",
        kind: FilterKind::AnyOf { values: KycDocumentStatus::KNOWN, prefix: "status-kyc" },
        offered: true,
    },
    FilterSpec { column: Column::Replaced, label: "column-replaced", kind: FilterKind::YesNo, offered: true },
    FilterSpec {
        column: Column::Type,
        label: "column-type",
        kind: FilterKind::AnyOf { values: KycDocumentType::KNOWN, prefix: "kyc-type" },
        offered: true,
    },
    FilterSpec {
        column: Column::RefusedReason,
        label: "filter-reason",
        kind: FilterKind::AnyOf { values: RefusedReason::KNOWN, prefix: "reason" },
        offered: true,
    },
    FilterSpec { column: Column::Created, label: "column-created", kind: FilterKind::Days, offered: true },
    FilterSpec { column: Column::Processed, label: "column-processed", kind: FilterKind::Days, offered: false },
    FilterSpec { column: Column::Country, label: "column-country", kind: FilterKind::Country, offered: true },
];

/// The name of the document's user, or the user's id while the name is not known.
pub fn user_name(row: &DocumentRow) -> String {
    row.user_name.clone().unwrap_or_else(|| super::ident::shortened(row.user_id.as_str()))
}

/// The icon of a person or a company.
pub fn person_icon(person: Option<&PersonType>) -> IconName {
    match person {
        Some(PersonType::Legal) => IconName::Building,
        Some(PersonType::Natural | PersonType::Unknown(_)) | None => IconName::User,
    }
}

/// Column "User".
pub fn user_cell(row: &DocumentRow, _: &Calendar) -> Cell {
    Cell::User { icon: person_icon(row.person_type.as_ref()), name: user_name(row), quiet: row.user_name.is_none() }
}

/// Column "Type".
pub fn type_cell(row: &DocumentRow, _: &Calendar) -> Cell {
    Cell::Text(short_type(&row.kind))
}

/// The short word for a type, as tables have room for.
pub fn short_type(kind: &KycDocumentType) -> String {
    let short = format!("kyc-type-short-{}", kind.as_str());
    if has(&short) { text(&short) } else { word("kyc-type", kind.as_str()) }
}

/// Column "Status".
pub fn status_cell(row: &DocumentRow, _: &Calendar) -> Cell {
    Cell::Status(status::document(&row.status))
}

/// Seconds after which a document that was only created counts as never submitted.
const FORGOTTEN_AFTER: i64 = 3_600;

/// The moment before which such a document must have been created. It moves by the quarter of an hour: a view whose
/// bounds moved all the time would be another list at each step.
fn forgotten_before(calendar: &Calendar) -> i64 {
    const QUARTER: i64 = 900;
    (calendar.now - FORGOTTEN_AFTER).div_euclid(QUARTER) * QUARTER
}

/// The reason, and behind it the first detail that says more.
fn refusal(reason: &RefusedReason, flags: &[String]) -> Cell {
    let reason = word("reason", reason.as_str());
    match flags.iter().find(|flag| has(&format!("flag-short-{flag}"))) {
        Some(flag) => {
            Cell::Detailed(reason, text_with("refusal-detail", &[("detail", word("flag-short", flag).into())]))
        }
        None => Cell::Quiet(reason),
    }
}

/// Column "Refusal reason": the reason, or what else there is to say about the status.
pub fn reason_cell(row: &DocumentRow, calendar: &Calendar) -> Cell {
    match (&row.reason, &row.status) {
        (Some(reason), _) => refusal(reason, &row.flags),
        (None, KycDocumentStatus::Created) if calendar.now - row.created > FORGOTTEN_AFTER => {
            Cell::Faint(text("compliance-never-submitted"))
        }
        (None, KycDocumentStatus::OutOfDate) => Cell::Quiet(text("compliance-data-changed")),
        _ => Cell::Empty,
    }
}

/// Column "Document".
pub fn id_cell(row: &DocumentRow, _: &Calendar) -> Cell {
    Cell::Id(row.id.as_str().to_owned())
}

/// Column "Country".
pub fn country_cell(row: &DocumentRow, _: &Calendar) -> Cell {
    row.country.as_deref().map_or(Cell::Empty, |code| Cell::Quiet(countries::name(code)))
}

/// Column "Tag".
pub fn tag_cell(row: &DocumentRow, _: &Calendar) -> Cell {
    row.tag.clone().map_or(Cell::Empty, Cell::Quiet)
}

/// Column "Created".
pub fn created_cell(row: &DocumentRow, calendar: &Calendar) -> Cell {
    Cell::Date(calendar.moment(row.created))
}

/// Column "Processed".
pub fn processed_cell(row: &DocumentRow, calendar: &Calendar) -> Cell {
    match row.processed {
        // With its year there is no room for the time.
        Some(at) if calendar.moment(at) == calendar.full_date(at) => Cell::Date(calendar.full_date(at)),
        Some(at) => Cell::DateTime { date: calendar.date(at), time: calendar.time(at) },
        None => Cell::Empty,
    }
}

/// "Natural person, Spain", as far as it is known.
pub fn person_words(person: Option<&PersonType>, form: Option<&str>, country: Option<&str>) -> String {
    let who = match (person, form) {
        (Some(PersonType::Legal), Some(form)) => Some(word("legal-form", form)),
        (Some(person), _) => Some(word("person", person.as_str())),
        (None, _) => None,
    };
    let parts: Vec<String> = who.into_iter().chain(country.map(countries::name)).collect();
    parts.join(", ")
}

/// Why the document stands as it does, in plain words.
pub fn why(detail: &DocumentDetail) -> String {
    let row = &detail.row;
    match (&row.reason, &row.status) {
        (Some(reason), _) => {
            let key = format!("reason-{}-why", reason.as_str());
            if has(&key) {
                text(&key)
            } else {
                text_with("compliance-why-unknown", &[("code", reason.as_str().into())])
            }
        }
        (None, KycDocumentStatus::Unknown(value)) => {
            text_with("compliance-why-unknown-status", &[("code", value.as_str().into())])
        }
        (None, KycDocumentStatus::Created) => text("compliance-why-created"),
        (None, KycDocumentStatus::ValidationAsked) => text("compliance-why-asked"),
        (None, KycDocumentStatus::Validated) => text("compliance-why-validated"),
        (None, KycDocumentStatus::Refused) => text("compliance-why-refused"),
        (None, KycDocumentStatus::OutOfDate) => text("compliance-why-outdated"),
    }
}

/// The title over [`why`].
pub fn why_title(status: &KycDocumentStatus) -> String {
    text(match status {
        KycDocumentStatus::Refused => "compliance-why-title-refused",
        KycDocumentStatus::OutOfDate => "compliance-why-title-outdated",
        KycDocumentStatus::Created
        | KycDocumentStatus::ValidationAsked
        | KycDocumentStatus::Validated
        | KycDocumentStatus::Unknown(_) => "compliance-why-title",
    })
}

/// Whether a new document is called for.
pub fn wants_replacement(status: &KycDocumentStatus) -> bool {
    match status {
        KycDocumentStatus::Refused | KycDocumentStatus::OutOfDate | KycDocumentStatus::Created => true,
        KycDocumentStatus::ValidationAsked | KycDocumentStatus::Validated | KycDocumentStatus::Unknown(_) => false,
    }
}

/// What a document that is not validated holds back.
pub fn held_back(row: &DocumentRow, level: Option<&KycLevel>) -> String {
    text(match (level, &row.status) {
        (Some(KycLevel::Regular), _) => "compliance-payouts-open",
        (_, KycDocumentStatus::Validated) => "compliance-payouts-other",
        (Some(KycLevel::Light | KycLevel::Unknown(_)) | None, _) => "compliance-payouts-held",
    })
}

/// What the level allows beside payouts (users-verification.md §1.2). None if it is not known.
pub fn money_in(level: Option<&KycLevel>) -> Option<String> {
    match level? {
        KycLevel::Regular => Some(text("compliance-money-in-open")),
        KycLevel::Light => Some(text("compliance-money-in-limited")),
        KycLevel::Unknown(_) => None,
    }
}

/// The first name of a person, the whole name of a company.
pub fn short_name(row: &DocumentRow, name: &str) -> String {
    match row.person_type {
        Some(PersonType::Natural) => name.split_whitespace().next().unwrap_or(name).to_owned(),
        Some(PersonType::Legal | PersonType::Unknown(_)) | None => name.to_owned(),
    }
}

/// Flags that say forgery: nobody writes to the user before the compliance lead has looked at it.
const SUSPICIONS: &[&str] = &["009000", "009001", "009002"];
/// Advice for the officer, which is no request to the user.
const FOR_THE_OFFICER: &[&str] = &["contact-support", "read-message"];

/// A message that tells the user what happened and what to send. None where there is nothing to ask for, or where
/// the user must not be told.
pub fn message(detail: &DocumentDetail, platform: Option<&str>) -> Option<String> {
    let row = &detail.row;
    if detail.flags.iter().any(|flag| SUSPICIONS.contains(&flag.as_str())) {
        return None;
    }
    let kind = ("kind", word("kyc-type-said", row.kind.as_str()).into());
    let what = match &row.status {
        KycDocumentStatus::Refused => {
            let why = format!("reason-{}-said", row.reason.as_ref()?.as_str());
            has(&why).then(|| text_with("message-refused", &[kind, ("why", text(&why).into())]))?
        }
        KycDocumentStatus::OutOfDate => text_with("message-outdated", &[kind]),
        KycDocumentStatus::Created
        | KycDocumentStatus::ValidationAsked
        | KycDocumentStatus::Validated
        | KycDocumentStatus::Unknown(_) => return None,
    };
    let hello = match &row.user_name {
        Some(name) => text_with("message-hello", &[("name", short_name(row, name).into())]),
        None => text("message-hello-nameless"),
    };
    let asks: Vec<String> = detail
        .advice
        .iter()
        .filter(|ask| !FOR_THE_OFFICER.contains(&ask.as_str()))
        .map(|ask| format!("- {}", word("ask", ask)))
        .collect();
    let please = if asks.is_empty() {
        text("message-new-one")
    } else {
        format!("{}\n{}", text("message-please"), asks.join("\n"))
    };
    let held = (detail.kyc_level != Some(KycLevel::Regular)).then(|| text("message-held"));
    let thanks = match platform {
        Some(platform) => format!("{}\n{platform}", text("message-thanks")),
        None => text("message-thanks"),
    };
    let parts: Vec<String> =
        [Some(hello), Some(what), Some(please), held, Some(thanks)].into_iter().flatten().collect();
    Some(parts.join("\n\n"))
}

/// The timeline of a document.
pub fn timeline(entries: &[TimelineEntry], calendar: &Calendar) -> Vec<TimelineItem> {
    entries.iter().map(|entry| timeline_item(entry, calendar)).collect()
}

fn timeline_item(entry: &TimelineEntry, calendar: &Calendar) -> TimelineItem {
    let (icon, tone) = match &entry.status {
        Some(KycDocumentStatus::Refused) => (IconName::XCircle, Tone::Bad),
        Some(KycDocumentStatus::Validated) => (IconName::CheckCircle, Tone::Ok),
        Some(KycDocumentStatus::OutOfDate) => (IconName::Expired, Tone::Warn),
        Some(KycDocumentStatus::ValidationAsked) => (IconName::Send, Tone::Info),
        Some(KycDocumentStatus::Created) => (IconName::Plus, Tone::Inherit),
        Some(KycDocumentStatus::Unknown(_)) => (IconName::Info, Tone::Inherit),
        None => (IconName::Upload, Tone::Inherit),
    };
    TimelineItem { icon, tone, words: word("timeline", &entry.what), at: calendar.moment(entry.at), note: None }
}

#[cfg(test)]
mod tests {
    use model::{KycDocumentId, UserId};

    use super::*;

    fn refused(reason: &str, flags: &[&str]) -> DocumentDetail {
        let flags: Vec<String> = flags.iter().map(|flag| (*flag).to_owned()).collect();
        let row = DocumentRow {
            id: KycDocumentId::new("kyc_1"),
            user_id: UserId::new("user_m_1"),
            user_name: Some("Ana Beltrán Ruiz".into()),
            person_type: Some(PersonType::Natural),
            legal_form: None,
            country: None,
            kind: KycDocumentType::IdentityProof,
            status: KycDocumentStatus::Refused,
            reason: Some(reason.into()),
            flags: flags.clone(),
            tag: None,
            created: 0,
            processed: None,
            replaced: false,
        };
        DocumentDetail {
            row,
            message: None,
            flags,
            advice: vec!["both-sides".into(), "read-message".into()],
            kyc_level: Some(KycLevel::Light),
            timeline: Vec::new(),
            fetched_at: 0,
            upload: None,
        }
    }

    #[test]
    fn the_message_says_what_happened_and_what_to_send() {
        let message = message(&refused("DOCUMENT_UNREADABLE", &["009006"]), Some("Halle Verte")).unwrap();
        assert!(message.starts_with("Hello Ana,\n\n"), "{message}");
        assert!(message.contains("your identity proof") && message.contains("could not be read"), "{message}");
        assert!(message.contains("\n- Both sides of the card, as two photos\n\n"), "{message}");
        assert!(!message.contains("Mangopay’s message"), "what the officer has to do is not asked of the user");
        assert!(message.ends_with("Halle Verte"));
    }

    #[test]
    fn nobody_is_warned_of_a_suspicion() {
        for reason in
            ["DOCUMENT_FALSIFIED", "TRIGGER_PEPS", "TRIGGER_SANCTIONS_LISTS", "TRIGGER_INTERPOL", "OTHER", "NEW"]
        {
            assert_eq!(message(&refused(reason, &[]), None), None, "{reason}");
        }
        assert_eq!(message(&refused("DOCUMENT_UNREADABLE", &["009006", "009002"]), None), None);
    }
}
