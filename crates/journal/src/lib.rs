//! What may never be lost: drafts of uploads, forms on their way, schedules of reports, the outbox, the audit chain,
//! settings, views of one's own, files on their way to where a person put them, and the archive of what the API no longer
//! serves.
//!
//! One encrypted file per profile, forced to the disk at every commit. Reads and writes are closures that run on the
//! store's own threads; the functions of each table take the transaction, so that a use case can change several tables
//! and append to the audit chain in one commit.
//!
//! What this crate does **not** do: it holds no bytes of a document (path, hash and recipe only), decides nothing
//! about the state of an upload (that is the engine), talks to no network, and never deletes or overwrites a file that
//! it cannot open.

mod error;
mod migrations;
mod path_bytes;

pub mod archive;
pub mod audit;
pub mod drafts;
pub mod forms;
pub mod lists;
pub mod notes;
pub mod outbox;
pub mod schedules;
pub mod settings;
pub mod unfinished;

use std::future::Future;
use std::path::Path;
use std::time::Duration;

use sqlite::{Database, Key, Seal, Settings, Synchronous};

pub use error::{Error, OpenError};
pub use rusqlite::Transaction;
pub use sqlite::{Moment, Observer};

/// Tells our journal from another store's file.
const APPLICATION_ID: i32 = 0x4d67_4a31;
/// Page cache of one connection in KiB; two connections, so 8 of the product's 48 MiB.
const CACHE_KIB: u32 = 4 * 1024;
/// Pages in the write-ahead log after which a commit empties it: SQLite's own figure.
const LOG_PAGES: u32 = 1_000;
const READERS: usize = 1;

/// An open journal.
pub struct Journal {
    database: Database,
}

impl Journal {
    /// Opens the file, or creates it if there is none, and brings its schema up to date. Blocks: not for async code.
    ///
    /// A file that is not ours, damaged, or of a newer version is left as it is and reported.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(path: &Path, key: &Key, observer: Option<Observer>) -> Result<Self, OpenError> {
        let settings = Settings {
            application_id: APPLICATION_ID,
            synchronous: Synchronous::Full,
            cache_kib: CACHE_KIB,
            reader_cache_kib: CACHE_KIB,
            far_cache_kib: CACHE_KIB,
            rest: Duration::from_secs(30),
            seal: Seal::Sha512,
            log_pages: LOG_PAGES,
            busy: Duration::from_secs(5),
            create: true,
        };
        let database = Database::open(path, key, &settings, &migrations::all(), READERS, observer)?;
        let healthy = database.read_blocking(|tx| sqlite::quick_check(tx).map_err(Error::from));
        match healthy {
            Ok(true) => Ok(Self { database }),
            Ok(false) | Err(_) => Err(OpenError::Damaged),
        }
    }

    /// Runs `work` in one write transaction: all of it is on the disk when the future ends, or none. The work is
    /// carried out even if the future is dropped.
    ///
    /// # Errors
    /// What the work returns, or the failure of the database.
    pub fn write<T, E, W>(&self, work: W) -> impl Future<Output = Result<T, E>> + Send + use<T, E, W>
    where
        W: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<sqlite::Error> + Send + 'static,
    {
        self.database.write(work)
    }

    /// As [`write`](Self::write), waiting on the spot. Not for async code.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_blocking<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<sqlite::Error> + Send + 'static,
    {
        self.database.write_blocking(work)
    }

    /// Runs `work` on one snapshot of the file.
    ///
    /// # Errors
    /// What the work returns, or the failure of the database.
    pub fn read<T, E, W>(&self, work: W) -> impl Future<Output = Result<T, E>> + Send + use<T, E, W>
    where
        W: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<sqlite::Error> + Send + 'static,
    {
        self.database.read(work)
    }

    /// As [`read`](Self::read), waiting on the spot. Not for async code.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_blocking<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<sqlite::Error> + Send + 'static,
    {
        self.database.read_blocking(work)
    }

    /// Finishes what was handed over, closes the file and wipes its keys. Closing twice is harmless.
    pub fn close(&self) {
        self.database.close();
    }
}
