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
