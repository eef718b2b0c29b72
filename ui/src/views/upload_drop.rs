//! The overlay while files are held over the window, and the word for a drop that held none.

use ipc::{uploads::DroppedFile, users::ListUsers};
use leptos::prelude::*;
use model::{Area, Column, Condition, Direction, Filter, ListQuery, Sort, Window};

use crate::{
    api,
    components::{DropZone, toasts},
    hooks::use_ask,
    platform,
    present::users,
    session::{Desk, desk},
};

/// As many files are named; a document has no more.
const NAMED: usize = 5;

/// The shell takes files; anything else that is dropped arrives in the page, which says that it is no file. Fields take
/// text as everywhere.
fn hear_other_drops(desk: Desk) {
    let elsewhere = |event: &web_sys::DragEvent| {
        let on_field = event.target().is_some_and(|target| platform::is_field(&target));
        if !on_field {
            event.prevent_default();
        }
        !on_field
    };
    let over = window_event_listener(leptos::ev::dragover, move |event| {
        elsewhere(&event);
    });
    let drop = window_event_listener(leptos::ev::drop, move |event| {
        if elsewhere(&event) {
            desk.dropped_nothing.update(|count| *count = count.wrapping_add(1));
        }
    });
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}

/// The overlay while files are held over the window.
#[component]
pub fn DropOverlay() -> impl IntoView {
    let desk = desk();
    let toasts = toasts();
    Effect::new(move |before: Option<u32>| {
        let count = desk.dropped_nothing.get();
        if before.is_some_and(|before| before != count) {
            toasts.warn(l10n::text("drop-nothing"));
        }
        count
    });
    hear_other_drops(desk);
    let user = use_ask(move || {
        let id = desk.user_in_view.get()?;
        let filter = Filter { column: Column::Id, condition: Condition::AnyOf(vec![id.to_string()]) };
        let query = ListQuery {
            area: Area::Users,
            filters: vec![filter],
            search: String::new(),
            sort: Sort { column: Column::Created, direction: Direction::Descending },
            window: Window { offset: 0, limit: 1 },
        };
        Some(api::call(ListUsers { query }))
    });
    let name = move || {
        desk.user_in_view.get()?;
        user.data.with(|rows| rows.value().and_then(|rows| rows.rows.first().map(users::name)))
    };
    let adding = move || desk.upload.with(Option::is_some);
    let title = Signal::derive(move || {
        desk.dragging.with(|held| {
            let (count, files) = held.as_ref().map_or((0, &[][..]), |(count, files)| (*count, files));
            let words = l10n::text_with("drop-files", &[("count", count.into())]);
            // Told only if it is whole.
            let known: Option<u64> = files.iter().map(|file| file.bytes).sum();
            match known.filter(|size| *size > 0 && files.len() == count as usize) {
                Some(size) => l10n::text_with("drop-files-size", &[("files", words.into()), ("bytes", size.into())]),
                None => words,
            }
        })
    });
    let names = Signal::derive(move || {
        desk.dragging.with(|held| {
            let chip = |file: &DroppedFile| (file.name.clone(), file.bytes.map(l10n::bytes));
            let files = held.iter().flat_map(|(_, files)| files.iter().map(chip));
            files.take(NAMED).collect::<Vec<_>>()
        })
    });
    let action = Signal::derive(move || match (adding(), name()) {
        (true, _) => l10n::text("drop-add"),
        (false, Some(name)) => l10n::text_with("drop-for", &[("user", name.into())]),
        (false, None) => l10n::text("drop-for-nobody"),
    });
    let text = Signal::derive(move || match (adding(), name()) {
        (true, _) => l10n::text("drop-add-text"),
        (false, Some(_)) => l10n::text("drop-for-text"),
        (false, None) => l10n::text("drop-for-nobody-text"),
    });
    let note = l10n::text("drop-note");
    let shown = Memo::new(move |_| desk.dragging.with(Option::is_some));
    move || {
        shown.get().then(|| {
            view! {
                <DropZone
                    title=title
                    names=names
                    action=action
                    text=text
                    note=note.clone()
                    without_mouse=(l10n::text("drop-without-mouse-press"), l10n::text("drop-without-mouse-then"))
                />
            }
        })
    }
}
