//! The journal on real files.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing helper fails its test")]

mod archive;
mod audit;
mod files;
mod forms;
mod lists;
mod schedules;
mod tables;
mod unfinished;

use journal::Journal;
use sqlite::Key;

/// A journal in a folder of its own.
pub(crate) struct Fixture {
    /// The folder, removed at the end.
    pub(crate) folder: tempfile::TempDir,
    /// The open journal.
    pub(crate) journal: Journal,
}

pub(crate) fn key() -> Key {
    Key::new(&[7; 32])
}

pub(crate) fn fixture() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(&folder.path().join("journal.db"), &key(), None).unwrap();
    Fixture { folder, journal }
}
