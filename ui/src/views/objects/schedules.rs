//! The reports that are made by themselves, above their list.

use ipc::schedules::{ActOnSchedule, ListSchedules, ScheduleAction, ScheduleRow};
use leptos::prelude::*;
use model::Area;

use crate::{
    api,
    components::{Above, Button, Icon, IconSize, Line, Lines, Link, Panel, Row, Text, TextSize, Tone, toasts},
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
    let ids = Memo::new(move |_| shown.with(|rows| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>()));
    let any = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
    move || {
        any.get().then(|| {
            let foot = move || {
                view! { <Text tone=Tone::Third size=TextSize::Small>{l10n::text("schedules-note")}</Text> }.into_any()
            };
            // A line stays where it is while what it says changes, and with it the focus.
            view! {
                <Above>
                    <Panel title=l10n::text("schedules-title") foot=Box::new(foot) test_id="schedules">
                        <Lines>
                            <For
                                each=move || ids.get()
                                key=|id| id.clone()
                                children=move |id| view! { <Schedule id=id all=shown /> }
                            />
                        </Lines>
                    </Panel>
                </Above>
            }
        })
    }
}

#[component]
fn Schedule(id: String, all: Memo<Vec<ScheduleRow>>) -> impl IntoView {
    let (desk, toasts, acting) = (desk(), toasts(), use_mutation().toasting());
    let id = StoredValue::new(id);
    let row = Memo::new(move |_| all.with(|all| all.iter().find(|row| id.with_value(|id| row.id == *id)).cloned()));
    let told = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| present::told(row, &desk.calendar_now()))));
    let paused = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.paused)));
    let act = move |action| ActOnSchedule { id: id.get_value(), action };
    let turn = move |()| {
        let action = if paused.get_untracked() { ScheduleAction::GoOn } else { ScheduleAction::Pause };
        acting.run(act(action), |_| {});
    };
    let delete = move |()| {
        let again = act(ScheduleAction::PutBack);
        acting.run(act(ScheduleAction::Delete), move |_| {
            // The line goes, and with it what had the focus; what undoes it is the toast's own.
            crate::platform::focus("[data-testid='page-title']");
            let undo = Callback::new(move |()| put_back(again.clone(), toasts));
            toasts.offer(l10n::text("schedule-deleted"), l10n::text("undo"), undo);
        });
    };
    let start = move || {
        let icon = move || {
            let (icon, tone) = told.with(|told| told.as_ref().map(|told| told.icon))?;
            Some(view! { <Icon name=icon size=IconSize::Small tone=tone /> })
        };
        view! { {icon} }
    };
    let say = move |what: fn(&present::Told) -> &String| {
        move || told.with(|told| told.as_ref().map(|told| what(told).clone()))
    };
    let end = move || {
        let report = move || told.with(|told| told.as_ref()?.report.clone());
        let open = move || {
            let href = routes::object_path(Area::Reports, &report()?);
            Some(view! { <Link label=l10n::text("schedule-open") href=href test_id="schedule-open" /> })
        };
        let turn_words = move || l10n::text(if paused.get() { "schedule-go-on" } else { "schedule-pause" });
        view! {
            <Row gap=12>
                <Text tone=Tone::Third size=TextSize::Small>{say(|told| &told.next)}</Text>
                <Text tone=Tone::Third size=TextSize::Small test_id="schedule-last">{say(|told| &told.last)}</Text>
                {open}
                <Button small=true label=Signal::derive(turn_words) busy=acting.busy on_press=turn test_id="schedule-turn" />
                <Button small=true label=l10n::text("schedule-delete") busy=acting.busy on_press=delete test_id="schedule-delete" />
            </Row>
        }
    };
    // What is made, and when, is the same as long as it is there.
    let name = told.with_untracked(|told| told.as_ref().map(|told| told.name.clone())).unwrap_or_default();
    view! { <Line start=start label=name end=end test_id="schedule" /> }
}

fn put_back(again: ActOnSchedule, toasts: crate::components::Toasts) {
    leptos::task::spawn_local(async move {
        if let Err(failure) = api::call(again).await {
            toasts.fail(&failure);
        }
    });
}
