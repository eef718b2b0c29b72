//! When documents must be sent anew, how they stand, and why some were refused.

use leptos::prelude::*;

use super::{count_at, use_counts};
use crate::{
    components::{
        Awaited, Bar, Bars, Icon, IconName, IconSize, Line, Lines, Link, Panel, Pillar, Pillars, Skeleton, Text, Tone,
    },
    hooks::Asked,
    present::home::{self, Counted, Due},
};

/// Deadlines of renewals by week, and for how many users they are known.
#[component]
pub(super) fn Renewals(dues: Vec<Due>, changed: ReadSignal<u32>) -> impl IntoView {
    let [all, known, unknown] = home::renewals_known();
    let figures = dues.iter().map(|due| due.figure.clone()).chain([all, known]).collect();
    let counts = use_counts(figures, changed);
    let (all, known) = (count_at(counts, dues.len()), count_at(counts, dues.len() + 1));
    let counted = Memo::new(move |_| counts.data.with(|counts| counts.value().is_some()));
    let dues = StoredValue::new(dues);
    let end = || {
        view! {
            <Text tone=Tone::Third>{l10n::text("home-renewals-sub")}</Text>
            <Link label=l10n::text("home-open-all") href=home::renewals_list() />
        }
    };
    let foot = move || {
        let told = move || {
            let (icon, words, is_partial) = counted.get().then(|| home::renewals_coverage(all.get(), known.get()))?;
            let missing = is_partial.then(|| {
                view! { <Link label=l10n::text("home-renewals-missing") href=unknown.href() /> }
            });
            Some(view! { <Icon name=icon size=IconSize::Small /><Text>{words}</Text>{missing} })
        };
        view! { {told} }.into_any()
    };
    let shown = move |counts: Vec<Option<u32>>| {
        let pillar = |(at, due): (usize, &Due)| Pillar {
            words: due.words.clone(),
            below: due.below.clone(),
            role: due.role,
            apart: due.apart,
            count: counts.get(at).copied().flatten(),
            href: due.figure.href(),
        };
        let pillars: Vec<Pillar> = dues.with_value(|dues| dues.iter().enumerate().map(pillar).collect());
        view! { <Pillars pillars=pillars label=l10n::text("home-renewals") /> }
    };
    view! {
        <Panel title=l10n::text("home-renewals") end=end foot=Box::new(foot) padded=true test_id="home-renewals">
            <Awaited data=counts.data waiting=waiting on_retry=move |_| counts.reload() children=shown />
        </Panel>
    }
}

/// Documents of the last thirty days by where they stand.
#[component]
pub(super) fn Pipeline(bars: Vec<Counted>, changed: ReadSignal<u32>) -> impl IntoView {
    let counts = use_counts(figures(&bars), changed);
    let bars = StoredValue::new(bars);
    let end = || view! { <Text tone=Tone::Third>{l10n::text("home-pipeline-sub")}</Text> };
    let shown =
        move |counts: Vec<Option<u32>>| view! { <Bars bars=bars.with_value(|bars| made(bars, &counts, false)) /> };
    view! {
        <Panel title=l10n::text("home-pipeline") end=end padded=true test_id="home-pipeline">
            <Awaited data=counts.data waiting=waiting on_retry=move |_| counts.reload() children=shown />
        </Panel>
    }
}

/// Documents refused in the last thirty days, by reason.
#[component]
pub(super) fn Reasons(bars: Vec<Counted>, changed: ReadSignal<u32>) -> impl IntoView {
    let counts = use_counts(figures(&bars), changed);
    let bars = StoredValue::new(bars);
    let all = move || sum(counts).map(|count| l10n::text_with("home-reasons-sub", &[("count", count.into())]));
    let end = move || view! { <Text tone=Tone::Third>{all}</Text> };
    let shown = move |counts: Vec<Option<u32>>| {
        let bars = bars.with_value(|bars| made(bars, &counts, true));
        if bars.is_empty() && counts.contains(&None) {
            let unread = l10n::text("home-not-read");
            return view! { <Lines><Line icon=(IconName::Clock, Tone::Third) label=unread /></Lines> }.into_any();
        }
        if bars.is_empty() {
            let none = l10n::text("home-reasons-none");
            return view! { <Lines><Line icon=(IconName::CheckCircle, Tone::Ok) label=none /></Lines> }.into_any();
        }
        view! { <Bars bars=bars /> }.into_any()
    };
    view! {
        <Panel title=l10n::text("home-reasons") end=end padded=true test_id="home-reasons">
            <Awaited data=counts.data waiting=waiting on_retry=move |_| counts.reload() children=shown />
        </Panel>
    }
}

fn waiting() -> impl IntoView {
    view! { <Skeleton lines=5 /> }
}

fn figures(bars: &[Counted]) -> Vec<crate::present::home::Figure> {
    bars.iter().map(|(_, figure)| figure.clone()).collect()
}

/// All of them together, where each is known.
fn sum(counts: Asked<Vec<Option<u32>>>) -> Option<u32> {
    let add = |sum: u32, count: &Option<u32>| Some(sum.saturating_add((*count)?));
    counts.data.with(|counts| counts.value()?.iter().try_fold(0, add))
}

/// The bars with their numbers; `ranked`: the longest first, and none that counts nothing.
fn made(bars: &[Counted], counts: &[Option<u32>], ranked: bool) -> Vec<Bar> {
    let bar = |(at, (words, figure)): (usize, &Counted)| Bar {
        words: words.clone(),
        count: counts.get(at).copied().flatten(),
        href: figure.href(),
    };
    let mut bars: Vec<Bar> = bars.iter().enumerate().map(bar).collect();
    if ranked {
        bars.retain(|bar| bar.count.is_some_and(|count| count > 0));
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.count));
    }
    bars
}
