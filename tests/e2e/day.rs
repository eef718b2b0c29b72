//! A day's look-ups without a mouse.

use serde_json::{Value, json};

use crate::{
    pages,
    support::{
        app::{App, Start, id},
        home::Home,
        simulator::Simulator,
    },
};

/// Most presses of Tab on the way to something on a page.
const FAR: usize = 120;

/// Presses Tab until the focus is on what a selector finds, with some words in it or around it in its row.
async fn reach(app: &App, selector: &str, words: &str) {
    let there = "const at = document.activeElement; return at.matches(arguments[0]) \
                 && (at.closest('tr, li, label') ?? at).textContent.includes(arguments[1]);";
    for _ in 0..FAR {
        app.press("Tab").await;
        if app.run(there, vec![json!(selector), json!(words)]).await == json!(true) {
            return;
        }
    }
    panic!("{FAR} presses of Tab do not lead to `{selector}` with “{words}”");
}

/// Types into what has the focus.
async fn write(app: &App, text: &str) {
    for letter in text.chars() {
        app.press(&letter.to_string()).await;
    }
}

/// Goes to a place by its letter, and there to a saved view.
async fn go(app: &App, letter: &str, list: &str, view: &str) {
    app.press("g").await;
    app.press(letter).await;
    app.see(&id(&format!("list-{list}"))).await;
    let title = "return document.activeElement.dataset.testid === 'page-title';";
    app.hold("the title to have the focus", title, vec![]).await;
    // Tab leads to the row of views, arrows lead along it.
    reach(app, "[role='tab'][aria-selected='true']", "").await;
    let there = "return document.activeElement.dataset.testid === 'view-' + arguments[0];";
    for _ in 0..FAR {
        if app.run(there, vec![json!(view)]).await == json!(true) {
            break;
        }
        app.press("Right").await;
    }
    let chosen = "return location.search.startsWith('?view=' + arguments[0]);";
    app.hold(&format!("the view {view}"), chosen, vec![json!(view)]).await;
    app.see("[data-testid^='row-']").await;
}

/// Opens the menu of a filter.
async fn open_filter(app: &App, column: &str) {
    reach(app, &format!("[data-testid='filter-{column}'] button"), "").await;
    app.press("Enter").await;
    app.see(&format!("[data-testid='filter-{column}'] [role]")).await;
}

/// Moves down the list to the first row that says this, and opens it beside.
async fn open_row(app: &App, id_of_row: &str) {
    let there = "return document.activeElement.dataset.testid === 'row-' + arguments[0];";
    for _ in 0..FAR {
        app.press("j").await;
        if app.run(there, vec![json!(id_of_row)]).await == json!(true) {
            app.press("Enter").await;
            app.see(&id("inspector")).await;
            app.see(&format!("[data-testid='row-{id_of_row}'].is-open")).await;
            return;
        }
    }
    panic!("{FAR} presses of J do not lead to {id_of_row}");
}

/// The object of a list that was created last among those meant.
fn latest<'a>(dump: &'a Value, list: &str, is_meant: impl Fn(&Value) -> bool) -> &'a Value {
    let meant = dump[list].as_array().expect("a list").iter().filter(|object| is_meant(object));
    meant.max_by_key(|object| object["created"].as_i64()).expect("the demo world has one")
}

/// The first second of yesterday and that of today, where the window is.
async fn yesterday(app: &App) -> (i64, i64) {
    let script = "const day = new Date(); day.setHours(0, 0, 0, 0); const to = day.getTime();
        day.setDate(day.getDate() - 1); return [day.getTime() / 1000, to / 1000];";
    let told = app.run(script, vec![]).await;
    let at = |index: usize| told[index].as_f64().expect("a moment") as i64;
    (at(0), at(1))
}

fn text<'a>(object: &'a Value, member: &str) -> &'a str {
    object[member].as_str().unwrap_or_else(|| panic!("{member} in {object}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_looking_things_up_needs_no_mouse() {
    let home = Home::new("day");
    let simulator = Simulator::start("demo", 0, None, &["--rate-limits", "off"]);
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &simulator.url(), None).await;
    app.see("[data-testid='sync']:not(.is-turning)").await;
    let dump = simulator.ask("dump");

    // A user, by a part of the name.
    app.press("Control+k").await;
    app.see(&id("palette-field")).await;
    write(&app, "beltr").await;
    app.see_text("[role='option'][aria-selected='true']", "Ana Beltrán Ruiz").await;
    app.press("Enter").await;
    app.see(&id("user")).await;
    app.see_text(&id("page-title"), "Ana Beltrán Ruiz").await;
    let user = app.run("return location.pathname.split('/').at(-1);", vec![]).await;

    // The refused document, and why.
    let refused = latest(&dump, "documents", |one| one["user"] == user && one["status"] == "REFUSED");
    reach(&app, "[data-testid='documents'] a, [data-testid='documents'] tr", "Refused").await;
    app.press("Enter").await;
    app.see_text(&id("inspector"), "Ana Beltrán Ruiz").await;
    app.see_text(&id("inspector"), text(refused, "reason")).await;
    app.press("Escape").await;

    // The last payout that failed, and the account that it was for.
    let is_meant = |one: &Value| one["kind"] == "PAYOUT" && one["nature"] == "REGULAR" && one["status"] == "FAILED";
    let payout = latest(&dump, "transactions", is_meant);
    go(&app, "t", "transactions", "failed").await;
    open_row(&app, text(payout, "id")).await;
    app.see_text(&id("why"), "").await;
    reach(
        &app,
        "[data-testid='inspector'] a[href^='/bank-accounts'], [data-testid='inspector'] a[href^='/recipients']",
        "",
    )
    .await;
    app.press("Enter").await;
    app.see("[data-testid='list-bank-accounts'], [data-testid='list-recipients']").await;
    app.see_text(&id("inspector"), &l10n::text("detail-facts")).await;
    app.press("Escape").await;

    // The failed payouts of this month, as a file.
    go(&app, "t", "transactions", "failed").await;
    open_filter(&app, "type").await;
    reach(&app, "[data-testid='filter-type'] input", &l10n::word("tx-type", "PAYOUT")).await;
    app.press("Space").await;
    app.press("Escape").await;
    open_filter(&app, "created").await;
    reach(&app, "[data-testid='filter-created'] [role='menuitem']", &l10n::text("days-month")).await;
    app.press("Enter").await;
    let narrowed = "return ['type=PAYOUT', 'created='].every(part => location.search.includes(part));";
    app.hold("both filters to stand in the address", narrowed, vec![]).await;
    app.see("[data-testid^='row-']").await;
    let path = home.documents().join("payouts.csv");
    home.answer_picker(std::slice::from_ref(&path));
    app.press("e").await;
    app.see(&id("export-dialog")).await;
    app.press("Enter").await;
    app.see_text(&id("export-done"), "payouts.csv").await;
    app.press("Escape").await;
    app.see_no(&id("export-dialog")).await;
    let file = std::fs::read_to_string(&path).expect("the file is there");
    assert!(file.lines().count() > 1, "{file}");

    // A report of the month.
    app.press("g").await;
    app.press("p").await;
    app.see(&id("list-reports")).await;
    app.press("n").await;
    app.see(&id("field-from")).await;
    reach(&app, &id("form-send"), "").await;
    app.press("Enter").await;
    app.see_no(&id("form")).await;
    app.see(&id("report-open")).await;
    app.press("Escape").await;

    // Yesterday's dispute, and what it is about.
    let (from, to) = yesterday(&app).await;
    let is_yesterdays = |one: &Value| one["created"].as_i64().is_some_and(|at| (from..to).contains(&at));
    let dispute = latest(&dump, "disputes", is_yesterdays);
    go(&app, "d", "disputes", "all").await;
    open_filter(&app, "created").await;
    reach(&app, "[data-testid='filter-created'] [role='menuitem']", &l10n::text("days-yesterday")).await;
    app.press("Enter").await;
    app.hold("the day to stand in the address", "return location.search.includes('created=');", vec![]).await;
    open_row(&app, text(dispute, "id")).await;
    app.see_text(&id("inspector"), &l10n::word("dispute-reason", text(dispute, "reason"))).await;
    app.press("Escape").await;

    // One of several on a card, by its id: that there are others is said.
    let shared = shares_its_card(&dump);
    app.press("Control+k").await;
    app.see(&id("palette-field")).await;
    write(&app, text(shared, "id")).await;
    app.see_text("[role='option'][aria-selected='true']", text(shared, "id")).await;
    app.press("Enter").await;
    app.see(&id("same-card")).await;
    app.quit().await;
}

/// A dispute on whose card there is another one.
fn shares_its_card(dump: &Value) -> &Value {
    let list = |name: &str| dump[name].as_array().expect("a list").iter();
    let card_of = |dispute: &Value| {
        let pay_in = list("transactions").find(|one| one["id"] == dispute["payin"])?;
        pay_in["extra"]["CardId"].as_str()
    };
    let cards: Vec<_> = list("disputes").map(|dispute| (dispute, card_of(dispute))).collect();
    let is_shared = |card: Option<&str>| card.is_some() && cards.iter().filter(|(_, other)| *other == card).count() > 1;
    cards.iter().find(|(_, card)| is_shared(*card)).map(|(dispute, _)| *dispute).expect("the demo world has some")
}
