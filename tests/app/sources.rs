//! Rules about the text of the files themselves.

use std::fs;

use crate::repository::{code_lines, root, rust_files, text, tracked};

/// Longest Rust file, in lines. About 400 is the aim.
const LONGEST: usize = 500;

/// What no tracked file may say: places of one computer, of the folder beside a clone, and of package registries.
/// Written in pieces, so that this file does not say it either.
const NEVER_SAID: &[&[&str]] = &[
    &["../", "shared"],
    &["/work", "/main"],
    &["/work", "/shared"],
    &["/root", "/."],
    &["registry", ".npmjs"],
    &["static", ".crates.io"],
    &["index", ".crates.io"],
    &["deb", ".debian.org"],
    &["files", ".pythonhosted"],
];

#[test]
fn rust_files_stay_short() {
    let long: Vec<_> = rust_files("")
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "one idea per file, at most {LONGEST} lines:\n{}", long.join("\n"));
}

#[test]
fn no_file_names_a_computer_or_a_registry() {
    let needles: Vec<String> = NEVER_SAID.iter().map(|pieces| pieces.concat()).collect();
    let mut found = Vec::new();
    for path in tracked() {
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        for (number, line) in text.lines().enumerate() {
            if let Some(needle) = needles.iter().find(|needle| line.contains(needle.as_str())) {
                found.push(format!("{}:{}: {needle}", path.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "a clone must work anywhere:\n{}", found.join("\n"));
}

#[test]
fn views_name_no_classes() {
    let mut found = Vec::new();
    for (path, text) in rust_files("ui/src/views") {
        for (number, line) in code_lines(&text) {
            if ["class=", "class:", "style=", "style:"].iter().any(|needle| line.contains(needle)) {
                found.push(format!("{}:{number}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "looks belong to ui/src/components; a view only composes them:\n{}", found.join("\n"));
}

#[test]
fn only_one_file_of_the_interface_touches_tauri() {
    let mut found = Vec::new();
    for (path, text) in rust_files("ui/src") {
        if path.ends_with("ui/src/api.rs") {
            continue;
        }
        for (number, line) in code_lines(&text) {
            if line.contains("__TAURI") || line.contains("invoke(\"") {
                found.push(format!("{}:{number}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "the backend is called through ui/src/api.rs alone:\n{}", found.join("\n"));
}

#[test]
fn pure_crates_do_no_input_or_output() {
    let never = ["std::fs", "std::net", "std::process", "std::env", "Instant::now", "SystemTime::now"];
    let mut found = Vec::new();
    for name in ["model", "l10n", "ipc", "kyc"] {
        for (path, text) in rust_files(&format!("crates/{name}/src")) {
            for (number, line) in code_lines(&text) {
                if let Some(needle) = never.iter().find(|needle| line.contains(**needle)) {
                    found.push(format!("{}:{number}: {needle}", path.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "these crates turn values into values and nothing else:\n{}", found.join("\n"));
}

#[test]
fn no_test_is_switched_off_and_nothing_is_left_to_do() {
    let never: Vec<String> = [["#[ign", "ore"], ["todo", "!("], ["unimplemented", "!("], ["allow(dead", "_code"]]
        .iter()
        .map(|p| p.concat())
        .collect();
    let mut found = Vec::new();
    for (path, text) in rust_files("") {
        for (number, line) in text.lines().enumerate() {
            if let Some(needle) = never.iter().find(|needle| line.contains(needle.as_str())) {
                found.push(format!("{}:{}: {needle}", path.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn module_files_lie_beside_their_folders() {
    let found: Vec<_> = tracked().into_iter().filter(|path| path.ends_with("mod.rs")).collect();
    assert!(found.is_empty(), "`foo.rs` beside `foo/`, not `foo/mod.rs`: {found:?}");
}

#[test]
fn every_crate_says_what_it_does_and_what_it_does_not() {
    for path in tracked().into_iter().filter(|path| path.starts_with("crates") && path.ends_with("src/lib.rs")) {
        let text = text(&path);
        let about: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(about.contains("not"), "{}: the crate's documentation states what it does not do", path.display());
    }
}
