//! Ticking rows: one, a range, all.

use std::collections::BTreeSet;

use leptos::{prelude::*, task::spawn_local};
use model::Window;

use super::list::List;

/// The most rows that "select all" ticks.
const MOST_TICKED: u32 = 5_000;

impl<R: Clone + PartialEq + Send + Sync + 'static> List<R> {
    /// Ticks or unticks a row; with `range`, all from the one ticked before.
    pub fn tick(self, index: u32, range: bool) {
        let from = self.anchor.get_value().filter(|_| range).unwrap_or(index);
        let ids: Vec<String> = self.store.with_untracked(|store| {
            (from.min(index)..=from.max(index)).filter_map(|at| store.row(at)).map(|row| (self.spec.id)(&row)).collect()
        });
        self.ticked.update(|ticked| {
            if range {
                ticked.extend(ids);
            } else {
                for id in ids {
                    if !ticked.remove(&id) {
                        ticked.insert(id);
                    }
                }
            }
        });
        self.anchor.set_value(Some(index));
    }

    /// Ticks every row of the list, or none.
    pub fn tick_all(self, tick: bool) {
        if !tick {
            self.ticked.update(BTreeSet::clear);
            return;
        }
        let state = self.state.get_untracked();
        spawn_local(async move {
            let mut offset = 0;
            while offset < MOST_TICKED {
                let answer = (self.spec.fetch)(state.query(self.spec.area, offset, Window::MOST)).await;
                let Ok(rows) = answer else { return };
                let got = u32::try_from(rows.rows.len()).unwrap_or_default();
                if self.ticked.try_update(|ticked| ticked.extend(rows.rows.iter().map(self.spec.id))).is_none() {
                    return;
                }
                offset += got;
                if got < Window::MOST {
                    return;
                }
            }
        });
    }
}
