use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use rusqlite_migration::{Migrations, SchemaVersion};

use crate::{Key, Problem, problem};

/// How often SQLite forces data to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synchronous {
    /// At every commit: a commit survives a power cut. For what may never be lost.
    Full,
    /// At checkpoints: a power cut may undo the last commits but does not damage the file. For what can be rebuilt.
    Normal,
}

/// How each page of a file is authenticated. A property of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// HMAC-SHA-512, what SQLCipher does unasked.
    Sha512,
    /// HMAC-SHA-256: half the time on processors with instructions for it, and as hard to forge for us
    /// (docs/decisions/0005-seal-of-the-cache.md).
    Sha256,
}

/// How a file is opened.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Written into a new file and demanded of an existing one, so that another program's or another store's file is
    /// not taken for ours.
    pub application_id: i32,
    /// When data is forced to the disk.
    pub synchronous: Synchronous,
    /// How pages are authenticated.
    pub seal: Seal,
    /// Page cache of the connection that writes, in KiB. The product's total over all connections is stated in
    /// docs/storage.md.
    pub cache_kib: u32,
    /// Page cache of the first connection that only reads, in KiB.
    pub reader_cache_kib: u32,
    /// Page cache of each further one, in KiB: they go through much of the file, and serve while the first is busy.
    pub far_cache_kib: u32,
    /// How long a further one goes without work before it gives its page cache back.
    pub rest: Duration,
    /// Pages in the write-ahead log after which a commit moves them into the file. A page that is written by many
    /// commits is moved once.
    pub log_pages: u32,
    /// How long a connection waits for another one's lock.
    pub busy: Duration,
    /// Whether a missing file is created; if not, it is [`OpenError::NotFound`].
    pub create: bool,
}

/// Why a file could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// There is no file, and none was to be created.
    #[error("there is no database file")]
    NotFound,
    /// Readable, but not ours: a plain SQLite file, a folder or device, or a file of another store.
    #[error("the file is not one of this application's databases")]
    NotOurs,
    /// The first page fails its authentication. SQLCipher cannot tell a wrong key from a foreign file, or from damage
    /// to the first page: the file looks like random bytes in each case.
    #[error("the key does not open the file, or the file is not a database")]
    WrongKeyOrNotOurs,
    /// The key is right, and the pages are authenticated in another way than asked for: see [`reseal`].
    #[error("the database file is of an older format")]
    OtherSeal,
    /// The key is right, and the file is damaged.
    #[error("the database file is damaged")]
    Damaged,
    /// A newer version of the application has written it.
    #[error("the database has schema {found}, this version knows up to {known}")]
    NewerSchema {
        /// The file's schema version.
        found: u32,
        /// The newest version this program knows.
        known: u32,
    },
    /// No space left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// Another process holds the file.
    #[error("the database is in use by another process")]
    Busy,
    /// The file or its folder cannot be read or written.
    #[error("the database file cannot be used: {0}")]
    Io(#[source] std::io::Error),
    /// SQLite failed otherwise.
    #[error("database: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// A migration failed; the file is as it was before that migration.
    #[error("migration: {0}")]
    Migration(#[source] Box<rusqlite_migration::Error>),
}

impl OpenError {
    fn from_sqlite(error: rusqlite::Error) -> Self {
        match problem(&error) {
            Problem::DiskFull => Self::DiskFull,
            Problem::Corrupt => Self::Damaged,
            Problem::Busy => Self::Busy,
            Problem::Io => Self::Io(std::io::Error::other(error)),
            Problem::Other => Self::Sqlite(error),
        }
    }
}

/// What the first bytes of a file tell without a key.
enum Outside {
    /// No file, or an empty one: SQLite makes a database of it.
    Nothing,
    /// Could be an encrypted database.
    Opaque,
}

/// Opens an encrypted file and sets the connection up: write-ahead log, `temp_store` in memory, `secure_delete`,
/// foreign keys, and what `settings` says. It does not migrate.
///
/// # Errors
/// See [`OpenError`]. An existing file is never changed by a failed attempt.
pub fn open(path: &Path, key: &Key, settings: &Settings) -> Result<Connection, OpenError> {
    if matches!(look(path)?, Outside::Nothing) {
        if !settings.create {
            return Err(if path.exists() { OpenError::Damaged } else { OpenError::NotFound });
        }
        create_private(path).map_err(io_error)?;
    }
    let connection = match unlocked(path, key, settings, settings.seal) {
        Err(OpenError::WrongKeyOrNotOurs) if unlocked(path, key, settings, settings.seal.other()).is_ok() => {
            return Err(OpenError::OtherSeal);
        }
        outcome => outcome?,
    };
    claim(&connection, settings.application_id)?;
    let synchronous = match settings.synchronous {
        Synchronous::Full => "FULL",
        Synchronous::Normal => "NORMAL",
    };
    connection
        .execute_batch(&format!(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = {synchronous};
             PRAGMA temp_store = MEMORY;
             PRAGMA secure_delete = ON;
             PRAGMA foreign_keys = ON;
             PRAGMA cache_size = -{};
             PRAGMA wal_autocheckpoint = {};
             PRAGMA trusted_schema = OFF;",
            settings.cache_kib, settings.log_pages
        ))
        .map_err(OpenError::from_sqlite)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// Brings the schema up to date; each migration runs in a transaction of its own.
///
/// # Errors
/// [`OpenError::NewerSchema`] if the file is ahead of this program; it is left as it is.
pub fn migrate(connection: &mut Connection, migrations: &Migrations<'_>) -> Result<(), OpenError> {
    let found: u32 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(OpenError::from_sqlite)?;
    match migrations.current_version(connection) {
        Ok(SchemaVersion::Outside(_)) => {
            let ahead = migrations.pending_migrations(connection).map_or(0, i32::unsigned_abs);
            return Err(OpenError::NewerSchema { found, known: found.saturating_sub(ahead) });
        }
        Ok(SchemaVersion::NoneSet | SchemaVersion::Inside(_)) => {}
        Err(error) => return Err(from_migration(error)),
    }
    migrations.to_latest(connection).map_err(from_migration)
}

/// Writes the file anew, its pages authenticated as `settings` say, and puts it in the place of the old one: for a
/// file that answered [`OpenError::OtherSeal`]. The old file stays as it is until the new one is whole and on the disk;
/// what an interrupted attempt left is overwritten. Takes as long as copying does.
///
/// # Errors
/// See [`OpenError`].
pub fn reseal(path: &Path, key: &Key, settings: &Settings) -> Result<(), OpenError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = std::path::PathBuf::from(name);
    let old = open(path, key, &Settings { seal: settings.seal.other(), create: false, ..*settings })?;
    old.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(OpenError::from_sqlite)?;
    if new.exists() {
        std::fs::remove_file(&new).map_err(io_error)?;
    }
    create_private(&new).map_err(io_error)?;
    let copied = copy(&old, &new, settings.seal);
    if let Err((_, error)) = old.close() {
        return Err(OpenError::from_sqlite(error));
    }
    copied.map_err(OpenError::from_sqlite)?;
    File::open(&new).and_then(|file| file.sync_all()).and_then(|()| std::fs::rename(&new, path)).map_err(io_error)
}

fn copy(old: &Connection, new: &Path, seal: Seal) -> Result<(), rusqlite::Error> {
    let numbers = ["user_version", "application_id"];
    // Without a key of its own the attached file takes the main one's.
    old.execute("ATTACH DATABASE ?1 AS new", [new.to_string_lossy()])?;
    old.execute_batch(&format!("PRAGMA new.cipher_hmac_algorithm = {}", seal.name()))?;
    old.query_row("SELECT sqlcipher_export('new')", [], |_| Ok(()))?;
    for number in numbers {
        let value: i64 = old.pragma_query_value(None, number, |row| row.get(0))?;
        old.execute_batch(&format!("PRAGMA new.{number} = {value}"))?;
    }
    old.execute_batch("DETACH DATABASE new")
}

/// A fast consistency check of the open file.
///
/// # Errors
/// Only if the check itself cannot run; a damaged file is `Ok(false)`.
pub fn quick_check(connection: &Connection) -> Result<bool, rusqlite::Error> {
    check(connection, "quick_check", |finding| finding == "ok")
}

/// Authenticates every page with SQLCipher, then checks the structure. Reads the whole file.
///
/// # Errors
/// Only if the check itself cannot run; a damaged file is `Ok(false)`.
pub fn full_check(connection: &Connection) -> Result<bool, rusqlite::Error> {
    // SQLCipher's check reports one row per bad page and none when all is well.
    Ok(check(connection, "cipher_integrity_check", |_| false)?
        && check(connection, "integrity_check", |finding| finding == "ok")?)
}

fn check(connection: &Connection, pragma: &str, fine: impl Fn(&str) -> bool) -> Result<bool, rusqlite::Error> {
    let mut healthy = true;
    let outcome = connection.pragma_query(None, pragma, |row| {
        healthy &= fine(row.get_ref(0)?.as_str().unwrap_or_default());
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(healthy),
        Err(error) if crate::is_corrupt(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn look(path: &Path) -> Result<Outside, OpenError> {
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Outside::Nothing),
        Err(error) => return Err(io_error(error)),
    };
    // Opening a FIFO would wait for ever.
    if !metadata.is_file() {
        return Err(OpenError::NotOurs);
    }
    let mut head = Vec::with_capacity(16);
    File::open(path).and_then(|file| file.take(16).read_to_end(&mut head)).map_err(io_error)?;
    if head.is_empty() {
        return Ok(Outside::Nothing);
    }
    // An encrypted file begins with a random salt; this is the header of an unencrypted one.
    if head == b"SQLite format 3\0" && !cfg!(feature = "plain") { Err(OpenError::NotOurs) } else { Ok(Outside::Opaque) }
}

fn create_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

impl Seal {
    fn other(self) -> Self {
        match self {
            Self::Sha512 => Self::Sha256,
            Self::Sha256 => Self::Sha512,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Sha512 => "HMAC_SHA512",
            Self::Sha256 => "HMAC_SHA256",
        }
    }
}

fn unlocked(path: &Path, key: &Key, settings: &Settings, seal: Seal) -> Result<Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(OpenError::from_sqlite)?;
    connection.busy_timeout(settings.busy).map_err(OpenError::from_sqlite)?;
    // SQLCipher would write its findings about wrong keys to the standard error stream.
    connection.execute_batch("PRAGMA cipher_log_level = NONE").map_err(OpenError::from_sqlite)?;
    unlock(&connection, key, seal)?;
    Ok(connection)
}

fn unlock(connection: &Connection, key: &Key, seal: Seal) -> Result<(), OpenError> {
    #[cfg(feature = "plain")]
    if key.is_none() {
        return Ok(());
    }
    // The error of a failed key statement may quote the statement, and with it the key: it is dropped here.
    connection.execute_batch(&key.statement()).map_err(|_| OpenError::WrongKeyOrNotOurs)?;
    connection
        .execute_batch(&format!("PRAGMA cipher_hmac_algorithm = {}", seal.name()))
        .map_err(OpenError::from_sqlite)?;
    match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Ok(()) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Err(OpenError::WrongKeyOrNotOurs),
        // Anything else was found behind an authentic first page.
        Err(error) => Err(OpenError::from_sqlite(error)),
    }
}

fn claim(connection: &Connection, id: i32) -> Result<(), OpenError> {
    let read = |name: &str| -> Result<i64, OpenError> {
        connection.pragma_query_value(None, name, |row| row.get(0)).map_err(OpenError::from_sqlite)
    };
    if read("application_id")? == i64::from(id) {
        return Ok(());
    }
    let empty = read("page_count")? <= 1 && read("schema_version")? == 0 && read("application_id")? == 0;
    if !empty {
        return Err(OpenError::NotOurs);
    }
    connection.pragma_update(None, "application_id", id).map_err(OpenError::from_sqlite)
}

fn io_error(error: std::io::Error) -> OpenError {
    if error.kind() == ErrorKind::StorageFull { OpenError::DiskFull } else { OpenError::Io(error) }
}

fn from_migration(error: rusqlite_migration::Error) -> OpenError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } if problem(&err) != Problem::Other => {
            OpenError::from_sqlite(err)
        }
        other => OpenError::Migration(Box::new(other)),
    }
}
