//! How fresh and how complete the local copy is.

use serde::{Deserialize, Serialize};

use crate::Failure;

/// Asks for the sync line, the budget and the connection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetSyncStatus {}

/// Where the sync stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncStatus {
    /// Whether the server was reached last time.
    pub connection: Connection,
    /// What is going on.
    pub activity: Activity,
    /// When everything was last up to date, Unix seconds.
    pub updated_at: Option<i64>,
    /// Share of the rate budget used in the last quarter of an hour, in hundredths; of the whole budget, all users of
    /// the key together.
    pub budget_percent: Option<u32>,
    /// Progress per stream.
    pub streams: Vec<StreamStatus>,
    /// Whether the user paused it.
    pub paused: bool,
}

/// Whether the server can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "connection")]
pub enum Connection {
    /// Not tried yet in this run.
    Unknown,
    /// Yes.
    Online,
    /// No; tried again at `retry_at`.
    Offline {
        /// Since when, Unix seconds.
        since: i64,
        /// Next try, Unix seconds.
        retry_at: i64,
    },
    /// The server refuses: see the failure.
    Refused {
        /// Since when, Unix seconds.
        since: i64,
        /// Why.
        failure: Failure,
    },
    /// Something does not work, here or at the server, that is no refusal: see the failure.
    Troubled {
        /// What.
        failure: Failure,
    },
}

/// What the sync is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Nothing.
    Idle,
    /// Reading everything for the first time.
    FirstSync,
    /// Looking for changes.
    Refreshing,
}

/// The streams of the sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// The list of users.
    Users,
    /// Their names and details.
    UserDetails,
    /// KYC documents.
    KycDocuments,
    /// Events.
    Events,
}

/// How far a stream is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamStatus {
    /// Which.
    pub stream: Stream,
    /// Objects held.
    pub have: u32,
    /// Objects the server says there are, once known.
    pub of: Option<u32>,
    /// Complete as of this moment, Unix seconds.
    pub complete_at: Option<i64>,
    /// Why it is not complete, if something is in the way.
    pub trouble: Option<Failure>,
}

/// How complete and how old the rows of a list are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freshness {
    /// When the stream behind the list was last up to date; `None`: never yet.
    pub complete_at: Option<i64>,
    /// Objects held and objects the server says there are, while the first sync runs.
    pub partial: Option<(u32, u32)>,
}

/// Looks for changes now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SyncNow {}

/// Pauses or resumes the sync.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PauseSync {
    /// Whether it stands still.
    pub paused: bool,
}
