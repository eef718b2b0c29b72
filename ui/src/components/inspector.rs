//! The inspector: details beside a list. Head and foot stand, the body scrolls; its width can be changed.

use leptos::prelude::*;

use super::{IconButton, IconName};

const NARROWEST: f64 = 320.0;
/// Its width until somebody chooses another: that of the style sheet.
const USUAL: f64 = 380.0;
const WIDEST: f64 = 560.0;
const STEP: f64 = 16.0;

/// The width chosen for inspectors in this window, once somebody has chosen one.
#[derive(Clone, Copy)]
struct Chosen(RwSignal<Option<f64>>);

/// Provides the chosen width, at the root.
pub fn provide_widths() {
    provide_context(Chosen(RwSignal::new(None)));
}

/// Details beside a list.
#[component]
pub fn Inspector(
    /// What a screen reader calls it.
    #[prop(into)]
    label: String,
    /// Which of how many: "1 of 23".
    #[prop(into)]
    position: Signal<String>,
    /// To the one before.
    #[prop(optional, into)]
    on_previous: Option<Callback<()>>,
    /// To the next one.
    #[prop(optional, into)]
    on_next: Option<Callback<()>>,
    /// Opens it in full.
    #[prop(optional, into)]
    on_full: Option<Callback<()>>,
    /// What opening in full is called, with its key.
    #[prop(optional, into)]
    full_label: Option<String>,
    /// Closes the inspector.
    #[prop(into)]
    on_close: Callback<()>,
    /// Title, status, what it belongs to.
    #[prop(into)]
    head: ViewFn,
    /// Actions, the primary one first.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// The sections.
    children: Children,
) -> impl IntoView {
    let width = use_context::<Chosen>().map_or_else(|| RwSignal::new(None), |chosen| chosen.0);
    let dragging = RwSignal::new(false);
    let resize_to = move |wanted: f64| width.set(Some(wanted.clamp(NARROWEST, WIDEST)));
    let keys = move |event: web_sys::KeyboardEvent| {
        let current = width.get_untracked().unwrap_or(USUAL);
        match event.key().as_str() {
            "ArrowLeft" => resize_to(current + STEP),
            "ArrowRight" => resize_to(current - STEP),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let start = move |event: web_sys::PointerEvent| {
        dragging.set(true);
        let target = event_target::<web_sys::Element>(&event);
        // Without capture the drag ends at the edge, which is all.
        target.set_pointer_capture(event.pointer_id()).unwrap_or_default();
    };
    let drag = move |event: web_sys::PointerEvent| {
        if dragging.get_untracked() {
            resize_to(crate::platform::width() - f64::from(event.client_x()));
        }
    };
    let button = |label: String, icon: IconName, press: Option<Callback<()>>, test_id: &'static str| {
        press.map(|press| view! { <IconButton small=true label=label icon=icon on_press=press test_id=test_id /> })
    };
    let full_label = full_label.unwrap_or_else(|| l10n::text("open-full-key"));
    view! {
        <aside
            class="inspector"
            aria-label=label
            data-region="inspector"
            data-testid="inspector"
            style:width=move || width.get().map(|width| format!("{width}px"))
        >
            <div
                class="resizer"
                role="separator"
                aria-orientation="vertical"
                aria-label=l10n::text("resize-panel")
                aria-valuenow=move || width.get().unwrap_or(USUAL).to_string()
                aria-valuemin=NARROWEST.to_string()
                aria-valuemax=WIDEST.to_string()
                tabindex="0"
                on:keydown=keys
                on:pointerdown=start
                on:pointermove=drag
                on:pointerup=move |_| dragging.set(false)
            ></div>
            <header class="insp-head">
                <div class="top">
                    <span class="t3">{move || position.get()}</span>
                    {button(l10n::text("previous-key"), IconName::ChevU, on_previous, "previous")}
                    {button(l10n::text("next-key"), IconName::ChevD, on_next, "next")}
                    {button(full_label, IconName::External, on_full, "open-full")}
                    {button(l10n::text("close-esc"), IconName::X, Some(on_close), "close-inspector")}
                </div>
                {move || head.run()}
            </header>
            <div class="insp-body">{children()}</div>
            {foot.map(|foot| view! { <footer class="insp-foot">{move || foot.run()}</footer> })}
        </aside>
    }
}

/// A section of an inspector.
#[component]
pub fn Section(
    /// Its title.
    #[prop(into)]
    title: String,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    children: Children,
) -> impl IntoView {
    view! { <section class="sec" data-testid=test_id><h3>{title}</h3>{children()}</section> }
}

/// The head of an inspector: title, status at the end, what it belongs to below.
#[component]
pub fn InspectorHead(
    /// The title.
    #[prop(into)]
    title: String,
    /// At the end of the title's line.
    #[prop(optional, into)]
    end: ViewFn,
    /// Below.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="row between"><h2>{title}</h2>{end.run()}</div>
        <div class="row mt-1 insp-sub">{children()}</div>
    }
}

/// A code and what it means.
#[component]
pub fn Flag(
    /// The code.
    #[prop(into)]
    code: String,
    /// What it means.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! { <div class="flag"><span class="mono">{code}</span><span>{words}</span></div> }
}

/// Somebody else's words.
#[component]
pub fn Quote(
    /// The words, with their marks.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <p class="quote mt-2">{text}</p> }
}

/// Still blocks while something is on its way.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 4)]
    lines: u32,
) -> impl IntoView {
    const WIDTHS: [u32; 5] = [220, 280, 180, 250, 140];
    let lines: Vec<_> = (0..lines)
        .map(|line| {
            let width = format!("{}px", WIDTHS[line as usize % WIDTHS.len()]);
            view! { <p><span class="sk" style:width=width></span></p> }
        })
        .collect();
    view! { <div class="sec skeleton" aria-busy="true">{lines}</div> }
}
