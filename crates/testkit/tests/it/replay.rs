//! Each target of `cargo xtask fuzz` meets its seeds and inputs made of them (docs/fuzzing.md).

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use crate::mutate::{Dice, changed};

type Target = (&'static str, fn(&[u8]));

/// Made inputs of each target.
const RUNS: usize = 10_000;
/// The seeds that every target gets.
const FOR_ALL: &str = "any";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds")
}

/// The seeds in one folder, in the order of their names.
fn seeds(name: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder().join(name)).unwrap_or_else(|error| panic!("seeds of {name}: {error}"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect()
}

fn replay(targets: &[Target], for_all: bool) {
    for (name, entry) in targets {
        let own = seeds(name);
        assert!(own.len() >= 4, "{name} has too few seeds of its own: {}", own.len());
        let all = if for_all { [own, seeds(FOR_ALL)].concat() } else { own };
        for (path, data) in &all {
            assert!(catch_unwind(AssertUnwindSafe(|| entry(data))).is_ok(), "{name} fails on its seed {path}");
        }
        let data: Vec<Vec<u8>> = all.into_iter().map(|(_, data)| data).collect();
        let mut dice = Dice::new(1_795_513_320);
        for run in 0..RUNS {
            let input = changed(&data, &mut dice);
            let outcome = catch_unwind(AssertUnwindSafe(|| entry(&input)));
            assert!(outcome.is_ok(), "{name} fails in run {run} on: {}", input.escape_ascii());
        }
    }
}

#[test]
fn the_clients_parsers_keep_their_promises() {
    replay(mangopay::fuzz_entry::TARGETS, true);
}

#[test]
fn the_parsers_of_pages_keep_their_promises() {
    replay(kyc::fuzz_entry::TARGETS, false);
}

#[test]
fn the_simulators_parser_keeps_its_promises() {
    replay(sandbox::fuzz_entry::TARGETS, true);
}

#[test]
fn every_folder_of_seeds_has_a_target() {
    let all = [mangopay::fuzz_entry::TARGETS, kyc::fuzz_entry::TARGETS, sandbox::fuzz_entry::TARGETS].concat();
    let targets: BTreeSet<String> = all.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(targets.len(), all.len(), "two targets share a name");
    let folders: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != FOR_ALL)
        .collect();
    assert_eq!(folders, targets);
}
