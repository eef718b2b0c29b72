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

/// Text as it came, folded away until somebody wants to see it.
#[component]
pub fn Folded(
    /// What it is.
    #[prop(into)]
    title: String,
    /// The text; its line breaks and spaces are kept.
    #[prop(into)]
    text: String,
    /// For tests.
    test_id: &'static str,
) -> impl IntoView {
    view! { <details class="folded" data-testid=test_id><summary>{title}</summary><pre class="mono" tabindex="0">{text}</pre></details> }
}
