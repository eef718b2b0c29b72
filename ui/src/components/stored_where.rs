//! What is stored where, in a dialog.

use leptos::prelude::*;

use super::{Dialog, IconName, Ticks, Tone};

/// What is stored where.
#[component]
pub fn StoredWhere(
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let facts = [
        (IconName::Database, "stored-copy"),
        (IconName::Outbox, "stored-outbox"),
        (IconName::Key, "stored-key"),
        (IconName::File, "stored-documents"),
        (IconName::Eye, "stored-logs"),
    ];
    let items = facts.into_iter().map(|(icon, key)| (icon, Tone::Inherit, l10n::text(key))).collect();
    view! {
        <Dialog title=l10n::text("welcome-stored-where") on_close=on_close>
            <Ticks items=items />
        </Dialog>
    }
}
