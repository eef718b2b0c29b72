//! Ids: short in the middle, copied with a click.

use leptos::{prelude::*, task::spawn_local};

use super::{Icon, IconName, toasts};
use crate::present::ident::shortened;

/// An id that copies itself when pressed.
#[component]
pub fn Ident(
    /// The whole id.
    #[prop(into)]
    id: String,
    /// With a copy icon after it, as in detail lists.
    #[prop(optional)]
    marked: bool,
) -> impl IntoView {
    let shown = shortened(&id);
    // Who speaks to the computer says what stands there: the name begins with it.
    let label = l10n::text_with("copy-id", &[("shown", (&shown).into()), ("id", (&id).into())]);
    let toasts = toasts();
    let whole = id.clone();
    let copy = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        copy_id(whole.clone(), toasts);
    };
    view! {
        <button type="button" class="id" title=label.clone() aria-label=label on:click=copy>
            {shown}
            {marked.then(|| view! { <Icon name=IconName::Copy /> })}
        </button>
    }
}

/// Puts an id on the clipboard and says so.
pub fn copy_id(id: String, toasts: super::Toasts) {
    let said = l10n::text_with("copied-id", &[("id", shortened(&id).into())]);
    copy_text(id, said, toasts);
}

/// Puts words that tell of nobody on the clipboard and says so. Personal data go there with `use_clipboard`.
pub fn copy_text(text: String, said: String, toasts: super::Toasts) {
    spawn_local(async move {
        if crate::platform::copy(&text).await {
            toasts.say(said);
        } else {
            toasts.warn(l10n::text("copy-failed"));
        }
    });
}
