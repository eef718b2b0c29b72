//! The palette: search everything, go anywhere, do what needs no form.

use std::{cell::RefCell, rc::Rc};

use ipc::{
    Code, Failure, Nothing,
    lists::{FindObjects, Found, GetCopiedId, LookUp, LookedUp},
    sync::{GetCoverage, PauseSync},
};
use l10n::text;
use model::{Area, Cell, Column, Hit, Hits, Mark, Origin, Row, SearchError, SearchTrouble, UnixSeconds};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{
        all, click, fill, find, focused, has, has_focus, open, press, press_with_control, says, text as said, until,
    },
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
    let id = focused().get_attribute("aria-activedescendant").filter(|id| !id.is_empty());
    id.map(|id| said(&format!("#{id}"))).unwrap_or_default()
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

const ID: &str = "po_m_01M8YM77K0";
const NOTE: &str = "[data-testid='palette-note']";

fn address() -> String {
    let location = web_sys::window().unwrap().location();
    location.pathname().unwrap() + &location.search().unwrap()
}

/// Answers what is looked for; the questions are noted, without an id those that end one.
fn looks_up(answer: impl Fn() -> Result<LookedUp, Failure> + 'static) -> Rc<RefCell<Vec<Option<String>>>> {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&asked);
    backend::answer::<LookUp>(move |args| {
        noted.borrow_mut().push(args.id);
        answer()
    });
    asked
}

#[wasm_bindgen_test]
async fn an_id_that_is_not_held_is_asked_for_and_opened() {
    opened().await;
    let asked = looks_up(|| Ok(LookedUp::Nowhere));
    fill(FIELD, ID).await;
    let offer = format!("Ask Mangopay for {ID}");
    until("asking is the first entry", || active().contains(&offer)).await;
    press("Enter");
    says(NOTE, &format!("Mangopay has no object with the id {ID}")).await;
    assert_eq!(*asked.borrow(), [Some(ID.to_owned())]);

    // What stands in the way is said in the words of every failure.
    for code in [Code::Unreachable, Code::ScaRequired, Code::NotAllowed] {
        looks_up(move || Err(Failure::new(code)));
        press("Enter");
        says(NOTE, &text(&format!("failure-{}", code.key()))).await;
        says(NOTE, &text(&format!("failure-{}-do", code.key()))).await;
    }
    assert!(has(FIELD), "the palette stays until there is something to open");

    looks_up(|| Ok(LookedUp::Held(Area::Transactions)));
    press("Enter");
    until("the palette is gone", || !has("[data-testid='palette']")).await;
    until("the payout is opened", || address().starts_with("/transactions?") && address().contains(ID)).await;
}

#[wasm_bindgen_test]
async fn escape_ends_the_asking_first_and_then_the_palette() {
    opened().await;
    let asked = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&asked);
    backend::hold_back::<LookUp>(move |args| noted.borrow_mut().push((args.id, args.ticket)));
    fill(FIELD, ID).await;
    until("it can be asked for", || active().contains(ID)).await;
    for ended_by in ["Escape", "typing"] {
        press("Enter");
        says(NOTE, &format!("Asking Mangopay for {ID}")).await;
        assert!(has(".pal-note.is-turning"), "that it goes on is seen");
        if ended_by == "Escape" {
            press("Escape");
        } else {
            fill(FIELD, &format!("{ID}9")).await;
        }
        until("nothing is asked any more", || !said(NOTE).contains("Asking")).await;
        assert!(has(FIELD), "{ended_by}: the palette is still there");
    }
    let asked = asked.borrow().clone();
    let ids: Vec<_> = asked.iter().map(|(id, _)| id.as_deref()).collect();
    assert_eq!(ids, [Some(ID), None, Some(ID), None], "what was begun is ended");
    assert!(asked.iter().all(|(_, ticket)| *ticket == asked[0].1));
    press("Escape");
    has_focus("tr[data-row='0']").await;
}

#[wasm_bindgen_test]
async fn an_id_on_the_clipboard_is_offered_first_and_opened() {
    opened().await;
    press("Escape");
    until("the palette is gone", || !has("[data-testid='palette']")).await;
    assert_eq!(backend::asked::<GetCopiedId>(), 1, "it is read as the palette opens");
    assert!(!said("[role='listbox']").contains("Go to ID"), "without an id there is no offer");

    backend::answer::<GetCopiedId>(|_| Ok(Some(ID.to_owned())));
    let asked = looks_up(|| Ok(LookedUp::Held(Area::Transactions)));
    press_with_control("k");
    has_focus(FIELD).await;
    until("it is the first entry", || active().contains(&format!("Go to ID {ID}"))).await;
    assert!(active().contains("from the clipboard"));
    fill(FIELD, "zzz").await;
    until("it is offered while nothing is typed", || !said("[role='listbox']").contains(ID)).await;
    fill(FIELD, "").await;
    until("and again", || active().contains(ID)).await;
    press("Enter");
    until("it is opened", || address().starts_with("/transactions?") && address().contains(ID)).await;
    assert_eq!(*asked.borrow(), [Some(ID.to_owned())]);
    assert_eq!(backend::asked::<GetCopiedId>(), 2, "once each time the palette opens");
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
