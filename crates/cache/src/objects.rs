//! The one writer of all areas that have no table of their own shape.

use model::{Area, Cell, Column, Kind, Money, Row, UnixSeconds};
use sqlite::rusqlite::types::Value;
use sqlite::rusqlite::{OptionalExtension, Transaction, params, params_from_iter};

use crate::schema::{has_own_table, has_text, is_joined, shown};
use crate::{CacheError, ObjectRow, Part, disputes, fold, rows};

/// What lies there already.
struct Stored {
    number: i64,
    row: Row,
    whole_at: Option<UnixSeconds>,
    raw: Option<String>,
}

/// Stores an object. Tells whether anything but the time of fetching changed.
pub(crate) fn put(tx: &Transaction<'_>, object: &ObjectRow) -> Result<bool, CacheError> {
    let area = object.area;
    let mut cells = checked(object)?;
    if area == Area::Disputes {
        disputes::take(tx, &mut cells)?;
    }
    let Some(stored) = stored(tx, area, &object.id)? else {
        return insert(tx, object, &cells).map(|()| true);
    };
    let newer = object.fetched_at >= stored.row.fetched_at;
    let whole = object.part == Part::Detail;
    let newest_whole = whole && stored.whole_at.is_none_or(|at| object.fetched_at >= at);
    // A whole answer replaces everything, unless something newer told a part since; a part lies over what was there.
    let cells: Vec<Cell> = match (newest_whole && newer, newer) {
        (true, _) => cells,
        (false, true) => overlaid(stored.row.cells.clone(), cells),
        (false, false) if newest_whole || !whole => overlaid(cells, stored.row.cells.clone()),
        (false, false) => return Ok(false),
    };
    let keeps_raw = if whole { !newest_whole } else { stored.whole_at.is_some() || !newer };
    let raw = if keeps_raw { None } else { Some(object.raw.as_str()) };
    let origin = if keeps_raw { stored.row.origin } else { object.origin };
    let same = cells == stored.row.cells && origin == stored.row.origin && stored.row.gone_at.is_none();
    let same_raw = raw.is_none_or(|raw| stored.raw.as_deref() == Some(raw));
    let fetched_at = object.fetched_at.max(stored.row.fetched_at);
    let whole_at = if newest_whole { Some(object.fetched_at) } else { stored.whole_at };
    if same && same_raw {
        tx.prepare_cached(&format!("UPDATE {} SET fetched_at = ?2, whole_at = ?3 WHERE row = ?1", area.key()))?
            .execute(params![stored.number, fetched_at.0, whole_at.map(|at| at.0)])?;
        return Ok(false);
    }
    if !same {
        let mut values = values(area, &cells);
        values.extend([
            Value::from(rows::origin_number(origin)),
            Value::from(fetched_at.0),
            Value::from(whole_at.map(|at| at.0)),
            // What is seen again is not gone.
            Value::from(stored.row.gone_at.filter(|gone| *gone > fetched_at).map(|gone| gone.0)),
            Value::from(stored.number),
        ]);
        let columns = names(area);
        let set = columns.iter().enumerate().map(|(at, name)| format!("{name} = ?{}", at + 1));
        let set = set.collect::<Vec<_>>().join(", ");
        let sql = format!("UPDATE {} SET {set} WHERE row = ?{}", area.key(), columns.len() + 1);
        tx.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        let (before, after) = (texts(area, &stored.row.cells), texts(area, &cells));
        if before != after {
            if before.iter().any(|text| !text.is_empty()) {
                let sql = format!("DELETE FROM {0}_text WHERE rowid = ?1", area.key());
                tx.prepare_cached(&sql)?.execute([stored.number])?;
            }
            index_texts(tx, area, stored.number, &after)?;
        }
    }
    if let Some(raw) = raw.filter(|_| !same_raw) {
        tx.prepare_cached(&format!("UPDATE {}_raw SET raw = ?2 WHERE row = ?1", area.key()))?
            .execute(params![stored.number, raw])?;
    }
    Ok(true)
}

/// Notes that the API no longer knows an object. Its row stays, as it was last seen; an unknown one stays unknown.
pub(crate) fn put_gone(tx: &Transaction<'_>, area: Area, id: &str, at: UnixSeconds) -> Result<bool, CacheError> {
    if has_own_table(area) {
        return Err(CacheError::OwnTable { area });
    }
    let sql = format!("UPDATE {} SET gone_at = ?2 WHERE id = ?1 AND gone_at IS NULL AND fetched_at <= ?2", area.key());
    Ok(tx.prepare_cached(&sql)?.execute(params![id, at.0])? > 0)
}

fn stored(tx: &Transaction<'_>, area: Area, id: &str) -> Result<Option<Stored>, CacheError> {
    let Some((number, mut row)) = rows::by_id(tx, area, id)? else { return Ok(None) };
    // What is joined is not stored: it would make every row another one.
    for (_, cell) in area.columns().iter().zip(&mut row.cells).filter(|(used, _)| is_joined(area, used.column)) {
        *cell = Cell::Nothing;
    }
    let key = area.key();
    let (whole_at, raw) = tx
        .prepare_cached(&format!(
            "SELECT whole_at, raw FROM {key} LEFT JOIN {key}_raw USING (row) WHERE {key}.row = ?1"
        ))?
        .query_row([number], |found| Ok((found.get::<_, Option<i64>>(0)?, found.get(1)?)))
        .optional()?
        .unwrap_or_default();
    Ok(Some(Stored { number, row, whole_at: whole_at.map(UnixSeconds), raw }))
}

fn insert(tx: &Transaction<'_>, object: &ObjectRow, cells: &[Cell]) -> Result<(), CacheError> {
    let area = object.area;
    let key = area.key();
    let mut values = values(area, cells);
    let whole_at = (object.part == Part::Detail).then_some(object.fetched_at.0);
    values.extend([
        Value::from(rows::origin_number(object.origin)),
        Value::from(object.fetched_at.0),
        Value::from(whole_at),
        Value::Null,
    ]);
    let names = names(area);
    let places: Vec<String> = (1..=names.len()).map(|at| format!("?{at}")).collect();
    let sql = format!("INSERT INTO {key} ({}) VALUES ({}) RETURNING row", names.join(", "), places.join(", "));
    let number = tx.prepare_cached(&sql)?.query_row(params_from_iter(values), |found| found.get(0))?;
    tx.prepare_cached(&format!("INSERT INTO {key}_raw (row, raw) VALUES (?1, ?2)"))?
        .execute(params![number, object.raw])?;
    index_texts(tx, area, number, &texts(area, cells))
}

/// A cell for each of the area's columns, as the declaration wants them.
fn checked(object: &ObjectRow) -> Result<Vec<Cell>, CacheError> {
    let area = object.area;
    if has_own_table(area) {
        return Err(CacheError::OwnTable { area });
    }
    let mut cells = vec![Cell::Nothing; area.columns().len()];
    let mut currency = None;
    for (column, cell) in &object.cells {
        let column = *column;
        let place = area.place(column).filter(|_| !is_joined(area, column) && column != Column::Id);
        let place = place.ok_or(CacheError::NotAColumn { area, column })?;
        match cell {
            Cell::Nothing => continue,
            // An empty word says nothing.
            Cell::Word(word) | Cell::Link(word) if word.is_empty() => continue,
            Cell::Money(Money { currency: code, .. }) if currency.is_none() => currency = Some(code.clone()),
            _ => {}
        }
        if cell.kind() != Some(column.kind()) {
            return Err(CacheError::CellDoesNotFit { column });
        }
        cells[place] = cell.clone();
    }
    cells[0] = Cell::Link(object.id.clone());
    if let (Some(code), Some(place)) = (currency, area.place(Column::Currency))
        && cells[place] == Cell::Nothing
    {
        cells[place] = Cell::Word(code.as_str().to_owned());
    }
    Ok(cells)
}

/// What `over` tells, and below it what `under` tells.
fn overlaid(under: Vec<Cell>, over: Vec<Cell>) -> Vec<Cell> {
    over.into_iter().zip(under).map(|(over, under)| if over == Cell::Nothing { under } else { over }).collect()
}

fn names(area: Area) -> Vec<String> {
    let stored = area.columns().iter().filter(|used| !is_joined(area, used.column));
    stored
        .flat_map(|used| {
            let name = shown(area, used.column);
            match used.column.kind() {
                Kind::Text => vec![name.to_owned(), format!("{name}_folded")],
                Kind::Money => vec![name.to_owned(), format!("{name}_currency")],
                Kind::Word | Kind::Link | Kind::Moment | Kind::Flag => vec![name.to_owned()],
            }
        })
        .chain(["origin", "fetched_at", "whole_at", "gone_at"].map(str::to_owned))
        .collect()
}

fn values(area: Area, cells: &[Cell]) -> Vec<Value> {
    let stored = area.columns().iter().zip(cells).filter(|(used, _)| !is_joined(area, used.column));
    stored
        .flat_map(|(used, cell)| match (cell, used.column.kind()) {
            (Cell::Nothing, Kind::Text | Kind::Money) => vec![Value::Null, Value::Null],
            (Cell::Nothing, _) => vec![Value::Null],
            (Cell::Text(text), _) => vec![Value::from(text.clone()), Value::from(fold(text))],
            (Cell::Word(text) | Cell::Link(text), _) => vec![Value::from(text.clone())],
            (Cell::Moment(at), _) => vec![Value::from(at.0)],
            (Cell::Flag(yes), _) => vec![Value::from(*yes)],
            (Cell::Money(money), _) => {
                vec![Value::from(money.amount), Value::from(money.currency.as_str().to_owned())]
            }
        })
        .collect()
}

/// The folded texts that are searched, in the order of the area's word table.
fn texts(area: Area, cells: &[Cell]) -> Vec<String> {
    let columns = area.columns().iter().zip(cells).filter(|(used, _)| used.searched);
    columns.map(|(_, cell)| cell.as_str().map(fold).unwrap_or_default()).collect()
}

fn index_texts(tx: &Transaction<'_>, area: Area, number: i64, texts: &[String]) -> Result<(), CacheError> {
    if !has_text(area) || texts.iter().all(String::is_empty) {
        return Ok(());
    }
    let columns: Vec<&str> = area.searched().map(Column::key).collect();
    let places: Vec<String> = (2..columns.len() + 2).map(|at| format!("?{at}")).collect();
    let sql =
        format!("INSERT INTO {}_text (rowid, {}) VALUES (?1, {})", area.key(), columns.join(", "), places.join(", "));
    let values = std::iter::once(Value::from(number)).chain(texts.iter().cloned().map(Value::from));
    tx.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}
