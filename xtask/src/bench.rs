//! `bench`: measuring. A benchmark has its own file; here is what several of them need: starting a program and waiting
//! for its marks, the memory of its processes, medians. docs/benchmarks.md.

mod api;
mod query;
mod routes;
mod scroll;
mod startup;
mod stock;
mod sync;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::desktop::{self, Desktop};
use stock::Stage;

/// Longest wait for a mark.
const PATIENCE: Duration = Duration::from_secs(60);

/// After its last mark a window is given this long before its memory is read.
const REST: Duration = Duration::from_secs(2);

/// What `bench startup` and `bench routes` open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum World {
    /// The Demo profile.
    Demo,
    /// A profile with a million transactions.
    Large,
}

/// Runs benchmarks by name, one after another. Those that open the application share one profile.
///
/// # Errors
/// If there is none of that name, or what it measures does not run.
pub fn run(names: &[String], world: World) -> Result<()> {
    let mut stage = None;
    for name in names {
        match name.as_str() {
            "api" => api::run()?,
            "startup" => startup::run(Stage::of(world, &mut stage)?)?,
            "scroll" => scroll::run(Stage::of(World::Large, &mut stage)?)?,
            "query" => query::run()?,
            "sync" => sync::run()?,
            "routes" => routes::run(Stage::of(world, &mut stage)?)?,
            _ => bail!("no benchmark is called `{name}`; there are: api, query, routes, scroll, startup, sync"),
        }
    }
    Ok(())
}

/// What one start came to.
#[derive(Default)]
struct Figures {
    times: BTreeMap<String, Vec<f64>>,
    memory: Vec<f64>,
}

/// Starts a program, waits for its mark, reads its memory and ends it.
fn once(
    desktop: &Desktop,
    home: &[(String, String)],
    program: &Path,
    args: &[&str],
    last: &str,
    keep: Option<&mut Figures>,
) -> Result<()> {
    let mut command = desktop.command(program);
    command.args(args).envs(home.iter().map(|(name, value)| (name, value)));
    command.env("MANGROVE_SEAM_MARKS", "1").process_group(0);
    command.stdout(desktop.log("application")?).stderr(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
    let output = child.stderr.take().context("no output")?;
    let (send, receive) = mpsc::channel();
    // Marks are timed on arrival, by the clock that timed the start: the line crosses one pipe.
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let Some(mark) = line.strip_prefix("mark ") else {
                eprintln!("    {line}");
                continue;
            };
            if send.send((mark.trim().to_owned(), begun.elapsed())).is_err() {
                break;
            }
        }
    });
    let outcome = (|| {
        let mut marks = Vec::new();
        loop {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            let (name, at) =
                receive.recv_timeout(left).with_context(|| format!("waited in vain for the mark `{last}`"))?;
            let done = name == last;
            marks.push((name, at));
            if done {
                break;
            }
        }
        std::thread::sleep(REST);
        if let Some(figures) = keep {
            for (name, at) in marks {
                figures.times.entry(name).or_default().push(at.as_secs_f64() * 1000.0);
            }
            figures.memory.push(memory(child.id())? / 1024.0);
        }
        Ok(())
    })();
    desktop::end(&mut child);
    outcome
}

/// Proportional set size of a process and all its descendants, in KiB.
fn memory(root: u32) -> Result<f64> {
    let mut parents = BTreeMap::new();
    for entry in fs::read_dir("/proc")? {
        let path = entry?.path();
        let Some(id) = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        // After the name in brackets: state, parent.
        let parent = fs::read_to_string(path.join("stat")).ok().and_then(|stat| {
            stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse::<u32>().ok())
        });
        if let Some(parent) = parent {
            parents.insert(id, parent);
        }
    }
    let belongs = |mut id: u32| loop {
        if id == root {
            return true;
        }
        match parents.get(&id) {
            Some(parent) if *parent != 0 => id = *parent,
            _ => return false,
        }
    };
    let mut total = 0.0;
    for id in parents.keys().copied().filter(|id| belongs(*id)) {
        let Ok(text) = fs::read_to_string(format!("/proc/{id}/smaps_rollup")) else { continue };
        let pss = text.lines().find_map(|line| line.strip_prefix("Pss:"));
        total += pss.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or(0.0);
    }
    Ok(total)
}

fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => sorted[count / 2],
        count => f64::midpoint(sorted[count / 2 - 1], sorted[count / 2]),
    }
}

/// The least and the most.
fn spread(figures: &[f64]) -> String {
    let least = figures.iter().copied().fold(f64::INFINITY, f64::min);
    let most = figures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let places = if most < 1000.0 { 2 } else { 0 };
    format!("{least:.places$} to {most:.places$}")
}
