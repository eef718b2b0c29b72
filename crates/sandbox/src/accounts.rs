//! Bank accounts, the older payout destinations (docs/api/users-verification.md §7).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    answer::{Answer, Outcome, Refusal},
    banks, lists,
    members::Members,
    request::Call,
    routes::{self, Route, post, put},
    state::State,
    users,
};

const SCOPE: &str = "Bankaccounts";

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    let filters = &["page", "per_page", "sort", "beforedate", "afterdate", "active"];
    vec![
        post("users/{user}/bankaccounts/iban", SCOPE, iban),
        post("clients/bankaccounts/iban", SCOPE, iban_of_client),
        post("users/{user}/bankaccounts/gb", SCOPE, gb),
        post("users/{user}/bankaccounts/us", SCOPE, us),
        post("users/{user}/bankaccounts/ca", SCOPE, ca),
        post("users/{user}/bankaccounts/other", SCOPE, other),
        routes::get("users/{user}/bankaccounts", SCOPE, filters, list),
        routes::get("users/{user}/bankaccounts/{account}", SCOPE, &[], get),
        put("users/{user}/bankaccounts/{account}", SCOPE, update),
    ]
}

/// Accounts created after this second cannot be paid out to: 30 April 2026, end of the day (§7).
pub(crate) const LAST_PAYABLE: i64 = time::macros::datetime!(2026-04-30 23:59:59 UTC).unix_timestamp();

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Kind {
    Iban,
    Gb,
    Us,
    Ca,
    Other,
}

/// A bank account of a user.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) user: String,
    pub(crate) created: i64,
    pub(crate) kind: Kind,
    pub(crate) owner: String,
    pub(crate) address: Value,
    /// The members of its kind, flat in every answer.
    pub(crate) details: Map<String, Value>,
    pub(crate) active: bool,
    pub(crate) tag: Option<String>,
}

fn view(account: &Account) -> Value {
    let mut all = account.details.clone();
    for (name, value) in [
        ("Id", json!(account.id)),
        ("UserId", json!(account.user)),
        ("CreationDate", json!(account.created)),
        ("Type", json!(account.kind)),
        ("OwnerName", json!(account.owner)),
        ("OwnerAddress", account.address.clone()),
        ("Active", json!(account.active)),
        ("Tag", json!(account.tag)),
    ] {
        all.insert(name.to_owned(), value);
    }
    Value::Object(all)
}

/// Digits only, between `least` and `most` of them.
fn digits(members: &mut Members<'_>, name: &'static str, least: usize, most: usize) -> Option<Value> {
    let text = members.name(name, 64)?;
    if (least..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Value::from(text));
    }
    members.wrong(name, format!("The field {name} must have {least} to {most} digits"));
    None
}

fn alphanumeric(members: &mut Members<'_>, name: &'static str, least: usize, most: usize) -> Option<Value> {
    let text = members.name(name, 64)?;
    let count = text.chars().count();
    if (least..=most).contains(&count) && text.chars().all(|c| c.is_alphanumeric() || c == ' ') {
        return Some(Value::from(text));
    }
    members.wrong(name, format!("The field {name} must have {least} to {most} letters or digits"));
    None
}

fn bic(members: &mut Members<'_>) -> Option<Value> {
    let text = members.name("BIC", 64)?;
    if banks::is_bic(&text) {
        return Some(Value::from(text));
    }
    members.wrong("BIC", "The field BIC must match the regular expression '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$'");
    None
}

/// The members of one kind.
fn details(members: &mut Members<'_>, kind: Kind) -> Map<String, Value> {
    let mut out = Map::new();
    let mut put = |members: &mut Members<'_>, name: &'static str, value: Option<Value>| {
        let value = members.need(name, value);
        out.insert(name.to_owned(), value);
    };
    match kind {
        Kind::Iban => {
            let text = members.name("IBAN", 64);
            let iban = text.as_deref().and_then(banks::iban);
            if text.is_some() && iban.is_none() {
                members.wrong("IBAN", "The IBAN is not valid");
            }
            if iban.as_deref().is_some_and(|i| crate::countries::is_blocked(&i[..2])) {
                members.wrong("IBAN", "Bank accounts of this country are blocked");
            }
            put(members, "IBAN", iban.map(Value::from));
            let bic = bic(members);
            if !members.has_error("BIC") {
                out.insert("BIC".to_owned(), bic.unwrap_or_default());
            }
        }
        Kind::Gb => {
            let code = digits(members, "SortCode", 6, 6);
            put(members, "SortCode", code);
            let number = digits(members, "AccountNumber", 8, 8);
            put(members, "AccountNumber", number);
        }
        Kind::Us => {
            let number = digits(members, "AccountNumber", 1, 64);
            put(members, "AccountNumber", number);
            let aba = digits(members, "ABA", 9, 9);
            put(members, "ABA", aba);
            let kind = members.one_of("DepositAccountType", &["CHECKING", "SAVINGS"]).unwrap_or("CHECKING");
            put(members, "DepositAccountType", Some(kind.into()));
        }
        Kind::Ca => {
            let branch = digits(members, "BranchCode", 5, 5);
            put(members, "BranchCode", branch);
            let institution = digits(members, "InstitutionNumber", 3, 4);
            put(members, "InstitutionNumber", institution);
            let number = digits(members, "AccountNumber", 1, 20);
            put(members, "AccountNumber", number);
            let bank = alphanumeric(members, "BankName", 1, 50);
            put(members, "BankName", bank);
        }
        Kind::Other => {
            let country = members.country("Country").map(Value::from);
            put(members, "Country", country);
            let bic = bic(members);
            put(members, "BIC", bic);
            let number = alphanumeric(members, "AccountNumber", 5, 35);
            put(members, "AccountNumber", number);
        }
    }
    out
}

fn create(state: &mut State, call: &Call<'_>, kind: Kind) -> Outcome {
    let user = users::living(state, call)?;
    let (id, waits) = (user.id.clone(), user.status == users::Status::PendingUserAction);
    open(state, call, kind, id, waits)
}

/// An account of a holder, who may have to do something first.
fn open(state: &mut State, call: &Call<'_>, kind: Kind, holder: String, waits: bool) -> Outcome {
    let mut members = Members::new(call.body, "", call.strict());
    let owner = members.name("OwnerName", 255);
    let owner = members.need("OwnerName", owner);
    let address = members.address("OwnerAddress", "OwnerAddress.");
    let address = members.need("OwnerAddress", address);
    let tag = members.text("Tag", 255);
    members.accept(&["Type", "UserId", "Active"]);
    let details = details(&mut members, kind);
    if waits {
        members.wrong("UserId", "The user has to complete the pending action first");
    }
    members.finish()?;
    let account = Account {
        id: state.dice.id("bankacc_m", call.now),
        number: state.number(),
        user: holder,
        created: call.now,
        kind,
        owner,
        address,
        details,
        active: true,
        tag,
    };
    let answer = Answer::ok(view(&account));
    state.accounts.insert(account.id.clone(), account);
    Ok(answer)
}

/// `POST /users/{id}/bankaccounts/iban`.
pub(crate) fn iban(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Kind::Iban)
}

/// `POST /clients/bankaccounts/iban`, which only SDKs know: where the platform's fees go (money-operations.md §4).
fn iban_of_client(state: &mut State, call: &Call<'_>) -> Outcome {
    open(state, call, Kind::Iban, call.options.client_id.clone(), false)
}

/// `POST /users/{id}/bankaccounts/gb`.
pub(crate) fn gb(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Kind::Gb)
}

/// `POST /users/{id}/bankaccounts/us`.
pub(crate) fn us(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Kind::Us)
}

/// `POST /users/{id}/bankaccounts/ca`.
pub(crate) fn ca(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Kind::Ca)
}

/// `POST /users/{id}/bankaccounts/other`.
pub(crate) fn other(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, Kind::Other)
}

fn of<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Account, Refusal> {
    let user = users::of(state, call)?;
    let id = call.id("account");
    state.accounts.get(id).filter(|a| a.user == user.id).ok_or_else(|| Refusal::not_found("BankAccount", id))
}

/// `GET /users/{id}/bankaccounts/{account}`.
pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(of(state, call)?)))
}

/// `GET /users/{id}/bankaccounts`, filtered by `Active`.
pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?.id.clone();
    let active = call.head.query.boolean("Active")?;
    let within = lists::dates(&call.head.query)?;
    let held = state.accounts.values().filter(|a| a.user == user);
    let found = held.filter(|a| active.is_none_or(|wanted| a.active == wanted) && within(a.created));
    lists::page(call, "CreationDate", found.map(|a| ((a.created, a.number), a)).collect(), view)
}

/// `PUT /users/{id}/bankaccounts/{account}`: deactivation, for good.
pub(crate) fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    users::living(state, call)?;
    let account = of(state, call)?;
    let mut members = Members::new(call.body, "", call.strict());
    let active = members.boolean("Active");
    if members.need("Active", active) {
        members.wrong("Active", "A bank account can only be deactivated");
    }
    // The official SDKs send the whole object back.
    members.accept(&["OwnerName", "OwnerAddress", "Type", "UserId", "Tag", "IBAN", "BIC"]);
    members.finish()?;
    let id = account.id.clone();
    let found = state.accounts.get_mut(&id).ok_or_else(|| Refusal::not_found("BankAccount", &id))?;
    found.active = false;
    Ok(Answer::ok(view(found)))
}
