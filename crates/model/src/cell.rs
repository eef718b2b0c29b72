//! Rows of any list, as typed cells.

use serde::{Deserialize, Serialize};

use crate::{Area, Column, Kind, Money, UnixSeconds};

/// What stands in one column of one row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Not told.
    Nothing,
    /// A word of the API.
    Word(String),
    /// Text of people, as it came.
    Text(String),
    /// An object's id.
    Link(String),
    /// A moment.
    Moment(UnixSeconds),
    /// An amount.
    Money(Money),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// What it holds; `None` for nothing.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Nothing => None,
            Self::Word(_) => Some(Kind::Word),
            Self::Text(_) => Some(Kind::Text),
            Self::Link(_) => Some(Kind::Link),
            Self::Moment(_) => Some(Kind::Moment),
            Self::Money(_) => Some(Kind::Money),
            Self::Flag(_) => Some(Kind::Flag),
        }
    }

    /// The word, text or id.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Word(text) | Self::Text(text) | Self::Link(text) => Some(text),
            Self::Nothing | Self::Moment(_) | Self::Money(_) | Self::Flag(_) => None,
        }
    }
}

/// Where a row was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The API.
    #[default]
    Api,
    /// A report's file.
    Report,
    /// The archive: the API no longer serves it.
    Archive,
}

/// A row of any list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The object's id.
    pub id: String,
    /// A cell for each of the area's columns, in their order.
    pub cells: Vec<Cell>,
    /// Where it was read from.
    pub origin: Origin,
    /// When it was last fetched.
    pub fetched_at: UnixSeconds,
    /// When the API was first seen not to know it any more.
    pub gone_at: Option<UnixSeconds>,
}

crate::debug_only!(Row { id, origin });

impl Row {
    /// The cell of a column; nothing if the area has no such column.
    pub fn cell(&self, area: Area, column: Column) -> &Cell {
        area.place(column).and_then(|place| self.cells.get(place)).unwrap_or(&Cell::Nothing)
    }
}

/// How many rows match a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    /// So many, exactly.
    Known(u64),
    /// To be counted: ask for it by itself.
    Counting,
}

/// The answer to a list query; everything in it is of one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Rows that match, window or not.
    pub total: Total,
    /// Counts the changes of the area.
    pub generation: u64,
    /// The rows in the window.
    pub rows: Vec<Row>,
}

/// An object with its JSON.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// The row.
    pub row: Row,
    /// The JSON as it came.
    pub raw: String,
}

crate::debug_only!(Object { row });

/// Asks for counts and sums, kept as rows are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SumQuery {
    /// Of which rows.
    pub area: Area,
    /// Which of them; on counted columns only.
    pub filters: Vec<crate::Filter>,
    /// Split by the values of these columns, counted ones.
    pub by: Vec<Column>,
    /// Split by day of creation as well, from this day (included) to that one (not included); days since 1970 in UTC.
    /// Columns are then those of
    /// [`Area::daily`].
    pub days: Option<(i64, i64)>,
}

/// A count and the sums beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// The day, where asked.
    pub day: Option<i64>,
    /// The values it was split by.
    pub by: Vec<Cell>,
    /// Rows.
    pub count: u64,
    /// Sums of minor units in the columns of [`Area::summed`], by day only. Meant for one currency: split or filter by
    /// it. Held at the ends of the range.
    pub sums: Vec<i64>,
}

/// An object that a search found.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Its list.
    pub area: Area,
    /// Its row.
    pub row: Row,
    /// What matched.
    pub marks: Vec<Mark>,
}

crate::debug_only!(Hit { area, row });

/// The part of a cell's text that matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The column.
    pub column: Column,
    /// First character (not byte) of the text as shown.
    pub from: u32,
    /// The character after the last one.
    pub to: u32,
}

/// What a search found, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// The best.
    pub hits: Vec<Hit>,
    /// Objects that match, as far as they were looked at.
    pub found: u32,
    /// Whether there are more than were looked at ("more than …").
    pub more: bool,
}
