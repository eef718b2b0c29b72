//! Filter chips: solid is set, dashed is offered.

use leptos::prelude::*;

use super::{Icon, IconName};

/// A filter that is set. Pressing the words opens it, the cross removes it.
#[component]
pub fn SetChip(
    /// What is filtered.
    #[prop(into)]
    label: String,
    /// By what.
    #[prop(into)]
    value: Signal<String>,
    /// Whether its menu is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Opens its menu.
    #[prop(into)]
    on_open: Callback<()>,
    /// Removes it.
    #[prop(into)]
    on_remove: Callback<()>,
) -> impl IntoView {
    let remove = l10n::text_with("filter-remove", &[("filter", (&label).into())]);
    view! {
        <span class="chip chip--set">
            <button
                type="button"
                class="chip-words"
                aria-haspopup="dialog"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| on_open.run(())
            >
                {format!("{label}: ")}
                <b>{move || value.get()}</b>
            </button>
            <button type="button" class="x" aria-label=remove on:click=move |_| on_remove.run(())>
                <Icon name=IconName::X />
            </button>
        </span>
    }
}

/// A filter that is offered.
#[component]
pub fn AddChip(
    /// What can be filtered.
    #[prop(into)]
    label: String,
    /// Whether its menu is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Opens its menu.
    #[prop(into)]
    on_open: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip chip--add"
            aria-haspopup="dialog"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            on:click=move |_| on_open.run(())
        >
            <Icon name=IconName::Plus />
            {label}
        </button>
    }
}
