//! Builds the frontend into `ui/dist`: compiles the `ui` crate for WebAssembly, makes its JavaScript side with the
//! linked wasm-bindgen library, and lays page, styles, assets and faces beside it. docs/decisions/0002-frontend-build.md.

mod fonts;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{paths, setup, steps};

/// How the frontend is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Small and fast: what is shipped, tested and measured.
    Small,
    /// Quick to rebuild.
    Quick,
}

impl Profile {
    /// `--dev` asks for [`Profile::Quick`].
    pub fn from_flag(dev: bool) -> Self {
        if dev { Self::Quick } else { Self::Small }
    }

    /// The name that cargo knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "ui",
            Self::Quick => "ui-dev",
        }
    }
}

/// What a build of the frontend is made from. Anything else may change without a rebuild.
const SOURCES: &[&str] = &[
    "ui",
    "crates/ipc",
    "crates/model",
    "crates/l10n",
    "xtask/src/ui.rs",
    "xtask/src/ui",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
];

/// Written into `ui/dist` last: what the folder was built from.
const STAMP: &str = "BUILD";

/// The page's only script: loads the module, which is allowed by `script-src 'self' 'wasm-unsafe-eval'`. The module is
/// asked for before its JavaScript side, which is half as long on the way. The page counts as loaded meanwhile.
const MAIN_JS: &str = "const module_or_path = fetch('/app_bg.wasm');\n\
    import('./app.js').then(app => app.default({ module_or_path }));\n";

/// Builds what has changed; the size of the WebAssembly file in bytes.
pub fn build(profile: Profile) -> Result<u64> {
    fs::create_dir_all(paths::root().join("target"))?;
    let lock = File::create(paths::root().join("target/ui.lock"))?;
    lock.lock().context("waiting for another build of the frontend")?;
    let dist = paths::dist();
    let wasm = dist.join("app_bg.wasm");
    let stamp = format!("{} {}", profile.name(), fingerprint()?);
    if fs::read_to_string(dist.join(STAMP)).is_ok_and(|built| built == stamp) && wasm.is_file() {
        return Ok(fs::metadata(&wasm)?.len());
    }
    setup::for_build()?;
    setup::wasm_target()?;
    steps::step(&format!("build the frontend (profile {})", profile.name()), || {
        let module = compile(profile)?;
        let fresh = paths::root().join("target/ui-dist");
        if fresh.exists() {
            fs::remove_dir_all(&fresh)?;
        }
        fs::create_dir_all(&fresh)?;
        bind(&module, &fresh, profile)?;
        fs::write(fresh.join("main.js"), MAIN_JS)?;
        copy_tree(&paths::root().join("ui/assets"), &fresh.join("assets"))?;
        fonts::lay(&fresh.join("fonts"))?;
        fs::write(fresh.join("index.html"), page(&fresh)?)?;
        fs::write(fresh.join(STAMP), &stamp)?;
        if dist.exists() {
            fs::remove_dir_all(&dist)?;
        }
        fs::rename(&fresh, &dist)?;
        Ok(fs::metadata(&wasm)?.len())
    })
}

fn compile(profile: Profile) -> Result<PathBuf> {
    let mut command = Command::new(paths::cargo());
    command.current_dir(paths::root()).args(["build", "--package", "ui", "--bin", "ui"]);
    command
        .args(["--target", "wasm32-unknown-unknown", "--profile", profile.name(), "--target-dir"])
        .arg(paths::ui_target());
    steps::run(&mut command)?;
    Ok(paths::ui_target().join("wasm32-unknown-unknown").join(profile.name()).join("ui.wasm"))
}

fn bind(module: &Path, into: &Path, profile: Profile) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("app").typescript(false);
    bindgen.remove_name_section(profile == Profile::Small).remove_producers_section(true);
    // Without the default path the loader would not know where its module lies.
    bindgen.web(true)?.omit_default_module_path(false);
    bindgen.generate(into).context("wasm-bindgen could not make the JavaScript side")
}

/// All style sheets in one: each file is a question to the shell, at a time when that has enough to do.
fn styles() -> Result<String> {
    let mut sheets = list(&paths::root().join("ui/styles"))?;
    sheets.retain(|path| path.extension().is_some_and(|end| end == "css"));
    // Tokens first: the other sheets read them.
    sheets.sort_by_key(|path| (!path.ends_with("tokens.css"), path.clone()));
    let read = |path: &PathBuf| fs::read_to_string(path).with_context(|| path.display().to_string());
    sheets.iter().map(read).collect()
}

/// The page, with the style sheet, the first faces and the script.
fn page(dist: &Path) -> Result<String> {
    let own = paths::root().join("ui/index.html");
    let mut html = match fs::read_to_string(&own) {
        Ok(text) => text,
        Err(_) => "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Mangrove</title>\n</head>\n<body></body>\n</html>\n"
            .to_owned(),
    };
    // Text that waits for its face is laid out in another one meanwhile, which is looked for among those of the system.
    let mut head: String = fonts::FIRST
        .iter()
        .filter(|name| dist.join("fonts").join(name).is_file())
        .map(|name| {
            format!("<link rel=\"preload\" as=\"font\" type=\"font/woff2\" href=\"/fonts/{name}\" crossorigin>\n")
        })
        .collect();
    let faces = fs::read_to_string(dist.join("fonts/fonts.css")).unwrap_or_default();
    fs::write(dist.join("app.css"), faces + &styles()?)?;
    head.push_str("<link rel=\"stylesheet\" href=\"/app.css\">\n");
    if !html.contains("main.js") {
        head.push_str(
            "<link rel=\"modulepreload\" href=\"/app.js\">\n<script type=\"module\" src=\"/main.js\"></script>\n",
        );
    }
    let at = html.find("</head>").context("ui/index.html has no </head>")?;
    html.insert_str(at, &head);
    Ok(html)
}

fn fingerprint() -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    for source in SOURCES {
        hash_into(&paths::root().join(source), &mut hasher)?;
    }
    Ok(hasher.finalize().to_hex().to_string())
}

fn hash_into(path: &Path, hasher: &mut blake3::Hasher) -> Result<()> {
    if path.is_dir() {
        let skipped = ["dist", "node_modules", "tests"];
        for entry in list(path)? {
            if entry.file_name().is_none_or(|name| skipped.iter().all(|skip| name != *skip)) {
                hash_into(&entry, hasher)?;
            }
        }
    } else if path.is_file() {
        let name = path.strip_prefix(paths::root()).unwrap_or(path);
        let bytes = fs::read(path)?;
        hasher.update(name.to_string_lossy().as_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
    }
    Ok(())
}

/// The entries of a folder in name order; none where it does not exist.
fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    for entry in list(from)? {
        let Some(name) = entry.file_name() else { continue };
        fs::create_dir_all(to)?;
        if entry.is_dir() {
            copy_tree(&entry, &to.join(name))?;
        } else {
            fs::copy(&entry, to.join(name))?;
        }
    }
    Ok(())
}

/// The size that `wasm-opt` would reach, if it is installed and its result is a module that it accepts again.
pub fn optimised_size() -> Option<u64> {
    paths::which("wasm-opt")?;
    let out = paths::root().join("target/ui-optimised.wasm");
    let features = [
        "--enable-bulk-memory",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-sign-ext",
        "--enable-multivalue",
    ];
    let mut optimise = Command::new("wasm-opt");
    optimise.arg("-Oz").args(features).arg(paths::dist().join("app_bg.wasm")).arg("-o").arg(&out);
    let mut accept = Command::new("wasm-opt");
    accept.args(features).arg(&out).args(["-o", "/dev/null"]);
    if !steps::succeeds(&mut optimise) || !steps::succeeds(&mut accept) {
        return None;
    }
    fs::metadata(out).ok().map(|file| file.len())
}
