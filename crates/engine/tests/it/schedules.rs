//! Reports that are made by themselves: each period once, whatever is closed, cut or killed meanwhile.

use std::sync::Arc;

use ipc::{
    Code,
    forms::SentForm,
    profiles::SetReadOnly,
    reports::OpenReport,
    schedules::{ActOnSchedule, LastRun, ListSchedules, ScheduleAction, ScheduleOutcome, ScheduleRow},
};
use model::form::{FormId, FormKind, Values};
use sandbox::{Action, Fault, World};
use testkit::Desk;

use crate::forms::Counter;

const NEW: FormId = FormId::new(FormKind::NewReport);
const TAG: &str = "Made by itself";
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// A report is asked for so long after its period.
const SETTLING: i64 = 600;
/// 27 March 2027, 12:00 in Paris: the next day has 23 hours there.
const EVE_OF_SUMMER: i64 = 1_806_145_200;

fn daily() -> Values {
    Values::default().with("type", "COLLECTED_FEES").with("every", "DAY").with("tag", TAG)
}

/// Lets time pass for everybody.
fn pass(desk: &Desk, seconds: i64) {
    desk.clock.advance(seconds);
    desk.sandbox.control().advance(seconds).unwrap();
}

/// A desk at a moment, in Paris.
async fn at(moment: i64) -> Counter {
    let desk = Desk::with(World::Empty).await;
    desk.clock.set_zone("Europe/Paris");
    let now = desk.sandbox.control().now();
    pass(&desk, moment - now);
    desk.connect().await;
    Counter { desk }
}

/// The application is closed, and opened again so much later.
async fn closed_for(counter: Counter, seconds: i64) -> Counter {
    counter.desk.host.shut_down().await;
    pass(&counter.desk, seconds);
    let counter = Counter { desk: counter.desk.restart().await };
    counter.desk.host.bind_first(&counter.desk.window()).await;
    counter
}

async fn rows(counter: &Counter) -> Vec<ScheduleRow> {
    Arc::clone(&counter.desk.host).list_schedules(counter.desk.window(), ListSchedules {}).await.unwrap()
}

async fn act(counter: &Counter, id: &str, action: ScheduleAction) {
    let args = ActOnSchedule { id: id.to_owned(), action };
    Arc::clone(&counter.desk.host).act_on_schedule(counter.desk.window(), args).await.unwrap();
}

async fn last(counter: &Counter, what: &str, holds: impl Fn(&LastRun) -> bool) -> LastRun {
    let ask = || async { rows(counter).await.pop()?.last.filter(&holds) };
    counter.desk.until(what, ask).await
}

fn made_to(end: i64) -> impl Fn(&LastRun) -> bool {
    move |last| last.to == end && matches!(last.outcome, ScheduleOutcome::Made(_))
}

fn is_waiting(last: &LastRun) -> bool {
    matches!(last.outcome, ScheduleOutcome::Waits(_))
}

async fn set_read_only(counter: &Counter, read_only: bool) {
    Arc::clone(&counter.desk.host).set_read_only(counter.desk.window(), SetReadOnly { read_only }).await.unwrap();
}

/// The next report is made, its answer is lost, and so is that of each look-up.
fn lose_the_answer(counter: &Counter) {
    let script = |method: &str, path: &str, times, action| {
        let (method, path) = (Some(method.to_owned()), Some(path.to_owned()));
        counter.desk.sandbox.control().fault(Fault { method, path, skip: 0, times, action });
    };
    script("POST", "/reporting/reports", Some(1), Action::CutAfterCommit);
    script("GET", "/responses/*", None, Action::CutBeforeCommit);
}

/// Beginning and end of each report that the simulator was asked for, in order.
fn asked_for(counter: &Counter) -> Vec<(i64, i64)> {
    let ours = counter.stored("reports").into_iter().filter(|report| report["tag"] == TAG);
    let mut all: Vec<_> =
        ours.map(|report| (report["after"].as_i64().unwrap(), report["before"].as_i64().unwrap())).collect();
    all.sort_unstable();
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_local_day_is_covered_once_across_a_change_of_the_clocks() {
    let counter = at(EVE_OF_SUMMER).await;
    assert_eq!(counter.send(&NEW, &daily()).await, Ok(SentForm::Scheduled));
    let row = rows(&counter).await.remove(0);
    let midnight = EVE_OF_SUMMER + 12 * HOUR;
    assert_eq!((row.zone.as_str(), row.last, row.paused), ("Europe/Paris", None, false));
    assert_eq!(row.next_at, Some(midnight + SETTLING), "a little after the day has ended");
    assert!(asked_for(&counter).is_empty(), "nothing is sent before its time");

    let counter = closed_for(counter, 3 * DAY).await;
    let summer = midnight + 23 * HOUR;
    last(&counter, "the days are made up", made_to(summer + DAY)).await;
    // 29 March 2027, as it is called in Paris: at its midnight UTC.
    let day = summer + 2 * HOUR;
    assert_eq!(rows(&counter).await[0].last_days, Some((day, day)));
    let wanted = [(midnight - DAY, midnight - 1), (midnight, summer - 1), (summer, summer + DAY - 1)];
    assert_eq!(asked_for(&counter), wanted, "a day of 23 hours among them, without gap or overlap");

    // Opened again within the day: nothing is due.
    let counter = closed_for(counter, HOUR).await;
    let next = rows(&counter).await[0].next_at;
    assert_eq!(next, Some(summer + 2 * DAY + SETTLING));
    assert_eq!(asked_for(&counter).len(), 3);
    // The file of the last one comes by itself, before it ends.
    let ScheduleOutcome::Made(id) = last(&counter, "the last one", |_| true).await.outcome else { panic!("made") };
    let kept = || async {
        let args = OpenReport { id: id.clone() };
        let state = Arc::clone(&counter.desk.host).open_report(counter.desk.window(), args).await.ok()?;
        state.file
    };
    counter.desk.until("its file is here", kept).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_were_missed_the_last_three_are_made_up_and_that_is_said() {
    let counter = at(EVE_OF_SUMMER - 30 * DAY).await;
    assert_eq!(counter.send(&NEW, &daily()).await, Ok(SentForm::Scheduled));
    let midnight = EVE_OF_SUMMER - 30 * DAY + 12 * HOUR;
    let counter = closed_for(counter, 7 * DAY).await;
    let run = last(&counter, "the last three are made up", made_to(midnight + 6 * DAY)).await;
    assert_eq!(run.skipped, 4);
    let asked = asked_for(&counter);
    assert_eq!((asked.len(), asked[0].0), (3, midnight + 3 * DAY));
    assert!(asked.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_and_a_kill_ask_for_no_period_twice() {
    let counter = at(EVE_OF_SUMMER).await;
    assert_eq!(counter.send(&NEW, &daily()).await, Ok(SentForm::Scheduled));
    lose_the_answer(&counter);
    let counter = closed_for(counter, DAY).await;
    last(&counter, "its outcome is in doubt", is_waiting).await;
    assert_eq!(asked_for(&counter).len(), 1);

    counter.desk.sandbox.control().clear_faults();
    let counter = closed_for(counter, HOUR).await;
    last(&counter, "what became of it is found out", made_to(EVE_OF_SUMMER + 12 * HOUR)).await;
    assert_eq!(asked_for(&counter).len(), 1, "asked for once");
    assert!(counter.opened(&NEW).await.unwrap().kept_at.is_none(), "the form is free for others");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_only_profile_lets_it_wait_and_says_so() {
    let counter = at(EVE_OF_SUMMER).await;
    assert_eq!(counter.send(&NEW, &daily()).await, Ok(SentForm::Scheduled));
    set_read_only(&counter, true).await;
    let counter = closed_for(counter, DAY).await;
    let waits =
        |last: &LastRun| matches!(&last.outcome, ScheduleOutcome::Waits(failure) if failure.code == Code::ReadOnly);
    last(&counter, "it waits", waits).await;
    assert!(asked_for(&counter).is_empty());
    set_read_only(&counter, false).await;
    last(&counter, "it is made as soon as it may", made_to(EVE_OF_SUMMER + 12 * HOUR)).await;
    assert_eq!(asked_for(&counter).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missed_while_it_waits_adds_up() {
    let counter = at(EVE_OF_SUMMER - 30 * DAY).await;
    assert_eq!(counter.send(&NEW, &daily()).await, Ok(SentForm::Scheduled));
    set_read_only(&counter, true).await;
    let midnight = EVE_OF_SUMMER - 30 * DAY + 12 * HOUR;
    let counter = closed_for(counter, 5 * DAY).await;
    let from = |from: i64| move |last: &LastRun| is_waiting(last) && last.from == from;
    assert_eq!(last(&counter, "the last three wait", from(midnight + DAY)).await.skipped, 2);
    let counter = closed_for(counter, 2 * DAY).await;
    assert_eq!(last(&counter, "two more have passed", from(midnight + 3 * DAY)).await.skipped, 4);
    set_read_only(&counter, false).await;
    let run = last(&counter, "the last three are made up", made_to(midnight + 6 * DAY)).await;
    assert_eq!((run.skipped, asked_for(&counter).len()), (4, 3));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_it_waited_for_is_over_once_it_goes_on_from_now() {
    for in_doubt in [false, true] {
        let counter = at(EVE_OF_SUMMER - 30 * DAY).await;
        assert_eq!(counter.send(&NEW, &daily()).await, Ok(SentForm::Scheduled));
        let id = rows(&counter).await.remove(0).id;
        if in_doubt {
            lose_the_answer(&counter);
        } else {
            set_read_only(&counter, true).await;
        }
        let counter = closed_for(counter, DAY).await;
        last(&counter, "it waits", is_waiting).await;
        act(&counter, &id, ScheduleAction::Pause).await;
        let counter = closed_for(counter, 2 * DAY).await;
        act(&counter, &id, ScheduleAction::GoOn).await;
        let said = rows(&counter).await.remove(0).last.map(|last| last.outcome);
        assert_eq!(said, in_doubt.then_some(ScheduleOutcome::Unknown), "what may have been made is not left unsaid");
        assert_eq!(asked_for(&counter).len(), usize::from(in_doubt));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_rests_goes_on_from_now_and_comes_back_after_deletion() {
    let counter = at(EVE_OF_SUMMER - 30 * DAY).await;
    assert_eq!(counter.send(&NEW, &daily()).await, Ok(SentForm::Scheduled));
    let id = rows(&counter).await.remove(0).id;
    act(&counter, &id, ScheduleAction::Pause).await;
    assert_eq!(rows(&counter).await[0].next_at, None);
    let counter = closed_for(counter, 5 * DAY).await;
    act(&counter, &id, ScheduleAction::GoOn).await;
    let midnight = EVE_OF_SUMMER - 30 * DAY + 12 * HOUR;
    assert_eq!(rows(&counter).await[0].next_at, Some(midnight + 5 * DAY + SETTLING), "what passed is not made up");

    act(&counter, &id, ScheduleAction::Delete).await;
    assert!(rows(&counter).await.is_empty());
    act(&counter, &id, ScheduleAction::PutBack).await;
    assert_eq!(rows(&counter).await.len(), 1, "as it was");
    act(&counter, &id, ScheduleAction::Delete).await;
    let counter = closed_for(counter, DAY).await;
    act(&counter, &id, ScheduleAction::PutBack).await;
    assert!(rows(&counter).await.is_empty(), "once the profile was closed it is gone for good");
    assert!(asked_for(&counter).is_empty());
}
