//! Buttons, links and key caps.

use leptos::prelude::*;

use super::{Icon, IconName, Ring, Tone};

/// What a button is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// Any action.
    #[default]
    Plain,
    /// The main action; one per region.
    Primary,
    /// Something that destroys.
    Danger,
    /// The last step of something that destroys.
    DangerSolid,
    /// Without an edge.
    Ghost,
}

impl ButtonKind {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Plain => "btn",
            Self::Primary => "btn btn--primary",
            Self::Danger => "btn btn--danger",
            Self::DangerSolid => "btn btn--danger-solid",
            Self::Ghost => "btn btn--ghost",
        }
    }
}

/// A button. A disabled one can still be focused; say why it is disabled beside it.
#[component]
pub fn Button(
    /// What happens when it is pressed.
    #[prop(into)]
    label: Signal<String>,
    /// What it is for.
    #[prop(optional)]
    kind: ButtonKind,
    /// 26 px high instead of 30.
    #[prop(optional)]
    small: bool,
    /// An icon before the words.
    #[prop(optional, into)]
    icon: Option<Signal<IconName>>,
    /// An icon after the words.
    #[prop(optional)]
    icon_after: Option<IconName>,
    /// The key that does the same, for example `U` or `Ctrl L`.
    #[prop(optional, into)]
    keys: Option<&'static str>,
    /// Not now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// At work: shows a ring and takes no presses.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Gets the focus when a dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// Submits the form around it; `on_press` is not needed then.
    #[prop(optional)]
    submit: bool,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let class = format!("{}{}", kind.class(), if small { " btn--sm" } else { "" });
    let off = move || disabled.get() || busy.get();
    let press = move |event: leptos::ev::MouseEvent| {
        if off() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class
            aria-disabled=move || off().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            data-autofocus=autofocus.then_some("true")
            data-testid=test_id
            on:click=press
        >
            {move || {
                if busy.get() {
                    Some(view! { <Ring share=0.4 label=l10n::text("working") /> }.into_any())
                } else {
                    icon.map(|name| view! { <Icon name=name /> }.into_any())
                }
            }}
            {move || label.get()}
            {icon_after.map(|name| view! { <Icon name=name /> })}
            {keys.map(|keys| view! { <kbd class="kbd" aria-hidden="true">{keys}</kbd> })}
        </button>
    }
}

/// A button that is only an icon; its label is read out and shown as a tip.
#[component]
pub fn IconButton(
    /// What it does, in words; with its key in brackets if it has one.
    #[prop(into)]
    label: Signal<String>,
    /// The icon.
    #[prop(into)]
    icon: Signal<IconName>,
    /// With an edge instead of without.
    #[prop(optional)]
    edged: bool,
    /// 26 px instead of 30.
    #[prop(optional)]
    small: bool,
    /// Not now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether a menu of it is open.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// Out of the way of Tab and of the arrows: what it does has a key of its own.
    #[prop(optional)]
    aside: bool,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let class =
        format!("btn btn--icon{}{}", if edged { "" } else { " btn--ghost" }, if small { " btn--sm" } else { "" });
    view! {
        <button
            type="button"
            class=class
            aria-label=move || label.get()
            title=move || label.get()
            aria-disabled=move || disabled.get().then_some("true")
            aria-expanded=move || expanded.map(|open| if open.get() { "true" } else { "false" })
            tabindex=aside.then_some("-1")
            data-testid=test_id
            on:click=move |_| {
                if !disabled.get() {
                    on_press.run(());
                }
            }
        >
            <Icon name=icon />
        </button>
    }
}

/// Key caps: `Ctrl K` becomes two.
#[component]
pub fn Keys(
    /// The keys, with spaces between them.
    #[prop(into)]
    keys: String,
) -> impl IntoView {
    let caps: Vec<_> = keys.split(' ').map(|key| view! { <kbd class="kbd">{key.to_owned()}</kbd> }).collect();
    view! { <span class="kbds">{caps}</span> }
}

/// Words that lead somewhere (with `href`) or do something (with `on_press`).
#[component]
pub fn Link(
    /// The words.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads.
    #[prop(optional, into)]
    href: Option<String>,
    /// What it does.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// Its colour role, where it is not a link's.
    #[prop(optional)]
    tone: Tone,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
) -> impl IntoView {
    let class = format!("link{}", tone.class());
    match href {
        Some(href) => view! { <a class=class href=href data-testid=test_id>{move || label.get()}</a> }.into_any(),
        None => view! {
            <button
                type="button"
                class=class
                data-testid=test_id
                on:click=move |_| {
                    if let Some(on_press) = on_press {
                        on_press.run(());
                    }
                }
            >
                {move || label.get()}
            </button>
        }
        .into_any(),
    }
}
