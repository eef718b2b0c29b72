//! The one executor of list queries, for every area: first the numbers of the rows in the window, from an index where
//! one serves, then the rows themselves.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use model::{Area, Column, Condition, Direction, ListQuery, Listing, Total, Window};
use sqlite::rusqlite::types::Value;
use sqlite::rusqlite::{Transaction, params_from_iter};

use crate::filters::{Of, Where};
use crate::plan::{self, AT_ONCE, Known, Want};
use crate::records::{self, DOCUMENT, EVENT, USER};
use crate::schema::compared;
use crate::walk::broken_off;
use crate::words::Words;
use crate::{CacheError, Page, Records, apply, rows, totals};

/// Rows found by words up to which they are listed by number.
const MOST_LISTED: u32 = 2_000;
/// Steps of SQLite's machine after which a count looks whether it is still wanted: well under a millisecond.
pub(crate) const STEPS: i32 = 20_000;

/// A query made ready: its conditions, and what is known of it beforehand.
struct Ready {
    found: Where,
    /// How many rows match, if the kept counts tell.
    total: Option<u64>,
    /// How many rows the search words left.
    listed: Option<u64>,
    /// Whether there are search words.
    searched: bool,
}

fn ready(tx: &Transaction<'_>, query: &ListQuery, words: Option<&Words>) -> Result<Ready, CacheError> {
    let Some(words) = words else { return among(tx, query, None, None) };
    match words.list(tx, MOST_LISTED)? {
        Some(numbers) => among(tx, query, Some(words), Some(numbers)),
        None => among(tx, query, Some(words), None),
    }
}

/// Ready, where the words are looked up already: perhaps they left few rows.
fn among(
    tx: &Transaction<'_>,
    query: &ListQuery,
    words: Option<&Words>,
    numbers: Option<Vec<i64>>,
) -> Result<Ready, CacheError> {
    let mut found = Where::filters(query.area, &query.filters, Of::Rows)?;
    let listed = numbers.as_ref().map(|numbers| numbers.len() as u64);
    match (numbers, words) {
        (Some(numbers), _) => {
            let packed = found.bind(serde_json::Value::from_iter(numbers).to_string());
            found.and(format!("row IN (SELECT value FROM json_each({packed}))"));
        }
        (None, Some(words)) => words.condition(&mut found),
        (None, None) => {}
    }
    let nothing = query.filters.iter().any(|filter| filter.condition == Condition::AnyOf(Vec::new()));
    let total = match listed {
        _ if nothing => Some(0),
        Some(listed) if query.filters.is_empty() => Some(listed),
        Some(_) => None,
        None if words.is_some() => None,
        None => totals::known(tx, query)?,
    };
    Ok(Ready { found, total, listed, searched: words.is_some() })
}

/// As the whole query says, search field and all.
fn asked(tx: &Transaction<'_>, query: &ListQuery) -> Result<(Option<u64>, Vec<i64>), CacheError> {
    window(tx, query, Words::of(query.area, &query.search).as_ref())
}

/// The numbers of the rows in the window, and the total as far as it is known without counting.
pub(crate) fn window(
    tx: &Transaction<'_>,
    query: &ListQuery,
    words: Option<&Words>,
) -> Result<(Option<u64>, Vec<i64>), CacheError> {
    walk(tx, query, ready(tx, query, words)?)
}

/// As [`window`], of these rows alone.
pub(crate) fn window_among(tx: &Transaction<'_>, query: &ListQuery, numbers: Vec<i64>) -> Result<Vec<i64>, CacheError> {
    Ok(walk(tx, query, among(tx, query, None, Some(numbers))?)?.1)
}

fn walk(tx: &Transaction<'_>, query: &ListQuery, ready: Ready) -> Result<(Option<u64>, Vec<i64>), CacheError> {
    let (area, column) = (query.area, sortable(query)?);
    let Ready { mut found, total, listed, searched } = ready;
    let offset = u64::from(query.window.offset);
    let limit = u64::from(query.window.limit.min(Window::MOST));
    let inside = total.map_or(limit, |total| total.saturating_sub(offset).min(limit));
    if inside == 0 {
        return Ok((total, Vec::new()));
    }
    // The window is walked to from the nearer end.
    let behind = total.map(|total| total - offset - inside).filter(|behind| *behind < offset);
    let passed = behind.unwrap_or(offset);
    let plan = plan::choose(tx, query, Want::Rows(passed + inside), &Known { total, listed, searched })?;
    let ascending = (query.sort.direction == Direction::Ascending) != behind.is_some();
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let (limit_at, offset_at) = (found.bind(number(inside)), found.bind(number(passed)));
    let sql = format!(
        "SELECT row FROM {} {} {} ORDER BY {} LIMIT {limit_at} OFFSET {offset_at}",
        area.key(),
        plan.hint,
        found.sql(),
        order(area, column, if ascending { "ASC" } else { "DESC" })
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let numbers = statement.query_map(params_from_iter(found.values), |row| row.get(0))?;
    let mut numbers = numbers.collect::<Result<Vec<i64>, _>>()?;
    if behind.is_some() {
        numbers.reverse();
    }
    let got = numbers.len() as u64;
    // A window that was not filled shows where the rows end.
    let ended = got < inside && (got > 0 || offset == 0);
    Ok((total.or(ended.then_some(offset + got)), numbers))
}

/// Column, age, number: one direction for all, so that an index serves both.
fn order(area: Area, column: Column, direction: &str) -> String {
    if column == Column::Id {
        return format!("id {direction}");
    }
    let age = (column != area.age()).then(|| area.age());
    let columns = std::iter::once(column).chain(age).map(|column| compared(area, column));
    columns.chain(["row".to_owned()]).map(|name| format!("{name} {direction}")).collect::<Vec<_>>().join(", ")
}

/// The rows in the window, of one snapshot. The total is told where it is kept or quickly counted.
pub(crate) fn listing(tx: &Transaction<'_>, query: &ListQuery) -> Result<Listing, CacheError> {
    let (total, numbers) = asked(tx, query)?;
    let total = match total {
        Some(total) => Total::Known(total),
        None => counted(tx, query, Some(AT_ONCE), None)?.map_or(Total::Counting, Total::Known),
    };
    Ok(Listing { total, generation: apply::generation(tx, query.area)?, rows: rows::read(tx, query.area, &numbers)? })
}

/// How many rows match; window and order do not count. `stop` ends it early, with [`CacheError::Stopped`].
pub(crate) fn count(
    tx: &Transaction<'_>,
    query: &ListQuery,
    stop: Option<&Arc<AtomicBool>>,
) -> Result<u64, CacheError> {
    Ok(counted(tx, query, None, stop)?.unwrap_or_default())
}

/// Counts, unless that is dearer than `most`.
fn counted(
    tx: &Transaction<'_>,
    query: &ListQuery,
    most: Option<f64>,
    stop: Option<&Arc<AtomicBool>>,
) -> Result<Option<u64>, CacheError> {
    let words = Words::of(query.area, &query.search);
    let Ready { found, total, listed, searched } = ready(tx, query, words.as_ref())?;
    if total.is_some() {
        return Ok(total);
    }
    let plan = plan::choose(tx, query, Want::Count, &Known { total: None, listed, searched })?;
    if most.is_some_and(|most| plan.cost > most) {
        return Ok(None);
    }
    let sql = format!("SELECT count(*) FROM {} {} {}", query.area.key(), plan.hint, found.sql());
    if let Some(stop) = stop {
        let stop = Arc::clone(stop);
        tx.progress_handler(STEPS, Some(move || stop.load(Ordering::Relaxed)))?;
    }
    let outcome = tx
        .prepare_cached(&sql)
        .and_then(|mut statement| statement.query_row(params_from_iter(found.values), |row| row.get::<_, i64>(0)));
    if stop.is_some() {
        tx.progress_handler(0, None::<fn() -> bool>)?;
    }
    outcome.map(|total| Some(total.unsigned_abs())).map_err(broken_off)
}

/// Hands out the numbers of all rows in order, `at_once` of them at a time; the query's window does not count.
pub(crate) fn through<E: From<CacheError>>(
    tx: &Transaction<'_>,
    query: &ListQuery,
    at_once: usize,
    mut take: impl FnMut(&[i64]) -> Result<(), E>,
) -> Result<(), E> {
    let Some((sql, values)) = whole(tx, query)? else { return Ok(()) };
    let failed = |error| E::from(broken_off(error));
    let mut statement = tx.prepare(&sql).map_err(failed)?;
    let mut found = statement.query(params_from_iter(values)).map_err(failed)?;
    let mut numbers = Vec::with_capacity(at_once);
    while let Some(row) = found.next().map_err(failed)? {
        numbers.push(row.get(0).map_err(failed)?);
        if numbers.len() == at_once {
            take(&numbers)?;
            numbers.clear();
        }
    }
    if numbers.is_empty() { Ok(()) } else { take(&numbers) }
}

/// The statement that tells the numbers of all rows in order; `None` if there are none, which no index may be asked.
fn whole(tx: &Transaction<'_>, query: &ListQuery) -> Result<Option<(String, Vec<Value>)>, CacheError> {
    let column = sortable(query)?;
    let Ready { found, total, listed, searched } = ready(tx, query, Words::of(query.area, &query.search).as_ref())?;
    if total == Some(0) {
        return Ok(None);
    }
    let plan =
        plan::choose(tx, query, Want::Rows(total.unwrap_or(u64::from(u32::MAX))), &Known { total, listed, searched })?;
    let direction = if query.sort.direction == Direction::Ascending { "ASC" } else { "DESC" };
    let order = order(query.area, column, direction);
    let sql = format!("SELECT row FROM {} {} {} ORDER BY {order}", query.area.key(), plan.hint, found.sql());
    Ok(Some((sql, found.values)))
}

/// The column that the rows are in order of.
fn sortable(query: &ListQuery) -> Result<Column, CacheError> {
    let (area, column) = (query.area, query.sort.column);
    match area.uses(column) {
        Some(used) if used.sorts => Ok(column),
        _ => Err(CacheError::NotAColumn { area, column }),
    }
}

/// As [`listing`], for the areas whose rows have a shape of their own.
pub(crate) fn list(tx: &Transaction<'_>, query: &ListQuery) -> Result<Page, CacheError> {
    let (total, numbers) = asked(tx, query)?;
    let total = total.map_or_else(|| count(tx, query, None), Ok)?;
    let records = match query.area {
        Area::Users => Records::Users(each(tx, "users", USER, &numbers, records::user)?),
        Area::KycDocuments => Records::Documents(each(tx, "documents", DOCUMENT, &numbers, records::document)?),
        Area::Events => Records::Events(each(tx, "events", EVENT, &numbers, records::event)?),
        area => return Err(CacheError::NoRecords { area }),
    };
    Ok(Page { total, generation: apply::generation(tx, query.area)?, records })
}

fn each<T>(
    tx: &Transaction<'_>,
    table: &str,
    columns: &str,
    numbers: &[i64],
    read: fn(&sqlite::rusqlite::Row<'_>) -> sqlite::rusqlite::Result<T>,
) -> Result<Vec<T>, CacheError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {columns} FROM {table} WHERE row = ?1"))?;
    numbers.iter().map(|number| statement.query_row([number], read).map_err(CacheError::from)).collect()
}
