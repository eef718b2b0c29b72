use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use mangopay::{Answered, Error, Gate, Leaving, Pass, RateState, RateWindow, WindowLength};
use model::UnixSeconds;
use proptest::prelude::*;
use tokio::sync::oneshot;

use super::{
    AT_ONCE, Governor, Priority, TURNS, USUAL_SHARE, at,
    rules::{Blocked, Lane, Left, PERSONS_AT_ONCE, Rules},
};
use crate::ports::{Clock, Pending};

const NOW: UnixSeconds = UnixSeconds(1_795_513_320);
const SHARE: u64 = USUAL_SHARE as u64;
const LIMITS: [u64; 4] = [2_300, 4_500, 8_800, 105_600];

/// The server's side: sliding windows, counted when a call arrives.
#[derive(Default)]
struct Server {
    /// Moment and whether the call was ours.
    calls: VecDeque<(i64, bool)>,
}

impl Server {
    fn made(&self, now: i64, length: WindowLength, ours: bool) -> u64 {
        let first = self.calls.partition_point(|(at, _)| now - at >= length.seconds());
        match ours {
            false => (self.calls.len() - first) as u64,
            true => self.calls.range(first..).filter(|(_, mine)| *mine).count() as u64,
        }
    }

    fn take(&mut self, now: i64, ours: bool) -> bool {
        let free = WindowLength::ALL.into_iter().zip(LIMITS).all(|(length, max)| self.made(now, length, false) < max);
        if free {
            self.calls.push_back((now, ours));
        }
        free
    }

    fn rate(&self, now: i64) -> RateState {
        let window = |(length, limit): (WindowLength, u64)| {
            let made = self.made(now, length, false);
            let first = self.calls.partition_point(|(at, _)| now - at >= length.seconds());
            let oldest = self.calls.get(first).map_or(now, |(at, _)| *at);
            let reset = UnixSeconds(oldest + length.seconds());
            RateWindow { length, made, remaining: limit.saturating_sub(made), reset }
        };
        RateState { windows: WindowLength::ALL.into_iter().zip(LIMITS).map(window).collect() }
    }
}

/// A step of a schedule.
#[derive(Debug, Clone)]
enum Step {
    /// So many background calls want to leave; each is answered after so many seconds.
    Read { calls: u16, after: i64 },
    /// A person's call.
    Person,
    /// The platform's own traffic.
    Others(u16),
    /// Time passes.
    Pass(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (1_u16..400, 0_i64..5).prop_map(|(calls, after)| Step::Read { calls, after }),
        1 => Just(Step::Person),
        2 => (1_u16..300).prop_map(Step::Others),
        3 => (1_i64..2_000).prop_map(Step::Pass),
    ];
    proptest::collection::vec(step, 1..60)
}

/// Rules and server side by side.
struct Run {
    rules: Rules,
    server: Server,
    now: i64,
    /// Calls under way: when they arrive, when they are answered, what left.
    under_way: Vec<(i64, Left)>,
    refused: u64,
}

impl Run {
    fn answer_all_until(&mut self, moment: i64) {
        self.under_way.sort_by_key(|(at, _)| *at);
        while let Some((at, left)) = self.under_way.first().copied().filter(|(at, _)| *at <= moment) {
            self.under_way.remove(0);
            let taken = self.server.take(at, true);
            self.refused += u64::from(!taken);
            let answer =
                Answered { status: if taken { 200 } else { 429 }, rate: Some(self.server.rate(at)), free_again: None };
            self.rules.end(left, Some(&answer), UnixSeconds(at));
        }
        self.now = moment;
    }

    fn leave(&mut self, priority: Priority, lane: Lane, after: i64) -> bool {
        let may = self.rules.may(priority, lane, UnixSeconds(self.now)).is_ok();
        if may {
            let left = self.rules.begin(lane);
            self.under_way.push((self.now + after, left));
        }
        may
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_the_schedule_no_window_sees_more_of_us_than_our_share(steps in steps()) {
        let mut run = Run {
            rules: Rules::new(SHARE, AT_ONCE),
            server: Server::default(),
            now: NOW.0,
            under_way: Vec::new(),
            refused: 0,
        };
        let (mut persons, mut others) = (0, 0);
        for step in steps {
            match step {
                Step::Read { calls, after } => {
                    for _ in 0..calls {
                        if !run.leave(Priority::Background, Lane::Other, after) {
                            let answered = run.under_way.iter().map(|(at, _)| *at).min();
                            let Some(moment) = answered else { break };
                            run.answer_all_until(moment.max(run.now));
                        }
                    }
                }
                Step::Person => persons += u64::from(run.leave(Priority::Person, Lane::Person, 1)),
                Step::Others(calls) => {
                    for _ in 0..calls {
                        others += u64::from(run.server.take(run.now, false));
                    }
                }
                Step::Pass(seconds) => {
                    let moment = run.now + seconds;
                    run.answer_all_until(moment);
                }
            }
            for (length, limit) in WindowLength::ALL.into_iter().zip(LIMITS) {
                let ours = run.server.made(run.now, length, true);
                prop_assert!(ours <= limit * SHARE / 100 + persons, "{length:?}: {ours}");
            }
        }
        // Others may take what the headers had just promised us; without them nothing is ever refused.
        prop_assert!(run.refused == 0 || others > 0, "refused {}", run.refused);
    }
}

fn answered(made: u64, remaining: u64, reset: i64) -> Answered {
    let window = RateWindow { length: WindowLength::Minutes15, made, remaining, reset: UnixSeconds(reset) };
    Answered { status: 200, rate: Some(RateState { windows: vec![window] }), free_again: None }
}

#[test]
fn what_others_use_is_seen_and_a_reserve_is_left_to_them() {
    let mut rules = Rules::new(SHARE, AT_ONCE);
    let left = rules.begin(Lane::Other);
    rules.end(left, Some(&answered(2_069, 231, NOW.0 + 600)), NOW);
    assert_eq!(rules.may(Priority::Background, Lane::Other, NOW), Ok(()), "one more than the reserve is left");
    let left = rules.begin(Lane::Other);
    rules.end(left, Some(&answered(2_070, 230, NOW.0 + 600)), NOW);
    let until = Err(Blocked::Until(NOW.plus(600)));
    assert_eq!(rules.may(Priority::Background, Lane::Other, NOW), until);
    assert_eq!(rules.may(Priority::Outcome, Lane::Other, NOW), until);
    assert_eq!(rules.may(Priority::Person, Lane::Person, NOW), Ok(()), "a person may use what is left");
    let left = rules.begin(Lane::Person);
    rules.end(left, Some(&answered(2_300, 0, NOW.0 + 600)), NOW);
    assert_eq!(rules.may(Priority::Person, Lane::Person, NOW), until, "but no more than that");
    assert_eq!(rules.may(Priority::Background, Lane::Other, NOW.plus(600)), Ok(()), "one call asks what is free again");
    rules.begin(Lane::Other);
    assert_eq!(rules.may(Priority::Background, Lane::Other, NOW.plus(600)), Err(Blocked::ForNow));
}

#[test]
fn a_refusal_closes_it_until_the_reset_and_one_call_tries_then() {
    let mut rules = Rules::new(SHARE, AT_ONCE);
    let left = rules.begin(Lane::Other);
    let refusal = Answered { status: 429, rate: None, free_again: Some(NOW.plus(3_600)) };
    rules.end(left, Some(&refusal), NOW);
    for (priority, lane) in [(Priority::Person, Lane::Person), (Priority::Background, Lane::Other)] {
        assert_eq!(rules.may(priority, lane, NOW.plus(3_599)), Err(Blocked::Until(NOW.plus(3_600))));
        assert_eq!(rules.may(priority, lane, NOW.plus(3_600)), Ok(()));
    }
    let probe = rules.begin(Lane::Other);
    assert_eq!(rules.may(Priority::Background, Lane::Other, NOW.plus(3_600)), Err(Blocked::ForNow));
    rules.end(probe, Some(&answered(1, 2_299, NOW.0 + 4_500)), NOW.plus(3_600));
    assert_eq!(rules.may(Priority::Background, Lane::Other, NOW.plus(3_600)), Ok(()));
}

#[test]
fn after_a_refusal_the_one_call_that_tries_may_fetch_the_token_it_lacks() {
    let mut rules = Rules::new(SHARE, AT_ONCE);
    rules.may(Priority::Background, Lane::Other, NOW).unwrap();
    let left = rules.begin(Lane::Other);
    let free = NOW.plus(3_600);
    // The server says that nothing is left, and until when; by then the token has run out.
    let refused = Answered { status: 429, free_again: Some(free), ..answered(2_300, 0, free.0) };
    rules.end(left, Some(&refused), NOW);
    rules.may(Priority::Background, Lane::Other, free).unwrap();
    rules.begin(Lane::Other);
    assert_eq!(rules.may(Priority::Person, Lane::Token, free), Ok(()));
    assert_eq!(rules.may(Priority::Background, Lane::Other, free), Err(Blocked::ForNow), "and nobody else");
}

#[test]
fn a_server_without_limits_is_read_as_fast_as_it_answers() {
    let mut rules = Rules::new(SHARE, AT_ONCE);
    let silent = Answered { status: 200, rate: None, free_again: None };
    for _ in 0..5_000 {
        assert_eq!(rules.may(Priority::Background, Lane::Other, NOW), Ok(()));
        let left = rules.begin(Lane::Other);
        rules.end(left, Some(&silent), NOW);
    }
    assert_eq!(rules.seconds_for(1_000_000, NOW), 0);
    let left = rules.begin(Lane::Other);
    rules.end(left, Some(&answered(5_001, 0, NOW.0 + 60)), NOW);
    assert!(rules.may(Priority::Background, Lane::Other, NOW).is_err(), "until it tells some");
}

#[test]
fn a_clock_that_is_set_back_does_not_shut_it_for_longer_than_a_window() {
    let mut rules = Rules::new(SHARE, AT_ONCE);
    let left = rules.begin(Lane::Other);
    rules.end(left, Some(&answered(1, 2_299, NOW.0 + 900)), NOW);
    while rules.may(Priority::Background, Lane::Other, NOW).is_ok() {
        let left = rules.begin(Lane::Other);
        rules.end(left, None, NOW);
    }
    let back = NOW.plus(-86_400);
    assert!(rules.may(Priority::Background, Lane::Other, back).is_err());
    assert_eq!(rules.may(Priority::Background, Lane::Other, back.plus(3_601)), Ok(()));
}

#[test]
fn a_plan_is_priced_by_the_same_windows() {
    let rules = Rules::new(SHARE, AT_ONCE);
    assert_eq!(rules.seconds_for(656, NOW), 0, "30 % of 2,300, less the headroom");
    assert_eq!(rules.seconds_for(657, NOW), 901);
    let day = rules.seconds_for(100_000, NOW);
    assert!((3 * 86_400..=4 * 86_400).contains(&day), "31,680 a day: {day}");
}

#[test]
fn use_is_counted_on_after_a_restart() {
    let mut rules = Rules::new(SHARE, AT_ONCE);
    for _ in 0..600 {
        let left = rules.begin(Lane::Other);
        rules.end(left, None, NOW);
    }
    let mut again = Rules::new(SHARE, AT_ONCE);
    again.restore(&rules.kept(), NOW.plus(5));
    assert_eq!(again.usage(NOW.plus(5))[0].made, 600);
    assert_eq!(again.usage(NOW.plus(961))[0].made, 0);
}

/// A clock that tests move.
#[derive(Default)]
struct Hand {
    now: AtomicI64,
    sleepers: Mutex<Vec<(i64, oneshot::Sender<()>)>>,
}

impl Clock for Hand {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.now.load(Ordering::SeqCst))
    }

    fn sleep(&self, time: Duration) -> Pending<()> {
        let (wake, woken) = oneshot::channel();
        let due = self.now.load(Ordering::SeqCst) + i64::try_from(time.as_secs()).unwrap();
        self.sleepers.lock().unwrap().push((due, wake));
        Box::pin(async move { drop(woken.await) })
    }
}

impl Hand {
    fn advance(&self, seconds: i64) {
        let now = self.now.fetch_add(seconds, Ordering::SeqCst) + seconds;
        let mut sleepers = self.sleepers.lock().unwrap();
        let (due, waiting) = std::mem::take(&mut *sleepers).into_iter().partition(|(at, _)| *at <= now);
        *sleepers = waiting;
        for (_, wake) in due {
            wake.send(()).ok();
        }
    }
}

fn governor() -> (Governor, Arc<Hand>) {
    let hand = Arc::new(Hand { now: AtomicI64::new(NOW.0), ..Hand::default() });
    (Governor::new(Arc::clone(&hand) as Arc<dyn Clock>, SHARE), hand)
}

async fn enter(governor: &Governor, priority: Priority) -> Result<Box<dyn Pass>, Error> {
    at(priority, async { governor.enter(Leaving::Call).await }).await
}

/// Whether it is there without waiting.
async fn at_once<T>(work: impl Future<Output = T>) -> Option<T> {
    // Else the runtime has a task that does much pause now and then.
    let mut work = std::pin::pin!(tokio::task::unconstrained(work));
    std::future::poll_fn(|context| match work.as_mut().poll(context) {
        std::task::Poll::Ready(done) => std::task::Poll::Ready(Some(done)),
        std::task::Poll::Pending => std::task::Poll::Ready(None),
    })
    .await
}

#[tokio::test]
async fn a_person_does_not_wait_behind_the_background() {
    let (governor, _) = governor();
    let mut under_way = Vec::new();
    while let Some(pass) = at_once(enter(&governor, Priority::Background)).await {
        under_way.push(pass.unwrap());
    }
    assert_eq!(under_way.len(), AT_ONCE as usize);
    let mut persons = Vec::new();
    while let Some(pass) = at_once(enter(&governor, Priority::Person)).await {
        persons.push(pass.unwrap());
    }
    assert_eq!(persons.len(), PERSONS_AT_ONCE as usize);
    assert!(at_once(governor.enter(Leaving::Token)).await.is_some(), "a token waits for nobody");
}

#[tokio::test]
async fn nothing_is_lost_when_those_who_wait_go_away() {
    let (governor, hand) = governor();
    for round in 0..200 {
        let mut under_way = Vec::new();
        while let Some(pass) = at_once(enter(&governor, Priority::Background)).await {
            under_way.push(pass.unwrap());
            if under_way.len() % 5 == round % 5 {
                // Comes and goes: before its turn, or in the moment of it.
                drop(at_once(enter(&governor, Priority::OnScreen)).await);
            }
        }
        let waiting = governor.clone();
        let waiter = tokio::spawn(async move { enter(&waiting, Priority::Outcome).await.map(drop) });
        tokio::task::yield_now().await;
        if round % 2 == 0 {
            waiter.abort();
        }
        drop(under_way);
        drop(waiter.await);
        hand.advance(100_000);
    }
    let mut under_way = Vec::new();
    while let Some(pass) = at_once(enter(&governor, Priority::Background)).await {
        under_way.push(pass.unwrap());
    }
    assert_eq!(under_way.len(), AT_ONCE as usize, "every slot is still there");
}

#[tokio::test]
async fn each_eighth_call_is_one_of_the_background() {
    let (governor, _) = governor();
    let mut full = Vec::new();
    while let Some(pass) = at_once(enter(&governor, Priority::Background)).await {
        full.push(pass.unwrap());
    }
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut waiting = Vec::new();
    for priority in std::iter::repeat_n(Priority::Outcome, 40).chain(std::iter::repeat_n(Priority::Background, 4)) {
        let (governor, order) = (governor.clone(), Arc::clone(&order));
        waiting.push(tokio::spawn(async move {
            let pass = enter(&governor, priority).await.unwrap();
            order.lock().unwrap().push(priority);
            drop(pass);
        }));
    }
    tokio::task::yield_now().await;
    drop(full.pop());
    for waiter in waiting {
        waiter.await.unwrap();
    }
    let order = order.lock().unwrap();
    let first = order.iter().position(|priority| *priority == Priority::Background).unwrap();
    assert_eq!(first, TURNS as usize, "behind eight others and not behind forty");
}

#[tokio::test]
async fn after_its_share_it_waits_for_the_clock_and_for_nothing_else() {
    let (governor, hand) = governor();
    let told = |made| Answered {
        status: 200,
        rate: Some(RateState {
            windows: vec![RateWindow {
                length: WindowLength::Minutes15,
                made,
                remaining: 2_300 - made,
                reset: NOW.plus(900),
            }],
        }),
        free_again: None,
    };
    let mut made = 0;
    while let Some(pass) = at_once(enter(&governor, Priority::Background)).await {
        made += 1;
        pass.unwrap().answered(told(made));
    }
    assert_eq!(made, 690 - 34, "its share, less the headroom of those who wait for something");
    assert!(at_once(enter(&governor, Priority::Outcome)).await.is_some());
    let waiting = governor.clone();
    let waiter = tokio::spawn(async move { enter(&waiting, Priority::Background).await.map(drop) });
    tokio::task::yield_now().await;
    hand.advance(899);
    tokio::task::yield_now().await;
    assert!(!waiter.is_finished());
    hand.advance(2);
    waiter.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_person_is_told_rather_than_kept_for_an_hour() {
    let (governor, _) = governor();
    let pass = enter(&governor, Priority::Background).await.unwrap();
    pass.answered(Answered { status: 429, rate: None, free_again: Some(NOW.plus(3_600)) });
    let refused = enter(&governor, Priority::Person).await.map(drop).unwrap_err();
    assert!(matches!(refused, Error::RateLimited { until: Some(until) } if until == NOW.plus(3_600)));
    assert!(at_once(enter(&governor, Priority::Background)).await.is_none(), "nobody else needs to know");
}

#[tokio::test]
async fn a_pause_holds_back_all_but_persons_and_their_screen() {
    let (governor, _) = governor();
    governor.set_paused(true);
    let waiting = governor.clone();
    let waiter = tokio::spawn(async move { enter(&waiting, Priority::Background).await.map(drop) });
    tokio::task::yield_now().await;
    assert!(!waiter.is_finished());
    assert!(at_once(enter(&governor, Priority::Person)).await.is_some());
    assert!(at_once(enter(&governor, Priority::OnScreen)).await.is_some());
    governor.set_paused(false);
    waiter.await.unwrap().unwrap();
}
