use std::{sync::Arc, time::Duration};

use secrecy::SecretString;

use crate::{Access, Clock, Jitter, Network, Observer, ServerAddress};

/// Longest wait for a connection, name look-up and TLS included (ARCHITECTURE.md, "Uploads").
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest stand-still while a page is being sent (ARCHITECTURE.md, "Uploads").
pub const NO_PROGRESS_TIMEOUT: Duration = Duration::from_secs(30);
/// Longest wait for the answer once a page has left (ARCHITECTURE.md, "Uploads").
pub const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);
/// Longest duration of any other call, all its tries together. The official SDKs wait 30 s for an answer
/// (money-operations.md §1.8).
pub const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// The most bytes that the system may still hold in its own buffer when it has taken the last byte of a page: the
/// default upper limit of Linux (`net.ipv4.tcp_wmem`). Nothing tells us when they leave.
pub const KERNEL_BUFFER: u64 = 4 << 20;
/// The slowest link we serve, in bytes per second: the wait for an answer is longer by the time this link needs to
/// empty the system's buffer, else a page that is on its way would be given up on it.
pub const SLOWEST_LINK: u64 = 64_000;

/// How long to wait for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection.
    pub connect: Duration,
    /// For the next bytes of a page to leave.
    pub no_progress: Duration,
    /// For the answer to a page that has left.
    pub answer: Duration,
    /// For any other call, all its tries together.
    pub call: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: CONNECT_TIMEOUT, no_progress: NO_PROGRESS_TIMEOUT, answer: ANSWER_TIMEOUT, call: CALL_TIMEOUT }
    }
}

impl Timeouts {
    /// How long to wait for the answer once the system has taken the last of `length` bytes.
    pub(crate) fn answer_after(&self, length: u64) -> Duration {
        let buffered = length.min(KERNEL_BUFFER);
        self.answer + Duration::from_millis(buffered * 1_000 / SLOWEST_LINK)
    }
}

/// What a client is made of.
#[derive(Clone)]
pub struct Options {
    /// The server.
    pub server: ServerAddress,
    /// The platform's client id.
    pub client_id: String,
    /// The key of that client id.
    pub api_key: SecretString,
    /// What may leave at first; [`crate::Client::set_access`] changes it.
    pub access: Access,
    /// The world's time.
    pub clock: Arc<dyn Clock>,
    /// Spreads the waits before another try.
    pub jitter: Jitter,
    /// Is told of every call.
    pub observer: Arc<dyn Observer>,
    /// The `User-Agent` header.
    pub user_agent: String,
    /// How long to wait for what.
    pub timeouts: Timeouts,
    /// How the server is reached, where that is not straight.
    pub network: Network,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("server", &self.server)
            .field("access", &self.access)
            .field("user_agent", &self.user_agent)
            .field("timeouts", &self.timeouts)
            .field("network", &self.network)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Timeouts;

    #[test]
    fn the_wait_for_an_answer_grows_with_what_the_system_may_still_hold() {
        let timeouts = Timeouts::default();
        assert_eq!(timeouts.answer_after(0), Duration::from_secs(60));
        assert_eq!(timeouts.answer_after(64_000), Duration::from_secs(61));
        assert_eq!(timeouts.answer_after(10_000_000), timeouts.answer_after(4 << 20), "the system holds no more");
    }
}
