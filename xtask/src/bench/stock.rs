//! The desktop, the home and the profile of benchmarks that start the application.

use anyhow::{Context, Result};

use super::World;
use crate::check::cargo;
use crate::desktop::Desktop;
use crate::{paths, setup, steps};

/// Under which the application as it is measured keeps its data and its keys.
const SERVICE: &str = "app.mangrove.desktop";
/// Users of the world; each has ten transactions.
const USERS: &str = "100000";

/// Where the application is measured.
pub struct Stage {
    pub world: World,
    pub desktop: Desktop,
    pub home: Vec<(String, String)>,
    /// Transactions that the local copy holds; of the large world alone.
    pub transactions: Option<u64>,
}

impl Stage {
    /// The one at hand if it is of this world, a new one otherwise.
    pub fn of(world: World, at_hand: &mut Option<Self>) -> Result<&Self> {
        if at_hand.as_ref().is_none_or(|stage| stage.world != world) {
            *at_hand = None;
            *at_hand = Some(Self::set(world)?);
        }
        at_hand.as_ref().context("a stage")
    }

    fn set(world: World) -> Result<Self> {
        setup::for_desktop()?;
        let desktop = Desktop::start()?;
        let home = desktop.home("bench")?;
        let transactions = match world {
            World::Demo => None,
            World::Large => Some(profile(&desktop, &home)?),
        };
        if let Some(transactions) = transactions {
            println!("the local copy holds {transactions} transactions");
        }
        Ok(Self { world, desktop, home, transactions })
    }

    /// What the application is started with to open the profile.
    pub fn args(&self) -> &'static [&'static str] {
        match self.world {
            World::Demo => &["--demo"],
            World::Large => &[],
        }
    }

    /// The home for starts that open the list of transactions at once.
    pub fn at_transactions(&self) -> Vec<(String, String)> {
        let start = ("MANGROVE_SEAM_START".to_owned(), "transactions".to_owned());
        self.home.iter().cloned().chain([start]).collect()
    }
}

/// Makes a profile with a million transactions, as the sync itself makes it, with its keys in the desktop's key store.
/// Answers how many transactions it holds.
fn profile(desktop: &Desktop, home: &[(String, String)]) -> Result<u64> {
    steps::step("build what makes a profile", || {
        steps::run(&mut cargo(&["build", "--release", "--package", "engine", "--example", "stock"]))
    })?;
    let data = home.iter().find(|(name, _)| name == "XDG_DATA_HOME").context("a data folder")?;
    let folder = std::path::Path::new(&data.1).join(SERVICE);
    std::fs::create_dir_all(&folder)?;
    let transactions = steps::step("make a profile of a million transactions", || {
        let program = paths::target().join("release/examples/stock");
        let mut command = desktop.command(&program);
        command.envs(home.iter().map(|(name, value)| (name, value))).arg(&folder).args([SERVICE, USERS]);
        let output = steps::quiet(&mut command)?;
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines().last().and_then(|line| line.trim().parse().ok()).context("how many transactions there are")
    })?;
    // On any other day nothing is left to be written when the application starts.
    steps::step("let the disk come to rest", || {
        rustix::fs::sync();
        Ok(transactions)
    })
}
