//! Dialogs and sheets: the focus moves in, stays in and returns to the opener; Escape closes.

use leptos::{html, prelude::*};

use super::{Button, ButtonKind, IconButton, IconName};
use crate::hooks::use_modal;

/// A dialog in the middle of the window.
#[component]
pub fn Dialog(
    /// Its title.
    #[prop(into)]
    title: String,
    /// Its width in pixels: 560, 640 or 720.
    #[prop(default = 560)]
    width: u32,
    /// Wants to be closed (Escape, the cross). Ask first if something typed would be lost.
    #[prop(into)]
    on_close: Callback<()>,
    /// The foot's buttons; it does not scroll.
    #[prop(optional)]
    foot: Option<Children>,
    /// Ctrl and Enter were pressed.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Section>::new();
    let modal = use_modal(element, on_close);
    let keys = move |event: web_sys::KeyboardEvent| match on_done {
        Some(on_done) if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) => {
            event.prevent_default();
            event.stop_propagation();
            on_done.run(());
        }
        _ => modal(event),
    };
    let label = title.clone();
    view! {
        <div class="overlay">
            <section
                class="dialog"
                style:width=format!("{width}px")
                role="dialog"
                aria-modal="true"
                aria-label=label
                tabindex="-1"
                data-testid=test_id
                node_ref=element
                on:keydown=keys
            >
                <header class="dlg-head">
                    <h2>{title}</h2>
                    <IconButton label=l10n::text("close-esc") icon=IconName::X on_press=on_close />
                </header>
                <div class="dlg-body">{children()}</div>
                {foot.map(|foot| view! { <footer class="dlg-foot"><div class="right">{foot()}</div></footer> })}
            </section>
        </div>
    }
}

/// A sheet from the right, 980 px wide.
#[component]
pub fn Sheet(
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// After the title: a badge, a name.
    #[prop(optional, into)]
    head: ViewFn,
    /// Wants to be closed (Escape, the cross).
    #[prop(into)]
    on_close: Callback<()>,
    /// The left column, 480 px.
    #[prop(into)]
    left: ViewFn,
    /// The right column.
    #[prop(into)]
    right: ViewFn,
    /// The foot, which does not scroll.
    #[prop(into)]
    foot: ViewFn,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
) -> impl IntoView {
    let element = NodeRef::<html::Section>::new();
    let keys = use_modal(element, on_close);
    view! {
        <div class="overlay overlay--sheet">
            <section
                class="sheet"
                role="dialog"
                aria-modal="true"
                aria-label=move || title.get()
                tabindex="-1"
                data-testid=test_id
                node_ref=element
                on:keydown=keys
            >
                <header class="sheet-head">
                    <h2>{move || title.get()}</h2>
                    {head.run()}
                    <IconButton label=l10n::text("close-esc") icon=IconName::X on_press=on_close />
                </header>
                <div class="sheet-body">
                    <div>{left.run()}</div>
                    <div>{right.run()}</div>
                </div>
                <footer class="sheet-foot">{foot.run()}</footer>
            </section>
        </div>
    }
}

/// Asks before something is done that cannot be undone.
#[component]
pub fn Confirm(
    /// The question.
    #[prop(into)]
    title: String,
    /// What happens, and what stays.
    #[prop(into)]
    text: String,
    /// The button that does it: says what happens.
    #[prop(into)]
    action: String,
    /// Whether it destroys something.
    #[prop(optional)]
    danger: bool,
    /// Does it.
    #[prop(into)]
    on_confirm: Callback<()>,
    /// Leaves it.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let kind = if danger { ButtonKind::DangerSolid } else { ButtonKind::Primary };
    let buttons = move || {
        view! {
            <Button label=l10n::text("cancel") autofocus=true on_press=on_cancel />
            <Button label=action kind=kind on_press=on_confirm test_id="confirm" />
        }
        .into_any()
    };
    view! {
        <Dialog title=title on_close=on_cancel foot=Box::new(buttons)>
            <p>{text}</p>
        </Dialog>
    }
}
