//! The archive: once each, the latest and the whole.

use journal::{
    Error,
    archive::{self, Archived},
};
use model::{Area, UnixSeconds};

use crate::fixture;

fn object(id: &str, whole: bool, fetched_at: i64) -> Archived {
    Archived {
        area: Area::Transactions,
        id: id.to_owned(),
        whole,
        owner: Some("user_m_1".to_owned()),
        created: UnixSeconds(1_000),
        fetched_at: UnixSeconds(fetched_at),
        raw: format!(r#"{{"Id":"{id}","Seen":{fetched_at},"Whole":{whole}}}"#),
    }
}

#[test]
fn an_object_is_there_once_as_it_was_last_and_best_seen() {
    let place = fixture();
    for seen in [
        vec![object("a", false, 10), object("b", true, 10)],
        vec![object("a", false, 10), object("a", true, 20)],
        // An older answer, and a list's item where the object itself is there.
        vec![object("a", true, 15), object("b", false, 30)],
    ] {
        place.journal.write_blocking(move |tx| archive::put(tx, &seen)).unwrap();
    }
    let (all, end) = place.journal.read_blocking(|tx| archive::after(tx, 0, 10)).unwrap();
    assert!(all == [object("a", true, 20), object("b", true, 10)], "{all:?}");
    assert_eq!(end, Some(2));
    assert_eq!(place.journal.read_blocking(archive::count).unwrap(), 2);
}

#[test]
fn it_is_read_in_pieces_to_its_end() {
    let place = fixture();
    let all: Vec<_> = (0..25).map(|number| object(&format!("{number:02}"), true, number)).collect();
    let stored = all.clone();
    place.journal.write_blocking(move |tx| archive::put(tx, &stored)).unwrap();
    let (mut read, mut place_in_it) = (Vec::new(), 0);
    loop {
        let piece = place.journal.read_blocking(move |tx| archive::after(tx, place_in_it, 10));
        let (piece, end): (Vec<Archived>, _) = piece.map_err(|error: Error| error).unwrap();
        read.extend(piece);
        let Some(end) = end else { break };
        place_in_it = end;
    }
    assert!(read == all);
}
