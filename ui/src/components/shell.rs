//! The application shell: rail, top bar, and what works everywhere.

mod everywhere;
mod palette;
mod rail;
mod shortcuts;
mod switcher;
mod sync_menu;
mod topbar;

use leptos::prelude::*;

use crate::{components::Toasts, platform, session::desk};

/// Below this width of the window, in pixels, the rail folds to icons by itself.
const FOLDS_BELOW: f64 = 1120.0;

/// What lies open above the shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Switcher,
    Sync,
    Shortcuts,
    Palette,
}

/// The state of the shell.
#[derive(Clone, Copy)]
pub(super) struct ShellState {
    /// Whether the rail is folded by hand or by width; the hand wins until the width crosses the limit.
    pub folded: RwSignal<bool>,
    pub open: RwSignal<Option<Open>>,
}

impl ShellState {
    pub fn toggle_rail(self) {
        self.folded.update(|folded| *folded = !*folded);
    }

    pub fn toggle(self, what: Open) {
        self.open.update(|open| *open = if *open == Some(what) { None } else { Some(what) });
    }
}

/// The line in the colour of the environment, above everything.
#[component]
pub fn EnvFrame() -> impl IntoView {
    view! { <div class="env-frame" role="presentation" data-testid="env-frame"></div> }
}

/// Rail and top bar around the places.
#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let state = ShellState { folded: RwSignal::new(platform::width() < FOLDS_BELOW), open: RwSignal::new(None) };
    let narrow = StoredValue::new(platform::width() < FOLDS_BELOW);
    let resize = window_event_listener(leptos::ev::resize, move |_| {
        let now = platform::width() < FOLDS_BELOW;
        if narrow.get_value() != now {
            narrow.set_value(now);
            state.folded.set(now);
        }
    });
    on_cleanup(move || resize.remove());
    Effect::new(move |_| platform::set_root("data-rail", if state.folded.get() { "collapsed" } else { "open" }));
    everywhere::hear(state);
    view! {
        <div class="app">
            <rail::Rail state=state />
            <div class="main">
                <topbar::TopBar state=state />
                <main class="main-area" data-region="main" tabindex="-1">{children()}</main>
            </div>
        </div>
        {move || match state.open.get() {
            Some(Open::Switcher) => Some(view! { <switcher::Switcher state=state /> }.into_any()),
            Some(Open::Sync) => Some(view! { <sync_menu::SyncMenu state=state /> }.into_any()),
            Some(Open::Shortcuts) => Some(view! { <shortcuts::Shortcuts state=state /> }.into_any()),
            Some(Open::Palette) => Some(view! { <palette::Palette state=state /> }.into_any()),
            None => None,
        }}
        <LockWarning />
    }
}

/// Counts down to the lock, with a way to stay.
#[component]
fn LockWarning() -> impl IntoView {
    let desk = desk();
    let toasts = expect_context::<Toasts>();
    let stay = move |_| {
        desk.lock_warning.set(None);
        everywhere::touch(toasts);
    };
    let left = Memo::new(move |before: Option<&(i64, u32)>| {
        // The end is fixed when the warning comes; the clock counts down to it.
        desk.lock_warning.get().map_or((0, 0), |seconds| match before {
            Some((end, given)) if *given == seconds => (*end, seconds),
            _ => (desk.now.get_untracked() + i64::from(seconds), seconds),
        })
    });
    move || {
        desk.lock_warning.get().map(|_| {
            let seconds = move || (left.get().0 - desk.now.get()).max(0);
            view! {
                <div class="toast" role="alert" data-testid="lock-warning">
                    <super::Icon name=super::IconName::Lock />
                    <span>{move || l10n::text_with("lock-warning", &[("count", seconds().into())])}</span>
                    <super::Button small=true kind=super::ButtonKind::Ghost label=l10n::text("lock-stay") on_press=stay />
                </div>
            }
        })
    }
}
