//! `icons`: makes the icon set from `icons/icon.svg` with Tauri's own tool, whose npm package carries it prebuilt.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{paths, steps};

/// The tool's package, pinned.
const TOOL: &str = "@tauri-apps/cli@2.12.5";

/// The files that are kept; the tool makes more, for phones and stores.
const KEPT: &[&str] = &["32x32.png", "128x128.png", "128x128@2x.png", "icon.png", "icon.ico", "icon.icns"];

/// Makes the set anew.
pub fn run() -> Result<()> {
    if paths::which("npx").is_none() {
        bail!("npx is not installed; it comes with Node");
    }
    let out = paths::root().join("target/icons");
    steps::step("make the icons", || {
        let mut command = Command::new("npx");
        command.args(["--yes", TOOL, "icon", "icons/icon.svg", "--output"]).arg(&out).current_dir(paths::root());
        steps::run(&mut command)?;
        for name in KEPT {
            fs::copy(out.join(name), paths::root().join("icons").join(name))?;
        }
        Ok(())
    })
}
