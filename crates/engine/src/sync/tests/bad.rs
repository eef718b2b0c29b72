//! A full disk, a server whose clock is set back, and one that changes what an id is.

use std::{collections::BTreeSet, sync::atomic::Ordering};

use ipc::{
    Code,
    sync::{Connection, Missing, MissingReason, Stream},
};
use model::Area;
use sandbox::{Action, Fault, Options, RateLimits, World};
use serde_json::json;

use super::{Site, changes::transfer, whole::same_but};

fn options(users: u32) -> Options {
    Options { world: World::Large(users), rate_limits: RateLimits::Off, ..Options::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_it_stops_says_so_and_goes_on_when_there_is_room() {
    let site = Site::new(options(300)).await;
    let control = site.sandbox.control();
    let running = site.open(true).await;
    for pages in [40, 150] {
        running.cache.limit_growth(Some(pages)).unwrap();
        site.until(1, "the full disk", async || {
            let connection = running.sync.status().await.unwrap().connection;
            matches!(connection, Connection::Troubled { failure } if failure.code == Code::DiskFull).then_some(())
        })
        .await;
        // It looks again each minute, and does not run against the wall.
        let (from, calls) = (control.now(), control.calls().len());
        site.until(1, "some minutes", async || (control.now() - from > 300).then_some(())).await;
        let made = control.calls().len() - calls;
        assert!(made < 6 * 100, "{made} calls in five minutes");
        running.cache.limit_growth(None).unwrap();
        site.until(1, "the way on", async || {
            let connection = running.sync.status().await.unwrap().connection;
            (connection == Connection::Online).then_some(())
        })
        .await;
    }
    site.synced(&running).await;
    same_but(&control.whole(), &running, true, &BTreeSet::new()).await;
    assert!(running.cache.is_sound().await.unwrap());
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_was_ahead_and_is_set_right_loses_nothing() {
    let site = Site::new(options(40)).await;
    let control = site.sandbox.control();
    // Half a day ahead of us.
    let ahead = 43_200;
    control.advance(ahead).unwrap();
    let running = site.open(false).await;
    site.synced(&running).await;
    let (first, _) = transfer(&running, 1).await;
    site.until(1, "the first transfer", async || {
        running.sync.now();
        running.held(Area::Transactions, &[]).await.contains_key(&first).then_some(())
    })
    .await;
    control.set_time(site.hand.now.load(Ordering::SeqCst)).unwrap();
    let (second, _) = transfer(&running, 2).await;
    site.until(1, "the second transfer", async || {
        running.sync.now();
        running.held(Area::Transactions, &[]).await.contains_key(&second).then_some(())
    })
    .await;
    same_but(&control.whole(), &running, true, &BTreeSet::new()).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_id_that_becomes_a_number_is_read_or_counted_and_stops_nothing() {
    let site = Site::new(options(40)).await;
    let control = site.sandbox.control();
    let number = |path: &str, at: &str, to| {
        let action = Action::Mutate { at: at.to_owned(), to, remove: false };
        control.fault(Fault { method: None, path: Some(path.to_owned()), skip: 0, times: None, action });
    };
    number("/users", "/0/Id", json!(815));
    number("/users", "/1/Id", json!({}));
    number("/users/*/wallets", "/0/Id", json!(4_711));
    let running = site.open(true).await;
    site.synced(&running).await;
    assert!(running.held(Area::Wallets, &[]).await.contains_key("4711"));
    let users = running.held(Area::Users, &[]).await;
    assert!(users.contains_key("815") && users.len() == 39, "{users:?}");
    // What is no id at all cannot be asked for; it is counted, and stays counted when the last page is read again.
    let from = control.now();
    site.until(1, "another look", async || (control.now() - from > 130).then_some(())).await;
    let coverage = running.coverage(Stream::Users).await;
    assert!(coverage.complete_to.is_some(), "{coverage:?}");
    assert_eq!(coverage.missing, [Missing { count: 1, reason: MissingReason::NeverShown }]);
    assert!(running.coverage(Stream::Cards).await.complete_to.is_some());
    running.stop().await;
}
