use rusqlite::ErrorCode;

/// Why work on an open database did not finish.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// SQLite refused it; see [`problem`].
    #[error("database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The database was closed before the work ran or finished.
    #[error("the database is closed")]
    Closed,
    /// The work panicked; its transaction was rolled back.
    #[error("work on the database panicked")]
    Panicked,
}

impl Error {
    /// What a person or the caller can do about it.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Sqlite(error) => problem(error),
            Self::Closed | Self::Panicked => Problem::Other,
        }
    }
}

/// What stands behind a database error, as far as somebody acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// No space left on the disk (or the quota is used up).
    DiskFull,
    /// The file is damaged.
    Corrupt,
    /// Another connection held the file for longer than the busy time.
    Busy,
    /// The file cannot be read or written (permissions, vanished, device error).
    Io,
    /// Anything else: a fault of ours.
    Other,
}

/// Classifies an error of SQLite.
pub fn problem(error: &rusqlite::Error) -> Problem {
    let rusqlite::Error::SqliteFailure(failure, _) = error else {
        // The text of a statement that fails to prepare is wrapped, with the same code inside.
        return match error.sqlite_error_code() {
            Some(code) => of_code(code),
            None => Problem::Other,
        };
    };
    of_code(failure.code)
}

fn of_code(code: ErrorCode) -> Problem {
    match code {
        ErrorCode::DiskFull => Problem::DiskFull,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Problem::Corrupt,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Problem::Busy,
        ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::ReadOnly
        | ErrorCode::PermissionDenied
        | ErrorCode::NoLargeFileSupport => Problem::Io,
        _ => Problem::Other,
    }
}

/// Whether the disk is full.
pub fn is_disk_full(error: &rusqlite::Error) -> bool {
    problem(error) == Problem::DiskFull
}

/// Whether the file is damaged (a page that fails its authentication counts).
pub fn is_corrupt(error: &rusqlite::Error) -> bool {
    problem(error) == Problem::Corrupt
}
