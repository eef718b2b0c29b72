use std::future::Future;
#[cfg(unix)]
use std::os::unix::fs::FileExt as _;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use sqlite::rusqlite::Transaction;
use sqlite::{Database, Error, Lane, Moment, Problem, Settings};

use crate::{key, migrations, place, settings};

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// A minimal executor: the crate needs none of its own.
fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

fn database(file: &std::path::Path) -> Database {
    Database::open(file, &key(1), &settings(), &migrations(), 2, None).unwrap()
}

fn add(text: &str) -> impl FnOnce(&Transaction<'_>) -> Result<i64, Error> + Send + 'static + use<> {
    let text = text.to_owned();
    move |transaction| {
        transaction.execute("INSERT INTO note (text) VALUES (?1)", [&text])?;
        Ok(transaction.last_insert_rowid())
    }
}

fn count(transaction: &Transaction<'_>) -> Result<i64, Error> {
    Ok(transaction.query_row("SELECT count(*) FROM note", [], |row| row.get(0))?)
}

#[test]
fn writes_are_seen_by_later_reads_and_survive_reopening() {
    let place = place();
    let db = database(&place.file);
    assert_eq!(block_on(db.write(add("one"))).unwrap(), 1);
    assert_eq!(db.write_blocking(add("two")).unwrap(), 2);
    assert_eq!(block_on(db.read(count)).unwrap(), 2);
    assert_eq!(db.read_blocking(count).unwrap(), 2);
    db.close();
    assert!(!place.file.with_extension("db-wal").exists(), "closing empties and removes the log");
    assert_eq!(database(&place.file).read_blocking(count).unwrap(), 2);
}

#[test]
fn failed_and_panicking_work_leaves_nothing_behind() {
    let place = place();
    let db = database(&place.file);
    db.write_blocking(add("one")).unwrap();
    let twice = db.write_blocking(|transaction| {
        add("two")(transaction)?;
        add("one")(transaction)
    });
    assert!(matches!(twice, Err(Error::Sqlite(_))), "unique");
    let panicked = db.write_blocking(|transaction| {
        add("three")(transaction)?;
        if true { panic!("deliberate") } else { Ok(()) }
    });
    assert!(matches!(panicked, Err(Error::Panicked)));
    assert_eq!(db.write_blocking(count).unwrap(), 1, "rolled back, and the thread lives");
}

#[test]
fn dropped_futures_are_still_carried_out_in_order() {
    let place = place();
    let db = database(&place.file);
    for n in 0..20 {
        drop(db.write(add(&n.to_string())));
    }
    assert_eq!(db.write_blocking(count).unwrap(), 20);
}

#[test]
fn readers_cannot_write() {
    let place = place();
    let db = database(&place.file);
    assert!(db.read_blocking(add("sly")).is_err());
    assert_eq!(db.read_blocking(count).unwrap(), 0);
}

#[test]
fn a_closed_database_answers_so() {
    let place = place();
    let db = database(&place.file);
    let pending = db.write(add("handed over before"));
    db.close();
    db.close();
    assert!(block_on(pending).is_ok(), "work handed over is finished");
    assert!(matches!(block_on(db.write(add("late"))), Err(Error::Closed)));
    assert!(matches!(db.read_blocking(count), Err(Error::Closed)));
    assert!(matches!(db.checkpoint(), Err(Error::Closed)));
}

#[test]
fn commits_are_observed_before_and_after() {
    let place = place();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let observer: sqlite::Observer = Arc::new(move |moment| log.lock().unwrap().push(moment));
    let db = Database::open(&place.file, &key(1), &settings(), &migrations(), 1, Some(observer)).unwrap();
    db.write_blocking(add("one")).unwrap();
    db.write_blocking(add("one")).unwrap_err();
    assert_eq!(*seen.lock().unwrap(), [Moment::BeforeCommit, Moment::AfterCommit], "the failed one does not count");
}

#[test]
fn a_full_disk_is_told_as_such() {
    let place = place();
    let db = database(&place.file);
    let outcome = db.write_blocking(|transaction| {
        // SQLite's own limit stands in for the disk's: it raises the same code.
        let pages: i64 = transaction.pragma_query_value(None, "page_count", |row| row.get(0)).map_err(Error::from)?;
        transaction.pragma_update_and_check(None, "max_page_count", pages + 1, |_| Ok(())).map_err(Error::from)?;
        add(&"x".repeat(100_000))(transaction)
    });
    assert_eq!(outcome.unwrap_err().problem(), Problem::DiskFull);
}

#[test]
fn checkpointing_moves_the_log_into_the_file() {
    let place = place();
    let db = database(&place.file);
    db.write_blocking(add("one")).unwrap();
    db.checkpoint().unwrap();
    assert_eq!(std::fs::metadata(place.file.with_extension("db-wal")).unwrap().len(), 0);
}

#[cfg(unix)]
/// Whether the far reader still answers from its page cache: the file is damaged behind its back.
fn still_kept(rest: Duration, patience: Duration) -> bool {
    let place = place();
    let settings = Settings { rest, ..settings() };
    let db = Database::open(&place.file, &key(1), &settings, &migrations(), 2, None).unwrap();
    db.write_blocking(add("one")).unwrap();
    db.checkpoint().unwrap();
    // Which reader serves is told by its page cache: the other one takes what comes while the far one is not idle yet.
    let read = || loop {
        let far = -i64::from(settings.far_cache_kib);
        let (cache, read) = block_on(db.read_on(Lane::Long, |transaction| {
            let cache: i64 = transaction.pragma_query_value(None, "cache_size", |row| row.get(0))?;
            Ok::<_, Error>((cache, count(transaction)))
        }))
        .unwrap();
        if cache == far {
            return read;
        }
    };
    assert_eq!(read().unwrap(), 1);
    let pages = std::fs::metadata(&place.file).unwrap().len() / 4096;
    let file = std::fs::File::options().write(true).open(&place.file).unwrap();
    for page in 1..pages {
        file.write_all_at(b"?", page * 4096 + 100).unwrap();
    }
    let begun = Instant::now();
    loop {
        let kept = read().is_ok();
        if !kept || begun.elapsed() > patience {
            return kept;
        }
        std::thread::sleep(rest.min(Duration::from_millis(20)));
    }
}

#[cfg(unix)]
#[test]
fn the_far_reader_gives_its_page_cache_back_when_it_rests() {
    assert!(still_kept(Duration::from_secs(3600), Duration::from_millis(100)), "nothing was given back yet");
    assert!(!still_kept(Duration::from_millis(1), Duration::from_secs(20)), "it rested");
}

#[test]
fn many_threads_read_while_one_writes() {
    let place = place();
    let db = database(&place.file);
    std::thread::scope(|scope| {
        for lane in 0..4 {
            let db = &db;
            scope.spawn(move || {
                for n in 0..50 {
                    db.write_blocking(add(&format!("{lane}-{n}"))).unwrap();
                    assert!(db.read_blocking(count).unwrap() > n, "a read sees the writes that were answered");
                }
            });
        }
    });
    assert_eq!(db.read_blocking(count).unwrap(), 200);
}
