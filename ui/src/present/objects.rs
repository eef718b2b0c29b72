//! Objects of every list: how a cell looks follows from its column, with the few exceptions that people expect.

mod declared;
mod detail;

use l10n::{text, text_with, word};
use model::{Area, Column, Money, Row};

pub use declared::{filters, views};
pub use detail::{Fact, Related, Section, column_name, failure, heading, related, same_card, sections};

use super::{Calendar, Cell, Role, StatusWord, countries, documents, ident, number, status};
use crate::components::IconName;

/// A row that knows its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectRow {
    /// Its list.
    pub area: Area,
    /// The row.
    pub row: Row,
}

impl ObjectRow {
    /// The cell of a column.
    pub fn cell(&self, column: Column) -> &model::Cell {
        self.row.cell(self.area, column)
    }

    /// The word, text or id of a column.
    pub fn word(&self, column: Column) -> Option<&str> {
        self.cell(column).as_str()
    }

    /// What it is called in lists and to screen readers: a name, a description or the id.
    pub fn name(&self) -> String {
        let told = [Column::Name, Column::Description, Column::Alias, Column::Url];
        let told = told.into_iter().filter_map(|column| self.word(column)).find(|text| !text.trim().is_empty());
        told.map_or_else(|| ident::shortened(&self.row.id), str::to_owned)
    }
}

/// What a column shows of an object.
pub fn cell(row: &ObjectRow, column: Column, calendar: &Calendar) -> Cell {
    match (row.area, column) {
        (_, Column::Id) => return Cell::Id(row.row.id.clone()),
        (Area::Transactions, Column::Type) => {
            let (icon, text) = movement(row);
            return Cell::Kind { icon, text };
        }
        (Area::Events | Area::Hooks, Column::Type) => {
            if let Some(kind) = row.word(column) {
                return Cell::Kind { icon: event_icon(kind), text: word("event", kind) };
            }
        }
        (Area::Transactions, Column::Debited) => {
            if let model::Cell::Money(money) = row.cell(column) {
                return money_cell(money, leaves(row));
            }
        }
        (Area::Disputes, Column::Deadline) if is_open(row) => {
            if let Some(left) = time_left(row, calendar) {
                return Cell::Status(left);
            }
        }
        (_, Column::Name) => return person(row),
        _ => {}
    }
    match row.cell(column) {
        model::Cell::Nothing => Cell::Empty,
        model::Cell::Word(value) if is_status(column) => Cell::Status(status_word(row, column, value)),
        model::Cell::Word(value) => Cell::Quiet(value_word(row.area, column, value)),
        model::Cell::Text(text) => Cell::Quiet(text.clone()),
        model::Cell::Link(id) => Cell::Id(id.clone()),
        model::Cell::Moment(at) => Cell::DateTime { date: calendar.date(at.0), time: calendar.time(at.0) },
        model::Cell::Money(money) => money_cell(money, false),
        model::Cell::Flag(yes) => Cell::Quiet(text(if *yes { "yes" } else { "no" })),
    }
}

/// Whether a dispute waits for an answer.
pub(super) fn is_open(row: &ObjectRow) -> bool {
    matches!(row.word(Column::Status), Some("PENDING_CLIENT_ACTION" | "REOPENED_PENDING_CLIENT_ACTION"))
}

/// How long there is until the deadline: bad under two days, to be looked at under seven (design, section 5).
pub fn time_left(row: &ObjectRow, calendar: &Calendar) -> Option<StatusWord> {
    const DAY: i64 = 86_400;
    let model::Cell::Moment(at) = row.cell(Column::Deadline) else { return None };
    let left = at.0 - calendar.now;
    let role = match left {
        ..172_800 => Role::Bad,
        172_800..604_800 => Role::Warn,
        _ => Role::Idle,
    };
    let words = if left < 0 {
        text_with("home-late", &[("days", (-left / DAY).into())])
    } else {
        text_with("home-left", &[("days", (left / DAY).into()), ("hours", (left % DAY / 3_600).into())])
    };
    Some(StatusWord::new(role, IconName::Clock, words))
}

/// The user a row belongs to; the id while the name is not known.
fn person(row: &ObjectRow) -> Cell {
    let id = row.word(Column::UserId).map(ident::shortened);
    let icon = documents::person_icon(row.word(Column::PersonType).map(Into::into).as_ref());
    match (row.word(Column::Name).filter(|name| !name.trim().is_empty()), id) {
        (Some(name), _) => Cell::User { icon, name: name.to_owned(), quiet: false },
        (None, Some(id)) => Cell::User { icon, name: id, quiet: true },
        (None, None) => Cell::Empty,
    }
}

fn money_cell(money: &Money, leaves: bool) -> Cell {
    let (amount, currency) = amount(money, leaves);
    Cell::Money { amount, currency }
}

/// An amount and its currency as they are shown: `−1,905.60`, `EUR`.
pub fn amount(money: &Money, leaves: bool) -> (String, String) {
    let shown = number::money(money);
    let shown = if leaves && money.amount > 0 { format!("\u{2212}{shown}") } else { shown };
    (shown, money.currency.as_str().to_owned())
}

/// The amount of a column as it is shown, with its currency.
pub fn cell_money(row: &ObjectRow, column: Column) -> Option<(String, String)> {
    match row.cell(column) {
        model::Cell::Money(money) => Some(amount(money, column == Column::Debited && leaves(row))),
        _ => None,
    }
}

/// JSON with a line for each member; as it came if it is none. Numbers stay as exact as they were.
pub fn pretty(raw: &str) -> String {
    let value = serde_json::from_str::<serde_json::Value>(raw);
    value.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_else(|_| raw.to_owned())
}

/// Whether a transaction takes money away from the user it belongs to.
fn leaves(row: &ObjectRow) -> bool {
    match row.word(Column::Type) {
        // Refunds and repudiations of pay-ins come as payouts (docs/api/money-operations.md, key fact 9).
        Some("PAYOUT") => true,
        Some("PAYIN") => false,
        _ => row.word(Column::Nature) == Some("REPUDIATION"),
    }
}

/// A payout that came back: a refund that comes as a pay-in (docs/api/money-operations.md, key fact 9).
fn is_payout_return(row: &ObjectRow) -> bool {
    row.word(Column::Nature) == Some("REFUND") && row.word(Column::Type) == Some("PAYIN")
}

/// What kind of movement a transaction is, in a word.
pub fn movement(row: &ObjectRow) -> (IconName, String) {
    if is_payout_return(row) {
        return (IconName::Refund, text("tx-payout-return"));
    }
    match row.word(Column::Nature) {
        Some("REFUND") => return (IconName::Refund, word("nature", "REFUND")),
        Some("REPUDIATION") => return (IconName::Scale, word("nature", "REPUDIATION")),
        Some("SETTLEMENT") => return (IconName::Scale, word("nature", "SETTLEMENT")),
        _ => {}
    }
    let kind = row.word(Column::Type).unwrap_or_default();
    let icon = match kind {
        "PAYIN" => IconName::In,
        "PAYOUT" => IconName::Out,
        "TRANSFER" => IconName::Tx,
        "CONVERSION" => IconName::Sync,
        "CARD_VALIDATION" => IconName::Card,
        _ => IconName::Info,
    };
    (icon, word("tx-type", kind))
}

/// What an event is about at a glance: that something failed, or the kind of its object.
fn event_icon(kind: &str) -> IconName {
    if kind.ends_with("_FAILED") || kind.ends_with("_REFUSED") {
        return IconName::XCircle;
    }
    if kind.contains("_REFUND_") {
        return IconName::Refund;
    }
    let first = [
        ("KYC_SUCCEEDED", IconName::CheckCircle),
        ("KYC_", IconName::Shield),
        ("PAYIN_", IconName::In),
        ("PAYOUT_", IconName::Out),
        ("INSTANT_PAYOUT_", IconName::Out),
        ("TRANSFER_", IconName::Tx),
        ("DISPUTE_", IconName::Scale),
        ("MANDATE_", IconName::Pencil),
        ("PREAUTHORIZATION_", IconName::Clock),
        ("DEPOSIT_PREAUTHORIZATION_", IconName::Clock),
        ("CARD_", IconName::Card),
        ("RECIPIENT_", IconName::Send),
        ("REPORT_", IconName::Report),
        ("UBO_DECLARATION_", IconName::Building),
        ("IDENTITY_VERIFICATION_", IconName::Id),
        ("QUOTED_CONVERSION_", IconName::Sync),
        ("USER_", IconName::User),
        ("SCA_", IconName::User),
    ];
    first.into_iter().find(|(start, _)| kind.starts_with(start)).map_or(IconName::Pulse, |(_, icon)| icon)
}

fn is_status(column: Column) -> bool {
    matches!(column, Column::Status | Column::PaymentStatus | Column::Validity)
}

/// A status in words; a value we do not know is shown as it came.
pub fn status_word(row: &ObjectRow, column: Column, value: &str) -> StatusWord {
    if (row.area, column) == (Area::KycDocuments, Column::Status) {
        return status::document(&value.into());
    }
    if (row.area, column) == (Area::Users, Column::Status) {
        return status::user(&value.into());
    }
    if let (Area::Disputes, "CLOSED", Some(result)) = (row.area, value, row.word(Column::ResultCode)) {
        let (role, icon) = match result {
            "WON" => (Role::Ok, IconName::CheckCircle),
            "LOST" => (Role::Bad, IconName::XCircle),
            _ => (Role::Idle, IconName::MinusCircle),
        };
        let words = text_with("dispute-closed", &[("result", word("dispute-result", result).to_lowercase().into())]);
        return StatusWord::new(role, icon, words);
    }
    let (role, icon) = match value {
        // It may be over by now.
        "ACTIVE" if row.area == Area::Quotes => (Role::Info, IconName::Half),
        "SUCCEEDED" | "VALIDATED" | "ACTIVE" | "ENABLED" | "VALID" | "READY_FOR_DOWNLOAD" | "GENERATED" => {
            (Role::Ok, IconName::CheckCircle)
        }
        "FAILED" | "REFUSED" | "INVALID" | "ERROR" => (Role::Bad, IconName::XCircle),
        "PENDING_CLIENT_ACTION" => (Role::Warn, IconName::Flag),
        "REOPENED_PENDING_CLIENT_ACTION" | "INCOMPLETE" | "OUT_OF_DATE" => (Role::Warn, IconName::Expired),
        "SUBMITTED" if row.area == Area::Disputes => (Role::Info, IconName::Send),
        "PENDING_BANK_ACTION" => (Role::Info, IconName::Bank),
        "PENDING" if row.area == Area::IdvSessions => (Role::Warn, IconName::Clock),
        "CREATED" if row.area == Area::UboDeclarations => (Role::Idle, IconName::Dashed),
        "CREATED" | "PENDING" | "GENERATING" | "REVIEW" | "SUBMITTED" | "VALIDATION_ASKED" | "WAITING"
        | "TO_BE_COMPLETED" | "CANCEL_REQUESTED" | "NO_SHOW_REQUESTED" => (Role::Info, IconName::Half),
        "EXPIRED" | "TIMEOUT" if row.area == Area::IdvSessions => (Role::Bad, IconName::XCircle),
        "EXPIRED" | "TIMEOUT" | "DISABLED" | "CANCELED" | "DEACTIVATED" | "CLOSED" | "NO_SHOW" => {
            (Role::Idle, IconName::MinusCircle)
        }
        _ => (Role::Idle, IconName::Info),
    };
    StatusWord::new(role, icon, value_word(row.area, column, value))
}

/// The word for a value of a column.
pub fn value_word(area: Area, column: Column, value: &str) -> String {
    match column {
        Column::Country => countries::name(value),
        Column::Provider if area == Area::Cards => value.to_owned(),
        Column::Fingerprint | Column::Currency => value.to_owned(),
        Column::ResultCode if area != Area::Disputes => value.to_owned(),
        _ => word(vocabulary(area, column), value),
    }
}

/// The prefix of the words for a column's values.
pub const fn vocabulary(area: Area, column: Column) -> &'static str {
    use Area as A;
    use Column as C;
    match (area, column) {
        (A::KycDocuments, C::Status) => "status-kyc",
        (A::Users, C::Status) => "user-status",
        (A::Disputes, C::Status) => "dispute-status",
        (A::IdvSessions, C::Status) => "idv-status",
        (A::Quotes, C::Status) => "quote-status",
        (A::Transactions, C::Type) | (_, C::InitialType) => "tx-type",
        (A::Preauthorizations, C::Type) | (_, C::PaymentType) => "payment",
        (A::Disputes, C::Type) => "dispute-type",
        (A::Cards, C::Type) => "card-type",
        (A::BankAccounts, C::Type) => "bank-type",
        (A::Mandates, C::Type) => "payment",
        (A::Recipients, C::Type | C::Provider) => "payout-method",
        (A::Recipients, C::Scheme) => "recipient-scope",
        (A::Recipients, C::PersonType) => "recipient-type",
        (A::Reports, C::Type) => "report-type",
        (A::IdvSessions, C::Type) => "idv-type",
        (A::Hooks | A::Events, C::Type) => "event",
        (A::KycDocuments, C::Type) => "kyc-type",
        (A::KycDocuments, C::RefusedReason) => "reason",
        (A::Transactions, C::RefusedReason) => "refund-reason",
        (A::Disputes, C::RefusedReason) => "dispute-reason",
        (A::UboDeclarations, C::RefusedReason) => "ubo-reason",
        (A::Disputes, C::ResultCode) => "dispute-result",
        (_, C::Nature) => "nature",
        (_, C::ExecutionType) => "execution",
        (_, C::Scheme) => "scheme",
        (_, C::FundsType) => "funds",
        (_, C::PersonType) => "person",
        (_, C::LegalForm) => "legal-form",
        (_, C::Category) => "category",
        (_, C::KycLevel) => "kyc-level",
        (_, _) => "status",
    }
}

#[cfg(test)]
mod tests;
