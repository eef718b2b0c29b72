//! Conversions between currencies, at once or by a quote (docs/api/money-operations.md §11).

mod quotes;
mod rates;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    amount::{Amount, Currency, Sign},
    book::{Facet, Kind, Nature, Transaction},
    client, lists, rules,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    members::Members,
    request::Call,
    routes::{Route, get, post},
    state::State,
};

pub(crate) use quotes::{Quote, of_the_first};

const SCOPE: &str = "Conversions";

/// The endpoints of conversions.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("conversions/rate/{from}/{to}", SCOPE, &[], rates::view),
        post("conversions/quote", SCOPE, quotes::create),
        get("conversions/quote/{quote}", SCOPE, &[], quotes::view_one),
        post("conversions/quoted-conversion", SCOPE, quotes::convert),
        post("conversions/instant-conversion", SCOPE, instant),
        post("clients/conversions/quoted-conversion", SCOPE, quotes::convert_for_client),
        post("clients/conversions/instant-conversion", SCOPE, instant_for_client),
        get("conversions/{conversion}", SCOPE, &[], view_one),
    ]
}

/// Fees or margin as they were asked for: a part of the amount, or a fixed amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Charge {
    /// Hundredths of a percent.
    Percentage(i64),
    Fixed(i64),
}

impl Charge {
    fn of(self, amount: i64) -> i64 {
        match self {
            Self::Percentage(hundredths) => rates::divide(i128::from(amount) * i128::from(hundredths), 10_000),
            Self::Fixed(fixed) => fixed,
        }
    }

    fn view(self, currency: Currency) -> Value {
        let (kind, value) = match self {
            Self::Percentage(hundredths) => ("PERCENTAGE", rates::number(i128::from(hundredths), 2)),
            Self::Fixed(fixed) => ("FIXED", json!(fixed)),
        };
        json!({ "Currency": currency, "Type": kind, "Value": value })
    }
}

/// `Fees` in either form: `{Currency, Amount}`, or `{Currency, Type, Value}` since February 2026.
fn fees(members: &mut Members<'_>) -> Option<(Currency, Charge)> {
    members.object("Fees", "Fees.", |inner| {
        let currency = inner.currency("Currency");
        let currency = inner.need("Currency", currency);
        let amount = inner.int("Amount");
        let kind = inner.one_of("Type", &["PERCENTAGE", "FIXED"]);
        let value = inner.raw("Value").cloned();
        let charge = match (kind, value, amount) {
            (Some("PERCENTAGE"), Some(value), _) => rates::hundredths(&value).map(Charge::Percentage),
            (Some(_), Some(value), _) => rates::hundredths(&value).map(|v| Charge::Fixed(v / 100)),
            (None, None, Some(amount)) => Some(Charge::Fixed(amount)),
            _ => None,
        };
        if charge.is_none_or(|charge| charge.of(10_000) < 0) {
            inner.wrong("Value", "Type and Value, or Amount, must be given and not negative");
        }
        (currency, charge.unwrap_or(Charge::Fixed(0)))
    })
}

/// `UserMargin`: calculated, never moved (§11).
fn margin(members: &mut Members<'_>) -> Value {
    let sent = members.object("UserMargin", "UserMargin.", |inner| {
        let kind = inner.one_of("Type", &["PERCENTAGE", "PIP"]);
        let kind = inner.need("Type", kind);
        let value = inner.raw("Value").cloned();
        json!({ "Type": kind, "Value": inner.need("Value", value), "Amount": null })
    });
    json!({ "Mangopay": { "Type": "PERCENTAGE", "Value": rates::MARKUP_PERCENT }, "User": sent })
}

/// What an amount is worth in another currency.
pub(crate) fn market(amount: Amount, to: Currency) -> Amount {
    rates::convert(amount, to)
}

/// The members of a conversion that was made at once, without fees of a percentage.
pub(crate) fn described(amount: Amount, to: Currency) -> [(&'static str, Value); 4] {
    [
        ("QuoteId", Value::Null),
        ("RequestedFees", Charge::Fixed(0).view(amount.currency)),
        ("ConversionRateResponse", rates::response(amount.currency, to)),
        (
            "MarginsResponse",
            json!({ "Mangopay": { "Type": "PERCENTAGE", "Value": rates::MARKUP_PERCENT }, "User": null }),
        ),
    ]
}

/// A conversion on its way into the book.
struct Deal {
    author: String,
    from: String,
    to: String,
    debited: Amount,
    credited: Amount,
    fees: Amount,
    requested: Value,
    margins: Value,
    quote: Option<String>,
    tag: Option<String>,
}

/// Writes a conversion down; the money moves if the wallet has it.
fn book(state: &mut State, call: &Call<'_>, deal: Deal) -> Result<String, Refusal> {
    let source = rules::known(state, &deal.from)?.clone();
    let refusal = rules::amounts(deal.debited, deal.fees)
        .or_else(|| (deal.credited.amount < 1).then_some("001012"))
        .or_else(|| rules::covered(&source, deal.debited))
        .or_else(|| rules::owner(state, &deal.from).and_then(|owner| rules::transfer(owner, owner)));
    let stem = if deal.quote.is_some() { "QUOTED_CONVERSION" } else { "INSTANT_CONVERSION" };
    let id = state.dice.id("cvr", call.now);
    let mut conversion = Transaction::new(id, stem, Kind::Conversion, &deal.author, deal.debited, deal.fees);
    conversion.credited = deal.credited;
    conversion.tag = deal.tag;
    conversion.credited_user = Some(deal.author);
    conversion.from = Some(deal.from);
    conversion.to = Some(deal.to);
    conversion.put("QuoteId", json!(deal.quote));
    conversion.put("RequestedFees", deal.requested);
    let rate = rates::response(deal.debited.currency, deal.credited.currency);
    conversion.put("ConversionRateResponse", rate);
    conversion.put("MarginsResponse", deal.margins);
    if let Some(quote) = &deal.quote {
        conversion.facet(Facet::Reference, quote);
    }
    Ok(state.execute(conversion, refusal, call.now))
}

/// 403 unless both currencies can be converted.
fn available(pair: [Currency; 2]) -> Result<(), Refusal> {
    if pair.iter().all(|currency| rates::per_euro(*currency).is_some()) && pair[0] != pair[1] {
        return Ok(());
    }
    Err(Refusal::usual(403, "forex_not_available", "The currencies are not enabled for conversions"))
}

/// Wallets of a user's conversion: both are the author's.
fn wallets(state: &State, members: &mut Members<'_>) -> (String, String, String) {
    let author = rules::user(state, members, "AuthorId");
    let from = rules::wallet(state, members, "DebitedWalletId");
    let to = rules::wallet(state, members, "CreditedWalletId");
    (author, from, to)
}

fn owned(state: &State, author: &str, from: &str, to: &str) -> Result<(), Refusal> {
    for (wallet, kind) in [(from, "author_is_not_debited_wallet_owner"), (to, "author_is_not_credited_wallet_owner")] {
        if rules::owner(state, wallet).is_none_or(|owner| owner.id != author) {
            return Err(Refusal::usual(400, kind, "The author is not the owner of the wallet"));
        }
    }
    Ok(())
}

/// `DebitedWalletType` and `CreditedWalletType` of the platform's conversions.
fn client_types(members: &mut Members<'_>) -> (&'static str, &'static str) {
    let from = members.one_of("DebitedWalletType", &client::FUNDS);
    let from = members.need("DebitedWalletType", from);
    let to = members.one_of("CreditedWalletType", &client::FUNDS);
    (from, members.need("CreditedWalletType", to))
}

/// `DebitedFunds` with an amount and `CreditedFunds` with a currency alone.
fn instant_funds(members: &mut Members<'_>) -> (Amount, Currency) {
    let debited = members.amount("DebitedFunds", "DebitedFunds.", Sign::Positive);
    let debited = members.need("DebitedFunds", debited);
    let wanted = members.object("CreditedFunds", "CreditedFunds.", |inner| {
        inner.accept(&["Amount"]);
        let currency = inner.currency("Currency");
        inner.need("Currency", currency)
    });
    (debited, members.need("CreditedFunds", wanted))
}

fn instant(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let (author, from, to) = wallets(state, &mut members);
    let (debited, wanted) = instant_funds(&mut members);
    let sent = fees(&mut members);
    let margins = margin(&mut members);
    let tag = members.tag();
    members.finish()?;
    rules::living(state, &author)?;
    owned(state, &author, &from, &to)?;
    let (fee_currency, charge) = sent.unwrap_or((debited.currency, Charge::Fixed(0)));
    rules::same_currency(&[
        ("DebitedWalletId", rules::known(state, &from)?.currency),
        ("DebitedFunds.Currency", debited.currency),
        ("Fees.Currency", fee_currency),
    ])?;
    rules::same_currency(&[
        ("CreditedWalletId", rules::known(state, &to)?.currency),
        ("CreditedFunds.Currency", wanted),
    ])?;
    available([debited.currency, wanted])?;
    let fees = debited.with(charge.of(debited.amount));
    let credited = rates::convert(debited.with(debited.amount - fees.amount), wanted);
    let requested = charge.view(fee_currency);
    let deal = Deal { author, from, to, debited, credited, fees, requested, margins, quote: None, tag };
    let id = book(state, call, deal)?;
    show(state, call, &id)
}

fn instant_for_client(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let (source, target) = client_types(&mut members);
    let (debited, wanted) = instant_funds(&mut members);
    let margins = margin(&mut members);
    let tag = members.tag();
    members.accept(&["Fees"]);
    members.finish()?;
    available([debited.currency, wanted])?;
    let deal = Deal {
        author: call.options.client_id.clone(),
        from: state.money.client_wallet(source, debited.currency, call.now).id.clone(),
        to: state.money.client_wallet(target, wanted, call.now).id.clone(),
        debited,
        credited: rates::convert(debited, wanted),
        fees: debited.with(0),
        requested: Charge::Fixed(0).view(debited.currency),
        margins,
        quote: None,
        tag,
    };
    let id = book(state, call, deal)?;
    show(state, call, &id)
}

fn show(state: &State, call: &Call<'_>, id: &str) -> Outcome {
    let found = lists::find(state, call, "Conversion", id, |t| t.is(Kind::Conversion, Nature::Regular))?;
    Ok(Answer::ok(found.view(&call.base())))
}

fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    show(state, call, call.id("conversion"))
}
