//! Whether the catalogue and the code that names its words agree, by reading the sources.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The sources of some folders, by path.
fn sources(folders: &[&str]) -> BTreeMap<PathBuf, String> {
    let mut files = Vec::new();
    for folder in folders {
        rust_files(&root().join(folder), &mut files);
    }
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The string literals of a source; raw strings and characters are not looked at.
fn literals(source: &str) -> Vec<&str> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}

/// The literals that stand right behind an opening, for example `text(`.
fn after<'a>(source: &'a str, opening: &str) -> Vec<&'a str> {
    let parts = source.split(opening).skip(1);
    parts.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next()).collect()
}

#[test]
fn every_word_that_the_code_names_is_in_the_catalogue() {
    for (path, source) in sources(&["ui/src", "src-tauri/src"]) {
        if path.ends_with("words.rs") {
            continue;
        }
        for opening in ["text(", "text_with(", "text_args("] {
            for id in after(&source, opening) {
                assert!(l10n::has(id), "{} names {id:?}, which has no words", path.display());
            }
        }
    }
}

#[test]
fn every_word_of_the_catalogue_is_named_by_the_code() {
    let sources = sources(&["ui/src", "src-tauri/src", "crates/engine/src", "crates/model/src", "crates/kyc/src"]);
    let all: BTreeSet<&str> = sources.values().flat_map(|source| literals(source)).collect();
    let mut heads: BTreeSet<String> = BTreeSet::new();
    let mut tails: BTreeSet<String> = BTreeSet::new();
    for literal in &all {
        if let (Some((head, _)), Some((_, tail))) = (literal.split_once('{'), literal.rsplit_once('}')) {
            heads.insert(head.to_owned());
            tails.insert(tail.to_owned());
        }
    }
    // What stands between two holes: "{}-view-{}".
    let between = |literal: &&str| -> Vec<String> {
        let parts = literal.split('}').skip(1).filter_map(|part| Some(part.split_once('{')?.0.to_owned()));
        parts.filter(|part| part.len() > 3 && part.starts_with('-') && part.ends_with('-')).collect()
    };
    let middles: BTreeSet<String> = all.iter().flat_map(between).collect();
    let words = sources.values().flat_map(|source| after(source, "word("));
    heads.extend(words.map(|prefix| format!("{prefix}-")));
    let prefixes = sources.values().flat_map(|source| after(source, "prefix: "));
    heads.extend(prefixes.map(|prefix| format!("{prefix}-")));
    // Prefixes that follow from a column, and words of a list that follow its prefix.
    let (_, vocabulary) = after_file(&sources, "present/objects.rs").split_once("fn vocabulary").expect("the prefixes");
    heads.extend(literals(vocabulary).into_iter().map(|prefix| format!("{prefix}-")));
    for opening in ["say(prefix,", "say_with(prefix,", "say_count(prefix,", "say_count(spec.words,"] {
        let keys = sources.values().flat_map(|source| after(source, opening));
        tails.extend(keys.map(|key| format!("-{key}")));
    }
    heads.extend(["finding-", "fix-", "intake-"].map(str::to_owned));
    heads.retain(|head| head.len() > 2 && head.ends_with('-'));
    tails.retain(|tail| tail.len() > 2 && tail.starts_with('-'));
    let unused: Vec<_> = l10n::ids(l10n::Language::English)
        .filter(|(_, id)| {
            let named = all.contains(*id);
            let headed = heads.iter().any(|head| id.starts_with(head.as_str()));
            let tailed = tails.iter().any(|tail| id.ends_with(tail.as_str()));
            let middled = middles.iter().any(|middle| id.contains(middle.as_str()));
            !(named || headed || tailed || middled)
        })
        .collect();
    assert!(unused.is_empty(), "nobody names {unused:?}");
}

/// The source of the file whose path ends so.
fn after_file<'a>(sources: &'a BTreeMap<PathBuf, String>, end: &str) -> &'a str {
    sources.iter().find(|(path, _)| path.ends_with(end)).map(|(_, source)| source.as_str()).expect("the file")
}

#[test]
fn every_failure_says_what_happened_and_what_to_do() {
    for code in ipc::Code::ALL {
        for id in [format!("failure-{}", code.key()), format!("failure-{}-do", code.key())] {
            assert!(l10n::has(&id), "no words for {id}");
        }
    }
}

/// The codes are taken from where they are given out, since the interface may not know those crates.
#[test]
fn every_finding_fix_and_refusal_has_words() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let finding = read("crates/kyc/src/finding.rs");
    let (findings, fixes) = finding.split_once("pub enum Fix").expect("findings, then fixes");
    let names = |source: &str| -> Vec<String> {
        source.lines().filter(|line| line.contains("Self::")).flat_map(literals).map(str::to_owned).collect()
    };
    let mut wanted: Vec<String> = Vec::new();
    wanted.extend(after_names(findings).into_iter().map(|code| format!("finding-{code}")));
    wanted.extend(names(fixes).into_iter().map(|code| format!("fix-{code}")));
    for name in ["check", "history", "view"] {
        let source = read(&format!("crates/engine/src/drafts/{name}.rs"));
        wanted.extend(after(&source, "plain(").into_iter().map(|code| format!("finding-{code}")));
    }
    let pages = read("crates/engine/src/drafts/pages.rs");
    wanted.extend(
        literals(&pages).into_iter().filter(|code| code.starts_with("file-")).map(|code| format!("finding-{code}")),
    );
    let intake = read("crates/engine/src/drafts/intake.rs");
    let (_, listed) = intake.split_once("NAMES").expect("the list of names");
    let (listed, _) = listed.split_once(';').expect("its end");
    wanted.extend(literals(listed).into_iter().map(|code| format!("intake-{code}")));
    assert!(wanted.len() > 35, "the sources were read: {}", wanted.len());
    for id in wanted {
        assert!(l10n::has(&id), "no words for {id}");
    }
}

/// The names in the table of `fn kind`: the first word of each line.
fn after_names(source: &str) -> Vec<&str> {
    let Some((_, body)) = source.split_once("fn kind") else { return Vec::new() };
    let body = body.split("\n    }\n").next().unwrap_or(body);
    body.lines().filter_map(|line| literals(line).first().copied()).collect()
}

#[test]
fn every_step_of_an_upload_has_words() {
    let view = fs::read_to_string(root().join("crates/engine/src/uploads/view.rs")).unwrap();
    let named = |literal: &&str| literal.starts_with("upload-") || literal.starts_with("document-");
    for what in literals(&view).into_iter().filter(named) {
        assert!(l10n::has(&format!("timeline-{what}")), "no words for timeline-{what}");
    }
}
