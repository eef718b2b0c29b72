use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use keyring::Error as Keyring;
use zeroize::{Zeroize, Zeroizing};

#[cfg_attr(all(unix, not(target_os = "macos")), path = "store/secret_service.rs")]
#[cfg_attr(not(all(unix, not(target_os = "macos"))), path = "store/native.rs")]
mod system;

/// Small named secrets, kept by somebody else. A port: the operating system's store in the application, one in memory
/// in tests. Calls block, possibly for as long as a person takes to answer a prompt.
pub trait KeyStore: Send + Sync {
    /// Reads an entry.
    ///
    /// # Errors
    /// [`StoreError::EntryMissing`] if there is none.
    fn get(&self, entry: &str) -> Result<Zeroizing<Vec<u8>>, StoreError>;

    /// Writes or replaces an entry.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn set(&self, entry: &str, secret: &[u8]) -> Result<(), StoreError>;

    /// Removes an entry; that there is none is no error.
    ///
    /// # Errors
    /// See [`StoreError`].
    fn delete(&self, entry: &str) -> Result<(), StoreError>;
}

/// The states of a key store that a person has to act on differently (PRODUCT A2).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// This system offers no key store, or it is not running.
    #[error("there is no key store")]
    NoStore,
    /// The store is locked and was not unlocked in time. On macOS and Windows, also every other refusal of access.
    #[error("the key store is locked")]
    Locked,
    /// The store works and has no such entry.
    #[error("the key store has no such entry")]
    EntryMissing,
    /// A person answered the store's prompt with no.
    #[error("the key store's prompt was dismissed")]
    Denied,
    /// The entry exists and is not what was written (or exists more than once).
    #[error("the key store's entry cannot be used")]
    EntryUnusable,
    /// The store failed in another way.
    #[error("key store: {0}")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The operating system's key store: Keychain on macOS, Credential Manager on Windows, the Secret Service elsewhere.
///
/// It is asked anew at every call, so that a store that was started or unlocked meanwhile is found.
#[derive(Debug, Clone)]
pub struct OsKeyStore {
    service: String,
    patience: Duration,
}

impl OsKeyStore {
    /// How long a person may take to answer the store's prompt before the call gives up.
    pub const PATIENCE: Duration = Duration::from_secs(120);

    /// Entries are kept under this service name; debug and release builds pass different ones.
    pub fn new(service: impl Into<String>) -> Self {
        Self { service: service.into(), patience: Self::PATIENCE }
    }

    /// As [`new`](Self::new), giving up after `patience`.
    pub fn with_patience(service: impl Into<String>, patience: Duration) -> Self {
        Self { service: service.into(), patience }
    }

    /// Runs on a thread of its own: a prompt that nobody can see must not hold the caller for ever, and the Secret
    /// Service's client must not meet an async runtime's context.
    fn run<T: Send + 'static>(
        &self,
        entry: &str,
        call: impl FnOnce(&system::Entry) -> Result<T, Keyring> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (service, entry) = (self.service.clone(), entry.to_owned());
        let (reply, answer) = channel();
        std::thread::Builder::new()
            .name("key-store".to_owned())
            .spawn(move || {
                let outcome = system::open(&service, &entry).and_then(|entry| call(&entry).map_err(classify));
                // Nobody listens any more if patience ran out.
                drop(reply.send(outcome));
            })
            .map_err(|error| StoreError::Other(Box::new(error)))?;
        match answer.recv_timeout(self.patience) {
            Ok(outcome) => outcome,
            Err(RecvTimeoutError::Timeout) => Err(StoreError::Locked),
            Err(RecvTimeoutError::Disconnected) => Err(StoreError::NoStore),
        }
    }
}

impl KeyStore for OsKeyStore {
    fn get(&self, entry: &str) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        self.run(entry, |entry| entry.get_secret().map(Zeroizing::new))
    }

    fn set(&self, entry: &str, secret: &[u8]) -> Result<(), StoreError> {
        let secret = Zeroizing::new(secret.to_vec());
        self.run(entry, move |entry| entry.set_secret(&secret))
    }

    fn delete(&self, entry: &str) -> Result<(), StoreError> {
        match self.run(entry, system::Entry::delete_credential) {
            Err(StoreError::EntryMissing) => Ok(()),
            other => other,
        }
    }
}

/// The library's errors as the states above. Some carry the secret's bytes: those are wiped here and never passed on.
fn classify(error: Keyring) -> StoreError {
    match error {
        Keyring::NoEntry => StoreError::EntryMissing,
        Keyring::NoDefaultStore => StoreError::NoStore,
        Keyring::BadEncoding(mut bytes) | Keyring::BadDataFormat(mut bytes, _) => {
            bytes.zeroize();
            StoreError::EntryUnusable
        }
        Keyring::Ambiguous(_) => StoreError::EntryUnusable,
        Keyring::NoStorageAccess(source) => system::refused(source),
        Keyring::PlatformFailure(source) => system::failed(source),
        other => StoreError::Other(Box::new(other)),
    }
}
