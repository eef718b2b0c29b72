//! The lock screen.

use ipc::{
    Code, Failure,
    session::{LockedProfile, Screen, Unlock, UnlockWith},
};
use l10n::{text, text_with};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{all, click, fill, find, has_focus, open, press, says, until},
    samples::{locked, showing},
};

const FIELD: &str = "[data-testid='unlock-field']";

async fn show(profile: LockedProfile) -> String {
    showing(Screen::Locked(profile)).await;
    open("/compliance").await;
    find("[data-testid='lock-screen']").await.text_content().unwrap()
}

#[wasm_bindgen_test]
async fn uploads_that_go_on_and_uploads_that_wait_have_different_words() {
    let going = LockedProfile { uploads_on_the_way: 2, uploads_go_on: true, uploads_done_percent: 40, ..locked() };
    let waiting = LockedProfile { uploads_go_on: false, ..going.clone() };
    let (goes_on, waits) =
        (text_with("lock-uploads", &[("count", 2.into())]), text_with("lock-uploads-wait", &[("count", 2.into())]));
    let words = show(going).await;
    assert!(words.contains(&goes_on) && !words.contains(&waits), "{words}");
    let words = show(waiting).await;
    assert!(words.contains(&waits) && !words.contains(&goes_on), "{words}");
    let words = show(locked()).await;
    assert!(!words.contains(&waits) && !words.contains(&goes_on), "nothing is on the way: {words}");
}

#[wasm_bindgen_test]
async fn a_wrong_passphrase_is_said_beside_the_field_which_keeps_the_focus() {
    show(locked()).await;
    backend::answer::<Unlock>(|unlock| match unlock.with {
        UnlockWith::Passphrase(words) if words == "not the one" => {
            Err(Failure::new(Code::WrongPassphrase).field("passphrase", Code::WrongPassphrase))
        }
        _ => Err(Failure::new(Code::Internal)),
    });
    has_focus(FIELD).await;
    fill(FIELD, "not the one").await;
    press("Enter");
    says(".hint--bad", &text("failure-wrong-passphrase")).await;
    says(".hint--bad", &text("failure-wrong-passphrase-do")).await;
    has_focus(FIELD).await;
    let field = find(FIELD).await;
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(field.get_attribute("type").as_deref(), Some("password"), "what is typed stays hidden");
    assert_eq!(all("[role='alert']").len(), 1, "said once");
    assert_eq!(backend::asked::<Unlock>(), 1);
}

#[wasm_bindgen_test]
async fn trouble_that_is_not_the_passphrases_is_not_said_beside_it() {
    show(locked()).await;
    backend::refuse::<Unlock>(Failure::new(Code::DiskTrouble));
    fill(FIELD, "the right one").await;
    click("[data-testid='unlock']").await;
    says("[data-testid='failure']", &text("failure-disk-trouble")).await;
    assert!(all(".hint--bad").is_empty());
    until("the button can be pressed again", || all("[data-testid='unlock'][aria-busy='true']").is_empty()).await;
}
