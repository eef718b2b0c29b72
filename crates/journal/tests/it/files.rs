use journal::{Error, Journal, OpenError};
use sqlite::Key;

use crate::{fixture, key};

#[test]
fn a_file_that_is_not_ours_is_kept_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    let content = b"these are somebody else's notes ".repeat(400);
    std::fs::write(&path, &content).unwrap();
    assert!(Journal::open(&path, &key(), None).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), content, "never overwritten");
}

#[test]
fn a_wrong_key_is_told_and_changes_nothing() {
    let fixture = fixture();
    fixture.journal.close();
    let path = fixture.folder.path().join("journal.db");
    let before = std::fs::read(&path).unwrap();
    let outcome = Journal::open(&path, &Key::new(&[8; 32]), None);
    assert!(matches!(outcome.err(), Some(OpenError::WrongKeyOrNotOurs)));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_damaged_file_is_kept_and_reported() {
    let fixture = fixture();
    let write = fixture.journal.write_blocking(|tx| {
        for number in 0..2000 {
            tx.execute(
                "INSERT INTO setting (name, value) VALUES (?1, '\"some text that fills pages\"')",
                [format!("n{number}")],
            )?;
        }
        Ok::<_, Error>(())
    });
    write.unwrap();
    fixture.journal.close();
    let path = fixture.folder.path().join("journal.db");
    let mut content = std::fs::read(&path).unwrap();
    // Every page but the first, which carries the schema.
    for byte in content.iter_mut().skip(4096).step_by(64) {
        *byte ^= 0xff;
    }
    std::fs::write(&path, &content).unwrap();
    assert!(Journal::open(&path, &key(), None).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), content, "kept byte for byte");
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let fixture = fixture();
    let raise = fixture.journal.write_blocking(|tx| Ok::<_, Error>(tx.pragma_update(None, "user_version", 900)?));
    raise.unwrap();
    fixture.journal.close();
    let outcome = Journal::open(&fixture.folder.path().join("journal.db"), &key(), None);
    assert!(matches!(outcome.err(), Some(OpenError::NewerSchema { .. })));
}

#[test]
fn nothing_readable_is_at_rest() {
    let fixture = fixture();
    let marker = "Beltrán-marker-9d1c";
    let text = marker.to_owned();
    let write = fixture
        .journal
        .write_blocking(move |tx| journal::settings::Setting::<String>::new("x", String::new).set(tx, &text));
    write.unwrap();
    for entry in std::fs::read_dir(fixture.folder.path()).unwrap() {
        let content = std::fs::read(entry.unwrap().path()).unwrap();
        let found = content.windows(marker.len()).any(|window| window == marker.as_bytes());
        assert!(!found, "the file and its write-ahead log are encrypted");
    }
}
