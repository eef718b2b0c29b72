//! With the documented rate limits: never refused, never above the share, and a person does not wait.

use std::time::{Duration, Instant};

use mangopay::{Gate, Leaving, Range};
use sandbox::{Options, Received, World};

use super::{NOW, Site};

/// Windows of the documented limits: seconds and calls.
const WINDOWS: [(i64, usize); 4] = [(900, 2_300), (1_800, 4_500), (3_600, 8_800), (86_400, 105_600)];
const SHARE_PERCENT: usize = 30;

/// The most calls in any window of this length.
fn busiest(calls: &[Received], seconds: i64) -> usize {
    let mut first = 0;
    let mut most = 0;
    for (last, call) in calls.iter().enumerate() {
        while calls[first].at + seconds <= call.at {
            first += 1;
        }
        most = most.max(last + 1 - first);
    }
    most
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_a_day_it_is_never_refused_and_never_above_its_share() {
    let site = Site::new(Options { world: World::Large(4_000), ..Options::default() }).await;
    let control = site.sandbox.control();
    let running = site.open(true).await;
    let mut slowest = Duration::ZERO;
    let mut asked = 0;
    let mut calls: Vec<Received> = Vec::new();
    // A quarter of an hour slowly enough for calls to use it up, then a day.
    site.until(1, "a quarter of an hour", async || (control.now() - NOW > 1_000).then_some(())).await;
    site.until(15, "a day", async || {
        // The simulator keeps the last twenty thousand calls only.
        let seen = calls.last().map_or(0, |call| call.seq);
        calls.extend(control.calls().into_iter().filter(|call| call.seq > seen));
        control.clear_calls();
        let begun = Instant::now();
        drop(running.sync.0.governor.enter(Leaving::Call).await.unwrap());
        slowest = slowest.max(begun.elapsed());
        running.client.users(Range::default()).page(1).await.unwrap();
        asked += 1;
        (control.now() - NOW >= 86_400 + 3_600).then_some(())
    })
    .await;
    let refused = calls.iter().filter(|call| call.status == Some(429)).count();
    assert_eq!(refused, 0, "of {} calls", calls.len());
    // A person's calls come on top; they are the only ones that ask without a sort.
    let of_person = |call: &&Received| call.path.ends_with("/users") && !call.query.contains(&"sort".to_owned());
    let persons = calls.iter().filter(of_person).count();
    assert!(persons > 50);
    let background: Vec<Received> = calls.iter().filter(|call| !of_person(call)).cloned().collect();
    for (seconds, limit) in WINDOWS {
        let most = busiest(&background, seconds);
        assert!(most <= limit * SHARE_PERCENT / 100, "{most} calls in {seconds} s");
        println_figure(seconds, most, limit);
    }
    assert!(busiest(&background, 900) > 2_300 * SHARE_PERCENT / 100 * 9 / 10, "and it uses what it has");
    assert!(slowest < Duration::from_millis(200), "a person waited {slowest:?} (asked {asked} times)");
    running.stop().await;
}

#[allow(clippy::print_stdout, reason = "figures for whoever runs the test by hand")]
fn println_figure(seconds: i64, most: usize, limit: usize) {
    println!("{seconds} s: {most} of {limit}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_hour_of_refusals_is_sat_out() {
    use sandbox::{Action, Fault, RateLimits};
    let site = Site::new(Options { world: World::Large(50), rate_limits: RateLimits::Off, ..Options::default() }).await;
    let control = site.sandbox.control();
    let refusal = Action::RateLimited { reset_seconds: 3_600 };
    control.fault(Fault { method: Some("GET".to_owned()), path: None, skip: 20, times: Some(1), action: refusal });
    let running = site.open(true).await;
    site.until(1, "the refusal", async || control.calls().iter().any(|call| call.status == Some(429)).then_some(()))
        .await;
    let refused_at = control.now();
    // In steps of a hundred seconds: the refusal may be ten seconds older than when it was seen, and must not end here.
    site.until(10, "most of an hour", async || (control.now() - refused_at > 3_300).then_some(())).await;
    let meanwhile = control.calls().iter().filter(|call| call.at > refused_at + 60).count();
    assert!(control.now() - refused_at < 3_500);
    assert_eq!(meanwhile, 0, "nothing is asked while it is closed");
    site.synced(&running).await;
    running.stop().await;
}
