//! Banners, and the page-filling word for "nothing here" or "this went wrong".

use leptos::prelude::*;

use super::{Icon, IconName, IconSize, Tone};

/// A notice at the head of a page or within it; one per page at most.
#[component]
pub fn Banner(
    /// Info, warn, bad or ok; anything else is neutral.
    #[prop(optional)]
    tone: Tone,
    /// The icon.
    #[prop(into)]
    icon: Signal<IconName>,
    /// Spans the page above the table.
    #[prop(optional)]
    flat: bool,
    /// With room below, within a page's body.
    #[prop(optional)]
    spaced: bool,
    /// Told at once by screen readers, instead of when there is time.
    #[prop(optional)]
    alert: bool,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    /// The sentence; strong words first. Buttons follow as further children.
    children: Children,
) -> impl IntoView {
    let tone = match tone {
        Tone::Info => " banner--info",
        Tone::Warn => " banner--warn",
        Tone::Bad => " banner--bad",
        Tone::Ok => " banner--ok",
        Tone::Inherit | Tone::Second | Tone::Third | Tone::Accent => "",
    };
    let class = format!(
        "banner{tone}{}{}",
        if flat { " banner--flat" } else { "" },
        if spaced { " banner--spaced" } else { "" },
    );
    view! {
        <div class=class role=if alert { "alert" } else { "status" } data-testid=test_id>
            <Icon name=icon />
            {children()}
        </div>
    }
}

/// Fills its place with an icon, one sentence and where to go from here.
#[component]
pub fn StateBox(
    /// The icon.
    #[prop(into)]
    icon: Signal<IconName>,
    /// What is the case.
    #[prop(into)]
    title: Signal<String>,
    /// Where the rest is, or what to do.
    #[prop(into)]
    text: Signal<String>,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state" data-testid=test_id>
            <Icon name=icon size=IconSize::Huge />
            <h2>{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
