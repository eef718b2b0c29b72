//! `conformance`: Mangopay's official SDKs, unchanged, drive the simulator (tests/conformance).

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::check::cargo;
use crate::packages::{self, Pinned};
use crate::{paths, setup, steps};

/// Client id and key of the simulator.
pub const CREDENTIALS: [&str; 2] = ["conformance", "conformance-key"];

/// One SDK and its scenarios.
pub struct Suite {
    name: &'static str,
    program: &'static str,
    script: &'static str,
    /// Tells the program where packages are.
    variable: &'static str,
    /// Below the folder of the packages.
    modules: &'static str,
    /// The SDK.
    pinned: Pinned,
}

static SUITES: [Suite; 2] = [
    Suite {
        name: "python",
        program: "python3",
        script: "run.py",
        variable: "PYTHONPATH",
        modules: "packages",
        pinned: Pinned {
            what: "the official SDK for Python",
            folder: "tests/conformance/python",
            pins: &["requirements.txt"],
            install: packages::pip,
        },
    },
    Suite {
        name: "node",
        program: "node",
        script: "run.js",
        variable: "NODE_PATH",
        modules: "node_modules",
        pinned: Pinned {
            what: "the official SDK for Node",
            folder: "tests/conformance/node",
            pins: packages::NPM_PINS,
            install: packages::npm,
        },
    },
];

/// The SDK of a language.
pub fn suite(name: &str) -> Result<&'static Suite> {
    SUITES.iter().find(|suite| suite.name == name).with_context(|| format!("there is no SDK for {name}"))
}

/// Runs both suites, or the scenarios whose names hold `only`.
pub fn run(release: bool, only: Option<&str>) -> Result<()> {
    setup::for_conformance()?;
    let packages: Vec<PathBuf> = SUITES.iter().map(Suite::packages).collect::<Result<_>>()?;
    let binary = simulator(release)?;
    let mut failed = Vec::new();
    for (suite, packages) in SUITES.iter().zip(packages) {
        if let Err(error) = suite.run(&binary, &packages, only) {
            eprintln!("    {error:#}");
            failed.push(suite.name);
        }
    }
    anyhow::ensure!(failed.is_empty(), "failed: {}", failed.join("; "));
    Ok(())
}

/// Compiles the simulator as the end-to-end tests do, so that it is compiled once for both.
pub fn simulator(release: bool) -> Result<PathBuf> {
    let mut build = if release {
        cargo(&["build", "--release", "--package", "sandbox", "--bin", "sandbox"])
    } else {
        cargo(&["build", "--features", "e2e", "--bin", "sandbox"])
    };
    steps::run(&mut build)?;
    Ok(paths::target().join(if release { "release" } else { "debug" }).join("sandbox"))
}

impl Suite {
    /// The folder of the installed packages.
    pub fn packages(&self) -> Result<PathBuf> {
        Ok(self.pinned.installed()?.join(self.modules))
    }

    fn run(&self, binary: &Path, packages: &Path, only: Option<&str>) -> Result<()> {
        let simulator = Simulator::start(binary, &[])?;
        let mut command = self.command(self.script, packages);
        steps::run(command.arg(&simulator.url).args(CREDENTIALS).args(only))
    }

    /// A script beside the scenarios, with the SDK at hand.
    pub fn command(&self, script: &str, packages: &Path) -> Command {
        let mut command = Command::new(self.program);
        command.arg(script).current_dir(self.pinned.folder()).env(self.variable, packages);
        // The SDK warns of its own use of the language; nothing may be left beside the sources.
        command.env("PYTHONWARNINGS", "ignore").env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

/// A running simulator; ended with this value.
pub struct Simulator {
    process: Child,
    url: String,
}

impl Simulator {
    pub fn start(binary: &Path, options: &[&str]) -> Result<Self> {
        let [client, key] = CREDENTIALS;
        let mut command = Command::new(binary);
        command.args(["--listen", "127.0.0.1:0", "--client-id", client, "--api-key", key]).args(options);
        let mut process =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().context("cannot start sandbox")?;
        let mut line = String::new();
        let read = process.stdout.take().map(|out| BufReader::new(out).read_line(&mut line));
        let mut started = Self { process, url: String::new() };
        read.context("sandbox has no output")??;
        started.url = line.trim().strip_prefix("listening on ").context("sandbox did not say its address")?.to_owned();
        Ok(started)
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Has it wait before each answer from now on.
    pub fn delay(&self, milliseconds: u32) -> Result<()> {
        let faults = format!("{}/_control/faults", self.url);
        ureq::delete(&faults).call().context("the simulator keeps its faults")?;
        if milliseconds > 0 {
            let fault = serde_json::json!({
                "method": "GET", "times": null, "action": { "kind": "latency", "ms": milliseconds },
            });
            let sent = ureq::post(&faults).header("content-type", "application/json").send(fault.to_string());
            sent.context("the simulator does not take a delay")?;
        }
        Ok(())
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to end or to wait for.
        if self.process.kill().is_ok() {
            self.process.wait().ok();
        }
    }
}
