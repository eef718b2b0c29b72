//! A small blocking WebDriver client, and the application driven through it.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Child;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};

use crate::desktop::{self, Desktop};
use crate::{paths, setup};

/// How long an element may take to appear. Cold debug builds on two cores are slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a page may take to come to rest, and for how long it has to stay the same.
const REST: Duration = Duration::from_secs(10);
const STILL: Duration = Duration::from_millis(200);

/// The member that holds an element's reference (WebDriver §12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The running application.
pub struct Driven {
    driver: Child,
    session: String,
    agent: ureq::Agent,
}

impl Driven {
    /// Starts the application on a desktop, with an environment of its own on top of the desktop's.
    pub fn launch(desktop: &Desktop, binary: &Path, args: &[String], environment: &[(String, String)]) -> Result<Self> {
        let tool = setup::ensure(&setup::TAURI_DRIVER)?;
        let native = paths::which("WebKitWebDriver").context("WebKitWebDriver is not on PATH")?;
        let (port, native_port) = (free_port()?, free_port()?);
        let mut command = desktop.daemon(&tool.to_string_lossy());
        command
            .args(["--port", &port.to_string(), "--native-port", &native_port.to_string(), "--native-driver"])
            .arg(native);
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        command.stdout(desktop.log("application")?).stderr(desktop.log("application")?);
        let driver = command.spawn().context("cannot start tauri-driver")?;
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(120)))
            .build()
            .into();
        let mut driven = Self { driver, session: String::new(), agent };
        let listens = |port: u16| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
        desktop::wait_for("tauri-driver", Duration::from_secs(20), || listens(port) && listens(native_port))?;
        let wanted = json!({"capabilities": {"alwaysMatch": {"tauri:options": {"application": binary, "args": args}}}});
        let server = format!("http://127.0.0.1:{port}/session");
        let answer = driven.send("POST", &server, Some(&wanted)).context("the application did not start")?;
        let id = answer["sessionId"].as_str().context("no session id")?;
        driven.session = format!("{server}/{id}");
        Ok(driven)
    }

    /// The process that the driver and the application belong to.
    pub fn process(&self) -> u32 {
        self.driver.id()
    }

    fn send(&self, method: &str, url: &str, body: Option<&Value>) -> Result<Value> {
        let mut response = match (method, body) {
            ("GET", _) => self.agent.get(url).call()?,
            ("DELETE", _) => self.agent.delete(url).call()?,
            (_, body) => {
                let text = body.unwrap_or(&json!({})).to_string();
                self.agent.post(url).header("content-type", "application/json").send(text)?
            }
        };
        let text = response.body_mut().with_config().limit(64 << 20).read_to_string()?;
        let mut answer: Value = serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))?;
        let value = answer["value"].take();
        if value["error"].is_string() {
            bail!("{}: {}", value["error"].as_str().unwrap_or_default(), value["message"].as_str().unwrap_or_default());
        }
        Ok(value)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.send("POST", &format!("{}/{path}", self.session), Some(body))
    }

    /// Runs a script in the page; what it returns.
    pub fn execute(&self, script: &str, args: Value) -> Result<Value> {
        self.post("execute/sync", &json!({"script": script, "args": args}))
    }

    /// Runs a script that hands its answer to its last argument.
    pub fn execute_async(&self, script: &str, args: Value) -> Result<Value> {
        self.post("execute/async", &json!({"script": script, "args": args}))
    }

    /// Whether the page has a visible element for a CSS selector.
    pub fn shows(&self, selector: &str) -> bool {
        let script = "const e = document.querySelector(arguments[0]); return !!e && e.getClientRects().length > 0;";
        self.execute(script, json!([selector])).is_ok_and(|shown| shown == Value::Bool(true))
    }

    /// Waits until the page shows an element.
    pub fn wait(&self, selector: &str) -> Result<()> {
        desktop::wait_for(&format!("`{selector}`"), PATIENCE, || self.shows(selector)).map_err(|error| {
            let text = self.execute("return document.body.innerText.slice(0, 600)", json!([])).unwrap_or_default();
            anyhow!("{error}; the page says: {}", text.as_str().unwrap_or_default())
        })
    }

    /// Waits until some element for a selector says something.
    pub fn wait_for_words(&self, selector: &str, words: &str) -> Result<()> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].some(e => e.textContent.includes(arguments[1]));";
        self.wait_until(&format!("`{selector}` to say `{words}`"), script, json!([selector, words]))
    }

    /// Waits until no element for a selector is shown.
    pub fn wait_gone(&self, selector: &str) -> Result<()> {
        let script = "return [...document.querySelectorAll(arguments[0])].every(e => e.getClientRects().length === 0);";
        self.wait_until(&format!("`{selector}` to go"), script, json!([selector]))
    }

    fn wait_until(&self, what: &str, script: &str, args: Value) -> Result<()> {
        let holds = || self.execute(script, args.clone()).is_ok_and(|answer| answer == Value::Bool(true));
        desktop::wait_for(what, PATIENCE, holds)
    }

    /// Waits for an element and clicks it with the mouse.
    pub fn click(&self, selector: &str) -> Result<()> {
        let element = self.element(selector)?;
        self.post(&format!("{element}/click"), &json!({}))?;
        Ok(())
    }

    /// Waits for a field, empties it and types into it.
    pub fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let element = self.element(selector)?;
        self.post(&format!("{element}/clear"), &json!({}))?;
        self.post(&format!("{element}/value"), &json!({"text": text}))?;
        Ok(())
    }

    /// Waits for a list of choices and takes one.
    pub fn choose(&self, selector: &str, value: &str) -> Result<()> {
        let offered =
            "return [...(document.querySelector(arguments[0])?.options ?? [])].some(o => o.value === arguments[1]);";
        self.wait_until(&format!("`{value}` to be offered"), offered, json!([selector, value]))?;
        let script = "const s = document.querySelector(arguments[0]); s.value = arguments[1]; \
             s.dispatchEvent(new Event('change', {bubbles: true}));";
        self.execute(script, json!([selector, value]))?;
        Ok(())
    }

    /// Waits for an element; its address.
    fn element(&self, selector: &str) -> Result<String> {
        self.wait(selector)?;
        let found = self.post("element", &json!({"using": "css selector", "value": selector}))?;
        Ok(format!("element/{}", found[ELEMENT].as_str().context("no element reference")?))
    }

    /// Presses a chord such as `Control+l` or types plain text into what has the focus.
    pub fn press(&self, chord: &str) -> Result<()> {
        let keys: Vec<String> = chord.split('+').map(key).collect();
        let mut actions: Vec<Value> = keys.iter().map(|key| json!({"type": "keyDown", "value": key})).collect();
        actions.extend(keys.iter().rev().map(|key| json!({"type": "keyUp", "value": key})));
        self.post("actions", &json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}))?;
        Ok(())
    }

    /// Goes to an address of the interface without loading the page again.
    pub fn go(&self, path: &str) -> Result<()> {
        let script = "history.pushState({}, '', arguments[0]); window.dispatchEvent(new PopStateEvent('popstate', {state: {}}));";
        self.execute(script, json!([path]))?;
        Ok(())
    }

    /// Waits until fonts are loaded, nothing says that it is busy, and the page has stayed the same for a moment.
    pub fn settle(&self) -> Result<()> {
        let script = "return [document.fonts.status, document.body.innerHTML, \
             [...document.querySelectorAll('[aria-busy=true]')].filter(e => e.getClientRects().length > 0).map(e => e.className).join()];";
        let mut before = Value::Null;
        let mut busy = Value::Null;
        let came_to_rest = desktop::wait_for("the page to rest", REST, || {
            thread::sleep(STILL);
            let now = self.execute(script, json!([])).unwrap_or_default();
            busy = now[2].clone();
            let rests = now == before && now[0] == "loaded" && now[2] == "";
            before = now;
            rests
        });
        if came_to_rest.is_err() {
            eprintln!("    the page did not come to rest; busy: {busy}");
        }
        Ok(())
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        if !self.session.is_empty() && self.send("DELETE", &self.session, None).is_err() {
            eprintln!("    the application had already ended");
        }
        desktop::end(&mut self.driver);
    }
}

/// A port that nothing listens on at the moment.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// WebDriver's code for a named key (WebDriver §17.4.2), or the key itself.
fn key(name: &str) -> String {
    let code = match name {
        "Enter" => '\u{E007}',
        "Tab" => '\u{E004}',
        "Shift" => '\u{E008}',
        "Control" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Escape" => '\u{E00C}',
        "PageUp" => '\u{E00E}',
        "PageDown" => '\u{E00F}',
        "End" => '\u{E010}',
        "Home" => '\u{E011}',
        "Down" => '\u{E015}',
        "Up" => '\u{E013}',
        _ => return name.to_owned(),
    };
    code.to_string()
}
