//! Kill points around every commit of the journal, for the crash test. Without the feature `crash-points` all of this
//! compiles to nothing.
//!
//! A point is the moment just before or just after a commit. Points are numbered in the order in which a process
//! reaches them; [`trace`] prints that list for a run, so that a test derives its cases from what the program does.

#[cfg(feature = "crash-points")]
pub use armed::{observer, set, trace};

/// What the next commit of this thread records. Called inside the transaction.
#[cfg(feature = "crash-points")]
pub(crate) use armed::label;

/// No kill points in this build.
#[cfg(not(feature = "crash-points"))]
pub(crate) fn label(_: &'static str) {}

/// No kill points in this build.
#[cfg(not(feature = "crash-points"))]
pub(crate) fn observer() -> Option<journal::Observer> {
    None
}

#[cfg(feature = "crash-points")]
mod armed {
    use std::{
        cell::Cell,
        io::Write,
        sync::{
            Arc,
            atomic::{AtomicBool, AtomicU32, Ordering},
        },
    };

    use journal::{Moment, Observer};

    static DIES_AT: AtomicU32 = AtomicU32::new(0);
    static REACHED: AtomicU32 = AtomicU32::new(0);
    static TRACES: AtomicBool = AtomicBool::new(false);

    thread_local! {
        static LABEL: Cell<&'static str> = const { Cell::new("other") };
    }

    /// The process dies at the point with this number, from 1; 0: at none.
    pub fn set(point: u32) {
        DIES_AT.store(point, Ordering::SeqCst);
    }

    /// Every point is told on the standard error stream: `point NUMBER LABEL before|after`.
    pub fn trace() {
        TRACES.store(true, Ordering::SeqCst);
    }

    pub(crate) fn label(name: &'static str) {
        LABEL.set(name);
    }

    /// To be told of the journal's commits.
    pub fn observer() -> Option<Observer> {
        Some(Arc::new(|moment| {
            let (name, when) = match moment {
                Moment::BeforeCommit => (LABEL.get(), "before"),
                Moment::AfterCommit => (LABEL.replace("other"), "after"),
            };
            reach(name, when);
        }))
    }

    fn reach(name: &str, when: &str) {
        let number = REACHED.fetch_add(1, Ordering::SeqCst) + 1;
        if TRACES.load(Ordering::SeqCst) && writeln!(std::io::stderr(), "point {number} {name} {when}").is_err() {
            die();
        }
        if DIES_AT.load(Ordering::SeqCst) == number {
            die();
        }
    }

    /// SIGKILL: no destructor runs, nothing is flushed.
    fn die() -> ! {
        #[cfg(unix)]
        if rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL).is_ok() {
            loop {
                std::thread::park();
            }
        }
        std::process::abort()
    }
}
