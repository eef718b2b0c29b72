//! The way of an item when all goes well, and how it finds back to it after a crash.

use journal::outbox::{Bond, Item, Outcome, Step};
use model::{IdempotencyKey, KycDocumentId, KycDocumentStatus, StopReason, UnixSeconds, UploadState, UploadStep};

use super::{Advance, CLOCK_SLACK, Effect, Facts, FileFault, KEY_TRUSTED, SETTLE, Transition};

/// An item on its way through one transition.
pub(super) struct Turning<'a> {
    pub(super) before: Item,
    pub(super) item: Item,
    pub(super) facts: &'a Facts,
    pub(super) effect: Option<Effect>,
    pub(super) successor: Option<Item>,
}

/// How a try under a key begins.
enum Begin {
    /// A key that was never sent.
    Fresh(IdempotencyKey),
    /// The key of an earlier try whose outcome is not known.
    Again(IdempotencyKey),
    /// The earlier try is too old to be repeated.
    TooOld {
        /// When it was begun.
        first: UnixSeconds,
    },
}

impl<'a> Turning<'a> {
    pub(super) fn new(item: Item, facts: &'a Facts) -> Self {
        Self { before: item.clone(), item, facts, effect: None, successor: None }
    }

    pub(super) fn finish(mut self, transition: Transition) -> Advance {
        let changed = self.item != self.before || self.successor.is_some();
        if changed {
            self.item.changed_at = self.facts.now;
        }
        let transition = if changed { transition } else { Transition::None };
        Advance { item: self.item, successor: self.successor, effect: self.effect, transition }
    }

    fn now(&self) -> UnixSeconds {
        self.facts.now
    }

    pub(super) fn step(&self) -> Option<UploadStep> {
        match self.item.state {
            UploadState::Ready | UploadState::CreatingDocument => Some(UploadStep::CreateDocument),
            UploadState::UploadingPage { page, .. } => Some(UploadStep::SendPage(page)),
            UploadState::Submitting => Some(UploadStep::Submit),
            UploadState::Failed { step, .. } => Some(step),
            UploadState::Submitted
            | UploadState::Validated
            | UploadState::Refused
            | UploadState::OutOfDate
            | UploadState::Cancelled
            | UploadState::Abandoned { .. } => None,
        }
    }

    /// The row of the present step whose outcome is open.
    pub(super) fn row(&mut self) -> Option<&mut Step> {
        let step = self.step()?;
        self.item.steps.iter_mut().rev().find(|row| row.step == step && row.outcome.is_none())
    }

    pub(super) fn close_row(&mut self, outcome: Outcome) {
        let now = self.now();
        if let Some(row) = self.row() {
            row.outcome = Some(outcome);
            row.finished_at = Some(now);
        }
    }

    /// Goes on from what is stored.
    pub(super) fn proceed(&mut self) -> Transition {
        if self.item.paused || self.item.next_try_at.is_some_and(|at| at > self.now()) {
            return Transition::None;
        }
        match self.item.state {
            UploadState::Ready | UploadState::CreatingDocument => self.create(),
            UploadState::UploadingPage { page, .. } => self.page(page),
            UploadState::Submitting => self.submit(),
            UploadState::Submitted
            | UploadState::Validated
            | UploadState::Refused
            | UploadState::OutOfDate
            | UploadState::Failed { .. }
            | UploadState::Cancelled
            | UploadState::Abandoned { .. } => Transition::None,
        }
    }

    /// Something succeeded: the way is free.
    fn cleared(&mut self) {
        self.item.waits_for = None;
        self.item.next_try_at = None;
        self.item.troubles = 0;
    }

    /// Notes a try, before it is made.
    fn begin(&mut self) -> Begin {
        let (now, fresh) = (self.now(), self.facts.key.clone());
        self.item.waits_for = None;
        self.item.next_try_at = None;
        let Some(step) = self.step() else { return Begin::Fresh(fresh) };
        match self.row() {
            None => {
                let key = (step != UploadStep::Submit).then(|| fresh.clone());
                self.item.steps.push(Step {
                    step,
                    key,
                    first_try_at: Some(now),
                    last_try_at: Some(now),
                    tries: 1,
                    doubt_at: None,
                    outcome: None,
                    finished_at: None,
                });
                Begin::Fresh(fresh)
            }
            Some(row) => {
                let key = row.key.clone().unwrap_or(fresh);
                let Some(first) = row.first_try_at else {
                    // Every earlier try is known to have left nothing behind.
                    row.first_try_at = Some(now);
                    row.last_try_at = Some(now);
                    row.tries = row.tries.saturating_add(1);
                    return Begin::Fresh(key);
                };
                // A try without an outcome: it broke off, or this program did.
                row.doubt_at = row.doubt_at.max(row.last_try_at);
                if now.since(first) >= KEY_TRUSTED {
                    return Begin::TooOld { first };
                }
                row.last_try_at = Some(now);
                row.tries = row.tries.saturating_add(1);
                Begin::Again(key)
            }
        }
    }

    pub(super) fn create(&mut self) -> Transition {
        self.item.state = UploadState::CreatingDocument;
        match self.begin() {
            Begin::Fresh(key) => {
                self.effect = Some(Effect::Create { key });
                Transition::CreateBegun
            }
            Begin::Again(key) => {
                self.effect = Some(Effect::Create { key });
                Transition::CreateRepeated
            }
            Begin::TooOld { first } => {
                self.effect = Some(Effect::Search { since: first.plus(-CLOCK_SLACK) });
                Transition::CreateRepeated
            }
        }
    }

    /// The file is read before a key is used, so that a missing file burns none.
    fn page(&mut self, page: u32) -> Transition {
        let now = self.now();
        let too_old = self.row().and_then(|row| row.first_try_at).is_some_and(|first| now.since(first) >= KEY_TRUSTED);
        if too_old {
            return self.abandon();
        }
        self.effect = Some(Effect::BuildPage { page });
        Transition::Woken
    }

    pub(super) fn page_built(&mut self, page: u32, bytes: u64) -> Transition {
        let here = matches!(self.item.state, UploadState::UploadingPage { page: at, .. } if at == page);
        let Some(document) = self.item.document.clone().filter(|_| here && !self.item.paused) else {
            return Transition::None;
        };
        if let Some(stored) = self.item.pages.get_mut(page as usize) {
            stored.page_size = Some(bytes);
        }
        match self.begin() {
            Begin::Fresh(key) => {
                self.effect = Some(Effect::SendPage { page, document, key });
                Transition::PageBegun
            }
            Begin::Again(key) => {
                self.effect = Some(Effect::SendPage { page, document, key });
                Transition::PageRepeated
            }
            Begin::TooOld { .. } => self.abandon(),
        }
    }

    pub(super) fn file_fault(&mut self, page: u32, fault: FileFault) -> Transition {
        if !matches!(self.item.state, UploadState::UploadingPage { page: at, .. } if at == page) {
            return Transition::None;
        }
        match fault {
            FileFault::Missing => self.fail(StopReason::FileMissing { page }, true),
            FileFault::Changed => self.fail(StopReason::FileChanged { page }, true),
            FileFault::Unusable => self.fail(StopReason::FileUnusable { page }, false),
        }
    }

    pub(super) fn created(&mut self, document: KycDocumentId, taken: bool) -> Transition {
        if !matches!(self.item.state, UploadState::CreatingDocument) {
            return self.late_document(document, taken);
        }
        if taken {
            // Another item adopted it while our answer was on its way; they are alike, so ours is made anew.
            return self.not_found();
        }
        self.close_row(Outcome::Done);
        self.take(document, Bond::Created);
        Transition::Created
    }

    fn late_document(&mut self, document: KycDocumentId, taken: bool) -> Transition {
        let known = self.item.documents.iter().any(|(id, _)| *id == document);
        if taken || known {
            return Transition::None;
        }
        self.item.documents.push((document, Bond::Abandoned));
        Transition::LateDocument
    }

    /// Makes the document the item's own and turns to the first page.
    pub(super) fn take(&mut self, document: KycDocumentId, bond: Bond) {
        self.cleared();
        if !self.item.documents.iter().any(|(id, _)| *id == document) {
            self.item.documents.push((document.clone(), bond));
        }
        self.item.document = Some(document);
        self.item.state = UploadState::UploadingPage { page: 0, of: self.pages() };
        self.proceed();
    }

    pub(super) fn pages(&self) -> u32 {
        u32::try_from(self.item.pages.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn page_accepted(&mut self) -> Transition {
        let UploadState::UploadingPage { page, of } = self.item.state else { return Transition::None };
        self.close_row(Outcome::Done);
        self.cleared();
        if page + 1 < of {
            self.item.state = UploadState::UploadingPage { page: page + 1, of };
            self.proceed();
            Transition::PageAccepted
        } else {
            self.item.state = UploadState::Submitting;
            self.proceed();
            Transition::LastPageAccepted
        }
    }

    /// Before the first try it is sent; after a try whose outcome is open the document is read.
    fn submit(&mut self) -> Transition {
        let Some(document) = self.item.document.clone() else { return Transition::None };
        let tried = self.row().is_some_and(|row| row.first_try_at.is_some());
        if tried {
            self.item.waits_for = None;
            self.item.next_try_at = None;
            if let Some(row) = self.row() {
                row.doubt_at = row.doubt_at.max(row.last_try_at);
            }
            self.effect = Some(Effect::ReadDocument { document });
            Transition::Woken
        } else {
            self.begin();
            self.effect = Some(Effect::Submit { document });
            Transition::SubmitRepeated
        }
    }

    pub(super) fn status_read(&mut self, status: &KycDocumentStatus) -> Transition {
        if !matches!(self.item.state, UploadState::Submitting) {
            return self.noticed(status);
        }
        let Some(document) = self.item.document.clone() else { return Transition::None };
        if *status != KycDocumentStatus::Created {
            return self.submitted(status);
        }
        if self.item.paused {
            return Transition::None;
        }
        // Not submitted, so far: asking twice does no harm.
        self.begin();
        self.effect = Some(Effect::Submit { document });
        Transition::SubmitRepeated
    }

    pub(super) fn submitted(&mut self, status: &KycDocumentStatus) -> Transition {
        if !matches!(self.item.state, UploadState::Submitting) {
            return self.noticed(status);
        }
        self.close_row(Outcome::Done);
        self.settle(status);
        Transition::Submitted
    }

    /// Takes the status of a submitted document over.
    fn settle(&mut self, status: &KycDocumentStatus) {
        let now = self.now();
        self.cleared();
        self.item.paused = false;
        self.item.submitted_at.get_or_insert(now);
        self.item.state = match status {
            KycDocumentStatus::Validated => UploadState::Validated,
            KycDocumentStatus::Refused => UploadState::Refused,
            KycDocumentStatus::OutOfDate => UploadState::OutOfDate,
            KycDocumentStatus::Created | KycDocumentStatus::ValidationAsked | KycDocumentStatus::Unknown(_) => {
                UploadState::Submitted
            }
        };
        if status.is_decided() {
            self.item.decided_at = Some(now);
        }
    }

    pub(super) fn noticed(&mut self, status: &KycDocumentStatus) -> Transition {
        if matches!(status, KycDocumentStatus::Created | KycDocumentStatus::Unknown(_)) {
            return Transition::None;
        }
        match &self.item.state {
            UploadState::Submitted if status.is_decided() => {}
            UploadState::Validated if *status == KycDocumentStatus::OutOfDate => {}
            // What Mangopay has is the truth, whatever was believed here.
            UploadState::Submitting | UploadState::Failed { step: UploadStep::Submit, .. } => {
                self.close_row(Outcome::Done);
            }
            UploadState::Cancelled if self.item.document.is_some() => {}
            UploadState::Ready
            | UploadState::CreatingDocument
            | UploadState::UploadingPage { .. }
            | UploadState::Submitted
            | UploadState::Validated
            | UploadState::Refused
            | UploadState::OutOfDate
            | UploadState::Failed { .. }
            | UploadState::Cancelled
            | UploadState::Abandoned { .. } => return Transition::None,
        }
        self.settle(status);
        if status.is_decided() { Transition::Decided } else { Transition::Submitted }
    }

    pub(super) fn found(&mut self, documents: Vec<KycDocumentId>) -> Transition {
        if !matches!(self.item.state, UploadState::CreatingDocument) {
            return Transition::None;
        }
        match documents.as_slice() {
            [] => self.not_found(),
            [one] => {
                self.close_row(Outcome::Adopted);
                self.take(one.clone(), Bond::Adopted);
                Transition::Adopted
            }
            several => {
                let documents = several.iter().map(|id| id.as_str().to_owned()).collect();
                self.fail(StopReason::Ambiguous { documents }, true)
            }
        }
    }

    /// The lost creation is nowhere: once it cannot be at work any more, it is begun anew.
    fn not_found(&mut self) -> Transition {
        let now = self.now();
        let settled = self.row().and_then(|row| row.doubt_at).map(|at| at.plus(SETTLE));
        if let Some(settled) = settled.filter(|at| *at > now) {
            return self.wait_until(journal::outbox::Waiting::StillRunning, settled);
        }
        self.close_row(Outcome::Lost);
        if self.item.paused {
            return Transition::KeyBurned;
        }
        self.create();
        Transition::CreateBegunAnew
    }

    /// A lost page cannot be seen in the API: the document is left behind and a successor begins anew.
    pub(super) fn abandon(&mut self) -> Transition {
        let Some(document) = self.item.document.clone() else { return Transition::None };
        self.close_row(Outcome::Lost);
        self.cleared();
        for (id, bond) in &mut self.item.documents {
            if *id == document {
                *bond = Bond::Abandoned;
            }
        }
        self.item.state = UploadState::Abandoned { document: document.as_str().to_owned() };
        self.effect = None;
        self.successor = Some(Item {
            id: self.facts.successor.clone(),
            state: UploadState::Ready,
            document: None,
            dismissed: false,
            replaces: Some(self.item.id.clone()),
            created_at: self.now(),
            changed_at: self.now(),
            submitted_at: None,
            decided_at: None,
            steps: Vec::new(),
            documents: Vec::new(),
            ..self.item.clone()
        });
        Transition::Abandoned
    }

    pub(super) fn fail(&mut self, reason: StopReason, can_retry: bool) -> Transition {
        let Some(step) = self.step() else { return Transition::None };
        self.cleared();
        self.effect = None;
        self.item.state = UploadState::Failed { step, reason, can_retry };
        Transition::Failed
    }
}
