//! The state of a list on screen: what the address says, the rows at hand, the row one is on, the ticked rows.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use ipc::{
    Failure,
    lists::{Count, Counted, StopCount},
};
use leptos::{html, prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;
use model::{Condition, ListQuery, Window};

use super::{
    Batch, ListSpec, Opens, columns,
    export::Which,
    store::{PAGE, Store},
};
use crate::{
    api,
    hooks::{Goto, mark, use_goto},
    present::{
        list::ListState,
        viewport::{BEYOND, Slice, Viewport},
    },
    session::{Desk, desk},
};

/// Height of a row in pixels: `--h-row` of the tokens.
pub(super) const ROW: f64 = 36.0;
/// Height of the head, which lies over the rows: `--h-thead`.
pub(super) const HEAD: f64 = 32.0;
/// Rows are asked for when they are so near to those that are drawn, so that scrolling seldom comes to rows that are not here.
const AHEAD: u32 = 50;
/// Changes that come in a burst are asked for once.
const SETTLE: Duration = Duration::from_millis(150);
/// Blocks stand for rows that are later than this: an answer from the local copy is not, and they would only flash.
const LATE: Duration = Duration::from_millis(150);

/// The state of a list on screen.
pub(super) struct List<R: Send + Sync + 'static> {
    pub spec: &'static ListSpec<R>,
    pub desk: Desk,
    pub state: Memo<ListState>,
    pub store: RwSignal<Store<R>>,
    pub failure: RwSignal<Option<Failure>>,
    /// Rows of each saved view; `None` where that is not known.
    pub counts: RwSignal<Option<Vec<Option<u32>>>>,
    pub ticked: RwSignal<BTreeSet<String>>,
    /// The row one is on.
    pub cursor: RwSignal<Option<u32>>,
    /// Whether one got there by the keyboard, so that it is marked.
    pub by_keys: RwSignal<bool>,
    /// Pixels from the first row to the first one seen.
    pub top: RwSignal<f64>,
    pub height: RwSignal<f64>,
    pub slice: Memo<Slice>,
    /// Whether the first rows were on screen for a frame. Only then are rows drawn beyond it.
    drawn: RwSignal<bool>,
    /// Whether the first rows keep one waiting.
    late: RwSignal<bool>,
    pub scroller: NodeRef<html::Div>,
    /// The filter whose menu is open.
    pub menu: RwSignal<Option<model::Column>>,
    /// What its export is open for, if it is.
    pub exporting: RwSignal<Option<Which>>,
    /// Every column in its place, as it was chosen.
    pub arranged: Memo<Vec<model::ChosenColumn>>,
    /// Whether columns are being chosen.
    pub choosing: RwSignal<bool>,
    version: RwSignal<u32>,
    /// Under which a total that takes long is counted.
    ticket: u64,
    /// The generation that was counted, or is.
    counted: StoredValue<Option<u64>>,
    /// The row ticked last, from which a range goes.
    pub anchor: StoredValue<Option<u32>>,
    goto: Goto,
}

impl<R: Send + Sync + 'static> Clone for List<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Send + Sync + 'static> Copy for List<R> {}

impl<R: Clone + PartialEq + Send + Sync + 'static> List<R> {
    pub fn new(spec: &'static ListSpec<R>) -> Self {
        let desk = desk();
        let query = use_query_map();
        let today = Memo::new(move |_| desk.calendar().day_start(0));
        let state = Memo::new(move |before: Option<&ListState>| {
            today.track();
            let read = query
                .with(|query| ListState::read(spec.views, spec.filters, &desk.calendar_now(), |name| query.get(name)));
            // Every list declares a view; without one there is nothing to fall back on but what was.
            read.or_else(|| before.cloned()).unwrap_or_else(empty_state)
        });
        let store = RwSignal::new(Store::new());
        let (top, height) = (RwSignal::new(0.0), RwSignal::new(560.0));
        let total = Memo::new(move |_| store.with(|store: &Store<R>| store.total.unwrap_or_default()));
        let (drawn, late) = (RwSignal::new(false), RwSignal::new(false));
        let slice = Memo::new(move |_| {
            let beyond = if drawn.get() { BEYOND } else { 0 };
            Viewport { total: total.get(), row: ROW, height: height.get() }.slice(top.get(), beyond)
        });
        let list = Self {
            spec,
            desk,
            state,
            store,
            failure: RwSignal::new(None),
            counts: RwSignal::new(None),
            ticked: RwSignal::new(BTreeSet::new()),
            cursor: RwSignal::new(None),
            by_keys: RwSignal::new(false),
            top,
            height,
            slice,
            drawn,
            late,
            scroller: NodeRef::new(),
            menu: RwSignal::new(None),
            exporting: RwSignal::new(None),
            arranged: columns::arranged(spec, desk, state),
            choosing: RwSignal::new(false),
            version: RwSignal::new(0),
            ticket: crate::platform::random(),
            counted: StoredValue::new(None),
            anchor: StoredValue::new(None),
            goto: use_goto(),
        };
        let ticket = list.ticket;
        on_cleanup(move || {
            // Whoever has left waits for no total. If that cannot be said, nobody hears the answer.
            spawn_local(async move { drop(api::call(StopCount { ticket }).await) });
        });
        let be_late = move || {
            late.try_set(true);
        };
        set_timeout(be_late, LATE);
        list.follow_changes();
        list.fetch_rows();
        list.fetch_counts();
        list
    }

    pub fn viewport(self) -> Viewport {
        let total = self.store.with(|store| store.total.unwrap_or_default());
        Viewport { total, row: ROW, height: self.height.get() }
    }

    fn viewport_now(self) -> Viewport {
        untrack(|| self.viewport())
    }

    /// Whether blocks stand for the rows of the first answer, which is late.
    pub fn is_awaited(self) -> bool {
        self.late.get() && self.total().is_none()
    }

    pub fn total(self) -> Option<u32> {
        self.store.with(|store| store.total)
    }

    /// Asks for everything shown once more.
    pub fn reload(self) {
        self.version.update(|version| *version = version.wrapping_add(1));
    }

    fn follow_changes(self) {
        let pending = StoredValue::new(false);
        // A list that was read and is empty has no rows that change: that it is complete is told by the sync alone.
        let complete = Memo::new(move |_| {
            self.desk.sync.with(|sync| {
                sync.as_ref().map_or(0, |sync| sync.streams.iter().filter(|one| one.complete_at.is_some()).count())
            })
        });
        Effect::new(move |before: Option<(u32, usize)>| {
            let now = (self.desk.rows_version(self.spec.area), complete.get());
            if before.is_some_and(|before| before != now) && !pending.get_value() {
                pending.set_value(true);
                let settle = move || {
                    if pending.try_set_value(false).is_none() {
                        self.reload();
                    }
                };
                set_timeout(settle, SETTLE);
            }
            now
        });
    }

    fn fetch_rows(self) {
        let generation = StoredValue::new(0_u64);
        // Pages that are on their way, with their generation.
        let pending = StoredValue::new(BTreeSet::<(u64, u32)>::new());
        let marked = StoredValue::new(false);
        // At once: the page is still being built while the answer is on its way. It works as long as it is kept.
        let asking = RenderEffect::new(move |before: Option<(ListState, u32)>| {
            let (state, version, slice) = (self.state.get(), self.version.get(), self.slice.get());
            let other_rows = before.as_ref().is_none_or(|(old, _)| !old.same_rows(&state));
            let newer = before.as_ref().is_none_or(|(_, old)| *old != version);
            if other_rows || newer {
                generation.update_value(|generation| *generation += 1);
            }
            if other_rows && before.is_some() {
                self.go_top();
                self.ticked.update(BTreeSet::clear);
            }
            let generation_now = generation.get_value();
            let (first, last) = if other_rows { (0, 0) } else { self.pages_near(slice) };
            let wanted: Vec<u32> = self.store.with_untracked(|store| {
                let lacking = store.lacking(generation_now, first, last);
                pending
                    .with_value(|pending| lacking.filter(|page| !pending.contains(&(generation_now, *page))).collect())
            });
            if let (Some(&first), Some(&last)) = (wanted.first(), wanted.last()) {
                pending.update_value(|pending| pending.extend((first..=last).map(|page| (generation_now, page))));
                let limit = ((last - first + 1) * PAGE).min(Window::MOST);
                let query = state.query(self.spec.area, first * PAGE, limit);
                let answer = (self.spec.fetch)(query.clone());
                spawn_local(async move {
                    let answer = answer.await;
                    if generation.try_get_value() != Some(generation_now) {
                        return;
                    }
                    pending.update_value(|pending| {
                        pending.retain(|(of, page)| *of == generation_now && !(first..=last).contains(page));
                    });
                    match answer {
                        Ok(rows) => {
                            self.failure.set(None);
                            if rows.total.is_none() {
                                self.count(generation_now, query);
                            }
                            self.take(generation_now, first, rows, !other_rows);
                            if !marked.get_value() {
                                marked.set_value(true);
                                request_animation_frame(move || {
                                    mark("first-rows");
                                    request_animation_frame(move || {
                                        self.drawn.try_set(true);
                                    });
                                });
                            }
                        }
                        Err(failure) => self.failure.set(Some(failure)),
                    }
                });
            }
            (state, version)
        });
        StoredValue::new_local(asking);
    }

    /// The first and the last page of which rows are drawn, or soon may be.
    fn pages_near(self, slice: Slice) -> (u32, u32) {
        let total = self.store.with_untracked(|store| store.total.unwrap_or_default());
        let end = slice.end.saturating_add(AHEAD).min(total.max(slice.end));
        (slice.first.saturating_sub(AHEAD) / PAGE, end.saturating_sub(1) / PAGE)
    }

    /// Has the rows of a generation counted, unless that is under way or done.
    fn count(self, generation: u64, query: ListQuery) {
        if self.counted.get_value() == Some(generation) {
            return;
        }
        self.counted.set_value(Some(generation));
        let ticket = self.ticket;
        spawn_local(async move {
            match api::call(Count { query, ticket }).await {
                Ok(Counted { total: Some(total) }) => {
                    let total = u32::try_from(total).unwrap_or(u32::MAX);
                    self.store.try_update(|store| store.counted(generation, total));
                }
                // Another question took its place.
                Ok(Counted { total: None }) => {}
                Err(failure) => {
                    self.counted.try_set_value(None);
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }

    /// Takes rows; where they replace others, the row one is on stays where it is on screen.
    fn take(self, generation: u64, first_page: u32, rows: Batch<R>, hold: bool) {
        let cursor = self.cursor.get_untracked();
        let held = cursor.filter(|_| hold).and_then(|index| {
            let row = self.store.with_untracked(|store| store.row(index))?;
            Some((index, (self.spec.id)(&row)))
        });
        let (before, in_view) = (self.viewport_now(), self.slice.get_untracked().first);
        self.store.update(|store| {
            store.take(generation, first_page, rows);
            store.keep_near(&[Some(in_view), cursor]);
        });
        if let Some((index, id)) = held {
            let found = self.store.with_untracked(|store| store.find(|row| (self.spec.id)(row) == id));
            if let Some(now) = found.filter(|now| *now != index) {
                self.cursor.set(Some(now));
                let moved = (f64::from(now) - f64::from(index)) * ROW;
                self.go_to_in(before, self.top.get_untracked() + moved);
            }
        } else if cursor.is_none()
            && let Some(open) = self.state.with_untracked(|state| state.open.clone())
        {
            // Opened by an address: the cursor goes where the open row is.
            let found = self.store.with_untracked(|store| store.find(|row| (self.spec.id)(row) == open));
            self.cursor.set(found);
        }
    }

    fn fetch_counts(self) {
        let version = self.version;
        Effect::new(move |_| {
            version.track();
            let calendar = self.desk.calendar_now();
            let state = self.state.get_untracked();
            let queries = self
                .spec
                .views
                .iter()
                .map(|view| {
                    let mut of_view = state.with_view(view, &calendar);
                    of_view.search = String::new();
                    of_view.query(self.spec.area, 0, 0)
                })
                .collect();
            spawn_local(async move {
                if let Ok(counts) = api::call(ipc::documents::CountRows { queries }).await {
                    self.counts.try_set(Some(counts));
                }
            });
        });
    }

    /// How many rows the local copy has, whatever the filters: the count of the view "all".
    pub fn local_total(self) -> Option<u32> {
        let all = self.spec.views.iter().position(|view| view.id == "all")?;
        self.counts.with(|counts| *counts.as_ref()?.get(all)?)
    }

    /// Goes to another state of the list; `replace` leaves no step to go back to.
    pub fn show(self, state: &ListState, replace: bool) {
        self.goto.to(&format!("{}?{}", self.spec.path, state.write(self.spec.views)), replace);
    }

    /// Chooses a saved view.
    pub fn choose_view(self, id: &str) {
        if let Some(view) = self.spec.views.iter().find(|view| view.id == id) {
            let state = self.state.get_untracked().with_view(view, &self.desk.calendar_now());
            self.cursor.set(None);
            self.show(&state, false);
        }
    }

    /// Sets or removes a filter.
    pub fn set_filter(self, column: model::Column, condition: Option<Condition>) {
        self.cursor.set(None);
        self.show(&self.state.get_untracked().with_filter(column, condition), false);
    }

    /// Takes away what was added to the view: filters and search.
    pub fn clear_filters(self) {
        if let Some(state) = self.cleared() {
            return self.show(&state, false);
        }
        let state = self.state.get_untracked();
        let Some(view) = self.spec.views.iter().find(|view| view.id == state.view) else { return };
        let mut state = state.with_view(view, &self.desk.calendar_now());
        state.search.clear();
        self.show(&state, false);
    }

    /// Moves the list to a position.
    pub fn go_to(self, top: f64) {
        self.go_to_in(self.viewport_now(), top);
    }

    fn go_to_in(self, on_page: Viewport, top: f64) {
        let viewport = self.viewport_now();
        let top = viewport.clamp(top);
        self.top.set(top);
        let scroll = viewport.scroll_of(top).round() as i32;
        let move_bar = move || {
            if let Some(scroller) = self.scroller.try_get_untracked().flatten() {
                scroller.set_scroll_top(scroll);
            }
        };
        if viewport.is_mapped() && on_page.is_mapped() {
            // The body is as tall as it was: rows and bar move in one frame.
            move_bar();
        } else {
            // After the body has its new height, or the engine would cut the offset off.
            request_animation_frame(move_bar);
        }
    }

    fn go_top(self) {
        self.top.set(0.0);
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_top(0);
        }
    }

    /// The user scrolled to an offset.
    pub fn scrolled(self, offset: f64) {
        let viewport = self.viewport_now();
        // What we set ourselves comes back rounded; in a mapped list that would be some rows off.
        if (viewport.scroll_of(self.top.get_untracked()) - offset).abs() >= 1.0 {
            self.top.set(viewport.top_of(offset));
        }
    }

    /// Moves to a row and shows it; an open inspector comes along.
    pub fn move_to(self, index: i64) {
        let Some(total) = self.store.with_untracked(|store| store.total).filter(|total| *total > 0) else { return };
        let index = index.clamp(0, i64::from(total) - 1) as u32;
        self.cursor.set(Some(index));
        self.by_keys.set(true);
        let viewport = self.viewport_now();
        let top = viewport.reveal(self.top.get_untracked(), index);
        if (top - self.top.get_untracked()).abs() > f64::EPSILON {
            self.go_to(top);
        }
        if self.state.with_untracked(|state| state.open.is_some()) {
            self.open(index, true);
        }
        request_animation_frame(move || {
            crate::platform::focus_still(&format!("tr[data-row='{index}']"));
        });
    }

    /// Moves by so many rows from where one is.
    pub fn move_by(self, rows: i64) {
        let from = match self.cursor.get_untracked() {
            Some(index) => i64::from(index) + rows,
            None => (self.top.get_untracked() / ROW).ceil() as i64,
        };
        self.move_to(from);
    }

    /// Rows of a screen.
    pub fn page_rows(self) -> i64 {
        i64::from(self.viewport_now().page())
    }

    /// Opens a row as the list does it.
    pub fn open(self, index: u32, replace: bool) {
        let Some(row) = self.store.with_untracked(|store| store.row(index)) else { return };
        match self.spec.opens {
            Opens::Beside => {
                let mut state = self.state.get_untracked();
                state.open = Some((self.spec.id)(&row));
                self.show(&state, replace);
            }
            Opens::Page => self.goto.to(&(self.spec.path_of)(&row), false),
        }
    }

    /// Opens the row one is on in full.
    pub fn open_in_full(self) {
        if let Some(row) = self.current() {
            self.goto.to(&(self.spec.path_of)(&row), false);
        }
    }

    /// Closes the inspector.
    pub fn close(self) {
        let mut state = self.state.get_untracked();
        state.open = None;
        self.show(&state, false);
        if let Some(index) = self.cursor.get_untracked() {
            request_animation_frame(move || {
                crate::platform::focus_still(&format!("tr[data-row='{index}']"));
            });
        }
    }

    /// The row one is on.
    pub fn current(self) -> Option<Arc<R>> {
        let index = self.cursor.get_untracked()?;
        self.store.with_untracked(|store| store.row(index))
    }
}

fn empty_state() -> ListState {
    ListState {
        view: "all",
        own: None,
        filters: Vec::new(),
        changed: false,
        search: String::new(),
        sort: model::Sort { column: model::Column::Created, direction: model::Direction::Descending },
        open: None,
    }
}
