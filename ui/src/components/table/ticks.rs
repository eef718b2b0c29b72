//! Ticking rows: one, a range, all.

use std::collections::BTreeSet;

use leptos::{prelude::*, task::spawn_local};
use model::Window;

use super::list::List;

/// The most rows that are ticked at once.
const MOST_TICKED: u32 = 5_000;

impl<R: Clone + PartialEq + Send + Sync + 'static> List<R> {
    /// Ticks or unticks a row; with `range`, ticks all from the one ticked before.
    pub fn tick(self, index: u32, range: bool) {
        let from = self.anchor.get_value().filter(|_| range).unwrap_or(index);
        let (first, last) = (from.min(index), from.max(index));
        self.anchor.set_value(Some(index));
        let ids: Option<Vec<String>> = self
            .store
            .with_untracked(|store| (first..=last).map(|at| store.row(at).map(|row| (self.spec.id)(&row))).collect());
        match ids {
            // Not all between the two were on screen.
            None => self.tick_rows(first, last - first + 1),
            Some(ids) => self.ticked.update(|ticked| {
                for id in ids {
                    if range || !ticked.remove(&id) {
                        ticked.insert(id);
                    }
                }
            }),
        }
    }

    /// Ticks every row of the list, or none.
    pub fn tick_all(self, tick: bool) {
        if tick {
            self.tick_rows(0, MOST_TICKED);
        } else {
            self.ticked.update(BTreeSet::clear);
        }
    }

    /// Ticks rows that may have to be asked for, as long as the list shows the same.
    fn tick_rows(self, first: u32, count: u32) {
        let count = count.min(MOST_TICKED);
        let state = self.state.get_untracked();
        spawn_local(async move {
            let mut done = 0;
            while done < count {
                let limit = (count - done).min(Window::MOST);
                let answer = (self.spec.fetch)(state.query(self.spec.area, first + done, limit)).await;
                if self.state.try_with_untracked(|now| now.same_rows(&state)) != Some(true) {
                    return;
                }
                let rows = match answer {
                    Ok(answer) => answer.rows,
                    Err(failure) => return self.failure.set(Some(failure)),
                };
                self.ticked.update(|ticked| ticked.extend(rows.iter().map(self.spec.id)));
                if rows.len() < limit as usize {
                    return;
                }
                done += limit;
            }
        });
    }
}
