//! The platform's own wallets: fees and repudiations (docs/api/money-operations.md §4).

use serde_json::{Value, json};

use super::{
    Money,
    amount::{Amount, Currency},
    book::{Facet, Transaction},
    lists,
    wallets::Wallet,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    request::Call,
    routes::{Route, get},
    state::State,
};

/// Kinds of client wallets. FEES collects the fees; CREDIT pays chargebacks and may be negative.
pub(crate) const FUNDS: [&str; 2] = ["FEES", "CREDIT"];
const SCOPE: &str = "Client.Wallets";

/// `FEES_EUR`.
pub(crate) fn id(funds: &str, currency: Currency) -> String {
    format!("{funds}_{}", currency.as_str())
}

/// The endpoints of client wallets.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("clients/wallets", SCOPE, crate::routes::PAGING, list),
        get("clients/wallets/{funds}", SCOPE, crate::routes::PAGING, list),
        get("clients/wallets/{funds}/{currency}", SCOPE, &[], view_one),
        get("clients/wallets/{funds}/{currency}/transactions", SCOPE, lists::FILTERS, transactions),
        get("clients/transactions", SCOPE, lists::FILTERS, all_transactions),
    ]
}

impl Money {
    /// The client wallet of a currency, made when it is first needed.
    pub(crate) fn client_wallet(&mut self, funds: &str, currency: Currency, now: i64) -> &mut Wallet {
        let id = id(funds, currency);
        self.wallets.entry(id.clone()).or_insert_with(|| Wallet {
            id,
            number: 0,
            created: now,
            owner: None,
            description: None,
            tag: None,
            currency,
            balance: 0,
            held: 0,
        })
    }
}

/// Kind and currency of an id such as `CREDIT_EUR`.
pub(crate) fn named(id: &str) -> Option<(&'static str, Currency)> {
    let (funds, currency) = id.split_once('_')?;
    let funds = FUNDS.into_iter().find(|known| known.eq_ignore_ascii_case(funds))?;
    Some((funds, Currency::named(&currency.to_ascii_uppercase())?))
}

fn view(wallet: &Wallet) -> Value {
    json!({
        "Id": wallet.id, "Tag": wallet.tag, "CreationDate": wallet.created, "Currency": wallet.currency,
        "FundsType": wallet.id.split_once('_').map(|(funds, _)| funds),
        "Balance": Amount::new(wallet.currency, wallet.balance).view(),
    })
}

fn funds(call: &Call<'_>) -> Result<Option<&'static str>, Refusal> {
    let asked = call.id("funds");
    let found = FUNDS.into_iter().find(|known| known.eq_ignore_ascii_case(asked));
    if !asked.is_empty() && found.is_none() {
        return Err(Refusal::field("FundsType", &format!("The value '{asked}' is not valid for FundsType")));
    }
    Ok(found)
}

fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let asked = funds(call)?;
    let held = FUNDS.into_iter().filter(|known| asked.is_none_or(|asked| asked == *known));
    let found = held.flat_map(|known| {
        let from = format!("{known}_");
        state.money.wallets.range(from.clone()..).take_while(move |(id, _)| id.starts_with(&from)).map(|(_, w)| w)
    });
    let items = found.enumerate().map(|(place, w)| ((w.created, place as u64), w)).collect();
    crate::lists::page(call, "CreationDate", items, view)
}

/// The id of the wallet of the path.
fn asked(call: &Call<'_>) -> Result<(&'static str, Currency), Refusal> {
    let currency = call.id("currency").to_ascii_uppercase();
    match (funds(call)?, Currency::named(&currency)) {
        (Some(funds), Some(currency)) => Ok((funds, currency)),
        _ => Err(Refusal::field("Currency", &format!("Currency: The currency {currency} is not available"))),
    }
}

fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    let (funds, currency) = asked(call)?;
    Ok(Answer::ok(view(state.money.client_wallet(funds, currency, call.now))))
}

fn transactions(state: &mut State, call: &Call<'_>) -> Outcome {
    let (funds, currency) = asked(call)?;
    lists::by(state, call, Facet::Wallet, &id(funds, currency))
}

/// `GET /clients/transactions`, which only the PHP SDK knows: those of all client wallets.
fn all_transactions(state: &mut State, call: &Call<'_>) -> Outcome {
    let of = |wallet: &Option<String>| wallet.as_deref().and_then(named).is_some();
    let found: Vec<&Transaction> = state.money.book.all().iter().filter(|t| of(&t.from) || of(&t.to)).collect();
    lists::page(call, found.into_iter())
}
