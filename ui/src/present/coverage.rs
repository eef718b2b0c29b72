//! What the local copy holds, what is missing and why, and what it costs to complete it.

use ipc::sync::{Missing, MissingReason, PlanStep, Route, RouteReason, Stream, StreamCoverage, SyncPlan, WindowUse};
use l10n::{number, text, text_with, word};

use super::{Calendar, Role, StatusWord, failure, number::percent};
use crate::components::{Fact, IconName};

/// The name of a stream in words.
pub fn stream(stream: Stream) -> String {
    word("stream", &key(stream))
}

/// The name under which it crosses.
fn key(stream: Stream) -> String {
    serde_json::to_value(stream).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// How a stream is read, in words.
fn route(route: Route) -> String {
    text(match route {
        Route::PlatformList => "sync-route-platform",
        Route::UserLists => "sync-route-users",
        Route::OneByOne => "sync-route-single",
        Route::LegacyReports => "sync-route-reports",
        Route::Closed => "sync-route-closed",
    })
}

/// Why it is read so, where that says anything.
fn reason(reason: RouteReason) -> Option<String> {
    match reason {
        RouteReason::OnlyWay => None,
        RouteReason::Cheapest => Some("sync-reason-cheapest"),
        RouteReason::ReadOnly => Some("sync-reason-read-only"),
        RouteReason::NotAllowed => Some("sync-reason-not-allowed"),
        RouteReason::ReportsFail => Some("sync-reason-reports-fail"),
    }
    .map(text)
}

/// Whether its lists are those of single users.
fn is_of_users(stream: Stream) -> bool {
    match stream {
        Stream::UserDetails
        | Stream::Renewals
        | Stream::Wallets
        | Stream::Transactions
        | Stream::Cards
        | Stream::BankAccounts
        | Stream::Recipients
        | Stream::Preauthorizations
        | Stream::Deposits
        | Stream::UboDeclarations
        | Stream::IdvSessions => true,
        Stream::Users
        | Stream::KycDocuments
        | Stream::Events
        | Stream::Disputes
        | Stream::Mandates
        | Stream::Reports
        | Stream::ServiceReports
        | Stream::Hooks
        | Stream::ClientWallets => false,
    }
}

/// Whether nothing of it is left to read.
fn is_complete(coverage: &StreamCoverage) -> bool {
    let read = coverage.complete_to.is_some() || coverage.have > 0 && coverage.calls == 0;
    read && coverage.missing.is_empty() && coverage.trouble.is_none()
}

/// Where it stands.
pub fn state(coverage: &StreamCoverage) -> StatusWord {
    let (role, icon, id) = if coverage.trouble.is_some() {
        (Role::Bad, IconName::XCircle, "sync-state-blocked")
    } else if is_complete(coverage) {
        (Role::Ok, IconName::CheckCircle, "sync-state-complete")
    } else if coverage.complete_to.is_some() {
        (Role::Warn, IconName::Expired, "sync-state-gaps")
    } else if coverage.have > 0 || coverage.route.is_some() {
        (Role::Info, IconName::Half, "sync-state-reading")
    } else {
        (Role::Idle, IconName::Clock, "sync-state-waiting")
    };
    StatusWord::new(role, icon, text(id))
}

/// How much of it is here; `of`: how many the server says there are, once known.
pub fn held(coverage: &StreamCoverage, of: Option<u32>) -> Fact {
    let have = i64::try_from(coverage.have).unwrap_or(i64::MAX);
    match of.map(u64::from).filter(|of| *of > coverage.have && coverage.complete_to.is_none()) {
        Some(of) => Fact::Progress {
            words: text_with("sync-held-of", &[("have", have.into()), ("of", of.into())]),
            share: f64::from(percent(coverage.have, of)) / 100.0,
        },
        None => Fact::Words(number(have)),
    }
}

/// From when to when it is complete.
pub fn complete(coverage: &StreamCoverage, calendar: &Calendar) -> Fact {
    match (coverage.complete_from, coverage.complete_to) {
        (Some(from), Some(to)) => {
            let args = [("from", calendar.full_date(from).into()), ("to", calendar.clock(to).into())];
            Fact::Words(text_with("sync-complete-from", &args))
        }
        (None, Some(to)) => Fact::Words(text_with("sync-complete-to", &[("to", calendar.clock(to).into())])),
        (_, None) if is_complete(coverage) => Fact::Words(text("sync-complete-all")),
        (_, None) => Fact::Quiet(text("sync-complete-not-yet")),
    }
}

fn missing_words(of_users: bool, missing: &Missing) -> String {
    let id = match missing.reason {
        MissingReason::NotYet if of_users => "sync-missing-users",
        MissingReason::NotYet => "sync-missing-rows",
        MissingReason::Sca => "sync-missing-sca",
        MissingReason::NotAllowed => "sync-missing-not-allowed",
        MissingReason::NeverShown => "sync-missing-never-shown",
        MissingReason::Refused => "sync-missing-refused",
    };
    text_with(id, &[("count", missing.count.into())])
}

/// What is missing, and why.
pub fn missing(coverage: &StreamCoverage) -> Fact {
    let of_users = is_of_users(coverage.stream);
    let mut lines: Vec<String> = coverage.missing.iter().map(|missing| missing_words(of_users, missing)).collect();
    lines.extend(coverage.trouble.iter().map(|trouble| {
        let (what, to_do) = failure::words(trouble);
        format!("{what} {to_do}")
    }));
    if lines.is_empty() { Fact::Quiet(text("sync-missing-nothing")) } else { Fact::Lines(lines) }
}

/// How it was read.
pub fn read_by(coverage: &StreamCoverage) -> Fact {
    // Events have no choice of routes.
    let only = (coverage.complete_to.is_some() && !is_of_users(coverage.stream)).then_some(Route::PlatformList);
    coverage.route.or(only).map_or_else(|| Fact::Quiet(text("sync-route-none")), |by| Fact::Words(route(by)))
}

/// How many streams are complete.
pub fn summary(all: &[StreamCoverage]) -> String {
    let complete = all.iter().filter(|stream| is_complete(stream)).count();
    text_with("sync-coverage-complete", &[("complete", complete.into()), ("all", all.len().into())])
}

/// What it costs to complete it.
pub fn left(coverage: &StreamCoverage) -> Fact {
    match coverage.calls {
        0 => Fact::Quiet(text("sync-left-nothing")),
        calls => Fact::Words(text_with("sync-calls", &[("count", calls.into())])),
    }
}

/// A step of the plan: what is read, how and why so, and the calls it takes.
pub fn step(step: &PlanStep) -> Vec<Fact> {
    let mut how = vec![route(step.route)];
    how.extend(reason(step.reason).filter(|_| step.route != Route::Closed));
    vec![Fact::Words(stream(step.stream)), Fact::Lines(how), Fact::Number(number(as_i64(step.calls)))]
}

/// What the whole plan costs.
pub fn cost(plan: &SyncPlan) -> String {
    if plan.steps.is_empty() {
        return text("sync-plan-done");
    }
    let args =
        [("calls", plan.calls.into()), ("minutes", plan.minutes.max(1).into()), ("share", plan.share_percent.into())];
    text_with(if plan.windows.is_empty() { "sync-plan-cost-free" } else { "sync-plan-cost" }, &args)
}

/// A window of the rate limits: its length and its limit.
pub fn window(used: &WindowUse) -> String {
    let window = match used.minutes {
        minutes @ ..60 => text_with("sync-window-minutes", &[("count", minutes.into())]),
        minutes => text_with("sync-window-hours", &[("count", (minutes / 60).into())]),
    };
    text_with("sync-window-limit", &[("window", window.into()), ("limit", used.limit.into())])
}

/// Our use of it, in words.
pub fn window_use(used: &WindowUse) -> String {
    text_with("sync-window-use", &[("made", used.made.into()), ("most", used.most.into())])
}

/// The share of our part of it that is used, 0 to 1.
pub fn window_share(used: &WindowUse) -> f64 {
    f64::from(percent(used.made, used.most)) / 100.0
}

/// The smallest share that is offered, in hundredths, and the largest: the rest is the platform's own traffic.
const SHARES: [u8; 10] = [5, 10, 20, 30, 40, 50, 60, 70, 80, 90];

/// The shares that can be chosen, the one in force among them.
pub fn shares(in_force: u8) -> Vec<(String, String)> {
    let mut shares = SHARES.to_vec();
    if let Err(at) = shares.binary_search(&in_force) {
        shares.insert(at, in_force);
    }
    let words = |share: &u8| (share.to_string(), text_with("sync-share-percent", &[("percent", (*share).into())]));
    shares.iter().map(words).collect()
}

fn as_i64(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use ipc::{Code, Failure};

    use super::*;

    const NOW: i64 = 1_795_513_320;

    fn calendar() -> Calendar {
        Calendar::with_zone(NOW, |_| 60)
    }

    fn wallets() -> StreamCoverage {
        StreamCoverage {
            stream: Stream::Wallets,
            have: 1_180,
            route: Some(Route::UserLists),
            complete_from: None,
            complete_to: Some(NOW - 120),
            missing: Vec::new(),
            calls: 0,
            trouble: None,
        }
    }

    #[test]
    fn every_stream_has_a_name() {
        for of in Stream::ALL {
            assert!(l10n::has(&format!("stream-{}", key(*of))), "{of:?} has no name");
        }
    }

    #[test]
    fn a_stream_says_where_it_stands() {
        let word = |coverage: &StreamCoverage| state(coverage).word;
        let whole = wallets();
        assert_eq!(word(&whole), "Complete");
        assert_eq!(complete(&whole, &calendar()), Fact::Words("Until 10:40".into()));
        let sca = Missing { count: 3, reason: MissingReason::Sca };
        let gaps = StreamCoverage { missing: vec![sca], ..wallets() };
        assert_eq!(word(&gaps), "With gaps");
        assert_eq!(missing(&gaps), Fact::Lines(vec!["3 users have to authenticate first (SCA)".into()]));
        let begun = StreamCoverage { complete_to: None, calls: 12, ..wallets() };
        assert_eq!(word(&begun), "Being read");
        let none = StreamCoverage { have: 0, route: None, ..begun.clone() };
        assert_eq!(word(&none), "Not read yet");
        let refused = StreamCoverage { trouble: Some(Failure::new(Code::Unreachable)), ..begun };
        assert_eq!(word(&refused), "Stands still");
    }

    #[test]
    fn progress_is_told_until_all_is_there() {
        let begun = StreamCoverage { have: 312, complete_to: None, ..wallets() };
        let Fact::Progress { words, share } = held(&begun, Some(1_180)) else { panic!("no progress") };
        assert_eq!((words.as_str(), share), ("312 of 1,180", 0.26));
        assert_eq!(held(&wallets(), Some(1_180)), Fact::Words("1,180".into()));
    }

    #[test]
    fn a_plan_says_what_it_costs() {
        let step = PlanStep {
            stream: Stream::Transactions,
            route: Route::UserLists,
            reason: RouteReason::ReadOnly,
            calls: 1_180,
        };
        let windows = vec![WindowUse { minutes: 15, made: 120, most: 689, limit: 2_300 }];
        let plan = SyncPlan { steps: vec![step], calls: 1_180, minutes: 31, share_percent: 30, windows };
        assert_eq!(cost(&plan), "1,180 calls, about 31 minutes at 30 % of the rate limits");
        assert_eq!(window(&plan.windows[0]), "15 minutes, limit 2,300");
        assert_eq!(window_use(&plan.windows[0]), "120 of 689");
        let done = SyncPlan { steps: Vec::new(), calls: 0, ..plan };
        assert_eq!(cost(&done), text("sync-plan-done"));
    }

    #[test]
    fn a_share_that_was_set_elsewhere_can_still_be_seen() {
        assert_eq!(shares(30).len(), SHARES.len());
        assert!(shares(7).iter().any(|(value, words)| value == "7" && words == "7 %"));
    }
}
