//! Preparing an upload: drafts, their pages and what was found about them, previews.
//!
//! A draft is in the journal from its first file on, so that it survives lock and restart. Of a file the journal keeps
//! path, hash, recipe and findings; its bytes are read anew each time they are needed, and wiped after.

mod check;
mod history;
pub(crate) mod intake;
mod pages;
mod view;

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use ipc::{
    Changed, Code, Event, Failure, Nothing, Reply,
    uploads::{
        DiscardDraft, DraftView, ListDrafts, MovePage, OpenDraft, RefusedFile, RemovePage, RestorePage, SetFixes,
        SetPaper, SetTarget, SubmitDraft, TurnPage,
    },
};
use journal::drafts::{self as rows, Draft, DraftPage};
use model::{DraftId, KycDocumentType, PageId, UserId};
use tokio::sync::Semaphore;

use crate::{engine::Engine, failure, host::hold};
use intake::MOST_TAKEN;

/// Files looked at at the same time: each takes a core and the memory of a whole picture.
const LOOKS_AT_ONCE: usize = 2;
/// Longest free text (users-verification.md §0).
const LONGEST_TAG: usize = 255;

/// What is known of drafts beside the journal.
pub(crate) struct Drafts {
    /// What could not be taken at the last drop, per draft.
    refused: Mutex<HashMap<DraftId, Vec<RefusedFile>>>,
    looks: Arc<Semaphore>,
}

impl Default for Drafts {
    fn default() -> Self {
        Self { refused: Mutex::default(), looks: Arc::new(Semaphore::new(LOOKS_AT_ONCE)) }
    }
}

impl Engine {
    pub(crate) async fn open_draft(&self, args: OpenDraft) -> Reply<OpenDraft> {
        let (user, kind) = self.target(&args).await?;
        let id = DraftId::new(self.parts.ids.id("draft"));
        let now = self.parts.clock.now();
        let replaces = args.replaces;
        let draft = self
            .journal_write(move |tx| {
                let same = |draft: &Draft| draft.replaces == replaces && (user.is_none() || draft.user == user);
                if let Some(draft) = rows::list(tx)?.into_iter().find(same) {
                    return Ok(draft);
                }
                let draft = Draft {
                    id,
                    user,
                    kind,
                    tag: None,
                    replaces,
                    paper: None,
                    pages: Vec::new(),
                    created_at: now,
                    changed_at: now,
                };
                rows::save(tx, &draft)?;
                Ok(draft)
            })
            .await?;
        self.look_at_unfinished(&draft);
        self.shown(draft).await
    }

    /// For whom and for what a new draft is: what the document says that it replaces, else what was asked for.
    async fn target(&self, args: &OpenDraft) -> Result<(Option<UserId>, Option<KycDocumentType>), Failure> {
        let replaced = match &args.replaces {
            Some(id) => self.parts.cache.document(id.clone()).await.map_err(|error| failure::cache(&error))?,
            None => None,
        };
        Ok(match replaced {
            Some(document) => (Some(document.user_id), Some(document.kind)),
            None => (args.user.clone(), args.kind.clone()),
        })
    }

    pub(crate) async fn list_drafts(&self, _: ListDrafts) -> Reply<ListDrafts> {
        let drafts = self.journal_read(rows::list).await?;
        let mut views = Vec::with_capacity(drafts.len());
        for draft in drafts {
            views.push(self.shown(draft).await?);
        }
        Ok(views)
    }

    pub(crate) async fn set_target(&self, args: SetTarget) -> Reply<SetTarget> {
        let tag = args.tag.filter(|tag| !tag.is_empty());
        if tag.as_ref().is_some_and(|tag| tag.chars().count() > LONGEST_TAG) {
            return Err(Failure::new(Code::BadValue).with("max", LONGEST_TAG).field("tag", Code::BadValue));
        }
        let (user, kind) = (args.user, args.kind);
        let draft = self
            .edit(&args.draft, move |draft| {
                let rules_changed = draft.kind != kind;
                draft.user = user;
                draft.kind = kind;
                draft.tag = tag;
                if rules_changed {
                    draft.pages.iter_mut().for_each(pages::forget_look);
                }
                Ok(())
            })
            .await?;
        self.look_at_unfinished(&draft);
        self.shown(draft).await
    }

    pub(crate) async fn set_paper(&self, args: SetPaper) -> Reply<SetPaper> {
        let SetPaper { draft, paper } = args;
        let draft = self
            .edit(&draft, move |draft| {
                draft.paper = Some(paper);
                Ok(())
            })
            .await?;
        self.shown(draft).await
    }

    pub(crate) async fn set_fixes(&self, args: SetFixes) -> Reply<SetFixes> {
        let SetFixes { draft, page, mended } = args;
        let draft = self.edit(&draft, move |draft| pages::set_mended(found(draft, &page)?, mended)).await?;
        self.look_at_unfinished(&draft);
        self.shown(draft).await
    }

    pub(crate) async fn turn_page(&self, args: TurnPage) -> Reply<TurnPage> {
        let TurnPage { draft, page, quarters } = args;
        let draft = self.edit(&draft, move |draft| pages::turn(found(draft, &page)?, quarters)).await?;
        self.look_at_unfinished(&draft);
        self.shown(draft).await
    }

    pub(crate) async fn move_page(&self, args: MovePage) -> Reply<MovePage> {
        let MovePage { draft, page, to } = args;
        let draft = self.edit(&draft, move |draft| pages::move_to(&mut draft.pages, &page, to)).await?;
        self.shown(draft).await
    }

    pub(crate) async fn remove_page(&self, args: RemovePage) -> Reply<RemovePage> {
        let RemovePage { draft, page } = args;
        let draft = self
            .edit(&draft, move |draft| {
                found(draft, &page)?.removed = true;
                Ok(())
            })
            .await?;
        self.shown(draft).await
    }

    pub(crate) async fn restore_page(&self, args: RestorePage) -> Reply<RestorePage> {
        let RestorePage { draft, page } = args;
        let draft = self
            .edit(&draft, move |draft| {
                found(draft, &page)?.removed = false;
                Ok(())
            })
            .await?;
        self.look_at_unfinished(&draft);
        self.shown(draft).await
    }

    pub(crate) async fn discard_draft(&self, args: DiscardDraft) -> Reply<DiscardDraft> {
        let id = args.draft;
        hold(&self.drafts.refused).remove(&id);
        self.journal_write(move |tx| rows::delete(tx, &id)).await?;
        self.drafts_changed();
        Ok(Nothing {})
    }

    pub(crate) async fn submit_draft(&self, args: SubmitDraft) -> Reply<SubmitDraft> {
        let id = args.draft;
        let draft = self.journal_read(move |tx| rows::get(tx, &id)).await?;
        let view = self.shown(draft.clone()).await?;
        if let Some(blocker) = view.blockers.first() {
            return Err(view::refusal(blocker));
        }
        let item = self.uploads.queue(draft).await?;
        hold(&self.drafts.refused).remove(&view.id);
        self.drafts_changed();
        Ok(item)
    }

    /// Adds files to a draft, or puts one in the place of a page.
    pub(crate) async fn add_files(
        &self,
        draft: &DraftId,
        paths: Vec<PathBuf>,
        instead_of: Option<PageId>,
    ) -> Result<DraftView, Failure> {
        let id = draft.clone();
        let before = self.journal_read(move |tx| rows::get(tx, &id)).await?;
        let held = before.pages.iter().filter(|page| !page.removed).count();
        let (taken, refused) = self.take_files(paths, MOST_TAKEN.saturating_sub(held)).await?;
        if !refused.is_empty() || !taken.is_empty() {
            hold(&self.drafts.refused).insert(draft.clone(), refused);
        }
        let looks: Vec<_> = taken.iter().map(|(page, bytes)| (page.page.id.clone(), Arc::clone(bytes))).collect();
        let draft = self
            .edit(draft, move |draft| {
                pages::add(&mut draft.pages, taken.into_iter().map(|(page, _)| page).collect(), instead_of.as_ref());
                Ok(())
            })
            .await?;
        for (page, bytes) in looks {
            self.look(&draft, &page, Some(bytes));
        }
        self.shown(draft).await
    }

    /// Changes a draft in one transaction.
    async fn edit(
        &self,
        id: &DraftId,
        change: impl FnOnce(&mut Draft) -> Result<(), journal::Error> + Send + 'static,
    ) -> Result<Draft, Failure> {
        let (id, now) = (id.clone(), self.parts.clock.now());
        let draft = self
            .journal_write(move |tx| {
                let mut draft = rows::get(tx, &id)?;
                change(&mut draft)?;
                draft.changed_at = now;
                rows::save(tx, &draft)?;
                Ok(draft)
            })
            .await?;
        self.drafts_changed();
        Ok(draft)
    }

    fn drafts_changed(&self) {
        self.parts.events.emit(Event::Changed { what: Changed::Drafts });
    }

    async fn journal_write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&journal::Transaction<'_>) -> Result<T, journal::Error> + Send + 'static,
    ) -> Result<T, Failure> {
        self.parts.journal.write(work).await.map_err(|error| missing_or(&error))
    }

    async fn journal_read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&journal::Transaction<'_>) -> Result<T, journal::Error> + Send + 'static,
    ) -> Result<T, Failure> {
        self.parts.journal.read(work).await.map_err(|error| missing_or(&error))
    }
}

fn missing_or(error: &journal::Error) -> Failure {
    match error {
        journal::Error::NotFound { .. } => Failure::new(Code::NotFound),
        other => failure::journal(other),
    }
}

fn found<'a>(draft: &'a mut Draft, page: &PageId) -> Result<&'a mut DraftPage, journal::Error> {
    draft.pages.iter_mut().find(|known| known.page.id == *page).ok_or(journal::Error::NotFound { what: "page" })
}
