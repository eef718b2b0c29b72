//! Mandates of direct debits (docs/api/money-operations.md §7.5; users-verification.md §8.1).

use std::sync::Arc;

use axum::{
    extract::{Path, State as Held},
    response::IntoResponse as _,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Due,
    book::Facet,
    codes, destinations, lists,
    visits::{self, Ending, Subject},
};
use crate::{
    agenda::Task,
    answer::{Answer, Outcome, Refusal},
    lists as pages,
    members::Members,
    request::Call,
    routes::{Route, get, post, put},
    shared::Shared,
    state::State,
    users,
};

const SCOPE: &str = "Payins";
const DAY: i64 = 86_400;
/// Days until the bank has answered (not documented), and until an idle mandate expires: 13 months (001835).
const ANSWER: i64 = 2;
const IDLE: i64 = 396;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    Created,
    Submitted,
    Active,
    Failed,
    Expired,
}

const STATUSES: [&str; 5] = ["CREATED", "SUBMITTED", "ACTIVE", "FAILED", "EXPIRED"];

/// A mandate.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Mandate {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) created: i64,
    pub(crate) user: String,
    pub(crate) account: String,
    pub(crate) is_recipient: bool,
    pub(crate) scheme: String,
    pub(crate) culture: String,
    pub(crate) back: String,
    pub(crate) link: Option<String>,
    pub(crate) status: Status,
    pub(crate) code: Option<String>,
    pub(crate) reference: Option<String>,
    pub(crate) used: i64,
    pub(crate) tag: Option<String>,
}

/// The endpoints of mandates.
pub(crate) fn routes() -> Vec<Route> {
    const FILTERS: &[&str] = &["page", "per_page", "sort", "beforedate", "afterdate", "status"];
    vec![
        post("mandates/directdebit/web", SCOPE, create),
        get("mandates", SCOPE, FILTERS, list),
        get("mandates/{mandate}", SCOPE, &[], view_one),
        put("mandates/{mandate}/cancel", SCOPE, cancel),
        get("mandates/{mandate}/transactions", SCOPE, lists::FILTERS, transactions),
        get("users/{user}/mandates", SCOPE, FILTERS, list),
        get("users/{user}/bankaccounts/{account}/mandates", SCOPE, FILTERS, list),
        get("users/{user}/recipients/{account}/mandates", SCOPE, FILTERS, list),
    ]
}

fn view(m: &Mandate, base: &str) -> Value {
    let known = m.status != Status::Created;
    json!({
        "Id": m.id, "Tag": m.tag, "CreationDate": m.created, "UserId": m.user,
        "BankAccountId": (!m.is_recipient).then_some(&m.account), "RecipientId": m.is_recipient.then_some(&m.account),
        "Scheme": known.then_some(&m.scheme), "Culture": m.culture,
        "DocumentURL": known.then(|| format!("{base}/hosted/mandates/{}", m.id)),
        "RedirectURL": m.link.as_ref().map(|link| format!("{base}{link}")), "ReturnURL": m.back, "Status": m.status,
        "ResultCode": m.code, "ResultMessage": m.code.as_deref().map(codes::message), "MandateType": "DIRECT_DEBIT",
        "ExecutionType": "WEB", "BankReference": m.reference,
    })
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let account = members.text("BankAccountId", 128);
    let recipient = members.text("RecipientId", 128);
    let culture = members.one_of("Culture", &["DE", "EN", "ES", "FR", "IT", "NL", "PL"]);
    let culture = members.need("Culture", culture);
    let back = members.name("ReturnURL", 255);
    let back = members.need("ReturnURL", back);
    let tag = members.tag();
    let (name, id) = if recipient.is_some() { ("RecipientId", recipient) } else { ("BankAccountId", account) };
    let id = members.need(name, id);
    let found = destinations::find(state, &id);
    match &found {
        None if !members.has_error(name) => members.wrong(name, format!("The bank account {id} does not exist")),
        Some(found) if !found.active => members.wrong(name, "The bank account is not active"),
        Some(found) if found.scheme.is_none() => members.wrong(name, "The bank account cannot be debited"),
        _ => {}
    }
    members.finish()?;
    let Some(found) = found else { return Err(Refusal::not_found("BankAccount", &id)) };
    users::is_living(state, &found.user)?;
    let id = state.dice.id("mdt_m", call.now);
    let link = visits::begin(state, Subject::Mandate(id.clone()), visits::MANDATE, Some(&back), call.now);
    let mandate = Mandate {
        id: id.clone(),
        number: state.number(),
        created: call.now,
        user: found.user,
        account: found.id,
        is_recipient: found.is_recipient,
        scheme: found.scheme.unwrap_or("SEPA").to_owned(),
        culture: culture.to_owned(),
        back,
        link: Some(link),
        status: Status::Created,
        code: None,
        reference: None,
        used: call.now,
        tag,
    };
    let answer = Answer::ok(view(&mandate, &call.base()));
    state.emit(call.now, "MANDATE_CREATED", &id);
    state.money.mandates.insert(id, mandate);
    Ok(answer)
}

/// Moves a mandate on, with the event of where it goes.
fn advance(state: &mut State, id: &str, status: Status, code: Option<&str>, now: i64) {
    let Some(mandate) = state.money.mandates.get_mut(id) else { return };
    mandate.status = status;
    mandate.code = code.map(str::to_owned);
    if status != Status::Created {
        mandate.link = None;
    }
    let event = match status {
        Status::Created => "MANDATE_CREATED",
        Status::Submitted => "MANDATE_SUBMITTED",
        Status::Active => "MANDATE_ACTIVATED",
        Status::Failed => "MANDATE_FAILED",
        Status::Expired => "MANDATE_EXPIRED",
    };
    state.emit(now, event, id);
}

/// The user has answered on the page, or has not.
pub(crate) fn ended(state: &mut State, id: &str, ending: Ending, now: i64) {
    if state.money.mandates.get(id).is_none_or(|m| m.status != Status::Created) {
        return;
    }
    match ending {
        Ending::Accepted => {
            let reference = state.dice.next() % 10_000_000_000;
            if let Some(mandate) = state.money.mandates.get_mut(id) {
                mandate.reference = Some(format!("MGP{reference:010}"));
            }
            advance(state, id, Status::Submitted, Some(codes::SUCCESS), now);
            state.plan(now + ANSWER * DAY, Task::Money(Due::Mandate(id.to_owned())));
        }
        Ending::Refused => advance(state, id, Status::Failed, Some("001805"), now),
        Ending::Lapsed => advance(state, id, Status::Failed, Some("001807"), now),
    }
}

/// Time has passed: the bank answers to a submitted mandate, an idle one expires (§12, owner's first name).
pub(crate) fn due(state: &mut State, id: &str, now: i64) {
    let Some(mandate) = state.money.mandates.get(id) else { return };
    match mandate.status {
        Status::Submitted => {
            let name = state.users.get(&mandate.user).and_then(|user| user.text("FirstName"));
            if mandate.scheme == "BACS" && name == Some("Invalid") {
                advance(state, id, Status::Failed, Some("001802"), now);
                return;
            }
            advance(state, id, Status::Active, Some(codes::SUCCESS), now);
            state.plan(now + IDLE * DAY, Task::Money(Due::Mandate(id.to_owned())));
        }
        Status::Active if mandate.used + IDLE * DAY <= now => {
            advance(state, id, Status::Expired, Some("001835"), now);
        }
        Status::Active => {
            let next = mandate.used + IDLE * DAY;
            state.plan(next, Task::Money(Due::Mandate(id.to_owned())));
        }
        Status::Created | Status::Failed | Status::Expired => {}
    }
}

/// Why a mandate cannot be charged (§2.2).
pub(crate) fn refusal(mandate: &Mandate) -> Option<&'static str> {
    match mandate.status {
        Status::Submitted | Status::Active => None,
        Status::Expired => Some("001835"),
        Status::Created | Status::Failed => Some("001833"),
    }
}

fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Mandate, Refusal> {
    let id = call.id("mandate");
    state.money.mandates.get(id).ok_or_else(|| Refusal::not_found("Mandate", id))
}

fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(of(state, call)?, &call.base())))
}

fn cancel(state: &mut State, call: &Call<'_>) -> Outcome {
    let mandate = of(state, call)?;
    if !matches!(mandate.status, Status::Submitted | Status::Active) {
        return Err(Refusal::usual(400, "mandate_cannot_be_cancelled", "The mandate cannot be cancelled"));
    }
    let id = mandate.id.clone();
    advance(state, &id, Status::Failed, Some("001806"), call.now);
    Ok(Answer::ok(view(of(state, call)?, &call.base())))
}

fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let (user, account) = (call.id("user"), call.id("account"));
    if !user.is_empty() {
        users::of(state, call)?;
    }
    let known = destinations::find(state, account).is_some_and(|found| found.user == user);
    if !account.is_empty() && !known {
        return Err(Refusal::not_found("BankAccount", account));
    }
    let statuses = call.head.query.among("Status", &STATUSES)?;
    let within = pages::dates(&call.head.query)?;
    let found = state.money.mandates.values().filter(|m| {
        (user.is_empty() || m.user == user)
            && (account.is_empty() || m.account == account)
            && (statuses.is_empty() || statuses.contains(&lists::serialised(m.status).as_str()))
            && within(m.created)
    });
    let base = call.base();
    pages::page(call, "CreationDate", found.map(|m| ((m.created, m.number), m)).collect(), |m| view(m, &base))
}

fn transactions(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = of(state, call)?.id.clone();
    lists::by(state, call, Facet::Mandate, &id)
}

/// `GET /hosted/mandates/{id}`: the document of a mandate, a small PDF.
pub(crate) async fn document(Held(shared): Held<Arc<Shared>>, Path(id): Path<String>) -> axum::response::Response {
    let found = shared.with(|state, _| state.money.mandates.get(&id).cloned());
    let Some(mandate) = found else { return http::StatusCode::NOT_FOUND.into_response() };
    let line = format!("{} direct debit mandate {}", mandate.scheme, mandate.reference.unwrap_or_default());
    ([(http::header::CONTENT_TYPE, "application/pdf")], pdf(&line)).into_response()
}

/// One page with one line of plain text.
fn pdf(line: &str) -> Vec<u8> {
    let text = format!("BT /F1 14 Tf 60 760 Td ({}) Tj ET", line.replace(['(', ')', '\\'], " "));
    let parts = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{part}\nendobj\n", number + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", parts.len() + 1));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", parts.len() + 1));
    out.into_bytes()
}
