//! Pay-ins that take what a preauthorization or deposit holds (docs/api/money-operations.md §7.1, §7.6).

use serde_json::json;

use super::{Basics, by_card, show, take};
use crate::{
    answer::{Outcome, Refusal},
    members::Members,
    money::{
        book::{Facet, Status},
        holds::{self, Kind},
    },
    request::Call,
    state::State,
};

const DAY: i64 = 86_400;

/// `POST /payins/preauthorized/direct`.
pub(crate) fn preauthorized(state: &mut State, call: &Call<'_>) -> Outcome {
    capture(state, call, Kind::Preauthorization, "PreauthorizationId")
}

/// `POST /payins/deposit-preauthorized/direct/full-capture`, also under its newer name, where the official SDKs name the
/// hold anew.
pub(crate) fn deposit(state: &mut State, call: &Call<'_>) -> Outcome {
    let newer = "ExtendedPreauthorizationId";
    let name = if call.body.contains_key(newer) { newer } else { "DepositId" };
    capture(state, call, Kind::Deposit, name)
}

fn capture(state: &mut State, call: &Call<'_>, kind: Kind, name: &'static str) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let basics = Basics::read(state, &mut members);
    let id = members.id(name);
    let hold = state.money.holds.get(&id).filter(|hold| hold.kind == kind).cloned();
    if hold.is_none() && !members.has_error(name) {
        members.wrong(name, format!("The preauthorization {id} does not exist"));
    }
    if let Some(hold) = &hold {
        if hold.author != basics.author && !members.has_error("AuthorId") {
            members.wrong("AuthorId", "The author must be the author of the preauthorization");
        }
        if hold.payment != holds::Payment::Waiting {
            members.wrong(name, "The preauthorization cannot be captured any more");
        }
        let owner = crate::money::rules::owner(state, &basics.wallet);
        if kind == Kind::Deposit && owner.is_some_and(|owner| owner.id != basics.author) {
            members.wrong("CreditedWalletId", "The credited wallet must belong to the author");
        }
        // §1.7: a second capture of the same amount within a day needs a key of its own.
        let mut earlier = state.money.book.by(Facet::Hold, &id);
        let again = earlier.any(|t| t.debited.amount == basics.debited.amount && t.created + DAY > call.now);
        if again && call.head.header("idempotency-key").is_none() {
            members.wrong("DebitedFunds", "The same amount was captured already; use an idempotency key");
        }
    }
    members.accept(&["PaymentType", "ExecutionType"]);
    members.finish()?;
    let Some(hold) = hold else { return Err(Refusal::not_found("Preauthorization", &id)) };
    let refusal = basics.check(state)?;
    crate::money::rules::same_currency(&[
        (name, hold.funds.currency),
        ("DebitedFunds.Currency", basics.debited.currency),
    ])?;
    let above = (basics.debited.amount > hold.remaining).then_some("001505");
    let debited = basics.debited.amount;
    let mut payin = basics.draft(state, ("PREAUTHORIZED", "DIRECT"), call.now);
    if let Some(card) = state.money.cards.get(&hold.card).cloned() {
        by_card(&mut payin, &card, serde_json::Map::new());
    }
    payin.put(name, json!(id));
    if kind == Kind::Deposit {
        payin.deposit = Some(id.clone());
    }
    payin.facet(Facet::Hold, &id);
    let payin = take(state, payin, refusal.or(above), false, call.now);
    if state.money.book.get(&payin).is_some_and(|t| t.status == Status::Succeeded) {
        holds::captured(state, &id, &payin, debited, call.now);
    }
    show(state, call, &payin)
}
