//! A mocked API with a token call, a catch-all that explains itself, a clock that leaps, and a client for them.

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use futures::future::BoxFuture;
use mangopay::{
    Access, CallReport, Client, Clock, Error, Network, Observer, Options, PageProgress, ServerAddress, Timeouts,
};
use model::{IdempotencyKey, KycDocumentId, UnixSeconds, UserId};
use wiremock::{
    Match, Mock, MockServer, Request, ResponseTemplate,
    matchers::{any, body_string, header, method, path},
};

/// The moment at which tests begin.
pub const START: i64 = 1_740_000_000;
/// Where the platform's paths begin.
pub const ROOT: &str = "/v2.01/acme";

/// Waits are over at once, and the moment is later by them.
pub struct LeapingClock {
    now: AtomicI64,
    pub waits: Mutex<Vec<Duration>>,
}

impl LeapingClock {
    pub fn advance(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for LeapingClock {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.now.load(Ordering::SeqCst))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.waits.lock().unwrap().push(duration);
        self.advance(i64::try_from(duration.as_secs()).unwrap());
        Box::pin(std::future::ready(()))
    }
}

#[derive(Default)]
pub struct Recorder {
    pub calls: Mutex<Vec<CallReport>>,
    pub pages: Mutex<Vec<PageProgress>>,
}

impl Observer for Recorder {
    fn call_finished(&self, report: &CallReport) {
        self.calls.lock().unwrap().push(report.clone());
    }

    fn page_progress(&self, progress: PageProgress) {
        self.pages.lock().unwrap().push(progress);
    }
}

/// A client and what it was built from.
pub struct Rig {
    pub client: Client,
    pub clock: Arc<LeapingClock>,
    pub seen: Arc<Recorder>,
}

impl Rig {
    pub fn at(address: &str, timeouts: Timeouts) -> Self {
        Self::over(address, timeouts, Network::default()).unwrap()
    }

    pub fn over(address: &str, timeouts: Timeouts, network: Network) -> Result<Self, Error> {
        let clock = Arc::new(LeapingClock { now: AtomicI64::new(START), waits: Mutex::default() });
        let seen = Arc::new(Recorder::default());
        let client = Client::new(Options {
            server: ServerAddress::parse(address).unwrap(),
            client_id: "acme".into(),
            api_key: "the key".into(),
            access: Access::ReadWrite,
            clock: clock.clone(),
            jitter: Arc::new(|| 0.5),
            observer: seen.clone(),
            user_agent: "Mangrove/test".into(),
            timeouts,
            network,
        })?;
        Ok(Self { client, clock, seen })
    }

    pub fn waits(&self) -> Vec<Duration> {
        self.clock.waits.lock().unwrap().clone()
    }
}

/// A mocked API. Whatever it was not told to expect fails the test when it is dropped.
pub struct Api {
    pub server: MockServer,
    pub rig: Rig,
}

impl Api {
    /// With a token call that may be made any number of times.
    pub async fn start() -> Self {
        let api = Self::without_token().await;
        token(1200).mount(&api.server).await;
        api
    }

    pub async fn without_token() -> Self {
        let server = MockServer::start().await;
        Mock::given(any())
            .and(Explain)
            .respond_with(ResponseTemplate::new(404))
            .with_priority(u8::MAX)
            .named("a request that no mock of this test expects (see its method and path above)")
            .expect(0)
            .mount(&server)
            .await;
        let rig = Rig::at(&server.uri(), Timeouts::default());
        Self { server, rig }
    }

    /// Expects `times` calls of this kind and answers each with `response`.
    pub async fn on(&self, verb: &str, at: &str, times: u64, response: ResponseTemplate) {
        Mock::given(method(verb))
            .and(path(format!("{ROOT}{at}")))
            .and(header("authorization", "Bearer token-1"))
            .respond_with(response)
            .expect(times)
            .named(format!("{verb} {at}"))
            .mount(&self.server)
            .await;
    }

    /// Answers the next call of this kind with `response`; mounted several times, in turn.
    pub async fn next(&self, verb: &str, at: &str, response: ResponseTemplate) {
        Mock::given(method(verb))
            .and(path(format!("{ROOT}{at}")))
            .respond_with(response)
            .up_to_n_times(1)
            .expect(1)
            .named(format!("{verb} {at}"))
            .mount(&self.server)
            .await;
    }

    pub fn client(&self) -> &Client {
        &self.rig.client
    }
}

struct Explain;

impl Match for Explain {
    fn matches(&self, request: &Request) -> bool {
        // Lowest priority: whatever comes here was matched by nothing else.
        std::io::Write::write_all(
            &mut std::io::stderr(),
            format!("no mock for {} {}\n", request.method, request.url).as_bytes(),
        )
        .unwrap();
        true
    }
}

/// The token call, with exactly the documented headers and body (money-operations.md §1.2).
pub fn token_call() -> wiremock::MockBuilder {
    Mock::given(method("POST"))
        .and(path("/v2.01/oauth/token"))
        .and(header("authorization", "Basic YWNtZTp0aGUga2V5"))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(body_string("grant_type=client_credentials"))
}

pub fn token_reply(number: u32, lifetime: i64) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(serde_json::json!({
        "access_token": format!("token-{number}"), "token_type": "Bearer", "expires_in": lifetime,
    }))
}

pub fn token(lifetime: i64) -> Mock {
    token_call().respond_with(token_reply(1, lifetime))
}

pub fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn json(status: u16, body: impl Into<String>) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.into(), "application/json; charset=utf-8")
}

pub fn ok(name: &str) -> ResponseTemplate {
    json(200, fixture(name))
}

/// The body of an error, by its name.
pub fn failing_body(name: &str) -> String {
    fixture(&format!("errors/{name}.json"))
}

pub fn failing(status: u16, name: &str) -> ResponseTemplate {
    json(status, fixture(name))
}

pub fn user() -> UserId {
    UserId::new("204068025")
}

pub fn document() -> KycDocumentId {
    KycDocumentId::new("kyc_01HQK25M6KVHKDV0S36JY9NRKS")
}

pub fn key() -> IdempotencyKey {
    IdempotencyKey::try_from("3f2b8c1e-7d2a-4a57-9a35-0c8a6a1f9d11".to_owned()).unwrap()
}

pub const USER: &str = "/users/204068025";
pub const DOCUMENTS: &str = "/users/204068025/KYC/documents";
