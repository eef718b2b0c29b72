//! The list scaffold. A list view is a declaration handed to [`ListPage`]: columns, filters, views, fetch, presenter.

mod banners;
mod columns;
mod export;
mod filter_bar;
mod foot;
mod keys;
mod list;
mod own_views;
mod page;
mod refusal;
mod rows;
mod store;
mod ticks;
mod words;

use std::{future::Future, pin::Pin};

use ipc::{Failure, Rows, sync::Freshness};
use model::{Area, Column, Kind, ListQuery, form::FormKind};

pub use page::{InspectorSlot, ListPage};
pub use rows::PlainTable;

use crate::present::{
    Calendar, Cell,
    columns::Declared,
    list::{FilterSpec, ListState, SavedView},
};

/// Rows of a list, and how many there are.
pub struct Batch<R> {
    /// The rows of the window asked for.
    pub rows: Vec<R>,
    /// Rows that match in all; `None` if that is still to be counted.
    pub total: Option<u32>,
    /// How complete the list's local copy is.
    pub freshness: Freshness,
}

impl<R> From<Rows<R>> for Batch<R> {
    fn from(answer: Rows<R>) -> Self {
        Self { rows: answer.rows, total: Some(answer.total), freshness: answer.freshness }
    }
}

/// The answer to a list query, on its way.
pub type Answer<R> = Pin<Box<dyn Future<Output = Result<Batch<R>, Failure>>>>;

/// What a list at an address asks for first: the same that its page will.
pub fn first_query<R>(
    spec: &ListSpec<R>,
    calendar: &Calendar,
    get: impl Fn(&str) -> Option<String>,
) -> Option<ListQuery> {
    let state = ListState::read(spec.views, spec.filters, calendar, get)?;
    Some(state.query(spec.area, 0, store::PAGE))
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// So many pixels.
    Px(u16),
    /// That of names: 198 px, less where the list is narrow.
    User,
    /// That of a date with its time, less where the time has no room.
    Date,
    /// That of a document's type, less where the list is narrow.
    Type,
    /// That of a status: room for its longest word where the list is wide.
    Status,
    /// What is left. One column of a table has it.
    Rest,
}

/// Signs of a shortened id after what stands before its last `_`: `_1234…5678`.
const REST_OF_ID: u16 = 10;
/// A sign of an id in tenths of a pixel: the mono face at 12 px, a little wider than ours.
const SIGN: u16 = 72;
/// The room beside what a cell shows, in pixels, where it stands at the edge of the page.
const EDGES: u16 = 32;

impl Width {
    /// That of ids that have this before their last `_`: their short form is not cut once more.
    pub const fn ids(begins: &str) -> Self {
        Self::Px(((begins.len() as u16 + REST_OF_ID) * SIGN).div_ceil(10) + EDGES)
    }
}

/// A column.
pub struct ColumnSpec<R: 'static> {
    /// The head's key in the catalogue.
    pub label: &'static str,
    /// Its width.
    pub width: Width,
    /// When it goes: 4 below 1000 px of list width, 3 below 800, 2 below 640, 0 never.
    pub priority: u8,
    /// What a press on the head sorts by. A list has each column once.
    pub sort: Column,
    /// Whether it is shown where nobody chose columns.
    pub shown: bool,
    /// Whether it tells what a row is, so that it cannot be hidden. One column of a list does.
    pub stays: bool,
    shows: Shows<R>,
}

/// What a column shows of a row.
enum Shows<R> {
    Row(fn(&R, &Calendar) -> Cell),
    /// The same for every column of a list whose rows know their columns.
    Column(fn(&R, Column, &Calendar) -> Cell),
}

impl<R: 'static> ColumnSpec<R> {
    /// A column that never goes.
    pub const fn new(label: &'static str, width: Width, sort: Column, cell: fn(&R, &Calendar) -> Cell) -> Self {
        Self { label, width, priority: 0, sort, shown: true, stays: false, shows: Shows::Row(cell) }
    }

    /// A column whose cell follows from the column.
    pub const fn of(
        label: &'static str,
        width: Width,
        column: Column,
        cell: fn(&R, Column, &Calendar) -> Cell,
    ) -> Self {
        Self { label, width, priority: 0, sort: column, shown: true, stays: false, shows: Shows::Column(cell) }
    }

    /// What it shows of a row.
    pub(crate) fn cell(&self, row: &R, calendar: &Calendar) -> Cell {
        match self.shows {
            Shows::Row(cell) => cell(row, calendar),
            Shows::Column(cell) => cell(row, self.sort, calendar),
        }
    }

    /// Whether it holds amounts, which stand on the right.
    fn is_numeric(&self) -> bool {
        self.sort.kind() == Kind::Money
    }

    /// The same, going where the list is narrow: 4 below 1000 px, 3 below 800, 2 below 640.
    pub const fn hiding(self, priority: u8) -> Self {
        Self { priority, ..self }
    }

    /// The same, not shown until somebody chooses it.
    pub const fn offered(self) -> Self {
        Self { shown: false, ..self }
    }

    /// The same as the column that tells what a row is.
    pub const fn naming(self) -> Self {
        Self { stays: true, ..self }
    }

    fn declared(&self) -> Declared {
        Declared { column: self.sort, shown: self.shown, stays: self.stays }
    }
}

/// What Enter and a click do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// The inspector beside the list.
    Beside,
    /// A page of its own.
    Page,
}

/// A list.
pub struct ListSpec<R: 'static> {
    /// What is listed.
    pub area: Area,
    /// The prefix of its words in the catalogue: `<prefix>-title`, `<prefix>-count`…
    pub words: &'static str,
    /// Its place in addresses.
    pub path: &'static str,
    /// The saved views; the first is shown at first.
    pub views: &'static [SavedView],
    /// The filters.
    pub filters: &'static [FilterSpec],
    /// The columns.
    pub columns: &'static [ColumnSpec<R>],
    /// Asks for rows.
    pub fetch: fn(ListQuery) -> Answer<R>,
    /// A row's id.
    pub id: fn(&R) -> String,
    /// What a row is called.
    pub name: fn(&R) -> String,
    /// The address of the row's own page, for O.
    pub path_of: fn(&R) -> String,
    /// What Enter does.
    pub opens: Opens,
    /// The form for a new one, if there is one: N opens it, and so does a button where the list is empty.
    pub makes: Option<FormKind>,
}
