use std::collections::BTreeMap;

use model::form::Fault;
use serde::{Deserialize, Serialize};

/// Why a command did not come to its reply. Words come from the catalogue: `failure-<code>` says what and why,
/// `failure-<code>-do` says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What happened.
    pub code: Code,
    /// Values for the words (a size, a limit, a host). No secrets, no paths.
    pub args: BTreeMap<String, String>,
    /// Whether trying again makes sense.
    pub retry: Retry,
    /// Per field, for forms.
    pub fields: Vec<FieldFailure>,
}

/// A failure of one form field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFailure {
    /// The field's name in the command.
    pub field: String,
    /// What is wrong with it.
    pub code: Code,
    /// What precisely, where a form's rules or the server tell it. It may quote what was typed.
    pub fault: Option<Fault>,
}

/// Whether trying again makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// Not before something else changes.
    Never,
    /// At once, by hand.
    Now,
    /// It is tried again without help, at this moment (Unix seconds).
    At(i64),
    /// As soon as there is a network.
    WhenOnline,
}

macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident => $text:literal),+ $(,)?) => {
        /// What happened. A variant exists only if the interface or the catalogue tells it from the others.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$meta])* #[serde(rename = $text)] $variant),+
        }

        impl Code {
            /// Every code, for the tests that want words for each.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key in the catalogue: `failure-` and this.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}

codes! {
    /// The two sides do not understand each other.
    Malformed => "malformed",
    /// Something that should not happen; the log has the rest.
    Internal => "internal",
    /// The profile of this window is locked.
    Locked => "locked",
    /// No profile is open in this window.
    NoProfile => "no-profile",
    /// Another process holds the profile.
    ProfileInUse => "profile-in-use",
    /// A field must not be empty.
    Required => "required",
    /// The server address is not https, nor http on loopback.
    BadAddress => "bad-address",
    /// A value is too long or has characters it may not have.
    BadValue => "bad-value",
    /// Something else of the same kind has this name.
    NameTaken => "name-taken",
    /// A list has as many views of one's own as it may have.
    TooManyViews => "too-many-views",
    /// Fields of a form are not filled in as they have to be.
    BadFields => "bad-fields",
    /// Client id and key were refused.
    CredentialsRefused => "credentials-refused",
    /// The account is locked for some time after too many wrong keys.
    AccountLocked => "account-locked",
    /// The key may not do this.
    NotAllowed => "not-allowed",
    /// This address is not on the allowlist, or a certificate is needed.
    AddressNotAllowed => "address-not-allowed",
    /// The user must authenticate first (SCA).
    ScaRequired => "sca-required",
    /// The platform may not act for its users.
    NoProxy => "no-proxy",
    /// The profile is read-only.
    ReadOnly => "read-only",
    /// No connection to the server.
    Unreachable => "unreachable",
    /// The server's name could not be found.
    NameNotFound => "name-not-found",
    /// TLS failed.
    TlsFailed => "tls-failed",
    /// It did not answer in time.
    TimedOut => "timed-out",
    /// A call broke off, and what came of it is looked up before anything is sent again.
    OutcomeUnknown => "outcome-unknown",
    /// The API is still working on an earlier try.
    StillRunning => "still-running",
    /// Something answered that is not the Mangopay API.
    NotTheApi => "not-the-api",
    /// The API answered with something unreadable.
    Unreadable => "unreadable",
    /// The API has trouble of its own.
    ServerTrouble => "server-trouble",
    /// Too many calls.
    RateLimited => "rate-limited",
    /// The API refused the values.
    RefusedByApi => "refused-by-api",
    /// It is not, or no longer, there.
    NotFound => "not-found",
    /// This computer has no key store.
    NoKeyStore => "no-key-store",
    /// The key store is locked.
    KeyStoreLocked => "key-store-locked",
    /// The key store does not have the profile's entry.
    KeyStoreEntryMissing => "key-store-entry-missing",
    /// The key store said no.
    KeyStoreDenied => "key-store-denied",
    /// What the key store gave is not what was written.
    KeyStoreUnusable => "key-store-unusable",
    /// The profile's vault file is gone: nothing can be read without it.
    VaultMissing => "vault-missing",
    /// The passphrase is wrong.
    WrongPassphrase => "wrong-passphrase",
    /// The passphrase is too short.
    WeakPassphrase => "weak-passphrase",
    /// The recovery code is wrong.
    WrongRecoveryCode => "wrong-recovery-code",
    /// A file of the profile is not ours or cannot be opened with our key.
    NotOurFile => "not-our-file",
    /// The journal is damaged: kept as it is, nothing was changed.
    JournalDamaged => "journal-damaged",
    /// The journal is gone; none is made in its place.
    JournalMissing => "journal-missing",
    /// The local copy is damaged; it can be fetched anew.
    CacheDamaged => "cache-damaged",
    /// The file was written by a newer version.
    NewerVersion => "newer-version",
    /// The disk is full.
    DiskFull => "disk-full",
    /// A folder or file of the profile cannot be read or written.
    DiskTrouble => "disk-trouble",
    /// Where a file was to be saved, it cannot be.
    CannotSaveThere => "cannot-save-there",
    /// The files named by a handle are gone (the application was started anew).
    HandleExpired => "handle-expired",
    /// A document has at most five files.
    TooManyFiles => "too-many-files",
    /// A draft with blocking findings cannot be sent.
    DraftBlocked => "draft-blocked",
    /// The draft was changed or queued since it was looked at.
    DraftChanged => "draft-changed",
    /// A file lies where files vanish, and cannot be sent at once.
    NeedsSavedCopy => "needs-saved-copy",
    /// The user of the draft does not take documents of this type.
    TypeNotAllowed => "type-not-allowed",
    /// The file found is not the one that was checked.
    DifferentFile => "different-file",
    /// The computer's clock and the server's differ.
    ClockWrong => "clock-wrong",
    /// The system opened no browser.
    NoBrowser => "no-browser",
    /// That cannot be done in the item's present state.
    NotNow => "not-now",
}

impl Failure {
    /// A failure with nothing but its code, not to be retried.
    pub fn new(code: Code) -> Self {
        Self { code, args: BTreeMap::new(), retry: Retry::Never, fields: Vec::new() }
    }

    /// With a value for the words.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// With advice on trying again.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// With a failing field.
    #[must_use]
    pub fn field(mut self, field: &str, code: Code) -> Self {
        self.fields.push(FieldFailure { field: field.to_owned(), code, fault: None });
        self
    }

    /// With what is wrong with a field of a form; the empty name is the form as a whole.
    #[must_use]
    pub fn fault(mut self, field: &str, fault: Fault) -> Self {
        self.fields.push(FieldFailure { field: field.to_owned(), code: Code::BadValue, fault: Some(fault) });
        self
    }
}
