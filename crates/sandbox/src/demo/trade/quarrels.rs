//! A dozen disputes in each state, each with its pay-in, card, payer and the seller's wallet.

use super::{Act, DAY, Till, orders};
use crate::{
    disputes::{
        Kind, documents,
        lifecycle::{self, Claim},
    },
    kyc::Type,
    money::chargebacks,
};

const EACH: i64 = 12;
const HOUR: i64 = 3_600;

/// What happened after the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Contest,
    Decide(&'static str),
    GiveUp,
    /// The deadline passes.
    Lapse,
    Settle,
}
use Deed::{Contest, Decide, GiveUp, Lapse, Settle};

/// Kind, what happened, and how many days ago the newest and the oldest began.
#[rustfmt::skip]
const STORIES: [(Kind, &[Deed], i64, i64); 16] = [
    (Kind::Contestable, &[], 0, 6),
    (Kind::Contestable, &[Contest], 4, 9),
    (Kind::Contestable, &[Contest, Decide("bank")], 8, 20),
    (Kind::Contestable, &[Contest, Decide("reopen")], 7, 10),
    (Kind::Contestable, &[Contest, Decide("bank"), Decide("won")], 25, 45),
    (Kind::Contestable, &[Contest, Decide("bank"), Decide("lost")], 25, 45),
    (Kind::Contestable, &[Contest, Decide("bank"), Decide("lost"), Settle], 25, 45),
    (Kind::Contestable, &[Contest, Decide("void")], 25, 45),
    (Kind::Contestable, &[GiveUp], 20, 45),
    (Kind::Contestable, &[Lapse], 26, 45),
    (Kind::Retrieval, &[], 0, 6),
    (Kind::Retrieval, &[Contest], 4, 9),
    (Kind::Retrieval, &[Contest, Decide("reopen")], 7, 10),
    (Kind::Retrieval, &[Contest, Decide("bank"), Decide("won")], 25, 45),
    (Kind::NotContestable, &[], 3, 45),
    (Kind::NotContestable, &[Settle], 6, 45),
];

const REASONS: [(&str, Option<&str>); 8] = [
    ("FRAUD", None),
    ("PRODUCT_NOT_PROVIDED", Some("The parcel never arrived.")),
    ("PRODUCT_UNACCEPTABLE", Some("The vase came in two pieces.")),
    ("TRANSACTION_NOT_RECOGNIZED", None),
    ("DUPLICATE", Some("Charged twice.")),
    ("REFUND_NOT_PROCESSED", None),
    ("COUNTERFEIT_PRODUCT", Some("Not the maker’s mark.")),
    ("OTHER", None),
];
const LATE: [&str; 3] =
    ["LATE_FAILURE_INSUFFICIENT_FUNDS", "LATE_FAILURE_CONTACT_USER", "LATE_FAILURE_BANKACCOUNT_CLOSED"];
const EVIDENCE: [&str; 4] = ["INVOICE", "DELIVERY_PROOF", "USER_CORRESPONDANCE", "USER_ACCEPTANCE_PROOF"];

/// One thing on the calendar of a story.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Pay,
    Begin,
    Do(Deed),
}

/// One dispute from its order to its end.
#[derive(Debug, Clone)]
pub(super) struct Case {
    kind: Kind,
    days: i64,
    payer: String,
    payin: String,
    dispute: String,
}

pub(super) fn plan(till: &mut Till<'_, '_>) {
    let now = till.end();
    for (kind, deeds, newest, oldest) in STORIES {
        for n in 0..EACH {
            let case = till.cases.len();
            // Spread over the span; the newest is hours old.
            let back = newest * DAY + (oldest - newest) * DAY * n / EACH + 2 * HOUR + 700 * n;
            let begun = now - back;
            till.plan(begun - (8 + n) * DAY, Act::Quarrel(case, Step::Pay));
            till.plan(begun, Act::Quarrel(case, Step::Begin));
            let span = (back - HOUR) / i64::try_from(deeds.len() + 1).unwrap_or(1);
            for (place, deed) in deeds.iter().enumerate() {
                let usual = begun + (i64::try_from(place).unwrap_or(0) + 1) * span.min(3 * DAY);
                let at = if *deed == Lapse { begun + 16 * DAY } else { usual };
                till.plan(at, Act::Quarrel(case, Step::Do(*deed)));
            }
            // Of those that wait for the platform, the oldest are due within days.
            let days = if newest > 0 {
                14
            } else if n < 8 {
                18 - n
            } else {
                7
            };
            let (payer, payin, dispute) = (String::new(), String::new(), String::new());
            till.cases.push(Case { kind, days, payer, payin, dispute });
        }
    }
}

pub(super) fn happen(till: &mut Till<'_, '_>, n: usize, step: Step, at: i64) {
    let mut case = till.cases[n].clone();
    match step {
        Step::Pay => (case.payer, case.payin) = orders::direct(till, n, at),
        Step::Begin => case.dispute = begin(till, &case, n, at),
        Step::Do(deed) => go_on(till, &case, n, deed, at),
    }
    till.cases[n] = case;
}

fn begin(till: &mut Till<'_, '_>, case: &Case, n: usize, at: i64) -> String {
    let (reason, message) =
        if case.kind == Kind::NotContestable { (LATE[n % LATE.len()], None) } else { REASONS[n % REASONS.len()] };
    let paid = till.stage.state.money.book.get(&case.payin).map_or(0, |t| t.debited.amount);
    let claim = Claim {
        kind: case.kind,
        disputed: n.is_multiple_of(5).then_some(paid / 2),
        reason: reason.to_owned(),
        message: message.map(str::to_owned),
        days: case.days,
    };
    let begun = till.drawing(|state| lifecycle::begin(state, &case.payin, claim, at));
    debug_assert!(begun.is_ok(), "dispute {n}: {begun:?}");
    begun.unwrap_or_default()
}

fn go_on(till: &mut Till<'_, '_>, case: &Case, n: usize, deed: Deed, at: i64) {
    let id = case.dispute.as_str();
    let Some(found) = till.stage.state.disputes.get(id).cloned() else { return };
    match deed {
        Contest => {
            evidence(till, case, n, at);
            lifecycle::contest(till.stage.state, id, found.disputed, at);
        }
        Decide(decision) => {
            let decided = till.drawing(|state| lifecycle::decide(state, id, decision, None, at));
            debug_assert!(decided.is_ok(), "dispute {n}: {decided:?}");
        }
        GiveUp => lifecycle::close(till.stage.state, id, crate::disputes::Verdict::Lost, at),
        Lapse => lifecycle::due(till.stage.state, id, at),
        Settle => {
            let Some(repudiation) = found.repudiation else { return };
            let has = chargebacks::debtor(till.stage.state, &repudiation).map_or(0, |wallet| wallet.available());
            let fees = till.stage.state.money.book.get(&case.payin).map_or(0, |t| t.fees.amount);
            // The fees of the order stay with the platform; every third settlement is a partial one.
            let most = (found.disputed.amount - fees).min(has);
            let cents = if n.is_multiple_of(3) { most / 2 } else { most };
            if cents < 1 {
                return;
            }
            let funds = found.disputed.with(cents);
            let drawn = till
                .drawing(|state| chargebacks::settlement(state, &repudiation, &case.payer, funds, funds.with(0), at));
            if let Some(settlement) = drawn {
                till.stage.state.execute(settlement, None, at);
            }
        }
    }
}

/// One or two documents with their pages, submitted.
fn evidence(till: &mut Till<'_, '_>, case: &Case, n: usize, at: i64) {
    for place in 0..=n % 2 {
        let kind = EVIDENCE[(n + place) % EVIDENCE.len()];
        let (dispute, user) = (case.dispute.clone(), case.payer.clone());
        let made = till.drawing(|state| documents::add(state, dispute, user, kind, None, at).id.clone());
        for _ in 0..=n % 3 {
            std::mem::swap(&mut till.stage.state.dice, &mut till.dice);
            let page = till.stage.page(Type::RegistrationProof, at);
            std::mem::swap(&mut till.stage.state.dice, &mut till.dice);
            if let Some(found) = till.stage.state.evidence.get_mut(&made) {
                found.pages.push(page);
            }
        }
        documents::ask(till.stage.state, &made, at);
    }
}
