//! The keys that work in a list.

use leptos::prelude::*;
use model::form::{FormId, Values};
use web_sys::KeyboardEvent;

use super::{export::Which, list::List};
use crate::{
    components::{Toasts, ident},
    hooks::use_keys,
};

/// Hears the list's keys as long as it is shown.
pub(super) fn hear<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, toasts: Toasts) {
    use_keys(move |event| !event.ctrl_key() && !event.alt_key() && !event.meta_key() && press(list, toasts, event));
}

fn press<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, toasts: Toasts, event: &KeyboardEvent) -> bool {
    let on_button = crate::platform::focused()
        .is_some_and(|focused| matches!(focused.tag_name().as_str(), "BUTTON" | "A" | "INPUT"));
    let in_separator = crate::platform::focused().is_some_and(|focused| focused.class_name() == "resizer");
    match event.key().as_str() {
        "j" | "ArrowDown" => list.move_by(1),
        "k" | "ArrowUp" => list.move_by(-1),
        "Home" => list.move_to(0),
        "End" => list.move_to(i64::from(u32::MAX)),
        "PageDown" => list.move_by(list.page_rows()),
        "PageUp" => list.move_by(-list.page_rows()),
        "Enter" if !on_button && !in_separator => match list.cursor.get_untracked() {
            Some(index) => list.open(index, list.state.with_untracked(|state| state.open.is_some())),
            None => return false,
        },
        "o" => list.open_in_full(),
        "x" | "X" => match list.cursor.get_untracked() {
            Some(index) => list.tick(index, event.shift_key()),
            None => return false,
        },
        "c" => match list.current() {
            Some(row) => ident::copy_id((list.spec.id)(&row), toasts),
            None => return false,
        },
        "f" => {
            let state = list.state.get_untracked();
            let unset = list.spec.filters.iter().find(|spec| spec.offered && state.condition(spec.column).is_none());
            list.menu.set(unset.or(list.spec.filters.first()).map(|spec| spec.column));
        }
        "e" => list.exporting.set(Some(Which::All)),
        "v" => list.choosing.set(true),
        "n" => match list.spec.makes.filter(|_| !list.desk.is_read_only()) {
            Some(form) => list.desk.open_form(FormId::new(form), Values::default()),
            None => return false,
        },
        "Escape" => return escape(list),
        _ => return false,
    }
    true
}

/// Closes the inspector; else unticks; else drops the search.
fn escape<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> bool {
    if list.state.with_untracked(|state| state.open.is_some()) {
        list.close();
    } else if list.ticked.with_untracked(|ticked| !ticked.is_empty()) {
        list.tick_all(false);
    } else if list.state.with_untracked(|state| !state.search.is_empty()) {
        let mut state = list.state.get_untracked();
        state.search.clear();
        list.show(&state, false);
    } else {
        return false;
    }
    true
}
