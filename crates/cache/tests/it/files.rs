use cache::{Batch, Cache, Key, OpenError, Part, SETTINGS};
use model::{Area, Column, Direction};
use sqlite::{Seal, Settings};

use crate::{all, apply, key, list, now, open, place, user};

#[test]
fn rows_survive_closing_and_nothing_lies_in_clear() {
    let place = place();
    let cache = open(&place);
    let mut marked = user("user_m_1", Part::Detail, 10);
    marked.name = Some("Zwetschgenknoedel".to_owned());
    apply(&cache, Batch { users: vec![marked], ..Batch::default() });
    cache.close();
    cache.close();
    assert!(now(cache.generation(Area::Users)).is_err(), "closed");
    let bytes = std::fs::read(&place.file).unwrap();
    assert!(!bytes.windows(11).any(|run| run.eq_ignore_ascii_case(b"zwetschgenk")));
    let cache = open(&place);
    assert_eq!(list(&cache, &all(Area::Users, Column::Name, Direction::Ascending)).total, 1);
    assert!(now(cache.is_sound()).unwrap());
}

#[test]
fn a_damaged_file_is_put_aside_and_rebuilt() {
    let place = place();
    let aside = place.file.with_extension("db.damaged");
    for round in 0_u8..2 {
        std::fs::write(&place.file, vec![round; 9_000]).unwrap();
        let error = Cache::open(&place.file, &key()).map(drop).unwrap_err();
        assert!(matches!(error, OpenError::WrongKeyOrNotOurs) && Cache::can_rebuild(&error));
        Cache::quarantine(&place.file).unwrap();
        assert_eq!(std::fs::read(&aside).unwrap(), vec![round; 9_000], "the last one is kept");
        let cache = open(&place);
        assert_eq!(list(&cache, &all(Area::Users, Column::Id, Direction::Ascending)).total, 0);
        cache.close();
    }
    Cache::quarantine(&place.file).unwrap();
    Cache::quarantine(&place.file).unwrap();
    assert!(!place.file.exists());
}

#[test]
fn a_file_with_the_earlier_seal_is_copied_and_loses_nothing() {
    let place = place();
    // As caches were written before: the same schema under SQLCipher's own choice.
    let earlier = Settings { seal: Seal::Sha512, ..SETTINGS };
    let users = |from: usize, to: usize| (from..to).map(|n| user(&format!("user_m_{n}"), Part::Detail, 10)).collect();
    let cache = open(&place);
    apply(&cache, Batch { users: users(0, 300), ..Batch::default() });
    cache.close();
    sqlite::reseal(&place.file, &key(), &earlier).unwrap();
    assert!(matches!(sqlite::open(&place.file, &key(), &SETTINGS), Err(OpenError::OtherSeal)));
    assert!(matches!(sqlite::open(&place.file, &Key::new(&[9; 32]), &SETTINGS), Err(OpenError::WrongKeyOrNotOurs)));
    // An attempt that was killed left half a copy.
    std::fs::write(place.file.with_extension("db.new"), vec![7; 5_000]).unwrap();
    let cache = open(&place);
    assert!(!place.file.with_extension("db.new").exists());
    apply(&cache, Batch { users: users(250, 350), ..Batch::default() });
    let mut query = all(Area::Users, Column::Name, Direction::Ascending);
    assert_eq!(list(&cache, &query).total, 350);
    query.search = "user_m_12".to_owned();
    assert_eq!(list(&cache, &query).total, 11, "words came along: 12, and 120 to 129");
    assert!(now(cache.is_sound()).unwrap());
    cache.close();
    assert!(sqlite::open(&place.file, &key(), &SETTINGS).is_ok());
}

#[test]
fn a_damaged_page_is_told_as_corruption() {
    let place = place();
    let cache = open(&place);
    let users = (0..300).map(|n| user(&format!("user_m_{n}"), Part::Detail, 10)).collect();
    apply(&cache, Batch { users, ..Batch::default() });
    cache.close();
    let mut bytes = std::fs::read(&place.file).unwrap();
    for page in bytes.chunks_mut(4096).skip(1) {
        page[50] ^= 1;
    }
    std::fs::write(&place.file, bytes).unwrap();
    match Cache::open(&place.file, &key()) {
        Err(error) => assert!(matches!(error, OpenError::Damaged), "{error}"),
        Ok(cache) => {
            let outcome = now(cache.list(all(Area::Users, Column::Tag, Direction::Ascending)));
            assert!(outcome.unwrap_err().is_corrupt());
        }
    }
}

#[test]
fn a_missing_folder_is_not_mended_by_rebuilding() {
    let place = place();
    let error = Cache::open(&place.file.join("below/a/file"), &key()).map(drop).unwrap_err();
    assert!(!Cache::can_rebuild(&error), "{error:?}");
}

#[test]
fn wiping_leaves_no_file() {
    let place = place();
    open(&place).close();
    Cache::quarantine(&place.file).unwrap();
    open(&place).close();
    Cache::remove(&place.file).unwrap();
    let left: Vec<_> = std::fs::read_dir(place.file.parent().unwrap()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
    Cache::remove(&place.file).unwrap();
}

#[test]
fn newer_files_and_other_keys_are_refused() {
    let place = place();
    open(&place).close();
    assert!(matches!(Cache::open(&place.file, &Key::new(&[9; 32])).map(drop), Err(OpenError::WrongKeyOrNotOurs)));
    let settings = Settings { create: false, ..SETTINGS };
    let raw = sqlite::open(&place.file, &key(), &settings).unwrap();
    let version: i64 = raw.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 9, "migrated from zero");
    raw.pragma_update(None, "user_version", version + 3).unwrap();
    drop(raw);
    let outcome = Cache::open(&place.file, &key()).map(drop);
    assert!(matches!(outcome, Err(OpenError::NewerSchema { found: 12, known: 9 })), "{outcome:?}");
}
