//! A field that finds: what is typed is searched, arrow keys move through what was found, Enter takes it.

use leptos::prelude::*;

use super::{Icon, IconName};

/// Something that can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickerItem {
    /// What is picked.
    pub id: String,
    /// Its icon.
    pub icon: IconName,
    /// Its name.
    pub name: String,
    /// Quiet words after it.
    pub note: String,
}

/// The field and what was found.
#[component]
pub fn Picker(
    /// The label above.
    #[prop(into)]
    label: String,
    /// Shown while nothing is typed or picked.
    #[prop(into)]
    placeholder: String,
    /// What is picked.
    #[prop(into)]
    picked: Signal<Option<PickerItem>>,
    /// What was found for `query`.
    #[prop(into)]
    found: Signal<Vec<PickerItem>>,
    /// Whether the search is under way.
    #[prop(into)]
    searching: Signal<bool>,
    /// What is typed while the list is open.
    query: RwSignal<String>,
    /// Whether the list is open.
    open: RwSignal<bool>,
    /// Shown when nothing was found.
    #[prop(into)]
    nothing: String,
    /// For tests.
    #[prop(into)]
    test_id: String,
    /// One was picked.
    #[prop(into)]
    on_pick: Callback<String>,
) -> impl IntoView {
    let at = RwSignal::new(0_usize);
    let list_id = format!("{test_id}-list");
    let option_id = {
        let test_id = test_id.clone();
        move |index: usize| format!("{test_id}-option-{index}")
    };
    let start = move || {
        if !open.get_untracked() {
            query.set(String::new());
            at.set(0);
            open.set(true);
        }
    };
    let pick = move |id: String| {
        open.set(false);
        on_pick.run(id);
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open.get_untracked() => start(),
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count.max(1)),
            "ArrowUp" => at.update(|at| *at = (*at + count.max(1) - 1) % count.max(1)),
            "Enter" if open.get_untracked() => {
                if let Some(item) = found.with_untracked(|found| found.get(at.get_untracked()).cloned()) {
                    pick(item.id);
                }
            }
            "Escape" if open.get_untracked() => {
                open.set(false);
                event.stop_propagation();
            }
            _ => return,
        }
        event.prevent_default();
    };
    let shown = move || if open.get() { query.get() } else { picked.get().map(|item| item.name).unwrap_or_default() };
    let active = {
        let option_id = option_id.clone();
        move || open.get().then(|| option_id(at.get()))
    };
    let option = {
        let test_id = test_id.clone();
        move |(index, item): (usize, PickerItem)| {
            let id = item.id.clone();
            view! {
                <div
                    id=option_id(index)
                    role="option"
                    aria-selected=move || if at.get() == index { "true" } else { "false" }
                    data-testid=format!("{test_id}-{}", item.id)
                    on:pointerdown=move |event| {
                        // Before the field loses the focus and closes the list.
                        event.prevent_default();
                        pick(id.clone());
                    }
                >
                    <Icon name=item.icon />
                    <span class="grow ell med">{item.name}</span>
                    <span class="t3 small nowrap">{item.note}</span>
                </div>
            }
        }
    };
    let controls = list_id.clone();
    view! {
        <div class="picker">
            <label class="field">
                <span class="lab">{label.clone()}</span>
                <span class="input">
                    <Icon name=move || picked.get().map_or(IconName::Search, |item| item.icon) />
                    <input
                        class="grow med"
                        type="text"
                        role="combobox"
                        aria-autocomplete="list"
                        aria-expanded=move || if open.get() { "true" } else { "false" }
                        aria-controls=controls
                        aria-activedescendant=active
                        autocomplete="off"
                        spellcheck="false"
                        placeholder=placeholder
                        data-autofocus="true"
                        data-testid=test_id.clone()
                        prop:value=shown
                        on:click=move |_| start()
                        on:input=move |event| {
                            start();
                            at.set(0);
                            query.set(event_target_value(&event));
                        }
                        on:keydown=keys
                        on:blur=move |_| open.set(false)
                    />
                    {move || (!open.get()).then(|| picked.get()).flatten().map(|item| view! { <span class="t3 small nowrap">{item.note}</span> })}
                    <Icon name=IconName::ChevD />
                </span>
            </label>
            <div class="picker-list" id=list_id role="listbox" aria-label=label hidden=move || !open.get()>
                {move || {
                    let found = found.get();
                    if found.is_empty() {
                        let words = if searching.get() { l10n::text("working") } else { nothing.clone() };
                        return view! { <p class="none">{words}</p> }.into_any();
                    }
                    found.into_iter().enumerate().map(option.clone()).collect_view().into_any()
                }}
            </div>
        </div>
    }
}
