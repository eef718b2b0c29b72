//! The share of the rate budget that background reading keeps to. The server's own counters decide: they include what
//! the platform's production traffic uses.

use std::time::Duration;

use mangopay::RateState;
use model::UnixSeconds;

/// Share of each window that may be used up before background reading waits, in hundredths (PRODUCT §1.2).
const SHARE_PERCENT: u64 = 30;
/// Longest wait before the counters are looked at again.
const LONGEST_WAIT: i64 = 60;

/// How long background reading waits before its next call.
pub(super) fn wait(rate: &RateState, now: UnixSeconds) -> Option<Duration> {
    rate.windows
        .iter()
        .filter(|window| {
            let all = window.made.saturating_add(window.remaining);
            all > 0 && window.made.saturating_mul(100) >= all.saturating_mul(SHARE_PERCENT)
        })
        .map(|window| window.reset.since(now).clamp(1, LONGEST_WAIT))
        .max()
        .and_then(|seconds| u64::try_from(seconds).ok())
        .map(Duration::from_secs)
}

/// Share of the shortest window that is used up, in hundredths.
pub(super) fn used_percent(rate: &RateState) -> Option<u32> {
    let window = rate.windows.first()?;
    let all = window.made.saturating_add(window.remaining);
    (all > 0).then(|| u32::try_from(window.made.saturating_mul(100) / all).unwrap_or(100))
}

#[cfg(test)]
mod tests {
    use mangopay::{RateWindow, WindowLength};

    use super::*;

    fn rate(made: u64, remaining: u64, reset: i64) -> RateState {
        let length = WindowLength::Minutes15;
        RateState { windows: vec![RateWindow { length, made, remaining, reset: UnixSeconds(reset) }] }
    }

    #[test]
    fn reading_waits_at_its_share_and_looks_again_within_a_minute() {
        let now = UnixSeconds(1_000);
        assert_eq!(wait(&rate(689, 1_611, 1_500), now), None, "29.9 %");
        assert_eq!(wait(&rate(690, 1_610, 1_500), now), Some(Duration::from_secs(60)));
        assert_eq!(wait(&rate(2_300, 0, 1_007), now), Some(Duration::from_secs(7)));
        assert_eq!(wait(&rate(0, 0, 1_007), now), None, "limits that are switched off");
    }

    #[test]
    fn the_gauge_shows_the_shortest_window() {
        assert_eq!(used_percent(&rate(851, 1_449, 0)), Some(37));
        assert_eq!(used_percent(&rate(0, 0, 0)), None);
    }
}
