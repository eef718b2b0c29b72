//! A list as a file: the failed payouts of the demo world, exported by keyboard alone and read back.

use std::fs;

use l10n::text;
use serde_json::Value;

use crate::{
    pages,
    support::{
        app::{App, Start, id},
        home::Home,
        simulator::Simulator,
        until,
    },
};

#[tokio::test(flavor = "multi_thread")]
async fn failed_payouts_are_exported_as_they_are_listed() {
    let home = Home::new("export");
    let simulator = Simulator::start("demo", 0, None, &["--rate-limits", "off"]);
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &simulator.url(), None).await;
    app.go("/transactions?view=all&filters=own&status=FAILED&type=PAYOUT").await;
    app.see(&id("list-transactions")).await;
    let dump = simulator.ask("dump");
    let mut wanted: Vec<String> = dump["transactions"]
        .as_array()
        .expect("transactions")
        .iter()
        .filter(|one| one["status"] == "FAILED" && one["kind"] == "PAYOUT")
        .map(|one| one["id"].as_str().expect("an id").to_owned())
        .collect();
    assert!(wanted.len() > 1, "the demo world has failed payouts");
    app.see_text(&id("count"), &format!("{} transactions", wanted.len())).await;

    // Nothing is chosen at first, then a file.
    home.answer_picker(&[]);
    export(&app).await;
    until("the dialog of the system to be answered", || (!home.picked().exists()).then_some(()));
    app.see(&id("export-format")).await;
    let path = home.documents().join("payouts.csv");
    home.answer_picker(std::slice::from_ref(&path));
    app.press("Enter").await;
    app.see_text(&id("export-done"), "payouts.csv").await;
    app.hold(
        "the way out to have the focus",
        "return document.activeElement.dataset.testid === 'export-close';",
        vec![],
    )
    .await;
    app.press("Escape").await;
    app.see_no(&id("export-dialog")).await;

    let file = fs::read_to_string(&path).expect("the file is there");
    let mut lines = file.trim_start_matches('\u{feff}').lines();
    // The id stands last; names before it may have commas.
    let last = |line: &str| line.rsplit(',').next().unwrap_or_default().to_owned();
    assert_eq!(last(lines.next().expect("a head")), text("column-transaction"));
    let mut found: Vec<String> = lines.map(last).collect();
    let shown = "return [...document.querySelectorAll('tr[data-row]')].sort((a, b) => a.dataset.row - b.dataset.row)\
                 .map(row => row.dataset.testid.slice(4));";
    let Value::Array(rows) = app.run(shown, vec![]).await else { panic!("rows") };
    let rows: Vec<&str> = rows.iter().filter_map(Value::as_str).collect();
    assert_eq!(found[..rows.len().min(found.len())], rows[..rows.len().min(found.len())], "in the order of the list");
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
    let beside = fs::read_dir(home.documents()).expect("a folder").count();
    assert_eq!(beside, 1, "nothing lies beside it");

    // A place that takes no file is told, and another one can be chosen.
    home.answer_picker(&[home.documents().join("none").join("payouts.csv")]);
    export(&app).await;
    app.see_text(&id("failure"), &text("failure-cannot-save-there")).await;
    app.quit().await;
}

/// Opens the export of the list by its key and asks for the file.
async fn export(app: &App) {
    app.press("e").await;
    app.see(&id("export-dialog")).await;
    app.press("Enter").await;
}
