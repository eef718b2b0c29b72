//! A report beside its list: where its file stands, and what can be done with it.

use ipc::reports::{DropReport, FetchReport, OpenReport, ReportState};
use leptos::prelude::*;
use model::{
    Area,
    form::{FormId, FormKind},
};

use crate::{
    api,
    components::{
        Button, ButtonKind, Confirm, Details, FailureNotice, FormButton, Hint, IconName, Meter, MoneyText,
        ReadOnlyNote, Section, Stack, Term, Text, Tone,
    },
    hooks::{Asked, use_ask, use_goto, use_mutation},
    present::{Calendar, reports as present},
    session::desk,
};

/// Where a report's file stands; asked anew whenever reports change.
fn use_report(id: String) -> Asked<ReportState> {
    let desk = desk();
    use_ask(move || {
        desk.rows_version(Area::Reports);
        Some(api::call(OpenReport { id: id.clone() }))
    })
}

/// The file of a report: how far it is, how long Mangopay has it, what it comes to.
#[component]
pub fn ReportFile(id: String) -> impl IntoView {
    let desk = desk();
    let state = use_report(id);
    let shown = Memo::new(move |_| state.data.with(|data| data.value().cloned()));
    // By the minute: a countdown that ticks is a distraction.
    let minute = Memo::new(move |_| desk.now.get() / 60 * 60);
    move || {
        shown.get().map(|state| {
            minute.track();
            let calendar = desk.calendar_now();
            view! { <Section title=l10n::text("report-file")><FileState state=state calendar=calendar /></Section> }
        })
    }
}

#[component]
fn FileState(state: ReportState, calendar: Calendar) -> impl IntoView {
    let ends = state.ends_at.map(|at| {
        let words = l10n::text_with(
            "report-until",
            &[("moment", calendar.moment(at).into()), ("left", present::left(at, calendar.now).into())],
        );
        view! { <Term name=l10n::text("report-at-mangopay")><Text test_id="report-ends">{words}</Text></Term> }
    });
    let kept = state.file.as_ref().map(|file| {
        let size = present::size(file);
        let at = calendar.moment(file.kept_at);
        view! {
            <Term name=l10n::text("report-here")><Text test_id="report-kept">{size}</Text></Term>
            <Term name=l10n::text("report-downloaded")>{at}</Term>
        }
    });
    let sums: Vec<_> = state
        .file
        .iter()
        .flat_map(present::sums)
        .map(|(name, amount, currency)| view! { <Term name=name><MoneyText amount=amount currency=currency /></Term> })
        .collect();
    let nothing = ends.is_none() && kept.is_none() && !state.under_way;
    let way = state.under_way.then(|| {
        view! {
            <Meter share=0.4 label=l10n::text("report-under-way") tone=Tone::Accent />
            <Hint spaced=true text=l10n::text("report-under-way") />
        }
    });
    let trouble = state.trouble.map(|failure| view! { <Stack top=2><FailureNotice failure=failure /></Stack> });
    view! {
        {way}
        <Details>{ends}{kept}{sums}</Details>
        {nothing.then(|| view! { <Text tone=Tone::Third>{l10n::text("report-no-file")}</Text> })}
        {trouble}
    }
}

/// What can be done with a report.
#[component]
pub fn ReportActions(id: String) -> impl IntoView {
    let goto = use_goto();
    let state = use_report(id.clone());
    let shown = Memo::new(move |_| state.data.with(|data| data.value().cloned()));
    let held = Memo::new(move |_| shown.with(|state| state.as_ref().is_some_and(|state| state.file.is_some())));
    let can_fetch = Memo::new(move |_| {
        shown.with(|state| {
            state.as_ref().is_some_and(|state| state.ends_at.is_some() && state.file.is_none() && !state.under_way)
        })
    });
    let (fetching, dropping) = (use_mutation().toasting(), use_mutation().toasting());
    let asking = RwSignal::new(false);
    let (fetched, dropped, opened, again) = (id.clone(), id.clone(), id.clone(), id);
    let fetch = Callback::new(move |()| fetching.run(FetchReport { id: fetched.clone() }, move |_| state.reload()));
    let drop_it = Callback::new(move |()| {
        asking.set(false);
        dropping.run(DropReport { id: dropped.clone() }, move |_| state.reload());
    });
    let open = Callback::new(move |()| goto.to(&crate::routes::report_path(&opened), false));
    view! {
        {move || held.get().then(|| view! {
            <Button kind=ButtonKind::Primary icon=IconName::Eye label=l10n::text("report-open") on_press=open test_id="report-open" />
        })}
        {move || can_fetch.get().then(|| view! {
            <Button kind=ButtonKind::Primary icon=IconName::Download label=l10n::text("report-fetch") busy=fetching.busy on_press=fetch test_id="report-fetch" />
        })}
        <FormButton
            label=l10n::text("report-again")
            form=FormId::about(FormKind::NewReport, again)
            icon=IconName::Sync
            test_id="report-again"
        />
        {move || held.get().then(|| view! {
            <Button kind=ButtonKind::Danger icon=IconName::Trash label=l10n::text("report-drop") busy=dropping.busy on_press=move |()| asking.set(true) test_id="report-drop" />
        })}
        <ReadOnlyNote />
        {move || asking.get().then(|| view! {
            <Confirm
                title=l10n::text("report-drop-title")
                text=l10n::text("report-drop-text")
                action=l10n::text("report-drop-do")
                danger=true
                on_confirm=drop_it
                on_cancel=move |()| asking.set(false)
            />
        })}
    }
}
