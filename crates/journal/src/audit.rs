//! The audit chain: who did what, appended in the transaction that records it, each entry bound to the one before.
//!
//! An entry's hash covers its number, its content and the hash before it, so that one changed, removed or swapped
//! entry is found by [`verify`]. What a chain alone cannot show is an end that was cut off: compare with an exported
//! head for that.

use model::UnixSeconds;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde_json::Value;

use crate::Error;
use crate::error::to_json;

pub(crate) const MIGRATION_2: &str = "
CREATE TABLE audit (
    seq         INTEGER PRIMARY KEY NOT NULL,
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id   TEXT NOT NULL,
    detail      TEXT NOT NULL CHECK (json_valid(detail)),
    previous    BLOB NOT NULL CHECK (length(previous) = 32),
    hash        BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_object ON audit (object_kind, object_id);
CREATE TRIGGER audit_is_append_only_1 BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;
CREATE TRIGGER audit_is_append_only_2 BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;
";

/// What the first entry is bound to.
pub const GENESIS: [u8; 32] = [0; 32];
const CONTEXT: &str = "mangrove journal audit entry v1";

/// Something to be recorded. Holds no secrets, and of persons their ids only.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// When.
    pub at: UnixSeconds,
    /// Who: the profile's person, or `system` for what happens without one.
    pub actor: String,
    /// What: a stable code such as `upload.submitted`.
    pub action: &'static str,
    /// The kind of object: `user`, `outbox`, `session`.
    pub object_kind: &'static str,
    /// Its id.
    pub object_id: String,
    /// More, as a JSON object.
    pub detail: Value,
}

/// A recorded entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Number, from 1, without gaps.
    pub seq: i64,
    /// When.
    pub at: UnixSeconds,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// Kind of object.
    pub object_kind: String,
    /// The object's id.
    pub object_id: String,
    /// More, as JSON text exactly as it was hashed.
    pub detail: String,
    /// Hash of the entry before.
    pub previous: [u8; 32],
    /// Hash of this entry.
    pub hash: [u8; 32],
}

/// What [`verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry is as it was written.
    Whole {
        /// How many.
        entries: i64,
        /// The hash of the last one; [`GENESIS`] if there is none.
        head: [u8; 32],
    },
    /// The chain is broken.
    Broken {
        /// The number of the first entry that is missing or not as it was written.
        at: i64,
    },
}

/// Appends an entry.
///
/// # Errors
/// If the database fails.
pub fn append(tx: &Transaction<'_>, fact: &Fact) -> Result<Entry, Error> {
    let last: Option<(i64, [u8; 32])> = tx
        .prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, previous) = last.map_or((1, GENESIS), |(seq, hash)| (seq + 1, hash));
    let mut entry = Entry {
        seq,
        at: fact.at,
        actor: fact.actor.clone(),
        action: fact.action.to_owned(),
        object_kind: fact.object_kind.to_owned(),
        object_id: fact.object_id.clone(),
        detail: to_json(&fact.detail, "audit.detail")?,
        previous,
        hash: GENESIS,
    };
    entry.hash = digest(&entry);
    tx.prepare_cached(
        "INSERT INTO audit (seq, at, actor, action, object_kind, object_id, detail, previous, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        entry.seq,
        entry.at.0,
        entry.actor,
        entry.action,
        entry.object_kind,
        entry.object_id,
        entry.detail,
        entry.previous,
        entry.hash,
    ])?;
    Ok(entry)
}

/// Entries with numbers from `from`, oldest first, at most `limit`.
///
/// # Errors
/// If the database fails.
pub fn list(tx: &Transaction<'_>, from: i64, limit: u32) -> Result<Vec<Entry>, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT seq, at, actor, action, object_kind, object_id, detail, previous, hash
         FROM audit WHERE seq >= ?1 ORDER BY seq LIMIT ?2",
    )?;
    let entries = statement.query_map(params![from, limit], read)?.collect::<Result<_, _>>()?;
    Ok(entries)
}

/// Walks the whole chain.
///
/// # Errors
/// If the database fails.
pub fn verify(tx: &Transaction<'_>) -> Result<Verdict, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT seq, at, actor, action, object_kind, object_id, detail, previous, hash FROM audit ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    let (mut expected, mut head) = (1, GENESIS);
    while let Some(row) = rows.next()? {
        // A cell of a wrong type or length is a broken entry too, not a failure of the check.
        let Ok(entry) = read(row) else { return Ok(Verdict::Broken { at: expected }) };
        if entry.seq != expected || entry.previous != head || entry.hash != digest(&entry) {
            return Ok(Verdict::Broken { at: expected });
        }
        head = entry.hash;
        expected += 1;
    }
    Ok(Verdict::Whole { entries: expected - 1, head })
}

fn read(row: &Row<'_>) -> Result<Entry, rusqlite::Error> {
    Ok(Entry {
        seq: row.get(0)?,
        at: UnixSeconds(row.get(1)?),
        actor: row.get(2)?,
        action: row.get(3)?,
        object_kind: row.get(4)?,
        object_id: row.get(5)?,
        detail: row.get(6)?,
        previous: row.get(7)?,
        hash: row.get(8)?,
    })
}

/// The canonical bytes: the hash before, the numbers as 8 little-endian bytes, each text after its length.
fn digest(entry: &Entry) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(CONTEXT);
    hasher.update(&entry.previous);
    hasher.update(&entry.seq.to_le_bytes());
    hasher.update(&entry.at.0.to_le_bytes());
    for text in [&entry.actor, &entry.action, &entry.object_kind, &entry.object_id, &entry.detail] {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            seq: 7,
            at: UnixSeconds(1_795_513_320),
            actor: "ines".into(),
            action: "upload.queued".into(),
            object_kind: "outbox".into(),
            object_id: "abc".into(),
            detail: "{}".into(),
            previous: GENESIS,
            hash: GENESIS,
        }
    }

    #[test]
    fn text_cannot_move_between_fields_unnoticed() {
        let before = entry();
        let mut after = entry();
        after.actor = "inesu".into();
        after.action = "pload.queued".into();
        assert_ne!(digest(&before), digest(&after));
    }

    #[test]
    fn the_canonical_form_is_pinned_because_chains_are_kept() {
        let hex: String = digest(&entry()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "ee91ff65954923a120045d59315de13fcbc050790d986f600591270d94b9d22a");
    }
}
