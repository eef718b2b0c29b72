//! One call from its head to its answer, in the order of docs/api/money-operations.md §16: rate limit, credentials,
//! scope, route, length, body, idempotency, validation, effect.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use axum::body::Body;
use bytes::Bytes;
use futures::StreamExt as _;
use http::{HeaderValue, Response, header};
use serde_json::{Map, Value, json};

use crate::{
    answer::{Answer, Refusal},
    auth,
    body::{self, Ended},
    calls::CallOutcome,
    demo::large,
    faults::{Action, distort},
    idempotency,
    kyc::pages::Sheet,
    locked,
    request::{Call, Head, object},
    routes::{self, Body as Holds, Found},
    shared::Shared,
};

/// Largest body of a call that is not a page, and what a page's JSON may add to its Base64.
const MOST_JSON: u64 = 1024 * 1024;
const PAGE_ENVELOPE: u64 = 64 * 1024;

/// On an answer that must not be sent: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut;

/// Marks the call as left by its caller unless it came to an end.
struct Entry {
    shared: Arc<Shared>,
    seq: u64,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.shared.calls.update(self.seq, |call| {
            if matches!(call.outcome, CallOutcome::Running | CallOutcome::Holding) {
                call.outcome = CallOutcome::CallerGone;
            }
        });
    }
}

/// Serves one API call.
pub(crate) async fn serve(shared: Arc<Shared>, head: Head, body: Body) -> Response<Body> {
    let entry = Entry { seq: shared.calls.begin(&head, shared.clock.now()), shared: Arc::clone(&shared) };
    let script = shared.faults.take(&head);
    shared.calls.update(entry.seq, |call| call.faults = script.iter().map(Action::name).collect());
    let wait = script.iter().map(|a| if let Action::Latency { ms } = a { *ms } else { 0 }).sum();
    let wait = shared.options.latency + Duration::from_millis(wait);
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
    }

    let early = gate(&shared, &head, &script);
    let most = match &early {
        Ok(most) => *most,
        // The body is read all the same, so that the caller gets to read the refusal; a too large one is not.
        Err(_) => PAGE_ENVELOPE + crate::kyc::pages::MOST_CHARACTERS as u64,
    };
    let read = body::read(&shared, entry.seq, body, &script, most).await;
    let result = match (read, early) {
        (Ended::Cut, _) => Err(Cut),
        (Ended::Gone, _) => {
            shared.calls.update(entry.seq, |call| call.outcome = CallOutcome::CallerGone);
            Err(Cut)
        }
        (Ended::TooLarge, Ok(_)) => Ok(refuse(&shared, &Refusal::too_large())),
        (_, Err(refusal)) => Ok(refusal),
        (Ended::Whole(bytes), Ok(_)) => {
            // What has begun goes on even if the caller leaves: a server does not notice in time.
            let task = tokio::spawn(work(Arc::clone(&shared), head, bytes, script.clone(), entry.seq));
            task.await.unwrap_or_else(|_| Ok(internal(&shared)))
        }
    };
    if result.is_ok() && script.iter().any(|a| matches!(a, Action::Stall { .. })) {
        std::future::pending::<()>().await;
    }
    finish(&shared, entry.seq, &script, result)
}

/// Everything that is decided by the head alone. Returns how long the body may be.
fn gate(shared: &Shared, head: &Head, script: &[Action]) -> Result<u64, Answer> {
    for action in script {
        match action {
            Action::RateLimited { reset_seconds } => {
                let now = shared.clock.now();
                let mut answer = Refusal::rate_limited().at(now);
                let reset = now + reset_seconds;
                answer.headers = vec![
                    ("x-ratelimit", "2300, 2300, 2300, 2300".to_owned()),
                    ("x-ratelimit-remaining", "0, 2200, 6500, 103300".to_owned()),
                    ("x-ratelimit-reset", format!("{reset}, {}, {}, {}", now + 1800, now + 3600, now + 86_400)),
                ];
                return Err(answer);
            }
            Action::Html { status } => {
                let page = "<!doctype html><html><head><title>Service</title></head><body><h1>Please sign in to the \
                            network</h1></body></html>";
                return Err(Answer {
                    status: *status,
                    headers: vec![("content-type", "text/html; charset=utf-8".to_owned())],
                    body: Some(Value::String(page.to_owned())),
                });
            }
            Action::Status { after_commit: false, burn_key: false, .. } => return Err(scripted(shared, action)),
            _ => {}
        }
    }
    let limited = shared.options.rate_limits == crate::RateLimits::Documented;
    shared.with(|state, now| {
        let mut check = || {
            state.door.guard.check(head.peer)?;
            if limited && !state.rates.admit(now) {
                return Err(Refusal::rate_limited());
            }
            if !head.versioned {
                return Err(Refusal::no_such_path());
            }
            if head.is_token() {
                if head.method != http::Method::POST {
                    return Err(Refusal::method_not_allowed());
                }
                length(head)?;
                return Ok(MOST_JSON);
            }
            let scopes = auth::check(state, head, &shared.options, now)?;
            let (route, _) = match routes::find(&shared.table, head) {
                Found::Route(route, ids) => (route, ids),
                Found::OtherMethod => return Err(Refusal::method_not_allowed()),
                Found::Nothing => return Err(Refusal::no_such_path()),
            };
            if !scopes.allow(route.scope(), route.is_write()) {
                return Err(Refusal::forbidden());
            }
            let most = match route.body {
                Holds::None | Holds::Json => MOST_JSON,
                Holds::Page => crate::kyc::pages::MOST_CHARACTERS as u64 + PAGE_ENVELOPE,
            };
            if matches!(head.method, http::Method::POST | http::Method::PUT) {
                length(head)?;
                if head.length().is_some_and(|l| l > most) {
                    return Err(Refusal::too_large());
                }
                if head.length().is_some_and(|l| l > 0) && !head.is_json() {
                    return Err(Refusal::media_type());
                }
            }
            if shared.options.strict {
                route.check_query(head)?;
            }
            Ok(most)
        };
        check().map_err(|refusal| with_rates(shared, refusal.at(now), state, now))
    })
}

fn length(head: &Head) -> Result<(), Refusal> {
    if head.is_chunked() || head.length().is_none() { Err(Refusal::length_required()) } else { Ok(()) }
}

fn with_rates(shared: &Shared, mut answer: Answer, state: &crate::state::State, now: i64) -> Answer {
    if shared.options.rate_limits == crate::RateLimits::Documented {
        answer.headers.extend(state.rates.headers(now));
    }
    answer
}

fn refuse(shared: &Shared, refusal: &Refusal) -> Answer {
    shared.with(|state, now| with_rates(shared, refusal.at(now), state, now))
}

fn internal(shared: &Shared) -> Answer {
    let now = shared.clock.now();
    Answer {
        status: 500,
        headers: Vec::new(),
        body: Some(json!({ "Message": "Internal Server Error", "Type": "other", "Date": now, "errors": null })),
    }
}

fn scripted(shared: &Shared, action: &Action) -> Answer {
    let Action::Status { status, headers, body, content_type, .. } = action else { return internal(shared) };
    let mut answer = Answer {
        status: *status,
        headers: headers
            .iter()
            .filter_map(|(name, value)| {
                Some((HEADERS.iter().copied().find(|h| h.eq_ignore_ascii_case(name))?, value.clone()))
            })
            .collect(),
        body: match body {
            Some(text) => Some(Value::String(text.clone())),
            None if *status == 204 => None,
            None => internal(shared).body,
        },
    };
    if let Some(kind) = content_type {
        answer.headers.push(("content-type", kind.clone()));
    } else if body.is_some() {
        answer.headers.push(("content-type", "text/plain; charset=utf-8".to_owned()));
    }
    answer
}

/// Header names a scripted answer may carry.
const HEADERS: [&str; 8] = [
    "www-authenticate",
    "retry-after",
    "x-ratelimit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "location",
    "link",
    "server",
];

/// A key being worked on, released at the end.
struct Taken<'a> {
    shared: &'a Shared,
    key: String,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        locked(&self.shared.busy).remove(&self.key);
    }
}

/// The body has arrived: credentials again, body, idempotency, effect.
async fn work(shared: Arc<Shared>, head: Head, bytes: Bytes, script: Vec<Action>, seq: u64) -> Result<Answer, Cut> {
    if head.is_token() {
        if before_commit(&script) {
            return Err(Cut);
        }
        let inner = Arc::clone(&shared);
        let grant = move || {
            inner.change(|state, now| {
                let outcome = auth::token(state, &head, &bytes, &inner.options, now);
                with_rates(&inner, outcome.unwrap_or_else(|r| r.at(now)), state, now)
            })
        };
        let answer = match tokio::task::spawn_blocking(grant).await {
            Ok(Ok(answer)) => answer,
            _ => internal(&shared),
        };
        shared.calls.update(seq, |call| call.committed = answer.is_success());
        shared.token_given.fetch_or(answer.is_success(), Ordering::Relaxed);
        return Ok(answer);
    }
    let Found::Route(route, ids) = routes::find(&shared.table, &head) else {
        return Ok(refuse(&shared, &Refusal::no_such_path()));
    };
    // A token may have ended while the body was on its way.
    if let Err(refusal) = shared.with(|state, now| auth::check(state, &head, &shared.options, now).map(|_| ())) {
        return Ok(refuse(&shared, &refusal));
    }
    let body = match if route.is_write() { object(&bytes) } else { Ok(Map::new()) } {
        Ok(body) => body,
        Err(refusal) => return Ok(refuse(&shared, &refusal)),
    };
    drop(bytes);
    if before_commit(&script) {
        return Err(Cut);
    }
    let key = if head.method == http::Method::POST { head.header("idempotency-key").map(str::to_owned) } else { None };
    let taken = match take(&shared, key.as_deref()) {
        Ok(taken) => taken,
        Err(refusal) => return Ok(refuse(&shared, &refusal)),
    };
    let hold = script.iter().map(|a| if let Action::Hold { ms } = a { *ms } else { 0 }).sum();
    if hold > 0 {
        shared.calls.update(seq, |call| call.outcome = CallOutcome::Holding);
        tokio::time::sleep(Duration::from_millis(hold)).await;
    }
    if script.iter().any(|a| matches!(a, Action::Stall { after_commit: false })) {
        return Ok(internal(&shared));
    }
    let burnt =
        script.iter().find(|a| matches!(a, Action::Status { burn_key: true, after_commit: false, .. })).cloned();
    let handler = route.handler;
    let (writes, is_page) = (route.is_write(), route.body == Holds::Page);
    let inner = Arc::clone(&shared);
    let effect = move |ids: Vec<(&'static str, String)>| {
        let shared = inner;
        let sheet = is_page.then(|| Sheet::read(&body));
        let step = |state: &mut crate::state::State, now: i64| {
            let answer = if let Some(action) = &burnt {
                scripted(&shared, action)
            } else {
                let call =
                    Call { head: &head, ids: &ids, body: &body, sheet: sheet.as_ref(), options: &shared.options, now };
                let brought = large::bring(state, &call);
                let answer = handler(state, &call).unwrap_or_else(|refusal| refusal.at(now));
                if let Some(brought) = brought {
                    large::put_away(state, brought, writes);
                }
                answer
            };
            if let Some(key) = &key {
                idempotency::record(state, key, &answer, &head.url(), now);
            }
            with_rates(&shared, answer, state, now)
        };
        let answer = if writes { shared.change(step) } else { Ok(shared.with(step)) };
        let answer = answer.unwrap_or_else(|_| internal(&shared));
        if writes && answer.is_success() {
            shared.calls.update(seq, |call| call.committed = true);
        }
        answer
    };
    // Decoding a page and saving the state block.
    let answer = if writes {
        tokio::task::spawn_blocking(move || effect(ids)).await.unwrap_or_else(|_| internal(&shared))
    } else {
        effect(ids)
    };
    if answer.is_success() {
        route.serves();
    }
    drop(taken);
    Ok(answer)
}

fn before_commit(script: &[Action]) -> bool {
    script.contains(&Action::CutBeforeCommit)
}

/// Takes the key, or refuses: malformed, used, or being worked on.
fn take<'a>(shared: &'a Shared, key: Option<&str>) -> Result<Option<Taken<'a>>, Refusal> {
    let Some(key) = key else { return Ok(None) };
    if !idempotency::is_valid(key) {
        return Err(Refusal::field("Idempotency-Key", "The key must have 16 to 36 letters, digits or dashes"));
    }
    shared.with(|state, _| {
        if state.responses.contains_key(key) || !locked(&shared.busy).insert(key.to_owned()) {
            return Err(Refusal::conflict());
        }
        Ok(Some(Taken { shared, key: key.to_owned() }))
    })
}

/// Puts the answer on the wire, or what a fault makes of it.
fn finish(shared: &Shared, seq: u64, script: &[Action], result: Result<Answer, Cut>) -> Response<Body> {
    let cut_after = script.contains(&Action::CutAfterCommit);
    let answer = match result {
        Ok(answer) if !cut_after => answer,
        _ => {
            shared.calls.update(seq, |call| {
                if call.outcome != CallOutcome::CallerGone {
                    call.outcome = CallOutcome::Cut;
                }
            });
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(Cut);
            return response;
        }
    };
    let replaced = script.iter().find(|a| matches!(a, Action::Status { after_commit: true, .. }));
    let mut answer = replaced.map_or(answer, |action| scripted(shared, action));
    distort::apply(script, &mut answer);
    shared.calls.update(seq, |call| {
        call.status = Some(answer.status);
        call.outcome = CallOutcome::Answered;
    });
    let mut response = Response::new(Body::empty());
    *response.status_mut() = http::StatusCode::from_u16(answer.status).unwrap_or(http::StatusCode::OK);
    let headers = response.headers_mut();
    // The simulated platform's time, not the machine's: clients measure their skew by it.
    if let Ok(date) = HeaderValue::from_str(&idempotency::rfc1123(shared.clock.now())) {
        headers.insert(header::DATE, date);
    }
    for (name, value) in &answer.headers {
        if let (Ok(name), Ok(value)) = (http::HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
    let Some(body) = answer.body else { return response };
    let text = match body {
        // Only scripted answers are plain text.
        Value::String(text) if headers.contains_key(header::CONTENT_TYPE) => text,
        other => {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
            other.to_string()
        }
    };
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(text.len()));
    *response.body_mut() = delivered(script, text);
    response
}

/// The body, whole, truncated or slow.
fn delivered(script: &[Action], text: String) -> Body {
    for action in script {
        match action {
            Action::TruncateResponse => {
                let half = text.as_bytes()[..text.len() / 2].to_vec();
                let first = futures::stream::once(async move { Ok::<_, std::io::Error>(Bytes::from(half)) });
                let end = futures::stream::once(async { Err(std::io::Error::other("truncated on purpose")) });
                return Body::from_stream(first.chain(end));
            }
            Action::SlowResponse { ms } => {
                let pause = Duration::from_millis(*ms);
                let pieces: Vec<Bytes> = text.as_bytes().chunks(8).map(Bytes::copy_from_slice).collect();
                return Body::from_stream(futures::stream::iter(pieces).then(move |piece| async move {
                    tokio::time::sleep(pause).await;
                    Ok::<_, std::io::Error>(piece)
                }));
            }
            _ => {}
        }
    }
    Body::from(text)
}
