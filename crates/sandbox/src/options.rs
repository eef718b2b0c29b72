//! How a sandbox is started.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::ClockMode;

/// What the platform holds at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum World {
    /// A platform without users.
    #[default]
    Empty,
    /// The marketplace Halle Verte with 420 users and their documents, dated relative to the start of the clock.
    Demo,
    /// So many users with a wallet and about ten movements each, made up when they are asked for.
    Large(u32),
}

impl std::str::FromStr for World {
    type Err = String;

    /// `empty`, `demo` or `large:N`.
    fn from_str(text: &str) -> Result<Self, String> {
        match (text, text.strip_prefix("large:").map(str::parse)) {
            ("empty", _) => Ok(Self::Empty),
            ("demo", _) => Ok(Self::Demo),
            (_, Some(Ok(count))) => Ok(Self::Large(count)),
            _ => Err("empty, demo or large:N".to_owned()),
        }
    }
}

/// Whether the documented call limits are enforced (money-operations.md §1.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RateLimits {
    /// 2,300 per 15 min, 4,500 per 30 min, 8,800 per hour, 105,600 per day; announced in headers, 429 beyond.
    #[default]
    Documented,
    /// Neither counted nor announced.
    Off,
}

/// What a key may do in one scope (money-operations.md §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rights {
    /// GET.
    pub read: bool,
    /// POST, PUT, DELETE.
    pub write: bool,
}

/// The scopes of the API key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Scopes {
    /// All scopes, future ones included: the automatically generated key.
    #[default]
    All,
    /// Only these, by their documented names, for example `Users.Details`.
    Only(BTreeMap<String, Rights>),
}

impl Scopes {
    /// Every scope except the given one.
    #[must_use]
    pub fn all_but(name: &str) -> Self {
        let both = Rights { read: true, write: true };
        Self::Only(KNOWN.iter().filter(|s| !s.eq_ignore_ascii_case(name)).map(|s| ((*s).to_owned(), both)).collect())
    }

    /// Reads a list such as `Users.Details:r,Users.Verification:rw`; without a suffix both rights are meant.
    ///
    /// # Errors
    /// The first part that names no known scope or right.
    pub fn parse(list: &str) -> Result<Self, String> {
        let mut held = BTreeMap::new();
        for part in list.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let (name, rights) = part.split_once(':').unwrap_or((part, "rw"));
            let name = KNOWN.iter().find(|s| s.eq_ignore_ascii_case(name)).ok_or_else(|| part.to_owned())?;
            if rights.is_empty() || !rights.chars().all(|c| matches!(c, 'r' | 'w')) {
                return Err(part.to_owned());
            }
            held.insert((*name).to_owned(), Rights { read: rights.contains('r'), write: rights.contains('w') });
        }
        Ok(Self::Only(held))
    }

    pub(crate) fn allow(&self, scope: &str, write: bool) -> bool {
        match self {
            Self::All => true,
            Self::Only(held) => held.get(scope).is_some_and(|r| if write { r.write } else { r.read }),
        }
    }
}

/// Documented scope names (money-operations.md §3.1).
const KNOWN: [&str; 20] = [
    "Bankaccounts",
    "Client.Details",
    "Client.Developers",
    "Client.PayIns",
    "Client.Reports",
    "Client.Wallets",
    "Conversions",
    "Disputes.General",
    "Disputes.Settlement",
    "Payins",
    "Payouts",
    "Refunds.General",
    "Refunds.Payins",
    "Refunds.Payouts",
    "Refunds.Repudiations",
    "Refunds.Transfers",
    "Transfers",
    "Users.Details",
    "Users.Verification",
    "Wallet.Details",
];

/// Where the state is kept between two runs. `save` is called inside the step that changes the state, before the answer
/// is sent; an error there becomes a 500 answer.
pub trait StateStore: Send + Sync {
    /// What was saved last, or nothing.
    ///
    /// # Errors
    /// If the stored bytes cannot be read.
    fn load(&self) -> std::io::Result<Option<Vec<u8>>>;

    /// Replaces what was saved, at once or not at all.
    ///
    /// # Errors
    /// If the bytes could not be made durable.
    fn save(&self, bytes: &[u8]) -> std::io::Result<()>;
}

/// Everything that can be chosen at the start.
#[derive(Clone)]
pub struct Options {
    /// Address to listen on; port 0 picks one.
    pub listen: std::net::SocketAddr,
    /// What the platform holds; ignored if `data` has a saved state.
    pub world: World,
    /// The platform's ClientId.
    pub client_id: String,
    /// Its API key.
    pub api_key: String,
    /// How time runs.
    pub clock: ClockMode,
    /// Seed of ids and of the demo world.
    pub seed: u64,
    /// What the key may do.
    pub scopes: Scopes,
    /// Call limits.
    pub rate_limits: RateLimits,
    /// Refuse unknown members, unknown query names and wrong JSON types, which the real API tolerates or ignores.
    pub strict: bool,
    /// `GET /events` without `EventType` is refused (documented as required, treated as optional by official SDKs).
    pub events_need_type: bool,
    /// Accept Basic credentials on resources too.
    pub basic: bool,
    /// Lock the account for a while after ten bad credentials in a row.
    pub lock_after_bad_credentials: bool,
    /// Where the state survives a restart.
    pub data: Option<Arc<dyn StateStore>>,
    /// Serve the control plane over HTTP, under `/_control`.
    pub control: bool,
    /// Added to every call before it is answered.
    pub latency: std::time::Duration,
    /// Virtual seconds between submission and the outcome that a document's Tag asks for; 0 is at once.
    pub review_seconds: i64,
    /// Virtual seconds that a report is made in; 0 is at once.
    pub report_seconds: i64,
    /// Lifetime of a token in seconds (sandbox default 1200).
    pub token_seconds: i64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: std::net::SocketAddr::from(([127, 0, 0, 1], 0)),
            world: World::Empty,
            client_id: "sandbox-client".to_owned(),
            api_key: "sandbox-key".to_owned(),
            clock: ClockMode::Real,
            seed: 0x4841_4C4C_4556_4552,
            scopes: Scopes::All,
            rate_limits: RateLimits::Documented,
            strict: false,
            events_need_type: false,
            basic: false,
            lock_after_bad_credentials: true,
            data: None,
            control: false,
            latency: std::time::Duration::ZERO,
            review_seconds: 0,
            report_seconds: 2,
            token_seconds: 1200,
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("listen", &self.listen)
            .field("world", &self.world)
            .field("client_id", &self.client_id)
            .field("clock", &self.clock)
            .field("strict", &self.strict)
            .field("control", &self.control)
            .finish_non_exhaustive()
    }
}
