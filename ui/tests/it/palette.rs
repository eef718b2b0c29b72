//! The palette: search everything, go anywhere, do what needs no form.

use std::{cell::RefCell, rc::Rc};

use ipc::{
    Nothing,
    lists::{FindObjects, Found},
    sync::{GetCoverage, PauseSync},
};
use l10n::text;
use model::{Area, Cell, Column, Hit, Hits, Mark, Origin, Row, SearchError, SearchTrouble, UnixSeconds};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{all, click, fill, find, focused, has, has_focus, open, press, press_with_control, says, until},
    samples::{NOW, connected, document},
};

const FIELD: &str = "[data-testid='palette-field']";

fn user(id: &str, name: &str) -> Hit {
    let cells = Area::Users.columns().iter().map(|used| match used.column {
        Column::Name => Cell::Text(name.to_owned()),
        _ => Cell::Nothing,
    });
    let row = Row {
        id: id.to_owned(),
        cells: cells.collect(),
        origin: Origin::Api,
        fetched_at: UnixSeconds(NOW),
        gone_at: None,
    };
    Hit { area: Area::Users, row, marks: vec![Mark { column: Column::Name, from: 0, to: 3 }] }
}

/// The palette, open above the compliance list; what is searched for is noted.
async fn opened() -> Rc<RefCell<Vec<String>>> {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
    let asked = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&asked);
    backend::answer::<FindObjects>(move |query| {
        noted.borrow_mut().push(query.text.clone());
        let hits = match query.text.as_str() {
            "ana" => vec![user("user_m_1", "Ana Beltrán"), user("user_m_2", "Anabela Costa")],
            "ada:1" => {
                let trouble = SearchTrouble::UnknownOperator;
                return Ok(Found::Misread(SearchError { from: 0, to: 5, trouble }));
            }
            _ => Vec::new(),
        };
        Ok(Found::Hits(Hits { found: hits.len() as u32, hits, more: false }))
    });
    open("/compliance").await;
    // The title takes the focus once the page is there.
    has_focus("[data-testid='page-title']").await;
    find("tr[data-row='0']").await.focus().unwrap();
    press_with_control("k");
    has_focus(FIELD).await;
    asked
}

fn active() -> String {
    let id = focused().get_attribute("aria-activedescendant").unwrap_or_default();
    crate::page::text(&format!("#{id}"))
}

#[wasm_bindgen_test]
async fn what_is_typed_is_found_and_opened_without_a_mouse() {
    opened().await;
    fill(FIELD, "ana").await;
    says("[role='listbox']", "Anabela Costa").await;
    assert_eq!(all("[role='option'] mark")[0].text_content().as_deref(), Some("Ana"));
    says("[data-testid='palette-count']", "2 found").await;
    until("the best is chosen", || active().contains("Ana Beltrán")).await;
    press("ArrowDown");
    until("the next is chosen", || active().contains("Anabela Costa")).await;
    assert_eq!(all("[role='option'][aria-selected='true']").len(), 1);
    press("ArrowDown");
    until("it goes round", || active().contains("Ana Beltrán")).await;
    press("ArrowUp");
    until("and back", || active().contains("Anabela Costa")).await;
    backend::refuse::<ipc::users::OpenUser>(ipc::Failure::new(ipc::Code::NotFound));
    press("Enter");
    until("the palette is gone", || !has("[data-testid='palette']")).await;
    until("the user is opened", || web_sys::window().unwrap().location().pathname().unwrap() == "/users/user_m_2")
        .await;
}

#[wasm_bindgen_test]
async fn typing_fast_asks_only_for_what_stays() {
    let asked = opened().await;
    for typed in ["a", "an", "ana"] {
        fill(FIELD, typed).await;
    }
    // Pressed before there is an answer: it waits for it.
    press("Enter");
    until("the best is opened", || web_sys::window().unwrap().location().pathname().unwrap() == "/users/user_m_1")
        .await;
    assert_eq!(*asked.borrow(), ["ana"]);
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_or_found_is_said_in_words() {
    opened().await;
    says("[data-testid='palette-help']", "type:").await;
    fill(FIELD, "ada:1").await;
    says("[data-testid='palette-note']", "“ada:1”: there is no such operator").await;
    fill(FIELD, "po_m_01M8YM77").await;
    says("[data-testid='palette-note']", &text("palette-not-held-text")).await;
    fill(FIELD, "zzz").await;
    says("[data-testid='palette-note']", &text("palette-none-text")).await;
}

#[wasm_bindgen_test]
async fn places_and_actions_are_there_and_escape_gives_the_focus_back() {
    opened().await;
    backend::answer::<PauseSync>(|_| Ok(Nothing {}));
    backend::refuse::<GetCoverage>(ipc::Failure::new(ipc::Code::Internal));
    press("Escape");
    has_focus("tr[data-row='0']").await;

    press_with_control("k");
    fill(FIELD, "pause").await;
    until("the action is chosen", || active().contains(&text("palette-pause"))).await;
    until("the answer came", || has("[data-testid='palette-note']")).await;
    press("Enter");
    until("the sync was paused", || backend::asked::<PauseSync>() == 1).await;

    press_with_control("k");
    fill(FIELD, "sync st").await;
    until("the place is chosen", || active().contains(&text("nav-sync"))).await;
    click("[role='option'][aria-selected='true']").await;
    find("[data-testid='sync-page']").await;
    says("h1", &text("nav-sync")).await;
    has_focus("[data-testid='page-title']").await;
    // Off the lists the field of the top bar opens it too.
    click("[data-testid='search-all']").await;
    has_focus(FIELD).await;
}
