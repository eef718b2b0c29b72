//! The main job: connect, find a user, drag two files onto the window, submit, see it validated. A second profile is
//! open in a second window meanwhile and sees nothing of it. And what all this leaves on the disk.

use std::{fs, path::PathBuf, time::SystemTime};

use serde_json::{Value, json};

use crate::{
    pages,
    support::{
        app::{App, Pane, Start, id},
        drag, files,
        home::Home,
        link::Link,
        nonce,
        scan::{Find, Plants, Report, Search},
        simulator::{API_KEY, Simulator},
        until,
    },
};

const PHOTO: &str = "dni-anverso.jpg";
const PAPER: &str = "dni-reverso.pdf";

#[tokio::test(flavor = "multi_thread")]
async fn files_dragged_onto_the_window_become_a_validated_document() {
    let since = SystemTime::now();
    let home = Home::new("upload");
    let marker = Marker::new();
    let (simulator, other) = (Simulator::start("demo", 0, None, &["--strict"]), other_simulator());
    simulator.add_person("Ana", &marker.name, &marker.email);
    let link = Link::to(simulator.address());
    let app = App::start(&home, &Start::default()).await;
    pages::connect(&app, "Halle Verte test", &link.url(), None).await;
    app.see_text(&id("env-badge"), "Sandbox").await;
    let witness = Neighbour::open(&app, &other, &marker).await;
    pages::open_user(&app, &marker.name, &format!("Ana {}", marker.name)).await;
    let before = pages::document_ids(&simulator);
    link.record();

    let photo = files::photo(&home.documents(), PHOTO, 85);
    let paper = files::pdf(&home.documents(), PAPER);
    app.drag_files(&home, &[photo.clone(), paper.clone()], (200, 400), &id("drop-overlay")).await;
    app.see(&id("upload-sheet")).await;
    app.see_text(&id("pages"), PHOTO).await;
    app.see_text(&id("pages"), PAPER).await;
    let chosen = "return document.querySelector(arguments[0]).value.includes(arguments[1]);";
    app.hold("the user to be chosen", chosen, vec![id("upload-user").into(), marker.name.clone().into()]).await;
    pages::choose_type(&app, "IDENTITY_PROOF").await;
    app.see_text(&id("pages"), "Mended before sending").await;
    app.hold(
        "previews of both pages",
        "return [...document.querySelectorAll(\"[data-testid='pages'] img\")].filter(i => i.naturalWidth > 0).length === 2;",
        vec![],
    )
    .await;
    app.picture("sheet");
    let sources = |link: &Link| Sources::read(&photo, &paper, link);
    let nameless = sources(&link).search(&marker).run_nameless(&app.processes());
    assert!(nameless.finds.is_empty(), "with the sheet open: {:#?}", nameless.finds);
    pages::submit(&app).await;

    app.click(&id("nav-outbox")).await;
    app.see_text(&id("outbox-table"), &marker.name).await;
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
    let paper_bytes = fs::metadata(&paper).unwrap().len();
    assert_eq!(held[1]["size"].as_u64(), Some(paper_bytes), "a PDF leaves byte for byte");
    assert!(held[0]["size"].as_u64().is_some_and(|size| (32_768..=7_000_000).contains(&size)));
    let writes = simulator.writes();
    assert_eq!(
        writes,
        ["POST user", "POST document", "POST page", "POST page", "PUT document"],
        "nothing is sent twice, the person apart that was there before"
    );

    app.see_text(&id("outbox-table"), "Submitted").await;
    let decided = document["id"].as_str().expect("an id");
    simulator.tell(&format!("documents/{decided}/decide"), &json!({"status": "VALIDATED"}));
    app.click(&id("sync")).await;
    app.click(&id("sync-now")).await;
    app.go(&format!("/compliance?view=all&q={}", marker.name)).await;
    app.see_text("[data-testid='table'] tbody", "Validated").await;
    app.picture("validated");
    witness.saw_nothing(&app, &other).await;

    let sources = sources(&link);
    assert_eq!(sources.sent.len(), 2, "both pages were seen on their way");
    let search = sources.search(&marker).except(&photo).except(&paper);
    let nameless = search.run_nameless(&app.processes());
    assert!(nameless.finds.is_empty(), "before the end: {:#?}", nameless.finds);
    let running = search.run(&[home.folder().to_owned()], since);
    assert!(running.finds.is_empty(), "while it runs: {:#?}", running.finds);
    app.quit().await;

    // What is left on the disk: nothing of the files, no key, no name, no address.
    let roots = home.writable();
    let report = search.run(&roots, since);
    assert!(report.finds.is_empty(), "{:#?}", report.finds);
    reads_what_was_written(&home, &report, &[photo, paper]);
    // File names count as personal data; the log holds none.
    let log = Search::new().word("dni-anverso").word("dni-reverso").run(&[home.log()], since);
    assert!(log.finds.is_empty() && log.read.contains(&home.log()), "the log names nobody: {log:?}");
    // The same search finds what is planted, each kind in each place.
    let plants = Plants::sow(&roots, &sources.named(), &marker.words());
    let planted = search.run(&roots, since);
    assert_eq!(plants.missed(&planted), Vec::<&Find>::new(), "the controls are found");
    assert_eq!(planted.finds.len(), plants.count(), "and nothing else: {:#?}", planted.finds);
}

fn other_simulator() -> Simulator {
    Simulator::start("demo", 0, None, &["--strict"])
}

/// A person whom nothing but this run knows.
struct Marker {
    name: String,
    email: String,
}

impl Marker {
    fn new() -> Self {
        Self { name: format!("Beltrán {}", nonce()), email: format!("{}@correo.example", nonce()) }
    }

    fn words(&self) -> [&str; 3] {
        [&API_KEY, &self.name, &self.email]
    }
}

/// What was dropped and what left: no run of either may stay.
struct Sources {
    photo: Vec<u8>,
    paper: Vec<u8>,
    sent: Vec<Vec<u8>>,
}

impl Sources {
    fn read(photo: &PathBuf, paper: &PathBuf, link: &Link) -> Self {
        Self { photo: fs::read(photo).unwrap(), paper: fs::read(paper).unwrap(), sent: link.recorded_pages() }
    }

    fn named(&self) -> Vec<(&str, &[u8])> {
        // The PDF left as it was.
        let mended = self.sent.first().map(|page| ("the photo as it left", page));
        let all = [("the photo", &self.photo), ("the paper", &self.paper)].into_iter().chain(mended);
        all.map(|(name, bytes)| (name, files::compressed(bytes))).collect()
    }

    fn search(&self, marker: &Marker) -> Search {
        let search = self.named().iter().fold(Search::new(), |search, (name, bytes)| search.bytes(name, bytes));
        marker.words().iter().fold(search, |search, word| search.word(word))
    }
}

/// The search has read every file of this home, those of the application and of its browser engine among them: else an
/// empty result says nothing.
fn reads_what_was_written(home: &Home, report: &Report, own: &[PathBuf]) {
    let (mut files, mut waiting) = (Vec::new(), vec![home.folder().to_owned()]);
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let kind = entry.file_type().unwrap();
            if kind.is_dir() { waiting.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    let unread: Vec<_> = files.iter().filter(|file| !report.read.contains(*file) && !own.contains(file)).collect();
    assert!(unread.is_empty(), "every file is read: {unread:#?}");
    for part in
        ["cache.db", "journal.db", "vault.json", "/WebKitCache/", "/storage/", "hsts-storage", "application.log"]
    {
        assert!(files.iter().any(|file| file.to_string_lossy().contains(part)), "{part} is among them: {files:#?}");
    }
}

/// The second window: another profile on another server, which holds the same world.
struct Neighbour {
    first: Pane,
    pane: Pane,
    rows: Value,
    documents: Vec<String>,
}

/// Tries to hear what the backend tells any window, and notes each sight of what belongs to the other one.
const WATCH: &str = "
    const seen = window.__witness = {events: [], sights: []}, words = arguments[0], shell = window.__TAURI_INTERNALS__;
    const handler = shell.transformCallback(message => seen.events.push(message.payload));
    shell.invoke('plugin:event|listen', {event: 'mangrove', target: {kind: 'Any'}, handler})
        .then(() => { seen.refused = false; }, () => { seen.refused = true; });
    new MutationObserver(() => {
        for (const part of ['drop-overlay', 'upload-sheet'])
            if (document.querySelector(`[data-testid='${part}']`)) seen.sights.push(part);
        for (const word of words) if (document.body.textContent.includes(word)) seen.sights.push(word);
    }).observe(document.documentElement, {subtree: true, childList: true, characterData: true, attributes: true});";

impl Neighbour {
    /// Opens it through the first window's profile menu, connects it, and begins to watch both. The first window is in
    /// front and driven again afterwards.
    async fn open(app: &App, other: &Simulator, marker: &Marker) -> Self {
        let (first, frames) = (app.pane().await, app.frames());
        let pane = pages::open_window_for_a_new_profile(app).await;
        let frame = until("the second window on the screen", || app.frames().into_iter().find(|f| !frames.contains(f)));
        // Beside the first as far as the screen allows, so that both are in sight.
        drag::screen(&["windowmove", &frame, "400", "250"]);
        app.turn_to(&pane).await;
        pages::connect(app, "Other market", &other.url(), None).await;
        app.click(&id("nav-outbox")).await;
        app.see(&id("outbox-empty")).await;
        app.click(&id("nav-compliance")).await;
        app.see_text("[data-testid='table'] tbody", "Refused").await;
        // Names come last in the first sync.
        let named = "const rows = [...document.querySelectorAll(\"[data-testid^='row-']\")]; \
                     return rows.length > 5 && !rows.some(row => row.textContent.startsWith('user_'));";
        app.hold("its rows with their names", named, vec![]).await;
        let rows = pages::rows(app).await;
        for pane in [&pane, &first] {
            app.turn_to(pane).await;
            app.run(WATCH, vec![json!([marker.name, PHOTO, PAPER])]).await;
            app.hold("a listener to be refused", "return window.__witness.refused === true;", vec![]).await;
        }
        drag::screen(&["windowactivate", "--sync", &frames[0]]);
        Self { first, pane, rows, documents: pages::document_ids(other) }
    }

    /// It is as it was, also after asking its own server; the first window was told and showed everything.
    async fn saw_nothing(&self, app: &App, other: &Simulator) {
        let told = witnessed(app).await;
        for part in ["drop-overlay", "upload-sheet", PHOTO] {
            assert!(told.contains(part), "the first window's witness speaks of {part}: {told}");
        }
        app.turn_to(&self.pane).await;
        app.see_no(&id("drop-overlay")).await;
        assert_eq!(pages::rows(app).await, self.rows, "its rows are as they were");
        app.click(&id("sync")).await;
        app.click(&id("sync-now")).await;
        app.click(&id("nav-outbox")).await;
        app.see(&id("outbox-empty")).await;
        app.picture("neighbour");
        let told = witnessed(app).await;
        assert_eq!(told, r#"{"events":[],"sights":[]}"#, "the second window hears and shows nothing of the first");
        let writes = other.writes();
        assert!(writes.is_empty(), "the second profile's server is not written to: {writes:?}");
        assert_eq!(pages::document_ids(other), self.documents);
        app.turn_to(&self.first).await;
    }
}

async fn witnessed(app: &App) -> String {
    app.run("return {events: window.__witness.events, sights: window.__witness.sights};", vec![]).await.to_string()
}
