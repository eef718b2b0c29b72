//! A real drag: files leave another program's window under the mouse and are let go over ours.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{Running, bound, home::Home, until};

/// Where the drag source's window lies: to the right of ours.
const SOURCE: (u32, u32) = (1400, 40);

/// Between two small motions of a hand that holds files still.
const TREMOR: Duration = Duration::from_millis(100);

/// A drag in progress. The hand trembles a little: a target is told about motion only.
pub(crate) struct Drag {
    source: Running,
    is_held: Arc<AtomicBool>,
    hand: Option<JoinHandle<()>>,
}

/// What is dragged.
pub(crate) enum Load<'a> {
    /// Files, as from a file manager.
    Files(&'a [PathBuf]),
    /// A text, as from an editor.
    Text(&'a str),
    /// A picture of a web page: its address.
    Address(&'a str),
}

/// Takes something and carries it to a point of the screen, holding the button.
pub(crate) fn take(home: &Home, load: &Load<'_>, to: (u32, u32)) -> Drag {
    let ready = home.folder().join("drag-source.ready");
    if ready.exists() {
        fs::remove_file(&ready).expect("an earlier sign can be removed");
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/support/drag_source.py");
    let mut command = bound("/usr/bin/python3");
    command.arg(script).arg("--at").arg(format!("{},{}", SOURCE.0, SOURCE.1));
    command.arg("--ready").arg(&ready);
    match load {
        Load::Files(paths) => command.args(*paths),
        Load::Text(text) => command.args(["--text", text]),
        Load::Address(address) => command.args(["--address", address]),
    };
    let source = Running(command.spawn().expect("the drag source starts"));
    until("the drag source", || ready.is_file().then_some(()));
    let from = (SOURCE.0 + 60, SOURCE.1 + 40);
    screen(&["mousemove", &from.0.to_string(), &from.1.to_string(), "mousedown", "1"]);
    // In steps, as a hand does: GTK begins a drag only after some motion, and tells the target about each motion.
    for step in 1..=16_i64 {
        let part = |from: u32, to: u32| (i64::from(from) + (i64::from(to) - i64::from(from)) * step / 16).to_string();
        screen(&["mousemove", &part(from.0, to.0), &part(from.1, to.1), "sleep", "0.03"]);
    }
    let is_held = Arc::new(AtomicBool::new(true));
    let held = Arc::clone(&is_held);
    let hand = thread::spawn(move || {
        let mut right = false;
        while held.load(Ordering::SeqCst) {
            right = !right;
            screen(&["mousemove", &(to.0 + u32::from(right)).to_string(), &to.1.to_string()]);
            thread::sleep(TREMOR);
        }
    });
    Drag { source, is_held, hand: Some(hand) }
}

impl Drag {
    /// Lets the files go and waits until the source has given them. Before that, see that the target has noticed them:
    /// a drop before it has is refused by the windowing system.
    pub(crate) fn drop_here(self) {
        self.end(&["mouseup", "1"]);
    }

    fn end(mut self, gesture: &[&str]) {
        self.rest();
        screen(gesture);
        until("the drag to end", || self.source.0.try_wait().ok().flatten());
    }

    fn rest(&mut self) {
        self.is_held.store(false, Ordering::SeqCst);
        if let Some(hand) = self.hand.take() {
            hand.join().expect("the hand does not fail");
        }
    }
}

impl Drop for Drag {
    fn drop(&mut self) {
        if self.hand.is_some() {
            self.rest();
            screen(&["mouseup", "1"]);
        }
    }
}

/// Moves the mouse or a window.
pub(crate) fn screen(words: &[&str]) {
    let moved = Command::new("xdotool").args(words).stderr(Stdio::null()).status().expect("xdotool runs");
    assert!(moved.success(), "the screen obeys: {words:?}");
}
