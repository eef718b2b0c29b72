//! `fuzz`: libFuzzer on the entry points of every parser of foreign bytes (docs/fuzzing.md). What it finds goes to
//! `fuzz/seeds`, where `cargo xtask test` replays it on the stable compiler.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{paths, setup, steps};

/// Beside the folders named after targets: seeds for all that read text.
const FOR_ALL: &str = "any";

/// How targets whose inputs are files are called; seeds of text tell them nothing.
const FILES: &str = "file-";

/// The longest input, in bytes: long enough for each seed.
const LONGEST: u32 = 4096;

/// Runs one target, or all of them in turn.
pub fn run(target: Option<&str>, runs: u64, address: bool) -> Result<()> {
    let known = targets()?;
    let chosen: Vec<&String> = match target {
        Some(name) => known.iter().filter(|known| *known == name).collect(),
        None => known.iter().collect(),
    };
    if chosen.is_empty() {
        bail!("no such target; there are: {}", known.join(", "));
    }
    setup::for_build()?;
    let fuzzer = Fuzzer { tool: setup::ensure(&setup::CARGO_FUZZ)?, address };
    setup::nightly()?;
    steps::step("build the fuzzer", || steps::run(&mut fuzzer.command("build")))?;
    let mut told = Vec::new();
    for name in chosen {
        told.push(steps::step(&format!("fuzz {name}"), || fuzzer.fuzz(name, runs))?);
    }
    println!();
    for Told { name, executions, seconds } in told {
        let rate = executions as f64 / seconds.max(1) as f64;
        println!("{name}\t{executions}\texecutions\tno panic, {rate:.0} per second");
    }
    Ok(())
}

/// What a run came to.
struct Told {
    name: String,
    executions: u64,
    seconds: u64,
}

struct Fuzzer {
    tool: PathBuf,
    address: bool,
}

impl Fuzzer {
    /// A verb of cargo-fuzz, under the nightly compiler.
    fn command(&self, verb: &str) -> Command {
        let mut command = Command::new("rustup");
        command.args(["run", setup::NIGHTLY]).arg(&self.tool).args(["fuzz", verb, "parsers", "--fuzz-dir", "fuzz"]);
        command.args(["--sanitizer", if self.address { "address" } else { "none" }]);
        command.arg("--target-dir").arg(paths::target().join("fuzz")).current_dir(paths::root());
        // The compiler of this program is not the one that is wanted.
        command.env_remove("CARGO").env_remove("RUSTUP_TOOLCHAIN");
        command
    }

    fn fuzz(&self, name: &str, runs: u64) -> Result<Told> {
        let seeds = paths::root().join("fuzz/seeds");
        let work = paths::target().join("fuzz-work");
        let (corpus, findings) = (work.join("corpus").join(name), work.join("findings").join(name));
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&findings)?;
        let mut command = self.command("run");
        command.arg(&corpus).arg(seeds.join(name));
        if !name.starts_with(FILES) {
            command.arg(seeds.join(FOR_ALL));
        }
        command.arg("--").args([format!("-runs={runs}"), format!("-max_len={LONGEST}")]);
        // A picture of 500 bytes may have 100 million pixels, and an instrumented program on a busy machine takes its time.
        command.args(["-timeout=120", "-rss_limit_mb=3072", "-print_final_stats=1", "-verbosity=1"]);
        command.arg(format!("-artifact_prefix={}/", findings.display()));
        command.env("FUZZ_TARGET", name).stdin(Stdio::null()).stdout(Stdio::inherit()).stderr(Stdio::piped());
        let mut child = command.spawn().context("cannot start the fuzzer")?;
        let mut done = None;
        for line in BufReader::new(child.stderr.take().context("no output")?).lines().map_while(Result::ok) {
            if let Some(rest) = line.strip_prefix("Done ") {
                done = Some(rest.split_whitespace().filter_map(|word| word.parse().ok()).collect::<Vec<u64>>());
            }
            // Each new input is told by a line of its own, and there are thousands.
            if !(line.starts_with('#') && [" NEW ", " REDUCE", " pulse"].iter().any(|word| line.contains(word))) {
                eprintln!("    {line}");
            }
        }
        let status = child.wait()?;
        match done.as_deref() {
            Some([executions, seconds, ..]) if status.success() => {
                Ok(Told { name: name.to_owned(), executions: *executions, seconds: *seconds })
            }
            _ => bail!("{name} fails: keep its input from {} in fuzz/seeds/{name}", findings.display()),
        }
    }
}

/// Every target has a folder of seeds; a test keeps it so.
fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(paths::root().join("fuzz/seeds"))? {
        names.extend(entry?.file_name().into_string().ok().filter(|name| name != FOR_ALL));
    }
    names.sort();
    Ok(names)
}
