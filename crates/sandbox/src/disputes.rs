//! Disputes: chargebacks and requests for information about pay-ins (docs/api/money-operations.md §12).

pub(crate) mod documents;
pub(crate) mod lifecycle;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Outcome, Refusal},
    lists,
    members::Members,
    money::{
        amount::{Amount, Sign},
        book::Facet,
        chargebacks,
        lists::{self as transactions, FILTERS},
    },
    request::Call,
    routes::{self, PAGING, Route, post, put, upload},
    state::State,
    users,
};

const SCOPE: &str = "Disputes.General";

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    let filters = &["page", "per_page", "sort", "beforedate", "afterdate", "status", "disputetype"];
    let kinds = &["page", "per_page", "sort", "beforedate", "afterdate", "status", "type"];
    vec![
        routes::get("disputes", SCOPE, filters, list),
        routes::get("disputes/pendingsettlement", SCOPE, PAGING, pending_settlement),
        routes::get("users/{user}/disputes", SCOPE, filters, list),
        routes::get("wallets/{wallet}/disputes", SCOPE, filters, list),
        routes::get("payins/{payin}/disputes", SCOPE, filters, list),
        routes::get("disputes/{dispute}", SCOPE, &[], get),
        put("disputes/{dispute}", SCOPE, update),
        put("disputes/{dispute}/submit", SCOPE, submit),
        put("disputes/{dispute}/close", SCOPE, close),
        routes::get("disputes/{dispute}/transactions", SCOPE, FILTERS, movements),
        post("disputes/{dispute}/documents", SCOPE, documents::create),
        routes::get("disputes/{dispute}/documents", SCOPE, kinds, documents::list),
        put("disputes/{dispute}/documents/{document}", SCOPE, documents::submit),
        upload("disputes/{dispute}/documents/{document}/pages", SCOPE, documents::page),
        routes::get("dispute-documents", SCOPE, kinds, documents::list),
        routes::get("dispute-documents/{document}", SCOPE, &[], documents::get),
        post("dispute-documents/{document}/consult", SCOPE, documents::consult),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Kind {
    Contestable,
    NotContestable,
    Retrieval,
}

const KINDS: [(&str, Kind); 3] =
    [("CONTESTABLE", Kind::Contestable), ("NOT_CONTESTABLE", Kind::NotContestable), ("RETRIEVAL", Kind::Retrieval)];
const KIND_NAMES: [&str; 3] = [KINDS[0].0, KINDS[1].0, KINDS[2].0];

pub(crate) fn kind_named(name: &str) -> Option<Kind> {
    KINDS.iter().find(|(n, _)| *n == name).map(|(_, kind)| *kind)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Created,
    PendingClientAction,
    Submitted,
    PendingBankAction,
    ReopenedPendingClientAction,
    Closed,
}

const STATUSES: [(&str, Status); 6] = [
    ("CREATED", Status::Created),
    ("PENDING_CLIENT_ACTION", Status::PendingClientAction),
    ("SUBMITTED", Status::Submitted),
    ("PENDING_BANK_ACTION", Status::PendingBankAction),
    ("REOPENED_PENDING_CLIENT_ACTION", Status::ReopenedPendingClientAction),
    ("CLOSED", Status::Closed),
];
const STATUS_NAMES: [&str; 6] =
    [STATUSES[0].0, STATUSES[1].0, STATUSES[2].0, STATUSES[3].0, STATUSES[4].0, STATUSES[5].0];

/// How a dispute ended (§12.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Verdict {
    Won,
    Lost,
    Void,
}

/// A dispute about a pay-in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Dispute {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) tag: Option<String>,
    pub(crate) created: i64,
    pub(crate) payin: String,
    /// Author and credited wallet of the pay-in, by which disputes are listed.
    pub(crate) user: String,
    pub(crate) wallet: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: Kind,
    pub(crate) deadline: i64,
    pub(crate) disputed: Amount,
    pub(crate) contested: Amount,
    pub(crate) status: Status,
    pub(crate) status_message: Option<String>,
    pub(crate) reason: String,
    pub(crate) reason_message: Option<String>,
    pub(crate) verdict: Option<Verdict>,
    pub(crate) closed: Option<i64>,
    pub(crate) repudiation: Option<String>,
}

impl Dispute {
    /// It is the platform's turn.
    pub(crate) fn waits_for_client(&self) -> bool {
        matches!(self.status, Status::PendingClientAction | Status::ReopenedPendingClientAction)
    }
}

fn view(d: &Dispute) -> Value {
    let message = match d.verdict {
        Some(Verdict::Won) => Some("The dispute was won."),
        Some(Verdict::Lost) => Some("The dispute was lost."),
        Some(Verdict::Void) => Some("The dispute was cancelled."),
        None => None,
    };
    json!({
        "Id": d.id, "Tag": d.tag, "CreationDate": d.created, "InitialTransactionId": d.payin,
        "InitialTransactionType": "PAYIN", "InitialTransactionNature": "REGULAR", "DisputeType": d.kind,
        "ContestDeadlineDate": d.deadline, "DisputedFunds": d.disputed.view(), "ContestedFunds": d.contested.view(),
        "Status": d.status, "StatusMessage": d.status_message,
        "DisputeReason": { "DisputeReasonType": d.reason, "DisputeReasonMessage": d.reason_message },
        "ResultCode": d.verdict.map_or(json!(""), |v| json!(v)), "ResultMessage": message, "ClosedDate": d.closed,
        "RepudiationId": d.repudiation,
    })
}

/// The dispute of the path.
fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Dispute, Refusal> {
    let id = call.id("dispute");
    state.disputes.get(id).ok_or_else(|| Refusal::not_found("Dispute", id))
}

/// `GET /disputes/{id}`.
fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(of(state, call)?)))
}

fn page<'a>(call: &Call<'_>, found: impl Iterator<Item = &'a Dispute>) -> Outcome {
    let query = &call.head.query;
    let statuses = query.among("Status", &STATUS_NAMES)?;
    let kinds = query.among("DisputeType", &KIND_NAMES)?;
    let within = lists::dates(query)?;
    let named = |d: &Dispute| STATUSES.iter().find(|(_, s)| *s == d.status).map_or("", |(name, _)| *name);
    let found = found.filter(|d| {
        within(d.created)
            && (statuses.is_empty() || statuses.contains(&named(d)))
            && (kinds.is_empty() || kinds.iter().any(|k| kind_named(k) == Some(d.kind)))
    });
    lists::page(call, "CreationDate", found.map(|d| ((d.created, d.number), d)).collect(), view)
}

/// `GET /disputes`, and those of a user, a wallet or a pay-in.
fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let (user, wallet, payin) = (call.id("user"), call.id("wallet"), call.id("payin"));
    if !user.is_empty() {
        users::of(state, call)?;
    }
    if !wallet.is_empty() && !state.money.wallets.contains_key(wallet) {
        return Err(Refusal::not_found("Wallet", wallet));
    }
    if !payin.is_empty() {
        transactions::find(state, call, "Payin", payin, |_| true)?;
    }
    let found = state.disputes.values().filter(|d| {
        (user.is_empty() || d.user == user)
            && (wallet.is_empty() || d.wallet.as_deref() == Some(wallet))
            && (payin.is_empty() || d.payin == payin)
    });
    page(call, found)
}

/// `GET /disputes/pendingsettlement`: closed with money left to recover, and money in the wallet to recover it from.
fn pending_settlement(state: &mut State, call: &Call<'_>) -> Outcome {
    let owes = |d: &&Dispute| {
        let Some(repudiation) = d.repudiation.as_deref().filter(|_| d.status == Status::Closed) else { return false };
        chargebacks::unsettled(state, repudiation) > 0
            && chargebacks::debtor(state, repudiation).is_some_and(|wallet| wallet.available() > 0)
    };
    page(call, state.disputes.values().filter(owes))
}

/// `GET /disputes/{id}/transactions`: the repudiation, its return and its settlements.
fn movements(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = of(state, call)?.id.clone();
    transactions::by(state, call, Facet::Dispute, &id)
}

/// Changes the dispute of the path and shows it.
fn changed(state: &mut State, call: &Call<'_>, change: impl FnOnce(&mut Dispute)) -> Outcome {
    let id = call.id("dispute");
    let found = state.disputes.get_mut(id).ok_or_else(|| Refusal::not_found("Dispute", id))?;
    change(found);
    Ok(Answer::ok(view(found)))
}

/// `PUT /disputes/{id}`: the Tag only (§12.3).
fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    of(state, call)?;
    let mut members = Members::new(call.body, "", call.strict());
    let tag = members.tag();
    members.finish()?;
    changed(state, call, |d| d.tag = tag.or_else(|| d.tag.take()))
}

/// `PUT /disputes/{id}/submit`: with the contested amount at first, with or without it when it was reopened.
fn submit(state: &mut State, call: &Call<'_>) -> Outcome {
    let d = of(state, call)?;
    let mut members = Members::new(call.body, "", call.strict());
    let contested = members.amount("ContestedFunds", "ContestedFunds.", Sign::Positive);
    if d.status == Status::PendingClientAction && contested.is_none() && !members.has_error("ContestedFunds") {
        members.wrong("ContestedFunds", "This field is required");
    }
    if let Some(amount) = contested {
        if amount.currency != d.disputed.currency {
            members.wrong("ContestedFunds", "The currency must be that of the DisputedFunds");
        } else if amount.amount > d.disputed.amount {
            members.wrong(
                "ContestedFunds",
                "The ContestedFunds amount must be less than or equal to the DisputedFunds amount",
            );
        } else if amount.amount == 0 {
            members.wrong("ContestedFunds", "The ContestedFunds amount must be greater than 0");
        }
    }
    lifecycle::may_contest(d, call.now)?;
    members.finish()?;
    let contested = contested.unwrap_or(d.contested);
    let id = d.id.clone();
    lifecycle::contest(state, &id, contested, call.now);
    get(state, call)
}

/// `PUT /disputes/{id}/close`: given up.
fn close(state: &mut State, call: &Call<'_>) -> Outcome {
    let d = of(state, call)?;
    if !d.waits_for_client() {
        return Err(lifecycle::wrong_state());
    }
    let id = d.id.clone();
    let mut members = Members::new(call.body, "", call.strict());
    members.tag();
    members.finish()?;
    lifecycle::close(state, &id, Verdict::Lost, call.now);
    get(state, call)
}
