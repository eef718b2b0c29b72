//! What a list should answer, from rows in memory.

use std::collections::{BTreeMap, BTreeSet};

use cache::fold;
use model::{Area, Cell, Column, Condition, Filter, Kind};

/// Values of a column that are asked for one by one.
const VALUES: usize = 8;

/// A row as it should be.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub(super) id: String,
    pub(super) cells: BTreeMap<Column, Cell>,
    /// Of an event: the users whose it is.
    pub(super) users: BTreeSet<String>,
}

impl Seen {
    pub(super) fn cell(&self, column: Column) -> &Cell {
        self.cells.get(&column).unwrap_or(&Cell::Nothing)
    }
}

/// Whose each object is, whatever its list.
pub(super) struct Owned(BTreeMap<String, String>);

impl Owned {
    pub(super) fn of(truth: &BTreeMap<Area, BTreeMap<String, Seen>>) -> Self {
        let rows = truth.iter().filter(|(area, _)| **area != Area::Events).flat_map(|(_, rows)| rows.values());
        let pairs = rows.filter_map(|seen| Some((seen.id.clone(), seen.cell(Column::UserId).as_str()?.to_owned())));
        Self(pairs.collect())
    }

    /// Users who have events, through their objects or themselves.
    fn users(&self, events: &BTreeMap<String, Seen>) -> Vec<String> {
        let resources = events.values().filter_map(|event| event.cell(Column::ResourceId).as_str());
        let users: BTreeSet<String> = resources.filter_map(|id| self.0.get(id)).cloned().collect();
        users.into_iter().take(VALUES).collect()
    }
}

/// Whether a row passes a filter.
pub(super) fn holds(area: Area, seen: &Seen, filter: &Filter) -> bool {
    let within = |number: i64, from: Option<i64>, to: Option<i64>| {
        from.is_none_or(|from| number >= from) && to.is_none_or(|to| number < to)
    };
    if let (Area::Events, Column::UserId, Condition::AnyOf(users)) = (area, filter.column, &filter.condition) {
        return users.iter().any(|user| seen.users.contains(user));
    }
    match (&filter.condition, seen.cell(filter.column)) {
        (_, Cell::Nothing) => false,
        (Condition::AnyOf(values), Cell::Text(text)) => values.iter().any(|value| fold(value) == fold(text)),
        (Condition::AnyOf(values), Cell::Word(text) | Cell::Link(text)) => values.contains(text),
        (Condition::Contains(asked), Cell::Text(text)) => fold(text).contains(&fold(asked)),
        (Condition::Contains(asked), Cell::Word(text) | Cell::Link(text)) => {
            text.to_ascii_lowercase().contains(&asked.to_ascii_lowercase())
        }
        (Condition::Between(from, to), Cell::Moment(at)) => within(at.0, *from, *to),
        (Condition::Between(from, to), Cell::Money(money)) => within(money.amount, *from, *to),
        (Condition::Is(wanted), Cell::Flag(yes)) => wanted == yes,
        other => panic!("a filter that does not fit: {other:?}"),
    }
}

/// What a cell is put in order by: nothing first, texts folded, amounts by their minor units.
pub(super) fn key(cell: &Cell) -> (u8, i64, String) {
    match cell {
        Cell::Nothing => (0, 0, String::new()),
        Cell::Word(text) | Cell::Link(text) => (1, 0, text.clone()),
        Cell::Text(text) => (1, 0, fold(text)),
        Cell::Moment(at) => (1, at.0, String::new()),
        Cell::Money(money) => (1, money.amount, String::new()),
        Cell::Flag(yes) => (1, i64::from(*yes), String::new()),
    }
}

/// What is asked of a column: its values one by one, some together, pieces of them, parts of their range.
pub(super) fn conditions(area: Area, column: Column, truth: &BTreeMap<String, Seen>, owned: &Owned) -> Vec<Condition> {
    if (area, column) == (Area::Events, Column::UserId) {
        return owned.users(truth).into_iter().map(|user| Condition::AnyOf(vec![user])).collect();
    }
    let told = truth.values().map(|seen| seen.cell(column));
    match column.kind() {
        Kind::Word | Kind::Text | Kind::Link => {
            let values: BTreeSet<&str> = told.filter_map(Cell::as_str).collect();
            let step = (values.len() / VALUES).max(1);
            let some: Vec<String> = values.into_iter().step_by(step).take(VALUES).map(str::to_owned).collect();
            let mut all: Vec<Condition> = some.iter().map(|value| Condition::AnyOf(vec![value.clone()])).collect();
            if let [first, .., last] = some.as_slice() {
                all.push(Condition::AnyOf(vec![first.clone(), last.clone()]));
                let letters: Vec<char> = last.chars().collect();
                let middle: String = letters.iter().skip(letters.len() / 3).take(4).collect();
                all.push(Condition::Contains(middle.to_uppercase()));
            }
            all.push(Condition::AnyOf(vec!["NOBODY_HAS_THIS".to_owned()]));
            all
        }
        Kind::Moment | Kind::Money => {
            let mut numbers: Vec<i64> = told
                .filter_map(|cell| match cell {
                    Cell::Moment(at) => Some(at.0),
                    Cell::Money(money) => Some(money.amount),
                    _ => None,
                })
                .collect();
            numbers.sort_unstable();
            let at = |part: usize| numbers.get(numbers.len() * part / 4).copied();
            vec![
                Condition::Between(at(2), None),
                Condition::Between(None, at(2)),
                Condition::Between(at(1), at(3)),
                Condition::Between(None, None),
            ]
        }
        Kind::Flag => vec![Condition::Is(true), Condition::Is(false)],
    }
}
