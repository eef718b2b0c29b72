//! Words for screen readers alone, told at most every five seconds.

use std::time::Duration;

use leptos::prelude::*;

const EVERY: Duration = Duration::from_secs(5);

/// Tells what changes while somebody is not looking: progress, moves.
#[component]
pub fn Live(
    /// The words.
    #[prop(into)]
    words: Signal<String>,
    /// Told at once: the answer to what a person just did.
    #[prop(optional)]
    at_once: bool,
) -> impl IntoView {
    let told = RwSignal::new(String::new());
    let resting = StoredValue::new(false);
    let tell = move || {
        let now = words.get_untracked();
        if told.with_untracked(|told| *told != now) {
            told.set(now);
        }
    };
    Effect::new(move |_| {
        words.track();
        if at_once {
            tell();
        } else if !resting.get_value() {
            resting.set_value(true);
            tell();
            set_timeout(
                move || {
                    if resting.try_set_value(false).is_none() && told.try_get_untracked().is_some() {
                        tell();
                    }
                },
                EVERY,
            );
        }
    });
    view! { <div class="vh" role="status" aria-live="polite">{move || told.get()}</div> }
}
