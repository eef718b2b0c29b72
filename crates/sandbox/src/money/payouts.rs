//! Payouts: what is asked for and refused at once (docs/api/money-operations.md §9). What the banks make of them
//! later is in [`flow`].

pub(crate) mod flow;

use serde_json::{Value, json};

use super::{
    Due,
    amount::{Amount, Currency, Sign},
    book::{Facet, Kind, Nature, Status, Transaction},
    codes,
    destinations::{self, Destination},
    lists, payins, rules,
};
use crate::{
    agenda::Task,
    answer::{Answer, Outcome, Refusal},
    members::Members,
    request::Call,
    routes::{Route, get, post},
    state::State,
    users::{Category, Level},
};

const SCOPE: &str = "Payouts";
const MODES: [&str; 4] = ["STANDARD", "INSTANT_PAYMENT", "INSTANT_PAYMENT_ONLY", "RTGS_PAYMENT"];
/// A bank that cannot be reached at once, and a reference that says so (§9.3, Sandbox).
const SLOW_IBAN: &str = "FR541558929750ZZZZZZAC01915";
const SLOW_REFERENCE: &str = "IP1070";
const DAY: i64 = 86_400;

/// The endpoints of payouts.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        post("payouts/bankwire", SCOPE, create),
        get("payouts/bankwire/{payout}", SCOPE, &[], view_with_mode),
        get("payouts/{payout}", SCOPE, &[], view),
        post("payouts/reachability", SCOPE, reachability),
        post("clients/payouts", "Payouts", create_for_client),
        get("bankaccounts/{account}/transactions", "Bankaccounts", lists::FILTERS, of_account),
        get("recipients/{account}/transactions", "Bankaccounts", lists::FILTERS, of_account),
    ]
}

/// A payout as it was asked for.
struct Order {
    author: String,
    debited: Amount,
    fees: Amount,
    wallet: String,
    target: Destination,
    by_recipient: bool,
    mode: Option<&'static str>,
    reference: Option<String>,
    payin: Option<String>,
    bearer: Option<&'static str>,
    tag: Option<String>,
}

impl Order {
    fn read(state: &State, call: &Call<'_>) -> Result<Self, Refusal> {
        let mut members = Members::new(call.body, "", call.strict());
        let author = rules::user(state, &mut members, "AuthorId");
        let (debited, fees) = members.funds();
        let wallet = rules::wallet(state, &mut members, "DebitedWalletId");
        let recipient = members.text("RecipientId", 128);
        let by_recipient = recipient.is_some();
        let account = members.text("BankAccountId", 128);
        let name = if by_recipient { "RecipientId" } else { "BankAccountId" };
        let id = members.need(name, recipient.or(account));
        let target = destinations::find(state, &id).filter(|found| found.is_recipient || !by_recipient);
        if target.is_none() && !members.has_error(name) {
            members.wrong(name, format!("The bank account {id} does not exist"));
        }
        let mode = members.one_of("PayoutModeRequested", &MODES);
        let reference = members.text("BankWireRef", 255);
        let bearer = members.one_of("ChargeBearer", &["OUR", "SHA"]);
        let payin = members.object("PaymentRef", "PaymentRef.", |inner| {
            let reason = inner.one_of("ReasonType", &["PAYIN_REFUND"]);
            inner.need("ReasonType", reason);
            inner.id("ReferenceId")
        });
        if payin.as_ref().is_some_and(|id| !payins::is_succeeded(state, id)) {
            members.wrong("PaymentRef.ReferenceId", "The pay-in does not exist or has not succeeded");
        }
        let tag = members.tag();
        members.accept(&["CreditedUserId", "ModeRequested", "PaymentType"]);
        members.finish()?;
        let Some(target) = target else { return Err(Refusal::not_found("BankAccount", &id)) };
        rules::living(state, &author)?;
        rules::same_currency(&[
            ("DebitedWalletId", rules::known(state, &wallet)?.currency),
            ("DebitedFunds.Currency", debited.currency),
            ("Fees.Currency", fees.currency),
        ])?;
        if target.payin_only && payin.is_none() {
            return Err(Refusal::usual(400, "invalid_action", "Payout not allowed for RecipientScope PAYIN"));
        }
        let instant = mode.is_some_and(|mode| mode.starts_with("INSTANT"));
        if instant && debited.currency != Currency::EUR {
            return Err(Refusal::field("PayoutModeRequested", "Instant payment is not available for this currency"));
        }
        Ok(Self { author, debited, fees, wallet, target, by_recipient, mode, reference, payin, bearer, tag })
    }

    /// Why the payout fails at once.
    fn refusal(&self, state: &State) -> Option<&'static str> {
        let owner = rules::owner(state, &self.wallet)?;
        if owner.id != self.author {
            return Some("121002");
        }
        if owner.category == Category::Payer {
            return Some("002701");
        }
        if owner.block.outflows {
            return Some("008700");
        }
        // §9.4: money may go back to where it came from without the payee being verified.
        if owner.level == Level::Light && self.payin.is_none() {
            return Some("002999");
        }
        let target = &self.target;
        let of_target = if target.user != self.author {
            Some("121007")
        } else if !target.active {
            Some("121006")
        } else if target.unpayable {
            Some("121018")
        } else if target.is_mismatch() {
            Some("121030")
        } else {
            None
        };
        let wallet = state.money.wallets.get(&self.wallet)?;
        rules::amounts(self.debited, self.fees).or_else(|| rules::covered(wallet, self.debited)).or(of_target)
    }

    /// Why no instant payment is possible (§9.3).
    fn unreachable(&self, state: &State, now: i64) -> Option<&'static str> {
        if self.reference.as_deref() == Some(SLOW_REFERENCE) {
            return Some("130010");
        }
        if self.target.iban.as_deref().is_none_or(|iban| iban.replace(' ', "") == SLOW_IBAN) {
            return Some("130007");
        }
        let mut earlier = state.money.book.by(Facet::Account, &self.target.id).rev();
        let twice = earlier.any(|t| {
            t.is(Kind::Payout, Nature::Regular)
                && t.created + DAY > now
                && t.status != Status::Failed
                && t.debited.amount == self.debited.amount
                && t.extra.get("ModeRequested").and_then(Value::as_str).is_some_and(|m| m.starts_with("INSTANT"))
        });
        twice.then_some("130008")
    }

    fn draft(&self, state: &mut State, now: i64) -> Transaction {
        let id = state.dice.id("po_m", now);
        let end_to_end = crate::ids::secret();
        let mut payout = Transaction::new(id, "PAYOUT_NORMAL", Kind::Payout, &self.author, self.debited, self.fees);
        payout.tag.clone_from(&self.tag);
        payout.from = Some(self.wallet.clone());
        let verified = self.target.verified.as_ref().map(|(id, check, message)| {
            json!({
                "RecipientVerificationId": id, "RecipientVerificationCheck": check,
                "RecipientVerificationMessage": message,
            })
        });
        let reference = self.payin.as_ref().map(|id| json!({ "ReasonType": "PAYIN_REFUND", "ReferenceId": id }));
        for (name, value) in [
            ("PaymentType", json!("BANK_WIRE")),
            ("BankAccountId", json!((!self.by_recipient).then_some(&self.target.id))),
            ("RecipientId", json!(self.by_recipient.then_some(&self.target.id))),
            ("BankWireRef", json!(self.reference)),
            ("ModeRequested", json!(self.mode)),
            ("ModeApplied", json!("PENDING_RESPONSE")),
            ("FallbackReason", Value::Null),
            ("EndToEndId", json!(end_to_end)),
            ("PaymentRef", json!(reference)),
            ("ChargeBearer", json!(self.bearer)),
            ("RecipientVerificationOfPayee", json!(verified)),
        ] {
            payout.put(name, value);
        }
        payout.facet(Facet::Account, &self.target.id);
        if let Some(payin) = &self.payin {
            payout.facet(Facet::Reference, payin);
        }
        payout
    }
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let order = Order::read(state, call)?;
    let refusal = order.refusal(state);
    let instant = order.mode.is_some_and(|mode| mode.starts_with("INSTANT"));
    let slow = if instant && refusal.is_none() { order.unreachable(state, call.now) } else { None };
    let mut payout = order.draft(state, call.now);
    if let Some(code) = refusal {
        payout.put("ModeApplied", json!("STANDARD"));
        let id = state.execute(payout, Some(code), call.now);
        return show(state, call, &id, Mode::Shown);
    }
    if let Some(code) = slow {
        payout.put("FallbackReason", json!({ "Code": code, "Message": codes::message(code) }));
    }
    let id = state.open(payout, call.now);
    let seconds = if instant { flow::INSTANT } else { flow::STANDARD };
    state.plan(call.now + seconds, Task::Money(Due::Payout(id.clone())));
    show(state, call, &id, Mode::Shown)
}

/// `POST /clients/payouts`, which only SDKs know: fees leave the platform (§4, unsure whether it is active). Their own
/// tests send no fees; of the wallets, only that of the fees can be meant.
fn create_for_client(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let debited = members.amount("DebitedFunds", "DebitedFunds.", Sign::Positive);
    let debited = members.need("DebitedFunds", debited);
    let fees = members.amount("Fees", "Fees.", Sign::Positive).unwrap_or_else(|| debited.with(0));
    let usual = format!("FEES_{}", debited.currency.as_str());
    let wallet = members.text("DebitedWalletId", 128).unwrap_or(usual);
    let named = super::client::named(&wallet).filter(|(funds, _)| *funds == "FEES");
    if named.is_none() && !members.has_error("DebitedWalletId") {
        members.wrong("DebitedWalletId", "DebitedWalletId must be a FEES wallet of the client");
    }
    let account = members.id("BankAccountId");
    let reference = members.text("BankWireRef", 255);
    let mode = members.one_of("PayoutModeRequested", &MODES);
    let tag = members.tag();
    members.accept(&["AuthorId"]);
    members.finish()?;
    let currency = named.map(|(_, currency)| currency).unwrap_or_default();
    rules::same_currency(&[
        ("DebitedWalletId", currency),
        ("DebitedFunds.Currency", debited.currency),
        ("Fees.Currency", fees.currency),
    ])?;
    let held = state.money.client_wallet("FEES", currency, call.now).clone();
    let refusal = rules::amounts(debited, fees).or_else(|| rules::covered(&held, debited));
    let id = state.dice.id("po_m", call.now);
    let author = &call.options.client_id;
    let mut payout = Transaction::new(id, "PAYOUT_NORMAL", Kind::Payout, author, debited, fees);
    payout.tag = tag;
    payout.from = Some(held.id);
    for (name, value) in [
        ("PaymentType", json!("BANK_WIRE")),
        ("BankAccountId", json!(account)),
        ("RecipientId", Value::Null),
        ("BankWireRef", json!(reference)),
        ("ModeRequested", json!(mode)),
        ("ModeApplied", json!("STANDARD")),
        ("FallbackReason", Value::Null),
        ("EndToEndId", json!(crate::ids::secret())),
    ] {
        payout.put(name, value);
    }
    let id = match refusal {
        Some(code) => state.execute(payout, Some(code), call.now),
        None => {
            let id = state.open(payout, call.now);
            state.plan(call.now + flow::STANDARD, Task::Money(Due::Payout(id.clone())));
            id
        }
    };
    show(state, call, &id, Mode::Shown)
}

/// `POST /payouts/reachability`.
fn reachability(state: &mut State, call: &Call<'_>) -> Outcome {
    let order = Order::read(state, call)?;
    if order.mode != Some("INSTANT_PAYMENT") {
        return Err(Refusal::field("PayoutModeRequested", "The value must be INSTANT_PAYMENT"));
    }
    let reason = order.refusal(state).or_else(|| order.unreachable(state, call.now));
    let reason = reason.map(|code| json!({ "Code": code, "Message": codes::message(code) }));
    Ok(Answer::ok(json!({
        "InstantPayout": { "IsReachable": reason.is_none(), "UnreachableReason": reason },
    })))
}

/// Which view of a payout is shown: the plain one hides the mode (§9.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Shown,
    Hidden,
}

fn show(state: &State, call: &Call<'_>, id: &str, mode: Mode) -> Outcome {
    let found = lists::find(state, call, "PayOut", id, |t| t.is(Kind::Payout, Nature::Regular))?;
    let mut view = found.view(&call.base());
    if let (Mode::Hidden, Some(members)) = (mode, view.as_object_mut()) {
        for name in ["ModeRequested", "ModeApplied", "FallbackReason"] {
            members.remove(name);
        }
    }
    Ok(Answer::ok(view))
}

fn view(state: &mut State, call: &Call<'_>) -> Outcome {
    show(state, call, call.id("payout"), Mode::Hidden)
}

fn view_with_mode(state: &mut State, call: &Call<'_>) -> Outcome {
    show(state, call, call.id("payout"), Mode::Shown)
}

fn of_account(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("account");
    let found = destinations::find(state, id).ok_or_else(|| Refusal::not_found("BankAccount", id))?;
    lists::by(state, call, Facet::Account, &found.id)
}
