//! The faces: Inter (variable) and JetBrains Mono (variable), both under the SIL Open Font Licence, from their npm
//! packages at the versions and hashes of `ui/fonts/package-lock.json`. Only the Latin, Greek and Cyrillic subsets are
//! taken. Without npm the system's faces are used, and said so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::{paths, steps};

struct Face {
    package: &'static str,
    family: &'static str,
    file: &'static str,
    weights: &'static str,
}

const FACES: &[Face] = &[
    Face { package: "inter", family: "Inter", file: "inter", weights: "100 900" },
    Face { package: "jetbrains-mono", family: "JetBrains Mono", file: "jetbrains-mono", weights: "100 800" },
];

/// Subset and the characters it holds, as the packages' own style sheets give them.
const SUBSETS: &[(&str, &str)] = &[
    ("cyrillic-ext", "U+0460-052F,U+1C80-1C8A,U+20B4,U+2DE0-2DFF,U+A640-A69F,U+FE2E-FE2F"),
    ("cyrillic", "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116"),
    ("greek", "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF"),
    (
        "latin-ext",
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,\
         U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    ),
    (
        "latin",
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,\
         U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    ),
];

/// The files that every page needs at once.
pub const FIRST: &[&str] = &["inter-latin-wght-normal.woff2", "jetbrains-mono-latin-wght-normal.woff2"];

/// Writes the faces and `fonts.css` into a folder. Where they cannot be had, `fonts.css` is empty.
pub fn lay(into: &Path) -> Result<()> {
    fs::create_dir_all(into)?;
    let css = match packages() {
        Ok(packages) => write(&packages, into)?,
        Err(error) => {
            eprintln!("    WARNING: no faces from npm ({error:#}); the interface will use the system's face.");
            String::new()
        }
    };
    fs::write(into.join("fonts.css"), css)?;
    Ok(())
}

fn write(packages: &Path, into: &Path) -> Result<String> {
    let mut css = String::new();
    for face in FACES {
        let folder = packages.join("node_modules/@fontsource-variable").join(face.package);
        for (subset, range) in SUBSETS {
            let name = format!("{}-{subset}-wght-normal.woff2", face.file);
            let from = folder.join("files").join(&name);
            if !from.is_file() {
                continue;
            }
            fs::copy(&from, into.join(&name))?;
            css.push_str(&format!(
                "@font-face{{font-family:\"{}\";font-style:normal;font-display:block;font-weight:{};\
                 src:url(\"/fonts/{name}\") format(\"woff2\");unicode-range:{range}}}\n",
                face.family, face.weights
            ));
        }
        fs::copy(folder.join("LICENSE"), into.join(format!("{}-LICENSE.txt", face.file)))?;
    }
    Ok(css)
}

/// A folder with the installed packages: the cache outside the clone, or `target/fonts`.
fn packages() -> Result<PathBuf> {
    let source = paths::root().join("ui/fonts");
    let lock = fs::read(source.join("package-lock.json"))?;
    let key = &blake3::hash(&lock).to_hex()[..16];
    let folder = paths::cache("fonts").unwrap_or_else(|| paths::root().join("target/fonts")).join(key);
    let done = folder.join("done");
    if done.is_file() {
        return Ok(folder);
    }
    if paths::which("npm").is_none() {
        bail!("npm is not installed");
    }
    fs::create_dir_all(&folder)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source.join(name), folder.join(name))?;
    }
    steps::step("fetch the faces from npm", || {
        steps::quiet(
            Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder),
        )
    })?;
    fs::write(done, "")?;
    Ok(folder)
}
