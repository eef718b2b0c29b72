//! The draft on the sheet: what the backend holds of it, and the ways to change it.

use ipc::{
    Command, Failure,
    uploads::{
        AddDropped, DraftView, ListDrafts, MovePage, OpenDraft, PageView, PickFiles, RemovePage, RestorePage, SetFixes,
        SetPaper, SetTarget, TurnPage,
    },
};
use leptos::{prelude::*, task::spawn_local};
use model::{IdentityPaper, KycDocumentType, PageId, UserId};

use crate::{
    api,
    components::{Toasts, toasts},
    session::{Desk, desk},
};

/// The draft on the sheet.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) desk: Desk,
    toasts: Toasts,
    /// What the backend holds; `None` until it has answered first.
    pub(super) view: RwSignal<Option<DraftView>>,
    /// All unfinished drafts.
    pub(super) all: RwSignal<Vec<DraftView>>,
    /// What went wrong last; cleared by the next success.
    pub(super) failure: RwSignal<Option<Failure>>,
    /// The page of the right column.
    pub(super) chosen: RwSignal<Option<PageId>>,
    /// The picker is open or files are being taken in.
    pub(super) adding: RwSignal<bool>,
    /// For screen readers: what was just done.
    pub(super) said: RwSignal<String>,
    /// The tag as it stands in its field, saved or not.
    pub(super) tag: RwSignal<String>,
    /// Changes that were begun and are not answered.
    pub(super) changing: RwSignal<u32>,
    /// Changes begun, and changes answered.
    begun: StoredValue<u64>,
    answered: StoredValue<u64>,
}

impl Draft {
    /// Opens or finds the draft, takes dropped files in, and follows changes.
    pub(super) fn open(open: OpenDraft) -> Self {
        let draft = Self {
            desk: desk(),
            toasts: toasts(),
            view: RwSignal::new(None),
            all: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            chosen: RwSignal::new(None),
            adding: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            tag: RwSignal::new(String::new()),
            changing: RwSignal::new(0),
            begun: StoredValue::new(0),
            answered: StoredValue::new(0),
        };
        draft.send(open, |_| ());
        Effect::new(move |_| {
            // Dropped files wait until the draft is known.
            let id = draft.view.with(|view| view.as_ref().map(|view| view.id.clone()));
            if let (Some(id), Some(dropped)) = (id, draft.desk.dropped.get()) {
                draft.desk.dropped.set(None);
                draft.add(AddDropped { draft: id, handle: dropped.handle });
            }
        });
        Effect::new(move |before: Option<u32>| {
            let version = draft.desk.drafts_version();
            if before != Some(version) {
                draft.refresh();
            }
            version
        });
        draft
    }

    /// Reads a value of the draft, once it is known.
    pub(super) fn with<T>(self, read: impl FnOnce(&DraftView) -> T) -> Option<T> {
        self.view.with(|view| view.as_ref().map(read))
    }

    fn id(self) -> Option<model::DraftId> {
        self.view.with_untracked(|view| view.as_ref().map(|view| view.id.clone()))
    }

    /// Asks for all drafts again, this one among them.
    pub(super) fn refresh(self) {
        let begun = self.begun.get_value();
        spawn_local(async move {
            let answer = api::call(ListDrafts {}).await;
            let Some(now) = self.begun.try_get_value() else { return };
            // What was read before a change, or beside one, may be older than what is shown.
            let settled = now == begun && self.answered.get_value() == now;
            match answer {
                Ok(all) => {
                    let own = self.id().and_then(|id| all.iter().find(|one| one.id == id).cloned());
                    self.all.set(all);
                    if let Some(own) = own.filter(|_| settled) {
                        self.show(own);
                    }
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// After a failed change the sheet shows what the backend still holds; the failure stays in view.
    fn refresh_failed(self) {
        let failure = self.failure.get_untracked();
        spawn_local(async move {
            if let (Ok(all), Some(id)) = (api::call(ListDrafts {}).await, self.id())
                && let Some(own) = all.into_iter().find(|one| one.id == id)
            {
                self.show(own);
                self.failure.set(failure);
            }
        });
    }

    /// Puts a draft on the sheet.
    pub(super) fn show(self, view: DraftView) {
        let still =
            self.chosen.with_untracked(|chosen| view.pages.iter().any(|page| Some(&page.id) == chosen.as_ref()));
        if !still {
            self.chosen.set(view.pages.first().map(|page| page.id.clone()));
        }
        self.failure.set(None);
        if self.view.with_untracked(|shown| shown.as_ref() != Some(&view)) {
            self.view.set(Some(view));
        }
    }

    fn send<C: Command<Reply = DraftView> + 'static>(self, command: C, done: impl FnOnce(&DraftView) + 'static) {
        let this = self.begun.get_value().wrapping_add(1);
        self.begun.set_value(this);
        self.changing.update(|changing| *changing += 1);
        spawn_local(async move {
            let answer = api::call(command).await;
            // The sheet may be gone by now.
            let Some(now) = self.begun.try_get_value() else { return };
            self.answered.update_value(|answered| *answered = answered.wrapping_add(1));
            self.changing.update(|changing| *changing = changing.saturating_sub(1));
            self.adding.set(false);
            match answer {
                Ok(view) => {
                    done(&view);
                    // A change begun since brings a newer state with its own answer.
                    if now == this || self.view.with_untracked(Option::is_none) {
                        self.show(view);
                    }
                }
                Err(failure) => {
                    self.failure.set(Some(failure));
                    self.refresh_failed();
                }
            }
        });
    }

    fn add<C: Command<Reply = DraftView> + 'static>(self, command: C) {
        self.adding.set(true);
        self.send(command, move |view| {
            let last = view.pages.last().map(|page| page.id.clone());
            let count = view.pages.len();
            self.said.set(l10n::text_with("upload-said-pages", &[("count", count.into())]));
            if self.chosen.with_untracked(Option::is_none) {
                self.chosen.set(last);
            }
        });
    }

    /// Opens the file picker.
    pub(super) fn pick(self, instead_of: Option<PageId>) {
        if let Some(draft) = self.id()
            && !self.adding.get_untracked()
        {
            self.add(PickFiles { draft, instead_of });
        }
    }

    /// For whom, for what, with which tag.
    pub(super) fn set_target(self, user: Option<UserId>, kind: Option<KycDocumentType>, tag: Option<String>) {
        if let Some(draft) = self.id() {
            self.send(SetTarget { draft, user, kind, tag }, |_| ());
        }
    }

    /// The tag in its field, if it is not the one that is saved.
    pub(super) fn unsaved_tag(self) -> Option<String> {
        let typed = self.tag.with(|tag| tag.trim().to_owned());
        self.with(|view| view.tag.clone().unwrap_or_default() != typed).unwrap_or(false).then_some(typed)
    }

    /// Saves the tag as it stands in its field.
    pub(super) fn save_tag(self) {
        let Some(tag) = untrack(|| self.unsaved_tag()) else { return };
        let target = self.view.with_untracked(|view| {
            view.as_ref().map(|view| (view.user.as_ref().map(|user| user.id.clone()), view.kind.clone()))
        });
        if let Some((user, kind)) = target {
            self.set_target(user, kind, (!tag.is_empty()).then_some(tag));
        }
    }

    /// Says what kind of paper the pages show.
    pub(super) fn set_paper(self, paper: IdentityPaper) {
        if let Some(draft) = self.id() {
            self.send(SetPaper { draft, paper }, |_| ());
        }
    }

    /// Undoes what was mended on a page, or mends it again.
    pub(super) fn set_fixes(self, page: PageId, mended: bool) {
        if let Some(draft) = self.id() {
            let said = if mended { "upload-said-mended" } else { "upload-said-undone" };
            self.send(SetFixes { draft, page, mended }, move |_| self.said.set(l10n::text(said)));
        }
    }

    /// Turns a page by quarters to the right.
    pub(super) fn turn(self, page: PageId, quarters: i8) {
        if let Some(draft) = self.id() {
            self.send(TurnPage { draft, page, quarters }, move |_| self.said.set(l10n::text("upload-said-turned")));
        }
    }

    /// Moves a page, and keeps the focus on it.
    pub(super) fn move_to(self, page: PageId, to: usize) {
        let Some(draft) = self.id() else { return };
        let selector = format!("[data-page='{page}'] .grip button");
        let to_place = u32::try_from(to).unwrap_or(u32::MAX);
        self.send(MovePage { draft, page, to: to_place }, move |_| {
            self.said.set(l10n::text_with("upload-said-moved", &[("number", (to + 1).into())]));
            request_animation_frame(move || {
                crate::platform::focus(&selector);
            });
        });
    }

    /// Takes a page out; a toast offers to undo it.
    pub(super) fn remove(self, page: PageId) {
        let Some(draft) = self.id() else { return };
        let back = RestorePage { draft: draft.clone(), page: page.clone() };
        self.send(RemovePage { draft, page }, move |_| {
            let undo = Callback::new(move |()| self.send(back.clone(), |_| ()));
            self.toasts.offer(l10n::text("upload-page-removed"), l10n::text("undo"), undo);
        });
    }

    /// The page of the right column with its number, from 1.
    pub(super) fn chosen_page(self) -> Option<(usize, PageView)> {
        let chosen = self.chosen.get()?;
        self.view.with(|view| {
            let at = view.as_ref()?.pages.iter().position(|page| page.id == chosen)?;
            view.as_ref()?.pages.get(at).map(|page| (at + 1, page.clone()))
        })
    }
}
