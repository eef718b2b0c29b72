//! Recurring registrations and the pay-ins charged under them: the first by the holder, the next by the platform
//! (docs/api/money-operations.md §7.6).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Basics, by_card, show, take};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    money::{
        amount::{Amount, Sign},
        book::{Facet, Status as TransactionStatus},
        cards::secure,
        codes, rules,
    },
    request::Call,
    state::State,
};

const FREQUENCIES: [&str; 9] =
    ["Daily", "Weekly", "TwiceAMonth", "Monthly", "Bimonthly", "Quarterly", "Semiannual", "Annual", "Biannual"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Created,
    AuthenticationNeeded,
    InProgress,
    Ended,
}

/// A registration.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Registration {
    pub(crate) id: String,
    pub(crate) created: i64,
    pub(crate) author: String,
    /// None for a registration without a card, for example PayPal.
    pub(crate) card: Option<String>,
    pub(crate) wallet: String,
    pub(crate) first: (Amount, Amount),
    pub(crate) next: Option<(Amount, Amount)>,
    pub(crate) status: Status,
    pub(crate) linked: i64,
    pub(crate) cumulated: (i64, i64),
    pub(crate) last: Option<String>,
    pub(crate) end: Option<i64>,
    pub(crate) frequency: Option<String>,
    pub(crate) fixed: bool,
    pub(crate) fractioned: bool,
    pub(crate) free: i64,
    pub(crate) kind: String,
    pub(crate) billing: Value,
    pub(crate) shipping: Value,
}

fn view(r: &Registration, state: &State) -> Value {
    let kind = match (r.fractioned, r.frequency.is_some() && r.end.is_some()) {
        (true, _) => "FRACTIONED_PAYMENT",
        (false, true) => "CLASSIC_SUBSCRIPTION",
        (false, false) => "CUSTOM",
    };
    json!({
        "Id": r.id, "CreationDate": r.created, "Status": r.status, "AuthorId": r.author, "CardId": r.card,
        "CreditedUserId": rules::owner(state, &r.wallet).map(|user| &user.id), "CreditedWalletId": r.wallet,
        "Billing": r.billing, "Shipping": r.shipping, "EndDate": r.end, "Frequency": r.frequency,
        "FixedNextAmount": r.fixed, "FractionedPayment": r.fractioned, "FreeCycles": r.free,
        "FirstTransactionDebitedFunds": r.first.0.view(), "FirstTransactionFees": r.first.1.view(),
        "NextTransactionDebitedFunds": r.next.map(|(funds, _)| funds.view()),
        "NextTransactionFees": r.next.map(|(_, fees)| fees.view()), "RecurringType": kind, "PaymentType": r.kind,
        "CurrentState": {
            "PayinsLinked": r.linked,
            "CumulatedDebitedAmount": r.first.0.with(r.cumulated.0).view(),
            "CumulatedFeesAmount": r.first.1.with(r.cumulated.1).view(), "LastPayinId": r.last,
        },
        "TotalAmount": null, "CycleNumber": r.linked, "ResultCode": codes::SUCCESS,
        "ResultMessage": codes::message(codes::SUCCESS),
    })
}

/// `POST /recurringpayinregistrations`.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let author = rules::user(state, &mut members, "AuthorId");
    let wallet = rules::wallet(state, &mut members, "CreditedWalletId");
    rules::credited_user(state, &mut members, &wallet);
    let kind =
        members.one_of("PaymentType", &["CARD_DIRECT", "PAYPAL", "APPLEPAY", "GOOGLE_PAY"]).unwrap_or("CARD_DIRECT");
    let card =
        if kind == "CARD_DIRECT" { Some(secure::card(state, &mut members)) } else { members.text("CardId", 128) };
    let funds = members.amount("FirstTransactionDebitedFunds", "FirstTransactionDebitedFunds.", Sign::Positive);
    let funds = members.need("FirstTransactionDebitedFunds", funds);
    let fees = members.amount("FirstTransactionFees", "FirstTransactionFees.", Sign::Positive);
    let fees = members.need("FirstTransactionFees", fees);
    let next_funds = members.amount("NextTransactionDebitedFunds", "NextTransactionDebitedFunds.", Sign::Positive);
    let next_fees = members.amount("NextTransactionFees", "NextTransactionFees.", Sign::Positive);
    if next_funds.is_some() != next_fees.is_some() {
        members.wrong("NextTransactionFees", "NextTransactionDebitedFunds and NextTransactionFees go together");
    }
    let end = members.int("EndDate");
    if end.is_some_and(|end| end <= call.now) {
        members.wrong("EndDate", "The date must be in the future");
    }
    let frequency = members.one_of("Frequency", &FREQUENCIES);
    let fixed = members.boolean("FixedNextAmount").unwrap_or(false);
    let fractioned = members.boolean("FractionedPayment").unwrap_or(false);
    let free = members.int("FreeCycles").unwrap_or(0);
    let (billing, shipping) = (members.raw("Billing").cloned(), members.raw("Shipping").cloned());
    members.accept(&["Migration", "Tag", "FlowDescriptor", "ProfilingAttemptReference"]);
    members.finish()?;
    rules::living(state, &author)?;
    rules::same_currency(&[
        ("CreditedWalletId", rules::known(state, &wallet)?.currency),
        ("FirstTransactionDebitedFunds.Currency", funds.currency),
        ("FirstTransactionFees.Currency", fees.currency),
        ("NextTransactionDebitedFunds.Currency", next_funds.unwrap_or(funds).currency),
        ("NextTransactionFees.Currency", next_fees.unwrap_or(funds).currency),
    ])?;
    let mine = card.as_ref().and_then(|card| state.money.cards.get(card)).is_none_or(|card| card.user == author);
    if !mine {
        return Err(Refusal::field("CardId", "The card must belong to the author"));
    }
    let id = state.dice.id("recpayinreg_m", call.now);
    let registration = Registration {
        id: id.clone(),
        created: call.now,
        author,
        card,
        wallet,
        first: (funds, fees),
        next: next_funds.zip(next_fees),
        status: Status::Created,
        linked: 0,
        cumulated: (0, 0),
        last: None,
        end,
        frequency: frequency.map(str::to_owned),
        fixed,
        fractioned,
        free,
        kind: kind.to_owned(),
        billing: json!(billing),
        shipping: json!(shipping),
    };
    let answer = Answer::ok(view(&registration, state));
    state.emit(call.now, "RECURRING_REGISTRATION_CREATED", &id);
    state.money.recurring.insert(id, registration);
    Ok(answer)
}

fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Registration, Refusal> {
    let id = call.id("registration");
    state.money.recurring.get(id).ok_or_else(|| Refusal::not_found("RecurringPayinRegistration", id))
}

/// `GET /recurringpayinregistrations/{id}`.
pub(crate) fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(of(state, call)?, state)))
}

/// `PUT /recurringpayinregistrations/{id}`: another card, other addresses, or the end.
pub(crate) fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let registration = of(state, call)?.clone();
    let mut members = Members::new(call.body, "", call.strict());
    let ended = members.one_of("Status", &["ENDED"]).is_some();
    let card = members.text("CardId", 128);
    let (billing, shipping) = (members.raw("Billing").cloned(), members.raw("Shipping").cloned());
    members.accept(&["Id"]);
    let mine = |id: &String| state.money.cards.get(id).is_some_and(|card| card.user == registration.author);
    if card.as_ref().is_some_and(|id| !mine(id)) {
        members.wrong("CardId", "The card does not exist or is not the author's");
    }
    if registration.status == Status::Ended {
        members.wrong("Status", "The registration has ended");
    }
    members.finish()?;
    let id = registration.id;
    if let Some(found) = state.money.recurring.get_mut(&id) {
        if let Some(card) = card {
            // A new card needs its holder once more.
            if found.card.as_ref() != Some(&card) && found.linked > 0 {
                found.status = Status::AuthenticationNeeded;
            }
            found.card = Some(card);
        }
        found.billing = billing.unwrap_or_else(|| found.billing.take());
        found.shipping = shipping.unwrap_or_else(|| found.shipping.take());
        if ended {
            found.status = Status::Ended;
        }
    }
    if ended {
        state.emit(call.now, "RECURRING_REGISTRATION_ENDED", &id);
    } else if of(state, call)?.status == Status::AuthenticationNeeded {
        state.emit(call.now, "RECURRING_REGISTRATION_AUTH_NEEDED", &id);
    }
    view_one(state, call)
}

/// `POST /payins/recurring/card/direct` and the like. With an address to return to the holder pays (CIT), without one the
/// platform charges (MIT), which needs a first payment by the holder.
pub(crate) fn charge(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let id = members.id("RecurringPayinRegistrationId");
    let registration = state.money.recurring.get(&id).cloned();
    if registration.is_none() && !members.has_error("RecurringPayinRegistrationId") {
        members.wrong("RecurringPayinRegistrationId", format!("The registration {id} does not exist"));
    }
    let sent = secure::read(&mut members, secure::Wanted::Platform);
    let by_holder = call.body.get("SecureModeReturnURL").is_some_and(|v| !v.is_null())
        || call.body.get("ReturnURL").is_some_and(|v| !v.is_null());
    let funds = members.amount("DebitedFunds", "DebitedFunds.", Sign::Positive);
    let fees = members.amount("Fees", "Fees.", Sign::Positive);
    let tag = members.tag();
    members.accept(&["PaymentData", "ReturnURL", "CancelURL", "LineItems", "ShippingPreference", "Reference"]);
    if let Some(r) = &registration {
        match r.status {
            Status::Ended => members.wrong("RecurringPayinRegistrationId", "The registration has ended"),
            Status::Created | Status::AuthenticationNeeded if !by_holder => {
                members.wrong("SecureModeReturnURL", "The holder has to authenticate first");
            }
            _ => {}
        }
        if r.linked > 0 && r.next.is_none() {
            members.need("DebitedFunds", funds);
            members.need("Fees", fees);
        }
    }
    members.finish()?;
    let Some(r) = registration else { return Err(Refusal::not_found("RecurringPayinRegistration", &id)) };
    let planned = if r.linked == 0 { r.first } else { r.next.unwrap_or(r.first) };
    let (debited, fees) = (funds.unwrap_or(planned.0), fees.unwrap_or(planned.1));
    let basics = Basics {
        author: r.author.clone(),
        wallet: r.wallet.clone(),
        debited,
        fees,
        credited_user: rules::owner(state, &r.wallet).map(|user| user.id.clone()),
        beneficiaries: Vec::new(),
        tag,
    };
    let refusal = basics.check(state)?;
    let card = r.card.as_ref().and_then(|card| state.money.cards.get(card)).cloned();
    let refusal = refusal.or_else(|| card.as_ref().and_then(|card| card.refusal(call.now)));
    let challenged = by_holder && card.as_ref().is_some_and(|card| secure::is_challenged(card, &sent));
    let method = match r.kind.as_str() {
        "PAYPAL" => ("PAYPAL", "WEB"),
        "APPLEPAY" => ("APPLEPAY", "DIRECT"),
        "GOOGLE_PAY" => ("GOOGLE_PAY", "DIRECT"),
        _ => ("CARD", "DIRECT"),
    };
    let mut payin = basics.draft(state, method, call.now);
    match &card {
        Some(card) => by_card(&mut payin, card, sent),
        None => payin.extra.extend(sent),
    }
    payin.put("RecurringPayinRegistrationId", json!(id));
    payin.facet(Facet::Recurring, &id);
    let payin = take(state, payin, refusal, challenged, call.now);
    show(state, call, &payin)
}

/// A charge has ended: a successful one counts and puts the registration in progress.
pub(crate) fn charged(state: &mut State, id: &str, payin: &str) {
    let Some(charge) = state.money.book.get(payin) else { return };
    let (debited, fees, at) = (charge.debited.amount, charge.fees.amount, charge.executed);
    let done = charge.status == TransactionStatus::Succeeded;
    let now = state.now;
    let Some(found) = state.money.recurring.get_mut(id) else { return };
    found.last = Some(payin.to_owned());
    if !done {
        return;
    }
    found.linked += 1;
    found.cumulated.0 += debited;
    found.cumulated.1 += fees;
    let starts = matches!(found.status, Status::Created | Status::AuthenticationNeeded);
    if starts {
        found.status = Status::InProgress;
        state.emit(at.unwrap_or(now), "RECURRING_REGISTRATION_IN_PROGRESS", id);
    }
}
