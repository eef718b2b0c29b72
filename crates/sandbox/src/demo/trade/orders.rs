//! Orders: pay-ins by card, the transfer to the seller, what is taken back, and money that comes by other ways.

use serde_json::{Value, json};

use super::{Act, DAY, DAYS, Till, stalls::BUSY};
use crate::{
    agenda::Task,
    money::{
        Due,
        amount::{Amount, Currency},
        book::{Facet, Kind, Nature, Status, Transaction},
        virtual_accounts,
    },
};

/// Orders of the last six weeks, and of the year before.
const RECENT: i64 = 230;
const OLDER: i64 = 250;
/// What the platform keeps of an order, in percent.
const FEE: i64 = 9;
/// Why banks refuse cards, most usual first.
const REFUSED: [&str; 6] = ["101101", "101101", "101102", "101106", "101301", "008003"];

pub(super) fn plan(till: &mut Till<'_, '_>) {
    for number in 0..RECENT + OLDER {
        let days = if number < RECENT { till.dice.between(0, 45) } else { till.dice.between(45, DAYS) };
        let at = till.day(days);
        let busy = till.dice.below(10) < 7;
        let of = if busy { BUSY } else { till.sellers.len() };
        let seller = usize::try_from(till.dice.below(of as u64)).unwrap_or(0);
        let buyer = usize::try_from(till.dice.below(till.buyers.len() as u64)).unwrap_or(0);
        till.plan(at, Act::Order(buyer, seller));
    }
    // Bank wires: come, awaited, never came.
    for (number, (days, comes)) in [
        (210, true),
        (150, true),
        (96, false),
        (64, true),
        (41, false),
        (24, true),
        (19, false),
        (12, false),
        (8, true),
        (5, false),
        (1, false),
    ]
    .into_iter()
    .enumerate()
    {
        let at = till.day(days);
        till.plan(at, Act::Wire(number * 7 + 3, comes));
    }
    for (number, (days, done)) in [(80, true), (33, true), (30, false), (11, true), (6, false)].into_iter().enumerate()
    {
        let at = till.day(days);
        till.plan(at, Act::Web(number * 11 + 5, done));
    }
    for days in [120, 75, 40, 22, 9, 3] {
        let at = till.day(days);
        till.plan(at, Act::External(usize::try_from(days % 3).unwrap_or(0)));
    }
}

/// Prices of things made by hand: most between 20 and 400 euros.
fn price(till: &mut Till<'_, '_>) -> i64 {
    let euros = if till.dice.below(12) == 0 { till.dice.between(400, 2_400) } else { till.dice.between(18, 380) };
    euros * 100 + *till.dice.pick(&[0, 0, 50, 90, 95])
}

fn by_card(till: &mut Till<'_, '_>, payin: &mut Transaction, buyer: usize) {
    let buyer = till.buyers[buyer % till.buyers.len()].clone();
    let info = till.stage.state.money.cards.get(&buyer.card).map_or(Value::Null, crate::money::cards::Card::info);
    payin.to = Some(buyer.wallet.clone());
    payin.credited_user = Some(buyer.user.clone());
    for (name, value) in [
        ("PaymentType", json!("CARD")),
        ("ExecutionType", json!("DIRECT")),
        ("CardId", json!(buyer.card)),
        ("CardInfo", info),
        ("SecureMode", json!("DEFAULT")),
        ("SecureModeNeeded", json!(false)),
        ("StatementDescriptor", json!("HALLEVERTE")),
    ] {
        payin.put(name, value);
    }
    payin.facet(Facet::Card, &buyer.card);
    payin.facet(Facet::Fingerprint, &buyer.fingerprint);
}

pub(super) fn order(till: &mut Till<'_, '_>, buyer: usize, seller: usize, at: i64) {
    let (who, whom) = (till.buyers[buyer].clone(), till.sellers[seller].clone());
    if who.since > at || whom.since + 4 * DAY > at {
        return;
    }
    till.orders += till.dice.between(1, 9);
    let amount = price(till);
    let mut payin = till.draft("payin_m", "PAYIN_NORMAL", Kind::Payin, &who.user, (amount, 0), at);
    payin.tag = Some(format!("order-{}", till.orders));
    by_card(till, &mut payin, buyer);
    let refused = (till.dice.below(14) == 0).then(|| *till.dice.pick(&REFUSED));
    let id = till.stage.state.execute(payin, refused, at);
    if refused.is_none() {
        till.plan(at + 90, Act::Forward(id, buyer, seller));
    }
}

/// An order that is paid straight into the seller's wallet, less the fees. Returns the payer and the pay-in.
pub(super) fn direct(till: &mut Till<'_, '_>, number: usize, at: i64) -> (String, String) {
    let old = |since: i64| since + 4 * DAY < at;
    let buyers: Vec<usize> = (0..till.buyers.len()).filter(|n| old(till.buyers[*n].since)).collect();
    let sellers: Vec<usize> = (0..till.sellers.len()).filter(|n| old(till.sellers[*n].since)).collect();
    let buyer = buyers[number * 7 % buyers.len()];
    let (who, whom) = (till.buyers[buyer].user.clone(), till.sellers[sellers[number % sellers.len()]].clone());
    till.orders += till.dice.between(1, 9);
    let amount = price(till);
    let mut payin = till.draft("payin_m", "PAYIN_NORMAL", Kind::Payin, &who, (amount, amount * FEE / 100), at);
    payin.tag = Some(format!("order-{}", till.orders));
    by_card(till, &mut payin, buyer);
    payin.to = Some(whom.wallet);
    payin.credited_user = Some(whom.user);
    (who, till.stage.state.execute(payin, None, at))
}

pub(super) fn forward(till: &mut Till<'_, '_>, payin: &str, buyer: usize, seller: usize, at: i64) {
    let (who, whom) = (till.buyers[buyer].clone(), till.sellers[seller].clone());
    let Some(paid) = till.stage.state.money.book.get(payin) else { return };
    let (amount, tag) = (paid.debited.amount, paid.tag.clone());
    let mut transfer =
        till.draft("xfer_m", "TRANSFER_NORMAL", Kind::Transfer, &who.user, (amount, amount * FEE / 100), at);
    transfer.tag = tag;
    transfer.from = Some(who.wallet);
    transfer.to = Some(whom.wallet.clone());
    transfer.credited_user = Some(whom.user.clone());
    transfer.put("ScaContext", json!("USER_PRESENT"));
    transfer.put("PendingUserAction", Value::Null);
    // Money cannot go to those whose inflows are blocked now.
    let blocked = till.stage.state.users.get(&whom.user).is_some_and(|user| user.block.inflows);
    let refused = (blocked && at > till.end() - 20 * DAY).then_some("008700");
    let id = till.stage.state.execute(transfer, refused, at);
    if refused.is_none() && till.dice.below(13) == 0 {
        let later = at + till.dice.between(2 * DAY, 9 * DAY);
        till.plan(later, Act::TakeBack(id, payin.to_owned()));
    }
}

fn undo(till: &mut Till<'_, '_>, initial: &Transaction, at: i64) {
    let payin = initial.kind == Kind::Payin;
    let (stem, kind) = if payin { ("PAYIN_REFUND", Kind::Payout) } else { ("TRANSFER_REFUND", Kind::Transfer) };
    let (funds, fees) = (initial.credited.amount, -initial.fees.amount);
    let mut refund = till.draft("refund_m", stem, kind, &initial.author, (funds, fees), at);
    refund.nature = Nature::Refund;
    refund.tag.clone_from(&initial.tag);
    refund.from.clone_from(&initial.to);
    refund.to.clone_from(&initial.from);
    refund.initial = Some(initial.as_initial());
    refund.facets.clone_from(&initial.facets);
    let reason = if payin { "INITIALIZED_BY_CLIENT" } else { "OTHER" };
    refund.put("RefundReason", json!({ "RefundReasonType": reason, "RefundReasonMessage": null }));
    let short = initial.to.as_ref().is_some_and(|wallet| till.available(wallet) < funds);
    till.stage.state.execute(refund, short.then_some("001001"), at);
}

pub(super) fn take_back(till: &mut Till<'_, '_>, transfer: &str, payin: &str, at: i64) {
    let found = |id: &str| till.stage.state.money.book.get(id).cloned();
    let (Some(transfer), Some(payin)) = (found(transfer), found(payin)) else { return };
    undo(till, &transfer, at);
    undo(till, &payin, at + 240);
}

pub(super) fn web(till: &mut Till<'_, '_>, buyer: usize, done: bool, at: i64) {
    let who = till.buyers[buyer % till.buyers.len()].clone();
    if who.since > at {
        return;
    }
    let amount = price(till);
    let mut payin = till.draft("payin_m", "PAYIN_NORMAL", Kind::Payin, &who.user, (amount, 0), at);
    payin.to = Some(who.wallet);
    payin.credited_user = Some(who.user);
    for (name, value) in [
        ("PaymentType", json!("CARD")),
        ("ExecutionType", json!("WEB")),
        ("CardType", json!("CB_VISA_MASTERCARD")),
        ("Culture", json!("FR")),
        ("ReturnURL", json!("https://halleverte.example/merci")),
        ("RedirectURL", Value::Null),
    ] {
        payin.put(name, value);
    }
    till.stage.state.execute(payin, (!done).then_some("001031"), at);
}

pub(super) fn wire(till: &mut Till<'_, '_>, buyer: usize, comes: bool, at: i64) {
    let who = till.buyers[buyer % till.buyers.len()].clone();
    if who.since > at {
        return;
    }
    let amount = Amount::new(Currency::EUR, till.dice.between(4, 30) * 5_000);
    let mut payin = till.draft("payin_m", "PAYIN_NORMAL", Kind::Payin, &who.user, (0, 0), at);
    let none = Amount::new(Currency::NONE, 0);
    (payin.debited, payin.credited, payin.fees) = (none, none, none);
    payin.to = Some(who.wallet);
    payin.credited_user = Some(who.user);
    for (name, value) in [
        ("PaymentType", json!("BANK_WIRE")),
        ("ExecutionType", json!("DIRECT")),
        ("DeclaredDebitedFunds", amount.view()),
        ("DeclaredFees", amount.with(0).view()),
        ("WireReference", json!(format!("MGP{:08x}", till.dice.next() & 0xFFFF_FFFF))),
        ("BankAccount", crate::money::payins::wire::bank_account()),
        ("TransactionDetails", json!([])),
    ] {
        payin.put(name, value);
    }
    let id = till.stage.state.open(payin, at);
    let lapses = at + 30 * DAY;
    if comes {
        crate::money::payins::wire::receive(till.stage.state, &id, None, (at + 2 * DAY).min(till.end()));
    } else if lapses <= till.end() {
        till.plan(lapses, Act::Answer(id, "101109"));
    } else {
        till.stage.state.plan(lapses, Task::Money(Due::Wire(id)));
    }
}

pub(super) fn external(till: &mut Till<'_, '_>, seller: usize, at: i64) {
    let whom = till.sellers[seller % till.sellers.len()].clone();
    if whom.since > at {
        return;
    }
    let known = till.stage.state.money.virtual_accounts.values().find(|a| a.wallet == whom.wallet);
    let account = match known.map(|a| a.id.clone()) {
        Some(id) => id,
        None => till.drawing(|state| virtual_accounts::collect(state, &whom.wallet, &whom.user, whom.since)),
    };
    let amount = Amount::new(Currency::EUR, till.dice.between(30, 900) * 100);
    let payin = till.drawing(|state| crate::money::payins::wire::external(state, &account, amount, None, at));
    debug_assert!(
        payin.and_then(|id| till.stage.state.money.book.get(&id)).is_some_and(|t| t.status != Status::Created)
    );
}
