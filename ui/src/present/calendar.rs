//! Dates and times: British English, 24 hours, the local zone.

use l10n::{text, text_with};

const DAY: i64 = 86_400;

/// A date and a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Civil {
    /// Year.
    pub year: i64,
    /// Month, from 1.
    pub month: u32,
    /// Day, from 1.
    pub day: u32,
    /// Hour.
    pub hour: u32,
    /// Minute.
    pub minute: u32,
    /// Days since 1970-01-01.
    days: i64,
}

impl Civil {
    /// The date and time at a moment, so many minutes ahead of UTC (Howard Hinnant's `civil_from_days`).
    pub fn at(unix: i64, offset_minutes: i32) -> Self {
        let local = unix.saturating_add(i64::from(offset_minutes) * 60);
        let days = local.div_euclid(DAY);
        let second = local.rem_euclid(DAY);
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = (of_year - (153 * shifted + 2) / 5 + 1) as u32;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 } as u32;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self { year, month, day, hour: (second / 3600) as u32, minute: (second % 3600 / 60) as u32, days }
    }
}

/// Days since 1970-01-01 of a date (Howard Hinnant's `days_from_civil`).
pub fn days_from(year: i64, month: u32, day: u32) -> i64 {
    let shifted = year - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let month = i64::from(month);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The present moment and the local zone.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    /// Now, Unix seconds.
    pub now: i64,
    offset: fn(i64) -> i32,
}

impl Calendar {
    /// In this computer's zone.
    pub fn local(now: i64) -> Self {
        Self { now, offset: crate::platform::zone_offset_minutes }
    }

    /// In a zone told by its minutes ahead of UTC at a moment.
    pub fn with_zone(now: i64, offset: fn(i64) -> i32) -> Self {
        Self { now, offset }
    }

    /// The same moment, in UTC.
    #[must_use]
    pub fn in_utc(&self) -> Self {
        Self::with_zone(self.now, |_| 0)
    }

    fn civil(&self, unix: i64) -> Civil {
        Civil::at(unix, (self.offset)(unix))
    }

    fn month(month: u32) -> String {
        text(&format!("month-{month}"))
    }

    /// "24 Nov", with the year unless it is this one.
    pub fn date(&self, unix: i64) -> String {
        let at = self.civil(unix);
        if at.year == self.civil(self.now).year {
            format!("{} {}", at.day, Self::month(at.month))
        } else {
            self.full_date(unix)
        }
    }

    /// "24 Nov": the day in UTC of a moment.
    pub fn utc_date(&self, unix: i64) -> String {
        let at = Civil::at(unix, 0);
        format!("{} {}", at.day, Self::month(at.month))
    }

    /// "24 Nov 2026".
    pub fn full_date(&self, unix: i64) -> String {
        let at = self.civil(unix);
        format!("{} {} {}", at.day, Self::month(at.month), at.year)
    }

    /// "08:41".
    pub fn time(&self, unix: i64) -> String {
        let at = self.civil(unix);
        format!("{:02}:{:02}", at.hour, at.minute)
    }

    /// Whether a moment is before noon.
    pub fn is_morning(&self, unix: i64) -> bool {
        self.civil(unix).hour < 12
    }

    /// "24 Nov 08:41", with the year instead of the time unless it is this year.
    pub fn moment(&self, unix: i64) -> String {
        let at = self.civil(unix);
        if at.year == self.civil(self.now).year {
            format!("{} {}", self.date(unix), self.time(unix))
        } else {
            self.full_date(unix)
        }
    }

    /// "24 Nov 08:41", with the year besides unless it is this year: where the time matters however old it is.
    pub fn exact(&self, unix: i64) -> String {
        format!("{} {}", self.date(unix), self.time(unix))
    }

    /// "09:56" today, "24 Nov, 09:56" on other days.
    pub fn clock(&self, unix: i64) -> String {
        if self.days_ahead(unix) == 0 { self.time(unix) } else { format!("{}, {}", self.date(unix), self.time(unix)) }
    }

    /// A day that the API gives as midnight UTC: "15 Jan 1979".
    pub fn day(&self, unix: i64) -> String {
        let at = Civil::at(unix, 0);
        format!("{} {} {}", at.day, Self::month(at.month), at.year)
    }

    /// Days from today to the day of a moment, both local.
    pub fn days_ahead(&self, unix: i64) -> i64 {
        self.civil(unix).days - self.civil(self.now).days
    }

    /// "just now", "2 min ago", "3 h ago", "yesterday", "24 Nov".
    pub fn ago(&self, unix: i64) -> String {
        let seconds = self.now - unix;
        match (seconds, self.days_ahead(unix)) {
            (..60, _) => text("ago-now"),
            (60..3600, _) => text_with("ago-minutes", &[("count", (seconds / 60).into())]),
            (3600..21_600, _) | (_, 0) => text_with("ago-hours", &[("count", (seconds / 3600).into())]),
            (_, -1) => text("ago-yesterday"),
            _ => self.date(unix),
        }
    }

    /// "in 55 days", "tomorrow", "today", "3 days late".
    pub fn until(&self, unix: i64) -> String {
        Self::ahead(self.days_ahead(unix))
    }

    /// The same for a day that the API gives as midnight UTC.
    pub fn until_day(&self, unix: i64) -> String {
        Self::ahead(self.days_to(unix))
    }

    /// Days from today to a day that the API gives as midnight UTC, both in UTC, as deadlines are.
    pub fn days_to(&self, unix: i64) -> i64 {
        unix.div_euclid(DAY) - self.now.div_euclid(DAY)
    }

    fn ahead(days: i64) -> String {
        match days {
            0 => text("until-today"),
            1 => text("until-tomorrow"),
            days @ 2.. => text_with("until-days", &[("count", days.into())]),
            days => text_with("until-late", &[("count", (-days).into())]),
        }
    }

    /// "40 s", "3 min": time left, never less than 1 s.
    pub fn left(&self, unix: i64) -> String {
        let seconds = (unix - self.now).max(1);
        if seconds < 90 {
            text_with("left-seconds", &[("count", seconds.into())])
        } else {
            text_with("left-minutes", &[("count", ((seconds + 30) / 60).into())])
        }
    }

    /// The first moment of a local day, counted from today.
    pub fn day_start(&self, days_from_today: i64) -> i64 {
        self.start_of(self.civil(self.now).days + days_from_today)
    }

    /// The first moment of this month.
    pub fn month_start(&self) -> i64 {
        let now = self.civil(self.now);
        self.start_of(days_from(now.year, now.month, 1))
    }

    /// The first moment of a local day given as `2026-11-24`.
    pub fn parse_day(&self, text: &str) -> Option<i64> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok().filter(|month| (1..=12).contains(month))?;
        let day = parts.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
        Some(self.start_of(days_from(year, month, day)))
    }

    /// A moment's local day as `2026-11-24`.
    pub fn iso_day(&self, unix: i64) -> String {
        let at = self.civil(unix);
        format!("{:04}-{:02}-{:02}", at.year, at.month, at.day)
    }

    fn start_of(&self, days: i64) -> i64 {
        let midnight_utc = days * DAY;
        // The offset at the day's start may differ from the one at UTC midnight; one correction settles it.
        let guess = midnight_utc - i64::from((self.offset)(midnight_utc)) * 60;
        midnight_utc - i64::from((self.offset)(guess)) * 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tuesday 24 November 2026, 10:42 in Paris.
    const NOW: i64 = 1_795_513_320;

    fn paris() -> Calendar {
        Calendar::with_zone(NOW, |_| 60)
    }

    #[test]
    fn the_year_is_left_out_in_the_current_year() {
        assert_eq!(paris().date(NOW), "24 Nov");
        assert_eq!(paris().moment(NOW - 7_260), "24 Nov 08:41");
        assert_eq!(paris().exact(NOW - 7_260), "24 Nov 08:41");
        assert_eq!(paris().exact(NOW - 365 * DAY), "24 Nov 2025 10:42");
        assert_eq!(paris().date(NOW - 365 * DAY), "24 Nov 2025");
    }

    #[test]
    fn ages_are_words() {
        for (seconds, words) in [(5, "just now"), (125, "2 min ago"), (2 * 3600, "2 h ago"), (30 * 3600, "yesterday")] {
            assert_eq!(paris().ago(NOW - seconds), words, "{seconds}");
        }
        assert_eq!(paris().ago(NOW - 4 * DAY), "20 Nov");
    }

    #[test]
    fn days_ahead_are_local_days() {
        assert_eq!(paris().until(NOW + 55 * DAY), "in 55 days");
        assert_eq!(paris().until(NOW), "today");
        assert_eq!(paris().until(NOW + 14 * 3600), "tomorrow");
        assert_eq!(paris().until(NOW - 3 * DAY), "3 days late");
    }

    #[test]
    fn days_and_dates_are_inverse_of_each_other() {
        for days in (-200_000..200_000).step_by(373) {
            let civil = Civil::at(days * DAY, 0);
            assert_eq!(days_from(civil.year, civil.month, civil.day), days);
        }
    }

    #[test]
    fn a_typed_day_starts_at_local_midnight() {
        let start = paris().parse_day("2026-11-24").unwrap();
        assert_eq!(paris().time(start), "00:00");
        assert_eq!(paris().iso_day(start), "2026-11-24");
        assert_eq!(paris().day_start(0), start);
        assert_eq!(paris().parse_day("2026-13-01"), None);
    }
}
