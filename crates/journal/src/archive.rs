//! What the API no longer serves, or soon will not: the local copy may be deleted and fetched anew, and gets these
//! objects back from here.

use model::{Area, UnixSeconds};
use rusqlite::{Transaction, params};

use crate::Error;

pub(crate) const MIGRATION_7: &str = "
CREATE TABLE archive (
    row        INTEGER PRIMARY KEY,
    area       TEXT NOT NULL,
    id         TEXT NOT NULL,
    whole      INTEGER NOT NULL,
    owner      TEXT,
    created    INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    raw        TEXT NOT NULL,
    UNIQUE (area, id)
) STRICT;
";

/// An object as it was last seen.
#[derive(Clone, PartialEq, Eq)]
pub struct Archived {
    /// Its list.
    pub area: Area,
    /// Its id.
    pub id: String,
    /// Whether it is the object itself and not what a list or a report tells of it.
    pub whole: bool,
    /// The user it belongs to: condensed items do not name it.
    pub owner: Option<String>,
    /// When it was created, or happened.
    pub created: UnixSeconds,
    /// When it was asked for.
    pub fetched_at: UnixSeconds,
    /// The JSON as it came. Personal data: not for logs.
    pub raw: String,
}

model::debug_only!(Archived { area, id, created });

/// Stores objects. One that is there is replaced only by what was asked for later.
///
/// # Errors
/// If the database fails.
pub fn put(tx: &Transaction<'_>, objects: &[Archived]) -> Result<(), Error> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO archive (area, id, whole, owner, created, fetched_at, raw) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (area, id) DO UPDATE SET whole = excluded.whole, owner = excluded.owner,
             created = excluded.created, fetched_at = excluded.fetched_at, raw = excluded.raw
         WHERE excluded.fetched_at > archive.fetched_at AND excluded.whole >= archive.whole",
    )?;
    for object in objects {
        statement.execute(params![
            object.area.key(),
            object.id,
            object.whole,
            object.owner,
            object.created.0,
            object.fetched_at.0,
            object.raw,
        ])?;
    }
    Ok(())
}

/// At most `most` objects after a place in the order in which they were stored, and the place where they end; `None`:
/// there are no more.
///
/// # Errors
/// If the database fails.
pub fn after(tx: &Transaction<'_>, place: i64, most: u32) -> Result<(Vec<Archived>, Option<i64>), Error> {
    let mut statement = tx.prepare_cached(
        "SELECT row, area, id, whole, owner, created, fetched_at, raw FROM archive WHERE row > ?1 ORDER BY row LIMIT ?2",
    )?;
    let mut rows = statement.query(params![place, most])?;
    let (mut found, mut end) = (Vec::new(), None);
    while let Some(row) = rows.next()? {
        end = Some(row.get(0)?);
        let area: String = row.get(1)?;
        // Of an area that this version does not know: left for one that does.
        let Some(area) = Area::ALL.iter().find(|known| known.key() == area).copied() else { continue };
        found.push(Archived {
            area,
            id: row.get(2)?,
            whole: row.get(3)?,
            owner: row.get(4)?,
            created: UnixSeconds(row.get(5)?),
            fetched_at: UnixSeconds(row.get(6)?),
            raw: row.get(7)?,
        });
    }
    Ok((found, end))
}

/// How many objects are there.
///
/// # Errors
/// If the database fails.
pub fn count(tx: &Transaction<'_>) -> Result<u64, Error> {
    let count: i64 = tx.prepare_cached("SELECT count(*) FROM archive")?.query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}
