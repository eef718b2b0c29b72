use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, KeyboardEvent};

use super::layers;

const FOCUSABLE: &str = "a[href],button:not([disabled]),input:not([disabled]),select:not([disabled]),textarea:not([disabled]),[tabindex]:not([tabindex='-1'])";

/// Makes an element modal: the focus moves in, stays in, and returns to where it was; Escape asks to close.
/// Returns the handler for the element's key presses.
pub fn use_modal(element: NodeRef<html::Section>, on_escape: Callback<()>) -> impl Fn(KeyboardEvent) + Copy {
    layers().push();
    let opener = StoredValue::new_local(crate::platform::focused());
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            let first = element
                .query_selector("[data-autofocus]")
                .ok()
                .flatten()
                .or_else(|| element.query_selector(FOCUSABLE).ok().flatten());
            focus(first.and_then(|first| first.dyn_into().ok()).unwrap_or_else(|| element.unchecked_into()));
        }
    });
    on_cleanup(move || {
        if let Some(opener) = opener.try_get_value().flatten() {
            // Once the dialog is out of the page, or the engine moves the focus to the body after us.
            request_animation_frame(move || {
                // Something else may have taken the focus on purpose.
                let free = crate::platform::focused().is_none_or(|focused| focused.tag_name() == "BODY");
                if free && opener.is_connected() {
                    focus(opener);
                }
            });
        }
    });
    move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            on_escape.run(());
        }
        "Tab" => {
            if let Some(element) = element.get_untracked() {
                keep_inside(&element, &event);
            }
        }
        _ => {}
    }
}

fn focus(element: HtmlElement) {
    // Refused only by elements that are not in the page any more.
    element.focus().unwrap_or_default();
}

/// Turns around at both ends.
fn keep_inside(element: &web_sys::Element, event: &KeyboardEvent) {
    let Ok(all) = element.query_selector_all(FOCUSABLE) else { return };
    let all: Vec<HtmlElement> = (0..all.length())
        .filter_map(|index| all.item(index)?.dyn_into::<HtmlElement>().ok())
        .filter(|one| one.offset_parent().is_some())
        .collect();
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        event.prevent_default();
        return;
    };
    let Some(current) = crate::platform::focused() else { return };
    let at = |one: &HtmlElement| JsValue::from(one) == JsValue::from(&current);
    if event.shift_key() && at(first) {
        event.prevent_default();
        focus(last.clone());
    } else if !event.shift_key() && at(last) {
        event.prevent_default();
        focus(first.clone());
    }
}
