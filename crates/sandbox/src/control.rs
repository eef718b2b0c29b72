//! The control plane's verbs, in process. [`crate::Sandbox::control`] gives them; over HTTP they are under `/_control`.

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
};

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::{
    Armed, Endpoint, Fault, Received, Scopes, World,
    answer::Refusal,
    disputes::documents,
    kyc::{self, review},
    routes::{self, Route},
    shared::Shared,
    state::State,
    users::{Block, blocks, sca},
};

/// A decision on a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// `VALIDATED`, `REFUSED` or `OUT_OF_DATE`.
    pub status: String,
    /// `RefusedReasonType`; with REFUSED and nothing here, `SPECIFIC_CASE`.
    #[serde(default)]
    pub reason: Option<String>,
    /// `RefusedReasonMessage`; typical words if neither this nor flags are given.
    #[serde(default)]
    pub message: Option<String>,
    /// `Flags`, kept on identity proofs only.
    #[serde(default)]
    pub flags: Vec<String>,
}

/// Why a verb of the control plane was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ControlError {
    /// Nothing has this id.
    #[error("nothing has this id")]
    NotFound,
    /// The object's state or the argument does not allow it; names the argument.
    #[error("not possible: {0}")]
    Refused(String),
    /// The state could not be saved.
    #[error("the state store failed")]
    Store(#[from] std::io::Error),
}

impl From<Refusal> for ControlError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Usual { status: 404, .. } => Self::NotFound,
            Refusal::Usual { errors: Some(errors), .. } => {
                let all: Vec<String> = errors.into_iter().map(|(name, text)| format!("{name}: {text}")).collect();
                Self::Refused(all.join("; "))
            }
            _ => Self::Refused("refused".to_owned()),
        }
    }
}

/// Handle on a running simulator. Cheap to clone; outliving the sandbox is harmless.
#[derive(Clone)]
pub struct Control {
    pub(crate) shared: Arc<Shared>,
}

impl Control {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Unix seconds of the simulator's clock.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.shared.clock.now()
    }

    /// Moves the clock by seconds and applies what has come due. Returns the new time.
    ///
    /// # Errors
    /// If the state could not be saved.
    pub fn advance(&self, seconds: i64) -> Result<i64, ControlError> {
        self.shared.clock.advance(seconds);
        Ok(self.shared.change(|_, now| now)?)
    }

    /// Sets the clock to Unix seconds and applies what has come due. Returns the new time.
    ///
    /// # Errors
    /// If the state could not be saved.
    pub fn set_time(&self, to: i64) -> Result<i64, ControlError> {
        self.shared.clock.set(to);
        Ok(self.shared.change(|_, now| now)?)
    }

    /// Decides a submitted document (or lets a validated one go out of date).
    ///
    /// # Errors
    /// No such document; a state or a reason that does not fit; a store that failed.
    pub fn decide(&self, document: &str, decision: Decision) -> Result<(), ControlError> {
        let status = kyc::status_named(&decision.status)
            .ok_or_else(|| ControlError::Refused(format!("status: {}", decision.status)))?;
        let verdict =
            review::Verdict { status, reason: decision.reason, message: decision.message, flags: decision.flags };
        let decide = |state: &mut State, now: i64| {
            if state.evidence.contains_key(document) {
                documents::decide(state, document, verdict, now)
            } else {
                review::decide(state, document, verdict, now)
            }
        };
        self.shared.change(decide)??;
        Ok(())
    }

    /// Virtual seconds between submission and the outcome a Tag asks for.
    ///
    /// # Errors
    /// If the state could not be saved.
    pub fn set_review_seconds(&self, seconds: i64) -> Result<(), ControlError> {
        Ok(self.shared.change(|state, _| state.review_seconds = seconds)?)
    }

    /// Arms a fault; returns its number.
    pub fn fault(&self, fault: Fault) -> u64 {
        self.shared.faults.add(fault)
    }

    /// Faults that are still armed.
    #[must_use]
    pub fn faults(&self) -> Vec<Armed> {
        self.shared.faults.list()
    }

    /// Disarms one fault; false if it was used up or never there.
    #[must_use]
    pub fn remove_fault(&self, id: u64) -> bool {
        self.shared.faults.remove(id)
    }

    /// Disarms all faults.
    pub fn clear_faults(&self) {
        self.shared.faults.clear();
    }

    /// Received calls, oldest first.
    #[must_use]
    pub fn calls(&self) -> Vec<Received> {
        self.shared.calls.all()
    }

    /// The endpoints with which a call has succeeded since the start: what a test can say that it covers.
    #[must_use]
    pub fn served(&self) -> Vec<Endpoint> {
        let token = self.shared.token_given.load(Ordering::Relaxed).then(routes::token);
        token
            .into_iter()
            .chain(self.shared.table.iter().filter(|route| route.has_served()).map(Route::endpoint))
            .collect()
    }

    /// Forgets the received calls.
    pub fn clear_calls(&self) {
        self.shared.calls.clear();
    }

    /// Changes each time the list of calls does: for waiting on a condition instead of a time.
    #[must_use]
    pub fn watch_calls(&self) -> watch::Receiver<u64> {
        self.shared.calls.watch()
    }

    /// Ends every token now.
    pub fn expire_tokens(&self) {
        self.shared.with(|state, _| state.door.expire_all());
    }

    /// Locks the account for some seconds, or unlocks it with 0.
    pub fn lock_account(&self, seconds: i64) {
        self.shared.with(|state, now| state.door.locked_until = now + seconds);
    }

    /// Gives the key other scopes.
    ///
    /// # Errors
    /// If the state could not be saved.
    pub fn set_scopes(&self, scopes: Scopes) -> Result<(), ControlError> {
        Ok(self.shared.change(|state, _| state.scopes = scopes)?)
    }

    /// Counts calls that others made at this moment.
    ///
    /// # Errors
    /// If the state could not be saved.
    pub fn use_up(&self, calls: u32) -> Result<(), ControlError> {
        Ok(self.shared.change(|state, now| state.rates.add(now, calls))?)
    }

    /// Blocks or unblocks a user's inflows and outflows.
    ///
    /// # Errors
    /// No such user; a store that failed.
    pub fn block(&self, user: &str, inflows: bool, outflows: bool, action: Option<String>) -> Result<(), ControlError> {
        let block = Block { inflows, outflows, action };
        let done = self.shared.change(|state, now| blocks::set(state, user, block, now))?;
        if done { Ok(()) } else { Err(ControlError::NotFound) }
    }

    /// The user has authenticated: PENDING_USER_ACTION becomes ACTIVE.
    ///
    /// # Errors
    /// No such user in that state; a store that failed.
    pub fn authenticate(&self, user: &str) -> Result<(), ControlError> {
        let done = self.shared.change(|state, now| sca::done(state, user, now))?;
        if done { Ok(()) } else { Err(ControlError::NotFound) }
    }

    /// A user of a large world that nobody has touched vanishes with all it has, as if it had never been: lists become
    /// shorter while they are read.
    ///
    /// # Errors
    /// No such user; a store that failed.
    pub fn remove_user(&self, user: &str) -> Result<(), ControlError> {
        let done = self.shared.change(|state, _| state.large.as_mut().is_some_and(|large| large.remove(user)))?;
        if done { Ok(()) } else { Err(ControlError::NotFound) }
    }

    /// A fresh world; calls, faults, tokens and recorded answers are forgotten.
    ///
    /// # Errors
    /// If the state could not be saved.
    pub fn reset(&self, world: World) -> Result<(), ControlError> {
        Ok(self.shared.reset(world)?)
    }

    /// Everything the platform holds, credentials apart: users, documents with what is known of their pages, events,
    /// recorded answers.
    #[must_use]
    pub fn dump(&self) -> Value {
        self.shared.with(|state, now| {
            fn all<T: serde::Serialize>(of: &BTreeMap<String, T>) -> Value {
                of.values().map(|one| json!(one)).collect()
            }
            json!({
                "now": now, "users": all(&state.users), "documents": all(&state.documents), "events": state.events,
                "responses": state.responses, "scopes": state.scopes, "features": state.features,
                "declarations": all(&state.declarations), "accounts": all(&state.accounts),
                "recipients": all(&state.recipients), "verifications": all(&state.verifications),
                "disputes": all(&state.disputes), "evidence": all(&state.evidence), "reports": all(&state.reports),
                "hooks": all(&state.hooks), "notices": state.notices, "wallets": all(&state.money.wallets),
                "transactions": state.money.book.all(), "cards": all(&state.money.cards),
                "holds": all(&state.money.holds), "mandates": all(&state.money.mandates),
                "recurring": all(&state.money.recurring), "virtual_accounts": all(&state.money.virtual_accounts),
            })
        })
    }

    /// As [`dump`](Self::dump), with the users, wallets and transactions of a large world that nobody has touched.
    #[must_use]
    pub fn whole(&self) -> Value {
        let mut dump = self.dump();
        self.shared.with(|state, _| {
            let Some(large) = &state.large else { return };
            let mut put = |name: &str, value: Value| {
                if let Some(list) = dump[name].as_array_mut() {
                    list.push(value);
                }
            };
            for (_, _, index) in large.others() {
                put("users", json!(large.other(index)));
            }
            for (wallet, list) in large.purses() {
                put("wallets", json!(wallet));
                list.iter().for_each(|transaction| put("transactions", json!(transaction)));
            }
        });
        dump
    }
}
