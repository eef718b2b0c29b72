//! Who may import whom: the table of ARCHITECTURE.md, checked against what cargo resolves.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

/// A row of the table.
struct Row {
    package: &'static str,
    /// Packages of this workspace that it may import.
    may: &'static [&'static str],
    /// Packages of this workspace that its tests may import besides.
    tests: &'static [&'static str],
    /// Other packages that may not appear anywhere below it.
    never: &'static [&'static str],
    /// Other packages that it may not import itself.
    not_directly: &'static [&'static str],
}

const DATABASES: &str = "rusqlite";

const TABLE: &[Row] = &[
    Row {
        package: "model",
        may: &[],
        tests: &[],
        never: &["tokio", DATABASES, "reqwest", "tauri", "keyring", "getrandom"],
        not_directly: &[],
    },
    Row {
        package: "l10n",
        may: &["model"],
        tests: &[],
        never: &["tokio", DATABASES, "reqwest", "tauri", "keyring"],
        not_directly: &[],
    },
    Row {
        package: "ipc",
        may: &["model"],
        tests: &[],
        never: &["tokio", DATABASES, "reqwest", "tauri", "keyring"],
        not_directly: &[],
    },
    Row {
        package: "mangopay",
        may: &["model"],
        tests: &["testkit", "sandbox"],
        never: &["tauri", DATABASES, "keyring"],
        not_directly: &[],
    },
    Row {
        package: "kyc",
        may: &["model"],
        tests: &["testkit"],
        never: &["tokio", "reqwest", "hyper", DATABASES, "tauri"],
        not_directly: &[],
    },
    Row { package: "sqlite", may: &[], tests: &[], never: &["reqwest", "tauri", "keyring"], not_directly: &[] },
    Row {
        package: "cache",
        may: &["model", "sqlite"],
        tests: &["testkit"],
        never: &["reqwest", "tauri", "keyring"],
        not_directly: &[],
    },
    Row {
        package: "journal",
        may: &["model", "sqlite"],
        tests: &["testkit"],
        never: &["reqwest", "tauri", "keyring"],
        not_directly: &[],
    },
    Row { package: "vault", may: &[], tests: &[], never: &["reqwest", "tauri", DATABASES], not_directly: &[] },
    Row {
        package: "engine",
        may: &["model", "ipc", "l10n", "mangopay", "kyc", "sqlite", "cache", "journal", "vault"],
        tests: &["testkit", "sandbox"],
        never: &["tauri", "leptos"],
        not_directly: &[],
    },
    Row { package: "sandbox", may: &[], tests: &[], never: &["tauri", DATABASES, "reqwest"], not_directly: &[] },
    Row {
        package: "testkit",
        may: &["model", "ipc", "l10n", "mangopay", "kyc", "sqlite", "cache", "journal", "vault", "engine", "sandbox"],
        tests: &[],
        never: &["tauri", "leptos"],
        not_directly: &[],
    },
    Row {
        package: "mangrove",
        may: &["engine", "ipc", "l10n", "sandbox"],
        tests: &["testkit", "model"],
        never: &["leptos", "tauri-plugin-http", "tauri-plugin-shell"],
        not_directly: &["mangopay", DATABASES, "keyring", "reqwest", "tauri-plugin-fs"],
    },
    Row {
        package: "ui",
        may: &["ipc", "model", "l10n"],
        tests: &[],
        never: &["tauri", DATABASES, "keyring"],
        not_directly: &["tokio", "reqwest"],
    },
    Row { package: "xtask", may: &[], tests: &[], never: &["tauri", DATABASES], not_directly: &[] },
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .other_options(vec![
            "--locked".to_owned(),
            "--filter-platform".to_owned(),
            "x86_64-unknown-linux-gnu".to_owned(),
        ])
        .exec()
        .expect("cargo describes the workspace")
}

#[test]
fn every_package_has_a_row() {
    let metadata = metadata();
    let packages: BTreeSet<String> =
        metadata.workspace_packages().iter().map(|package| package.name.to_string()).collect();
    let rows: BTreeSet<String> = TABLE.iter().map(|row| row.package.to_owned()).collect();
    assert_eq!(packages, rows, "a new package needs a row here and in ARCHITECTURE.md");
}

#[test]
fn packages_import_only_what_the_table_allows() {
    let metadata = metadata();
    let ours: BTreeSet<String> = TABLE.iter().map(|row| row.package.to_owned()).collect();
    let mut wrong = Vec::new();
    for row in TABLE {
        let package = metadata
            .workspace_packages()
            .into_iter()
            .find(|package| package.name.as_str() == row.package)
            .expect("listed");
        for dependency in &package.dependencies {
            let name = dependency.name.as_str();
            let in_tests = dependency.kind == DependencyKind::Development;
            let allowed = row.may.contains(&name) || (in_tests && row.tests.contains(&name));
            if ours.contains(name) && !allowed {
                wrong.push(format!("{} imports {name}{}", row.package, if in_tests { " in its tests" } else { "" }));
            }
            if !in_tests && row.not_directly.contains(&name) {
                wrong.push(format!("{} imports {name} itself", row.package));
            }
        }
    }
    assert!(wrong.is_empty(), "against the table of ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_forbidden_lies_below_a_package() {
    let metadata = metadata();
    let names: BTreeMap<&PackageId, &str> =
        metadata.packages.iter().map(|package| (&package.id, package.name.as_str())).collect();
    let graph: BTreeMap<&PackageId, Vec<&PackageId>> = metadata
        .resolve
        .as_ref()
        .expect("cargo resolves the workspace")
        .nodes
        .iter()
        .map(|node| {
            let normal =
                node.deps.iter().filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
            (&node.id, normal.map(|dep| &dep.pkg).collect())
        })
        .collect();
    let mut wrong = Vec::new();
    for row in TABLE {
        let start = metadata
            .workspace_packages()
            .into_iter()
            .find(|package| package.name.as_str() == row.package)
            .expect("listed");
        let mut seen = BTreeMap::from([(&start.id, row.package.to_owned())]);
        let mut waiting = vec![&start.id];
        while let Some(id) = waiting.pop() {
            let way = seen[id].clone();
            for next in graph.get(id).into_iter().flatten() {
                if !seen.contains_key(next) {
                    seen.insert(next, format!("{way} > {}", names[next]));
                    waiting.push(next);
                }
            }
        }
        wrong.extend(seen.iter().filter(|(id, _)| row.never.contains(&names[*id])).map(|(_, way)| way.clone()));
    }
    assert!(wrong.is_empty(), "against the table of ARCHITECTURE.md:\n{}", wrong.join("\n"));
}

#[test]
fn only_the_demo_seam_touches_the_simulator() {
    for (path, text) in crate::repository::rust_files("src-tauri/src") {
        let is_seam = path.starts_with("src-tauri/src/seams") || path.ends_with("src-tauri/src/seams.rs");
        assert!(is_seam || !text.contains("sandbox::"), "{} uses the simulator", path.display());
    }
}
