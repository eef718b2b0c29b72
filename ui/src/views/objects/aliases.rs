//! A wallet beside its list: the banking aliases that fill it.

use ipc::aliases::{OpenAliases, WalletAliases};
use leptos::prelude::*;
use model::{Area, WalletId};

use super::inspector::value;
use crate::{
    api,
    components::{Awaited, Details, FailureNotice, Hint, Section, Skeleton, Term},
    hooks::{use_ask, use_repetition},
    present::{Calendar, aliases as present},
    session::desk,
};

/// The banking aliases of a wallet; asked for anew whenever any may have changed.
#[component]
pub fn Aliases(
    /// The wallet.
    id: String,
) -> impl IntoView {
    let desk = desk();
    let tries = RwSignal::new(0_u32);
    let asked_before = use_repetition();
    let state = use_ask(move || {
        desk.rows_version(Area::BankingAliases);
        let again = asked_before(&tries.get());
        Some(api::call(OpenAliases { wallet: WalletId::new(id.as_str()), again }))
    });
    let retry = Callback::new(move |()| tries.update(|tries| *tries += 1));
    view! {
        <Section title=l10n::text("banking-aliases-title") test_id="aliases">
            <Awaited
                data=state.data
                waiting=|| view! { <Skeleton lines=2 /> }
                on_retry=retry
                children=move |state: WalletAliases| {
                    view! { <Told state=state calendar=desk.calendar_now() on_retry=retry /> }
                }
            />
        </Section>
    }
}

#[component]
fn Told(state: WalletAliases, calendar: Calendar, on_retry: Callback<()>) -> impl IntoView {
    let facts: Vec<_> =
        present::facts(&state).into_iter().map(|(name, fact)| view! { <Term name=name>{value(fact)}</Term> }).collect();
    let facts = (!facts.is_empty()).then(|| view! { <Details>{facts}</Details> });
    let said = present::said(&state, &calendar).map(|words| view! { <Hint spaced=true text=words /> });
    let trouble = state.trouble.filter(|_| !state.under_way);
    view! {
        {trouble.map(|failure| view! { <FailureNotice failure=failure on_retry=on_retry /> })}
        {facts}
        {said}
    }
}
