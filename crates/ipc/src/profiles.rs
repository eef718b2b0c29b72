//! Profiles: listing, checking credentials, creating, opening.

use model::{Environment, ProfileId};
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Asks for all profiles of this computer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListProfiles {}

/// A profile in the switcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileCard {
    /// The profile.
    pub id: ProfileId,
    /// Its label.
    pub label: String,
    /// Its environment.
    pub environment: Environment,
    /// Whether it is open and unlocked in this process.
    pub open: bool,
    /// Whether it is the calling window's.
    pub here: bool,
}

/// What a person types to connect. The only way a credential crosses, and only in this direction.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    /// Sandbox or Production; Demo needs none.
    pub environment: Environment,
    /// The client id.
    pub client_id: String,
    /// The API key.
    pub api_key: String,
    /// Sandbox only, *Advanced: server address*; https, or http on loopback. `None`: Mangopay's own.
    pub address: Option<String>,
}

model::debug_only!(Credentials { environment });

/// Tries the credentials with harmless reads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CheckConnection {
    /// What was typed.
    pub credentials: Credentials,
}

/// What the check found, in the order in which it looked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionReport {
    /// One line per question.
    pub checks: Vec<Check>,
    /// Whether the profile can be used.
    pub usable: bool,
    /// Calls made.
    pub calls: u32,
    /// Calls allowed in a quarter of an hour, as the server says.
    pub budget: Option<u32>,
}

/// One question of the connection check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The question.
    pub subject: CheckSubject,
    /// The answer.
    pub outcome: CheckOutcome,
    /// A value to show at the end of the line: milliseconds, seconds off, minutes of the token (as text of digits).
    pub value: Option<String>,
}

/// A question of the connection check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckSubject {
    /// The server answers. Value: milliseconds.
    Reach,
    /// Its clock and ours agree. Value: seconds off.
    Clock,
    /// This address is allowed.
    Address,
    /// The key is accepted. Value: minutes the token lasts.
    Credentials,
    /// Users can be read.
    ReadUsers,
    /// KYC documents can be read.
    ReadDocuments,
    /// Recorded answers and events can be read: uploads heal themselves after a broken connection.
    ReadEvents,
    /// Documents can be submitted: not tested, since that needs a write.
    SubmitDocuments,
}

/// An answer of the connection check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome", content = "why")]
pub enum CheckOutcome {
    /// Good.
    Passed,
    /// Usable, but look at it.
    Warned(Failure),
    /// Not usable.
    Failed(Failure),
    /// Not asked, because an earlier question failed or because asking would change something.
    NotTested,
}

/// Creates a profile and opens it in the calling window.
#[derive(Clone, Serialize, Deserialize)]
pub struct CreateProfile {
    /// Its label.
    pub label: String,
    /// What was typed; `None` for Demo.
    pub credentials: Option<Credentials>,
    /// A passphrase, where the user wants one or there is no key store.
    pub passphrase: Option<String>,
    /// Whether to start read-only.
    pub read_only: bool,
}

impl std::fmt::Debug for CreateProfile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CreateProfile(…)")
    }
}

/// A profile was created.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedProfile {
    /// The profile.
    pub id: ProfileId,
    /// The recovery code: shown once, kept nowhere. `None` for Demo.
    pub recovery_code: Option<String>,
}

model::debug_only!(CreatedProfile { id });

/// Opens a profile: in the calling window if that has none, else in a window of its own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenProfile {
    /// Which; `None` opens a new window on the welcome screen.
    pub id: Option<ProfileId>,
}

/// Switches writing off or on for the calling window's profile.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetReadOnly {
    /// Whether nothing but reads may leave.
    pub read_only: bool,
}

/// Removes the local copy (not the outbox, not the audit log) and fetches it again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WipeLocalCopy {}
