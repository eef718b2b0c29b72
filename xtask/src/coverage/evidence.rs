//! What the tests say that they did, held against the test runner's own list.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::endpoint::Endpoint;
use crate::check::cargo;
use crate::steps;

/// A call of the client that a test has made, as the client declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub endpoint: Endpoint,
    /// The function of `mangopay::Client`.
    pub function: String,
    pub test: String,
}

/// Everything that is known besides the sheets.
#[derive(Debug, Default)]
pub struct Evidence {
    pub calls: Vec<Call>,
    /// The simulator's routes, and for each the tests in which a call to it succeeded.
    pub routes: Vec<(Endpoint, BTreeSet<String>)>,
    /// The runner's tests of the client and of the simulator.
    pub client_tests: BTreeSet<String>,
    pub simulator_tests: BTreeSet<String>,
}

/// Reads the notes that the tests left in a folder, and asks the programs that cargo builds for `selection`.
pub fn gather(notes: &Path, selection: &[&str]) -> Result<Evidence> {
    let programs = Programs::built(selection)?;
    let output = steps::quiet(Command::new(&programs.simulator).arg("--endpoints"))?;
    let endpoints = String::from_utf8(output.stdout)?;
    Ok(Evidence {
        calls: calls(&read(notes, "client")?)?,
        routes: routes(&endpoints, &read(notes, "simulator")?)?,
        client_tests: tests_of(&programs.client_tests)?,
        simulator_tests: tests_of(&programs.simulator_tests)?,
    })
}

fn read(notes: &Path, name: &str) -> Result<String> {
    fs::read_to_string(notes.join(name)).with_context(|| format!("the tests of the {name} have noted nothing"))
}

/// `VERB path function test`, parted by tabs.
fn calls(notes: &str) -> Result<Vec<Call>> {
    let call = |line: &str| {
        let mut words = line.split('\t');
        let endpoint = Endpoint::read(words.next(), words.next())?;
        Some(Call { endpoint, function: words.next()?.to_owned(), test: words.next()?.to_owned() })
    };
    notes.lines().map(|line| call(line).with_context(|| format!("not a note: {line}"))).collect()
}

/// All routes (`VERB path`), and notes (`VERB path test`).
fn routes(endpoints: &str, notes: &str) -> Result<Vec<(Endpoint, BTreeSet<String>)>> {
    let mut tests: BTreeMap<Endpoint, BTreeSet<String>> = BTreeMap::new();
    for line in endpoints.lines().chain(notes.lines()) {
        let mut words = line.split('\t');
        let endpoint = Endpoint::read(words.next(), words.next()).with_context(|| format!("not a note: {line}"))?;
        tests.entry(endpoint).or_default().extend(words.next().map(str::to_owned));
    }
    Ok(tests.into_iter().collect())
}

/// What cargo built.
#[derive(Default)]
struct Programs {
    client_tests: PathBuf,
    simulator_tests: PathBuf,
    simulator: PathBuf,
}

impl Programs {
    /// Asks cargo, which has built them already where the tests have just run.
    fn built(selection: &[&str]) -> Result<Self> {
        let mut command = cargo(&["test", "--no-run", "--message-format", "json"]);
        let output = steps::quiet(command.args(selection))?;
        let mut programs = Self::default();
        for line in String::from_utf8(output.stdout)?.lines() {
            let message: serde_json::Value = serde_json::from_str(line)?;
            let Some(program) = message["executable"].as_str() else { continue };
            let package = message["manifest_path"].as_str().map(Path::new).and_then(Path::parent);
            let package = package.and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
            let target = message["target"]["name"].as_str().unwrap_or_default();
            let place = match (package, target, message["profile"]["test"].as_bool()) {
                ("mangopay", "it", _) => &mut programs.client_tests,
                ("sandbox", "it", _) => &mut programs.simulator_tests,
                ("sandbox", "sandbox", Some(false)) => &mut programs.simulator,
                _ => continue,
            };
            *place = program.into();
        }
        let all = [&programs.client_tests, &programs.simulator_tests, &programs.simulator];
        ensure!(all.iter().all(|path| path.is_file()), "cargo did not build the tests and the simulator");
        Ok(programs)
    }
}

/// The runner's own list.
fn tests_of(program: &Path) -> Result<BTreeSet<String>> {
    let output = steps::quiet(Command::new(program).args(["--list", "--format", "terse"]))?;
    let list = String::from_utf8(output.stdout)?;
    Ok(list.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_read_and_joined_to_the_list_of_routes() {
        let routes =
            routes("GET\tusers\nGET\tusers/{user}", "GET\tusers\tlists::all\nGET\tusers\tusers::some").unwrap();
        let said: Vec<_> = routes.iter().map(|(at, tests)| (at.to_string(), tests.len())).collect();
        assert_eq!(said, [("GET /users".to_owned(), 2), ("GET /users/{user}".to_owned(), 0)]);
        let calls = calls("PUT\t/users/{UserId}\tupdate\tevery_call::update\n").unwrap();
        assert_eq!((calls[0].function.as_str(), calls[0].test.as_str()), ("update", "every_call::update"));
        assert!(super::calls("PUT\t/users").is_err());
    }
}
