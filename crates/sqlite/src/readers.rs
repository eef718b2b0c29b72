use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle};

use crate::database::{Bench, Job, close, join, spawn};
use crate::{Error, OpenError};

/// Which reader should answer, if several are idle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// The first: what is asked again and again lies in its page cache.
    Short,
    /// The last: for work that goes through much of the file, such as a count. Short reads do not wait for it, nor lose
    /// their page cache to it. Its own is given back when it has had nothing to do for a while.
    Long,
}

/// The threads that read. A job goes to the first one that is idle, so that what is read most lies in one page cache
/// and not half in each; the others serve while the first is busy.
pub(crate) struct Readers {
    shared: Arc<Mutex<Shared>>,
    interrupts: Vec<InterruptHandle>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    /// Jobs for whoever is done first; empty while a reader is idle.
    waiting: VecDeque<Job>,
    /// Where each idle reader waits, by its place.
    idle: Vec<Option<Sender<Job>>>,
    closed: bool,
}

impl Readers {
    pub(crate) fn start(connections: Vec<Connection>, rest: Duration) -> Result<Self, OpenError> {
        let interrupts = connections.iter().map(Connection::get_interrupt_handle).collect();
        let idle = connections.iter().map(|_| None).collect();
        let shared = Arc::new(Mutex::new(Shared { idle, ..Shared::default() }));
        let threads = connections.into_iter().enumerate().map(|(place, connection)| {
            let shared = Arc::clone(&shared);
            let rest = (place > 0).then_some(rest);
            spawn("db-reader", move || run(Bench { connection, observer: None }, place, rest, &shared))
        });
        let threads = threads.collect::<Result<_, _>>()?;
        Ok(Self { shared, interrupts, threads })
    }

    pub(crate) fn queue(&self, job: Job, lane: Lane) -> Result<(), Error> {
        let mut shared = lock(&self.shared);
        if shared.closed {
            return Err(Error::Closed);
        }
        let idle = &mut shared.idle;
        let door = match lane {
            Lane::Short => idle.iter_mut().find_map(Option::take),
            Lane::Long => idle.iter_mut().rev().find_map(Option::take),
        };
        match door {
            Some(door) => door.send(job).map_err(|_| Error::Closed),
            None => {
                shared.waiting.push_back(job);
                Ok(())
            }
        }
    }

    /// Interrupts what is under way, lets what waits fail the same way, and waits for the threads.
    pub(crate) fn close(&mut self) {
        {
            let mut shared = lock(&self.shared);
            shared.closed = true;
            shared.idle.clear();
        }
        for interrupt in self.interrupts.drain(..) {
            interrupt.interrupt();
        }
        for thread in self.threads.drain(..) {
            join(thread);
        }
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run(mut bench: Bench, place: usize, rest: Option<Duration>, shared: &Mutex<Shared>) {
    while let Some(job) = next(&bench, place, rest, shared) {
        job(&mut bench);
    }
    close(bench.connection);
}

/// The next job, waited for; `None` once there will be none.
fn next(bench: &Bench, place: usize, rest: Option<Duration>, shared: &Mutex<Shared>) -> Option<Job> {
    let inside: Receiver<Job> = {
        let mut shared = lock(shared);
        if let Some(job) = shared.waiting.pop_front() {
            return Some(job);
        }
        if shared.closed {
            return None;
        }
        let (door, inside) = channel();
        *shared.idle.get_mut(place)? = Some(door);
        inside
    };
    if let Some(rest) = rest {
        match inside.recv_timeout(rest) {
            Ok(job) => return Some(job),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => give_back(&bench.connection),
        }
    }
    inside.recv().ok()
}

/// Empties the page cache.
fn give_back(connection: &Connection) {
    if let Err(error) = connection.execute_batch("PRAGMA shrink_memory") {
        tracing::debug!(problem = ?crate::problem(&error), "a page cache was not given back");
    }
}
