/// Why the journal could not be opened. The file is left as it was in every case.
pub use sqlite::OpenError;

/// Why work on the open journal did not finish.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database refused it; see [`sqlite::Error::problem`].
    #[error(transparent)]
    Database(#[from] sqlite::Error),
    /// A stored value cannot be read by this version. It is kept as it is.
    #[error("the journal holds an unreadable value in {column}")]
    Unreadable {
        /// Table and column.
        column: &'static str,
    },
    /// There is no such row.
    #[error("the journal has no such {what}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
}

impl Error {
    /// What a person or the caller can do about it.
    pub fn problem(&self) -> sqlite::Problem {
        match self {
            Self::Database(error) => error.problem(),
            Self::Unreadable { .. } | Self::NotFound { .. } => sqlite::Problem::Other,
        }
    }

    /// Whether the disk is full: nothing was stored, and the user can mend it.
    pub fn is_disk_full(&self) -> bool {
        self.problem() == sqlite::Problem::DiskFull
    }

    /// Whether the file is damaged.
    pub fn is_corrupt(&self) -> bool {
        self.problem() == sqlite::Problem::Corrupt
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(sqlite::Error::Sqlite(error))
    }
}

/// Reads a stored JSON value.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str, column: &'static str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::Unreadable { column })
}

/// Writes a value as JSON.
pub(crate) fn to_json<T: serde::Serialize>(value: &T, column: &'static str) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| Error::Unreadable { column })
}
