//! Mandates and direct debits, recurring registrations, preauthorizations and deposits.

use serde_json::{Map, Value, json};

use super::{Act, DAY, Till, stalls::Buyer};
use crate::{
    accounts::{Account, Kind as AccountKind},
    agenda::Task,
    banks,
    money::{
        Due,
        amount::{Amount, Currency},
        book::{Facet, Kind, Status},
        codes, holds,
        mandates::{Mandate, Status as Standing},
        payins::recurring::{self, Registration},
    },
};

/// Buyers with a mandate: days ago, what has become of it, debits under it.
const MANDATES: [(i64, Standing, i64); 9] = [
    (320, Standing::Active, 6),
    (260, Standing::Active, 4),
    (200, Standing::Active, 5),
    (150, Standing::Failed, 1),
    (120, Standing::Active, 3),
    (60, Standing::Active, 2),
    (45, Standing::Failed, 0),
    (20, Standing::Active, 1),
    (1, Standing::Submitted, 0),
];
/// Registrations: days ago, charges, what has become of it.
const RECURRING: [(i64, usize, recurring::Status); 7] = [
    (300, 9, recurring::Status::InProgress),
    (240, 7, recurring::Status::InProgress),
    (180, 5, recurring::Status::Ended),
    (150, 4, recurring::Status::InProgress),
    (95, 3, recurring::Status::AuthenticationNeeded),
    (40, 1, recurring::Status::InProgress),
    (2, 0, recurring::Status::Created),
];
/// Seconds between a hold and its capture.
const CAPTURED: i64 = 2 * DAY;
/// Money held on cards: a deposit or not, days ago, euros, what has become of it.
const HOLDS: [(bool, i64, i64, holds::Payment); 14] = [
    (false, 210, 180, holds::Payment::Validated),
    (false, 120, 95, holds::Payment::Expired),
    (false, 64, 240, holds::Payment::Validated),
    (false, 33, 60, holds::Payment::Canceled),
    (false, 12, 150, holds::Payment::Expired),
    (false, 5, 320, holds::Payment::Waiting),
    (false, 4, 85, holds::Payment::Failed),
    (false, 3, 120, holds::Payment::Waiting),
    (false, 1, 45, holds::Payment::Waiting),
    (true, 140, 500, holds::Payment::Validated),
    (true, 70, 300, holds::Payment::Canceled),
    (true, 50, 450, holds::Payment::Expired),
    (true, 18, 600, holds::Payment::Waiting),
    (true, 6, 250, holds::Payment::Waiting),
];

pub(super) fn plan(till: &mut Till<'_, '_>) {
    for (number, (days, ..)) in MANDATES.iter().enumerate() {
        let at = till.day(*days);
        till.plan(at, Act::Mandate(number));
    }
    for (number, (days, charges, _)) in RECURRING.iter().enumerate() {
        let at = till.day(*days);
        register(till, number, at);
        for month in 0..*charges {
            let at = at + i64::try_from(month).unwrap_or(0) * 30 * DAY + 120;
            till.plan(at, Act::Charge(number));
        }
    }
    for (number, (_, days, _, payment)) in HOLDS.iter().enumerate() {
        // What is captured is told at the time of the capture: the book is kept in the order of its dates.
        let wait = if *payment == holds::Payment::Validated { CAPTURED } else { 0 };
        let at = till.day(*days) + wait;
        till.plan(at, Act::Hold(number));
    }
}

/// The buyer of a plan's number; the first ones have been here longest.
fn buyer(till: &Till<'_, '_>, number: usize) -> Buyer {
    let mut oldest = till.buyers.clone();
    oldest.sort_by(|a, b| (a.since, &a.user).cmp(&(b.since, &b.user)));
    oldest[number % oldest.len()].clone()
}

pub(super) fn mandate(till: &mut Till<'_, '_>, number: usize, at: i64) {
    let who = buyer(till, number);
    let (_, standing, debits) = MANDATES[number];
    let account = till.dice.id("bankacc_m", at - DAY);
    let digits: String = (0..23).map(|_| char::from(b'0' + u8::try_from(till.dice.below(10)).unwrap_or(0))).collect();
    let owner = till.stage.state.users.get(&who.user);
    let text = |name: &str| owner.and_then(|user| user.text(name)).unwrap_or_default().to_owned();
    let held = Account {
        id: account.clone(),
        number: 0,
        user: who.user.clone(),
        created: at - DAY,
        kind: AccountKind::Iban,
        owner: format!("{} {}", text("FirstName"), text("LastName")),
        address: crate::demo::address("4 rue des Halles", "44000", "Nantes", "FR"),
        details: Map::from_iter([
            ("IBAN".to_owned(), json!(banks::with_check_digits("FR", &digits))),
            ("BIC".to_owned(), json!("BNPAFRPPXXX")),
        ]),
        active: true,
        tag: None,
    };
    till.stage.state.accounts.insert(account.clone(), held);
    let id = till.dice.id("mdt_m", at);
    let code = match standing {
        Standing::Failed if debits > 0 => "001804",
        Standing::Failed => "001805",
        _ => codes::SUCCESS,
    };
    let reference = till.dice.next() % 10_000_000_000;
    let mandate = Mandate {
        id: id.clone(),
        number: till.stage.state.number(),
        created: at,
        user: who.user,
        account,
        is_recipient: false,
        scheme: "SEPA".to_owned(),
        culture: "FR".to_owned(),
        back: "https://halleverte.example/mandat".to_owned(),
        link: None,
        status: standing,
        code: Some(code.to_owned()),
        reference: Some(format!("MGP{reference:010}")),
        used: at,
        tag: None,
    };
    till.stage.state.money.mandates.insert(id.clone(), mandate);
    till.mandates.insert(number, id.clone());
    let state = &mut *till.stage.state;
    state.emit(at, "MANDATE_CREATED", &id);
    state.emit(at + 240, "MANDATE_SUBMITTED", &id);
    match standing {
        Standing::Active => state.emit(at + 2 * DAY, "MANDATE_ACTIVATED", &id),
        Standing::Failed => state.emit(at + 2 * DAY, "MANDATE_FAILED", &id),
        _ => state.plan(at + 2 * DAY, Task::Money(Due::Mandate(id))),
    }
    for month in 0..debits {
        till.plan(at + (3 + 30 * month) * DAY, Act::Debit(number));
    }
}

pub(super) fn debit(till: &mut Till<'_, '_>, number: usize, at: i64) {
    let who = buyer(till, number);
    let Some(mandate) = till.mandates.get(&number).cloned() else { return };
    let amount = till.dice.between(25, 140) * 100;
    let mut payin = till.draft("payin_m", "PAYIN_NORMAL", Kind::Payin, &who.user, (amount, amount / 100), at);
    payin.to = Some(who.wallet);
    payin.credited_user = Some(who.user);
    payin.facet(Facet::Mandate, &mandate);
    if let Some(found) = till.stage.state.money.mandates.get_mut(&mandate) {
        payin.facet(Facet::Account, &found.account);
        found.used = at;
    }
    let charged = at + 3 * DAY;
    for (name, value) in [
        ("PaymentType", json!("DIRECT_DEBIT")),
        ("ExecutionType", json!("DIRECT")),
        ("MandateId", json!(mandate)),
        ("StatementDescriptor", json!("Halle Verte")),
        ("ChargeDate", json!(charged)),
        ("Culture", json!("FR")),
    ] {
        payin.put(name, value);
    }
    let id = till.stage.state.open(payin, at);
    let refused = till.dice.below(6) == 0;
    if charged > till.end() {
        till.stage.state.plan(charged, Task::Money(Due::Debit(id)));
    } else {
        till.plan(charged, Act::Answer(id, if refused { "001830" } else { codes::SUCCESS }));
    }
}

fn register(till: &mut Till<'_, '_>, number: usize, at: i64) {
    let who = buyer(till, 20 + number);
    let amount = Amount::new(Currency::EUR, till.dice.between(12, 60) * 100);
    let id = till.dice.id("recpayinreg_m", at);
    let registration = Registration {
        id: id.clone(),
        created: at,
        author: who.user,
        card: Some(who.card),
        wallet: who.wallet,
        first: (amount, amount.with(amount.amount / 20)),
        next: Some((amount, amount.with(amount.amount / 20))),
        status: RECURRING[number].2,
        linked: 0,
        cumulated: (0, 0),
        last: None,
        end: None,
        frequency: Some("Monthly".to_owned()),
        fixed: true,
        fractioned: false,
        free: 0,
        kind: "CARD_DIRECT".to_owned(),
        billing: Value::Null,
        shipping: Value::Null,
    };
    till.stage.state.money.recurring.insert(id.clone(), registration);
    till.stage.state.emit(at, "RECURRING_REGISTRATION_CREATED", &id);
    till.recurring.push(id);
}

pub(super) fn charge(till: &mut Till<'_, '_>, number: usize, at: i64) {
    let id = till.recurring[number].clone();
    let Some(registration) = till.stage.state.money.recurring.get(&id).cloned() else { return };
    let (funds, fees) = (registration.first.0.amount, registration.first.1.amount);
    let mut payin = till.draft("payin_m", "PAYIN_NORMAL", Kind::Payin, &registration.author, (funds, fees), at);
    payin.to = Some(registration.wallet);
    payin.credited_user = Some(registration.author);
    payin.facet(Facet::Recurring, &id);
    if let Some(card) = registration.card.and_then(|card| till.stage.state.money.cards.get(&card)) {
        payin.put("CardId", json!(card.id));
        payin.put("CardInfo", card.info());
        payin.facet(Facet::Card, &card.id);
        payin.facet(Facet::Fingerprint, &card.fingerprint);
    }
    for (name, value) in [
        ("PaymentType", json!("CARD")),
        ("ExecutionType", json!("DIRECT")),
        ("RecurringPayinRegistrationId", json!(id)),
        ("StatementDescriptor", json!("HALLEVERTE")),
    ] {
        payin.put(name, value);
    }
    let payin = till.stage.state.execute(payin, None, at);
    if let Some(found) = till.stage.state.money.recurring.get_mut(&id) {
        found.linked += 1;
        found.cumulated = (found.cumulated.0 + funds, found.cumulated.1 + fees);
        found.last = Some(payin);
    }
}

pub(super) fn hold(till: &mut Till<'_, '_>, number: usize, at: i64) {
    let who = buyer(till, 40 + number);
    let (deposit, _, euros, payment) = HOLDS[number];
    let (at, later) = if payment == holds::Payment::Validated { (at - CAPTURED, at) } else { (at, at) };
    let kind = if deposit { holds::Kind::Deposit } else { holds::Kind::Preauthorization };
    let funds = Amount::new(Currency::EUR, euros * 100);
    let id = till.dice.id(if deposit { "deposit_m" } else { "preauth_m" }, at);
    let failed = payment == holds::Payment::Failed;
    let ends = at + if deposit { 30 } else { 7 } * DAY;
    let waits = payment == holds::Payment::Waiting;
    let hold = holds::Hold {
        id: id.clone(),
        number: till.stage.state.number(),
        kind,
        created: at,
        author: who.user.clone(),
        card: who.card.clone(),
        funds,
        remaining: if waits { funds.amount } else { 0 },
        status: if failed { Status::Failed } else { Status::Succeeded },
        payment,
        code: Some(if failed { "101101" } else { codes::SUCCESS }.to_owned()),
        authorized: (!failed).then_some(at),
        ends,
        payin: None,
        tag: Some(format!("hire-{}", 300 + number)),
        extra: Map::from_iter([("SecureMode".to_owned(), json!("DEFAULT"))]),
    };
    till.stage.state.money.holds.insert(id.clone(), hold);
    let stem = if deposit { "DEPOSIT_PREAUTHORIZATION" } else { "PREAUTHORIZATION" };
    till.stage.state.emit(at, &format!("{stem}_CREATED"), &id);
    match payment {
        holds::Payment::Waiting => {
            till.stage.state.emit(at, &format!("{stem}_PAYMENT_WAITING"), &id);
            till.stage.state.plan(ends, Task::Money(Due::Hold(id)));
        }
        holds::Payment::Validated => {
            let amount = funds.amount * 8 / 10;
            let mut payin = till.draft("payin_m", "PAYIN_NORMAL", Kind::Payin, &who.user, (amount, amount / 20), later);
            payin.to = Some(who.wallet);
            payin.credited_user = Some(who.user);
            payin.put("PaymentType", json!("PREAUTHORIZED"));
            payin.put("ExecutionType", json!("DIRECT"));
            payin.put(if deposit { "DepositId" } else { "PreauthorizationId" }, json!(id));
            payin.put("CardId", json!(who.card));
            payin.deposit = deposit.then(|| id.clone());
            payin.facet(Facet::Hold, &id);
            payin.facet(Facet::Card, &who.card);
            let payin = till.stage.state.execute(payin, None, later);
            if let Some(found) = till.stage.state.money.holds.get_mut(&id) {
                found.payin = Some(payin);
            }
            till.stage.state.emit(later, &format!("{stem}_PAYMENT_VALIDATED"), &id);
        }
        holds::Payment::Canceled => till.stage.state.emit(later + 3_600, &format!("{stem}_PAYMENT_CANCELED"), &id),
        holds::Payment::Expired => till.stage.state.emit(ends, &format!("{stem}_PAYMENT_EXPIRED"), &id),
        holds::Payment::Failed => till.stage.state.emit(at, &format!("{stem}_FAILED"), &id),
    }
}
