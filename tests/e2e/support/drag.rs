//! A real drag: files leave another program's window under the mouse and are let go over ours.

use std::{fs, path::PathBuf, process::Command};

use super::{Running, bound, home::Home, until};

/// Where the drag source's window lies: to the right of ours.
const SOURCE: (u32, u32) = (1400, 40);

/// A drag in progress.
pub(crate) struct Drag {
    source: Running,
}

/// Takes files and carries them to a point of the screen, holding the button.
pub(crate) fn take(home: &Home, paths: &[PathBuf], to: (u32, u32)) -> Drag {
    let ready = home.folder().join("drag-source.ready");
    if ready.exists() {
        fs::remove_file(&ready).expect("an earlier sign can be removed");
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/support/drag_source.py");
    let mut command = bound("/usr/bin/python3");
    command.arg(script).arg("--at").arg(format!("{},{}", SOURCE.0, SOURCE.1));
    command.arg("--ready").arg(&ready).args(paths);
    let source = Running(command.spawn().expect("the drag source starts"));
    until("the drag source", || ready.is_file().then_some(()));
    let from = (SOURCE.0 + 60, SOURCE.1 + 40);
    mouse(&["mousemove", &from.0.to_string(), &from.1.to_string(), "mousedown", "1"]);
    // In steps, as a hand does: GTK begins a drag only after some motion, and tells the target about each motion.
    for step in 1..=16_i64 {
        let part = |from: u32, to: u32| (i64::from(from) + (i64::from(to) - i64::from(from)) * step / 16).to_string();
        mouse(&["mousemove", "--sync", &part(from.0, to.0), &part(from.1, to.1), "sleep", "0.03"]);
    }
    Drag { source }
}

impl Drag {
    /// Lets the files go and waits until the source has given them.
    pub(crate) fn drop_here(mut self) {
        mouse(&["mouseup", "1"]);
        until("the drag to end", || self.source.0.try_wait().ok().flatten());
    }

    /// Gives up: Escape ends a drag without a drop.
    pub(crate) fn give_up(mut self) {
        mouse(&["key", "Escape", "mouseup", "1"]);
        until("the drag to end", || self.source.0.try_wait().ok().flatten());
    }
}

/// Drags files to a point of the screen and lets them go.
pub(crate) fn drag_files(home: &Home, paths: &[PathBuf], x: u32, y: u32) {
    take(home, paths, (x, y)).drop_here();
}

fn mouse(words: &[&str]) {
    let moved = Command::new("xdotool").args(words).status().expect("xdotool runs");
    assert!(moved.success(), "the mouse obeys: {words:?}");
}
