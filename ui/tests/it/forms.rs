//! Forms: what is wrong is said at the field and moves the focus there; nothing typed is lost unasked.

use std::{cell::RefCell, rc::Rc};

use ipc::{
    Code, Failure,
    forms::{GetHookAdvice, HookAdvice, OpenForm, OpenedForm, SendForm, SentForm},
    lists::{AddUp, GetObject, List, Listed},
    session::Screen,
    sync::Freshness,
};
use l10n::text;
use model::{
    Area, Listing, Total,
    form::{Cost, Fault, Values},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{choose, click, fill, find, has, has_focus, open, press, press_with_control, says, until},
    samples::{NOW, connected, profile, session},
};

fn opened(values: Values) -> OpenedForm {
    OpenedForm { held: values.clone(), values, kept_at: None, in_doubt: false }
}

/// The list of hooks without any.
async fn no_hooks() {
    connected(Vec::new()).await;
    let freshness = Freshness { complete_at: Some(NOW), partial: None };
    let listing = Listing { rows: Vec::new(), total: Total::Known(0), generation: 1 };
    backend::answer::<List>(move |_| Ok(Listed { listing: listing.clone(), freshness: freshness.clone() }));
    backend::answer::<AddUp>(|asked| Ok(vec![Vec::new(); asked.queries.len()]));
    backend::refuse::<GetObject>(Failure::new(Code::NotFound));
    backend::answer::<GetHookAdvice>(|_| Ok(vec![HookAdvice::Missing(vec!["KYC_FAILED".to_owned()])]));
    backend::answer::<OpenForm>(|_| Ok(opened(Values::default())));
}

#[wasm_bindgen_test]
async fn a_hook_is_added_by_keyboard_and_faults_are_said_where_they_are() {
    no_hooks().await;
    let sent = Rc::new(RefCell::new(Vec::<SendForm>::new()));
    let heard = Rc::clone(&sent);
    backend::answer::<SendForm>(move |asked| {
        heard.borrow_mut().push(asked);
        Ok(SentForm::Done { area: Area::Hooks, id: "hook_m_1".to_owned(), earlier: false })
    });
    open("/hooks").await;
    find("[data-testid='new-object']").await;
    press("n");
    has_focus("[data-testid='field-event']").await;
    press_with_control("Enter");
    says("[data-testid='form-faults']", "2 fields").await;
    has_focus("[data-testid='field-event']").await;
    choose("[data-testid='field-event']", "KYC_FAILED").await;
    fill("[data-testid='field-url']", "shop").await;
    says("[data-testid='form']", &text("fault-url")).await;
    fill("[data-testid='field-url']", "https://shop.example/hooks").await;
    until("nothing is wrong", || !has("[data-testid='form-faults']")).await;
    press("Enter");
    says("[data-testid='toast']", &text("form-hook-done")).await;
    until("the form is gone", || !has("[data-testid='form']")).await;
    let sent = sent.borrow();
    assert_eq!((sent.len(), sent[0].values.get("event")), (1, "KYC_FAILED"));
}

#[wasm_bindgen_test]
async fn what_the_server_says_stands_at_its_field_until_that_changes() {
    no_hooks().await;
    let refused = Failure::new(Code::RefusedByApi).fault("url", Fault::Said("Blocked host".to_owned()));
    backend::refuse::<SendForm>(refused);
    open("/hooks").await;
    says("[data-testid='advice-missing']", &text("event-KYC_FAILED")).await;
    click("[data-testid='advice-add']").await;
    fill("[data-testid='field-url']", "https://shop.example").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='form']", "Blocked host").await;
    has_focus("[data-testid='field-url']").await;
    fill("[data-testid='field-url']", "https://shop.example/other").await;
    until("it is no longer said", || !crate::page::text("[data-testid='form']").contains("Blocked host")).await;
}

#[wasm_bindgen_test]
async fn leaving_asks_before_what_was_typed_is_lost() {
    no_hooks().await;
    open("/hooks").await;
    click("[data-testid='new-object']").await;
    has_focus("[data-testid='field-event']").await;
    press("Escape");
    until("nothing was typed: it closes", || !has("[data-testid='form']")).await;
    click("[data-testid='new-object']").await;
    fill("[data-testid='field-url']", "https://shop.example").await;
    press("Escape");
    says("[role='dialog'] p", &text("form-leave-text")).await;
    click("[data-testid='confirm']").await;
    until("the form is gone", || !has("[data-testid='form']")).await;
}

#[wasm_bindgen_test]
async fn what_a_change_costs_is_agreed_to_and_what_was_kept_is_told() {
    no_hooks().await;
    let kept = OpenedForm {
        kept_at: Some(NOW - 60),
        in_doubt: true,
        ..opened(Values::default().with("event", "KYC_FAILED").with("url", "https://shop.example"))
    };
    backend::answer::<OpenForm>(move |_| Ok(kept.clone()));
    backend::answer::<SendForm>(|asked| {
        Ok(match asked.agreed {
            false => SentForm::Costs(vec![(Cost::Level, vec!["url".to_owned()])]),
            true => SentForm::Done { area: Area::Hooks, id: "hook_m_1".to_owned(), earlier: false },
        })
    });
    open("/hooks").await;
    click("[data-testid='new-object']").await;
    find("[data-testid='form-kept']").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='costs']", &text("field-url")).await;
    click("[data-testid='cost-agree']").await;
    says("[data-testid='toast']", &text("form-hook-done")).await;
}

#[wasm_bindgen_test]
async fn a_read_only_profile_says_why_nothing_can_be_added() {
    no_hooks().await;
    let Screen::Open(mut info) = profile() else { return };
    info.read_only = true;
    backend::answer::<ipc::session::GetSession>(move |_| Ok(session(Screen::Open(info.clone()))));
    open("/hooks").await;
    says("[data-testid='read-only-note']", &text("form-read-only")).await;
    let button = find("[data-testid='new-object']").await;
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
    let first = find("[data-testid='empty-new']").await;
    assert_eq!(first.get_attribute("aria-disabled").as_deref(), Some("true"), "nor from the empty list");
    press("n");
    assert!(!has("[data-testid='form']"));
}

#[wasm_bindgen_test]
async fn in_production_what_is_sent_is_looked_at_once_more() {
    no_hooks().await;
    let Screen::Open(mut info) = profile() else { return };
    info.environment = model::Environment::Production;
    backend::answer::<ipc::session::GetSession>(move |_| Ok(session(Screen::Open(info.clone()))));
    backend::answer::<SendForm>(|_| {
        Ok(SentForm::Done { area: Area::Hooks, id: "hook_m_1".to_owned(), earlier: false })
    });
    open("/hooks").await;
    click("[data-testid='advice-add']").await;
    fill("[data-testid='field-url']", "https://shop.example/hooks").await;
    click("[data-testid='form-send']").await;
    says("[data-testid='review']", "https://shop.example/hooks").await;
    assert_eq!(backend::asked::<SendForm>(), 0, "nothing was sent yet");
    click("[data-testid='review-send']").await;
    says("[data-testid='toast']", &text("form-hook-done")).await;
}
