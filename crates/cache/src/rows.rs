//! Rows of any area, as typed cells.

use model::{Area, Cell, Column, Currency, Kind, Money, Object, Origin, Row, UnixSeconds};
use sqlite::rusqlite::types::ValueRef;
use sqlite::rusqlite::{OptionalExtension, Result, Row as Found, Transaction};

use crate::schema::{NAMES, is_joined, shown};

/// The rows of these numbers, in the order given.
pub(crate) fn read(tx: &Transaction<'_>, area: Area, numbers: &[i64]) -> Result<Vec<Row>> {
    let mut statement = tx.prepare_cached(&format!("SELECT {} FROM {} WHERE row = ?1", columns(area), area.key()))?;
    numbers.iter().map(|number| statement.query_row([number], |found| row(area, found))).collect()
}

/// One row with its number.
pub(crate) fn by_id(tx: &Transaction<'_>, area: Area, id: &str) -> Result<Option<(i64, Row)>> {
    tx.prepare_cached(&format!("SELECT {}, row FROM {} WHERE id = ?1", columns(area), area.key()))?
        .query_row([id], |found| Ok((found.get("row")?, row(area, found)?)))
        .optional()
}

/// One row with its JSON.
pub(crate) fn object(tx: &Transaction<'_>, area: Area, id: &str) -> Result<Option<Object>> {
    let Some((number, row)) = by_id(tx, area, id)? else { return Ok(None) };
    let sql = match area {
        Area::Users => "SELECT ifnull(detail_raw, listed_raw) FROM users WHERE row = ?1".to_owned(),
        Area::KycDocuments | Area::Events => format!("SELECT raw FROM {} WHERE row = ?1", area.key()),
        _ => format!("SELECT raw FROM {}_raw WHERE row = ?1", area.key()),
    };
    let raw: Option<String> = tx.prepare_cached(&sql)?.query_row([number], |found| found.get(0)).optional()?.flatten();
    // A user of whom only a document told has no JSON yet.
    Ok(Some(Object { row, raw: raw.unwrap_or_default() }))
}

fn columns(area: Area) -> String {
    let key = area.key();
    let mut list: Vec<String> = area
        .columns()
        .iter()
        .map(|used| {
            let (column, name) = (used.column, shown(area, used.column));
            if is_joined(area, column) {
                let user = shown(area, Column::UserId);
                let (told, by) = match column {
                    Column::Name => ("name", format!(" INDEXED BY {NAMES}")),
                    _ => ("person_type", String::new()),
                };
                format!("(SELECT u.{told} FROM users u{by} WHERE u.id = {key}.{user})")
            } else if column.kind() == Kind::Money {
                format!("{name}, {name}_currency")
            } else {
                name.to_owned()
            }
        })
        .collect();
    list.push(match area {
        Area::Users => "0, fetched_at, gone_at".to_owned(),
        Area::KycDocuments | Area::Events => "0, fetched_at, NULL".to_owned(),
        _ => "origin, fetched_at, gone_at".to_owned(),
    });
    list.join(", ")
}

fn row(area: Area, found: &Found<'_>) -> Result<Row> {
    let mut at = 0;
    let mut next = || {
        at += 1;
        found.get_ref(at - 1)
    };
    let mut cells = Vec::with_capacity(area.columns().len());
    for used in area.columns() {
        let value = next()?;
        let currency = if used.column.kind() == Kind::Money { Some(next()?) } else { None };
        cells.push(cell(used.column.kind(), value, currency)?);
    }
    let origin = origin(next()?.as_i64()?);
    let fetched_at = UnixSeconds(next()?.as_i64()?);
    let gone_at = next()?.as_i64_or_null()?.map(UnixSeconds);
    let id = cells.first().and_then(Cell::as_str).unwrap_or_default().to_owned();
    Ok(Row { id, cells, origin, fetched_at, gone_at })
}

fn cell(kind: Kind, value: ValueRef<'_>, currency: Option<ValueRef<'_>>) -> Result<Cell> {
    if value == ValueRef::Null {
        return Ok(Cell::Nothing);
    }
    Ok(match kind {
        Kind::Word => match value.as_str()? {
            "" => Cell::Nothing,
            word => Cell::Word(word.to_owned()),
        },
        Kind::Text => Cell::Text(value.as_str()?.to_owned()),
        Kind::Link => Cell::Link(value.as_str()?.to_owned()),
        Kind::Moment => Cell::Moment(UnixSeconds(value.as_i64()?)),
        Kind::Flag => Cell::Flag(value.as_i64()? != 0),
        Kind::Money => {
            let code = currency.map(|code| code.as_str_or_null()).transpose()?.flatten().unwrap_or("XXX");
            Cell::Money(Money { amount: value.as_i64()?, currency: Currency::new(code) })
        }
    })
}

fn origin(number: i64) -> Origin {
    match number {
        1 => Origin::Report,
        2 => Origin::Archive,
        _ => Origin::Api,
    }
}

/// As it is stored.
pub(crate) fn origin_number(origin: Origin) -> i64 {
    match origin {
        Origin::Api => 0,
        Origin::Report => 1,
        Origin::Archive => 2,
    }
}
