//! Reading a list of pages whole while rows come and go: a pure machine that says which page is next and when the list
//! is at its end.
//!
//! Lists are read oldest first, so that what is added appears at the end. What is removed makes everything after it move
//! one place forward: the first row of a page that was not read yet may slip onto one that was. The count that comes
//! with every page tells of it, and the reading goes back by as many pages as it takes. Rows that come twice do no harm;
//! they are known by their ids. A server that repeats itself or never ends is left alone, with what was read.

#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use serde::{Deserialize, Serialize};

/// Rows of a page: the most the API gives (money-operations.md §1.5).
const PER_PAGE: u64 = 100;
/// Pages in a row that bring nothing new before a reading is given up.
const MOST_BARREN: u32 = 3;
/// Pages by which a list may outgrow twice what it had at first before it counts as endless.
const MOST_GROWTH: u32 = 1_000;
/// Pages of a list that never says how many it has.
const MOST_UNTOLD: u32 = 100_000;
/// Times that a reading goes back because rows were removed.
const MOST_REWINDS: u32 = 100;
/// Times that a list is read again because it holds fewer rows than it says.
const MOST_READINGS: u32 = 2;

/// Where a reading stands; stored with the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    /// The last page that was stored; 0: none.
    pub(super) page: u32,
    /// Rows that the server said there are when it was.
    pub(super) total: Option<u64>,
}

/// What the machine needs to know of a page.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) number: u32,
    /// Ids of its rows.
    pub(super) ids: Vec<String>,
    /// Rows that could not be read.
    pub(super) unread: u64,
    pub(super) pages: Option<u32>,
    pub(super) total: Option<u64>,
    pub(super) is_last: bool,
}

/// What follows a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// This page.
    Page(u32),
    /// Nothing: the list is read. So many rows were counted by the server and never shown.
    End { untold: u64 },
    /// Nothing: the server does not behave like a list.
    Stuck(Guard),
}

/// Why a reading was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guard {
    /// Page after page brings the same rows.
    Repeats,
    /// There is always one more page.
    Endless,
}

/// A reading.
#[derive(Debug)]
pub(super) struct Walk {
    place: Place,
    first: u32,
    /// Ids by their hash. Whole only if the reading began with the first page.
    seen: HashSet<u64>,
    unread: u64,
    pages: Option<u32>,
    /// Pages there were at first.
    began_with: Option<u32>,
    barren: u32,
    rewinds: u32,
    readings: u32,
    /// Pages up to this one are read for the second time.
    known_to: u32,
    last: u64,
}

impl Walk {
    /// Goes on from a place. The page there is read again: it may have grown.
    pub(super) fn from(place: Place) -> Self {
        let first = place.page.max(1);
        Self {
            place,
            first,
            seen: HashSet::new(),
            unread: 0,
            pages: None,
            began_with: None,
            barren: 0,
            rewinds: 0,
            readings: 1,
            known_to: place.page,
            last: 0,
        }
    }

    /// The page to begin with.
    pub(super) fn first(&self) -> u32 {
        self.first
    }

    /// Rows that could not be read, of those that were not read before.
    pub(super) fn unread(&self) -> u64 {
        self.unread
    }

    /// Where it stands, to be stored with the page that was just taken.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// The last page that may be asked for before the one that is next has come.
    pub(super) fn horizon(&self, next: u32, at_once: u32) -> u32 {
        match self.pages {
            Some(pages) => pages.min(next.saturating_add(at_once).saturating_sub(1)).max(next),
            None => next,
        }
    }

    /// Takes the page that was next; pages come in their order. `ahead` is the highest page that had been asked for by
    /// then: which of those the server looked up before a removal nobody knows.
    pub(super) fn take(&mut self, page: &Seen) -> Next {
        let fingerprint = fingerprint(&page.ids);
        let repeats = page.number > self.first && !page.ids.is_empty() && fingerprint == self.last;
        self.last = fingerprint;
        let before = self.seen.len();
        self.seen.extend(page.ids.iter().map(|id| hash(id)));
        let brought = self.seen.len() > before || page.unread > 0;
        self.unread += if page.number > self.known_to { page.unread } else { 0 };
        self.barren = if brought || page.number <= self.known_to { 0 } else { self.barren + 1 };
        self.pages = page.pages.or(self.pages);
        self.began_with = self.began_with.or(page.pages);

        let removed = match (self.place.total, page.total) {
            (Some(before), Some(now)) => before.saturating_sub(now),
            _ => 0,
        };
        self.known_to = self.known_to.max(page.number);
        self.place = Place { page: page.number, total: page.total.or(self.place.total) };
        if removed > 0 && self.rewinds < MOST_REWINDS {
            return self.go_back(page.number, removed);
        }
        if page.is_last {
            return self.at_end(page.total);
        }
        if repeats && page.number > 1 {
            return Next::Stuck(Guard::Repeats);
        }
        if self.barren >= MOST_BARREN {
            return Next::Stuck(Guard::Repeats);
        }
        let most = self.began_with.map_or(MOST_UNTOLD, |pages| pages.saturating_mul(2).saturating_add(MOST_GROWTH));
        if page.number >= most {
            return Next::Stuck(Guard::Endless);
        }
        Next::Page(page.number + 1)
    }

    /// Back to the pages that rows may have slipped onto: one for each hundred removed, the one before, and all that
    /// were asked for together with this one.
    fn go_back(&mut self, number: u32, removed: u64) -> Next {
        self.rewinds += 1;
        let pages = u32::try_from(removed.div_ceil(PER_PAGE)).unwrap_or(u32::MAX);
        let to = number.saturating_sub(pages).saturating_sub(super::governor::AT_ONCE).max(1);
        self.last = 0;
        self.place.page = to;
        Next::Page(to)
    }

    fn at_end(&mut self, total: Option<u64>) -> Next {
        let seen = self.seen.len() as u64 + self.unread;
        let untold = if self.first == 1 { total.unwrap_or(seen).saturating_sub(seen) } else { 0 };
        if untold > 0 && self.readings < MOST_READINGS {
            self.readings += 1;
            self.last = 0;
            self.place.page = 1;
            return Next::Page(1);
        }
        Next::End { untold }
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

fn fingerprint(ids: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    ids.hash(&mut hasher);
    hasher.finish()
}
