//! The outbox as the interface shows it.

use ipc::{
    Code, Failure, Retry,
    documents::TimelineEntry,
    outbox::{ItemAction, Outbox, OutboxItem, PageProgress},
};
use journal::outbox::{Item, Outcome, Waiting};
use model::{KycDocumentId, KycDocumentStatus, StopReason, UploadState, UploadStep};

use super::runner::Progress;

/// How urgent an item is in the list: those that need a person, those on the way, the others.
fn rank(item: &OutboxItem) -> u8 {
    match item.state {
        UploadState::Failed { .. } => 0,
        UploadState::Ready
        | UploadState::CreatingDocument
        | UploadState::UploadingPage { .. }
        | UploadState::Submitting => 1,
        UploadState::Submitted
        | UploadState::Validated
        | UploadState::Refused
        | UploadState::OutOfDate
        | UploadState::Cancelled
        | UploadState::Abandoned { .. } => 2,
    }
}

/// The whole outbox.
pub(super) fn outbox(mut items: Vec<OutboxItem>, while_locked: bool) -> Outbox {
    items.sort_by(|a, b| rank(a).cmp(&rank(b)).then(b.created.cmp(&a.created)).then(b.id.cmp(&a.id)));
    let on_the_way = || items.iter().filter(|item| item.state.is_on_the_way());
    let pages = || on_the_way().flat_map(|item| &item.pages);
    Outbox {
        sent_bytes: pages().map(|page| page.sent).sum(),
        total_bytes: pages().map(|page| page.bytes).sum(),
        on_the_way: super::count(on_the_way()),
        needs_person: super::count(items.iter().filter(|item| matches!(item.state, UploadState::Failed { .. }))),
        while_locked,
        items,
    }
}

/// How far everything on the way is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Items on the way.
    pub(crate) on_the_way: u32,
    /// Those of them that move by themselves: the others are paused.
    pub(crate) moving: u32,
    /// The share of their bytes that has left, in hundredths.
    pub(crate) percent: u32,
}

/// How far these items are; those that are not on the way do not count.
pub(super) fn standing(items: &[Item], progress: &Progress) -> Standing {
    let on_the_way = || items.iter().filter(|item| item.state.is_on_the_way());
    let pages: Vec<PageProgress> = on_the_way().flat_map(|item| pages(item, progress)).collect();
    let (sent, total) = pages.iter().fold((0, 0), |(sent, total), page| (sent + page.sent, total + page.bytes));
    Standing {
        on_the_way: super::count(on_the_way()),
        moving: super::count(on_the_way().filter(|item| super::runner::moves(item))),
        percent: (sent * 100).checked_div(total).and_then(|percent| u32::try_from(percent).ok()).unwrap_or(0),
    }
}

/// One item. `stuck` is what keeps the journal from working, if anything does.
pub(super) fn item(item: &Item, user_name: Option<String>, progress: &Progress, stuck: Option<&Failure>) -> OutboxItem {
    let stuck = stuck.filter(|_| item.state.is_on_the_way()).cloned();
    OutboxItem {
        id: item.id.clone(),
        user_id: item.user.clone(),
        user_name,
        kind: item.document_type.clone(),
        state: item.state.clone(),
        paused: item.paused,
        document: item.document.clone(),
        pages: pages(item, progress),
        trouble: stuck.or_else(|| trouble(item)),
        next_try: item.next_try_at.map(|at| at.0),
        actions: actions(item),
        created: item.created_at.0,
        changed: item.changed_at.0,
        timeline: timeline(item),
    }
}

fn confirmed(item: &Item, page: u32) -> bool {
    item.steps.iter().any(|row| row.step == UploadStep::SendPage(page) && row.outcome == Some(Outcome::Done))
}

fn pages(item: &Item, progress: &Progress) -> Vec<PageProgress> {
    let moving = progress.of(&item.id);
    item.pages
        .iter()
        .zip(0_u32..)
        .map(|(page, index)| {
            let bytes = page.page_size.unwrap_or(page.size);
            let confirmed = confirmed(item, index);
            // Progress counts the encoded body, which is a third larger than the page.
            let sent = match moving {
                _ if confirmed => bytes,
                Some((at, moving)) if at == index && moving.total > 0 => {
                    let share = u128::from(bytes) * u128::from(moving.sent) / u128::from(moving.total);
                    u64::try_from(share).unwrap_or(bytes).min(bytes)
                }
                Some(_) | None => 0,
            };
            PageProgress { id: page.id.clone(), file_name: page.file_name.clone(), bytes, sent, confirmed }
        })
        .collect()
}

fn trouble(item: &Item) -> Option<Failure> {
    let code = match item.waits_for? {
        Waiting::Network => return Some(Failure::new(Code::Unreachable).retry(Retry::WhenOnline)),
        Waiting::Outcome => Code::OutcomeUnknown,
        Waiting::Server => Code::ServerTrouble,
        Waiting::RateLimit => Code::RateLimited,
        Waiting::StillRunning => Code::StillRunning,
    };
    let retry = item.next_try_at.map_or(Retry::WhenOnline, |at| Retry::At(at.0));
    Some(Failure::new(code).retry(retry))
}

/// What can be done with it now. The same conditions are in the state machine; a test holds them together.
pub(super) fn actions(item: &Item) -> Vec<ItemAction> {
    let mut actions = Vec::new();
    match &item.state {
        UploadState::Failed { step, reason, can_retry } => {
            if let (StopReason::FileMissing { page } | StopReason::FileChanged { page }, UploadStep::SendPage(_)) =
                (reason, step)
                && let Some(page) = item.pages.get(*page as usize)
            {
                actions.push(ItemAction::LocateFile { page: page.id.clone() });
            }
            if let StopReason::Ambiguous { documents } = reason {
                actions.extend(documents.iter().map(|id| ItemAction::Adopt { document: KycDocumentId::new(id) }));
            }
            if *can_retry {
                actions.push(ItemAction::Retry);
            }
            if may_cancel(item) {
                actions.push(ItemAction::Cancel);
            }
        }
        state if state.is_on_the_way() => {
            actions.push(if item.paused { ItemAction::Resume } else { ItemAction::Pause });
            if item.next_try_at.is_some() && !item.paused {
                actions.push(ItemAction::Retry);
            }
            if may_cancel(item) {
                actions.push(ItemAction::Cancel);
            }
        }
        UploadState::Submitted => {}
        _ => actions.push(ItemAction::Dismiss),
    }
    actions
}

/// Once validation may have been asked for, it is too late.
fn may_cancel(item: &Item) -> bool {
    !item.steps.iter().any(|row| row.step == UploadStep::Submit && row.outcome.is_none() && row.first_try_at.is_some())
}

fn timeline(item: &Item) -> Vec<TimelineEntry> {
    let mut entries = vec![TimelineEntry { what: "upload-queued".into(), at: item.created_at.0, status: None }];
    for row in &item.steps {
        let what = match (row.step, row.outcome) {
            (UploadStep::CreateDocument, Some(Outcome::Done)) => "upload-created",
            (UploadStep::CreateDocument, Some(Outcome::Adopted)) => "upload-adopted",
            (UploadStep::SendPage(_), Some(Outcome::Done)) => "upload-page-received",
            (UploadStep::SendPage(_), Some(Outcome::Lost)) => "upload-page-lost",
            _ => continue,
        };
        entries.push(TimelineEntry { what: what.into(), at: row.finished_at.map_or(0, |at| at.0), status: None });
    }
    if let Some(at) = item.submitted_at {
        let status = Some(KycDocumentStatus::ValidationAsked);
        entries.push(TimelineEntry { what: "upload-submitted".into(), at: at.0, status });
    }
    let decided = match item.state {
        UploadState::Validated => Some(("document-validated", KycDocumentStatus::Validated)),
        UploadState::Refused => Some(("document-refused", KycDocumentStatus::Refused)),
        UploadState::OutOfDate => Some(("document-out-of-date", KycDocumentStatus::OutOfDate)),
        _ => None,
    };
    if let (Some((what, status)), Some(at)) = (decided, item.decided_at) {
        entries.push(TimelineEntry { what: what.into(), at: at.0, status: Some(status) });
    }
    entries.reverse();
    entries
}
