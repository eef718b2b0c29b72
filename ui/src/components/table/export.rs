//! A list as a file: what goes into it, how far it is, what came of it.

use ipc::{
    Failure,
    exports::{ExportColumn, ExportFormat, ExportList, Exported, StopExport},
};
use leptos::{prelude::*, task::spawn_local};
use model::{Area, ListQuery};

use super::list::List;
use crate::{
    api,
    components::{
        Banner, Button, ButtonKind, Dialog, FailureNotice, Hint, IconName, Live, Meter, Row, Segmented, Stack, Text,
        Tone,
    },
    present::export as present,
    session::desk,
};

/// The key that opens it.
const KEYS: &str = "E";

/// Which rows go into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// All that the list shows.
    All,
    /// Those that are ticked.
    Ticked,
}

/// What is to be exported.
#[derive(Clone)]
struct Subject {
    title: String,
    area: Area,
    query: ListQuery,
    shown: Vec<ExportColumn>,
    /// Which rows, in words.
    rows: String,
}

/// Where it stands.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    /// The person chooses.
    Choosing,
    /// It is asked for a place, or written.
    Running,
    /// The file is there.
    Done { file: String, rows: u64 },
    /// It was stopped.
    Stopped,
    /// It failed.
    Failed(Failure),
}

/// The button that opens it.
#[component]
pub(super) fn ExportButton<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    view! {
        <Button
            kind=ButtonKind::Ghost
            small=true
            icon=IconName::Download
            keys=KEYS
            label=l10n::text("export")
            on_press=move |()| list.exporting.set(Some(Which::All))
            test_id="export"
        />
    }
}

/// The dialog, while it is open. The palette opens it too, as long as the list is in view.
#[component]
pub(super) fn Export<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let desk = list.desk;
    let own = crate::platform::random();
    desk.export.set(Some((own, Callback::new(move |()| list.exporting.set(Some(Which::All))))));
    on_cleanup(move || {
        // The next list may be in view already.
        desk.export.update(|export| *export = export.filter(|(id, _)| *id != own));
    });
    move || {
        list.exporting.get().map(|which| {
            let subject = untrack(|| subject(list, which));
            view! { <ExportDialog subject=subject on_close=move |()| list.exporting.set(None) /> }
        })
    }
}

fn subject<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, which: Which) -> Subject {
    let (area, prefix) = (list.spec.area, list.spec.words);
    let query = list.state.get().query(area, 0, 0);
    let shown = present::shown(list.columns().into_iter().map(|column| (column.sort, column.label)));
    match which {
        Which::All => {
            let counted = list.total().filter(|_| !list.store.with(|store| store.counting));
            let rows = match counted {
                Some(count) => l10n::text_with("export-what", &[("rows", count_words(prefix, count).into())]),
                None => l10n::text("export-what-uncounted"),
            };
            Subject { title: l10n::text("export-title"), area, query, shown, rows }
        }
        Which::Ticked => {
            let ids: Vec<String> = list.ticked.with(|ticked| ticked.iter().cloned().collect());
            let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            let rows = l10n::text_with("export-what-ticked", &[("rows", count_words(prefix, count).into())]);
            Subject { title: l10n::text("export-title-ticked"), area, query: present::only(query, ids), shown, rows }
        }
    }
}

#[component]
fn ExportDialog(subject: Subject, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let desk = desk();
    let step = RwSignal::new(Step::Choosing);
    let format = RwSignal::new(ExportFormat::Csv);
    let every = RwSignal::new(false);
    let stopping = RwSignal::new(false);
    let ticket = crate::platform::random();
    let stop = move || spawn_local(async move { drop(api::call(StopExport { ticket }).await) });
    on_cleanup(move || {
        // Whoever has left waits for no file; of one that is whole this takes nothing away.
        if step.try_get_untracked() == Some(Step::Running) {
            stop();
        }
    });
    let (subject_title, rows) = (subject.title.clone(), subject.rows.clone());
    let start = Callback::new(move |()| {
        if step.get_untracked() == Step::Running {
            return;
        }
        let environment = untrack(|| desk.profile()).map(|profile| profile.environment);
        let command = ExportList {
            query: subject.query.clone(),
            columns: if every.get_untracked() { present::all(subject.area) } else { subject.shown.clone() },
            title: present::title(subject.area, environment),
            format: format.get_untracked(),
            ticket,
        };
        stopping.set(false);
        desk.exporting.set(None);
        step.set(Step::Running);
        spawn_local(async move {
            let next = match api::call(command).await {
                Ok(Exported::NotChosen) => Step::Choosing,
                Ok(Exported::Stopped) => Step::Stopped,
                Ok(Exported::Done { file, rows }) => Step::Done { file, rows },
                Err(failure) => Step::Failed(failure),
            };
            // The list may have been left meanwhile.
            step.try_set(next);
        });
    });
    let close = Callback::new(move |()| {
        if step.get_untracked() == Step::Running {
            stopping.set(true);
            stop();
        } else {
            on_close.run(());
        }
    });
    let is_over = Memo::new(move |_| matches!(step.get(), Step::Done { .. }));
    Effect::new(move |_| {
        if is_over.get() {
            // The button that had the focus has gone.
            request_animation_frame(|| {
                crate::platform::focus("[data-testid='export-close']");
            });
        }
    });
    let foot = move || {
        let close_words = move || l10n::text(if is_over.get() { "export-close" } else { "cancel" });
        view! {
            <Button label=Signal::derive(close_words) on_press=close disabled=stopping test_id="export-close" />
            {move || (!is_over.get()).then(|| view! {
                <Button
                    label=l10n::text("export-save")
                    kind=ButtonKind::Primary
                    busy=Signal::derive(move || step.get() == Step::Running)
                    autofocus=true
                    on_press=start
                    test_id="export-save"
                />
            })}
        }
        .into_any()
    };
    view! {
        <Dialog title=subject_title on_close=close foot=Box::new(foot) test_id="export-dialog">
            <Stack>
                {move || match step.get() {
                    Step::Choosing => chooser(rows.clone(), format, every).into_any(),
                    Step::Running => view! { <Running ticket=ticket stopping=stopping.into() /> }.into_any(),
                    Step::Done { file, rows } => done(&file, rows).into_any(),
                    Step::Stopped => view! {
                        <Banner icon=IconName::MinusCircle test_id="export-stopped">
                            <Text grow=true>{l10n::text("export-stopped")}</Text>
                        </Banner>
                        {chooser(rows.clone(), format, every)}
                    }
                    .into_any(),
                    Step::Failed(failure) => view! {
                        <FailureNotice failure=failure />
                        {chooser(rows.clone(), format, every)}
                    }
                    .into_any(),
                }}
            </Stack>
        </Dialog>
    }
}

fn count_words(prefix: &str, count: u32) -> String {
    l10n::text_with(&format!("{prefix}-count"), &[("count", count.into())])
}

/// What goes into the file, and the kind of file.
fn chooser(rows: String, format: RwSignal<ExportFormat>, every: RwSignal<bool>) -> impl IntoView {
    let formats =
        ExportFormat::ALL.iter().map(|one| (one.ending().to_owned(), l10n::text(&format_key(*one)))).collect();
    let columns = ["shown", "all"].map(|id| (id.to_owned(), l10n::text(&format!("export-columns-{id}")))).to_vec();
    let choose = move |ending: String| {
        if let Some(one) = ExportFormat::ALL.iter().find(|one| one.ending() == ending) {
            format.set(*one);
        }
    };
    view! {
        <Text block=true>{rows}</Text>
        <Row between=true top=4>
            <Text medium=true>{l10n::text("export-columns")}</Text>
            <Segmented
                label=l10n::text("export-columns")
                choices=columns
                value=Signal::derive(move || if every.get() { "all".to_owned() } else { "shown".to_owned() })
                on_change=move |chosen: String| every.set(chosen == "all")
                test_id="export-columns"
            />
        </Row>
        <Row between=true top=3>
            <Text medium=true>{l10n::text("export-format")}</Text>
            <Segmented
                label=l10n::text("export-format")
                choices=formats
                value=Signal::derive(move || format.get().ending().to_owned())
                on_change=choose
                test_id="export-format"
            />
        </Row>
        {move || view! { <Hint text=l10n::text(&format!("{}-hint", format_key(format.get()))) spaced=true /> }}
    }
}

fn format_key(format: ExportFormat) -> String {
    format!("export-format-{}", format.ending())
}

#[component]
fn Running(ticket: u64, stopping: Signal<bool>) -> impl IntoView {
    let told = desk().exporting;
    let progress = Memo::new(move |_| told.get().filter(|told| told.ticket == ticket));
    let words = move || match progress.get() {
        _ if stopping.get() => l10n::text("export-stopping"),
        None => l10n::text("export-choosing"),
        Some(progress) => {
            l10n::text_with("export-progress", &[("rows", progress.rows.into()), ("total", progress.total.into())])
        }
    };
    let share = move || progress.get().map_or(0.0, |progress| progress.rows as f64 / progress.total.max(1) as f64);
    view! {
        <Text block=true test_id="export-progress">{words}</Text>
        <Meter share=Signal::derive(share) label=Signal::derive(words) tone=Tone::Accent />
        <Live words=Signal::derive(words) />
    }
}

fn done(file: &str, rows: u64) -> impl IntoView + use<> {
    let said = l10n::text_with("export-done", &[("rows", rows.into()), ("name", file.into())]);
    view! {
        <Banner tone=Tone::Ok icon=IconName::CheckCircle test_id="export-done">
            <Text grow=true>{said}</Text>
        </Banner>
        <Hint text=l10n::text("export-done-note") spaced=true />
    }
}
