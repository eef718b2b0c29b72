use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use futures_channel::oneshot;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use rusqlite_migration::Migrations;

use crate::readers::{Lane, Readers};
use crate::{Error, Key, OpenError, Settings, migrate, open};

/// A point in a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The work succeeded and is about to be committed.
    BeforeCommit,
    /// The commit has returned; the caller has not heard of it yet.
    AfterCommit,
}

/// Told about commits, on the writer's thread.
pub type Observer = Arc<dyn Fn(Moment) + Send + Sync>;

/// What a thread works with.
pub(crate) struct Bench {
    pub(crate) connection: Connection,
    pub(crate) observer: Option<Observer>,
}

pub(crate) type Job = Box<dyn FnOnce(&mut Bench) + Send>;

/// An open encrypted file: one writer thread, a few reader threads.
///
/// Writes run one after the other in the order they were handed over, each in one immediate transaction. Reads run
/// beside them, each in one snapshot. Dropping or [closing](Self::close) waits for the work already handed over
/// (reads are interrupted) and closes every connection, which wipes SQLCipher's keys.
pub struct Database {
    lanes: Mutex<Lanes>,
}

struct Lanes {
    write: Option<Sender<Job>>,
    writer: Option<JoinHandle<()>>,
    readers: Readers,
}

impl Database {
    /// Opens and migrates the file and starts `readers` reader threads (at least one). The page caches in `settings`
    /// count per connection.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(
        path: &Path,
        key: &Key,
        settings: &Settings,
        migrations: &Migrations<'_>,
        readers: usize,
        observer: Option<Observer>,
    ) -> Result<Self, OpenError> {
        let mut connection = open(path, key, settings)?;
        migrate(&mut connection, migrations)?;
        let mut pool = Vec::new();
        for place in 0..readers.max(1) {
            let cache_kib = if place == 0 { settings.reader_cache_kib } else { settings.far_cache_kib };
            let reader = open(path, key, &Settings { create: false, cache_kib, ..*settings })?;
            reader.pragma_update(None, "query_only", true).map_err(OpenError::Sqlite)?;
            pool.push(reader);
        }
        let (write, jobs) = channel::<Job>();
        let writer = spawn("db-writer", move || run_writer(Bench { connection, observer }, &jobs))?;
        let readers = Readers::start(pool, settings.rest)?;
        let lanes = Lanes { write: Some(write), writer: Some(writer), readers };
        Ok(Self { lanes: Mutex::new(lanes) })
    }

    /// Runs `work` in a write transaction and commits if it returns `Ok`; otherwise nothing remains of it. The work
    /// is queued at once, whether or not the future is polled, and is carried out even if the future is dropped.
    ///
    /// # Errors
    /// What the work returns; [`Error`] through `E::from` if the transaction or the database fails.
    pub fn write<T, E, W>(&self, work: W) -> impl Future<Output = Result<T, E>> + Send + use<T, E, W>
    where
        W: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = write_job(work, move |outcome| drop(reply.send(outcome)));
        let queued = self.queue_write(job);
        wait(queued, answer)
    }

    /// As [`write`](Self::write), waiting on the spot. Not for async code.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_blocking<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = channel();
        let job = write_job(work, move |outcome| drop(reply.send(outcome)));
        self.queue_write(job)?;
        answer.recv().unwrap_or_else(|_| Err(Error::Closed.into()))
    }

    /// Runs `work` on a reader, in one snapshot of the file. Writing fails there.
    ///
    /// # Errors
    /// What the work returns; [`Error`] through `E::from` if the database fails.
    pub fn read<T, E, W>(&self, work: W) -> impl Future<Output = Result<T, E>> + Send + use<T, E, W>
    where
        W: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.read_on(Lane::Short, work)
    }

    /// As [`read`](Self::read), on the lane that suits the work.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_on<T, E, W>(&self, lane: Lane, work: W) -> impl Future<Output = Result<T, E>> + Send + use<T, E, W>
    where
        W: FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = read_job(work, move |outcome| drop(reply.send(outcome)));
        let queued = self.lanes().readers.queue(job, lane);
        wait(queued, answer)
    }

    /// As [`read`](Self::read), waiting on the spot. Not for async code.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_blocking<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = channel();
        let job = read_job(work, move |outcome| drop(reply.send(outcome)));
        self.lanes().readers.queue(job, Lane::Short)?;
        answer.recv().unwrap_or_else(|_| Err(Error::Closed.into()))
    }

    /// Moves the write-ahead log into the file and empties it. Waits on the spot.
    ///
    /// # Errors
    /// If the disk refuses it, or a reader holds the log for longer than the busy time.
    pub fn checkpoint(&self) -> Result<(), Error> {
        let (reply, answer) = channel();
        let job: Job = Box::new(move |bench| drop(reply.send(checkpoint(&bench.connection))));
        self.queue_write(job)?;
        answer.recv().map_err(|_| Error::Closed)?.map_err(Error::from)
    }

    /// Finishes the writes already handed over, interrupts reads, closes every connection and waits for the threads.
    /// Later work is answered with [`Error::Closed`]. Closing twice is harmless.
    pub fn close(&self) {
        let mut lanes = self.lanes();
        // The last connection to close empties the log, and it must be the writer's: readers may not write.
        lanes.readers.close();
        lanes.write = None;
        if let Some(writer) = lanes.writer.take() {
            join(writer);
        }
    }

    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn queue_write(&self, job: Job) -> Result<(), Error> {
        self.lanes().write.as_ref().and_then(|sender| sender.send(job).ok()).ok_or(Error::Closed)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.close();
    }
}

pub(crate) fn join(thread: JoinHandle<()>) {
    // Work may hold the last reference to its own database: a thread cannot wait for itself.
    if thread.thread().id() != std::thread::current().id() && thread.join().is_err() {
        tracing::error!("a database thread panicked");
    }
}

async fn wait<T, E: From<Error>>(queued: Result<(), Error>, answer: oneshot::Receiver<Result<T, E>>) -> Result<T, E> {
    queued?;
    answer.await.unwrap_or_else(|_| Err(Error::Closed.into()))
}

pub(crate) fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, OpenError> {
    std::thread::Builder::new().name(name.to_owned()).spawn(run).map_err(OpenError::Io)
}

fn run_writer(mut bench: Bench, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        job(&mut bench);
    }
    if let Err(error) = checkpoint(&bench.connection) {
        tracing::warn!(problem = ?crate::problem(&error), "the write-ahead log was not emptied at closing");
    }
    close(bench.connection);
}

pub(crate) fn close(connection: Connection) {
    if let Err((_, error)) = connection.close() {
        tracing::warn!(problem = ?crate::problem(&error), "a database connection did not close cleanly");
    }
}

fn checkpoint(connection: &Connection) -> Result<(), rusqlite::Error> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}

fn write_job<T, E: From<Error>>(
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    reply: impl FnOnce(Result<T, E>) + Send + 'static,
) -> Job {
    Box::new(move |bench| {
        let Bench { connection, observer } = bench;
        let tell = |moment| observer.iter().for_each(|observer| observer(moment));
        reply(guarded(|| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Error::from)?;
            let value = work(&transaction)?;
            tell(Moment::BeforeCommit);
            transaction.commit().map_err(Error::from)?;
            tell(Moment::AfterCommit);
            Ok(value)
        }));
    })
}

fn read_job<T, E: From<Error>>(
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    reply: impl FnOnce(Result<T, E>) + Send + 'static,
) -> Job {
    Box::new(move |bench| {
        reply(guarded(|| {
            let snapshot =
                bench.connection.transaction_with_behavior(TransactionBehavior::Deferred).map_err(Error::from)?;
            work(&snapshot)
        }));
    })
}

/// A panic of the work rolls its transaction back and is told to the caller; the thread lives on.
fn guarded<T, E: From<Error>>(run: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err(Error::Panicked.into()))
}
