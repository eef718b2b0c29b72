//! `conformance`: Mangopay's official SDKs, unchanged, drive the simulator (tests/conformance). The packages are pinned
//! by hash and kept in the cache; installing them is the one time that a test uses the network.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::check::cargo;
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
    /// What pins the packages.
    pins: &'static [&'static str],
    /// Installs them into a folder that holds copies of the pins.
    install: fn(&Path) -> Command,
}

static SUITES: [Suite; 2] = [
    Suite {
        name: "python",
        program: "python3",
        script: "run.py",
        variable: "PYTHONPATH",
        modules: "packages",
        pins: &["requirements.txt"],
        install: pip,
    },
    Suite {
        name: "node",
        program: "node",
        script: "run.js",
        variable: "NODE_PATH",
        modules: "node_modules",
        pins: &["package.json", "package-lock.json"],
        install: npm,
    },
];

/// The SDK of a language.
pub fn suite(name: &str) -> Result<&'static Suite> {
    SUITES.iter().find(|suite| suite.name == name).with_context(|| format!("there is no SDK for {name}"))
}

fn pip(folder: &Path) -> Command {
    let mut command = Command::new("python3");
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action", "ignore"]);
    command.args(["--no-deps", "--require-hashes", "--only-binary", ":all:", "--platform", "any"]);
    command.args(["--requirement", "requirements.txt", "--target", "packages"]).current_dir(folder);
    command
}

fn npm(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.args(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    command
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
    fn folder(&self) -> PathBuf {
        paths::root().join("tests/conformance").join(self.name)
    }

    /// The folder of the installed packages; other pins lead to another one.
    pub fn packages(&self) -> Result<PathBuf> {
        let mut hash = blake3::Hasher::new();
        for pin in self.pins {
            hash.update(&fs::read(self.folder().join(pin)).with_context(|| format!("cannot read {pin}"))?);
        }
        let base = paths::cache("conformance").unwrap_or_else(|| paths::target().join("conformance"));
        let folder = base.join(format!("{}-{}", self.name, &hash.finalize().to_hex()[..16]));
        let stamp = folder.join("installed");
        if !stamp.is_file() {
            steps::step(&format!("install the official SDK for {}", self.name), || {
                fs::create_dir_all(&folder)?;
                for pin in self.pins {
                    fs::copy(self.folder().join(pin), folder.join(pin))?;
                }
                steps::run(&mut (self.install)(&folder))?;
                fs::write(&stamp, "")?;
                Ok(())
            })?;
        }
        Ok(folder.join(self.modules))
    }

    fn run(&self, binary: &Path, packages: &Path, only: Option<&str>) -> Result<()> {
        let simulator = Simulator::start(binary, &[])?;
        let mut command = self.command(self.script, packages);
        steps::run(command.arg(&simulator.url).args(CREDENTIALS).args(only))
    }

    /// A script beside the scenarios, with the SDK at hand.
    pub fn command(&self, script: &str, packages: &Path) -> Command {
        let mut command = Command::new(self.program);
        command.arg(script).current_dir(self.folder()).env(self.variable, packages);
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
