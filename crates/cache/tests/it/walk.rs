//! A list gone through from end to end: of one moment, and no longer than wanted.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};

use cache::{Batch, CacheError, Stop};
use model::{Area, Column, Direction};

use crate::objects::object;
use crate::{all, apply, now, open, place};

fn hooks(numbers: std::ops::Range<u32>) -> Batch {
    let objects = numbers.map(|at| object(Area::Hooks, &format!("hook_{at:04}"), Vec::new())).collect();
    Batch { objects, ..Batch::default() }
}

#[test]
fn what_is_written_meanwhile_is_not_seen() {
    let place = place();
    let cache = open(&place);
    apply(&cache, hooks(0..100));
    let ((begun, wait_begun), (written, wait_written)) = (mpsc::channel(), mpsc::channel());
    let walk = cache.walk(all(Area::Hooks, Column::Id, Direction::Ascending), Arc::new(|| false), move |walk| {
        let mut ids = Vec::new();
        walk.rows(10, |some| {
            if ids.is_empty() {
                begun.send(()).unwrap();
                wait_written.recv().unwrap();
            }
            ids.extend(some.iter().map(|row| row.id.clone()));
            Ok::<_, CacheError>(())
        })?;
        Ok::<_, CacheError>((walk.total()?, ids.len()))
    });
    wait_begun.recv().unwrap();
    apply(&cache, hooks(50..200));
    written.send(()).unwrap();
    assert_eq!(now(walk).unwrap(), (100, 100));
}

#[test]
fn a_walk_ends_when_it_is_not_wanted_any_more() {
    let place = place();
    let cache = open(&place);
    apply(&cache, hooks(0..100));
    let wanted = Arc::new(AtomicBool::new(true));
    let (asked, stopping) = (Arc::clone(&wanted), Arc::clone(&wanted));
    let stop: Stop = Arc::new(move || !asked.load(Ordering::SeqCst));
    let (said, seen) = mpsc::channel();
    let walk = cache.walk(all(Area::Hooks, Column::Id, Direction::Ascending), stop, move |walk| {
        walk.rows(10, |some| {
            said.send(some.len()).unwrap();
            stopping.store(false, Ordering::SeqCst);
            Ok::<_, CacheError>(())
        })
    });
    assert!(matches!(now(walk), Err(CacheError::Stopped)));
    assert_eq!(seen.iter().collect::<Vec<_>>(), [10]);
}
