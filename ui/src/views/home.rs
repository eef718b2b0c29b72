//! Home: what needs somebody, the platform's money, what happened lately, how the documents stand. Every figure leads
//! to the list that it counts.

mod issues;
mod money;
mod trends;

use std::time::Duration;

use ipc::documents::CountRows;
use leptos::prelude::*;

use crate::{
    api,
    components::{Button, ButtonKind, Grid, IconName, Page, PageBody, PageHead, Stack},
    hooks::{Asked, use_ask, use_calm},
    present::home as present,
    session::{Desk, desk},
    views::connection::Notices,
};

/// While everything moves, figures are asked for anew so often.
const EVERY: Duration = Duration::from_secs(2);
const DAY: i64 = 86_400;

/// The home page.
#[component]
pub fn HomePage() -> impl IntoView {
    let desk = desk();
    let changed = use_calm(move || desk.version(), EVERY);
    // What "yesterday" and "this month" mean changes with the day: in UTC for sums, locally for lists.
    let day = Memo::new(move |_| (desk.now.get().div_euclid(DAY), desk.calendar().day_start(0)));
    let last_visit = Memo::new(move |_| desk.profile().and_then(|profile| profile.last_visit));
    let sub = move || {
        let updated = desk.sync.with(|sync| sync.as_ref()?.updated_at);
        present::sub(&desk.calendar(), updated)
    };
    let actions = move || {
        view! {
            <Button
                kind=ButtonKind::Primary
                icon=IconName::Upload
                keys="U"
                label=l10n::text("upload-document")
                on_press=move |_| desk.open_upload()
                test_id="upload-document"
            />
        }
    };
    let blocks = move || {
        day.track();
        let calendar = desk.calendar_now();
        let issues: Vec<_> = present::issues(&calendar)
            .into_iter()
            .map(|issue| view! { <issues::IssueBlock issue=issue changed=changed /> })
            .collect();
        view! {
            <Grid columns=3>{issues}</Grid>
            <Grid columns=21 top=4>
                <money::PlatformMoney changed=changed />
                <issues::NewsBlock since=present::news_since(&calendar, last_visit.get()) changed=changed />
            </Grid>
            <Grid columns=3 top=4>
                <trends::Renewals dues=present::renewals(&calendar) changed=changed />
                <trends::Pipeline bars=present::pipeline(&calendar) changed=changed />
                <trends::Reasons bars=present::reasons(&calendar) changed=changed />
            </Grid>
        }
    };
    view! {
        <Page scroll=true test_id="home">
            <PageHead title=l10n::text("nav-home") sub=sub actions=actions />
            <PageBody>
                <Notices desk=desk paused=paused(desk) />
                <Stack>{blocks}</Stack>
            </PageBody>
        </Page>
    }
}

fn paused(desk: Desk) -> Memo<bool> {
    Memo::new(move |_| desk.sync.with(|sync| sync.as_ref().is_some_and(|sync| sync.paused)))
}

/// Counts figures, again and again as rows change.
fn use_counts(figures: Vec<present::Figure>, changed: ReadSignal<u32>) -> Asked<Vec<Option<u32>>> {
    use_ask(move || {
        changed.track();
        let queries = figures.iter().map(|figure| figure.query(0)).collect();
        Some(api::call(CountRows { queries }))
    })
}

/// One of these counts, once known.
fn count_at(counts: Asked<Vec<Option<u32>>>, at: usize) -> Signal<Option<u32>> {
    Signal::derive(move || counts.data.with(|counts| *counts.value()?.get(at)?))
}
