//! A profile with a million transactions, as the sync itself makes it, for benchmarks that start the application.

use anyhow::{Context, Result};

use crate::check::cargo;
use crate::desktop::Desktop;
use crate::{paths, steps};

/// Under which the application as it is measured keeps its data and its keys.
const SERVICE: &str = "app.mangrove.desktop";
/// Users of the world; each has ten transactions.
const USERS: &str = "100000";

/// Makes the profile in a home of the desktop, with its keys in the desktop's key store. Answers how many transactions
/// it holds.
pub fn profile(desktop: &Desktop, home: &[(String, String)]) -> Result<u64> {
    steps::step("build what makes a profile", || {
        steps::run(&mut cargo(&["build", "--release", "--package", "engine", "--example", "stock"]))
    })?;
    let data = home.iter().find(|(name, _)| name == "XDG_DATA_HOME").context("a data folder")?;
    let folder = std::path::Path::new(&data.1).join(SERVICE);
    std::fs::create_dir_all(&folder)?;
    steps::step("make a profile of a million transactions", || {
        let program = paths::target().join("release/examples/stock");
        let mut command = desktop.command(&program);
        command.envs(home.iter().map(|(name, value)| (name, value))).arg(&folder).args([SERVICE, USERS]);
        let output = steps::quiet(&mut command)?;
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines().last().and_then(|line| line.trim().parse().ok()).context("how many transactions there are")
    })
}
