//! Notes that people write to themselves about a user or a document. They stay here; nothing of them is sent.

use model::{NoteId, UnixSeconds};
use rusqlite::{Transaction, params};

use crate::Error;

pub(crate) const MIGRATION_6: &str = "
CREATE TABLE note (
    id           TEXT PRIMARY KEY NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    text         TEXT NOT NULL,
    written_at   INTEGER NOT NULL,
    changed_at   INTEGER
) STRICT;
CREATE INDEX note_subject ON note (subject_kind, subject_id, written_at);
";

/// What a note is about: the kind of object as the audit chain names it, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// `user`, `kyc-document`.
    pub kind: &'static str,
    /// The object's id.
    pub id: String,
}

/// A note.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    /// The note.
    pub id: NoteId,
    /// What was written. Personal data: not for logs.
    pub text: String,
    /// When it was written.
    pub written_at: UnixSeconds,
    /// When it was last changed, if it was.
    pub changed_at: Option<UnixSeconds>,
}

model::debug_only!(Note { id, written_at });

/// The notes about something, newest first.
///
/// # Errors
/// If the database fails.
pub fn about(tx: &Transaction<'_>, subject: &Subject) -> Result<Vec<Note>, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT id, text, written_at, changed_at FROM note WHERE subject_kind = ?1 AND subject_id = ?2
         ORDER BY written_at DESC, rowid DESC",
    )?;
    let notes = statement.query_map([subject.kind, &subject.id], |row| {
        Ok(Note {
            id: NoteId::new(row.get::<_, String>(0)?),
            text: row.get(1)?,
            written_at: UnixSeconds(row.get(2)?),
            changed_at: row.get::<_, Option<i64>>(3)?.map(UnixSeconds),
        })
    })?;
    Ok(notes.collect::<Result<_, _>>()?)
}

/// Stores a new note.
///
/// # Errors
/// If the database fails, or has a note with this id.
pub fn add(tx: &Transaction<'_>, subject: &Subject, note: &Note) -> Result<(), Error> {
    tx.prepare_cached(
        "INSERT INTO note (id, subject_kind, subject_id, text, written_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        note.id.as_str(),
        subject.kind,
        subject.id,
        note.text,
        note.written_at.0,
        note.changed_at.map(|at| at.0),
    ])?;
    Ok(())
}

/// Puts other words in a note.
///
/// # Errors
/// [`Error::NotFound`] if there is no such note about this, or if the database fails.
pub fn change(tx: &Transaction<'_>, subject: &Subject, id: &NoteId, text: &str, at: UnixSeconds) -> Result<(), Error> {
    let changed = tx
        .prepare_cached(
            "UPDATE note SET text = ?4, changed_at = ?5 WHERE id = ?1 AND subject_kind = ?2 AND subject_id = ?3",
        )?
        .execute(params![id.as_str(), subject.kind, subject.id, text, at.0])?;
    some(changed)
}

/// Deletes a note.
///
/// # Errors
/// [`Error::NotFound`] if there is no such note about this, or if the database fails.
pub fn delete(tx: &Transaction<'_>, subject: &Subject, id: &NoteId) -> Result<(), Error> {
    let deleted = tx
        .prepare_cached("DELETE FROM note WHERE id = ?1 AND subject_kind = ?2 AND subject_id = ?3")?
        .execute(params![id.as_str(), subject.kind, subject.id])?;
    some(deleted)
}

fn some(rows: usize) -> Result<(), Error> {
    if rows == 0 { Err(Error::NotFound { what: "note" }) } else { Ok(()) }
}
