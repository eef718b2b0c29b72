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
    fs,
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

/// Whether the large sizes are asked for, as `cargo xtask test --full` does.
#[allow(clippy::disallowed_methods, reason = "set-up of the tests")]
pub(crate) fn is_full() -> bool {
    env::var_os("MANGROVE_TEST_FULL").is_some()
}

/// Ten letters that were never used before.
pub(crate) fn nonce() -> String {
    let random = fs::read_to_string("/proc/sys/kernel/random/uuid").expect("the system has random numbers");
    let digits = random.bytes().filter(u8::is_ascii_hexdigit);
    digits.take(10).map(|digit| char::from(b'g' + (digit % 32) % 20)).collect()
}

/// Asks again and again until there is an answer.
///
/// # Panics
/// When there is none in [`PATIENCE`].
pub(crate) fn until<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    until_within(PATIENCE, what, ask)
}

/// As [`until`], with another patience.
pub(crate) fn until_within<T>(patience: Duration, what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + patience;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "waited {patience:?} for {what}");
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
