//! The filter bar: chips by column, each with its menu, and the count.

use leptos::prelude::*;
use model::{Column, Condition};

use super::{columns::ColumnChooser, export::ExportButton, list::List};
use crate::{
    components::{AddChip, Button, Checkbox, Ident, Popover, SetChip, TextInput},
    present::{
        Calendar, countries, filters,
        list::{FilterKind, FilterSpec},
    },
};

/// The chips of a list.
#[component]
pub(super) fn FilterBar<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let is_set = move |column: Column| list.state.with(|state| state.condition(column).is_some());
    // Those that are set come first; while a menu is open nothing moves under it.
    let order = Memo::new(move |before: Option<&Vec<Column>>| {
        let (set, unset): (Vec<&'static FilterSpec>, Vec<&'static FilterSpec>) =
            list.spec.filters.iter().partition(|spec| is_set(spec.column));
        let fresh: Vec<Column> =
            set.iter().chain(unset.iter().filter(|spec| spec.offered)).map(|spec| spec.column).collect();
        match before {
            Some(before) if list.menu.get().is_some_and(|open| before.contains(&open)) => before.clone(),
            _ => fresh,
        }
    });
    let specs = move || {
        let order = order.get();
        order
            .iter()
            .filter_map(|column| list.spec.filters.iter().find(|spec| spec.column == *column))
            .collect::<Vec<_>>()
    };
    let count = move || {
        let partial = list.store.with(|store| store.freshness.as_ref().is_some_and(|fresh| fresh.partial.is_some()));
        match list.total() {
            Some(_) if partial => l10n::text("counts-when-complete"),
            Some(_) if list.store.with(|store| store.counting) => l10n::text("list-counting"),
            Some(total) => l10n::text_with(&format!("{}-count", list.spec.words), &[("count", total.into())]),
            None => String::new(),
        }
    };
    view! {
        <div class="filters" data-testid="filters">
            <For each=specs key=|spec| spec.column children=move |spec| view! { <Chip list=list spec=spec /> } />
            <div class="filters-right">
                <span class="t3 small" role="status" data-testid="count">{count}</span>
                <ColumnChooser list=list />
                <ExportButton list=list />
            </div>
        </div>
    }
}

#[component]
fn Chip<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, spec: &'static FilterSpec) -> impl IntoView {
    let column = spec.column;
    let is_set = Memo::new(move |_| list.state.with(|state| state.condition(column).is_some()));
    let open = Signal::derive(move || list.menu.get() == Some(column));
    let value = move || {
        list.state.with(|state| {
            state.condition(column).map(|condition| filters::words(spec.kind, condition, &list.desk.calendar_now()))
        })
    };
    let show = move |_| list.menu.set(Some(column));
    let label = l10n::text(spec.label);
    let chip = move || {
        if is_set.get() {
            view! {
                <SetChip
                    label=label.clone()
                    value=move || value().unwrap_or_default()
                    open=open
                    on_open=show
                    on_remove=move |_| {
                        list.menu.set(None);
                        list.set_filter(column, None);
                        focus_chip(column);
                    }
                />
            }
            .into_any()
        } else {
            view! { <AddChip label=label.clone() open=open on_open=show /> }.into_any()
        }
    };
    view! {
        <span class="anchor" data-testid=format!("filter-{}", filters::name(column))>
            {chip}
            {move || open.get().then(|| view! { <FilterMenu list=list spec=spec /> })}
        </span>
    }
}

/// Moves the focus to a filter's chip, once it stands where it belongs.
fn focus_chip(column: Column) {
    let focus = move || {
        crate::platform::focus(&format!("[data-testid='filter-{}'] button", filters::name(column)));
    };
    request_animation_frame(move || request_animation_frame(focus));
}

#[component]
fn FilterMenu<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, spec: &'static FilterSpec) -> impl IntoView {
    let close = move |_| {
        list.menu.set(None);
        focus_chip(spec.column);
    };
    let body = match spec.kind {
        FilterKind::AnyOf { values, .. } => {
            let values =
                values.iter().map(|value| ((*value).to_owned(), filters::value_word(spec.kind, value))).collect();
            view! { <Values list=list column=spec.column values=values searched=false /> }.into_any()
        }
        FilterKind::Country => {
            let values = countries::all().into_iter().map(|(code, name)| (code.to_owned(), name)).collect();
            view! { <Values list=list column=spec.column values=values searched=true /> }.into_any()
        }
        FilterKind::YesNo => view! { <YesNo list=list column=spec.column /> }.into_any(),
        FilterKind::Days => {
            view! { <Days list=list column=spec.column calendar=list.desk.calendar_now() /> }.into_any()
        }
        FilterKind::UtcDays => {
            view! { <Days list=list column=spec.column calendar=list.desk.calendar_now().in_utc() /> }.into_any()
        }
        FilterKind::Amount => view! { <Amounts list=list column=spec.column /> }.into_any(),
        FilterKind::Exactly => view! { <Exactly list=list column=spec.column /> }.into_any(),
    };
    view! {
        <Popover label=l10n::text(spec.label) place="left:0;top:30px;min-width:220px" on_close=close>{body}</Popover>
    }
}

#[component]
fn Values<R: Clone + PartialEq + Send + Sync + 'static>(
    list: List<R>,
    column: Column,
    values: Vec<(String, String)>,
    searched: bool,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| {
        list.state.with(|state| match state.condition(column) {
            Some(Condition::AnyOf(values)) => values.clone(),
            _ => Vec::new(),
        })
    });
    let toggle = move |value: &str, on: bool| {
        let mut values = chosen.get_untracked();
        values.retain(|one| one != value);
        if on {
            values.push(value.to_owned());
        }
        let condition = (!values.is_empty()).then_some(Condition::AnyOf(values));
        list.set_filter(column, condition);
    };
    let items: Vec<_> = values
        .into_iter()
        .map(|(value, words)| {
            let folded = words.to_lowercase();
            let of = StoredValue::new(value);
            let hidden = move || typed.with(|typed| !folded.contains(&typed.trim().to_lowercase()));
            view! {
                <div hidden=hidden>
                    <Checkbox
                        label=words
                        checked=move || chosen.with(|chosen| of.with_value(|value| chosen.contains(value)))
                        on_change=move |on| of.with_value(|value| toggle(value, on))
                    />
                </div>
            }
        })
        .collect();
    view! {
        {searched.then(|| view! {
            <div class="menu-search">
                <TextInput value=typed label=l10n::text("filter-find") placeholder=l10n::text("filter-find") autofocus=true />
            </div>
        })}
        <div class="menu-list">{items}</div>
    }
}

#[component]
fn YesNo<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, column: Column) -> impl IntoView {
    let choose = move |yes: bool| {
        list.menu.set(None);
        list.set_filter(column, Some(Condition::Is(yes)));
        focus_chip(column);
    };
    view! {
        <crate::components::MenuItem label=l10n::text("yes") on_press=move |_| choose(true) />
        <crate::components::MenuItem label=l10n::text("no") on_press=move |_| choose(false) />
    }
}

/// A value that a link set: it can be seen whole, and taken away.
#[component]
fn Exactly<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, column: Column) -> impl IntoView {
    let value = list.state.with_untracked(|state| match state.condition(column) {
        Some(Condition::AnyOf(values)) => values.join(", "),
        _ => String::new(),
    });
    let remove = move |()| {
        list.menu.set(None);
        list.set_filter(column, None);
        crate::platform::focus("main h1");
    };
    view! {
        <div class="menu-search"><Ident id=value marked=true /></div>
        <crate::components::MenuItem label=l10n::text("filter-drop") on_press=remove />
    }
}

#[component]
fn Amounts<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, column: Column) -> impl IntoView {
    let (from, to) = match list.state.with_untracked(|state| state.condition(column).cloned()) {
        Some(Condition::Between(from, to)) => (from, to),
        _ => (None, None),
    };
    let typed = |minor: Option<i64>| RwSignal::new(minor.map(filters::typed_amount).unwrap_or_default());
    let (from, to) = (typed(from), typed(to));
    let wrong = RwSignal::new(false);
    let apply = move |()| {
        let read = |typed: RwSignal<String>| {
            let typed = typed.get_untracked();
            if typed.trim().is_empty() { Ok(None) } else { filters::parse_amount(typed.trim()).map(Some).ok_or(()) }
        };
        match (read(from), read(to)) {
            (Ok(None), Ok(None)) => {}
            (Ok(from), Ok(to)) => {
                list.menu.set(None);
                list.set_filter(column, Some(Condition::Between(from, to)));
                focus_chip(column);
            }
            _ => wrong.set(true),
        }
    };
    let field = |label: &str, value: RwSignal<String>, first: bool| {
        let label = l10n::text(label);
        let name = label.clone();
        let enter = move |event: web_sys::KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                apply(());
            }
        };
        view! {
            <label class="menu-day" on:keydown=enter>
                <span>{label}</span>
                <TextInput value=value label=name autofocus=first />
            </label>
        }
    };
    view! {
        {field("filter-amount-least", from, true)}
        {field("filter-amount-most", to, false)}
        {move || wrong.get().then(|| view! { <div class="menu-search" role="alert">{l10n::text("filter-amount-wrong")}</div> })}
        <div class="menu-foot"><Button small=true label=l10n::text("days-apply") on_press=apply /></div>
    }
}

#[component]
fn Days<R: Clone + PartialEq + Send + Sync + 'static>(
    list: List<R>,
    column: Column,
    calendar: Calendar,
) -> impl IntoView {
    let choose = move |from: Option<i64>, to: Option<i64>| {
        list.menu.set(None);
        list.set_filter(column, Some(Condition::Between(from, to)));
        focus_chip(column);
    };
    let (from, to) = match list.state.with_untracked(|state| state.condition(column).cloned()) {
        Some(Condition::Between(from, to)) => (from, to),
        _ => (None, None),
    };
    let typed = |at: Option<i64>| RwSignal::new(at.map(|at| calendar.iso_day(at)).unwrap_or_default());
    // The end is the first moment after the last day.
    let (from, to) = (typed(from), typed(to.map(|to| to - 1)));
    let apply = move |_| {
        let from = calendar.parse_day(&from.get_untracked());
        // 26 hours on is the next day, whatever the clocks do that night.
        let to = calendar.parse_day(&to.get_untracked());
        let after = to.and_then(|to| calendar.parse_day(&calendar.iso_day(to + 26 * 3600)));
        if from.is_some() || after.is_some() {
            choose(from, after);
        }
    };
    let presets =
        [("days-today", 0, None), ("days-yesterday", -1, Some(0)), ("days-7", -6, None), ("days-30", -29, None)];
    let presets: Vec<_> = presets
        .into_iter()
        .map(|(key, from, to)| {
            let (from, to) = (calendar.day_start(from), to.map(|to| calendar.day_start(to)));
            view! { <crate::components::MenuItem label=l10n::text(key) on_press=move |_| choose(Some(from), to) /> }
        })
        .collect();
    let month = calendar.month_start();
    let day = |label: &str, value: RwSignal<String>| {
        view! {
            <label class="menu-day">
                <span>{l10n::text(label)}</span>
                <span class="input"><input type="date" class="grow" bind:value=value /></span>
            </label>
        }
    };
    view! {
        {presets}
        <crate::components::MenuItem label=l10n::text("days-month") on_press=move |_| choose(Some(month), None) />
        <hr />
        {day("days-from", from)}
        {day("days-to", to)}
        <div class="menu-foot"><Button small=true label=l10n::text("days-apply") on_press=apply /></div>
    }
}
