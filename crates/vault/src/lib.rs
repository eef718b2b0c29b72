//! The keys of a profile: one random data key, wrapped by a key in the operating system's key store, by a passphrase
//! and by a recovery code; and the API key under that data key.
//!
//! The vault file (`vault.json` in the profile's folder) holds only ciphertext, salts and parameters. Whatever opens it
//! opens everything: the key store holds a wrapping key and nothing else. Locking is dropping the [`Vault`]: its keys
//! are wiped.
//!
//! What this crate does **not** do: no databases, no network, no profile list, no prompts, and no plaintext fallback
//! when there is neither a key store nor a passphrase. Every call may block, the key store's for as long as a person
//! takes to answer its prompt: never call it on an async executor's thread.

mod cipher;
mod error;
mod file;
mod recovery;
mod store;
mod vault;

pub use error::VaultError;
pub use recovery::{RecoveryCode, RecoveryCodeError};
pub use store::{KeyStore, OsKeyStore, StoreError};
pub use vault::{SHORTEST_PASSPHRASE, Vault, Ways};

pub use secrecy::{ExposeSecret, SecretString};
pub use zeroize::Zeroizing;
