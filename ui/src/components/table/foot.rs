//! Below the list: what is shown, of what, in which zone, and the keys that work here. And the bar for ticked rows.

use leptos::{prelude::*, task::spawn_local};
use model::Direction;

use super::{Opens, export::Which, list::List, words};
use crate::components::{Button, ButtonKind, IconName, Keys, toasts};

/// The foot of a list.
#[component]
pub(super) fn Foot<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let prefix = list.spec.words;
    let partial = move || list.store.with(|store| store.freshness.as_ref()?.partial);
    let range = move || {
        let total = list.total()?;
        if partial().is_some() {
            return Some(words::say_count(prefix, "so-far", total));
        }
        let (first, last) = list.viewport().seen(list.top.get());
        Some(match total {
            0 => l10n::text_with(&format!("{prefix}-count"), &[("count", 0.into())]),
            _ => {
                let args = [("first", first.into()), ("last", last.into()), ("total", total.into())];
                let counting = list.store.with(|store| store.counting);
                l10n::text_with(if counting { "list-range-counting" } else { "list-range" }, &args)
            }
        })
    };
    let local = move || {
        if partial().is_some() {
            return Some(l10n::text("list-may-close"));
        }
        if list.desk.offline().is_some() {
            let at = list.store.with(|store| store.freshness.as_ref()?.complete_at)?;
            return Some(l10n::text_with("list-copy-from", &[("time", moment(&list.desk.calendar_now(), at).into())]));
        }
        let total = list.local_total()?;
        Some(words::say_count(prefix, "local", total))
    };
    // Whoever hid the column by which rows are in order is told which one it is.
    let sorted = move || {
        let sort = list.state.with(|state| state.sort);
        let label = list.spec.columns.iter().find(|column| column.sort == sort.column)?.label;
        let hidden = list.columns().iter().all(|column| column.sort != sort.column);
        hidden.then(|| {
            let key = match sort.direction {
                Direction::Ascending => "list-sorted-up",
                Direction::Descending => "list-sorted-down",
            };
            view! { <span data-testid="sorted">{l10n::text_with(key, &[("column", l10n::text(label).into())])}</span> }
        })
    };
    let zone = crate::platform::zone_name();
    let open = match list.spec.opens {
        Opens::Beside | Opens::Page => l10n::text("key-open"),
    };
    view! {
        <div class="list-foot" data-testid="list-foot">
            <span data-testid="range">{range}</span>
            {sorted}
            <span class="p3">{local}</span>
            {(!zone.is_empty()).then(|| view! { <span>{l10n::text_with("list-zone", &[("zone", zone.into())])}</span> })}
            <span class="right" aria-hidden="true">
                <Keys keys="J K" /><span>{l10n::text("key-move")}</span>
                <Keys keys="Enter" /><span>{open}</span>
                <Keys keys="X" /><span>{l10n::text("key-select")}</span>
            </span>
        </div>
    }
}

fn moment(calendar: &crate::present::Calendar, at: i64) -> String {
    format!("{}, {}", calendar.date(at), calendar.time(at))
}

/// What can be done with the ticked rows.
#[component]
pub(super) fn BulkBar<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let count = Memo::new(move |_| list.ticked.with(std::collections::BTreeSet::len));
    let toasts = toasts();
    let copy = move |_| {
        let ids: Vec<String> = list.ticked.with_untracked(|ticked| ticked.iter().cloned().collect());
        spawn_local(async move {
            if crate::platform::copy(&ids.join("\n")).await {
                toasts.say(l10n::text_with("copied-ids", &[("count", ids.len().into())]));
            } else {
                toasts.warn(l10n::text("copy-failed"));
            }
        });
    };
    let words = move || l10n::text_with("bulk-selected", &[("count", count.get().into())]);
    view! {
        <div role="status" class="vh">{move || (count.get() > 0).then(words)}</div>
        {move || (count.get() > 0).then(|| view! {
            <div class="bulkbar" role="toolbar" aria-label=l10n::text("bulk-label") data-testid="bulkbar">
                <b class="strong">{words}</b>
                <span class="sep"></span>
                <Button kind=ButtonKind::Ghost small=true icon=IconName::Copy label=l10n::text("bulk-copy") on_press=copy />
                <Button
                    kind=ButtonKind::Ghost
                    small=true
                    icon=IconName::Download
                    label=l10n::text("bulk-export")
                    on_press=move |()| list.exporting.set(Some(Which::Ticked))
                    test_id="bulk-export"
                />
                <span class="sep"></span>
                <Button
                    kind=ButtonKind::Ghost
                    small=true
                    keys="Esc"
                    label=l10n::text("bulk-clear")
                    on_press=move |_| list.tick_all(false)
                />
            </div>
        })}
    }
}
