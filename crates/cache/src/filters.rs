//! Filters of a list query as conditions of a statement.

use model::{Area, Column, Condition, Filter, Kind};
use sqlite::rusqlite::types::Value;

use crate::schema::{NO_VALUE, compared};
use crate::{CacheError, fold};

/// Values up to which a list is written out; a longer one is bound as one text, so that no limit on bound values is met.
const WRITTEN_OUT: usize = 16;

/// Where a condition is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// Of rows.
    Rows,
    /// Of counts by value, which hold a sign where rows hold nothing.
    Counts,
}

/// The conditions of a statement with their values.
#[derive(Default)]
pub(crate) struct Where {
    conditions: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Where {
    pub(crate) fn filters(area: Area, filters: &[Filter], of: Of) -> Result<Self, CacheError> {
        let mut found = Self::default();
        for filter in filters {
            found.filter(area, filter, of)?;
        }
        Ok(found)
    }

    /// `WHERE …`, or nothing.
    pub(crate) fn sql(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!("WHERE {}", self.conditions.join(" AND ")) }
    }

    pub(crate) fn and(&mut self, condition: String) {
        self.conditions.push(condition);
    }

    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn filter(&mut self, area: Area, filter: &Filter, of: Of) -> Result<(), CacheError> {
        let column = filter.column;
        if !area.uses(column).is_some_and(|used| used.filters) {
            return Err(CacheError::NotAColumn { area, column });
        }
        let name = compared(area, column);
        if of == Of::Counts {
            self.and(format!("{name} <> '{NO_VALUE}'"));
        }
        let misfit = || CacheError::ConditionDoesNotFit { column };
        if area == Area::Events && column == Column::UserId {
            let Condition::AnyOf(users) = &filter.condition else { return Err(misfit()) };
            self.of_users(&name, users);
            return Ok(());
        }
        match (&filter.condition, column.kind()) {
            (Condition::AnyOf(values), Kind::Word | Kind::Link) => self.any_of(&name, values.iter().cloned()),
            (Condition::AnyOf(values), Kind::Text) => self.any_of(&name, values.iter().map(|value| fold(value))),
            (Condition::Between(from, to), Kind::Moment | Kind::Money) => {
                if from.is_none() && to.is_none() {
                    self.and(format!("{name} IS NOT NULL"));
                }
                for (sign, end) in [(">=", from), ("<", to)] {
                    if let Some(end) = end {
                        let at = self.bind(*end);
                        self.and(format!("{name} {sign} {at}"));
                    }
                }
            }
            (Condition::Contains(text), Kind::Word | Kind::Link) => {
                let at = self.bind(text.trim().to_ascii_lowercase());
                self.and(format!("instr(lower({name}), {at}) > 0"));
            }
            (Condition::Contains(text), Kind::Text) => {
                let at = self.bind(fold(text));
                self.and(format!("instr({name}, {at}) > 0"));
            }
            (Condition::Is(wanted), Kind::Flag) => {
                let at = self.bind(i64::from(*wanted));
                self.and(format!("{name} = {at}"));
            }
            (Condition::AnyOf(_), Kind::Moment | Kind::Money | Kind::Flag)
            | (Condition::Between(..), Kind::Word | Kind::Text | Kind::Link | Kind::Flag)
            | (Condition::Contains(_), Kind::Moment | Kind::Money | Kind::Flag)
            | (Condition::Is(_), Kind::Word | Kind::Text | Kind::Link | Kind::Moment | Kind::Money) => {
                return Err(misfit());
            }
        }
        Ok(())
    }

    fn any_of(&mut self, name: &str, values: impl Iterator<Item = String>) {
        let values: Vec<String> = values.collect();
        if let [one] = values.as_slice() {
            let at = self.bind(one.clone());
            self.and(format!("{name} = {at}"));
        } else {
            let list = self.list(values);
            self.and(format!("{name} IN ({list})"));
        }
    }

    /// Events of users: of themselves and of whatever is theirs.
    fn of_users(&mut self, name: &str, users: &[String]) {
        let packed = self.bind(serde_json::Value::from_iter(users.iter().cloned()).to_string());
        let list = format!("SELECT value FROM json_each({packed})");
        let mut theirs = list.clone();
        let owned = Area::ALL.iter().filter(|area| !matches!(area, Area::Users | Area::Events));
        for area in owned.filter(|area| area.uses(Column::UserId).is_some()) {
            let user = compared(*area, Column::UserId);
            theirs += &format!(" UNION ALL SELECT id FROM {} WHERE {user} IN ({list})", area.key());
        }
        self.and(format!("{name} IN ({theirs})"));
    }

    fn list(&mut self, values: Vec<String>) -> String {
        if values.len() <= WRITTEN_OUT {
            let places: Vec<String> = values.into_iter().map(|value| self.bind(value)).collect();
            return places.join(", ");
        }
        let packed = self.bind(serde_json::Value::from_iter(values).to_string());
        format!("SELECT value FROM json_each({packed})")
    }
}
