//! A wallet beside its list: whether its balance is what its movements come to.

use ipc::wallets::{CheckWallet, WalletCheck};
use leptos::prelude::*;
use model::{Area, WalletId};

use crate::{
    api,
    components::{Awaited, Details, Hint, MoneyText, Section, Skeleton, Status, Term},
    hooks::use_ask,
    present::{Calendar, ledger as present},
    session::desk,
};

/// Balance and movements, compared anew whenever either may have changed.
#[component]
pub fn Ledger(
    /// The wallet.
    id: String,
) -> impl IntoView {
    let desk = desk();
    let check = use_ask(move || {
        desk.rows_version(Area::Wallets);
        desk.rows_version(Area::Transactions);
        Some(api::call(CheckWallet { wallet: WalletId::new(id.as_str()) }))
    });
    view! {
        <Section title=l10n::text("ledger-title")>
            <Awaited
                data=check.data
                waiting=|| view! { <Skeleton lines=2 /> }
                on_retry=move |()| check.reload()
                children=move |check: WalletCheck| view! { <Compared check=check calendar=desk.calendar_now() /> }
            />
        </Section>
    }
}

#[component]
fn Compared(check: WalletCheck, calendar: Calendar) -> impl IntoView {
    let present::Told { verdict, amounts, lines } = present::told(&check, &calendar);
    let amounts: Vec<_> = amounts
        .into_iter()
        .map(|(name, amount, currency)| view! { <Term name=name><MoneyText amount=amount currency=currency /></Term> })
        .collect();
    let lines: Vec<_> = lines.into_iter().map(|words| view! { <Hint spaced=true text=words /> }).collect();
    view! {
        <Status of=verdict test_id="ledger" />
        <Details>{amounts}</Details>
        {lines}
    }
}
