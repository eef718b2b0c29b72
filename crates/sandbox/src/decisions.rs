//! What the control plane decides beside documents and money: declarations, hosted sessions, disputes, renewals, keys and
//! who may come in.

use axum::{
    Router,
    extract::{Path, State as Held},
    routing::{delete, get, post},
};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    Control, ControlError, Scopes,
    answer::Refusal,
    auth,
    control_http::{Answer, failed, parsed, refused, said},
    disputes::{
        kind_named,
        lifecycle::{self, Claim},
    },
    guard::Guard,
    ids, idv,
    state::{Features, State},
    ubo,
    users::renewal,
};

/// What is decided, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ruling {
    /// The new status; for disputes `bank`, `reopen`, `won`, `lost` or `void`.
    pub status: String,
    /// A reason in the vocabulary of the object.
    pub reason: Option<String>,
    /// Mangopay's own words.
    pub message: Option<String>,
}

impl Ruling {
    /// A decision without a reason.
    #[must_use]
    pub fn new(status: &str) -> Self {
        Self { status: status.to_owned(), ..Self::default() }
    }
}

/// A bank's claim about a pay-in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dispute {
    /// `CONTESTABLE`, `NOT_CONTESTABLE` or `RETRIEVAL`.
    pub kind: String,
    /// Minor units; the whole pay-in if absent.
    pub amount: Option<i64>,
    /// `DisputeReasonType`.
    pub reason: String,
    /// `DisputeReasonMessage`.
    pub message: Option<String>,
    /// Days until the deadline.
    pub days: i64,
}

impl Default for Dispute {
    fn default() -> Self {
        Self { kind: "CONTESTABLE".to_owned(), amount: None, reason: "FRAUD".to_owned(), message: None, days: 14 }
    }
}

impl Control {
    fn judge<T>(&self, work: impl FnOnce(&mut State, i64) -> Result<T, Refusal>) -> Result<T, ControlError> {
        Ok(self.shared.change(work)??)
    }

    /// Decides a submitted UBO declaration: `VALIDATED`, `REFUSED` or `INCOMPLETE`.
    ///
    /// # Errors
    /// No such declaration; a state or a reason that does not fit; a store that failed.
    pub fn decide_declaration(&self, id: &str, ruling: Ruling) -> Result<(), ControlError> {
        let Ruling { status, reason, message } = ruling;
        self.judge(|state, now| ubo::review::decide(state, id, &status, reason.as_deref(), message, now))
    }

    /// Decides a hosted verification (`VALIDATED`, `REFUSED`, `REVIEW`, `OUT_OF_DATE`) or the session of a person with
    /// significant control (`VALIDATED`, `REJECTED`, `ABANDONED`).
    ///
    /// # Errors
    /// No such session; a state that does not fit; a store that failed.
    pub fn decide_verification(&self, id: &str, ruling: Ruling) -> Result<(), ControlError> {
        let Ruling { status, reason, message } = ruling;
        self.judge(|state, now| {
            if state.verifications.contains_key(id) {
                idv::judge(state, id, &status, reason.map(|r| (r, message.unwrap_or_default())), now)
            } else {
                idv::psc::judge(state, id, &status, now)
            }
        })
    }

    /// A bank disputes a pay-in. Returns the dispute's id.
    ///
    /// # Errors
    /// No such pay-in, or one that cannot be disputed; a kind or reason that is not known; a store that failed.
    pub fn dispute(&self, payin: &str, claim: Dispute) -> Result<String, ControlError> {
        let Dispute { kind, amount, reason, message, days } = claim;
        let kind = kind_named(&kind).ok_or(ControlError::Refused(format!("kind: {kind}")))?;
        let claim = Claim { kind, disputed: amount, reason, message, days };
        self.judge(|state, now| lifecycle::begin(state, payin, claim, now))
    }

    /// What Mangopay or the bank decides on a dispute: `bank`, `reopen`, `won`, `lost` or `void`.
    ///
    /// # Errors
    /// No such dispute; a state that does not fit; a store that failed.
    pub fn decide_dispute(&self, id: &str, ruling: Ruling) -> Result<(), ControlError> {
        self.judge(|state, now| lifecycle::decide(state, id, &ruling.status, ruling.message, now))
    }

    /// Asks a REGULAR user to renew until a day (`YYYY-MM-DD`).
    ///
    /// # Errors
    /// No such user, or one that does not renew; a store that failed.
    pub fn ask_renewal(&self, user: &str, deadline: &str) -> Result<(), ControlError> {
        self.judge(|state, now| renewal::ask(state, user, deadline, now))
    }

    /// A report under way will fail.
    ///
    /// # Errors
    /// No such report; a store that failed.
    pub fn fail_report(&self, id: &str) -> Result<(), ControlError> {
        self.judge(|state, _| {
            let found = state.reports.get_mut(id).ok_or_else(|| Refusal::not_found("Report", id))?;
            found.doomed = true;
            Ok(())
        })
    }

    /// Switches features on or off: `idv`, `psc`, `verified_identity`, `proxy`,
    /// `verified_owners`; absent ones stay.
    ///
    /// # Errors
    /// A name that is not known; a store that failed.
    pub fn set_features(&self, changes: &Value) -> Result<(), ControlError> {
        self.judge(|state, _| {
            let mut all = json!(state.features);
            for (name, on) in changes.as_object().into_iter().flatten() {
                match all.get_mut(name) {
                    Some(place) => *place = on.clone(),
                    None => return Err(Refusal::field(name, "This feature is not known")),
                }
            }
            let features: Features =
                serde_json::from_value(all).map_err(|_| Refusal::field("features", "true or false is needed"))?;
            state.features = features;
            Ok(())
        })
    }

    /// Says who may come in.
    ///
    /// # Errors
    /// A range that is none; a store that failed.
    pub fn set_guard(&self, guard: Guard) -> Result<(), ControlError> {
        if let Some(bad) = guard.wrong() {
            return Err(ControlError::Refused(format!("allowlist: {bad}")));
        }
        Ok(self.shared.change(|state, _| state.door.guard = guard)?)
    }

    /// A further API key, or a new secret for one (money-operations.md §3.1). Returns the secret.
    ///
    /// # Errors
    /// If the state could not be saved.
    pub fn set_key(&self, alias: &str, scopes: Scopes) -> Result<String, ControlError> {
        let secret = ids::secret();
        self.shared.change(|state, _| auth::set_key(state, alias, &secret, scopes))?;
        Ok(secret)
    }

    /// Revokes a key; its tokens end.
    ///
    /// # Errors
    /// No such key; a store that failed.
    pub fn revoke_key(&self, alias: &str) -> Result<(), ControlError> {
        let found = self.shared.change(|state, _| auth::revoke(state, alias))?;
        if found { Ok(()) } else { Err(ControlError::NotFound) }
    }

    /// Changes after each try to deliver a notice, as after every other change of the state.
    #[must_use]
    pub fn watch_state(&self) -> tokio::sync::watch::Receiver<u64> {
        self.shared.watch()
    }
}

/// The verbs over HTTP.
pub(crate) fn verbs() -> Router<Control> {
    Router::new()
        .route("/ubodeclarations/{id}/decide", post(declaration))
        .route("/verifications/{id}/decide", post(verification))
        .route("/payins/{id}/dispute", post(dispute))
        .route("/disputes/{id}/decide", post(decide_dispute))
        .route("/users/{id}/renewal", post(ask_renewal))
        .route("/reports/{id}/fail", post(fail_report))
        .route("/features", get(features).post(set_features))
        .route("/guard", post(guard))
        .route("/keys/{alias}", post(set_key).merge(delete(revoke_key)))
}

fn done(result: Result<(), ControlError>) -> Answer {
    result.map(|()| said(&json!({}))).map_err(refused)
}

async fn declaration(Held(control): Held<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    done(control.decide_declaration(&id, parsed(&body)?))
}

async fn verification(Held(control): Held<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    done(control.decide_verification(&id, parsed(&body)?))
}

async fn dispute(Held(control): Held<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    let id = control.dispute(&id, parsed(&body)?).map_err(refused)?;
    Ok(said(&json!({ "id": id })))
}

async fn decide_dispute(Held(control): Held<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    done(control.decide_dispute(&id, parsed(&body)?))
}

async fn ask_renewal(Held(control): Held<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    done(control.ask_renewal(&id, body.get("deadline").and_then(Value::as_str).unwrap_or_default()))
}

async fn fail_report(Held(control): Held<Control>, Path(id): Path<String>) -> Answer {
    done(control.fail_report(&id))
}

async fn features(Held(control): Held<Control>) -> Answer {
    Ok(said(&json!(control.shared.with(|state, _| state.features))))
}

async fn set_features(Held(control): Held<Control>, body: Bytes) -> Answer {
    done(control.set_features(&parsed(&body)?))
}

async fn guard(Held(control): Held<Control>, body: Bytes) -> Answer {
    done(control.set_guard(parsed(&body)?))
}

async fn set_key(Held(control): Held<Control>, Path(alias): Path<String>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    let scopes = match body.get("scopes").and_then(Value::as_str) {
        Some("all") | None => Scopes::All,
        Some(list) => Scopes::parse(list).map_err(|part| failed(http::StatusCode::BAD_REQUEST, &part))?,
    };
    let secret = control.set_key(&alias, scopes).map_err(refused)?;
    Ok(said(&json!({ "key": secret })))
}

async fn revoke_key(Held(control): Held<Control>, Path(alias): Path<String>) -> Answer {
    done(control.revoke_key(&alias))
}
