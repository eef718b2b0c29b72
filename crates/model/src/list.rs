//! One way to ask for rows: every list of the application is a [`ListQuery`].

use serde::{Deserialize, Serialize};

use crate::{Area, Column};

/// What a filter asks of its column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// One of these values.
    AnyOf(Vec<String>),
    /// From here (included) to there (not included); an open end is `None`. Unix seconds of moments, minor units of
    /// amounts.
    Between(Option<i64>, Option<i64>),
    /// Contains this text; case and accents do not count.
    Contains(String),
    /// Yes or no.
    Is(bool),
}

/// A condition on one column. All filters of a query must hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    /// The column.
    pub column: Column,
    /// What is asked of it.
    pub condition: Condition,
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// The order of rows. Rows that the column does not tell apart are in the order of their age ([`Area::age`]), then of
/// their arrival, both in the same direction, so that the order is total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// Up or down.
    pub direction: Direction,
}

/// Which rows of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    /// Rows to pass over.
    pub offset: u32,
    /// Rows wanted; at most [`Window::MOST`].
    pub limit: u32,
}

impl Window {
    /// The most rows one reply carries.
    pub const MOST: u32 = 500;
}

/// What rows are wanted.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ListQuery {
    /// Which list.
    pub area: Area,
    /// All must hold.
    pub filters: Vec<Filter>,
    /// Words typed into the list's search field; each must begin a word of the row (folded; of names, e-mail
    /// addresses, tags and ids). Empty: no search.
    pub search: String,
    /// The order.
    pub sort: Sort,
    /// Which rows.
    pub window: Window,
}

crate::debug_only!(ListQuery { area, sort, window });
