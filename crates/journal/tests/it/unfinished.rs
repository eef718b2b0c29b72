//! Files on their way: known until they are forgotten, whatever their names are made of.

use std::path::PathBuf;

use journal::unfinished::{self, Unfinished};
use model::UnixSeconds;

use crate::fixture;

#[test]
fn files_are_known_from_before_they_are_made_until_they_are_forgotten() {
    let place = fixture();
    let file = |name: &str, at| Unfinished {
        path: PathBuf::from(format!("/home/ines/Büro/.mangrove-{name}.part")),
        begun_at: UnixSeconds(at),
    };
    let (first, second) = (file("export_2", 10), file("receipt_1", 20));
    for one in [&second, &first] {
        let one = one.clone();
        place.journal.write_blocking(move |tx| unfinished::begin(tx, &one)).unwrap();
    }
    assert_eq!(place.journal.read_blocking(unfinished::all).unwrap(), [first.clone(), second.clone()]);
    let again = first.clone();
    assert!(place.journal.write_blocking(move |tx| unfinished::begin(tx, &again)).is_err(), "names are used once");
    for _ in 0..2 {
        let path = first.path.clone();
        place.journal.write_blocking(move |tx| unfinished::forget(tx, &path)).unwrap();
    }
    assert_eq!(place.journal.read_blocking(unfinished::all).unwrap(), std::slice::from_ref(&second));
    assert!(!format!("{second:?}").contains("ines"), "a path is nothing for logs");
}
