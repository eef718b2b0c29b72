//! The main job: connect, find a user, drag two files onto the window, submit, see it validated. And what it leaves
//! on the disk.

use std::{path::PathBuf, time::SystemTime};

use serde_json::json;

use crate::{
    pages,
    support::{
        app::{App, Start, id},
        files,
        home::Home,
        scan::Search,
        simulator::{API_KEY, Simulator},
        until,
    },
};

#[tokio::test(flavor = "multi_thread")]
async fn files_dragged_onto_the_window_become_a_validated_document() {
    let since = SystemTime::now();
    let home = Home::new("upload");
    let simulator = Simulator::start("demo", 0, None, &["--strict"]);
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &simulator.url(), None).await;
    app.see_text(&id("env-badge"), "Sandbox").await;
    pages::open_user(&app, "beltran", "Ana Beltrán Ruiz").await;
    let before = pages::document_ids(&simulator);

    let photo = files::photo(&home.documents(), "dni-anverso.jpg", 85);
    let paper = files::pdf(&home.documents(), "dni-reverso.pdf");
    app.drag_files(&home, &[photo.clone(), paper.clone()], (640, 400), &id("drop-overlay")).await;
    app.see(&id("upload-sheet")).await;
    app.see_text(&id("pages"), "dni-anverso.jpg").await;
    app.see_text(&id("pages"), "dni-reverso.pdf").await;
    let chosen = "return document.querySelector(arguments[0]).value.includes('Ana Beltrán Ruiz');";
    app.hold("the user to be chosen", chosen, vec![id("upload-user").into()]).await;
    pages::choose_type(&app, "IDENTITY_PROOF").await;
    app.see_text(&id("pages"), "Mended before sending").await;
    app.hold(
        "previews of both pages",
        "return [...document.querySelectorAll(\"[data-testid='pages'] img\")].filter(i => i.naturalWidth > 0).length === 2;",
        vec![],
    )
    .await;
    app.picture("sheet");
    app.click(&id("submit-draft")).await;
    app.see_no(&id("upload-sheet")).await;

    app.click(&id("nav-outbox")).await;
    app.see_text(&id("outbox-table"), "Ana Beltrán Ruiz").await;
    let sent = until("the submission to arrive", || {
        let new = pages::documents_since(&simulator, &before);
        new.iter().any(|document| document["status"] == "VALIDATION_ASKED").then_some(new)
    });
    assert_eq!(sent.len(), 1, "one document, not more");
    let document = &sent[0];
    let held = document["pages"].as_array().expect("pages");
    assert_eq!(held.len(), 2, "two pages: {held:?}");
    assert_eq!(held[0]["format"], "JPEG");
    assert_eq!(held[0]["exif"], false, "no metadata leaves");
    // The photo lies on its side; upright it is higher than wide.
    assert!(held[0]["height"].as_u64() > held[0]["width"].as_u64(), "upright pixels: {}", held[0]);
    assert_eq!(held[1]["format"], "PDF");
    let paper_bytes = std::fs::metadata(&paper).unwrap().len();
    assert_eq!(held[1]["size"].as_u64(), Some(paper_bytes), "a PDF leaves byte for byte");
    assert!(held[0]["size"].as_u64().is_some_and(|size| (32_768..=7_000_000).contains(&size)));
    let writes: Vec<String> = simulator
        .calls()
        .iter()
        .filter(|call| call["method"] != "GET" && !call["path"].as_str().unwrap_or_default().contains("oauth"))
        .map(|call| {
            assert_eq!(call["chunked"], false, "an exact length, never chunked");
            let path = call["path"].as_str().unwrap_or_default().to_ascii_lowercase();
            let kind = if path.ends_with("/pages") { "page" } else { "document" };
            format!("{} {kind}", call["method"].as_str().unwrap_or_default())
        })
        .collect();
    assert_eq!(writes, ["POST document", "POST page", "POST page", "PUT document"], "nothing is sent twice");

    app.see_text(&id("outbox-table"), "Submitted").await;
    let decided = document["id"].as_str().expect("an id");
    simulator.tell(&format!("documents/{decided}/decide"), &json!({"status": "VALIDATED"}));
    app.click(&id("sync")).await;
    app.click(&id("sync-now")).await;
    app.go("/compliance?view=all&q=beltran").await;
    app.see_text("[data-testid='table'] tbody", "Validated").await;
    app.picture("validated");
    let log = home.log();
    app.quit().await;

    // What is left on the disk: nothing of the files, no key, no name, no address.
    let folders = [home.folder().to_owned(), "/tmp".into(), "/var/tmp".into(), "/dev/shm".into()];
    let scan = Search::new()
        .bytes("the photo", &std::fs::read(&photo).unwrap())
        .bytes("the paper", &std::fs::read(&paper).unwrap())
        .word(API_KEY)
        .word("Beltrán Ruiz")
        .word("ana.beltran")
        .except(&photo)
        .except(&paper)
        .except(&log);
    let found = scan.run(&folders, since);
    assert!(found.is_empty(), "{found:#?}");
    let logged = Search::new().word(API_KEY).word("Beltrán").word("dni-anverso").run(std::slice::from_ref(&log), since);
    assert!(logged.is_empty(), "the log names nobody: {logged:?}");
    // The same search finds what is planted.
    let planted: PathBuf = home.folder().join("planted");
    let mut bytes = vec![0; 1000];
    bytes.extend_from_slice(&std::fs::read(&photo).unwrap()[60_000..60_200]);
    bytes.extend_from_slice(API_KEY.as_bytes());
    std::fs::write(&planted, bytes).unwrap();
    assert_eq!(scan.run(&[home.folder().to_owned()], since).len(), 2, "the control is found");
}
