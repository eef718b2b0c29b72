//! Progress: always with a number in text nearby.

use leptos::prelude::*;

use super::Tone;

/// From this share on a gauge warns.
const NEARLY: f64 = 0.95;

/// A bar.
#[component]
pub fn Meter(
    /// The share done, 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
    /// What a screen reader says.
    #[prop(into)]
    label: Signal<String>,
    /// Its colour: neutral, accent, warn or bad.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Its width in pixels; else as wide as its place.
    #[prop(optional)]
    width: Option<u32>,
) -> impl IntoView {
    let class = move || match tone.get() {
        Tone::Accent | Tone::Info | Tone::Ok => "meter meter--accent",
        Tone::Warn => "meter meter--warn",
        Tone::Bad => "meter meter--bad",
        Tone::Inherit | Tone::Second | Tone::Third => "meter",
    };
    view! {
        <div style:width=width.map(|width| format!("{width}px"))>
            <div class=class role="img" aria-label=move || label.get()>
                <i style:width=move || format!("{:.1}%", share.get().clamp(0.0, 1.0) * 100.0)></i>
            </div>
        </div>
    }
}

/// The circumference of the ring, as drawn.
const AROUND: f64 = 37.7;

/// A small ring.
#[component]
pub fn Ring(
    /// The share done, 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
    /// What a screen reader says.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <svg class="ring" viewBox="0 0 16 16" role="img" aria-label=move || label.get()>
            <circle class="bg" cx="8" cy="8" r="6"></circle>
            <circle
                class="fg"
                cx="8"
                cy="8"
                r="6"
                stroke-dasharray=move || format!("{:.1} {AROUND}", share.get().clamp(0.0, 1.0) * AROUND)
            ></circle>
        </svg>
    }
}

/// A named bar with its numbers in words.
#[component]
pub fn Gauge(
    /// What it measures.
    #[prop(into)]
    title: String,
    /// The numbers.
    #[prop(into)]
    words: String,
    /// The share used, 0 to 1.
    share: f64,
) -> impl IntoView {
    let tone = if share >= NEARLY { Tone::Warn } else { Tone::Accent };
    let label = format!("{title}: {words}");
    view! {
        <div class="gauge">
            <div class="row between"><span class="med">{title}</span><span class="t3 small">{words}</span></div>
            <Meter share=share label=label tone=tone />
        </div>
    }
}
