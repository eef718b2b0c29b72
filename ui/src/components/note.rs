//! A note somebody wrote.

use leptos::prelude::*;

use super::{IconButton, IconName};

/// A note: its words, when they were written, and what can be done.
#[component]
pub fn NoteCard(
    /// The words.
    #[prop(into)]
    text: String,
    /// When.
    #[prop(into)]
    when: String,
    /// Changes it.
    #[prop(into)]
    on_change: Callback<()>,
    /// Deletes it.
    #[prop(into)]
    on_delete: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="note" data-testid="note">
            <p>{text}</p>
            <div class="row">
                <span class="t3 small grow">{when}</span>
                <IconButton small=true label=l10n::text("note-change") icon=IconName::Note test_id="note-change" on_press=on_change />
                <IconButton small=true label=l10n::text("note-delete") icon=IconName::Trash test_id="note-delete" on_press=on_delete />
            </div>
        </div>
    }
}
