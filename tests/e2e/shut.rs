//! What stands in the way of opening: a key store that is locked, and a program that already runs.

use std::process::{Command, Stdio};

use l10n::text;

use crate::{
    pages,
    support::{
        app::{self, App, Start, id},
        bound, drag,
        home::Home,
        simulator::Simulator,
        until,
    },
};

/// What `cargo xtask` unlocks the desktop's key store with.
const KEY_STORE_PASSWORD: &str = "desktop";

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_key_store_is_said_to_be_locked_and_the_recovery_code_opens_the_profile_all_the_same() {
    let home = Home::new("shut-key-store");
    let simulator = Simulator::start("demo", 0, None, &["--strict"]);
    let app = App::start(&home, &Start::default()).await;
    let code = pages::connect(&app, "Halle Verte test", &simulator.url(), None).await;
    app.press("Control+l").await;
    app.see(&id("lock-screen")).await;

    let store = LockedStore::lock();
    app.click(&id("unlock-key-store")).await;
    // The system asks for the password in a window of its own; the person turns it away.
    let prompt = until("the system to ask", prompt);
    app.picture("asked");
    drag::screen(&["windowfocus", "--sync", &prompt, "key", "Escape"]);
    app.see_text(&id("lock-screen"), &text("failure-key-store-denied")).await;
    app.see_text(&id("lock-screen"), &text("failure-key-store-denied-do")).await;
    app.picture("locked");
    app.click(&id("unlock-other")).await;
    app.fill(&id("unlock-field"), &code).await;
    app.click(&id("unlock")).await;
    app.see(&id("table")).await;
    drop(store);
    app.press("Control+l").await;
    app.click(&id("unlock-key-store")).await;
    app.see(&id("table")).await;
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_brings_the_first_window_to_the_front_and_ends() {
    let home = Home::new("shut-second");
    let app = App::start(&home, &Start { args: vec!["--demo".to_owned()], ..Start::default() }).await;
    app.see_text("[data-testid='table'] tbody", "Refused").await;
    let frames = app.frames();
    drag::screen(&["windowminimize", "--sync", &frames[0]]);

    let mut second = bound(app::BINARY);
    second.envs(home.environment()).stdout(Stdio::null()).stderr(Stdio::null());
    let ended = second.status().expect("the application starts");
    assert!(ended.success(), "the second one ends in peace: {ended}");
    until("the one window to be on the screen again", || (app.frames() == frames).then_some(()));
    app.click(&id("nav-users")).await;
    app.see_text(&id("page-title"), "Users").await;
    app.quit().await;
}

/// The window in which the system asks for the key store's password.
fn prompt() -> Option<String> {
    let words = ["search", "--onlyvisible", "--class", "gcr-prompter"];
    let found = Command::new("xdotool").args(words).output().expect("xdotool runs");
    String::from_utf8_lossy(&found.stdout).lines().last().map(str::to_owned)
}

/// The desktop's key store, locked. It is open again when this goes, for the journeys that follow.
struct LockedStore;

impl LockedStore {
    fn lock() -> Self {
        let call = ["call", "--session", "--dest", "org.freedesktop.secrets", "--object-path"];
        let service = ["/org/freedesktop/secrets", "--method", "org.freedesktop.Secret.Service.Lock"];
        let login = "['/org/freedesktop/secrets/collection/login']";
        let locked = Command::new("gdbus").args(call).args(service).arg(login).output().expect("gdbus runs");
        let answer = String::from_utf8_lossy(&locked.stdout);
        assert!(answer.contains("collection/login"), "the key store was locked: {answer}");
        Self
    }
}

impl Drop for LockedStore {
    fn drop(&mut self) {
        use std::io::Write as _;
        let mut unlock = Command::new("gnome-keyring-daemon");
        let mut unlock = unlock.arg("--unlock").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it runs");
        unlock.stdin.take().expect("it reads").write_all(KEY_STORE_PASSWORD.as_bytes()).expect("it takes the password");
        assert!(unlock.wait().expect("it ends").success(), "the key store is open again");
    }
}
