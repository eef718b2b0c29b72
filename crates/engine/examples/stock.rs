//! Makes a profile whose local copy holds users, transactions, documents and disputes of a large world, for `cargo xtask
//! bench startup scroll routes --world large`: the application then opens it as on any other day, without a server.
//!
//! Arguments: the data folder, the name under which the application keeps its keys in the system's key store, users of
//! the large world. The last line is the number of transactions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a measuring program")]

use std::{sync::Arc, time::Duration};

use engine::{Caller, ports::SystemClock};
use ipc::{
    profiles::CreateProfile,
    sync::{GetCoverage, Stream},
};
use testkit::{TestWindows, WINDOW, connection};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let sandbox = testkit::large(arguments[2].parse().unwrap(), Duration::ZERO).await;
    let key_store = engine::os_key_store(&arguments[1]);
    let host = testkit::host(arguments[0].clone().into(), key_store, Arc::new(SystemClock), &TestWindows::default());
    let window = Caller::new(WINDOW);
    let profile = CreateProfile { label: "Large".to_owned(), ..connection(&sandbox) };
    Arc::clone(&host).create_profile(window.clone(), profile).await.unwrap();
    let transactions = loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let coverage = Arc::clone(&host).get_coverage(window.clone(), GetCoverage {}).await.unwrap();
        let of = |stream| coverage.iter().find(|told| told.stream == stream).unwrap();
        // What needs a call per user would take an hour; these are lists of the whole platform.
        let whole = [Stream::Users, Stream::Transactions, Stream::KycDocuments, Stream::Disputes];
        if whole.iter().all(|stream| of(*stream).complete_to.is_some()) {
            break of(Stream::Transactions).have;
        }
    };
    host.shut_down().await;
    println!("{transactions}");
}
