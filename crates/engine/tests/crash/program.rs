//! The program under test and the profile it runs on.

use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{files, simulator::Simulator};

/// Pages of the document: two, so that a first, a last and a next one occur.
const PAGES: usize = 2;

/// A profile folder with its files beside it.
pub struct Profile {
    folder: TempDir,
    files: Vec<PathBuf>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Killed,
    ByItself,
}

/// What a run told.
#[derive(Debug, Clone)]
pub struct Run {
    pub ended: Ended,
    /// The kill points it reached, in order: label and moment.
    pub points: Vec<String>,
    /// Its last line; null if it was killed.
    pub told: Value,
}

impl Profile {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = (0..PAGES)
            .map(|number| {
                let path = folder.path().join(format!("{number}.pdf"));
                std::fs::write(&path, files::pdf(number)).unwrap();
                path
            })
            .collect();
        Self { folder, files }
    }

    /// BLAKE3 of the pages in order: PDFs are sent as they are.
    pub fn hashes(&self) -> Vec<String> {
        let hash = |path: &PathBuf| blake3::hash(&std::fs::read(path).unwrap()).to_hex().to_string();
        self.files.iter().map(hash).collect()
    }

    /// Runs the program to its end or its death.
    pub fn run(&self, simulator: &Simulator, user: &str, point: u32) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_headless"))
            .arg(self.folder.path())
            .args([simulator.address(), Simulator::CLIENT_ID, user])
            .args([simulator.now().to_string(), point.to_string()])
            .args(&self.files)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let keys = format!("{}\n{}\n", "5a".repeat(32), Simulator::API_KEY);
        child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let points = errors
            .lines()
            .filter_map(|line| line.strip_prefix("point ").and_then(|rest| rest.split_once(' ')))
            .map(|(_, name)| name.to_owned())
            .collect();
        let killed = was_killed(&output.status);
        assert!(killed || output.status.success(), "the program failed: {errors}");
        assert_eq!(killed, point > 0 && !output.status.success(), "only a kill point kills: {errors}");
        let told = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        Run { ended: if killed { Ended::Killed } else { Ended::ByItself }, points, told }
    }
}

#[cfg(unix)]
fn was_killed(status: &std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(9)
}

#[cfg(not(unix))]
fn was_killed(status: &std::process::ExitStatus) -> bool {
    !status.success()
}
