//! Reports that are made by themselves, in words.

use ipc::schedules::{LastRun, ScheduleOutcome, ScheduleRow};
use l10n::{text, text_with, word};
use model::form::{Every, Values};

use super::{Calendar, failure};
use crate::components::{IconName, Tone};

/// A schedule as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is made, and when.
    pub name: String,
    /// When it is made next.
    pub next: String,
    /// How it stands at a glance.
    pub icon: (IconName, Tone),
    /// What came of it last.
    pub last: String,
    /// The report that was made last.
    pub report: Option<String>,
}

/// A schedule in words.
pub fn told(row: &ScheduleRow, calendar: &Calendar) -> Told {
    let next = match row.next_at {
        Some(at) => {
            text_with("schedule-next", &[("moment", calendar.exact(at).into()), ("zone", row.zone.as_str().into())])
        }
        None => text("schedule-paused"),
    };
    let (icon, last, report) = match &row.last {
        None => ((IconName::Clock, Tone::Third), text("schedule-none-yet"), None),
        Some(last) => outcome(last, row.last_days, calendar),
    };
    let icon = if row.paused { (IconName::Pause, Tone::Third) } else { icon };
    Told { name: name(&row.values), next, icon, last, report }
}

/// What is made, and how often.
fn name(values: &Values) -> String {
    let every = match Every::of(values) {
        Some(Every::Week(_)) => text_with("schedule-every-week", &[("day", word("field-on", values.get("on")).into())]),
        Some(Every::Month(_)) => text_with("schedule-every-month", &[("day", values.get("on").into())]),
        Some(Every::Day) | None => text("schedule-every-day"),
    };
    text_with("schedule-name", &[("type", word("report-type", values.get("type")).into()), ("every", every.into())])
}

fn outcome(
    last: &LastRun,
    days: Option<(i64, i64)>,
    calendar: &Calendar,
) -> ((IconName, Tone), String, Option<String>) {
    let said = |key: &str, words: String| {
        let args = [
            ("period", period(days, calendar).into()),
            ("moment", calendar.exact(last.at).into()),
            ("words", words.into()),
        ];
        text_with(key, &args)
    };
    let why = |failure| {
        let (what, to_do) = failure::words(failure);
        format!("{what} {to_do}")
    };
    let (icon, words, report) = match &last.outcome {
        ScheduleOutcome::Made(id) => {
            ((IconName::CheckCircle, Tone::Ok), said("schedule-made", String::new()), Some(id.clone()))
        }
        ScheduleOutcome::Refused(failure) => {
            ((IconName::XCircle, Tone::Bad), said("schedule-refused", why(failure)), None)
        }
        ScheduleOutcome::Unknown => ((IconName::Alert, Tone::Warn), said("schedule-unknown", String::new()), None),
        ScheduleOutcome::Waits(failure) => ((IconName::Clock, Tone::Warn), said("schedule-waits", why(failure)), None),
    };
    let skipped = (last.skipped > 0).then(|| text_with("schedule-skipped", &[("count", last.skipped.into())]));
    (icon, std::iter::once(words).chain(skipped).collect::<Vec<_>>().join(" "), report)
}

/// "24 Nov 2026", "23 Nov 2026 to 29 Nov 2026".
fn period(days: Option<(i64, i64)>, calendar: &Calendar) -> String {
    let Some((first, end)) = days else { return String::new() };
    let (first, end) = (calendar.day(first), calendar.day(end));
    if first == end {
        text_with("schedule-one-day", &[("day", first.into())])
    } else {
        text_with("schedule-days", &[("first", first.into()), ("last", end.into())])
    }
}

#[cfg(test)]
mod tests {
    use ipc::{Code, Failure};

    use super::*;

    /// 23 November 2026, midnight UTC.
    const MONDAY: i64 = 1_795_392_000;
    const DAY: i64 = 86_400;

    fn row(values: Values, outcome: ScheduleOutcome, skipped: u32) -> ScheduleRow {
        let last = LastRun { at: MONDAY + 300, from: MONDAY - 7 * DAY, to: MONDAY, skipped, outcome };
        ScheduleRow {
            id: "schedule_1".to_owned(),
            values: values.with("type", "COLLECTED_FEES"),
            zone: "Europe/Paris".to_owned(),
            paused: false,
            next_at: Some(MONDAY + 7 * DAY + 300),
            last: Some(last),
            last_days: Some((MONDAY - 7 * DAY, MONDAY - DAY)),
        }
    }

    #[test]
    fn when_and_what_came_of_it_is_told() {
        // Days are those of the schedule, wherever one looks at it from.
        let far = Calendar::with_zone(MONDAY, |_| -300);
        let calendar = Calendar::with_zone(MONDAY, |_| 0);
        let week = Values::default().with("every", "WEEK").with("on", "MON");
        let made = told(&row(week.clone(), ScheduleOutcome::Made("report_1".to_owned()), 2), &calendar);
        assert!(made.name.ends_with("every Monday"), "{}", made.name);
        assert_eq!(made.next, "Next 30 Nov 00:05 (days in Europe/Paris)");
        assert!(made.last.starts_with("For 16 Nov 2026 to 22 Nov 2026: made 23 Nov 00:05"), "{}", made.last);
        assert!(made.last.ends_with("2 before it were missed and are not made up for."), "{}", made.last);
        assert_eq!(made.report.as_deref(), Some("report_1"));
        let made = told(&row(week.clone(), ScheduleOutcome::Made("report_1".to_owned()), 0), &far);
        assert!(made.last.starts_with("For 16 Nov 2026 to 22 Nov 2026: made 22 Nov 19:05"), "{}", made.last);

        let waits = told(&row(week, ScheduleOutcome::Waits(Failure::new(Code::ReadOnly)), 0), &calendar);
        assert!(waits.last.contains(&text("failure-read-only")) && waits.report.is_none(), "{}", waits.last);
        let month = Values::default().with("every", "MONTH").with("on", "28");
        let mut paused = row(month, ScheduleOutcome::Unknown, 0);
        (paused.paused, paused.next_at) = (true, None);
        let paused = told(&paused, &calendar);
        assert!(paused.name.ends_with("on day 28 of every month"), "{}", paused.name);
        assert_eq!((paused.next, paused.icon.0), (text("schedule-paused"), IconName::Pause));
    }
}
