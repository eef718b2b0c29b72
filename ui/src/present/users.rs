//! The user list and profile: views, filters, columns and words.

use ipc::users::{Fact, FactValue, Requirement, UserRow};
use l10n::{text, text_with, word};
use model::{
    Column, Condition, Direction, Filter, KycDocumentStatus, KycLevel, PersonType, Sort, UserCategory, UserStatus,
};

use super::{
    Calendar, Cell, StatusWord, countries, documents,
    list::{FilterKind, FilterSpec, SavedView},
    standing, status,
};
use crate::components::{IconName, Tone};

const DAY: i64 = 86_400;
/// Days ahead of which a renewal is worth a look (design, list of users).
const RENEWAL_AHEAD: i64 = 30;
const NEWEST: Sort = Sort { column: Column::Created, direction: Direction::Descending };

fn one_of(column: Column, value: &str) -> Filter {
    Filter { column, condition: Condition::AnyOf(vec![value.to_owned()]) }
}

/// Users whose account is not closed.
pub fn open() -> Filter {
    let open = UserStatus::OPEN.iter().map(|status| (*status).to_owned()).collect();
    Filter { column: Column::Status, condition: Condition::AnyOf(open) }
}

/// The saved views.
pub const VIEWS: &[SavedView] = &[
    SavedView { id: "all", filters: |_| Vec::new(), sort: NEWEST },
    SavedView {
        id: "to-verify",
        filters: |_| {
            vec![
                one_of(Column::KycLevel, KycLevel::Light.as_str()),
                one_of(Column::Category, UserCategory::Owner.as_str()),
                open(),
            ]
        },
        sort: NEWEST,
    },
    SavedView {
        id: "renewal",
        filters: |calendar| {
            let end = (calendar.now.div_euclid(DAY) + RENEWAL_AHEAD + 1) * DAY;
            vec![open(), Filter { column: Column::Deadline, condition: Condition::Between(None, Some(end)) }]
        },
        sort: Sort { column: Column::Deadline, direction: Direction::Ascending },
    },
    SavedView { id: "closed", filters: |_| vec![one_of(Column::Status, UserStatus::Closed.as_str())], sort: NEWEST },
];

/// The filters.
pub const FILTERS: &[FilterSpec] = &[
    FilterSpec {
        column: Column::KycLevel,
        label: "column-level",
        kind: FilterKind::AnyOf { values: KycLevel::KNOWN, prefix: "kyc-level" },
        offered: true,
    },
    FilterSpec {
        column: Column::Category,
        label: "column-category",
        kind: FilterKind::AnyOf { values: UserCategory::KNOWN, prefix: "category" },
        offered: true,
    },
    FilterSpec {
        column: Column::PersonType,
        label: "column-kind",
        kind: FilterKind::AnyOf { values: PersonType::KNOWN, prefix: "person" },
        offered: true,
    },
    FilterSpec { column: Column::Country, label: "column-country", kind: FilterKind::Country, offered: true },
    FilterSpec {
        column: Column::Status,
        label: "column-status",
        kind: FilterKind::AnyOf { values: UserStatus::KNOWN, prefix: "user-status" },
        offered: true,
    },
    FilterSpec { column: Column::Deadline, label: "column-renewal", kind: FilterKind::UtcDays, offered: true },
    FilterSpec { column: Column::Created, label: "column-created", kind: FilterKind::Days, offered: true },
    FilterSpec { column: Column::RenewalKnown, label: "column-renewal-known", kind: FilterKind::YesNo, offered: false },
];

/// The name, or the id while it is not known.
pub fn name(row: &UserRow) -> String {
    row.name.clone().unwrap_or_else(|| super::ident::shortened(row.id.as_str()))
}

/// Column "User".
pub fn user_cell(row: &UserRow, _: &Calendar) -> Cell {
    Cell::User { icon: documents::person_icon(Some(&row.person_type)), name: name(row), quiet: row.name.is_none() }
}

/// Column "E-mail".
pub fn email_cell(row: &UserRow, _: &Calendar) -> Cell {
    row.email.clone().map_or(Cell::Empty, Cell::Quiet)
}

/// "Individual", or the legal form.
pub fn kind(row: &UserRow) -> String {
    match (&row.person_type, &row.legal_form) {
        (PersonType::Natural, _) => text("users-individual"),
        (PersonType::Legal | PersonType::Unknown(_), Some(form)) => word("legal-form", form.as_str()),
        (PersonType::Legal | PersonType::Unknown(_), None) => word("person", row.person_type.as_str()),
    }
}

/// Column "Kind".
pub fn kind_cell(row: &UserRow, _: &Calendar) -> Cell {
    Cell::Quiet(kind(row))
}

/// Column "Country".
pub fn country_cell(row: &UserRow, _: &Calendar) -> Cell {
    row.country.as_deref().map_or(Cell::Empty, |code| Cell::Quiet(countries::name(code)))
}

/// Column "Category".
pub fn category_cell(row: &UserRow, _: &Calendar) -> Cell {
    Cell::Quiet(word("category", row.category.as_str()))
}

/// Column "KYC level".
pub fn level_cell(row: &UserRow, _: &Calendar) -> Cell {
    Cell::Status(status::level(&row.kyc_level, Some(&row.category)))
}

/// Column "Status".
pub fn status_cell(row: &UserRow, _: &Calendar) -> Cell {
    Cell::Status(status::user(&row.status))
}

/// Column "Renewal": the last day for new documents, with the year unless it is this one.
pub fn renewal_cell(row: &UserRow, calendar: &Calendar) -> Cell {
    row.renewal.map_or(Cell::Empty, |at| {
        let words = calendar.in_utc().date(at);
        Cell::Status(StatusWord::new(standing::urgency(at, calendar), IconName::Hourglass, words))
    })
}

/// Column "Created".
pub fn created_cell(row: &UserRow, calendar: &Calendar) -> Cell {
    Cell::Date(calendar.full_date(row.created))
}

/// Column "Id".
pub fn id_cell(row: &UserRow, _: &Calendar) -> Cell {
    Cell::Id(row.id.as_str().to_owned())
}

/// "KYC Regular", as the profile's head has it.
pub fn level_pill(row: &UserRow) -> StatusWord {
    let level = status::level(&row.kyc_level, Some(&row.category));
    StatusWord { word: text_with("users-kyc-level", &[("level", (&level.word).into())]), ..level }
}

/// The value of a fact as text; ids are shown by another part.
pub fn fact_text(fact: &Fact, calendar: &Calendar) -> String {
    match &fact.value {
        FactValue::Text(text) | FactValue::Id(text) => text.clone(),
        FactValue::Day(at) => calendar.day(*at),
        FactValue::Moment(at) => calendar.moment(*at),
        FactValue::Country(code) => countries::name(code),
        FactValue::YesNo(yes) => text(if *yes { "yes" } else { "no" }),
        FactValue::Word(value) => word("value", value),
    }
}

/// A line of the Verification panel: icon, type, where it stands.
pub fn requirement(requirement: &Requirement, calendar: &Calendar) -> (IconName, Tone, String, String) {
    let kind = word("kyc-type", requirement.kind.as_str());
    match &requirement.document {
        None => (IconName::Dashed, Tone::Third, kind, text("users-requirement-missing")),
        Some(document) => {
            let status = status::document(&document.status);
            let end = match (&document.status, document.processed) {
                (KycDocumentStatus::Validated, Some(at)) => calendar.full_date(at),
                _ => status.word,
            };
            (status.icon, status.role.tone(), kind, end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::Role;

    fn row() -> UserRow {
        UserRow {
            id: model::UserId::new("user_m_01HKM1BV00ZR639SBMN4TCVDA8"),
            name: None,
            email: None,
            person_type: PersonType::Legal,
            legal_form: None,
            category: UserCategory::Owner,
            status: UserStatus::Active,
            kyc_level: KycLevel::Light,
            country: None,
            created: 0,
            renewal: None,
        }
    }

    #[test]
    fn a_user_without_a_name_shows_the_id() {
        assert_eq!(name(&row()), "user_m_01HK…VDA8");
    }

    #[test]
    fn a_renewal_is_a_day_and_the_nearer_the_louder() {
        // 24 November 2026, 10:42 in Paris.
        let calendar = Calendar::with_zone(1_795_513_320, |_| 60);
        let told = |days: i64| {
            let row = UserRow { renewal: Some(1_795_478_400 + days * DAY), ..row() };
            let Cell::Status(status) = renewal_cell(&row, &calendar) else { panic!("a deadline is a status") };
            (status.role, status.word)
        };
        assert_eq!(told(-3), (Role::Bad, "21 Nov".to_owned()));
        assert_eq!(told(7), (Role::Warn, "1 Dec".to_owned()));
        assert_eq!(told(55), (Role::Idle, "18 Jan 2027".to_owned()));
        assert!(matches!(renewal_cell(&row(), &calendar), Cell::Empty));
    }

    #[test]
    fn the_view_of_renewals_reaches_thirty_days_ahead_and_has_those_that_are_late() {
        let calendar = Calendar::with_zone(1_795_513_320, |_| 60);
        let view = VIEWS.iter().find(|view| view.id == "renewal").unwrap();
        let until = Condition::Between(None, Some(1_795_478_400 + 31 * DAY));
        assert!((view.filters)(&calendar).contains(&Filter { column: Column::Deadline, condition: until }));
    }

    #[test]
    fn payers_need_no_level() {
        let calendar = Calendar::with_zone(0, |_| 0);
        let payer = UserRow { category: UserCategory::Payer, ..row() };
        let (Cell::Status(payer), Cell::Status(owner)) = (level_cell(&payer, &calendar), level_cell(&row(), &calendar))
        else {
            panic!("a level is a status");
        };
        assert_eq!((payer.word.as_str(), owner.word.as_str()), ("Not needed", "Light"));
    }
}
