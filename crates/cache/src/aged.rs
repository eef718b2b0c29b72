//! Rows by their age, for the archive: what is old enough, and what came in late and is old already.

use model::{Area, Column, UnixSeconds};
use sqlite::rusqlite::{Result, Row, Transaction, params};

use crate::schema::{compared, shown};

/// A place among the rows of an area in the order of their age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AgePlace {
    /// When the row's object was created, or happened.
    pub age: UnixSeconds,
    /// The row's number: rows that come later have higher ones.
    pub row: i64,
}

/// A row with its JSON.
#[derive(Clone)]
pub struct AgedRow {
    /// Where it stands.
    pub place: AgePlace,
    /// The id.
    pub id: String,
    /// Whether the object itself was read.
    pub whole: bool,
    /// Its user.
    pub owner: Option<String>,
    /// The JSON as it came.
    pub raw: String,
    /// When it was asked for.
    pub fetched_at: UnixSeconds,
}

model::debug_only!(AgedRow { place, id });

/// At most `most` rows after a place that are older than a moment, oldest first.
pub(crate) fn older(
    tx: &Transaction<'_>,
    area: Area,
    after: AgePlace,
    than: UnixSeconds,
    most: u32,
) -> Result<Vec<AgedRow>> {
    let age = compared(area, area.age());
    let sql = format!("{} WHERE ({age}, t.row) > (?1, ?2) AND {age} < ?3 ORDER BY {age}, t.row LIMIT ?4", select(area));
    tx.prepare_cached(&sql)?.query_map(params![after.age.0, after.row, than.0, most], aged)?.collect()
}

/// At most `most` rows that came after the one with this number and stand at or before a place, by their number.
pub(crate) fn late(
    tx: &Transaction<'_>,
    area: Area,
    came_after: i64,
    before: AgePlace,
    most: u32,
) -> Result<Vec<AgedRow>> {
    let age = compared(area, area.age());
    let sql = format!("{} WHERE t.row > ?1 AND ({age}, t.row) <= (?2, ?3) ORDER BY t.row LIMIT ?4", select(area));
    tx.prepare_cached(&sql)?.query_map(params![came_after, before.age.0, before.row, most], aged)?.collect()
}

/// The number of the row that came last; 0 if there is none.
pub(crate) fn last_row(tx: &Transaction<'_>, area: Area) -> Result<i64> {
    tx.prepare_cached(&format!("SELECT ifnull(max(row), 0) FROM {}", area.key()))?.query_row([], |row| row.get(0))
}

fn select(area: Area) -> String {
    let (key, age) = (area.key(), compared(area, area.age()));
    match area {
        Area::Users | Area::KycDocuments | Area::Events => {
            format!("SELECT {age}, t.row, t.id, 1, NULL, t.raw, t.fetched_at FROM {key} t")
        }
        _ => {
            let owner = area.place(Column::UserId).map_or("NULL", |_| shown(area, Column::UserId));
            format!(
                "SELECT {age}, t.row, t.id, t.whole_at IS NOT NULL, {owner}, r.raw, t.fetched_at
                 FROM {key} t JOIN {key}_raw r ON r.row = t.row"
            )
        }
    }
}

fn aged(row: &Row<'_>) -> Result<AgedRow> {
    Ok(AgedRow {
        place: AgePlace { age: UnixSeconds(row.get(0)?), row: row.get(1)? },
        id: row.get(2)?,
        whole: row.get(3)?,
        owner: row.get(4)?,
        raw: row.get(5)?,
        fetched_at: UnixSeconds(row.get(6)?),
    })
}
