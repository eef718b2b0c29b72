//! Pay-ins: what all methods share (docs/api/money-operations.md §7).

mod captures;
mod card;
pub(crate) mod debit;
mod methods;
pub(crate) mod recurring;
pub(crate) mod wire;

use serde_json::{Map, Value, json};

use super::{
    amount::Amount,
    book::{Facet, Kind, Nature, Status, Transaction},
    cards::{self, secure},
    codes, lists, rules,
    visits::{self, Ending, Subject},
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    request::Call,
    routes::{Route, get, post},
    state::State,
};

const SCOPE: &str = "Payins";
const VIEW: fn(&mut State, &Call<'_>) -> Outcome = view;

/// The endpoints of pay-ins.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("payins/{payin}", SCOPE, &[], VIEW),
        post("payins/card/direct", SCOPE, card::direct),
        post("acquiring/payins/card/direct", SCOPE, card::direct),
        post("payins/card/web", SCOPE, card::web),
        get("payins/card/web/{payin}/extended", SCOPE, &[], card::extended),
        post("payins/bankwire/direct", SCOPE, wire::create),
        post("clients/payins/bankwire/direct", "Client.PayIns", wire::create_for_client),
        post("payins/directdebit/direct", SCOPE, debit::create),
        post("payins/directdebit/web", SCOPE, methods::create),
        post("payins/preauthorized/direct", SCOPE, captures::preauthorized),
        post("payins/deposit-preauthorized/direct/full-capture", SCOPE, captures::deposit),
        post("payins/deposit-preauthorized/direct/capture-with-complement", SCOPE, captures::deposit),
        post("payins/extended-preauthorized/direct/full-capture", SCOPE, captures::deposit),
        post("payins/recurring/card/direct", SCOPE, recurring::charge),
        post("payins/payment-methods/{method}/recurring", SCOPE, recurring::charge),
        post("payins/payment-methods/{method}", SCOPE, methods::create),
        post("acquiring/payins/payment-methods/{method}", SCOPE, methods::create),
        post("payins/applepay/direct", SCOPE, methods::create),
        post("payins/googlepay/direct", SCOPE, methods::create),
        post("payins/paypal/web", SCOPE, methods::create),
        post("payins/payment-methods/paypal/data-collection", SCOPE, methods::collect),
        get("payins/payment-methods/paypal/data-collection/{collection}", SCOPE, &[], methods::collected),
        crate::routes::put("payins/{payin}/trackings", SCOPE, methods::track),
        get("payment-methods/openbanking/metadata/supported-banks", SCOPE, methods::BANK_FILTERS, methods::banks),
        post("payment-methods/metadata", SCOPE, methods::metadata),
        post("recurringpayinregistrations", SCOPE, recurring::create),
        get("recurringpayinregistrations/{registration}", SCOPE, &[], recurring::view_one),
        crate::routes::put("recurringpayinregistrations/{registration}", SCOPE, recurring::update),
    ]
}

/// What every pay-in is asked for.
pub(crate) struct Basics {
    pub(crate) author: String,
    pub(crate) wallet: String,
    pub(crate) debited: Amount,
    pub(crate) fees: Amount,
    credited_user: Option<String>,
    /// Who the money is for in the end, if that was said.
    beneficiaries: Vec<String>,
    tag: Option<String>,
}

/// `FlowDescriptor`: one to five users for whom the money is (users-verification.md §1.2).
fn beneficiaries(state: &State, members: &mut Members<'_>) -> Vec<String> {
    let sent = members.object("FlowDescriptor", "FlowDescriptor.", |inner| {
        inner.text("FlowId", 255);
        let list = inner.raw("Beneficiaries").and_then(Value::as_array).cloned().unwrap_or_default();
        let ids: Vec<String> = list.iter().filter_map(|one| one.get("UserId")?.as_str().map(str::to_owned)).collect();
        if ids.len() != list.len() || ids.len() > 5 || ids.iter().any(|id| !state.users.contains_key(id)) {
            inner.wrong("Beneficiaries", "One to five users that exist are needed");
        }
        ids
    });
    sent.unwrap_or_default()
}

impl Basics {
    /// Author, wallet, funds and fees.
    pub(crate) fn read(state: &State, members: &mut Members<'_>) -> Self {
        let (debited, fees) = members.funds();
        Self::with(state, members, debited, fees)
    }

    /// The same with amounts from elsewhere.
    pub(crate) fn with(state: &State, members: &mut Members<'_>, debited: Amount, fees: Amount) -> Self {
        let author = rules::user(state, members, "AuthorId");
        let wallet = rules::wallet(state, members, "CreditedWalletId");
        let credited_user = rules::credited_user(state, members, &wallet);
        let tag = members.tag();
        let beneficiaries = beneficiaries(state, members);
        members.accept(&["ProfilingAttemptReference"]);
        Self { author, wallet, debited, fees, credited_user, beneficiaries, tag }
    }

    /// 400 for what cannot be, a code for what is refused.
    pub(crate) fn check(&self, state: &State) -> Result<Option<&'static str>, Refusal> {
        rules::living(state, &self.author)?;
        rules::same_currency(&[
            ("CreditedWalletId", rules::known(state, &self.wallet)?.currency),
            ("DebitedFunds.Currency", self.debited.currency),
            ("Fees.Currency", self.fees.currency),
        ])?;
        let users = [rules::owner(state, &self.wallet), state.users.get(&self.author)];
        let blocked = users.into_iter().flatten().find_map(rules::inflow);
        let told = self.beneficiaries.iter().filter_map(|id| state.users.get(id));
        let concerned: Vec<_> = told.chain(users[0].filter(|_| self.beneficiaries.is_empty())).collect();
        let unproven = rules::unverified(state, concerned);
        Ok(rules::amounts(self.debited, self.fees).or(blocked).or(unproven))
    }

    /// The pay-in in CREATED, not yet written down.
    pub(crate) fn draft(self, state: &mut State, method: (&str, &str), now: i64) -> Transaction {
        let id = state.dice.id("payin_m", now);
        let mut payin = Transaction::new(id, "PAYIN_NORMAL", Kind::Payin, &self.author, self.debited, self.fees);
        payin.tag = self.tag;
        payin.credited_user = self.credited_user;
        payin.to = Some(self.wallet);
        payin.put("PaymentType", json!(method.0));
        payin.put("ExecutionType", json!(method.1));
        payin
    }
}

/// Puts a card into a pay-in: what is shown of it and where the pay-in is listed.
pub(crate) fn by_card(payin: &mut Transaction, card: &cards::Card, sent: Map<String, Value>) {
    payin.extra.extend(sent);
    payin.put("CardId", json!(card.id));
    payin.put("CardInfo", card.info());
    payin.facet(Facet::Card, &card.id);
    payin.facet(Facet::Fingerprint, &card.fingerprint);
}

/// Writes a pay-in by card down and takes the money, unless its holder must authenticate first.
pub(crate) fn take(
    state: &mut State,
    mut payin: Transaction,
    refusal: Option<&'static str>,
    challenged: bool,
    now: i64,
) -> String {
    if refusal.is_some() || !challenged {
        let refusal = refusal.or_else(|| secure::bank(payin.debited));
        let id = state.execute(payin, refusal, now);
        used(state, &id);
        return id;
    }
    payin.put("SecureModeNeeded", json!(true));
    let back = payin.extra.get("SecureModeReturnURL").and_then(Value::as_str).map(str::to_owned);
    let id = state.open(payin, now);
    send(state, &id, "SecureModeRedirectURL", back.as_deref(), now);
    id
}

/// Sends the payer to a page; `name` is the member that holds the link.
pub(crate) fn send(state: &mut State, id: &str, name: &str, back: Option<&str>, now: i64) {
    let link = visits::begin(state, Subject::Payin(id.to_owned()), visits::PAYMENT, back, now);
    if let Some(payin) = state.money.book.get_mut(id) {
        payin.put(name, json!(link));
    }
}

/// A card that was used with success is valid; a registration counts what it has charged.
fn used(state: &mut State, id: &str) {
    let Some(payin) = state.money.book.get(id) else { return };
    let facets = payin.facets.clone();
    let done = payin.status == Status::Succeeded;
    for (facet, of) in facets {
        match facet {
            Facet::Card if done => cards::proven(state, &of),
            Facet::Recurring => recurring::charged(state, &of, id),
            _ => {}
        }
    }
}

/// The payer has answered on the page, or has not; or a payment without a page has come to its end.
pub(crate) fn ended(state: &mut State, id: &str, ending: Ending, now: i64) {
    let Some(payin) = state.money.book.get(id).filter(|t| t.status == Status::Created) else { return };
    let text = |name: &str| payin.extra.get(name).and_then(Value::as_str).unwrap_or_default();
    let way = (text("PaymentType"), text("ExecutionType"));
    let refusal = match (ending, way) {
        (Ending::Accepted, _) => {
            let owner = payin.to.as_deref().and_then(|wallet| rules::owner(state, wallet));
            owner.and_then(rules::inflow).or_else(|| secure::bank(payin.debited))
        }
        (Ending::Refused, ("CARD", "WEB")) => Some("001031"),
        (Ending::Lapsed, ("CARD", "WEB")) => Some("001034"),
        (_, ("CARD", _)) => ending.secure_code(),
        (Ending::Refused, _) => Some("101002"),
        (Ending::Lapsed, _) => Some("101109"),
    };
    match refusal {
        None => state.succeed(id, now),
        Some(code) => state.fail(id, code, now),
    }
    used(state, id);
}

/// A regular pay-in as its own view shows it.
pub(crate) fn show(state: &State, call: &Call<'_>, id: &str) -> Outcome {
    let found = lists::find(state, call, "PayIn", id, |t| t.is(Kind::Payin, Nature::Regular))?;
    Ok(Answer::ok(found.view(&call.base())))
}

fn view(state: &mut State, call: &Call<'_>) -> Outcome {
    show(state, call, call.id("payin"))
}

/// Whether a regular pay-in succeeded: what disputes and payouts by reference need.
pub(crate) fn is_succeeded(state: &State, id: &str) -> bool {
    let found = state.money.book.get(id);
    found.is_some_and(|t| t.is(Kind::Payin, Nature::Regular) && t.code.as_deref() == Some(codes::SUCCESS))
}
