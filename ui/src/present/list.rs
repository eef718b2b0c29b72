//! The state of a list as its address holds it: saved view, filters, search, order, open row.

use model::{Area, Column, Condition, Direction, Filter, Kind, ListQuery, Sort, Window};

use super::{Calendar, filters, query};

/// A saved view: a tab of a list.
#[derive(Debug, Clone, Copy)]
pub struct SavedView {
    /// Its name in addresses, and in the catalogue after the list's prefix and `view-`.
    pub id: &'static str,
    /// Its filters.
    pub filters: fn(&Calendar) -> Vec<Filter>,
    /// Its order.
    pub sort: Sort,
}

/// What can be asked of a column, and how its chip and its menu look.
#[derive(Debug, Clone, Copy)]
pub struct FilterSpec {
    /// The column.
    pub column: Column,
    /// The name's key in the catalogue.
    pub label: &'static str,
    /// What can be chosen.
    pub kind: FilterKind,
    /// Whether its chip stands there while it is not set.
    pub offered: bool,
}

/// What can be chosen in a filter.
#[derive(Debug, Clone, Copy)]
pub enum FilterKind {
    /// Any of these values; their words are `<prefix>-<value>`.
    AnyOf {
        /// The values.
        values: &'static [&'static str],
        /// The prefix of their words.
        prefix: &'static str,
    },
    /// Any of the countries.
    Country,
    /// From a day to a day.
    Days,
    /// From a day to a day, both in UTC, as the API's own days are.
    UtcDays,
    /// Yes or no.
    YesNo,
    /// From an amount to an amount, whatever the currency.
    Amount,
    /// One value that a link from another object set; nobody chooses it from a menu.
    Exactly,
}

/// What the address of a list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListState {
    /// The saved view it started from.
    pub view: &'static str,
    /// The view of one's own it started from, if it did. What such a view shows stands in the address itself.
    pub own: Option<String>,
    /// The filters in force.
    pub filters: Vec<Filter>,
    /// Whether they differ from the view's.
    pub changed: bool,
    /// The words searched for.
    pub search: String,
    /// The order.
    pub sort: Sort,
    /// The row open beside the list.
    pub open: Option<String>,
}

pub(super) const VIEW: &str = "view";
pub(super) const OWN: &str = "own";
pub(super) const SEARCH: &str = "q";
pub(super) const SORT: &str = "sort";
pub(super) const OPEN: &str = "open";
/// Set where the address carries the filters itself, so that "none" can be told from "the view's".
pub(super) const OWN_FILTERS: &str = "filters";

impl ListState {
    /// Reads an address; `get` gives a query value by name. What cannot be understood is left out.
    pub fn read(
        views: &'static [SavedView],
        specs: &[FilterSpec],
        calendar: &Calendar,
        get: impl Fn(&str) -> Option<String>,
    ) -> Option<Self> {
        let wanted = get(VIEW);
        let view = views.iter().find(|view| Some(view.id) == wanted.as_deref()).or(views.first())?;
        let of_view = (view.filters)(calendar);
        let filters = if get(OWN_FILTERS).is_some() {
            specs
                .iter()
                .filter_map(|spec| {
                    let condition = filters::read(spec.kind, &get(filters::name(spec.column))?)?;
                    Some(Filter { column: spec.column, condition })
                })
                .collect()
        } else {
            of_view.clone()
        };
        let sort = get(SORT).and_then(|text| read_sort(&text)).unwrap_or(view.sort);
        Some(Self {
            view: view.id,
            own: get(OWN).filter(|own| !own.is_empty()),
            changed: filters != of_view,
            filters,
            search: get(SEARCH).unwrap_or_default(),
            sort,
            open: get(OPEN).filter(|open| !open.is_empty()),
        })
    }

    /// The query of its address, without the question mark.
    pub fn write(&self, views: &[SavedView]) -> String {
        let own = self.own.clone().unwrap_or_default();
        let mut pairs = vec![(VIEW.to_owned(), self.view.to_owned()), (OWN.to_owned(), own)];
        if self.changed {
            pairs.push((OWN_FILTERS.to_owned(), "own".to_owned()));
            for filter in &self.filters {
                pairs.push((filters::name(filter.column).to_owned(), filters::write(&filter.condition)));
            }
        }
        if views.iter().all(|view| view.id != self.view || view.sort != self.sort) {
            pairs.push((SORT.to_owned(), write_sort(self.sort)));
        }
        pairs.push((SEARCH.to_owned(), self.search.clone()));
        pairs.push((OPEN.to_owned(), self.open.clone().unwrap_or_default()));
        query::join(&pairs)
    }

    /// The address of a list with these filters and no others.
    pub fn address(path: &str, views: &'static [SavedView], filters: Vec<Filter>) -> String {
        let Some(view) = views.iter().find(|view| view.id == "all").or(views.first()) else { return path.to_owned() };
        let search = String::new();
        let state = Self { view: view.id, own: None, changed: true, filters, search, sort: view.sort, open: None };
        format!("{path}?{}", state.write(views))
    }

    /// The same with another saved view: its filters and order, the search kept.
    pub fn with_view(&self, view: &SavedView, calendar: &Calendar) -> Self {
        Self {
            view: view.id,
            own: None,
            filters: (view.filters)(calendar),
            changed: false,
            search: self.search.clone(),
            sort: view.sort,
            open: None,
        }
    }

    /// The same with a filter set, replaced or (with `None`) removed.
    pub fn with_filter(&self, column: Column, condition: Option<Condition>) -> Self {
        let mut state = self.clone();
        let at = state.filters.iter().position(|filter| filter.column == column);
        match (at, condition) {
            (Some(at), Some(condition)) => state.filters[at].condition = condition,
            (None, Some(condition)) => state.filters.push(Filter { column, condition }),
            (Some(at), None) => {
                state.filters.remove(at);
            }
            (None, None) => {}
        }
        state.changed = true;
        state.open = None;
        state
    }

    /// The same with another order: the other way round if it is by this column already. Times begin with the newest.
    pub fn with_sort(&self, column: Column) -> Self {
        let direction = match (self.sort.column == column, self.sort.direction) {
            (true, Direction::Ascending) => Direction::Descending,
            (true, Direction::Descending) => Direction::Ascending,
            (false, _) if is_time(column) => Direction::Descending,
            (false, _) => Direction::Ascending,
        };
        Self { sort: Sort { column, direction }, ..self.clone() }
    }

    /// The condition on a column.
    pub fn condition(&self, column: Column) -> Option<&Condition> {
        self.filters.iter().find(|filter| filter.column == column).map(|filter| &filter.condition)
    }

    /// The query for a window of rows.
    pub fn query(&self, area: Area, offset: u32, limit: u32) -> ListQuery {
        ListQuery {
            area,
            filters: self.filters.clone(),
            search: self.search.trim().to_owned(),
            sort: self.sort,
            window: Window { offset, limit },
        }
    }

    /// Whether two states ask for the same rows in the same order.
    pub fn same_rows(&self, other: &Self) -> bool {
        self.filters == other.filters && self.search.trim() == other.search.trim() && self.sort == other.sort
    }
}

fn is_time(column: Column) -> bool {
    column.kind() == Kind::Moment
}

pub(super) fn read_sort(text: &str) -> Option<Sort> {
    let (direction, name) = match text.strip_prefix('-') {
        Some(name) => (Direction::Descending, name),
        None => (Direction::Ascending, text),
    };
    Some(Sort { column: filters::column(name)?, direction })
}

fn write_sort(sort: Sort) -> String {
    let sign = if sort.direction == Direction::Descending { "-" } else { "" };
    format!("{sign}{}", filters::name(sort.column))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::present::documents;

    fn calendar() -> Calendar {
        Calendar::with_zone(1_795_513_320, |_| 60)
    }

    fn read(text: &str) -> ListState {
        let pairs: BTreeMap<String, String> = text
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        ListState::read(documents::VIEWS, documents::FILTERS, &calendar(), |name| pairs.get(name).cloned()).unwrap()
    }

    #[test]
    fn an_empty_address_is_the_first_view() {
        let state = read("");
        assert_eq!((state.view, state.changed), ("to-fix", false));
        assert_eq!(state.write(documents::VIEWS), "view=to-fix");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let state = read("")
            .with_filter(Column::Type, Some(Condition::AnyOf(vec!["IDENTITY_PROOF".into(), "ADDRESS_PROOF".into()])))
            .with_filter(Column::Replaced, None)
            .with_filter(Column::Created, Some(Condition::Between(Some(1_790_000_000), None)))
            .with_sort(Column::Name);
        let text = state.write(documents::VIEWS);
        let mut again = read(&text);
        again.filters.sort_by_key(|filter| filter.column);
        let mut before = state.clone();
        before.filters.sort_by_key(|filter| filter.column);
        assert_eq!(again, before, "{text}");
    }

    #[test]
    fn removing_every_filter_is_not_the_views_own_filters() {
        let state = read("").with_filter(Column::Status, None).with_filter(Column::Replaced, None);
        assert!(read(&state.write(documents::VIEWS)).filters.is_empty());
    }

    #[test]
    fn a_second_press_turns_the_order_round() {
        let once = read("").with_sort(Column::Name);
        assert_eq!(once.sort.direction, Direction::Ascending);
        assert_eq!(once.with_sort(Column::Name).sort.direction, Direction::Descending);
        assert_eq!(once.with_sort(Column::Created).sort.direction, Direction::Descending, "the newest first");
    }

    #[test]
    fn nonsense_in_an_address_is_left_out() {
        let state = read("view=nowhere&filters=own&created=soon&replaced=perhaps&sort=-colour");
        assert_eq!(state.view, "to-fix");
        assert!(state.filters.is_empty());
    }
}
