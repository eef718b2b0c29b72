//! The simulator's clock: every date, expiry and window of the simulated platform is read from it.

use std::{sync::Mutex, time::Instant};

use crate::locked;

/// How the clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockMode {
    /// The machine's time.
    #[default]
    Real,
    /// Starts at this Unix time (seconds) and ticks.
    Virtual(i64),
    /// Starts at this Unix time (seconds) and stands still until the control plane moves it.
    Frozen(i64),
}

/// Unix time in seconds, as the simulated platform sees it.
#[derive(Debug)]
pub(crate) struct Clock {
    mode: ClockMode,
    started: Instant,
    /// Seconds added by the control plane.
    offset: Mutex<i64>,
}

impl Clock {
    pub(crate) fn new(mode: ClockMode) -> Self {
        Self { mode, started: Instant::now(), offset: Mutex::new(0) }
    }

    fn base(&self) -> i64 {
        match self.mode {
            ClockMode::Real => time::OffsetDateTime::now_utc().unix_timestamp(),
            ClockMode::Virtual(at) => at.saturating_add(i64::try_from(self.started.elapsed().as_secs()).unwrap_or(0)),
            ClockMode::Frozen(at) => at,
        }
    }

    /// Time passes by itself.
    pub(crate) fn ticks(&self) -> bool {
        !matches!(self.mode, ClockMode::Frozen(_))
    }

    pub(crate) fn now(&self) -> i64 {
        self.base().saturating_add(*locked(&self.offset))
    }

    pub(crate) fn advance(&self, seconds: i64) -> i64 {
        {
            let mut offset = locked(&self.offset);
            *offset = offset.saturating_add(seconds);
        }
        self.now()
    }

    pub(crate) fn set(&self, to: i64) -> i64 {
        *locked(&self.offset) = to.saturating_sub(self.base());
        self.now()
    }

    /// Never behind `at`: a restart does not turn time back.
    pub(crate) fn at_least(&self, at: i64) {
        if self.now() < at {
            self.set(at);
        }
    }
}
