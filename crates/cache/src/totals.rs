//! Counts and sums that are kept as rows are written: read here, never scanned for.

use model::{Area, Cell, Condition, Filter, ListQuery, Sum, SumQuery};
use sqlite::rusqlite::types::ValueRef;
use sqlite::rusqlite::{Result as SqlResult, Transaction, params_from_iter};

use crate::CacheError;
use crate::filters::{Of, Where};
use crate::schema::{DAY, NO_VALUE, compared};

/// About how many rows an area has: the last one's number, since rows are never deleted.
pub(crate) fn about_all(tx: &Transaction<'_>, area: Area) -> Result<u64, CacheError> {
    let last: i64 = tx
        .prepare_cached(&format!("SELECT ifnull(max(row), 0) FROM {}", area.key()))?
        .query_row([], |row| row.get(0))?;
    Ok(last.unsigned_abs())
}

/// Rows that match filters on counted columns.
pub(crate) fn counted(tx: &Transaction<'_>, area: Area, filters: &[Filter]) -> Result<u64, CacheError> {
    let found = Where::filters(area, filters, Of::Counts)?;
    number(tx, &format!("SELECT ifnull(sum(n), 0) FROM {}_totals {}", area.key(), found.sql()), found)
}

/// The exact number of rows that a query's filters leave, if the kept counts tell it.
pub(crate) fn known(tx: &Transaction<'_>, query: &ListQuery) -> Result<Option<u64>, CacheError> {
    let area = query.area;
    let (dated, rest): (Vec<Filter>, Vec<Filter>) =
        query.filters.iter().cloned().partition(|filter| filter.column == area.age());
    if dated.is_empty() && rest.iter().all(|filter| is_counted(area, filter)) {
        return counted(tx, area, &rest).map(Some);
    }
    let by_day = !area.daily().is_empty() && rest.iter().all(|filter| area.daily().contains(&filter.column));
    match dated.as_slice() {
        [Filter { condition: Condition::Between(from, to), .. }] if by_day => {
            between(tx, area, &rest, *from, *to).map(Some)
        }
        _ => Ok(None),
    }
}

pub(crate) fn is_counted(area: Area, filter: &Filter) -> bool {
    area.uses(filter.column).is_some_and(|used| used.counted)
}

/// Whole days are summed from the kept counts, the broken days at both ends are counted in the index.
fn between(
    tx: &Transaction<'_>,
    area: Area,
    rest: &[Filter],
    from: Option<i64>,
    to: Option<i64>,
) -> Result<u64, CacheError> {
    // The first whole day, and the first that is not wholly inside any more.
    let first = from.map(|from| from.div_euclid(DAY) + i64::from(from.rem_euclid(DAY) != 0));
    let last = to.map(|to| to.div_euclid(DAY));
    if let (Some(first), Some(last), Some(from), Some(to)) = (first, last, from, to)
        && first > last
    {
        return edge(tx, area, rest, from, to);
    }
    let mut sum = days(tx, area, rest, first, last)?;
    if let (Some(from), Some(first)) = (from, first) {
        sum += edge(tx, area, rest, from, first.saturating_mul(DAY))?;
    }
    if let (Some(to), Some(last)) = (to, last) {
        sum += edge(tx, area, rest, last.saturating_mul(DAY), to)?;
    }
    Ok(sum)
}

/// About how many rows lie between two moments: whole days, those at the ends included.
pub(crate) fn about(tx: &Transaction<'_>, area: Area, from: Option<i64>, to: Option<i64>) -> Result<u64, CacheError> {
    let last = to.map(|to| to.div_euclid(DAY).saturating_add(1));
    days(tx, area, &[], from.map(|from| from.div_euclid(DAY)), last)
}

fn days(
    tx: &Transaction<'_>,
    area: Area,
    rest: &[Filter],
    from: Option<i64>,
    to: Option<i64>,
) -> Result<u64, CacheError> {
    let mut found = Where::filters(area, rest, Of::Counts)?;
    for (sign, end) in [(">=", from), ("<", to)] {
        if let Some(end) = end {
            let at = found.bind(end);
            found.and(format!("day {sign} {at}"));
        }
    }
    number(tx, &format!("SELECT ifnull(sum(n), 0) FROM {}_days {}", area.key(), found.sql()), found)
}

fn edge(tx: &Transaction<'_>, area: Area, rest: &[Filter], from: i64, to: i64) -> Result<u64, CacheError> {
    if from >= to {
        return Ok(0);
    }
    let age = area.age();
    let mut filters = rest.to_vec();
    filters.push(Filter { column: age, condition: Condition::Between(Some(from), Some(to)) });
    let found = Where::filters(area, &filters, Of::Rows)?;
    let (key, name) = (area.key(), age.key());
    number(tx, &format!("SELECT count(*) FROM {key} INDEXED BY {key}_by_{name} {}", found.sql()), found)
}

fn number(tx: &Transaction<'_>, sql: &str, found: Where) -> Result<u64, CacheError> {
    let total: i64 = tx.prepare_cached(sql)?.query_row(params_from_iter(found.values), |row| row.get(0))?;
    Ok(total.unsigned_abs())
}

/// Counts and sums, split by value and perhaps by day.
pub(crate) fn sums(tx: &Transaction<'_>, query: &SumQuery) -> Result<Vec<Sum>, CacheError> {
    let area = query.area;
    let columns = query.by.iter().copied().chain(query.filters.iter().map(|filter| filter.column));
    for column in columns {
        let kept = match query.days {
            Some(_) => area.daily().contains(&column),
            None => area.counted().any(|counted| counted == column),
        };
        if !kept {
            return Err(CacheError::NotAColumn { area, column });
        }
    }
    let mut found = Where::filters(area, &query.filters, Of::Counts)?;
    let mut split: Vec<String> = query.by.iter().map(|column| compared(area, *column)).collect();
    let mut table = format!("{}_totals", area.key());
    let mut sums = String::new();
    if let Some((from, to)) = query.days {
        if area.daily().is_empty() {
            return Err(CacheError::NotAColumn { area, column: area.age() });
        }
        table = format!("{}_days", area.key());
        split.insert(0, "day".to_owned());
        let (from, to) = (found.bind(from), found.bind(to));
        found.and(format!("day >= {from} AND day < {to}"));
        for column in area.summed() {
            // In halves: SQLite refuses a sum that passes 64 bits.
            sums += &format!(", ifnull(sum({0} >> 32), 0), ifnull(sum({0} & 4294967295), 0)", compared(area, *column));
        }
    }
    let named = split.iter().map(|name| format!("{name}, ")).collect::<String>();
    let group = if split.is_empty() {
        String::new()
    } else {
        format!("GROUP BY {0} HAVING sum(n) > 0 ORDER BY {0}", split.join(", "))
    };
    let sql = format!("SELECT {named}ifnull(sum(n), 0){sums} FROM {table} {} {group}", found.sql());
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(found.values), |row| {
        let mut at = 0;
        let day = query.days.map(|_| row.get(0)).transpose()?;
        at += usize::from(day.is_some());
        let by = query.by.iter().map(|_| {
            at += 1;
            value(row.get_ref(at - 1)?)
        });
        let by = by.collect::<SqlResult<_>>()?;
        let count: i64 = row.get(at)?;
        let mut sums = Vec::new();
        if day.is_some() {
            for place in 0..area.summed().len() {
                let (high, low): (i64, i64) = (row.get(at + 1 + 2 * place)?, row.get(at + 2 + 2 * place)?);
                sums.push(whole(high, low));
            }
        }
        Ok(Sum { day, by, count: count.unsigned_abs(), sums })
    })?;
    rows.collect::<SqlResult<_>>().map_err(CacheError::from)
}

/// The two halves of a sum, held at the ends of the range.
fn whole(high: i64, low: i64) -> i64 {
    let sum = (i128::from(high) << 32) + i128::from(low);
    i64::try_from(sum).unwrap_or(if sum > 0 { i64::MAX } else { i64::MIN })
}

/// Only words and flags are counted by.
fn value(value: ValueRef<'_>) -> SqlResult<Cell> {
    Ok(match value {
        ValueRef::Integer(number) => Cell::Flag(number != 0),
        word => match word.as_str()? {
            NO_VALUE => Cell::Nothing,
            word => Cell::Word(word.to_owned()),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn halves_make_the_sum_again() {
        for number in [0, 1, -1, 5_000_000_000, -5_000_000_000, i64::MAX, i64::MIN] {
            assert_eq!(whole(number >> 32, number & 0xffff_ffff), number);
        }
        assert_eq!(whole((i64::MAX >> 32) * 2, 0), i64::MAX);
        assert_eq!(whole((i64::MIN >> 32) * 2, 0), i64::MIN);
    }
}
