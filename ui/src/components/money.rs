//! Amounts: the number, then its currency in quiet text.

use leptos::prelude::*;

/// An amount as text, with its currency.
#[component]
pub fn MoneyText(
    /// The number, with its sign.
    #[prop(into)]
    amount: String,
    /// ISO 4217.
    #[prop(into)]
    currency: String,
    /// As the one figure of a head.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    view! {
        <span class=if large { "money money--large" } else { "money" }>{amount}<span class="ccy">{currency}</span></span>
    }
}
