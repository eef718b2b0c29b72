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
mod paths;
mod setup;
mod steps;
mod ui;

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
    /// Build the application and open it. The Demo profile needs no account and no network.
    Run {
        /// Compile the frontend for fast rebuilds instead of size and speed.
        #[arg(long)]
        dev: bool,
        /// Passed to the application, after `--`.
        #[arg(last = true)]
        args: Vec<String>,
    },
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
        Verb::Run { dev, args } => app::run(ui::Profile::from_flag(dev), &args),
        Verb::Ui { dev } => ui::build(ui::Profile::from_flag(dev)).map(drop),
        Verb::Build { dev } => {
            app::build(ui::Profile::from_flag(dev), app::Flavour::Seams).map(|path| println!("{}", path.display()))
        }
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
