//! The one place through which every call of a profile leaves: it keeps to a share of the rate limits, lets what a
//! person waits for go first, and closes when the server asks for it.
//!
//! The rules are a pure machine ([`rules`]); here is the waiting: queues by priority, woken by whatever ends and by the
//! clock. Who calls is known by the task: [`at`] names the priority of what runs inside it, and without it a call is a
//! person's.

mod rules;
#[cfg(test)]
mod tests;

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use futures::future::BoxFuture;
use mangopay::{Answered, Error, Gate, Leaving, Pass, WindowLength};
use model::UnixSeconds;
use tokio::sync::{Notify, oneshot};

use crate::{host::hold, ports::Clock};
use rules::{Blocked, Lane, Left, Rules};

/// The share that background reading takes unless it is set (PRODUCT §1.2), in hundredths.
pub(crate) const USUAL_SHARE: u8 = 30;
/// Calls of the sync that are under way at once.
pub(crate) const AT_ONCE: u32 = 24;
/// A person is told at once that calls are not free rather than waiting longer than this.
const PATIENCE: i64 = 10;
/// So many calls of higher priorities leave before one of a lower priority that waits.
const TURNS: u32 = 8;

/// Who waits for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Priority {
    /// Nobody.
    Background,
    /// Whoever looks at what is on screen and sees an older state meanwhile.
    OnScreen,
    /// Whoever waits to hear what became of something.
    Outcome,
    /// A person, here and now: may go above the share, never above what the server has left.
    Person,
}

tokio::task_local! {
    static PRIORITY: Priority;
}

/// Runs something whose calls have this priority.
pub(crate) fn at<F: Future>(priority: Priority, work: F) -> impl Future<Output = F::Output> {
    PRIORITY.scope(priority, work)
}

/// Lets calls leave. Cheap to clone; all clones are one.
#[derive(Clone)]
pub(crate) struct Governor(Arc<Front>);

struct Front {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
    /// Something has ended or was set: those who wait look at the clock anew.
    changed: Notify,
}

struct State {
    rules: Rules,
    /// By priority, lowest first.
    queues: [VecDeque<oneshot::Sender<Slot>>; 4],
    /// Calls that went before one of a lower priority that waits.
    turns: u32,
}

/// A call's leave. Dropping it tells that the call has ended.
struct Slot {
    front: Arc<Front>,
    left: Option<Left>,
}

/// Our use of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) window: WindowLength,
    /// Calls of ours that count.
    pub(crate) made: u64,
    /// The most there may be of them.
    pub(crate) most: u64,
    /// The server's limit for all users of the key together.
    pub(crate) limit: u64,
}

impl Governor {
    pub(crate) fn new(clock: Arc<dyn Clock>, share_percent: u64) -> Self {
        let state = State { rules: Rules::new(share_percent, AT_ONCE), queues: Default::default(), turns: 0 };
        Self(Arc::new(Front { clock, state: Mutex::new(state), changed: Notify::new() }))
    }

    /// Sets the share, in hundredths.
    pub(crate) fn set_share(&self, percent: u64) {
        self.change(|rules| rules.share_percent = percent.clamp(1, 100));
    }

    /// The share, in hundredths.
    pub(crate) fn share(&self) -> u64 {
        hold(&self.0.state).rules.share_percent
    }

    /// Holds back all but what a person waits for or looks at.
    pub(crate) fn set_paused(&self, paused: bool) {
        self.change(|rules| rules.paused = paused);
    }

    fn change(&self, change: impl FnOnce(&mut Rules)) {
        change(&mut hold(&self.0.state).rules);
        Front::pump(&self.0);
        self.0.changed.notify_waiters();
    }

    /// Our use of each window, shortest first.
    pub(crate) fn usage(&self) -> Vec<Usage> {
        let (mut state, now) = self.0.state();
        state.rules.usage(now)
    }

    /// Seconds until so many more background calls could have left.
    pub(crate) fn seconds_for(&self, calls: u64) -> u64 {
        // Computed on a copy: it takes a while for large numbers.
        let (state, now) = self.0.state();
        let rules = state.rules.clone();
        drop(state);
        rules.seconds_for(calls, now)
    }

    /// Our calls of the last day, for [`restore`](Self::restore) after a restart.
    pub(crate) fn kept(&self) -> Vec<(i64, u64)> {
        hold(&self.0.state).rules.kept()
    }

    /// Counts on from what an earlier run kept.
    pub(crate) fn restore(&self, kept: &[(i64, u64)]) {
        let (mut state, now) = self.0.state();
        state.rules.restore(kept, now);
    }
}

impl Gate for Governor {
    fn enter(&self, leaving: Leaving) -> BoxFuture<'static, Result<Box<dyn Pass>, Error>> {
        let priority = PRIORITY.try_with(|priority| *priority).unwrap_or(Priority::Person);
        let front = Arc::clone(&self.0);
        Box::pin(async move {
            let slot = match leaving {
                Leaving::Token => Front::leave_for_token(front).await?,
                Leaving::Call => Front::leave(front, priority).await?,
            };
            Ok(Box::new(slot) as Box<dyn Pass>)
        })
    }
}

impl Pass for Slot {
    fn answered(mut self: Box<Self>, answer: Answered) {
        self.end(Some(&answer));
    }
}

impl Slot {
    fn end(&mut self, answer: Option<&Answered>) {
        let Some(left) = self.left.take() else { return };
        let (mut state, now) = self.front.state();
        state.rules.end(left, answer, now);
        drop(state);
        Front::pump(&self.front);
        self.front.changed.notify_waiters();
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.end(None);
    }
}

impl Front {
    /// The state, and the time as it is while nobody else has the state: a time that was read before would seem to those
    /// who counted meanwhile as if the clock had been set back.
    fn state(&self) -> (MutexGuard<'_, State>, UnixSeconds) {
        let state = hold(&self.state);
        let now = self.clock.now();
        (state, now)
    }

    async fn leave(front: Arc<Self>, priority: Priority) -> Result<Slot, Error> {
        let (tell, mut told) = oneshot::channel();
        hold(&front.state).queues[priority as usize].push_back(tell);
        loop {
            // Registered before looking, so that nothing is missed in between.
            let mut changed = std::pin::pin!(front.changed.notified());
            changed.as_mut().enable();
            Self::pump(&front);
            let (blocked, now) = {
                let (mut state, now) = front.state();
                (state.rules.may(priority, lane(priority), now), now)
            };
            let pause = match blocked {
                Err(Blocked::Until(until)) if priority == Priority::Person && until.since(now) > PATIENCE => {
                    // What was given in this very moment is not lost: the sender sees that nobody listens.
                    return told.try_recv().map_err(|_| Error::RateLimited { until: Some(until) });
                }
                Err(Blocked::Until(until)) => Some(front.clock.sleep(seconds(until.since(now)))),
                Ok(()) | Err(Blocked::ForNow) => None,
            };
            let sleep = async {
                match pause {
                    Some(pause) => pause.await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                slot = &mut told => return slot.map_err(|_| Error::RateLimited { until: None }),
                () = changed => {}
                () = sleep => {}
            }
        }
    }

    /// The token's call stands in no queue. A server that refuses all calls refuses this one too.
    async fn leave_for_token(front: Arc<Self>) -> Result<Slot, Error> {
        loop {
            let (may, now) = {
                let (mut state, now) = front.state();
                (state.rules.may(Priority::Person, Lane::Token, now).map(|()| state.rules.begin(Lane::Token)), now)
            };
            match may {
                Ok(left) => return Ok(Slot { front, left: Some(left) }),
                Err(Blocked::Until(until)) if until.since(now) > PATIENCE => {
                    return Err(Error::RateLimited { until: Some(until) });
                }
                Err(Blocked::Until(until)) => front.clock.sleep(seconds(until.since(now))).await,
                Err(Blocked::ForNow) => front.clock.sleep(Duration::from_secs(1)).await,
            }
        }
    }

    /// Gives leave to whoever may have it.
    fn pump(front: &Arc<Self>) {
        loop {
            let (tell, left) = {
                let (mut state, now) = front.state();
                match state.next(now) {
                    Some(given) => given,
                    None => return,
                }
            };
            // Outside the lock, since a slot that is dropped takes it. If nobody listens any more, nothing has left.
            if let Err(mut slot) = tell.send(Slot { front: Arc::clone(front), left: Some(left) })
                && let Some(left) = slot.left.take()
            {
                hold(&front.state).rules.take_back(left);
            }
        }
    }
}

impl State {
    /// Takes the next call that may leave: of the highest priority, but each eighth time of a lower one that waits.
    fn next(&mut self, now: UnixSeconds) -> Option<(oneshot::Sender<Slot>, Left)> {
        for queue in &mut self.queues {
            queue.retain(|waiter| !waiter.is_closed());
        }
        let mut order = [Priority::Person, Priority::Outcome, Priority::OnScreen, Priority::Background];
        if self.turns >= TURNS {
            order[1..].reverse();
        }
        for priority in order {
            if self.queues[priority as usize].is_empty() || self.rules.may(priority, lane(priority), now).is_err() {
                continue;
            }
            let tell = self.queues[priority as usize].pop_front()?;
            let passed_over = self.queues[..priority as usize].iter().any(|queue| !queue.is_empty());
            if priority != Priority::Person {
                self.turns = if passed_over { self.turns + 1 } else { 0 };
            }
            return Some((tell, self.rules.begin(lane(priority))));
        }
        None
    }
}

fn lane(priority: Priority) -> Lane {
    match priority {
        Priority::Person => Lane::Person,
        Priority::Background | Priority::OnScreen | Priority::Outcome => Lane::Other,
    }
}

fn seconds(count: i64) -> Duration {
    Duration::from_secs(u64::try_from(count).unwrap_or(0).max(1))
}
