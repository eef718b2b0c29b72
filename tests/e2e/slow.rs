//! A slow link: the largest page goes through it, the person sees it move, and a token that ends in the middle of the
//! page costs nothing but time.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{
    pages,
    support::{
        app::{App, Start, id},
        files,
        home::Home,
        is_full,
        link::Link,
        simulator::Simulator,
        until, until_within,
    },
};

/// Bytes of the page and bytes per second of the link: the largest page on the slowest link we serve, or a small one.
const FULL: (usize, u64) = (6_999_999, 64_000);
const SMALL: (usize, u64) = (1_000_000, 256_000);
/// Bytes per second of the first try.
const FIRST_TRY: u64 = 1_000_000;
/// Steps that a person must see at least.
const STEPS: usize = 5;

/// Notes each percentage that the outbox shows, when it changes.
const WATCH: &str = r"
    window.__shown = [];
    new MutationObserver(() => {
        const cell = document.querySelector('tr[data-upload] .progress-cell');
        const shown = /(\d+) %$/.exec(cell?.lastElementChild?.textContent ?? '');
        if (shown && window.__shown.at(-1) !== Number(shown[1])) window.__shown.push(Number(shown[1]));
    }).observe(document.documentElement, {subtree: true, childList: true, characterData: true});";

#[tokio::test(flavor = "multi_thread")]
async fn a_large_page_passes_a_slow_link_and_outlives_its_token() {
    let (size, rate) = if is_full() { FULL } else { SMALL };
    let home = Home::new("slow");
    let simulator = Simulator::start("demo", 0, None, &["--strict"]);
    let link = Link::to(simulator.address());
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &link.url(), None).await;
    pages::open_user(&app, "oliveira", "Marta Oliveira").await;
    let before = pages::document_ids(&simulator);
    let paper = files::pdf_of(&home.documents(), "carta.pdf", size);
    home.answer_picker(std::slice::from_ref(&paper));
    app.click(&id("upload-document")).await;
    app.see(&id("upload-sheet")).await;
    pages::choose_type(&app, "IDENTITY_PROOF").await;
    app.click(&id("choose-files")).await;
    app.see_text(&id("pages"), "carta.pdf").await;
    app.run(WATCH, vec![]).await;

    // The first try is quick, and its token ends half way; all after it is slow.
    let body = u64::try_from(size.div_ceil(3) * 4).unwrap();
    let pages_path = "/users/*/kyc/documents/*/pages";
    let expiry =
        json!({"method": "POST", "path": pages_path, "action": {"kind": "expire_token", "after_bytes": body / 2}});
    simulator.tell("faults", &expiry);
    link.record();
    // New connections: what the system buffers on one grows with the speed that it has seen, and never shrinks.
    link.cut();
    link.mend();
    link.slow_down(FIRST_TRY);
    link.slow_down_after(body, rate);
    pages::submit(&app).await;
    app.click(&id("nav-outbox")).await;
    app.see_text(&id("outbox-table"), "Marta Oliveira").await;
    let tries = || {
        let calls = simulator.calls().into_iter();
        calls.filter(|call| call["path"].as_str().is_some_and(|path| path.to_ascii_lowercase().ends_with("/pages")))
    };
    until("the token to be refused", || tries().any(|call| call["status"] == 401).then_some(()));
    let begun = Instant::now();
    let whole = Duration::from_millis(body * 1000 / rate);
    let sent = until_within(whole * 2 + Duration::from_secs(60), "the page to arrive", || {
        let new = pages::documents_since(&simulator, &before);
        new.iter().any(|document| document["status"] == "VALIDATION_ASKED").then_some(new)
    });
    let lasted = begun.elapsed();
    app.see_text(&id("outbox-table"), "Submitted").await;
    let shown = app.run("return window.__shown;", vec![]).await;
    eprintln!("{size} bytes at {rate} bytes/s: {:.1} s, seen: {shown}", lasted.as_secs_f64());

    assert!(lasted > whole * 4 / 5, "the link was slow: {lasted:?} of {whole:?}");
    assert_eq!(sent.len(), 1, "one document: {sent:?}");
    assert_eq!(sent[0]["pages"].as_array().map(Vec::len), Some(1), "one page: {sent:?}");
    assert_eq!(sent[0]["pages"][0]["size"], size);
    assert_eq!(simulator.writes(), ["POST document", "POST page", "POST page", "PUT document"]);
    let statuses: Vec<_> = tries().map(|call| call["status"].clone()).collect();
    assert_eq!(statuses[0], 401, "the token ended in the middle of the first try");
    assert!(statuses[1].as_u64().is_some_and(|status| (200..300).contains(&status)), "{statuses:?}");
    let keys: Vec<_> = tries().map(|call| call["idempotency_key"].clone()).collect();
    assert!(keys[0].is_string() && keys[0] == keys[1], "the second try is the same step: {keys:?}");
    let file = std::fs::read(&paper).unwrap();
    assert!(link.recorded_pages().iter().all(|page| *page == file), "what left is the file, byte for byte");

    let shown: Vec<u64> = serde_json::from_value(shown).unwrap();
    let last_try = shown.windows(2).rposition(|pair| pair[0] > pair[1]).map_or(0, |at| at + 1);
    assert!(shown.len() - last_try >= STEPS, "progress was seen to move: {shown:?}");
    app.quit().await;
}
