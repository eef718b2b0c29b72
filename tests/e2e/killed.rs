//! A power cut in the middle of a page: after the restart there is one document with exactly its page.

use crate::{
    pages,
    support::{
        app::{App, Start, id},
        files,
        home::Home,
        link::Link,
        simulator::Simulator,
        until,
    },
};

/// Bytes per second while the page is on its way.
const SLOW: u64 = 200_000;
/// Bytes of the page that have left when the power goes.
const SENT_BEFORE: u64 = 300_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_in_the_middle_of_a_page_loses_and_doubles_nothing() {
    let home = Home::new("killed");
    let simulator = Simulator::start("demo", 0, None, &["--strict"]);
    let link = Link::to(simulator.address());
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &link.url(), None).await;
    pages::open_user(&app, "oliveira", "Marta Oliveira").await;
    let before = pages::document_ids(&simulator);
    home.answer_picker(&[files::photo(&home.documents(), "cartao.jpg", 95)]);
    app.click(&id("upload-document")).await;
    app.see(&id("upload-sheet")).await;
    pages::choose_type(&app, "IDENTITY_PROOF").await;
    app.click(&id("choose-files")).await;
    app.see_text(&id("pages"), "Mended before sending").await;
    link.slow_down(SLOW);
    let start = link.sent();
    pages::submit(&app).await;
    until("a part of the page to be on its way", || (link.sent() > start + SENT_BEFORE).then_some(()));
    app.kill();
    link.slow_down(0);

    let app = App::start(&home, &Start::default()).await;
    app.see(&id("table")).await;
    app.click(&id("nav-outbox")).await;
    app.see_text(&id("outbox-table"), "Submitted").await;
    let sent = pages::documents_since(&simulator, &before);
    assert_eq!(sent.len(), 1, "one document: {sent:?}");
    assert_eq!(sent[0]["pages"].as_array().map(Vec::len), Some(1), "one page");
    assert_eq!(sent[0]["status"], "VALIDATION_ASKED");
    app.quit().await;
}
