//! `bench query`: what list queries cost in the encrypted cache, from ten thousand to a million transactions, beside the
//! same queries in the same library without a key. docs/benchmarks.md.

use std::fs;

use anyhow::Result;

use crate::check::cargo;
use crate::{paths, steps};

/// Transactions; the last is the size the goals are set for.
const SIZES: [&str; 3] = ["10000", "100000", "1000000"];

/// Builds the measuring program as it would be released, and runs it on an empty folder.
pub fn run() -> Result<()> {
    let program = ["--release", "--package", "cache", "--example", "query", "--features", "plain"];
    steps::step("build the measuring program", || steps::run(cargo(&["build"]).args(program)))?;
    let folder = paths::target().join("bench/query");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let outcome = steps::run(cargo(&["run", "--quiet"]).args(program).arg("--").arg(&folder).args(SIZES));
    // Two files of some gigabytes each.
    fs::remove_dir_all(&folder)?;
    outcome
}
