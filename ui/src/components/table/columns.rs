//! Which columns the table shows: what is chosen, and the menu in which that is done.

use leptos::prelude::*;
use model::{ChosenColumn, Column};
use web_sys::KeyboardEvent;

use super::{ColumnSpec, ListSpec, Width, list::List};
use crate::{
    components::{Button, Checkbox, IconButton, IconName, Popover, Toasts, toasts},
    present::{
        columns::{self as present, Declared},
        list::ListState,
    },
    session::Desk,
};

/// The least width of a column that takes what is left, in pixels.
const LEAST_REST: u32 = 160;
/// The width of the boxes to tick: `.cb`.
const BOXES: u32 = 50;

fn declared<R>(spec: &ListSpec<R>) -> Vec<Declared> {
    spec.columns.iter().map(ColumnSpec::declared).collect()
}

/// The columns of a list in their order, as they are chosen for what its address says.
pub(super) fn arranged<R: Send + Sync + 'static>(
    spec: &'static ListSpec<R>,
    desk: Desk,
    state: Memo<ListState>,
) -> Memo<Vec<ChosenColumn>> {
    let own = Memo::new(move |_| state.with(|state| state.own.clone()));
    Memo::new(move |_| {
        let chosen = own.with(|own| desk.chosen.columns(spec.area, own.as_deref()));
        present::arrange(&declared(spec), chosen.as_deref())
    })
}

/// What a table of these columns needs to be wide where none, and where some of them have gone, as the style sheet wants
/// it.
fn room<R>(columns: &[&'static ColumnSpec<R>]) -> String {
    let least = |column: &&ColumnSpec<R>| match column.width {
        Width::Px(px) => u32::from(px),
        Width::User => 198,
        Width::Date | Width::Status => 134,
        Width::Type => 118,
        Width::Rest => LEAST_REST,
    };
    let of = |gone: u8| -> u32 {
        let stay = columns.iter().filter(|column| column.priority < gone);
        BOXES + stay.map(least).sum::<u32>()
    };
    format!("--least:{}px;--least-4:{}px;--least-3:{}px;--least-2:{}px", of(5), of(4), of(3), of(2))
}

impl<R: Clone + PartialEq + Send + Sync + 'static> List<R> {
    /// The columns that are shown, in their order.
    pub fn columns(self) -> Vec<&'static ColumnSpec<R>> {
        let spec_of = |one: &ChosenColumn| self.spec.columns.iter().find(|column| column.sort == one.column);
        self.arranged.with(|all| all.iter().filter(|one| one.shown).filter_map(spec_of).collect())
    }

    /// The room the table asks for where somebody chose its columns: they keep their widths, and it moves sideways where
    /// there is less. Empty where nobody did.
    pub fn room(self) -> String {
        if self.is_chosen() { room(&self.columns()) } else { String::new() }
    }

    /// Whether the columns are others than those that the list declares.
    pub fn is_chosen(self) -> bool {
        self.arranged.with(|all| *all != present::arrange(&declared(self.spec), None))
    }

    /// The columns as a new view keeps them.
    pub fn kept_columns(self) -> Option<Vec<ChosenColumn>> {
        present::kept(&declared(self.spec), self.arranged.get())
    }

    fn choose_columns(self, columns: Vec<ChosenColumn>, toasts: Toasts) {
        let view = untrack(|| self.own_view()).map(|view| view.id);
        self.desk.chosen.choose(self.spec.area, view, present::kept(&declared(self.spec), columns), toasts);
    }
}

/// The button of the menu, and the menu while it is open.
#[component]
pub(super) fn ColumnChooser<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let open = list.choosing;
    view! {
        <span class="anchor">
            <IconButton
                label=l10n::text("columns-choose")
                icon=IconName::Columns
                small=true
                expanded=Signal::from(open)
                on_press=move |()| open.set(true)
                test_id="choose-columns"
            />
            {move || open.get().then(|| view! { <Chooser list=list /> })}
        </span>
    }
}

#[component]
fn Chooser<R: Clone + PartialEq + Send + Sync + 'static>(list: List<R>) -> impl IntoView {
    let toasts = toasts();
    let title = match untrack(|| list.own_view()) {
        Some(view) => l10n::text_with("columns-of-view", &[("name", view.name.into())]),
        None => l10n::text("columns-of-list"),
    };
    let now = move || list.arranged.get_untracked();
    let item = move |column: Column| {
        let spec = list.spec.columns.iter().find(|spec| spec.sort == column)?;
        let is_shown = move || list.arranged.with(|all| all.iter().any(|one| one.column == column && one.shown));
        let move_it = move |down: bool| {
            list.choose_columns(present::moved(now(), column, down), toasts);
            focus(column);
        };
        let keys = move |event: KeyboardEvent| {
            let down = match event.key().as_str() {
                "ArrowDown" => true,
                "ArrowUp" => false,
                _ => return,
            };
            if event.alt_key() {
                event.prevent_default();
                // Without Alt the arrows move between the columns.
                event.stop_propagation();
                move_it(down);
            }
        };
        let name = l10n::text(spec.label);
        let mover = |down: bool, icon: IconName, words: &str| {
            let is_at_end = move || list.arranged.with(|all| present::moved(all.clone(), column, down) == *all);
            let key = if down { "down" } else { "up" };
            view! {
                <IconButton
                    label=l10n::text_with(words, &[("column", (&name).into())])
                    icon=icon
                    small=true
                    aside=true
                    disabled=Signal::derive(is_at_end)
                    on_press=move |()| move_it(down)
                    test_id=format!("column-{}-{key}", column.key())
                />
            }
        };
        let (up, down) = (mover(false, IconName::Up, "column-up"), mover(true, IconName::Down, "column-down"));
        Some(view! {
            <div class="menu-tick" on:keydown=keys>
                <Checkbox
                    label=name
                    checked=Signal::derive(is_shown)
                    fixed=spec.stays
                    on_change=move |on| list.choose_columns(present::with_shown(now(), column, on), toasts)
                    test_id=format!("column-{}", column.key())
                />
                {up}
                {down}
            </div>
        })
    };
    let order = move || list.arranged.with(|all| all.iter().map(|one| one.column).collect::<Vec<_>>());
    let reset = move |()| {
        list.choose_columns(present::arrange(&declared(list.spec), None), toasts);
    };
    view! {
        <Popover
            label=title.clone()
            place="right:0;top:30px;width:248px"
            on_close=move |()| list.choosing.set(false)
            test_id="columns"
        >
            <div class="cap">{title}</div>
            <div class="menu-list">
                <For each=order key=|column| *column children=item />
            </div>
            <div class="menu-foot menu-foot--note">
                <span class="t3 small">{l10n::text("columns-move")}</span>
                <Button
                    small=true
                    label=l10n::text("columns-reset")
                    disabled=Signal::derive(move || !list.is_chosen())
                    on_press=reset
                    test_id="columns-reset"
                />
            </div>
        </Popover>
    }
}

/// Gives the focus back to a column that was put elsewhere.
fn focus(column: Column) {
    request_animation_frame(move || {
        crate::platform::focus(&format!("[data-testid='column-{}']", column.key()));
    });
}
