//! What is folded away until somebody wants to see it.

use leptos::prelude::*;

/// Something folded away.
#[component]
pub fn Fold(
    /// What it is.
    #[prop(into)]
    title: String,
    /// For tests.
    test_id: &'static str,
    children: Children,
) -> impl IntoView {
    view! { <details class="folded" data-testid=test_id><summary>{title}</summary>{children()}</details> }
}

/// Text as it came, folded away.
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
    view! { <Fold title=title test_id=test_id><pre class="mono" tabindex="0">{text}</pre></Fold> }
}
