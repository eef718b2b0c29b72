//! Toasts: confirm something done elsewhere, for six seconds, longer while somebody looks at them.

use std::time::Duration;

use ipc::Failure;
use leptos::prelude::*;

use super::{Button, ButtonKind, Icon, IconName, Tone};
use crate::present::failure;

const SHOWN: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Toast {
    id: u32,
    icon: IconName,
    tone: Tone,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// Where toasts are told.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Option<Toast>>,
    next: StoredValue<u32>,
    held: RwSignal<bool>,
}

/// The window's toasts.
pub fn toasts() -> Toasts {
    expect_context()
}

impl Toasts {
    /// Makes and provides them, at the root.
    pub fn provide() -> Self {
        let toasts = Self { shown: RwSignal::new(None), next: StoredValue::new(0), held: RwSignal::new(false) };
        provide_context(toasts);
        toasts
    }

    /// Something was done.
    pub fn say(self, text: String) {
        self.show(IconName::CheckCircle, Tone::Ok, text, None);
    }

    /// Something was done and can be undone (or looked at).
    pub fn offer(self, text: String, label: String, action: Callback<()>) {
        self.show(IconName::CheckCircle, Tone::Ok, text, Some((label, action)));
    }

    /// Something was not done.
    pub fn warn(self, text: String) {
        self.show(IconName::Alert, Tone::Warn, text, None);
    }

    /// A command failed whose place is gone or has no room for words.
    pub fn fail(self, failure: &Failure) {
        let (what, to_do) = failure::words(failure);
        self.show(IconName::Alert, Tone::Bad, format!("{what} {to_do}"), None);
    }

    fn show(self, icon: IconName, tone: Tone, text: String, action: Option<(String, Callback<()>)>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.set(Some(Toast { id, icon, tone, text, action }));
        self.end_later(id);
    }

    fn end_later(self, id: u32) {
        let end = move || {
            // The window may be gone by now.
            let shown = self.shown.try_with_untracked(|shown| shown.as_ref().is_some_and(|toast| toast.id == id));
            if shown.unwrap_or(false) {
                if self.held.get_untracked() {
                    self.end_later(id);
                } else {
                    self.shown.set(None);
                }
            }
        };
        set_timeout(end, SHOWN);
    }
}

/// Shows the toasts, once per window.
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts = toasts();
    let hold = move |held: bool| toasts.held.set(held);
    view! {
        <div role="status" aria-live="polite">
            {move || toasts.shown.get().map(|toast| view! {
                <div
                    class="toast"
                    data-testid="toast"
                    on:pointerenter=move |_| hold(true)
                    on:pointerleave=move |_| hold(false)
                    on:focusin=move |_| hold(true)
                    on:focusout=move |_| hold(false)
                >
                    <Icon name=toast.icon tone=toast.tone />
                    <span>{toast.text.clone()}</span>
                    {toast.action.map(|(label, action)| view! {
                        <Button
                            kind=ButtonKind::Ghost
                            small=true
                            label=label
                            on_press=move |_| {
                                toasts.shown.set(None);
                                action.run(());
                            }
                        />
                    })}
                </div>
            })}
        </div>
    }
}
