//! The platform's money: fees, their trend, the platform's wallets.

use ipc::lists::{AddUp, List};
use leptos::prelude::*;
use model::{Row, Sum, Window};

use crate::{
    api,
    components::{Awaited, Fact, FactHead, FactTable, IconName, Line, Lines, Link, Panel, Skeleton, Text, Tone},
    hooks::use_ask,
    present::{
        home::{self as present, Currency, Figure, Period},
        number,
    },
    session::desk,
};

/// What the table is made of.
#[derive(Debug, Clone, PartialEq)]
struct Money {
    sums: Vec<Sum>,
    /// Whether all movements were read that sums are made of.
    complete: bool,
    wallets: Vec<Row>,
    /// Whether the platform's wallets were read.
    wallets_read: bool,
}

/// Fees and wallets per currency.
#[component]
pub(super) fn PlatformMoney(changed: ReadSignal<u32>) -> impl IntoView {
    let desk = desk();
    let calendar = desk.calendar_now();
    let period = Period::of(calendar.now);
    let words = period.words(&calendar);
    let asked = period.clone();
    let wallets = present::wallets();
    let href = wallets.href();
    let money = use_ask(move || {
        changed.track();
        let (query, wallets) = (asked.query(), wallets.query(Window::MOST));
        Some(async move {
            // First: what comes in while it is added up makes no sum complete.
            let movements = api::call(List { query: present::movements().query(0) }).await?;
            let sums = api::call(AddUp { queries: vec![query] }).await?;
            let wallets = api::call(List { query: wallets }).await?;
            Ok(Money {
                sums: sums.into_iter().flatten().collect(),
                complete: movements.freshness.complete_at.is_some(),
                wallets: wallets.listing.rows,
                wallets_read: wallets.freshness.complete_at.is_some(),
            })
        })
    });
    let end = move || {
        let (words, href) = (words.clone(), href.clone());
        view! {
            <Text tone=Tone::Third ellipsis=true>{words}</Text>
            <Link label=l10n::text("home-money-wallets") href=href />
        }
    };
    let shown = move |money: Money| {
        let all = present::money(&period, &money.sums, &money.wallets, money.complete);
        if all.is_empty() {
            let is_read = money.complete && money.wallets_read;
            let (icon, words) =
                if is_read { (IconName::Info, "home-money-none") } else { (IconName::Clock, "home-not-read") };
            return view! { <Lines><Line icon=(icon, Tone::Third) label=l10n::text(words) /></Lines> }.into_any();
        }
        let heads = vec![
            FactHead::words("home-currency", Some(76)),
            FactHead::numbers("home-fees", None),
            FactHead::numbers("home-change-head", Some(76)),
            FactHead::words("home-trend", Some(112)),
            FactHead::numbers("home-fees-wallet", Some(112)),
            FactHead::numbers("home-repudiation", Some(122)),
        ];
        let rows = all.into_iter().map(row).collect();
        view! { <FactTable label=l10n::text("home-money") heads=heads rows=rows test_id="home-money-table" /> }
            .into_any()
    };
    view! {
        <Panel title=l10n::text("home-money") end=end test_id="home-money">
            <Awaited
                data=money.data
                waiting=|| view! { <Lines><li><Skeleton lines=4 /></li></Lines> }
                on_retry=move |_| money.reload()
                children=shown
            />
        </Panel>
    }
}

fn row(currency: Currency) -> Vec<Fact> {
    let Currency { code, fees, fees_of, change, trend, wallet, repudiation } = currency;
    let label = |what: &str| {
        l10n::text_with("home-money-of", &[("what", l10n::text(what).into()), ("currency", code.as_str().into())])
    };
    let shown = |amount: i64| number::money(&model::Money { amount, currency: model::Currency::new(&code) });
    let words = l10n::text_with(
        "home-trend-words",
        &[
            ("most", shown(trend.iter().copied().max().unwrap_or_default()).into()),
            ("last", shown(trend.last().copied().unwrap_or_default()).into()),
        ],
    );
    let balance = |of: Option<(model::Money, Figure)>, what: &str, warns: bool| match of {
        Some((money, figure)) => Fact::Linked {
            number: number::money(&money),
            href: figure.href(),
            label: label(what),
            bad: warns && money.amount < 0,
        },
        None => Fact::Quiet(String::new()),
    };
    vec![
        Fact::Words(code.clone()),
        match fees {
            Some(fees) => {
                let number = number::money(&fees);
                Fact::Linked { number, href: fees_of.href(), label: label("home-fees"), bad: false }
            }
            None => Fact::Number(l10n::text("count-unknown")),
        },
        Fact::Number(change),
        if trend.is_empty() { Fact::Quiet(String::new()) } else { Fact::Trend(trend, words) },
        balance(wallet, "home-fees-wallet", false),
        balance(repudiation, "home-repudiation", true),
    ]
}
