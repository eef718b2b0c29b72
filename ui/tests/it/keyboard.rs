//! Working without a mouse.

use ipc::{
    Event,
    uploads::{DraftView, Limits, ListDrafts, OpenDraft},
};
use model::DraftId;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{click, fill, find, focused, has, has_focus, open, press, says, until},
    samples::{NOW, connected, document},
};

async fn three_documents() {
    let names = ["Ada Example", "Ben Example", "Cleo Example"];
    let documents = names.iter().enumerate().map(|(at, name)| document(&format!("kyc_{at}"), name, "REFUSED"));
    connected(documents.collect()).await;
    open("/compliance").await;
    find("tr[data-row='2']").await;
    // The title takes the focus once the page is there.
    has_focus("[data-testid='page-title']").await;
}

#[wasm_bindgen_test]
async fn j_and_k_move_enter_opens_and_escape_gives_the_focus_back() {
    three_documents().await;
    press("j");
    has_focus("tr[data-row='0']").await;
    press("j");
    has_focus("tr[data-row='1']").await;
    press("j");
    has_focus("tr[data-row='2']").await;
    press("k");
    has_focus("tr[data-row='1']").await;
    assert!(!has("[data-testid='inspector']"), "moving alone opens nothing");

    press("Enter");
    says("[data-testid='inspector'] .insp-head", "Ben Example").await;
    find("tr[data-row='1'][aria-selected='true']").await;
    press("j");
    says("[data-testid='inspector'] .insp-head", "Cleo Example").await;

    find("[data-testid='close-inspector']").await.focus().unwrap();
    press("Escape");
    until("the inspector is gone", || !has("[data-testid='inspector']")).await;
    has_focus("tr[data-row='2']").await;
}

#[wasm_bindgen_test]
async fn what_was_typed_is_forgotten_where_one_goes_before_it_was_searched() {
    three_documents().await;
    fill("[data-testid='search']", "Ada").await;
    click("[data-testid='nav-users']").await;
    find("[data-testid='list-users']").await;
    // Longer than the field waits for more.
    let from = js_sys::Date::now();
    until("the field would have spoken", || js_sys::Date::now() - from > 400.0).await;
    let address = web_sys::window().unwrap().location().search().unwrap();
    assert!(!address.contains("q="), "the field of the list before spoke: {address}");
    click("[data-testid='nav-compliance']").await;
    find("tr[data-row='2']").await;
    fill("[data-testid='search']", "Ben").await;
    until("it is searched for where it was typed", || {
        web_sys::window().unwrap().location().search().unwrap().contains("q=Ben")
    })
    .await;
}

/// A draft with nothing in it.
pub fn draft() -> DraftView {
    DraftView {
        id: DraftId::new("draft-1"),
        user: None,
        kind: None,
        kinds: Vec::new(),
        tag: None,
        replaces: None,
        replaced: None,
        paper: None,
        papers: Vec::new(),
        pages: Vec::new(),
        limits: Limits { min_bytes: 1, max_bytes: 10_000_000, max_files: 5 },
        findings: Vec::new(),
        refused: Vec::new(),
        blockers: Vec::new(),
        changed_at: NOW,
    }
}

#[wasm_bindgen_test]
async fn escape_closes_the_upload_sheet_and_gives_the_focus_back() {
    three_documents().await;
    backend::answer::<OpenDraft>(|_| Ok(draft()));
    backend::answer::<ListDrafts>(|_| Ok(vec![draft()]));
    press("j");
    has_focus("tr[data-row='0']").await;
    press("u");
    let sheet = find("[data-testid='upload-sheet']").await;
    until("the focus is in the sheet", || sheet.contains(Some(focused().as_ref()))).await;

    press("j");
    assert!(sheet.contains(Some(focused().as_ref())), "the keys of the list rest below the sheet");
    press("Escape");
    until("the sheet is gone", || !has("[data-testid='upload-sheet']")).await;
    has_focus("tr[data-row='0']").await;
}

#[wasm_bindgen_test]
async fn escape_ends_a_drag_whose_source_says_nothing_more() {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
    open("/compliance").await;
    find("tr[data-row='0']").await;
    backend::emit(&Event::DragEntered { files: 1, named: Vec::new() });
    find("[data-testid='drop-overlay']").await;
    press("Escape");
    until("the overlay is gone", || !has("[data-testid='drop-overlay']")).await;
}
