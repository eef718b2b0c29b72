#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]
//! Public behaviour of the `vault` crate: real files, a scripted key store, and the real Secret Service.

mod file;
mod os_store;
mod vaults;

use std::collections::HashMap;
use std::sync::Mutex;

use vault::{KeyStore, SecretString, StoreError, Zeroizing};

/// A key store in memory that can be told to be in any state.
#[derive(Default)]
pub(crate) struct FakeStore {
    entries: Mutex<HashMap<String, Vec<u8>>>,
    state: Mutex<Option<fn() -> StoreError>>,
}

impl FakeStore {
    pub(crate) fn fail_with(&self, state: Option<fn() -> StoreError>) {
        *self.state.lock().unwrap() = state;
    }

    pub(crate) fn put(&self, entry: &str, secret: &[u8]) {
        self.entries.lock().unwrap().insert(entry.to_owned(), secret.to_vec());
    }

    pub(crate) fn entries(&self) -> HashMap<String, Vec<u8>> {
        self.entries.lock().unwrap().clone()
    }

    fn check(&self) -> Result<(), StoreError> {
        self.state.lock().unwrap().map_or(Ok(()), |state| Err(state()))
    }
}

impl KeyStore for FakeStore {
    fn get(&self, entry: &str) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        self.check()?;
        self.entries.lock().unwrap().get(entry).cloned().map(Zeroizing::new).ok_or(StoreError::EntryMissing)
    }

    fn set(&self, entry: &str, secret: &[u8]) -> Result<(), StoreError> {
        self.check()?;
        self.put(entry, secret);
        Ok(())
    }

    fn delete(&self, entry: &str) -> Result<(), StoreError> {
        self.check()?;
        self.entries.lock().unwrap().remove(entry);
        Ok(())
    }
}

pub(crate) const PROFILE: &str = "halle-verte";

pub(crate) fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}
