//! docs/features.md: nothing is left out, and what it names exists.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use crate::repository::{rust_files, text};

const PAGE: &str = "docs/features.md";

/// The promises about looking things up.
const LINES: &[&str] = &[
    "B1", "B2", "B3", "B4", "B5", "B9", "C1", "C2", "C3", "C4", "E1", "E3", "E4", "E5", "E6", "F1", "F2", "F5", "G1",
    "G2", "G3", "H1", "H2", "H4",
];

/// What begins a row that is not kept.
const NOT_YET: &str = "not yet";

struct Row {
    line: String,
    promise: String,
    screen: String,
    proof: String,
}

fn rows(page: &str) -> Vec<Row> {
    let cells = |line: &str| -> Vec<String> { line.split('|').map(|cell| cell.trim().to_owned()).collect() };
    let table = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| line "));
    table
        .map(|line| match cells(line).as_slice() {
            [_, line, promise, screen, proof, _] => {
                Row { line: line.clone(), promise: promise.clone(), screen: screen.clone(), proof: proof.clone() }
            }
            other => panic!("{PAGE}: four columns, not {other:?}"),
        })
        .collect()
}

/// What stands between backticks.
pub(crate) fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Every test of the repository by name, with the file that holds it.
fn tests() -> BTreeMap<String, PathBuf> {
    let mut tests = BTreeMap::new();
    for (path, text) in rust_files("") {
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            if line.starts_with("#[") {
                is_test |= line.contains("test]") || line.contains("test(");
            } else if let Some(rest) = line.strip_prefix("fn ").or_else(|| line.strip_prefix("async fn ")) {
                let name = rest.split(['(', '<']).next().unwrap_or_default();
                if is_test {
                    tests.insert(name.to_owned(), path.clone());
                }
                is_test = false;
            }
        }
    }
    tests
}

/// Every address that the interface has.
pub(crate) fn screens() -> BTreeSet<String> {
    let literals = |path: &str| -> Vec<String> {
        let code = text(Path::new(path));
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        code.split('"').skip(1).step_by(2).filter(|literal| literal.starts_with('/')).map(str::to_owned).collect()
    };
    ["ui/src/app.rs", "ui/src/routes.rs"].iter().flat_map(|path| literals(path)).collect()
}

#[test]
fn every_promise_has_its_row_and_what_rows_name_exists() {
    let page = text(Path::new(PAGE));
    let (rows, tests, screens) = (rows(&page), tests(), screens());
    let mut wrong = Vec::new();
    let told: BTreeSet<&str> = rows.iter().map(|row| row.line.as_str()).collect();
    let wanted: BTreeSet<&str> = LINES.iter().copied().collect();
    wrong.extend(wanted.symmetric_difference(&told).map(|line| format!("{line} is missing, or not of this page")));
    for row in &rows {
        let at = format!("{}, {}", row.line, row.promise);
        wrong.extend(
            quoted(&row.screen)
                .iter()
                .filter(|screen| !screens.contains(**screen))
                .map(|screen| format!("{at}: there is no screen {screen}")),
        );
        if row.proof.starts_with(NOT_YET) {
            continue;
        }
        let named = quoted(&row.proof);
        wrong.extend(
            named
                .iter()
                .filter(|name| !tests.contains_key(**name))
                .map(|name| format!("{at}: there is no test {name}")),
        );
        let of_the_whole =
            |name: &&str| tests.get(*name).is_some_and(|path| path.starts_with("tests/e2e") || path.starts_with("ui"));
        if quoted(&row.screen).is_empty() || !named.first().is_some_and(of_the_whole) {
            wrong.push(format!("{at}: a screen, and first a test in the real window or of the interface"));
        }
    }
    let missing = rows.iter().filter(|row| row.proof.starts_with(NOT_YET)).count();
    let sum = format!("Not yet: **{missing}** of {} rows.", rows.len());
    if !page.contains(&sum) {
        wrong.push(format!("the page says: {sum}"));
    }
    assert!(wrong.is_empty(), "{PAGE}:\n{}", wrong.join("\n"));
}
