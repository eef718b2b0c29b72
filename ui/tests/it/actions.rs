//! What can be done with a user: an owner made of a payer, links for enrolment and consent, an account closed.

use std::{cell::RefCell, rc::Rc};

use ipc::{
    Changed, Code, Event, Failure, Retry,
    forms::{OpenForm, OpenedForm, SendForm, SentForm},
    lists::{AddUp, GetObject, Held, List},
    session::{GetSession, Screen},
    sync::Freshness,
    users::{LinkPurpose, MakeUserLink, UserLink, UserProfile},
};
use js_sys::{Array, Function, Reflect};
use l10n::text;
use model::{
    Area, Cell, Column, Object, UserCategory, UserStatus,
    form::{Fault, FormKind, Values, YES},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{click, find, has, has_focus, open, press, says, until},
    samples::{NOW, connected, listed, profile, row, session},
    user::{in_view, owner},
};

const LINK: &str = "https://sca.example/?token=0af3";
const DIALOG: &str = "[data-testid='user-link-dialog']";
const NEXT: &str = "[data-testid='user-link-next']";

/// All that the page says.
const PAGE: &str = "body > :not(pre)";

/// Puts a clipboard in the place of the system's, which asks for a person's hand.
fn put_clipboard() {
    let put = "window.copied = []; const write = (text) => { window.copied.push(text); return Promise.resolve(); };
        Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: write } });";
    Function::new_no_args(put).call0(&JsValue::NULL).unwrap();
}

/// What was put on it, first to last.
fn copied() -> String {
    Array::from(&Reflect::get(&js_sys::global(), &"copied".into()).unwrap()).join("|").into()
}

fn payer() -> UserProfile {
    let mut profile = owner();
    profile.row.category = UserCategory::Payer;
    profile.sca = None;
    profile
}

/// Answers with links that work for so many seconds more.
fn links_for(seconds: i64) -> Rc<RefCell<Vec<LinkPurpose>>> {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&asked);
    backend::answer::<MakeUserLink>(move |question| {
        heard.borrow_mut().push(question.purpose);
        Ok(UserLink { url: LINK.to_owned(), ends_at: NOW + seconds })
    });
    asked
}

#[wasm_bindgen_test]
async fn an_enrolment_link_is_made_shown_and_copied() {
    in_view(owner()).await;
    let asked = links_for(600);
    click("[data-testid='enrolment-link']").await;
    says(DIALOG, "Enrolment link for Ada Example").await;
    says(DIALOG, &text("user-link-enrolment-text")).await;
    says(DIALOG, "Enrolled since").await;
    assert!(!has("[data-testid='user-link']"), "nothing was asked for yet");
    has_focus(NEXT).await;
    says(NEXT, &text("user-link-make")).await;
    click(NEXT).await;
    says("[data-testid='user-link']", LINK).await;
    says("[data-testid='user-link-left']", "10 minutes").await;
    says(NEXT, &text("user-link-copy")).await;
    // A profile that is drawn anew leaves the link where it is.
    backend::emit(&Event::Changed { what: Changed::Rows(Area::Users) });
    put_clipboard();
    click(NEXT).await;
    says("[data-testid='user-link-copied']", "emptied in").await;
    assert_eq!(copied(), LINK);
    says("[data-testid='user-link']", LINK).await;
    assert_eq!(*asked.borrow(), [LinkPurpose::Enrolment], "copying asks for nothing");
    press("Escape");
    until("it is gone", || !has(DIALOG)).await;
    assert!(!crate::page::text(PAGE).contains(LINK));
}

#[wasm_bindgen_test]
async fn a_consent_link_says_what_was_agreed_to_and_when_it_has_ended() {
    in_view(owner()).await;
    let asked = links_for(0);
    click("[data-testid='consent-link']").await;
    says(DIALOG, &text("user-link-consent-text")).await;
    says(DIALOG, &text("consent-accounts")).await;
    click(NEXT).await;
    says("[data-testid='user-link-ended']", &text("user-link-ended")).await;
    assert!(!crate::page::text(PAGE).contains(LINK), "what does not work is not shown");
    says(NEXT, &text("user-link-again")).await;
    click(NEXT).await;
    until("another was asked for", || asked.borrow().len() == 2).await;
    assert_eq!(*asked.borrow(), [LinkPurpose::Consent, LinkPurpose::Consent]);
}

#[wasm_bindgen_test]
async fn why_there_is_no_link_is_said_and_what_to_do() {
    in_view(owner()).await;
    backend::refuse::<MakeUserLink>(Failure::new(Code::Unreachable).retry(Retry::WhenOnline));
    click("[data-testid='enrolment-link']").await;
    has_focus(NEXT).await;
    click(NEXT).await;
    let failure = format!("{DIALOG} [data-testid='failure']");
    says(&failure, &text("failure-unreachable")).await;
    // Back on the network, the same dialog goes on.
    links_for(600);
    click(&format!("{failure} button")).await;
    says("[data-testid='user-link']", LINK).await;
    until("the failure is gone", || !has(&failure)).await;
    press("Escape");
    until("it is gone", || !has(DIALOG)).await;

    backend::refuse::<MakeUserLink>(Failure::new(Code::NoProxy));
    click("[data-testid='consent-link']").await;
    click(NEXT).await;
    says(&failure, &text("failure-no-proxy-do")).await;
    let said = Fault::Said("The legal representative needs an e-mail address".to_owned());
    backend::refuse::<MakeUserLink>(Failure::new(Code::RefusedByApi).fault("", said));
    click(NEXT).await;
    says(DIALOG, "The legal representative needs an e-mail address").await;
    assert!(!has("[data-testid='user-link']"));
}

#[wasm_bindgen_test]
async fn links_are_for_those_who_may_act_and_writers() {
    in_view(payer()).await;
    find("[data-testid='user-categorise']").await;
    assert!(!has("[data-testid='standing-links']"), "payers never authenticate");
    let mut closed = owner();
    closed.row.status = UserStatus::Closed;
    in_view(closed).await;
    find("[data-testid='user-edit']").await;
    assert!(!has("[data-testid='standing-links']") && !has("[data-testid='user-categorise']"));

    connected(Vec::new()).await;
    let Screen::Open(mut info) = profile() else { return };
    info.read_only = true;
    backend::answer::<GetSession>(move |_| Ok(session(Screen::Open(info.clone()))));
    backend::answer::<ipc::users::OpenUser>(|_| Ok(owner()));
    open("/users/user_m_1").await;
    let button = find("[data-testid='enrolment-link']").await;
    until("it is known that nothing may be written", || {
        button.get_attribute("aria-disabled").as_deref() == Some("true")
    })
    .await;
    click("[data-testid='enrolment-link']").await;
    assert!(!has(DIALOG));
}

/// The page of a payer, and what the form has.
async fn a_payer_in_view() {
    in_view(payer()).await;
    let held = Values::default().with("shape", "SCA").with("category", "OWNER").with("email", "ada@example.com");
    let held = held.with("birthday", "1984-02-29").with("nationality", "FR").with("residence", "FR");
    backend::answer::<OpenForm>(move |asked| {
        assert_eq!(asked.form.kind, FormKind::CategoriseNatural);
        Ok(OpenedForm { held: held.clone(), values: held.clone(), kept_at: None, in_doubt: false })
    });
}

#[wasm_bindgen_test]
async fn a_payer_is_made_an_owner_once_what_that_means_was_read() {
    a_payer_in_view().await;
    let sent = Rc::new(RefCell::new(Vec::<SendForm>::new()));
    let heard = Rc::clone(&sent);
    backend::answer::<SendForm>(move |asked| {
        heard.borrow_mut().push(asked);
        Ok(SentForm::Done { area: Area::Users, id: "user_m_1".to_owned(), earlier: false })
    });
    click("[data-testid='user-categorise']").await;
    says("[data-testid='form']", &text("form-natural-owner-understood-hint")).await;
    has_focus("[data-testid='field-understood']").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='form-faults']", "2 fields").await;
    assert_eq!(sent.borrow().len(), 0, "nobody agreed to anything");
    click("[data-testid='field-understood']").await;
    click("[data-testid='field-terms']").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='toast']", &text("form-natural-owner-done")).await;
    let sent = sent.borrow();
    let told = ["understood", "terms", "birthday", "email"].map(|name| sent[0].values.get(name).to_owned());
    assert_eq!(told, [YES, YES, "1984-02-29", "ada@example.com"]);
}

#[wasm_bindgen_test]
async fn an_owner_that_cannot_be_made_leaves_the_form_and_says_why() {
    a_payer_in_view().await;
    backend::refuse::<SendForm>(Failure::new(Code::Unreachable).retry(Retry::WhenOnline));
    click("[data-testid='user-categorise']").await;
    has_focus("[data-testid='field-understood']").await;
    click("[data-testid='field-understood']").await;
    click("[data-testid='field-terms']").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='form'] [data-testid='failure']", &text("failure-unreachable")).await;
    let said = Fault::Said("This country is blocked".to_owned());
    backend::refuse::<SendForm>(Failure::new(Code::RefusedByApi).fault("nationality", said));
    click("[data-testid='form-send']").await;
    says("[data-testid='form']", "This country is blocked").await;
    has_focus("[data-testid='field-nationality']").await;
}

#[wasm_bindgen_test]
async fn closing_says_what_it_means_before_it_is_sent() {
    in_view(owner()).await;
    backend::answer::<OpenForm>(|_| {
        let held = Values::default().with("person_type", "NATURAL");
        Ok(OpenedForm { held: held.clone(), values: held, kept_at: None, in_doubt: false })
    });
    backend::answer::<SendForm>(|_| {
        Ok(SentForm::Done { area: Area::Users, id: "user_m_1".to_owned(), earlier: false })
    });
    click("[data-testid='user-close']").await;
    says("[data-testid='form']", &text("form-user-close-understood-hint")).await;
    has_focus("[data-testid='field-understood']").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='form-faults']", "One field").await;
    click("[data-testid='field-understood']").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='toast']", &text("form-user-close-done")).await;
}

#[wasm_bindgen_test]
async fn a_bank_account_is_put_out_of_use_once_somebody_said_so() {
    connected(Vec::new()).await;
    let account = |active: bool| {
        row(Area::BankAccounts, "bankacc_m_1", move |column| match column {
            Column::Id => Cell::Link("bankacc_m_1".to_owned()),
            Column::Name => Cell::Text("Ada Example".to_owned()),
            Column::Active => Cell::Flag(active),
            _ => Cell::Nothing,
        })
    };
    let in_use = Rc::new(RefCell::new(true));
    let (in_list, beside, ended) = (Rc::clone(&in_use), Rc::clone(&in_use), Rc::clone(&in_use));
    backend::answer::<List>(move |_| Ok(listed(vec![account(*in_list.borrow())])));
    backend::answer::<AddUp>(|asked| Ok(vec![Vec::new(); asked.queries.len()]));
    backend::answer::<GetObject>(move |_| {
        let object = Object { row: account(*beside.borrow()), raw: "{}".to_owned() };
        Ok(Held { object, freshness: Freshness { complete_at: Some(NOW), partial: None } })
    });
    backend::answer::<OpenForm>(|_| {
        let held = Values::default().with("user", "user_m_1");
        Ok(OpenedForm { held: held.clone(), values: held, kept_at: None, in_doubt: false })
    });
    backend::answer::<SendForm>(move |asked| {
        assert_eq!((asked.form.kind, asked.values.get("understood")), (FormKind::EndBankAccount, YES));
        ended.replace(false);
        Ok(SentForm::Done { area: Area::BankAccounts, id: "bankacc_m_1".to_owned(), earlier: false })
    });
    open("/bank-accounts").await;
    find("tr[data-row='0']").await;
    press("j");
    press("Enter");
    click("[data-testid='bank-account-end']").await;
    says("[data-testid='form']", &text("form-bank-account-end-understood-hint")).await;
    has_focus("[data-testid='field-understood']").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='form-faults']", "One field").await;
    click("[data-testid='field-understood']").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='toast']", &text("form-bank-account-end-done")).await;
    backend::emit(&Event::Changed { what: Changed::Rows(Area::BankAccounts) });
    until("it cannot be done twice", || !has("[data-testid='bank-account-end']")).await;
}
