//! `cargo xtask <verb>`: the one entry point for building, testing, measuring and looking at Mangrove.
//!
//! Each verb first installs what it needs (see [`setup`]), says what it does and how long each step took. Nothing
//! here is part of the application, and the application depends on nothing here.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a command-line tool for developers: it speaks on the terminal and reads its environment"
)]

mod app;
mod bench;
mod check;
mod chroot;
mod conformance;
mod coverage;
mod desktop;
mod fuzz;
mod icons;
mod opens;
mod packages;
mod paths;
mod setup;
mod shot;
mod shots;
mod steps;
mod test;
mod ui;
mod webdriver;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Build, test, measure and look at Mangrove.")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build the application and open it with the Demo profile, which needs no account and no network.
    Run {
        /// Begin as an installed application does: with the profile that was open last, or the welcome screen.
        #[arg(long)]
        welcome: bool,
        /// Compile the frontend for fast rebuilds instead of size and speed.
        #[arg(long)]
        dev: bool,
    },
    /// Format, clippy for native and WebAssembly, licences, documentation, size of the frontend.
    Check,
    /// Everything that must hold, from `check` to the real window. What CI runs.
    Test {
        /// With the large sizes; this takes hours.
        #[arg(long)]
        full: bool,
    },
    /// Take pictures of the real application on a virtual desktop, into target/shots.
    Shot {
        /// A screen, such as `compliance`. An unknown name lists the known ones.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        route: Option<String>,
        /// Every screen in every size and theme.
        #[arg(long)]
        all: bool,
        /// The dark theme.
        #[arg(long, conflicts_with = "all")]
        dark: bool,
        /// The size of the window's content, such as 1280x800.
        #[arg(long, value_parser = size, conflicts_with = "all")]
        size: Option<shots::Size>,
        /// A folder with the design's pictures, to lay beside ours.
        #[arg(long)]
        beside: Option<PathBuf>,
        /// Compile the frontend for fast rebuilds instead of size and speed.
        #[arg(long)]
        dev: bool,
    },
    /// Run the simulator of the API alone.
    Sandbox {
        /// Passed to the simulator. Without any: a free port, the demo world, and credentials `demo` and `demo`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Measure. Last lines: metric, value, unit, compared with, separated by tabs.
    Bench {
        /// Which benchmarks, one after another.
        #[arg(default_value = "startup")]
        names: Vec<String>,
        /// What `startup` and `routes` open.
        #[arg(long, default_value = "demo")]
        world: bench::World,
    },
    /// Feed each parser of foreign bytes whatever libFuzzer thinks of. Needs a nightly compiler, and installs it.
    Fuzz {
        /// A target, such as `refusals`; all of them in turn if none is named. An unknown name lists the known ones.
        target: Option<String>,
        /// Executions of each.
        #[arg(long, default_value_t = 1_000_000)]
        runs: u64,
        /// With AddressSanitizer: several times slower, and finds what unsafe code of others does wrong.
        #[arg(long)]
        address: bool,
    },
    /// Let Mangopay's official SDKs drive the simulator.
    #[command(hide = true)]
    Conformance {
        /// The simulator as it is released.
        #[arg(long)]
        release: bool,
        /// Only scenarios with this in their names.
        only: Option<String>,
    },
    /// Write docs/api-coverage.md: endpoints of the API's sheets, and the calls, routes and tests that cover them.
    Coverage {
        /// Only see whether it is up to date.
        #[arg(long)]
        check: bool,
    },
    /// Run a command on a virtual desktop, as the end-to-end tests are run.
    #[command(hide = true)]
    Desktop {
        /// The command and its arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<String>,
    },
    /// Run a verb (`test` unless told otherwise) in a fresh minimal Debian.
    #[command(hide = true)]
    Chroot {
        /// The verb and its arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        verb: Vec<String>,
    },
    /// See on a virtual desktop that `run` opens the Demo profile; keeps a picture.
    #[command(hide = true)]
    Opens,
    /// Make the icon set from icons/icon.svg.
    #[command(hide = true)]
    Icons,
    /// Build the frontend into ui/dist.
    #[command(hide = true)]
    Ui {
        /// Compile for fast rebuilds instead of size and speed.
        #[arg(long)]
        dev: bool,
    },
    /// Build the application with its test seams and print the path of the binary.
    #[command(hide = true)]
    Build {
        /// Compile the frontend for fast rebuilds instead of size and speed.
        #[arg(long)]
        dev: bool,
    },
    /// Install everything the other verbs need.
    #[command(hide = true)]
    Setup,
    /// Say what is installed and what is missing; change nothing.
    #[command(hide = true)]
    Doctor,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().verb {
        Verb::Run { dev, welcome } => app::run(ui::Profile::from_flag(dev), welcome),
        Verb::Ui { dev } => ui::build(ui::Profile::from_flag(dev)).map(drop),
        Verb::Build { dev } => {
            app::build(ui::Profile::from_flag(dev), app::Flavour::Seams).map(|path| println!("{}", path.display()))
        }
        Verb::Check => check::run(),
        Verb::Test { full } => test::run(full),
        Verb::Shot { route, dark, size, beside, dev, all: _ } => {
            shot::run(&shot::Order { name: route, dark, size, beside, profile: ui::Profile::from_flag(dev) })
        }
        Verb::Sandbox { args } => app::sandbox(&args),
        Verb::Bench { names, world } => bench::run(&names, world),
        Verb::Fuzz { target, runs, address } => fuzz::run(target.as_deref(), runs, address),
        Verb::Conformance { release, only } => conformance::run(release, only.as_deref()),
        Verb::Coverage { check } => coverage::run(check),
        Verb::Desktop { command } => test::on_desktop(&command),
        Verb::Chroot { verb } => chroot::run(&verb),
        Verb::Opens => opens::run(),
        Verb::Icons => icons::run(),
        Verb::Setup => setup::all(),
        Verb::Doctor => setup::doctor(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn size(text: &str) -> Result<shots::Size, String> {
    text.split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .ok_or_else(|| "a size looks like 1280x800".to_owned())
}
