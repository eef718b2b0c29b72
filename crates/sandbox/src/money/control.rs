//! What the control plane does to money: the answers of banks and users that the simulated platform waits for.

use axum::{
    Router,
    extract::{Path, State as Held},
    routing::{get, post},
};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    amount::{Amount, Currency},
    book::Kind,
    payins::wire,
    payouts::flow,
    refunds,
    visits::{self, Ending, Subject},
};
use crate::{
    Control, ControlError,
    control_http::{Answer, number, parsed, refused, said},
    state::State,
};

/// The reason of payout returns if none is given (money-operations.md §10).
const REASON: &str = "BANKACCOUNT_INCORRECT";

impl Control {
    fn money(&self, work: impl FnOnce(&mut State, i64) -> bool) -> Result<(), ControlError> {
        if self.shared.change(work)? { Ok(()) } else { Err(ControlError::NotFound) }
    }

    /// Answers for a user: `kind` is `wallets` (of a user), `transfers`, `payins`, `preauthorizations`, `validations` or
    /// `mandates`.
    ///
    /// # Errors
    /// Nothing of that kind waits for an answer; a store that failed.
    pub fn answer(&self, kind: &str, id: &str, accept: bool) -> Result<(), ControlError> {
        let id = id.to_owned();
        let subject = match kind {
            "wallets" => Subject::View(id),
            "transfers" => Subject::Transfer(id),
            "payins" => Subject::Payin(id),
            "preauthorizations" => Subject::Hold(id),
            "validations" => Subject::Validation(id),
            "mandates" => Subject::Mandate(id),
            _ => return Err(ControlError::Refused(format!("kind: {kind}"))),
        };
        let ending = if accept { Ending::Accepted } else { Ending::Refused };
        self.money(|state, now| {
            let waits = matches!(subject, Subject::View(_)) || visits::take(state, &subject);
            if waits {
                visits::finish(state, &subject, ending, now);
            }
            waits
        })
    }

    /// The money of an announced bank wire has come, whole.
    ///
    /// # Errors
    /// No such wire is awaited; a store that failed.
    pub fn receive_wire(&self, payin: &str) -> Result<(), ControlError> {
        self.money(|state, now| wire::receive(state, payin, None, now))
    }

    /// Money has come to a virtual account, in minor units. Returns the pay-in's id.
    ///
    /// # Errors
    /// No such account; an unknown currency; a store that failed.
    pub fn receive_on(&self, account: &str, currency: &str, amount: i64) -> Result<String, ControlError> {
        let currency =
            Currency::named(currency).ok_or_else(|| ControlError::Refused(format!("currency: {currency}")))?;
        let done = self.shared.change(|state, now| {
            let closed = state.money.virtual_accounts.get(account).is_some_and(|a| !a.active);
            let fits = state.money.virtual_accounts.get(account).and_then(|a| state.money.wallets.get(&a.wallet));
            fits.filter(|wallet| wallet.currency == currency)?;
            wire::external(state, account, Amount::new(currency, amount), closed.then_some("101025"), now)
        })?;
        done.ok_or(ControlError::NotFound)
    }

    /// The bank has answered to a payout in CREATED: `000000`, or the code of its failure.
    ///
    /// # Errors
    /// No such payout in that state; a store that failed.
    pub fn decide_payout(&self, payout: &str, code: &str) -> Result<(), ControlError> {
        self.money(|state, now| flow::decide(state, payout, code, now))
    }

    /// The bank returns a succeeded payout. Returns the refund's id.
    ///
    /// # Errors
    /// No such payout, or one that was returned already; a store that failed.
    pub fn return_payout(&self, payout: &str, reason: &str, message: Option<&str>) -> Result<String, ControlError> {
        let done = self.shared.change(|state, now| refunds::return_payout(state, payout, reason, message, now))?;
        done.ok_or(ControlError::NotFound)
    }

    /// Balances, what they sum to with the world outside (zero in each currency), and how many transactions there are.
    #[must_use]
    pub fn ledger(&self) -> Value {
        self.shared.with(|state, _| {
            let balances: serde_json::Map<_, _> =
                state.money.wallets.values().map(|w| (w.id.clone(), json!(w.balance))).collect();
            let payouts = state.money.book.all().iter().filter(|t| t.kind == Kind::Payout).count();
            json!({
                "balances": balances, "sums": state.money.sums(), "transactions": state.money.book.all().len(),
                "payouts": payouts,
            })
        })
    }
}

/// The verbs over HTTP.
pub(crate) fn verbs() -> Router<Control> {
    Router::new()
        .route("/answer/{kind}/{id}", post(answer))
        .route("/payins/{id}/receive", post(receive))
        .route("/virtual-accounts/{id}/receive", post(receive_on))
        .route("/payouts/{id}/decide", post(decide))
        .route("/payouts/{id}/return", post(give_back))
        .route("/ledger", get(ledger))
}

fn text<'a>(body: &'a Value, name: &str, usual: &'a str) -> &'a str {
    body.get(name).and_then(Value::as_str).unwrap_or(usual)
}

async fn answer(Held(control): Held<Control>, Path((kind, id)): Path<(String, String)>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    let accept = body.get("accept").and_then(Value::as_bool).unwrap_or(true);
    control.answer(&kind, &id, accept).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn receive(Held(control): Held<Control>, Path(id): Path<String>) -> Answer {
    control.receive_wire(&id).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn receive_on(Held(control): Held<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    let payin = control.receive_on(&id, text(&body, "currency", "EUR"), number(&body, "amount")?).map_err(refused)?;
    Ok(said(&json!({ "id": payin })))
}

async fn decide(Held(control): Held<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    control.decide_payout(&id, text(&body, "code", super::codes::SUCCESS)).map_err(refused)?;
    Ok(said(&json!({})))
}

async fn give_back(Held(control): Held<Control>, Path(id): Path<String>, body: Bytes) -> Answer {
    let body: Value = parsed(&body)?;
    let message = body.get("message").and_then(Value::as_str);
    let refund = control.return_payout(&id, text(&body, "reason", REASON), message).map_err(refused)?;
    Ok(said(&json!({ "id": refund })))
}

async fn ledger(Held(control): Held<Control>) -> Answer {
    Ok(said(&control.ledger()))
}
