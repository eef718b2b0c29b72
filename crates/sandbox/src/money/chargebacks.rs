//! What disputes do to money: repudiations, their return, and settlements
//! (docs/api/money-operations.md §12.2, §12.5, §12.6). Disputes themselves are elsewhere; they call [`repudiate`],
//! [`give_back`] and [`close`].

use serde_json::json;

use super::{
    amount::Amount,
    book::{Facet, Kind, Nature, Status, Transaction},
    client, lists, rules,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    request::Call,
    routes::{Route, get, post},
    state::State,
};

/// The endpoints of repudiations and settlements.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("repudiations/{repudiation}", "Disputes.General", &[], view),
        get("repudiations/{repudiation}/refunds", "Refunds.Repudiations", lists::REFUNDS, refunds),
        post("repudiations/{repudiation}/settlementtransfer", "Disputes.Settlement", settle),
        get("settlements/{settlement}", "Disputes.Settlement", &[], view_settlement),
    ]
}

/// Takes disputed money from the platform's CREDIT wallet, which may become negative; the user's wallet is untouched
/// (§12.2). Returns the id of the repudiation, or nothing if there is no such pay-in.
pub(crate) fn repudiate(state: &mut State, payin: &str, dispute: &str, disputed: Amount, now: i64) -> Option<String> {
    let initial = state.money.book.get(payin).filter(|t| t.is(Kind::Payin, Nature::Regular))?;
    let (author, about) = (initial.author.clone(), initial.as_initial());
    let id = state.dice.id("repud_m", now);
    let mut taken = Transaction::new(id, "PAYIN_REPUDIATION", Kind::Payout, &author, disputed, disputed.with(0));
    taken.nature = Nature::Repudiation;
    state.money.client_wallet("CREDIT", disputed.currency, now);
    taken.from = Some(client::id("CREDIT", disputed.currency));
    taken.initial = Some(about);
    taken.put("DisputeId", json!(dispute));
    taken.facet(Facet::Dispute, dispute);
    state.money.disputed.insert(dispute.to_owned());
    Some(state.execute(taken, None, now))
}

/// A dispute was won: what the repudiation took comes back to the CREDIT wallet, once (§12.2). Returns the id of the
/// refund.
pub(crate) fn give_back(state: &mut State, repudiation: &str, now: i64) -> Option<String> {
    let taken = state.money.book.get(repudiation).filter(|t| t.nature == Nature::Repudiation)?;
    if state.money.book.by(Facet::Initial, repudiation).any(|t| t.nature == Nature::Refund) {
        return None;
    }
    let (author, about, funds) = (taken.author.clone(), taken.as_initial(), taken.debited);
    let (to, facets) = (taken.from.clone(), taken.facets.clone());
    let id = state.dice.id("refund_m", now);
    let mut back = Transaction::new(id, "PAYOUT_REFUND", Kind::Payin, &author, funds, funds.with(0));
    back.nature = Nature::Refund;
    back.to = to;
    back.initial = Some(about);
    back.facets = facets;
    back.put("RefundReason", json!({ "RefundReasonType": "OTHER", "RefundReasonMessage": null }));
    Some(state.execute(back, None, now))
}

/// A dispute is CLOSED: its repudiation may be settled now (§12.6).
pub(crate) fn close(state: &mut State, dispute: &str) {
    state.money.disputed.remove(dispute);
}

/// Whether refunds of a pay-in were made or are under way: such a pay-in cannot be disputed (§12.2).
pub(crate) fn is_refunded(state: &State, payin: &str) -> bool {
    let mut about = state.money.book.by(Facet::Initial, payin);
    about.any(|t| t.nature == Nature::Refund && t.status != Status::Failed)
}

/// What the settlements of a repudiation have moved so far, fees included, and their fees.
pub(crate) fn settled(state: &State, repudiation: &str) -> (i64, i64) {
    let about = state.money.book.by(Facet::Initial, repudiation);
    let done = about.filter(|t| t.nature == Nature::Settlement && t.status == Status::Succeeded);
    done.fold((0, 0), |(funds, fees), t| (funds + t.debited.amount, fees + t.fees.amount))
}

/// What of a repudiation the platform has not got back: neither returned by the bank nor settled.
pub(crate) fn unsettled(state: &State, repudiation: &str) -> i64 {
    let Some(taken) = state.money.book.get(repudiation) else { return 0 };
    let returned = state.money.book.by(Facet::Initial, repudiation).any(|t| t.nature == Nature::Refund);
    if returned { 0 } else { taken.debited.amount - settled(state, repudiation).0 }
}

/// The wallet that a settlement would debit: the one credited by the disputed pay-in.
pub(crate) fn debtor<'a>(state: &'a State, repudiation: &str) -> Option<&'a super::wallets::Wallet> {
    let taken = state.money.book.get(repudiation)?;
    let payin = state.money.book.get(&taken.initial.as_ref()?.id)?;
    state.money.wallets.get(payin.to.as_ref()?)
}

/// A settlement of a repudiation, not yet written down.
pub(crate) fn settlement(
    state: &mut State,
    repudiation: &str,
    author: &str,
    debited: Amount,
    fees: Amount,
    now: i64,
) -> Option<Transaction> {
    let from = debtor(state, repudiation)?.id.clone();
    let taken = state.money.book.get(repudiation)?;
    let (to, initial, facets) = (taken.from.clone(), taken.as_initial(), taken.facets.clone());
    let id = state.dice.id("settlement_m", now);
    let mut settlement = Transaction::new(id, "TRANSFER_SETTLEMENT", Kind::Transfer, author, debited, fees);
    settlement.nature = Nature::Settlement;
    settlement.from = Some(from);
    settlement.to = to;
    settlement.initial = Some(initial);
    settlement.facets = facets;
    settlement.put("RepudiationId", json!(repudiation));
    Some(settlement)
}

fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Transaction, Refusal> {
    lists::find(state, call, "Repudiation", call.id("repudiation"), |t| t.nature == Nature::Repudiation)
}

fn view(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(of(state, call)?.view(&call.base())))
}

fn view_settlement(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("settlement");
    let found = lists::find(state, call, "Settlement", id, |t| t.nature == Nature::Settlement)?;
    Ok(Answer::ok(found.view(&call.base())))
}

fn refunds(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = of(state, call)?.id.clone();
    super::refunds::list(state, call, &id)
}

fn settle(state: &mut State, call: &Call<'_>) -> Outcome {
    let taken = of(state, call)?.clone();
    let missing = || Refusal::not_found("Payin", &taken.id);
    let payin = taken.initial.as_ref().and_then(|initial| state.money.book.get(&initial.id)).ok_or_else(missing)?;
    let wallet = debtor(state, &taken.id).ok_or_else(missing)?;
    let mut members = Members::new(call.body, "", call.strict());
    let author = rules::user(state, &mut members, "AuthorId");
    let (debited, fees) = members.funds();
    let tag = members.tag();
    members.accept(&["RepudiationId"]);
    if !author.is_empty() && author != payin.author && wallet.owner.as_ref() != Some(&author) {
        members.wrong("AuthorId", "The author must be the author of the initial transaction");
    }
    if debited.amount > payin.debited.amount - payin.fees.amount {
        members.wrong("DebitedFunds", "The DebitedFunds cannot exceed the initial transaction amount minus its fees");
    }
    if fees.amount > payin.fees.amount {
        members.wrong("Fees", "The Fees cannot exceed the initial transaction fees");
    }
    let open = taken.facets.iter().any(|(facet, id)| *facet == Facet::Dispute && state.money.disputed.contains(id));
    if open {
        members.wrong("RepudiationId", "The dispute must be closed before it is settled");
    }
    members.finish()?;
    rules::same_currency(&[
        ("DebitedWalletId", wallet.currency),
        ("DebitedFunds.Currency", debited.currency),
        ("Fees.Currency", fees.currency),
    ])?;
    let left = unsettled(state, &taken.id);
    let refusal = if left == 0 {
        Some("003012")
    } else if debited.amount > left {
        Some("003010")
    } else if fees.amount > taken.debited.amount - settled(state, &taken.id).1 {
        Some("003011")
    } else {
        rules::amounts(debited, fees).or_else(|| rules::covered(wallet, debited))
    };
    let taken = taken.id.clone();
    let mut settlement = settlement(state, &taken, &author, debited, fees, call.now).ok_or_else(missing)?;
    settlement.tag = tag;
    let id = state.execute(settlement, refusal, call.now);
    let done = state.money.book.get(&id).ok_or_else(missing)?;
    Ok(Answer::ok(done.view(&call.base())))
}
