//! What the window shows: welcome, lock screen or an open profile.

use model::{Environment, ProfileId};
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Asks what the calling window shows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GetSession {}

/// What the calling window shows, and the facts that every view needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The screen.
    pub screen: Screen,
    /// The engine's clock, Unix seconds. Frozen in some test runs; views count on from here.
    pub now: i64,
    /// Whether that clock stands still.
    pub clock_frozen: bool,
    /// Light, dark or as the system.
    pub theme: Theme,
    /// The application's version.
    pub version: String,
}

/// The screen of a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "screen")]
pub enum Screen {
    /// No profile is bound to the window yet.
    Welcome {
        /// Whether there are profiles to open.
        has_profiles: bool,
    },
    /// A profile that is locked.
    Locked(LockedProfile),
    /// A profile that is open.
    Open(OpenProfileInfo),
}

/// What may be shown of a locked profile: its label and its environment, nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedProfile {
    /// The profile.
    pub id: ProfileId,
    /// Its label.
    pub label: String,
    /// Its environment.
    pub environment: Environment,
    /// When it was locked, if that happened in this run.
    pub since: Option<i64>,
    /// Why.
    pub cause: LockCause,
    /// Whether a passphrase is set.
    pub has_passphrase: bool,
    /// Whether the key store of the system can open it.
    pub has_key_store: bool,
    /// Why nothing can open it, if so: its vault is missing, damaged or not ours.
    pub trouble: Option<Failure>,
    /// Uploads that are on the way.
    pub uploads_on_the_way: u32,
    /// Whether they go on behind the lock; if not, they wait until it is opened.
    pub uploads_go_on: bool,
    /// Uploads' share done, in hundredths.
    pub uploads_done_percent: u32,
}

/// Why a profile is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockCause {
    /// It has not been unlocked since the application started.
    Started,
    /// Somebody locked it.
    OnDemand,
    /// Nobody was there for so many minutes.
    Idle {
        /// Minutes without input.
        minutes: u32,
    },
}

/// An open profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenProfileInfo {
    /// The profile.
    pub id: ProfileId,
    /// Its label.
    pub label: String,
    /// Its environment.
    pub environment: Environment,
    /// The Mangopay client id.
    pub client_id: String,
    /// The platform's name as Mangopay has it, once known.
    pub platform_name: Option<String>,
    /// The server's address where it is not the environment's own.
    pub address: Option<String>,
    /// Whether writing is switched off.
    pub read_only: bool,
    /// Minutes without input after which it locks itself.
    pub minutes_to_lock: u32,
    /// When the visit before this one ended, Unix seconds; `None`: this is the first.
    pub last_visit: Option<i64>,
    /// Whether a passphrase is set.
    pub has_passphrase: bool,
}

/// Light, dark or as the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Chooses the theme, for all windows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetTheme {
    /// The theme.
    pub theme: Theme,
}

/// Locks the profile of the calling window.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lock {}

/// Opens the locked profile of the calling window.
#[derive(Clone, Serialize, Deserialize)]
pub struct Unlock {
    /// With what.
    pub with: UnlockWith,
}

/// With what a profile is unlocked.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "with", content = "text")]
pub enum UnlockWith {
    /// The key store of the system.
    KeyStore,
    /// The passphrase.
    Passphrase(String),
    /// The recovery code.
    RecoveryCode(String),
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unlock(…)")
    }
}

/// Tells that somebody is there (sent at most every few seconds): puts off the lock.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Touch {}

/// Hears the backend from now on, in the place of whoever heard it before in the same window: every
/// [`Event`](crate::Event) for this window, and none for another. Answers what the window shows, so that a page has it
/// after one question and misses nothing in between.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Subscribe {
    /// The shell's name of the channel to tell: [`CHANNEL`](Self::CHANNEL) and the number of a callback in the page.
    pub channel: String,
}

impl Subscribe {
    /// What a channel's name begins with.
    pub const CHANNEL: &str = "__CHANNEL__:";
}

/// A moment that the start-up benchmark measures; does nothing otherwise.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mark {
    /// `first-ipc`, `first-rows`.
    pub name: String,
}
