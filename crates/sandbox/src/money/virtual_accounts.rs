//! Virtual accounts of wallets, and the banking aliases they replace (docs/api/users-verification.md §9.5;
//! money-operations.md §7.2).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{amount::Currency, wallets};
use crate::{
    answer::{Answer, Outcome, Refusal},
    banks, lists,
    members::Members,
    request::Call,
    routes::{PAGING, Route, get, post, put},
    state::State,
    users::{Category, Level},
};

const SCOPE: &str = "Payins";
/// Countries and the currency of their accounts; the euro's have IBANs.
const COUNTRIES: [(&str, &str); 10] = [
    ("AU", "AUD"),
    ("CA", "CAD"),
    ("DE", "EUR"),
    ("DK", "DKK"),
    ("ES", "EUR"),
    ("FR", "EUR"),
    ("GB", "GBP"),
    ("LI", "CHF"),
    ("LU", "EUR"),
    ("US", "USD"),
];

/// Accounts in pounds have a number, although the country has IBANs, whose letters would be those of a bank.
fn has_iban(country: &str) -> bool {
    country != "GB" && banks::has_iban(country)
}

/// A virtual account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct VirtualAccount {
    pub(crate) id: String,
    number: u64,
    created: i64,
    pub(crate) wallet: String,
    user: String,
    purpose: String,
    country: String,
    owner: String,
    /// IBAN, or account number.
    account: String,
    pub(crate) active: bool,
    tag: Option<String>,
    /// Made through the older calls, and shown by them alone.
    alias: bool,
}

/// The endpoints of virtual accounts and aliases.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("virtual-accounts/availability", SCOPE, &[], availability),
        post("wallets/{wallet}/virtual-accounts", SCOPE, create),
        get("wallets/{wallet}/virtual-accounts", SCOPE, PAGING, list),
        get("wallets/{wallet}/virtual-accounts/{account}", SCOPE, &[], view_one),
        put("wallets/{wallet}/virtual-accounts/{account}", SCOPE, close),
        post("wallets/{wallet}/bankingaliases/iban", SCOPE, create_alias),
        get("wallets/{wallet}/bankingaliases", SCOPE, PAGING, list_aliases),
        get("bankingaliases/{account}", SCOPE, &[], view_alias),
        put("bankingaliases/{account}", SCOPE, close_alias),
    ]
}

fn view(a: &VirtualAccount) -> Value {
    if a.alias {
        return json!({
            "Id": a.id, "Tag": a.tag, "CreationDate": a.created, "CreditedUserId": a.user, "WalletId": a.wallet,
            "Type": "IBAN", "OwnerName": a.owner, "Active": a.active, "Country": a.country, "IBAN": a.account,
            "BIC": "MANGOLU2XXX",
        });
    }
    let currency = COUNTRIES.iter().find(|(country, _)| *country == a.country).map_or("EUR", |(_, c)| c);
    let iban = has_iban(&a.country);
    let details =
        if iban { json!({ "Iban": a.account, "Bic": "MANGOLU2XXX" }) } else { json!({ "AccountNumber": a.account }) };
    json!({
        "Id": a.id, "Tag": a.tag, "CreationDate": a.created, "WalletId": a.wallet, "CreditedUserId": a.user,
        "VirtualAccountPurpose": a.purpose, "Country": a.country,
        "Status": if a.active { "ACTIVE" } else { "CLOSED" }, "Active": a.active, "AccountOwner": a.owner,
        "LocalAccountDetails": {
            "Address": {
                "StreetName": "2 Avenue Amélie", "PostCode": "L-1125", "TownName": "Luxembourg",
                "CountrySubDivision": null, "Country": "LU",
            },
            "Account": details, "BankName": "Sandbox Bank",
        },
        "InternationalAccountDetails": null,
        "Capabilities": {
            "LocalPayinAvailable": true, "InternationalPayinAvailable": iban, "Currencies": [currency],
        },
        "ResultCode": super::codes::SUCCESS, "ResultMessage": super::codes::message(super::codes::SUCCESS),
    })
}

fn availability(_: &mut State, _: &Call<'_>) -> Outcome {
    let all: Vec<Value> = COUNTRIES
        .iter()
        .map(|(country, currency)| json!({ "Country": country, "Available": true, "Currencies": [currency] }))
        .collect();
    Ok(Answer::ok(json!({ "Collection": all, "UserOwned": all })))
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let wallet = wallets::of(state, call)?.clone();
    let user = wallet.owner.clone().unwrap_or_default();
    super::rules::living(state, &user)?;
    let mut members = Members::new(call.body, "", call.strict());
    let countries = COUNTRIES.map(|(country, _)| country);
    let country = members.one_of("Country", &countries);
    let country = members.need("Country", country);
    let purpose = members.one_of("VirtualAccountPurpose", &["COLLECTION", "USER_OWNED"]);
    let purpose = members.need("VirtualAccountPurpose", purpose);
    let tag = members.tag();
    members.accept(&["WalletId"]);
    let fits = COUNTRIES.iter().any(|(known, c)| *known == country && *c == wallet.currency.as_str());
    if !fits && !members.has_error("Country") {
        members.wrong("Country", "The country does not fit the currency of the wallet");
    }
    members.finish()?;
    let owner = state.users.get(&user);
    let name = owner.map(|u| {
        let person = [u.text("FirstName"), u.text("LastName")].into_iter().flatten().collect::<Vec<_>>().join(" ");
        u.text("Name").map_or(person, str::to_owned)
    });
    // Only a verified owner can have an account in its own name (§9.5).
    let refused = owner.filter(|_| purpose == "USER_OWNED").and_then(|u| match (u.category, u.level) {
        (Category::Payer, _) => Some("002703"),
        (_, Level::Light) => Some("002981"),
        _ => None,
    });
    let label = if purpose == "USER_OWNED" { name.unwrap_or_default() } else { state.platform.clone() };
    let account = insert(state, call.now, &wallet.id, user, (purpose, country, label), tag, false);
    if let Some(code) = refused {
        state.money.virtual_accounts.remove(&account.id);
        state.emit(call.now, "VIRTUAL_ACCOUNT_FAILED", &account.id);
        let mut failed = view(&account);
        failed["Status"] = json!("FAILED");
        failed["Active"] = json!(false);
        failed["ResultCode"] = json!(code);
        failed["ResultMessage"] = json!(super::codes::message(code));
        return Ok(Answer::ok(failed));
    }
    state.emit(call.now, "VIRTUAL_ACCOUNT_ACTIVE", &account.id);
    Ok(Answer::ok(view(&account)))
}

/// A French account that collects for a wallet, in the platform's name.
pub(crate) fn collect(state: &mut State, wallet: &str, user: &str, at: i64) -> String {
    let label = state.platform.clone();
    insert(state, at, wallet, user.to_owned(), ("COLLECTION", "FR", label), None, false).id
}

/// A banking alias of the demo world, from before there were virtual accounts: its id. Id and number are made of the
/// wallet's id, so that no dice are thrown and all that comes later stays as it was.
pub(crate) fn of_old(state: &mut State, wallet: &str, user: &str, owner: &str, at: i64) -> String {
    let hash = blake3::hash(wallet.as_bytes());
    let digits: String = hash.as_bytes().iter().take(23).map(|byte| char::from(b'0' + byte % 10)).collect();
    let alias = VirtualAccount {
        id: wallet.replacen("wlt_m", "wltbank_m", 1),
        number: state.number(),
        created: at,
        wallet: wallet.to_owned(),
        user: user.to_owned(),
        purpose: "COLLECTION".to_owned(),
        country: "FR".to_owned(),
        owner: owner.to_owned(),
        account: banks::with_check_digits("FR", &digits),
        active: true,
        tag: None,
        alias: true,
    };
    let id = alias.id.clone();
    state.money.virtual_accounts.insert(id.clone(), alias);
    id
}

fn insert(
    state: &mut State,
    now: i64,
    wallet: &str,
    user: String,
    (purpose, country, owner): (&str, &str, String),
    tag: Option<String>,
    alias: bool,
) -> VirtualAccount {
    // As many digits as the country's IBANs have, check digits apart.
    let width = match country {
        "FR" => 23,
        "LU" => 16,
        "GB" | "DE" => 18,
        "ES" => 20,
        "DK" => 14,
        "LI" => 17,
        _ => 10,
    };
    let digits: String =
        (0..width).map(|_| char::from(b'0' + u8::try_from(state.dice.below(10)).unwrap_or(0))).collect();
    let account = VirtualAccount {
        id: state.dice.id(if alias { "wltbank_m" } else { "vacc_m" }, now),
        number: state.number(),
        created: now,
        wallet: wallet.to_owned(),
        user,
        purpose: purpose.to_owned(),
        country: country.to_owned(),
        owner,
        account: if has_iban(country) { banks::with_check_digits(country, &digits) } else { digits },
        active: true,
        tag,
        alias,
    };
    state.money.virtual_accounts.insert(account.id.clone(), account.clone());
    account
}

fn of<'a>(state: &'a State, call: &Call<'_>, alias: bool) -> Result<&'a VirtualAccount, Refusal> {
    let (id, wallet) = (call.id("account"), call.id("wallet"));
    let found = state.money.virtual_accounts.get(id);
    let found = found.filter(|a| a.alias == alias && (wallet.is_empty() || a.wallet == wallet));
    found.ok_or_else(|| Refusal::not_found("VirtualAccount", id))
}

fn view_one(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(of(state, call, false)?)))
}

fn view_alias(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(of(state, call, true)?)))
}

fn closed(state: &mut State, call: &Call<'_>, alias: bool) -> Outcome {
    let id = of(state, call, alias)?.id.clone();
    let mut members = Members::new(call.body, "", call.strict());
    if members.boolean("Active") == Some(true) {
        members.wrong("Active", "An account can only be closed");
    }
    members.finish()?;
    let found = state.money.virtual_accounts.get_mut(&id).ok_or_else(|| Refusal::not_found("VirtualAccount", &id))?;
    let was = std::mem::replace(&mut found.active, false);
    let answer = Answer::ok(view(found));
    if was && !alias {
        state.emit(call.now, "VIRTUAL_ACCOUNT_CLOSED", &id);
    }
    Ok(answer)
}

fn close(state: &mut State, call: &Call<'_>) -> Outcome {
    closed(state, call, false)
}

fn close_alias(state: &mut State, call: &Call<'_>) -> Outcome {
    closed(state, call, true)
}

fn listed(state: &State, call: &Call<'_>, alias: bool) -> Outcome {
    let wallet = wallets::of(state, call)?;
    let within = lists::dates(&call.head.query)?;
    let held = state.money.virtual_accounts.values();
    let found = held.filter(|a| a.wallet == wallet.id && a.alias == alias && within(a.created));
    lists::page(call, "CreationDate", found.map(|a| ((a.created, a.number), a)).collect(), view)
}

fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    listed(state, call, false)
}

fn list_aliases(state: &mut State, call: &Call<'_>) -> Outcome {
    listed(state, call, true)
}

fn create_alias(state: &mut State, call: &Call<'_>) -> Outcome {
    let wallet = wallets::of(state, call)?.clone();
    let user = wallet.owner.clone().unwrap_or_default();
    super::rules::living(state, &user)?;
    let mut members = Members::new(call.body, "", call.strict());
    let owner = members.name("OwnerName", 255);
    let owner = members.need("OwnerName", owner);
    let country = members.one_of("Country", &["FR", "LU", "GB", "DE", "ES"]).unwrap_or("LU");
    let tag = members.tag();
    members.accept(&["CreditedUserId", "WalletId"]);
    members.finish()?;
    if wallet.currency != Currency::EUR {
        return Err(Refusal::field("WalletId", "The currency of the wallet does not allow a banking alias"));
    }
    let alias = insert(state, call.now, &wallet.id, user, ("COLLECTION", country, owner), tag, true);
    Ok(Answer::ok(view(&alias)))
}
