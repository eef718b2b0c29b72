//! One dispute: what happened and until when, and what to contest it with. All of it from the local copy.

use l10n::{text, text_with, word};
use model::{
    AdvisedBy, Area, Cell, Column, Condition, Contesting, Direction, DisputeReasonType, DisputeStatus, DisputeType,
    Filter, ListQuery, Row, Sort, UnixSeconds, Window, checklist,
};

use super::{
    Calendar,
    objects::{ObjectRow, is_open, status_word, time_left},
};
use crate::components::{IconName, TimelineItem, Tone};

/// More events than any dispute has: each reopening brings two.
const MOST_EVENTS: u32 = 100;

/// A step, in the order in which steps of the same second were taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Opened,
    Waits,
    Submitted,
    SentToBank,
    Reopened,
    /// An event of a type that this version does not know.
    Other(String),
    Deadline,
    Closed,
}

impl Step {
    /// The step that an event tells of (docs/api/money-operations.md §14.3).
    fn of_event(kind: &str) -> Self {
        match kind {
            "DISPUTE_CREATED" => Self::Opened,
            "DISPUTE_ACTION_REQUIRED" => Self::Waits,
            "DISPUTE_SUBMITTED" => Self::Submitted,
            "DISPUTE_SENT_TO_BANK" => Self::SentToBank,
            "DISPUTE_FURTHER_ACTION_REQUIRED" => Self::Reopened,
            "DISPUTE_CLOSED" => Self::Closed,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The step without which a dispute would not stand where it does; `None` if its opening says enough.
    fn behind(status: &DisputeStatus) -> Option<Self> {
        match status {
            DisputeStatus::Submitted => Some(Self::Submitted),
            DisputeStatus::PendingBankAction => Some(Self::SentToBank),
            DisputeStatus::ReopenedPendingClientAction => Some(Self::Reopened),
            DisputeStatus::Closed => Some(Self::Closed),
            DisputeStatus::Created | DisputeStatus::PendingClientAction | DisputeStatus::Unknown(_) => None,
        }
    }
}

/// What asks for the events about a dispute.
pub fn events_of(id: &str) -> ListQuery {
    ListQuery {
        area: Area::Events,
        filters: vec![Filter { column: Column::ResourceId, condition: Condition::AnyOf(vec![id.to_owned()]) }],
        search: String::new(),
        sort: Sort { column: Column::Date, direction: Direction::Ascending },
        window: Window { offset: 0, limit: MOST_EVENTS },
    }
}

/// What happened to a dispute, oldest first, with the deadline where it falls: from its own dates and from the events
/// about it that are held.
pub fn timeline(row: &ObjectRow, events: &[Row], calendar: &Calendar) -> Vec<TimelineItem> {
    let mut steps: Vec<(Option<i64>, Step)> = events.iter().filter_map(told).collect();
    // Its own dates stay, while events are told for 45 days: where there are both, they are of the same step.
    for (column, step) in [(Column::Created, Step::Opened), (Column::Closed, Step::Closed)] {
        if let Some(at) = moment(row, column) {
            steps.retain(|(_, known)| *known != step);
            steps.push((Some(at), step));
        }
    }
    let behind = status(row).as_ref().and_then(Step::behind);
    if let Some(step) = behind.filter(|step| steps.iter().all(|(_, known)| known != step)) {
        steps.push((None, step));
    }
    // A deadline after the end is none, nor is that of a dispute that nobody can contest.
    let end = steps.iter().find(|(_, step)| *step == Step::Closed).map(|(at, _)| at.unwrap_or(calendar.now));
    let deadline = moment(row, Column::Deadline).filter(|at| end.is_none_or(|end| *at <= end));
    if let Some(at) = deadline.filter(|_| contesting(row, calendar) != Contesting::Never) {
        steps.push((Some(at), Step::Deadline));
    }
    // What was taken at a time that nobody knows was taken before now.
    steps.sort_by_cached_key(|(at, step)| (at.unwrap_or(calendar.now), step.clone()));
    steps.iter().map(|(at, step)| item(row, *at, step, calendar)).collect()
}

/// The step that an event tells of, and when it was taken.
fn told(event: &Row) -> Option<(Option<i64>, Step)> {
    let Cell::Moment(at) = event.cell(Area::Events, Column::Date) else { return None };
    let kind = event.cell(Area::Events, Column::Type).as_str()?;
    Some((Some(at.0), Step::of_event(kind)))
}

fn item(row: &ObjectRow, at: Option<i64>, step: &Step, calendar: &Calendar) -> TimelineItem {
    let mut note = at.is_none().then(|| text("dispute-time-not-held-why"));
    let (icon, tone, words) = match step {
        Step::Opened => (IconName::Scale, Tone::Inherit, text("dispute-step-opened")),
        Step::Waits => (IconName::Flag, Tone::Warn, text("dispute-step-waits")),
        Step::Submitted => (IconName::Send, Tone::Info, text("dispute-step-submitted")),
        Step::SentToBank => (IconName::Bank, Tone::Info, text("dispute-step-sent-to-bank")),
        Step::Reopened => (IconName::Expired, Tone::Warn, text("dispute-step-reopened")),
        Step::Other(kind) => (IconName::Pulse, Tone::Inherit, word("event", kind)),
        Step::Deadline => {
            let left = time_left(row, calendar).filter(|_| is_open(row));
            let tone = left.as_ref().map_or(Tone::Inherit, |left| left.role.tone());
            note = left.map(|left| match at {
                Some(at) if at < calendar.now => left.word,
                _ => text_with("dispute-left", &[("left", left.word.into())]),
            });
            (IconName::Clock, tone, text("dispute-step-deadline"))
        }
        Step::Closed => {
            let status = status_word(row, Column::Status, "CLOSED");
            (status.icon, status.role.tone(), status.word)
        }
    };
    let at = at.map_or_else(|| text("dispute-time-not-held"), |at| calendar.exact(at));
    TimelineItem { icon, tone, words, at, note }
}

/// Whether a dispute can be contested now.
pub fn contesting(row: &ObjectRow, calendar: &Calendar) -> Contesting {
    let kind = row.word(Column::Type).map(DisputeType::from);
    let deadline = moment(row, Column::Deadline).map(UnixSeconds);
    Contesting::of(kind.as_ref(), status(row).as_ref(), deadline, UnixSeconds(calendar.now))
}

/// What to contest a dispute with, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// "Evidence for “Product not provided”".
    pub title: String,
    /// The papers, the weightiest first.
    pub papers: Vec<String>,
    /// By whose advice.
    pub by: String,
}

/// The papers against a dispute, by its reason.
pub fn evidence(row: &ObjectRow) -> Evidence {
    // The API's own word for a reason that is not told.
    let reason = row.word(Column::RefusedReason).unwrap_or("UNKNOWN");
    let list = checklist(&DisputeReasonType::from(reason));
    let by = match list.by {
        AdvisedBy::Mangopay => text("evidence-by-mangopay"),
        AdvisedBy::Mangrove => text("evidence-by-mangrove"),
    };
    Evidence {
        title: text_with("evidence-title", &[("reason", word("dispute-reason", reason).into())]),
        papers: list.papers.iter().map(|paper| word("paper", paper.key())).collect(),
        by,
    }
}

fn status(row: &ObjectRow) -> Option<DisputeStatus> {
    row.word(Column::Status).map(DisputeStatus::from)
}

fn moment(row: &ObjectRow, column: Column) -> Option<i64> {
    match row.cell(column) {
        Cell::Moment(at) => Some(at.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use model::Origin;

    use super::*;

    /// Tuesday 24 November 2026, 10:42 in Paris.
    const NOW: i64 = 1_795_513_320;
    const DAY: i64 = 86_400;

    fn paris() -> Calendar {
        Calendar::with_zone(NOW, |_| 60)
    }

    fn row(area: Area, cells: &[(Column, Cell)]) -> Row {
        let of =
            |column| cells.iter().find(|(told, _)| *told == column).map_or(Cell::Nothing, |(_, cell)| cell.clone());
        Row {
            id: "200147731".to_owned(),
            cells: area.columns().iter().map(|used| of(used.column)).collect(),
            origin: Origin::Api,
            fetched_at: UnixSeconds(NOW),
            gone_at: None,
        }
    }

    fn at(moment: i64) -> Cell {
        Cell::Moment(UnixSeconds(moment))
    }

    fn said(word: &str) -> Cell {
        Cell::Word(word.to_owned())
    }

    fn event(kind: &str, moment: i64) -> Row {
        row(Area::Events, &[(Column::Type, said(kind)), (Column::Date, at(moment))])
    }

    /// A contestable dispute that was opened twelve days ago, with further cells.
    fn dispute(status: &str, more: &[(Column, Cell)]) -> ObjectRow {
        let mut cells = more.to_vec();
        cells.extend([
            (Column::Status, said(status)),
            (Column::Type, said("CONTESTABLE")),
            (Column::Created, at(NOW - 12 * DAY)),
            (Column::Deadline, at(NOW + 3 * DAY + 14 * 3_600)),
        ]);
        ObjectRow { area: Area::Disputes, row: row(Area::Disputes, &cells) }
    }

    fn lines(row: &ObjectRow, events: &[Row]) -> Vec<String> {
        let line = |item: TimelineItem| {
            let note = item.note.map(|note| format!(" ({note})")).unwrap_or_default();
            format!("{}: {}{note}", item.at, item.words)
        };
        timeline(row, events, &paris()).into_iter().map(line).collect()
    }

    #[test]
    fn what_happened_stands_oldest_first_with_the_time_that_is_left() {
        let events = [
            event("DISPUTE_FURTHER_ACTION_REQUIRED", NOW - DAY),
            event("DISPUTE_SUBMITTED", NOW - 2 * DAY),
            // Both of the second in which it was opened, as the feed may tell them.
            event("DISPUTE_ACTION_REQUIRED", NOW - 12 * DAY),
            event("DISPUTE_CREATED", NOW - 12 * DAY),
            event("DISPUTE_OF_TOMORROW", NOW - 3_600),
        ];
        let told = lines(&dispute("REOPENED_PENDING_CLIENT_ACTION", &[]), &events);
        let expected = [
            "12 Nov 10:42: Opened by the bank",
            "12 Nov 10:42: Your answer asked for",
            "22 Nov 10:42: Answer submitted",
            "23 Nov 10:42: Reopened: more is asked for",
            "24 Nov 09:42: DISPUTE_OF_TOMORROW",
            "28 Nov 00:42: Last moment to contest (3 d 14 h left)",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn the_deadline_tells_what_is_left_only_while_an_answer_is_waited_for() {
        let tone = |row: &ObjectRow, events: &[Row]| {
            let items = timeline(row, events, &paris());
            items.into_iter().find(|item| item.icon == IconName::Clock).map(|item| (item.tone, item.note))
        };
        let soon = [(Column::Deadline, at(NOW + DAY))];
        assert_eq!(
            tone(&dispute("PENDING_CLIENT_ACTION", &soon), &[]),
            Some((Tone::Bad, Some("1 d 0 h left".to_owned())))
        );
        let late = [(Column::Deadline, at(NOW - 2 * DAY))];
        assert_eq!(tone(&dispute("PENDING_CLIENT_ACTION", &late), &[]), Some((Tone::Bad, Some("2 d late".to_owned()))));
        assert_eq!(tone(&dispute("SUBMITTED", &[]), &[]), Some((Tone::Inherit, None)));
        let closed = [(Column::Closed, at(NOW - DAY))];
        assert_eq!(tone(&dispute("CLOSED", &closed), &[]), None, "it was closed before");
        let hopeless = dispute("CREATED", &[(Column::Type, said("NOT_CONTESTABLE"))]);
        assert_eq!(tone(&hopeless, &[]), None, "nobody can contest it");
    }

    #[test]
    fn an_end_is_told_with_its_result_and_its_own_date() {
        let old = |years: i64| NOW - years * 365 * DAY;
        let cells = [
            (Column::Created, at(old(1) - 20 * DAY)),
            (Column::Deadline, at(old(1) - 5 * DAY)),
            (Column::Closed, at(old(1))),
            (Column::ResultCode, said("WON")),
        ];
        let told = lines(&dispute("CLOSED", &cells), &[event("DISPUTE_CLOSED", old(1) + 1)]);
        let expected = [
            "4 Nov 2025 10:42: Opened by the bank",
            "19 Nov 2025 10:42: Last moment to contest",
            "24 Nov 2025 10:42: Closed, won",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_step_of_which_no_time_is_held_is_told_all_the_same() {
        let told = lines(&dispute("PENDING_BANK_ACTION", &[]), &[event("DISPUTE_SUBMITTED", NOW - 11 * DAY)]);
        let expected = [
            "12 Nov 10:42: Opened by the bank".to_owned(),
            "13 Nov 10:42: Answer submitted".to_owned(),
            format!("{}: Sent to the bank ({})", text("dispute-time-not-held"), text("dispute-time-not-held-why")),
            "28 Nov 00:42: Last moment to contest".to_owned(),
        ];
        assert_eq!(told, expected);
        // Disputes closed before February 2023 have no date of their own (docs/api/money-operations.md §12.1).
        let told = lines(&dispute("CLOSED", &[(Column::ResultCode, said("LOST"))]), &[]);
        assert_eq!(told.len(), 2);
        assert!(told[1].contains("Closed, lost"), "{told:?}");
    }

    #[test]
    fn evidence_follows_the_reason_and_says_whose_advice_it_is() {
        let of = |reason: Option<&str>| {
            let cells: Vec<_> = reason.map(|reason| (Column::RefusedReason, said(reason))).into_iter().collect();
            evidence(&dispute("PENDING_CLIENT_ACTION", &cells))
        };
        for reason in DisputeReasonType::KNOWN {
            let evidence = of(Some(reason));
            assert!(!evidence.title.contains(reason), "{}", evidence.title);
            assert!(evidence.papers.iter().all(|paper| paper.contains(' ')), "{:?}", evidence.papers);
        }
        let missing = of(Some("PRODUCT_NOT_PROVIDED"));
        assert_eq!(missing.papers[1], text("paper-signed-delivery"));
        assert_eq!(missing.by, text("evidence-by-mangopay"));
        assert_eq!(of(None), of(Some("UNKNOWN")));
        let new = of(Some("A_REASON_OF_TOMORROW"));
        assert!(new.title.contains("A_REASON_OF_TOMORROW") && new.by == text("evidence-by-mangrove"), "{new:?}");
    }

    #[test]
    fn what_can_be_contested_is_read_from_its_cells() {
        assert_eq!(contesting(&dispute("PENDING_CLIENT_ACTION", &[]), &paris()), Contesting::Now);
        let late = [(Column::Deadline, at(NOW - 1))];
        assert_eq!(contesting(&dispute("PENDING_CLIENT_ACTION", &late), &paris()), Contesting::NotNow);
        let never = [(Column::Type, said("NOT_CONTESTABLE"))];
        assert_eq!(contesting(&dispute("CLOSED", &never), &paris()), Contesting::Never);
    }
}
