use serde::{Deserialize, Serialize};

/// A moment: seconds since 1970 in UTC, as the API sends them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnixSeconds(pub i64);

impl UnixSeconds {
    /// This many seconds later (earlier if negative), held at the ends of the range.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to `self`.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

const DAY: i64 = 86_400;

impl UnixSeconds {
    /// Midnight UTC of a day such as `2026-11-24`; `None` if there is no such day.
    pub fn of_day(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return None };
        let digits = |text: &str, most: usize| text.len() == most && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
            return None;
        }
        let at = Self(days_from(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).checked_mul(DAY)?);
        // A day that a month does not have comes out as another one.
        (at.day() == text).then_some(at)
    }

    /// The day in UTC, as `2026-11-24`.
    pub fn day(self) -> String {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// The same time of day so many months before; the last day of a month that is shorter.
    #[must_use]
    pub fn months_before(self, months: u32) -> Self {
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let all = year * 12 + month - 1 - i64::from(months);
        let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
        let first = days_from(year, month, 1);
        let length = days_from(year + month / 12, month % 12 + 1, 1) - first;
        Self((first + day.min(length) - 1) * DAY + self.0.rem_euclid(DAY))
    }
}

/// Days since 1970 of a date (Howard Hinnant's `days_from_civil`).
fn days_from(year: i64, month: i64, day: i64) -> i64 {
    let shifted = year - i64::from(month <= 2);
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number of days since 1970 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days.saturating_add(719_468);
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        assert_eq!(UnixSeconds::of_day("2026-11-24"), Some(UnixSeconds(1_795_478_400)));
        assert_eq!(UnixSeconds(1_795_513_320).day(), "2026-11-24");
        assert_eq!(UnixSeconds::of_day("1969-12-31"), Some(UnixSeconds(-86_400)));
        for wrong in ["", "2026-2-3", "2026-02-30", "24-11-2026", "2026-13-01", "2026-00-10", "x"] {
            assert_eq!(UnixSeconds::of_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        let before = |day: &str, months| UnixSeconds::of_day(day).unwrap().months_before(months).day();
        assert_eq!(before("2026-11-24", 6), "2026-05-24");
        assert_eq!(before("2026-03-31", 1), "2026-02-28");
        assert_eq!(before("2026-01-15", 13), "2024-12-15");
        assert_eq!(before("2024-03-31", 1), "2024-02-29");
    }
}
