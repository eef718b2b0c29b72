//! A full sync ends with every object that the simulator holds, whatever happens on the way.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use ipc::sync::{MissingReason, Route, RouteReason, Stream};
use model::{Area, Column};
use sandbox::{Action, Fault, Options, RateLimits, Scopes, World};
use serde_json::Value;

use super::{Running, Site, harsh::late_user, refusal, truth};

fn options(world: World) -> Options {
    Options { world, rate_limits: RateLimits::Off, ..Options::default() }
}

/// Every object, but for wallets and transactions where they are looked at by themselves.
async fn same(site: &Site, running: &Running, with_money: bool) {
    same_but(&site.sandbox.control().whole(), running, with_money, &BTreeSet::new()).await;
}

/// The same where some users have vanished meanwhile: what was seen of them stays.
pub(super) async fn same_but(dump: &Value, running: &Running, with_money: bool, vanished: &BTreeSet<String>) {
    let compare = |what: &str, mut held: BTreeMap<String, String>, truth: BTreeMap<String, String>| {
        held.retain(|id, told| !vanished.iter().any(|user| user == id || told.contains(user)));
        let wrong: Vec<_> = truth.iter().filter(|(id, told)| held.get(*id) != Some(told)).take(3).collect();
        let shown: Vec<_> = wrong.iter().map(|(id, _)| held.get(*id)).collect();
        assert!(
            wrong.is_empty(),
            "{what}: the simulator has {wrong:?}, held {shown:?} ({} of {})",
            held.len(),
            truth.len()
        );
        let more: Vec<_> = held.keys().filter(|id| !truth.contains_key(*id)).take(3).collect();
        assert!(more.is_empty(), "{what}: nobody has {more:?}");
    };
    compare("users", running.held(Area::Users, &[]).await, truth(dump, "users", &[]));
    let documents = running.held(Area::KycDocuments, &[Column::Status, Column::UserId, Column::Created]).await;
    compare("documents", documents, truth(dump, "documents", &["status", "user", "created"]));
    let disputes = running.held(Area::Disputes, &[Column::Status, Column::Debited, Column::InitialId]).await;
    compare("disputes", disputes, truth(dump, "disputes", &["status", "disputed", "payin"]));
    for (area, list) in [
        (Area::Mandates, "mandates"),
        (Area::Cards, "cards"),
        (Area::BankAccounts, "accounts"),
        (Area::Preauthorizations, "holds"),
        (Area::UboDeclarations, "declarations"),
        (Area::Hooks, "hooks"),
    ] {
        compare(list, running.held(area, &[]).await, truth(dump, list, &[]));
    }
    if with_money {
        let mut wallets = truth(dump, "wallets", &["owner", "currency", "created"]);
        wallets.retain(|_, told| !told.starts_with('|'));
        compare(
            "wallets",
            running.held(Area::Wallets, &[Column::UserId, Column::Currency, Column::Created]).await,
            wallets,
        );
        let columns =
            [Column::Status, Column::Type, Column::UserId, Column::Debited, Column::Created, Column::Executed];
        let transactions = running.held(Area::Transactions, &columns).await;
        let members = ["status", "kind", "author", "debited", "created", "executed"];
        compare("transactions", transactions, truth(dump, "transactions", &members));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_world_by_reports() {
    let site = Site::new(options(World::Demo)).await;
    let running = site.open(false).await;
    site.synced(&running).await;
    same(&site, &running, true).await;
    let transactions = running.coverage(Stream::Transactions).await;
    assert_eq!((transactions.route, transactions.missing.len()), (Some(Route::LegacyReports), 0));
    let plan = running.sync.plan().await.unwrap();
    assert!(plan.steps.is_empty(), "nothing is left to read: {:?}", plan.steps);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_only_profile_reads_lists_and_tells_whose_are_missing() {
    let site = Site::new(options(World::Demo)).await;
    let running = site.open(true).await;
    site.synced(&running).await;
    same(&site, &running, false).await;
    let posts = site
        .sandbox
        .control()
        .calls()
        .iter()
        .filter(|call| call.method != "GET" && !call.path.contains("oauth"))
        .count();
    assert_eq!(posts, 0, "nothing was written");
    let wallets = running.coverage(Stream::Wallets).await;
    assert_eq!(wallets.route, Some(Route::UserLists));
    // Exactly those who must authenticate are missing, and nobody else.
    let dump = site.sandbox.control().whole();
    let mut missing = 0;
    let held = running.held(Area::Wallets, &[Column::UserId]).await;
    for user in truth(&dump, "users", &[]).keys() {
        let refused = running.client.wallets_of(&model::UserId::new(user.as_str()), &mangopay::WalletFilter::default());
        if matches!(refused.page(1).await, Err(mangopay::Error::ScaRequired { .. })) {
            missing += 1;
            assert!(!held.values().any(|owner| owner == user));
        }
    }
    let told: u64 = wallets.missing.iter().map(|missing| missing.count).sum();
    assert!(wallets.missing.iter().all(|missing| missing.reason == MissingReason::Sca), "{:?}", wallets.missing);
    assert_eq!(told, missing);
    let wallets = truth(&dump, "wallets", &["owner"]);
    let owned = wallets.values().filter(|owner| !owner.is_empty()).count();
    assert!(held.len() < owned && missing > 0, "{} of {owned}, {missing} missing", held.len());
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_may_not_make_reports_reads_lists() {
    let scopes = Scopes::all_but("Client.Reports");
    let site = Site::new(Options { scopes, ..options(World::Large(120)) }).await;
    let running = site.open(false).await;
    site.synced(&running).await;
    same(&site, &running, true).await;
    let transactions = running.coverage(Stream::Transactions).await;
    assert_eq!(transactions.route, Some(Route::UserLists));
    let reports = running.coverage(Stream::Reports).await;
    assert!(reports.trouble.is_some(), "and the list of reports says that it may not be read");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_world_with_failures_rows_that_come_and_kills() {
    let site = Site::new(options(World::Large(600))).await;
    let control = site.sandbox.control();
    for at in 0..60 {
        let fault =
            |status, skip| Fault { method: None, path: None, skip, times: Some(1), action: refusal(status, &[]) };
        control.fault(fault(if at % 2 == 0 { 500 } else { 503 }, 50 * at + at % 7));
    }
    let mut made = 0;
    for kill in 0..6 {
        let running = site.open(false).await;
        let calls = control.calls().len();
        site.until(1, "some calls", async || (control.calls().len() > calls + 40 + 97 * kill).then_some(())).await;
        // Rows come while pages are read.
        made += usize::from(late_user(&running, kill).await);
        running.kill().await;
    }
    assert!(made > 0);
    let running = site.open(false).await;
    site.synced(&running).await;
    running.sync.now();
    let users = truth(&control.whole(), "users", &[]).len();
    site.until(1, "the last users", async || (running.held(Area::Users, &[]).await.len() == users).then_some(())).await;
    same(&site, &running, true).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_repeats_a_page_stops_one_stream_and_no_other() {
    let site = Site::new(options(World::Large(450))).await;
    // Every page of the users is the second one's rows, and there is always one more.
    let list = |action| Fault { method: None, path: Some("/users".to_owned()), skip: 0, times: None, action };
    let header =
        |name: &str, to: Option<&str>| Action::MutateHeader { name: name.to_owned(), to: to.map(str::to_owned) };
    site.sandbox.control().fault(list(header("x-number-of-pages", Some("100000"))));
    let running = site.open(false).await;
    site.synced(&running).await;
    let users = running.coverage(Stream::Users).await;
    assert!(users.complete_to.is_some() || users.trouble.is_some());
    assert_eq!(running.held(Area::Users, &[]).await.len(), 450, "what was shown is held");
    assert!(running.coverage(Stream::Hooks).await.complete_to.is_some());
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_plan_is_there_before_it_runs() {
    let site = Site::new(Options { world: World::Large(300), ..Options::default() }).await;
    let running = site.open(true).await;
    let plan = site
        .until(1, "a plan", async || {
            let plan = running.sync.plan().await.unwrap();
            plan.steps.iter().any(|step| step.stream == Stream::Wallets && step.calls >= 200).then_some(plan)
        })
        .await;
    let wallets = plan.steps.iter().find(|step| step.stream == Stream::Wallets).unwrap();
    assert_eq!((wallets.route, wallets.reason), (Route::UserLists, RouteReason::ReadOnly));
    assert_eq!(plan.share_percent, 30);
    assert!(plan.calls > 1_500 && plan.minutes >= 30, "{} calls, {} minutes", plan.calls, plan.minutes);
    assert_eq!(plan.windows.len(), 4);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_more_is_asked_than_has_to_be() {
    let users = 300;
    for read_only in [true, false] {
        let site = Site::new(options(World::Large(users))).await;
        let running = site.open(read_only).await;
        let control = site.sandbox.control();
        // The clock stands still while anything is asked: one look and one filling, and nothing because a minute is over.
        let mut calls = control.watch_calls();
        while !running.is_read().await {
            if tokio::time::timeout(Duration::from_millis(300), calls.changed()).await.is_err() {
                // A report is waited for.
                control.advance(2).unwrap();
                site.hand.advance(2);
            }
        }
        same(&site, &running, true).await;
        let dump = control.whole();
        let owners = dump["users"].as_array().unwrap().iter().filter(|user| user["category"] != "PAYER");
        let all = dump["users"].as_array().unwrap().iter();
        let verified = all.filter(|user| user["level"] == "REGULAR" && user["status"] != "CLOSED").count();
        let pages = users.div_ceil(100);
        // Of each user the detail and four lists, of owners two more, of verified ones the deadline; lists of the
        // platform, events, name and token.
        let of_some = u32::try_from(2 * owners.count() + verified).unwrap();
        let least = pages + 5 * users + of_some + 7 + 1 + 1 + 1;
        // Then wallets and transactions: two lists of each, or an order and a file of four reports.
        let least = least + if read_only { 2 * users } else { 2 * 4 };
        let made = u32::try_from(control.calls().len()).unwrap();
        assert!(made * 100 <= least * 105, "read-only {read_only}: {made} calls where {least} would do");
        running.stop().await;
    }
}
