//! Reports that are made by themselves, again and again. They are made by the report form; here they are looked after.

use model::form::Values;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Asks which reports are made by themselves.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListSchedules {}

/// A report that is made by itself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleRow {
    /// Its id, ours.
    pub id: String,
    /// What stands in its form.
    pub values: Values,
    /// The zone whose days it goes by: an IANA name.
    pub zone: String,
    /// Whether it rests.
    pub paused: bool,
    /// When it is made next, Unix seconds; `None` while it rests.
    pub next_at: Option<i64>,
    /// What came of it last.
    pub last: Option<LastRun>,
    /// The first and the last day that this covers, in the zone of the schedule; each at its midnight UTC.
    pub last_days: Option<(i64, i64)>,
}

model::debug_only!(ScheduleRow { id, paused, next_at });

/// What came of a schedule the last time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    /// When, Unix seconds.
    pub at: i64,
    /// The beginning of the time it covers, Unix seconds.
    pub from: i64,
    /// The end of it, which it does not cover any more.
    pub to: i64,
    /// Times before it that were missed and are not made up.
    pub skipped: u32,
    /// What came of it.
    pub outcome: ScheduleOutcome,
}

/// What came of one report of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleOutcome {
    /// It was asked for; the id of the report.
    Made(String),
    /// It was refused and is not tried again.
    Refused(Failure),
    /// Whether it was made is not known, and can be no more: it is not asked for a second time.
    Unknown,
    /// It waits, and is tried again.
    Waits(Failure),
}

/// Does something with a schedule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ActOnSchedule {
    /// Which.
    pub id: String,
    /// What.
    pub action: ScheduleAction,
}

/// What can be done with a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScheduleAction {
    /// It rests.
    Pause,
    /// It goes on from now: what passed while it rested is not made up.
    GoOn,
    /// It is deleted.
    Delete,
    /// It is there again, as it was.
    PutBack,
}
