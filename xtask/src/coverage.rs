//! `coverage`: docs/api-coverage.md. Its rows come from the sheets in docs/api, the rest from what the tests say that they
//! did: with `MANGROVE_API_COVERAGE` naming a folder, the client's tests note each call they made, the simulator's each
//! endpoint that served them. Nothing in the table is typed by hand but the reasons in docs/api/left-out.md.

mod endpoint;
mod evidence;
mod sheets;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::check::cargo;
use crate::{paths, steps};
use endpoint::Endpoint;

const PAGE: &str = "docs/api-coverage.md";
const LEFT_OUT: &str = "docs/api/left-out.md";
/// The sheets with the short names by which the table calls them.
const SHEETS: [(&str, &str); 2] =
    [("users", "docs/api/users-verification.md"), ("money", "docs/api/money-operations.md")];
/// What tells the tests where to leave their notes.
pub const VARIABLE: &str = "MANGROVE_API_COVERAGE";
const SELECTION: &[&str] = &["--package", "mangopay", "--package", "sandbox", "--test", "it"];

/// Runs the tests of client and simulator, and writes the page, or only sees whether it is up to date.
pub fn run(check: bool) -> Result<()> {
    let folder = fresh_notes()?;
    steps::run(cargo(&["test", "--quiet"]).args(SELECTION).env(VARIABLE, folder))?;
    if check { self::check(SELECTION) } else { settle(SELECTION, |page| Ok(fs::write(path(PAGE), page)?)) }
}

/// Where tests leave their notes; `cargo test` with [`VARIABLE`] leaves them.
fn notes() -> PathBuf {
    paths::target().join("api-coverage")
}

/// The same, without the notes of earlier runs.
pub fn fresh_notes() -> Result<PathBuf> {
    let folder = notes();
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Fails unless the page says what the notes of the last tests come to. `selection` is what cargo was told to test.
pub fn check(selection: &[&str]) -> Result<()> {
    settle(selection, |page| {
        let written = fs::read_to_string(path(PAGE)).with_context(|| format!("cannot read {PAGE}"))?;
        match first_difference(&written, page) {
            None => Ok(()),
            Some((number, is, should)) => {
                bail!("{PAGE}:{number} says\n    {is}\nand not\n    {should}\n`cargo xtask coverage` writes it anew")
            }
        }
    })
}

fn settle(selection: &[&str], then: impl FnOnce(&str) -> Result<()>) -> Result<()> {
    let mut found = Vec::new();
    let mut verbless = BTreeSet::new();
    for (name, file) in SHEETS {
        let sheet = sheets::read(&read(file)?);
        println!("{file}: {} mentions of endpoints", sheet.mentions.len());
        for (number, line) in &sheet.barren {
            println!("{file}:{number} holds a verb and a slash and names no endpoint: {line}");
        }
        verbless.extend(sheet.verbless.into_iter().map(|path| Endpoint::new("", &path)));
        found.push((name, sheet.mentions));
    }
    let rows = sheets::rows(&found);
    verbless.retain(|path| !rows.iter().any(|row| path.takes(&Endpoint::new("", &row.endpoint.path))));
    println!(
        "paths that stand nowhere with a verb: {}",
        verbless.iter().map(|at| at.path.as_str()).collect::<Vec<_>>().join(" ")
    );
    let left_out = sheets::read(&read(LEFT_OUT)?).mentions;
    let evidence = evidence::gather(&notes(), selection)?;
    let table = table::Table::new(&rows, &left_out, &evidence);
    println!("{}", table.summary());
    if !table.problems().is_empty() {
        bail!("{} problems:\n{}", table.problems().len(), table.problems().join("\n"));
    }
    then(&table.text())
}

fn path(name: &str) -> PathBuf {
    paths::root().join(name)
}

fn read(name: &str) -> Result<String> {
    fs::read_to_string(path(name)).with_context(|| format!("cannot read {name}"))
}

/// The first line, by number, in which two texts differ.
fn first_difference(one: &str, other: &str) -> Option<(usize, String, String)> {
    let (mut one, mut other) = (one.split('\n'), other.split('\n'));
    for number in 1.. {
        match (one.next(), other.next()) {
            (None, None) => return None,
            (one, other) if one == other => {}
            (one, other) => return Some((number, one.unwrap_or("").to_owned(), other.unwrap_or("").to_owned())),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_differ_are_told_apart_to_their_last_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some((2, "b".into(), "c".into())));
        assert_eq!(first_difference("a\nb\n", "a\nb\nc\n"), Some((3, String::new(), "c".into())));
        assert_eq!(first_difference("a\n", "a"), Some((2, String::new(), String::new())));
    }
}
