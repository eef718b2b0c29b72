use std::{fmt, sync::Arc};

use model::UnixSeconds;

/// What went wrong, told apart by what a caller does about it.
///
/// `Display` and `Debug` hold no value of a body except the error's `Type` and the support id: they are for logs.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The API refused the request for good: wrong or missing values, a state that forbids it, a closed user.
    #[error("refused: {0}")]
    Validation(Box<Refusal>),
    /// No such object, or one past the API's retention (money-operations.md §1.8).
    #[error("not found: {0}")]
    NotFound(Box<Refusal>),
    /// The idempotency key was used before, whatever came of it: look it up with [`crate::Client::response`]
    /// (money-operations.md §1.7).
    #[error("idempotency key already used: {0}")]
    Conflict(Box<Refusal>),
    /// The client id or the key is wrong: the server gave no token for them.
    #[error("credentials refused")]
    CredentialsRefused,
    /// Too many wrong credentials from here: the server is locked for a while (money-operations.md §1.2).
    #[error("account temporarily locked")]
    AccountLocked,
    /// A fresh token was refused too: the key has been revoked, or the client id is another's.
    #[error("session lost: a fresh token was refused")]
    SessionLost,
    /// The user in question must authenticate at this link before this may be read (money-operations.md §1.9).
    #[error("strong customer authentication required")]
    ScaRequired {
        /// Where the user goes. It carries a token.
        redirect_url: Link,
    },
    /// The key lacks the scope, or the feature is off (403 `forbidden_ressource`).
    #[error("scope missing: {0}")]
    ScopeMissing(Box<Refusal>),
    /// The server turns this machine away, whatever is asked (403 of another kind).
    #[error("access denied ({reason:?}): {refusal}")]
    AccessDenied {
        /// What the server does not like, as far as it says.
        reason: Denial,
        /// What it said.
        refusal: Box<Refusal>,
    },
    /// The user has not consented to the platform's acting without them (users-verification.md §2.5).
    #[error("consent missing: {0}")]
    ConsentMissing(Box<Refusal>),
    /// Too many calls.
    #[error("rate limited")]
    RateLimited {
        /// When calls are free again, if the server said so.
        until: Option<UnixSeconds>,
    },
    /// The server failed.
    #[error("server error {status}")]
    Server {
        /// HTTP status, 500 to 599.
        status: u16,
        /// What to give to the support.
        id: Option<String>,
    },
    /// A write left, or may have left, and nothing tells whether it was carried out.
    #[error("unknown outcome: {cause}")]
    UnknownOutcome {
        /// What happened on the way.
        #[source]
        cause: Box<Error>,
    },
    /// No answer came over the network.
    #[error("transport: {kind:?}")]
    Transport {
        /// What failed.
        kind: TransportKind,
        /// The transport's own error; `None` where our own deadline passed.
        #[source]
        source: Option<Arc<reqwest::Error>>,
    },
    /// Something answered, but no API: a web page, a portal, a redirection.
    #[error("not an API: answered {status} without JSON")]
    NotAnApi {
        /// HTTP status.
        status: u16,
    },
    /// JSON that cannot be read as what was asked for, or an answer beyond all bounds.
    #[error("unreadable answer: {what}")]
    Unreadable {
        /// Which part could not be read. Never a value.
        what: &'static str,
    },
    /// The client is read-only and this is a write. Nothing left.
    #[error("read-only: nothing was sent")]
    ReadOnly,
    /// An id that cannot stand in a path (empty, dots, control characters). Nothing left.
    #[error("an id that cannot stand in a path")]
    InvalidId,
    /// The HTTP machinery could not be built (no TLS roots, a bad header value).
    #[error("client could not be built: {what}")]
    Setup {
        /// Which part.
        what: &'static str,
    },
}

/// What the API said when it refused.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// The `Type` of the error body; empty if there was none.
    pub kind: String,
    /// The message; may quote what was sent.
    pub message: Option<String>,
    /// Field and message; may quote what was sent.
    pub fields: Vec<(String, String)>,
    /// What to give to the support.
    pub id: Option<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.kind)
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("status", &self.status)
            .field("kind", &self.kind)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A link that carries a token, or another text that lets its holder in: its `Debug` is empty.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Link(String);

impl Link {
    /// Wraps it as it came.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(…)")
    }
}

/// Why a 403 that is not about scopes came. The bodies are undocumented (money-operations.md §1.2, points 6 and 7), so
/// that most say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// The address of this machine is not on the platform's list.
    IpNotAllowed,
    /// A client certificate is needed, at the `api-mtls` host.
    CertificateNeeded,
    /// The server did not say: one of the two, or a firewall on the way.
    Unspecified,
}

/// Which part of the transport failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransportKind {
    /// The name could not be looked up.
    Dns,
    /// No connection: refused, unreachable.
    Connect,
    /// The TLS handshake failed: certificate, version.
    Tls,
    /// A deadline passed.
    Timeout,
    /// The connection ended before the answer did.
    Reset,
    /// The proxy refused.
    Proxy,
    /// Anything else.
    Other,
}

impl Error {
    /// What the API said, where it refused.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Validation(refusal)
            | Self::NotFound(refusal)
            | Self::Conflict(refusal)
            | Self::ScopeMissing(refusal)
            | Self::ConsentMissing(refusal)
            | Self::AccessDenied { refusal, .. } => Some(refusal),
            Self::UnknownOutcome { cause } => cause.refusal(),
            Self::CredentialsRefused
            | Self::AccountLocked
            | Self::SessionLost
            | Self::ScaRequired { .. }
            | Self::RateLimited { .. }
            | Self::Server { .. }
            | Self::Transport { .. }
            | Self::NotAnApi { .. }
            | Self::Unreadable { .. }
            | Self::ReadOnly
            | Self::InvalidId
            | Self::Setup { .. } => None,
        }
    }

    /// Whether the same call may succeed later with nothing changed by anybody. An unknown outcome is not retryable:
    /// it is looked up first.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::RateLimited { .. } | Self::Server { .. } | Self::AccountLocked | Self::NotAnApi { .. } => true,
            Self::Transport { kind, .. } => match kind {
                TransportKind::Dns
                | TransportKind::Connect
                | TransportKind::Timeout
                | TransportKind::Reset
                | TransportKind::Proxy
                | TransportKind::Other => true,
                TransportKind::Tls => false,
            },
            Self::Validation(_)
            | Self::NotFound(_)
            | Self::Conflict(_)
            | Self::CredentialsRefused
            | Self::SessionLost
            | Self::ScaRequired { .. }
            | Self::ScopeMissing(_)
            | Self::AccessDenied { .. }
            | Self::ConsentMissing(_)
            | Self::UnknownOutcome { .. }
            | Self::Unreadable { .. }
            | Self::ReadOnly
            | Self::InvalidId
            | Self::Setup { .. } => false,
        }
    }

    /// Whether the server could not be reached, or broke off: what was last known still stands.
    pub fn is_offline(&self) -> bool {
        match self {
            Self::Transport { kind, .. } => match kind {
                TransportKind::Dns
                | TransportKind::Connect
                | TransportKind::Timeout
                | TransportKind::Reset
                | TransportKind::Proxy => true,
                TransportKind::Tls | TransportKind::Other => false,
            },
            Self::UnknownOutcome { cause } => cause.is_offline(),
            _ => false,
        }
    }

    /// Whether a person must sign in anew: the credentials, not the call, were refused.
    pub fn is_session_over(&self) -> bool {
        matches!(self, Self::CredentialsRefused | Self::SessionLost)
    }

    pub(crate) fn timed_out() -> Self {
        Self::Transport { kind: TransportKind::Timeout, source: None }
    }
}
