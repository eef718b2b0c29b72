//! The simulator of the API as a process of its own, and its control plane.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::Stdio,
};

use serde_json::Value;

use super::{Running, bound, setting};

/// The credentials of every simulator here.
pub(crate) const CLIENT_ID: &str = "halle-verte-test";
/// Nothing may keep this anywhere but the key store.
pub(crate) const API_KEY: &str = "sk-e2e-4f9c1b7d2a8e6053-never-on-disk";

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
        command.args(["--client-id", CLIENT_ID, "--api-key", API_KEY, "--world", world]).args(options);
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

    fn control(&self, path: &str) -> String {
        format!("http://{}/_control/{path}", self.address)
    }
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Value {
    let mut response = response.expect("the control plane answers");
    let text = response.body_mut().with_config().limit(256 << 20).read_to_string().expect("its answer is text");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("its answer is JSON: {error}: {text}"))
}
