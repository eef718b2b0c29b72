//! What is the matter with the connection or the sync, above pages that are no lists.

use ipc::sync::Activity;
use leptos::prelude::*;

use crate::{
    components::{Banner, IconName, Meter, Text, Tone},
    present::{failure, sync::first_sync_percent},
    session::Desk,
};

/// What is the matter: no connection, a refusal, a pause, the first fetch, writing switched off.
#[component]
pub fn Notices(desk: Desk, paused: Memo<bool>) -> impl IntoView {
    let calendar = move || desk.calendar_now();
    let offline = Memo::new(move |_| desk.offline().map(|(since, _)| since));
    let trouble = Memo::new(move |_| desk.connection_trouble());
    let first = Memo::new(move |_| {
        desk.sync.with(|sync| {
            let sync = sync.as_ref().filter(|sync| sync.activity == Activity::FirstSync)?;
            Some(first_sync_percent(sync))
        })
    });
    let read_only = Memo::new(move |_| desk.profile().is_some_and(|profile| profile.read_only));
    let notice = move || {
        if let Some(since) = offline.get() {
            let head = l10n::text_with("offline-since", &[("time", calendar().clock(since).into())]);
            let updated = desk.sync.with(|sync| sync.as_ref()?.updated_at);
            let copy = updated.map(|at| l10n::text_with("offline-copy", &[("time", calendar().clock(at).into())]));
            return Some(notice(Tone::Inherit, IconName::CloudOff, head, copy.unwrap_or_default(), "offline"));
        }
        if let Some(failure) = trouble.get() {
            let (what, to_do) = failure::words(&failure);
            return Some(notice(Tone::Bad, IconName::Alert, what, to_do, "sync-trouble"));
        }
        if paused.get() {
            let (head, more) = (l10n::text("sync-paused-banner"), l10n::text("sync-paused-text"));
            return Some(notice(Tone::Warn, IconName::Pause, head, more, "sync-paused"));
        }
        if let Some(percent) = first.get() {
            return Some(first_fetch(percent));
        }
        read_only.get().then(|| {
            let (head, more) = (l10n::text("sync-read-only"), l10n::text("sync-read-only-text"));
            notice(Tone::Info, IconName::Eye, head, more, "sync-read-only")
        })
    };
    view! { {notice} }
}

fn notice(tone: Tone, icon: IconName, head: String, more: String, test_id: &'static str) -> AnyView {
    view! {
        <Banner tone=tone icon=icon spaced=true test_id=test_id>
            <Text grow=true><Text strong=true>{head}</Text>" "{more}</Text>
        </Banner>
    }
    .into_any()
}

fn first_fetch(percent: Option<u32>) -> AnyView {
    let head = match percent {
        Some(percent) => l10n::text_with("sync-first", &[("percent", percent.into())]),
        None => l10n::text("sync-first-begun"),
    };
    let meter = percent.map(|percent| {
        let label = l10n::text_with("sync-share-percent", &[("percent", percent.into())]);
        view! { <Meter share=f64::from(percent) / 100.0 label=label tone=Tone::Accent width=140 /> }
    });
    view! {
        <Banner tone=Tone::Info icon=IconName::Sync spaced=true test_id="first-fetch">
            <Text grow=true><Text strong=true>{head}</Text>" "{l10n::text("sync-first-more")}</Text>
            {meter}
        </Banner>
    }
    .into_any()
}
