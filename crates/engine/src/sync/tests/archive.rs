//! What the API no longer tells survives the local copy.

use std::{collections::BTreeSet, sync::Arc};

use cache::Cache;
use journal::archive;
use model::{Area, Column, Origin, Search};
use sandbox::{Options, RateLimits, World};

use super::{Running, Site};

const DAY: i64 = 86_400;

async fn archived(running: &Running) -> u64 {
    running.journal.read(archive::count).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_is_built_anew_gets_back_what_the_api_no_longer_tells() {
    let options = Options { world: World::Large(60), rate_limits: RateLimits::Off, ..Options::default() };
    let site = Site::new(options).await;
    let running = site.open(true).await;
    site.synced(&running).await;
    let columns = [Column::Status, Column::UserId, Column::Debited, Column::Created];
    let before = running.held(Area::Transactions, &columns).await;
    let events = running.held(Area::Events, &[Column::Type, Column::ResourceId, Column::Date]).await;
    running.stop().await;

    // Fourteen months later nothing of that can be read any more, but it is still held.
    let later = 430 * DAY;
    site.sandbox.control().advance(later).unwrap();
    site.hand.advance(later);
    let running = site.open(true).await;
    let all = before.len() as u64 + events.len() as u64;
    site.until(1, "the archive", async || (archived(&running).await == all).then_some(())).await;
    site.synced(&running).await;
    // Days go by; nothing is archived twice.
    let from = site.sandbox.control().now();
    site.until(3_600, "three days", async || (site.sandbox.control().now() - from > 3 * DAY).then_some(())).await;
    assert_eq!(archived(&running).await, all);
    assert_eq!(running.held(Area::Transactions, &columns).await, before);
    running.stop().await;

    // The copy is damaged, put aside and built anew.
    let file = site.folder.path().join("cache.db");
    std::fs::write(&file, vec![7; 8_192]).unwrap();
    let key = sqlite::Key::new(&[7; 32]);
    let error = Cache::open(&file, &key).err().unwrap();
    assert!(Cache::can_rebuild(&error), "{error}");
    Cache::quarantine(&file).unwrap();
    let running = site.open(true).await;
    let told = site.sandbox.control().whole()["transactions"].as_array().unwrap().len();
    assert!(told >= before.len(), "the simulator holds them");
    site.synced(&running).await;
    site.until(1, "what is archived", async || {
        (running.held(Area::Transactions, &columns).await == before).then_some(())
    })
    .await;
    let rows = running.rows(Area::Transactions).await;
    assert!(rows.iter().all(|row| row.origin == Origin::Archive), "the API tells none of them");
    let back: BTreeSet<String> = running.held(Area::Events, &[]).await.into_keys().collect();
    assert!(events.keys().all(|id| back.contains(id)));
    // They are found like all others.
    let id = before.keys().next().unwrap();
    let found = running.cache.search(Search::read(id).unwrap(), 10).await.unwrap();
    assert!(found.hits.iter().any(|hit| hit.row.id == *id), "{found:?}");
    let object = running.cache.object(Area::Transactions, id.clone()).await.unwrap().unwrap();
    assert!(object.raw.contains(id), "with its JSON");
    assert_eq!(archived(&running).await, all, "and they are archived once");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_late_and_is_old_already_is_archived_too() {
    let options = Options { world: World::Large(40), rate_limits: RateLimits::Off, ..Options::default() };
    let site = Site::new(options).await;
    let running = site.open(true).await;
    site.synced(&running).await;
    let later = 430 * DAY;
    site.sandbox.control().advance(later).unwrap();
    site.hand.advance(later);
    let held = running.held(Area::Transactions, &[]).await;
    let events = running.held(Area::Events, &[]).await.len() as u64;
    let all = held.len() as u64 + events;
    site.until(1, "the archive", async || (archived(&running).await >= all).then_some(())).await;
    // A report brings one that is older than the youngest archived.
    let id = "xfer_m_late";
    let raw = format!(r#"{{"Id":"{id}","CreationDate":{},"Status":"SUCCEEDED"}}"#, super::NOW - 300 * DAY);
    let source = crate::sync::rows::Source {
        area: Area::Transactions,
        part: cache::Part::Listed,
        owner: None,
        origin: Origin::Report,
        asked_at: model::UnixSeconds(super::NOW),
    };
    let mut batch = cache::Batch::default();
    crate::sync::rows::add(&mut batch, &source, &[raw]);
    running.cache.apply(batch).await.unwrap();
    let count = archived(&running).await;
    site.until(3_600, "the late one", async || (archived(&running).await > count).then_some(())).await;
    let (all, _) = running.journal.read(|tx| archive::after(tx, 0, 100_000)).await.unwrap();
    assert!(all.iter().any(|archived| archived.id == id));
    let ids: BTreeSet<_> = all.iter().map(|archived| (archived.area, archived.id.clone())).collect();
    assert_eq!(ids.len(), all.len());
    running.stop().await;
    drop(Arc::clone(&site.hand));
}
