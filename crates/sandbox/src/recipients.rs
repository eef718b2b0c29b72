//! Recipients, the payout destinations (docs/api/users-verification.md §6).

mod form;
pub(crate) mod schema;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::{
    accounts::{self, Account},
    agenda::Task,
    answer::{Answer, Outcome, Refusal},
    banks, lists,
    members::Members,
    request::Call,
    routes::{self, Route, post, put},
    sca::{self, Ending, Purpose},
    state::State,
    users::{self, Category, User, consent},
};
use form::Form;

const SCOPE: &str = "Bankaccounts";

/// The endpoints of this module.
pub(crate) fn routes() -> Vec<Route> {
    let filters = &["page", "per_page", "sort", "beforedate", "afterdate", "recipientscope"];
    let schema = &["payoutmethodtype", "recipienttype", "currency", "country"];
    vec![
        routes::get("recipients/payout-methods", SCOPE, &["country", "currency"], schema::payout_methods),
        routes::get("recipients/schema", SCOPE, schema, schema::get),
        post("users/{user}/recipients/validate", SCOPE, validate),
        post("users/{user}/recipients", SCOPE, create),
        routes::get("users/{user}/recipients", SCOPE, filters, list),
        routes::get("recipients/{recipient}", SCOPE, &[], get),
        put("recipients/{recipient}", SCOPE, deactivate),
    ]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    Pending,
    Active,
    Canceled,
    Deactivated,
}

/// What the payee's bank says of name and account (§6.5).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Verification {
    pub(crate) id: String,
    /// `MATCH`, `CLOSE_MATCH`, `NO_MATCH` or `MATCH_NOT_POSSIBLE`.
    pub(crate) check: String,
    pub(crate) message: Option<String>,
}

/// A recipient.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Recipient {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) user: String,
    pub(crate) created: i64,
    pub(crate) status: Status,
    /// None for a bank account that was taken over.
    pub(crate) display: Option<String>,
    pub(crate) method: String,
    pub(crate) kind: String,
    pub(crate) currency: String,
    pub(crate) country: String,
    pub(crate) scope: String,
    pub(crate) person: Map<String, Value>,
    /// The members of the account; under the currency for a local transfer.
    pub(crate) account: Map<String, Value>,
    pub(crate) tag: Option<String>,
    /// Path of the open SCA page.
    pub(crate) link: Option<String>,
    pub(crate) verification: Option<Verification>,
}

impl Recipient {
    /// The IBAN it pays to, if it has one.
    pub(crate) fn iban(&self) -> Option<&str> {
        let local = self.account.get(&self.currency).and_then(|a| a.get("IBAN"));
        let found = local.or_else(|| self.account.get("IBAN")).or_else(|| self.account.get("AccountNumber"));
        found.and_then(Value::as_str).filter(|text| banks::iban(text).is_some())
    }
}

/// The members of lists (§6.4).
fn condensed(r: &Recipient) -> Map<String, Value> {
    let value = json!({
        "Id": r.id, "Status": r.status, "CreationDate": r.created, "DisplayName": r.display,
        "PayoutMethodType": r.method, "RecipientType": r.kind, "Currency": r.currency, "Country": r.country,
        "RecipientScope": r.scope, "UserId": r.user,
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn view(r: &Recipient, base: &str) -> Value {
    let mut all = condensed(r);
    let mut put = |name: &str, value: Value| {
        all.insert(name.to_owned(), value);
    };
    put("Tag", json!(r.tag));
    let unused = if r.kind == "Individual" { "Business" } else { "Individual" };
    put(&format!("{}Recipient", r.kind), json!(r.person));
    put(&format!("{unused}Recipient"), Value::Null);
    for method in schema::METHODS {
        put(method, if r.method == method { json!(r.account) } else { Value::Null });
    }
    put("PendingUserAction", sca::action(r.link.as_deref(), base));
    put(
        "RecipientVerificationOfPayee",
        r.verification.as_ref().map_or(Value::Null, |v| {
            json!({
                "RecipientVerificationId": v.id, "RecipientVerificationCheck": v.check,
                "RecipientVerificationMessage": v.message,
            })
        }),
    );
    Value::Object(all)
}

/// An active bank account from before the change, under its own id (§7).
fn taken_over(account: &Account) -> Option<Recipient> {
    if account.created > accounts::LAST_PAYABLE {
        return None;
    }
    let text = |name: &str| account.details.get(name).and_then(Value::as_str).unwrap_or_default();
    let pick = |names: &[&str]| -> Map<String, Value> {
        names.iter().filter_map(|n| Some(((*n).to_owned(), account.details.get(*n)?.clone()))).collect()
    };
    let (country, currency, local) = match account.kind {
        accounts::Kind::Iban => (text("IBAN").get(..2).unwrap_or_default(), "EUR", pick(&["IBAN"])),
        accounts::Kind::Gb => ("GB", "GBP", pick(&["SortCode", "AccountNumber"])),
        accounts::Kind::Us => {
            let routing = account.details.get("ABA").cloned().unwrap_or_default();
            let mut held = pick(&["AccountNumber"]);
            held.insert("AchNumber".to_owned(), routing);
            ("US", "USD", held)
        }
        accounts::Kind::Ca => ("CA", "CAD", pick(&["BranchCode", "InstitutionNumber", "AccountNumber"])),
        accounts::Kind::Other => (text("Country"), "EUR", Map::new()),
    };
    let (method, details) = if schema::local(currency, country).is_some() {
        (schema::METHODS[0], Map::from_iter([(currency.to_owned(), Value::Object(local))]))
    } else {
        let number = if text("IBAN").is_empty() { text("AccountNumber") } else { text("IBAN") };
        let both = [("AccountNumber", json!(number)), ("BIC", account.details.get("BIC").cloned().unwrap_or_default())];
        (schema::METHODS[1], both.into_iter().map(|(n, v)| (n.to_owned(), v)).collect())
    };
    let (first, last) = account.owner.split_once(' ').unwrap_or(("", &account.owner));
    let person = json!({ "FirstName": first, "LastName": last, "Address": account.address });
    Some(Recipient {
        id: account.id.clone(),
        number: account.number,
        user: account.user.clone(),
        created: account.created,
        status: if account.active { Status::Active } else { Status::Deactivated },
        display: None,
        method: method.to_owned(),
        kind: "Individual".to_owned(),
        currency: currency.to_owned(),
        country: country.to_owned(),
        scope: "PAYOUT".to_owned(),
        person: person.as_object().cloned().unwrap_or_default(),
        account: details,
        tag: account.tag.clone(),
        link: None,
        verification: None,
    })
}

/// A recipient or an older bank account by its id.
pub(crate) fn find(state: &State, id: &str) -> Option<Recipient> {
    state.recipients.get(id).cloned().or_else(|| taken_over(state.accounts.get(id)?))
}

/// Who may register this recipient (§6.2, §6.4).
fn check(user: &User, members: &mut Members<'_>, form: &Form) {
    if form.scope == "PAYOUT" && user.category == Category::Payer {
        members.wrong("RecipientScope", "A payer can only have recipients of the scope PAYIN");
    } else if user.status == users::Status::PendingUserAction {
        members.wrong("UserId", "The user has to complete the pending action first");
    }
}

/// `POST /users/{id}/recipients/validate`: nothing is kept, and nothing said.
pub(crate) fn validate(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::living(state, call)?;
    form::read(call, |members, form| check(user, members, form))?;
    Ok(Answer { status: 200, headers: Vec::new(), body: None })
}

/// What the bank says; names that contain `no match`, `close match` or `not possible` steer it (a lever of the simulator).
fn verify(state: &mut State, form: &Form, now: i64) -> Option<Verification> {
    if form.currency != "EUR" || form.method != schema::METHODS[0] || !banks::is_sepa(&form.country) {
        return None;
    }
    let name = Value::from(form.person.clone()).to_string().to_lowercase();
    let (check, message) = if name.contains("no match") {
        ("NO_MATCH", Some("The name does not match the account."))
    } else if name.contains("close match") {
        ("CLOSE_MATCH", Some("The name is close to that of the account."))
    } else if name.contains("not possible") {
        ("MATCH_NOT_POSSIBLE", Some("The bank did not answer."))
    } else {
        ("MATCH", None)
    };
    Some(Verification { id: state.dice.id("vop", now), check: check.to_owned(), message: message.map(str::to_owned) })
}

/// `POST /users/{id}/recipients`: PENDING at first; active by itself, or after SCA where it is needed.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::living(state, call)?.clone();
    let form = form::read(call, |members, form| check(&user, members, form))?;
    if form.absent {
        consent::needed(state, &user.id, consent::Scope::Recipients)?;
    }
    let asks = form.scope == "PAYOUT" && !form.absent && !users::sca::is_bypassed(&user);
    let verification = verify(state, &form, call.now);
    let id = state.dice.id("rec", call.now);
    let link = asks.then(|| sca::open(state, Purpose::Recipient(id.clone()), call.now));
    if !asks {
        state.plan(call.now, Task::Recipient(id.clone()));
    }
    let recipient = Recipient {
        id: id.clone(),
        number: state.number(),
        user: user.id,
        created: call.now,
        status: Status::Pending,
        display: Some(form.display),
        method: form.method.to_owned(),
        kind: form.kind.to_owned(),
        currency: form.currency.to_owned(),
        country: form.country,
        scope: form.scope.to_owned(),
        person: form.person,
        account: form.account,
        tag: form.tag,
        link,
        verification,
    };
    let answer = Answer::ok(view(&recipient, &call.base()));
    state.recipients.insert(id, recipient);
    Ok(answer)
}

/// Registration is asynchronous: it has come through.
pub(crate) fn due(state: &mut State, id: &str, now: i64) {
    ended(state, id, Ending::Confirmed, now);
}

/// The user's session about this recipient has ended.
pub(crate) fn ended(state: &mut State, id: &str, ending: Ending, now: i64) {
    let Some(r) = state.recipients.get_mut(id).filter(|r| r.status == Status::Pending) else { return };
    r.link = None;
    let (status, event) = match ending {
        Ending::Confirmed => (Status::Active, "RECIPIENT_ACTIVE"),
        Ending::Refused | Ending::Expired => (Status::Canceled, "RECIPIENT_CANCELED"),
    };
    r.status = status;
    state.emit(now, event, id);
}

fn of(state: &State, call: &Call<'_>) -> Result<Recipient, Refusal> {
    let id = call.id("recipient");
    find(state, id).ok_or_else(|| Refusal::not_found("Recipient", id))
}

/// `GET /recipients/{id}`.
pub(crate) fn get(state: &mut State, call: &Call<'_>) -> Outcome {
    Ok(Answer::ok(view(&of(state, call)?, &call.base())))
}

/// `GET /users/{id}/recipients`: newest first unless sorted.
pub(crate) fn list(state: &mut State, call: &Call<'_>) -> Outcome {
    let user = users::of(state, call)?.id.clone();
    let query = &call.head.query;
    let scopes = query.among("RecipientScope", &["PAYOUT", "PAYIN", "ALL"])?;
    let within = lists::dates(query)?;
    let scope = scopes.first().copied().unwrap_or("PAYOUT");
    let older = state.accounts.values().filter(|a| a.user == user && a.active).filter_map(taken_over);
    let held = state.recipients.values().filter(|r| r.user == user).cloned().chain(older);
    let found = held.filter(|r| (scope == "ALL" || r.scope == scope) && within(r.created));
    let items = found.map(|r| ((r.created, r.number), r)).collect();
    lists::newest(call, "CreationDate", items, |r| Value::Object(condensed(&r)))
}

/// `PUT /recipients/{id}`: deactivation, for good.
pub(crate) fn deactivate(state: &mut State, call: &Call<'_>) -> Outcome {
    let mut recipient = of(state, call)?;
    users::is_living(state, &recipient.user)?;
    let mut members = Members::new(call.body, "", call.strict());
    let status = members.one_of("Status", &["DEACTIVATED"]);
    members.need("Status", status);
    if matches!(recipient.status, Status::Canceled | Status::Deactivated) {
        members.wrong("Status", "The recipient is not active");
    }
    members.finish()?;
    retire(state, &recipient.id, call.now);
    recipient.status = Status::Deactivated;
    recipient.link = None;
    Ok(Answer::ok(view(&recipient, &call.base())))
}

/// A destination that is not paid to any more: by the platform, or after a return.
pub(crate) fn retire(state: &mut State, id: &str, now: i64) {
    if let Some(r) = state.recipients.get_mut(id) {
        r.status = Status::Deactivated;
        r.link = None;
        state.emit(now, "RECIPIENT_DEACTIVATED", id);
    } else if let Some(account) = state.accounts.get_mut(id) {
        account.active = false;
    }
}
