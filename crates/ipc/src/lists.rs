//! Lists of every area, as typed cells: rows, counts, sums, search, one object.

use model::{Area, Hits, ListQuery, Listing, Object, SearchError, SumQuery};
use serde::{Deserialize, Serialize};

use crate::sync::Freshness;

/// Asks for rows of any list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct List {
    /// Which rows, in which order.
    pub query: ListQuery,
}

/// Rows of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The rows, and how many match; where that is still to be counted, ask with [`Count`].
    pub listing: Listing,
    /// How complete and how old the local copy of the list is.
    pub freshness: Freshness,
}

/// Counts the rows that match, however long it takes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Count {
    /// Which rows; order and window do not count.
    pub query: ListQuery,
    /// Made up by the view that asks, its own: a later count with the same ticket ends this one.
    pub ticket: u64,
}

/// What a count came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Rows that match; `None` if the count was ended before.
    pub total: Option<u64>,
}

/// Ends a count that nobody waits for any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StopCount {
    /// Its ticket.
    pub ticket: u64,
}

/// Asks for counts and sums that are kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddUp {
    /// Each by itself, all of one moment.
    pub queries: Vec<SumQuery>,
}

/// Searches everything that is held.
#[derive(Clone, Serialize, Deserialize)]
pub struct FindObjects {
    /// What was typed, operators and all.
    pub text: String,
    /// The most objects to answer with.
    pub most: u32,
}

model::debug_only!(FindObjects { most });

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// Objects, best first.
    Hits(Hits),
    /// What was typed cannot be read.
    Misread(SearchError),
}

/// Asks for one object of any list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetObject {
    /// Its list.
    pub area: Area,
    /// Its id.
    pub id: String,
}

/// Looks for one object by its id, whatever it is: in the local copy, and where it is not held, at Mangopay. What comes
/// from there is kept.
#[derive(Clone, Serialize, Deserialize)]
pub struct LookUp {
    /// The id; `None` ends the question with this ticket.
    pub id: Option<String>,
    /// Made up by the view that asks, its own: a later question with the same ticket ends this one.
    pub ticket: u64,
}

model::debug_only!(LookUp { ticket });

/// What became of looking for an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookedUp {
    /// This list holds it, perhaps only now.
    Held(Area),
    /// Mangopay has none with this id either.
    Nowhere,
    /// Nobody waits for it any more.
    Ended,
}

/// Asks for the id on the system's clipboard. `None`: there is none, or anything but an id stands there, which never
/// crosses.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetCopiedId {}

/// One object as it is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The object with its JSON.
    pub object: Object,
    /// How complete and how old the local copy of its list is.
    pub freshness: Freshness,
}
