//! Small charts. Values are printed beside them; each carries words for screen readers.

use leptos::prelude::*;

use super::Status;
use crate::present::{
    Role, StatusWord,
    number::{count, percent},
};

const WIDTH: f64 = 92.0;
const HEIGHT: f64 = 22.0;
/// The room around the line, for its end point.
const EDGE: f64 = 3.0;

/// A line through values, oldest first.
#[component]
pub fn Spark(
    /// The values.
    values: Vec<i64>,
    /// What a screen reader says.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let points = points(&values);
    let last = points.last().copied();
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    view! {
        <svg class="spark" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
            <polyline points=line.join(" ")></polyline>
            {last.map(|(x, y)| view! { <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="1.8"></circle> })}
        </svg>
    }
}

/// Where the values stand in the picture; a line without ups and downs lies in the middle.
fn points(values: &[i64]) -> Vec<(f64, f64)> {
    let (Some(least), Some(most)) = (values.iter().min(), values.iter().max()) else { return Vec::new() };
    let span = most.saturating_sub(*least) as f64;
    let step = (WIDTH - 2.0 * EDGE) / values.len().saturating_sub(1).max(1) as f64;
    let height = HEIGHT - 2.0 * EDGE;
    let place = |(at, value): (usize, &i64)| {
        let up = if span > 0.0 { value.saturating_sub(*least) as f64 / span } else { 0.5 };
        (EDGE + step * at as f64, EDGE + height * (1.0 - up))
    };
    values.iter().enumerate().map(place).collect()
}

/// A bar of a [`Bars`] chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its words; with a role, its colour too.
    pub words: StatusWord,
    /// Its length; `None` while it is not known.
    pub count: Option<u32>,
    /// The list that it counts.
    pub href: String,
}

/// Bars below each other, each with its number, which leads to the list that it counts.
#[component]
pub fn Bars(
    /// The bars, in order.
    bars: Vec<Bar>,
) -> impl IntoView {
    let most = bars.iter().filter_map(|bar| bar.count).max().unwrap_or(0);
    let bars: Vec<_> = bars
        .into_iter()
        .map(|bar| {
            let plain = bar.words.role == Role::Idle;
            let class = if plain { "hbar" } else { bar_class(bar.words.role) };
            let width = format!("{}%", percent(bar.count.unwrap_or(0).into(), most.into()));
            let (number, said) = count(bar.count);
            let label = format!("{}: {said}", bar.words.word);
            let words = if plain {
                view! { <span class="ell">{bar.words.word}</span> }.into_any()
            } else {
                view! { <Status of=bar.words /> }.into_any()
            };
            view! {
                <li>
                    {words}
                    <span><i class=class style:width=width></i></span>
                    <a class="figure" href=bar.href aria-label=label>{number}</a>
                </li>
            }
        })
        .collect();
    view! { <ul class="hbars">{bars}</ul> }
}

/// A bar of a [`Pillars`] chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pillar {
    /// What it counts, for screen readers and on pointing at it.
    pub words: String,
    /// The words below it; may reach below its neighbours.
    pub below: String,
    /// Its colour.
    pub role: Role,
    /// Whether it is a number beside the bars: it does not count what they do, and must not set their scale.
    pub apart: bool,
    /// Its height; `None` while it is not known.
    pub count: Option<u32>,
    /// The list that it counts.
    pub href: String,
}

/// Bars beside each other, each with its number above, which leads to the list that it counts.
#[component]
pub fn Pillars(
    /// The bars, in order.
    pillars: Vec<Pillar>,
    /// What they show together.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let most = highest(&pillars);
    let pillars: Vec<_> = pillars
        .into_iter()
        .map(|pillar| {
            let (number, said) = count(pillar.count);
            let label = format!("{}: {said}", pillar.words);
            let bar = (!pillar.apart).then(|| {
                let height = format!("{}%", percent(pillar.count.unwrap_or(0).into(), most.into()));
                view! { <span class="pillar"><i class=bar_class(pillar.role) style:height=height></i></span> }
            });
            // The bars have their colours; of numbers only one that somebody has to look at.
            let bad = pillar.apart && pillar.role == Role::Bad && pillar.count.is_some_and(|count| count > 0);
            view! {
                <li class=pillar.apart.then_some("apart")>
                    <a class="figure" href=pillar.href aria-label=label title=pillar.words>
                        <span class=bad.then_some("c-bad")>{number}</span>
                        {bar}
                    </a>
                    <small aria-hidden="true">{pillar.below}</small>
                </li>
            }
        })
        .collect();
    view! { <ul class="pillars" aria-label=label>{pillars}</ul> }
}

/// What the highest bar counts.
fn highest(pillars: &[Pillar]) -> u32 {
    pillars.iter().filter(|pillar| !pillar.apart).filter_map(|pillar| pillar.count).max().unwrap_or(0)
}

fn bar_class(role: Role) -> &'static str {
    match role {
        Role::Ok => "hbar hbar--ok",
        Role::Info => "hbar hbar--info",
        Role::Warn => "hbar hbar--warn",
        Role::Bad => "hbar hbar--bad",
        Role::Idle => "hbar",
    }
}

#[cfg(test)]
mod tests {
    use super::{Pillar, highest, points};
    use crate::present::Role;

    #[test]
    fn numbers_beside_the_bars_do_not_make_them_small() {
        let pillar = |count, apart| {
            let (words, below, href) = (String::new(), String::new(), String::new());
            Pillar { words, below, role: Role::Idle, apart, count, href }
        };
        let pillars = [pillar(Some(900), true), pillar(Some(3), false), pillar(Some(5), false), pillar(None, false)];
        assert_eq!(highest(&pillars), 5);
        assert_eq!(highest(&pillars[..1]), 0);
    }

    #[test]
    fn a_line_goes_from_edge_to_edge() {
        let line = points(&[0, 10, 5]);
        assert_eq!(line, [(3.0, 19.0), (46.0, 3.0), (89.0, 11.0)]);
        assert_eq!(points(&[7]), [(3.0, 11.0)], "a single value");
        assert_eq!(points(&[i64::MIN, i64::MAX]).len(), 2, "the ends of the range");
        assert!(points(&[]).is_empty());
    }
}
