//! The control plane over HTTP, under `/_control`. Answers are JSON; errors are `{"error": …}`.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use bytes::Bytes;
use http::{StatusCode, header};
use serde_json::{Value, json};

use crate::{Control, ControlError, Decision, Fault, Scopes, World, decisions, money, shared::Shared};

pub(crate) type Answer = Result<Response, Failed>;

/// A refused verb.
pub(crate) struct Failed(StatusCode, String);

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (self.0, said(&json!({ "error": self.1 }))).into_response()
    }
}

pub(crate) fn said(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

pub(crate) fn failed(status: StatusCode, text: &str) -> Failed {
    Failed(status, text.to_owned())
}

#[allow(clippy::needless_pass_by_value, reason = "the shape of map_err")]
pub(crate) fn refused(error: ControlError) -> Failed {
    let status = match &error {
        ControlError::NotFound => StatusCode::NOT_FOUND,
        ControlError::Refused(_) => StatusCode::BAD_REQUEST,
        ControlError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    failed(status, &error.to_string())
}

pub(crate) fn parsed<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Failed> {
    let body = if body.trim_ascii().is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|e| failed(StatusCode::BAD_REQUEST, &e.to_string()))
}

pub(crate) fn number(body: &Value, name: &str) -> Result<i64, Failed> {
    body.get(name)
        .and_then(Value::as_i64)
        .ok_or_else(|| failed(StatusCode::BAD_REQUEST, &format!("{name}: a whole number is needed")))
}

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(health))
        .route("/clock", get(health).post(clock))
        .route("/documents/{id}/decide", post(decide))
        .route("/review", post(review))
        .route("/faults", get(faults).post(arm).delete(disarm))
        .route("/faults/{id}", delete(disarm_one))
        .route("/calls", get(calls).delete(forget))
        .route("/tokens/expire", post(expire))
        .route("/lock", post(lock))
        .route("/scopes", post(scopes))
        .route("/rate", post(rate))
        .route("/users/{id}/block", post(block))
        .route("/users/{id}/authenticate", post(authenticate))
        .route("/reset", post(reset))
        .route("/dump", get(dump))
        .merge(money::verbs())
        .merge(decisions::verbs())
        .fallback(async || failed(StatusCode::NOT_FOUND, "no such verb"))
        .with_state(Control::new(shared))
}

async fn health(State(control): State<Control>) -> Response {
    said(&json!({ "now": control.now() }))
}

async fn clock(State(control): State<Control>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    let now = if body.get("set").is_some() {
        control.set_time(number(&body, "set")?)
    } else {
        control.advance(number(&body, "advance")?)
    };
    Ok(said(&json!({ "now": now.map_err(refused)? })))
}

async fn decide(State(control): State<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    let decision: Decision = parsed(&body)?;
    control.decide(&id, decision).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn review(State(control): State<Control>, body: Bytes) -> Answer {
    control.set_review_seconds(number(&parsed(&body)?, "seconds")?).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn faults(State(control): State<Control>) -> Response {
    said(&json!(control.faults()))
}

async fn arm(State(control): State<Control>, body: Bytes) -> Answer {
    let value: Value = parsed(&body)?;
    let list = match value {
        Value::Array(list) => list,
        one => vec![one],
    };
    let faults: Result<Vec<Fault>, _> = list.into_iter().map(serde_json::from_value).collect();
    let faults = faults.map_err(|e| failed(StatusCode::BAD_REQUEST, &e.to_string()))?;
    let ids: Vec<u64> = faults.into_iter().map(|fault| control.fault(fault)).collect();
    Ok(said(&json!({ "ids": ids })))
}

async fn disarm(State(control): State<Control>) -> Response {
    control.clear_faults();
    said(&json!({}))
}

async fn disarm_one(State(control): State<Control>, Path(id): Path<u64>) -> Answer {
    if control.remove_fault(id) { Ok(said(&json!({}))) } else { Err(failed(StatusCode::NOT_FOUND, "no such fault")) }
}

async fn calls(State(control): State<Control>) -> Response {
    said(&json!(control.calls()))
}

async fn forget(State(control): State<Control>) -> Response {
    control.clear_calls();
    said(&json!({}))
}

async fn expire(State(control): State<Control>) -> Response {
    control.expire_tokens();
    said(&json!({}))
}

async fn lock(State(control): State<Control>, body: Bytes) -> Answer {
    control.lock_account(number(&parsed(&body)?, "seconds")?);
    Ok(said(&json!({})))
}

async fn scopes(State(control): State<Control>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    let scopes = match body.get("scopes").and_then(Value::as_str) {
        Some("all") => Scopes::All,
        Some(list) => Scopes::parse(list).map_err(|part| failed(StatusCode::BAD_REQUEST, &part))?,
        None => return Err(failed(StatusCode::BAD_REQUEST, "scopes: a list or \"all\" is needed")),
    };
    control.set_scopes(scopes).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn rate(State(control): State<Control>, body: Bytes) -> Answer {
    let calls = number(&parsed(&body)?, "calls")?;
    control.use_up(u32::try_from(calls).unwrap_or(0)).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn block(State(control): State<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    let is = |name: &str| body.get(name).and_then(Value::as_bool).unwrap_or(false);
    let action = body.get("action").and_then(Value::as_str).map(str::to_owned);
    control.block(&id, is("inflows"), is("outflows"), action).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn authenticate(State(control): State<Control>, Path(id): Path<String>) -> Answer {
    control.authenticate(&id).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn reset(State(control): State<Control>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    let world: Result<World, String> = body.get("world").and_then(Value::as_str).unwrap_or("empty").parse();
    let world = world.map_err(|text| failed(StatusCode::BAD_REQUEST, &format!("world: {text}")))?;
    control.reset(world).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn dump(State(control): State<Control>) -> Response {
    said(&control.dump())
}
