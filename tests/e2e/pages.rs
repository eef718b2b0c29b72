//! What a person does on each screen, in terms of test ids. Selectors live here and nowhere else.

use serde_json::Value;

use crate::support::{
    app::{App, Pane, id},
    simulator::{API_KEY, CLIENT_ID, Simulator},
};

/// What a person types to connect.
pub(crate) struct Typed<'a> {
    pub(crate) label: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) api_key: &'a str,
    pub(crate) address: &'a str,
}

/// From the welcome screen to the form for connecting a Sandbox, with the field for the address in sight.
pub(crate) async fn go_to_connect(app: &App) {
    app.click(&id("choose-sandbox")).await;
    app.click(&id("continue")).await;
    app.click(&id("connect-advanced")).await;
}

/// Fills the form for connecting and asks for the check.
pub(crate) async fn check_connection(app: &App, typed: &Typed<'_>) {
    app.fill(&id("connect-label"), typed.label).await;
    app.fill(&id("connect-client-id"), typed.client_id).await;
    app.fill(&id("connect-api-key"), typed.api_key).await;
    app.fill(&id("connect-address"), typed.address).await;
    app.click(&id("connect-continue")).await;
}

/// Connects the window to a simulator through the welcome screen, all typed in, with a passphrase if one is given.
/// Gives the recovery code.
pub(crate) async fn connect(app: &App, label: &str, address: &str, passphrase: Option<&str>) -> String {
    go_to_connect(app).await;
    check_connection(app, &Typed { label, client_id: CLIENT_ID, api_key: &API_KEY, address }).await;
    protect(app, passphrase).await
}

/// From a connection check that found nothing wrong into the new profile, with a passphrase if one is given. Gives the
/// recovery code.
pub(crate) async fn protect(app: &App, passphrase: Option<&str>) -> String {
    // The check found nothing wrong: the offer to check again appears.
    app.see(&id("connect-check-again")).await;
    app.click(&id("connect-continue")).await;
    app.see(&id("protect-create")).await;
    if let Some(passphrase) = passphrase {
        app.fill(&id("protect-passphrase"), passphrase).await;
        app.fill(&id("protect-again"), passphrase).await;
    }
    app.click(&id("protect-create")).await;
    let code = app.see(&id("recovery-code")).await.text().await.expect("the code can be read");
    app.click(&id("recovery-written")).await;
    app.click("[data-testid='recovery-done']:not([aria-disabled='true'])").await;
    app.see(&id("table")).await;
    code
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

/// Finds an object in the palette by a part of its name and opens it.
pub(crate) async fn open_from_palette(app: &App, part: &str, name: &str) {
    app.press("Control+k").await;
    app.fill(&id("palette-field"), part).await;
    app.see_text("[role='option'][aria-selected='true']", name).await;
    app.press("Enter").await;
    app.see_no(&id("palette")).await;
    app.see_text(&id("page-title"), name).await;
}

/// Chooses the document type in the upload sheet.
pub(crate) async fn choose_type(app: &App, value: &str) {
    app.see(&id("upload-type")).await;
    let script = "const s = document.querySelector(arguments[0]); s.value = arguments[1]; \
                  s.dispatchEvent(new Event('change', {bubbles: true}));";
    app.run(script, vec![id("upload-type").into(), value.into()]).await;
}

/// Submits the draft in the sheet, once it can be.
pub(crate) async fn submit(app: &App) {
    app.click("[data-testid='submit-draft']:not([aria-disabled='true'])").await;
    app.see_no(&id("upload-sheet")).await;
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
