//! The one executor of list queries: a `ListQuery` becomes one statement over one table.

use model::{Area, Column, Condition, Direction, Filter, ListQuery, Window};
use sqlite::rusqlite::types::Value;
use sqlite::rusqlite::{Transaction, params_from_iter};

use crate::records::{self, DOCUMENT, EVENT, USER};
use crate::{CacheError, Page, Records, apply, fold, search};

/// What a column holds, and so what may be asked of it.
#[derive(Clone, Copy)]
enum Holds {
    /// Ids and words of the API, ASCII, compared as they are; `Contains` ignores case.
    Word,
    /// Text of people, compared folded: the name of the folded column.
    Folded,
    /// A moment.
    Moment,
    /// Yes or no.
    Bool,
    /// On events: the user that the object is or belongs to. It can only be filtered.
    Owner,
}

/// The SQL column behind a column of an area, always a name from this table.
fn column(area: Area, column: Column) -> Result<(&'static str, Holds), CacheError> {
    use Holds::{Bool, Folded, Moment, Owner, Word};
    let found = match (area, column) {
        (Area::Users | Area::KycDocuments | Area::Events, Column::Id) => ("id", Word),
        (Area::Users, Column::UserId) => ("id", Word),
        (Area::Users, Column::Name) => ("name_folded", Folded),
        (Area::Users, Column::Email) => ("email_folded", Folded),
        (Area::Users | Area::KycDocuments, Column::Tag) => ("tag_folded", Folded),
        (Area::Users | Area::KycDocuments, Column::Status) => ("status", Word),
        (Area::Users | Area::KycDocuments, Column::Created) => ("created", Moment),
        (Area::Users, Column::PersonType | Column::Type) => ("person_type", Word),
        (Area::Users, Column::LegalForm) => ("legal_form", Word),
        (Area::Users, Column::Category) => ("category", Word),
        (Area::Users, Column::KycLevel) => ("kyc_level", Word),
        (Area::Users, Column::Country) => ("country", Word),
        (Area::KycDocuments, Column::UserId) => ("user_id", Word),
        (Area::KycDocuments, Column::Name) => ("user_name_folded", Folded),
        (Area::KycDocuments, Column::Email) => ("user_email_folded", Folded),
        (Area::KycDocuments | Area::Events, Column::Type) => ("type", Word),
        (Area::KycDocuments, Column::Processed) => ("processed", Moment),
        (Area::KycDocuments, Column::RefusedReason) => ("refused_reason", Word),
        (Area::KycDocuments, Column::Replaced) => ("replaced", Bool),
        (Area::KycDocuments, Column::PersonType) => ("user_person_type", Word),
        (Area::KycDocuments, Column::LegalForm) => ("user_legal_form", Word),
        (Area::KycDocuments, Column::Category) => ("user_category", Word),
        (Area::KycDocuments, Column::KycLevel) => ("user_kyc_level", Word),
        (Area::KycDocuments, Column::Country) => ("user_country", Word),
        (Area::Events, Column::Date) => ("date", Moment),
        (Area::Events, Column::UserId) => ("resource_id", Owner),
        (Area::Users, Column::Processed | Column::RefusedReason | Column::Replaced | Column::Date)
        | (Area::KycDocuments, Column::Date)
        | (
            Area::Events,
            Column::Name
            | Column::Email
            | Column::Tag
            | Column::Status
            | Column::Created
            | Column::Processed
            | Column::RefusedReason
            | Column::Replaced
            | Column::PersonType
            | Column::LegalForm
            | Column::Category
            | Column::KycLevel
            | Column::Country,
        ) => return Err(CacheError::NotAColumn { area, column }),
    };
    Ok(found)
}

/// The condition part of a statement with its values.
struct Where {
    sql: String,
    values: Vec<Value>,
}

impl Where {
    fn of(query: &ListQuery) -> Result<Self, CacheError> {
        let mut found = Self { sql: "WHERE true".to_owned(), values: Vec::new() };
        for filter in &query.filters {
            found.filter(query.area, filter)?;
        }
        found.search(query.area, &query.search);
        Ok(found)
    }

    fn filter(&mut self, area: Area, filter: &Filter) -> Result<(), CacheError> {
        let (name, holds) = column(area, filter.column)?;
        match (&filter.condition, holds) {
            (Condition::AnyOf(values), Holds::Word) => self.any_of(name, values.iter().cloned()),
            (Condition::AnyOf(values), Holds::Folded) => self.any_of(name, values.iter().map(|value| fold(value))),
            (Condition::AnyOf(values), Holds::Owner) => {
                let list = self.list(values.iter().cloned());
                // Values are bound by number, so that the list can be named twice.
                self.sql +=
                    &format!(" AND ({name} IN {list} OR {name} IN (SELECT id FROM documents WHERE user_id IN {list}))");
            }
            (Condition::Between(from, to), Holds::Moment) => {
                self.sql += &format!(" AND {name} IS NOT NULL");
                for (sign, end) in [(">=", from), ("<", to)] {
                    if let Some(end) = end {
                        let at = self.bind(*end);
                        self.sql += &format!(" AND {name} {sign} {at}");
                    }
                }
            }
            (Condition::Contains(text), Holds::Word) => {
                let at = self.bind(text.trim().to_ascii_lowercase());
                self.sql += &format!(" AND instr(lower({name}), {at}) > 0");
            }
            (Condition::Contains(text), Holds::Folded) => {
                let at = self.bind(fold(text));
                self.sql += &format!(" AND instr({name}, {at}) > 0");
            }
            (Condition::Is(wanted), Holds::Bool) => {
                let at = self.bind(i64::from(*wanted));
                self.sql += &format!(" AND {name} = {at}");
            }
            (Condition::AnyOf(_), Holds::Moment | Holds::Bool)
            | (Condition::Between(..), Holds::Word | Holds::Folded | Holds::Bool | Holds::Owner)
            | (Condition::Contains(_), Holds::Moment | Holds::Bool | Holds::Owner)
            | (Condition::Is(_), Holds::Word | Holds::Folded | Holds::Moment | Holds::Owner) => {
                return Err(CacheError::ConditionDoesNotFit { column: filter.column });
            }
        }
        Ok(())
    }

    fn search(&mut self, area: Area, words: &str) {
        let text = match area {
            Area::Users => "users_text",
            Area::KycDocuments => "documents_text",
            // Events have no words of people: type and object are looked through.
            Area::Events => {
                for word in fold(words).split(' ').filter(|word| !word.is_empty()) {
                    let at = self.bind(word.to_owned());
                    self.sql += &format!(" AND instr(lower(type || ' ' || resource_id), {at}) > 0");
                }
                return;
            }
        };
        if let Some(expression) = search::expression(words) {
            let at = self.bind(expression);
            self.sql += &format!(" AND row IN (SELECT rowid FROM {text} WHERE {text} MATCH {at})");
        }
    }

    fn any_of(&mut self, name: &str, values: impl Iterator<Item = String>) {
        let list = self.list(values);
        self.sql += &format!(" AND {name} IN {list}");
    }

    /// However many values: one bound text, unpacked by SQLite, so that no limit on bound values is met.
    fn list(&mut self, values: impl Iterator<Item = String>) -> String {
        let packed = serde_json::Value::from_iter(values).to_string();
        let at = self.bind(packed);
        format!("(SELECT value FROM json_each({at}))")
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }
}

fn table(area: Area) -> (&'static str, &'static str) {
    match area {
        Area::Users => ("users", USER),
        Area::KycDocuments => ("documents", DOCUMENT),
        Area::Events => ("events", EVENT),
    }
}

/// How many rows match; window and order do not count.
pub(crate) fn count(tx: &Transaction<'_>, query: &ListQuery) -> Result<u64, CacheError> {
    let (table, _) = table(query.area);
    let Where { sql, values } = Where::of(query)?;
    let total: i64 = tx
        .prepare_cached(&format!("SELECT count(*) FROM {table} {sql}"))?
        .query_row(params_from_iter(values), |row| row.get(0))?;
    Ok(total.unsigned_abs())
}

/// The rows in the window, the total, and the generation, all of one snapshot. Rows without a value in the sorted
/// column come first when ascending; ids break ties in the same direction.
pub(crate) fn list(tx: &Transaction<'_>, query: &ListQuery) -> Result<Page, CacheError> {
    let (table, columns) = table(query.area);
    let (order, holds) = column(query.area, query.sort.column)?;
    if matches!(holds, Holds::Owner) {
        return Err(CacheError::NotAColumn { area: query.area, column: query.sort.column });
    }
    let direction = match query.sort.direction {
        Direction::Ascending => "ASC",
        Direction::Descending => "DESC",
    };
    let mut found = Where::of(query)?;
    let limit = found.bind(i64::from(query.window.limit.min(Window::MOST)));
    let offset = found.bind(i64::from(query.window.offset));
    let sql = format!(
        "SELECT {columns} FROM {table} {} ORDER BY {order} {direction}, id {direction} LIMIT {limit} OFFSET {offset}",
        found.sql
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let values = params_from_iter(found.values);
    let records = match query.area {
        Area::Users => Records::Users(statement.query_map(values, records::user)?.collect::<Result<_, _>>()?),
        Area::KycDocuments => {
            Records::Documents(statement.query_map(values, records::document)?.collect::<Result<_, _>>()?)
        }
        Area::Events => Records::Events(statement.query_map(values, records::event)?.collect::<Result<_, _>>()?),
    };
    Ok(Page { total: count(tx, query)?, generation: apply::generation(tx, query.area)?, records })
}
