//! Reports that are made by themselves while the profile is open.
//!
//! A schedule covers time without gaps: what is settled ends at one moment, the next report covers what comes after it. Each
//! report is a form of its own, named after schedule and period, and is carried out as forms are: with a key that is
//! stored before anything is sent, and its end stored in one commit with what is settled. So a kill at any moment neither
//! loses a period nor asks for it twice (docs/decisions/0007-forms.md).

pub(crate) mod calendar;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, Weak},
    time::Duration,
};

use ipc::{
    Code, Failure, Nothing, Reply, Retry,
    schedules::{ActOnSchedule, LastRun, ListSchedules, ScheduleAction, ScheduleOutcome, ScheduleRow},
};
use journal::{
    audit, forms as kept_forms,
    schedules::{self as kept, Schedule},
};
use model::{
    Area, Cell, Column, ReportStatus, Row, UnixSeconds,
    form::{Every, FormId, FormKind, ReportSystem, Values},
};
use tokio::sync::Notify;

use self::calendar::{Period, Times};
use crate::{
    engine::{Engine, fact},
    failure,
    host::hold,
    reports::Wanted,
    sync::governor::{Priority, at},
};

/// Transactions of the last five minutes are not in reports (docs/api/money-operations.md §13.1): so long after a period its
/// report is asked for, with as much again for clocks that differ.
const SETTLING: i64 = 600;
/// Of what was missed while the profile was closed, the newest so many periods are made up.
const MADE_UP: usize = 3;
/// Pause before what had to wait is tried again.
const AGAIN: i64 = 300;
/// The clock is looked at at least so often: a computer that slept does not count its sleep.
const LOOK: Duration = Duration::from_secs(60);

/// What wakes the schedules of an open profile, and when those that had to wait are tried again.
#[derive(Default)]
pub(crate) struct Schedules {
    wake: Arc<Notify>,
    next_try: Mutex<BTreeMap<String, UnixSeconds>>,
}

impl Schedules {
    /// Something changed that they may have waited for.
    pub(crate) fn wake(&self) {
        hold(&self.next_try).clear();
        self.wake.notify_one();
    }
}

/// A schedule as it is worked with.
struct Plan {
    kept: Schedule,
    values: Values,
    times: Times,
}

impl Plan {
    /// `None` if this version cannot read it.
    fn of(kept: Schedule) -> Option<Self> {
        let values: Values = serde_json::from_str(&kept.typed).ok()?;
        let times = Times::new(Every::of(&values)?, &kept.zone);
        Some(Self { kept, values, times })
    }

    fn last(&self) -> Option<LastRun> {
        self.kept.last.as_deref().and_then(|last| serde_json::from_str(last).ok())
    }

    /// The first and the last day of what came of it last, wherever one looks at it from.
    fn days(&self, last: &LastRun) -> Option<(i64, i64)> {
        let day = |at| self.times.told_day(UnixSeconds(at)).map(|day| day.0);
        Some((day(last.from)?, day(last.to.saturating_sub(1))?))
    }

    /// What it waits for.
    fn waiting(&self) -> Option<LastRun> {
        self.last().filter(|last| matches!(last.outcome, ScheduleOutcome::Waits(_)))
    }

    fn awaited(&self) -> Vec<String> {
        serde_json::from_str(&self.kept.awaited).unwrap_or_default()
    }

    fn next_at(&self) -> Option<UnixSeconds> {
        self.times.next(self.kept.settled_to).map(|at| at.plus(SETTLING)).filter(|_| !self.kept.paused)
    }
}

/// The form of a period's report.
fn form_of(schedule: &str, from: i64) -> FormId {
    FormId::about(FormKind::NewReport, format!("{schedule}@{from}"))
}

fn json<T: serde::Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| failure::internal(&error))
}

impl Engine {
    /// Sets the schedules going.
    pub(crate) fn start_schedules(self: &Arc<Self>) {
        let engine = Arc::downgrade(self);
        self.sync.go_on(Priority::Outcome, run(engine));
    }

    /// Stores a schedule; its first report covers the time that is under way.
    pub(crate) async fn make_schedule(&self, form: &FormId, values: &Values, every: Every) -> Result<(), Failure> {
        let (now, zone) = (self.parts.clock.now(), self.parts.clock.zone());
        let settled_to = Times::new(every, &zone).last(now).ok_or_else(|| Failure::new(Code::Malformed))?;
        let schedule = Schedule {
            id: self.parts.ids.id("schedule"),
            typed: json(values)?,
            zone,
            made_at: now,
            settled_to,
            paused: false,
            last: None,
            awaited: "[]".to_owned(),
        };
        let (form, entry) = (form.clone(), fact(now, "schedule.made", "schedule", &schedule.id));
        self.store(move |tx| {
            // A report that may be on its way keeps its form.
            if kept_forms::get(tx, &form)?.is_some_and(|kept| kept.sent_at.is_none()) {
                kept_forms::delete(tx, &form)?;
            }
            kept::put(tx, &schedule)?;
            audit::append(tx, &entry).map(|_| ())
        })
        .await?;
        self.schedules_changed();
        Ok(())
    }

    pub(crate) async fn list_schedules(&self, _: ListSchedules) -> Reply<ListSchedules> {
        let plans = self.plans().await?;
        let row = |plan: Plan| {
            let last = plan.last();
            ScheduleRow {
                next_at: plan.next_at().map(|at| at.0),
                last_days: last.as_ref().and_then(|last| plan.days(last)),
                last,
                id: plan.kept.id,
                values: plan.values,
                zone: plan.kept.zone,
                paused: plan.kept.paused,
            }
        };
        Ok(plans.into_iter().map(row).collect())
    }

    pub(crate) async fn act_on_schedule(&self, args: ActOnSchedule) -> Reply<ActOnSchedule> {
        let now = self.parts.clock.now();
        let (action, id) = (args.action, args.id);
        let said = match action {
            ScheduleAction::Pause => "schedule.paused",
            ScheduleAction::GoOn => "schedule.resumed",
            ScheduleAction::Delete => "schedule.deleted",
            ScheduleAction::PutBack => "schedule.put-back",
        };
        let entry = fact(now, said, "schedule", &id);
        self.store(move |tx| {
            let found = kept::get(tx, &id)?;
            match (action, found) {
                (ScheduleAction::Pause, Some(one)) => kept::put(tx, &Schedule { paused: true, ..one })?,
                (ScheduleAction::GoOn, Some(one)) => {
                    let plan = Plan::of(one.clone());
                    let reached = plan.as_ref().and_then(|plan| plan.times.last(now));
                    let settled_to = reached.map_or(one.settled_to, |now| now.max(one.settled_to));
                    let passed = plan.and_then(|plan| plan.waiting()).filter(|last| last.from < settled_to.0);
                    let last = match passed {
                        Some(last) => passed_over(tx, &id, last)?,
                        None => one.last.clone(),
                    };
                    kept::put(tx, &Schedule { paused: false, settled_to, last, ..one })?;
                }
                (ScheduleAction::Delete, _) => kept::set_gone(tx, &id, Some(now))?,
                (ScheduleAction::PutBack, _) => kept::set_gone(tx, &id, None)?,
                (ScheduleAction::Pause | ScheduleAction::GoOn, None) => {}
            }
            audit::append(tx, &entry).map(|_| ())
        })
        .await?;
        self.schedules_changed();
        Ok(Nothing {})
    }

    fn schedules_changed(&self) {
        self.schedules.wake();
        self.sync.changed(Area::Reports);
    }

    async fn store(
        &self,
        work: impl FnOnce(&journal::Transaction<'_>) -> Result<(), journal::Error> + Send + 'static,
    ) -> Result<(), Failure> {
        self.parts.journal.write(work).await.map_err(|error: journal::Error| failure::journal(&error))
    }

    async fn plans(&self) -> Result<Vec<Plan>, Failure> {
        let all = self.parts.journal.read(kept::all).await;
        let all = all.map_err(|error: journal::Error| failure::journal(&error))?;
        Ok(all.into_iter().filter_map(Plan::of).collect())
    }

    /// Does what is due.
    async fn run_schedules(&self) -> Result<(), Failure> {
        for plan in self.plans().await? {
            self.fetch_awaited(&plan).await?;
            if !plan.kept.paused {
                self.run_plan(plan).await?;
            }
        }
        Ok(())
    }

    async fn run_plan(&self, plan: Plan) -> Result<(), Failure> {
        let now = self.parts.clock.now();
        if hold(&self.schedules.next_try).get(&plan.kept.id).is_some_and(|at| *at > now) {
            return Ok(());
        }
        let mut due = plan.times.passed(plan.kept.settled_to, now.plus(-SETTLING));
        let over: Vec<Period> = due.drain(..due.len().saturating_sub(MADE_UP)).collect();
        let waiting = plan.waiting();
        // What was missed before one that waits was not made since.
        let before = waiting.as_ref().map_or(0, |last| last.skipped);
        let skipped = before.saturating_add(u32::try_from(over.len()).unwrap_or(u32::MAX));
        if let Some(first) = over.first() {
            let form = form_of(&plan.kept.id, first.from.0);
            self.store(move |tx| kept_forms::delete(tx, &form)).await?;
        }
        for period in due {
            if !self.goes_on(&plan.kept.id, period).await? {
                return Ok(());
            }
            let last = |outcome| LastRun { at: now.0, from: period.from.0, to: period.to.0, skipped, outcome };
            let Some(outcome) = self.run_period(&plan, period, last).await? else { continue };
            let waits = matches!(outcome, ScheduleOutcome::Waits(_));
            if waits {
                hold(&self.schedules.next_try).insert(plan.kept.id.clone(), now.plus(AGAIN));
            }
            let is_said = |waiting: &LastRun| waiting.from == period.from.0 && waiting.outcome == outcome;
            if !waiting.as_ref().is_some_and(is_said) {
                let settled_to = if waits { period.from } else { period.to };
                let (id, last) = (plan.kept.id.clone(), json(&last(outcome))?);
                self.store(move |tx| with(tx, &id, |one| settled(one, settled_to, Some(last)))).await?;
                self.sync.changed(Area::Reports);
            }
            if waits {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Whether a schedule still has a period to come: it may have been paused, deleted or moved on while the report before
    /// that was asked for.
    async fn goes_on(&self, id: &str, period: Period) -> Result<bool, Failure> {
        let all = self.parts.journal.read(kept::all).await;
        let all = all.map_err(|error: journal::Error| failure::journal(&error))?;
        Ok(all.iter().any(|one| one.id == id && !one.paused && one.settled_to <= period.from))
    }

    /// What is to be stored of a period; `None` once its report is ordered, which is stored with that.
    async fn run_period(
        &self,
        plan: &Plan,
        period: Period,
        last: impl Fn(ScheduleOutcome) -> LastRun,
    ) -> Result<Option<ScheduleOutcome>, Failure> {
        if self.is_read_only() {
            return Ok(Some(ScheduleOutcome::Waits(Failure::new(Code::ReadOnly))));
        }
        let form = form_of(&plan.kept.id, period.from.0);
        let id = plan.kept.id.clone();
        let run = last(ScheduleOutcome::Made(String::new()));
        let also = Box::new(move |tx: &journal::Transaction<'_>, report: &str| {
            let last = LastRun { outcome: ScheduleOutcome::Made(report.to_owned()), ..run };
            let last = serde_json::to_string(&last).ok();
            with(tx, &id, |one| {
                let mut awaited: Vec<String> = serde_json::from_str(&one.awaited).unwrap_or_default();
                awaited.push(report.to_owned());
                let awaited = serde_json::to_string(&awaited).unwrap_or(one.awaited.clone());
                settled(Schedule { awaited, ..one }, period.to, last)
            })
        });
        let sent = self.order_report(&form, &plan.values, (period.from, period.to), also);
        let failure = match at(Priority::Outcome, Box::pin(sent)).await {
            Ok(report) => {
                self.follow_report(&report, plan.values.get("type"), Wanted::File);
                self.sync.changed(Area::Reports);
                return Ok(None);
            }
            Err(failure) => failure,
        };
        let outcome = match (failure.code, failure.retry) {
            // The server has forgotten what came of it.
            (Code::OutcomeUnknown, Retry::Never) => ScheduleOutcome::Unknown,
            (Code::RefusedByApi | Code::BadFields, _) => ScheduleOutcome::Refused(failure),
            _ => return Ok(Some(ScheduleOutcome::Waits(failure))),
        };
        self.store(move |tx| kept_forms::delete(tx, &form)).await?;
        Ok(Some(outcome))
    }

    /// Goes on with files that were not here when the profile was closed, and forgets those that are, or never come.
    async fn fetch_awaited(&self, plan: &Plan) -> Result<(), Failure> {
        let mut over = Vec::new();
        for id in plan.awaited() {
            let file = self.parts.cache.report_file(id.clone()).await.map_err(|error| failure::cache(&error))?;
            let found = self.parts.cache.object(Area::Reports, id.clone()).await;
            let found = found.map_err(|error| failure::cache(&error))?;
            if file.is_some() || found.is_some_and(|found| is_over(&found.row, self.parts.clock.now())) {
                over.push(id);
            } else if self.reports.trouble(&id).is_none_or(|why| why.retry != Retry::Never) {
                self.follow_report(&id, plan.values.get("type"), Wanted::File);
            }
        }
        if over.is_empty() {
            return Ok(());
        }
        let id = plan.kept.id.clone();
        self.store(move |tx| {
            with(tx, &id, |one| {
                let awaited: Vec<String> = serde_json::from_str(&one.awaited).unwrap_or_default();
                let left: Vec<String> = awaited.into_iter().filter(|id| !over.contains(id)).collect();
                let awaited = serde_json::to_string(&left).unwrap_or(one.awaited.clone());
                Schedule { awaited, ..one }
            })
        })
        .await
    }
}

/// Whether the file of a report can be had no more: it was not made, or its time is over.
fn is_over(report: &Row, now: UnixSeconds) -> bool {
    let cell = |column| report.cell(Area::Reports, column);
    let status = cell(Column::Status).as_str().map(ReportStatus::from);
    let life = ReportSystem::of(cell(Column::Type).as_str().unwrap_or_default()).file_life();
    let is_past = matches!(cell(Column::Processed), Cell::Moment(made) if now.since(*made) >= life);
    is_past || matches!(status, Some(ReportStatus::Failed | ReportStatus::Expired))
}

/// A schedule that is settled up to a moment at least: somebody may have moved it on meanwhile.
fn settled(one: Schedule, to: UnixSeconds, last: Option<String>) -> Schedule {
    Schedule { settled_to: one.settled_to.max(to), last, ..one }
}

/// What is said of a period that a schedule waited for and asks for no more: nothing, unless it may have been made.
fn passed_over(tx: &journal::Transaction<'_>, id: &str, last: LastRun) -> Result<Option<String>, journal::Error> {
    let form = form_of(id, last.from);
    let in_doubt = kept_forms::get(tx, &form)?.is_some_and(|kept| kept.sent_at.is_some());
    kept_forms::delete(tx, &form)?;
    let last = in_doubt.then_some(LastRun { outcome: ScheduleOutcome::Unknown, ..last });
    Ok(last.and_then(|last| serde_json::to_string(&last).ok()))
}

/// Changes a schedule, be it taken away meanwhile: it may be put back.
fn with(
    tx: &journal::Transaction<'_>,
    id: &str,
    change: impl FnOnce(Schedule) -> Schedule,
) -> Result<(), journal::Error> {
    match kept::get(tx, id)? {
        Some(one) => kept::put(tx, &change(one)),
        None => Ok(()),
    }
}

/// Runs the schedules until the profile is closed.
async fn run(engine: Weak<Engine>) {
    loop {
        let Some(open) = engine.upgrade() else { return };
        let (clock, wake) = (Arc::clone(&open.parts.clock), Arc::clone(&open.schedules.wake));
        if let Err(failure) = Box::pin(open.run_schedules()).await {
            tracing::warn!(code = failure.code.key(), "the schedules could not be looked at");
        }
        // Nothing of the profile is held while nothing is done.
        drop(open);
        tokio::select! {
            () = clock.sleep(LOOK) => {}
            () = wake.notified() => {}
        }
    }
}
