use std::{
    collections::HashMap,
    sync::{Condvar, Mutex},
};

use vault::{KeyStore, StoreError, Zeroizing};

/// A key store in memory, which can be locked or missing.
#[derive(Default)]
pub struct MemoryKeyStore {
    entries: Mutex<HashMap<String, Vec<u8>>>,
    state: Mutex<State>,
    then: Mutex<Option<Box<dyn FnOnce() + Send>>>,
    prompting: (Mutex<bool>, Condvar),
}

#[derive(Default, Clone, Copy)]
enum State {
    #[default]
    Open,
    Locked,
    Missing,
}

impl MemoryKeyStore {
    /// Locks or unlocks it.
    pub fn set_locked(&self, locked: bool) {
        *self.state.lock().unwrap() = if locked { State::Locked } else { State::Open };
    }

    /// Forgets every entry, and is unlocked.
    pub fn lose_entries(&self) {
        self.set_locked(false);
        self.entries.lock().unwrap().clear();
    }

    /// How many entries it holds.
    pub fn len(&self) -> usize {
        self.entries.lock().unwrap().len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Is no longer there.
    pub fn vanish(&self) {
        *self.state.lock().unwrap() = State::Missing;
    }

    /// Does this once the next entry was written: a test's way to be there in the middle of something.
    pub fn then(&self, act: Box<dyn FnOnce() + Send>) {
        *self.then.lock().unwrap() = Some(act);
    }

    /// A computer without a key store.
    pub fn missing() -> Self {
        Self { state: Mutex::new(State::Missing), ..Self::default() }
    }

    /// Shows a prompt, or has it answered: until then every call waits.
    pub fn set_prompting(&self, prompting: bool) {
        *self.prompting.0.lock().unwrap() = prompting;
        self.prompting.1.notify_all();
    }

    fn check(&self) -> Result<(), StoreError> {
        drop(self.prompting.1.wait_while(self.prompting.0.lock().unwrap(), |prompting| *prompting).unwrap());
        match *self.state.lock().unwrap() {
            State::Open => Ok(()),
            State::Locked => Err(StoreError::Locked),
            State::Missing => Err(StoreError::NoStore),
        }
    }
}

impl KeyStore for MemoryKeyStore {
    fn get(&self, entry: &str) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        self.check()?;
        let entries = self.entries.lock().unwrap();
        entries.get(entry).map(|secret| Zeroizing::new(secret.clone())).ok_or(StoreError::EntryMissing)
    }

    fn set(&self, entry: &str, secret: &[u8]) -> Result<(), StoreError> {
        self.check()?;
        self.entries.lock().unwrap().insert(entry.to_owned(), secret.to_vec());
        let then = self.then.lock().unwrap().take();
        if let Some(act) = then {
            act();
        }
        Ok(())
    }

    fn delete(&self, entry: &str) -> Result<(), StoreError> {
        self.check()?;
        self.entries.lock().unwrap().remove(entry);
        Ok(())
    }
}
