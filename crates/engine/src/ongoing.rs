//! Readings that somebody set off and nobody waits for: which are under way, and why the last of each broke off.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use ipc::Failure;

use crate::host::hold;

/// Readings of one kind, by what is read.
#[derive(Default)]
pub(crate) struct Ongoing {
    under_way: Mutex<BTreeSet<String>>,
    troubles: Mutex<BTreeMap<String, Failure>>,
}

impl Ongoing {
    /// Begins one and forgets why it broke off before. Says no if it is under way already.
    pub(crate) fn begin(&self, what: &str) -> bool {
        let begins = hold(&self.under_way).insert(what.to_owned());
        if begins {
            hold(&self.troubles).remove(what);
        }
        begins
    }

    /// Notes why one breaks off.
    pub(crate) fn break_off(&self, what: &str, why: Failure) {
        hold(&self.troubles).insert(what.to_owned(), why);
    }

    /// Ends one.
    pub(crate) fn end(&self, what: &str) {
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
