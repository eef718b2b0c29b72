use journal::audit::{self, Fact, GENESIS, Verdict};
use journal::{Error, Transaction};
use model::UnixSeconds;
use serde_json::json;

use crate::{Fixture, fixture, key};

fn fact(number: i64) -> Fact {
    Fact {
        at: UnixSeconds(1_795_513_320 + number),
        actor: "ines".into(),
        action: "user.opened",
        object_kind: "user",
        object_id: format!("user_{number}"),
        detail: json!({ "number": number }),
    }
}

fn filled(entries: i64) -> Fixture {
    let fixture = fixture();
    let write = fixture.journal.write_blocking(move |tx| {
        for number in 0..entries {
            audit::append(tx, &fact(number))?;
        }
        Ok::<_, Error>(())
    });
    write.unwrap();
    fixture
}

fn verdict(fixture: &Fixture) -> Verdict {
    fixture.journal.read_blocking(audit::verify).unwrap()
}

/// What somebody with the key and an SQL shell could do.
fn tamper(fixture: &Fixture, sql: &'static str) {
    let work = move |tx: &Transaction<'_>| {
        tx.execute_batch("DROP TRIGGER audit_is_append_only_1; DROP TRIGGER audit_is_append_only_2;")?;
        tx.execute_batch(sql)?;
        Ok::<_, Error>(())
    };
    fixture.journal.write_blocking(work).unwrap();
}

#[test]
fn a_chain_that_nobody_touched_is_whole() {
    assert_eq!(verdict(&fixture()), Verdict::Whole { entries: 0, head: GENESIS });
    let fixture = filled(20);
    let last = fixture.journal.read_blocking(|tx| audit::list(tx, 20, 5)).unwrap();
    assert_eq!(last.len(), 1);
    assert_eq!(verdict(&fixture), Verdict::Whole { entries: 20, head: last[0].hash });
}

#[test]
fn the_first_broken_entry_is_found_whatever_was_done_to_it() {
    for (sql, at) in [
        ("UPDATE audit SET detail = '{\"number\":9}' WHERE seq = 7", 7),
        ("UPDATE audit SET at = at + 1 WHERE seq = 1", 1),
        ("UPDATE audit SET actor = 'someone' WHERE seq = 20", 20),
        ("DELETE FROM audit WHERE seq = 5", 5),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 3", 3),
        (
            "UPDATE audit SET seq = 99 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = 5; UPDATE audit SET seq = 5 WHERE seq = 99",
            4,
        ),
    ] {
        let fixture = filled(20);
        tamper(&fixture, sql);
        assert_eq!(verdict(&fixture), Verdict::Broken { at }, "{sql}");
    }
}

#[test]
fn the_file_itself_refuses_changes_and_deletions() {
    let fixture = filled(3);
    for sql in ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"] {
        let outcome = fixture.journal.write_blocking(move |tx| Ok::<_, Error>(tx.execute(sql, [])?));
        assert!(outcome.is_err(), "{sql} must be refused by a trigger");
    }
    assert!(matches!(verdict(&fixture), Verdict::Whole { entries: 3, .. }));
}

#[test]
fn an_entry_shares_the_fate_of_what_it_records() {
    let fixture = filled(2);
    let outcome = fixture.journal.write_blocking(|tx| {
        audit::append(tx, &fact(3))?;
        Err::<(), _>(Error::NotFound { what: "whatever" })
    });
    assert!(outcome.is_err());
    assert!(matches!(verdict(&fixture), Verdict::Whole { entries: 2, .. }), "a rolled back entry leaves no trace");
}

#[test]
fn the_chain_goes_on_after_a_restart() {
    let fixture = filled(2);
    fixture.journal.close();
    let journal = journal::Journal::open(&fixture.folder.path().join("journal.db"), &key(), None).unwrap();
    journal.write_blocking(|tx| audit::append(tx, &fact(3))).unwrap();
    assert!(matches!(journal.read_blocking(audit::verify).unwrap(), Verdict::Whole { entries: 3, .. }));
}
