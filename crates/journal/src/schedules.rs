//! Reports that are made by themselves: what is asked for, up to when all is settled, what came of it last.

use model::UnixSeconds;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use crate::Error;

pub(crate) const MIGRATION_10: &str = "
CREATE TABLE schedule (
    id         TEXT PRIMARY KEY NOT NULL,
    typed      TEXT NOT NULL CHECK (json_valid(typed)),
    zone       TEXT NOT NULL,
    made_at    INTEGER NOT NULL,
    settled_to INTEGER NOT NULL,
    paused     INTEGER NOT NULL,
    gone_at    INTEGER,
    last       TEXT CHECK (last IS NULL OR json_valid(last)),
    awaited    TEXT NOT NULL CHECK (json_valid(awaited))
) STRICT;
";

/// A schedule.
#[derive(Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Its id.
    pub id: String,
    /// What stands in its form, as JSON. Personal data: not for logs.
    pub typed: String,
    /// The zone whose days it goes by: an IANA name.
    pub zone: String,
    /// When it was made.
    pub made_at: UnixSeconds,
    /// Up to this moment everything is settled: the next report covers what comes after it.
    pub settled_to: UnixSeconds,
    /// Whether it rests.
    pub paused: bool,
    /// What came of it last, as JSON.
    pub last: Option<String>,
    /// Ids of reports whose files are still to be downloaded, as a JSON list.
    pub awaited: String,
}

model::debug_only!(Schedule { id, settled_to, paused });

/// The schedules that are there, oldest first.
///
/// # Errors
/// If the database fails.
pub fn all(tx: &Transaction<'_>) -> Result<Vec<Schedule>, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT id, typed, zone, made_at, settled_to, paused, last, awaited FROM schedule WHERE gone_at IS NULL
         ORDER BY made_at, rowid",
    )?;
    let found = statement.query_map([], read)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// A schedule, be it taken away or not.
///
/// # Errors
/// If the database fails.
pub fn get(tx: &Transaction<'_>, id: &str) -> Result<Option<Schedule>, Error> {
    let found = tx
        .prepare_cached(
            "SELECT id, typed, zone, made_at, settled_to, paused, last, awaited FROM schedule WHERE id = ?1",
        )?
        .query_row([id], read)
        .optional()?;
    Ok(found)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Schedule> {
    Ok(Schedule {
        id: row.get(0)?,
        typed: row.get(1)?,
        zone: row.get(2)?,
        made_at: UnixSeconds(row.get(3)?),
        settled_to: UnixSeconds(row.get(4)?),
        paused: row.get(5)?,
        last: row.get(6)?,
        awaited: row.get(7)?,
    })
}

/// Stores a schedule; one with this id is replaced.
///
/// # Errors
/// If the database fails.
pub fn put(tx: &Transaction<'_>, schedule: &Schedule) -> Result<(), Error> {
    tx.prepare_cached(
        "INSERT INTO schedule (id, typed, zone, made_at, settled_to, paused, last, awaited)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (id) DO UPDATE SET typed = excluded.typed, zone = excluded.zone, made_at = excluded.made_at,
             settled_to = excluded.settled_to, paused = excluded.paused, last = excluded.last,
             awaited = excluded.awaited",
    )?
    .execute(params![
        schedule.id,
        schedule.typed,
        schedule.zone,
        schedule.made_at.0,
        schedule.settled_to.0,
        schedule.paused,
        schedule.last,
        schedule.awaited,
    ])?;
    Ok(())
}

/// Takes a schedule away, from this moment on, or puts it back (`None`).
///
/// # Errors
/// If the database fails.
pub fn set_gone(tx: &Transaction<'_>, id: &str, gone_at: Option<UnixSeconds>) -> Result<(), Error> {
    tx.prepare_cached("UPDATE schedule SET gone_at = ?2 WHERE id = ?1")?
        .execute(params![id, gone_at.map(|at| at.0)])?;
    Ok(())
}

/// Forgets the schedules that were taken away.
///
/// # Errors
/// If the database fails.
pub fn forget_gone(tx: &Transaction<'_>) -> Result<(), Error> {
    tx.prepare_cached("DELETE FROM schedule WHERE gone_at IS NOT NULL")?.execute([])?;
    Ok(())
}
