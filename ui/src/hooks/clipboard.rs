//! What was copied and must not stay on the clipboard: it is emptied after a minute, and the count is shown.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::platform;

/// The clipboard is emptied after so many seconds (design, section 7).
const ON_CLIPBOARD: u32 = 60;

/// What happens to it when the view goes that copied it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// It is taken off at once.
    Empties,
    /// It stays for the rest of its time: it was copied to be used elsewhere.
    Waits,
}

/// Something copied, for a while.
#[derive(Clone, Copy)]
pub struct Clipboard {
    left: RwSignal<Option<u32>>,
    failed: RwSignal<bool>,
}

/// A clipboard that is emptied by itself.
pub fn use_clipboard(leaving: Leaving) -> Clipboard {
    let clipboard = Clipboard { left: RwSignal::new(None), failed: RwSignal::new(false) };
    let left = clipboard.left;
    let tick = move || {
        let Some(seconds) = left.get_untracked() else { return };
        left.set((seconds > 1).then(|| seconds - 1));
        if seconds <= 1 {
            empty();
        }
    };
    let ticking = set_interval_with_handle(tick, Duration::from_secs(1));
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
        match (left.try_get_untracked().flatten(), leaving) {
            (Some(_), Leaving::Empties) => empty(),
            (Some(seconds), Leaving::Waits) => set_timeout(empty, Duration::from_secs(seconds.into())),
            (None, _) => {}
        }
    });
    clipboard
}

fn empty() {
    spawn_local(async {
        platform::copy("").await;
    });
}

impl Clipboard {
    /// Copies a text, and begins to count.
    pub fn copy(self, text: String) {
        spawn_local(async move {
            let done = platform::copy(&text).await;
            self.failed.try_set(!done);
            if done {
                self.left.try_set(Some(ON_CLIPBOARD));
            }
        });
    }

    /// What there is to say about it, if anything.
    pub fn note(self) -> Option<String> {
        match (self.left.get(), self.failed.get()) {
            (Some(left), _) => Some(l10n::text_with("clipboard-copied", &[("seconds", left.into())])),
            (None, true) => Some(l10n::text("copy-failed")),
            (None, false) => None,
        }
    }
}
