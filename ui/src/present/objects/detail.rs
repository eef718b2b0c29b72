//! One object in full: its cells in sections, and the lists that lead to it.

use l10n::{text, text_with, word};
use model::{Area, Cell, Column, Condition, Filter, Kind, ListQuery, ResultCode, Sort, Window};

use super::{ObjectRow, amount, is_status, leaves, movement, status_word, value_word};
use crate::{
    present::{Calendar, StatusWord, list::ListState},
    routes,
};

/// What the ids of recipients begin with (docs/api/money-operations.md, the shapes of ids).
const RECIPIENT: &str = "rec_";

/// One line of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Words.
    Words(String),
    /// A status.
    Status(StatusWord),
    /// An amount and its currency.
    Money(String, String),
    /// Another object: what it is called if that is known, its id, and its address if its list is known.
    Object {
        /// A name.
        name: Option<String>,
        /// The id.
        id: String,
        /// Where it is shown.
        path: Option<String>,
    },
}

/// A section of the inspector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Names and values.
    pub facts: Vec<(String, Fact)>,
}

/// What an object is called at the head of its details, and its status.
pub fn heading(row: &ObjectRow) -> (String, Option<StatusWord>) {
    let title = match (row.area, row.word(Column::PaymentType)) {
        (Area::Transactions, Some(method)) => {
            let said = format!("payment-said-{method}");
            let method = if l10n::has(&said) { text(&said) } else { word("payment", method) };
            let args = [("kind", movement(row).1.into()), ("method", method.into())];
            text_with("tx-by", &args)
        }
        (Area::Transactions, None) => movement(row).1,
        (Area::Events | Area::Hooks, _) => {
            row.word(Column::Type).map_or_else(|| text(&one(row.area)), |kind| word("event", kind))
        }
        _ => text(&one(row.area)),
    };
    let status = row.word(Column::Status).map(|value| status_word(row, Column::Status, value));
    (title, status)
}

fn one(area: Area) -> String {
    format!("{}-one", routes::words(area))
}

/// The name of a column in an area: the area's own, or the one it has everywhere.
pub fn column_name(area: Area, column: Column) -> String {
    let column = column.key().replace('_', "-");
    let own = format!("column-{}-{column}", routes::words(area));
    if l10n::has(&own) { text(&own) } else { text(&format!("column-{column}")) }
}

/// The sections of an object: what went wrong, money, linked objects, the rest.
pub fn sections(row: &ObjectRow, calendar: &Calendar) -> Vec<Section> {
    let mut money = Vec::new();
    let mut linked = Vec::new();
    let mut rest = Vec::new();
    for used in row.area.columns() {
        let column = used.column;
        let name = || column_name(row.area, column);
        match row.cell(column) {
            // The head and the line of the user have them.
            _ if matches!(column, Column::Id | Column::Status) => {}
            // What tells of the user and is not the object's own.
            _ if used.is_of_user() => {}
            Cell::Nothing => {}
            Cell::Money(value) => {
                let (number, currency) = amount(value, column == Column::Debited && leaves(row));
                money.push((name(), Fact::Money(number, currency)));
            }
            Cell::Link(id) => linked.push((name(), object(row, column, id))),
            Cell::Word(value) if is_status(column) => {
                rest.push((name(), Fact::Status(status_word(row, column, value))))
            }
            Cell::Word(value) => rest.push((name(), Fact::Words(value_word(row.area, column, value)))),
            Cell::Text(value) if value.trim().is_empty() => {}
            Cell::Text(value) => rest.push((name(), Fact::Words(value.clone()))),
            Cell::Moment(at) => rest.push((name(), Fact::Words(calendar.moment(at.0)))),
            Cell::Flag(yes) => rest.push((name(), Fact::Words(text(if *yes { "yes" } else { "no" })))),
        }
    }
    let all = [("detail-money", money), ("detail-linked", linked), ("detail-facts", rest)];
    let all = all.into_iter().filter(|(_, facts)| !facts.is_empty());
    all.map(|(title, facts)| Section { title: text(title), facts }).collect()
}

/// Why something failed, and with which code; `None` if it did not.
pub fn failure(row: &ObjectRow) -> Option<(String, String)> {
    let code = row.word(Column::ResultCode).filter(|_| row.area != Area::Disputes)?;
    if code.is_empty() || code == "000000" {
        return None;
    }
    let words = ResultCode::find(code).map_or_else(|| text("result-unknown"), |known| text(&known.message()));
    Some((words, code.to_owned()))
}

fn object(row: &ObjectRow, column: Column, id: &str) -> Fact {
    let area = match column {
        // Payouts and mandates tell of either in one place; what the id begins with tells them apart.
        Column::BankAccountId if id.starts_with(RECIPIENT) => Some(Area::Recipients),
        _ => column.leads_to().or_else(|| resource(row, column)),
    };
    let name = (column == Column::UserId).then(|| row.word(Column::Name)).flatten().filter(|name| !name.is_empty());
    Fact::Object {
        name: name.map(str::to_owned),
        id: id.to_owned(),
        path: area.map(|area| routes::object_path(area, id)),
    }
}

/// The list in which the object of an event is, by the event's type.
fn resource(row: &ObjectRow, column: Column) -> Option<Area> {
    if column != Column::ResourceId {
        return None;
    }
    let kind = row.word(Column::Type)?;
    let first = [
        ("DISPUTE_DOCUMENT_", None),
        ("KYC_", Some(Area::KycDocuments)),
        ("UBO_DECLARATION_", Some(Area::UboDeclarations)),
        ("IDENTITY_VERIFICATION_", Some(Area::IdvSessions)),
        ("DISPUTE_", Some(Area::Disputes)),
        ("MANDATE_", Some(Area::Mandates)),
        ("DEPOSIT_PREAUTHORIZATION_", Some(Area::Preauthorizations)),
        ("PREAUTHORIZATION_", Some(Area::Preauthorizations)),
        ("RECIPIENT_", Some(Area::Recipients)),
        ("REPORT_", Some(Area::Reports)),
        ("PAYIN_", Some(Area::Transactions)),
        ("PAYOUT_", Some(Area::Transactions)),
        ("TRANSFER_", Some(Area::Transactions)),
        ("INSTANT_", Some(Area::Transactions)),
        ("QUOTED_CONVERSION_", Some(Area::Transactions)),
        ("USER_", Some(Area::Users)),
        ("SCA_", Some(Area::Users)),
    ];
    first.into_iter().find(|(start, _)| kind.starts_with(start)).and_then(|(_, area)| area)
}

/// A list that leads to an object: what it is called, how its rows are counted, and its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// "Transactions, card".
    pub label: String,
    /// What counts them.
    pub query: ListQuery,
    /// Where they are listed.
    pub path: String,
}

/// The lists whose rows name an object of this area: found from the declarations, so that none is forgotten.
pub fn related(area: Area, id: &str) -> Vec<Related> {
    let mut all = Vec::new();
    for list in Area::ALL.iter().copied().filter(|list| !super::filters(*list).is_empty()) {
        for spec in super::filters(list).iter().filter(|spec| spec.column.kind() == Kind::Link) {
            let leads = spec.column.leads_to() == Some(area)
                || (spec.column == Column::BankAccountId && area == Area::Recipients)
                || (list == Area::Events && spec.column == Column::ResourceId);
            if !leads {
                continue;
            }
            all.push(Related::of(list, spec.column, id));
        }
    }
    all
}

/// The disputes on the card of a dispute, itself among them: a bank that sees one contested and the other not believes
/// neither (design, page of a dispute).
pub fn same_card(row: &ObjectRow) -> Option<Related> {
    let card = row.word(Column::CardId).filter(|_| row.area == Area::Disputes)?;
    Some(Related::of(Area::Disputes, Column::CardId, card))
}

impl Related {
    fn of(list: Area, column: Column, id: &str) -> Self {
        let filter = Filter { column, condition: Condition::AnyOf(vec![id.to_owned()]) };
        let args = [("list", text(&routes::title_key(list)).into()), ("column", column_name(list, column).into())];
        Self {
            label: text_with("detail-related", &args),
            query: ListQuery {
                area: list,
                filters: vec![filter.clone()],
                search: String::new(),
                sort: Sort { column: list.age(), direction: model::Direction::Descending },
                window: Window { offset: 0, limit: 0 },
            },
            path: ListState::address(routes::list_path(list), super::views(list), vec![filter]),
        }
    }
}
