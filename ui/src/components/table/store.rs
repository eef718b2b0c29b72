//! The rows that were fetched, by pages.

use std::{collections::BTreeMap, sync::Arc};

use ipc::sync::Freshness;

use super::Batch;

/// Rows of one page.
pub(super) const PAGE: u32 = 100;
/// Pages kept on either side of what is looked at.
const KEPT: u32 = 50;

/// The rows at hand.
pub(super) struct Store<R> {
    /// Rows that match in all, once known; while they are counted, those that are known to be there.
    pub total: Option<u32>,
    /// Whether they are still being counted.
    pub counting: bool,
    /// How complete the local copy is.
    pub freshness: Option<Freshness>,
    pages: BTreeMap<u32, Vec<Arc<R>>>,
    generation: u64,
}

impl<R: PartialEq> Store<R> {
    pub fn new() -> Self {
        Self { total: None, counting: false, freshness: None, pages: BTreeMap::new(), generation: 0 }
    }

    /// The row at an index, if it is at hand.
    pub fn row(&self, index: u32) -> Option<Arc<R>> {
        self.pages.get(&(index / PAGE))?.get((index % PAGE) as usize).cloned()
    }

    /// The index of the row that a test holds for, among those at hand.
    pub fn find(&self, test: impl Fn(&R) -> bool) -> Option<u32> {
        self.pages.iter().find_map(|(page, rows)| {
            let at = rows.iter().position(|row| test(row))?;
            Some(page * PAGE + u32::try_from(at).ok()?)
        })
    }

    /// Those of the pages `first..=last` that are not at hand in this generation.
    pub fn lacking(&self, generation: u64, first: u32, last: u32) -> impl Iterator<Item = u32> {
        (first..=last).filter(move |page| self.generation != generation || !self.pages.contains_key(page))
    }

    /// Takes what was counted for the rows of a generation.
    pub fn counted(&mut self, generation: u64, total: u32) {
        if self.generation == generation {
            (self.total, self.counting) = (Some(total), false);
        }
    }

    /// Takes an answer. The first one of a new generation replaces everything; rows that did not change stay the same
    /// objects, so that they are not drawn anew.
    pub fn take(&mut self, generation: u64, first_page: u32, answer: Batch<R>) {
        let same = self.generation == generation;
        let mut before = if same { BTreeMap::new() } else { std::mem::take(&mut self.pages) };
        self.generation = generation;
        match answer.total {
            Some(total) => (self.total, self.counting) = (Some(total), false),
            // Counted already, for an earlier window of the same rows.
            None if same && !self.counting => {}
            None => {
                let seen = first_page * PAGE + u32::try_from(answer.rows.len()).unwrap_or_default();
                let before = self.total.filter(|_| same).unwrap_or_default();
                (self.total, self.counting) = (Some(seen.max(before)), true);
            }
        }
        self.freshness = Some(answer.freshness);
        let mut rows = answer.rows.into_iter();
        let mut page = first_page;
        loop {
            let old = before.remove(&page).or_else(|| self.pages.remove(&page));
            let fresh: Vec<Arc<R>> = rows
                .by_ref()
                .take(PAGE as usize)
                .enumerate()
                .map(|(at, row)| match old.as_ref().and_then(|old| old.get(at)) {
                    Some(same) if **same == row => Arc::clone(same),
                    _ => Arc::new(row),
                })
                .collect();
            let whole = fresh.len() == PAGE as usize;
            // A page after a whole one may be empty: then it is known to be.
            if !fresh.is_empty() || page == first_page {
                self.pages.insert(page, fresh);
            }
            if !whole {
                break;
            }
            page += 1;
        }
    }

    /// Lets go what is far from all of these rows. An answer may come when nobody looks at its rows any more, and must not
    /// drive out those that are looked at.
    pub fn keep_near(&mut self, rows: &[Option<u32>]) {
        let near = |page: u32| rows.iter().flatten().any(|row| page.abs_diff(row / PAGE) <= KEPT);
        self.pages.retain(|page, _| near(*page));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(total: u32, rows: std::ops::Range<u32>) -> Batch<u32> {
        Batch { total: Some(total), rows: rows.collect(), freshness: Freshness { complete_at: None, partial: None } }
    }

    #[test]
    fn a_new_generation_replaces_the_old_one_and_keeps_equal_rows() {
        let mut store = Store::new();
        store.take(1, 0, rows(250, 0..200));
        store.take(1, 2, rows(250, 200..250));
        assert_eq!(store.row(249).as_deref(), Some(&249));
        let before = store.row(7);
        store.take(2, 0, rows(250, 0..100));
        assert!(Arc::ptr_eq(&before.unwrap(), &store.row(7).unwrap()), "an unchanged row is not drawn anew");
        assert!(store.row(120).is_none(), "rows of the old generation are gone");
        assert_eq!(store.lacking(2, 0, 1).collect::<Vec<_>>(), [1]);
        assert_eq!(store.lacking(3, 0, 1).collect::<Vec<_>>(), [0, 1], "another generation has nothing");
    }

    #[test]
    fn what_is_asked_for_again_stays_the_same_and_what_is_far_away_is_let_go() {
        let mut store = Store::new();
        store.take(1, 0, rows(100_000, 0..100));
        let before = store.row(99);
        store.take(1, 0, rows(100_000, 0..200));
        assert!(Arc::ptr_eq(&before.unwrap(), &store.row(99).unwrap()), "nothing is drawn anew");
        store.take(1, 600, rows(100_000, 60_000..60_100));
        store.keep_near(&[Some(7), Some(60_050)]);
        assert!(store.row(60_099).is_some() && store.row(99).is_some(), "one looks here and stands there");
        store.keep_near(&[Some(60_050), None]);
        assert!(store.row(60_099).is_some() && store.row(99).is_none());
        assert_eq!(store.lacking(1, 0, 0).count(), 1, "it can be asked for again");
    }

    #[test]
    fn rows_are_found_again_after_an_insertion() {
        let mut store = Store::new();
        store.take(1, 0, rows(50, 10..60));
        assert_eq!(store.find(|row| *row == 12), Some(2));
        store.take(2, 0, rows(60, 0..60));
        assert_eq!(store.find(|row| *row == 12), Some(12));
    }
}
