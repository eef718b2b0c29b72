//! Quotes: a rate that is held for a while and used once (docs/api/money-operations.md §11).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Charge, Deal, available, book, client_types, fees, margin, owned, rates, show, wallets};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    money::{
        amount::{Amount, Currency},
        book::Status,
        rules,
    },
    request::Call,
    state::State,
};

/// A quote.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Quote {
    id: String,
    created: i64,
    ends: i64,
    debited: Amount,
    credited: Amount,
    fees: Amount,
    requested: Option<Charge>,
    margins: Value,
    tag: Option<String>,
    used: bool,
}

fn view(quote: &Quote, now: i64) -> Value {
    let open = quote.ends > now && !quote.used;
    json!({
        "Id": quote.id, "Tag": quote.tag, "CreationDate": quote.created, "ExpirationDate": quote.ends,
        "Status": if open { "ACTIVE" } else { "EXPIRED" }, "DebitedFunds": quote.debited.view(),
        "CreditedFunds": quote.credited.view(), "Fees": quote.fees.view(),
        "RequestedFees": quote.requested.map(|charge| charge.view(quote.fees.currency)),
        "ConversionRateResponse": rates::response(quote.debited.currency, quote.credited.currency),
        "MarginsResponse": quote.margins,
    })
}

/// Currency, and an amount on one side only.
fn side(members: &mut Members<'_>, name: &'static str, prefix: &'static str) -> (Currency, Option<i64>) {
    let read = members.object(name, prefix, |inner| {
        let currency = inner.currency("Currency");
        let currency = inner.need("Currency", currency);
        let amount = inner.int("Amount");
        if amount.is_some_and(|amount| !(1..=crate::money::amount::MOST).contains(&amount)) {
            inner.wrong("Amount", "The amount is out of range");
        }
        (currency, amount)
    });
    members.need(name, read)
}

/// `POST /conversions/quote`.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let (from, pays) = side(&mut members, "DebitedFunds", "DebitedFunds.");
    let (to, gets) = side(&mut members, "CreditedFunds", "CreditedFunds.");
    let seconds = members.int("Duration");
    let seconds = members.need("Duration", seconds);
    let sent = fees(&mut members);
    let margins = margin(&mut members);
    let tag = members.tag();
    if pays.is_some() == gets.is_some() {
        members.wrong("Quote.Amount", "Exactly one of DebitedFunds.Amount and CreditedFunds.Amount must be given");
    }
    members.finish()?;
    if !matches!(seconds, 300 | 3_600) {
        return Err(Refusal::usual(403, "forbidden_ressource", "The duration is not in the allowed list"));
    }
    available([from, to])?;
    let charge = sent.map(|(_, charge)| charge);
    let currency = sent.map_or(from, |(currency, _)| currency);
    rules::same_currency(&[("DebitedFunds.Currency", from), ("Fees.Currency", currency)])?;
    let charge_of = |amount: i64| charge.map_or(0, |charge| charge.of(amount));
    let (debited, credited, taken) = if let Some(pays) = pays {
        let taken = charge_of(pays);
        (Amount::new(from, pays), rates::convert(Amount::new(from, pays - taken), to), taken)
    } else {
        let wanted = Amount::new(to, gets.unwrap_or(0));
        let net = rates::price(wanted, from);
        let taken = charge_of(net.amount);
        (net.with(net.amount + taken), wanted, taken)
    };
    let quote = Quote {
        id: state.dice.id("cvrquote", call.now),
        created: call.now,
        ends: call.now + seconds,
        debited,
        credited,
        fees: debited.with(taken),
        requested: charge,
        margins,
        tag,
        used: false,
    };
    let answer = Answer::ok(view(&quote, call.now));
    state.money.quotes.insert(quote.id.clone(), quote);
    Ok(answer)
}

/// `GET /conversions/quote/{id}`.
pub(crate) fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("quote");
    let found = state.money.quotes.get(id).ok_or_else(|| Refusal::not_found("Quote", id))?;
    Ok(Answer::ok(view(found, call.now)))
}

/// The quote of the demo world's first conversion, used up by it: its id, and its `RequestedFees`. The id is made of the
/// conversion's, so that no dice are thrown and all that comes later stays as it was.
pub(crate) fn of_the_first(
    state: &mut State,
    conversion: &str,
    [debited, credited, fees]: [Amount; 3],
    at: i64,
) -> Option<(String, Value)> {
    if !state.money.quotes.is_empty() {
        return None;
    }
    let created = at - 140;
    let requested = Charge::Fixed(fees.amount);
    let quote = Quote {
        id: conversion.replacen("cvr_", "cvrquote_", 1),
        created,
        ends: created + 300,
        debited,
        credited,
        fees,
        requested: Some(requested),
        margins: json!({ "Mangopay": { "Type": "PERCENTAGE", "Value": rates::MARKUP_PERCENT }, "User": null }),
        tag: None,
        used: true,
    };
    let id = quote.id.clone();
    state.money.quotes.insert(id.clone(), quote);
    Some((id, requested.view(fees.currency)))
}

/// The quote of the body, if it can still be used.
fn usable(state: &State, members: &mut Members<'_>, now: i64) -> Option<Quote> {
    let id = members.id("QuoteId");
    let found = state.money.quotes.get(&id).cloned();
    let problem = match &found {
        None => Some("Quote not found"),
        Some(quote) if quote.used => Some("The quote is already consumed"),
        Some(quote) if quote.ends <= now => Some("The quote is expired"),
        Some(_) => None,
    };
    if let Some(problem) = problem.filter(|_| !members.has_error("QuoteId")) {
        members.wrong("QuoteId", problem);
    }
    found
}

fn deal(quote: &Quote, author: String, from: String, to: String, tag: Option<String>) -> Deal {
    Deal {
        author,
        from,
        to,
        debited: quote.debited,
        credited: quote.credited,
        fees: quote.fees,
        requested: json!(quote.requested.map(|charge| charge.view(quote.fees.currency))),
        margins: quote.margins.clone(),
        quote: Some(quote.id.clone()),
        tag,
    }
}

/// Books the deal; a quote is consumed by success alone.
fn consume(state: &mut State, call: &Call<'_>, deal: Deal) -> Outcome {
    let quote = deal.quote.clone().unwrap_or_default();
    let id = book(state, call, deal)?;
    if state.money.book.get(&id).is_some_and(|t| t.status == Status::Succeeded)
        && let Some(quote) = state.money.quotes.get_mut(&quote)
    {
        quote.used = true;
    }
    show(state, call, &id)
}

/// `POST /conversions/quoted-conversion`.
pub(crate) fn convert(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let quote = usable(state, &mut members, call.now);
    let (author, from, to) = wallets(state, &mut members);
    let tag = members.tag();
    members.finish()?;
    let Some(quote) = quote else { return Err(Refusal::field("QuoteId", "Quote not found")) };
    rules::living(state, &author)?;
    owned(state, &author, &from, &to)?;
    for (name, wallet, funds) in [("DebitedWalletId", &from, quote.debited), ("CreditedWalletId", &to, quote.credited)]
    {
        rules::same_currency(&[("QuoteId", funds.currency), (name, rules::known(state, wallet)?.currency)])?;
    }
    consume(state, call, deal(&quote, author, from, to, tag))
}

/// `POST /clients/conversions/quoted-conversion`.
pub(crate) fn convert_for_client(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let quote = usable(state, &mut members, call.now);
    let (source, target) = client_types(&mut members);
    let tag = members.tag();
    if quote.as_ref().is_some_and(|quote| quote.fees.amount != 0) {
        members.wrong("QuoteId", "No fees allowed on client quoted conversion");
    }
    members.finish()?;
    let Some(quote) = quote else { return Err(Refusal::field("QuoteId", "Quote not found")) };
    let from = state.money.client_wallet(source, quote.debited.currency, call.now).id.clone();
    let to = state.money.client_wallet(target, quote.credited.currency, call.now).id.clone();
    consume(state, call, deal(&quote, call.options.client_id.clone(), from, to, tag))
}
