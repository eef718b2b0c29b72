//! Whether a call is tried again: one pure function, for every call.

use std::time::Duration;

use model::UnixSeconds;

use crate::{Error, TransportKind};

/// Most tries of one call.
pub const MOST_TRIES: u32 = 4;
/// The wait after the first failed try, before it is spread; it doubles with each further try.
pub const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The longest such wait.
pub const LONGEST_WAIT: Duration = Duration::from_secs(8);

/// Whether a call changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// It changes nothing.
    Read,
    /// It changes something. A second execution is another change, with an idempotency key too: the key is burned by
    /// the first (money-operations.md §1.7).
    Write,
}

/// How much of the request had left when the try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Nothing: there was no connection.
    Nothing,
    /// A part of the body, or nobody knows.
    Partial,
    /// All of it.
    Complete,
}

/// A try that failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attempt {
    /// Whether the call changes anything.
    pub safety: Safety,
    /// How much had left.
    pub delivery: Delivery,
    /// Tries made so far, this one included.
    pub tries: u32,
    /// Time since the call began.
    pub elapsed: Duration,
    /// Time the call may take in all.
    pub budget: Duration,
    /// The moment it is.
    pub now: UnixSeconds,
    /// Whether the token has been renewed for this call already.
    pub renewed: bool,
    /// A number in `0.0..1.0` that spreads the waits.
    pub jitter: f64,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Send it again after this wait.
    Retry {
        /// The wait.
        after: Duration,
    },
    /// Fetch another token, then send it again.
    RenewToken,
    /// The error stands as it is.
    GiveUp,
    /// The error stands, and whether the write was carried out is open.
    UnknownOutcome,
}

/// Decides what follows a failed try.
///
/// A read is tried again on 429 (once calls are free), 5xx and transport failures. A write is tried again only where it
/// was certainly not carried out: no connection, a 429, a 401 to a complete body; a definite refusal stands; after
/// anything else its outcome is unknown.
pub fn decide(attempt: &Attempt, error: &Error) -> Decision {
    match error {
        Error::SessionLost => match (attempt.safety, attempt.delivery) {
            (Safety::Write, Delivery::Partial) => Decision::UnknownOutcome,
            _ if attempt.renewed => Decision::GiveUp,
            _ => Decision::RenewToken,
        },
        Error::RateLimited { until } => match (attempt.safety, attempt.delivery) {
            // Rate limits are counted before anything is done: not carried out, but half a body is not sent twice here.
            (Safety::Write, Delivery::Partial) => Decision::GiveUp,
            _ => again(attempt, until.map(|until| until_then(attempt, until))),
        },
        Error::Server { .. } => match attempt.safety {
            Safety::Read => again(attempt, None),
            Safety::Write => Decision::UnknownOutcome,
        },
        Error::Transport { kind, .. } => match (attempt.safety, attempt.delivery) {
            (Safety::Read, _) | (Safety::Write, Delivery::Nothing) if may_pass(*kind) => again(attempt, None),
            (Safety::Read, _) | (Safety::Write, Delivery::Nothing) => Decision::GiveUp,
            (Safety::Write, Delivery::Partial | Delivery::Complete) => Decision::UnknownOutcome,
        },
        // A success or a redirection that no API wrote, or a timeout that a proxy reports, tells nothing of a write.
        Error::NotAnApi { status } if !(400..500).contains(status) || *status == 408 => without_answer(attempt),
        Error::Unreadable { .. } => without_answer(attempt),
        Error::NotAnApi { .. }
        | Error::Validation(_)
        | Error::NotFound(_)
        | Error::Conflict(_)
        | Error::CredentialsRefused
        | Error::AccountLocked
        | Error::ScaRequired { .. }
        | Error::ScopeMissing(_)
        | Error::AccessDenied { .. }
        | Error::ConsentMissing(_)
        | Error::UnknownOutcome { .. }
        | Error::ReadOnly
        | Error::InvalidId
        | Error::Setup { .. } => Decision::GiveUp,
    }
}

fn without_answer(attempt: &Attempt) -> Decision {
    match attempt.safety {
        Safety::Read => Decision::GiveUp,
        Safety::Write => Decision::UnknownOutcome,
    }
}

/// Whether the failure may be over in a moment. A certificate or a proxy's refusal does not change by itself.
fn may_pass(kind: TransportKind) -> bool {
    match kind {
        TransportKind::Dns
        | TransportKind::Connect
        | TransportKind::Timeout
        | TransportKind::Reset
        | TransportKind::Other => true,
        TransportKind::Tls | TransportKind::Proxy => false,
    }
}

fn again(attempt: &Attempt, wait: Option<Duration>) -> Decision {
    let after = wait.unwrap_or_else(|| back_off(attempt));
    if attempt.tries >= MOST_TRIES || attempt.elapsed.saturating_add(after) >= attempt.budget {
        return Decision::GiveUp;
    }
    Decision::Retry { after }
}

/// Half of the doubled wait is fixed, half is spread.
fn back_off(attempt: &Attempt) -> Duration {
    let doubled = FIRST_WAIT.saturating_mul(1 << attempt.tries.saturating_sub(1).min(16)).min(LONGEST_WAIT);
    doubled.mul_f64(0.5 + 0.5 * attempt.jitter.clamp(0.0, 1.0))
}

/// Up to a second later than told, so that not all wait for the same moment.
fn until_then(attempt: &Attempt, until: UnixSeconds) -> Duration {
    let seconds = u64::try_from(until.since(attempt.now)).unwrap_or(0);
    Duration::from_secs(seconds).saturating_add(Duration::from_secs(1).mul_f64(attempt.jitter.clamp(0.0, 1.0)))
}
