//! What people make of a list for themselves: its columns, views of their own, rows that they ticked.

use std::{cell::RefCell, rc::Rc};

use ipc::{
    Changed, Code, Event, Failure, Rows,
    documents::ListDocuments,
    exports::{ExportList, Exported},
    tables::{
        AddView, AddedView, ChangeView, ChooseColumns, DeleteView, GetTables, ListColumns, OwnView, RestoreView, Tables,
    },
};
use l10n::{text, text_with};
use model::{Area, ChosenColumn, Column, Condition, Direction, Sort, ViewId};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{all, click, fill, find, has, has_focus, open, press, press_with_alt, press_with_shift, says, until},
    samples::{connected, document, rows},
};

const MENU: &str = "[data-testid='columns']";
const SELECTED: &str = "[role='tab'][aria-selected='true']";
const REFUSED: &str = "/compliance?view=all&filters=own&status=REFUSED&sort=name";

type Kept = Rc<RefCell<Tables>>;

/// Answers all that is chosen for lists by keeping it, as the engine does.
fn keeping(tables: Tables) -> Kept {
    let kept: Kept = Rc::new(RefCell::new(tables));
    let deleted = Rc::new(RefCell::new(Vec::<OwnView>::new()));
    let at = Rc::clone(&kept);
    backend::answer::<GetTables>(move |_| Ok(at.borrow().clone()));
    let at = Rc::clone(&kept);
    backend::answer::<ChooseColumns>(move |asked| {
        let mut tables = at.borrow_mut();
        let ChooseColumns { area, view, columns } = asked;
        match view {
            Some(view) => {
                tables.views.iter_mut().filter(|own| own.id == view).for_each(|own| own.columns = columns.clone())
            }
            None => {
                tables.columns.retain(|list| list.area != area);
                tables.columns.extend(columns.map(|columns| ListColumns { area, columns }));
            }
        }
        Ok(tables.clone())
    });
    let at = Rc::clone(&kept);
    backend::answer::<AddView>(move |asked| {
        let mut tables = at.borrow_mut();
        let id = ViewId::new(format!("view_{}", tables.views.len() + 1));
        let AddView { area, name, query, columns } = asked;
        tables.views.push(OwnView { id: id.clone(), area, name, query, columns });
        Ok(AddedView { id, tables: tables.clone() })
    });
    let at = Rc::clone(&kept);
    backend::answer::<ChangeView>(move |asked| {
        let mut tables = at.borrow_mut();
        for own in tables.views.iter_mut().filter(|own| own.id == asked.view) {
            own.name = asked.name.clone().unwrap_or_else(|| own.name.clone());
            own.query = asked.query.clone().unwrap_or_else(|| own.query.clone());
        }
        Ok(tables.clone())
    });
    let (at, gone) = (Rc::clone(&kept), Rc::clone(&deleted));
    backend::answer::<DeleteView>(move |asked| {
        let mut tables = at.borrow_mut();
        gone.borrow_mut().extend(tables.views.iter().filter(|own| own.id == asked.view).cloned());
        tables.views.retain(|own| own.id != asked.view);
        Ok(tables.clone())
    });
    let at = Rc::clone(&kept);
    backend::answer::<RestoreView>(move |asked| {
        let mut tables = at.borrow_mut();
        tables.views.extend(deleted.borrow().iter().filter(|own| own.id == asked.view).cloned());
        Ok(tables.clone())
    });
    kept
}

/// Notes what files are asked for.
fn noting_exports() -> Rc<RefCell<Vec<ExportList>>> {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&asked);
    backend::answer::<ExportList>(move |command| {
        noted.borrow_mut().push(command);
        Ok(Exported::Done { file: "Compliance.csv".to_owned(), rows: 2 })
    });
    asked
}

async fn three_documents() {
    let names = ["Ada Example", "Ben Example", "Cleo Example"];
    let documents = names.iter().enumerate().map(|(at, name)| document(&format!("kyc_{at}"), name, "REFUSED"));
    connected(documents.collect()).await;
}

/// The words at the heads of the columns.
fn heads() -> Vec<String> {
    let words = all("thead th").into_iter().map(|head| head.text_content().unwrap_or_default().trim().to_owned());
    words.filter(|words| !words.is_empty()).collect()
}

fn head(key: &str) -> String {
    text(&format!("column-{key}"))
}

fn query_of_address() -> String {
    web_sys::window().unwrap().location().search().unwrap()
}

fn own(id: &str, name: &str, query: &str) -> OwnView {
    OwnView {
        id: ViewId::new(id),
        area: Area::KycDocuments,
        name: name.to_owned(),
        query: query.to_owned(),
        columns: None,
    }
}

#[wasm_bindgen_test]
async fn columns_are_hidden_shown_and_moved_by_keyboard_and_files_follow() {
    three_documents().await;
    let kept = keeping(Tables::default());
    let asked = noting_exports();
    open("/compliance?view=all").await;
    find("tr[data-row='0']").await.focus().unwrap();
    let declared = heads();
    press("v");
    has_focus("[data-testid='column-name']").await;
    click("[data-testid='column-name']").await;
    press("ArrowDown");
    has_focus("[data-testid='column-type']").await;
    click("[data-testid='column-type']").await;
    until("the type is hidden", || !heads().contains(&head("type"))).await;
    assert!(heads().contains(&head("user")), "what says whose a row is stays");
    click("[data-testid='column-tag']").await;
    until("the tag is shown", || heads().last() == Some(&head("tag"))).await;
    find("[data-testid='column-status']").await.focus().unwrap();
    press_with_alt("ArrowUp");
    press_with_alt("ArrowUp");
    until("the status stands first", || heads().first() == Some(&head("status"))).await;
    has_focus("[data-testid='column-status']").await;
    assert_eq!(all("tr[data-row='0'] td").len(), heads().len() + 1, "rows have the same columns as the head");
    press("Escape");
    until("the menu is closed", || !has(MENU)).await;
    has_focus("tr[data-row='0']").await;
    let chosen = kept.borrow().columns.clone();
    assert_eq!(chosen[0].area, Area::KycDocuments);
    let shown = |chosen: &[ChosenColumn]| -> Vec<Column> {
        chosen.iter().filter(|one| one.shown).map(|one| one.column).collect()
    };
    let shown = shown(&chosen[0].columns);
    assert_eq!(shown[..2], [Column::Status, Column::Name]);

    press("e");
    click("[data-testid='export-save']").await;
    find("[data-testid='export-done']").await;
    has_focus("[data-testid='export-close']").await;
    let columns: Vec<Column> = asked.borrow()[0].columns.iter().map(|one| one.column).collect();
    assert_eq!(columns, shown, "a file has what is shown, in the same order");
    press("Escape");
    until("the dialog is closed", || !has("[data-testid='export-dialog']")).await;

    press("v");
    click("[data-testid='columns-reset']").await;
    until("it is as it was", || heads() == declared).await;
    until("nothing of it is kept", || kept.borrow().columns.is_empty()).await;
}

#[wasm_bindgen_test]
async fn columns_are_moved_by_mouse_as_they_are_by_keyboard() {
    three_documents().await;
    let kept = keeping(Tables::default());
    open("/compliance?view=all").await;
    find("tr[data-row='0']").await;
    let declared = heads();
    click("[data-testid='choose-columns']").await;
    let is_off = |selector: &str| all(selector)[0].get_attribute("aria-disabled").is_some();
    find("[data-testid='column-name-up']").await;
    assert!(is_off("[data-testid='column-name-up']") && !is_off("[data-testid='column-name-down']"));
    for _ in 0..2 {
        click("[data-testid='column-status-up']").await;
        has_focus("[data-testid='column-status']").await;
    }
    until("the status stands first", || heads().first() == Some(&head("status"))).await;
    until("it goes no further", || is_off("[data-testid='column-status-up']")).await;
    click("[data-testid='column-status-down']").await;
    until("it stands second", || heads().get(1) == Some(&head("status"))).await;
    click("[data-testid='column-status-down']").await;
    until("it is as it was", || heads() == declared).await;
    until("nothing of it is kept", || kept.borrow().columns.is_empty()).await;
}

#[wasm_bindgen_test]
async fn what_is_chosen_in_another_window_is_shown_at_once() {
    three_documents().await;
    let kept = keeping(Tables::default());
    open("/compliance?view=all").await;
    find("tr[data-row='0']").await;
    let hidden = ChosenColumn { column: Column::Status, shown: false };
    kept.borrow_mut().columns.push(ListColumns { area: Area::KycDocuments, columns: vec![hidden] });
    kept.borrow_mut().views.push(own("view_1", "From elsewhere", "view=waiting"));
    backend::emit(&Event::Changed { what: Changed::Tables });
    until("the status is hidden", || !heads().contains(&head("status"))).await;
    says("[data-testid='view-view_1']", "From elsewhere").await;
    // The view has columns of its own.
    click("[data-testid='view-view_1']").await;
    until("the status is shown", || heads().contains(&head("status"))).await;
}

#[wasm_bindgen_test]
async fn a_view_of_ones_own_is_saved_chosen_and_changed() {
    three_documents().await;
    let kept = keeping(Tables::default());
    open(REFUSED).await;
    find("tr[data-row='0']").await;
    click("[data-testid='save-view']").await;
    has_focus("[data-testid='view-name']").await;
    fill("[data-testid='view-name']", "拒绝 2026").await;
    press("Enter");
    says(SELECTED, "拒绝 2026").await;
    until("the dialog is closed", || !has("[data-testid='view-dialog']")).await;
    assert_eq!(kept.borrow().views[0].query, "view=all&filters=own&status=REFUSED&sort=name");
    assert!(!has(".unsaved"), "what was saved is not changed");

    click("[data-testid='view-waiting']").await;
    says(SELECTED, &text("compliance-view-waiting")).await;
    assert!(!query_of_address().contains("own="));
    click("[data-testid='view-view_1']").await;
    says(SELECTED, "拒绝 2026").await;
    assert!(query_of_address().contains("status=REFUSED"), "the address says all: {}", query_of_address());
    web_sys::window().unwrap().history().unwrap().back().unwrap();
    says(SELECTED, &text("compliance-view-waiting")).await;
    web_sys::window().unwrap().history().unwrap().forward().unwrap();
    says(SELECTED, "拒绝 2026").await;

    click("[data-testid='filter-status'] .x").await;
    until("it is changed", || has(".unsaved")).await;
    says(SELECTED, "拒绝 2026").await;
    click("[data-testid='own-views']").await;
    click("[data-testid='view-save-changes']").await;
    until("the change is kept", || !kept.borrow().views[0].query.contains("REFUSED")).await;
    until("it is as it is kept", || !has(".unsaved")).await;
}

#[wasm_bindgen_test]
async fn a_view_of_ones_own_is_renamed_and_deleted_with_a_way_back() {
    three_documents().await;
    let query = "view=all&filters=own&status=REFUSED";
    let kept = keeping(Tables { columns: Vec::new(), views: vec![own("view_1", "Mine", query)] });
    open("/compliance?view=all").await;
    click("[data-testid='view-view_1']").await;
    says(SELECTED, "Mine").await;
    // As the mouse and the keyboard do it.
    find("[data-testid='own-views']").await.focus().unwrap();
    click("[data-testid='own-views']").await;
    assert!(!has("[data-testid='view-save-changes']"), "nothing was changed");
    click("[data-testid='view-rename']").await;
    has_focus("[data-testid='view-name']").await;
    fill("[data-testid='view-name']", "To call").await;
    press("Enter");
    says(SELECTED, "To call").await;
    assert_eq!(kept.borrow().views[0].query, query);
    has_focus("[data-testid='own-views']").await;

    click("[data-testid='own-views']").await;
    click("[data-testid='view-delete']").await;
    says("[data-testid='toast']", &text_with("view-deleted", &[("name", "To call".into())])).await;
    until("its tab is gone", || !has("[data-testid='view-view_1']")).await;
    says(SELECTED, &text("compliance-view-all")).await;
    assert!(query_of_address().contains("status=REFUSED"), "what it showed stays on screen");
    click("[data-testid='toast'] button").await;
    says(SELECTED, "To call").await;
}

#[wasm_bindgen_test]
async fn names_that_cannot_be_kept_are_told_at_their_field() {
    three_documents().await;
    keeping(Tables::default());
    open(REFUSED).await;
    find("tr[data-row='0']").await;
    find("[data-testid='save-view']").await.focus().unwrap();
    click("[data-testid='save-view']").await;
    for (code, failure) in [
        (Code::NameTaken, Failure::new(Code::NameTaken).field("name", Code::NameTaken)),
        (Code::TooManyViews, Failure::new(Code::TooManyViews).with("max", 20)),
    ] {
        backend::refuse::<AddView>(failure);
        fill("[data-testid='view-name']", "Mine").await;
        press("Enter");
        says("[data-testid='view-dialog']", &text(&format!("failure-{}-do", code.key()))).await;
    }
    press("Escape");
    until("the dialog is closed", || !has("[data-testid='view-dialog']")).await;
    has_focus("[data-testid='save-view']").await;
}

#[wasm_bindgen_test]
async fn a_view_with_parts_that_are_not_known_any_more_opens_and_says_which() {
    three_documents().await;
    let query = "view=all&filters=own&status=REFUSED&mood=good";
    keeping(Tables { columns: Vec::new(), views: vec![own("view_1", "Old", query)] });
    open("/compliance?view=all").await;
    click("[data-testid='view-view_1']").await;
    says(SELECTED, "Old").await;
    says("[data-testid='toast']", "mood").await;
    find("[data-testid='filter-status'] .chip--set").await;
    assert!(!has(".unsaved"), "what was dropped is no change of the person's");
}

#[wasm_bindgen_test]
async fn ticked_rows_alone_are_exported_in_the_order_of_the_list() {
    three_documents().await;
    let asked = noting_exports();
    open(&format!("{REFUSED}&q=example")).await;
    find("tr[data-row='2']").await;
    has_focus("[data-testid='page-title']").await;
    press("j");
    press("x");
    press("j");
    press("j");
    press("x");
    click("[data-testid='bulk-export']").await;
    says("[data-testid='export-dialog']", &text("export-title-ticked")).await;
    says("[data-testid='export-dialog']", "2 documents").await;
    click("[data-testid='export-save']").await;
    find("[data-testid='export-done']").await;
    let query = asked.borrow()[0].query.clone();
    assert_eq!(query.filters.len(), 1, "nothing but what was ticked counts");
    assert_eq!(query.filters[0].column, Column::Id);
    assert_eq!(query.filters[0].condition, Condition::AnyOf(vec!["kyc_0".into(), "kyc_2".into()]));
    assert!(query.search.is_empty());
    assert_eq!(query.sort, Sort { column: Column::Name, direction: Direction::Ascending });
}

#[wasm_bindgen_test]
async fn a_range_ticks_rows_that_were_never_on_screen() {
    connected(Vec::new()).await;
    let all: Vec<_> = (0..1_000).map(|at| document(&format!("kyc_{at}"), "Ada Example", "REFUSED")).collect();
    backend::answer::<ListDocuments>(move |asked| {
        let (from, limit) = (asked.query.window.offset as usize, asked.query.window.limit as usize);
        let found = all.iter().skip(from).take(limit).cloned().collect();
        Ok(Rows { total: 1_000, ..rows(found) })
    });
    open("/compliance?view=all").await;
    find("tr[data-row='0']").await;
    has_focus("[data-testid='page-title']").await;
    press("j");
    press("x");
    says("[data-testid='bulkbar']", &text_with("bulk-selected", &[("count", 1.into())])).await;
    press("End");
    press_with_shift("X");
    says("[data-testid='bulkbar']", &text_with("bulk-selected", &[("count", 1_000.into())])).await;
    find("tr[data-row='5'] .check").await.click();
    says("[data-testid='bulkbar']", &text_with("bulk-selected", &[("count", 999.into())])).await;
    assert!(!has("[data-testid='inspector']"), "a press on the box is not one on the row");
}
