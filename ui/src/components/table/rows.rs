//! The table itself: head, the rows on screen, room for those that are not.

use std::sync::Arc;

use leptos::prelude::*;
use model::Direction;
use wasm_bindgen::{JsCast, closure::Closure};

use super::{
    ColumnSpec, Width,
    list::{HEAD, List, ROW},
};
use crate::{
    components::{Icon, IconName, Ident, glyph},
    present::{Calendar, Cell, StatusWord},
};

fn class<R>(column: &ColumnSpec<R>) -> String {
    let mut class = match column.width {
        Width::User => "w-user".to_owned(),
        Width::Date => "w-date".to_owned(),
        Width::Type => "w-type".to_owned(),
        Width::Status => "w-status".to_owned(),
        Width::Px(_) | Width::Rest => String::new(),
    };
    if column.is_numeric() {
        class.push_str(" num");
    }
    if column.priority > 0 {
        class.push_str(&format!(" p{}", column.priority));
    }
    class
}

fn width(width: Width) -> Option<String> {
    match width {
        Width::Px(px) => Some(format!("{px}px")),
        Width::User | Width::Date | Width::Type | Width::Status | Width::Rest => None,
    }
}

/// The scrolling table of a list.
#[component]
pub(super) fn Rows<R: Clone + PartialEq + Send + Sync + 'static>(
    /// The list.
    list: List<R>,
    /// Its title, for screen readers.
    title: String,
) -> impl IntoView {
    let scroller = list.scroller;
    measure(list);
    wheel(list);
    let slots = move || {
        let slice = list.slice.get();
        list.store.with(|store| (slice.first..slice.end).map(|index| (index, store.row(index))).collect::<Vec<_>>())
    };
    let key = |slot: &(u32, Option<Arc<R>>)| (slot.0, slot.1.as_ref().map(|row| Arc::as_ptr(row) as usize));
    let first_fetch = move || list.store.with(|store| store.total.is_none());
    let spacer = move |height: Signal<f64>| {
        view! {
            <tr class="spacer" aria-hidden="true" hidden=move || height.get() <= 0.0>
                <td style:height=move || format!("{}px", height.get())></td>
            </tr>
        }
    };
    view! {
        <div
            class="list-scroll"
            data-region="list"
            tabindex="-1"
            node_ref=scroller
            on:scroll=move |event| {
                list.scrolled(f64::from(event_target::<web_sys::Element>(&event).scroll_top()));
            }
        >
            <table
                class=move || if list.is_chosen() { "table table--chosen" } else { "table" }
                style=move || list.room()
                aria-label=title
                aria-rowcount=move || list.total().map(|total| i64::from(total) + 1).unwrap_or(-1).to_string()
                aria-busy=move || first_fetch().then_some("true")
                data-testid="table"
            >
                <Head list=list />
                <tbody
                    on:click=move |event| press(list, &event)
                    on:change=move |event| index_of(&event).into_iter().for_each(|(_, index)| list.tick(index, false))
                    on:focusin=move |event| focus(list, &event)
                >
                    {move || list.is_awaited().then(|| skeleton(&list.columns(), 14))}
                    {spacer(Signal::derive(move || list.slice.get().above))}
                    <For each=slots key=key let((index, row))>
                        <TableRow list=list index=index row=row />
                    </For>
                    {spacer(Signal::derive(move || list.slice.get().below))}
                    {move || still_to_come(list).map(|count| skeleton(&list.columns(), count))}
                </tbody>
            </table>
        </div>
    }
}

/// During the first sync, rows that are not here yet are still blocks below those that are.
fn still_to_come<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> Option<u32> {
    let (have, of) = list.store.with(|store| store.freshness.as_ref()?.partial)?;
    let missing = of.saturating_sub(have);
    let total = list.total()?;
    let room = (list.height.get() / ROW).ceil() as u32;
    let count = missing.min(room.saturating_sub(total));
    (count > 0 && !list.state.with(|state| state.changed || !state.search.is_empty())).then_some(count)
}

fn skeleton<R>(columns: &[&'static ColumnSpec<R>], rows: u32) -> impl IntoView + use<R> {
    const WIDTHS: [u32; 6] = [128, 96, 142, 110, 120, 88];
    (0..rows)
        .map(|row| {
            let cells: Vec<_> = columns
                .iter()
                .enumerate()
                .map(|(at, column)| {
                    let wide = matches!(column.width, Width::User | Width::Rest | Width::Px(180..));
                    let block = if wide { WIDTHS[(row as usize + at) % WIDTHS.len()] } else { 56 };
                    let block = format!("{block}px");
                    let class = (column.priority > 0).then(|| format!("p{}", column.priority));
                    view! { <td class=class><span class="sk" style:width=block></span></td> }
                })
                .collect();
            view! { <tr class="still" aria-hidden="true"><td class="cb"></td>{cells}</tr> }
        })
        .collect_view()
}

#[component]
fn Head<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let all = move || {
        let ticked = list.ticked.with(std::collections::BTreeSet::len);
        let total = list.total().unwrap_or_default() as usize;
        (ticked > 0 && ticked >= total, ticked > 0 && ticked < total)
    };
    let head = move |column: &'static ColumnSpec<R>| {
        let sorted = Memo::new(move |_| {
            list.state.with(|state| (state.sort.column == column.sort).then_some(state.sort.direction))
        });
        let sorts = list.spec.area.uses(column.sort).is_some_and(|used| used.sorts);
        let press = move |_| {
            let state = list.state.get_untracked().with_sort(column.sort);
            list.show(&state, false);
        };
        view! {
            <th
                scope="col"
                class=class(column)
                style:width=width(column.width)
                aria-sort=move || sorted.get().map(|direction| match direction {
                    Direction::Ascending => "ascending",
                    Direction::Descending => "descending",
                })
            >
                {if sorts {
                    view! {
                        <button type="button" on:click=press>
                            {l10n::text(column.label)}
                            {move || sorted.get().map(|direction| view! {
                                <Icon name=if direction == Direction::Descending { IconName::Down } else { IconName::Up } />
                            })}
                        </button>
                    }
                    .into_any()
                } else {
                    l10n::text(column.label).into_any()
                }}
            </th>
        }
    };
    view! {
        <thead>
            <tr aria-rowindex="1">
                <th scope="col" class="cb">
                    <label class="hit">
                        <input
                            type="checkbox"
                            class="check"
                            aria-label=l10n::text("select-all-rows")
                            prop:checked=move || all().0
                            prop:indeterminate=move || all().1
                            on:change=move |event| list.tick_all(event_target_checked(&event))
                        />
                    </label>
                </th>
                {move || list.columns().into_iter().map(head).collect_view()}
            </tr>
        </thead>
    }
}

/// The part of a row that an event is about, and the row's index. The body hears for all its rows: as they come and go, they
/// would have listeners of their own made and taken away.
fn index_of(event: &web_sys::Event) -> Option<(web_sys::Element, u32)> {
    let part: web_sys::Element = event.target()?.dyn_into().ok()?;
    let index = part.closest("tr[data-row]").ok()??.get_attribute("data-row")?.parse().ok()?;
    Some((part, index))
}

fn press<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, event: &web_sys::MouseEvent) {
    let Some((part, index)) = index_of(event) else { return };
    // A press beside the box is not meant for the row.
    if part.closest(".cb").is_ok_and(|cell| cell.is_some()) {
        return;
    }
    list.cursor.set(Some(index));
    list.by_keys.set(false);
    if event.shift_key() {
        list.tick(index, true);
    } else {
        list.open(index, list.state.with_untracked(|state| state.open.is_some()));
    }
}

fn focus<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>, event: &web_sys::FocusEvent) {
    // What stands in a row may have the focus without one being on the row.
    if let Some((_, index)) = index_of(event).filter(|(part, _)| part.has_attribute("data-row")) {
        list.cursor.set(Some(index));
    }
}

#[component]
fn TableRow<R: Clone + PartialEq + Send + Sync + 'static>(
    list: List<R>,
    index: u32,
    row: Option<Arc<R>>,
) -> impl IntoView {
    let Some(row) = row else {
        return (move || skeleton(&list.columns(), 1)).into_any();
    };
    let id = StoredValue::new((list.spec.id)(&row));
    let name = (list.spec.name)(&row);
    let is_ticked = move || list.ticked.with(|ticked| id.with_value(|id| ticked.contains(id)));
    let is_open = move || list.state.with(|state| id.with_value(|id| state.open.as_ref() == Some(id)));
    let is_current = move || list.cursor.get() == Some(index);
    let class = move || {
        let mut class = String::new();
        for (set, name) in [
            (is_ticked(), "is-checked "),
            (is_open(), "is-open "),
            (is_current() && list.by_keys.get() && !is_open(), "is-focus"),
        ] {
            if set {
                class.push_str(name);
            }
        }
        class
    };
    let calendar = list.desk.calendar_now();
    let cells = move || {
        let cell_of = |column: &'static ColumnSpec<R>| cell(column.cell(&row, &calendar), column.priority);
        list.columns().into_iter().map(cell_of).collect_view()
    };
    view! {
        <tr
            class=class
            data-row=index.to_string()
            data-testid=format!("row-{}", id.get_value())
            aria-rowindex=(u64::from(index) + 2).to_string()
            aria-selected=move || if is_open() { "true" } else { "false" }
            tabindex=move || if is_current() || (list.cursor.get().is_none() && index == 0) { "0" } else { "-1" }
        >
            <td class="cb">
                <label class="hit">
                    <input
                        type="checkbox"
                        class="check"
                        tabindex="-1"
                        aria-label=l10n::text_with("select-row", &[("name", name.into())])
                        prop:checked=is_ticked
                    />
                </label>
            </td>
            {cells}
        </tr>
    }
    .into_any()
}

/// What a cell looks like: as few elements as it can be, since each costs on every row that scrolls into view.
pub(crate) fn cell(cell: Cell, priority: u8) -> AnyView {
    let hides = if priority > 0 { format!(" p{priority}") } else { String::new() };
    match cell {
        Cell::Empty => view! { <td class=hides></td> }.into_any(),
        Cell::User { icon, name, quiet } => {
            let class = if quiet { "mark name name--id" } else { "mark name" };
            let title = name.clone();
            view! { <td class=format!("{class}{hides}") title=title>{glyph(icon)}{name}</td> }.into_any()
        }
        Cell::Kind { icon, text } => {
            let title = text.clone();
            view! { <td class=format!("mark{hides}") title=title>{glyph(icon)}{text}</td> }.into_any()
        }
        Cell::Money { amount, currency } => {
            view! { <td class=format!("num money{hides}")>{amount}<span class="ccy">{currency}</span></td> }.into_any()
        }
        Cell::Text(text) => view! { <td class=format!("words{hides}")>{text}</td> }.into_any(),
        Cell::Date(text) => view! { <td class=format!("t2{hides}")>{text}</td> }.into_any(),
        Cell::Quiet(text) => {
            let title = text.clone();
            view! { <td class=format!("t2 words{hides}") title=title>{text}</td> }.into_any()
        }
        Cell::Detailed(text, more) => {
            let title = format!("{text}{more}");
            view! {
                <td class=format!("t2 words{hides}") title=title>
                    <span class="detailed"><span class="ell">{text}</span><span>{more}</span></span>
                </td>
            }
            .into_any()
        }
        Cell::Faint(text) => view! { <td class=format!("t3{hides}")>{text}</td> }.into_any(),
        Cell::Status(StatusWord { icon, role, word }) => {
            let class = format!("mark mark--st st--{}{hides}", role.name());
            view! { <td class=class>{glyph(icon)}{word}</td> }.into_any()
        }
        Cell::Id(id) => view! { <td class=hides><Ident id=id /></td> }.into_any(),
        Cell::DateTime { date, time } => {
            view! { <td class=format!("t2{hides}")>{date}" "<span class="p3">{time}</span></td> }.into_any()
        }
    }
}

/// A small table in a panel: no sorting, no windows.
#[component]
pub fn PlainTable<R: 'static>(
    /// The columns.
    columns: &'static [ColumnSpec<R>],
    /// The rows.
    rows: Vec<R>,
    /// Now and the zone.
    calendar: Calendar,
    /// The address a row opens, if any.
    path_of: fn(&R) -> Option<String>,
    /// For screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let goto = crate::hooks::use_goto();
    let heads: Vec<_> = columns
        .iter()
        .map(|column| {
            let class = class(column);
            view! { <th scope="col" class=class style:width=width(column.width)>{l10n::text(column.label)}</th> }
        })
        .collect();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let path = path_of(row);
            let cells: Vec<_> =
                columns.iter().map(|column| cell(column.cell(row, &calendar), column.priority)).collect();
            let tabindex = path.is_some().then_some("0");
            let open = StoredValue::new(path);
            let go = move || open.with_value(|path| path.iter().for_each(|path| goto.to(path, false)));
            view! {
                <tr
                    tabindex=tabindex
                    on:click=move |_| go()
                    on:keydown=move |event| if event.key() == "Enter" { go() }
                >
                    {cells}
                </tr>
            }
        })
        .collect();
    view! {
        <table class="table table--plain" aria-label=label>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Follows the height that is there for rows.
fn measure<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) {
    let observer = StoredValue::new_local(None::<(web_sys::ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(element) = list.scroller.get() else { return };
        let of = element.clone();
        let changed = Closure::<dyn FnMut()>::new(move || {
            let height = (f64::from(of.client_height()) - HEAD).max(ROW);
            list.height.try_set(height);
        });
        if let Ok(made) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            made.observe(&element);
            observer.set_value(Some((made, changed)));
        }
    });
    on_cleanup(move || {
        observer.try_update_value(|observer| {
            if let Some((observer, _)) = observer.take() {
                observer.disconnect();
            }
        });
    });
}

/// In a list so long that positions are mapped in proportion, the wheel counts in pixels of rows, not of the bar.
fn wheel<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) {
    let held = StoredValue::new_local(None::<(web_sys::HtmlDivElement, Closure<dyn FnMut(web_sys::WheelEvent)>)>);
    Effect::new(move |_| {
        let Some(element) = list.scroller.get() else { return };
        let hear = Closure::<dyn FnMut(web_sys::WheelEvent)>::new(move |event: web_sys::WheelEvent| {
            if untrack(|| list.viewport().is_mapped()) {
                event.prevent_default();
                let pixels = if event.delta_mode() == 0 { event.delta_y() } else { event.delta_y() * ROW };
                list.go_to(list.top.get_untracked() + pixels);
            }
        });
        let options = web_sys::AddEventListenerOptions::new();
        // A passive listener could not keep the engine from scrolling too.
        options.set_passive(false);
        let target = hear.as_ref().unchecked_ref();
        element
            .add_event_listener_with_callback_and_add_event_listener_options("wheel", target, &options)
            .unwrap_or_default();
        held.set_value(Some((element, hear)));
    });
    on_cleanup(move || {
        held.try_update_value(|held| {
            if let Some((element, hear)) = held.take() {
                element.remove_event_listener_with_callback("wheel", hear.as_ref().unchecked_ref()).unwrap_or_default();
            }
        });
    });
}
