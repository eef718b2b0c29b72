//! An open profile.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU32, Ordering},
};

use cache::Cache;
use ipc::{
    Code, Failure,
    session::{LockCause, OpenProfileInfo},
};
use journal::{
    Journal,
    audit::{self, Fact},
    schedules,
    settings::{IDLE_MINUTES, READ_ONLY, Setting},
    unfinished,
};
use mangopay::Access;
use model::Environment;
use secrecy::SecretString;
use sqlite::Key;
use zeroize::Zeroizing;

use crate::{
    api::{self, AccessData},
    demo,
    drafts::Drafts,
    exports::{self, Exports},
    failure,
    forms::Forms,
    host::{Behind, Host, blocking},
    lists::Counts,
    lookup::LookUps,
    ongoing::Ongoing,
    parts::Parts,
    ports::DemoServer,
    profile::{Card, Folder},
    schedules::Schedules,
    sync::{SHARE, Sync, governor::Governor},
    uploads::Uploads,
    visit::VISIT,
};

/// Client id and address; in the encrypted journal, since a locked profile tells nothing but label and environment.
const ACCESS: Setting<Option<AccessData>> = Setting::new("access", || None);
/// Longest time without input (PRODUCT A4).
const MOST_IDLE_MINUTES: u32 = 15;

/// What is needed to open a profile.
pub(crate) struct Opening<'a> {
    pub(crate) card: Card,
    pub(crate) folder: Folder,
    pub(crate) data_key: Zeroizing<[u8; 32]>,
    pub(crate) has_passphrase: bool,
    /// `None` for Demo, whose simulator makes one at each start.
    pub(crate) api_key: Option<SecretString>,
    /// Client id, address and read-only mode of a profile that is being made.
    pub(crate) found: Option<(AccessData, bool)>,
    pub(crate) host: &'a Host,
}

/// What is kept of an open profile to open it once more.
pub(crate) struct Again {
    pub(crate) card: Card,
    pub(crate) data_key: Zeroizing<[u8; 32]>,
    pub(crate) has_passphrase: bool,
    pub(crate) api_key: Option<SecretString>,
}

/// What becomes of uploads on the way when a profile is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UploadsAtClose {
    /// They go on where the person allowed it.
    MayGoOn,
    /// They come to a halt.
    Stop,
}

/// What closing a profile left.
pub(crate) enum Closed {
    /// Nothing; so many uploads wait to be sent.
    Whole { waiting: u32 },
    /// Uploads that go on, with the journal they need.
    GoesOn(Behind),
}

/// An open profile: its stores, its client, its sync and its uploads.
pub struct Engine {
    pub(crate) parts: Parts,
    pub(crate) sync: Sync,
    pub(crate) uploads: Uploads,
    pub(crate) drafts: Drafts,
    pub(crate) counts: Counts,
    pub(crate) look_ups: LookUps,
    pub(crate) exports: Exports,
    pub(crate) forms: Forms,
    pub(crate) reports: Arc<Ongoing>,
    pub(crate) schedules: Schedules,
    pub(crate) emoney: Arc<Ongoing>,
    pub(crate) quotes: Arc<Ongoing>,
    pub(crate) aliases: Arc<Ongoing>,
    card: Card,
    access: AccessData,
    has_passphrase: bool,
    data_key: Zeroizing<[u8; 32]>,
    api_key: Option<SecretString>,
    read_only: AtomicBool,
    idle_minutes: AtomicU32,
    last_visit: Option<i64>,
    /// Holding it keeps the simulator running.
    demo: Option<Arc<DemoServer>>,
}

impl Engine {
    /// Opens the stores, starts the simulator of a Demo profile, and sets sync and uploads going.
    pub(crate) async fn open(opening: Opening<'_>) -> Result<Arc<Self>, Failure> {
        let Opening { card, folder, data_key, has_passphrase, api_key, found, host } = opening;
        // The simulator's profile begins anew where it must; any other has its journal from the beginning.
        let beginning = found.is_some() || card.environment == Environment::Demo;
        if !beginning && !folder.journal().exists() {
            return Err(Failure::new(Code::JournalMissing));
        }
        let (cache, journal) = open_stores(&folder, &data_key).await?;
        let (clock, ids) = (Arc::clone(&host.parts.clock), Arc::clone(&host.parts.ids));

        let demo = match card.environment {
            Environment::Demo => Some(demo::start(host, Arc::clone(&journal)).await?),
            Environment::Sandbox | Environment::Production => None,
        };
        let now = clock.now();
        let profile = card.id.clone();
        let is_new = found.is_some();
        let stored = journal
            .write(move |tx| {
                if let Some((access, read_only)) = &found {
                    ACCESS.set(tx, &Some(access.clone()))?;
                    READ_ONLY.set(tx, &Some(*read_only))?;
                }
                let action = if is_new { "profile.created" } else { "session.opened" };
                audit::append(tx, &fact(now, action, "profile", profile.as_str()))?;
                schedules::forget_gone(tx)?;
                let visit = VISIT.get(tx)?.opened(now);
                VISIT.set(tx, &visit)?;
                let (access, read_only) = (ACCESS.get(tx)?, READ_ONLY.get(tx)?);
                let left = unfinished::all(tx)?;
                Ok::<_, journal::Error>((access, read_only, IDLE_MINUTES.get(tx)?, SHARE.get(tx)?, visit, left))
            })
            .await
            .map_err(|error| failure::journal(&error))?;
        let (access, read_only, idle_minutes, share, visit, left) = stored;
        let of_files = Arc::clone(&journal);
        // Nobody waits for it: a drive may take its time.
        tokio::task::spawn_blocking(move || exports::clear_away(&of_files, left, now));

        let kept_key = api_key.clone();
        let (access, api_key) = match &demo {
            Some(server) => (
                AccessData { client_id: server.client_id.clone(), address: Some(server.address.clone()) },
                server.api_key.clone(),
            ),
            None => (
                access.ok_or_else(|| Failure::new(Code::NotOurFile))?,
                api_key.ok_or_else(|| Failure::new(Code::KeyStoreEntryMissing))?,
            ),
        };
        let read_only = read_only.unwrap_or(card.environment.starts_read_only());
        let governor = Governor::new(Arc::clone(&clock), share.into());
        let (port, version) = (Arc::clone(&clock), &host.parts.version);
        let client = api::client(card.environment, &access, api_key, read_only, port, version, Some(&governor))?;
        let parts = Parts {
            profile: card.id.clone(),
            environment: card.environment,
            folder: folder.path().to_owned(),
            client,
            cache,
            journal,
            clock,
            ids,
            events: host.sink(&card.id),
        };
        let uploads = Uploads::start(parts.clone()).await?;
        let sync = Sync::start(parts.clone(), uploads.clone(), governor);
        let engine = Arc::new(Self {
            parts,
            sync,
            uploads,
            drafts: Drafts::default(),
            counts: Counts::default(),
            look_ups: LookUps::default(),
            exports: Exports::default(),
            forms: Forms::default(),
            reports: Arc::default(),
            schedules: Schedules::default(),
            emoney: Arc::default(),
            quotes: Arc::default(),
            aliases: Arc::default(),
            card,
            access,
            has_passphrase,
            data_key,
            api_key: kept_key,
            read_only: AtomicBool::new(read_only),
            idle_minutes: AtomicU32::new(idle_minutes.clamp(1, MOST_IDLE_MINUTES)),
            last_visit: visit.before().map(|moment| moment.0),
            demo: demo.map(Arc::new),
        });
        engine.start_schedules();
        Ok(engine)
    }

    /// Brings everything to a halt, but for uploads that may go on: those are handed over.
    pub(crate) async fn close(&self, cause: LockCause, uploads: UploadsAtClose) -> Closed {
        self.exports.close();
        self.sync.stop().await;
        let closed = if uploads == UploadsAtClose::MayGoOn && self.uploads_go_on().await {
            let (journal, demo) = (Arc::clone(&self.parts.journal), self.demo.clone());
            Closed::GoesOn(Behind { uploads: self.uploads.clone(), journal, demo })
        } else {
            Closed::Whole { waiting: self.uploads.stop().await }
        };
        let action = match cause {
            LockCause::Started => "session.closed",
            LockCause::OnDemand => "session.locked",
            LockCause::Idle { .. } => "session.locked-idle",
        };
        let now = self.parts.clock.now();
        let entry = fact(now, action, "profile", self.card.id.as_str());
        let idle = if let LockCause::Idle { minutes } = cause { i64::from(minutes) * 60 } else { 0 };
        let recorded = self.parts.journal.write(move |tx| {
            VISIT.set(tx, &VISIT.get(tx)?.left(now.plus(-idle)))?;
            audit::append(tx, &entry).map(|_| ())
        });
        if let Err(error) = recorded.await {
            let failure = failure::journal(&error);
            tracing::error!(code = failure.code.key(), "the end of the session could not be recorded");
        }
        let cache = Arc::clone(&self.parts.cache);
        let journal = matches!(closed, Closed::Whole { .. }).then(|| Arc::clone(&self.parts.journal));
        let closing = tokio::task::spawn_blocking(move || {
            cache.close();
            if let Some(journal) = journal {
                journal.close();
            }
        });
        if closing.await.is_err() {
            tracing::error!("the stores could not be closed in order");
        }
        closed
    }

    /// Whether there is something that may go on behind a lock.
    async fn uploads_go_on(&self) -> bool {
        let allowed = self.uploads.while_locked().await.unwrap_or(false);
        allowed && self.uploads.standing().await.is_ok_and(|standing| standing.moving > 0)
    }

    /// What every view needs to know of the profile.
    pub(crate) fn info(&self) -> OpenProfileInfo {
        OpenProfileInfo {
            id: self.card.id.clone(),
            label: self.card.label.clone(),
            environment: self.card.environment,
            client_id: self.access.client_id.clone(),
            platform_name: self.sync.platform_name(),
            address: match self.card.environment {
                Environment::Sandbox => self.access.address.clone(),
                Environment::Demo | Environment::Production => None,
            },
            read_only: self.read_only.load(Ordering::SeqCst),
            minutes_to_lock: self.minutes_to_lock(),
            last_visit: self.last_visit,
            has_passphrase: self.has_passphrase,
        }
    }

    pub(crate) fn minutes_to_lock(&self) -> u32 {
        self.idle_minutes.load(Ordering::SeqCst)
    }

    pub(crate) fn is_read_only(&self) -> bool {
        self.read_only.load(Ordering::SeqCst)
    }

    pub(crate) async fn set_read_only(&self, read_only: bool) -> Result<(), Failure> {
        let entry = fact(
            self.parts.clock.now(),
            if read_only { "profile.read-only-on" } else { "profile.read-only-off" },
            "profile",
            self.card.id.as_str(),
        );
        self.parts
            .journal
            .write(move |tx| {
                READ_ONLY.set(tx, &Some(read_only))?;
                audit::append(tx, &entry).map(|_| ())
            })
            .await
            .map_err(|error| failure::journal(&error))?;
        self.read_only.store(read_only, Ordering::SeqCst);
        self.parts.client.set_access(if read_only { Access::ReadOnly } else { Access::ReadWrite });
        self.uploads.wake();
        self.schedules.wake();
        Ok(())
    }

    /// What opens the profile once more, after its local copy was removed.
    pub(crate) fn again(&self) -> Again {
        Again {
            card: self.card.clone(),
            data_key: self.data_key.clone(),
            has_passphrase: self.has_passphrase,
            api_key: self.api_key.clone(),
        }
    }

    pub(crate) async fn record(&self, action: &'static str) -> Result<(), Failure> {
        self.append(fact(self.parts.clock.now(), action, "profile", self.card.id.as_str())).await
    }

    /// Records that a person looked at something, in the audit chain.
    pub(crate) async fn viewed(&self, kind: &'static str, id: &str) -> Result<(), Failure> {
        self.append(fact(self.parts.clock.now(), "object.viewed", kind, id)).await
    }

    pub(crate) async fn append(&self, entry: Fact) -> Result<(), Failure> {
        let stored = self.parts.journal.write(move |tx| audit::append(tx, &entry)).await;
        stored.map(|_| ()).map_err(|error| failure::journal(&error))
    }
}

/// An audit entry of the profile's person.
pub(crate) fn fact(at: model::UnixSeconds, action: &'static str, kind: &'static str, id: &str) -> Fact {
    Fact {
        at,
        actor: "person".to_owned(),
        action,
        object_kind: kind,
        object_id: id.to_owned(),
        detail: serde_json::Value::Object(serde_json::Map::new()),
    }
}

/// Opens both stores under keys derived from the data key. A cache that cannot be opened is put aside and built anew;
/// a journal that cannot be opened is left as it is and reported.
async fn open_stores(folder: &Folder, data_key: &Zeroizing<[u8; 32]>) -> Result<(Arc<Cache>, Arc<Journal>), Failure> {
    let (cache_path, journal_path) = (folder.cache(), folder.journal());
    let cache_key = derived("mangrove 2026 cache.db", data_key);
    let journal_key = derived("mangrove 2026 journal.db", data_key);
    blocking(move || {
        let journal = Journal::open(&journal_path, &journal_key, crate::crash::observer())
            .map_err(|error| failure::opening(&error))?;
        let cache = match Cache::open(&cache_path, &cache_key) {
            Ok(cache) => cache,
            Err(error) if !Cache::can_rebuild(&error) => return Err(failure::opening(&error)),
            Err(error) => {
                tracing::warn!(%error, "the local copy cannot be opened; it is put aside and fetched anew");
                Cache::quarantine(&cache_path).map_err(|error| failure::disk(&error))?;
                Cache::open(&cache_path, &cache_key).map_err(|error| failure::opening(&error))?
            }
        };
        Ok((Arc::new(cache), Arc::new(journal)))
    })
    .await
}

fn derived(context: &str, data_key: &Zeroizing<[u8; 32]>) -> Key {
    let bytes = Zeroizing::new(blake3::derive_key(context, data_key.as_slice()));
    Key::new(&bytes)
}
