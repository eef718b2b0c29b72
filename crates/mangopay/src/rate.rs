use http::HeaderMap;
use model::UnixSeconds;

/// How long a window of the rate limits is (money-operations.md §1.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WindowLength {
    /// 15 minutes.
    Minutes15,
    /// 30 minutes.
    Minutes30,
    /// 60 minutes.
    Minutes60,
    /// 24 hours.
    Hours24,
}

impl WindowLength {
    /// All four, in the order in which the headers list them.
    pub const ALL: [Self; 4] = [Self::Minutes15, Self::Minutes30, Self::Minutes60, Self::Hours24];

    /// Its length in seconds.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Minutes15 => 15 * 60,
            Self::Minutes30 => 30 * 60,
            Self::Minutes60 => 60 * 60,
            Self::Hours24 => 24 * 60 * 60,
        }
    }
}

/// One window of the rate limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateWindow {
    /// Which.
    pub length: WindowLength,
    /// Calls made in it.
    pub made: u64,
    /// Calls left in it.
    pub remaining: u64,
    /// When calls are released.
    pub reset: UnixSeconds,
}

impl RateWindow {
    /// Calls that it allows.
    fn size(&self) -> u64 {
        self.made.saturating_add(self.remaining)
    }
}

/// The rate limits as one answer told them: up to four windows, shortest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateState {
    /// The windows.
    pub windows: Vec<RateWindow>,
}

impl RateState {
    /// Reads `x-ratelimit`, `x-ratelimit-remaining` and `x-ratelimit-reset`, each either one header with four values
    /// between commas or four headers (money-operations.md §1.6). `None` if they are absent, of unequal number or no
    /// numbers.
    ///
    /// With four values their sizes tell the windows, since a longer window allows more calls; if those are no help, the
    /// position does, as in the documentation. With fewer the distance to the reset does, as in the SDKs, though windows
    /// roll: the oldest call of an hour may be released within the next minutes.
    pub fn from_headers(headers: &HeaderMap, now: UnixSeconds) -> Option<Self> {
        let made = numbers(headers, "x-ratelimit")?;
        let remaining = numbers(headers, "x-ratelimit-remaining")?;
        let reset = numbers(headers, "x-ratelimit-reset")?;
        if made.is_empty() || made.len() != remaining.len() || made.len() != reset.len() {
            return None;
        }
        let mut windows: Vec<RateWindow> = (0..made.len())
            .map(|i| {
                let reset = UnixSeconds(reset[i]);
                let length = window_of(reset.since(now));
                RateWindow { length, made: clamp(made[i]), remaining: clamp(remaining[i]), reset }
            })
            .collect();
        if windows.len() == WindowLength::ALL.len() {
            // Stable: windows of one size stay in their position.
            windows.sort_by_key(RateWindow::size);
            for (window, length) in windows.iter_mut().zip(WindowLength::ALL) {
                window.length = length;
            }
        }
        windows.sort_by_key(|window| window.length);
        Some(Self { windows })
    }

    /// The window with the fewest calls left.
    pub fn tightest(&self) -> Option<&RateWindow> {
        self.windows.iter().min_by_key(|window| window.remaining)
    }

    /// When a call may be made again, if one of the windows is used up.
    pub fn blocked_until(&self) -> Option<UnixSeconds> {
        self.windows.iter().filter(|window| window.remaining == 0).map(|window| window.reset).max()
    }
}

fn window_of(distance: i64) -> WindowLength {
    WindowLength::ALL.into_iter().find(|window| distance <= window.seconds()).unwrap_or(WindowLength::Hours24)
}

fn clamp(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn numbers(headers: &HeaderMap, name: &str) -> Option<Vec<i64>> {
    let mut numbers = Vec::new();
    for value in headers.get_all(name) {
        for part in value.to_str().ok()?.split(',') {
            let part = part.trim();
            if !part.is_empty() {
                numbers.push(part.parse().ok()?);
            }
        }
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderName, HeaderValue};
    use model::UnixSeconds;

    use super::{RateState, RateWindow, WindowLength};

    const NOW: UnixSeconds = UnixSeconds(1_000_000);

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn both_forms_tell_the_same() {
        let joined = headers(&[
            ("x-ratelimit", "11, 12, 13, 14"),
            ("x-ratelimit-remaining", "2289,4488,8787,105586"),
            ("x-ratelimit-reset", "1000900,1001800,1003600,1086400"),
        ]);
        let repeated = headers(&[
            ("x-ratelimit", "11"),
            ("x-ratelimit", "12"),
            ("x-ratelimit", "13"),
            ("x-ratelimit", "14"),
            ("x-ratelimit-remaining", "2289"),
            ("x-ratelimit-remaining", "4488"),
            ("x-ratelimit-remaining", "8787"),
            ("x-ratelimit-remaining", "105586"),
            ("x-ratelimit-reset", "1000900"),
            ("x-ratelimit-reset", "1001800"),
            ("x-ratelimit-reset", "1003600"),
            ("x-ratelimit-reset", "1086400"),
        ]);
        let state = RateState::from_headers(&joined, NOW).unwrap();
        assert_eq!(Some(&state), RateState::from_headers(&repeated, NOW).as_ref());
        assert_eq!(
            state.windows[3],
            RateWindow { length: WindowLength::Hours24, made: 14, remaining: 105_586, reset: UnixSeconds(1_086_400) }
        );
        assert_eq!(state.tightest().unwrap().length, WindowLength::Minutes15);
        assert_eq!(state.blocked_until(), None);
    }

    #[test]
    fn windows_that_roll_are_told_apart_by_their_size() {
        let state = RateState::from_headers(
            &headers(&[
                ("x-ratelimit", "600,1200,2500,30000"),
                ("x-ratelimit-remaining", "1700,3300,6300,75600"),
                ("x-ratelimit-reset", "1000600,1000900,1000015,1000300"),
            ]),
            NOW,
        )
        .unwrap();
        let told: Vec<_> = state.windows.iter().map(|window| (window.length, window.made)).collect();
        let made = [600, 1_200, 2_500, 30_000];
        assert_eq!(told, WindowLength::ALL.into_iter().zip(made).collect::<Vec<_>>());
    }

    #[test]
    fn fewer_values_are_told_apart_by_their_reset() {
        let state = RateState::from_headers(
            &headers(&[
                ("x-ratelimit", "8800,2300"),
                ("x-ratelimit-remaining", "0,0"),
                ("x-ratelimit-reset", "1003000,1000100"),
            ]),
            NOW,
        )
        .unwrap();
        let lengths: Vec<_> = state.windows.iter().map(|window| window.length).collect();
        assert_eq!(lengths, [WindowLength::Minutes15, WindowLength::Minutes60]);
        assert_eq!(state.blocked_until(), Some(UnixSeconds(1_003_000)), "both must be free again");
    }

    #[test]
    fn nonsense_is_no_state() {
        for lines in [
            &[][..],
            &[("x-ratelimit", "1")],
            &[("x-ratelimit", "1,2"), ("x-ratelimit-remaining", "1"), ("x-ratelimit-reset", "1,2")],
            &[("x-ratelimit", "many"), ("x-ratelimit-remaining", "1"), ("x-ratelimit-reset", "1")],
        ] {
            assert_eq!(RateState::from_headers(&headers(lines), NOW), None, "{lines:?}");
        }
    }
}
