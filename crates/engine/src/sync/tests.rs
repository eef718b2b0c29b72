//! The sync against the simulator, with the local copy looked into: whole worlds, object by object.

mod archive;
mod bad;
mod changes;
mod coverage;
mod harsh;
mod ledger;
mod limits;
mod renewals;
mod whole;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use cache::Cache;
use ipc::{
    Event,
    sync::{Stream, StreamCoverage},
};
use journal::Journal;
use model::{Area, Column, Direction, Environment, ListQuery, ProfileId, Row, Sort, UnixSeconds, Window};
use sandbox::{Action, ClockMode, Options, Sandbox};
use serde_json::Value;
use sqlite::Key;
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::{SHARE, Sync, governor::Governor};
use crate::{
    api::{self, AccessData},
    parts::Parts,
    ports::{Clock, EventSink, Pending, RandomIds},
    uploads::Uploads,
};

/// Tuesday 24 November 2026: the moment the demo world is drawn at.
const NOW: i64 = 1_795_513_320;

/// A clock that the test moves, together with the simulator's.
pub(super) struct Hand {
    now: AtomicI64,
    sleepers: Mutex<Vec<(i64, oneshot::Sender<()>)>>,
}

impl Clock for Hand {
    fn now(&self) -> UnixSeconds {
        UnixSeconds(self.now.load(Ordering::SeqCst))
    }

    fn sleep(&self, time: Duration) -> Pending<()> {
        let (wake, woken) = oneshot::channel();
        let mut sleepers = self.sleepers.lock().unwrap();
        let due = self.now.load(Ordering::SeqCst) + i64::try_from(time.as_secs_f64().ceil() as u64).unwrap();
        sleepers.push((due, wake));
        drop(sleepers);
        Box::pin(async move { drop(woken.await) })
    }
}

impl Hand {
    pub(super) fn advance(&self, seconds: i64) {
        let now = self.now.fetch_add(seconds, Ordering::SeqCst) + seconds;
        let mut sleepers = self.sleepers.lock().unwrap();
        let (due, waiting) = std::mem::take(&mut *sleepers).into_iter().partition(|(at, _)| *at <= now);
        *sleepers = waiting;
        for (_, wake) in due {
            wake.send(()).ok();
        }
    }
}

struct Nobody;

impl EventSink for Nobody {
    fn emit(&self, _: Event) {}
}

/// A simulator, a folder and a clock.
pub(super) struct Site {
    pub(super) sandbox: Sandbox,
    pub(super) hand: Arc<Hand>,
    pub(super) folder: TempDir,
}

/// A sync that runs.
pub(super) struct Running {
    pub(super) sync: Sync,
    pub(super) cache: Arc<Cache>,
    pub(super) client: mangopay::Client,
    pub(super) journal: Arc<Journal>,
    uploads: Uploads,
}

impl Site {
    pub(super) async fn new(options: Options) -> Self {
        let clock = ClockMode::Frozen(NOW);
        let sandbox = Sandbox::start(Options { clock, strict: true, ..options }).await.unwrap();
        let hand = Arc::new(Hand { now: AtomicI64::new(NOW), sleepers: Mutex::default() });
        Self { sandbox, hand, folder: tempfile::tempdir().unwrap() }
    }

    /// Opens the profile's stores and sets the sync going.
    pub(super) async fn open(&self, read_only: bool) -> Running {
        let clock = Arc::clone(&self.hand) as Arc<dyn Clock>;
        Running::start(self.folder.path(), self.sandbox.base_url(), clock, read_only).await
    }

    /// Lets the world's time pass, so many seconds each few real milliseconds, until a question is answered.
    pub(super) async fn until<T>(&self, step: i64, what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
        let control = self.sandbox.control();
        let asked = async {
            loop {
                for _ in 0..10 {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                    // The server's clock first: to it no call may seem to come too early.
                    control.advance(step).unwrap();
                    self.hand.advance(step);
                }
                if let Some(answer) = ask().await {
                    return answer;
                }
            }
        };
        match tokio::time::timeout(Duration::from_secs(240), asked).await {
            Ok(answer) => answer,
            Err(_) => panic!("waited four minutes for: {what}"),
        }
    }

    pub(super) async fn synced(&self, running: &Running) {
        self.until(1, "the sync", async || {
            let updated_at = running.sync.status().await.unwrap().updated_at;
            (updated_at.is_some() && running.is_read().await).then_some(())
        })
        .await;
    }
}

impl Running {
    /// Opens the stores in a folder and sets the sync going.
    pub(super) async fn start(folder: &Path, address: String, clock: Arc<dyn Clock>, read_only: bool) -> Self {
        let key = Key::new(&[7; 32]);
        let journal = Arc::new(Journal::open(&folder.join("journal.db"), &key, None).unwrap());
        let cache = Arc::new(Cache::open(&folder.join("cache.db"), &key).unwrap());
        let share = journal.read(|tx| SHARE.get(tx)).await.unwrap();
        let governor = Governor::new(Arc::clone(&clock), share.into());
        let access = AccessData { client_id: "sandbox-client".to_owned(), address: Some(address) };
        let client = api::client(
            Environment::Sandbox,
            &access,
            "sandbox-key".into(),
            read_only,
            Arc::clone(&clock),
            "0.0.0",
            Some(&governor),
        )
        .unwrap();
        let parts = Parts {
            profile: ProfileId::new("test"),
            environment: Environment::Sandbox,
            folder: folder.to_owned(),
            client: client.clone(),
            cache: Arc::clone(&cache),
            journal: Arc::clone(&journal),
            clock,
            ids: Arc::new(RandomIds),
            events: Arc::new(Nobody),
        };
        let uploads = Uploads::start(parts.clone()).await.unwrap();
        let sync = Sync::start(parts, uploads.clone(), governor);
        Self { sync, cache, client, journal, uploads }
    }

    /// Whether everything was read, or cannot be.
    pub(super) async fn is_read(&self) -> bool {
        let streams = self.sync.status().await.unwrap().streams;
        streams.iter().all(|stream| stream.complete_at.is_some() || stream.trouble.is_some())
    }

    /// Whether everything was read.
    pub(super) async fn is_filled(&self) -> bool {
        let status = self.sync.status().await.unwrap();
        status.updated_at.is_some() && status.streams.iter().all(|stream| stream.complete_at.is_some())
    }

    /// As a killed process would: nothing is said to anybody.
    pub(super) async fn kill(self) {
        let task = crate::host::hold(&self.sync.0.running).take();
        if let Some(task) = task {
            task.abort();
            task.await.unwrap_err();
        }
        self.close().await;
    }

    pub(super) async fn stop(self) {
        self.sync.stop().await;
        self.close().await;
    }

    async fn close(self) {
        self.uploads.stop().await;
        let (cache, journal) = (self.cache, self.journal);
        tokio::task::spawn_blocking(move || {
            cache.close();
            journal.close();
        })
        .await
        .unwrap();
    }

    pub(super) async fn rows(&self, area: Area) -> Vec<Row> {
        let mut all = Vec::new();
        loop {
            let window = Window { offset: u32::try_from(all.len()).unwrap(), limit: Window::MOST };
            let sort = Sort { column: area.age(), direction: Direction::Ascending };
            let query = ListQuery { area, filters: Vec::new(), search: String::new(), sort, window };
            let found = self.cache.rows(query).await.unwrap().rows;
            let last = found.len() < Window::MOST as usize;
            all.extend(found);
            if last {
                return all;
            }
        }
    }

    /// The rows of an area, by id, as texts of these columns.
    pub(super) async fn held(&self, area: Area, columns: &[Column]) -> BTreeMap<String, String> {
        let rows = self.rows(area).await;
        let count = rows.len();
        let text =
            |row: &Row| columns.iter().map(|column| shown(row.cell(area, *column))).collect::<Vec<_>>().join("|");
        let held: BTreeMap<_, _> = rows.iter().map(|row| (row.id.clone(), text(row))).collect();
        assert_eq!(held.len(), count, "{area:?}: nothing is there twice");
        held
    }

    pub(super) async fn coverage(&self, stream: Stream) -> StreamCoverage {
        let all = self.sync.coverage().await.unwrap();
        all.into_iter().find(|coverage| coverage.stream == stream).unwrap()
    }
}

/// An answer of this status and nothing done.
pub(super) fn refusal(status: u16, headers: &[(&str, &str)]) -> Action {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Action::Status { status, headers, body: None, content_type: None, after_commit: false, burn_key: false }
}

fn shown(cell: &model::Cell) -> String {
    use model::Cell as C;
    match cell {
        C::Nothing => String::new(),
        C::Word(text) | C::Text(text) | C::Link(text) => text.clone(),
        C::Moment(at) => at.0.to_string(),
        C::Money(money) => format!("{} {}", money.amount, money.currency),
        C::Flag(flag) => flag.to_string(),
    }
}

/// What the simulator holds, by id, as texts of these members.
pub(super) fn truth(dump: &Value, list: &str, members: &[&str]) -> BTreeMap<String, String> {
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(money) => format!("{} {}", money["amount"], money["currency"].as_str().unwrap_or_default()),
        other => other.to_string(),
    };
    let all = dump[list].as_array().unwrap().iter();
    all.map(|one| {
        let told = members.iter().map(|member| text(&one[*member])).collect::<Vec<_>>().join("|");
        (one["id"].as_str().unwrap().to_owned(), told)
    })
    .collect()
}
