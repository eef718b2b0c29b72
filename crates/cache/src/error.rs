use model::{Area, Column};

/// Why the cache did not answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// The file failed; see `sqlite::Error::problem`.
    #[error(transparent)]
    Database(#[from] sqlite::Error),
    /// The area has no such column, or it cannot be filtered or sorted there.
    #[error("{area:?} has no column {column:?} for this")]
    NotAColumn {
        /// The area asked.
        area: Area,
        /// The column named.
        column: Column,
    },
    /// The condition asks of the column what it cannot tell (a period of a text, for example).
    #[error("the condition does not fit the column {column:?}")]
    ConditionDoesNotFit {
        /// The column.
        column: Column,
    },
    /// A cell is not of its column's kind.
    #[error("the cell does not fit the column {column:?}")]
    CellDoesNotFit {
        /// The column.
        column: Column,
    },
    /// Objects of this area have a row type of their own.
    #[error("{area:?} has rows of its own shape")]
    OwnTable {
        /// The area.
        area: Area,
    },
    /// Rows of this area have no record type: ask for them as cells.
    #[error("{area:?} has no records")]
    NoRecords {
        /// The area.
        area: Area,
    },
    /// Something stored as JSON is none.
    #[error("stored JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The count was no longer wanted.
    #[error("stopped")]
    Stopped,
}

impl From<sqlite::rusqlite::Error> for CacheError {
    fn from(error: sqlite::rusqlite::Error) -> Self {
        Self::Database(error.into())
    }
}

impl CacheError {
    /// Whether the file is damaged: close the cache, [quarantine](crate::Cache::quarantine) it and build it anew.
    pub fn is_corrupt(&self) -> bool {
        matches!(self, Self::Database(error) if error.problem() == sqlite::Problem::Corrupt)
    }

    /// Whether the disk is full.
    pub fn is_disk_full(&self) -> bool {
        matches!(self, Self::Database(error) if error.problem() == sqlite::Problem::DiskFull)
    }
}
