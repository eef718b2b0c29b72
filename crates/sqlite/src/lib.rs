//! Opening, keying and migrating an encrypted SQLite file, and running work on it: the part that every store shares.
//!
//! A [`Database`] owns one writer connection and a few readers, each on its own thread. Work is handed over as a
//! closure and its result awaited; a connection never crosses an await. The file is encrypted with SQLCipher under a
//! raw 256-bit [`Key`], in write-ahead-log mode.
//!
//! What this crate does **not** do: it holds no schema and knows nothing of what is stored; it does not derive keys
//! (that is `vault`) and does not decide what to do about a damaged file (that is each store's owner).
//!
//! Limits worth knowing. SQLCipher copies the text of the key statement and the page keys into SQLite's own heap; it
//! wipes the page keys when a connection closes, but not the statement's text. Its `cipher_memory_security` would, at
//! the price of a system call per allocation, so it stays off.

mod database;
mod error;
mod key;
mod open;
mod readers;

pub use database::{Database, Moment, Observer};
pub use error::{Error, Problem, is_corrupt, is_disk_full, problem};
pub use key::Key;
pub use open::{OpenError, Seal, Settings, Synchronous, full_check, migrate, open, quick_check, reseal};
pub use readers::Lane;

pub use rusqlite;
pub use rusqlite_migration;
