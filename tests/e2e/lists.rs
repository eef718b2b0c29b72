//! Every list without a network: each opens with its age, its objects open beside it, and words find them.

use serde_json::Value;

use crate::{
    pages,
    support::{
        app::{App, Start, id},
        home::Home,
        link::Link,
        simulator::Simulator,
    },
};

/// The lists, with the part of the simulator's dump that holds exactly their objects. The others lack what only the
/// owner may see after authenticating, or hold more than the API tells.
const LISTS: [(&str, Option<&str>); 14] = [
    ("transactions", Some("transactions")),
    ("disputes", Some("disputes")),
    ("mandates", Some("mandates")),
    ("recipients", None),
    ("hooks", Some("hooks")),
    ("cards", None),
    ("bank-accounts", None),
    ("wallets", None),
    ("client-wallets", None),
    ("preauthorizations", None),
    ("ubo-declarations", None),
    ("idv-sessions", None),
    ("reports", None),
    ("events", None),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_list_opens_without_a_network_and_says_how_old_it_is() {
    let home = Home::new("lists");
    let simulator = Simulator::start("demo", 0, None, &["--rate-limits", "off"]);
    let link = Link::to(simulator.address());
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &link.url(), None).await;
    let dump = simulator.ask("dump");
    // The first sync is over when every list has what the simulator has.
    for (list, whole) in LISTS {
        go(&app, list).await;
        if let Some(held) = whole.and_then(|part| dump[part].as_array()) {
            app.see_text(&id("count"), &count(list, held)).await;
        }
    }
    app.see("[data-testid='sync']:not(.is-turning)").await;
    link.cut();
    app.quit().await;

    let app = App::start(&home, &Start::default()).await;
    app.see(&id("offline-badge")).await;
    for (list, whole) in LISTS {
        go(&app, list).await;
        if let Some(held) = whole.and_then(|part| dump[part].as_array()) {
            app.see_text(&id("count"), &count(list, held)).await;
        }
        app.see_text(&id("list-foot"), "Local copy from").await;
        if list == "idv-sessions" || list == "reports" {
            // What is not there is said, with the same age.
            app.see("[data-testid^='row-'],[data-testid='empty']").await;
            continue;
        }
        app.see("[data-testid^='row-']").await;
        app.press("j").await;
        app.press("Enter").await;
        app.see(&id("raw")).await;
        let found = told(&app, "return document.querySelector('tr.is-open').dataset.testid.slice(4);").await;
        // Events have no ids of their own in the API: they are found by that of their object, which has several.
        let words = if list == "events" { whole_id(&app).await } else { found.clone() };
        app.press("Escape").await;
        app.see_no(&id("inspector")).await;
        app.fill(&id("search"), &words).await;
        if list != "events" {
            app.see_text(&id("count"), "1 ").await;
        }
        app.see(&format!("[data-testid='row-{found}']")).await;
    }
    app.quit().await;
}

async fn go(app: &App, list: &str) {
    if list == "client-wallets" {
        app.click(&id("other-list")).await;
    } else {
        app.click(&id(&format!("nav-{list}"))).await;
    }
    app.see(&id(&format!("list-{list}"))).await;
    app.click(&id("view-all")).await;
}

async fn told(app: &App, script: &str) -> String {
    match app.run(script, vec![]).await {
        Value::String(text) => text,
        other => panic!("text, not {other}"),
    }
}

/// The id that the open row shows shortened: the last word of what its button is called.
async fn whole_id(app: &App) -> String {
    let label = told(app, "return document.querySelector('tr.is-open button.id').ariaLabel;").await;
    label.rsplit(' ').next().unwrap_or_default().to_owned()
}

fn count(list: &str, held: &[Value]) -> String {
    let count = i64::try_from(held.len()).unwrap_or(i64::MAX);
    format!("{} {list}", l10n::number(count))
}
