//! The application in its window, driven through tauri-driver. Selectors live in the page objects that use this.

use std::{
    fs,
    fs::OpenOptions,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions},
    elements::Element,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::{PATIENCE, Running, bound, drag, home::Home, setting, until};

/// The program under test, built with its seams.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_mangrove");

/// How the application is started.
#[derive(Default, Clone)]
pub(crate) struct Start {
    /// Arguments, such as `--demo`.
    pub(crate) args: Vec<String>,
    /// Seams besides the picker: name without prefix, value.
    pub(crate) seams: Vec<(&'static str, String)>,
}

/// A running application.
pub(crate) struct App {
    client: Option<Client>,
    #[expect(dead_code, reason = "it ends with this value")]
    driver: Running,
    log: PathBuf,
    home: PathBuf,
}

/// A window of the application, for WebDriver.
pub(crate) type Pane = fantoccini::wd::WindowHandle;

/// The selector for a test id.
pub(crate) fn id(name: &str) -> String {
    format!("[data-testid=\"{name}\"]")
}

impl App {
    /// Starts it in a home.
    pub(crate) async fn start(home: &Home, start: &Start) -> Self {
        let (port, native) = (free_port(), free_port());
        let log = OpenOptions::new().create(true).append(true).open(home.log()).expect("a log can be opened");
        let mut command = bound(setting("MANGROVE_E2E_DRIVER"));
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        command.args(["--native-driver", "/usr/bin/WebKitWebDriver"]).envs(home.environment());
        command.env("MANGROVE_SEAM_PICK", home.picked());
        for (name, value) in &start.seams {
            command.env(format!("MANGROVE_SEAM_{name}"), value);
        }
        command.stdout(log.try_clone().expect("a log can be shared")).stderr(Stdio::from(log));
        let driver = Running(command.spawn().expect("tauri-driver starts"));
        for port in [port, native] {
            until("the driver to listen", || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok());
        }
        let wanted = json!({"tauri:options": {"application": BINARY, "args": start.args}});
        let Value::Object(wanted) = wanted else { unreachable!("it is an object") };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted.into_iter().collect())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap_or_else(|error| panic!("the application starts: {error}\n{}", tail(&home.log())));
        Self { client: Some(client), driver, log: home.log(), home: home.folder().to_owned() }
    }

    /// The WebDriver session itself, for what has no verb here.
    pub(crate) fn client(&self) -> &Client {
        self.client.as_ref().expect("the application runs")
    }

    /// All windows of the application.
    pub(crate) async fn panes(&self) -> Vec<Pane> {
        self.client().windows().await.expect("the driver knows the windows")
    }

    /// The window that is driven at the moment.
    pub(crate) async fn pane(&self) -> Pane {
        self.client().window().await.expect("a window is driven")
    }

    /// Waits for a window that is none of those known.
    pub(crate) async fn new_pane(&self, known: &[Pane]) -> Pane {
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            if let Some(new) = self.panes().await.into_iter().find(|pane| !known.contains(pane)) {
                return new;
            }
            if tokio::time::Instant::now() > end {
                self.fail("no further window opened").await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// From now on, everything is done in this window.
    pub(crate) async fn turn_to(&self, pane: &Pane) {
        self.client().switch_to_window(pane.clone()).await.expect("a window can be turned to");
    }

    /// The windows of the application on the screen, for xdotool.
    pub(crate) fn frames(&self) -> Vec<String> {
        let words = ["search", "--onlyvisible", "--pid", &self.process().to_string(), "--name", "."];
        let found = Command::new("xdotool").args(words).output().expect("xdotool runs");
        String::from_utf8_lossy(&found.stdout).lines().map(str::to_owned).collect()
    }

    /// Waits until an element is shown.
    pub(crate) async fn see(&self, selector: &str) -> Element {
        let shown = "const e = document.querySelector(arguments[0]); return !!e && e.getClientRects().length > 0;";
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            self.hold(&format!("`{selector}` to be shown"), shown, vec![json!(selector)]).await;
            match self.client().find(Locator::Css(selector)).await {
                Ok(element) => return element,
                // The view was built anew between the two questions.
                Err(error) if error.is_no_such_element() && tokio::time::Instant::now() < end => {}
                Err(error) => self.fail(&format!("`{selector}` is found: {error}")).await,
            }
        }
    }

    /// Waits until an element is no longer shown.
    pub(crate) async fn see_no(&self, selector: &str) {
        let gone = "const e = document.querySelector(arguments[0]); return !e || e.getClientRects().length === 0;";
        self.hold(&format!("`{selector}` to go"), gone, vec![json!(selector)]).await;
    }

    /// Waits until some element for a selector holds a text.
    pub(crate) async fn see_text(&self, selector: &str, text: &str) {
        let holds =
            "return [...document.querySelectorAll(arguments[0])].some(e => e.textContent.includes(arguments[1]));";
        self.hold(&format!("`{selector}` to say “{text}”"), holds, vec![json!(selector), json!(text)]).await;
    }

    /// Waits for an element and clicks it.
    pub(crate) async fn click(&self, selector: &str) {
        let element = self.see(selector).await;
        if let Err(error) = element.click().await {
            self.fail(&format!("`{selector}` can be clicked: {error}")).await;
        }
    }

    /// Waits for a field, empties it and types into it.
    pub(crate) async fn fill(&self, selector: &str, text: &str) {
        let field = self.see(selector).await;
        field.clear().await.expect("a field can be emptied");
        if !text.is_empty() {
            field.send_keys(text).await.expect("a field takes keys");
        }
    }

    /// Presses a chord, such as `Control+l`, on what has the focus.
    pub(crate) async fn press(&self, chord: &str) {
        let keys: Vec<char> = chord.split('+').map(key).collect();
        let mut actions = KeyActions::new("keys".to_owned());
        for value in &keys {
            actions = actions.then(KeyAction::Down { value: *value });
        }
        for value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: *value });
        }
        self.client().perform_actions(actions).await.expect("keys can be pressed");
    }

    /// Goes to an address of the interface without loading the page again.
    pub(crate) async fn go(&self, path: &str) {
        let script = "history.pushState({}, '', arguments[0]); window.dispatchEvent(new PopStateEvent('popstate', {state: {}}));";
        self.run(script, vec![json!(path)]).await;
    }

    /// Drags files from another program's window to a point of ours, waits until `noticed` is shown there, and lets go.
    pub(crate) async fn drag_files(&self, home: &Home, paths: &[PathBuf], to: (u32, u32), noticed: &str) {
        let drag = drag::take(home, &drag::Load::Files(paths), to);
        self.see(noticed).await;
        drag.drop_here();
    }

    /// Drags something that is no file, and lets it go once the page has noticed it.
    pub(crate) async fn drag_other(&self, home: &Home, load: &drag::Load<'_>, to: (u32, u32)) {
        let watch = "window.heldOver = false; addEventListener('dragover', () => { window.heldOver = true; });";
        self.run(watch, vec![]).await;
        let drag = drag::take(home, load, to);
        self.hold("the drag to be noticed", "return window.heldOver;", vec![]).await;
        drag.drop_here();
    }

    /// Runs a script in the page.
    pub(crate) async fn run(&self, script: &str, args: Vec<Value>) -> Value {
        match self.client().execute(script, args).await {
            Ok(value) => value,
            Err(error) => self.fail(&format!("the script runs: {error}")).await,
        }
    }

    /// Waits until a script answers true.
    pub(crate) async fn hold(&self, what: &str, script: &str, args: Vec<Value>) {
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            match self.client().execute(script, args.clone()).await {
                Ok(Value::Bool(true)) => return,
                Ok(_) if tokio::time::Instant::now() < end => tokio::time::sleep(Duration::from_millis(50)).await,
                Ok(answer) => self.fail(&format!("waited {PATIENCE:?} for {what}; last answer {answer}")).await,
                // The page began anew, as it does at another stage, and took the question with it.
                Err(error) if error.to_string().contains("unload event") && tokio::time::Instant::now() < end => {}
                Err(error) => self.fail(&format!("waiting for {what}: {error}")).await,
            }
        }
    }

    /// Saves a picture of the whole screen in the test's home. WebDriver's own picture is no substitute: WebKitGTK takes
    /// it at the next frame, and a page at rest draws none.
    pub(crate) fn picture(&self, name: &str) {
        let file = self.home.join(name).with_extension("png");
        let taken = Command::new("import").args(["-window", "root"]).arg(file).status().expect("ImageMagick runs");
        assert!(taken.success(), "a picture of the screen can be taken");
    }

    /// The process of the application, not of its driver.
    pub(crate) fn process(&self) -> u32 {
        // A program that was built anew meanwhile runs on under this name.
        let replaced = format!("{BINARY} (deleted)");
        let is_ours = |id: &u32| {
            let program = fs::read_link(format!("/proc/{id}/exe"));
            program.is_ok_and(|program| program == Path::new(BINARY) || program == Path::new(&replaced))
        };
        self.processes().into_iter().find(is_ours).expect("the application runs")
    }

    /// All processes that live in this home: the application, WebKit's, the driver's.
    pub(crate) fn processes(&self) -> Vec<u32> {
        let home = format!("HOME={}", self.home.display());
        let lives_here = |id: &u32| {
            let environment = fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
            environment.split(|byte| *byte == 0).any(|entry| entry == home.as_bytes())
        };
        let all = fs::read_dir("/proc").expect("processes can be listed").flatten();
        all.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(lives_here).collect()
    }

    /// Closes the window and waits until the process has ended.
    pub(crate) async fn quit(mut self) {
        let process = self.process();
        let client = self.client.take().expect("the application runs");
        client.close().await.expect("the session ends");
        until("the application to end", || (!Path::new(&format!("/proc/{process}")).exists()).then_some(()));
    }

    /// Kills the process as a power cut would.
    pub(crate) fn kill(self) {
        let process = self.process();
        let killed = Command::new("kill").args(["-KILL", &process.to_string()]).status().expect("kill runs");
        assert!(killed.success(), "the application could be killed");
        until("the application to be gone", || {
            let state = fs::read_to_string(format!("/proc/{process}/stat")).ok();
            state.is_none_or(|stat| stat.contains(") Z ")).then_some(())
        });
    }

    /// Fails the test, after saving a picture and what the page says.
    async fn fail(&self, why: &str) -> ! {
        let text = match self.client().execute("return document.body.innerText", Vec::new()).await {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(error) => format!("(no page: {error})"),
        };
        self.picture("failed");
        panic!("{why}\n--- the page says\n{text}\n--- the log ends with\n{}", tail(&self.log));
    }
}

/// A port where nobody listens.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(40)..].join("\n")
}

/// WebDriver's code for a named key (WebDriver §17.4.2), or the key itself.
fn key(name: &str) -> char {
    match name {
        "Enter" => '\u{E007}',
        "Tab" => '\u{E004}',
        "Shift" => '\u{E008}',
        "Control" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Escape" => '\u{E00C}',
        "Up" => '\u{E013}',
        "Down" => '\u{E015}',
        "Right" => '\u{E014}',
        "Delete" => '\u{E017}',
        "Space" => ' ',
        _ => name.chars().next().expect("a key has a name"),
    }
}
