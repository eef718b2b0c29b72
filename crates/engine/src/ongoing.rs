//! Readings that somebody set off and nobody waits for: which are under way, and why the last of each broke off.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use ipc::Failure;
use model::Area;

use crate::{
    host::hold,
    sync::{Sync, governor::Priority},
};

/// Readings of one kind, by what is read.
#[derive(Default)]
pub(crate) struct Ongoing {
    under_way: Mutex<BTreeSet<String>>,
    troubles: Mutex<BTreeMap<String, Failure>>,
}

impl Ongoing {
    /// Sets off the reading of something in an area, unless it is under way already. Whether it did. When it ends, whatever
    /// became of it, windows are told that the area may look different.
    pub(crate) fn set_off(
        self: &Arc<Self>,
        sync: &Sync,
        priority: Priority,
        area: Area,
        what: &str,
        work: impl Future<Output = Result<(), Failure>> + Send + 'static,
    ) -> bool {
        if !self.begin(what) {
            return false;
        }
        let reading = Reading { readings: Arc::clone(self), sync: sync.clone(), area, what: what.to_owned() };
        sync.go_on(priority, async move {
            if let Err(failure) = work.await {
                tracing::debug!(code = failure.code.key(), area = reading.area.key(), "a reading broke off");
                reading.readings.break_off(&reading.what, failure);
            }
            // Its end is told once its trouble is noted.
            drop(reading);
        });
        true
    }

    /// Begins one and forgets why it broke off before. Says no if it is under way already.
    fn begin(&self, what: &str) -> bool {
        let begins = hold(&self.under_way).insert(what.to_owned());
        if begins {
            hold(&self.troubles).remove(what);
        }
        begins
    }

    /// Notes why one breaks off.
    fn break_off(&self, what: &str, why: Failure) {
        hold(&self.troubles).insert(what.to_owned(), why);
    }

    /// Ends one.
    fn end(&self, what: &str) {
        hold(&self.under_way).remove(what);
    }

    /// Whether one is under way. To be asked before what it keeps is read from the local copy: one that ends in between has
    /// kept its answer by then, while asked afterwards it would seem to have brought nothing.
    pub(crate) fn is_under_way(&self, what: &str) -> bool {
        hold(&self.under_way).contains(what)
    }

    /// Why the last one broke off.
    pub(crate) fn trouble(&self, what: &str) -> Option<Failure> {
        hold(&self.troubles).get(what).cloned()
    }
}

/// A reading under way. Its end is told even where it is cut off.
struct Reading {
    readings: Arc<Ongoing>,
    sync: Sync,
    area: Area,
    what: String,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.readings.end(&self.what);
        self.sync.changed(self.area);
    }
}

#[cfg(test)]
mod tests {
    use ipc::Code;

    use super::*;

    #[test]
    fn one_at_a_time_and_a_new_one_forgets_the_trouble() {
        let readings = Ongoing::default();
        assert!(readings.begin("a") && !readings.begin("a") && readings.begin("b"));
        readings.break_off("a", Failure::new(Code::Unreachable));
        readings.end("a");
        assert!(!readings.is_under_way("a") && readings.is_under_way("b"));
        assert_eq!(readings.trouble("a").map(|why| why.code), Some(Code::Unreachable));
        assert!(readings.begin("a") && readings.trouble("a").is_none());
    }
}
