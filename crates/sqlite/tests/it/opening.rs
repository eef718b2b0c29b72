use sqlite::rusqlite::Connection;
use sqlite::rusqlite_migration::{M, Migrations};
use sqlite::{OpenError, Settings, full_check, migrate, open, quick_check};

use crate::{Place, key, migrations, place, settings};

/// A file with enough rows to have many pages.
fn filled(place: &Place) {
    let mut connection = open(&place.file, &key(1), &settings()).unwrap();
    migrate(&mut connection, &migrations()).unwrap();
    for n in 0..500 {
        connection.execute("INSERT INTO note (text) VALUES (?1)", [format!("{n} {}", "Éléonore ".repeat(20))]).unwrap();
    }
    connection.close().unwrap();
}

fn text<T: sqlite::rusqlite::types::FromSql>(connection: &Connection, pragma: &str) -> T {
    connection.pragma_query_value(None, pragma, |row| row.get(0)).unwrap()
}

#[test]
fn a_new_file_is_encrypted_private_and_set_up() {
    let place = place();
    filled(&place);
    let bytes = std::fs::read(&place.file).unwrap();
    assert!(!bytes.starts_with(b"SQLite format 3"), "no plain header");
    assert!(!bytes.windows(10).any(|run| run == "Éléonore".as_bytes()), "no plain content");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&place.file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let connection = open(&place.file, &key(1), &settings()).unwrap();
    assert_eq!(text::<String>(&connection, "journal_mode"), "wal");
    assert_eq!(text::<i64>(&connection, "synchronous"), 2, "FULL");
    assert_eq!(text::<i64>(&connection, "temp_store"), 2, "MEMORY");
    assert_eq!(text::<i64>(&connection, "secure_delete"), 1);
    assert_eq!(text::<i64>(&connection, "foreign_keys"), 1);
    assert_eq!(text::<i64>(&connection, "cache_size"), -2048);
    assert!(quick_check(&connection).unwrap());
    assert!(full_check(&connection).unwrap());
}

#[test]
fn missing_files_are_told_apart_from_new_ones() {
    let place = place();
    let must_exist = Settings { create: false, ..settings() };
    assert!(matches!(open(&place.file, &key(1), &must_exist), Err(OpenError::NotFound)));
    assert!(!place.file.exists(), "looking must not create");
    std::fs::write(&place.file, b"").unwrap();
    assert!(matches!(open(&place.file, &key(1), &must_exist), Err(OpenError::Damaged)), "emptied behind our back");
}

#[test]
fn a_wrong_key_and_foreign_bytes_look_alike_and_stay_untouched() {
    let place = place();
    filled(&place);
    let before = std::fs::read(&place.file).unwrap();
    assert!(matches!(open(&place.file, &key(2), &settings()), Err(OpenError::WrongKeyOrNotOurs)));
    assert_eq!(std::fs::read(&place.file).unwrap(), before);
    for foreign in [b"hello".to_vec(), vec![0x5a; 20_000], b"%PDF-1.7 and so on".repeat(500)] {
        std::fs::write(&place.file, &foreign).unwrap();
        let outcome = open(&place.file, &key(1), &settings()).map(drop);
        assert!(matches!(outcome, Err(OpenError::WrongKeyOrNotOurs)), "{outcome:?}");
        assert_eq!(std::fs::read(&place.file).unwrap(), foreign, "a foreign file is never changed");
    }
}

#[test]
fn plain_databases_folders_pipes_and_other_stores_are_not_ours() {
    let place = place();
    let plain = Connection::open(&place.file).unwrap();
    plain.execute_batch("CREATE TABLE t (a)").unwrap();
    drop(plain);
    assert!(matches!(open(&place.file, &key(1), &settings()), Err(OpenError::NotOurs)));

    std::fs::remove_file(&place.file).unwrap();
    std::fs::create_dir(&place.file).unwrap();
    assert!(matches!(open(&place.file, &key(1), &settings()), Err(OpenError::NotOurs)));
    std::fs::remove_dir(&place.file).unwrap();

    filled(&place);
    let other = Settings { application_id: 7, ..settings() };
    assert!(matches!(open(&place.file, &key(1), &other), Err(OpenError::NotOurs)), "right key, other store");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_instead_of_waited_for() {
    let place = place();
    let made = std::process::Command::new("mkfifo").arg(&place.file).status().unwrap();
    assert!(made.success());
    assert!(matches!(open(&place.file, &key(1), &settings()), Err(OpenError::NotOurs)));
}

#[test]
fn damage_behind_the_first_page_is_found() {
    let place = place();
    filled(&place);
    let mut bytes = std::fs::read(&place.file).unwrap();
    let pages = bytes.len() / 4096;
    for page in 1..pages {
        bytes[page * 4096 + 100] ^= 1;
    }
    std::fs::write(&place.file, &bytes).unwrap();
    let connection = open(&place.file, &key(1), &settings()).unwrap();
    assert!(!full_check(&connection).unwrap(), "every page is authenticated");
    drop(connection);
    let connection = open(&place.file, &key(1), &settings()).unwrap();
    let read = connection.query_row("SELECT sum(length(text)) FROM note", [], |row| row.get::<_, i64>(0));
    assert!(sqlite::is_corrupt(&read.unwrap_err()), "reading a damaged page is told as corruption");
}

#[test]
fn a_truncated_file_is_damaged_not_empty() {
    let place = place();
    filled(&place);
    let bytes = std::fs::read(&place.file).unwrap();
    std::fs::write(&place.file, &bytes[..4096 * 3]).unwrap();
    let outcome = open(&place.file, &key(1), &settings()).and_then(|mut connection| {
        migrate(&mut connection, &migrations())?;
        Ok(quick_check(&connection).unwrap())
    });
    assert!(matches!(outcome, Ok(false) | Err(OpenError::Damaged)), "{outcome:?}");
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let place = place();
    filled(&place);
    let newer = Migrations::new(vec![M::up("SELECT 1"), M::up("SELECT 1"), M::up("CREATE TABLE later (a)")]);
    let mut connection = open(&place.file, &key(1), &settings()).unwrap();
    migrate(&mut connection, &newer).unwrap();
    let outcome = migrate(&mut connection, &migrations());
    assert!(matches!(outcome, Err(OpenError::NewerSchema { found: 3, known: 1 })), "{outcome:?}");
    assert_eq!(text::<i64>(&connection, "user_version"), 3);
}

#[test]
fn a_failing_migration_leaves_the_file_as_it_was() {
    let place = place();
    let mut connection = open(&place.file, &key(1), &settings()).unwrap();
    let broken = Migrations::new(vec![M::up("CREATE TABLE a (x)"), M::up("CREATE TABLE b (x); CREATE TABLE a (x)")]);
    assert!(matches!(migrate(&mut connection, &broken), Err(OpenError::Migration(_))));
    assert_eq!(text::<i64>(&connection, "user_version"), 0, "steps that ran together fall together");
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 0);
}

#[test]
fn no_error_quotes_the_key() {
    let place = place();
    filled(&place);
    let error = open(&place.file, &key(0xab), &settings()).map(drop).unwrap_err();
    let told = format!("{error} {error:?}");
    assert!(!told.contains("abab"), "{told}");
}
