//! Installs what the verbs need: system packages where the system's package manager may be used, the WebAssembly
//! target, and command-line tools into `target/tools`. Quiet about what is present; clear about what is not.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{packages, paths, steps};

/// What compiling the application needs.
const BUILD: &[&str] = &["build-essential", "pkg-config", "perl", "libwebkit2gtk-4.1-dev", "librsvg2-dev"];

/// What showing the application without a display needs: X server, window manager, message bus, key store, WebDriver
/// for WebKitGTK, synthetic input, a GTK drag source, pictures, faces.
const DESKTOP: &[&str] = &[
    "xvfb",
    "openbox",
    "xdotool",
    "x11-utils",
    "dbus",
    "gnome-keyring",
    "webkit2gtk-driver",
    "python3-gi",
    "gir1.2-gtk-3.0",
    "imagemagick",
    "tzdata",
    "fonts-dejavu-core",
    "libgl1-mesa-dri",
];

/// What the official SDKs run on: programs, and the packages that bring them.
const LANGUAGES: &[(&str, &[&str])] = &[("python3", &["python3", "python3-pip"]), ("npm", &["nodejs", "npm"])];

/// Names for the same things on other systems, for the sentence that asks for them.
const ELSEWHERE: &str = "\
This system has no apt-get, so please install these yourself, then run the command again:
  - a C compiler, make, perl and pkg-config
  - WebKitGTK 4.1 with its headers (Fedora: webkit2gtk4.1-devel, Arch: webkit2gtk-4.1, openSUSE: webkit2gtk3-devel)
  - for tests: Python 3.10 or later with pip, Node 18 or later with npm
  - for tests and pictures: Xvfb, openbox, xdotool, dbus, gnome-keyring, WebKitWebDriver, python3-gi with GTK 3,
    ImageMagick";

/// A command-line tool that is built from source into `target/tools`.
pub struct Tool {
    package: &'static str,
    version: &'static str,
    binary: &'static str,
}

/// Translates WebDriver sessions for Tauri applications.
pub const TAURI_DRIVER: Tool = Tool { package: "tauri-driver", version: "2.1.0", binary: "tauri-driver" };
/// Checks licences, sources and duplicates.
pub const CARGO_DENY: Tool = Tool { package: "cargo-deny", version: "0.20.2", binary: "cargo-deny" };
/// Builds and runs fuzz targets.
pub const CARGO_FUZZ: Tool = Tool { package: "cargo-fuzz", version: "0.13.2", binary: "cargo-fuzz" };

/// The toolchain that fuzzing needs: coverage is not instrumented by stable compilers.
pub const NIGHTLY: &str = "nightly";

/// Everything, for `cargo xtask setup`.
pub fn all() -> Result<()> {
    for_desktop()?;
    wasm_target()?;
    for_npm()?;
    eprintln!("{}", packages::axe()?.display());
    for tool in [&TAURI_DRIVER, &CARGO_DENY] {
        eprintln!("{}", ensure(tool)?.display());
    }
    Ok(())
}

/// What compiling needs.
pub fn for_build() -> Result<()> {
    system_packages(BUILD)
}

/// What compiling and showing without a display needs.
pub fn for_desktop() -> Result<()> {
    system_packages(&[BUILD, DESKTOP].concat())
}

/// What running the official SDKs needs.
pub fn for_conformance() -> Result<()> {
    languages(|_| true)
}

/// What installing packages of npm needs.
pub fn for_npm() -> Result<()> {
    languages(|program| program == "npm")
}

/// A Python or Node that is no system package is as good.
fn languages(wanted: impl Fn(&str) -> bool) -> Result<()> {
    let runs = |program: &str| match program {
        "python3" => steps::succeeds(Command::new(program).args(["-m", "pip", "--version"])),
        _ => steps::succeeds(Command::new(program).arg("--version")),
    };
    for (program, packages) in LANGUAGES.iter().filter(|(program, _)| wanted(program) && !runs(program)) {
        system_packages(packages).with_context(|| format!("{program} is needed"))?;
    }
    Ok(())
}

/// The target that the frontend is compiled for.
pub fn wasm_target() -> Result<()> {
    let listed = steps::quiet(Command::new("rustc").args(["--print", "sysroot"]).current_dir(paths::root()))?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&listed.stdout).trim().to_owned());
    if sysroot.join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir() {
        return Ok(());
    }
    steps::step("install the WebAssembly target", || {
        steps::run(Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]).current_dir(paths::root()))
            .context("the target wasm32-unknown-unknown is missing; install it with your toolchain's manager")
    })
}

/// The nightly compiler.
pub fn nightly() -> Result<()> {
    if steps::succeeds(Command::new("rustup").args(["run", NIGHTLY, "rustc", "--version"])) {
        return Ok(());
    }
    steps::step("install the nightly compiler", || {
        steps::run(Command::new("rustup").args(["toolchain", "install", NIGHTLY, "--profile", "minimal"]))
            .context("fuzzing needs a nightly compiler; install one with rustup")
    })
}

/// The path of a tool, building it first where it is missing.
pub fn ensure(tool: &Tool) -> Result<PathBuf> {
    let places = [paths::cache("tools"), Some(paths::tools())];
    let file = |root: &PathBuf| root.join("bin").join(tool.binary);
    let stamp = |root: &PathBuf| root.join(format!("{}-{}.ok", tool.package, tool.version));
    if let Some(found) = places.iter().flatten().find(|root| stamp(root).is_file() && file(root).is_file()) {
        return Ok(file(found));
    }
    let root = places.into_iter().flatten().next().unwrap_or_else(paths::tools);
    steps::step(&format!("build {} {}", tool.package, tool.version), || {
        let mut command = Command::new(paths::cargo());
        command.args(["install", "--quiet", "--locked", "--version", tool.version, "--root"]).arg(&root);
        command.env("CARGO_TARGET_DIR", paths::target().join("tools-build")).current_dir("/");
        steps::run(command.arg(tool.package))?;
        std::fs::write(stamp(&root), tool.version)?;
        Ok(file(&root))
    })
}

/// The path of the runner for tests in WebKitGTK, built as xtask itself is, whose compiled crates it shares.
pub fn wasm_test_runner() -> Result<PathBuf> {
    const NAME: &str = "wasm-test-runner";
    let target = paths::root().join("target/xtask");
    steps::step(&format!("build {NAME}"), || {
        let mut command = Command::new(paths::cargo());
        command.args(["build", "--quiet", "--config", "xtask/bootstrap.toml", "--profile", "xtask", "--target-dir"]);
        command.arg(&target).args(["--package", "xtask", "--features", NAME, "--bin", NAME]);
        steps::run(command.current_dir(paths::root()))?;
        Ok(target.join("xtask").join(NAME))
    })
}

/// Prints what is there and what is missing.
pub fn doctor() -> Result<()> {
    let wanted = [BUILD, DESKTOP].concat();
    if paths::which("apt-get").is_some() {
        let missing = missing(&wanted)?;
        println!("system packages missing: {}", if missing.is_empty() { "none".to_owned() } else { missing.join(" ") });
    } else {
        println!("{ELSEWHERE}");
    }
    for name in ["rustup", "npm", "wasm-opt", "Xvfb", "WebKitWebDriver"] {
        println!("{name}: {}", paths::which(name).map_or("not on PATH".to_owned(), |path| path.display().to_string()));
    }
    Ok(())
}

fn system_packages(wanted: &[&str]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if paths::which("apt-get").is_none() {
        if steps::succeeds(Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"])) {
            return Ok(());
        }
        bail!("{ELSEWHERE}");
    }
    let missing = missing(wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    steps::step(&format!("install system packages: {}", missing.join(" ")), || {
        steps::run(&mut apt(&["update", "-q"]))?;
        let mut install = apt(&["install", "-q", "-y", "--no-install-recommends"]);
        steps::run(install.args(&missing))
            .with_context(|| format!("please install them yourself: apt-get install {}", missing.join(" ")))
    })
}

fn missing(wanted: &[&str]) -> Result<Vec<String>> {
    let output = Command::new("dpkg-query")
        .args(["-W", "-f=${Package} ${db:Status-Status}\n"])
        .args(wanted)
        .output()
        .context("cannot start dpkg-query")?;
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let installed = |name: &str| listed.lines().any(|line| line.strip_suffix(" installed") == Some(name));
    Ok(wanted.iter().filter(|name| !installed(name)).map(|name| (*name).to_owned()).collect())
}

/// `apt-get` with the rights it needs: directly for root, else through sudo, which may ask for a password.
fn apt(args: &[&str]) -> Command {
    let mut command = if rustix::process::geteuid().is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=600"]).args(args);
    command
}
