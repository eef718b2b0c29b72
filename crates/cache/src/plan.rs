//! Which way through the table a list query takes. SQLite knows nothing of how values are spread; the kept counts do,
//! so the choice is made here and SQLite is told (`INDEXED BY`).

use model::{Area, Column, Condition, Filter, Kind, ListQuery};
use sqlite::rusqlite::{Transaction, params_from_iter};

use crate::CacheError;
use crate::filters::{Of, Where};
use crate::schema::{self, Index};
use crate::totals;

/// Costs, in steps over one entry of an index. Measured in SQLCipher: a page takes some 15 µs to decrypt and holds some
/// 60 entries; reading a row by its number is a page of its own.
const READ: f64 = 40.0;
/// Reading the table from one end to the other: rows lie next to each other, but are longer than entries.
const SCAN: f64 = 4.0;
/// Putting one row in order in memory.
const SORT: f64 = 1.5;
/// How far an index is looked into to learn how many rows a filter leaves.
const PROBE: u64 = 2_000;
/// Rows looked at to learn what part of all a filter leaves, where no count and no short index tells. They are the same
/// ones each time, spread over the table, so that they stay in the page cache.
const SAMPLE: u64 = 128;
/// Tables below this size are not sampled: any way through them is short.
const WORTH_SAMPLING: f64 = 10_000.0;
/// A count that costs no more is made at once; a dearer one is a reply of its own.
pub(crate) const AT_ONCE: f64 = 12_000.0;

/// The way, and about how dear it is.
pub(crate) struct Plan {
    /// `INDEXED BY …`, or nothing where SQLite sees the only way by itself.
    pub(crate) hint: String,
    pub(crate) cost: f64,
}

/// What is asked of a plan.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Want {
    /// So many rows from one end of the order.
    Rows(u64),
    /// All that match, in no order.
    Count,
}

/// What is known of a query beforehand.
pub(crate) struct Known {
    /// How many rows match.
    pub(crate) total: Option<u64>,
    /// How many rows the search words left, where those are few enough to be listed by number.
    pub(crate) listed: Option<u64>,
    /// Whether there are search words.
    pub(crate) searched: bool,
}

/// A filter with what is known of it.
struct Estimate<'a> {
    filter: &'a Filter,
    rows: f64,
    /// Whether its index narrows the way to these rows.
    narrows: bool,
    /// Whether the rows found through its index have one value in it, and so are in the order of age.
    single: bool,
}

/// Chooses.
pub(crate) fn choose(tx: &Transaction<'_>, query: &ListQuery, want: Want, known: &Known) -> Result<Plan, CacheError> {
    let Known { total, listed, searched } = *known;
    let area = query.area;
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let float = |number: u64| number as f64;
    let all = float(totals::about_all(tx, area)?).max(1.0);
    let estimates = query.filters.iter().map(|filter| estimate(tx, area, filter, all));
    let estimates = estimates.collect::<Result<Vec<_>, _>>()?;
    let mut matching = estimates.iter().fold(all, |rows, one| rows * (one.rows / all).min(1.0));
    if let Some(listed) = listed {
        matching *= (float(listed) / all).min(1.0);
    }
    let matching = total.map_or(matching, float).max(1.0);

    let (sorted, need) = match want {
        Want::Rows(need) => (Some(query.sort.column), float(need)),
        Want::Count => (None, f64::INFINITY),
    };
    let mut best = Plan {
        hint: "NOT INDEXED".to_owned(),
        cost: all * SCAN + if sorted.is_some() { matching * SORT } else { 0.0 },
    };
    let mut offer = |hint: String, cost: f64| {
        if cost < best.cost {
            best = Plan { hint, cost };
        }
    };
    if sorted == Some(Column::Id) {
        offer(String::new(), (need * all / matching).min(all) * if query.filters.is_empty() { 1.0 } else { READ });
    }
    if let Some(listed) = listed {
        offer("NOT INDEXED".to_owned(), float(listed) * READ + matching * SORT);
    }
    for filter in &query.filters {
        match (area, filter.column, &filter.condition) {
            // Ids are found through their being unique.
            (_, Column::Id, Condition::AnyOf(ids)) | (Area::Users, Column::UserId, Condition::AnyOf(ids)) => {
                offer(String::new(), float(ids.len() as u64) * READ);
            }
            (Area::Events, Column::UserId, _) => offer("INDEXED BY events_by_resource".to_owned(), float(PROBE)),
            _ => {}
        }
    }
    for index in schema::indexes(area) {
        let own = estimates.iter().find(|one| one.filter.column == index.column && one.narrows);
        // One value, then the age: a second filter on the age narrows the way through the same index.
        let aged = estimates.iter().find(|one| one.filter.column == area.age() && one.narrows);
        let part = match (own, aged) {
            (Some(own), Some(aged)) if own.single && index.column != area.age() => (aged.rows / all).min(1.0),
            _ => 1.0,
        };
        let rows = own.map_or(all, |one| one.rows * part);
        let ordered = match sorted {
            None => true,
            Some(sorted) if sorted == index.column => true,
            Some(sorted) => sorted == area.age() && own.is_some_and(|one| one.single),
        };
        let knows_filters =
            (!searched || listed.is_some()) && query.filters.iter().all(|filter| index.knows(area, filter.column));
        let knows_order = ordered || sorted.is_some_and(|sorted| index.knows(area, sorted));
        if own.is_none() && (!ordered || index.sparse) || own.is_none() && sorted.is_none() && !knows_filters {
            continue;
        }
        let entries = if ordered { (need * rows / matching).min(rows) } else { rows };
        // What the index does not know is read, though only of entries that the filters it knows let through.
        let known = estimates.iter().filter(|one| {
            let column = one.filter.column;
            index.knows(area, column) && column != index.column && (part == 1.0 || column != area.age())
        });
        let read = known.fold(entries, |left, one| left * (one.rows / all).min(1.0));
        let dear = if knows_filters && knows_order { 0.0 } else { read * READ };
        let sorting = if ordered { 0.0 } else { matching * SORT };
        offer(format!("INDEXED BY {}", index.name(area)), entries + dear + sorting);
    }
    Ok(best)
}

fn estimate<'a>(tx: &Transaction<'_>, area: Area, filter: &'a Filter, all: f64) -> Result<Estimate<'a>, CacheError> {
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let float = |number: u64| number as f64;
    let index = schema::indexes(area).into_iter().find(|index| index.column == filter.column);
    let narrows = index.is_some()
        && match &filter.condition {
            Condition::AnyOf(_) | Condition::Is(_) => true,
            Condition::Between(from, to) => from.is_some() || to.is_some(),
            Condition::Contains(_) => false,
        };
    let single = narrows
        && match &filter.condition {
            Condition::AnyOf(values) => values.len() == 1,
            Condition::Is(_) => true,
            Condition::Between(..) | Condition::Contains(_) => false,
        };
    let rows = if totals::is_counted(area, filter) {
        float(totals::counted(tx, area, std::slice::from_ref(filter))?)
    } else {
        match (&filter.condition, index) {
            (Condition::Between(from, to), _) if filter.column == area.age() && !area.daily().is_empty() => {
                float(totals::about(tx, area, *from, *to)?)
            }
            (Condition::AnyOf(_) | Condition::Between(..), Some(index)) if narrows => {
                match probe(tx, area, filter, &index)? {
                    found if found > PROBE => sampled(tx, area, filter, all)?.max(float(found)),
                    found => float(found),
                }
            }
            (Condition::AnyOf(values), _) if filter.column == Column::Id => float(values.len() as u64),
            (Condition::Between(None, None), _) => all,
            (Condition::Contains(_), _) if filter.column.kind() == Kind::Text && all < WORTH_SAMPLING => all / 50.0,
            (Condition::AnyOf(_) | Condition::Between(..) | Condition::Contains(_) | Condition::Is(_), _) => {
                sampled(tx, area, filter, all)?
            }
        }
    };
    Ok(Estimate { filter, rows, narrows, single })
}

/// About how many rows pass the filters.
pub(crate) fn passing(tx: &Transaction<'_>, area: Area, filters: &[Filter]) -> Result<f64, CacheError> {
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let all = (totals::about_all(tx, area)? as f64).max(1.0);
    filters.iter().try_fold(all, |rows, filter| Ok(rows * (estimate(tx, area, filter, all)?.rows / all).min(1.0)))
}

/// How many rows a filter leaves, from what it leaves of a few.
fn sampled(tx: &Transaction<'_>, area: Area, filter: &Filter, all: f64) -> Result<f64, CacheError> {
    if all < WORTH_SAMPLING {
        return Ok(all / 4.0);
    }
    let last = totals::about_all(tx, area)?;
    let mut found = Where::filters(area, std::slice::from_ref(filter), Of::Rows)?;
    let rows = (0..SAMPLE).map(|part| 1 + part * last / SAMPLE);
    let packed = found.bind(serde_json::Value::from_iter(rows).to_string());
    found.and(format!("row IN (SELECT value FROM json_each({packed}))"));
    let sql = format!("SELECT count(*) FROM {} NOT INDEXED {}", area.key(), found.sql());
    let count: i64 = tx.prepare_cached(&sql)?.query_row(params_from_iter(found.values), |row| row.get(0))?;
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let part = (count as f64 + 0.5) / SAMPLE as f64;
    Ok(all * part)
}

/// How many entries of its index a filter leaves, up to one more than [`PROBE`].
fn probe(tx: &Transaction<'_>, area: Area, filter: &Filter, index: &Index) -> Result<u64, CacheError> {
    let found = Where::filters(area, std::slice::from_ref(filter), Of::Rows)?;
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM {} INDEXED BY {} {} LIMIT {})",
        area.key(),
        index.name(area),
        found.sql(),
        PROBE + 1
    );
    let count: i64 = tx.prepare_cached(&sql)?.query_row(params_from_iter(found.values), |row| row.get(0))?;
    Ok(count.unsigned_abs())
}
