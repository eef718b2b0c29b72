//! A draft as the upload sheet shows it.

use cache::UserRecord;
use ipc::{
    Code, Failure,
    uploads::{Blocker, DraftView, Finding, Limits, PageView, Severity, Side},
};
use journal::drafts::{Draft, DraftPage, Place};
use model::{
    DocumentSubject, FileRules, IdentityPaper, KycDocumentStatus, KycDocumentType, LARGEST_FILE, MOST_FILES,
    PersonType, SMALLEST_OTHER_FILE, UserCategory, UserStatus, allowed_types, file_rules,
};

use super::check::{self, Summary};
use crate::{engine::Engine, failure, host::hold, users};

/// The rules while no type is chosen: the widest, so that nothing is called wrong too early.
pub(super) fn lenient_rules() -> FileRules {
    FileRules { min_bytes: SMALLEST_OTHER_FILE, max_bytes: LARGEST_FILE, max_files: MOST_FILES as u32 }
}

impl Engine {
    /// A draft with what is known of its user.
    pub(super) async fn shown(&self, draft: Draft) -> Result<DraftView, Failure> {
        let user = match &draft.user {
            Some(id) => self.user(id).await?,
            None => None,
        };
        let waiting = match (&draft.user, &draft.kind) {
            (Some(user), Some(kind)) => self.is_waiting(user, kind).await?,
            _ => false,
        };
        let refused = hold(&self.drafts.refused).get(&draft.id).cloned().unwrap_or_default();
        let shown: Vec<&DraftPage> = draft.pages.iter().filter(|page| !page.removed).collect();
        let rules = draft.kind.as_ref().map_or_else(lenient_rules, file_rules);
        let hashes: Vec<[u8; 32]> = shown.iter().map(|page| page.page.hash).collect();
        let together = kyc::check_draft(&hashes, &rules);

        let mut pages: Vec<PageView> = shown.iter().map(|page| page_view(page)).collect();
        let before = self.sent_before(&draft, &shown).await?;
        let of_draft = together.pages.iter().map(|(index, found)| (*index, check::finding(found)));
        for (index, found) in of_draft.chain(before) {
            if let Some(page) = pages.get_mut(index).filter(|page| !page.checking) {
                page.findings.push(found);
                page.findings.sort_by_key(|finding| finding.severity);
            }
        }
        let paper = draft.paper.as_ref().filter(|_| draft.kind == Some(KycDocumentType::IdentityProof));
        let sides_shown: usize = pages.iter().map(sides_on).sum();
        let two_sides = paper.is_some_and(|paper| paper.sides() == 2);
        if two_sides {
            // The order says which side is which, unless one file shows both.
            for (page, side) in pages.iter_mut().zip([Side::Front, Side::Back]) {
                page.side = (sides_on(page) == 1).then_some(side);
            }
        }
        let mut findings: Vec<Finding> = together.draft.iter().map(check::finding).collect();
        if waiting {
            findings.push(check::plain("already-waiting", Severity::Warns));
        }
        if two_sides && sides_shown == 1 {
            let predicts = Some("009018".to_owned());
            findings.push(Finding { predicts, ..check::plain("back-missing", Severity::Warns) });
        }
        let kinds = user.as_ref().map_or_else(every_kind, |user| allowed_types(&subject(user)));
        let mut blockers = blockers(&draft, user.as_ref(), &kinds, &shown, self.is_read_only());
        if self.sync.is_offline() {
            blockers.extend(vanishing(&shown));
        }
        Ok(DraftView {
            id: draft.id,
            user: user.as_ref().map(users::row),
            kind: draft.kind.clone(),
            kinds,
            tag: draft.tag,
            replaced: self.replaced(draft.replaces.as_ref()).await?,
            replaces: draft.replaces,
            papers: match draft.kind {
                Some(KycDocumentType::IdentityProof) => PAPERS.to_vec(),
                _ => Vec::new(),
            },
            paper: draft.paper,
            pages,
            limits: Limits { min_bytes: rules.min_bytes, max_bytes: rules.max_bytes, max_files: rules.max_files },
            findings,
            refused,
            blockers,
            changed_at: draft.changed_at.0,
        })
    }

    /// Whether Mangopay is looking at a document of this type already.
    async fn is_waiting(&self, user: &model::UserId, kind: &KycDocumentType) -> Result<bool, Failure> {
        let documents = self.parts.cache.documents_of(user.clone()).await.map_err(|error| failure::cache(&error))?;
        Ok(documents
            .iter()
            .any(|document| document.kind == *kind && document.status == KycDocumentStatus::ValidationAsked))
    }
}

/// The kinds of paper, the usual one first.
const PAPERS: &[IdentityPaper] = &[IdentityPaper::Card, IdentityPaper::Passport, IdentityPaper::Permit];

/// How many sides of a card a file can show: a PDF has as many as pages.
fn sides_on(page: &PageView) -> usize {
    page.received.pages.map_or(1, |pages| usize::try_from(pages).unwrap_or(usize::MAX))
}

fn every_kind() -> Vec<KycDocumentType> {
    allowed_types(&DocumentSubject { person_type: PersonType::Unknown(String::new()), legal_form: None })
}

fn subject(user: &UserRecord) -> DocumentSubject {
    DocumentSubject {
        person_type: user.person_type.clone().unwrap_or_else(|| PersonType::Unknown(String::new())),
        legal_form: user.legal_form.clone(),
    }
}

fn page_view(row: &DraftPage) -> PageView {
    let summary = Summary::read(row);
    let can_undo = summary.can_undo();
    PageView {
        id: row.page.id.clone(),
        file_name: row.page.file_name.clone(),
        received: summary.received,
        sent: summary.sent,
        findings: summary.findings,
        can_undo,
        undone: summary.undone,
        side: None,
        fixes: summary.fixes,
        quarters: summary.quarters,
        checking: summary.checking,
        revision: summary.revision,
    }
}

/// Why a draft cannot be submitted yet, most important first.
fn blockers(
    draft: &Draft,
    user: Option<&UserRecord>,
    kinds: &[KycDocumentType],
    shown: &[&DraftPage],
    read_only: bool,
) -> Vec<Blocker> {
    let mut blockers = Vec::new();
    if read_only {
        blockers.push(Blocker::ReadOnly);
    }
    match user {
        None => blockers.push(Blocker::NoUser),
        Some(user) if user.status == Some(UserStatus::Closed) => blockers.push(Blocker::UserClosed),
        Some(user) if user.category == Some(UserCategory::Payer) => blockers.push(Blocker::NotAnOwner),
        Some(_) => {}
    }
    match &draft.kind {
        None => blockers.push(Blocker::NoType),
        Some(kind) if !kinds.contains(kind) => blockers.push(Blocker::TypeNotAllowed),
        Some(_) => {}
    }
    if shown.is_empty() {
        blockers.push(Blocker::NoPages);
    }
    if shown.len() > MOST_FILES {
        blockers.push(Blocker::TooManyPages);
    }
    for (index, row) in shown.iter().enumerate() {
        let summary = Summary::read(row);
        if summary.checking {
            blockers.push(Blocker::Checking);
        } else if summary.blocks() {
            blockers.push(Blocker::Page { number: u32::try_from(index + 1).unwrap_or(u32::MAX) });
        }
    }
    blockers
}

/// Without a connection a document waits: its files have to lie where they will still be found.
fn vanishing(shown: &[&DraftPage]) -> Option<Blocker> {
    let index = shown.iter().position(|row| row.page.place == Place::Transient)?;
    Some(Blocker::NeedsSavedCopy { number: u32::try_from(index + 1).unwrap_or(u32::MAX) })
}

/// What a refused submission comes to.
pub(super) fn refusal(blocker: &Blocker) -> Failure {
    let code = match blocker {
        Blocker::ReadOnly => Code::ReadOnly,
        Blocker::TypeNotAllowed => Code::TypeNotAllowed,
        Blocker::TooManyPages => Code::TooManyFiles,
        Blocker::NeedsSavedCopy { .. } => Code::NeedsSavedCopy,
        Blocker::NoUser
        | Blocker::NoType
        | Blocker::NotAnOwner
        | Blocker::UserClosed
        | Blocker::NoPages
        | Blocker::Page { .. }
        | Blocker::Checking => Code::DraftBlocked,
    };
    Failure::new(code).with("max", MOST_FILES)
}
