//! Preauthorizations (7 days) and deposits, also called extended preauthorizations (30 days): money held on a card
//! (docs/api/money-operations.md §7.6; users-verification.md §8.3, §8.4).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    Due,
    amount::{Amount, Sign},
    book::{Facet, Status},
    cards::{self, secure},
    codes, lists, rules,
    visits::{self, Ending, Subject},
};
use crate::{
    agenda::Task,
    answer::{Answer, Outcome, Refusal},
    members::Members,
    request::Call,
    routes::{Route, get, post, put},
    state::State,
    users,
};

const SCOPE: &str = "Payins";
const DAY: i64 = 86_400;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Preauthorization,
    Deposit,
}

impl Kind {
    fn days(self) -> i64 {
        match self {
            Self::Preauthorization => 7,
            Self::Deposit => 30,
        }
    }

    /// Stem of its events (§14.3); that of what is done with the money ends in `_PAYMENT`.
    fn stem(self) -> &'static str {
        match self {
            Self::Preauthorization => "PREAUTHORIZATION",
            Self::Deposit => "DEPOSIT_PREAUTHORIZATION",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Preauthorization => "PreAuthorization",
            Self::Deposit => "Deposit",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Payment {
    Waiting,
    Canceled,
    Expired,
    Validated,
    Failed,
}

const PAYMENTS: [(&str, Payment); 5] = [
    ("WAITING", Payment::Waiting),
    ("CANCELED", Payment::Canceled),
    ("EXPIRED", Payment::Expired),
    ("VALIDATED", Payment::Validated),
    ("FAILED", Payment::Failed),
];
const PAYMENT_NAMES: [&str; 9] = [
    "WAITING",
    "CANCEL_REQUESTED",
    "CANCELED",
    "EXPIRED",
    "VALIDATED",
    "FAILED",
    "TO_BE_COMPLETED",
    "NO_SHOW_REQUESTED",
    "NO_SHOW",
];

/// Money held on a card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Hold {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) kind: Kind,
    pub(crate) created: i64,
    pub(crate) author: String,
    pub(crate) card: String,
    pub(crate) funds: Amount,
    pub(crate) remaining: i64,
    pub(crate) status: Status,
    pub(crate) payment: Payment,
    pub(crate) code: Option<String>,
    pub(crate) authorized: Option<i64>,
    pub(crate) ends: i64,
    /// The first capture.
    pub(crate) payin: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) extra: Map<String, Value>,
}

/// The endpoints of preauthorizations and deposits.
pub(crate) fn routes() -> Vec<Route> {
    const FILTERS: &[&str] =
        &["page", "per_page", "sort", "beforedate", "afterdate", "status", "paymentstatus", "resultcode"];
    let mut all = vec![
        post("preauthorizations/card/direct", SCOPE, create_preauthorization),
        get("preauthorizations/{hold}", SCOPE, &[], view_preauthorization),
        put("preauthorizations/{hold}", SCOPE, update_preauthorization),
        get("preauthorizations/{hold}/transactions", SCOPE, lists::REFUNDS, transactions),
        get("users/{user}/preauthorizations", SCOPE, FILTERS, preauthorizations),
        get("cards/{card}/preauthorizations", SCOPE, FILTERS, preauthorizations),
    ];
    // The newer name has identical behaviour (users-verification.md §8.4).
    for [create, paypal, one, moves, of_user, of_card] in [
        [
            "deposit-preauthorizations/card/direct",
            "deposit-preauthorizations/payment-methods/paypal",
            "deposit-preauthorizations/{hold}",
            "deposit-preauthorizations/{hold}/transactions",
            "users/{user}/deposit-preauthorizations",
            "cards/{card}/deposit-preauthorizations",
        ],
        [
            "extended-preauthorizations/card/direct",
            "extended-preauthorizations/payment-methods/paypal",
            "extended-preauthorizations/{hold}",
            "extended-preauthorizations/{hold}/transactions",
            "users/{user}/extended-preauthorizations",
            "cards/{card}/extended-preauthorizations",
        ],
    ] {
        all.extend([
            post(create, SCOPE, create_deposit),
            post(paypal, SCOPE, create_paypal),
            get(one, SCOPE, &[], view_deposit),
            put(one, SCOPE, update_deposit),
            get(moves, SCOPE, lists::REFUNDS, transactions),
            get(of_user, SCOPE, FILTERS, deposits),
            get(of_card, SCOPE, FILTERS, deposits),
        ]);
    }
    all
}

fn view(hold: &Hold, state: &State, base: &str) -> Value {
    let mut all = hold.extra.clone();
    super::book::complete_links(&mut all, base);
    let card = state.money.cards.get(&hold.card);
    for (name, value) in [
        ("Id", json!(hold.id)),
        ("Tag", json!(hold.tag)),
        ("CreationDate", json!(hold.created)),
        ("AuthorId", json!(hold.author)),
        ("CardId", json!(card.map(|card| &card.id))),
        ("CardInfo", card.map_or(Value::Null, cards::Card::info)),
        ("DebitedFunds", hold.funds.view()),
        ("Status", json!(hold.status)),
        ("PaymentStatus", json!(hold.payment)),
        ("ResultCode", json!(hold.code)),
        ("ResultMessage", json!(hold.code.as_deref().map(codes::message))),
        ("AuthorizationDate", json!(hold.authorized)),
        ("ExpirationDate", json!(hold.authorized.map(|_| hold.ends))),
        ("PaymentType", json!(if card.is_some() { "CARD" } else { "PAYPAL" })),
        ("ExecutionType", json!(if card.is_some() { "DIRECT" } else { "WEB" })),
    ] {
        all.insert(name.to_owned(), value);
    }
    match hold.kind {
        Kind::Preauthorization => {
            all.insert("RemainingFunds".to_owned(), hold.funds.with(hold.remaining).view());
            all.insert("PayInId".to_owned(), json!(hold.payin));
            all.insert("MultiCapture".to_owned(), json!(true));
        }
        Kind::Deposit => {
            let linked = json!({ "PayinCaptureId": hold.payin, "PayinComplementId": null });
            all.insert("PayinsLinked".to_owned(), linked);
        }
    }
    Value::Object(all)
}

/// What a page says of a hold.
pub(crate) fn funds(state: &State, id: &str) -> Option<String> {
    let hold = state.money.holds.get(id)?;
    Some(format!("{} {}", hold.funds.amount, hold.funds.currency.as_str()))
}

fn create_preauthorization(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Kind::Preauthorization, true)
}

fn create_deposit(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Kind::Deposit, true)
}

fn create_paypal(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Kind::Deposit, false)
}

fn create(state: &mut State, call: &Call<'_>, kind: Kind, by_card: bool) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let author = rules::user(state, &mut members, "AuthorId");
    let funds = members.amount("DebitedFunds", "DebitedFunds.", Sign::Positive);
    let funds = members.need("DebitedFunds", funds);
    let tag = members.tag();
    members.accept(&["MultiCapture", "PaymentType", "ExecutionType"]);
    let (card, sent, back) = if by_card {
        let card = secure::card(state, &mut members);
        let sent = secure::read(&mut members, secure::Wanted::Holder);
        let back = sent.get("SecureModeReturnURL").and_then(Value::as_str).map(str::to_owned);
        (card, sent, back)
    } else {
        let back = members.name("ReturnURL", 255);
        let back = members.need("ReturnURL", back);
        members.accept(&["CancelURL", "LineItems", "Shipping", "ShippingPreference", "Reference", "Culture"]);
        members.accept(&["StatementDescriptor", "DataCollectionId"]);
        (String::new(), Map::from_iter([("ReturnURL".to_owned(), json!(back))]), Some(back))
    };
    members.finish()?;
    rules::living(state, &author)?;
    let found = state.money.cards.get(&card).cloned();
    let blocked = state.users.get(&author).and_then(rules::inflow);
    let refusal = rules::amounts(funds, funds.with(0)).or(blocked).or_else(|| {
        let card = found.as_ref()?;
        if card.user == author { card.refusal(call.now) } else { Some("001023") }
    });
    let challenged = found.as_ref().is_none_or(|card| secure::is_challenged(card, &sent));
    let prefix = if kind == Kind::Deposit { "deposit_m" } else { "preauth_m" };
    let id = state.dice.id(prefix, call.now);
    let hold = Hold {
        id: id.clone(),
        number: state.number(),
        kind,
        created: call.now,
        author,
        card,
        funds,
        remaining: 0,
        status: Status::Created,
        payment: Payment::Waiting,
        code: None,
        authorized: None,
        ends: call.now + kind.days() * DAY,
        payin: None,
        tag,
        extra: sent,
    };
    state.emit(call.now, &format!("{}_CREATED", kind.stem()), &id);
    state.money.holds.insert(id.clone(), hold);
    if refusal.is_none() && challenged {
        let link = visits::begin(state, Subject::Hold(id.clone()), visits::PAYMENT, back.as_deref(), call.now);
        if let Some(hold) = state.money.holds.get_mut(&id) {
            let name = if by_card { "SecureModeRedirectURL" } else { "RedirectURL" };
            hold.extra.insert("SecureModeNeeded".to_owned(), json!(by_card));
            hold.extra.insert(name.to_owned(), json!(link));
        }
    } else {
        settle(state, &id, refusal, call.now);
    }
    show(state, call, kind, &id)
}

/// The bank has answered: the money is held, or not.
fn settle(state: &mut State, id: &str, refusal: Option<&str>, now: i64) {
    let Some(hold) = state.money.holds.get_mut(id).filter(|h| h.status == Status::Created) else { return };
    let refusal = refusal.or_else(|| secure::bank(hold.funds));
    let (kind, card) = (hold.kind, hold.card.clone());
    hold.code = Some(refusal.unwrap_or(codes::SUCCESS).to_owned());
    if refusal.is_some() {
        hold.status = Status::Failed;
        hold.payment = Payment::Failed;
        state.emit(now, &format!("{}_FAILED", kind.stem()), id);
        return;
    }
    hold.status = Status::Succeeded;
    hold.remaining = hold.funds.amount;
    hold.authorized = Some(now);
    hold.ends = now + kind.days() * DAY;
    let ends = hold.ends;
    cards::proven(state, &card);
    if kind == Kind::Preauthorization {
        state.emit(now, "PREAUTHORIZATION_SUCCEEDED", id);
    }
    state.emit(now, &format!("{}_PAYMENT_WAITING", kind.stem()), id);
    state.plan(ends, Task::Money(Due::Hold(id.to_owned())));
}

/// The holder has answered on the page, or has not.
pub(crate) fn ended(state: &mut State, id: &str, ending: Ending, now: i64) {
    settle(state, id, ending.secure_code(), now);
}

fn close(state: &mut State, id: &str, payment: Payment, now: i64) {
    let Some(hold) = state.money.holds.get_mut(id).filter(|h| h.payment == Payment::Waiting) else { return };
    hold.payment = payment;
    hold.remaining = 0;
    let name = PAYMENTS.iter().find(|(_, known)| *known == payment).map_or("", |(name, _)| name);
    let stem = hold.kind.stem();
    state.emit(now, &format!("{stem}_PAYMENT_{name}"), id);
}

/// The time is over; what was captured stays.
pub(crate) fn expire(state: &mut State, id: &str, now: i64) {
    close(state, id, Payment::Expired, now);
}

/// A capture took money. A deposit can be captured once; a preauthorization until nothing remains.
pub(crate) fn captured(state: &mut State, id: &str, payin: &str, amount: i64, now: i64) {
    let Some(hold) = state.money.holds.get_mut(id) else { return };
    hold.remaining -= amount;
    hold.payin.get_or_insert_with(|| payin.to_owned());
    if hold.kind == Kind::Deposit || hold.remaining == 0 {
        close(state, id, Payment::Validated, now);
    }
}

fn of<'a>(state: &'a State, call: &Call<'_>, kind: Kind, id: &str) -> Result<&'a Hold, Refusal> {
    let oldest = lists::oldest(call.now);
    let found = state.money.holds.get(id).filter(|hold| hold.kind == kind && hold.created >= oldest);
    found.ok_or_else(|| Refusal::not_found(kind.name(), id))
}

fn show(state: &State, call: &Call<'_>, kind: Kind, id: &str) -> Outcome {
    Ok(Answer::ok(view(of(state, call, kind, id)?, state, &call.base())))
}

fn view_preauthorization(state: &mut State, call: &Call<'_>) -> Outcome {
    show(state, call, Kind::Preauthorization, call.id("hold"))
}

fn view_deposit(state: &mut State, call: &Call<'_>) -> Outcome {
    show(state, call, Kind::Deposit, call.id("hold"))
}

fn update_preauthorization(state: &mut State, call: &Call<'_>) -> Outcome {
    update(state, call, Kind::Preauthorization)
}

fn update_deposit(state: &mut State, call: &Call<'_>) -> Outcome {
    update(state, call, Kind::Deposit)
}

/// CANCELED before any capture, VALIDATED after one: the rest is freed (§7.6).
fn update(state: &mut State, call: &Call<'_>, kind: Kind) -> Outcome {
    let hold = of(state, call, kind, call.id("hold"))?.clone();
    let mut members = Members::new(call.body, "", call.strict());
    let wanted = members.one_of("PaymentStatus", &["CANCELED", "VALIDATED"]);
    let tag = members.tag();
    members.accept(&["Id"]);
    if wanted.is_none() && tag.is_none() && !members.has_error("PaymentStatus") {
        members.missing("PaymentStatus");
    }
    members.finish()?;
    match wanted {
        Some("CANCELED") if hold.payment != Payment::Waiting || hold.payin.is_some() => {
            return Err(Refusal::usual(
                400,
                "preauthorization_payment_status_can_not_be_canceled",
                "The preauthorization can no longer be canceled",
            ));
        }
        Some("VALIDATED") if hold.payment != Payment::Waiting || hold.payin.is_none() => {
            return Err(Refusal::usual(400, "invalid_action", "Only a captured preauthorization can be validated"));
        }
        _ => {}
    }
    if let Some(found) = state.money.holds.get_mut(&hold.id).filter(|_| tag.is_some()) {
        found.tag = tag;
    }
    match wanted {
        Some("CANCELED") => close(state, &hold.id, Payment::Canceled, call.now),
        Some(_) => close(state, &hold.id, Payment::Validated, call.now),
        None => {}
    }
    show(state, call, kind, &hold.id)
}

fn transactions(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("hold");
    let found = state.money.holds.get(id).filter(|hold| hold.created >= lists::oldest(call.now));
    let id = found.ok_or_else(|| Refusal::not_found("PreAuthorization", id))?.id.clone();
    lists::by(state, call, Facet::Hold, &id)
}

fn preauthorizations(state: &mut State, call: &Call<'_>) -> Outcome {
    list(state, call, Kind::Preauthorization)
}

fn deposits(state: &mut State, call: &Call<'_>) -> Outcome {
    list(state, call, Kind::Deposit)
}

fn list(state: &State, call: &Call<'_>, kind: Kind) -> Outcome {
    let (user, card) = (call.id("user"), call.id("card"));
    if !user.is_empty() {
        users::of(state, call)?;
    } else {
        cards::of(state, call)?;
    }
    let query = &call.head.query;
    let payments = query.among("PaymentStatus", &PAYMENT_NAMES)?;
    let statuses = query.among("Status", &lists::STATUSES)?;
    let results = lists::words(query, "ResultCode");
    let within = crate::lists::dates(query)?;
    let oldest = lists::oldest(call.now);
    let found = state.money.holds.values().filter(|hold| {
        hold.kind == kind
            && (hold.author == user || hold.card == card)
            && hold.created >= oldest
            && within(hold.created)
            && (payments.is_empty() || payments.contains(&lists::serialised(hold.payment).as_str()))
            && (statuses.is_empty() || statuses.contains(&lists::serialised(hold.status).as_str()))
            && (results.is_empty() || hold.code.as_ref().is_some_and(|code| results.contains(code)))
    });
    let base = call.base();
    let items = found.map(|hold| ((hold.created, hold.number), hold)).collect();
    crate::lists::page(call, "CreationDate", items, |hold| view(hold, state, &base))
}
