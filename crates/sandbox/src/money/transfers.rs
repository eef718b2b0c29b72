//! Transfers between wallets (docs/api/money-operations.md §8).

use serde_json::{Value, json};

use super::{
    access,
    book::{Kind, Nature, Transaction},
    lists, rules,
    visits::{self, Ending, Subject},
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    request::Call,
    routes::{Route, get, post},
    state::State,
    users::{Category, Person, User, consent, sca},
};

/// Above this many minor units a transfer between owners is authenticated (§1.9, Sandbox triggers).
const LOW: i64 = 50_000;

/// The endpoints of transfers.
pub(crate) fn routes() -> Vec<Route> {
    vec![post("transfers", "Transfers", create), get("transfers/{transfer}", "Transfers", &[], view)]
}

/// Whether the owner of the debited wallet is asked to authenticate.
fn needs_authentication(from: &User, to: &User, amount: i64) -> bool {
    let covered = |user: &User| {
        user.category == Category::Owner && (user.person == Person::Natural || user.legal_type() == Some("SOLETRADER"))
    };
    from.id != to.id && covered(from) && covered(to) && amount > LOW && !sca::is_bypassed(from)
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let author = rules::user(state, &mut members, "AuthorId");
    let (debited, fees) = members.funds();
    let from = rules::wallet(state, &mut members, "DebitedWalletId");
    let to = rules::wallet(state, &mut members, "CreditedWalletId");
    let credited_user = rules::credited_user(state, &mut members, &to);
    let context = members.one_of("ScaContext", &access::CONTEXTS).unwrap_or(access::CONTEXTS[0]);
    let tag = members.tag();
    if rules::owner(state, &from).is_some_and(|owner| owner.id != author) && !members.has_error("AuthorId") {
        members.wrong("AuthorId", "Author should be the Debited wallet owner");
    }
    members.finish()?;
    let (source, target) = (rules::known(state, &from)?, rules::known(state, &to)?);
    rules::same_currency(&[
        ("DebitedWalletId", source.currency),
        ("CreditedWalletId", target.currency),
        ("DebitedFunds.Currency", debited.currency),
        ("Fees.Currency", fees.currency),
    ])?;
    access::consented(state, context, &author, consent::Scope::Transfers)?;
    let (Some(payer), Some(payee)) = (rules::owner(state, &from), rules::owner(state, &to)) else {
        return Err(Refusal::not_found("Wallet", &from));
    };
    let refusal = (from == to)
        .then_some("101108")
        .or_else(|| rules::amounts(debited, fees))
        .or_else(|| rules::transfer(payer, payee))
        .or_else(|| rules::unverified(state, [payer, payee]))
        .or_else(|| rules::covered(source, debited));
    let asked = refusal.is_none() && needs_authentication(payer, payee, debited.amount);
    let id = state.dice.id("xfer_m", call.now);
    let mut transfer = Transaction::new(id, "TRANSFER_NORMAL", Kind::Transfer, &author, debited, fees);
    transfer.tag = tag;
    transfer.credited_user = credited_user;
    transfer.from = Some(from);
    transfer.to = Some(to);
    transfer.put("ScaContext", json!(context));
    transfer.put("PendingUserAction", Value::Null);
    let id = if asked {
        let id = state.open(transfer, call.now);
        let link = visits::begin(state, Subject::Transfer(id.clone()), visits::SESSION, None, call.now);
        if let Some(transfer) = state.money.book.get_mut(&id) {
            transfer.put("PendingUserAction", json!({ "RedirectUrl": link }));
        }
        id
    } else {
        state.execute(transfer, refusal, call.now)
    };
    show(state, call, &id)
}

fn show(state: &State, call: &Call<'_>, id: &str) -> Outcome {
    let found = lists::find(state, call, "Transfer", id, |t| t.is(Kind::Transfer, Nature::Regular))?;
    let mut view = found.view(&call.base());
    // The link is nested, so it is completed here.
    if let Some(link) = view.pointer_mut("/PendingUserAction/RedirectUrl") {
        *link = json!(format!("{}{}", call.base(), link.as_str().unwrap_or_default()));
    }
    Ok(Answer::ok(view))
}

fn view(state: &mut State, call: &Call<'_>) -> Outcome {
    show(state, call, call.id("transfer"))
}

fn answered(state: &mut State, id: &str) {
    if let Some(transfer) = state.money.book.get_mut(id) {
        transfer.put("PendingUserAction", Value::Null);
    }
}

/// The user has answered, or has not: the transfer is executed if it still can be.
pub(crate) fn ended(state: &mut State, id: &str, ending: Ending, now: i64) {
    answered(state, id);
    let Some(transfer) = state.money.book.get(id) else { return };
    let parties = transfer.from.as_deref().zip(transfer.to.as_deref());
    let owners = parties.and_then(|(from, to)| rules::owner(state, from).zip(rules::owner(state, to)));
    let refusal = match ending {
        Ending::Accepted => owners.and_then(|(payer, payee)| rules::transfer(payer, payee)),
        Ending::Refused => Some("007101"),
        Ending::Lapsed => Some("007102"),
    };
    match refusal {
        Some(code) => state.fail(id, code, now),
        None => state.succeed(id, now),
    }
}
