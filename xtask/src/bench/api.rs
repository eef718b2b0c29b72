//! `bench api`: reading a long list through our client and through the official SDKs, from one simulator, near and far;
//! and what our client makes of a page's bytes beside `serde_json::Value`. docs/benchmarks.md.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::{median, spread};
use crate::check::cargo;
use crate::conformance::{self, Simulator};
use crate::{paths, setup, steps};

/// Objects in the list, and on each of its pages: the most the API gives.
const OBJECTS: u32 = 50_000;
const PER_PAGE: u32 = 100;
/// Rounds of each reader; they take turns.
const ROUNDS: usize = 5;
/// Rounds of each reader from afar, where the latency is most of it.
const ROUNDS_AFAR: usize = 3;
/// Milliseconds that the simulator waits before each answer.
const LATENCIES: [u32; 2] = [0, 40];
/// Pages under way at the same time.
const AT_ONCE: [u32; 2] = [1, 8];

/// What reads the list.
struct Reader {
    name: &'static str,
    /// A program that is given address, client id, key and how many pages to read at once.
    command: Box<dyn Fn() -> Command>,
}

/// What a reader tells at its end.
#[derive(Deserialize)]
struct Told {
    seconds: f64,
    calls: u32,
    /// Different ids that it saw; absent where nothing is looked at.
    distinct: Option<u32>,
}

/// The median times of one distance and one concurrency, reader by reader.
struct Row {
    latency: u32,
    at_once: u32,
    times: Vec<Vec<f64>>,
}

pub fn run() -> Result<()> {
    setup::for_conformance()?;
    let simulator = conformance::simulator(true)?;
    steps::run(&mut cargo(&["build", "--release", "--package", "mangopay", "--example", "measure"]))?;
    let measure = paths::target().join("release/examples/measure");
    let readers = readers(&measure)?;
    let world = format!("large:{OBJECTS}");
    let simulator = Simulator::start(&simulator, &["--world", &world, "--rate-limits", "off"])?;
    let mut rows = Vec::new();
    for latency in LATENCIES {
        simulator.delay(latency)?;
        for at_once in AT_ONCE {
            let rounds = if latency == 0 { ROUNDS } else { ROUNDS_AFAR };
            let name = format!("{OBJECTS} users, {latency} ms away, {at_once} at once, {rounds} rounds");
            rows.push(steps::step(&name, || row(&simulator, &readers, latency, at_once, rounds))?);
        }
    }
    simulator.delay(0)?;
    let parse: Value = steps::step("parse the same pages", || told(&simulator, program(&measure, "parse"), 1))?;
    report(&readers, &rows, &parse)
}

/// Ours, the SDKs, and a program that fetches the same bytes and looks at none of them.
fn readers(measure: &Path) -> Result<Vec<Reader>> {
    let mut readers = vec![Reader { name: "client", command: Box::new(own(measure, "list")) }];
    for (name, script) in [("python", "measure.py"), ("node", "measure.js")] {
        let sdk = conformance::suite(name)?;
        let packages = sdk.packages()?;
        readers.push(Reader { name, command: Box::new(move || sdk.command(script, &packages)) });
    }
    readers.push(Reader { name: "bytes", command: Box::new(own(measure, "bytes")) });
    Ok(readers)
}

fn own(measure: &Path, what: &'static str) -> impl Fn() -> Command + use<> {
    let measure: PathBuf = measure.to_owned();
    move || program(&measure, what)
}

fn program(measure: &Path, what: &str) -> Command {
    let mut command = Command::new(measure);
    command.arg(what);
    command
}

/// Runs a reader and reads what it tells.
fn told<T: for<'de> Deserialize<'de>>(simulator: &Simulator, mut command: Command, at_once: u32) -> Result<T> {
    let [client, key] = conformance::CREDENTIALS;
    let output = steps::quiet(command.args([simulator.url(), client, key, &at_once.to_string()]))?;
    serde_json::from_slice(&output.stdout).context("a reader told something else than JSON")
}

fn row(simulator: &Simulator, readers: &[Reader], latency: u32, at_once: u32, rounds: usize) -> Result<Row> {
    let mut times = vec![Vec::new(); readers.len()];
    for _ in 0..rounds {
        for (reader, times) in readers.iter().zip(&mut times) {
            let told: Told = told(simulator, (reader.command)(), at_once)?;
            ensure!(told.calls == OBJECTS / PER_PAGE, "{} made {} calls", reader.name, told.calls);
            ensure!(
                told.distinct.is_none_or(|distinct| distinct == OBJECTS),
                "{} saw {:?} different users of {OBJECTS}",
                reader.name,
                told.distinct
            );
            times.push(told.seconds);
        }
    }
    Ok(Row { latency, at_once, times })
}

fn report(readers: &[Reader], rows: &[Row], parse: &Value) -> Result<()> {
    let rates = |name: &str| -> Result<Vec<f64>> {
        serde_json::from_value(parse["rates"][name].clone()).with_context(|| format!("nothing was told of {name}"))
    };
    println!("\nlisting {OBJECTS} users, {PER_PAGE} to a page, {} cores: median (least to most) in seconds", cores()?);
    for row in rows {
        println!("{} ms away, {} at once:", row.latency, row.at_once);
        for (reader, times) in readers.iter().zip(&row.times) {
            println!("  {:<7} {:>7.2} ({})", reader.name, median(times), spread(times));
        }
    }
    println!("parsing the same pages, {} bytes: median (least to most) in objects a second", parse["bytes"]);
    for name in ["client", "value", "utf8", "copy"] {
        println!("  {name:<7} {:>11.0} ({})", median(&rates(name)?), spread(&rates(name)?));
    }
    println!();
    for row in rows {
        let times: Vec<f64> = row.times.iter().map(|times| median(times)).collect();
        let [client, others @ .., bytes] = &times[..] else { continue };
        let sdks: Vec<String> =
            readers[1..].iter().zip(others).map(|(sdk, time)| format!("{} {time:.2}", sdk.name)).collect();
        let waits = f64::from(OBJECTS / PER_PAGE * row.latency) / f64::from(row.at_once) / 1000.0;
        println!(
            "list-{}ms-{}\t{client:.2}\ts\t{} s; floors: the bytes alone {bytes:.2} s, waiting {waits:.2} s",
            row.latency,
            row.at_once,
            sdks.join(" s, ")
        );
    }
    let rate = |name: &str| rates(name).map(|rates| median(&rates));
    println!(
        "parse\t{:.0}\tobjects/s\tserde_json::Value {:.0}; floors: UTF-8 check {:.0}, copy {:.0}",
        rate("client")?,
        rate("value")?,
        rate("utf8")?,
        rate("copy")?
    );
    Ok(())
}

fn cores() -> Result<usize> {
    Ok(std::thread::available_parallelism()?.get())
}
