//! Keeping the local copy up to date: every list that a back office shows.
//!
//! Two things go on beside each other. One *looks*, each minute: at the lists of the platform, and at the events, which
//! tell what changed. The other *fills*: details, transactions, and the lists of each user. Each stream remembers where
//! it stands, together with the rows it stored, so that a kill at any page loses nothing ([docs/sync.md]). Every call
//! passes the [`governor`].

mod aliases;
mod archive;
mod asked;
mod coverage;
mod details;
mod documents;
mod events;
mod extract;
mod follow;
pub(crate) mod governor;
mod kinds;
mod ledger;
mod lists;
mod plan;
mod read;
mod renewals;
pub(crate) mod reports;
mod rows;
mod status;
mod store;
mod walk;
mod written;

#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use ipc::{
    Changed, Event, Failure, Nothing, Reply,
    sync::{Activity, GetSyncStatus, PauseSync, Route, Stream, SyncNow, SyncStatus},
};
use journal::settings::Setting;
use mangopay::Error;
use model::{Area, KycDocumentId, UnixSeconds, UserId};
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use crate::{failure, host::hold, parts::Parts, uploads::Uploads};
pub(crate) use details::SCA;
use governor::{Governor, Priority, USUAL_SHARE, at};
pub(crate) use renewals::day_of;
use status::Status;

/// The share of the rate limits that background reading takes, in hundredths.
pub(crate) const SHARE: Setting<u8> = Setting::new("sync-share", || USUAL_SHARE);
/// Pause between two looks for changes (ARCHITECTURE.md, "Sync": outcomes each minute).
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// How often our use of the rate limits is stored.
const KEEP_USE_EVERY: Duration = Duration::from_secs(30);
/// Pauses while the server cannot be reached: grows to the last and stays there.
const OFFLINE_PAUSES: [u64; 5] = [5, 10, 20, 40, 60];
/// Pause after a refusal that only a person can change.
const REFUSED_PAUSE: Duration = Duration::from_secs(300);

/// The sync of one open profile.
#[derive(Clone)]
pub(crate) struct Sync(Arc<Inner>);

pub(crate) struct Inner {
    parts: Parts,
    uploads: Uploads,
    governor: Governor,
    status: Status,
    /// What is being read because somebody looks at it.
    being_read: Mutex<HashSet<OnScreen>>,
    wake: Notify,
    /// Rung with `asked`, for a look that is under way.
    asked_now: Notify,
    /// A person asked for a look.
    asked: AtomicBool,
    /// From when on events are to be followed once more, said since the reading under way began. Held while the place
    /// in the feed is moved: neither side may move it past the other.
    follow_again: tokio::sync::Mutex<Option<UnixSeconds>>,
    /// Looks that found the server there.
    looked: watch::Sender<u64>,
    /// Whether everything was filled since something last went wrong.
    filled: AtomicBool,
    round: AtomicU64,
    stop: CancellationToken,
    running: Mutex<Option<JoinHandle<()>>>,
}

impl Sync {
    /// Starts the sync; it runs until [`stop`](Self::stop).
    pub(crate) fn start(parts: Parts, uploads: Uploads, governor: Governor) -> Self {
        let inner = Arc::new(Inner {
            status: Status::new(Arc::clone(&parts.events)),
            parts,
            uploads,
            governor,
            being_read: Mutex::default(),
            wake: Notify::new(),
            asked_now: Notify::new(),
            asked: AtomicBool::new(false),
            follow_again: tokio::sync::Mutex::default(),
            looked: watch::Sender::new(0),
            filled: AtomicBool::new(false),
            round: AtomicU64::new(0),
            stop: CancellationToken::new(),
            running: Mutex::default(),
        });
        let running = Arc::clone(&inner);
        let task = tokio::spawn(async move {
            let stop = running.stop.clone();
            stop.run_until_cancelled(at(Priority::Background, Box::pin(running.run()))).await;
        });
        *hold(&inner.running) = Some(task);
        Self(inner)
    }

    /// Stops between two calls and waits for it.
    pub(crate) async fn stop(&self) {
        self.0.stop.cancel();
        let task = hold(&self.0.running).take();
        if let Some(task) = task
            && task.await.is_err()
        {
            tracing::error!("the sync did not end in order");
        }
    }

    /// Looks for changes now.
    pub(crate) fn now(&self) {
        self.0.asked.store(true, Ordering::SeqCst);
        self.0.asked_now.notify_one();
        self.0.wake.notify_one();
    }

    /// Pauses or resumes.
    pub(crate) fn pause(&self, paused: bool) {
        self.0.status.set_paused(paused);
        self.0.governor.set_paused(paused);
        if !paused {
            self.now();
        }
    }

    /// Sets the share of the rate limits that background reading takes, in hundredths.
    pub(crate) fn set_share(&self, percent: u8) {
        self.0.governor.set_share(percent.into());
    }

    /// Where it stands.
    pub(crate) async fn status(&self) -> Result<SyncStatus, Failure> {
        let mut status = self.0.status.snapshot();
        status.streams = store::progress(&self.0.parts.cache).await?;
        status.budget_percent = self.0.parts.client.rate_state().and_then(|rate| status::used_percent(&rate));
        Ok(status)
    }

    /// Whether the server could not be reached last time.
    pub(crate) fn is_offline(&self) -> bool {
        self.0.status.is_offline()
    }

    /// The platform's name, once read.
    pub(crate) fn platform_name(&self) -> Option<String> {
        self.0.status.platform_name()
    }

    /// Reads a user anew, because somebody looks at it. Failures show in the sync line, not here.
    pub(crate) fn refresh_user(&self, user: UserId) {
        self.refresh(OnScreen::User(user));
    }

    /// Reads a document anew, because somebody looks at it or an upload ended.
    pub(crate) fn refresh_document(&self, document: KycDocumentId) {
        self.refresh(OnScreen::Document(document));
    }

    /// Reads an object anew unless that is under way already: a view may ask many times over.
    fn refresh(&self, object: OnScreen) {
        if !hold(&self.0.being_read).insert(object.clone()) {
            return;
        }
        let inner = Arc::clone(&self.0);
        tokio::spawn(async move {
            let stop = inner.stop.clone();
            let work = Box::pin(async {
                let read = match &object {
                    OnScreen::User(user) => inner.read_user(user, true).await,
                    OnScreen::Document(document) => inner.read_document(document).await,
                };
                if let Err(error) = read {
                    tracing::debug!(%error, "what is on screen could not be read anew");
                }
            });
            stop.run_until_cancelled(at(Priority::OnScreen, work)).await;
            hold(&inner.being_read).remove(&object);
        });
    }
}

/// Something that a person looks at.
#[derive(Clone, PartialEq, Eq, Hash)]
enum OnScreen {
    User(UserId),
    Document(KycDocumentId),
}

/// Why a pass ended early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error(transparent)]
    Api(#[from] Error),
    #[error("local copy: {0:?}")]
    Local(Failure),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Local(failure)
    }
}

impl Trouble {
    fn into_failure(self) -> Failure {
        match self {
            Self::Api(error) => failure::api(&error),
            Self::Local(failure) => failure,
        }
    }
}

impl Inner {
    async fn run(&self) {
        self.restore_use().await;
        tokio::join!(self.look(), self.fill(), self.keep_use(), self.keep_archive());
    }

    /// Counts on in the rate limits where the last run ended.
    async fn restore_use(&self) {
        match store::kept_use(&self.parts.cache).await {
            Ok(kept) => self.governor.restore(&kept),
            Err(failure) => tracing::warn!(code = failure.code.key(), "what was used of the rate limits is not known"),
        }
    }

    async fn keep_use(&self) {
        let mut kept = Vec::new();
        loop {
            self.parts.clock.sleep(KEEP_USE_EVERY).await;
            let now = self.governor.kept();
            if now != kept {
                if let Err(failure) = store::keep_use(&self.parts.cache, &now, self.parts.clock.now()).await {
                    tracing::warn!(code = failure.code.key(), "what was used of the rate limits could not be stored");
                }
                kept = now;
            }
        }
    }

    /// Fills what is not complete, whenever a look has found the server there.
    async fn fill(&self) {
        let mut looked = self.looked.subscribe();
        loop {
            if looked.changed().await.is_err() {
                return;
            }
            match self.fill_all().await {
                Ok(()) => {
                    self.status.up_to_date(self.parts.clock.now());
                    // Searches are right without it, only slower.
                    if let Err(error) = self.parts.cache.tidy().await {
                        tracing::warn!(%error, "the tables of words were not put in order");
                    }
                }
                Err(trouble) => {
                    tracing::debug!(%trouble, "filling stopped");
                    // A look finds out what is the matter, and says so.
                    self.filled.store(false, Ordering::SeqCst);
                    if let Trouble::Local(failure) = trouble {
                        self.status.troubled(failure);
                    } else {
                        self.wake.notify_one();
                    }
                    continue;
                }
            }
            self.filled.store(true, Ordering::SeqCst);
        }
    }

    async fn fill_all(&self) -> Result<(), Trouble> {
        // Reports are waited for more than read: names need not wait as well.
        let money = async {
            for stream in [Stream::Wallets, Stream::Transactions] {
                let filled = Box::pin(self.fill_money(stream)).await;
                self.tried(stream, filled).await?;
            }
            Ok::<_, Trouble>(())
        };
        let details = async {
            let read = Box::pin(self.read_details()).await;
            self.tried(Stream::UserDetails, read).await
        };
        tokio::try_join!(money, details)?;
        let renewals = Box::pin(self.read_renewals()).await;
        self.tried(Stream::Renewals, renewals).await?;
        for list in lists::OF_USERS {
            if !matches!(list.stream, Stream::Wallets | Stream::Transactions) {
                let filled = Box::pin(self.fill_list(list.stream)).await;
                self.tried(list.stream, filled).await?;
            }
        }
        Ok(())
    }

    /// By the cheapest route that is open.
    async fn fill_money(&self, stream: Stream) -> Result<(), Trouble> {
        let at = store::position(&self.parts.cache, stream).await?;
        if let (Some(_), Some(Route::LegacyReports), Some(list)) =
            (at.complete_at, at.memory.route, lists::of_users(stream))
        {
            // Who came since is in no report.
            return self.read_users_lists(list, at.memory.as_of).await;
        }
        if let (Route::LegacyReports, ..) = self.route(stream).await?
            && self.read_by_reports(stream).await? == reports::Made::Read
        {
            return self.follow_since(stream).await;
        }
        self.fill_list(stream).await
    }

    async fn fill_list(&self, stream: Stream) -> Result<(), Trouble> {
        let Some(list) = lists::of_users(stream) else { return Ok(()) };
        let first = store::position(&self.parts.cache, stream).await?.complete_at.is_none();
        self.read_users_lists(list, None).await?;
        if first { self.follow_since(stream).await } else { Ok(()) }
    }

    async fn look(&self) {
        let mut offline_for = 0_usize;
        loop {
            if self.status.is_paused() {
                self.wake.notified().await;
                continue;
            }
            let asked = self.asked.swap(false, Ordering::SeqCst);
            let outcome = tokio::select! {
                biased;
                outcome = Box::pin(self.pass(asked)) => outcome,
                // A look that waits for its share of the rate limits gives way to one that somebody waits for.
                () = self.asked_meanwhile() => continue,
            };
            let pause = match &outcome {
                Ok(()) => {
                    if std::mem::take(&mut offline_for) > 0 {
                        // The network is back: what waits for it need not sit its time out.
                        self.uploads.wake();
                    }
                    if self.filled.load(Ordering::SeqCst) {
                        self.status.up_to_date(self.parts.clock.now());
                    }
                    self.looked.send_modify(|looks| *looks += 1);
                    LOOK_EVERY
                }
                Err(Trouble::Api(error)) if error.is_session_over() || matches!(error, Error::AccessDenied { .. }) => {
                    self.status.refused(self.parts.clock.now(), failure::api(error));
                    REFUSED_PAUSE
                }
                Err(Trouble::Api(error)) if error.is_offline() || error.is_retryable() => {
                    let seconds = OFFLINE_PAUSES[offline_for.min(OFFLINE_PAUSES.len() - 1)];
                    offline_for += 1;
                    let seconds = match error {
                        Error::RateLimited { until: Some(until) } => {
                            u64::try_from(until.since(self.parts.clock.now())).unwrap_or(0).clamp(1, 3600)
                        }
                        _ => seconds,
                    };
                    let retry_at = self.parts.clock.now().plus(i64::try_from(seconds).unwrap_or(60));
                    self.status.out_of_reach(self.parts.clock.now(), retry_at, error);
                    Duration::from_secs(seconds)
                }
                Err(trouble) => {
                    tracing::warn!(%trouble, "the sync could not go on");
                    self.status.troubled(match trouble {
                        Trouble::Api(error) => failure::api(error),
                        Trouble::Local(failure) => failure.clone(),
                    });
                    LOOK_EVERY
                }
            };
            tokio::select! {
                () = self.parts.clock.sleep(pause) => {}
                () = self.wake.notified() => {}
            }
        }
    }

    /// Resolves when a person asks for a look.
    async fn asked_meanwhile(&self) {
        while !self.asked.load(Ordering::SeqCst) {
            self.asked_now.notified().await;
        }
    }

    /// One look for changes. If a person asked for it, what has changed is read first and as theirs: it does not wait for
    /// the share that background reading may have used up.
    async fn pass(&self, asked: bool) -> Result<(), Trouble> {
        let first = !store::is_complete(&self.parts.cache).await?;
        self.status.busy(if first { Activity::FirstSync } else { Activity::Refreshing });
        if asked {
            at(Priority::Person, Box::pin(self.read_undecided())).await?;
            at(Priority::Person, Box::pin(self.read_events())).await?;
        }
        self.read_platform().await?;
        for list in lists::PLATFORM {
            if asked || self.is_due(list).await? {
                let read = Box::pin(self.read_list(list)).await;
                self.tried(list.stream, read).await?;
            }
        }
        at(Priority::Outcome, Box::pin(self.read_undecided())).await?;
        at(Priority::Outcome, Box::pin(self.read_events())).await?;
        self.round.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    async fn is_due(&self, list: &lists::List) -> Result<bool, Trouble> {
        let lists::Of::Platform { every, .. } = &list.of else { return Ok(false) };
        let read = store::position(&self.parts.cache, list.stream).await?.complete_at;
        Ok(read.is_none_or(|read| self.parts.clock.now().0.saturating_sub(read) >= *every))
    }

    /// Looks made so far.
    fn next_round(&self) -> u64 {
        self.round.load(Ordering::SeqCst)
    }

    async fn read_platform(&self) -> Result<(), Trouble> {
        if self.status.platform_name().is_some() {
            return Ok(());
        }
        match self.parts.client.platform().await {
            Ok(platform) => {
                self.status.reached();
                self.status.set_platform_name(platform.value.name.or(platform.value.registered_name));
            }
            // The name is an ornament: a key without Client.Details does without it.
            Err(Error::ScopeMissing(_) | Error::NotFound(_) | Error::Validation(_)) => self.status.reached(),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn changed(&self, area: Area) {
        self.parts.events.emit(Event::Changed { what: Changed::Rows(area) });
    }
}

impl crate::engine::Engine {
    pub(crate) async fn get_sync_status(&self, _: GetSyncStatus) -> Reply<GetSyncStatus> {
        self.sync.status().await
    }

    #[allow(clippy::unused_async, reason = "commands have one shape")]
    pub(crate) async fn sync_now(&self, _: SyncNow) -> Reply<SyncNow> {
        self.sync.now();
        Ok(Nothing {})
    }

    #[allow(clippy::unused_async, reason = "commands have one shape")]
    pub(crate) async fn pause_sync(&self, args: PauseSync) -> Reply<PauseSync> {
        self.sync.pause(args.paused);
        Ok(Nothing {})
    }
}
