//! What the engine asks of the world outside: time, chance, windows, the demo simulator. Small traits, passed in once.

use std::{future::Future, path::PathBuf, pin::Pin, sync::Arc, time::Duration};

use ipc::Event;
use model::{IdempotencyKey, UnixSeconds};

/// A future behind a port.
pub type Pending<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The one clock. Virtual in tests, for engine, client and simulator alike.
pub trait Clock: Send + Sync + 'static {
    /// The moment.
    fn now(&self) -> UnixSeconds;
    /// Whether it stands still (test runs that take pictures).
    fn is_frozen(&self) -> bool {
        false
    }
    /// The zone that people here go by: an IANA name.
    fn zone(&self) -> String {
        "UTC".to_owned()
    }
    /// Resolves when so much time has passed on this clock.
    fn sleep(&self, time: Duration) -> Pending<()>;
}

/// Where ids and keys come from.
pub trait Ids: Send + Sync + 'static {
    /// A new idempotency key, never given before.
    fn idempotency_key(&self) -> IdempotencyKey;
    /// A new id of our own, starting with `prefix`.
    fn id(&self, prefix: &str) -> String;
}

/// Where a profile's events go: to the windows that show it.
pub trait EventSink: Send + Sync + 'static {
    /// Tells every window of the profile.
    fn emit(&self, event: Event);
}

/// The windows of the application.
pub trait Shell: Send + Sync + 'static {
    /// Tells one window.
    fn emit(&self, window: &str, event: Event);
    /// Opens a window under this label.
    fn open_window(&self, window: &str);
    /// Shows the system's file picker over a window. Empty: cancelled.
    fn pick_files(&self, window: &str, many: bool) -> Pending<Vec<PathBuf>>;
    /// Shows the system's dialog for saving a file over a window, with this name suggested. `None`: cancelled.
    fn pick_target(&self, window: &str, name: &str) -> Pending<Option<PathBuf>>;
    /// Opens the service's own status page in the system's browser. `Err`: no browser was opened, with the address.
    fn open_status_page(&self) -> Pending<Result<(), &'static str>>;
    /// The text on the system's clipboard, read now. `None`: there is no text, or it cannot be read. It may be anything,
    /// a password too: it is neither kept nor logged.
    fn copied_text(&self) -> Pending<Option<String>>;
}

/// Where the simulator of a Demo profile keeps its state: in the profile's encrypted journal.
pub trait DemoState: Send + Sync + 'static {
    /// What was saved last.
    fn load(&self) -> Option<Vec<u8>>;
    /// Replaces it.
    fn save(&self, state: &[u8]);
}

/// A running simulator.
pub struct DemoServer {
    /// Its address on loopback.
    pub address: String,
    /// The client id it takes.
    pub client_id: String,
    /// The key it takes; random for every start.
    pub api_key: secrecy::SecretString,
    /// Stops it when dropped.
    pub running: Box<dyn std::any::Any + Send + Sync>,
}

/// Starts the simulator of the Demo profile inside this process.
pub trait Demo: Send + Sync + 'static {
    /// Starts it with this state; `None` if this build has no simulator.
    fn start(&self, state: Arc<dyn DemoState>, clock: Arc<dyn Clock>) -> Pending<Option<DemoServer>>;
}

/// The clock of the computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place where the computer's clock is read")]
    fn now(&self) -> UnixSeconds {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        UnixSeconds(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }

    fn zone(&self) -> String {
        jiff::tz::TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
    }

    fn sleep(&self, time: Duration) -> Pending<()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// A clock that shows one moment for ever but still lets pauses pass: for pictures and end-to-end runs.
#[derive(Debug, Clone, Copy)]
pub struct FrozenClock(pub UnixSeconds);

impl Clock for FrozenClock {
    fn now(&self) -> UnixSeconds {
        self.0
    }

    fn is_frozen(&self) -> bool {
        true
    }

    fn sleep(&self, time: Duration) -> Pending<()> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// Random ids.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    #[allow(clippy::expect_used, reason = "a UUID has 36 letters, digits and dashes by definition")]
    fn idempotency_key(&self) -> IdempotencyKey {
        IdempotencyKey::try_from(uuid::Uuid::new_v4().to_string()).expect("a UUID is a valid key")
    }

    fn id(&self, prefix: &str) -> String {
        format!("{prefix}_{}", uuid::Uuid::new_v4().simple())
    }
}
