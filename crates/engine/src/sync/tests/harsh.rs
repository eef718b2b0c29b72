//! A full sync of a large world far away: undisturbed, with failing calls, with rows that come and go, and killed again
//! and again. The end is the same each time. `MANGROVE_TEST_FULL=1` runs the full size.

use std::{
    collections::BTreeSet,
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use ipc::sync::{MissingReason, Stream};
use mangopay::NewTransfer;
use model::{Area, Currency, IdempotencyKey, Money, UserId, WalletId};
use sandbox::{Action, Control, Fault, Options, RateLimits, Sandbox, World};
use serde_json::Value;

use super::{Running, Site, refusal, truth, whole::same_but};
use crate::ports::SystemClock;

/// How far away the simulator is.
const LATENCY: Duration = Duration::from_millis(40);
/// Real time in which a virtual second passes: a look for changes each three seconds.
const SECOND: Duration = Duration::from_millis(50);
/// In hundredths, the calls that fail.
const FAILING: u64 = 2;

fn is_full() -> bool {
    env::var_os("MANGROVE_TEST_FULL").is_some()
}

/// So many users at the full size are one at the reduced one.
fn options(reduced: u32) -> Options {
    let world = World::Large(if is_full() { 20_000 } else { 20_000 / reduced });
    Options { world, rate_limits: RateLimits::Off, latency: LATENCY, ..Options::default() }
}

/// Lets time pass until everything was read.
async fn filled(site: &Site, running: &Running) {
    let begun = Instant::now();
    loop {
        for _ in 0..10 {
            tokio::time::sleep(SECOND).await;
            site.sandbox.control().advance(1).unwrap();
            site.hand.advance(1);
        }
        if running.is_filled().await {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(3_000), "{:?}", running.sync.status().await);
    }
}

/// Everything is complete; what is missing is of users that have vanished.
async fn nothing_is_missing(running: &Running, vanished: usize) {
    for coverage in running.sync.coverage().await.unwrap() {
        assert!(coverage.complete_to.is_some() && coverage.trouble.is_none(), "{coverage:?}");
        let refused = |missing: &ipc::sync::Missing| missing.reason == MissingReason::Refused;
        assert!(coverage.missing.iter().all(refused), "{coverage:?}");
        let missing: u64 = coverage.missing.iter().map(|missing| missing.count).sum();
        assert!(missing <= vanished as u64, "{coverage:?}");
    }
}

#[allow(clippy::print_stdout, reason = "figures for whoever runs the test by hand")]
fn say(line: &str) {
    println!("{line}");
}

fn tell(what: &str, control: &Control, begun: Instant, more: &str) {
    let calls = control.calls().last().map_or(0, |call| call.seq);
    say(&format!("{what}: {calls} calls in {:.1} s{more}", begun.elapsed().as_secs_f64()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn undisturbed_it_ends_with_everything() {
    let site = Site::new(options(10)).await;
    let begun = Instant::now();
    let running = site.open(true).await;
    filled(&site, &running).await;
    tell("undisturbed, by lists", &site.sandbox.control(), begun, "");
    same_but(&site.sandbox.control().whole(), &running, true, &BTreeSet::new()).await;
    nothing_is_missing(&running, 0).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_failing_calls_it_ends_with_everything() {
    let site = Site::new(options(20)).await;
    let control = site.sandbox.control();
    let ways = [
        refusal(500, &[]),
        refusal(503, &[]),
        Action::CutBeforeCommit,
        Action::TruncateResponse,
        Action::Html { status: 502 },
    ];
    let mut calls = control.watch_calls();
    let disturbing = tokio::spawn(async move {
        let mut made = 0;
        // Each call is told of twice: when it comes and when it is answered.
        while calls.changed().await.is_ok() {
            let due = *calls.borrow_and_update() / 2 * FAILING / 100;
            for action in ways.iter().cycle().skip(made % ways.len()).take(usize::try_from(due).unwrap() - made) {
                control.fault(Fault { method: None, path: None, skip: 0, times: Some(1), action: action.clone() });
                made += 1;
            }
        }
    });
    let begun = Instant::now();
    let running = site.open(false).await;
    filled(&site, &running).await;
    disturbing.abort();
    let control = site.sandbox.control();
    control.clear_faults();
    let failed = control.calls().iter().filter(|call| call.status.is_none_or(|status| status >= 500)).count();
    let seen = control.calls().len();
    tell("with failures", &control, begun, &format!(", {failed} of the last {seen} failed"));
    assert!(failed * 100 >= seen, "{failed} of {seen} failed");
    same_but(&control.whole(), &running, true, &BTreeSet::new()).await;
    nothing_is_missing(&running, 0).await;
    running.stop().await;
}

/// Moves money between two wallets of a large world.
async fn transfer(running: &Running, wallets: &[&Value], number: usize) -> bool {
    let euro = |amount| Money { amount, currency: Currency::new("EUR") };
    let id = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let wanted = NewTransfer {
        author_id: UserId::new(id(&wallets[2 * number]["owner"])),
        credited_user_id: None,
        debited_funds: euro(100),
        fees: euro(0),
        debited_wallet_id: WalletId::new(id(&wallets[2 * number]["id"])),
        credited_wallet_id: WalletId::new(id(&wallets[2 * number + 1]["id"])),
        sca_context: None,
        tag: None,
    };
    let key = IdempotencyKey::try_from(format!("transfer-meanwhile-{number:08}")).unwrap();
    running.client.create_transfer(&wanted, &key).await.is_ok()
}

/// Makes a user.
pub(super) async fn late_user(running: &Running, number: usize) -> bool {
    let user = mangopay::NaturalUserData {
        user_category: Some(model::UserCategory::Payer),
        terms_and_conditions_accepted: Some(true),
        person: mangopay::PersonData {
            first_name: Some("Nova".to_owned()),
            last_name: Some(format!("Late {number}")),
            email: Some(format!("late{number}@example.com")),
            ..mangopay::PersonData::default()
        },
        ..mangopay::NaturalUserData::default()
    };
    let key = IdempotencyKey::try_from(format!("late-user-number-{number:010}")).unwrap();
    running.client.create_natural_user_legacy(&user, &key).await.is_ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_rows_come_and_go_it_ends_with_everything() {
    const CHANGES: usize = 60;
    let site = Site::new(options(20)).await;
    let control = site.sandbox.control();
    let before = control.whole();
    let users: Vec<String> = truth(&before, "users", &[]).into_keys().collect();
    let rich: Vec<&Value> = before["wallets"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|wallet| wallet["currency"] == "EUR" && wallet["balance"].as_i64().is_some_and(|has| has > 1_000))
        .filter(|wallet| wallet["owner"].is_string())
        .rev()
        .take(2 * CHANGES)
        .collect();
    let begun = Instant::now();
    let running = site.open(false).await;
    let (mut vanished, mut came, mut moved) = (BTreeSet::new(), 0, 0);
    let changing = async {
        for number in 0..CHANGES {
            // Early ones vanish, so that all that follow slip forward onto pages that were read.
            let first = &users[7 * number];
            if control.remove_user(first).is_ok() {
                vanished.insert(first.clone());
            }
            came += usize::from(late_user(&running, number).await);
            moved += usize::from(transfer(&running, &rich, number).await);
        }
    };
    tokio::join!(filled(&site, &running), changing);
    assert!(vanished.len() > CHANGES / 2 && came == CHANGES && moved > CHANGES / 2, "{came} came, {moved} moved");
    let counts = ["users", "transactions"].map(|list| truth(&control.whole(), list, &[]).len());
    running.sync.now();
    let last = std::cell::Cell::new(None);
    site.until(1, "the last of them", async || {
        let users = running.held(Area::Users, &[]).await.into_keys().filter(|id| !vanished.contains(id)).count();
        let moved = running.held(Area::Transactions, &[]).await.len();
        let filled = running.is_filled().await;
        // Told where it is not reached.
        let now = (users, moved, filled);
        if last.replace(Some(now)) != Some(now) {
            say(&format!("users {users} of {}, transactions {moved} of {}, filled: {filled}", counts[0], counts[1]));
        }
        (users == counts[0] && moved >= counts[1] && filled).then_some(())
    })
    .await;
    let more = format!(", {} vanished, {came} came, {moved} transfers", vanished.len());
    tell("rows that come and go", &control, begun, &more);
    same_but(&control.whole(), &running, true, &vanished).await;
    nothing_is_missing(&running, vanished.len()).await;
    running.stop().await;
}

/// Where the process that is killed finds its folder and its server, between a line's end.
const CHILD: &str = "MANGROVE_SYNC_CHILD";
/// The test that runs in it.
const NAME: &str = "sync::tests::harsh::killed_again_and_again_it_ends_with_everything";

/// The process that is killed: syncs to the end.
async fn child(folder: &Path, address: &str) {
    let running = Running::start(folder, address.to_owned(), Arc::new(SystemClock), false).await;
    while !running.is_filled().await {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_it_ends_with_everything() {
    if let Some(told) = env::var_os(CHILD) {
        let told = told.into_string().unwrap();
        let (folder, address) = told.split_once('\n').unwrap();
        return child(&PathBuf::from(folder), address).await;
    }
    let lives = Duration::from_millis(if is_full() { 5_000 } else { 1_200 });
    let sandbox = Sandbox::start(Options { strict: true, ..options(20) }).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let told = format!("{}\n{}", folder.path().display(), sandbox.base_url());
    let (begun, mut kills) = (Instant::now(), 0);
    'again: loop {
        let mut process = Command::new(env::current_exe().unwrap());
        process.args([NAME, "--exact", "--nocapture"]).env(CHILD, &told).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = process.spawn().unwrap();
        let dies = Instant::now() + lives;
        while Instant::now() < dies {
            if let Some(ended) = process.try_wait().unwrap() {
                assert!(ended.success(), "it failed by itself: {ended}");
                break 'again;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process.kill().unwrap();
        process.wait().unwrap();
        kills += 1;
        assert!(begun.elapsed() < Duration::from_secs(3_000), "{kills} kills and no end");
    }
    let control = sandbox.control();
    tell("killed", &control, begun, &format!(", {kills} kills"));
    assert!(kills >= 5, "{kills} kills");
    let running = Running::start(folder.path(), sandbox.base_url(), Arc::new(SystemClock), false).await;
    same_but(&control.whole(), &running, true, &BTreeSet::new()).await;
    nothing_is_missing(&running, 0).await;
    let orders = control.calls().iter().filter(|call| call.method == "POST" && call.path.contains("/reports")).count();
    let reports = running.coverage(Stream::Reports).await.have;
    assert!(u64::try_from(orders).unwrap() <= reports.max(8), "no report was ordered twice: {orders} for {reports}");
    running.stop().await;
}
