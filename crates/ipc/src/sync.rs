//! How fresh and how complete the local copy is.

use model::WalletId;
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Asks for the sync line, the budget and the connection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetSyncStatus {}

/// Opens Mangopay's own page about incidents and maintenance in the system's browser. Its address is the shell's: the
/// interface names none.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenStatusPage {}

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// The list of users.
    Users,
    /// Their names and details.
    UserDetails,
    /// Until when verified users must send documents anew.
    Renewals,
    /// KYC documents.
    KycDocuments,
    /// Events.
    Events,
    /// Disputes.
    Disputes,
    /// Mandates.
    Mandates,
    /// Reports of the legacy system.
    Reports,
    /// Reports of the reporting service.
    ServiceReports,
    /// Hooks.
    Hooks,
    /// The platform's own wallets.
    ClientWallets,
    /// Wallets of users.
    Wallets,
    /// Transactions.
    Transactions,
    /// Cards.
    Cards,
    /// Legacy bank accounts.
    BankAccounts,
    /// Recipients.
    Recipients,
    /// Preauthorisations.
    Preauthorizations,
    /// Deposits.
    Deposits,
    /// Declarations of beneficial owners.
    UboDeclarations,
    /// Hosted identity verification.
    IdvSessions,
}

impl Stream {
    /// Every stream, in the order in which they are read.
    pub const ALL: &'static [Self] = &[
        Self::Users,
        Self::KycDocuments,
        Self::Disputes,
        Self::Mandates,
        Self::ClientWallets,
        Self::Hooks,
        Self::Reports,
        Self::ServiceReports,
        Self::Events,
        Self::Wallets,
        Self::Transactions,
        Self::UserDetails,
        Self::Renewals,
        Self::Recipients,
        Self::BankAccounts,
        Self::Cards,
        Self::Preauthorizations,
        Self::Deposits,
        Self::UboDeclarations,
        Self::IdvSessions,
    ];
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
    /// When what was asked for was last up to date; `None`: never yet.
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

/// Sets the share of the rate limits that background reading may take.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetSyncShare {
    /// Hundredths, 1 to 90.
    pub percent: u8,
}

/// Asks what is still to be read and what that will cost.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetSyncPlan {}

/// What is still to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncPlan {
    /// In the order in which it will be read.
    pub steps: Vec<PlanStep>,
    /// Calls of all steps together.
    pub calls: u64,
    /// Minutes that those take, at least: within the share of the rate limits, and by how fast the server answers.
    pub minutes: u32,
    /// The share of the rate limits that background reading may take, in hundredths.
    pub share_percent: u8,
    /// What we use of each window of the rate limits, shortest first. Empty where the server tells no limits.
    pub windows: Vec<WindowUse>,
}

/// A stream that is still to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStep {
    /// Which.
    pub stream: Stream,
    /// How.
    pub route: Route,
    /// Why so.
    pub reason: RouteReason,
    /// Calls, as far as it is known.
    pub calls: u64,
}

/// How a stream is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// One list of the whole platform.
    PlatformList,
    /// A list of each user.
    UserLists,
    /// Each object by itself.
    OneByOne,
    /// Reports of the legacy system.
    LegacyReports,
    /// Nothing can be read.
    Closed,
}

/// Why a stream is read in its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteReason {
    /// There is no other.
    OnlyWay,
    /// The cheapest.
    Cheapest,
    /// Reports would be cheaper, but the profile is read-only.
    ReadOnly,
    /// Reports would be cheaper, but the key may not make them.
    NotAllowed,
    /// Reports would be cheaper, but the server made none.
    ReportsFail,
}

/// Our use of a window of the rate limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowUse {
    /// Its length in minutes.
    pub minutes: u32,
    /// Calls of ours in it.
    pub made: u64,
    /// The most there may be of them.
    pub most: u64,
    /// Calls that the server allows all users of the key together.
    pub limit: u64,
}

/// Asks what the local copy holds, and what it does not.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetCoverage {}

/// What of a stream is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamCoverage {
    /// Which.
    pub stream: Stream,
    /// Objects held.
    pub have: u64,
    /// How they were read; `None`: not yet.
    pub route: Option<Route>,
    /// Complete from this moment on, Unix seconds; `None`: from the beginning, or not yet at all.
    pub complete_from: Option<i64>,
    /// Complete up to this moment, Unix seconds; `None`: not yet.
    pub complete_to: Option<i64>,
    /// What is missing, by reason.
    pub missing: Vec<Missing>,
    /// Calls that would complete it, as far as it is known.
    pub calls: u64,
    /// What stands in the way of all of it.
    pub trouble: Option<Failure>,
}

/// Asks by which way the transactions of wallets are known.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetWalletCoverage {
    /// Which.
    pub wallets: Vec<WalletId>,
}

/// By which way the transactions of a wallet are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletCoverage {
    /// Which.
    pub wallet: WalletId,
    /// The way. What happened after `read_at` came by events, whatever the way.
    pub way: WalletWay,
    /// When the report or the list was made that they were read from, Unix seconds.
    pub read_at: Option<i64>,
}

/// A way in which the transactions of a wallet are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "way")]
pub enum WalletWay {
    /// Reports of the legacy system.
    Reports,
    /// The list of its user.
    UserList,
    /// Events alone: the wallet is younger than what was read.
    Events,
    /// They are not known.
    Missing {
        /// Why.
        reason: MissingReason,
    },
}

/// What is missing for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Users whose part is missing; of lists of the whole platform objects.
    pub count: u64,
    /// Why.
    pub reason: MissingReason,
}

/// Why something is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingReason {
    /// Not read yet.
    NotYet,
    /// The user must authenticate first.
    Sca,
    /// The user did not consent to the platform's acting without them, or the key may not read it.
    NotAllowed,
    /// The server counts it but never shows it.
    NeverShown,
    /// The server answers with an error.
    Refused,
}
