//! The first call, and what is the same on every screen.

use std::{cell::Cell, rc::Rc};

use ipc::{Code, Failure, Retry, session::GetSession};
use l10n::text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{self, all, click, find, has, open, press, says, until},
    samples::{connected, document, profile, session, showing},
};

#[wasm_bindgen_test]
async fn a_first_call_that_fails_says_why_and_can_be_repeated() {
    connected(Vec::new()).await;
    let failing = Rc::new(Cell::new(true));
    let fails = Rc::clone(&failing);
    backend::answer::<GetSession>(move |_| {
        if fails.get() { Err(Failure::new(Code::Internal).retry(Retry::Now)) } else { Ok(session(profile())) }
    });
    open("/compliance").await;
    let failure = find("[data-testid='failure']").await.text_content().unwrap();
    assert!(failure.contains(&text("failure-internal")), "what and why: {failure}");
    assert!(failure.contains(&text("failure-internal-do")), "what to do: {failure}");

    failing.set(false);
    click("[data-testid='failure'] button").await;
    find("[data-testid='list-compliance']").await;
    assert!(!has("[data-testid='failure']"), "the failure is over");
    assert_eq!(backend::asked::<GetSession>(), 1, "the first came with the subscription");
}

#[wasm_bindgen_test]
async fn a_first_call_that_cannot_be_repeated_offers_no_repetition() {
    showing(profile()).await;
    backend::refuse::<GetSession>(Failure::new(Code::NewerVersion));
    open("/compliance").await;
    says("[data-testid='failure']", &text("failure-newer-version-do")).await;
    assert!(!has("[data-testid='failure'] button"));
}

/// Buttons, links and fields that a screen reader would call nothing.
fn nameless() -> Vec<String> {
    let named = |element: &web_sys::HtmlElement| {
        let attribute = |name: &str| element.get_attribute(name).is_some_and(|value| !value.trim().is_empty());
        let words = element.text_content().is_some_and(|words| !words.trim().is_empty());
        let label = element
            .closest("label")
            .unwrap()
            .is_some_and(|label| label.text_content().is_some_and(|words| !words.trim().is_empty()));
        attribute("aria-label") || words || label
    };
    let controls = all("button, a[href], input, select, textarea, [role='separator'][tabindex]");
    assert!(!controls.is_empty(), "a screen without anything to press is none");
    controls.iter().filter(|control| !named(control)).map(|control| control.outer_html()).collect()
}

#[wasm_bindgen_test]
async fn every_control_has_a_name() {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
    open("/compliance").await;
    find("tr[data-row='0']").await;
    press("j");
    press("Enter");
    find("[data-testid='close-inspector']").await;
    assert_eq!(nameless(), Vec::<String>::new(), "list and inspector");
    assert!(all("button").iter().any(|button| button.text_content() == Some(String::new())), "icons alone were seen");
    press("?");
    find("[role='dialog']").await;
    assert_eq!(nameless(), Vec::<String>::new(), "shortcuts");
}

#[wasm_bindgen_test]
async fn an_open_profile_asks_for_nothing_unforeseen() {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
    open("/compliance").await;
    find("tr[data-row='0']").await;
    until("the outbox was asked for", || backend::asked::<ipc::outbox::ListOutbox>() > 0).await;
    assert_eq!(backend::unknown(), Default::default());
    assert_eq!(page::text("h1"), text("compliance-title"));
}
