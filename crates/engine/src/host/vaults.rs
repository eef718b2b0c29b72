//! What the host asks of a profile's vault: the ways in, opening, making. The key store may prompt, so each call may
//! take minutes.

use std::sync::Arc;

use ipc::{Code, Failure, session::UnlockWith};
use model::{Environment, ProfileId};
use secrecy::SecretString;
use vault::{KeyStore, RecoveryCode, StoreError, Vault, VaultError};
use zeroize::Zeroizing;

use super::{Host, hold, profiles::blocking};
use crate::{
    failure::{self, disk},
    profile::Card,
};

/// With what a locked profile can be opened.
pub(super) struct WaysIn {
    pub(super) passphrase: bool,
    pub(super) key_store: bool,
}

/// What an opened vault gives.
pub(super) struct OpenedVault {
    pub(super) data_key: Zeroizing<[u8; 32]>,
    pub(super) has_passphrase: bool,
    pub(super) api_key: Option<SecretString>,
}

impl Host {
    pub(super) fn environment_of(&self, profile: &ProfileId) -> Option<Environment> {
        hold(&self.slots).get(profile).map(|slot| slot.card.environment)
    }

    /// Makes the vault of a new profile; returns it with its recovery code.
    pub(super) async fn make_vault(
        &self,
        profile: &ProfileId,
        passphrase: Option<SecretString>,
        api_key: SecretString,
    ) -> Result<(Vault, String), Failure> {
        let store = Arc::clone(&self.parts.key_store);
        let (path, id) = (self.folder_of(profile).path().to_owned(), profile.clone());
        blocking(move || {
            let made = make_vault(&path, id.as_str(), store.as_ref(), passphrase.as_ref(), &api_key);
            let (vault, code) = made.map_err(|error| failure::vault(&error))?;
            Ok((vault, code.grouped().to_string()))
        })
        .await
    }

    /// Removes a vault and its entries in the key store; what cannot be removed is told in the log.
    pub(super) async fn forget_vault(&self, profile: &ProfileId) {
        let store = Arc::clone(&self.parts.key_store);
        let (path, id) = (self.folder_of(profile).path().to_owned(), profile.clone());
        let removing = blocking(move || {
            if let Err(error) = Vault::remove(&path, id.as_str(), Some(store.as_ref())) {
                tracing::warn!(%error, "the vault of a profile that was not made could not be removed");
            }
            Ok(())
        });
        removing.await.unwrap_or_default();
    }

    /// With what a profile can be opened, as its vault file says.
    pub(super) async fn ways_in(&self, profile: &ProfileId) -> Result<WaysIn, Failure> {
        let demo = self.environment_of(profile) == Some(Environment::Demo);
        let (path, id) = (self.folder_of(profile).path().to_owned(), profile.clone());
        blocking(move || match Vault::ways(&path, id.as_str()) {
            Ok(ways) => Ok(WaysIn { passphrase: ways.passphrase, key_store: ways.store }),
            // A Demo profile has no vault before its first start, and starts anew under whatever lies there.
            Err(_) if demo => Ok(WaysIn { passphrase: false, key_store: true }),
            Err(error) => Err(failure::vault(&error)),
        })
        .await
    }

    pub(super) async fn open_vault(&self, card: &Card, with: UnlockWith) -> Result<OpenedVault, Failure> {
        let store = Arc::clone(&self.parts.key_store);
        let (path, id) = (self.folder_of(&card.id).path().to_owned(), card.id.clone());
        blocking(move || {
            let ways = Vault::ways(&path, id.as_str()).map_err(|error| failure::vault(&error))?;
            let mut vault = match with {
                UnlockWith::KeyStore => Vault::unlock_with_store(&path, id.as_str(), store.as_ref()),
                UnlockWith::Passphrase(text) => Vault::unlock_with_passphrase(&path, id.as_str(), &text.into()),
                UnlockWith::RecoveryCode(text) => Vault::unlock_with_recovery(&path, id.as_str(), &text.into()),
            }
            .map_err(|error| failure::vault(&error))?;
            let api_key = vault.api_key(store.as_ref()).map_err(|error| failure::vault(&error))?;
            Ok(OpenedVault { data_key: vault.data_key(), has_passphrase: ways.passphrase, api_key: Some(api_key) })
        })
        .await
    }

    /// The Demo profile guards invented people: the key store keeps its key where there is one. Without one, it starts
    /// anew each time under a key that nobody keeps.
    pub(super) async fn open_vault_of_demo(&self, card: &Card) -> Result<OpenedVault, Failure> {
        let store = Arc::clone(&self.parts.key_store);
        let (folder, id) = (self.folder_of(&card.id), card.id.clone());
        blocking(move || {
            let error = match Vault::unlock_with_store(folder.path(), id.as_str(), store.as_ref()) {
                Ok(vault) => {
                    return Ok(OpenedVault { data_key: vault.data_key(), has_passphrase: false, api_key: None });
                }
                Err(error) => error,
            };
            tracing::info!(%error, "the Demo profile starts anew");
            folder.clear().map_err(|error| disk(&error))?;
            let data_key = match Vault::create(folder.path(), id.as_str(), Some(store.as_ref()), None) {
                Ok((vault, _)) => vault.data_key(),
                Err(VaultError::Store(_)) => {
                    let mut key = Zeroizing::new([0; 32]);
                    getrandom::fill(key.as_mut_slice()).map_err(|_| Failure::new(Code::Internal))?;
                    key
                }
                Err(error) => return Err(failure::vault(&error)),
            };
            Ok(OpenedVault { data_key, has_passphrase: false, api_key: None })
        })
        .await
    }
}

/// Makes a profile's vault. With a passphrase, only the passphrase and the recovery code open it: a key store that asks
/// nobody (most do not, once the person has signed in to the computer) would make the passphrase a decoration. The key
/// store is then not asked at all, whatever state it is in.
fn make_vault(
    folder: &std::path::Path,
    id: &str,
    store: &dyn KeyStore,
    passphrase: Option<&SecretString>,
    api_key: &SecretString,
) -> Result<(Vault, RecoveryCode), VaultError> {
    let wrapping = passphrase.is_none().then_some(store);
    let (mut vault, code) = match Vault::create(folder, id, wrapping, passphrase) {
        Err(VaultError::Store(StoreError::NoStore)) => return Err(VaultError::PassphraseNeeded),
        other => other?,
    };
    vault.set_api_key(api_key)?;
    Ok((vault, code))
}
