//! The screens without a shell: two columns for the welcome, a box for the lock.

use leptos::prelude::*;
use model::Environment;

use super::{Button, ButtonKind, Icon, IconName, IconSize, Menu, MenuItem, Ring, Tone, layout::space_above};

/// The welcome screen: who we are on the left, the step on the right.
#[component]
pub fn WelcomeFrame(
    /// The line below the name.
    #[prop(into)]
    claim: String,
    /// Facts: an icon and a sentence each.
    facts: Vec<(IconName, String)>,
    /// The version, in words.
    #[prop(into)]
    version: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <main class="standalone welcome" data-testid="welcome">
            <aside class="welcome-side">
                <span class="brand brand--large"><Icon name=IconName::Mark size=IconSize::Huge /><span>"Mangrove"</span></span>
                <p class="claim t2 mt-3">{claim}</p>
                <SideFacts facts=facts.into_iter().map(|(icon, words)| (SideIcon::Icon(icon), words)).collect() />
                <div class="row between at-end">
                    <span class="t3 small">{move || version.get()}</span>
                    <LanguageChoice />
                </div>
            </aside>
            <div class="welcome-main" data-region="welcome">{children()}</div>
        </main>
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    view! {
        <span class="hangs">
            <button
                type="button"
                class="btn btn--ghost btn--sm"
                aria-haspopup="menu"
                aria-expanded=move || if open.get() { "true" } else { "false" }
                on:click=move |_| open.set(true)
            >
                <Icon name=IconName::Globe />
                {l10n::language().own_name()}
                <Icon name=IconName::ChevD />
            </button>
            {move || open.get().then(|| view! {
                <Menu label=l10n::text("language") place="right:0;bottom:30px" on_close=close>
                    {l10n::Language::ALL.iter().map(|language| view! {
                        <MenuItem
                            label=language.own_name()
                            checked=Signal::stored(*language == l10n::language())
                            on_press=move |()| {
                                l10n::set_language(*language);
                                close.run(());
                            }
                        />
                    }).collect_view()}
                </Menu>
            })}
        </span>
    }
}

/// What stands before a side fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SideIcon {
    /// An icon.
    Icon(IconName),
    /// A ring with the share done, 0 to 1.
    Ring(f64),
}

/// Sentences with an icon before each.
#[component]
pub fn SideFacts(
    /// Icon and sentence.
    facts: Vec<(SideIcon, String)>,
) -> impl IntoView {
    let facts: Vec<_> = facts
        .into_iter()
        .map(|(icon, words)| {
            let icon = match icon {
                SideIcon::Icon(name) => view! { <Icon name=name /> }.into_any(),
                SideIcon::Ring(share) => view! { <Ring share=share label=words.clone() /> }.into_any(),
            };
            view! { <li>{icon}<span>{words}</span></li> }
        })
        .collect();
    view! { <ul class="sidefacts mt-5">{facts}</ul> }
}

/// The title of a step of the welcome, which takes the focus when the step opens.
#[component]
pub fn StepTitle(
    /// The title.
    #[prop(into)]
    words: String,
    /// One line about it.
    #[prop(optional, into)]
    sub: Option<String>,
) -> impl IntoView {
    let element = NodeRef::<leptos::html::H1>::new();
    let title = l10n::text_with("window-title", &[("page", (&words).into())]);
    Effect::new(move |_| {
        crate::platform::set_title(&title);
        if let Some(element) = element.get() {
            request_animation_frame(move || {
                // A field that wants the focus has it already.
                if crate::platform::focused().is_none_or(|focused| focused.tag_name() == "BODY") {
                    element.focus().unwrap_or_default();
                }
            });
        }
    });
    view! {
        <h1 tabindex="-1" node_ref=element data-testid="page-title">{words}</h1>
        {sub.map(|sub| view! { <p class="t2 mt-1">{sub}</p> })}
    }
}

/// A line at the foot of the welcome.
#[component]
pub fn WelcomeFoot(children: Children) -> impl IntoView {
    view! { <p class="welcome-foot t3 small">{children()}</p> }
}

/// The part of a step that is not wider than is good to read, with space above in steps of the design.
#[component]
pub fn Narrow(
    /// Space above.
    #[prop(optional)]
    top: u8,
    children: Children,
) -> impl IntoView {
    view! { <div class=format!("narrow{}", space_above(top))>{children()}</div> }
}

/// Form on the left, what it leads to on the right.
#[component]
pub fn TwoColumns(
    /// The left column.
    left: Children,
    /// The right column.
    right: Children,
) -> impl IntoView {
    view! { <div class="connect-columns"><div>{left()}</div><div>{right()}</div></div> }
}

/// The lock screen.
#[component]
pub fn LockFrame(
    /// The title.
    #[prop(into)]
    title: String,
    children: Children,
) -> impl IntoView {
    view! {
        <main class="standalone" data-testid="lock-screen">
            <div class="lockbox" data-region="lock">
                <div class="row lock-title">
                    <Icon name=IconName::Mark size=IconSize::Huge tone=Tone::Accent />
                    <h1>{title}</h1>
                </div>
                {children()}
            </div>
        </main>
    }
}

/// A profile in one line: sign, label, environment, a button.
#[component]
pub fn ProfileStrip(
    /// Its label.
    #[prop(into)]
    label: String,
    /// Its environment.
    environment: Environment,
    /// Words of the button.
    #[prop(into)]
    action: String,
    /// The button is the main one.
    #[prop(optional)]
    primary: bool,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let sign = crate::present::ident::initials(&label);
    let dot = format!("background:var(--env-{})", environment.as_str());
    let name = l10n::word("environment", environment.as_str());
    let kind = if primary { ButtonKind::Plain } else { ButtonKind::Ghost };
    view! {
        <div class="profile-strip row">
            <span class="avatar" aria-hidden="true">{sign}</span>
            <span class="grow">
                <b class="strong">{label}</b>
                <span class="t3 small row row-6"><i class="env-dot" style=dot></i>{name}</span>
            </span>
            {match test_id {
                Some(test_id) => view! { <Button kind=kind small=true label=action test_id=test_id on_press=on_press /> }.into_any(),
                None => view! { <Button kind=kind small=true label=action on_press=on_press /> }.into_any(),
            }}
        </div>
    }
}

/// A button as wide as its place.
#[component]
pub fn Wide(children: Children) -> impl IntoView {
    view! { <div class="wide mt-3">{children()}</div> }
}

/// A short text that is read and copied as it stands: the recovery code.
#[component]
pub fn CodeBox(
    /// The text.
    #[prop(into)]
    text: String,
    /// What it is.
    #[prop(into)]
    label: String,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
) -> impl IntoView {
    view! { <output class="code-box mono" aria-label=label data-testid=test_id>{text}</output> }
}
