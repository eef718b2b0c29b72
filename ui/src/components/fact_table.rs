//! A table of facts in a panel: few rows, no sorting, no windows; what does not fit goes on in a second line.

use leptos::prelude::*;

use super::{Icon, IconName, IconSize, Meter, Spark, Status, Tone};
use crate::present::StatusWord;

/// A column of a [`FactTable`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactHead {
    /// Its words.
    pub label: String,
    /// Its width in pixels; `None`: what is left.
    pub width: Option<u16>,
    /// Whether it holds numbers.
    pub number: bool,
}

impl FactHead {
    /// A column of words.
    pub fn words(label: &str, width: Option<u16>) -> Self {
        Self { label: l10n::text(label), width, number: false }
    }

    /// A column of numbers.
    pub fn numbers(label: &str, width: u16) -> Self {
        Self { label: l10n::text(label), width: Some(width), number: true }
    }
}

/// What stands in a cell. The first cell of a row is its head.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Words in the body colour.
    Words(String),
    /// Quiet words.
    Quiet(String),
    /// Sentences below each other.
    Lines(Vec<String>),
    /// A number, or an amount.
    Number(String),
    /// A number that leads to the list that it counts or sums.
    Linked {
        /// The number.
        number: String,
        /// The list's address.
        href: String,
        /// What it is, for screen readers.
        label: String,
        /// Whether somebody has to look at it.
        bad: bool,
    },
    /// A status.
    Status(StatusWord),
    /// How far something is.
    Progress {
        /// In words.
        words: String,
        /// From 0 to 1.
        share: f64,
    },
    /// A line through values, oldest first; its words for screen readers.
    Trend(Vec<i64>, String),
}

/// A table of facts.
#[component]
pub fn FactTable(
    /// For screen readers.
    #[prop(into)]
    label: String,
    /// The columns.
    heads: Vec<FactHead>,
    /// The rows.
    rows: Vec<Vec<Fact>>,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
) -> impl IntoView {
    let columns: Vec<_> = heads
        .into_iter()
        .map(|head| {
            let width = head.width.map(|width| format!("{width}px"));
            view! { <th scope="col" class=head.number.then_some("num") style:width=width>{head.label}</th> }
        })
        .collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let mut cells = row.into_iter();
            let head = cells.next().map(|first| view! { <th scope="row">{fact(first)}</th> });
            let cells: Vec<_> = cells.map(cell).collect();
            view! { <tr>{head}{cells}</tr> }
        })
        .collect();
    view! {
        <table class="table table--plain table--facts" aria-label=label data-testid=test_id>
            <thead><tr>{columns}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn cell(of: Fact) -> AnyView {
    let number = matches!(of, Fact::Number(_) | Fact::Linked { .. });
    view! { <td class=number.then_some("num")>{fact(of)}</td> }.into_any()
}

fn fact(fact: Fact) -> AnyView {
    match fact {
        Fact::Words(words) | Fact::Number(words) => words.into_any(),
        Fact::Quiet(words) => view! { <span class="t3">{words}</span> }.into_any(),
        Fact::Lines(lines) => {
            lines.into_iter().map(|line| view! { <span class="fact-line">{line}</span> }).collect_view().into_any()
        }
        Fact::Linked { number, href, label, bad } => {
            let class = if bad { "link c-bad" } else { "link" };
            let alert = bad.then(|| view! { <Icon name=IconName::Alert size=IconSize::Small tone=Tone::Bad /> });
            let label = format!("{label}: {number}");
            view! { <a class=class href=href aria-label=label>{alert}{number}</a> }.into_any()
        }
        Fact::Status(status) => view! { <Status of=status /> }.into_any(),
        Fact::Progress { words, share } => {
            let label = words.clone();
            view! {
                <span class="fact-line">{words}</span>
                <Meter share=share label=label tone=Tone::Accent />
            }
            .into_any()
        }
        Fact::Trend(values, label) => view! { <Spark values=values label=label /> }.into_any(),
    }
}
