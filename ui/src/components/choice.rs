//! One of a few, as large cards or side by side with icons; arrow keys move and choose.

use leptos::{html, prelude::*};
use model::Environment;
use wasm_bindgen::JsCast;

use super::{Icon, IconName, IconSize};

/// The icon of an environment.
pub fn environment_icon(environment: Environment) -> IconName {
    match environment {
        Environment::Demo => IconName::Demo,
        Environment::Sandbox => IconName::Flask,
        Environment::Production => IconName::Bolt,
    }
}

/// A card.
#[derive(Debug, Clone)]
pub struct Card {
    /// What it stands for.
    pub environment: Environment,
    /// Its title.
    pub title: String,
    /// What it is.
    pub text: String,
    /// What it needs.
    pub note: String,
}

/// Environments as cards, of which one is chosen.
#[component]
pub fn EnvironmentCards(
    /// What is chosen here.
    #[prop(into)]
    label: String,
    /// The cards.
    cards: Vec<Card>,
    /// The one chosen.
    chosen: RwSignal<Environment>,
    /// Enter was pressed on the chosen one.
    #[prop(into)]
    on_enter: Callback<()>,
) -> impl IntoView {
    let group = NodeRef::<html::Div>::new();
    let order: Vec<Environment> = cards.iter().map(|card| card.environment).collect();
    let keys = move |event: web_sys::KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => 1_i32,
            "ArrowUp" | "ArrowLeft" => -1,
            "Enter" => {
                event.prevent_default();
                on_enter.run(());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let count = order.len().max(1) as i32;
        let at = order.iter().position(|one| *one == chosen.get_untracked()).unwrap_or_default() as i32;
        let next = (at + step).rem_euclid(count) as usize;
        if let Some(environment) = order.get(next) {
            chosen.set(*environment);
            focus_child(group, next);
        }
    };
    let cards: Vec<_> = cards
        .into_iter()
        .map(|card| {
            let environment = card.environment;
            let is = move || chosen.get() == environment;
            let bar = format!("background:var(--env-{})", environment.as_str());
            view! {
                <div
                    class="choice"
                    role="radio"
                    aria-checked=move || if is() { "true" } else { "false" }
                    tabindex=move || if is() { "0" } else { "-1" }
                    data-testid=format!("choose-{}", environment.as_str())
                    on:click=move |_| chosen.set(environment)
                    on:keydown=move |event| {
                        if event.key() == " " {
                            event.prevent_default();
                            chosen.set(environment);
                        }
                    }
                >
                    <span class="radio"></span>
                    <Icon name=environment_icon(environment) size=IconSize::Huge />
                    <div>
                        <h2>{card.title}</h2>
                        <p class="t2 mt-1">{card.text}</p>
                        <p class="t3 small mt-2">{card.note}</p>
                    </div>
                    <span class="env-bar" style=bar aria-hidden="true"></span>
                </div>
            }
        })
        .collect();
    view! { <div class="choices" role="radiogroup" aria-label=label node_ref=group on:keydown=keys>{cards}</div> }
}

fn focus_child(group: NodeRef<html::Div>, index: usize) {
    let child = group.get_untracked().and_then(|group| group.children().item(index as u32));
    if let Some(child) = child.and_then(|child| child.dyn_into::<web_sys::HtmlElement>().ok()) {
        child.focus().unwrap_or_default();
    }
}

/// Environments side by side.
#[component]
pub fn EnvironmentSwitch(
    /// What is chosen here.
    #[prop(into)]
    label: String,
    /// Those on offer.
    offered: Vec<Environment>,
    /// The one chosen.
    #[prop(into)]
    chosen: Signal<Environment>,
    /// Another was chosen.
    #[prop(into)]
    on_change: Callback<Environment>,
) -> impl IntoView {
    let buttons: Vec<_> = offered
        .into_iter()
        .map(|environment| {
            view! {
                <button
                    type="button"
                    aria-pressed=move || if chosen.get() == environment { "true" } else { "false" }
                    data-testid=format!("connect-{}", environment.as_str())
                    on:click=move |_| on_change.run(environment)
                >
                    <Icon name=environment_icon(environment) size=IconSize::Small />
                    {l10n::word("environment", environment.as_str())}
                </button>
            }
        })
        .collect();
    view! {
        <div class="field">
            <span class="lab">{label.clone()}</span>
            <span class="seg" role="group" aria-label=label>{buttons}</span>
        </div>
    }
}
