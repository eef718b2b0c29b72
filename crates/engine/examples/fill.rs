//! Fills a profile from nothing beside a simulator with latency, and tells what it took: `cargo xtask bench sync`.
//!
//! Arguments: users of the large world, milliseconds of latency, `lists` or `reports`. The last line is JSON.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a measuring program")]

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use engine::{Caller, ports::SystemClock};
use ipc::{
    profiles::CreateProfile,
    sync::{GetCoverage, GetSyncStatus},
};
use testkit::{MemoryKeyStore, TestWindows, WINDOW, connection};

/// Pages that a list of so many rows has: at least one.
fn pages(rows: u64) -> u64 {
    rows.div_ceil(100).max(1)
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let latency = Duration::from_millis(arguments[1].parse().unwrap());
    let by_lists = arguments[2] == "lists";
    let sandbox = testkit::large(arguments[0].parse().unwrap(), latency).await;
    let folder = tempfile::tempdir().unwrap();
    let key_store = Arc::new(MemoryKeyStore::default());
    let host = testkit::host(folder.path().to_owned(), key_store, Arc::new(SystemClock), &TestWindows::default());
    let window = Caller::new(WINDOW);
    let begun = Instant::now();
    // A profile that only reads may not order reports.
    let profile = CreateProfile { read_only: by_lists, ..connection(&sandbox) };
    Arc::clone(&host).create_profile(window.clone(), profile).await.unwrap();
    loop {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let status = Arc::clone(&host).get_sync_status(window.clone(), GetSyncStatus {}).await.unwrap();
        if status.streams.iter().all(|stream| stream.complete_at.is_some() || stream.trouble.is_some()) {
            break;
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    let control = sandbox.control();
    let calls = control.calls().last().map_or(0, |call| call.seq);
    // What the simulator's own dump says has to be asked for.
    let whole = control.whole();
    let list = |name: &str| whole[name].as_array().cloned().unwrap_or_default();
    let everybody = list("users");
    let owners: BTreeSet<&str> =
        everybody.iter().filter(|user| user["category"] != "PAYER").filter_map(|user| user["id"].as_str()).collect();
    let count = everybody.len() as u64;
    let verified = everybody.iter().filter(|user| user["level"] == "REGULAR" && user["status"] != "CLOSED").count();
    // Details, cards, bank accounts, preauthorisations and deposits of each user; recipients and checks of owners; the
    // deadline of whom is verified.
    let both = pages(count) + 5 * count + 2 * owners.len() as u64 + verified as u64 + 9;
    let by_authors = {
        let mut rows = std::collections::BTreeMap::<&str, u64>::new();
        let transactions = whole["transactions"].as_array().unwrap();
        for transaction in transactions {
            *rows.entry(transaction["author"].as_str().unwrap_or_default()).or_default() += 1;
        }
        rows.values().map(|rows| pages(*rows)).sum::<u64>() + count.saturating_sub(rows.len() as u64)
    };
    let lists = both + count + by_authors;
    // Three reports of transactions, one of wallets: an order and a look each.
    let reports = both + 2 * 4;
    let coverage = Arc::clone(&host).get_coverage(window, GetCoverage {}).await.unwrap();
    let objects: u64 = coverage.iter().map(|stream| stream.have).sum();
    let least = if by_lists { lists } else { reports };
    let told = serde_json::json!({
        "seconds": seconds, "calls": calls, "least": least, "least_lists": lists, "least_reports": reports,
        "objects": objects, "users": count,
    });
    println!("{told}");
    host.shut_down().await;
}
