//! Without a network: lock, restart, unlock, browse, queue; with it again: sent.

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

const PASSPHRASE: &str = "correct horse battery staple";

#[tokio::test(flavor = "multi_thread")]
async fn a_document_queued_without_a_network_is_sent_when_it_is_back() {
    let home = Home::new("offline");
    let simulator = Simulator::start("demo", 0, None, &["--strict"]);
    let link = Link::to(simulator.address());
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &link.url(), Some(PASSPHRASE)).await;
    // Names come last in the first sync.
    app.click(&id("nav-users")).await;
    app.fill(&id("search"), "oliveira").await;
    app.see_text("[data-testid='table'] tbody", "Marta Oliveira").await;
    link.cut();

    app.press("Control+l").await;
    app.see(&id("lock-screen")).await;
    app.quit().await;
    let app = App::start(&home, &Start::default()).await;
    app.see(&id("lock-screen")).await;
    app.fill(&id("unlock-field"), "a wrong passphrase").await;
    app.click(&id("unlock")).await;
    // The answer, not the screen's other words about passphrases: while it is looked at, nothing else is tried.
    app.see_text(&id("lock-screen"), &l10n::text("failure-wrong-passphrase")).await;
    app.fill(&id("unlock-field"), PASSPHRASE).await;
    app.click(&id("unlock")).await;
    app.see(&id("offline-badge")).await;
    app.see_text("[data-testid='table'] tbody", "Refused").await;
    // The palette searches what is held, server or not, and what it opens says how old it is.
    pages::open_from_palette(&app, "oliv", "Marta Oliveira").await;
    app.see_text(&id("user"), "Fetched ").await;
    pages::open_user(&app, "oliveira", "Marta Oliveira").await;

    let before = pages::document_ids(&simulator);
    let paper = files::pdf(&home.documents(), "carta.pdf");
    home.answer_picker(&[paper]);
    app.click(&id("upload-document")).await;
    app.see(&id("upload-sheet")).await;
    pages::choose_type(&app, "IDENTITY_PROOF").await;
    app.click(&id("choose-files")).await;
    app.see_text(&id("pages"), "carta.pdf").await;
    pages::submit(&app).await;
    app.click(&id("nav-outbox")).await;
    app.see_text(&id("outbox-table"), "Marta Oliveira").await;
    assert_eq!(pages::document_ids(&simulator), before, "nothing left without a network");

    link.mend();
    let sent = until("the queued document to arrive", || {
        let new = pages::documents_since(&simulator, &before);
        new.iter().any(|document| document["status"] == "VALIDATION_ASKED").then_some(new)
    });
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["pages"].as_array().map(Vec::len), Some(1));
    app.see_text(&id("outbox-table"), "Submitted").await;
    app.quit().await;
}
