//! Reading a list of pages whole while rows come and go: a pure machine that says which page is next and when the list
//! is at its end.
//!
//! Lists are read oldest first, so that what is added appears at the end. What is removed makes everything after it move
//! one place forward: the first row of a page that was not read yet may slip onto one that was. The count that comes
//! with every page tells of it only while fewer rows come than go. So the reading of a long list begins at its end: it
//! marks the last row there. Is that row in its place when the reading reaches it, nothing before it has moved since;
//! otherwise the pages are read again. Rows that come twice do no harm; they are known by their ids. A server that
//! repeats itself, never ends or never keeps still is left alone, with what was read.

#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use serde::{Deserialize, Serialize};

/// Pages in a row that bring nothing new before a reading is given up.
const MOST_BARREN: u32 = 3;
/// Pages by which a list may outgrow twice what it had at first before it counts as endless.
const MOST_GROWTH: u32 = 1_000;
/// Pages of a list that never says how many it has.
const MOST_UNTOLD: u32 = 100_000;
/// Times that pages are read again because rows have moved.
const MOST_MOVES: u32 = 40;
/// Times that the last page may be empty before the server is taken to count its pages wrongly.
const MOST_UNMARKED: u32 = 5;
/// Times that a list is read again because it holds fewer rows than it says.
const MOST_READINGS: u32 = 2;

/// Where a reading stands; stored with the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// The last page that was stored; 0: none.
    pub(super) page: u32,
    /// Rows that the server said there are when it was.
    pub(super) total: Option<u64>,
    /// The row that tells whether others have moved.
    pub(super) mark: Option<Mark>,
}

/// A row whose place is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    id: String,
    page: u32,
    /// Its place on the page, among the rows that could be read.
    index: usize,
    /// The page to read from again if it is elsewhere.
    from: u32,
}

impl Mark {
    /// The last row of a page.
    fn last_of(page: &Seen, from: u32) -> Option<Self> {
        let id = page.ids.last()?.clone();
        Some(Self { id, page: page.number, index: page.ids.len() - 1, from })
    }

    /// Whether it is where it was; known only of the page where it belongs, or of a last one before that.
    fn has_moved(&self, page: &Seen) -> bool {
        match page.number.cmp(&self.page) {
            std::cmp::Ordering::Less => page.is_last,
            std::cmp::Ordering::Equal => page.ids.get(self.index) != Some(&self.id),
            std::cmp::Ordering::Greater => false,
        }
    }
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
    /// Rows move each time that they are read.
    Restless,
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
    moves: u32,
    readings: u32,
    /// Whether rows are marked.
    marks: bool,
    /// The page asked for is the last one, for its mark; the reading goes on with this one.
    marking: Option<u32>,
    /// Pages up to this one are read for the second time.
    known_to: u32,
    last: u64,
}

impl Walk {
    /// Goes on from a place. The page there is read again: it may have grown.
    pub(super) fn from(place: Place) -> Self {
        let (first, known_to) = (place.page.max(1), place.page);
        Self {
            place,
            first,
            seen: HashSet::new(),
            unread: 0,
            pages: None,
            began_with: None,
            barren: 0,
            moves: 0,
            readings: 1,
            marks: true,
            marking: None,
            known_to,
            last: 0,
        }
    }

    /// From the beginning, and nothing is marked: for the many short lists of users, whose rows the API has no way to
    /// remove (money-operations.md: wallets, transactions, cards and accounts are closed or deactivated). A count that
    /// falls is heeded all the same.
    pub(super) fn unmarked() -> Self {
        Self { marks: false, ..Self::from(Place::default()) }
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
        self.place.clone()
    }

    /// The last page that may be asked for before the one that is next has come.
    pub(super) fn horizon(&self, next: u32, at_once: u32) -> u32 {
        if self.marking.is_some() {
            return next;
        }
        match self.pages {
            Some(pages) => pages.min(next.saturating_add(at_once).saturating_sub(1)).max(next),
            None => next,
        }
    }

    /// Takes the page that was next; pages come in their order.
    pub(super) fn take(&mut self, page: &Seen) -> Next {
        let fingerprint = fingerprint(&page.ids);
        let repeats = page.number > self.first && !page.ids.is_empty() && fingerprint == self.last;
        self.last = fingerprint;
        let before = self.seen.len();
        self.seen.extend(page.ids.iter().map(|id| hash(id)));
        self.pages = page.pages.or(self.pages);
        self.began_with = self.began_with.or(page.pages);
        if let Some(from) = self.marking.take() {
            self.place.mark = Mark::last_of(page, from);
            self.place.total = page.total.or(self.place.total);
            if self.place.mark.is_none() {
                // The last page is empty: it has gone meanwhile, or the server counts wrongly.
                self.moves += 1;
                self.marks = self.moves < MOST_UNMARKED;
            }
            return Next::Page(from);
        }
        let brought = self.seen.len() > before || page.unread > 0;
        self.unread += if page.number > self.known_to { page.unread } else { 0 };
        self.barren = if brought || page.number <= self.known_to { 0 } else { self.barren + 1 };

        let fewer = matches!((self.place.total, page.total), (Some(before), Some(now)) if now < before);
        let moved = self.place.mark.as_ref().is_some_and(|mark| mark.has_moved(page));
        self.known_to = self.known_to.max(page.number);
        self.place.page = page.number;
        self.place.total = page.total.or(self.place.total);
        if fewer || moved {
            return self.again();
        }
        if page.is_last {
            self.place.mark = Mark::last_of(page, 1).filter(|_| self.marks);
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
        self.mark(page).unwrap_or(Next::Page(page.number + 1))
    }

    /// Asks for the last page, so that what moves until this reading comes there is known. The page that was just read
    /// is read again afterwards: something may have moved in between.
    fn mark(&mut self, page: &Seen) -> Option<Next> {
        let is_marked = self.place.mark.as_ref().is_some_and(|mark| mark.page > page.number);
        let last = page.pages.filter(|last| *last > page.number)?;
        if is_marked || !self.marks {
            return None;
        }
        self.marking = Some(page.number);
        Some(Next::Page(last))
    }

    /// Rows have moved: the pages that they may have left unseen are read once more.
    fn again(&mut self) -> Next {
        self.moves += 1;
        if self.moves > MOST_MOVES {
            return Next::Stuck(Guard::Restless);
        }
        let from = self.place.mark.take().map_or(1, |mark| mark.from);
        self.first = self.first.min(from);
        self.last = 0;
        self.place.page = from - 1;
        Next::Page(from)
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
