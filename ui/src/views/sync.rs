//! The sync status: what the local copy holds, what is missing and why, what completing it costs, and the share of the
//! rate limits that it may take.

use std::{collections::BTreeMap, time::Duration};

use ipc::sync::{
    GetCoverage, GetSyncPlan, OpenStatusPage, PauseSync, SetSyncShare, Stream, StreamCoverage, SyncNow, SyncPlan,
    WindowUse,
};
use leptos::prelude::*;

use crate::{
    api,
    components::{
        Awaited, Button, ButtonKind, Fact, FactHead, FactTable, Field, Gauge, Grid, IconName, Line, Lines, Page,
        PageBody, PageHead, Panel, Select, Skeleton, Stack, Text, TextSize, Tone, toasts,
    },
    hooks::{Mutation, use_ask, use_calm, use_mutation},
    present::{Loadable, coverage as present},
    session::desk,
    views::connection::Notices,
};

/// While everything moves, it is asked anew so often.
const EVERY: Duration = Duration::from_secs(1);

/// What the page shows; of one moment as far as that goes.
#[derive(Debug, Clone, PartialEq)]
struct Overview {
    coverage: Vec<StreamCoverage>,
    plan: SyncPlan,
}

/// The sync status.
#[component]
pub fn SyncPage() -> impl IntoView {
    let desk = desk();
    let changed = use_calm(move || desk.version(), EVERY);
    let overview = use_ask(move || {
        changed.track();
        Some(async move {
            let coverage = api::call(GetCoverage {}).await?;
            let plan = api::call(GetSyncPlan {}).await?;
            desk.refresh_sync();
            Ok(Overview { coverage, plan })
        })
    });
    let asking = use_mutation().toasting();
    let setting = use_mutation().toasting();
    let opening = use_mutation().toasting();
    let paused = Memo::new(move |_| desk.sync.with(|sync| sync.as_ref().is_some_and(|sync| sync.paused)));
    let actions = move || {
        let label = move || l10n::text(if paused.get() { "sync-resume" } else { "sync-pause" });
        let icon = Signal::derive(move || if paused.get() { IconName::Play } else { IconName::Pause });
        let toggle = move |_| asking.run(PauseSync { paused: !paused.get_untracked() }, move |_| desk.refresh_sync());
        let now = move |_| asking.run(SyncNow {}, move |_| desk.refresh_sync());
        view! {
            <Button
                kind=ButtonKind::Ghost
                label=l10n::text("sync-status-page")
                icon_after=IconName::External
                busy=opening.busy
                on_press=move |()| opening.run(OpenStatusPage {}, |_| ())
                test_id="sync-status-page"
            />
            <Button label=label icon=icon on_press=toggle test_id="sync-page-pause" />
            <Button
                kind=ButtonKind::Primary
                label=l10n::text("sync-now")
                icon=IconName::Sync
                busy=asking.busy
                on_press=now
                test_id="sync-page-now"
            />
        }
    };
    let toasts = toasts();
    let share = Callback::new(move |value: String| {
        let Ok(percent) = value.parse::<u8>() else { return };
        setting.run(SetSyncShare { percent }, move |_| {
            toasts.say(l10n::text_with("sync-share-set", &[("percent", percent.into())]));
            overview.reload();
        });
    });
    view! {
        <Page scroll=true test_id="sync-page">
            <PageHead title=l10n::text("nav-sync") sub=l10n::text("sync-status-sub") actions=actions />
            <PageBody>
                <Notices desk=desk paused=paused />
                <Awaited
                    data=Signal::derive(move || overview.data.with(|data| data.map(|_| ())))
                    waiting=|| view! { <Skeleton lines=12 /> }
                    on_retry=move |_| overview.reload()
                    children=move |()| view! { <Shown data=overview.data setting=setting on_share=share /> }
                />
            </PageBody>
        </Page>
    }
}

#[component]
fn Shown(data: RwSignal<Loadable<Overview>>, setting: Mutation, on_share: Callback<String>) -> impl IntoView {
    // Each part follows by itself, so that nothing loses the focus while numbers move.
    let plan = Memo::new(move |_| data.with(|data| data.value().map(|overview| overview.plan.clone())));
    let coverage = Memo::new(move |_| data.with(|data| data.value().map(|overview| overview.coverage.clone())));
    view! {
        <Grid columns=22>
            <Panel title=l10n::text("sync-plan") test_id="sync-plan">
                {move || plan.get().map(|plan| view! { <Plan plan=plan /> })}
            </Panel>
            <Panel title=l10n::text("sync-limits") padded=true test_id="sync-limits">
                {move || plan.get().map(|plan| view! { <Limits plan=plan /> })}
                <Share plan=plan setting=setting on_share=on_share />
            </Panel>
        </Grid>
        <Stack top=4>
            <Panel
                title=l10n::text("sync-coverage")
                end=move || view! { <Text tone=Tone::Third>{move || coverage.with(|all| all.as_deref().map(present::summary))}</Text> }
                test_id="sync-coverage"
            >
                {move || coverage.get().map(|coverage| view! { <Coverage coverage=coverage /> })}
            </Panel>
        </Stack>
    }
}

/// What is still to be read, and what that costs.
#[component]
fn Plan(plan: SyncPlan) -> impl IntoView {
    let cost = present::cost(&plan);
    if plan.steps.is_empty() {
        return view! { <Lines><Line icon=(IconName::CheckCircle, Tone::Ok) label=cost /></Lines> }.into_any();
    }
    let heads = vec![
        FactHead::words("sync-column-stream", Some(190)),
        FactHead::words("sync-column-how", None),
        FactHead::numbers("sync-column-calls", Some(90)),
    ];
    let rows = plan.steps.iter().map(present::step).collect();
    view! {
        <Lines><Line icon=(IconName::Clock, Tone::Third) label=cost /></Lines>
        <FactTable label=l10n::text("sync-plan") heads=heads rows=rows test_id="sync-plan-table" />
    }
    .into_any()
}

/// The windows of the rate limits.
#[component]
fn Limits(plan: SyncPlan) -> impl IntoView {
    let desk = desk();
    let gauge = |used: &WindowUse| {
        let (title, words) = (present::window(used), present::window_use(used));
        view! { <Gauge title=title words=words share=present::window_share(used) /> }
    };
    let gauges: Vec<_> = plan.windows.iter().map(gauge).collect();
    let none =
        gauges.is_empty().then(|| view! { <Text block=true tone=Tone::Third>{l10n::text("sync-limits-none")}</Text> });
    let all = move || {
        let percent = desk.sync.with(|sync| sync.as_ref()?.budget_percent)?;
        let words = l10n::text_with("sync-limits-all", &[("percent", percent.into())]);
        Some(view! { <Text block=true tone=Tone::Third size=TextSize::Small>{words}</Text> })
    };
    let caption = (!plan.windows.is_empty()).then(|| {
        view! { <Text block=true tone=Tone::Third size=TextSize::Small>{l10n::text("sync-limits-caption")}</Text> }
    });
    view! {
        {none}
        {caption}
        {gauges}
        <Stack top=2>{all}</Stack>
    }
}

/// The share that background reading may take.
#[component]
fn Share(plan: Memo<Option<SyncPlan>>, setting: Mutation, on_share: Callback<String>) -> impl IntoView {
    let share = Memo::new(move |_| plan.with(|plan| plan.as_ref().map_or(0, |plan| plan.share_percent)));
    let choices = Memo::new(move |_| present::shares(share.get()));
    view! {
        <Stack top=3>
            <Field label=l10n::text("sync-share") hint=l10n::text("sync-share-hint")>
                <Select
                    value=Signal::derive(move || share.get().to_string())
                    choices=choices
                    disabled=setting.busy
                    on_change=on_share
                    test_id="sync-share"
                />
            </Field>
        </Stack>
    }
}

/// What is held of each stream.
#[component]
fn Coverage(coverage: Vec<StreamCoverage>) -> impl IntoView {
    let desk = desk();
    let calendar = desk.calendar_now();
    let of: BTreeMap<Stream, u32> = desk.sync.with_untracked(|sync| {
        let streams = sync.as_ref().map(|sync| sync.streams.as_slice()).unwrap_or_default();
        streams.iter().filter_map(|stream| Some((stream.stream, stream.of?))).collect()
    });
    let heads = vec![
        FactHead::words("sync-column-stream", Some(156)),
        FactHead::words("sync-column-state", Some(118)),
        FactHead::words("sync-column-held", Some(112)),
        FactHead::words("sync-column-complete", Some(132)),
        FactHead::words("sync-column-missing", None),
        FactHead::words("sync-column-route", Some(122)),
        FactHead::words("sync-column-left", Some(96)),
    ];
    let row = |stream: &StreamCoverage| {
        vec![
            Fact::Words(present::stream(stream.stream)),
            Fact::Status(present::state(stream)),
            present::held(stream, of.get(&stream.stream).copied()),
            present::complete(stream, &calendar),
            present::missing(stream),
            present::read_by(stream),
            present::left(stream),
        ]
    };
    let rows = coverage.iter().map(row).collect();
    view! {
        <FactTable label=l10n::text("sync-coverage") heads=heads rows=rows test_id="sync-coverage-table" />
        <Lines><Line icon=(IconName::Info, Tone::Third) label=l10n::text("sync-looked-at") /></Lines>
    }
}
