//! What a person does on each screen, in terms of test ids. Selectors live here and nowhere else.

use serde_json::Value;

use crate::support::{
    app::{App, Pane, id},
    simulator::{API_KEY, CLIENT_ID, Simulator},
};

/// Connects the window to a simulator through the welcome screen, all typed in, with a passphrase if one is given.
pub(crate) async fn connect(app: &App, label: &str, address: &str, passphrase: Option<&str>) {
    app.click(&id("choose-sandbox")).await;
    app.click(&id("continue")).await;
    app.fill(&id("connect-label"), label).await;
    app.fill(&id("connect-client-id"), CLIENT_ID).await;
    app.fill(&id("connect-api-key"), &API_KEY).await;
    app.click(&id("connect-advanced")).await;
    app.fill(&id("connect-address"), address).await;
    app.click(&id("connect-continue")).await;
    // The check found nothing wrong: the offer to check again appears.
    app.see(&id("connect-check-again")).await;
    app.click(&id("connect-continue")).await;
    app.see(&id("protect-create")).await;
    if let Some(passphrase) = passphrase {
        app.fill(&id("protect-passphrase"), passphrase).await;
        app.fill(&id("protect-again"), passphrase).await;
    }
    app.click(&id("protect-create")).await;
    app.see(&id("recovery-code")).await;
    app.click(&id("recovery-written")).await;
    app.click("[data-testid='recovery-done']:not([aria-disabled='true'])").await;
    app.see(&id("table")).await;
}

/// Finds a user by a part of the name and opens the profile.
pub(crate) async fn open_user(app: &App, part: &str, name: &str) {
    app.click(&id("nav-users")).await;
    app.see_text(&id("page-title"), "Users").await;
    app.fill(&id("search"), part).await;
    let first = "const r = document.querySelector(\"[data-testid^='row-']\"); return !!r && r.textContent.includes(arguments[0]);";
    app.hold("the user to be the first row", first, vec![name.into()]).await;
    app.press("Down").await;
    app.press("o").await;
    app.see(&id("user")).await;
    app.see_text(&id("page-title"), name).await;
}

/// Chooses the document type in the upload sheet.
pub(crate) async fn choose_type(app: &App, value: &str) {
    app.see(&id("upload-type")).await;
    let script = "const s = document.querySelector(arguments[0]); s.value = arguments[1]; \
                  s.dispatchEvent(new Event('change', {bubbles: true}));";
    app.run(script, vec![id("upload-type").into(), value.into()]).await;
}

/// Opens a window of its own for another profile, through the profile menu.
pub(crate) async fn open_window_for_a_new_profile(app: &App) -> Pane {
    let known = app.panes().await;
    app.click(&id("profile")).await;
    app.click(&id("add-profile")).await;
    app.new_pane(&known).await
}

/// What the rows of the list in the window say.
pub(crate) async fn rows(app: &App) -> Value {
    let script = "return [...document.querySelectorAll(\"[data-testid^='row-']\")].map(row => row.textContent);";
    app.run(script, vec![]).await
}

/// The simulator's document of a user that was created last, as its dump tells it.
pub(crate) fn documents_since(simulator: &Simulator, before: &[String]) -> Vec<Value> {
    let dump = simulator.ask("dump");
    let documents = dump["documents"].as_array().expect("documents").iter();
    documents.filter(|document| !before.iter().any(|id| document["id"] == id.as_str())).cloned().collect()
}

/// The ids of all documents the simulator holds.
pub(crate) fn document_ids(simulator: &Simulator) -> Vec<String> {
    let dump = simulator.ask("dump");
    let documents = dump["documents"].as_array().expect("documents").iter();
    documents.filter_map(|document| document["id"].as_str().map(str::to_owned)).collect()
}
