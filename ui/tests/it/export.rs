//! Exporting a list: what is asked for, how far it is, what came of it.

use std::{cell::RefCell, rc::Rc};

use ipc::{
    Code, Event, Failure, Nothing, Retry,
    exports::{ExportFormat, ExportList, Exported, StopExport},
    lists::{FindObjects, Found},
};
use l10n::{text, text_with};
use model::{Column, Condition, Hits};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{click, fill, find, has, has_focus, open, press, press_with_control, says, until},
    samples::{connected, document},
};

const DIALOG: &str = "[data-testid='export-dialog']";
const SAVE: &str = "[data-testid='export-save']";

/// The dialog, opened by its key over the compliance list; what is asked for is noted, and answered so.
async fn opened(outcome: Result<Exported, Failure>) -> Rc<RefCell<Vec<ExportList>>> {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
    let asked = Rc::new(RefCell::new(Vec::new()));
    let noted = Rc::clone(&asked);
    backend::answer::<ExportList>(move |command| {
        noted.borrow_mut().push(command);
        outcome.clone()
    });
    backend::answer::<StopExport>(|_| Ok(Nothing {}));
    open("/compliance?view=to-fix").await;
    find("tr[data-row='0']").await.focus().unwrap();
    press("e");
    has_focus(SAVE).await;
    asked
}

#[wasm_bindgen_test]
async fn a_list_is_exported_as_it_is_shown_or_whole() {
    let asked = opened(Ok(Exported::Done { file: "Compliance.xlsx".to_owned(), rows: 1 })).await;
    says(DIALOG, "1 document").await;
    click("[data-testid='export-format'] [data-value='xlsx']").await;
    says(DIALOG, &text("export-format-xlsx-hint")).await;
    click(SAVE).await;
    says(
        "[data-testid='export-done']",
        &text_with("export-done", &[("rows", 1.into()), ("name", "Compliance.xlsx".into())]),
    )
    .await;
    let command = asked.borrow()[0].clone();
    assert_eq!(command.format, ExportFormat::Xlsx);
    assert!(command.title.starts_with("Test data"), "of a Sandbox: {}", command.title);
    let filters = &command.query.filters;
    assert!(
        filters.iter().any(|filter| matches!(filter.condition, Condition::AnyOf(_)) && filter.column == Column::Status)
    );
    let columns: Vec<Column> = command.columns.iter().map(|column| column.column).collect();
    assert!(columns.contains(&Column::Id) && !columns.contains(&Column::Email), "{columns:?}");
    let head = |column| command.columns.iter().find(|one| one.column == column).map(|one| one.heads.clone());
    assert_eq!(head(Column::Name), Some(vec![text("column-user")]), "the words of the list");
    assert_eq!(head(Column::Created), Some(vec!["Created (UTC)".to_owned()]));

    has_focus("[data-testid='export-close']").await;
    press("Escape");
    until("the dialog is closed", || !has(DIALOG)).await;
    has_focus("tr[data-row='0']").await;
    press("e");
    click("[data-testid='export-columns'] [data-value='all']").await;
    click(SAVE).await;
    find("[data-testid='export-done']").await;
    let columns: Vec<Column> = asked.borrow()[1].columns.iter().map(|column| column.column).collect();
    assert!(columns.contains(&Column::Email) && columns.len() > 10, "{columns:?}");
}

#[wasm_bindgen_test]
async fn nothing_chosen_leaves_the_choice_and_a_stop_says_that_nothing_was_saved() {
    opened(Ok(Exported::NotChosen)).await;
    click(SAVE).await;
    find("[data-testid='export-format']").await;
    assert!(!has("[data-testid='export-stopped']"), "nothing was begun");
    backend::answer::<ExportList>(|_| Ok(Exported::Stopped));
    click(SAVE).await;
    says("[data-testid='export-stopped']", &text("export-stopped")).await;
    backend::refuse::<ExportList>(Failure::new(Code::DiskFull).retry(Retry::Now));
    click(SAVE).await;
    says("[data-testid='failure']", &text("failure-disk-full")).await;
    backend::refuse::<ExportList>(Failure::new(Code::CannotSaveThere).retry(Retry::Now));
    click(SAVE).await;
    says("[data-testid='failure']", &text("failure-cannot-save-there-do")).await;
    assert!(has(SAVE), "another place can be chosen");
}

#[wasm_bindgen_test]
async fn progress_is_told_by_number_and_escape_stops_it() {
    // The reply does not come: the file is being written.
    let asked = opened(Ok(Exported::Stopped)).await;
    let ticket = Rc::new(RefCell::new(None));
    let noted = Rc::clone(&ticket);
    backend::hold_back::<ExportList>(move |command| *noted.borrow_mut() = Some(command.ticket));
    click(SAVE).await;
    says("[data-testid='export-progress']", &text("export-choosing")).await;
    let ticket = ticket.borrow().unwrap();
    backend::emit(&Event::Exporting { ticket: ticket.wrapping_add(1), rows: 9, total: 9 });
    backend::emit(&Event::Exporting { ticket, rows: 25_000, total: 100_000 });
    says("[data-testid='export-progress']", "25,000 of 100,000").await;
    let bar = find(&format!("{DIALOG} .meter i")).await;
    assert!(bar.get_attribute("style").unwrap_or_default().contains("25%"));
    press("Escape");
    until("the export is stopped", || backend::asked::<StopExport>() == 1).await;
    says("[data-testid='export-progress']", &text("export-stopping")).await;
    assert!(has(DIALOG), "it stays until nothing is left of the file");
    assert!(asked.borrow().is_empty());
}

#[wasm_bindgen_test]
async fn the_palette_exports_the_list_in_view() {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
    backend::answer::<FindObjects>(|_| Ok(Found::Hits(Hits { hits: Vec::new(), found: 0, more: false })));
    open("/compliance").await;
    find("tr[data-row='0']").await.focus().unwrap();
    press_with_control("k");
    has_focus("[data-testid='palette-field']").await;
    fill("[data-testid='palette-field']", "export").await;
    says("[role='option'][aria-selected='true']", &text("palette-export")).await;
    until("the answer came", || has("[data-testid='palette-note']")).await;
    press("Enter");
    has_focus(SAVE).await;
}
