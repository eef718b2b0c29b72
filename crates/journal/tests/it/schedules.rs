//! Schedules: there until they are taken away, and as they were when they are put back.

use journal::{
    Error, Transaction,
    schedules::{self, Schedule},
};
use model::UnixSeconds;

use crate::{Fixture, fixture};

fn schedule(id: &str, settled_to: i64) -> Schedule {
    Schedule {
        id: id.to_owned(),
        typed: r#"{"every":"DAY"}"#.to_owned(),
        zone: "Europe/Paris".to_owned(),
        made_at: UnixSeconds(10),
        settled_to: UnixSeconds(settled_to),
        paused: settled_to > 20,
        last: (settled_to > 20).then(|| "{}".to_owned()),
        awaited: r#"["report_m_1"]"#.to_owned(),
    }
}

fn write(place: &Fixture, work: impl FnOnce(&Transaction<'_>) -> Result<(), Error> + Send + 'static) {
    place.journal.write_blocking(work).unwrap();
}

fn all(place: &Fixture) -> Vec<Schedule> {
    place.journal.read_blocking(schedules::all).unwrap()
}

#[test]
fn a_schedule_is_there_until_it_is_taken_away_for_good() {
    let place = fixture();
    for one in [schedule("a", 20), schedule("b", 20), schedule("a", 30)] {
        write(&place, move |tx| schedules::put(tx, &one));
    }
    assert_eq!(all(&place), [schedule("a", 30), schedule("b", 20)]);
    write(&place, |tx| schedules::set_gone(tx, "a", Some(UnixSeconds(40))));
    assert_eq!(all(&place), [schedule("b", 20)]);
    // What comes of a report that was on its way is still noted.
    write(&place, |tx| schedules::put(tx, &schedule("a", 50)));
    assert_eq!(all(&place).len(), 1);
    write(&place, |tx| schedules::set_gone(tx, "a", None));
    assert_eq!(all(&place)[0], schedule("a", 50));
    write(&place, |tx| schedules::set_gone(tx, "a", Some(UnixSeconds(60))));
    write(&place, schedules::forget_gone);
    write(&place, |tx| schedules::set_gone(tx, "a", None));
    assert_eq!(all(&place), [schedule("b", 20)]);
    assert_eq!(place.journal.read_blocking(|tx| schedules::get(tx, "a")).unwrap(), None);
}
