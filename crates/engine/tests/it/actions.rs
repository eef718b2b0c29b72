//! What is done with a user: owners made of payers, and links that are handed to them.

use std::sync::Arc;

use ipc::{
    Code, Failure, Retry,
    profiles::SetReadOnly,
    users::{LinkPurpose, MakeUserLink, UserLink},
};
use model::{
    Area, Cell, Column, UserId,
    form::{Fault, FormId, FormKind, Values, YES},
};
use sandbox::{Action, Fault as Script, World};
use serde_json::{Value, json};

use crate::{
    forms::Counter,
    made::{company, owner},
};

async fn link(counter: &Counter, user: &str, purpose: LinkPurpose) -> Result<UserLink, Failure> {
    let args = MakeUserLink { user: UserId::new(user), purpose };
    counter.desk.run(Arc::clone(&counter.desk.host).make_user_link(counter.desk.window(), args)).await
}

fn payer(values: Values) -> Values {
    values.with("category", "PAYER")
}

/// What somebody says who makes an owner.
fn agreed(values: Values) -> Values {
    values.with("understood", YES).with("terms", YES)
}

fn category(counter: &Counter, id: &str) -> String {
    let users = counter.stored("users");
    users.iter().find(|user| user["id"] == id).unwrap()["category"].as_str().unwrap().to_owned()
}

/// Calls that asked for links.
fn asked(counter: &Counter) -> usize {
    let calls = counter.desk.sandbox.control().calls();
    calls.iter().filter(|call| call.path.ends_with("/enrollment") || call.path.ends_with("/consent")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_enrolment_link_is_another_each_time_and_changes_nothing() {
    let counter = Counter::open(World::Empty).await;
    let id = counter.done(&FormId::new(FormKind::AddNatural), &owner("SCA")).await;
    let before = counter.word(Area::Users, &id, Column::Status).await;
    let first = link(&counter, &id, LinkPurpose::Enrolment).await.unwrap();
    let from = counter.desk.sandbox.control().now();
    let second = link(&counter, &id, LinkPurpose::Enrolment).await.unwrap();
    assert!(first.url.starts_with("http://127.0.0.1:") && first.url != second.url, "a page, and another one");
    let to = counter.desk.sandbox.control().now();
    assert!((from + 600..=to + 600).contains(&second.ends_at), "ten minutes: {} from {from} to {to}", second.ends_at);
    assert!(!format!("{first:?}").contains("token"), "a link is nothing to be logged");
    assert_eq!(counter.word(Area::Users, &id, Column::Status).await, before);

    // Whoever is enrolled enrols anew by the same way.
    counter.desk.sandbox.control().authenticate(&id).unwrap();
    link(&counter, &id, LinkPurpose::Enrolment).await.unwrap();
    assert_eq!(asked(&counter), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_platform_without_a_proxy_has_no_consent_to_ask_for() {
    let counter = Counter::open(World::Empty).await;
    let id = counter.done(&FormId::new(FormKind::AddNatural), &owner("SCA")).await;
    assert_eq!(link(&counter, &id, LinkPurpose::Consent).await.unwrap_err().code, Code::NoProxy);
    counter.desk.sandbox.control().set_features(&json!({"proxy": true})).unwrap();
    let consent = link(&counter, &id, LinkPurpose::Consent).await.unwrap();
    assert!(consent.url.starts_with("http://127.0.0.1:"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_that_are_not_to_be_had_say_why() {
    let counter = Counter::open(World::Empty).await;
    let id = counter.done(&FormId::new(FormKind::AddNatural), &payer(owner("SCA"))).await;
    let refused = link(&counter, &id, LinkPurpose::Enrolment).await.unwrap_err();
    let said = refused.fields.first().and_then(|field| field.fault.clone());
    assert_eq!(refused.code, Code::RefusedByApi);
    assert!(matches!(said, Some(Fault::Said(words)) if words.contains("owners")), "in the server's own words");
    assert_eq!(link(&counter, "user_m_nobody", LinkPurpose::Enrolment).await.unwrap_err().code, Code::NotFound);

    let (method, path) = (Some("POST".to_owned()), Some("/sca/users/*/enrollment".to_owned()));
    let cut = Script { method, path, skip: 0, times: None, action: Action::CutBeforeCommit };
    counter.desk.sandbox.control().fault(cut);
    let lost = link(&counter, &id, LinkPurpose::Enrolment).await.unwrap_err();
    assert!(lost.retry != Retry::Never, "no network, and it may be tried again: {lost:?}");

    let calls = asked(&counter);
    let read_only = SetReadOnly { read_only: true };
    Arc::clone(&counter.desk.host).set_read_only(counter.desk.window(), read_only).await.unwrap();
    assert_eq!(link(&counter, &id, LinkPurpose::Enrolment).await.unwrap_err().code, Code::ReadOnly);
    assert_eq!(asked(&counter), calls, "nothing was asked for");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payer_becomes_an_owner_who_has_to_enrol() {
    let counter = Counter::open(World::Empty).await;
    let id = counter.done(&FormId::new(FormKind::AddNatural), &payer(owner("LEGACY"))).await;
    let form = FormId::about(FormKind::CategoriseNatural, &id);
    let held = counter.opened(&form).await.unwrap().values;
    assert_eq!((held.get("email"), held.get("category"), held.get("terms")), ("ana@example.com", "OWNER", ""));
    let unsaid = counter.send(&form, &held).await.unwrap_err();
    let mut missing: Vec<_> = unsaid.fields.iter().map(|field| field.field.as_str()).collect();
    missing.sort_unstable();
    assert_eq!(missing, ["birthday", "nationality", "residence", "terms", "understood"]);
    assert_eq!(category(&counter, &id), "PAYER");

    let told = agreed(held).with("birthday", "1984-02-29").with("nationality", "ES").with("residence", "FR");
    let refused = counter.send(&form, &told.clone().with("nationality", "ZZ")).await.unwrap_err();
    assert_eq!((refused.code, refused.fields[0].field.as_str()), (Code::RefusedByApi, "nationality"));
    assert_eq!(counter.done(&form, &told).await, id);
    assert_eq!(counter.word(Area::Users, &id, Column::Category).await.as_deref(), Some("OWNER"));
    assert_eq!(counter.word(Area::Users, &id, Column::Status).await.as_deref(), Some("PENDING_USER_ACTION"));
    link(&counter, &id, LinkPurpose::Enrolment).await.unwrap();
    // There is no second time.
    assert_eq!(counter.send(&form, &told).await.unwrap_err().code, Code::RefusedByApi);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_company_becomes_an_owner_once_even_if_the_answer_is_lost() {
    let counter = Counter::open(World::Empty).await;
    let id = counter.done(&FormId::new(FormKind::AddLegal), &payer(company())).await;
    let form = FormId::about(FormKind::CategoriseLegal, &id);
    let held = counter.opened(&form).await.unwrap().values;
    assert_eq!((held.get("first_name"), held.get("legal_form")), ("Ines", "BUSINESS"));
    // What the API does not keep of payers is to be told now.
    let lacking = ["company_number", "seat_line1", "seat_city", "seat_postcode", "seat_country"];
    let lacking = lacking.into_iter().chain(["birthday", "nationality", "residence"]);
    let told = lacking.fold(agreed(held), |told, name| told.with(name, company().get(name)));
    let wrong = counter.send(&form, &told.clone().with("company_number", "12")).await.unwrap_err();
    assert_eq!(wrong.fields[0].fault, Some(Fault::CompanyNumber));
    counter.script("PUT", "/sca/users/legal/*/category", Action::CutAfterCommit);
    assert_eq!(counter.done(&form, &told).await, id, "it is looked up what came of it");
    let calls = counter.desk.sandbox.control().calls();
    assert_eq!(calls.iter().filter(|call| call.path.ends_with("/category")).count(), 1, "and not sent again");
    assert_eq!(category(&counter, &id), "OWNER");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_is_out_of_use_for_good() {
    let counter = Counter::open(World::Demo).await;
    let (users, accounts) = (counter.stored("users"), counter.stored("accounts"));
    let may_act = |id: &Value| users.iter().any(|user| user["id"] == *id && user["status"] == "ACTIVE");
    let account = accounts.iter().find(|one| one["active"] == true && may_act(&one["user"])).unwrap();
    let id = account["id"].as_str().unwrap();
    let form = FormId::about(FormKind::EndBankAccount, id);
    let opened = counter.desk.until("the account is read", || async { counter.opened(&form).await.ok() }).await;
    let held = opened.values;
    assert_eq!(held.get("user"), account["user"].as_str().unwrap());
    let unsaid = counter.send(&form, &held).await.unwrap_err();
    assert_eq!(unsaid.fields[0].fault, Some(Fault::Required));
    counter.script("PUT", "/users/*/bankaccounts/*", Action::CutAfterCommit);
    assert_eq!(counter.done(&form, &held.with("understood", YES)).await, id, "a lost answer is looked up");
    let is_ended = |one: &Value| one["id"] == id && one["active"] == false;
    assert!(counter.stored("accounts").iter().any(is_ended));
    let rows = counter.rows(Area::BankAccounts).await;
    let row = rows.iter().find(|row| row.id == id).unwrap();
    assert_eq!(*row.cell(Area::BankAccounts, Column::Active), Cell::Flag(false));
}
