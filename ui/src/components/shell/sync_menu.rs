//! The menu of the sync line.

use ipc::sync::{PauseSync, SyncNow};
use leptos::prelude::*;

use super::ShellState;
use crate::{
    components::{IconName, Menu, MenuItem},
    hooks::{use_goto, use_mutation},
    routes::Place,
    session::desk,
};

/// Sync now; pause or go on; what is held and what is not.
#[component]
pub(super) fn SyncMenu(state: ShellState) -> impl IntoView {
    let desk = desk();
    let goto = use_goto();
    let asking = use_mutation().toasting();
    let close = move |_| state.open.set(None);
    let paused = desk.sync.with_untracked(|sync| sync.as_ref().is_some_and(|sync| sync.paused));
    let now = move |_| {
        asking.run(SyncNow {}, move |_| desk.refresh_sync());
        state.open.set(None);
    };
    let toggle = move |_| {
        asking.run(PauseSync { paused: !paused }, move |_| desk.refresh_sync());
        state.open.set(None);
    };
    let status = move |_| {
        state.open.set(None);
        goto.to(Place::Sync.path(), false);
    };
    let (words, icon) = if paused { ("sync-resume", IconName::Play) } else { ("sync-pause", IconName::Pause) };
    view! {
        <Menu label=l10n::text("sync-title") place="position:fixed;left:8px;bottom:112px;width:220px;z-index:var(--z-dialog)" on_close=close>
            <MenuItem label=l10n::text("sync-now") icon=IconName::Sync on_press=now test_id="sync-now" />
            <MenuItem label=l10n::text("sync-status-open") icon=IconName::Info on_press=status test_id="sync-status" />
            <MenuItem label=l10n::text(words) icon=icon on_press=toggle test_id="sync-pause" />
        </Menu>
    }
}
