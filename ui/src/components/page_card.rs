//! One page of a draft: number, picture, facts, findings, and what can be done with it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Button, Icon, IconButton, IconName, Menu, MenuItem, Status};
use crate::present::StatusWord;

/// What a card shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageFace {
    /// Its number, from 1.
    pub number: usize,
    /// The file's name.
    pub name: String,
    /// Which side of a card it is.
    pub side: Option<String>,
    /// Format and size.
    pub facts: String,
    /// Findings and fixes, worst first.
    pub checks: Vec<StatusWord>,
    /// It cannot be sent as it is.
    pub bad: bool,
}

/// A card being dragged: from which place to which (from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Drag(pub Option<(usize, usize)>);

/// A page.
#[component]
pub fn PageCard(
    /// The page's id.
    #[prop(into)]
    id: String,
    /// What it shows.
    #[prop(into)]
    face: Signal<PageFace>,
    /// How many pages there are.
    #[prop(into)]
    count: Signal<usize>,
    /// Whether it is shown in the right column.
    #[prop(into)]
    open: Signal<bool>,
    /// The drag under way, shared by all cards.
    drag: RwSignal<Drag>,
    /// Its picture.
    #[prop(into)]
    thumb: ViewFn,
    /// Shows it in the right column.
    #[prop(into)]
    on_open: Callback<()>,
    /// Moves it to a place, from 0.
    #[prop(into)]
    on_move: Callback<usize>,
    /// Turns it by quarters to the right.
    #[prop(into)]
    on_turn: Callback<i8>,
    /// Takes another file for it.
    #[prop(into)]
    on_replace: Callback<()>,
    /// Takes it out.
    #[prop(into)]
    on_remove: Callback<()>,
) -> impl IntoView {
    let menu = RwSignal::new(false);
    let index = move || face.with(|face| face.number.saturating_sub(1));
    let step = move |by: i64| {
        let to = index() as i64 + by;
        if (0..count.get_untracked() as i64).contains(&to) {
            on_move.run(to as usize);
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let own = event.target() == event.current_target();
        match (event.alt_key(), event.key().as_str()) {
            (true, "ArrowUp") => untrack(|| step(-1)),
            (true, "ArrowDown") => untrack(|| step(1)),
            (false, "Enter" | " ") if own => on_open.run(()),
            (false, "Delete") => on_remove.run(()),
            _ => return,
        }
        event.prevent_default();
    };
    let class = move || {
        let mut class = "pagecard".to_owned();
        let drag = drag.get().0;
        for (set, name) in [
            (open.get(), " is-open"),
            (face.with(|face| face.bad), " is-bad"),
            (drag.is_some_and(|(from, _)| from == index()), " is-dragged"),
            (drag.is_some_and(|(from, to)| to == index() && from != to), " is-target"),
        ] {
            if set {
                class.push_str(name);
            }
        }
        class
    };
    let words = move |key: &'static str| {
        Signal::derive(move || l10n::text_with(key, &[("number", face.with(|face| face.number).into())]))
    };
    let item = move |key: &'static str, icon: IconName, run: Callback<()>| {
        view! {
            <MenuItem label=l10n::text(key) icon=icon test_id=key on_press=move |()| { menu.set(false); run.run(()); } />
        }
    };
    let actions = move || {
        view! {
            <Menu label=words("page-actions").get_untracked() place="right:0;top:28px;width:190px" on_close=move |()| menu.set(false)>
                {item("page-turn-right", IconName::Rotate, Callback::new(move |()| on_turn.run(1)))}
                {item("page-turn-left", IconName::Refund, Callback::new(move |()| on_turn.run(-1)))}
                {item("page-up", IconName::Up, Callback::new(move |()| untrack(|| step(-1))))}
                {item("page-down", IconName::Down, Callback::new(move |()| untrack(|| step(1))))}
                {item("page-replace", IconName::Upload, on_replace)}
                {item("page-remove", IconName::Trash, on_remove)}
            </Menu>
        }
    };
    view! {
        <li
            class=class
            tabindex="0"
            aria-current=move || open.get().then_some("true")
            aria-label=move || face.with(|face| l10n::text_with("page-card", &[("number", face.number.into()), ("name", (&face.name).into())]))
            data-page=id.clone()
            data-page-index=move || index().to_string()
            data-testid=format!("page-{id}")
            on:click=move |_| on_open.run(())
            on:keydown=keys
        >
            <div class="grip">
                <Grip label=words("page-grip") index=Signal::derive(index) drag=drag on_move=on_move />
                <b>{move || face.with(|face| face.number)}</b>
            </div>
            {thumb.run()}
            <div class="facts-line">
                <div class="row">
                    <b class="med ell">{move || face.with(|face| face.name.clone())}</b>
                    {move || face.with(|face| face.side.clone()).map(|side| view! { <span class="t3">{side}</span> })}
                </div>
                <div class="t3 small">{move || face.with(|face| face.facts.clone())}</div>
                <div class="checks">
                    {move || face.with(|face| face.checks.clone()).into_iter().map(|check| view! { <Status of=check /> }).collect_view()}
                </div>
            </div>
            <div class="pagecard-side" on:click=|event| event.stop_propagation()>
                {move || if face.with(|face| face.bad) {
                    view! { <Button small=true label=l10n::text("remove") on_press=on_remove /> }.into_any()
                } else {
                    view! {
                        <IconButton
                            small=true
                            label=words("page-actions")
                            icon=IconName::More
                            expanded=Signal::from(menu)
                            on_press=move |()| menu.set(true)
                        />
                    }.into_any()
                }}
                {move || menu.get().then(actions)}
            </div>
        </li>
    }
}

/// The grip: drag it, or press Alt with the arrow keys.
#[component]
fn Grip(label: Signal<String>, index: Signal<usize>, drag: RwSignal<Drag>, on_move: Callback<usize>) -> impl IntoView {
    let over = |event: &web_sys::PointerEvent| -> Option<usize> {
        let point = (f64::from(event.client_x()) as f32, f64::from(event.client_y()) as f32);
        let element = crate::platform::document()?.element_from_point(point.0, point.1)?;
        element.closest("[data-page-index]").ok()??.get_attribute("data-page-index")?.parse().ok()
    };
    let start = move |event: web_sys::PointerEvent| {
        event.prevent_default();
        let at = index.get_untracked();
        drag.set(Drag(Some((at, at))));
        let grip = event_target::<web_sys::Element>(&event);
        // Without capture the drag ends where the pointer leaves the grip.
        grip.set_pointer_capture(event.pointer_id()).unwrap_or_default();
        if let Some(button) =
            grip.closest("button").ok().flatten().and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok())
        {
            button.focus().unwrap_or_default();
        }
    };
    let go = move |event: web_sys::PointerEvent| {
        if let (Some((from, to)), Some(now)) = (drag.get_untracked().0, over(&event))
            && now != to
        {
            drag.set(Drag(Some((from, now))));
        }
    };
    let end = move |_: web_sys::PointerEvent| {
        let ended = drag.get_untracked().0;
        drag.set(Drag(None));
        if let Some((from, to)) = ended
            && from != to
        {
            on_move.run(to);
        }
    };
    view! {
        <button
            type="button"
            aria-label=move || label.get()
            on:click=|event| event.stop_propagation()
            on:pointerdown=start
            on:pointermove=go
            on:pointerup=end
            on:pointercancel=move |_| drag.set(Drag(None))
        >
            <Icon name=IconName::Grip />
        </button>
    }
}
