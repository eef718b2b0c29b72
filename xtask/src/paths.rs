//! Where things are. The clone itself, its target directory, and a cache outside the clone that is used when it can
//! be written and never needed.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The root of the clone that cargo runs this program for; without cargo, of the clone it was built in.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let own = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        own.parent().unwrap_or(Path::new(".")).to_owned()
    });
    &ROOT
}

/// Cargo's target directory: `CARGO_TARGET_DIR` or `target/` in the clone.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The frontend's own target directory, so that its builds and the application's never wait on each other's lock.
pub fn ui_target() -> PathBuf {
    target().join("ui")
}

/// What the application embeds (`frontendDist`).
pub fn dist() -> PathBuf {
    root().join("ui/dist")
}

/// Tools installed by [`crate::setup`].
pub fn tools() -> PathBuf {
    target().join("tools")
}

/// `name` inside the cache that outlives the clone, or `None` where that cannot be written.
pub fn cache(name: &str) -> Option<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .filter(|dir| Path::new(dir).is_absolute())
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))?;
    let dir = base.join("mangrove").join(name);
    fs::create_dir_all(&dir).ok()?;
    let probe = dir.join(format!(".probe-{}", std::process::id()));
    fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe)).ok()?;
    Some(dir)
}

/// Where journeys in the real window live: a folder of this clone's own in the person's state folder. Not the target
/// directory, because that may lie in a cache or a temporary folder, and the application rightly warns of files there.
pub fn homes() -> PathBuf {
    let state = env::var_os("XDG_STATE_HOME")
        .filter(|dir| Path::new(dir).is_absolute())
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state")));
    let name: String =
        root().to_string_lossy().chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    state.map_or_else(|| target().join("e2e"), |state| state.join("mangrove-tests").join(name.trim_matches('-')))
}

/// The cargo that started this program, so that nested builds use the same toolchain.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The first executable called `name` on PATH.
pub fn which(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file())
}
