//! `test`: everything that has to hold before a change is taken, ending in the real window.

use std::ffi::OsStr;
use std::process::Command;

use anyhow::{Context, Result};

use crate::check::cargo;
use crate::desktop::Desktop;
use crate::{check, conformance, coverage, packages, paths, setup, steps, ui};

/// What the native tests are.
const NATIVE: &[&str] = &["--features", "e2e", "--lib", "--bins", "--test", "it", "--test", "app"];

type Stage = Box<dyn Fn() -> Result<()>>;

/// Runs all tests. `full` adds the large sizes.
pub fn run(full: bool) -> Result<()> {
    let outcome = all(full);
    steps::summary();
    outcome
}

fn all(full: bool) -> Result<()> {
    setup::for_desktop()?;
    let mut failed = Vec::new();
    if let Err(error) = check::run() {
        eprintln!("    {error:#}");
        failed.push(format!("{error:#}"));
    }
    // The application embeds the frontend when it is compiled.
    ui::build(ui::Profile::Small)?;
    let mut stages: Vec<(&str, Stage)> = vec![
        ("native tests", Box::new(move || native(full))),
        // From what those tests noted.
        ("coverage of the API", Box::new(|| coverage::check(NATIVE))),
        ("crash test", Box::new(crashes)),
        ("documentation tests", Box::new(|| steps::run(&mut cargo(&["test", "--doc"])))),
        (
            "tests of the interface's plain functions",
            Box::new(|| steps::run(&mut cargo(&["test", "--package", "ui", "--lib"]))),
        ),
    ];
    if paths::root().join("ui/tests").is_dir() {
        stages.push(("tests of the interface in WebKitGTK", Box::new(interface)));
    }
    stages.push(("the official SDKs against the simulator", Box::new(move || conformance::run(full, None))));
    stages.push(("end-to-end tests", Box::new(move || end_to_end(full))));
    for (name, stage) in stages {
        if let Err(error) = steps::step(name, stage) {
            eprintln!("    {error:#}");
            failed.push(name.to_owned());
        }
    }
    anyhow::ensure!(failed.is_empty(), "failed: {}", failed.join("; "));
    Ok(())
}

/// Unit tests, each crate's `it`, and the rules of the repository. The feature is on so that the application is
/// compiled once for these and for the end-to-end tests.
fn native(full: bool) -> Result<()> {
    let mut command = cargo(&["test", "--no-fail-fast"]);
    command.args(NATIVE).env(coverage::VARIABLE, coverage::fresh_notes()?);
    mark_full(&mut command, full);
    steps::run(&mut command)
}

/// A process killed at every commit of the journal; its figures are printed.
fn crashes() -> Result<()> {
    steps::run(&mut cargo(&["test", "--features", "e2e", "--test", "crash", "--", "--nocapture"]))
}

fn interface() -> Result<()> {
    let runner = setup::wasm_test_runner()?;
    let driver = paths::which("WebKitWebDriver").context("WebKitWebDriver is not on PATH")?;
    let desktop = Desktop::start()?;
    let mut command = desktop.command(paths::cargo());
    command.current_dir(paths::root());
    command
        .args(["test", "--package", "ui", "--test", "it", "--profile", ui::Profile::Quick.name()])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(paths::ui_target());
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    // The runner speaks to WebKit's driver as to Safari's. The driver finds WebKitGTK's own test browser by itself.
    command.env("SAFARIDRIVER", driver).env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
    // For all tests together, in seconds: enough for a busy machine, and not for ever.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "300").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    steps::run(&mut command)
}

fn end_to_end(full: bool) -> Result<()> {
    let build = ["test", "--features", "e2e", "--test", "e2e", "--no-run"];
    steps::run(&mut cargo(&build))?;
    let desktop = Desktop::start()?;
    let mut command = in_real_window(&desktop, paths::cargo())?;
    command.args(["test", "--features", "e2e", "--test", "e2e", "--", "--test-threads=1"]);
    mark_full(&mut command, full);
    steps::run(&mut command)
}

/// A command on a virtual desktop, told what the end-to-end tests need to know.
fn in_real_window(desktop: &Desktop, program: impl AsRef<OsStr>) -> Result<Command> {
    steps::run(&mut cargo(&["build", "--features", "e2e", "--bin", "sandbox"]))?;
    let mut command = desktop.command(program);
    command.current_dir(paths::root());
    setup::for_npm()?;
    command.env("MANGROVE_E2E_DRIVER", setup::ensure(&setup::TAURI_DRIVER)?);
    command.env("MANGROVE_E2E_AXE", packages::axe()?);
    command.env("MANGROVE_E2E_SANDBOX", paths::target().join("debug/sandbox"));
    command.env("MANGROVE_E2E_KEPT", paths::homes());
    Ok(command)
}

/// Runs any command on a virtual desktop, as the end-to-end tests are run.
pub fn on_desktop(words: &[String]) -> Result<()> {
    setup::for_desktop()?;
    let (program, args) = words.split_first().context("a command is needed")?;
    let desktop = Desktop::start()?;
    steps::run(in_real_window(&desktop, program)?.args(args))
}

/// Tests read this to choose their sizes.
fn mark_full(command: &mut Command, full: bool) {
    if full {
        command.env("MANGROVE_TEST_FULL", "1");
    }
}
