//! Carries out what the state machine asks for: first stored, then done.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use journal::outbox::{self, Item};
use mangopay::PageProgress;
use model::{OutboxId, UnixSeconds};
use tokio::{sync::Notify, task::JoinSet};

use super::{
    Shared, api,
    machine::{Effect, Event, FileFault},
    pages::{self, Built},
    store::StoreError,
};
use crate::host::hold;

/// Items that are driven at the same time: each holds one page in memory.
const PARALLEL: usize = 2;
/// How long to wait when the journal cannot be read or written.
const JOURNAL_PAUSE: Duration = Duration::from_secs(10);
/// Least time between two tellings of progress.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// How far the pages on the way are.
#[derive(Default)]
pub(crate) struct Progress {
    pages: HashMap<OutboxId, (u32, PageProgress)>,
    told: Option<Instant>,
}

impl Progress {
    /// The page of an item that is on its way, and how far it is.
    pub(super) fn of(&self, item: &OutboxId) -> Option<(u32, PageProgress)> {
        self.pages.get(item).copied()
    }

    /// Notes progress; whether it is time to tell.
    fn note(&mut self, item: &OutboxId, page: u32, progress: PageProgress) -> bool {
        self.pages.insert(item.clone(), (page, progress));
        let due = progress.sent == progress.total || self.told.is_none_or(|told| told.elapsed() >= TELL_EVERY);
        if due {
            self.told = Some(Instant::now());
        }
        due
    }
}

/// Drives whatever is due, until everything comes to a halt.
pub(super) async fn supervise(shared: Arc<Shared>) {
    let mut drivers: JoinSet<bool> = JoinSet::new();
    let mut halt = shared.halt.subscribe();
    let mut rest = false;
    loop {
        if *halt.borrow() {
            break;
        }
        let now = shared.parts.clock.now();
        let pause =
            if std::mem::take(&mut rest) { Some(JOURNAL_PAUSE) } else { begin(&shared, &mut drivers, now).await };
        shared.idle.send_replace(drivers.is_empty());
        let sleep = async {
            match pause {
                Some(time) => shared.parts.clock.sleep(time).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = shared.wake.notified() => {}
            () = sleep => {}
            ended = drivers.join_next(), if !drivers.is_empty() => rest = !matches!(ended, Some(Ok(true))),
            _ = halt.changed() => {}
        }
    }
    while let Some(ended) = drivers.join_next().await {
        if ended.is_err() {
            tracing::error!("an upload driver panicked");
        }
    }
}

/// Begins what is due. Returns after which time something else will be.
async fn begin(shared: &Arc<Shared>, drivers: &mut JoinSet<bool>, now: UnixSeconds) -> Option<Duration> {
    let items = match shared.parts.journal.read(outbox::active).await {
        Ok(items) => items,
        Err(error) => {
            *hold(&shared.stuck) = Some(crate::failure::journal(&error));
            return Some(JOURNAL_PAUSE);
        }
    };
    *hold(&shared.stuck) = None;
    let mut next: Option<i64> = None;
    for item in items.iter().filter(|item| moves(item)) {
        if let Some(at) = item.next_try_at.filter(|at| *at > now) {
            let left = at.since(now).max(1);
            next = Some(next.map_or(left, |next| next.min(left)));
            continue;
        }
        let cut = {
            let mut driven = hold(&shared.driven);
            if driven.len() >= PARALLEL || driven.contains_key(&item.id) || has_to_wait(item, &items) {
                continue;
            }
            let cut = Arc::new(Notify::new());
            driven.insert(item.id.clone(), Arc::clone(&cut));
            cut
        };
        drivers.spawn(drive(Arc::clone(shared), item.id.clone(), cut));
    }
    next.map(|seconds| Duration::from_secs(seconds.unsigned_abs()))
}

/// Whether an item goes on by itself.
pub(super) fn moves(item: &Item) -> bool {
    item.state.is_on_the_way() && !item.paused
}

/// A document that may have been lost at its creation is searched by user, type and tag: as long as one is, no other
/// item creates one that looks the same.
fn has_to_wait(item: &Item, all: &[Item]) -> bool {
    let same = |other: &&Item| {
        other.id != item.id
            && other.user == item.user
            && other.document_type == item.document_type
            && other.tag == item.tag
            && matches!(other.state, model::UploadState::CreatingDocument)
            && !other.paused
            && other.created_at <= item.created_at
    };
    matches!(item.state, model::UploadState::Ready) && all.iter().any(|other| same(&other))
}

/// Drives one item until it waits or rests. Returns whether the journal worked.
async fn drive(shared: Arc<Shared>, id: OutboxId, cut: Arc<Notify>) -> bool {
    let outcome = {
        let _driven = Driven { shared: &shared, id: &id };
        walk(&shared, &id, &cut).await
    };
    if let Err(error) = &outcome {
        tracing::error!(%error, "an upload could not be stored; it is tried again later");
        *hold(&shared.stuck) = Some(error.shown());
    }
    shared.changed();
    shared.wake.notify_one();
    outcome.is_ok()
}

/// An item in the hands of a driver; given back however the driver ends.
struct Driven<'a> {
    shared: &'a Shared,
    id: &'a OutboxId,
}

impl Drop for Driven<'_> {
    fn drop(&mut self) {
        hold(&self.shared.driven).remove(self.id);
        hold(&self.shared.progress).pages.remove(self.id);
    }
}

async fn walk(shared: &Arc<Shared>, id: &OutboxId, cut: &Notify) -> Result<(), StoreError> {
    let mut halt = shared.halt.subscribe();
    let mut event = Event::Turn;
    // The page that was just built, until it is sent.
    let mut built: Option<Built> = None;
    loop {
        let step = shared.take_in(id, event).await?;
        shared.changed();
        let Some(effect) = step.effect else { return Ok(()) };
        let is_page = matches!(effect, Effect::SendPage { .. });
        tokio::select! {
            biased;
            // What was on its way has an unknown outcome; the next start looks it up.
            _ = halt.wait_for(|halt| *halt) => return Ok(()),
            () = cut.notified(), if is_page => event = Event::Cut,
            next = carry_out(shared, &step.item, effect, &mut built) => event = next,
        }
        if event == Event::Cut {
            built = None;
        }
    }
}

async fn carry_out(shared: &Arc<Shared>, item: &Item, effect: Effect, built: &mut Option<Built>) -> Event {
    let client = &shared.parts.client;
    match effect {
        Effect::BuildPage { page } => {
            *built = None;
            let Some(stored) = item.pages.get(page as usize).cloned() else {
                return Event::FileFault { page, fault: FileFault::Unusable };
            };
            let kind = item.document_type.clone();
            match tokio::task::spawn_blocking(move || pages::build(&stored, &kind)).await {
                Ok(Ok(ready)) => {
                    let bytes = ready.bytes;
                    *built = Some(ready);
                    Event::PageBuilt { page, bytes }
                }
                Ok(Err(fault)) => Event::FileFault { page, fault },
                Err(_) => Event::FileFault { page, fault: FileFault::Unusable },
            }
        }
        Effect::SendPage { page, document, key } => {
            let Some(ready) = built.take() else { return Event::Cut };
            let mut told = |progress: PageProgress| {
                if hold(&shared.progress).note(&item.id, page, progress) {
                    shared.changed();
                }
            };
            api::send_page(client, item, &document, &key, &ready.body, &mut told).await
        }
        Effect::Create { key } => api::create(client, item, &key).await,
        Effect::Submit { document } => api::submit(client, item, &document).await,
        Effect::ReadResponse { key } => api::read_response(client, &key).await,
        Effect::Search { since } => api::search(client, item, since).await,
        Effect::ReadDocument { document } => api::read_document(client, item, &document).await,
    }
}
