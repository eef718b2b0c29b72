//! Reports that make themselves: made by the form, looked after above the list.

use std::{cell::RefCell, rc::Rc};

use ipc::{
    Changed, Event, Nothing,
    forms::{OpenForm, OpenedForm, SendForm, SentForm},
    lists::{AddUp, List},
    schedules::{ActOnSchedule, LastRun, ListSchedules, ScheduleAction, ScheduleOutcome, ScheduleRow},
};
use l10n::text;
use model::{Area, form::Values};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{choose, click, find, has, has_focus, open, press, press_with_control, says, until},
    samples::{NOW, connected, listed},
};

const DAY: i64 = 86_400;

fn weekly() -> Values {
    Values::default().with("type", "COLLECTED_FEES").with("every", "WEEK").with("on", "MON")
}

fn schedule() -> ScheduleRow {
    let outcome = ScheduleOutcome::Made("report_m_1".to_owned());
    let last = LastRun { at: NOW - DAY, from: NOW - 8 * DAY, to: NOW - DAY, skipped: 1, outcome };
    ScheduleRow {
        id: "schedule_1".to_owned(),
        values: weekly(),
        zone: "Europe/Paris".to_owned(),
        paused: false,
        next_at: Some(NOW + 6 * DAY),
        last: Some(last),
        last_days: Some((NOW - 8 * DAY, NOW - 2 * DAY)),
    }
}

/// The list of reports, empty, with these schedules above.
async fn reports(schedules: Vec<ScheduleRow>) -> Rc<RefCell<Vec<ScheduleRow>>> {
    let kept = Rc::new(RefCell::new(schedules));
    let told = Rc::clone(&kept);
    connected(Vec::new()).await;
    backend::answer::<List>(|_| Ok(listed(Vec::new())));
    backend::answer::<AddUp>(|asked| Ok(vec![Vec::new(); asked.queries.len()]));
    backend::answer::<ListSchedules>(move |_| Ok(told.borrow().clone()));
    open("/reports").await;
    kept
}

#[wasm_bindgen_test]
async fn a_schedule_says_what_came_of_it_and_is_paused_deleted_and_put_back() {
    let kept = reports(vec![schedule()]).await;
    says("[data-testid='schedule']", "every Monday").await;
    says("[data-testid='schedule-last']", "One before it was missed").await;
    says("[data-testid='schedules']", &text("schedules-note")).await;
    find("[data-testid='schedule-open'][href*='report_m_1']").await;
    let acts = Rc::new(RefCell::new(Vec::new()));
    let (noted, at) = (Rc::clone(&acts), Rc::clone(&kept));
    backend::answer::<ActOnSchedule>(move |asked| {
        match asked.action {
            ScheduleAction::Pause => at.borrow_mut()[0].paused = true,
            ScheduleAction::Delete => at.borrow_mut().clear(),
            ScheduleAction::GoOn | ScheduleAction::PutBack => {}
        }
        noted.borrow_mut().push((asked.id, asked.action));
        Ok(Nothing {})
    });
    let told = || backend::emit(&Event::Changed { what: Changed::Rows(Area::Reports) });
    let act = |action| ("schedule_1".to_owned(), action);
    // The title takes the focus once the page is there.
    has_focus("[data-testid='page-title']").await;
    find("[data-testid='schedule-turn']").await.focus().unwrap();
    click("[data-testid='schedule-turn']").await;
    until("it is paused", || acts.borrow().last() == Some(&act(ScheduleAction::Pause))).await;
    told();
    says("[data-testid='schedule-turn']", &text("schedule-go-on")).await;
    has_focus("[data-testid='schedule-turn']").await;
    click("[data-testid='schedule-delete']").await;
    has_focus("[data-testid='page-title']").await;
    told();
    until("its line is gone", || !has("[data-testid='schedules']")).await;
    says("[data-testid='toast']", &text("schedule-deleted")).await;
    click("[data-testid='toast'] button").await;
    until("it is put back", || acts.borrow().last() == Some(&act(ScheduleAction::PutBack))).await;
    assert_eq!(backend::unknown(), Default::default());
}

#[wasm_bindgen_test]
async fn where_there_is_no_report_the_first_is_made_from_the_empty_list() {
    reports(Vec::new()).await;
    says("[data-testid='empty']", &text("reports-empty-all")).await;
    let values = Values::default().with("type", "COLLECTED_FEES");
    backend::answer::<OpenForm>(move |_| {
        Ok(OpenedForm { held: values.clone(), values: values.clone(), kept_at: None, in_doubt: false })
    });
    let button = find("[data-testid='empty-new']").await;
    assert_eq!(button.text_content().unwrap().trim(), text("form-report-open"));
    button.click();
    find("[data-testid='form'] [data-testid='field-type']").await;
}

#[wasm_bindgen_test]
async fn the_form_of_a_report_makes_a_schedule() {
    reports(Vec::new()).await;
    assert!(!has("[data-testid='schedules']"), "nothing stands there for nothing");
    let values = Values::default().with("type", "COLLECTED_FEES").with("from", "2026-11-01").with("to", "2026-11-21");
    backend::answer::<OpenForm>(move |_| {
        Ok(OpenedForm { held: values.clone(), values: values.clone(), kept_at: None, in_doubt: false })
    });
    let sent = Rc::new(RefCell::new(Vec::<SendForm>::new()));
    let heard = Rc::clone(&sent);
    backend::answer::<SendForm>(move |asked| {
        heard.borrow_mut().push(asked);
        Ok(SentForm::Scheduled)
    });
    find("[data-testid='new-object']").await;
    press("n");
    choose("[data-testid='field-every']", "WEEK").await;
    until("the days are not asked for", || !has("[data-testid='field-from']")).await;
    choose("[data-testid='field-on']", "MON").await;
    says("[data-testid='form-send']", &text("schedule-send")).await;
    press_with_control("Enter");
    says("[data-testid='toast']", &text("schedule-done")).await;
    let sent = sent.borrow();
    assert_eq!((sent[0].values.get("every"), sent[0].values.get("on")), ("WEEK", "MON"));
}
