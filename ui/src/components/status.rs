//! A status: always an icon and a word.

use leptos::prelude::*;

use super::Icon;
use crate::present::StatusWord;

/// A status, plain in tables, as a pill in heads and inspectors.
#[component]
pub fn Status(
    /// The icon, the word and the role.
    #[prop(into)]
    of: Signal<StatusWord>,
    /// As a pill.
    #[prop(optional)]
    pill: bool,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
) -> impl IntoView {
    let class = move || format!("st st--{}{}", of.with(|of| of.role.name()), if pill { " pill" } else { "" });
    view! {
        <span class=class data-testid=test_id>
            <Icon name=move || of.with(|of| of.icon) />
            <span>{move || of.with(|of| of.word.clone())}</span>
        </span>
    }
}
