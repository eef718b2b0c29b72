//! From the errors of the libraries to the one [`Failure`] that crosses to the interface. The mapping is a contract:
//! a table in the tests pins it.

use std::io;

use ipc::{Code, Failure, Retry};
use mangopay::{Denial, Error as ApiError, TransportKind};
use sqlite::Problem;
use vault::{StoreError, VaultError};

/// What an error of the API comes to.
pub(crate) fn api(error: &ApiError) -> Failure {
    use ApiError as E;
    match error {
        E::Validation(refusal) | E::Conflict(refusal) => {
            Failure::new(Code::RefusedByApi).with("type", &refusal.kind).with("status", refusal.status)
        }
        E::NotFound(_) => Failure::new(Code::NotFound),
        E::CredentialsRefused | E::SessionLost => Failure::new(Code::CredentialsRefused),
        E::AccountLocked => Failure::new(Code::AccountLocked).retry(Retry::Now),
        E::ScaRequired { .. } | E::ConsentMissing(_) => Failure::new(Code::ScaRequired),
        E::ScopeMissing(_) => Failure::new(Code::NotAllowed),
        E::AccessDenied { reason, .. } => match reason {
            Denial::IpNotAllowed | Denial::CertificateNeeded | Denial::Unspecified => {
                Failure::new(Code::AddressNotAllowed)
            }
        },
        E::RateLimited { until } => {
            Failure::new(Code::RateLimited).retry(until.map_or(Retry::Now, |until| Retry::At(until.0)))
        }
        E::Server { status, .. } => Failure::new(Code::ServerTrouble).with("status", status).retry(Retry::Now),
        E::UnknownOutcome { cause } => api(cause),
        E::Transport { kind, .. } => transport(*kind),
        E::NotAnApi { status } => Failure::new(Code::NotTheApi).with("status", status).retry(Retry::Now),
        E::Unreadable { .. } => Failure::new(Code::Unreadable).retry(Retry::Now),
        E::ReadOnly => Failure::new(Code::ReadOnly),
        E::InvalidId => Failure::new(Code::NotFound),
        _ => internal(error),
    }
}

fn transport(kind: TransportKind) -> Failure {
    let code = match kind {
        TransportKind::Dns => Code::NameNotFound,
        TransportKind::Tls => return Failure::new(Code::TlsFailed),
        TransportKind::Timeout => Code::TimedOut,
        TransportKind::Connect | TransportKind::Reset | TransportKind::Proxy | TransportKind::Other => {
            Code::Unreachable
        }
    };
    Failure::new(code).retry(Retry::WhenOnline)
}

/// What trouble with a file or folder comes to.
pub(crate) fn disk(error: &io::Error) -> Failure {
    let code = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Code::DiskFull,
        _ => Code::DiskTrouble,
    };
    Failure::new(code).with("kind", format!("{:?}", error.kind())).retry(Retry::Now)
}

/// What trouble with a file that the person chose a place for comes to.
pub(crate) fn saving(error: &io::Error) -> Failure {
    let code = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Code::DiskFull,
        _ => Code::CannotSaveThere,
    };
    Failure::new(code).with("kind", format!("{:?}", error.kind())).retry(Retry::Now)
}

/// What a failing database comes to.
pub(crate) fn database(problem: Problem) -> Failure {
    let code = match problem {
        Problem::DiskFull => Code::DiskFull,
        Problem::Corrupt => Code::JournalDamaged,
        Problem::Busy | Problem::Io => Code::DiskTrouble,
        Problem::Other => Code::Internal,
    };
    Failure::new(code).retry(Retry::Now)
}

/// What an unopenable file comes to.
pub(crate) fn opening(error: &sqlite::OpenError) -> Failure {
    use sqlite::OpenError as E;
    let code = match error {
        E::WrongKeyOrNotOurs | E::NotOurs => Code::NotOurFile,
        E::Damaged => Code::JournalDamaged,
        E::NewerSchema { .. } => Code::NewerVersion,
        E::DiskFull => Code::DiskFull,
        E::Busy => Code::ProfileInUse,
        E::NotFound | E::Io(_) => Code::DiskTrouble,
        _ => Code::Internal,
    };
    Failure::new(code)
}

/// What a state of the key store comes to.
pub(crate) fn key_store(error: &StoreError) -> Failure {
    let code = match error {
        StoreError::NoStore => Code::NoKeyStore,
        StoreError::Locked => Code::KeyStoreLocked,
        StoreError::EntryMissing => Code::KeyStoreEntryMissing,
        StoreError::Denied => Code::KeyStoreDenied,
        _ => Code::KeyStoreUnusable,
    };
    Failure::new(code).retry(Retry::Now)
}

/// Something that should not happen. The log has it, the interface has a code.
pub(crate) fn internal(error: &dyn std::error::Error) -> Failure {
    tracing::error!(%error, "unexpected");
    Failure::new(Code::Internal)
}

/// What trouble with the vault comes to.
pub(crate) fn vault(error: &VaultError) -> Failure {
    let field = |name: &str, code: Code| Failure::new(code).field(name, code);
    match error {
        VaultError::Store(store) => key_store(store),
        VaultError::NotFound => Failure::new(Code::VaultMissing),
        VaultError::WrongPassphrase => field("passphrase", Code::WrongPassphrase),
        VaultError::PassphraseNeeded => Failure::new(Code::NoKeyStore).field("passphrase", Code::Required),
        VaultError::PassphraseTooShort => field("passphrase", Code::WeakPassphrase),
        VaultError::WrongRecoveryCode | VaultError::RecoveryCode(_) => field("recovery_code", Code::WrongRecoveryCode),
        VaultError::WrongStoreKey | VaultError::WayNotSet | VaultError::NoApiKey => {
            Failure::new(Code::KeyStoreEntryMissing)
        }
        VaultError::NotOurs | VaultError::Damaged | VaultError::OtherProfile => Failure::new(Code::NotOurFile),
        VaultError::NewerFormat { .. } => Failure::new(Code::NewerVersion),
        VaultError::DiskFull => Failure::new(Code::DiskFull),
        VaultError::Io(error) => disk(error),
        other => internal(other),
    }
}

/// What trouble with the journal comes to.
pub(crate) fn journal(error: &journal::Error) -> Failure {
    tracing::error!(%error, "journal");
    database(error.problem())
}

/// What trouble with the local copy comes to.
pub(crate) fn cache(error: &cache::CacheError) -> Failure {
    match error {
        cache::CacheError::Database(database_error) => {
            tracing::error!(%error, "local copy");
            if error.is_corrupt() {
                return Failure::new(Code::CacheDamaged);
            }
            database(database_error.problem())
        }
        other => internal(other),
    }
}
