//! Call limits in four sliding windows (docs/api/money-operations.md §1.6).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Seconds and calls of each documented window.
pub(crate) const WINDOWS: [(i64, u32); 4] = [(900, 2_300), (1_800, 4_500), (3_600, 8_800), (86_400, 105_600)];

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Window {
    /// Second and number of calls made in it, oldest first.
    calls: VecDeque<(i64, u32)>,
    made: u32,
}

/// The calls of one client account.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Rates {
    windows: [Window; 4],
}

impl Rates {
    fn forget(&mut self, now: i64) {
        for (window, (seconds, _)) in self.windows.iter_mut().zip(WINDOWS) {
            while let Some(&(at, count)) = window.calls.front()
                && at + seconds <= now
            {
                window.calls.pop_front();
                window.made = window.made.saturating_sub(count);
            }
        }
    }

    /// Counts `calls` calls at `now`, whatever the limits.
    pub(crate) fn add(&mut self, now: i64, calls: u32) {
        self.forget(now);
        for window in &mut self.windows {
            match window.calls.back_mut() {
                Some((at, count)) if *at == now => *count = count.saturating_add(calls),
                _ => window.calls.push_back((now, calls)),
            }
            window.made = window.made.saturating_add(calls);
        }
    }

    /// Counts one call; false if a window is full, in which case it is not counted.
    pub(crate) fn admit(&mut self, now: i64) -> bool {
        self.forget(now);
        if self.windows.iter().zip(WINDOWS).any(|(window, (_, max))| window.made >= max) {
            return false;
        }
        self.add(now, 1);
        true
    }

    /// The three headers, four values each: calls made, calls left, Unix second when calls are freed next.
    pub(crate) fn headers(&self, now: i64) -> [(&'static str, String); 3] {
        let join = |value: &dyn Fn(&Window, (i64, u32)) -> i64| {
            let values: Vec<String> =
                self.windows.iter().zip(WINDOWS).map(|(w, limits)| value(w, limits).to_string()).collect();
            values.join(", ")
        };
        [
            ("x-ratelimit", join(&|w, _| i64::from(w.made))),
            ("x-ratelimit-remaining", join(&|w, (_, max)| i64::from(max.saturating_sub(w.made)))),
            ("x-ratelimit-reset", join(&|w, (seconds, _)| w.calls.front().map_or(now, |(at, _)| *at) + seconds)),
        ]
    }
}
