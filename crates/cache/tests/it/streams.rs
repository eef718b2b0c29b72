use cache::{Batch, Coverage, Part, StreamState};
use model::{Area, Column, Direction, UnixSeconds};

use crate::{all, apply, list, now, open, place, user};

fn stream(name: &str, cursor: &str, at: i64) -> StreamState {
    StreamState {
        name: name.to_owned(),
        watermark: Some(UnixSeconds(at - 1)),
        cursor: Some(cursor.to_owned()),
        coverage: Coverage {
            complete_from: Some(UnixSeconds(1)),
            complete_to: Some(UnixSeconds(at)),
            missing: 3,
            missing_reason: Some("scope".to_owned()),
        },
        state: Some("{\"page\":7}".to_owned()),
        updated_at: UnixSeconds(at),
    }
}

#[test]
fn a_stream_is_stored_with_its_rows_and_read_back_after_a_restart() {
    let place = place();
    let cache = open(&place);
    assert_eq!(now(cache.stream("users".to_owned())).unwrap(), None);
    let batch = |cursor, at| Batch {
        users: vec![user("u1", Part::Listed, at)],
        streams: vec![stream("users", cursor, at), stream("events", cursor, at)],
        ..Batch::default()
    };
    apply(&cache, batch("page 1", 10));
    apply(&cache, batch("page 2", 20));
    drop(cache);
    let cache = open(&place);
    assert_eq!(now(cache.stream("users".to_owned())).unwrap(), Some(stream("users", "page 2", 20)));
    assert_eq!(now(cache.streams()).unwrap().len(), 2);
    assert_eq!(list(&cache, &all(Area::Users, Column::Id, Direction::Ascending)).generation, 1);
}
