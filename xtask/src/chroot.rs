//! `chroot`: proof that a fresh system needs nothing done by hand. Makes a minimal Debian in a folder, lends it this
//! computer's Rust toolchain and Node, clones the repository into it, and there `run` and `test`, or another verb, as root
//! with no input.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::{paths, steps};

/// What the new system has besides the minimum and what it is lent.
const PACKAGES: &str = "ca-certificates,git";

/// What is lent, read-only: the toolchain, and Node with npm.
const LENT: &[&str] = &["usr/bin/node", "usr/lib/node_modules"];

/// Variables that say how this computer reaches the package registries; the new system gets the same.
const NETWORK: &[&str] = &[
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NODE_EXTRA_CA_CERTS",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "RUSTUP_AUTO_INSTALL",
];

/// Makes the system where it is not there yet and runs `cargo xtask <verb>` in a fresh clone of the committed state.
pub fn run(verb: &[String]) -> Result<()> {
    if !rustix::process::geteuid().is_root() {
        bail!("a system in a folder is made by root");
    }
    let folder = paths::root().join("target/chroot");
    let ready = folder.join("etc/mangrove-ready");
    if !ready.is_file() {
        steps::step("make a minimal Debian", || make(&folder))?;
        fs::write(ready, "")?;
    }
    let clone = folder.join("srv/mangrove");
    if clone.exists() {
        fs::remove_dir_all(&clone)?;
    }
    steps::run(Command::new("git").args(["clone", "--quiet", "--no-local"]).arg(paths::root()).arg(&clone))?;
    let verbs = if verb.is_empty() { vec!["opens".to_owned(), "test".to_owned()] } else { vec![verb.join(" ")] };
    for verb in verbs {
        steps::step(&format!("cargo xtask {verb} in the new system"), || enter(&folder, &verb))?;
    }
    Ok(())
}

fn make(folder: &Path) -> Result<()> {
    if paths::which("debootstrap").is_none() {
        steps::run(Command::new("apt-get").args(["install", "-q", "-y", "debootstrap"]))?;
    }
    let release = fs::read_to_string("/etc/os-release")?;
    let release =
        release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME=")).context("not a Debian system")?;
    let mut command = Command::new("debootstrap");
    command.args(["--variant=minbase", "--include", PACKAGES, release]).arg(folder).arg(mirror()?);
    steps::run(&mut command)?;
    // The same sources, certificates and names as here.
    let script = "set -e; cp -a /etc/apt/sources.list.d/*.sources \"$0/etc/apt/sources.list.d/\" 2>/dev/null && : > \"$0/etc/apt/sources.list\" \
         || cp /etc/apt/sources.list \"$0/etc/apt/\"; cp -L /etc/resolv.conf /etc/hosts \"$0/etc/\"; \
         mkdir -p \"$0/etc/ssl/certs\"; cp -L /etc/ssl/certs/ca-certificates.crt \"$0/etc/ssl/certs/\"";
    steps::run(Command::new("sh").args(["-c", script]).arg(folder))
}

/// The archive that this system's apt uses.
fn mirror() -> Result<String> {
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    for entry in fs::read_dir("/etc/apt/sources.list.d").into_iter().flatten().flatten() {
        files.push(entry.path());
    }
    let usable = |file: &&PathBuf| file.extension().is_some_and(|ending| ending == "list" || ending == "sources");
    for file in files.iter().filter(usable) {
        for line in fs::read_to_string(file).unwrap_or_default().lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let address = match words.as_slice() {
                ["URIs:", address, ..] | ["deb", address, ..] => address,
                _ => continue,
            };
            if address.trim_end_matches('/').ends_with("/debian") {
                return Ok((*address).to_owned());
            }
        }
    }
    bail!("apt's sources name no Debian archive")
}

fn enter(folder: &Path, verb: &str) -> Result<()> {
    let home = PathBuf::from(env::var_os("HOME").context("HOME is not set")?);
    let lent_home = |variable: &str, usual: &str| env::var_os(variable).map_or_else(|| home.join(usual), PathBuf::from);
    let (cargo, rustup) = (lent_home("CARGO_HOME", ".cargo"), lent_home("RUSTUP_HOME", ".rustup"));
    // Mounts live in a namespace of their own and vanish with it.
    let mut script =
        "set -e\ncd \"$1\"\nmount -t proc proc proc\nmount --rbind /dev dev\nmount -t tmpfs tmpfs tmp\n".to_owned();
    let mut lend = |from: &Path, to: &str, is_file: bool| {
        let make = if is_file { format!("touch {to}") } else { format!("mkdir -p {to}") };
        script.push_str(&format!("{make}\nmount --bind '{}' {to}\nmount -o remount,bind,ro {to}\n", from.display()));
    };
    lend(&cargo.join("bin"), "opt/cargo-bin", false);
    // At its own path: its toolchains may be links to one another.
    lend(&rustup, rustup.strip_prefix("/").unwrap_or(&rustup).to_string_lossy().as_ref(), false);
    for path in LENT {
        let from = Path::new("/").join(path);
        if from.exists() {
            lend(&from, path, from.is_file());
        }
    }
    script.push_str("ln -sf ../lib/node_modules/npm/bin/npm-cli.js usr/bin/npm\n");
    script.push_str("shift\nexec chroot . /usr/bin/env -i \"$@\"\n");
    let way_in = paths::root().join("target/chroot-enter.sh");
    fs::write(&way_in, script)?;
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "--pid", "--fork", "--kill-child", "--propagation", "private", "sh"])
        .arg(&way_in)
        .arg(folder);
    command.args(["HOME=/root", "CI=true", "LANG=C.UTF-8"]).arg(format!("RUSTUP_HOME={}", rustup.display()));
    command.arg("PATH=/opt/cargo-bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    for name in NETWORK {
        if let Ok(value) = env::var(name) {
            command.arg(format!("{name}={value}"));
        }
    }
    steps::run(command.args(["sh", "-c", &format!("cd /srv/mangrove && cargo xtask {verb}")]))
}
