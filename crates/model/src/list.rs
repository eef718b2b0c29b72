//! One way to ask for rows: every list of the application is a [`ListQuery`].

use serde::{Deserialize, Serialize};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Users.
    Users,
    /// KYC documents of all users.
    KycDocuments,
    /// Events of the platform.
    Events,
}

/// A column that can be filtered or sorted. One namespace for all areas: a column means the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The object's id.
    Id,
    /// A person's or company's name, folded (case and accents do not count).
    Name,
    /// E-mail address.
    Email,
    /// The customer's free text.
    Tag,
    /// Status.
    Status,
    /// Type.
    Type,
    /// When it was created.
    Created,
    /// When Mangopay decided.
    Processed,
    /// Why it was refused.
    RefusedReason,
    /// Whether a newer document of the same type stands in its place (Bool).
    Replaced,
    /// The user it belongs to.
    UserId,
    /// Natural or legal.
    PersonType,
    /// Legal form.
    LegalForm,
    /// Payer, owner, platform.
    Category,
    /// Light or regular.
    KycLevel,
    /// Country of residence or of the headquarters, two letters.
    Country,
    /// When it happened (events).
    Date,
}

/// What a filter asks of its column.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// One of these values.
    AnyOf(Vec<String>),
    /// From this moment (included) to that one (not included); an open end is `None`. Unix seconds.
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

/// The order of rows; the id breaks ties, so that the order is total.
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
