//! A desktop nobody sits at: X server, window manager, message bus and an unlocked key store, with a home folder of its
//! own. Everything it starts ends with it, and nothing of the person's own session is touched.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirBuilder};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};

use crate::{paths, steps};

/// No window has a border, so that a window's content is exactly as large as asked for.
const OPENBOX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <theme><keepBorder>no</keepBorder></theme>
  <placement><policy>Smart</policy><center>no</center></placement>
  <applications>
    <application class="*"><decor>no</decor></application>
    <application name="mangrove*"><position force="yes"><x>0</x><y>0</y></position></application>
  </applications>
</openbox_config>
"#;

/// Longest path for sockets of the message bus and the key store; the system's limit is 108 bytes.
const SOCKET_FOLDER_LIMIT: usize = 70;

/// A running virtual desktop.
pub struct Desktop {
    folder: PathBuf,
    runtime: PathBuf,
    environment: Vec<(OsString, OsString)>,
    children: Vec<Child>,
}

impl Desktop {
    /// Starts one.
    pub fn start() -> Result<Self> {
        steps::step("start a virtual desktop", || {
            let folder = paths::root().join("target/desktop").join(std::process::id().to_string());
            let inside = folder.join("run");
            let runtime = if inside.as_os_str().len() <= SOCKET_FOLDER_LIMIT {
                inside
            } else {
                PathBuf::from(format!("/tmp/mangrove-run-{}", std::process::id()))
            };
            let mut desktop = Self { folder, runtime, environment: Vec::new(), children: Vec::new() };
            desktop.furnish()?;
            Ok(desktop)
        })
    }

    fn furnish(&mut self) -> Result<()> {
        let home = self.folder.join("home");
        for folder in [&self.folder, &home, &self.runtime] {
            private_folder(folder)?;
        }
        let homes = [
            ("HOME", home.clone()),
            ("XDG_CONFIG_HOME", home.join(".config")),
            ("XDG_CACHE_HOME", home.join(".cache")),
            ("XDG_DATA_HOME", home.join(".local/share")),
            ("XDG_STATE_HOME", home.join(".local/state")),
            ("XDG_RUNTIME_DIR", self.runtime.clone()),
        ];
        // The toolchain stays where it is although HOME moves.
        for (name, usual) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            if let (None, Some(before)) = (env::var_os(name), env::var_os("HOME")) {
                self.set(name, PathBuf::from(before).join(usual));
            }
        }
        for (name, path) in homes {
            private_folder(&path)?;
            self.set(name, path);
        }
        for (name, value) in [
            ("TZ", "Europe/Paris"),
            ("LANG", "C.UTF-8"),
            ("GDK_BACKEND", "x11"),
            ("GSETTINGS_BACKEND", "memory"),
            ("NO_AT_BRIDGE", "1"),
            ("LIBGL_ALWAYS_SOFTWARE", "1"),
            ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
        ] {
            self.set(name, value);
        }

        let mut x = self.daemon("Xvfb");
        x.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1680x1050x24",
            "-dpi",
            "96",
            "-nolisten",
            "tcp",
            "-ac",
            "-noreset",
        ]);
        let display = self.first_line(x)?;
        self.set("DISPLAY", format!(":{display}"));

        let mut bus = self.daemon("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        let address = self.first_line(bus)?;
        self.set("DBUS_SESSION_BUS_ADDRESS", address);

        let mut keys = self.daemon("gnome-keyring-daemon");
        keys.args(["--foreground", "--unlock", "--components=secrets"]).stdin(Stdio::piped());
        let mut keys = keys.spawn().context("cannot start gnome-keyring-daemon")?;
        if let Some(mut input) = keys.stdin.take() {
            // All of it is the password, a line break too.
            input.write_all(b"desktop")?;
        }
        self.children.push(keys);

        let rules = self.folder.join("openbox.xml");
        fs::write(&rules, OPENBOX)?;
        let mut windows = self.daemon("openbox");
        windows.arg("--sm-disable").arg("--config-file").arg(&rules);
        self.children.push(windows.spawn().context("cannot start openbox")?);

        wait_for("the window manager", Duration::from_secs(20), || {
            let asked = self.command("xprop").args(["-root", "_NET_SUPPORTING_WM_CHECK"]).output();
            asked.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("window id"))
        })?;
        wait_for("the key store", Duration::from_secs(20), || {
            let mut ask = self.command("dbus-send");
            ask.args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]);
            ask.args(["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]);
            ask.output().is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("boolean true"))
        })
    }

    /// A command that sees this desktop and no other.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_remove("WAYLAND_DISPLAY").envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null());
        command
    }

    /// A command that ends when this program ends, even if it is killed, and leads a process group of its own.
    pub fn daemon(&self, program: &str) -> Command {
        let mut command = self.command("setpriv");
        command.args(["--pdeathsig", "TERM", program]).process_group(0);
        command.stdout(Stdio::null()).stderr(self.log(program).map_or_else(|_| Stdio::null(), Stdio::from));
        command
    }

    /// Saves the upper left part of the screen, where the application's window lies, as a PNG file. WebDriver's own
    /// picture is no substitute: WebKitGTK takes it at the next frame, and a page at rest draws none.
    pub fn picture(&self, (width, height): (u32, u32), into: &Path) -> Result<()> {
        let mut grab = self.command("import");
        grab.args(["-window", "root", "-crop", &format!("{width}x{height}+0+0"), "+repage", "-strip"]).arg(into);
        steps::quiet(&mut grab).map(drop)
    }

    /// The folder of this desktop, for files that shall go with it.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A fresh home folder beside the desktop's own, as the environment that leads there.
    pub fn home(&self, name: &str) -> Result<Vec<(String, String)>> {
        let home = self.folder.join(format!("home-{name}"));
        let mut environment = Vec::new();
        for (variable, inside) in [
            ("HOME", ""),
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_CACHE_HOME", ".cache"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_STATE_HOME", ".local/state"),
        ] {
            let path = home.join(inside);
            private_folder(&path)?;
            environment.push((variable.to_owned(), path.to_string_lossy().into_owned()));
        }
        Ok(environment)
    }

    /// What the programs of this desktop wrote to standard error.
    pub fn log(&self, program: &str) -> Result<fs::File> {
        let name = Path::new(program).file_name().unwrap_or(OsStr::new("program"));
        let path = self.folder.join(name).with_extension("log");
        Ok(fs::OpenOptions::new().create(true).append(true).open(path)?)
    }

    fn set(&mut self, name: &str, value: impl Into<OsString>) {
        self.environment.push((name.into(), value.into()));
    }

    fn first_line(&mut self, mut command: Command) -> Result<String> {
        let mut child = command.stdout(Stdio::piped()).spawn().context("cannot start a part of the desktop")?;
        let output = child.stdout.take().context("no output")?;
        self.children.push(child);
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let line = line.trim();
        if line.is_empty() {
            bail!("a part of the virtual desktop did not start; its words are in {}", self.folder.display());
        }
        Ok(line.to_owned())
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for child in self.children.iter_mut().rev() {
            end(child);
        }
        for folder in [&self.runtime, &self.folder] {
            if folder.exists() && fs::remove_dir_all(folder).is_err() {
                eprintln!("    could not remove {}", folder.display());
            }
        }
    }
}

/// Ends a process group politely, then firmly.
pub fn end(child: &mut Child) {
    let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return };
    for signal in [Signal::TERM, Signal::KILL] {
        if kill_process_group(group, signal).is_err() {
            break;
        }
        let ended = wait_for("a process to end", Duration::from_secs(5), || matches!(child.try_wait(), Ok(Some(_))));
        if ended.is_ok() {
            break;
        }
    }
}

/// Asks again and again until the answer is yes.
pub fn wait_for(what: &str, patience: Duration, mut ready: impl FnMut() -> bool) -> Result<()> {
    let until = Instant::now() + patience;
    while !ready() {
        if Instant::now() > until {
            bail!("waited {} for {what}", steps::seconds(patience));
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

fn private_folder(path: &Path) -> Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .with_context(|| format!("cannot create {}", path.display()))
}
