//! The list of keys.

use leptos::prelude::*;

use super::ShellState;
use crate::{
    components::{Dialog, Keys},
    routes::Place,
};

/// Group, then its keys: catalogue key and key caps.
type Group = (&'static str, &'static [(&'static str, &'static str)]);

const LEFT: &[Group] = &[(
    "keys-anywhere",
    &[
        ("keys-search", "Ctrl K"),
        ("keys-lock", "Ctrl L"),
        ("keys-rail", "Ctrl B"),
        ("keys-upload", "U"),
        ("keys-region", "F6"),
        ("keys-this", "?"),
    ],
)];

const RIGHT: &[Group] = &[
    (
        "keys-list",
        &[
            ("keys-move", "J K"),
            ("keys-ends", "Home End"),
            ("keys-open", "Enter"),
            ("keys-full", "O"),
            ("keys-select", "X"),
            ("keys-range", "Shift X"),
            ("keys-search-list", "/"),
            ("keys-filter", "F"),
            ("keys-columns", "V"),
            ("keys-copy", "C"),
            ("keys-export", "E"),
            ("keys-close", "Esc"),
        ],
    ),
    ("keys-object", &[("keys-main", "R")]),
    ("keys-in-upload", &[("keys-page", "Alt ↑ ↓")]),
];

fn group((title, keys): &Group) -> impl IntoView + use<> {
    let lines: Vec<_> = keys
        .iter()
        .map(|(words, caps)| view! { <li><span>{l10n::text(words)}</span><Keys keys=*caps /></li> })
        .collect();
    view! { <li class="cap">{l10n::text(title)}</li>{lines} }
}

/// The list of keys, as a dialog.
#[component]
pub(super) fn Shortcuts(state: ShellState) -> impl IntoView {
    let places: Vec<_> = Place::all()
        .filter_map(|place| Some((place, place.key()?)))
        .map(|(place, key)| {
            let keys = format!("G {}", key.to_uppercase());
            view! { <li><span>{l10n::text(&place.title_key())}</span><Keys keys=keys /></li> }
        })
        .collect();
    view! {
        <Dialog
            title=l10n::text("shortcuts-title")
            width=720
            on_close=move |_| state.open.set(None)
            test_id="shortcuts-dialog"
        >
            <div class="keys-2">
                <ul class="keys">
                    {LEFT.iter().map(group).collect_view()}
                    <li class="cap">{l10n::text("keys-goto")}</li>
                    {places}
                </ul>
                <ul class="keys">{RIGHT.iter().map(group).collect_view()}</ul>
            </div>
        </Dialog>
    }
}
