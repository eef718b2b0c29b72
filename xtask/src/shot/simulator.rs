//! The simulator as a process of its own, for screens that show a connected profile and what goes wrong with it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::desktop::{self, Desktop};
use crate::shots::MOMENT;
use crate::{paths, steps};

/// The credentials that are typed into the application.
pub const CLIENT_ID: &str = "halleverte-test";
/// The key to them.
pub const API_KEY: &str = "sk-shot-2b7c94e10d5f48a6";

/// A running simulator.
pub struct Simulator {
    process: Child,
    address: String,
}

impl Simulator {
    /// Compiles the program.
    pub fn build() -> Result<()> {
        steps::step("build the simulator", || {
            let mut command = Command::new(paths::cargo());
            // As for the end-to-end tests, so that nothing is compiled twice.
            command.current_dir(paths::root()).args(["build", "--features", "e2e", "--bin", "sandbox"]);
            steps::run(&mut command)
        })
    }

    /// Starts one with a world, its clock at the moment of the pictures.
    pub fn start(desktop: &Desktop, world: &str) -> Result<Self> {
        let mut command = desktop.daemon(&paths::target().join("debug/sandbox").to_string_lossy());
        command.args(["--listen", "127.0.0.1:0", "--client-id", CLIENT_ID, "--api-key", API_KEY, "--world", world]);
        command.args(["--clock", &MOMENT.to_string()]).stdout(Stdio::piped());
        let mut process = command.spawn().context("cannot start the simulator")?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let Some(address) = line.trim().strip_prefix("listening on ") else {
            desktop::end(&mut process);
            bail!("the simulator did not start: `{}`", line.trim());
        };
        Ok(Self { process, address: address.to_owned() })
    }

    /// What is typed as the server's address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Arms faults, given as its control plane takes them.
    pub fn arm(&self, faults: &str) -> Result<()> {
        let sent = ureq::post(self.faults()).header("content-type", "application/json").send(faults);
        sent.with_context(|| format!("the simulator does not take {faults}")).map(drop)
    }

    /// Disarms all faults.
    pub fn heal(&self) -> Result<()> {
        ureq::delete(self.faults()).call().context("the simulator keeps its faults").map(drop)
    }

    /// Ends it, as a server that cannot be reached any longer.
    pub fn stop(&mut self) -> Result<()> {
        desktop::end(&mut self.process);
        let ended = || matches!(self.process.try_wait(), Ok(Some(_)));
        desktop::wait_for("the simulator to end", Duration::from_secs(10), ended)
    }

    fn faults(&self) -> String {
        format!("{}/_control/faults", self.address)
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        desktop::end(&mut self.process);
    }
}
