//! Payouts: most arrive, some fail, some come back; and a few conversions.

use serde_json::{Value, json};

use super::{Act, DAY, DAYS, Till, stalls::BUSY};
use crate::{
    agenda::Task,
    money::{
        Due,
        amount::{Amount, Currency},
        book::{Facet, Kind, Status},
        codes, refunds,
    },
};

/// What is said of payouts that fail.
const FAILURES: [&str; 7] = ["121001", "121001", "121006", "121030", "121999", "121009", "121001"];
/// Why payouts come back, with the bank's own words.
const RETURNS: [(&str, &str); 7] = [
    ("BANKACCOUNT_HAS_BEEN_CLOSED", "AC04"),
    ("OWNER_DO_NOT_MATCH_BANKACCOUNT", "BE01"),
    ("BANKACCOUNT_INCORRECT", "AC01"),
    ("AC06_BLOCKED_BANKACCOUNT", "AC06"),
    ("RR04_REGULATORY_REASON", "RR04"),
    ("WITHDRAWAL_IMPOSSIBLE_ON_SAVINGS_ACCOUNTS", "AG01"),
    ("MS03_NOT_SPECIFIED", "MS03"),
];

pub(super) fn plan(till: &mut Till<'_, '_>) {
    // The busy sellers are paid every second week, the others every month.
    for seller in 0..till.sellers.len() {
        let every = if seller < BUSY { 14 } else { 30 };
        let mut days = i64::try_from(seller % 14).unwrap_or(0) + 1;
        while days < DAYS {
            let at = till.day(days);
            till.plan(at, Act::Payout(seller));
            days += every;
        }
    }
    // This morning's are on their way.
    for seller in 0..6 {
        let at = till.end() - 2_400 + i64::try_from(seller).unwrap_or(0) * 300;
        till.plan(at, Act::Payout(seller * 3 + 1));
    }
    for seller in (0..BUSY).step_by(6) {
        for days in [110, 35] {
            let at = till.day(days);
            till.plan(at, Act::Convert(seller));
        }
    }
}

pub(super) fn payout(till: &mut Till<'_, '_>, seller: usize, at: i64) {
    let who = till.sellers[seller].clone();
    let (Some(payee), has) = (who.payee.clone(), till.available(&who.wallet)) else { return };
    if who.since + 10 * DAY > at || has < 2_500 {
        return;
    }
    let amount = if till.dice.below(3) == 0 { has } else { has * till.dice.between(60, 96) / 100 };
    let blocked = till.stage.state.users.get(&who.user).is_some_and(|user| user.block.outflows);
    let refused = (blocked && at > till.end() - 25 * DAY).then_some("008700");
    let failure = (till.dice.below(24) == 0).then(|| *till.dice.pick(&FAILURES));
    let instant = till.dice.below(6) == 0;
    let reference = format!("HV {}", till.dice.between(20_000, 99_999));
    let mark = crate::ids::hex(&till.dice.next().to_le_bytes());
    let mut payout = till.draft("po_m", "PAYOUT_NORMAL", Kind::Payout, &who.user, (amount, 0), at);
    payout.from = Some(who.wallet);
    let mode = if instant { "INSTANT_PAYMENT" } else { "STANDARD" };
    let recent = at > till.end() - 3_000;
    for (name, value) in [
        ("PaymentType", json!("BANK_WIRE")),
        ("BankAccountId", json!(payee)),
        ("RecipientId", Value::Null),
        ("BankWireRef", json!(reference)),
        ("ModeRequested", json!(mode)),
        ("ModeApplied", json!(if recent && refused.is_none() { "PENDING_RESPONSE" } else { mode })),
        ("FallbackReason", Value::Null),
        ("EndToEndId", json!(format!("{mark}{mark}"))),
        ("PaymentRef", Value::Null),
        ("ChargeBearer", Value::Null),
        ("RecipientVerificationOfPayee", Value::Null),
    ] {
        payout.put(name, value);
    }
    payout.facet(Facet::Account, &payee);
    if let Some(code) = refused {
        till.stage.state.execute(payout, Some(code), at);
        return;
    }
    let id = till.stage.state.open(payout, at);
    if recent {
        // Still on its way when the world begins.
        let now = till.end();
        till.stage.state.plan(now + 3_600, Task::Money(Due::Payout(id)));
        return;
    }
    let seconds = if instant { 8 } else { till.dice.between(1_800, 20 * 3_600) };
    till.plan((at + seconds).min(till.end() - 60), Act::Answer(id.clone(), failure.unwrap_or(codes::SUCCESS)));
    if failure.is_none() && till.dice.below(26) == 0 {
        let (reason, message) = *till.dice.pick(&RETURNS);
        let later = at + till.dice.between(2 * DAY, 6 * DAY);
        till.plan(later, Act::Return(id, reason, message));
    }
}

pub(super) fn answer(till: &mut Till<'_, '_>, id: &str, code: &'static str, at: i64) {
    if code == codes::SUCCESS { till.stage.state.succeed(id, at) } else { till.stage.state.fail(id, code, at) }
}

pub(super) fn give_back(till: &mut Till<'_, '_>, payout: &str, reason: &'static str, message: &'static str, at: i64) {
    let done = till.drawing(|state| refunds::return_payout(state, payout, reason, Some(message), at));
    debug_assert!(
        done.is_some_and(|id| till.stage.state.money.book.get(&id).is_some_and(|t| t.status == Status::Succeeded))
    );
}

/// Part of a balance becomes pounds.
pub(super) fn convert(till: &mut Till<'_, '_>, seller: usize, at: i64) {
    let who = till.sellers[seller].clone();
    let pounds = Currency::named("GBP").unwrap_or_default();
    let target = crate::money::wallets::owned(till.stage.state, &who.user).find(|w| w.currency == pounds);
    let (Some(target), has) = (target.map(|w| w.id.clone()), till.available(&who.wallet)) else { return };
    if has < 10_000 || who.since > at {
        return;
    }
    let amount = has / 3;
    let mut conversion =
        till.draft("cvr", "INSTANT_CONVERSION", Kind::Conversion, &who.user, (amount, amount / 200), at);
    let net = Amount::new(Currency::EUR, amount - amount / 200);
    conversion.credited = crate::money::fx::market(net, pounds);
    conversion.credited_user = Some(who.user);
    conversion.from = Some(who.wallet);
    conversion.to = Some(target);
    for (name, value) in crate::money::fx::described(net, pounds) {
        conversion.put(name, value);
    }
    // One of them was made at a quoted price.
    let deal = [conversion.debited, conversion.credited, conversion.fees];
    if let Some((quote, fees)) = crate::money::fx::of_the_first(till.stage.state, &conversion.id, deal, at) {
        conversion.stem = "QUOTED_CONVERSION".to_owned();
        conversion.facet(Facet::Reference, &quote);
        conversion.put("QuoteId", json!(quote));
        conversion.put("RequestedFees", fees);
    }
    till.stage.state.execute(conversion, None, at);
}
