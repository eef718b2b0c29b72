//! The upload pipeline: every document is an intent in the journal before the network is touched.
//!
//! All transitions are in one pure function (`machine`); `store` takes an event in and stores what follows in one
//! transaction; `runner` carries out what is to be done next and hands back what came of it. A crash at any line finds
//! in the journal what may have been done.
//!
//! The rules: ARCHITECTURE.md, "Uploads". No bytes of a document are ever stored.

mod api;
mod commands;
pub(crate) mod machine;
mod pages;
mod runner;
mod store;
mod view;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use ipc::{Changed, Code, Event, Failure, outbox::OutboxItem};
use journal::{
    audit,
    drafts::{self, Draft, DraftPage},
    outbox::{self, IntentKind, Item},
    settings::UPLOADS_WHILE_LOCKED,
};
use model::{KycDocumentId, KycDocumentStatus, OutboxId, UploadState, UserId};
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use self::{
    machine::{Event as Happening, Facts, PersonAct},
    store::StoreError,
    view::Standing,
};
use crate::{engine::fact, failure, host::hold, parts::Parts};

/// The uploads of an open profile. Cheap to clone.
#[derive(Clone)]
pub struct Uploads {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    parts: Parts,
    /// Something may be due.
    wake: Notify,
    /// Whether everything is coming to a halt.
    halt: watch::Sender<bool>,
    /// What is being driven, with the means to cut a page off.
    driven: Mutex<HashMap<OutboxId, Arc<Notify>>>,
    /// How far the pages on the way are.
    progress: Mutex<runner::Progress>,
    /// Whether the journal failed last time, and how.
    stuck: Mutex<Option<Failure>>,
    /// Whether nothing is due, for those who wait for it.
    idle: watch::Sender<bool>,
    running: Mutex<Option<JoinHandle<()>>>,
}

impl Uploads {
    /// Takes up what the journal holds.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub async fn start(parts: Parts) -> Result<Self, Failure> {
        parts
            .journal
            .read(|tx| outbox::active(tx).map(|_| ()))
            .await
            .map_err(|error: journal::Error| failure::journal(&error))?;
        let shared = Arc::new(Shared {
            parts,
            wake: Notify::new(),
            halt: watch::Sender::new(false),
            driven: Mutex::default(),
            progress: Mutex::default(),
            stuck: Mutex::default(),
            idle: watch::Sender::new(false),
            running: Mutex::default(),
        });
        let me = Self { shared };
        // Decisions that are missed here are noticed by the next sync.
        if let Err(failure) = me.catch_up().await {
            tracing::warn!(code = failure.code.key(), "the local copy could not be asked for decisions");
        }
        let task = tokio::spawn(runner::supervise(Arc::clone(&me.shared)));
        *hold(&me.shared.running) = Some(task);
        Ok(me)
    }

    /// Decisions that the local copy knew of when the process died, before the journal heard of them.
    async fn catch_up(&self) -> Result<(), Failure> {
        for document in self.undecided().await? {
            let known = self.shared.parts.cache.document(document.clone()).await;
            if let Some(known) = known.map_err(|error| failure::cache(&error))? {
                self.on_document_status(&document, &known.status).await?;
            }
        }
        Ok(())
    }

    /// Brings everything to a halt: nothing begins any more, calls on the way are cut off and looked up at the next
    /// start. Returns how many items wait to be sent.
    pub async fn stop(&self) -> u32 {
        self.shared.halt.send_replace(true);
        let task = hold(&self.shared.running).take();
        if let Some(task) = task
            && task.await.is_err()
        {
            tracing::error!("the upload runner did not end in order");
        }
        let waiting = self.shared.parts.journal.read(outbox::active).await;
        match waiting {
            Ok(items) => count(items.iter().filter(|item| item.state.is_on_the_way())),
            Err(error) => {
                tracing::error!(%error, "the outbox could not be counted");
                0
            }
        }
    }

    /// Something that stood in the way may be gone (the network is back, writing was switched on): items that wait for
    /// it try again at once.
    pub fn wake(&self) {
        let me = self.clone();
        tokio::spawn(async move {
            let waiting: Result<Vec<Item>, journal::Error> = me.shared.parts.journal.read(outbox::active).await;
            for item in waiting.unwrap_or_default() {
                if item.next_try_at.is_some()
                    && let Err(error) = me.take_in(&item.id, Happening::Online).await
                {
                    tracing::warn!(code = ?error.code, "an upload could not be woken");
                }
            }
            me.shared.wake.notify_one();
        });
    }

    /// Whether these are the same uploads, not another opening's.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Resolves when nothing is left that moves by itself: all is done, failed or paused.
    pub(crate) async fn settled(&self) {
        let mut turns = self.shared.idle.subscribe();
        loop {
            // A journal that cannot be read is tried again by the runner, which tells of it here.
            if self.standing().await.is_ok_and(|standing| standing.moving == 0) || turns.changed().await.is_err() {
                return;
            }
        }
    }

    /// How far everything on the way is.
    ///
    /// # Errors
    /// If the journal fails.
    pub(crate) async fn standing(&self) -> Result<Standing, Failure> {
        let items = self.items(outbox::active).await?;
        Ok(view::standing(&items, &hold(&self.shared.progress)))
    }

    /// Whether uploads go on while the profile is locked.
    ///
    /// # Errors
    /// If the journal fails.
    pub(crate) async fn while_locked(&self) -> Result<bool, Failure> {
        let allowed = self.shared.parts.journal.read(|tx| UPLOADS_WHILE_LOCKED.get(tx)).await;
        allowed.map_err(|error: journal::Error| failure::journal(&error))
    }

    /// Allows or forbids it.
    ///
    /// # Errors
    /// If the journal fails.
    pub(crate) async fn set_while_locked(&self, allowed: bool) -> Result<(), Failure> {
        let parts = &self.shared.parts;
        let action = if allowed { "profile.uploads-while-locked-on" } else { "profile.uploads-while-locked-off" };
        let entry = fact(parts.clock.now(), action, "profile", parts.profile.as_str());
        let stored = parts.journal.write(move |tx| {
            UPLOADS_WHILE_LOCKED.set(tx, &allowed)?;
            audit::append(tx, &entry).map(|_| ())
        });
        stored.await.map_err(|error: journal::Error| failure::journal(&error))?;
        self.shared.changed();
        Ok(())
    }

    /// Resolves when nothing is being driven and nothing is due: all rests, is paused, or waits for a moment to come.
    pub async fn idle(&self) {
        let mut idle = self.shared.idle.subscribe();
        // The sender lives as long as `self`.
        if idle.wait_for(|idle| *idle).await.is_err() {
            tracing::debug!("the upload runner is gone");
        }
    }

    /// Turns a draft into an item of the outbox, and sends it as soon as there is a way. The draft is gone then.
    ///
    /// # Errors
    /// [`Code::DraftBlocked`] if user, type or pages are missing; [`Code::DraftChanged`] if the draft is no longer what
    /// was looked at, or was queued already; or if the journal fails.
    pub async fn queue(&self, draft: Draft) -> Result<OutboxItem, Failure> {
        let now = self.shared.parts.clock.now();
        let looked_at = draft.clone();
        let (Some(user), Some(kind)) = (draft.user, draft.kind) else { return Err(Failure::new(Code::DraftBlocked)) };
        let pages: Vec<_> =
            draft.pages.into_iter().filter(|page| !page.removed).map(|DraftPage { page, .. }| page).collect();
        if pages.is_empty() || pages.len() > model::MOST_FILES {
            return Err(Failure::new(Code::DraftBlocked));
        }
        let item = Item {
            id: OutboxId::new(self.shared.parts.ids.id("up")),
            kind: IntentKind::KycUpload,
            user,
            document_type: kind,
            tag: draft.tag.filter(|tag| !tag.is_empty()),
            pages,
            state: UploadState::Ready,
            document: None,
            paused: false,
            dismissed: false,
            waits_for: None,
            next_try_at: None,
            troubles: 0,
            replaces: None,
            created_at: now,
            changed_at: now,
            submitted_at: None,
            decided_at: None,
            steps: Vec::new(),
            documents: Vec::new(),
        };
        let stored = self
            .shared
            .parts
            .journal
            .write(move |tx| {
                match drafts::get(tx, &looked_at.id) {
                    Ok(stored) if stored == looked_at => {}
                    // Queued or changed by another hand since it was looked at: nothing leaves that nobody saw.
                    Ok(_) | Err(journal::Error::NotFound { .. }) => return Ok(None),
                    Err(error) => return Err(error),
                }
                crate::crash::label("queued");
                store::queue(tx, &item)?;
                drafts::delete(tx, &looked_at.id)?;
                Ok::<_, journal::Error>(Some(item))
            })
            .await
            .map_err(|error| failure::journal(&error))?
            .ok_or_else(|| Failure::new(Code::DraftChanged))?;
        self.shared.changed();
        self.shared.wake.notify_one();
        self.shown(stored).await
    }

    /// A sync saw a document with this status.
    ///
    /// # Errors
    /// If the journal fails.
    pub async fn on_document_status(
        &self,
        document: &KycDocumentId,
        status: &KycDocumentStatus,
    ) -> Result<(), Failure> {
        let id = document.clone();
        let owner = self
            .shared
            .parts
            .journal
            .read(move |tx| outbox::owner(tx, &id))
            .await
            .map_err(|error: journal::Error| failure::journal(&error))?;
        match owner {
            Some(item) => self.take_in(&item, Happening::Noticed(status.clone())).await,
            None => Ok(()),
        }
    }

    /// The documents that are submitted and not decided: their outcome is worth polling for.
    ///
    /// # Errors
    /// If the journal fails.
    pub async fn undecided(&self) -> Result<Vec<KycDocumentId>, Failure> {
        let items = self.items(outbox::active).await?;
        let submitted = items.into_iter().filter(|item| item.state == UploadState::Submitted);
        Ok(submitted.filter_map(|item| item.document).collect())
    }

    /// The uploads for this user that are not done, oldest first.
    ///
    /// # Errors
    /// If the journal or the local copy fails.
    pub async fn of_user(&self, user: &UserId) -> Result<Vec<OutboxItem>, Failure> {
        let mut shown = Vec::new();
        for item in self.items(outbox::list).await? {
            if item.user == *user && (item.state.is_on_the_way() || matches!(item.state, UploadState::Failed { .. })) {
                shown.push(self.shown(item).await?);
            }
        }
        Ok(shown)
    }

    /// The item that made a document, if one did.
    ///
    /// # Errors
    /// If the journal fails.
    pub async fn of_document(&self, document: &KycDocumentId) -> Result<Option<OutboxId>, Failure> {
        let id = document.clone();
        let owner = self.shared.parts.journal.read(move |tx| outbox::owner(tx, &id)).await;
        owner.map_err(|error: journal::Error| failure::journal(&error))
    }

    async fn items(
        &self,
        read: impl FnOnce(&journal::Transaction<'_>) -> Result<Vec<Item>, journal::Error> + Send + 'static,
    ) -> Result<Vec<Item>, Failure> {
        self.shared.parts.journal.read(read).await.map_err(|error| failure::journal(&error))
    }

    async fn act(&self, id: &OutboxId, act: PersonAct) -> Result<(), Failure> {
        self.take_in(id, Happening::Person(act)).await
    }

    /// Takes something in that the runner did not ask for.
    async fn take_in(&self, id: &OutboxId, event: Happening) -> Result<(), Failure> {
        let cuts = matches!(event, Happening::Person(PersonAct::Pause | PersonAct::Cancel));
        self.shared.take_in(id, event).await.map_err(|error| error.shown())?;
        if cuts && let Some(cut) = hold(&self.shared.driven).get(id) {
            cut.notify_one();
        }
        self.shared.changed();
        self.shared.wake.notify_one();
        Ok(())
    }
}

impl Shared {
    fn facts(&self) -> Facts {
        Facts {
            now: self.parts.clock.now(),
            key: self.parts.ids.idempotency_key(),
            successor: OutboxId::new(self.parts.ids.id("up")),
        }
    }

    async fn take_in(&self, id: &OutboxId, event: Happening) -> Result<machine::Advance, StoreError> {
        let (id, facts) = (id.clone(), self.facts());
        self.parts.journal.write(move |tx| store::take_in(tx, &id, event, &facts)).await
    }

    fn changed(&self) {
        self.parts.events.emit(Event::Changed { what: Changed::Outbox });
    }
}

impl StoreError {
    fn shown(&self) -> Failure {
        match self {
            Self::Journal(journal::Error::NotFound { .. }) => Failure::new(Code::NotFound),
            Self::Journal(error) => failure::journal(error),
            Self::NotNow => Failure::new(Code::NotNow),
        }
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
