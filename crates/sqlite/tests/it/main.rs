#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]
//! Public behaviour of the `sqlite` crate on real files.

mod database;
mod opening;

use std::path::PathBuf;
use std::time::Duration;

use sqlite::rusqlite_migration::{M, Migrations};
use sqlite::{Key, Seal, Settings, Synchronous};

pub(crate) fn key(seed: u8) -> Key {
    Key::new(&[seed; 32])
}

pub(crate) fn settings() -> Settings {
    Settings {
        application_id: 0x4d67_7431,
        synchronous: Synchronous::Full,
        cache_kib: 2048,
        reader_cache_kib: 2048,
        far_cache_kib: 1024,
        rest: Duration::from_secs(3600),
        seal: Seal::Sha512,
        log_pages: 1000,
        busy: Duration::from_millis(200),
        create: true,
    }
}

pub(crate) fn migrations() -> Migrations<'static> {
    Migrations::new(vec![M::up("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)")])
}

pub(crate) struct Place {
    _dir: tempfile::TempDir,
    pub(crate) file: PathBuf,
}

pub(crate) fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("test.db");
    Place { _dir: dir, file }
}
