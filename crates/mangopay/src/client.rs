use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use model::UnixSeconds;
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use tracing::{Instrument as _, Span, field::Empty};

use crate::{
    Access, Answered, CallReport, Clock, Error, Fetched, Gate, Jitter, Leaving, Observer, Options, PageProgress, Pass,
    RateState, ServerAddress, Timeouts,
    answer::Answer,
    gate::Open,
    request::{Body, Request},
    retry::{self, Attempt, Decision, Safety},
    token::{Token, Tokens},
    transmit::{Authorization, Tried},
};

/// A connection to one platform at one server. Cheap to clone; all clones share token, access and rate limits.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    pub(crate) server: ServerAddress,
    pub(crate) client_id: String,
    pub(crate) api_key: SecretString,
    pub(crate) read_only: AtomicBool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Jitter,
    pub(crate) observer: Arc<dyn Observer>,
    gate: Arc<dyn Gate>,
    pub(crate) timeouts: Timeouts,
    pub(crate) tokens: Tokens,
    pub(crate) rate: Mutex<Option<RateState>>,
    pub(crate) server_time: Mutex<Option<ServerTime>>,
}

/// The server's clock beside ours, at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerTime {
    /// The `Date` header of the last answer.
    pub server: UnixSeconds,
    /// Our clock when that answer came.
    pub local: UnixSeconds,
}

impl ServerTime {
    /// Seconds by which our clock is ahead of the server's.
    pub fn skew(&self) -> i64 {
        self.local.since(self.server)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("server", &self.inner.server)
            .field("access", &self.access())
            .finish_non_exhaustive()
    }
}

/// What came of one step of a call.
enum Step {
    Done(Result<Answer, Error>),
    Wait(Duration),
    Renew,
}

impl Client {
    /// Builds a client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the TLS machinery cannot be built, a client certificate and its key do not belong together, or
    /// the user agent is no header value.
    pub fn new(options: Options) -> Result<Self, Error> {
        Self::behind(options, Arc::new(Open))
    }

    /// As [`Self::new`], with a gate that every request passes.
    ///
    /// # Errors
    ///
    /// As [`Self::new`].
    pub fn behind(options: Options, gate: Arc<dyn Gate>) -> Result<Self, Error> {
        use rustls::crypto::CryptoProvider;
        if CryptoProvider::get_default().is_none()
            && rustls::crypto::ring::default_provider().install_default().is_err()
        {
            tracing::debug!("another thread has installed the TLS provider first");
        }
        let mut builder = reqwest::Client::builder()
            .user_agent(options.user_agent)
            .redirect(reqwest::redirect::Policy::none())
            // The retry decision is ours alone.
            .retry(reqwest::retry::never())
            .connect_timeout(options.timeouts.connect)
            // Servers close idle connections, often after 60 s; a write on one that is just closing has an unknown outcome.
            .pool_idle_timeout(Duration::from_secs(20))
            .https_only(!options.server.is_loopback());
        builder = options.network.apply(builder)?;
        if options.server.is_loopback() {
            builder = builder.no_proxy();
        }
        if options.server.as_url().scheme() == "http" {
            // No TLS will happen, and a machine without trusted certificates must still reach its own simulator.
            builder = builder.tls_certs_only([]);
        }
        let http = builder.build().map_err(|_| Error::Setup { what: "HTTP client or trusted certificates" })?;
        Ok(Self {
            inner: Arc::new(Inner {
                http,
                server: options.server,
                client_id: options.client_id,
                api_key: options.api_key,
                read_only: AtomicBool::new(options.access == Access::ReadOnly),
                clock: options.clock,
                jitter: options.jitter,
                observer: options.observer,
                gate,
                timeouts: options.timeouts,
                tokens: Tokens::default(),
                rate: Mutex::new(None),
                server_time: Mutex::new(None),
            }),
        })
    }

    /// What may leave.
    pub fn access(&self) -> Access {
        if self.inner.read_only.load(Ordering::SeqCst) { Access::ReadOnly } else { Access::ReadWrite }
    }

    /// Changes what may leave, for every clone and from the next try on.
    pub fn set_access(&self, access: Access) {
        self.inner.read_only.store(access == Access::ReadOnly, Ordering::SeqCst);
    }

    /// The rate limits as the last answer told them.
    pub fn rate_state(&self) -> Option<RateState> {
        self.inner.rate.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The server's clock beside ours, as of the last answer: tells a wrong clock on this machine.
    pub fn server_date(&self) -> Option<ServerTime> {
        *self.inner.server_time.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a call and reads its answer.
    pub(crate) async fn send(&self, request: &Request) -> Result<Answer, Error> {
        self.send_watched(request, &mut |_| {}).await
    }

    /// As [`Self::send`]; `progress` is told how much of a page has been handed over.
    pub(crate) async fn send_watched(
        &self,
        request: &Request,
        progress: &mut (dyn FnMut(PageProgress) + Send),
    ) -> Result<Answer, Error> {
        let span = call_span(request);
        let told = span.clone();
        let mut started = self.inner.clock.now();
        async {
            let mut report = Report::new(request);
            let mut renewed = false;
            let result = loop {
                // Enforced where it is sent; asked here too, so that no token is fetched for what will not leave.
                if let Err(error) = self.guard(request) {
                    break Err(error);
                }
                let pass = match self.leave(Leaving::Call, &mut started).await {
                    Ok(pass) => pass,
                    Err(error) => break Err(error),
                };
                let token = match self.token(is_page(request)).await {
                    Ok(token) => token,
                    Err(error) => break Err(error),
                };
                let tried = self.attempt(request, Authorization::Bearer(&token), started, progress).await;
                tell(pass, &tried);
                if matches!(tried.result, Err(Error::SessionLost)) {
                    // Whatever is decided next: nobody shall send with it again.
                    self.inner.tokens.refused(&token).await;
                }
                match self.judge(request, &mut report, tried, renewed, started) {
                    Step::Done(result) => break result,
                    Step::Wait(duration) => self.inner.clock.sleep(duration).await,
                    Step::Renew => renewed = true,
                }
            };
            self.finish(report, &told);
            result
        }
        .instrument(span)
        .await
    }

    /// Asks the server for a token. The caller holds the token's lock.
    pub(crate) async fn fetch_token(&self) -> Result<Token, Error> {
        let request = Request::token();
        let span = call_span(&request);
        let told = span.clone();
        let mut started = self.inner.clock.now();
        async {
            let mut report = Report::new(&request);
            let result = loop {
                let pass = match self.leave(Leaving::Token, &mut started).await {
                    Ok(pass) => pass,
                    Err(error) => break Err(error),
                };
                let tried = self.attempt(&request, Authorization::Basic, started, &mut |_| {}).await;
                tell(pass, &tried);
                match self.judge(&request, &mut report, tried, true, started) {
                    Step::Done(result) => break result,
                    Step::Wait(duration) => self.inner.clock.sleep(duration).await,
                    Step::Renew => break Err(Error::CredentialsRefused),
                }
            };
            self.finish(report, &told);
            Token::read(&result?, self.inner.clock.now())
        }
        .instrument(span)
        .await
    }

    /// Waits for leave to send. Waiting there is none of the call's own time.
    async fn leave(&self, leaving: Leaving, started: &mut UnixSeconds) -> Result<Box<dyn Pass>, Error> {
        let before = self.inner.clock.now();
        let pass = self.inner.gate.enter(leaving).await;
        *started = started.plus(self.inner.clock.now().since(before).max(0));
        pass
    }

    /// A read of one object.
    pub(crate) async fn read<T: DeserializeOwned>(
        &self,
        what: &'static str,
        request: &Request,
    ) -> Result<Fetched<T>, Error> {
        self.send(request).await?.into_fetched(what)
    }

    /// A write that answers with an object. If that cannot be read, the write was carried out all the same.
    pub(crate) async fn write<T: DeserializeOwned>(
        &self,
        what: &'static str,
        request: &Request,
    ) -> Result<Fetched<T>, Error> {
        let answer = self.send(request).await?;
        answer.into_fetched(what).map_err(|cause| Error::UnknownOutcome { cause: Box::new(cause) })
    }

    /// Turns what came of a try into the next step, by [`retry::decide`].
    fn judge(&self, request: &Request, report: &mut Report, tried: Tried, renewed: bool, started: UnixSeconds) -> Step {
        report.note(&tried);
        let error = match tried.result {
            Ok(answer) => return Step::Done(Ok(answer)),
            Err(error) => error,
        };
        let attempt = Attempt {
            safety: if request.is_read() { Safety::Read } else { Safety::Write },
            delivery: tried.delivery,
            tries: report.tries,
            elapsed: self.elapsed(started),
            budget: self.inner.timeouts.call,
            now: self.inner.clock.now(),
            renewed,
            jitter: (self.inner.jitter)(),
        };
        match retry::decide(&attempt, &error) {
            Decision::Retry { after } => Step::Wait(after),
            Decision::RenewToken => Step::Renew,
            Decision::GiveUp => Step::Done(Err(error)),
            Decision::UnknownOutcome => Step::Done(Err(Error::UnknownOutcome { cause: Box::new(error) })),
        }
    }

    pub(crate) fn elapsed(&self, started: UnixSeconds) -> Duration {
        Duration::from_secs(u64::try_from(self.inner.clock.now().since(started)).unwrap_or(0))
    }

    fn finish(&self, report: Report, span: &Span) {
        span.record("tries", report.tries);
        if let Some(status) = report.status {
            span.record("status", status);
        }
        if let Some(window) = report.rate.as_ref().and_then(RateState::tightest) {
            span.record("calls_left", window.remaining);
        }
        tracing::debug!("call finished");
        self.inner.observer.call_finished(&CallReport {
            method: report.method,
            template: report.template,
            status: report.status,
            tries: report.tries,
            rate: report.rate,
        });
    }
}

/// Gives the pass back with what the server said; without an answer it just ends.
fn tell(pass: Box<dyn Pass>, tried: &Tried) {
    if let Some(status) = tried.status {
        let free_again = match &tried.result {
            Err(Error::RateLimited { until }) => *until,
            _ => None,
        };
        pass.answered(Answered { status, rate: tried.rate.clone(), free_again });
    }
}

/// Never a body, a query value, a token or an id (house rule).
fn call_span(request: &Request) -> Span {
    tracing::info_span!(
        "mangopay",
        method = request.method_name(),
        template = request.template,
        status = Empty,
        tries = Empty,
        calls_left = Empty
    )
}

fn is_page(request: &Request) -> bool {
    matches!(request.body, Body::Page(_))
}

/// What a call's report is made of, while it runs.
struct Report {
    method: &'static str,
    template: &'static str,
    status: Option<u16>,
    tries: u32,
    rate: Option<RateState>,
}

impl Report {
    fn new(request: &Request) -> Self {
        Self { method: request.method_name(), template: request.template, status: None, tries: 0, rate: None }
    }

    fn note(&mut self, tried: &Tried) {
        if tried.left {
            self.tries += 1;
        }
        self.status = tried.status;
        if tried.rate.is_some() {
            self.rate.clone_from(&tried.rate);
        }
    }
}
