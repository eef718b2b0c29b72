//! What works everywhere: keys, and telling the backend that somebody is there.

use ipc::session::{Lock, Touch};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::{Open, ShellState};
use crate::{
    api,
    components::{Toasts, toasts},
    hooks::{Goto, layers, use_goto, use_keys},
    platform,
    routes::Place,
    session::{Desk, desk},
};

/// Presence is told at most so often, in milliseconds.
const TOUCH_EVERY: i64 = 5_000;

/// Starts hearing.
pub(super) fn hear(state: ShellState) {
    let (desk, toasts, goto) = (desk(), toasts(), use_goto());
    hear_with_control(state, toasts);
    hear_letters(state, desk, goto);
    hear_presence(toasts);
}

/// Locks the window's profile.
pub(super) fn lock(toasts: Toasts) {
    spawn_local(async move {
        if let Err(failure) = api::call(Lock {}).await {
            toasts.fail(&failure);
        }
    });
}

/// Tells that somebody is there.
pub(super) fn touch(toasts: Toasts) {
    spawn_local(async move {
        if let Err(failure) = api::call(Touch {}).await
            && failure.code != ipc::Code::Locked
        {
            toasts.fail(&failure);
        }
    });
}

/// Keys with Ctrl (⌘ on macOS) and F6 work in fields too.
fn hear_with_control(state: ShellState, toasts: Toasts) {
    let layers = layers();
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let control = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
        let taken = match (control, event.key().as_str()) {
            (true, "l" | "L") => {
                lock(toasts);
                true
            }
            (true, "k" | "K") if !layers.any() => {
                state.toggle(Open::Palette);
                true
            }
            (true, "b" | "B") if !layers.any() => {
                state.toggle_rail();
                true
            }
            (false, "F6") if !layers.any() => next_region(event.shift_key()),
            _ => false,
        };
        if taken {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn hear_letters(state: ShellState, desk: Desk, goto: Goto) {
    let going = StoredValue::new(false);
    use_keys(move |event| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return false;
        }
        let key = event.key();
        if going.get_value() {
            going.set_value(false);
            let place =
                Place::all().find(|place| place.key().is_some_and(|own| key.eq_ignore_ascii_case(&own.to_string())));
            if let Some(place) = place {
                goto.to(place.path(), false);
                return true;
            }
        }
        match key.as_str() {
            "g" => going.set_value(true),
            "u" => desk.open_upload(),
            "/" if platform::focus("input[data-testid='search']") => {}
            "/" => state.toggle(Open::Palette),
            "?" => state.toggle(Open::Shortcuts),
            _ => return false,
        }
        true
    });
}

fn hear_presence(toasts: Toasts) {
    let last = StoredValue::new(0_i64);
    let seen = move || {
        let now = platform::now_ms();
        if now - last.get_value() >= TOUCH_EVERY {
            last.set_value(now);
            touch(toasts);
        }
    };
    let keys = window_event_listener(leptos::ev::keydown, move |_| seen());
    let pointer = window_event_listener(leptos::ev::pointerdown, move |_| seen());
    let moved = window_event_listener(leptos::ev::pointermove, move |_| seen());
    on_cleanup(move || {
        keys.remove();
        pointer.remove();
        moved.remove();
    });
}

/// Moves the focus to the next region of the window.
fn next_region(back: bool) -> bool {
    let Some(document) = platform::document() else { return false };
    let Ok(found) = document.query_selector_all("[data-region]") else { return false };
    let regions: Vec<web_sys::HtmlElement> =
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let focused = platform::focused();
    // The innermost region counts: the list lies within the main area.
    let at = regions.iter().rposition(|region| region.contains(focused.as_ref().map(AsRef::as_ref)));
    let count = regions.len();
    if count == 0 {
        return false;
    }
    let next = match (at, back) {
        (Some(at), false) => (at + 1) % count,
        (Some(at), true) => (at + count - 1) % count,
        (None, _) => 0,
    };
    let Some(region) = regions.get(next) else { return false };
    let within = "tr[tabindex='0'],a[href],button,input,[tabindex='0']";
    let first =
        region.query_selector(within).ok().flatten().and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok());
    first.as_ref().unwrap_or(region).focus().is_ok()
}
