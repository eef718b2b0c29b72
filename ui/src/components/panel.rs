//! Panels and what they hold: lines, detail lists, ticks, timelines.

use leptos::prelude::*;

use super::{Icon, IconName, IconSize, Tone, layout::space_above};
use crate::present::number;

/// A panel with a head.
#[component]
pub fn Panel(
    /// Its title.
    #[prop(into)]
    title: String,
    /// At the end of the head: a link, a count.
    #[prop(optional, into)]
    end: ViewFn,
    /// One fact or link below.
    #[prop(optional)]
    foot: Option<Children>,
    /// With the inner margin of text; lines and tables go without.
    #[prop(optional)]
    padded: bool,
    /// Space above, in steps of the design.
    #[prop(optional)]
    top: u8,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    children: Children,
) -> impl IntoView {
    let class = format!("panel{}", space_above(top));
    let body = if padded {
        view! { <div class="panel-body panel-body--tight">{children()}</div> }.into_any()
    } else {
        children().into_any()
    };
    let label = title.clone();
    view! {
        <section class=class data-testid=test_id aria-label=label>
            <header class="panel-head"><h2>{title}</h2>{end.run()}</header>
            {body}
            {foot.map(|foot| view! { <div class="panel-foot">{foot()}</div> })}
        </section>
    }
}

/// Panels in columns.
#[component]
pub fn Grid(
    /// 2 or 3 equal columns; 20: 2, each as high as what it holds; 21: two thirds and one third; 22: the same, each as high as
    /// what it holds; 13: one high on the left, two and a wide one on the right.
    #[prop(default = 3)]
    columns: u8,
    /// Space above, in steps of the design.
    #[prop(optional)]
    top: u8,
    children: Children,
) -> impl IntoView {
    let class = match columns {
        2 => "grid-2",
        20 => "grid-2 grid-top",
        21 => "grid-21",
        22 => "grid-21 grid-top",
        13 => "grid-3 grid-13",
        _ => "grid-3",
    };
    view! { <div class=format!("{class}{}", space_above(top))>{children()}</div> }
}

/// A list of lines in a panel.
#[component]
pub fn Lines(children: Children) -> impl IntoView {
    view! { <ul class="lines">{children()}</ul> }
}

/// One line: icon, words, something quiet at the end.
#[component]
pub fn Line(
    /// The icon and its role.
    #[prop(optional)]
    icon: Option<(IconName, Tone)>,
    /// Before the words, instead of an icon that stays as it is.
    #[prop(optional, into)]
    start: ViewFn,
    /// The words.
    #[prop(into)]
    label: String,
    /// Quiet words at the end.
    #[prop(optional, into)]
    note: Option<String>,
    /// Anything else at the end.
    #[prop(optional, into)]
    end: ViewFn,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
) -> impl IntoView {
    view! {
        <li data-testid=test_id>
            {icon.map(|(name, tone)| view! { <Icon name=name size=IconSize::Small tone=tone /> })}
            {start.run()}
            <span class="grow ell">{label}</span>
            {note.map(|note| view! { <span class="t3 small nowrap">{note}</span> })}
            {end.run()}
        </li>
    }
}

/// One line whose name leads somewhere; quiet words behind it, anything at the end.
#[component]
pub fn LinkLine(
    /// The icon and its role.
    #[prop(optional)]
    icon: Option<(IconName, Tone)>,
    /// The name.
    #[prop(into)]
    label: String,
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Quiet words behind it.
    #[prop(optional, into)]
    note: String,
    /// At the end.
    #[prop(optional, into)]
    end: ViewFn,
) -> impl IntoView {
    view! {
        <li>
            {icon.map(|(name, tone)| view! { <Icon name=name size=IconSize::Small tone=tone /> })}
            <span class="grow pair">
                <a class="med ell lines-link" href=href>{label}</a>
                {(!note.is_empty()).then(|| view! { <span class="sub2">{note}</span> })}
            </span>
            {end.run()}
        </li>
    }
}

/// A number that leads to the list that it counts.
#[component]
pub fn CountLink(
    /// The number; `None` while it is not known.
    #[prop(into)]
    count: Signal<Option<u32>>,
    /// What it counts.
    #[prop(into)]
    label: String,
    /// The list.
    #[prop(into)]
    href: String,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
) -> impl IntoView {
    let words = move || {
        let (_, said) = number::count(count.get());
        l10n::text_with("home-more", &[("label", label.as_str().into()), ("count", said.into())])
    };
    view! { <a class="count count--link" href=href aria-label=words data-testid=test_id>{move || number::count(count.get()).0}</a> }
}

/// A list of names and values; holds [`Term`]s.
#[component]
pub fn Details(children: Children) -> impl IntoView {
    view! { <dl class="kv">{children()}</dl> }
}

/// A name and its value.
#[component]
pub fn Term(
    /// The name.
    #[prop(into)]
    name: String,
    children: Children,
) -> impl IntoView {
    view! {
        <dt>{name}</dt>
        <dd>{children()}</dd>
    }
}

/// Ways to do something, the first one first.
#[component]
pub fn Numbered(
    /// The words.
    items: Vec<String>,
) -> impl IntoView {
    let items: Vec<_> = items
        .into_iter()
        .zip(1..)
        .map(|(words, number)| view! { <li><b>{number}</b><span>{words}</span></li> })
        .collect();
    view! { <ol class="ticks">{items}</ol> }
}

/// Words to be sent to somebody.
#[component]
pub fn MessageBox(
    /// The words.
    #[prop(into)]
    text: String,
    /// For tests.
    test_id: &'static str,
) -> impl IntoView {
    view! { <p class="msg mt-2" data-testid=test_id>{text}</p> }
}

/// Short sentences with a tick (or another icon) before each.
#[component]
pub fn Ticks(
    /// Icon, role and words.
    items: Vec<(IconName, Tone, String)>,
) -> impl IntoView {
    let items: Vec<_> = items
        .into_iter()
        .map(|(icon, tone, words)| view! { <li class=role(tone)><Icon name=icon />{words}</li> })
        .collect();
    view! { <ul class="ticks">{items}</ul> }
}

fn role(tone: Tone) -> &'static str {
    match tone {
        Tone::Ok => "ok",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
        Tone::Info => "info",
        Tone::Inherit | Tone::Second | Tone::Third | Tone::Accent => "",
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineItem {
    /// Its icon.
    pub icon: IconName,
    /// Its role.
    pub tone: Tone,
    /// What happened.
    pub words: String,
    /// When, as shown.
    pub at: String,
    /// Something more, below.
    pub note: Option<String>,
}

/// What happened, in the order in which it is given.
#[component]
pub fn TimelineList(
    /// The things that happened.
    items: Vec<TimelineItem>,
) -> impl IntoView {
    let items: Vec<_> = items
        .into_iter()
        .map(|item| {
            view! {
                <li class=role(item.tone)>
                    <Icon name=item.icon />
                    <span>{item.words}</span>
                    <time>{item.at}</time>
                    {item.note.map(|note| view! { <small>{note}</small> })}
                </li>
            }
        })
        .collect();
    view! { <ol class="timeline">{items}</ol> }
}
