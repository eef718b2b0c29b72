//! Menus and small panels that hang at what opened them. They open on a press, never on hover.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Icon, IconName};
use crate::hooks::use_modal;

/// A panel that hangs at its place, with anything in it. Pressing elsewhere closes it.
#[component]
pub fn Popover(
    /// What a screen reader calls it.
    #[prop(into)]
    label: String,
    /// `menu` or `dialog`.
    #[prop(default = "dialog")]
    role: &'static str,
    /// Where it hangs: CSS such as `left:0;top:30px;width:220px`.
    #[prop(optional, into)]
    place: Option<String>,
    /// Wants to be closed.
    #[prop(into)]
    on_close: Callback<()>,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Section>::new();
    let modal = use_modal(element, on_close);
    let keys = move |event: web_sys::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return modal(event),
        };
        if let Some(element) = element.get_untracked() {
            event.prevent_default();
            move_focus(&element, step);
        }
    };
    view! {
        <div class="backdrop" on:pointerdown=move |_| on_close.run(())></div>
        <section
            class="menu"
            style=place
            role=role
            aria-label=label
            tabindex="-1"
            data-testid=test_id
            node_ref=element
            on:keydown=keys
        >
            {children()}
        </section>
    }
}

/// The next or previous thing in the menu that can be pressed.
fn move_focus(menu: &web_sys::Element, step: i32) {
    let Ok(items) = menu.query_selector_all("button:not([tabindex='-1']),input") else { return };
    let count = items.length() as i32;
    let current = crate::platform::focused().map(web_sys::Node::from);
    let at = (0..count).find(|index| {
        current
            .as_ref()
            .is_some_and(|current| items.item(*index as u32).is_some_and(|item| item.is_same_node(Some(current))))
    });
    let next = match at {
        Some(at) => (at + step).rem_euclid(count.max(1)),
        None => 0,
    };
    if let Some(item) = items.item(next as u32).and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok()) {
        item.focus().unwrap_or_default();
    }
}

/// A menu of [`MenuItem`]s.
#[component]
pub fn Menu(
    /// What a screen reader calls it.
    #[prop(into)]
    label: String,
    /// Where it hangs.
    #[prop(optional, into)]
    place: Option<String>,
    /// Wants to be closed.
    #[prop(into)]
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! { <Popover label=label role="menu" place=place.unwrap_or_default() on_close=on_close>{children()}</Popover> }
}

/// One item.
#[component]
pub fn MenuItem(
    /// What it does.
    #[prop(into)]
    label: String,
    /// A second line.
    #[prop(optional, into)]
    note: Option<String>,
    /// Its icon.
    #[prop(optional)]
    icon: Option<IconName>,
    /// A bar in the colour of an environment, in place of an icon.
    #[prop(optional)]
    environment: Option<model::Environment>,
    /// Whether it is the chosen one of several; `None`: it is not a choice.
    #[prop(optional, into)]
    checked: Option<Signal<bool>>,
    /// The key that does the same.
    #[prop(optional, into)]
    keys: Option<&'static str>,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let role = if checked.is_some() { "menuitemradio" } else { "menuitem" };
    let bar = environment.map(|environment| {
        let colour = format!("background:var(--env-{})", environment.as_str());
        view! { <i class="env-dot env-dot--bar" style=colour></i> }
    });
    let words = match &note {
        Some(note) => {
            view! { <span class="grow"><span class="med">{label}</span><small>{note.clone()}</small></span> }.into_any()
        }
        None => label.into_any(),
    };
    view! {
        <button
            type="button"
            class=note.is_some().then_some("two")
            role=role
            aria-checked=move || checked.map(|checked| if checked.get() { "true" } else { "false" })
            data-testid=test_id
            on:click=move |_| on_press.run(())
        >
            {bar}
            {icon.map(|name| view! { <Icon name=name /> })}
            {words}
            {move || checked.is_some_and(|checked| checked.get()).then(|| view! { <Icon name=IconName::Check /> })}
            {keys.map(|keys| view! { <kbd class="kbd">{keys}</kbd> })}
        </button>
    }
}

/// A rule between groups of items.
#[component]
pub fn MenuRule() -> impl IntoView {
    view! { <hr /> }
}
