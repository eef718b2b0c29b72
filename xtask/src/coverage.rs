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

/// Makes the page, and does something with it if nothing is wrong.
fn settle(selection: &[&str], then: impl FnOnce(&str) -> Result<()>) -> Result<()> {
    let left_out = read(LEFT_OUT)?;
    let found = sheets_of_disk()?;
    let rows = sheets::rows(&mentions(&found));
    let left = sheets::read(&left_out).mentions;
    let evidence = evidence::gather(&notes(), selection)?;
    let beyond = table::beyond(&rows, &evidence);
    let table = table::Table::new(&rows, &beyond, &left, &evidence);
    println!("{}", table.summary());
    let verbless: Vec<String> = verbless(&rows, &found).into_iter().collect();
    println!("Paths that stand nowhere with a verb: {}", verbless.join(" "));
    let problems: Vec<String> = table.problems().iter().cloned().chain(overlooked(&found, &left_out)).collect();
    if !problems.is_empty() {
        bail!("{} problems:\n{}", problems.len(), problems.join("\n"));
    }
    then(&table.text())
}

type Sheet = (&'static str, sheets::Found);

fn sheets_of_disk() -> Result<Vec<Sheet>> {
    SHEETS.into_iter().map(|(name, file)| Ok((name, sheets::read(&read(file)?)))).collect()
}

fn mentions(found: &[Sheet]) -> Vec<(&'static str, Vec<sheets::Mention>)> {
    found.iter().map(|(name, sheet)| (*name, sheet.mentions.clone())).collect()
}

/// Paths of which no row tells the verb: beginnings of paths, examples, and what is on its way out.
fn verbless(rows: &[sheets::Row], found: &[Sheet]) -> BTreeSet<String> {
    let bare = |path: &str| Endpoint::new("", path);
    let known = |path: &Endpoint| rows.iter().any(|row| path.takes(&bare(&row.endpoint.path)));
    let paths = found.iter().flat_map(|(_, sheet)| &sheet.verbless).map(|path| bare(path));
    paths.filter(|path| !known(path)).map(|path| path.path).collect()
}

/// Lines with a verb that named no endpoint and are not quoted as looked at, and quotes of no such line: so that the
/// sheets name no endpoint in a form that is not understood.
fn overlooked(found: &[Sheet], left_out: &str) -> Vec<String> {
    let quotes: Vec<&str> = left_out.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    let barren: Vec<&String> = found.iter().flat_map(|(_, sheet)| &sheet.barren).collect();
    let unquoted = barren.iter().filter(|line| !quotes.iter().any(|quote| line.contains(quote)));
    let unfounded = quotes.iter().filter(|quote| !barren.iter().any(|line| line.contains(*quote)));
    let unquoted = unquoted.map(|line| format!("names no endpoint and is not quoted in {LEFT_OUT}: {line}"));
    unquoted.chain(unfounded.map(|quote| format!("quoted in {LEFT_OUT} without need: {quote}"))).collect()
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
    fn a_line_with_a_verb_is_understood_or_quoted() {
        let sheet = sheets::read("- `GET /users` and so on\n- No DELETE here\n- Of a GET, nothing");
        let found = [("users", sheet)];
        assert_eq!(overlooked(&found, "# Text\n> No DELETE\n> Of a GET"), [""; 0]);
        let told = overlooked(&found, "> No DELETE\n> GET /users");
        assert!(
            told.len() == 2 && told[0].ends_with("Of a GET, nothing") && told[1].ends_with("GET /users"),
            "{told:?}"
        );
    }

    /// Without running anything: sheets and page are those of the clone.
    #[test]
    fn the_page_has_the_rows_of_the_sheets_and_each_is_whole_or_has_its_reason() {
        let found = sheets_of_disk().unwrap();
        assert_eq!(overlooked(&found, &read(LEFT_OUT).unwrap()), [""; 0]);
        let page = read(PAGE).unwrap();
        let (table, _) = page.split_once("## Beyond").unwrap();
        let lines: Vec<Vec<&str>> =
            table.lines().filter(|line| line.starts_with("| `")).map(|line| line.split(" | ").collect()).collect();
        let written: Vec<_> = lines.iter().map(|cells| cells[0].trim_matches(['|', ' ', '`']).to_owned()).collect();
        let rows: Vec<_> = sheets::rows(&mentions(&found)).iter().map(|row| row.endpoint.to_string()).collect();
        assert_eq!(written, rows);
        for cells in lines {
            let is_whole = cells[2..4].iter().all(|cell| *cell != "–") && cells[4].contains("every_call::");
            assert_ne!(is_whole, cells[4].starts_with('*'), "{cells:?}");
        }
    }

    #[test]
    fn pages_that_differ_are_told_apart_to_their_last_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some((2, "b".into(), "c".into())));
        assert_eq!(first_difference("a\nb\n", "a\nb\nc\n"), Some((3, String::new(), "c".into())));
        assert_eq!(first_difference("a\n", "a"), Some((2, String::new(), String::new())));
    }
}
