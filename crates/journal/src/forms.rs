//! Forms that were sent: what was typed, and the key of the write that is on its way. Stored before anything is sent;
//! gone once the write was carried out.

use model::{IdempotencyKey, UnixSeconds, form::FormId};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::Error;

pub(crate) const MIGRATION_8: &str = "
CREATE TABLE form (
    kind       TEXT NOT NULL,
    object     TEXT NOT NULL,
    typed      TEXT NOT NULL CHECK (json_valid(typed)),
    key        TEXT,
    sent_at    INTEGER,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (kind, object)
) STRICT;
";

/// A form that was not carried out.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// What was typed, as JSON. Personal data: not for logs.
    pub typed: String,
    /// The key of the write, if it is a `POST` whose outcome is not known.
    pub key: Option<IdempotencyKey>,
    /// When the write was first sent whose outcome is not known.
    pub sent_at: Option<UnixSeconds>,
    /// When it was last changed.
    pub changed_at: UnixSeconds,
}

model::debug_only!(Kept { key, sent_at, changed_at });

fn place(form: &FormId) -> (&'static str, &str) {
    (form.kind.key(), form.object.as_deref().unwrap_or_default())
}

/// What is kept of a form.
///
/// # Errors
/// If the database fails or a value cannot be read.
pub fn get(tx: &Transaction<'_>, form: &FormId) -> Result<Option<Kept>, Error> {
    let (kind, object) = place(form);
    let found = tx
        .prepare_cached("SELECT typed, key, sent_at, changed_at FROM form WHERE kind = ?1 AND object = ?2")?
        .query_row([kind, object], |row| {
            Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<i64>>(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((typed, key, sent_at, changed_at)) = found else { return Ok(None) };
    let key = key.map(IdempotencyKey::try_from).transpose().map_err(|_| Error::Unreadable { column: "form.key" })?;
    Ok(Some(Kept { typed, key, sent_at: sent_at.map(UnixSeconds), changed_at: UnixSeconds(changed_at) }))
}

/// Stores a form as it stands.
///
/// # Errors
/// If the database fails.
pub fn put(tx: &Transaction<'_>, form: &FormId, kept: &Kept) -> Result<(), Error> {
    let (kind, object) = place(form);
    tx.prepare_cached(
        "INSERT INTO form (kind, object, typed, key, sent_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (kind, object) DO UPDATE SET typed = excluded.typed, key = excluded.key,
             sent_at = excluded.sent_at, changed_at = excluded.changed_at",
    )?
    .execute(params![
        kind,
        object,
        kept.typed,
        kept.key.as_ref().map(IdempotencyKey::as_str),
        kept.sent_at.map(|at| at.0),
        kept.changed_at.0,
    ])?;
    Ok(())
}

/// Notes that what was sent was not carried out: the key is given up, what was typed stays.
///
/// # Errors
/// If the database fails.
pub fn give_up(tx: &Transaction<'_>, form: &FormId) -> Result<(), Error> {
    let (kind, object) = place(form);
    tx.prepare_cached("UPDATE form SET key = NULL, sent_at = NULL WHERE kind = ?1 AND object = ?2")?
        .execute([kind, object])?;
    Ok(())
}

/// Forgets a form; one that is not there is no error.
///
/// # Errors
/// If the database fails.
pub fn delete(tx: &Transaction<'_>, form: &FormId) -> Result<(), Error> {
    let (kind, object) = place(form);
    tx.prepare_cached("DELETE FROM form WHERE kind = ?1 AND object = ?2")?.execute([kind, object])?;
    Ok(())
}
