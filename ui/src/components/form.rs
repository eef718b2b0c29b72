//! The one form: the button that opens it, fields as they are declared, what is wrong with them, and the way to each.

use leptos::prelude::*;
use model::form::{Field as Declared, FormId, Kind, Need, Values, YES};

use super::{Banner, Button, ButtonKind, Checkbox, Field, IconName, Link, Select, Text, TextInput, TextSize, Tone};
use crate::{
    hooks::Form,
    present::forms::{self as present, Part},
    session::desk,
};

/// A button that opens a form. Where nothing may be written, it says so.
#[component]
pub fn FormButton(
    /// What it says.
    #[prop(into)]
    label: String,
    /// The form.
    form: FormId,
    /// What is to stand in it already.
    #[prop(optional)]
    preset: Values,
    /// What it is for.
    #[prop(optional)]
    kind: ButtonKind,
    /// An icon before the words.
    icon: IconName,
    /// The key that does the same.
    #[prop(optional)]
    keys: Option<&'static str>,
    /// For tests.
    test_id: &'static str,
) -> impl IntoView {
    let desk = desk();
    let off = Memo::new(move |_| desk.is_read_only());
    let open = Callback::new(move |()| desk.open_form(form.clone(), preset.clone()));
    match keys {
        Some(keys) => {
            view! { <Button label=label kind=kind icon=icon keys=keys disabled=off on_press=open test_id=test_id /> }
                .into_any()
        }
        None => {
            view! { <Button label=label kind=kind icon=icon disabled=off on_press=open test_id=test_id /> }.into_any()
        }
    }
}

/// Why the buttons beside it do nothing, where nothing may be written.
#[component]
pub fn ReadOnlyNote() -> impl IntoView {
    let desk = desk();
    let read_only = Memo::new(move |_| desk.is_read_only());
    move || {
        read_only.get().then(|| {
            view! { <Text tone=Tone::Third size=TextSize::Small test_id="read-only-note">{l10n::text("form-read-only")}</Text> }
        })
    }
}

/// The fields of a form.
#[component]
pub fn FormFields(
    /// The form.
    form: Form,
    /// Enter was pressed in a field of one line.
    #[prop(into)]
    on_enter: Callback<()>,
) -> impl IntoView {
    let parts: Vec<_> = present::parts(form.kind)
        .iter()
        .map(|part| match part {
            Part::Head(key) => {
                let words = l10n::text(&format!("form-head-{key}"));
                view! { <h3 class="form-head">{words}</h3> }.into_any()
            }
            Part::Row(names) => {
                let fields: Vec<_> = names
                    .iter()
                    .filter_map(|name| form.kind.field(name))
                    .filter(|field| !matches!(field.kind, Kind::Fixed))
                    .map(|field| view! { <FormField form=form field=field on_enter=on_enter /> })
                    .collect();
                view! { <div class="form-row">{fields}</div> }.into_any()
            }
        })
        .collect();
    view! { <div class="form">{parts}</div> }
}

/// What is wrong, with a way to each field.
#[component]
pub fn FormFaults(
    /// The form.
    form: Form,
) -> impl IntoView {
    let wrong = Memo::new(move |_| form.wrong());
    move || {
        let wrong = wrong.get();
        (!wrong.is_empty()).then(|| {
            let words = l10n::text_with("form-faults", &[("count", (wrong.len() as u64).into())]);
            let links: Vec<_> = wrong
                .into_iter()
                .map(|name| {
                    let go = move |()| {
                        crate::platform::focus(&format!("[data-testid='field-{name}']"));
                    };
                    view! { <Link label=present::label(form.kind, name) on_press=go /> }
                })
                .collect();
            view! {
                <Banner tone=Tone::Bad icon=IconName::Alert spaced=true alert=true test_id="form-faults">
                    <span class="grow form-links"><Text strong=true>{words}</Text>{links}</span>
                </Banner>
            }
        })
    }
}

#[component]
fn FormField(form: Form, field: &'static Declared, on_enter: Callback<()>) -> impl IntoView {
    let asked = Memo::new(move |_| form.needs(field) != Need::Absent);
    move || {
        asked.get().then(|| {
            view! {
                <div class="form-field" on:focusout=move |_| form.touch(field.name)>
                    <Control form=form field=field on_enter=on_enter />
                </div>
            }
        })
    }
}

#[component]
fn Control(form: Form, field: &'static Declared, on_enter: Callback<()>) -> impl IntoView {
    let value = form.field(field.name);
    let test_id = format!("field-{}", field.name);
    let label = present::label(form.kind, field.name);
    let hint = present::hint(form.kind, field.name);
    let note = Signal::derive(move || present::note(field, &form.values()));
    let error = Signal::derive(move || form.fault(field.name).map(|fault| present::fault(&fault)));
    let bad = Signal::derive(move || error.with(Option::is_some));
    let choices = Memo::new(move |_| present::choices(form.kind, field, &form.values()));
    match field.kind {
        Kind::Flag => view! {
            <Checkbox
                label=label
                checked=Signal::derive(move || value.with(|value| value == YES))
                test_id=test_id
                on_change=move |on: bool| value.set(if on { YES.to_owned() } else { String::new() })
            />
            {move || match error.get() {
                Some(error) => Some(view! { <super::Hint text=error bad=true /> }),
                None => (!hint.is_empty()).then(|| view! { <super::Hint text=hint.clone() /> }),
            }}
        }
        .into_any(),
        Kind::Several(_) => {
            view! { <Several label=label hint=hint value=value choices=choices error=error test_id=test_id /> }
                .into_any()
        }
        Kind::Choice(_) | Kind::Country => view! {
            <Field label=label note=note hint=hint error=error>
                <Select
                    value=value
                    choices=choices
                    bad=bad
                    test_id=test_id
                    on_change=move |chosen| value.set(chosen)
                />
            </Field>
        }
        .into_any(),
        Kind::Line(_) | Kind::Name(_) | Kind::Email | Kind::Url | Kind::Phone | Kind::Day | Kind::Fixed => {
            let sort = if matches!(field.kind, Kind::Day) { "date" } else { "text" };
            view! {
                <Field label=label note=note hint=hint error=error>
                    <TextInput value=value sort=sort mono=matches!(field.kind, Kind::Url) bad=bad test_id=test_id on_enter=on_enter />
                </Field>
            }
            .into_any()
        }
    }
}

/// Some of many, folded away until somebody wants to choose.
#[component]
fn Several(
    label: String,
    hint: String,
    value: RwSignal<String>,
    choices: Memo<Vec<super::Choice>>,
    error: Signal<Option<String>>,
    test_id: String,
) -> impl IntoView {
    let held = move || {
        value.with(|value| value.split(',').filter(|one| !one.is_empty()).map(str::to_owned).collect::<Vec<_>>())
    };
    let set = move |choice: &str, on: bool| {
        let mut now = held();
        now.retain(|one| one != choice);
        if on {
            now.push(choice.to_owned());
        }
        // In the order in which they are offered.
        let all = choices.get_untracked();
        let kept = all.iter().map(|(value, _)| value.as_str()).filter(|value| now.iter().any(|one| one == value));
        value.set(kept.collect::<Vec<_>>().join(","));
    };
    // What another field has taken off the list is not kept unseen.
    Effect::new(move |_| {
        let all = choices.get();
        let now = value.get_untracked();
        let known = |one: &&str| all.iter().any(|(value, _)| value == one);
        let kept = now.split(',').filter(known).collect::<Vec<_>>().join(",");
        if kept != now {
            value.set(kept);
        }
    });
    let summary = move || match held().len() {
        0 => l10n::text("field-several-none"),
        count => l10n::text_with(
            "field-several",
            &[("count", (count as u64).into()), ("all", (choices.get().len() as u64).into())],
        ),
    };
    let boxes = move || {
        let all = choices.get();
        all.into_iter()
            .map(|(choice, words)| {
                let (mine, chosen) = (choice.clone(), choice);
                let checked = Signal::derive(move || held().contains(&mine));
                view! { <Checkbox label=words checked=checked on_change=move |on| set(&chosen, on) /> }
            })
            .collect_view()
    };
    let said = label.clone();
    view! {
        <span class="lab">{label}</span>
        <details class="several">
            <summary class="input" aria-label=move || format!("{said}: {}", summary()) data-testid=test_id>{summary}</summary>
            <div class="several-all">{boxes}</div>
        </details>
        {move || match error.get() {
            Some(error) => Some(view! { <super::Hint text=error bad=true /> }),
            None => (!hint.is_empty()).then(|| view! { <super::Hint text=hint.clone() /> }),
        }}
    }
}
