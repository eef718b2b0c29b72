//! Saying what is done and how long it took, and running other programs.

use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

static TAKEN: Mutex<Vec<(String, Duration, bool)>> = Mutex::new(Vec::new());

/// Runs `work` under a heading and prints how long it took.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {name}");
    let started = Instant::now();
    let outcome = work();
    let took = started.elapsed();
    let word = if outcome.is_ok() { "done" } else { "FAILED" };
    eprintln!("    {word}: {name}, {}", seconds(took));
    if let Ok(mut taken) = TAKEN.lock() {
        taken.push((name.to_owned(), took, outcome.is_ok()));
    }
    outcome
}

/// Prints the steps of this run with their times.
pub fn summary() {
    let Ok(taken) = TAKEN.lock() else { return };
    eprintln!("\n    time  step");
    for (name, took, passed) in taken.iter() {
        eprintln!("{:>8}  {name}{}", seconds(*took), if *passed { "" } else { "  FAILED" });
    }
}

/// A duration in the unit a reader wants.
pub fn seconds(time: Duration) -> String {
    let total = time.as_secs_f64();
    if total < 100.0 {
        format!("{total:.1} s")
    } else {
        format!("{} m {:02} s", time.as_secs() / 60, time.as_secs() % 60)
    }
}

/// Runs a command with its output on the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    eprintln!("    $ {line}");
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// Runs a command silently; its output is shown only if it fails.
pub fn quiet(command: &mut Command) -> Result<Output> {
    let line = line(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        bail!(
            "`{line}` ended with {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(output)
}

/// Whether a command can be run and succeeds. Its output is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}
