use sqlite::rusqlite::{Result, Transaction, params};

use crate::records::{self, EVENT};
use crate::{EventRecord, EventRow};

/// Stores an event. Tells whether it is new.
pub(crate) fn put(tx: &Transaction<'_>, row: &EventRow) -> Result<bool> {
    let new = tx
        .prepare_cached(
            "INSERT INTO events (id, type, resource_id, date, raw, fetched_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO NOTHING",
        )?
        .execute(params![row.id(), row.kind, row.resource_id, row.date.0, row.raw, row.fetched_at.0])?;
    Ok(new > 0)
}

/// What happened to an object, newest first.
pub(crate) fn of_object(tx: &Transaction<'_>, id: &str) -> Result<Vec<EventRecord>> {
    tx.prepare_cached(&format!("SELECT {EVENT} FROM events WHERE resource_id = ?1 ORDER BY date DESC, id DESC"))?
        .query_map([id], records::event)?
        .collect()
}
