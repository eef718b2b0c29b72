//! Until when documents must be sent anew: asked of each verified user, told by events, and asked again in time.

use ipc::sync::{Missing, MissingReason, Route, Stream};
use model::{Area, Column, Condition, Direction, Filter, ListQuery, Sort, UnixSeconds, Window};
use sandbox::{Fault, Options, RateLimits, Scopes, World};
use serde_json::Value;

use super::{NOW, Running, Site, refusal};

fn options() -> Options {
    Options { world: World::Demo, rate_limits: RateLimits::Off, ..Options::default() }
}

/// Users who are verified and whose account is open: the id, and the deadline as it is held.
fn verified(dump: &Value) -> Vec<(String, String)> {
    let of_user = |user: &Value| {
        let day = user["renewal"].as_str().map(|day| UnixSeconds::of_day(day).unwrap().0.to_string());
        (user["id"].as_str().unwrap().to_owned(), day.unwrap_or_default())
    };
    let all = dump["users"].as_array().unwrap().iter();
    all.filter(|user| user["level"] == "REGULAR" && user["status"] != "CLOSED").map(of_user).collect()
}

/// The deadline that is held of a user, and whether it is known.
async fn held(running: &Running, user: &str) -> String {
    running.held(Area::Users, &[Column::Deadline, Column::RenewalKnown]).await.remove(user).unwrap()
}

/// How often a user was asked about.
fn asked(site: &Site, user: &str) -> usize {
    let calls = site.sandbox.control().calls();
    calls.iter().filter(|call| call.path.contains(user) && call.path.to_lowercase().ends_with("/regulatory")).count()
}

/// Whether it can be told whose deadline is past, and who the users are.
async fn are_known(running: &Running) -> Vec<bool> {
    let query = |filters: Vec<Filter>| ListQuery {
        area: Area::Users,
        filters,
        search: String::new(),
        sort: Sort { column: Column::Created, direction: Direction::Descending },
        window: Window { offset: 0, limit: 0 },
    };
    let late = Filter { column: Column::Deadline, condition: Condition::Between(None, Some(NOW)) };
    running.sync.were_read(&[query(vec![late]), query(Vec::new())]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_in_time_because_no_deadline_could_be_read() {
    let site = Site::new(options()).await;
    let path = Some("/users/*/Regulatory".to_owned());
    site.sandbox.control().fault(Fault { method: None, path, skip: 0, times: None, action: refusal(404, &[]) });
    let running = site.open(true).await;
    site.synced(&running).await;
    assert_eq!(running.coverage(Stream::Renewals).await.have, 0);
    assert_eq!(are_known(&running).await, [false, true]);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_verified_user_is_asked_about_once_and_nobody_else() {
    let site = Site::new(options()).await;
    let running = site.open(true).await;
    assert!(!are_known(&running).await[0], "nobody was asked about yet");
    site.synced(&running).await;
    assert_eq!(are_known(&running).await, [true, true]);
    let dump = site.sandbox.control().whole();
    let wanted = verified(&dump);
    let told = running.held(Area::Users, &[Column::Deadline, Column::RenewalKnown]).await;
    for (user, day) in &wanted {
        assert_eq!(told[user], format!("{day}|true"), "{user}");
        assert_eq!(asked(&site, user), 1, "{user}");
    }
    assert!(wanted.iter().filter(|(_, day)| !day.is_empty()).count() > 40, "the demo world has deadlines");
    let known = told.values().filter(|told| told.ends_with("|true")).count();
    assert_eq!(known, wanted.len(), "nobody else was asked about");
    let coverage = running.coverage(Stream::Renewals).await;
    assert_eq!((coverage.have, coverage.route), (wanted.len() as u64, Some(Route::OneByOne)));
    assert!(coverage.missing.is_empty() && coverage.complete_to.is_some() && coverage.calls == 0, "{coverage:?}");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadline_that_is_set_is_told_by_its_event() {
    let site = Site::new(options()).await;
    let running = site.open(false).await;
    site.synced(&running).await;
    let control = site.sandbox.control();
    let (user, _) = verified(&control.whole()).into_iter().find(|(_, day)| day.is_empty()).unwrap();
    assert_eq!(held(&running, &user).await, "|true");
    control.ask_renewal(&user, "2027-03-01").unwrap();
    let day = UnixSeconds::of_day("2027-03-01").unwrap().0;
    site.until(1, "the deadline", async || {
        running.sync.now();
        (held(&running, &user).await == format!("{day}|true")).then_some(())
    })
    .await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_events_a_deadline_is_asked_for_again_after_a_month() {
    let site = Site::new(Options { scopes: Scopes::all_but("Client.Developers"), ..options() }).await;
    let running = site.open(false).await;
    site.synced(&running).await;
    let control = site.sandbox.control();
    let (user, _) = verified(&control.whole()).into_iter().find(|(_, day)| day.is_empty()).unwrap();
    control.ask_renewal(&user, "2027-06-01").unwrap();
    let day = UnixSeconds::of_day("2027-06-01").unwrap().0;
    let later = 29 * 86_400;
    control.advance(later).unwrap();
    site.hand.advance(later);
    let looks = running.sync.status().await.unwrap().updated_at;
    site.until(1, "a look", async || (running.sync.status().await.unwrap().updated_at > looks).then_some(())).await;
    assert_eq!(held(&running, &user).await, "|true", "not yet");
    control.advance(2 * 86_400).unwrap();
    site.hand.advance(2 * 86_400);
    site.until(1, "the deadline", async || (held(&running, &user).await == format!("{day}|true")).then_some(())).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_deadline_is_refused_is_counted_and_holds_nobody_up() {
    let site = Site::new(options()).await;
    let control = site.sandbox.control();
    let wanted = verified(&control.whole());
    let (user, _) = wanted.first().unwrap();
    let path = Some(format!("/users/{user}/Regulatory"));
    control.fault(Fault { method: None, path, skip: 0, times: None, action: refusal(404, &[]) });
    let running = site.open(true).await;
    site.synced(&running).await;
    let coverage = running.coverage(Stream::Renewals).await;
    assert_eq!(coverage.have, wanted.len() as u64 - 1);
    assert_eq!(coverage.missing, [Missing { count: 1, reason: MissingReason::Refused }]);
    assert!(held(&running, user).await.ends_with("|false"));
    running.stop().await;
}
