//! What the journeys are told with: a home folder, the application in its real window, a mouse that drags files, the
//! simulator as a process of its own, a link that can be cut, sample files, and a search for what must not be on disk.
//!
//! The tests run inside the virtual desktop of `cargo xtask test`, which sets DISPLAY, the session bus and the
//! variables below.

pub(crate) mod app;
pub(crate) mod drag;
pub(crate) mod files;
pub(crate) mod home;
pub(crate) mod link;
pub(crate) mod scan;
pub(crate) mod simulator;

use std::{
    env,
    ffi::OsStr,
    os::unix::process::CommandExt as _,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long a condition may take. Debug builds on two busy cores are slow; a passing test never waits this long.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A setting that `cargo xtask test` gives.
#[allow(clippy::disallowed_methods, reason = "set-up of the tests")]
pub(crate) fn setting(name: &str) -> PathBuf {
    let value = env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run these tests with `cargo xtask test`"));
    PathBuf::from(value)
}

/// Asks again and again until there is an answer.
///
/// # Panics
/// When there is none in [`PATIENCE`].
pub(crate) fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "waited {PATIENCE:?} for {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// A process that ends with its owner, and everything that it has started too.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        for signal in ["-TERM", "-KILL"] {
            let told = Command::new("kill").args([signal, "--", &group]).stderr(Stdio::null()).status();
            if !told.is_ok_and(|status| status.success()) {
                break;
            }
            let end = Instant::now() + Duration::from_secs(5);
            while Instant::now() < end && matches!(self.0.try_wait(), Ok(None)) {
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

/// A command that ends with the thread that starts it, whatever becomes of the test, and leads a process group.
pub(crate) fn bound(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM"]).arg(program).stdin(Stdio::null()).process_group(0);
    command
}
