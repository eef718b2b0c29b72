//! The reports that are made by themselves, above their list.

use ipc::schedules::{ActOnSchedule, ListSchedules, ScheduleAction, ScheduleRow};
use leptos::prelude::*;
use model::Area;

use crate::{
    api,
    components::{Above, Button, Line, Lines, Link, Panel, Row, Text, TextSize, Tone, toasts},
    hooks::{use_ask, use_mutation},
    present::schedules as present,
    routes,
    session::desk,
};

/// The reports that are made by themselves; nothing where there are none.
#[component]
pub fn Schedules() -> impl IntoView {
    let desk = desk();
    let all = use_ask(move || {
        desk.rows_version(Area::Reports);
        Some(api::call(ListSchedules {}))
    });
    let shown = Memo::new(move |_| all.data.with(|data| data.value().cloned()).unwrap_or_default());
    move || {
        let rows = shown.get();
        (!rows.is_empty()).then(|| {
            let lines: Vec<_> = rows.into_iter().map(|row| view! { <Schedule row=row /> }).collect();
            let foot = move || {
                view! { <Text tone=Tone::Third size=TextSize::Small>{l10n::text("schedules-note")}</Text> }.into_any()
            };
            view! {
                <Above>
                    <Panel title=l10n::text("schedules-title") foot=Box::new(foot) test_id="schedules">
                        <Lines>{lines}</Lines>
                    </Panel>
                </Above>
            }
        })
    }
}

#[component]
fn Schedule(row: ScheduleRow) -> impl IntoView {
    let (desk, toasts, acting) = (desk(), toasts(), use_mutation().toasting());
    let told = present::told(&row, &desk.calendar_now());
    let paused = row.paused;
    let id = StoredValue::new(row.id);
    let act = move |action| ActOnSchedule { id: id.get_value(), action };
    let turn = move |()| {
        let action = if paused { ScheduleAction::GoOn } else { ScheduleAction::Pause };
        acting.run(act(action), |_| {});
    };
    let delete = move |()| {
        let again = act(ScheduleAction::PutBack);
        acting.run(act(ScheduleAction::Delete), move |_| {
            // The line is gone by then: what undoes it is the toast's own.
            let undo = Callback::new(move |()| put_back(again.clone(), toasts));
            toasts.offer(l10n::text("schedule-deleted"), l10n::text("undo"), undo);
        });
    };
    let (last, report) = (told.last, told.report);
    let end = move || {
        let last = last.clone();
        let open = report.clone().map(|id| {
            view! { <Link label=l10n::text("schedule-open") href=routes::object_path(Area::Reports, &id) test_id="schedule-open" /> }
        });
        let turn_words = l10n::text(if paused { "schedule-go-on" } else { "schedule-pause" });
        view! {
            <Row gap=12>
                <Text tone=Tone::Third size=TextSize::Small test_id="schedule-last">{last}</Text>
                {open}
                <Button small=true label=turn_words busy=acting.busy on_press=turn test_id="schedule-turn" />
                <Button small=true label=l10n::text("schedule-delete") busy=acting.busy on_press=delete test_id="schedule-delete" />
            </Row>
        }
    };
    view! { <Line icon=told.icon label=told.name note=told.next end=end test_id="schedule" /> }
}

fn put_back(again: ActOnSchedule, toasts: crate::components::Toasts) {
    leptos::task::spawn_local(async move {
        if let Err(failure) = api::call(again).await {
            toasts.fail(&failure);
        }
    });
}
