//! Packages of other languages that tests use. They are pinned by hash beside the tests and kept in the cache; installing
//! them is the one time that a test uses the network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{paths, steps};

/// What pins packages of npm.
pub const NPM_PINS: &[&str] = &["package.json", "package-lock.json"];

/// Pinned packages.
pub struct Pinned {
    /// What they are, for the step that installs them.
    pub what: &'static str,
    /// The folder with what pins them, from the root of the clone.
    pub folder: &'static str,
    /// What pins them; other pins lead to another copy.
    pub pins: &'static [&'static str],
    /// Installs them into a folder that holds copies of the pins.
    pub install: fn(&Path) -> Command,
}

/// Finds what is not accessible in a page.
pub const AXE: Pinned = Pinned { what: "axe-core", folder: "tests/e2e/axe", pins: NPM_PINS, install: npm };

impl Pinned {
    /// The folder of the pins.
    pub fn folder(&self) -> PathBuf {
        paths::root().join(self.folder)
    }

    /// The folder of the installed packages.
    pub fn installed(&self) -> Result<PathBuf> {
        let mut hash = blake3::Hasher::new();
        for pin in self.pins {
            hash.update(&fs::read(self.folder().join(pin)).with_context(|| format!("cannot read {pin}"))?);
        }
        let name = Path::new(self.folder).file_name().and_then(|name| name.to_str()).context("a folder has a name")?;
        let base = paths::cache("conformance").unwrap_or_else(|| paths::target().join("conformance"));
        let folder = base.join(format!("{name}-{}", &hash.finalize().to_hex()[..16]));
        let stamp = folder.join("installed");
        if !stamp.is_file() {
            steps::step(&format!("install {}", self.what), || {
                fs::create_dir_all(&folder)?;
                for pin in self.pins {
                    fs::copy(self.folder().join(pin), folder.join(pin))?;
                }
                steps::run(&mut (self.install)(&folder))?;
                fs::write(&stamp, "")?;
                Ok(())
            })?;
        }
        Ok(folder)
    }
}

/// Installs what `requirements.txt` pins into `packages`.
pub fn pip(folder: &Path) -> Command {
    let mut command = Command::new("python3");
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action", "ignore"]);
    command.args(["--no-deps", "--require-hashes", "--only-binary", ":all:", "--platform", "any"]);
    command.args(["--requirement", "requirements.txt", "--target", "packages"]).current_dir(folder);
    command
}

/// Installs what `package-lock.json` pins into `node_modules`.
pub fn npm(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.args(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder);
    command
}

/// axe-core as one script.
pub fn axe() -> Result<PathBuf> {
    Ok(AXE.installed()?.join("node_modules/axe-core/axe.min.js"))
}
