//! The local days of schedules. A day begins at midnight of its zone, or where the clocks skip that, at the first moment after;
//! it ends as the next one begins, however many hours that is.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use model::{UnixSeconds, form::Every};

/// What lies between two times of a schedule: from one moment up to and without another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) from: UnixSeconds,
    pub(crate) to: UnixSeconds,
}

/// When a schedule has its times.
#[derive(Debug, Clone)]
pub(crate) struct Times {
    every: Every,
    zone: TimeZone,
}

impl Times {
    /// In a zone that this system does not know, days are those of UTC.
    pub(crate) fn new(every: Every, zone: &str) -> Self {
        Self { every, zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC) }
    }

    /// The last time that is not after a moment; `None` beyond the calendar.
    pub(crate) fn last(&self, at: UnixSeconds) -> Option<UnixSeconds> {
        let mut day = self.day(at)?;
        loop {
            let start = self.start(day)?;
            if self.is_one(day) && start <= at {
                return Some(start);
            }
            day = day.yesterday().ok()?;
        }
    }

    /// The first time after a moment; `None` beyond the calendar.
    pub(crate) fn next(&self, at: UnixSeconds) -> Option<UnixSeconds> {
        let mut day = self.day(at)?;
        loop {
            let start = self.start(day)?;
            if self.is_one(day) && start > at {
                return Some(start);
            }
            day = day.tomorrow().ok()?;
        }
    }

    /// The day of a moment, as days are told: at its midnight UTC. `None` beyond the calendar.
    pub(crate) fn told_day(&self, at: UnixSeconds) -> Option<UnixSeconds> {
        let midnight = self.day(at)?.to_zoned(TimeZone::UTC).ok()?;
        Some(UnixSeconds(midnight.timestamp().as_second()))
    }

    /// What has passed between a moment and another one, oldest first.
    pub(crate) fn passed(&self, since: UnixSeconds, until: UnixSeconds) -> Vec<Period> {
        let mut all = Vec::new();
        let mut from = since;
        while let Some(to) = self.next(from).filter(|to| *to <= until) {
            all.push(Period { from, to });
            from = to;
        }
        all
    }

    fn is_one(&self, day: Date) -> bool {
        match self.every {
            Every::Day => true,
            Every::Week(on) => i64::from(day.weekday().to_monday_one_offset()) == i64::from(on),
            Every::Month(on) => i64::from(day.day()) == i64::from(on),
        }
    }

    fn day(&self, at: UnixSeconds) -> Option<Date> {
        Some(Timestamp::from_second(at.0).ok()?.to_zoned(self.zone.clone()).date())
    }

    fn start(&self, day: Date) -> Option<UnixSeconds> {
        Some(UnixSeconds(day.to_zoned(self.zone.clone()).ok()?.timestamp().as_second()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600;

    fn utc(day: &str) -> UnixSeconds {
        UnixSeconds::of_day(day).unwrap()
    }

    #[test]
    fn days_are_as_long_as_the_clocks_make_them() {
        let paris = Times::new(Every::Day, "Europe/Paris");
        // 29 March 2026 has 23 hours, 25 October 2026 has 25.
        let spring = paris.passed(utc("2026-03-27").plus(23 * HOUR), utc("2026-03-31"));
        assert_eq!(spring.iter().map(|one| one.to.since(one.from) / HOUR).collect::<Vec<_>>(), [24, 23, 24]);
        let autumn = paris.passed(utc("2026-10-23").plus(22 * HOUR), utc("2026-10-27"));
        assert_eq!(autumn.iter().map(|one| one.to.since(one.from) / HOUR).collect::<Vec<_>>(), [24, 25, 24]);
        assert_eq!(autumn[0].from, utc("2026-10-23").plus(22 * HOUR));
        // In Beirut the clocks skip midnight: 29 March 2026 begins at one.
        let beirut = Times::new(Every::Day, "Asia/Beirut");
        let skipped = beirut.passed(utc("2026-03-27").plus(22 * HOUR), utc("2026-03-30"));
        assert_eq!(skipped.iter().map(|one| one.to.since(one.from) / HOUR).collect::<Vec<_>>(), [24, 23]);
    }

    #[test]
    fn no_moment_is_left_out_and_none_is_there_twice() {
        let zones =
            ["UTC", "Europe/Paris", "America/New_York", "Asia/Beirut", "Asia/Kathmandu", "Pacific/Apia", "Nowhere/No"];
        for every in [Every::Day, Every::Week(1), Every::Week(7), Every::Month(1), Every::Month(28)] {
            for zone in zones {
                let times = Times::new(every, zone);
                let start = times.last(utc("2025-12-31").plus(12 * HOUR)).unwrap();
                let all = times.passed(start, utc("2027-01-15"));
                assert_eq!(all[0].from, start);
                assert!(all.windows(2).all(|pair| pair[0].to == pair[1].from), "{every:?} in {zone}");
                assert!(all.iter().all(|one| one.from < one.to), "{every:?} in {zone}");
                for one in &all {
                    assert_eq!(times.next(one.from), Some(one.to), "{every:?} in {zone}");
                    assert_eq!(times.last(one.to.plus(-1)), Some(one.from), "{every:?} in {zone}");
                }
            }
        }
    }

    #[test]
    fn days_are_told_as_they_are_called_there() {
        let paris = Times::new(Every::Day, "Europe/Paris");
        for (moment, day) in [(22 * HOUR, "2026-06-30"), (22 * HOUR - 1, "2026-06-29")] {
            assert_eq!(paris.told_day(utc("2026-06-29").plus(moment)), Some(utc(day)));
        }
        assert_eq!(paris.told_day(UnixSeconds(i64::MAX)), None);
    }

    #[test]
    fn weeks_and_months_begin_on_their_day() {
        let week = Times::new(Every::Week(1), "UTC");
        assert_eq!(week.next(utc("2026-11-24")), Some(utc("2026-11-30")));
        assert_eq!(week.last(utc("2026-11-24")), Some(utc("2026-11-23")));
        let month = Times::new(Every::Month(28), "UTC");
        assert_eq!(month.next(utc("2026-01-28")), Some(utc("2026-02-28")));
        assert_eq!(month.next(utc("2026-02-28")), Some(utc("2026-03-28")));
        assert_eq!(Times::new(Every::Day, "UTC").next(UnixSeconds(i64::MAX)), None);
    }
}
