//! Registering a card: the platform asks for an address, the card holder's data goes there, the platform gets a card. The
//! address is the simulator's own (docs/api/money-operations.md §2.2, card codes; official SDKs for the form).

use std::sync::Arc;

use axum::extract::State as Held;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Behaviour, Card, Validity};
use crate::{
    answer::{Answer, Outcome, Refusal},
    ids,
    members::Members,
    money::{
        amount::{CARD_CURRENCIES, Currency},
        codes, rules,
    },
    request::Call,
    shared::Shared,
    state::State,
};

const TYPES: [&str; 4] = ["CB_VISA_MASTERCARD", "AMEX", "MAESTRO", "BCMC"];
/// The number whose holder is asked to authenticate (§16).
const CHALLENGED: &str = "4970105181818183";
/// Where card data is sent to.
pub(crate) const PATH: &str = "/hosted/card-tokens";

/// What is kept of card data between its arrival and the card.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Token {
    data: String,
    expiry: String,
    alias: String,
    provider: String,
    fingerprint: String,
    behaviour: Behaviour,
}

/// A registration.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Registration {
    id: String,
    user: String,
    created: i64,
    currency: Currency,
    kind: String,
    tag: Option<String>,
    access: String,
    data: String,
    token: Option<Token>,
    sent: Option<String>,
    card: Option<String>,
    status: String,
    code: Option<String>,
}

impl Registration {
    fn view(&self, base: &str) -> Value {
        json!({
            "Id": self.id, "Tag": self.tag, "CreationDate": self.created, "UserId": self.user,
            "AccessKey": self.access, "PreregistrationData": self.data, "RegistrationData": self.sent,
            "CardId": self.card, "CardType": self.kind, "CardRegistrationURL": format!("{base}{PATH}"),
            "ResultCode": self.code, "ResultMessage": self.code.as_deref().map(codes::message),
            "Currency": self.currency, "Status": self.status,
        })
    }
}

/// `POST /cardregistrations`.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let user = rules::user(state, &mut members, "UserId");
    let currency = members.currency("Currency");
    let currency = members.need("Currency", currency);
    let kind = members.one_of("CardType", &TYPES).unwrap_or(TYPES[0]);
    let tag = members.tag();
    if !members.has_error("Currency") && !CARD_CURRENCIES.contains(&currency.as_str()) {
        members.wrong("Currency", format!("Currency: The currency {} is not available", currency.as_str()));
    }
    members.accept(&["CardHolderName"]);
    members.finish()?;
    rules::living(state, &user)?;
    let registration = Registration {
        id: state.dice.id("cardreg_m", call.now),
        user,
        created: call.now,
        currency,
        kind: kind.to_owned(),
        tag,
        access: ids::secret(),
        data: ids::secret(),
        token: None,
        sent: None,
        card: None,
        status: "CREATED".to_owned(),
        code: None,
    };
    let answer = Answer::ok(registration.view(&call.base()));
    state.money.preregistered.insert(registration.data.clone(), registration.id.clone());
    state.money.registrations.insert(registration.id.clone(), registration);
    Ok(answer)
}

fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Registration, Refusal> {
    let id = call.id("registration");
    state.money.registrations.get(id).ok_or_else(|| Refusal::not_found("CardRegistration", id))
}

/// `GET /cardregistrations/{id}`.
pub(crate) fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(of(state, call)?.view(&call.base())))
}

/// `PUT /cardregistrations/{id}`: the platform hands in what the card holder's browser was told.
pub(crate) fn complete(state: &mut State, call: &Call<'_>) -> Outcome {
    let registration = of(state, call)?.clone();
    let mut members = Members::new(call.body, "", call.strict());
    let sent = members.name("RegistrationData", 2_048);
    let sent = members.need("RegistrationData", sent);
    let holder = members.name("CardHolderName", 255);
    let tag = members.tag();
    members.accept(&["Id"]);
    if registration.status != "CREATED" {
        members.wrong("RegistrationData", "The registration has been processed already");
    }
    members.finish()?;
    let token = registration.token.clone().filter(|token| sent == format!("data={}", token.data));
    let (card, code) = match (&token, sent.strip_prefix("errorCode=")) {
        (Some(token), _) => {
            let card = insert(state, &registration, token, holder, call.now);
            (Some(card), codes::SUCCESS.to_owned())
        }
        (None, Some(code)) if code.len() == 6 => (None, code.to_owned()),
        (None, _) => (None, "105206".to_owned()),
    };
    let Some(found) = state.money.registrations.get_mut(&registration.id) else {
        return Err(Refusal::not_found("CardRegistration", &registration.id));
    };
    if tag.is_some() {
        found.tag = tag;
    }
    found.status = if card.is_some() { "VALIDATED" } else { "ERROR" }.to_owned();
    found.card = card;
    found.code = Some(code);
    found.sent = Some(sent);
    Ok(Answer::ok(found.view(&call.base())))
}

fn insert(state: &mut State, from: &Registration, token: &Token, holder: Option<String>, now: i64) -> String {
    let id = state.dice.id("card_m", now);
    let card = Card {
        id: id.clone(),
        number: state.number(),
        user: from.user.clone(),
        created: now,
        expiry: token.expiry.clone(),
        alias: token.alias.clone(),
        kind: from.kind.clone(),
        provider: token.provider.clone(),
        fingerprint: token.fingerprint.clone(),
        currency: from.currency,
        active: true,
        validity: Validity::Unknown,
        holder,
        behaviour: token.behaviour,
        tag: None,
    };
    state.money.cards.insert(id.clone(), card);
    id
}

/// Luhn's check digit.
fn is_card_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    digits.len() == text.chars().count() && (12..=19).contains(&digits.len()) && sum.is_multiple_of(10)
}

fn provider(number: &str) -> &'static str {
    match number.as_bytes() {
        [b'3', b'4' | b'7', ..] => "AMEX",
        [b'5', b'1'..=b'5', ..] | [b'2', b'2'..=b'7', ..] => "MASTERCARD",
        [b'5' | b'6', ..] => "MAESTRO",
        [b'4', b'9', b'7', ..] => "CB",
        _ => "VISA",
    }
}

/// Reads card data as a browser sends it; the code of what is wrong.
fn read(form: &std::collections::BTreeMap<String, String>) -> Result<Token, &'static str> {
    let get = |name: &str| form.get(name).map(|v| v.trim().to_owned()).unwrap_or_default();
    let number: String = get("cardNumber").chars().filter(|c| !c.is_whitespace()).collect();
    if !is_card_number(&number) {
        return Err("105202");
    }
    let expiry = get("cardExpirationDate");
    let month = expiry.get(..2).and_then(|m| m.parse::<u8>().ok()).unwrap_or(0);
    if expiry.len() != 4 || !expiry.bytes().all(|b| b.is_ascii_digit()) || !(1..=12).contains(&month) {
        return Err("105203");
    }
    let cvx = get("cardCvx");
    if !(3..=4).contains(&cvx.len()) || !cvx.bytes().all(|b| b.is_ascii_digit()) {
        return Err("105204");
    }
    let (head, tail) = (number.get(..6).unwrap_or_default(), number.get(number.len() - 4..).unwrap_or_default());
    Ok(Token {
        data: ids::secret(),
        alias: format!("{head}{}{tail}", "X".repeat(number.len() - 10)),
        provider: provider(&number).to_owned(),
        fingerprint: blake3::hash(number.as_bytes()).to_hex().as_str()[..32].to_owned(),
        behaviour: if number == CHALLENGED { Behaviour::Challenge } else { Behaviour::Frictionless },
        expiry,
    })
}

/// `POST /hosted/card-tokens`: card data from the holder's browser. The answer is what the platform hands in.
pub(crate) async fn tokens(Held(shared): Held<Arc<Shared>>, body: Bytes) -> String {
    let form: std::collections::BTreeMap<String, String> = url::form_urlencoded::parse(&body).into_owned().collect();
    let work = move |state: &mut State, _| {
        let sent = |name: &str| form.get(name).map_or("", String::as_str);
        let id = state.money.preregistered.get(sent("data")).cloned();
        let registration = id.and_then(|id| state.money.registrations.get_mut(&id));
        let Some(registration) = registration.filter(|r| r.access == sent("accessKeyRef")) else {
            return Err("105206");
        };
        let token = read(&form)?;
        let data = token.data.clone();
        registration.token = Some(token);
        Ok(data)
    };
    // Saving the state blocks.
    match tokio::task::spawn_blocking(move || shared.change(work)).await {
        Ok(Ok(Ok(data))) => format!("data={data}"),
        Ok(Ok(Err(code))) => format!("errorCode={code}"),
        _ => "errorCode=001599".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_card_number;

    #[test]
    fn check_digits() {
        for (number, fine) in [
            ("4970107111111119", true),
            ("4970105181818183", true),
            ("4970105181818184", false),
            ("4970", false),
            ("49701071111111a9", false),
            ("", false),
        ] {
            assert_eq!(is_card_number(number), fine, "{number}");
        }
    }
}
