//! Reports and users: what comes of their forms.

use std::sync::Arc;

use ipc::{
    Code,
    forms::SentForm,
    reports::{DropReport, FetchReport, OpenReport, ReadReport, ReportState},
};
use model::{
    Area, Column, UnixSeconds,
    form::{Cost, Fault, FormId, FormKind, Values, YES},
};
use sandbox::{Action, World};
use serde_json::Value;

use crate::forms::Counter;

const NEW: FormId = FormId::new(FormKind::NewReport);

async fn state(counter: &Counter, id: &str) -> ReportState {
    let args = OpenReport { id: id.to_owned() };
    Arc::clone(&counter.desk.host).open_report(counter.desk.window(), args).await.unwrap()
}

async fn until_kept(counter: &Counter, id: &str) -> ReportState {
    let kept = || async { Some(state(counter, id).await).filter(|state| state.file.is_some() && !state.under_way) };
    counter.desk.until("the file is here", kept).await
}

fn fees() -> Values {
    let values = Values::default().with("type", "COLLECTED_FEES").with("from", "2026-10-01").with("to", "2026-10-31");
    values.with("tag", "Fees October").with("columns", "TransactionId,FeesAmount,FeesCurrency")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_followed_downloaded_and_looked_at_without_a_network() {
    let counter = Counter::open(World::Demo).await;
    let id = counter.done(&NEW, &fees()).await;
    assert_eq!(counter.word(Area::Reports, &id, Column::Tag).await.as_deref(), Some("Fees October"));
    let kept = until_kept(&counter, &id).await;
    let file = kept.file.unwrap();
    assert_eq!(file.columns, ["TransactionId", "FeesAmount", "FeesCurrency"]);
    assert!(file.lines > 0 && kept.trouble.is_none());
    assert_eq!(counter.word(Area::Reports, &id, Column::Status).await.as_deref(), Some("GENERATED"));
    // 31 days after it was made.
    let now = counter.desk.sandbox.control().now();
    let left = kept.ends_at.unwrap() - now;
    assert!((30 * 86_400..=31 * 86_400).contains(&left), "{left}");

    // The sums are those of the lines, currency by currency.
    counter.desk.sandbox.control().fault(sandbox::Fault {
        method: None,
        path: None,
        skip: 0,
        times: None,
        action: Action::CutBeforeCommit,
    });
    let read = |offset, limit| {
        let args = ReadReport { id: id.clone(), offset, limit };
        Arc::clone(&counter.desk.host).read_report(counter.desk.window(), args)
    };
    let lines = read(0, 500).await.unwrap().lines;
    assert_eq!(lines.len() as u64, file.lines.min(500));
    let euros: i64 = lines.iter().filter(|line| line[2] == "EUR").map(|line| line[1].parse::<i64>().unwrap()).sum();
    if file.lines <= 500 {
        assert!(file.sums.contains(&("FeesAmount".to_owned(), "EUR".to_owned(), euros)), "{:?}", file.sums);
    }
    assert_eq!(read(1, 1).await.unwrap().lines[0], lines[1]);

    // Once more, as it was asked for.
    let again = counter.opened(&FormId::about(FormKind::NewReport, &id)).await.unwrap().values;
    let told = ["type", "from", "to", "tag", "columns"].map(|name| again.get(name).to_owned());
    assert_eq!(told[..4], ["COLLECTED_FEES", "2026-10-01", "2026-10-31", "Fees October"]);
    let drop = DropReport { id: id.clone() };
    Arc::clone(&counter.desk.host).drop_report(counter.desk.window(), drop).await.unwrap();
    assert_eq!(state(&counter, &id).await.file, None);
    assert!(read(0, 10).await.unwrap().lines.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_the_older_system_is_fetched_again_while_it_lives() {
    let counter = Counter::open(World::Demo).await;
    let wallets = Values::default().with("type", "WALLETS").with("from", "2025-01-01");
    let id = counter.done(&NEW, &wallets).await;
    let kept = until_kept(&counter, &id).await;
    assert!(kept.file.unwrap().sums.iter().any(|(column, ..)| column == "BalanceAmount"));
    let drop = DropReport { id: id.clone() };
    Arc::clone(&counter.desk.host).drop_report(counter.desk.window(), drop).await.unwrap();
    let fetch = FetchReport { id: id.clone() };
    Arc::clone(&counter.desk.host).fetch_report(counter.desk.window(), fetch.clone()).await.unwrap();
    until_kept(&counter, &id).await;
    // A day later there is nothing to fetch, and what is here stays.
    counter.desk.clock.advance(90_000);
    counter.desk.sandbox.control().advance(90_000).unwrap();
    let later = state(&counter, &id).await;
    assert!(later.ends_at.is_none() && later.file.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_period_that_is_too_long_is_refused_here() {
    let counter = Counter::open(World::Empty).await;
    let failed = counter.send(&NEW, &fees().with("from", "2024-12-01")).await.unwrap_err();
    assert_eq!(failed.fields[0].fault, Some(Fault::Longer(12)));
    assert_eq!(counter.opened(&NEW).await.unwrap().held.get("type"), "COLLECTED_FEES");
}

pub(crate) fn owner(shape: &str) -> Values {
    let told = [
        ("shape", shape),
        ("category", "OWNER"),
        ("terms", YES),
        ("first_name", "Ana"),
        ("last_name", "Beltrán Ruiz"),
        ("email", "ana@example.com"),
        ("birthday", "1984-02-29"),
        ("nationality", "ES"),
        ("residence", "FR"),
        ("line1", "8 quai de la Halle"),
        ("city", "Nantes"),
        ("postcode", "44000"),
        ("country", "FR"),
    ];
    told.into_iter().fold(Values::default(), |values, (name, value)| values.with(name, value))
}

pub(crate) fn company() -> Values {
    let told = [
        ("shape", "LEGACY"),
        ("category", "OWNER"),
        ("terms", YES),
        ("legal_form", "BUSINESS"),
        ("name", "Halle Verte SAS"),
        ("email", "info@halleverte.example"),
        ("company_number", "853746120"),
        ("seat_line1", "8 quai de la Halle"),
        ("seat_city", "Nantes"),
        ("seat_postcode", "44000"),
        ("seat_country", "FR"),
        ("first_name", "Ines"),
        ("last_name", "Moreau"),
        ("rep_email", "ines@halleverte.example"),
        ("birthday", "1979-05-04"),
        ("nationality", "FR"),
        ("residence", "FR"),
    ];
    told.into_iter().fold(Values::default(), |values, (name, value)| values.with(name, value))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn users_of_both_shapes_are_made_and_changed() {
    let counter = Counter::open(World::Empty).await;
    for (kind, values) in [
        (FormKind::AddNatural, owner("SCA")),
        (FormKind::AddNatural, owner("LEGACY").with("email", "b@example.com")),
        (FormKind::AddLegal, company()),
        (FormKind::AddLegal, company().with("shape", "SCA")),
    ] {
        let id = counter.done(&FormId::new(kind), &values).await;
        assert!(counter.rows(Area::Users).await.iter().any(|row| row.id == id), "{kind:?} is in the list at once");
        let edit = match kind {
            FormKind::AddNatural => FormKind::EditNatural,
            _ => FormKind::EditLegal,
        };
        let edit = FormId::about(edit, &id);
        let held = counter.opened(&edit).await.unwrap().values;
        for name in ["first_name", "last_name", "email", "birthday", "nationality", "residence"] {
            assert_eq!(held.get(name), values.get(name), "{kind:?} {name}");
        }
        let changed = held.with("last_name", "Moreau Ruiz").with("tag", "met in person");
        counter.done(&edit, &changed).await;
        let now = counter.opened(&edit).await.unwrap().values;
        assert_eq!((now.get("last_name"), now.get("tag")), ("Moreau Ruiz", "met in person"), "{kind:?}");
    }
    assert_eq!(counter.stored("users").len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_only_the_server_knows_of_a_user_is_said_at_the_field() {
    let counter = Counter::open(World::Empty).await;
    let add = FormId::new(FormKind::AddLegal);
    let number = counter.send(&add, &company().with("company_number", "12")).await.unwrap_err();
    assert_eq!((number.code, number.fields[0].fault.clone()), (Code::BadFields, Some(Fault::CompanyNumber)));
    let natural = FormId::new(FormKind::AddNatural);
    let country = counter.send(&natural, &owner("SCA").with("nationality", "ZZ")).await.unwrap_err();
    let said: Vec<_> = country.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!((country.code, said), (Code::RefusedByApi, vec!["nationality"]));
    assert_eq!(counter.opened(&natural).await.unwrap().values.get("first_name"), "Ana", "what was typed is kept");
    assert!(counter.stored("users").is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_costs_something_is_agreed_to_first() {
    let counter = Counter::open(World::Demo).await;
    let users = counter.stored("users");
    let regular = users.iter().find(|user| {
        user["person"] == "NATURAL"
            && user["level"] == "REGULAR"
            && user["category"] == "OWNER"
            && user["status"] == "ACTIVE"
    });
    let id = regular.unwrap()["id"].as_str().unwrap().to_owned();
    let edit = FormId::about(FormKind::EditNatural, &id);
    let opened = counter.desk.until("the user is read", || async { counter.opened(&edit).await.ok() }).await;
    let values = opened.values.with("last_name", "Changed");
    let SentForm::Costs(costs) = counter.send(&edit, &values).await.unwrap() else { panic!("it costs the level") };
    assert_eq!(costs, [(Cost::Level, vec!["last_name".to_owned()])]);
    let level = |id: &str| {
        let users = counter.stored("users");
        users.iter().find(|user| user["id"] == id).unwrap()["level"].as_str().unwrap().to_owned()
    };
    assert_eq!(level(&id), "REGULAR", "nothing was sent");
    counter.done(&edit, &values).await;
    assert_eq!(level(&id), "LIGHT");
}

#[test]
fn days_are_those_of_the_calendar() {
    assert_eq!(UnixSeconds::of_day("1984-02-29").unwrap().day(), "1984-02-29");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_is_closed_for_good_once_the_wallets_are_empty_and_somebody_said_so() {
    let counter = Counter::open(World::Demo).await;
    let wallets = counter.stored("wallets");
    let has_money = |user: &Value| wallets.iter().any(|one| one["owner"] == user["id"] && one["balance"] != 0);
    let users = counter.stored("users");
    let of = |moneyed: bool, person: &str| {
        let is_meant =
            |user: &&Value| user["person"] == person && user["status"] == "ACTIVE" && has_money(user) == moneyed;
        users.iter().find(is_meant).and_then(|user| user["id"].as_str()).unwrap_or_else(|| panic!("{person} {moneyed}"))
    };
    let understood = Values::default().with("understood", YES);
    let owner = of(true, "NATURAL");
    let wallet = wallets.iter().find(|one| one["owner"] == owner && one["balance"] != 0).unwrap();
    let wallet = wallet["id"].as_str().unwrap();
    counter.desk.until("the wallet is read", || counter.word(Area::Wallets, wallet, Column::Currency)).await;
    let rich = FormId::about(FormKind::CloseUser, owner);
    counter.desk.until("the user is read", || async { counter.opened(&rich).await.ok() }).await;
    let refused = counter.send(&rich, &understood).await.unwrap_err();
    assert_eq!(refused.fields[0].fault, Some(Fault::HasMoney));
    for person in ["NATURAL", "LEGAL"] {
        let id = of(false, person);
        let form = FormId::about(FormKind::CloseUser, id);
        counter.desk.until("the user is read", || async { counter.opened(&form).await.ok() }).await;
        let unsaid = counter.send(&form, &Values::default()).await.unwrap_err();
        assert_eq!(unsaid.fields[0].fault, Some(Fault::Required));
        assert_eq!(counter.done(&form, &understood).await, id);
        assert_eq!(counter.word(Area::Users, id, Column::Status).await.as_deref(), Some("CLOSED"));
        let closed = |user: &Value| user["id"] == id && user["status"] == "CLOSED";
        assert!(counter.stored("users").iter().any(closed));
    }
}
