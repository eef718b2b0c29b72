//! What becomes of disputes: their beginning, their deadlines, the answers of Mangopay and of the bank
//! (docs/api/money-operations.md §12.1, §12.2).

use super::{Dispute, Kind, Status, Verdict, documents};
use crate::{
    agenda::Task,
    answer::Refusal,
    money::{
        amount::Amount,
        book::{Kind as Movement, Nature, Status as Stage},
        chargebacks,
    },
    state::State,
};

const DAY: i64 = 86_400;
/// Days that a reopened dispute waits at least (its deadline is not documented).
const AGAIN: i64 = 7;

/// Documented reasons (§12.1).
pub(crate) const REASONS: [&str; 17] = [
    "DUPLICATE",
    "FRAUD",
    "PRODUCT_UNACCEPTABLE",
    "UNKNOWN",
    "OTHER",
    "REFUND_CONVERSION_RATE",
    "AUTHORISATION_DISPUTED",
    "TRANSACTION_NOT_RECOGNIZED",
    "PRODUCT_NOT_PROVIDED",
    "CANCELED_REOCCURING_TRANSACTION",
    "REFUND_NOT_PROCESSED",
    "COUNTERFEIT_PRODUCT",
    "LATE_FAILURE_INSUFFICIENT_FUNDS",
    "LATE_FAILURE_CONTACT_USER",
    "LATE_FAILURE_BANKACCOUNT_CLOSED",
    "LATE_FAILURE_BANKACCOUNT_INCOMPATIBLE",
    "LATE_FAILURE_BANKACCOUNT_INCORRECT",
];

/// What a bank claims.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) kind: Kind,
    /// Minor units; the whole pay-in if absent.
    pub(crate) disputed: Option<i64>,
    pub(crate) reason: String,
    pub(crate) message: Option<String>,
    /// Days until the deadline.
    pub(crate) days: i64,
}

/// The last second (UTC) of the day that lies `days` ahead.
fn deadline(now: i64, days: i64) -> i64 {
    (now + days * DAY).div_euclid(DAY) * DAY + DAY - 1
}

/// A bank disputes a pay-in: the money is taken from the platform unless only information is asked for. A dispute that
/// cannot be contested is closed at once. Returns its id.
pub(crate) fn begin(state: &mut State, payin: &str, claim: Claim, now: i64) -> Result<String, Refusal> {
    let found = state.money.book.get(payin).filter(|t| t.is(Movement::Payin, Nature::Regular));
    let t = found.ok_or_else(|| Refusal::not_found("Payin", payin))?;
    if t.status != Stage::Succeeded {
        return Err(Refusal::field("InitialTransactionId", "The pay-in has not succeeded"));
    }
    if chargebacks::is_refunded(state, payin) {
        return Err(Refusal::field("InitialTransactionId", "A refunded pay-in cannot be disputed"));
    }
    if state.disputes.values().any(|d| d.payin == payin && d.status != Status::Closed) {
        return Err(Refusal::field("InitialTransactionId", "The pay-in is disputed already"));
    }
    let amount = claim.disputed.unwrap_or(t.debited.amount);
    if amount < 1 || amount > t.debited.amount {
        return Err(Refusal::field("DisputedFunds", "The amount must be between 1 and that of the pay-in"));
    }
    if !REASONS.contains(&claim.reason.as_str()) {
        return Err(Refusal::field("DisputeReasonType", "This reason is not known"));
    }
    let (user, wallet, disputed) = (t.author.clone(), t.to.clone(), t.debited.with(amount));
    let number = state.number();
    let id = (200_000_000 + number).to_string();
    let mut dispute = Dispute {
        id: id.clone(),
        number,
        tag: None,
        created: now,
        payin: payin.to_owned(),
        user,
        wallet,
        kind: claim.kind,
        deadline: deadline(now, claim.days),
        disputed,
        contested: disputed,
        status: Status::Created,
        status_message: None,
        reason: claim.reason,
        reason_message: claim.message,
        verdict: None,
        closed: None,
        repudiation: None,
    };
    state.emit(now, "DISPUTE_CREATED", &id);
    // A request for information takes no money.
    if claim.kind != Kind::Retrieval {
        dispute.repudiation = chargebacks::repudiate(state, payin, &id, disputed, now);
    }
    let ends = dispute.deadline + 1;
    state.disputes.insert(id.clone(), dispute);
    if claim.kind == Kind::NotContestable {
        close(state, &id, Verdict::Lost, now);
    } else {
        turn(state, &id, Status::PendingClientAction, "DISPUTE_ACTION_REQUIRED", now);
        state.plan(ends, Task::Dispute(id.clone()));
    }
    Ok(id)
}

fn turn(state: &mut State, id: &str, to: Status, event: &str, now: i64) {
    if let Some(d) = state.disputes.get_mut(id) {
        d.status = to;
        state.emit(now, event, id);
    }
}

pub(super) fn wrong_state() -> Refusal {
    Refusal::field("Status", "The dispute is not in a state that allows this action")
}

/// Whether it is the platform's turn and not too late (§12.2).
pub(super) fn may_contest(d: &Dispute, now: i64) -> Result<(), Refusal> {
    if now > d.deadline && d.kind != Kind::NotContestable && d.verdict != Some(Verdict::Won) {
        let message = "The contest deadline of the dispute has passed.";
        return Err(Refusal::usual(400, "dispute_contest_deadline_passed", message));
    }
    if d.waits_for_client() { Ok(()) } else { Err(wrong_state()) }
}

/// The platform contests an amount: Mangopay reads the documents now.
pub(crate) fn contest(state: &mut State, id: &str, contested: Amount, now: i64) {
    if let Some(d) = state.disputes.get_mut(id) {
        d.contested = contested;
        d.status_message = None;
    }
    turn(state, id, Status::Submitted, "DISPUTE_SUBMITTED", now);
}

/// The deadline has passed: what still waits for the platform is lost.
pub(crate) fn due(state: &mut State, id: &str, now: i64) {
    if state.disputes.get(id).is_some_and(|d| d.waits_for_client() && d.deadline < now) {
        close(state, id, Verdict::Lost, now);
    }
}

/// Ends a dispute, once. Won or cancelled, the money comes back to the platform.
pub(crate) fn close(state: &mut State, id: &str, verdict: Verdict, now: i64) {
    let Some(d) = state.disputes.get_mut(id).filter(|d| d.status != Status::Closed) else { return };
    d.status = Status::Closed;
    d.verdict = Some(verdict);
    d.closed = Some(now);
    let repudiation = d.repudiation.clone();
    if let Some(repudiation) = repudiation.filter(|_| verdict != Verdict::Lost) {
        chargebacks::give_back(state, &repudiation, now);
    }
    chargebacks::close(state, id);
    state.emit(now, "DISPUTE_CLOSED", id);
}

/// What Mangopay or the bank decides on a dispute: `bank`, `reopen`, `won`, `lost` or `void`.
pub(crate) fn decide(
    state: &mut State,
    id: &str,
    decision: &str,
    message: Option<String>,
    now: i64,
) -> Result<(), Refusal> {
    let d = state.disputes.get(id).ok_or_else(|| Refusal::not_found("Dispute", id))?;
    let with_bank = matches!(d.status, Status::Submitted | Status::PendingBankAction);
    let fits = match decision {
        "bank" => d.status == Status::Submitted,
        "reopen" | "won" => with_bank,
        "lost" | "void" => d.status != Status::Closed,
        _ => return Err(Refusal::field("decision", "bank, reopen, won, lost or void")),
    };
    if !fits {
        return Err(wrong_state());
    }
    match decision {
        "bank" => {
            documents::settle(state, id, None, now);
            turn(state, id, Status::PendingBankAction, "DISPUTE_SENT_TO_BANK", now);
        }
        "reopen" => {
            documents::settle(state, id, Some("DOCUMENT_INCOMPLETE"), now);
            turn(state, id, Status::ReopenedPendingClientAction, "DISPUTE_FURTHER_ACTION_REQUIRED", now);
            if let Some(d) = state.disputes.get_mut(id) {
                d.deadline = d.deadline.max(deadline(now, AGAIN));
                d.status_message = Some(message.unwrap_or_else(|| "Please send more documents.".to_owned()));
                let ends = d.deadline + 1;
                state.plan(ends, Task::Dispute(id.to_owned()));
            }
        }
        other => {
            let verdict = match other {
                "won" => Verdict::Won,
                "lost" => Verdict::Lost,
                _ => Verdict::Void,
            };
            documents::settle(state, id, None, now);
            close(state, id, verdict, now);
        }
    }
    Ok(())
}
