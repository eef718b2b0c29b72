//! The simulator of the API as a process of its own, and its control plane.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::Stdio,
    sync::LazyLock,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{Running, bound, nonce, setting};

/// The client id of every simulator here.
pub(crate) const CLIENT_ID: &str = "halle-verte-test";
/// The API key of every simulator here. Nothing may keep it anywhere but the key store; a new one for each run, so that
/// what is found is what this run has left.
pub(crate) static API_KEY: LazyLock<String> = LazyLock::new(|| format!("sk-e2e-{}-never-on-disk", nonce()));

/// A running simulator.
pub(crate) struct Simulator {
    #[expect(dead_code, reason = "it ends with this value")]
    process: Running,
    address: SocketAddr,
}

impl Simulator {
    /// Starts one with a world (`demo`, `empty`), on a port of its own choice or a given one, perhaps with a file that
    /// keeps its state, and further options.
    pub(crate) fn start(world: &str, port: u16, data: Option<&Path>, options: &[&str]) -> Self {
        let mut command = bound(setting("MANGROVE_E2E_SANDBOX"));
        command.arg("--listen").arg(format!("127.0.0.1:{port}"));
        command.args(["--client-id", CLIENT_ID, "--api-key", &API_KEY, "--world", world]).args(options);
        if let Some(file) = data {
            command.arg("--data").arg(file);
        }
        let mut process = command.stdout(Stdio::piped()).spawn().expect("the simulator starts");
        let output = process.stdout.take().expect("it speaks");
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).expect("it says where it listens");
        let address = line.trim().strip_prefix("listening on http://").and_then(|address| address.parse().ok());
        let address = address.unwrap_or_else(|| panic!("it says where it listens, not “{}”", line.trim()));
        Self { process: Running(process), address }
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a person types into *Advanced: server address*.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Reads from the control plane.
    pub(crate) fn ask(&self, path: &str) -> Value {
        answer(ureq::get(self.control(path)).call())
    }

    /// Gives the control plane an order.
    pub(crate) fn tell(&self, path: &str, body: &Value) -> Value {
        answer(ureq::post(self.control(path)).header("content-type", "application/json").send(body.to_string()))
    }

    /// Every call it has received, oldest first.
    pub(crate) fn calls(&self) -> Vec<Value> {
        match self.ask("calls") {
            Value::Array(calls) => calls,
            other => panic!("a list of calls, not {other}"),
        }
    }

    /// The calls that changed something or tried to, as `POST page`, `POST document`, `PUT document`. Without tokens, and
    /// without the reports that the sync has made to read transactions and wallets.
    pub(crate) fn writes(&self) -> Vec<String> {
        let calls = self.calls();
        let path = |call: &Value| call["path"].as_str().unwrap_or_default().to_ascii_lowercase();
        let written = calls.iter().filter(|call| {
            call["method"] != "GET" && !path(call).contains("oauth") && !path(call).contains("/reports")
        });
        written
            .map(|call| {
                assert_eq!(call["chunked"], false, "an exact length, never chunked");
                let kind = match path(call) {
                    path if path.ends_with("/pages") => "page",
                    path if path.contains("/kyc/documents") => "document",
                    path if path.contains("/users") => "user",
                    _ => "other",
                };
                format!("{} {kind}", call["method"].as_str().unwrap_or_default())
            })
            .collect()
    }

    /// Makes a person known to the platform, as the platform's own software would.
    pub(crate) fn add_person(&self, first: &str, last: &str, email: &str) {
        let base = format!("http://{}/v2.01", self.address);
        let basic = STANDARD.encode(format!("{CLIENT_ID}:{}", *API_KEY));
        let token = ureq::post(format!("{base}/oauth/token"))
            .header("authorization", format!("Basic {basic}"))
            .header("content-type", "application/x-www-form-urlencoded");
        let token = answer(token.send("grant_type=client_credentials"));
        let token = token["access_token"].as_str().expect("a token");
        let person = json!({
            "FirstName": first, "LastName": last, "Email": email, "Birthday": 500_000_000, "Nationality": "ES",
            "CountryOfResidence": "ES", "UserCategory": "OWNER", "TermsAndConditionsAccepted": true,
        });
        let call = ureq::post(format!("{base}/{CLIENT_ID}/users/natural"))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json");
        answer(call.send(person.to_string()));
    }

    fn control(&self, path: &str) -> String {
        format!("http://{}/_control/{path}", self.address)
    }
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Value {
    let mut response = response.expect("the control plane answers");
    let text = response.body_mut().with_config().limit(256 << 20).read_to_string().expect("its answer is text");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("its answer is JSON: {error}: {text}"))
}
