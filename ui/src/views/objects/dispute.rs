//! What stands above the facts of a dispute: others on its card, what to contest it with, what happened when.

use ipc::lists::{List, Listed};
use leptos::prelude::*;
use model::{Area, Contesting};

use crate::{
    api,
    components::{Awaited, Fold, Hint, IconName, Section, Skeleton, Ticks, TimelineList, Tone},
    hooks::use_ask,
    present::{
        disputes as present,
        objects::{self, ObjectRow},
    },
    session::desk,
    views::related::SameCard,
};

/// Others on the card of a dispute, its evidence, its timeline. The evidence comes first while it can be sent.
#[component]
pub fn DisputeStory(row: ObjectRow) -> impl IntoView {
    let desk = desk();
    // By the minute: a countdown that ticks is a distraction.
    let minute = Memo::new(move |_| desk.now.get() / 60);
    let judged = row.clone();
    let contesting = Memo::new(move |_| {
        minute.track();
        present::contesting(&judged, &desk.calendar_now())
    });
    let same_card = objects::same_card(&row).map(|disputes| view! { <SameCard disputes=disputes /> });
    let evidence = StoredValue::new(present::evidence(&row));
    let shown = move |first: bool| {
        let contesting = contesting.get();
        (first == (contesting == Contesting::Now))
            .then(|| view! { <Evidence evidence=evidence.get_value() contesting=contesting /> })
    };
    view! {
        {same_card}
        {move || shown(true)}
        <Timeline row=row minute=minute />
        {move || shown(false)}
    }
}

/// The papers: at once while the dispute can be contested, else folded away; that it never can be.
#[component]
fn Evidence(evidence: present::Evidence, contesting: Contesting) -> impl IntoView {
    let present::Evidence { title, papers, by } = evidence;
    let papers = move || {
        let papers = papers.into_iter().map(|paper| (IconName::File, Tone::Third, paper)).collect();
        view! {
            <Ticks items=papers />
            <Hint spaced=true text=l10n::text("evidence-each") />
            <Hint text=by />
        }
    };
    let body = match contesting {
        Contesting::Now => papers().into_any(),
        Contesting::NotNow => view! {
            <Fold title=l10n::text("evidence-show") test_id="dispute-papers">{papers()}</Fold>
        }
        .into_any(),
        Contesting::Never => view! { <Hint text=l10n::text("evidence-never") /> }.into_any(),
    };
    view! { <Section title=title test_id="dispute-evidence">{body}</Section> }
}

/// What happened, from the dispute's own dates and the events held about it.
#[component]
fn Timeline(row: ObjectRow, minute: Memo<i64>) -> impl IntoView {
    let desk = desk();
    let id = row.row.id.clone();
    let events = use_ask(move || {
        desk.rows_version(Area::Events);
        Some(api::call(List { query: present::events_of(&id) }))
    });
    let told = move |listed: Listed| {
        let row = row.clone();
        move || {
            minute.track();
            let items = present::timeline(&row, &listed.listing.rows, &desk.calendar_now());
            view! { <TimelineList items=items /> }
        }
    };
    view! {
        <Section title=l10n::text("dispute-timeline") test_id="dispute-timeline">
            <Awaited
                data=events.data
                waiting=|| view! { <Skeleton lines=3 /> }
                on_retry=move |()| events.reload()
                children=told
            />
        </Section>
    }
}
