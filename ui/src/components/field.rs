//! Form fields: label above, hint below; an error replaces the hint and names the way out.

use leptos::{html, prelude::*};

use super::{Icon, IconName, IconSize};

/// A label above a control, with a hint or an error below.
#[component]
pub fn Field(
    /// The label.
    #[prop(into)]
    label: String,
    /// At the end of the label's line: "Optional".
    #[prop(optional, into)]
    note: Signal<String>,
    /// Below, while there is no error.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// An icon before the hint.
    #[prop(optional)]
    hint_icon: Option<IconName>,
    /// What is wrong and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="field">
            <span class="lab">{label}<span class="t3">{move || note.get()}</span></span>
            {children()}
        </label>
        {move || match error.get() {
            Some(error) => Some(view! { <Hint text=error bad=true /> }.into_any()),
            None => hint.with(|hint| (!hint.is_empty()).then(|| view! { <Hint text=hint.clone() icon=hint_icon /> }.into_any())),
        }}
    }
}

/// A quiet line below a control.
#[component]
pub fn Hint(
    /// The words.
    #[prop(into)]
    text: String,
    /// An error.
    #[prop(optional)]
    bad: bool,
    /// With more room above.
    #[prop(optional)]
    spaced: bool,
    /// An icon before the words.
    #[prop(optional_no_strip)]
    icon: Option<IconName>,
) -> impl IntoView {
    if bad {
        view! { <p class="hint hint--bad" role="alert"><Icon name=IconName::Alert size=IconSize::Small />{text}</p> }
            .into_any()
    } else {
        let icon = icon.map(|name| view! { <Icon name=name size=IconSize::Small /> });
        view! { <p class=if spaced { "hint mt-2" } else { "hint" }>{icon}{text}</p> }.into_any()
    }
}

/// A line of text that can be typed.
#[component]
pub fn TextInput(
    /// What is typed.
    value: RwSignal<String>,
    /// What it is, where no [`Field`] stands around it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Shown while it is empty.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Hides what is typed; an eye shows it.
    #[prop(optional)]
    secret: bool,
    /// What the system may help with: `text`, `date`, `email`.
    #[prop(default = "text")]
    sort: &'static str,
    /// In the fixed-width face.
    #[prop(optional)]
    mono: bool,
    /// Has an error.
    #[prop(optional, into)]
    bad: Signal<bool>,
    /// Not now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Gets the focus when a dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// An icon before the text.
    #[prop(optional)]
    icon: Option<IconName>,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    /// Enter was pressed.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
) -> impl IntoView {
    let shown = RwSignal::new(!secret);
    let class = move || if bad.get() { "input input--bad" } else { "input" };
    view! {
        <span class=class>
            {icon.map(|name| view! { <Icon name=name /> })}
            <input
                class=if mono { "grow mono" } else { "grow" }
                type=move || if shown.get() { sort } else { "password" }
                aria-label=label
                aria-invalid=move || bad.get().then_some("true")
                placeholder=placeholder
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                disabled=move || disabled.get()
                data-autofocus=autofocus.then_some("true")
                data-testid=test_id
                bind:value=value
                on:keydown=move |event| {
                    if event.key() == "Enter" && let Some(on_enter) = on_enter {
                        event.prevent_default();
                        on_enter.run(());
                    }
                }
            />
            {secret.then(|| view! {
                <button
                    type="button"
                    class="eye"
                    aria-label=move || l10n::text(if shown.get() { "hide-secret" } else { "show-secret" })
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    <Icon name=move || if shown.get() { IconName::EyeOff } else { IconName::Eye } />
                </button>
            })}
        </span>
    }
}

/// A choice of a [`Select`] or a [`Segmented`]: its value and its words.
pub type Choice = (String, String);

/// One of several, from a list that opens.
#[component]
pub fn Select(
    /// The value chosen; empty: none yet.
    #[prop(into)]
    value: Signal<String>,
    /// Values and words, in order.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Shown while none is chosen.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// What it is, where no [`Field`] stands around it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Not now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Has an error.
    #[prop(optional, into)]
    bad: Signal<bool>,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    /// Another was chosen.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <span class=move || if bad.get() { "input input--select input--bad" } else { "input input--select" }>
            <select
                aria-invalid=move || bad.get().then_some("true")
                class="grow"
                aria-label=label
                disabled=move || disabled.get()
                data-testid=test_id
                prop:value=move || value.get()
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                {placeholder.map(|words| view! {
                    <option value="" disabled=true selected=move || value.with(String::is_empty)>{words}</option>
                })}
                {move || choices.get().into_iter().map(|(choice, words)| {
                    let same = choice.clone();
                    view! { <option value=choice selected=move || value.with(|value| *value == same)>{words}</option> }
                }).collect_view()}
            </select>
            <Icon name=IconName::ChevD />
        </span>
    }
}

/// A box to tick, with its words.
#[component]
pub fn Checkbox(
    /// The words beside it.
    #[prop(into)]
    label: String,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// It cannot be changed. It can still be come to, and is read out so.
    #[prop(optional)]
    fixed: bool,
    /// For tests.
    #[prop(optional, into)]
    test_id: Option<String>,
    /// It was ticked or unticked.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="tick">
            <input
                type="checkbox"
                class="check"
                data-testid=test_id
                aria-disabled=fixed.then_some("true")
                prop:checked=move || checked.get()
                on:click=move |event| {
                    if fixed {
                        event.prevent_default();
                    }
                }
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="grow">{label}</span>
        </label>
    }
}

/// A field of several lines. Ctrl and Enter end it, Esc gives it up.
#[component]
pub fn TextArea(
    /// What is typed.
    value: RwSignal<String>,
    /// For tests.
    test_id: &'static str,
    /// Ctrl and Enter were pressed.
    #[prop(into)]
    on_done: Callback<()>,
    /// Esc was pressed.
    #[prop(into)]
    on_cancel: Callback<()>,
) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    // It opens to be written in.
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            field.focus().unwrap_or_default();
        }
    });
    let keys = move |event: web_sys::KeyboardEvent| {
        match event.key().as_str() {
            "Enter" if event.ctrl_key() || event.meta_key() => on_done.run(()),
            "Escape" => on_cancel.run(()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! { <textarea class="input input--lines" rows="4" node_ref=field data-testid=test_id bind:value=value on:keydown=keys></textarea> }
}

/// One of a few, side by side.
#[component]
pub fn Segmented(
    /// What is chosen here.
    #[prop(into)]
    label: String,
    /// Values and words.
    choices: Vec<Choice>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Another was chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// For tests.
    #[prop(optional)]
    test_id: Option<&'static str>,
) -> impl IntoView {
    let buttons: Vec<_> = choices
        .into_iter()
        .map(|(choice, words)| {
            let (same, chosen) = (choice.clone(), choice);
            view! {
                <button
                    type="button"
                    aria-pressed=move || if value.with(|value| *value == same) { "true" } else { "false" }
                    data-value=chosen.clone()
                    on:click=move |_| on_change.run(chosen.clone())
                >
                    {words}
                </button>
            }
        })
        .collect();
    view! { <span class="seg" role="group" aria-label=label data-testid=test_id>{buttons}</span> }
}
