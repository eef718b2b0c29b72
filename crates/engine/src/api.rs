//! Building the client of the API from a profile's access data.

use std::{
    hash::{BuildHasher, RandomState},
    sync::Arc,
    time::Duration,
};

use futures::future::BoxFuture;
use ipc::{Code, Failure};
use mangopay::{Access, Client, Options, PRODUCTION, SANDBOX, ServerAddress, Timeouts};
use model::{Environment, UnixSeconds};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::{failure, ports::Clock, sync::governor::Governor};

/// What a profile needs to speak to the API, but the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccessData {
    /// The client id.
    pub(crate) client_id: String,
    /// The server, where it is not the environment's own.
    pub(crate) address: Option<String>,
}

/// The engine's clock as the client wants it.
struct ClientClock(Arc<dyn Clock>);

impl mangopay::Clock for ClientClock {
    fn now(&self) -> UnixSeconds {
        self.0.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.sleep(duration)
    }
}

/// Builds a client, behind the governor of an open profile. Nothing is sent.
///
/// # Errors
/// A field failure for a bad address; [`Code::Internal`] if TLS cannot be set up.
pub(crate) fn client(
    environment: Environment,
    access: &AccessData,
    api_key: SecretString,
    read_only: bool,
    clock: Arc<dyn Clock>,
    version: &str,
    gate: Option<&Governor>,
) -> Result<Client, Failure> {
    let options = Options {
        server: server(environment, access.address.as_deref())?,
        client_id: access.client_id.clone(),
        api_key,
        access: if read_only { Access::ReadOnly } else { Access::ReadWrite },
        clock: Arc::new(ClientClock(clock)),
        jitter: Arc::new(jitter),
        observer: Arc::new(mangopay::NoObserver),
        user_agent: format!("Mangrove/{version}"),
        timeouts: Timeouts::default(),
        network: mangopay::Network::default(),
    };
    let client = match gate {
        Some(governor) => Client::behind(options, Arc::new(governor.clone())),
        None => Client::new(options),
    };
    client.map_err(|error| failure::internal(&error))
}

/// Production has one address; only Sandbox and Demo take another.
fn server(environment: Environment, address: Option<&str>) -> Result<ServerAddress, Failure> {
    let text = match (environment, address) {
        (Environment::Production, _) => PRODUCTION,
        (Environment::Sandbox | Environment::Demo, Some(address)) => address,
        (Environment::Sandbox | Environment::Demo, None) => SANDBOX,
    };
    ServerAddress::parse(text).map_err(|_| Failure::new(Code::BadAddress).field("address", Code::BadAddress))
}

/// Spreads waits. Needs no quality: the hasher's random keys will do.
fn jitter() -> f64 {
    let bits = RandomState::new().hash_one(0_u8) >> 11;
    bits as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_has_one_address_whatever_is_asked() {
        let server = server(Environment::Production, Some("http://127.0.0.1:1")).unwrap();
        assert_eq!(server.as_url().as_str(), "https://api.mangopay.com/");
    }

    #[test]
    fn a_bad_address_is_a_field_failure() {
        let failure = server(Environment::Sandbox, Some("http://example.com")).unwrap_err();
        assert_eq!(failure.fields[0].field, "address");
    }

    #[test]
    fn jitter_stays_in_its_range() {
        for _ in 0..1000 {
            assert!((0.0..1.0).contains(&jitter()));
        }
    }
}
