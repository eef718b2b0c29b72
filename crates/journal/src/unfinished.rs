//! Files that are being written beside the place that a person chose for them. What a process that was killed left of one
//! holds personal data in the clear, so where each lies is known before it is made.

use std::path::{Path, PathBuf};

use model::UnixSeconds;
use rusqlite::{Transaction, params};

use crate::{Error, path_bytes};

pub(crate) const MIGRATION_11: &str = "
CREATE TABLE unfinished (
    path     BLOB PRIMARY KEY NOT NULL,
    begun_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// A file that was begun.
#[derive(Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// Where it lies until it is whole. A path of a person: not for logs.
    pub path: PathBuf,
    /// When it was begun.
    pub begun_at: UnixSeconds,
}

model::debug_only!(Unfinished { begun_at });

/// Notes a file that is about to be made.
///
/// # Errors
/// If the database fails, or has a file with this path.
pub fn begin(tx: &Transaction<'_>, file: &Unfinished) -> Result<(), Error> {
    tx.prepare_cached("INSERT INTO unfinished (path, begun_at) VALUES (?1, ?2)")?
        .execute(params![path_bytes::encode(&file.path), file.begun_at.0])?;
    Ok(())
}

/// All files that were begun and not forgotten since, the oldest first.
///
/// # Errors
/// If the database fails.
pub fn all(tx: &Transaction<'_>) -> Result<Vec<Unfinished>, Error> {
    let mut statement = tx.prepare_cached("SELECT path, begun_at FROM unfinished ORDER BY begun_at, path")?;
    let found = statement.query_map([], |row| {
        let path = path_bytes::decode(&row.get::<_, Vec<u8>>(0)?);
        Ok(Unfinished { path, begun_at: UnixSeconds(row.get(1)?) })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Forgets a file: it is in its place or gone. One that is not there is no error.
///
/// # Errors
/// If the database fails.
pub fn forget(tx: &Transaction<'_>, path: &Path) -> Result<(), Error> {
    tx.prepare_cached("DELETE FROM unfinished WHERE path = ?1")?.execute([path_bytes::encode(path)])?;
    Ok(())
}
