//! Bad input: what cannot be is explained, in words of the catalogue, where the person is looking.

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

use l10n::{text, text_with};
use serde_json::json;

use crate::{
    pages::{self, Typed},
    support::{
        app::{App, Start, free_port, id},
        drag, files,
        home::Home,
        link::Link,
        simulator::{API_KEY, CLIENT_ID, Simulator},
    },
};

/// The most that is looked at of a file (crates/kyc, `MAX_FILE_BYTES`).
const LARGEST: u64 = 64 * 1024 * 1024;
/// Larger than any document, and than the memory that it may take.
const HUGE: u64 = 5 << 30;

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_fails_says_why_beside_the_form() {
    let home = Home::new("refused-connection");
    let (simulator, portal) = (simulator(), simulator());
    portal.tell("faults", &json!({"times": null, "action": {"kind": "html", "status": 200}}));
    let nobody = format!("http://127.0.0.1:{}", free_port());
    let app = App::start(&home, &Start::default()).await;
    pages::go_to_connect(&app).await;
    let (right, elsewhere) = (simulator.url(), portal.url());
    let cases = [
        ("", API_KEY.as_str(), right.as_str(), "welcome", "failure-required"),
        (CLIENT_ID, &API_KEY, "http://192.0.2.1", "welcome", "failure-bad-address"),
        (CLIENT_ID, &API_KEY, &nobody, "check-reach", "failure-unreachable"),
        (CLIENT_ID, &API_KEY, &elsewhere, "check-reach", "failure-not-the-api"),
        (CLIENT_ID, "not-the-key", &right, "check-credentials", "failure-credentials-refused"),
        ("somebody-else", &API_KEY, &right, "check-credentials", "failure-credentials-refused"),
    ];
    for (client_id, api_key, address, place, words) in cases {
        pages::check_connection(&app, &Typed { label: "Halle Verte test", client_id, api_key, address }).await;
        app.see_text(&id(place), &text(words)).await;
        // Beside a field its hint says what to do.
        if place != "welcome" {
            app.see_text(&id(place), &text(&format!("{words}-do"))).await;
        }
        app.see_no(&id("protect-create")).await;
    }
    app.picture("refused");
    // Nothing is lost by it: with the right words it goes on.
    let typed = Typed { label: "Halle Verte test", client_id: CLIENT_ID, api_key: &API_KEY, address: &right };
    pages::check_connection(&app, &typed).await;
    pages::protect(&app, None).await;
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changed_in_the_queue_stops_there_and_goes_on_when_put_back() {
    let home = Home::new("refused-change");
    let simulator = simulator();
    let link = Link::to(simulator.address());
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &link.url(), None).await;
    pages::open_user(&app, "oliveira", "Marta Oliveira").await;
    let before = pages::document_ids(&simulator);
    link.cut();
    app.click(&id("sync")).await;
    app.click(&id("sync-now")).await;
    app.see(&id("offline-badge")).await;
    let paper = files::pdf(&home.documents(), "carta.pdf");
    let checked = fs::read(&paper).unwrap();
    home.answer_picker(std::slice::from_ref(&paper));
    app.click(&id("upload-document")).await;
    app.see(&id("upload-sheet")).await;
    pages::choose_type(&app, "IDENTITY_PROOF").await;
    app.click(&id("choose-files")).await;
    app.see_text(&id("pages"), "carta.pdf").await;
    pages::submit(&app).await;
    app.click(&id("nav-outbox")).await;
    app.see_text(&id("outbox-table"), "Marta Oliveira").await;
    files::pdf_of(&home.documents(), "carta.pdf", checked.len() + 100_000);
    link.mend();

    let page = [("page", 1.into())];
    app.see_text(&id("outbox-table"), &text_with("stop-file-changed", &page)).await;
    app.press("Down").await;
    app.see_text(&id("outbox"), &text_with("stop-file-changed-do", &page)).await;
    app.picture("changed");
    assert!(!simulator.writes().contains(&"POST page".to_owned()), "nothing but what was checked leaves");
    fs::write(&paper, checked).unwrap();
    // The word of the queueing lies over the buttons for a while.
    app.see_no(&id("toast")).await;
    app.click(&id("act-retry")).await;
    app.see_text(&id("outbox-table"), "Submitted").await;
    let sent = pages::documents_since(&simulator, &before);
    assert_eq!(sent.len(), 1, "one document: {sent:?}");
    assert_eq!(sent[0]["pages"].as_array().map(Vec::len), Some(1), "one page: {sent:?}");
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_is_not_ours_is_left_as_it_is_and_said_to_be_so() {
    let home = Home::new("refused-journal");
    let simulator = simulator();
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &simulator.url(), None).await;
    app.quit().await;
    let profiles = home.folder().join(".local/share/app.mangrove.desktop.debug/profiles");
    let profile = fs::read_dir(profiles).unwrap().flatten().next().expect("a profile").path();
    let journal = profile.join("journal.db");
    // With what SQLite keeps beside it: from a whole log it would repair the file by itself.
    let kept = home.folder().join("kept");
    fs::create_dir(&kept).unwrap();
    for file in journal_files(&profile) {
        fs::rename(&file, kept.join(file.file_name().unwrap())).unwrap();
    }
    let foreign = b"something else ".repeat(1000);
    fs::write(&journal, &foreign).unwrap();

    let app = App::start(&home, &Start::default()).await;
    app.see(&id("lock-screen")).await;
    app.click(&id("unlock-key-store")).await;
    app.see_text(&id("lock-screen"), &text("failure-not-our-file")).await;
    app.see_text(&id("lock-screen"), &text("failure-not-our-file-do")).await;
    app.picture("foreign");
    assert_eq!(fs::read(&journal).unwrap(), foreign, "it was left as it is");
    for file in journal_files(&kept) {
        fs::rename(&file, profile.join(file.file_name().unwrap())).unwrap();
    }
    app.click(&id("unlock-key-store")).await;
    app.see(&id("table")).await;
    app.quit().await;
}

fn journal_files(folder: &Path) -> Vec<PathBuf> {
    let is_of_journal =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("journal.db"));
    fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).filter(is_of_journal).collect()
}

fn simulator() -> Simulator {
    Simulator::start("demo", 0, None, &["--strict"])
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_page_is_named_with_the_reason_where_it_was_dropped() {
    let home = Home::new("refused-files");
    let app = App::start(&home, &Start { args: vec!["--demo".to_owned()], ..Start::default() }).await;
    app.see(&id("table")).await;
    let folder = home.documents();
    let good = files::pdf(&folder, "good.pdf");
    let things: [(PathBuf, &str, String); 9] = [
        (made("mkdir", &folder, "a-folder"), "refused-files", text("intake-folder")),
        (made("mkfifo", &folder, "a-pipe"), "refused-files", text("intake-not-a-file")),
        (linked(&folder, &good), "refused-files", text("intake-link")),
        (folder.join("gone.pdf"), "refused-files", text("intake-missing")),
        (huge(&folder), "refused-files", {
            text_with("intake-too-large", &[("bytes", HUGE.into()), ("max", LARGEST.into())])
        }),
        (files::written(&folder, "empty.jpg", b""), "pages", text("finding-empty")),
        (files::written(&folder, "letter.jpg", &b"Dear Sir or Madam, ".repeat(5000)), "pages", not_a_document()),
        (files::written(&folder, "cut.pdf", &fs::read(&good).unwrap()[..40_000]), "pages", text("finding-damaged")),
        (good, "pages", text("upload-page-ready")),
    ];
    let paths: Vec<PathBuf> = things.iter().map(|(path, ..)| path.clone()).collect();
    app.drag_files(&home, &paths, (640, 400), &id("drop-overlay")).await;
    app.see(&id("upload-sheet")).await;
    for (path, place, words) in &things {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        // In one line or card with its name, not just somewhere.
        let beside = "return [...document.querySelectorAll(`[data-testid='${arguments[0]}'] > *`)] \
                      .some(e => e.textContent.includes(arguments[1]) && e.textContent.includes(arguments[2]));";
        app.hold(
            &format!("`{place}` to say of {name}: “{words}”"),
            beside,
            vec![(*place).into(), name.into(), words.as_str().into()],
        )
        .await;
    }
    app.picture("refused");
    app.press("Escape").await;
    app.see_no(&id("upload-sheet")).await;
    for load in
        [drag::Load::Text("Ana Beltrán Ruiz, passport"), drag::Load::Address("https://example.org/passport.jpg")]
    {
        app.drag_other(&home, &load, (640, 400)).await;
        app.see_text("[role='status']", &text("drop-nothing")).await;
        app.see_no(&id("toast")).await;
    }
    app.quit().await;
}

fn not_a_document() -> String {
    let format = text("format-text");
    text_with("finding-not-a-document", &[("format", format.into()), ("raw", "text".into())])
}

/// What a command makes at a path.
fn made(command: &str, folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let made = Command::new(command).arg(&path).status().expect("a command of every system");
    assert!(made.success(), "{command} {}", path.display());
    path
}

fn linked(folder: &Path, to: &Path) -> PathBuf {
    let path = folder.join("a-link.pdf");
    symlink(to, &path).expect("a link can be made");
    path
}

/// A file with a hole in it, which takes no room.
fn huge(folder: &Path) -> PathBuf {
    let path = folder.join("huge.pdf");
    fs::File::create(&path).and_then(|file| file.set_len(HUGE)).expect("a file with a hole can be made");
    path
}
