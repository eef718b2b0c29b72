//! What all connections and the control plane share.

use std::{
    collections::HashSet,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::watch;

use crate::{
    StartError, calls::Calls, clock::Clock, demo, faults::Faults, options::Options, options::World, routes::Route,
    state::State,
};

/// A lock whose poisoning is ignored: every step leaves the state whole or panics before touching it.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) clock: Clock,
    state: Mutex<State>,
    pub(crate) table: Vec<Route>,
    pub(crate) faults: Faults,
    pub(crate) calls: Calls,
    /// Idempotency keys of calls that are being worked on.
    pub(crate) busy: Mutex<HashSet<String>>,
    /// A token was given.
    pub(crate) token_given: AtomicBool,
    stopped: AtomicBool,
    /// Grows with each change of the state or the clock.
    changed: watch::Sender<u64>,
}

impl Shared {
    pub(crate) fn new(options: Options) -> Result<Self, StartError> {
        let clock = Clock::new(options.clock);
        let saved = match &options.data {
            Some(store) => store.load().map_err(StartError::Store)?,
            None => None,
        };
        let state = match saved {
            Some(bytes) => {
                let state = State::from_bytes(&bytes)?;
                clock.at_least(state.now);
                state
            }
            None => world(&options, options.world, clock.now()),
        };
        let shared = Self {
            options,
            clock,
            state: Mutex::new(state),
            table: crate::routes::table(),
            faults: Faults::default(),
            calls: Calls::default(),
            busy: Mutex::default(),
            token_given: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
            changed: watch::Sender::new(0),
        };
        shared.change(|_, _| ()).map_err(StartError::Store)?;
        Ok(shared)
    }

    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    /// Works on the state as of now, without saving: for reads and for what need not survive a restart.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut State, i64) -> T) -> T {
        let now = self.clock.now();
        let mut state = locked(&self.state);
        state.settle(now);
        work(&mut state, now)
    }

    /// Changes the state and saves it in the same step.
    pub(crate) fn change<T>(&self, work: impl FnOnce(&mut State, i64) -> T) -> std::io::Result<T> {
        let now = self.clock.now();
        let mut state = locked(&self.state);
        if self.stopped.load(Ordering::SeqCst) {
            return Err(std::io::Error::other("the sandbox was stopped"));
        }
        state.settle(now);
        let done = work(&mut state, now);
        if let Some(store) = &self.options.data {
            store.save(&state.to_bytes().map_err(std::io::Error::other)?)?;
        }
        drop(state);
        self.changed.send_modify(|n| *n += 1);
        Ok(done)
    }

    /// Changes each time the state or the clock does.
    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// A fresh world; calls, faults and tokens are forgotten.
    pub(crate) fn reset(&self, to: World) -> std::io::Result<()> {
        self.faults.clear();
        self.calls.clear();
        let fresh = world(&self.options, to, self.clock.now());
        self.change(|state, _| *state = fresh)
    }
}

fn world(options: &Options, world: World, now: i64) -> State {
    let mut state = State::new(options.seed, now, options.scopes.clone(), options.review_seconds);
    match world {
        World::Empty => {}
        World::Demo => demo::fill(&mut state, now),
        World::Large(count) => demo::large::fill(&mut state, count, options.seed, now),
    }
    state
}
