//! `bench sync`: filling the local copy of a large world from nothing, beside a plain script with the official SDK and
//! beside the floor that latency sets. docs/benchmarks.md.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::check::cargo;
use crate::conformance::{self, Simulator};
use crate::{paths, setup, steps};

/// Users of the world, and how far away it is.
const USERS: u64 = 20_000;
const LATENCY: u32 = 40;
/// Calls that the sync has under way at once.
const AT_ONCE: f64 = 24.0;
/// Users that the script reads; the rest is scaled.
const SCRIPT_USERS: u64 = 1_000;

/// What our program tells.
#[derive(Deserialize)]
struct Filled {
    seconds: f64,
    calls: f64,
    least_lists: f64,
    least_reports: f64,
    objects: u64,
}

/// What the script tells.
#[derive(Deserialize)]
struct Script {
    listing: f64,
    seconds: f64,
    users: f64,
    of: f64,
}

/// Runs ours by lists and by reports, then the script.
pub fn run() -> Result<()> {
    setup::for_conformance()?;
    steps::step("build the measuring program", || {
        steps::run(&mut cargo(&["build", "--release", "--package", "engine", "--example", "fill"]))
    })?;
    let lists = steps::step("fill by lists", || fill("lists"))?;
    let reports = steps::step("fill by reports", || fill("reports"))?;
    let script = steps::step("the same with a plain script", script)?;
    let scaled = script.listing + script.seconds / script.users * script.of;
    println!("\n{USERS} users, {LATENCY} ms away, {AT_ONCE} calls at once, no rate limits");
    println!("the script reads {} users in {:.1} s; scaled to all: {scaled:.0} s", script.users, script.seconds);
    for (name, filled, least) in [("lists", &lists, lists.least_lists), ("reports", &reports, reports.least_reports)] {
        let floor = filled.calls * f64::from(LATENCY) / 1000.0 / AT_ONCE;
        println!(
            "{name}: {} objects in {:.1} s with {} calls; at least {least} calls, {floor:.1} s",
            filled.objects, filled.seconds, filled.calls
        );
        println!(
            "sync-{name}\t{:.2}\ts\tscript {scaled:.0} s ({:.1} times), floor {floor:.2} s ({:.2} of it)",
            filled.seconds,
            scaled / filled.seconds,
            filled.seconds / floor
        );
        println!("sync-{name}-calls\t{}\tcalls\tleast {least} ({:.3} of it)", filled.calls, filled.calls / least);
    }
    Ok(())
}

fn fill(route: &str) -> Result<Filled> {
    let program = paths::target().join("release/examples/fill");
    let mut command = std::process::Command::new(program);
    let output = steps::quiet(command.args([&USERS.to_string(), &LATENCY.to_string(), route]))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().last().context("the program told nothing")?;
    serde_json::from_str(last).context("the program told something else than JSON")
}

fn script() -> Result<Script> {
    let simulator = conformance::simulator(true)?;
    let world = format!("large:{USERS}");
    let simulator = Simulator::start(&simulator, &["--world", &world, "--rate-limits", "off"])?;
    simulator.delay(LATENCY)?;
    let sdk = conformance::suite("python")?;
    let mut command = sdk.command("backfill.py", &sdk.packages()?);
    let [client, key] = conformance::CREDENTIALS;
    let output = steps::quiet(command.args([simulator.url(), client, key, &SCRIPT_USERS.to_string()]))?;
    serde_json::from_slice(&output.stdout).context("the script told something else than JSON")
}
