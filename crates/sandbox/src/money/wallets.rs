//! Wallets of users (docs/api/money-operations.md §5).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    access,
    amount::{Amount, Currency},
    book::Facet,
    lists, rules,
};
use crate::{
    answer::{Answer, Outcome, Refusal},
    lists::page,
    members::Members,
    request::Call,
    routes::{Route, get, post, put},
    state::State,
    users,
};

const DETAILS: &str = "Wallet.Details";

/// A wallet of a user, or of the platform if nobody owns it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Wallet {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) created: i64,
    pub(crate) owner: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) currency: Currency,
    pub(crate) balance: i64,
    /// Of the balance, what transactions in CREATED will debit.
    pub(crate) held: i64,
}

impl Wallet {
    /// What new transactions may still debit.
    pub(crate) fn available(&self) -> i64 {
        self.balance.saturating_sub(self.held)
    }
}

/// The endpoints of wallets.
pub(crate) fn routes() -> Vec<Route> {
    let access = &["page", "per_page", "sort", "beforedate", "afterdate", "scacontext"];
    vec![
        post("wallets", DETAILS, create),
        put("wallets/{wallet}", DETAILS, update),
        get("wallets/{wallet}", DETAILS, &["scacontext"], view_one),
        get("users/{user}/wallets", DETAILS, access, of_user),
        get("wallets/{wallet}/transactions", DETAILS, lists::WITH_ACCESS, transactions),
        get("users/{user}/transactions", "Users.Details", lists::WITH_ACCESS, transactions_of_user),
    ]
}

fn view(wallet: &Wallet) -> Value {
    json!({
        "Id": wallet.id, "Tag": wallet.tag, "CreationDate": wallet.created, "Description": wallet.description,
        "Owners": wallet.owner.iter().collect::<Vec<_>>(), "Currency": wallet.currency, "FundsType": "DEFAULT",
        "Balance": Amount::new(wallet.currency, wallet.balance).view(),
    })
}

/// The wallet of the path, if a user owns it.
pub(crate) fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Wallet, Refusal> {
    let id = call.id("wallet");
    state.money.wallets.get(id).filter(|w| w.owner.is_some()).ok_or_else(|| Refusal::not_found("Wallet", id))
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let owners: Option<Vec<String>> = members.raw("Owners").and_then(|owners| match owners {
        Value::Array(list) => list.iter().map(|id| id.as_str().map(str::to_owned)).collect(),
        // The older SDKs send the one id alone.
        Value::String(id) if !call.strict() => Some(vec![id.clone()]),
        _ => None,
    });
    let mut owner = String::new();
    match owners.as_deref() {
        None | Some([]) => members.missing("Owners"),
        Some([one]) if state.users.contains_key(one) => owner.clone_from(one),
        Some([one]) => members.wrong("Owners", format!("The user {one} does not exist")),
        Some(_) => members.wrong("Owners", "Owners doesn't support multiple values for the moment"),
    }
    let description = members.name("Description", 255);
    let description = members.need("Description", description);
    let currency = members.currency("Currency");
    let currency = members.need("Currency", currency);
    let tag = members.tag();
    members.finish()?;
    rules::living(state, &owner)?;
    let wallet = insert(state, &owner, &description, currency, tag, call.now);
    Ok(Answer::ok(view(&wallet)))
}

/// Puts a new empty wallet into the state.
pub(crate) fn insert(
    state: &mut State,
    owner: &str,
    description: &str,
    currency: Currency,
    tag: Option<String>,
    now: i64,
) -> Wallet {
    let wallet = Wallet {
        id: state.dice.id("wlt_m", now),
        number: state.number(),
        created: now,
        owner: Some(owner.to_owned()),
        description: Some(description.to_owned()),
        tag,
        currency,
        balance: 0,
        held: 0,
    };
    state.money.owned.entry(owner.to_owned()).or_default().push(wallet.id.clone());
    state.money.wallets.insert(wallet.id.clone(), wallet.clone());
    wallet
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = of(state, call)?.id.clone();
    let mut members = Members::new(call.body, "", call.strict());
    let description = members.text("Description", 255);
    let tag = members.tag();
    // The official SDKs send the whole object back; currency and owner stay what they are.
    members.accept(&["Owners", "Currency", "Balance", "FundsType", "Id", "CreationDate"]);
    members.finish()?;
    let Some(wallet) = state.money.wallets.get_mut(&id) else { return Err(Refusal::not_found("Wallet", &id)) };
    if description.is_some() {
        wallet.description = description;
    }
    if tag.is_some() {
        wallet.tag = tag;
    }
    Ok(Answer::ok(view(wallet)))
}

fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    let owner = of(state, call)?.owner.clone().unwrap_or_default();
    access::check(state, call, &owner)?;
    Ok(Answer::ok(view(of(state, call)?)))
}

/// The wallets a user owns, oldest first.
pub(crate) fn owned<'a>(state: &'a State, user: &str) -> impl Iterator<Item = &'a Wallet> {
    let ids = state.money.owned.get(user).map_or(&[][..], Vec::as_slice);
    ids.iter().filter_map(|id| state.money.wallets.get(id))
}

/// Whether a user may be closed: every wallet is empty and nothing waits to be debited (users-verification.md §1.11).
pub(crate) fn are_empty(state: &State, user: &str) -> bool {
    owned(state, user).all(|wallet| wallet.balance == 0 && wallet.held == 0)
}

fn of_user(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?.id.clone();
    access::check(state, call, &user)?;
    let within = crate::lists::dates(&call.head.query)?;
    let found = owned(state, &user).filter(|w| within(w.created));
    page(call, "CreationDate", found.map(|w| ((w.created, w.number), w)).collect(), view)
}

fn transactions(state: &mut State, call: &Call<'_>) -> Outcome {
    let wallet = of(state, call)?.clone();
    access::check(state, call, &wallet.owner.unwrap_or_default())?;
    lists::by(state, call, Facet::Wallet, &wallet.id)
}

fn transactions_of_user(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?.id.clone();
    access::check(state, call, &user)?;
    lists::by(state, call, Facet::Author, &user)
}
