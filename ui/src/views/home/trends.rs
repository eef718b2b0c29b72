//! How the documents stand, and why some were refused.

use leptos::prelude::*;

use super::use_counts;
use crate::{
    components::{Awaited, Bar, Bars, IconName, Line, Lines, Panel, Skeleton, Text, Tone},
    hooks::Asked,
    present::home::Counted,
};

/// Documents of the last thirty days by where they stand.
#[component]
pub(super) fn Pipeline(bars: Vec<Counted>, changed: ReadSignal<u32>) -> impl IntoView {
    let counts = use_counts(figures(&bars), changed);
    let bars = StoredValue::new(bars);
    let end = || view! { <Text tone=Tone::Third>{l10n::text("home-pipeline-sub")}</Text> };
    let shown = move |counts: Vec<u32>| view! { <Bars bars=bars.with_value(|bars| made(bars, &counts, false)) /> };
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
    let shown = move |counts: Vec<u32>| {
        let bars = bars.with_value(|bars| made(bars, &counts, true));
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

fn sum(counts: Asked<Vec<u32>>) -> Option<u32> {
    counts.data.with(|counts| counts.value().map(|counts| counts.iter().copied().fold(0, u32::saturating_add)))
}

/// The bars with their numbers; `ranked`: the longest first, and none that counts nothing.
fn made(bars: &[Counted], counts: &[u32], ranked: bool) -> Vec<Bar> {
    let bar = |(at, (words, figure)): (usize, &Counted)| Bar {
        words: words.clone(),
        count: counts.get(at).copied(),
        href: figure.href(),
    };
    let mut bars: Vec<Bar> = bars.iter().enumerate().map(bar).collect();
    if ranked {
        bars.retain(|bar| bar.count.is_some_and(|count| count > 0));
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.count));
    }
    bars
}
