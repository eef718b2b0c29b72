use std::collections::BTreeSet;
use std::future::Future;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use model::{Area, Hits, KycDocumentId, ListQuery, Listing, Object, Search, Sum, SumQuery, UnixSeconds, UserId};
use sqlite::rusqlite::Transaction;
use sqlite::rusqlite_migration::{M, Migrations};
use sqlite::{Database, Key, Lane, Moment, Observer, OpenError, Seal, Settings, Synchronous};

use crate::{
    AgePlace, AgedRow, Applied, Batch, CacheError, DocumentRecord, EventRecord, Owner, OwnerCounts, OwnerRead, Owners,
    Page, Stop, StreamState, UserPart, UserRecord, Walk, aged, apply, documents, events, find, query, reads, rows,
    streams, tidy, totals, users, walk,
};

/// Told, after a commit and on the writer's thread, which areas may look different. It must not wait for the cache.
pub type Listener = Arc<dyn Fn(&BTreeSet<Area>) + Send + Sync>;

/// "MgC1": an existing file without it is not ours.
const APPLICATION_ID: i32 = 0x4d67_4331;
/// Page caches. Every page that is not there must be authenticated and decrypted, which takes three times as long as
/// reading it; so the reader that answers first has much, and the one that counts and walks far may keep whole indexes
/// of a million rows, until it rests. The writer's holds most pages that a batch touches: a batch's rows lie all over
/// twenty indexes. docs/storage.md tells the sum.
const CACHE_KIB: u32 = 24 * 1024;
const READER_CACHE_KIB: u32 = 96 * 1024;
const FAR_CACHE_KIB: u32 = 256 * 1024;
/// 64 MiB of log: in the first sync the same pages are written by batch after batch.
const LOG_PAGES: u32 = 16 * 1024;
const READERS: usize = 2;

/// Rows before a window from which on it is far to walk.
const FAR: u32 = 5_000;

/// How the file is opened.
pub const SETTINGS: Settings = Settings {
    application_id: APPLICATION_ID,
    synchronous: Synchronous::Normal,
    seal: Seal::Sha256,
    cache_kib: CACHE_KIB,
    reader_cache_kib: READER_CACHE_KIB,
    far_cache_kib: FAR_CACHE_KIB,
    rest: Duration::from_secs(30),
    log_pages: LOG_PAGES,
    busy: Duration::from_secs(5),
    create: true,
};

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("schema/0001.sql")),
        M::up(include_str!("schema/0002.sql")),
        M::up(include_str!("schema/0003.sql")),
        M::up(include_str!("schema/0004.sql")),
        M::up(include_str!("schema/0005.sql")),
        M::up(include_str!("schema/0006.sql")),
        M::up(include_str!("schema/0007.sql")),
        M::up(include_str!("schema/0008.sql")),
        M::up(include_str!("schema/0009.sql")),
    ])
}

/// The open cache of one profile. Calls may be made from any thread; the futures may be dropped at any time, a write
/// is carried out all the same.
pub struct Cache {
    pub(crate) database: Database,
    changes: Arc<Changes>,
}

/// A count under way. Dropping it ends the count.
pub struct Counting(Arc<AtomicBool>);

impl Counting {
    /// Ends the count.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Areas changed by the work under way, told when its commit has returned.
#[derive(Default)]
struct Changes {
    pending: Mutex<BTreeSet<Area>>,
    listener: Mutex<Option<Listener>>,
}

impl Changes {
    fn note(&self, areas: &BTreeSet<Area>) {
        // What a failed commit left behind is overwritten here.
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).clone_from(areas);
    }

    fn tell(&self) {
        let areas = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
        let listener = self.listener.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(listener) = listener.filter(|_| !areas.is_empty()) {
            listener(&areas);
        }
    }
}

impl Cache {
    /// Opens the file, making or migrating it where needed.
    ///
    /// # Errors
    /// See [`OpenError`]; where [`can_rebuild`](Self::can_rebuild) says so, [`quarantine`](Self::quarantine) the file
    /// and open again.
    pub fn open(path: &Path, key: &Key) -> Result<Self, OpenError> {
        let changes = Arc::new(Changes::default());
        let told = Arc::clone(&changes);
        let observer: Observer = Arc::new(move |moment| match moment {
            Moment::BeforeCommit => {}
            Moment::AfterCommit => told.tell(),
        });
        let open = || Database::open(path, key, &SETTINGS, &migrations(), READERS, Some(Arc::clone(&observer)));
        let database = match open() {
            Err(OpenError::OtherSeal) => {
                // As caches were written until 0.1; a copy is made sooner than everything is fetched anew.
                sqlite::reseal(path, key, &SETTINGS)?;
                open()?
            }
            outcome => outcome?,
        };
        Ok(Self { database, changes })
    }

    /// Whether the file's content stands in the way, so that a new one would do. A full disk, missing rights or
    /// another process would stop a new one as well.
    pub fn can_rebuild(error: &OpenError) -> bool {
        matches!(
            error,
            OpenError::NotOurs
                | OpenError::WrongKeyOrNotOurs
                | OpenError::Damaged
                | OpenError::NewerSchema { .. }
                | OpenError::Migration(_)
        )
    }

    /// Moves a file that cannot be opened aside, as `….damaged`, in the place of an earlier one. The cache must be
    /// closed. That there is none is no error.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn quarantine(path: &Path) -> std::io::Result<()> {
        let aside = with_suffix(path, ".damaged");
        remove_all(&aside)?;
        for end in FILES {
            allow_missing(std::fs::rename(with_suffix(path, end), with_suffix(&aside, end)))?;
        }
        Ok(())
    }

    /// Removes the file and what belongs to it, a quarantined one too ("wipe"). The cache must be closed.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn remove(path: &Path) -> std::io::Result<()> {
        remove_all(path)?;
        remove_all(&with_suffix(path, ".new"))?;
        remove_all(&with_suffix(path, ".damaged"))
    }

    /// Finishes the writes handed over, closes the file and wipes SQLCipher's keys. Waits on the spot; later calls
    /// are answered with `sqlite::Error::Closed`.
    pub fn close(&self) {
        self.database.close();
    }

    /// Lets the file grow by so many pages and no more, or without bounds: writes then fail as on a full disk. For tests.
    ///
    /// # Errors
    /// If the file failed before.
    pub fn limit_growth(&self, pages: Option<u32>) -> Result<(), CacheError> {
        self.database.write_blocking(move |tx| {
            let now: i64 = tx.pragma_query_value(None, "page_count", |row| row.get(0))?;
            let most = pages.map_or(i64::from(u32::MAX - 1), |pages| now + i64::from(pages));
            tx.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))?;
            Ok(())
        })
    }

    /// Sets who is told of changes, in place of an earlier one.
    pub fn on_change(&self, listener: Listener) {
        *self.changes.listener.lock().unwrap_or_else(PoisonError::into_inner) = Some(listener);
    }

    /// Applies a batch in one transaction.
    pub fn apply(&self, batch: Batch) -> impl Future<Output = Result<Applied, CacheError>> + Send + use<> {
        let changes = Arc::clone(&self.changes);
        self.database.write(move |tx| {
            let applied = apply::apply(tx, &batch)?;
            changes.note(&applied.areas);
            Ok(applied)
        })
    }

    /// Answers a list query.
    pub fn list(&self, query: ListQuery) -> impl Future<Output = Result<Page, CacheError>> + Send + use<> {
        self.database.read(move |tx| query::list(tx, &query))
    }

    /// Answers a list query of any area with typed cells. Where the total is not kept and not quickly counted, it is
    /// left to [`count`](Self::count).
    pub fn rows(&self, query: ListQuery) -> impl Future<Output = Result<Listing, CacheError>> + Send + use<> {
        let lane = if query.window.offset >= FAR { Lane::Long } else { Lane::Short };
        self.database.read_on(lane, move |tx| query::listing(tx, &query))
    }

    /// Counts the rows that match. Ends with [`CacheError::Stopped`] soon after [`Counting::stop`], or when the
    /// [`Counting`] is dropped.
    pub fn count(&self, query: ListQuery) -> (Counting, impl Future<Output = Result<u64, CacheError>> + Send + use<>) {
        let counting = Counting(Arc::new(AtomicBool::new(false)));
        let stop = Arc::clone(&counting.0);
        let answer = self.database.read_on(Lane::Long, move |tx| {
            if stop.load(Ordering::Relaxed) { Err(CacheError::Stopped) } else { query::count(tx, &query, Some(&stop)) }
        });
        (counting, answer)
    }

    /// Has `work` go through all rows of a list, on a thread of the cache: it may take its time. Once `stop` answers
    /// yes, or the cache is closed, it ends with [`CacheError::Stopped`] soon after.
    pub fn walk<T, E, W>(
        &self,
        query: ListQuery,
        stop: Stop,
        work: W,
    ) -> impl Future<Output = Result<T, E>> + Send + use<T, E, W>
    where
        T: Send + 'static,
        E: From<CacheError> + From<sqlite::Error> + Send + 'static,
        W: FnOnce(&Walk<'_>) -> Result<T, E> + Send + 'static,
    {
        self.database.read_on(Lane::Long, move |tx| walk::through(tx, &query, &stop, work))
    }

    /// Counts and sums that are kept as rows are written, each query by itself, all at one moment.
    pub fn sums(
        &self,
        queries: Vec<SumQuery>,
    ) -> impl Future<Output = Result<Vec<Vec<Sum>>, CacheError>> + Send + use<> {
        self.database.read(move |tx| queries.iter().map(|query| totals::sums(tx, query)).collect())
    }

    /// Finds objects of any area, best first, at most `most` of them.
    pub fn search(&self, search: Search, most: u32) -> impl Future<Output = Result<Hits, CacheError>> + Send + use<> {
        self.database.read(move |tx| find::search(tx, &search, most))
    }

    /// One object of any area, with its JSON.
    pub fn object(
        &self,
        area: Area,
        id: String,
    ) -> impl Future<Output = Result<Option<Object>, CacheError>> + Send + use<> {
        self.read(move |tx| rows::object(tx, area, &id))
    }

    /// How many rows match each query, all at one moment.
    pub fn counts(&self, queries: Vec<ListQuery>) -> impl Future<Output = Result<Vec<u64>, CacheError>> + Send + use<> {
        self.database.read(move |tx| queries.iter().map(|query| query::count(tx, query, None)).collect())
    }

    /// One user with its raw JSON.
    pub fn user(&self, id: UserId) -> impl Future<Output = Result<Option<UserRecord>, CacheError>> + Send + use<> {
        self.read(move |tx| users::full(tx, &id))
    }

    /// The parts of a user that are held beside the user itself, by name.
    pub fn user_parts(&self, id: UserId) -> impl Future<Output = Result<Vec<UserPart>, CacheError>> + Send + use<> {
        self.read(move |tx| users::parts(tx, &id))
    }

    /// One document with its raw JSON.
    pub fn document(
        &self,
        id: KycDocumentId,
    ) -> impl Future<Output = Result<Option<DocumentRecord>, CacheError>> + Send + use<> {
        self.read(move |tx| documents::full(tx, &id))
    }

    /// A user's documents, newest first.
    pub fn documents_of(
        &self,
        user: UserId,
    ) -> impl Future<Output = Result<Vec<DocumentRecord>, CacheError>> + Send + use<> {
        self.read(move |tx| documents::of_user(tx, &user))
    }

    /// Documents that Mangopay has not decided (created, or validation asked), oldest first.
    pub fn undecided(&self) -> impl Future<Output = Result<Vec<KycDocumentId>, CacheError>> + Send + use<> {
        self.read(documents::undecided)
    }

    /// At most `most` users whose detail was never read, those with open cases first; users that only a document
    /// names are among them, users that are gone are not.
    pub fn users_without_detail(
        &self,
        most: u32,
    ) -> impl Future<Output = Result<Vec<UserId>, CacheError>> + Send + use<> {
        self.read(move |tx| users::without_detail(tx, most))
    }

    /// The events of one object, newest first.
    pub fn events_of(&self, id: String) -> impl Future<Output = Result<Vec<EventRecord>, CacheError>> + Send + use<> {
        self.read(move |tx| events::of_object(tx, &id))
    }

    /// How far a stream is; `None` if it never began.
    pub fn stream(&self, name: String) -> impl Future<Output = Result<Option<StreamState>, CacheError>> + Send + use<> {
        self.read(move |tx| streams::get(tx, &name))
    }

    /// How far all streams are, by name.
    pub fn streams(&self) -> impl Future<Output = Result<Vec<StreamState>, CacheError>> + Send + use<> {
        self.read(streams::all)
    }

    /// At most `most` users after a place whose list of a stream was not read, or could not be before `again_before`.
    pub fn owners_without(
        &self,
        stream: String,
        owners: Owners,
        again_before: UnixSeconds,
        after: i64,
        most: u32,
    ) -> impl Future<Output = Result<Vec<Owner>, CacheError>> + Send + use<> {
        self.read(move |tx| reads::without(tx, &stream, owners, again_before, after, most))
    }

    /// What came of the reading of an owner's list; `None`: it was not read yet.
    pub fn owner_read(
        &self,
        stream: String,
        owner: String,
    ) -> impl Future<Output = Result<Option<OwnerRead>, CacheError>> + Send + use<> {
        self.read(move |tx| reads::of(tx, &stream, &owner))
    }

    /// When the list of a stream that was read longest ago was read; `None` if none was.
    pub fn oldest_read(
        &self,
        stream: String,
    ) -> impl Future<Output = Result<Option<UnixSeconds>, CacheError>> + Send + use<> {
        self.read(move |tx| reads::oldest(tx, &stream))
    }

    /// How many users there are whose detail was never read.
    pub fn without_detail(&self) -> impl Future<Output = Result<u64, CacheError>> + Send + use<> {
        self.read(reads::without_detail)
    }

    /// How far a stream of lists of users is.
    pub fn owner_counts(
        &self,
        stream: String,
        owners: Owners,
    ) -> impl Future<Output = Result<OwnerCounts, CacheError>> + Send + use<> {
        self.read(move |tx| reads::counts(tx, &stream, owners))
    }

    /// At most `most` rows after a place that are older than a moment, oldest first. Not of users.
    pub fn older(
        &self,
        area: Area,
        after: AgePlace,
        than: UnixSeconds,
        most: u32,
    ) -> impl Future<Output = Result<Vec<AgedRow>, CacheError>> + Send + use<> {
        self.read(move |tx| aged::older(tx, area, after, than, most))
    }

    /// At most `most` rows that came after the one with this number and stand at or before a place in the order of
    /// their age, by their number. Not of users.
    pub fn late(
        &self,
        area: Area,
        came_after: i64,
        before: AgePlace,
        most: u32,
    ) -> impl Future<Output = Result<Vec<AgedRow>, CacheError>> + Send + use<> {
        self.read(move |tx| aged::late(tx, area, came_after, before, most))
    }

    /// The number of the row that came last; 0 if there is none.
    pub fn last_row(&self, area: Area) -> impl Future<Output = Result<i64, CacheError>> + Send + use<> {
        self.read(move |tx| aged::last_row(tx, area))
    }

    /// Counts the commits that changed something in the area.
    pub fn generation(&self, area: Area) -> impl Future<Output = Result<u64, CacheError>> + Send + use<> {
        self.read(move |tx| apply::generation(tx, area))
    }

    /// Whether every page of the file authenticates and its structure holds. Reads the whole file.
    pub fn is_sound(&self) -> impl Future<Output = Result<bool, CacheError>> + Send + use<> {
        self.read(|tx| sqlite::full_check(tx))
    }

    /// Puts the tables of words in order where writing has left them in many parts, each of which a search looks into.
    /// Done in steps, between which other writes come in; worth calling when a sync has come to its end.
    pub async fn tidy(&self) -> Result<(), CacheError> {
        let tables = self.database.read(tidy::scattered).await?;
        for table in tables {
            let mut begun = false;
            while self.database.write(move |tx| tidy::step(tx, table, begun)).await? {
                begun = true;
            }
        }
        Ok(())
    }

    fn read<T: Send + 'static, W>(&self, work: W) -> impl Future<Output = Result<T, CacheError>> + Send + use<T, W>
    where
        W: FnOnce(&Transaction<'_>) -> sqlite::rusqlite::Result<T> + Send + 'static,
    {
        self.database.read(move |tx| work(tx).map_err(CacheError::from))
    }
}

/// The database and what SQLite keeps beside it.
const FILES: [&str; 3] = ["", "-wal", "-shm"];

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn remove_all(path: &Path) -> std::io::Result<()> {
    FILES.into_iter().try_for_each(|end| allow_missing(std::fs::remove_file(with_suffix(path, end))))
}

fn allow_missing(outcome: std::io::Result<()>) -> std::io::Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
