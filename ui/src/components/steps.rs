//! Where one is in a row of steps.

use leptos::prelude::*;

use super::{Icon, IconName};

/// Steps with numbers: done, at hand, to come.
#[component]
pub fn Steps(
    /// The steps' words.
    steps: Vec<String>,
    /// Index of the one at hand.
    #[prop(into)]
    at: Signal<usize>,
) -> impl IntoView {
    let items: Vec<_> = steps
        .into_iter()
        .enumerate()
        .map(|(index, words)| {
            view! {
                <li
                    class=move || (index < at.get()).then_some("done")
                    aria-current=move || (index == at.get()).then_some("step")
                >
                    <span class="n">
                        {move || if index < at.get() {
                            view! { <Icon name=IconName::Check /> }.into_any()
                        } else {
                            (index + 1).to_string().into_any()
                        }}
                    </span>
                    {words}
                </li>
            }
        })
        .collect();
    view! { <ol class="steps">{items}</ol> }
}
