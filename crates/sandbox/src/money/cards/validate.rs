//! Card validations: a card is proven without a payment (docs/api/users-verification.md §8.2).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Validity, of, secure};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    money::{
        book::Status,
        codes, rules,
        visits::{self, Ending, Subject},
    },
    request::Call,
    state::State,
};

/// A validation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Validation {
    id: String,
    card: String,
    author: String,
    created: i64,
    tag: Option<String>,
    status: Status,
    code: Option<String>,
    authorized: Option<i64>,
    extra: Map<String, Value>,
}

fn view(validation: &Validation, state: &State, base: &str) -> Value {
    let mut all = validation.extra.clone();
    super::super::book::complete_links(&mut all, base);
    let card = state.money.cards.get(&validation.card);
    for (name, value) in [
        ("Id", json!(validation.id)),
        ("Tag", json!(validation.tag)),
        ("AuthorId", json!(validation.author)),
        ("CardId", json!(validation.card)),
        ("CreationDate", json!(validation.created)),
        ("Status", json!(validation.status)),
        ("Type", json!("CARD_VALIDATION")),
        ("ResultCode", json!(validation.code)),
        ("ResultMessage", json!(validation.code.as_deref().map(codes::message))),
        ("AuthorizationDate", json!(validation.authorized)),
        ("Validity", json!(card.map_or(Validity::Unknown, |card| card.validity))),
        ("CardInfo", card.map_or(Value::Null, super::Card::info)),
    ] {
        all.insert(name.to_owned(), value);
    }
    Value::Object(all)
}

/// `POST /cards/{id}/validation`.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let card = of(state, call)?.clone();
    let mut members = Members::new(call.body, "", call.strict());
    let author = rules::user(state, &mut members, "AuthorId");
    let sent = secure::read(&mut members, secure::Wanted::Holder);
    let tag = members.tag();
    members.finish()?;
    rules::living(state, &author)?;
    let id = state.dice.id("cardval_m", call.now);
    let refusal = if card.user == author { card.refusal(call.now) } else { Some("001023") };
    let challenged = refusal.is_none() && secure::is_challenged(&card, &sent);
    let back = sent.get("SecureModeReturnURL").and_then(Value::as_str).map(str::to_owned);
    let validation = Validation {
        id: id.clone(),
        card: card.id,
        author,
        created: call.now,
        tag,
        status: Status::Created,
        code: None,
        authorized: None,
        extra: sent,
    };
    state.emit(call.now, "CARD_VALIDATION_CREATED", &id);
    state.money.validations.insert(id.clone(), validation);
    if challenged {
        let subject = Subject::Validation(id.clone());
        let link = visits::begin(state, subject, visits::PAYMENT, back.as_deref(), call.now);
        if let Some(found) = state.money.validations.get_mut(&id) {
            found.extra.insert("SecureModeNeeded".to_owned(), json!(true));
            found.extra.insert("SecureModeRedirectURL".to_owned(), json!(link));
        }
    } else {
        settle(state, &id, refusal, call.now);
    }
    show(state, call, &id)
}

fn settle(state: &mut State, id: &str, refusal: Option<&str>, now: i64) {
    let Some(found) = state.money.validations.get_mut(id).filter(|v| v.status == Status::Created) else { return };
    found.status = if refusal.is_none() { Status::Succeeded } else { Status::Failed };
    found.code = Some(refusal.unwrap_or(codes::SUCCESS).to_owned());
    found.authorized = refusal.is_none().then_some(now);
    let card = found.card.clone();
    if refusal.is_none() {
        super::proven(state, &card);
    }
    state.emit(now, &format!("CARD_VALIDATION_{}", if refusal.is_none() { "SUCCEEDED" } else { "FAILED" }), id);
}

/// The holder has answered on the page, or has not.
pub(crate) fn ended(state: &mut State, id: &str, ending: Ending, now: i64) {
    settle(state, id, ending.secure_code(), now);
}

fn show(state: &State, call: &Call<'_>, id: &str) -> Outcome {
    let found = state.money.validations.get(id).filter(|v| v.card == call.id("card"));
    let found = found.ok_or_else(|| Refusal::not_found("CardValidation", id))?;
    Ok(Answer::ok(view(found, state, &call.base())))
}

/// `GET /cards/{id}/validation/{validation}`.
pub(crate) fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    show(state, call, call.id("validation"))
}
