use crate::{RecoveryCodeError, StoreError};

/// Why a vault could not be made, opened or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The profile has no vault file.
    #[error("there is no vault file")]
    NotFound,
    /// A vault file is there already; it is never overwritten by a new one.
    #[error("there is a vault file already")]
    AlreadyExists,
    /// What lies at the vault's place is not a vault file.
    #[error("the file is not a vault file")]
    NotOurs,
    /// A vault file whose content is not what this program wrote.
    #[error("the vault file is damaged")]
    Damaged,
    /// A newer version of the application has written it.
    #[error("the vault file has format {found}, this version knows up to {known}")]
    NewerFormat {
        /// The file's format.
        found: u32,
        /// The newest format this program knows.
        known: u32,
    },
    /// The file belongs to another profile.
    #[error("the vault file belongs to another profile")]
    OtherProfile,
    /// Neither a key store nor a passphrase was given: nothing could protect the key.
    #[error("without a key store a passphrase is needed")]
    PassphraseNeeded,
    /// Shorter than [`SHORTEST_PASSPHRASE`](crate::SHORTEST_PASSPHRASE).
    #[error("the passphrase is too short")]
    PassphraseTooShort,
    /// The vault cannot be opened in this way: it was never set up.
    #[error("this way of unlocking is not set up")]
    WayNotSet,
    /// The passphrase is wrong, or the part of the file that it opens was altered: the cipher cannot tell.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The recovery code was typed correctly but is not this vault's, or the part of the file that it opens was
    /// altered: the cipher cannot tell.
    #[error("wrong recovery code")]
    WrongRecoveryCode,
    /// What was typed is not a recovery code.
    #[error("not a recovery code: {0}")]
    RecoveryCode(#[from] RecoveryCodeError),
    /// The entry in the key store does not fit this file: one of the two was replaced.
    #[error("the key store's entry does not open this vault")]
    WrongStoreKey,
    /// No API key is kept for this profile.
    #[error("no API key is kept")]
    NoApiKey,
    /// The key store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No space left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder cannot be read or written.
    #[error("the vault file cannot be used: {0}")]
    Io(#[source] std::io::Error),
    /// The system's random generator or the key derivation failed (out of memory).
    #[error("a key could not be made")]
    Crypto,
}

impl From<std::io::Error> for VaultError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}
