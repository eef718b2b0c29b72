use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::cipher::{self, Derivation, Key, Kind, random_bytes};
use crate::file::{Typed, VaultFile};
use crate::{KeyStore, RecoveryCode, StoreError, VaultError};

/// Fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// The ways in which a vault can be unlocked. The recovery code is always one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// Through the operating system's key store.
    pub store: bool,
    /// With a passphrase.
    pub passphrase: bool,
}

/// The unlocked vault of one profile. Dropping it locks: the data key is wiped.
pub struct Vault {
    dir: PathBuf,
    file: VaultFile,
    data_key: Key,
}

impl Vault {
    /// Makes a profile's vault with a new random data key, protected by the key store and the passphrase (at least
    /// one is needed) and by the recovery code that is returned: show it once, then drop it.
    ///
    /// # Errors
    /// An existing file is never replaced ([`VaultError::AlreadyExists`]). If the key store fails nothing was made:
    /// try again without it and with a passphrase.
    pub fn create(
        dir: &Path,
        profile: &str,
        store: Option<&dyn KeyStore>,
        passphrase: Option<&SecretString>,
    ) -> Result<(Self, RecoveryCode), VaultError> {
        if store.is_none() && passphrase.is_none() {
            return Err(VaultError::PassphraseNeeded);
        }
        // Before anything reaches the key store: the entry there may be the one that opens the file here.
        match VaultFile::load(dir, profile) {
            Err(VaultError::NotFound) => {}
            _ => return Err(VaultError::AlreadyExists),
        }
        let data_key = random_bytes()?;
        let code = RecoveryCode::random()?;
        let recovery = wrap_typed(&data_key, code.secret(), profile, Kind::Recovery)?;
        let mut file = VaultFile::new(profile, recovery);
        if let Some(passphrase) = passphrase {
            file.passphrase = Some(wrap_passphrase(&data_key, passphrase, profile)?);
        }
        if let Some(store) = store {
            file.store = Some(wrap_in_store(&data_key, store, profile)?);
        }
        file.create(dir)?;
        Ok((Self { dir: dir.to_owned(), file, data_key }, code))
    }

    /// Tells how the profile's vault can be unlocked, without unlocking it.
    ///
    /// # Errors
    /// If the file is missing, foreign, damaged or newer.
    pub fn ways(dir: &Path, profile: &str) -> Result<Ways, VaultError> {
        let file = VaultFile::load(dir, profile)?;
        Ok(Ways { store: file.store.is_some(), passphrase: file.passphrase.is_some() })
    }

    /// Unlocks with the key in the key store; the store may prompt.
    ///
    /// # Errors
    /// [`StoreError`] tells no store, locked, denied and entry missing apart; [`VaultError::WrongStoreKey`] if the
    /// entry does not fit the file.
    pub fn unlock_with_store(dir: &Path, profile: &str, store: &dyn KeyStore) -> Result<Self, VaultError> {
        let file = VaultFile::load(dir, profile)?;
        let sealed = file.store.as_ref().ok_or(VaultError::WayNotSet)?;
        let bytes = store.get(&wrapping_key_entry(profile))?;
        let data_key = cipher::as_key(&bytes)
            .and_then(|key| cipher::unseal_key(&key, sealed, profile, Kind::Store))
            .ok_or(VaultError::WrongStoreKey)?;
        Ok(Self { dir: dir.to_owned(), file, data_key })
    }

    /// Unlocks with the passphrase. Takes a noticeable time on purpose.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], also if the part of the file that it opens was altered.
    pub fn unlock_with_passphrase(dir: &Path, profile: &str, passphrase: &SecretString) -> Result<Self, VaultError> {
        let file = VaultFile::load(dir, profile)?;
        let typed = file.passphrase.as_ref().ok_or(VaultError::WayNotSet)?;
        let secret = passphrase.expose_secret().as_bytes();
        let data_key = unwrap_typed(typed, secret, profile, Kind::Passphrase)?.ok_or(VaultError::WrongPassphrase)?;
        Ok(Self { dir: dir.to_owned(), file, data_key })
    }

    /// Unlocks with the recovery code as typed. Afterwards offer a new passphrase, or
    /// [`attach_store`](Self::attach_store).
    ///
    /// # Errors
    /// [`VaultError::RecoveryCode`] if it was mistyped; [`VaultError::WrongRecoveryCode`] if it is another vault's.
    pub fn unlock_with_recovery(dir: &Path, profile: &str, typed: &SecretString) -> Result<Self, VaultError> {
        let file = VaultFile::load(dir, profile)?;
        let code = RecoveryCode::parse(typed.expose_secret())?;
        let data_key = unwrap_typed(&file.recovery, code.secret(), profile, Kind::Recovery)?
            .ok_or(VaultError::WrongRecoveryCode)?;
        Ok(Self { dir: dir.to_owned(), file, data_key })
    }

    /// The key of the profile's databases. The copy wipes itself.
    pub fn data_key(&self) -> Zeroizing<[u8; 32]> {
        self.data_key.clone()
    }

    /// The profile it belongs to.
    pub fn profile(&self) -> &str {
        &self.file.profile
    }

    /// Sets or replaces the passphrase.
    ///
    /// # Errors
    /// If it is too short or the file cannot be written; the old passphrase then still holds.
    pub fn set_passphrase(&mut self, passphrase: &SecretString) -> Result<(), VaultError> {
        let wrapped = wrap_passphrase(&self.data_key, passphrase, &self.file.profile)?;
        self.change(|file| file.passphrase = Some(wrapped))
    }

    /// Removes the passphrase, if the key store also opens the vault.
    ///
    /// # Errors
    /// [`VaultError::PassphraseNeeded`] if nothing but the recovery code would remain.
    pub fn remove_passphrase(&mut self) -> Result<(), VaultError> {
        if self.file.store.is_none() {
            return Err(VaultError::PassphraseNeeded);
        }
        self.change(|file| file.passphrase = None)
    }

    /// Puts a new wrapping key into the key store: after its entry was lost, or when a store has become available.
    ///
    /// # Errors
    /// If the store or the file cannot be written.
    pub fn attach_store(&mut self, store: &dyn KeyStore) -> Result<(), VaultError> {
        // An entry that fits is kept: replacing it and then failing to write the file would close this way.
        if self.fits(store)? {
            return Ok(());
        }
        let wrapped = wrap_in_store(&self.data_key, store, &self.file.profile)?;
        self.change(|file| file.store = Some(wrapped))
    }

    /// Replaces the recovery code: the old one is worthless from now on. Show the new one once, then drop it.
    ///
    /// # Errors
    /// If the file cannot be written; the old code then still holds.
    pub fn new_recovery_code(&mut self) -> Result<RecoveryCode, VaultError> {
        let code = RecoveryCode::random()?;
        let wrapped = wrap_typed(&self.data_key, code.secret(), &self.file.profile, Kind::Recovery)?;
        self.change(|file| file.recovery = wrapped)?;
        Ok(code)
    }

    /// Keeps the API key: in the vault file, under the data key, so that every way that opens the vault opens it too
    /// (docs/decisions/0003-api-key-in-the-vault-file.md).
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set_api_key(&mut self, api_key: &SecretString) -> Result<(), VaultError> {
        let secret = api_key.expose_secret().as_bytes();
        let sealed = cipher::seal(&self.data_key, secret, &self.file.profile, Kind::ApiKey)?;
        self.change(|file| file.api_key = Some(sealed))
    }

    /// The API key. The key store is asked only for a vault of the first format's early days, which kept the key
    /// there; it moves into the file then.
    ///
    /// # Errors
    /// [`VaultError::NoApiKey`] if none is kept, [`VaultError::Damaged`] if the one in the file was altered, and the
    /// store's own states where it had to be asked.
    pub fn api_key(&mut self, store: &dyn KeyStore) -> Result<SecretString, VaultError> {
        let bytes = match &self.file.api_key {
            Some(sealed) => {
                cipher::unseal(&self.data_key, sealed, &self.file.profile, Kind::ApiKey).ok_or(VaultError::Damaged)?
            }
            None => match store.get(&api_key_entry(&self.file.profile)) {
                Err(StoreError::EntryMissing) => return Err(VaultError::NoApiKey),
                other => other?,
            },
        };
        let text = std::str::from_utf8(&bytes).map_err(|_| VaultError::Damaged)?;
        let api_key = SecretString::from(text);
        if self.file.api_key.is_none() {
            self.set_api_key(&api_key)?;
            store.delete(&api_key_entry(&self.file.profile))?;
        }
        Ok(api_key)
    }

    /// Removes a profile's vault for good: its entries in the key store, then its file. What the data key encrypted
    /// can never be read again. Works on a damaged file too.
    ///
    /// # Errors
    /// If the store or the folder cannot be written.
    pub fn remove(dir: &Path, profile: &str, store: Option<&dyn KeyStore>) -> Result<(), VaultError> {
        if let Some(store) = store {
            store.delete(&wrapping_key_entry(profile))?;
            store.delete(&api_key_entry(profile))?;
        }
        VaultFile::remove(dir)
    }

    /// Whether the key store's entry opens this file.
    fn fits(&self, store: &dyn KeyStore) -> Result<bool, VaultError> {
        let Some(sealed) = &self.file.store else { return Ok(false) };
        match store.get(&wrapping_key_entry(&self.file.profile)) {
            Ok(bytes) => Ok(cipher::as_key(&bytes)
                .and_then(|key| cipher::unseal_key(&key, sealed, &self.file.profile, Kind::Store))
                .is_some()),
            Err(StoreError::EntryMissing | StoreError::EntryUnusable) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Changes file and memory together, the file first.
    fn change(&mut self, edit: impl FnOnce(&mut VaultFile)) -> Result<(), VaultError> {
        let mut next = self.file.clone();
        edit(&mut next);
        next.replace(&self.dir)?;
        self.file = next;
        Ok(())
    }
}

fn wrapping_key_entry(profile: &str) -> String {
    format!("{profile}/wrapping-key")
}

/// Where vaults once kept the API key.
fn api_key_entry(profile: &str) -> String {
    format!("{profile}/api-key")
}

fn wrap_in_store(data_key: &Key, store: &dyn KeyStore, profile: &str) -> Result<cipher::Sealed, VaultError> {
    let wrapping = random_bytes::<32>()?;
    let sealed = cipher::seal(&wrapping, data_key.as_slice(), profile, Kind::Store)?;
    store.set(&wrapping_key_entry(profile), wrapping.as_slice())?;
    Ok(sealed)
}

fn wrap_passphrase(data_key: &Key, passphrase: &SecretString, profile: &str) -> Result<Typed, VaultError> {
    if passphrase.expose_secret().chars().count() < SHORTEST_PASSPHRASE {
        return Err(VaultError::PassphraseTooShort);
    }
    wrap_typed(data_key, passphrase.expose_secret().as_bytes(), profile, Kind::Passphrase)
}

fn wrap_typed(data_key: &Key, secret: &[u8], profile: &str, kind: Kind) -> Result<Typed, VaultError> {
    let derivation = Derivation::fresh()?;
    let key = cipher::seal(&derivation.key(secret)?, data_key.as_slice(), profile, kind)?;
    Ok(Typed { derivation, key })
}

fn unwrap_typed(typed: &Typed, secret: &[u8], profile: &str, kind: Kind) -> Result<Option<Key>, VaultError> {
    Ok(cipher::unseal_key(&typed.derivation.key(secret)?, &typed.key, profile, kind))
}
