//! Refunds of pay-ins and transfers, and lists of every kind of refund (docs/api/money-operations.md §10).

use serde_json::json;

use super::{
    amount::{Amount, Sign},
    book::{Facet, Kind, Nature, Status, Transaction},
    codes, lists, rules,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    request::Call,
    routes::{Route, get, post},
    state::State,
};

const DAY: i64 = 86_400;

/// The endpoints of refunds.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        post("payins/{payin}/refunds", "Refunds.Payins", of_payin),
        post("acquiring/payins/{payin}/refunds", "Refunds.Payins", of_payin),
        post("transfers/{transfer}/refunds", "Refunds.Transfers", of_transfer),
        get("refunds/{refund}", "Refunds.General", &[], view),
        get("payins/{payin}/refunds", "Refunds.Payins", lists::REFUNDS, list_of_payin),
        get("transfers/{transfer}/refunds", "Refunds.Transfers", lists::REFUNDS, list_of_transfer),
        get("payouts/{payout}/refunds", "Refunds.Payouts", lists::REFUNDS, list_of_payout),
    ]
}

/// Days a payment method can be refunded, and none if it has no refunds (§7.7).
fn window(payin: &Transaction) -> Option<i64> {
    let method = payin.extra.get("PaymentType").and_then(|v| v.as_str()).unwrap_or_default();
    match method {
        "BANK_WIRE" | "PAY_BY_BANK" | "MULTIBANCO" => None,
        "PAYPAL" | "BCMC" => Some(180),
        "IDEAL" | "MBWAY" | "BIZUM" | "TWINT" => Some(365),
        "SATISPAY" => Some(90),
        "BLIK" | "SWISH" | "DIRECT_DEBIT" => Some(395),
        // Cards, wallets of phones, and methods whose window is not documented: eleven months.
        _ => Some(334),
    }
}

/// What was refunded of a transaction so far: funds, and fees as they were taken.
fn refunded(state: &State, initial: &str) -> (i64, i64) {
    let about = state.money.book.by(Facet::Initial, initial);
    let done = about.filter(|t| t.nature == Nature::Refund && t.status == Status::Succeeded);
    done.fold((0, 0), |(funds, fees), t| (funds + t.debited.amount, fees + (-t.fees.amount).max(0)))
}

/// `DebitedFunds` and `Fees` of a refund as they were sent: both or neither.
fn asked(members: &mut Members<'_>, call: &Call<'_>) -> Option<(Amount, Amount)> {
    let debited = members.amount("DebitedFunds", "DebitedFunds.", Sign::Positive);
    let fees = members.amount("Fees", "Fees.", Sign::Any);
    let sent = |name: &str| call.body.get(name).is_some_and(|v| !v.is_null());
    match (sent("DebitedFunds"), sent("Fees")) {
        (true, false) => members.wrong("Fees", "if DebitedFunds are defined, Fees must be defined"),
        (false, true) => members.wrong("DebitedFunds", "if Fees are defined, DebitedFunds must be defined"),
        _ => {}
    }
    debited.zip(fees)
}

/// Why a refund fails, apart from balances.
fn refusal(
    state: &State,
    initial: &Transaction,
    debited: Amount,
    fees: Amount,
    tag: Option<&str>,
    now: i64,
) -> Option<&'static str> {
    let about = || state.money.book.by(Facet::Initial, &initial.id);
    let (funds_back, fees_back) = refunded(state, &initial.id);
    let left = initial.credited.amount - funds_back;
    if about().any(|t| t.nature == Nature::Repudiation) {
        return Some("005408");
    }
    if initial.kind == Kind::Payin {
        let Some(days) = window(initial) else { return Some("001404") };
        let age = now - initial.created;
        if age > days * DAY {
            return Some("001403");
        }
        let debit = initial.extra.get("PaymentType").is_some_and(|v| v == "DIRECT_DEBIT");
        if debit && tag != Some("ignore_mindate") && now < (initial.created.div_euclid(DAY) + 8) * DAY + 1 {
            return Some("001405");
        }
    }
    if left <= 0 {
        return Some("001401");
    }
    if debited.amount > left {
        return Some("005403");
    }
    if -fees.amount > initial.fees.amount - fees_back {
        return Some("005404");
    }
    if debited.amount < 1 {
        return Some("001012");
    }
    if debited.amount <= fees.amount {
        return Some("001014");
    }
    let twice = |t: &Transaction| {
        t.nature == Nature::Refund
            && t.status == Status::Succeeded
            && t.debited.amount == debited.amount
            && t.created + DAY > now
    };
    if initial.kind == Kind::Payin && about().any(twice) {
        return Some("005407");
    }
    None
}

fn create(state: &mut State, call: &Call<'_>, initial: &Transaction) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let author = rules::user(state, &mut members, "AuthorId");
    let sent = asked(&mut members, call);
    let tag = members.tag();
    let descriptor = members.text("StatementDescriptor", 10);
    members.accept(&["InitialTransactionId", "Reference", "Metadata"]);
    if !author.is_empty() && author != initial.author && !members.has_error("AuthorId") {
        members.wrong("AuthorId", "The author must be the author of the initial transaction");
    }
    members.finish()?;
    if initial.status != Status::Succeeded {
        return Err(Refusal::usual(
            400,
            "original_transaction_must_be_succeeded",
            "The original transaction must be succeeded to be refunded",
        ));
    }
    let (funds_back, fees_back) = refunded(state, &initial.id);
    let (debited, fees) = sent.unwrap_or_else(|| {
        let left = initial.credited.with(initial.credited.amount - funds_back);
        (left, initial.fees.with(-(initial.fees.amount - fees_back)))
    });
    rules::same_currency(&[
        ("InitialTransactionId", initial.credited.currency),
        ("DebitedFunds.Currency", debited.currency),
        ("Fees.Currency", fees.currency),
    ])?;
    let Some(from) = initial.to.clone() else { return Err(Refusal::not_found("Wallet", &initial.id)) };
    let wallet = rules::known(state, &from)?;
    let refusal = refusal(state, initial, debited, fees, tag.as_deref(), call.now)
        .or_else(|| rules::covered(wallet, debited))
        .or_else(|| {
            let fund = state.money.wallets.get(&super::client::id("FEES", fees.currency));
            let held = fund.map_or(0, super::wallets::Wallet::available);
            (fees.amount < 0 && held + fees.amount < 0).then_some("005405")
        });
    let (stem, kind, reason) = if initial.kind == Kind::Payin {
        ("PAYIN_REFUND", Kind::Payout, "INITIALIZED_BY_CLIENT")
    } else {
        ("TRANSFER_REFUND", Kind::Transfer, "OTHER")
    };
    let id = state.dice.id("refund_m", call.now);
    let mut refund = Transaction::new(id, stem, kind, &author, debited, fees);
    refund.nature = Nature::Refund;
    refund.tag = tag;
    refund.from = Some(from);
    refund.to.clone_from(&initial.from);
    refund.initial = Some(initial.as_initial());
    refund.facets.clone_from(&initial.facets);
    refund.put("RefundReason", json!({ "RefundReasonType": reason, "RefundReasonMessage": null }));
    refund.put("StatementDescriptor", json!(descriptor));
    let id = state.execute(refund, refusal, call.now);
    show(state, call, &id)
}

fn payin<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Transaction, Refusal> {
    lists::find(state, call, "PayIn", call.id("payin"), |t| t.is(Kind::Payin, Nature::Regular))
}

fn transfer<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Transaction, Refusal> {
    lists::find(state, call, "Transfer", call.id("transfer"), |t| t.is(Kind::Transfer, Nature::Regular))
}

fn of_payin(state: &mut State, call: &Call<'_>) -> Outcome {
    let initial = payin(state, call)?.clone();
    create(state, call, &initial)
}

fn of_transfer(state: &mut State, call: &Call<'_>) -> Outcome {
    let initial = transfer(state, call)?.clone();
    create(state, call, &initial)
}

fn show(state: &State, call: &Call<'_>, id: &str) -> Outcome {
    let found = lists::find(state, call, "Refund", id, |t| t.nature == Nature::Refund)?;
    Ok(Answer::ok(found.view(&call.base())))
}

fn view(state: &mut State, call: &Call<'_>) -> Outcome {
    show(state, call, call.id("refund"))
}

/// The refunds of a transaction.
pub(crate) fn list(state: &State, call: &Call<'_>, initial: &str) -> Outcome {
    let found = state.money.book.by(Facet::Initial, initial).filter(|t| t.nature == Nature::Refund);
    let base = call.base();
    let items = lists::wanted(call, found)?.into_iter().map(|t| ((t.created, t.number), t)).collect();
    crate::lists::page(call, "CreationDate", items, |t| t.view(&base))
}

fn list_of_payin(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = payin(state, call)?.id.clone();
    list(state, call, &id)
}

fn list_of_transfer(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = transfer(state, call)?.id.clone();
    list(state, call, &id)
}

fn list_of_payout(state: &mut State, call: &Call<'_>) -> Outcome {
    let found = lists::find(state, call, "Payout", call.id("payout"), |t| t.is(Kind::Payout, Nature::Regular))?;
    let id = found.id.clone();
    list(state, call, &id)
}

/// A bank returns a payout: the payout stays SUCCEEDED, the wallet gets the money back (§9.3). Returns the refund's id.
pub(crate) fn return_payout(
    state: &mut State,
    payout: &str,
    reason: &str,
    message: Option<&str>,
    now: i64,
) -> Option<String> {
    let sent = state
        .money
        .book
        .get(payout)
        .filter(|t| t.is(Kind::Payout, Nature::Regular) && t.code.as_deref() == Some(codes::SUCCESS))?;
    if state.money.book.by(Facet::Initial, payout).any(|t| t.nature == Nature::Refund) {
        return None;
    }
    let (author, to, funds, about) = (sent.author.clone(), sent.from.clone(), sent.credited, sent.as_initial());
    let facets = sent.facets.clone();
    let id = state.dice.id("refund_m", now);
    let mut back = Transaction::new(id, "PAYOUT_REFUND", Kind::Payin, &author, funds, funds.with(0));
    back.nature = Nature::Refund;
    back.credited_user = to.as_deref().and_then(|w| rules::owner(state, w)).map(|user| user.id.clone());
    back.to = to;
    back.initial = Some(about);
    back.facets = facets;
    back.put("RefundReason", json!({ "RefundReasonType": reason, "RefundReasonMessage": message }));
    Some(state.execute(back, None, now))
}
