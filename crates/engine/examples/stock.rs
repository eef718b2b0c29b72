//! Makes a profile whose local copy holds the users and transactions of a large world, for `cargo xtask bench startup
//! --world large` and `bench scroll`: the application then opens it as on any other day, without a server.
//!
//! Arguments: the data folder, the name under which the application keeps its keys in the system's key store, users of
//! the large world. The last line is the number of transactions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a measuring program")]

use std::{sync::Arc, time::Duration};

use engine::{
    Caller, Host, HostParts,
    ports::{RandomIds, SystemClock},
};
use ipc::{
    profiles::{CreateProfile, Credentials},
    sync::{GetCoverage, Stream},
};
use model::Environment;
use testkit::{
    API_KEY, CLIENT_ID, NoDemo, TestWindows,
    sandbox::{Options, RateLimits, Sandbox, World},
};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let users: u32 = arguments[2].parse().unwrap();
    let sandbox = Sandbox::start(Options {
        world: World::Large(users),
        client_id: CLIENT_ID.to_owned(),
        api_key: API_KEY.to_owned(),
        rate_limits: RateLimits::Off,
        ..Options::default()
    })
    .await
    .unwrap();
    let host = Host::new(HostParts {
        folder: arguments[0].clone().into(),
        key_store: engine::os_key_store(&arguments[1]),
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds),
        shell: Arc::new(TestWindows::default()),
        demo: Arc::new(NoDemo),
        version: "0.0.0".to_owned(),
        theme: None,
        on_mark: None,
    })
    .unwrap();
    let window = Caller::new("main-1");
    let profile = CreateProfile {
        label: "Large".to_owned(),
        credentials: Some(Credentials {
            environment: Environment::Sandbox,
            client_id: CLIENT_ID.to_owned(),
            api_key: API_KEY.to_owned(),
            address: Some(sandbox.base_url()),
        }),
        passphrase: None,
        read_only: false,
    };
    Arc::clone(&host).create_profile(window.clone(), profile).await.unwrap();
    let transactions = loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let coverage = Arc::clone(&host).get_coverage(window.clone(), GetCoverage {}).await.unwrap();
        let of = |stream| coverage.iter().find(|told| told.stream == stream).unwrap();
        if of(Stream::Users).complete_to.is_some() && of(Stream::Transactions).complete_to.is_some() {
            break of(Stream::Transactions).have;
        }
    };
    host.shut_down().await;
    println!("{transactions}");
}
