use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// How many dialogs, sheets and menus are open. The keys of the page rest while one is.
#[derive(Clone, Copy)]
pub struct Layers(RwSignal<u32>);

/// The window's layers.
pub fn layers() -> Layers {
    expect_context()
}

impl Layers {
    /// Makes and provides the count, at the root.
    pub fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// Whether anything lies above the page.
    pub fn any(self) -> bool {
        // A key that is heard while the window is taken away is nobody's.
        self.0.try_get_untracked().is_none_or(|count| count > 0)
    }

    /// Lays one on top until the calling view is gone.
    pub fn push(self) {
        self.0.update(|count| *count += 1);
        on_cleanup(move || {
            self.0.try_update(|count| *count = count.saturating_sub(1));
        });
    }
}

/// Hears key presses of the page as long as the calling view lives: not those typed into a field, nor those meant for
/// a dialog or a menu. `hear` tells whether the press was taken.
pub fn use_keys(hear: impl Fn(&KeyboardEvent) -> bool + 'static) {
    let layers = layers();
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        if layers.any() || event.default_prevented() || event.is_composing() || crate::platform::is_typing(&event) {
            return;
        }
        if hear(&event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
