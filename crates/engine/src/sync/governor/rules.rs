//! When a call may leave: a pure machine over the four windows of the rate limits, without clock and without waiting.
//!
//! What it knows comes from two sides. Our own calls it counts itself, each from the moment it leaves until a window's
//! length after its answer, since nothing tells when in between the server counted it. The server's headers tell the
//! limits and what is left of them, whoever used it; a call that has left since then, or had no answer then, is taken
//! off that. Where the two differ the smaller room counts.

use std::collections::VecDeque;

use mangopay::{Answered, RateState, WindowLength};
use model::UnixSeconds;

use super::{Priority, Usage};

/// The documented limits (money-operations.md §1.6), until the server tells its own.
const DOCUMENTED: [u64; 4] = [2_300, 4_500, 8_800, 105_600];
/// Hundredths of a window that calls nobody waits for leave to the platform's own traffic, whoever used the rest.
const RESERVE_PERCENT: u64 = 10;
/// Hundredths of our share that background reading leaves to outcomes and to what is on screen.
const HEADROOM_PERCENT: u64 = 5;
/// Calls of a person that are under way at once, beside all others.
pub(super) const PERSONS_AT_ONCE: u32 = 8;
/// How long it is closed after a refusal that does not say until when.
const CLOSED_FOR: i64 = 60;
/// Longest time that a server's word closes it: the longest window.
const CLOSED_AT_MOST: i64 = 86_400;

/// Why a call may not leave now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blocked {
    /// Not before this moment.
    Until(UnixSeconds),
    /// Not before another call has ended, or the pause has.
    ForNow,
}

/// Which of the two counts of calls under way a call is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// Of a person.
    Person,
    /// Of anything else.
    Other,
    /// For a token, which all wait for: never in the queue behind calls that wait for it.
    Token,
}

/// A call that has left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Left {
    lane: Lane,
    number: u64,
}

/// The machine.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    pub(super) share_percent: u64,
    pub(super) at_once: u32,
    pub(super) paused: bool,
    windows: [Window; 4],
    announced: Announced,
    /// Under way: of persons, of others, for tokens.
    persons: u32,
    others: u32,
    tokens: u32,
    /// Calls that ever left.
    number: u64,
    closed_until: Option<UnixSeconds>,
}

/// Whether the server tells limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Announced {
    NotYet,
    Never,
    Yes,
}

#[derive(Debug, Clone)]
struct Window {
    length: WindowLength,
    limit: u64,
    /// Our calls that were answered: second and number, oldest first.
    own: VecDeque<(i64, u64)>,
    made: u64,
    told: Option<Told>,
}

/// What the server said last.
#[derive(Debug, Clone, Copy)]
struct Told {
    remaining: u64,
    /// Calls that left since, or had no answer then.
    spent: u64,
    reset: UnixSeconds,
    /// The call whose answer it was.
    number: u64,
}

impl Rules {
    pub(super) fn new(share_percent: u64, at_once: u32) -> Self {
        let window = |at: usize| Window {
            length: WindowLength::ALL[at],
            limit: DOCUMENTED[at],
            own: VecDeque::new(),
            made: 0,
            told: None,
        };
        Self {
            share_percent,
            at_once,
            paused: false,
            windows: std::array::from_fn(window),
            announced: Announced::NotYet,
            persons: 0,
            others: 0,
            tokens: 0,
            number: 0,
            closed_until: None,
        }
    }

    fn under_way(&self) -> u64 {
        u64::from(self.persons) + u64::from(self.others) + u64::from(self.tokens)
    }

    /// Whether a call may leave.
    pub(super) fn may(&mut self, priority: Priority, lane: Lane, now: UnixSeconds) -> Result<(), Blocked> {
        self.forget(now);
        if let Some(until) = self.closed_until {
            if until > now {
                return Err(Blocked::Until(until));
            }
            // The time is over, but whether the server thinks so too is found out with one call.
            if self.under_way() > 0 && lane != Lane::Token {
                return Err(Blocked::ForNow);
            }
        }
        let full = match lane {
            Lane::Person => self.persons >= PERSONS_AT_ONCE,
            Lane::Other => self.others >= self.at_once || (self.paused && priority != Priority::OnScreen),
            Lane::Token => false,
        };
        if full {
            return Err(Blocked::ForNow);
        }
        if self.announced == Announced::Never {
            return Ok(());
        }
        let under_way = self.under_way();
        let spent: Vec<Blocked> =
            self.windows.iter().filter_map(|window| window.blocks(priority, lane, under_way, self, now)).collect();
        let latest = spent.iter().filter_map(|blocked| match blocked {
            Blocked::Until(until) => Some(*until),
            Blocked::ForNow => None,
        });
        match (spent.is_empty(), latest.max()) {
            (true, _) => Ok(()),
            (false, Some(until)) => Err(Blocked::Until(until.max(now.plus(1)))),
            (false, None) => Err(Blocked::ForNow),
        }
    }

    /// A call leaves.
    pub(super) fn begin(&mut self, lane: Lane) -> Left {
        *self.lane(lane) += 1;
        self.number += 1;
        for told in self.windows.iter_mut().filter_map(|window| window.told.as_mut()) {
            told.spent += 1;
        }
        Left { lane, number: self.number }
    }

    /// A call that was let out did not leave after all.
    pub(super) fn take_back(&mut self, left: Left) {
        let lane = self.lane(left.lane);
        *lane = lane.saturating_sub(1);
        for told in self.windows.iter_mut().filter_map(|window| window.told.as_mut()) {
            told.spent = told.spent.saturating_sub(1);
        }
    }

    /// A call has ended, with an answer or without.
    pub(super) fn end(&mut self, left: Left, answer: Option<&Answered>, now: UnixSeconds) {
        let lane = self.lane(left.lane);
        *lane = lane.saturating_sub(1);
        for window in &mut self.windows {
            window.count(now, 1);
        }
        let Some(answer) = answer else { return };
        let limited = answer.status == 429;
        match &answer.rate {
            Some(rate) if rate.windows.iter().any(|window| window.made.saturating_add(window.remaining) > 0) => {
                self.announced = Announced::Yes;
                self.learn(rate, left.number, now);
            }
            // A server that counts nothing says nothing. One that told limits before has not lost them.
            Some(_) | None if self.announced == Announced::NotYet && !limited => self.announced = Announced::Never,
            Some(_) | None => {}
        }
        if limited {
            let until = answer.free_again.unwrap_or(now.plus(CLOSED_FOR));
            self.closed_until = Some(until.clamp(now.plus(1), now.plus(CLOSED_AT_MOST)).max(self.closed()));
            if self.announced == Announced::Never {
                self.announced = Announced::NotYet;
            }
        } else if self.closed_until.is_some_and(|until| until <= now) {
            self.closed_until = None;
        }
    }

    fn closed(&self) -> UnixSeconds {
        self.closed_until.unwrap_or_default()
    }

    fn lane(&mut self, lane: Lane) -> &mut u32 {
        match lane {
            Lane::Person => &mut self.persons,
            Lane::Other => &mut self.others,
            Lane::Token => &mut self.tokens,
        }
    }

    fn learn(&mut self, rate: &RateState, number: u64, now: UnixSeconds) {
        let spent = self.under_way();
        for told in &rate.windows {
            let Some(window) = self.windows.iter_mut().find(|window| window.length == told.length) else { continue };
            let limit = told.made.saturating_add(told.remaining);
            // Answers overtake one another: an older one tells nothing new.
            if limit == 0 || window.told.is_some_and(|before| before.number > number && before.reset > now) {
                continue;
            }
            window.limit = limit;
            let reset = told.reset.clamp(now.plus(1), now.plus(window.length.seconds()));
            window.told = Some(Told { remaining: told.remaining, spent, reset, number });
        }
    }

    fn forget(&mut self, now: UnixSeconds) {
        for window in &mut self.windows {
            window.forget(now);
        }
    }

    /// Our use of each window, shortest first: calls that count, and the most there may be of them.
    pub(super) fn usage(&mut self, now: UnixSeconds) -> Vec<Usage> {
        // Beside a server that has no limits there is no use of them.
        if self.announced == Announced::Never {
            return Vec::new();
        }
        self.forget(now);
        let under_way = self.under_way();
        let used = |window: &Window| Usage {
            window: window.length,
            made: window.made + under_way,
            most: window.cap(self.share_percent, Priority::Outcome),
            limit: window.limit,
        };
        self.windows.iter().map(used).collect()
    }

    /// Seconds until so many more background calls could have left, if nothing else does and answers take no time.
    pub(super) fn seconds_for(&self, calls: u64, now: UnixSeconds) -> u64 {
        if self.announced == Announced::Never {
            return 0;
        }
        let mut ahead = self.clone();
        let (mut left, mut at) = (calls, now);
        let share = self.share_percent;
        let room = |window: &Window| window.cap(share, Priority::Background).saturating_sub(window.made);
        loop {
            ahead.forget(at);
            let free = ahead.windows.iter().map(room).min().unwrap_or(0).min(left);
            left -= free;
            if left == 0 {
                return u64::try_from(at.since(now)).unwrap_or(0);
            }
            for window in &mut ahead.windows {
                window.count(at, free);
            }
            let full = ahead.windows.iter().filter(|window| room(window) == 0);
            at = full.filter_map(Window::frees_at).max().unwrap_or(at).max(at.plus(1));
        }
    }

    /// Our calls of the last day by the minute, to be counted on after a restart.
    pub(super) fn kept(&self) -> Vec<(i64, u64)> {
        let mut minutes: Vec<(i64, u64)> = Vec::new();
        for &(at, count) in &self.windows[3].own {
            // The end of the minute: better counted too long than too short.
            let minute = at - at.rem_euclid(60) + 59;
            match minutes.last_mut() {
                Some((last, sum)) if *last == minute => *sum += count,
                _ => minutes.push((minute, count)),
            }
        }
        minutes
    }

    /// Counts on from what was kept.
    pub(super) fn restore(&mut self, kept: &[(i64, u64)], now: UnixSeconds) {
        for &(at, count) in kept {
            for window in &mut self.windows {
                window.count(UnixSeconds(at.min(now.0)), count);
            }
        }
    }
}

impl Window {
    /// Our share of it.
    fn cap(&self, share_percent: u64, priority: Priority) -> u64 {
        let share = self.limit.saturating_mul(share_percent) / 100;
        let headroom = match priority {
            Priority::Background => (share * HEADROOM_PERCENT / 100).max(1),
            // One call, for the token that a call may need.
            Priority::OnScreen | Priority::Outcome | Priority::Person => 1,
        };
        share.saturating_sub(headroom).max(1)
    }

    fn count(&mut self, now: UnixSeconds, calls: u64) {
        match self.own.back_mut() {
            Some((at, count)) if *at >= now.0 => *count += calls,
            _ => self.own.push_back((now.0, calls)),
        }
        self.made += calls;
    }

    fn forget(&mut self, now: UnixSeconds) {
        // A clock that was set back must not keep calls for longer than their window.
        for (at, _) in self.own.iter_mut().rev().take_while(|(at, _)| *at > now.0) {
            *at = now.0;
        }
        while let Some(&(at, count)) = self.own.front()
            && now.0.saturating_sub(at) > self.length.seconds()
        {
            self.own.pop_front();
            self.made -= count;
        }
    }

    /// When the oldest of our calls no longer counts.
    fn frees_at(&self) -> Option<UnixSeconds> {
        self.own.front().map(|(at, _)| UnixSeconds(*at).plus(self.length.seconds() + 1))
    }

    fn blocks(
        &self,
        priority: Priority,
        lane: Lane,
        under_way: u64,
        rules: &Rules,
        now: UnixSeconds,
    ) -> Option<Blocked> {
        let of_person = lane != Lane::Other;
        if let Some(told) = self.told {
            let reserve = if of_person { 0 } else { self.limit * RESERVE_PERCENT / 100 };
            if told.remaining.saturating_sub(told.spent) <= reserve {
                if told.reset > now {
                    return Some(Blocked::Until(told.reset));
                }
                // Something is free again; how much, one call will tell: the token's, if that is what the one waits for.
                if under_way > 0 && lane != Lane::Token {
                    return Some(Blocked::ForNow);
                }
            }
        }
        if !of_person && self.made + under_way >= self.cap(rules.share_percent, priority) {
            return Some(self.frees_at().map_or(Blocked::ForNow, Blocked::Until));
        }
        None
    }
}
