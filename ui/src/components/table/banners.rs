//! What stands above a list: the first fetch, no connection, a refusal. And what stands in its place when it is empty.

use ipc::sync::{PauseSync, SyncNow};
use leptos::prelude::*;
use model::form::{FormId, FormKind};

use super::{list::List, words};
use crate::{
    components::{
        Banner, Button, FailureNotice, FormButton, IconName, Link, Meter, ReadOnlyNote, StateBox, Text, Tone,
    },
    hooks::use_mutation,
    present::{failure, number::percent},
};

/// The first fetch of a profile, while it runs.
#[component]
pub(super) fn FirstFetch<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let partial = Memo::new(move |_| list.store.with(|store| store.freshness.as_ref()?.partial));
    let pausing = use_mutation().toasting();
    let desk = list.desk;
    let paused = move || desk.sync.with(|sync| sync.as_ref().is_some_and(|sync| sync.paused));
    let prefix = list.spec.words;
    let banner = move || {
        partial.get().map(|(have, of)| {
            let share = percent(u64::from(have), u64::from(of));
            let here = words::say_with(prefix, "first-fetch", &[("have", have.into()), ("of", of.into())]);
            let toggle = move |_| {
                let paused = !paused();
                pausing.run(PauseSync { paused }, move |_| desk.refresh_sync());
            };
            let label = move || l10n::text(if paused() { "sync-resume" } else { "sync-pause" });
            let icon = Signal::derive(move || if paused() { IconName::Play } else { IconName::Pause });
            view! {
                <Banner tone=Tone::Info icon=IconName::Sync flat=true test_id="first-fetch">
                    <Text grow=true><Text strong=true>{here}</Text>" "{words::say(prefix, "first-fetch-more")}</Text>
                    <Meter share=f64::from(share) / 100.0 label=format!("{share} %") tone=Tone::Accent width=140 />
                    <Button small=true label=label icon=icon on_press=toggle busy=pausing.busy />
                </Banner>
            }
        })
    };
    view! { <div class="banner-line banner-line--both">{banner}</div> }
}

/// No connection, or a server that refuses.
#[component]
pub(super) fn ConnectionNotice<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let desk = list.desk;
    let trying = use_mutation().toasting();
    let since = Memo::new(move |_| desk.offline().map(|(since, _)| since));
    let refused = Memo::new(move |_| desk.refused());
    let again = Callback::new(move |()| trying.run(SyncNow {}, move |_| desk.refresh_sync()));
    let copy = move || {
        let at = list.store.with(|store| store.freshness.as_ref()?.complete_at)?;
        Some(l10n::text_with("offline-copy", &[("time", desk.calendar_now().clock(at).into())]))
    };
    view! {
        <div class="banner-line">
            {move || since.get().map(|since| {
                let calendar = desk.calendar_now();
                let head = l10n::text_with("offline-since", &[("time", calendar.clock(since).into())]);
                view! {
                    <Banner icon=IconName::CloudOff flat=true test_id="offline">
                        <Text grow=true>
                            <Text strong=true>{head}</Text>" "{copy}" "{l10n::text("offline-uploads")}
                        </Text>
                        <Button small=true label=l10n::text("offline-try") icon=IconName::Sync busy=trying.busy on_press=again />
                    </Banner>
                }
            })}
            {move || refused.get().map(|(_, failure)| {
                let (what, to_do) = failure::words(&failure);
                // What to do about a refused network is told at length beside the list.
                let network = failure.code == ipc::Code::AddressNotAllowed;
                let ways = move || {
                    (network && desk.refusal_closed.get()).then(|| view! {
                        <Button small=true label=l10n::text("refusal-ways") icon=IconName::Info on_press=move |()| desk.refusal_closed.set(false) />
                    })
                };
                view! {
                    <Banner tone=Tone::Bad icon=IconName::Alert flat=true alert=true test_id="failure">
                        <Text grow=true><Text strong=true>{what}</Text>" "{copy}" "{(!network).then_some(to_do)}</Text>
                        {ways}
                        // Whoever has mended it elsewhere wants to know here.
                        <Button small=true label=l10n::text("try-again") icon=IconName::Sync busy=trying.busy on_press=again />
                    </Banner>
                }
            })}
            {move || list.failure.get().map(|failure| view! {
                <FailureNotice failure=failure flat=true on_retry=move |()| list.reload() />
            })}
        </div>
    }
}

/// In place of rows that are not there.
#[component]
pub(super) fn Nothing<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, icon: IconName) -> impl IntoView {
    let prefix = list.spec.words;
    let kind = Memo::new(move |_| {
        let complete =
            list.store.with(|store| store.freshness.as_ref().is_some_and(|fresh| fresh.complete_at.is_some()));
        list.state.with(|state| match (state.changed || !state.search.trim().is_empty(), complete) {
            (true, _) => Empty::Filtered,
            (false, true) => Empty::View(state.view),
            (false, false) => Empty::NotFetched,
        })
    });
    let all = move || list.local_total().filter(|total| *total > 0);
    let see_all = move |_| list.choose_view("all");
    let all_link = move || {
        (list.state.with(|state| state.view != "all")).then(all).flatten().map(|total| {
            let label = words::say_count(prefix, "see-all", total);
            view! { <Link label=label on_press=see_all test_id="see-all" /> }
        })
    };
    // Where there is not a single one, the first can be made.
    let first =
        move || list.spec.makes.filter(|_| list.local_total() == Some(0)).map(|form| view! { <MakeFirst form=form /> });
    move || {
        match kind.get() {
        Empty::Filtered => view! {
            <StateBox
                icon=IconName::Filter
                title=words::say(prefix, "none-match")
                text=l10n::text("list-none-match-text")
                test_id="empty-filtered"
            >
                <Button label=l10n::text("list-clear-filters") on_press=move |_| list.clear_filters() test_id="clear-filters" />
                {all_link}
            </StateBox>
        }
        .into_any(),
        Empty::View(view) => view! {
            <StateBox
                icon=icon
                title=words::say(prefix, &format!("empty-{view}"))
                text=words::say(prefix, &format!("empty-{view}-text"))
                test_id="empty"
            >
                {first}
                {all_link}
            </StateBox>
        }
        .into_any(),
        Empty::NotFetched => view! {
            <StateBox
                icon=IconName::Sync
                title=l10n::text("list-not-fetched")
                text=l10n::text("list-not-fetched-text")
                test_id="not-fetched"
            />
        }
        .into_any(),
    }
    }
}

#[component]
fn MakeFirst(form: FormKind) -> impl IntoView {
    let label = l10n::text(&format!("form-{}-open", form.key()));
    view! {
        <FormButton label=label form=FormId::new(form) icon=IconName::Plus test_id="empty-new" />
        <ReadOnlyNote />
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Empty {
    Filtered,
    View(&'static str),
    NotFetched,
}
