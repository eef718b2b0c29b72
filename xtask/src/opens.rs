//! `opens`: proof that `run` does what README says: on a virtual desktop, with nothing prepared, the window comes up with
//! the Demo profile in it. A picture is kept.

use std::path::Path;
use std::time::Duration;
use std::{env, fs, thread};

use anyhow::{Context, Result};

use crate::desktop::{self, Desktop};
use crate::shots::SIZES;
use crate::{app, paths, setup, steps, ui};

/// The page that an open profile begins with, in the window's title.
const OPEN: &str = "^Compliance – Mangrove$";
/// How long the window may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(120);
/// Time between two pictures.
const STILL: Duration = Duration::from_secs(2);

/// Runs `run` until its window shows the Demo profile.
pub fn run() -> Result<()> {
    setup::for_desktop()?;
    // Compiled beforehand, so that what is waited for is the window.
    app::build(ui::Profile::Small, app::Flavour::Plain)?;
    let desktop = Desktop::start()?;
    let folder = paths::root().join("target/shots");
    fs::create_dir_all(&folder)?;
    let picture = folder.join("run.png");
    let this = env::current_exe()?;
    steps::step("`run` opens the Demo profile", || {
        let mut child = desktop.daemon(this.to_str().context("a path in UTF-8")?).arg("run").spawn()?;
        let seen = desktop::wait_for("the window with the Demo profile", PATIENCE, || {
            let mut look = desktop.command("xdotool");
            look.args(["search", "--onlyvisible", "--name", OPEN]).output().is_ok_and(|found| found.status.success())
        });
        let taken = seen.and_then(|()| at_rest(&desktop, &picture));
        desktop::end(&mut child);
        taken
    })?;
    println!("picture: {}", picture.display());
    Ok(())
}

/// Takes pictures until two are alike: rows come a moment after the page.
fn at_rest(desktop: &Desktop, into: &Path) -> Result<()> {
    let mut before = Vec::new();
    desktop::wait_for("a picture that stays the same", PATIENCE, || {
        thread::sleep(STILL);
        let now = desktop.picture(SIZES[0], into).and_then(|()| Ok(fs::read(into)?)).unwrap_or_default();
        let rests = !now.is_empty() && now == before;
        before = now;
        rests
    })
}
