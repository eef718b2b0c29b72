//! Building and opening the application.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{paths, setup, steps, ui};

/// Which application is built. All embed the frontend.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// As a person runs it, in the dev profile.
    Plain,
    /// With the seams that tests and pictures use, in the dev profile.
    Seams,
    /// With the seams, optimised as it would be released: what is measured.
    Measured,
}

impl Flavour {
    fn features(self) -> &'static str {
        match self {
            Self::Plain => "custom-protocol",
            Self::Seams | Self::Measured => "e2e",
        }
    }

    /// What the flavour adds to a `cargo build`.
    pub fn profile(self) -> &'static [&'static str] {
        match self {
            Self::Plain | Self::Seams => &[],
            Self::Measured => &["--release"],
        }
    }

    /// The folder of the target directory in which it comes to lie.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Plain | Self::Seams => "debug",
            Self::Measured => "release",
        }
    }
}

/// Builds the frontend and the application; the path of the binary.
pub fn build(profile: ui::Profile, flavour: Flavour) -> Result<PathBuf> {
    setup::for_build()?;
    ui::build(profile)?;
    steps::step("build the application", || {
        let mut command = Command::new(paths::cargo());
        command.current_dir(paths::root());
        // All default members are selected, as for the tests: the same features, so that nothing is compiled twice.
        command.args(["build", "--bin", "mangrove", "--features", flavour.features()]).args(flavour.profile());
        steps::run(&mut command)
    })?;
    Ok(paths::target().join(flavour.folder()).join("mangrove"))
}

/// Builds and opens the application, or says how to see it where there is no display.
pub fn run(profile: ui::Profile, welcome: bool) -> Result<()> {
    let binary = build(profile, Flavour::Plain)?;
    if cfg!(target_os = "linux") && env::var_os("DISPLAY").is_none() && env::var_os("WAYLAND_DISPLAY").is_none() {
        println!(
            "\nMangrove is built: {}\nThis machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so its window cannot open here.\n\
             To see it anyway, let it be drawn on a virtual display and saved as a picture:\n\n    cargo xtask shot compliance\n    cargo xtask shot --all\n",
            binary.display()
        );
        return Ok(());
    }
    let mut command = if cfg!(target_os = "linux")
        && env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none()
        && paths::which("dbus-run-session").is_some()
    {
        println!(
            "No session bus is running: starting one for the application. Without a key store it will ask for a passphrase."
        );
        let mut session = Command::new("dbus-run-session");
        session.arg("--").arg(&binary);
        session
    } else {
        Command::new(&binary)
    };
    if !welcome {
        command.arg("--demo");
    }
    let status = command.status()?;
    if !status.success() {
        bail!("the application ended with {status}");
    }
    Ok(())
}

/// Runs the simulator until it is interrupted.
pub fn sandbox(args: &[String]) -> Result<()> {
    setup::for_build()?;
    let usual = ["--listen", "127.0.0.1:0", "--client-id", "demo", "--api-key", "demo", "--world", "demo"];
    let mut command = Command::new(paths::cargo());
    command.current_dir(paths::root()).args(["run", "--quiet", "--package", "sandbox", "--bin", "sandbox", "--"]);
    if args.is_empty() {
        command.args(usual);
    } else {
        command.args(args);
    }
    steps::run(&mut command)
}
