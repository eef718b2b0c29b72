//! All rows of a list, however many: gone through once, in order, in one snapshot, some at a time.

use std::sync::Arc;

use model::{ListQuery, Row};
use sqlite::rusqlite::{self, ErrorCode, Transaction};

use crate::query::{self, STEPS};
use crate::{CacheError, rows};

const PAGE_CACHE: &str = "cache_size";
/// The page cache of a walk.
const CACHE_KIB: i64 = 8 * 1024;

/// Asked between steps whether a walk is still wanted.
pub type Stop = Arc<dyn Fn() -> bool + Send + Sync>;

/// A list to be gone through. Everything it tells is of one moment, whatever is written meanwhile.
pub struct Walk<'a> {
    tx: &'a Transaction<'a>,
    query: &'a ListQuery,
    stop: &'a Stop,
}

impl Walk<'_> {
    /// How many rows there are.
    ///
    /// # Errors
    /// [`CacheError::Stopped`]; what else keeps the cache from answering.
    pub fn total(&self) -> Result<u64, CacheError> {
        self.guarded(|| query::count(self.tx, self.query, None))
    }

    /// Hands out the rows in order, `at_once` of them at a time (fewer at the end), and holds no others.
    ///
    /// # Errors
    /// [`CacheError::Stopped`]; what else keeps the cache from answering; what `take` fails with.
    pub fn rows<E: From<CacheError>>(
        &self,
        at_once: usize,
        mut take: impl FnMut(&[Row]) -> Result<(), E>,
    ) -> Result<(), E> {
        let area = self.query.area;
        self.guarded(|| {
            query::through(self.tx, self.query, at_once, |numbers| {
                // SQLite asks only now and then.
                if (self.stop)() {
                    return Err(CacheError::Stopped.into());
                }
                let rows = rows::read(self.tx, area, numbers).map_err(CacheError::from)?;
                take(&rows)
            })
        })
    }

    /// Lets SQLite ask whether to go on. What is interrupted from outside, by closing the file, is stopped as well.
    fn guarded<T, E: From<CacheError>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let stop = Arc::clone(self.stop);
        if stop() {
            return Err(CacheError::Stopped.into());
        }
        let of_sqlite = |error: rusqlite::Error| E::from(CacheError::from(error));
        self.tx.progress_handler(STEPS, Some(move || stop())).map_err(of_sqlite)?;
        let outcome = work();
        self.tx.progress_handler(0, None::<fn() -> bool>).map_err(of_sqlite)?;
        outcome
    }
}

/// Goes through a list with a small page cache: of what is passed once nothing need be kept, however long it is.
pub(crate) fn through<T, E: From<CacheError>>(
    tx: &Transaction<'_>,
    query: &ListQuery,
    stop: &Stop,
    work: impl FnOnce(&Walk<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let failed = |error: rusqlite::Error| E::from(CacheError::from(error));
    let usual: i64 = tx.pragma_query_value(None, PAGE_CACHE, |row| row.get(0)).map_err(failed)?;
    tx.pragma_update(None, PAGE_CACHE, -CACHE_KIB).map_err(failed)?;
    let outcome = work(&Walk { tx, query, stop });
    tx.pragma_update(None, PAGE_CACHE, usual).map_err(failed)?;
    outcome
}

/// What SQLite broke off was not wanted any more.
pub(crate) fn broken_off(error: rusqlite::Error) -> CacheError {
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => CacheError::Stopped,
        _ => error.into(),
    }
}
