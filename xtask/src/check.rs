//! `check`: everything that can be said about the code without running the application.

use std::process::Command;

use anyhow::Result;

use crate::{paths, setup, steps, ui};

/// The crates that are compiled for the browser too.
const WASM_CRATES: &[&str] = &["ui", "ipc", "model", "l10n"];

type Check = fn() -> Result<()>;

/// Runs all checks; every one is run even if an earlier one fails.
pub fn run() -> Result<()> {
    setup::for_build()?;
    setup::wasm_target()?;
    let checks: [(&str, Check); 7] = [
        ("format", format),
        ("frontend and its size", wasm_size),
        ("clippy, native", clippy_native),
        ("clippy, WebAssembly", clippy_wasm),
        ("documentation", documentation),
        ("licences, bans, sources", deny),
        ("advisories", advisories),
    ];
    let mut failed = Vec::new();
    for (name, check) in checks {
        if let Err(error) = steps::step(name, check) {
            eprintln!("    {error:#}");
            failed.push(name);
        }
    }
    anyhow::ensure!(failed.is_empty(), "checks failed: {}", failed.join("; "));
    Ok(())
}

/// A cargo command in the root of the clone.
pub fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(paths::cargo());
    command.current_dir(paths::root()).args(args);
    command
}

fn format() -> Result<()> {
    steps::run(&mut cargo(&["fmt", "--all", "--check"]))
}

fn clippy_native() -> Result<()> {
    steps::run(&mut cargo(&["clippy", "--all-targets", "--features", "e2e", "--", "-D", "warnings"]))
}

fn clippy_wasm() -> Result<()> {
    let mut command = cargo(&["clippy", "--target", "wasm32-unknown-unknown", "--target-dir"]);
    command.arg(paths::ui_target());
    for name in WASM_CRATES {
        command.args(["--package", name]);
    }
    steps::run(command.args(["--", "-D", "warnings"]))
}

fn documentation() -> Result<()> {
    steps::run(cargo(&["doc", "--no-deps", "--features", "e2e"]).env("RUSTDOCFLAGS", "-D warnings"))
}

fn deny() -> Result<()> {
    let tool = setup::ensure(&setup::CARGO_DENY)?;
    let mut command = Command::new(tool);
    command.current_dir(paths::root()).env("CARGO", paths::cargo());
    steps::run(command.args(["--all-features", "check", "bans", "licenses", "sources"]))
}

/// Known vulnerabilities, where their database can be reached.
fn advisories() -> Result<()> {
    let tool = setup::ensure(&setup::CARGO_DENY)?;
    let command = |args: &[&str]| {
        let mut command = Command::new(&tool);
        command.current_dir(paths::root()).env("CARGO", paths::cargo()).env("GIT_TERMINAL_PROMPT", "0").args(args);
        command
    };
    if steps::succeeds(&mut command(&["fetch", "db"])) {
        steps::run(&mut command(&["check", "--disable-fetch", "advisories"]))
    } else {
        println!("advisories: NOT CHECKED");
        Ok(())
    }
}

fn wasm_size() -> Result<()> {
    let size = ui::build(ui::Profile::Small)?;
    println!("wasm: {size} bytes");
    match ui::optimised_size() {
        Some(smaller) => println!("wasm after wasm-opt: {smaller} bytes (for comparison; not shipped)"),
        None => println!("wasm-opt: not installed, or it does not know what this compiler emits"),
    }
    Ok(())
}
