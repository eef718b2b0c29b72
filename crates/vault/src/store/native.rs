//! Keychain on macOS and Credential Manager on Windows: always there.

use crate::StoreError;

pub(super) use keyring::Entry;

type Source = Box<dyn std::error::Error + Send + Sync>;

pub(super) fn open(service: &str, entry: &str) -> Result<Entry, StoreError> {
    Entry::new(service, entry).map_err(super::classify)
}

/// Access was refused. The systems' libraries do not say uniformly whether by a lock or by a person.
pub(super) fn refused(_source: Source) -> StoreError {
    StoreError::Locked
}

pub(super) fn failed(source: Source) -> StoreError {
    StoreError::Other(source)
}
