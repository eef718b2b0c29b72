use std::{
    error::Error as StdError,
    io,
    pin::pin,
    sync::{Arc, PoisonError},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use http::{
    HeaderMap, HeaderValue,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE},
};
use model::UnixSeconds;
use time::{OffsetDateTime, format_description::well_known::Rfc2822};
use tokio::time::{Instant, sleep_until, timeout};

use crate::{
    Access, Client, Error, PageBody, PageProgress, RateState, ServerTime, TransportKind,
    answer::Answer,
    classify::{Asked, classify},
    request::{Body, Expect, Request},
    retry::Delivery,
    token::{Token, basic},
};

/// The largest answer that is read, in bytes. A full page of 100 objects has some hundred kilobytes.
const LARGEST_ANSWER: usize = 32 << 20;

/// A try gets this long at least: the world's clock may have leapt meanwhile (a machine that slept), and a try without
/// time would make an unknown outcome of a write that never left.
const LEAST_FOR_A_TRY: Duration = Duration::from_secs(5);

/// What a request is signed with.
#[derive(Clone, Copy)]
pub(crate) enum Authorization<'a> {
    Basic,
    Bearer(&'a Token),
}

/// One try.
pub(crate) struct Tried {
    pub(crate) result: Result<Answer, Error>,
    /// How much of the request had left when it ended.
    pub(crate) delivery: Delivery,
    pub(crate) status: Option<u16>,
    pub(crate) rate: Option<RateState>,
    /// Whether it was put on the network at all.
    pub(crate) left: bool,
}

/// An answer of whatever status.
struct Reply {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Client {
    /// The one sending function: every request to the API leaves here, and here alone. Read-only is enforced here.
    pub(crate) async fn attempt(
        &self,
        request: &Request,
        authorization: Authorization<'_>,
        started: UnixSeconds,
        progress: &mut (dyn FnMut(PageProgress) + Send),
    ) -> Tried {
        if let Err(error) = self.guard(request) {
            return Tried::unsent(error);
        }
        let built = match self.build(request, authorization) {
            Ok(built) => built,
            Err(error) => return Tried::unsent(error),
        };
        let (reply, delivery) = match &request.body {
            Body::Page(page) => self.transmit_page(built, page, progress).await,
            Body::Empty | Body::Json(_) | Body::Form(_) => self.transmit(built, started).await,
        };
        match reply {
            Ok(reply) => self.read_reply(request, &reply, delivery),
            Err(error) => Tried { result: Err(error), delivery, status: None, rate: None, left: true },
        }
    }

    /// Refuses what read-only forbids: everything but `GET` and the call for a token.
    pub(crate) fn guard(&self, request: &Request) -> Result<(), Error> {
        match self.access() {
            Access::ReadOnly if !request.is_read() => Err(Error::ReadOnly),
            Access::ReadOnly | Access::ReadWrite => Ok(()),
        }
    }

    fn build(&self, request: &Request, authorization: Authorization<'_>) -> Result<reqwest::RequestBuilder, Error> {
        let url = request.url(&self.inner.server, &self.inner.client_id)?;
        let authorization = match authorization {
            Authorization::Basic => basic(&self.inner)?,
            Authorization::Bearer(token) => token.header(),
        };
        let mut builder = self
            .inner
            .http
            .request(request.method.clone(), url)
            .header(AUTHORIZATION, authorization)
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(key) = &request.key {
            builder = builder.header("Idempotency-Key", key.as_str());
        }
        let json = HeaderValue::from_static("application/json");
        Ok(match &request.body {
            Body::Empty => builder,
            Body::Json(bytes) => builder.header(CONTENT_TYPE, json).body(bytes.clone()),
            Body::Form(text) => {
                builder.header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded")).body(*text)
            }
            // The body itself follows in `transmit_page`.
            Body::Page(_) => builder.header(CONTENT_TYPE, json),
        })
    }

    /// An ordinary call: one deadline for all of it.
    async fn transmit(&self, built: reqwest::RequestBuilder, started: UnixSeconds) -> (Result<Reply, Error>, Delivery) {
        let call = self.inner.timeouts.call;
        let left = call.saturating_sub(self.elapsed(started)).max(call.min(LEAST_FOR_A_TRY));
        let mut delivery = Delivery::Partial;
        let whole = async {
            let response = built.send().await.map_err(|error| {
                if error.is_connect() {
                    delivery = Delivery::Nothing;
                }
                transport(error)
            })?;
            delivery = Delivery::Complete;
            receive(response).await
        };
        let reply = timeout(left, whole).await.unwrap_or_else(|_| Err(Error::timed_out()));
        (reply, delivery)
    }

    /// A page: no deadline for the whole, only for a connection, for a stand-still and for the answer.
    async fn transmit_page(
        &self,
        built: reqwest::RequestBuilder,
        page: &PageBody,
        progress: &mut (dyn FnMut(PageProgress) + Send),
    ) -> (Result<Reply, Error>, Delivery) {
        let timeouts = self.inner.timeouts;
        let total = page.encoded_len();
        let (stream, mut seen) = page.start();
        let mut sent = 0;
        let mut deadline = Instant::now() + timeouts.connect + timeouts.no_progress;
        let mut sending = pin!(built.body(reqwest::Body::wrap(stream)).send());
        let mut streaming = true;
        let response = loop {
            tokio::select! {
                biased;
                changed = seen.changed(), if streaming => {
                    // The stream's end of the channel goes when the transport drops the body.
                    streaming = changed.is_ok();
                    let now = *seen.borrow_and_update();
                    if now > sent {
                        sent = now;
                        let wait = if sent == total { timeouts.answer_after(total) } else { timeouts.no_progress };
                        deadline = Instant::now() + wait;
                        let step = PageProgress { sent, total };
                        progress(step);
                        self.inner.observer.page_progress(step);
                    }
                }
                response = &mut sending => break response.map_err(|error| (error.is_connect(), transport(error))),
                () = sleep_until(deadline) => break Err((false, Error::timed_out())),
            }
        };
        match response {
            Err((true, error)) => (Err(error), Delivery::Nothing),
            Err((false, error)) => (Err(error), Delivery::Partial),
            Ok(response) => {
                let sent = *seen.borrow();
                let delivery = if sent == total { Delivery::Complete } else { Delivery::Partial };
                let rest: Duration = timeouts.no_progress;
                let reply = timeout(rest, receive(response)).await.unwrap_or_else(|_| Err(Error::timed_out()));
                (reply, delivery)
            }
        }
    }

    fn read_reply(&self, request: &Request, reply: &Reply, delivery: Delivery) -> Tried {
        let now = self.inner.clock.now();
        let rate = RateState::from_headers(&reply.headers, now);
        if rate.is_some() {
            self.inner.rate.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&rate);
        }
        if let Some(server) = server_date(&reply.headers) {
            *self.inner.server_time.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(ServerTime { server, local: now });
        }
        let result = if (200..300).contains(&reply.status) {
            Answer::read(request.expect == Expect::Json, reply.status, &reply.headers, &reply.body)
        } else {
            let asked = Asked { token: request.is_token(), keyed: request.key.is_some() };
            Err(classify(asked, reply.status, &reply.headers, &reply.body, now))
        };
        Tried { result, delivery, status: Some(reply.status), rate, left: true }
    }
}

impl Tried {
    fn unsent(error: Error) -> Self {
        Self { result: Err(error), delivery: Delivery::Nothing, status: None, rate: None, left: false }
    }
}

async fn receive(mut response: reqwest::Response) -> Result<Reply, Error> {
    let status = response.status().as_u16();
    let headers = std::mem::take(response.headers_mut());
    let mut body = BytesMut::new();
    while let Some(part) = response.chunk().await.map_err(transport)? {
        if body.len() + part.len() > LARGEST_ANSWER {
            return Err(Error::Unreadable { what: "answer too large" });
        }
        body.extend_from_slice(&part);
    }
    Ok(Reply { status, headers, body: body.freeze() })
}

pub(crate) fn server_date(headers: &HeaderMap) -> Option<UnixSeconds> {
    let text = headers.get(DATE)?.to_str().ok()?;
    OffsetDateTime::parse(text, &Rfc2822).ok().map(|moment| UnixSeconds(moment.unix_timestamp()))
}

/// Names what failed. The address is taken out of the error: it holds ids.
pub(crate) fn transport(error: reqwest::Error) -> Error {
    let error = error.without_url();
    let kind = transport_kind(&error);
    Error::Transport { kind, source: Some(Arc::new(error)) }
}

fn transport_kind(error: &reqwest::Error) -> TransportKind {
    if error.is_dns() {
        return TransportKind::Dns;
    }
    if error.is_timeout() {
        return TransportKind::Timeout;
    }
    let mut kind = None;
    let mut source = error.source();
    while let Some(inner) = source {
        if inner.is::<rustls::Error>() {
            return TransportKind::Tls;
        }
        // The proxies' error types are private to the transport; their texts are the only sign of them.
        if error.is_connect() && ["tunnel error", "SOCKS error"].iter().any(|sign| inner.to_string().starts_with(sign))
        {
            return TransportKind::Proxy;
        }
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            kind = io_kind(io).or(kind);
            if wraps_tls(io) {
                return TransportKind::Tls;
            }
        }
        source = inner.source();
    }
    match kind {
        Some(kind) => kind,
        None if error.is_connect() => TransportKind::Connect,
        None if error.is_request() || error.is_body() || error.is_decode() => TransportKind::Reset,
        None => TransportKind::Other,
    }
}

/// An I/O error hides what it wraps from `source`, and TLS failures come wrapped twice.
fn wraps_tls(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|inner| inner.is::<rustls::Error>() || inner.downcast_ref::<io::Error>().is_some_and(wraps_tls))
}

fn io_kind(error: &io::Error) -> Option<TransportKind> {
    use io::ErrorKind as K;
    match error.kind() {
        K::ConnectionRefused | K::HostUnreachable | K::NetworkUnreachable | K::NetworkDown | K::AddrNotAvailable => {
            Some(TransportKind::Connect)
        }
        K::ConnectionReset | K::ConnectionAborted | K::BrokenPipe | K::UnexpectedEof | K::NotConnected => {
            Some(TransportKind::Reset)
        }
        K::TimedOut => Some(TransportKind::Timeout),
        _ => None,
    }
}
