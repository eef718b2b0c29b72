//! Blocks of rows that need somebody, and what happened lately.

use ipc::lists::{List, Listed};
use leptos::prelude::*;

use super::{count_at, use_counts};
use crate::{
    api,
    components::{
        Awaited, CountLink, Icon, IconName, IconSize, Line, Lines, Link, LinkLine, MoneyText, Panel, Skeleton, Status,
        Text, Tone,
    },
    hooks::use_ask,
    present::home::{self, Issue, IssueLine, issue_line},
    session::desk,
};

/// Rows that a block shows.
const SHOWN: u32 = 4;

/// A block: how many there are, the first few, and what else there is to say.
#[component]
pub(super) fn IssueBlock(issue: Issue, changed: ReadSignal<u32>) -> impl IntoView {
    let Issue { words, figure, foot } = issue;
    let desk = desk();
    let href = figure.href();
    let figures = std::iter::once(figure.clone()).chain(foot.iter().map(|(_, figure)| figure.clone())).collect();
    let counts = use_counts(figures, changed);
    let area = figure.query(0).area;
    let rows = use_ask(move || {
        changed.track();
        Some(api::call(List { query: figure.query(SHOWN) }))
    });
    let title = l10n::text(words);
    let (label, all) = (title.clone(), href.clone());
    let end = move || {
        view! {
            <CountLink count=count_at(counts, 0) label=label.clone() href=href.clone() test_id=format!("{words}-count") />
            <Link label=l10n::text("home-open-all") href=all.clone() />
        }
    };
    let shown = move |listed: Listed| {
        let calendar = desk.calendar_now();
        let lines: Vec<_> = listed.listing.rows.iter().map(|row| line(issue_line(area, row, &calendar))).collect();
        if lines.is_empty() && listed.freshness.complete_at.is_none() {
            let unread = l10n::text("home-not-read");
            return view! { <Lines><Line icon=(IconName::Clock, Tone::Third) label=unread /></Lines> }.into_any();
        }
        if lines.is_empty() {
            let none = l10n::text(&format!("{words}-none"));
            return view! { <Lines><Line icon=(IconName::CheckCircle, Tone::Ok) label=none /></Lines> }.into_any();
        }
        view! { <Lines>{lines}</Lines> }.into_any()
    };
    let foot_view = move || match foot {
        Some((icon, figure)) => {
            let id = format!("{words}-foot");
            let count = count_at(counts, 1);
            let told = move || {
                let words = l10n::text_with(&id, &[("count", count.get()?.into())]);
                Some(view! { <Text>{words}</Text> })
            };
            view! {
                <Icon name=icon size=IconSize::Small />
                {told}
                <Link label=l10n::text("home-open") href=figure.href() />
            }
            .into_any()
        }
        None => {
            let id = format!("{words}-foot");
            let told = move || {
                let words = count_at(counts, 0).get().filter(|count| *count > 0).map(|_| l10n::text(&id))?;
                Some(view! { <Icon name=IconName::Wallet size=IconSize::Small /><Text>{words}</Text> })
            };
            view! { {told} }.into_any()
        }
    };
    view! {
        <Panel title=title end=end foot=Box::new(foot_view) test_id=words>
            <Awaited
                data=rows.data
                waiting=|| view! { <Lines><li><Skeleton lines=4 /></li></Lines> }
                on_retry=move |_| rows.reload()
                children=shown
            />
        </Panel>
    }
}

fn line(line: IssueLine) -> impl IntoView {
    let IssueLine { name, href, note, status, amount } = line;
    let end = move || {
        let (status, amount) = (status.clone(), amount.clone());
        view! {
            {status.map(|status| view! { <Status of=status /> })}
            {amount.map(|(amount, currency)| view! { <MoneyText amount=amount currency=currency /> })}
        }
    };
    view! { <LinkLine label=name href=href note=note end=end /> }
}

/// What happened lately: each line leads to its rows.
#[component]
pub(super) fn NewsBlock(since: (String, i64), changed: ReadSignal<u32>) -> impl IntoView {
    let (title, since) = since;
    let news = home::news(since);
    let counts = use_counts(news.iter().map(|(.., figure)| figure.clone()).collect(), changed);
    let lines: Vec<_> = news
        .into_iter()
        .enumerate()
        .map(|(at, (icon, tone, words, figure))| {
            let label = l10n::text(words);
            let href = figure.href();
            let end = {
                let label = label.clone();
                move || {
                    view! {
                        <CountLink count=count_at(counts, at) label=label.clone() href=href.clone() test_id=words />
                    }
                }
            };
            view! { <Line icon=(icon, tone) label=label end=end /> }
        })
        .collect();
    view! { <Panel title=title test_id="home-news"><Lines>{lines}</Lines></Panel> }
}
