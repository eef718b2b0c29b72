//! When somebody was last here: what is new since then is told on the home page (PRODUCT B1).

use journal::settings::Setting;
use model::UnixSeconds;
use serde::{Deserialize, Serialize};

/// Stored with the profile.
pub(crate) const VISIT: Setting<Visit> = Setting::new("visit", Visit::default);
/// Who comes back sooner goes on with the same visit: the profile locks itself after minutes, and an application that
/// is started twice in a morning should not call it nothing new.
const SAME_VISIT: i64 = 4 * 3_600;

/// A visit, and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Visit {
    /// When somebody was last seen. After a kill it is when the profile was opened: rather told twice than never.
    seen: Option<UnixSeconds>,
    /// When the visit before this one ended.
    before: Option<UnixSeconds>,
}

impl Visit {
    /// Somebody opens the profile.
    pub(crate) fn opened(self, now: UnixSeconds) -> Self {
        let is_new = self.seen.is_some_and(|seen| now.since(seen) >= SAME_VISIT);
        Self { seen: Some(now), before: if is_new { self.seen } else { self.before } }
    }

    /// Somebody was there until now.
    pub(crate) fn left(self, now: UnixSeconds) -> Self {
        Self { seen: self.seen.max(Some(now)), ..self }
    }

    /// The end of the visit before this one; `None`: there was none.
    pub(crate) fn before(self) -> Option<UnixSeconds> {
        self.before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MORNING: UnixSeconds = UnixSeconds(1_790_000_000);

    #[test]
    fn a_first_visit_has_none_before() {
        let first = Visit::default().opened(MORNING);
        assert_eq!(first.before(), None);
        assert_eq!(first.left(MORNING.plus(600)).opened(MORNING.plus(1_200)).before(), None);
    }

    #[test]
    fn what_was_left_in_the_evening_is_the_visit_before_for_the_whole_next_day() {
        let evening = MORNING.plus(9 * 3_600);
        let left = Visit::default().opened(MORNING).left(evening);
        let next = left.opened(MORNING.plus(86_400));
        assert_eq!(next.before(), Some(evening));
        let unlocked = next.left(MORNING.plus(86_400 + 900)).opened(MORNING.plus(86_400 + 4_000));
        assert_eq!(unlocked.before(), Some(evening), "a lock does not end a visit");
    }

    #[test]
    fn a_clock_that_was_set_back_begins_no_visit() {
        let first = Visit::default().opened(MORNING);
        let back = first.opened(MORNING.plus(-9 * 3_600));
        assert_eq!(back.before(), None);
        assert_eq!(back.left(MORNING.plus(-10 * 3_600)).seen, back.seen);
    }
}
