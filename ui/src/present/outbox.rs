//! The outbox in words: states, progress, steps, what can be done.

use ipc::{
    Code,
    outbox::{ItemAction, OutboxItem, PageProgress},
};
use l10n::{bytes, text, text_with, word};
use model::{KycDocumentType, StopReason, UploadState, UploadStep};

use super::{Calendar, Role, StatusWord, failure, number::percent};
use crate::components::{IconName, TimelineItem, Tone, UploadRow};

/// Where an item stands, in one phrase.
pub fn state(item: &OutboxItem, calendar: &Calendar) -> StatusWord {
    if item.paused && item.state.is_on_the_way() {
        return StatusWord::new(Role::Idle, IconName::Pause, text("state-paused"));
    }
    if let Some(waiting) = waiting(item, calendar) {
        return waiting;
    }
    let at = || calendar.clock(item.changed);
    match &item.state {
        UploadState::Ready => StatusWord::new(Role::Idle, IconName::Clock, text("state-ready")),
        UploadState::CreatingDocument => StatusWord::new(Role::Info, IconName::Plus, text("state-creating")),
        UploadState::UploadingPage { page, of } => {
            let args = [("page", (u64::from(*page) + 1).into()), ("of", (*of).into())];
            StatusWord::new(Role::Info, IconName::Upload, text_with("state-uploading", &args))
        }
        UploadState::Submitting => StatusWord::new(Role::Info, IconName::Send, text("state-submitting")),
        UploadState::Submitted => {
            StatusWord::new(Role::Ok, IconName::Send, text_with("state-submitted", &[("time", at().into())]))
        }
        UploadState::Validated => StatusWord::new(Role::Ok, IconName::CheckCircle, text("state-validated")),
        UploadState::Refused => StatusWord::new(Role::Bad, IconName::XCircle, text("state-refused")),
        UploadState::OutOfDate => StatusWord::new(Role::Warn, IconName::Expired, text("state-out-of-date")),
        UploadState::Failed { reason, .. } => {
            let why = stop(reason).0;
            StatusWord::new(Role::Bad, IconName::Alert, text_with("state-failed", &[("why", why.into())]))
        }
        UploadState::Cancelled => StatusWord::new(Role::Idle, IconName::MinusCircle, text("state-cancelled")),
        UploadState::Abandoned { .. } => StatusWord::new(Role::Warn, IconName::Alert, text("state-abandoned")),
    }
}

/// "Waiting for network, next try in 8 s".
fn waiting(item: &OutboxItem, calendar: &Calendar) -> Option<StatusWord> {
    let trouble = item.trouble.as_ref().filter(|_| item.state.is_on_the_way())?;
    let network = matches!(trouble.code, Code::Unreachable | Code::NameNotFound);
    let (icon, role) = if network { (IconName::CloudOff, Role::Idle) } else { (IconName::Clock, Role::Warn) };
    let next = item.next_try.filter(|at| *at > calendar.now).map(|at| calendar.left(at));
    let words = match (network, next) {
        (true, Some(left)) => text_with("state-waiting-network", &[("left", left.into())]),
        (true, None) => text("state-waiting-network-now"),
        (false, Some(left)) => text_with("state-waiting", &[("left", left.into())]),
        (false, None) => text("state-waiting-now"),
    };
    Some(StatusWord::new(role, icon, words))
}

/// The short word for the inspector's pill.
pub fn pill(item: &OutboxItem, calendar: &Calendar) -> StatusWord {
    let whole = state(item, calendar);
    let key = match (&item.state, item.paused) {
        (UploadState::UploadingPage { .. }, false) if item.trouble.is_none() => "state-uploading-short",
        (UploadState::Submitted, _) => "state-submitted-short",
        (UploadState::Failed { .. }, _) => "state-failed-short",
        (state, false) if state.is_on_the_way() && item.trouble.is_some() => "state-waiting-short",
        _ => return whole,
    };
    StatusWord { word: text(key), ..whole }
}

/// What went wrong for good, and what to do.
pub fn stop(reason: &StopReason) -> (String, String) {
    let key = match reason {
        StopReason::RefusedByApi { .. } => "refused-by-api",
        StopReason::FileMissing { .. } => "file-missing",
        StopReason::FileChanged { .. } => "file-changed",
        StopReason::FileUnusable { .. } => "file-unusable",
        StopReason::Ambiguous { .. } => "ambiguous",
        StopReason::NotAllowed => "not-allowed",
        StopReason::ReadOnly => "read-only",
        StopReason::SessionLost => "session-lost",
        StopReason::TooManyTries { .. } => "too-many-tries",
    };
    let page = match reason {
        StopReason::FileMissing { page } | StopReason::FileChanged { page } | StopReason::FileUnusable { page } => {
            u64::from(*page) + 1
        }
        _ => 0,
    };
    let tries = if let StopReason::TooManyTries { tries } = reason { *tries } else { 0 };
    let args = [("page", page.into()), ("tries", tries.into())];
    (text_with(&format!("stop-{key}"), &args), text_with(&format!("stop-{key}-do"), &args))
}

/// Mangopay's own words for a refused step.
pub fn api_words(reason: &StopReason) -> Option<String> {
    let StopReason::RefusedByApi { status, kind, fields } = reason else { return None };
    let mut words = if kind.is_empty() { format!("HTTP {status}") } else { format!("HTTP {status} {kind}") };
    for (field, message) in fields {
        words.push_str(&format!("; {field}: {message}"));
    }
    Some(words)
}

/// What happened at which step, for a failed item, with what to do; what waits; what was left behind.
pub fn explanation(item: &OutboxItem) -> Option<(Tone, String)> {
    if let Some(trouble) = item.trouble.as_ref().filter(|_| item.state.is_on_the_way()) {
        let (what, to_do) = failure::words(trouble);
        return Some((Tone::Warn, format!("{what} {to_do}")));
    }
    match &item.state {
        UploadState::Failed { step, reason, .. } => {
            let (what, to_do) = stop(reason);
            let step = match step {
                UploadStep::CreateDocument => text("step-create"),
                UploadStep::SendPage(page) => text_with("step-page", &[("page", (u64::from(*page) + 1).into())]),
                UploadStep::Submit => text("step-submit"),
            };
            Some((
                Tone::Bad,
                text_with("state-failed-at", &[("step", step.into()), ("what", what.into()), ("do", to_do.into())]),
            ))
        }
        UploadState::Abandoned { document } => {
            Some((Tone::Warn, text_with("state-abandoned-note", &[("document", document.into())])))
        }
        UploadState::Cancelled if item.document.is_some() => Some((Tone::Info, text("state-cancelled-note"))),
        _ => None,
    }
}

/// Hundredths of the pages' bytes handed over, while pages are sent.
pub fn progress(item: &OutboxItem) -> Option<u32> {
    matches!(item.state, UploadState::UploadingPage { .. }).then(|| {
        let sum = |of: fn(&PageProgress) -> u64| item.pages.iter().map(of).sum();
        percent(sum(|page| page.sent), sum(|page| page.bytes))
    })
}

/// The page being sent: "Page 2 of 3", "1.3 of 2 MB", share.
pub fn page_line(item: &OutboxItem) -> Option<(String, String, f64)> {
    let UploadState::UploadingPage { page, of } = item.state else { return None };
    let progress = item.pages.get(page as usize)?;
    let words = text_with("outbox-page", &[("page", (u64::from(page) + 1).into()), ("of", of.into())]);
    let sizes =
        text_with("outbox-bytes", &[("sent", bytes(progress.sent).into()), ("bytes", bytes(progress.bytes).into())]);
    Some((words, sizes, f64::from(percent(progress.sent, progress.bytes)) / 100.0))
}

/// The steps of an item, first to last: done, at hand, to come.
pub fn steps(item: &OutboxItem, calendar: &Calendar) -> Vec<TimelineItem> {
    let over = matches!(
        item.state,
        UploadState::Submitted | UploadState::Validated | UploadState::Refused | UploadState::OutOfDate
    );
    let moment = |what: &str| {
        let entry = item.timeline.iter().find(|entry| entry.what == what);
        entry.map(|entry| calendar.time(entry.at)).unwrap_or_default()
    };
    let received: Vec<String> = {
        let of_pages = item.timeline.iter().rev().filter(|entry| entry.what == "upload-page-received");
        of_pages.map(|entry| calendar.time(entry.at)).collect()
    };
    let step = |done: bool, now: bool, words: String, at: String, note: Option<String>| {
        let (icon, tone) = match (done, now) {
            (true, _) => (IconName::CheckCircle, Tone::Ok),
            (false, true) => (IconName::Upload, Tone::Info),
            (false, false) => (IconName::Dashed, Tone::Inherit),
        };
        TimelineItem { icon, tone, words, at, note }
    };
    let created = item.document.is_some();
    let creating = matches!(item.state, UploadState::CreatingDocument);
    let words = if created { "outbox-step-created" } else { "outbox-step-create" };
    let id = item
        .document
        .as_ref()
        .map(|id| text_with("outbox-step-created-note", &[("document", super::ident::shortened(id.as_str()).into())]));
    let mut steps = vec![step(created, creating, text(words), moment("upload-created"), id)];
    for (index, page) in item.pages.iter().enumerate() {
        let done = page.confirmed || over;
        let now = matches!(item.state, UploadState::UploadingPage { page, .. } if page as usize == index) && !done;
        let key = match (done, now) {
            (true, _) => "outbox-step-page-received",
            (false, true) => "outbox-step-page-sending",
            (false, false) => "outbox-step-page",
        };
        let words = text_with(key, &[("page", (index + 1).into())]);
        let note = format!("{}, {}", page.file_name, bytes(page.bytes));
        let at = received.get(index).filter(|_| done).cloned().unwrap_or_default();
        steps.push(step(done, now, words, at, Some(note)));
    }
    let submitting = matches!(item.state, UploadState::Submitting);
    let note = (!over).then(|| text_with("outbox-step-submit-note", &[("count", item.pages.len().into())]));
    let words = if over { "outbox-step-submitted" } else { "outbox-step-submit" };
    steps.push(step(over, submitting, text(words), moment("upload-submitted"), note));
    steps
}

/// An action's short name, its icon and its words.
pub fn action(action: &ItemAction) -> (&'static str, IconName, String) {
    match action {
        ItemAction::Pause => ("pause", IconName::Pause, text("outbox-pause")),
        ItemAction::Resume => ("resume", IconName::Play, text("outbox-resume")),
        ItemAction::Cancel => ("cancel", IconName::X, text("outbox-cancel")),
        ItemAction::Retry => ("retry", IconName::Sync, text("outbox-retry")),
        ItemAction::LocateFile { .. } => ("locate", IconName::Folder, text("outbox-locate")),
        ItemAction::Adopt { document } => {
            let id = super::ident::shortened(document.as_str());
            ("adopt", IconName::Link, text_with("outbox-adopt", &[("document", id.into())]))
        }
        ItemAction::Dismiss => ("dismiss", IconName::Check, text("outbox-dismiss")),
    }
}

/// The type in a word or two.
fn kind(item: &OutboxItem) -> String {
    let id = format!("kyc-type-short-{}", item.kind.as_str());
    if l10n::has(&id) { text(&id) } else { word("kyc-type", item.kind.as_str()) }
}

/// Whether an item needs a person.
pub fn needs_person(item: &OutboxItem) -> bool {
    matches!(item.state, UploadState::Failed { .. })
}

/// The user's name, or the id while it is not known.
pub fn user(item: &OutboxItem) -> String {
    item.user_name.clone().unwrap_or_else(|| super::ident::shortened(item.user_id.as_str()))
}

/// A company's proofs show a company: whose the document is, is all that is known here.
fn icon(kind: &KycDocumentType) -> IconName {
    match kind {
        KycDocumentType::RegistrationProof
        | KycDocumentType::ArticlesOfAssociation
        | KycDocumentType::ShareholderDeclaration => IconName::Building,
        KycDocumentType::IdentityProof | KycDocumentType::AddressProof | KycDocumentType::Unknown(_) => IconName::User,
    }
}

/// The row of an item. The table offers what can be done without a further question, and cancelling.
pub fn row(item: &OutboxItem, calendar: &Calendar) -> UploadRow {
    let offered = |action: &&ItemAction| !matches!(action, ItemAction::Adopt { .. });
    let user = user(item);
    let mut actions: Vec<_> = item.actions.iter().filter(offered).map(action).collect();
    // Short in the table: the first that helps, and the way out.
    let last = actions.iter().position(|(name, ..)| matches!(*name, "cancel" | "dismiss"));
    let last = last.map(|at| actions.remove(at));
    actions.truncate(1);
    actions.extend(last);
    let actions = actions
        .into_iter()
        .map(|(name, icon, words)| {
            (name, icon, text_with("outbox-action-for", &[("action", words.into()), ("user", (&user).into())]))
        })
        .collect();
    UploadRow {
        id: item.id.to_string(),
        icon: icon(&item.kind),
        user,
        kind: kind(item),
        state: state(item, calendar),
        percent: progress(item).filter(|_| !item.paused && item.trouble.is_none()),
        actions,
    }
}

#[cfg(test)]
mod tests {
    use ipc::Failure;
    use model::{OutboxId, PageId, UserId};

    use super::*;

    const NOW: i64 = 1_795_513_320;

    fn item(state: UploadState) -> OutboxItem {
        let page = |sent: u64, confirmed: bool| PageProgress {
            id: PageId::new("p"),
            file_name: "extrait-kbis.jpg".into(),
            bytes: 2_000_000,
            sent,
            confirmed,
        };
        OutboxItem {
            id: OutboxId::new("o"),
            user_id: UserId::new("u"),
            user_name: Some("Atelier Dufour SAS".into()),
            kind: KycDocumentType::RegistrationProof,
            state,
            paused: false,
            document: Some(model::KycDocumentId::new("kyc_01M86ERGS0J3AKFVNBZ6G6EEQE")),
            pages: vec![page(2_000_000, true), page(1_300_000, false)],
            trouble: None,
            next_try: None,
            actions: vec![ItemAction::Pause, ItemAction::Cancel],
            created: NOW,
            changed: NOW,
            timeline: Vec::new(),
        }
    }

    fn paris() -> Calendar {
        Calendar::with_zone(NOW, |_| 60)
    }

    #[test]
    fn an_upload_tells_its_page_and_share() {
        let sending = item(UploadState::UploadingPage { page: 1, of: 2 });
        assert_eq!(state(&sending, &paris()).word, "Uploading page 2 of 2");
        assert_eq!(progress(&sending), Some(82));
        assert_eq!(
            page_line(&sending).map(|(words, sizes, _)| (words, sizes)),
            Some(("Page 2 of 2".into(), "1.3 MB of 2 MB".into()))
        );
        assert_eq!(steps(&sending, &paris()).iter().filter(|step| step.tone == Tone::Ok).count(), 2);
    }

    #[test]
    fn waiting_for_the_network_is_not_a_failure() {
        let mut waiting = item(UploadState::Ready);
        waiting.trouble = Some(Failure::new(Code::Unreachable));
        waiting.next_try = Some(NOW + 8);
        let shown = state(&waiting, &paris());
        assert_eq!((shown.word.as_str(), shown.role), ("Waiting for network, next try in 8 s", Role::Idle));
    }

    #[test]
    fn every_stop_has_words_and_a_way_out() {
        let reasons = [
            StopReason::RefusedByApi { status: 400, kind: "param_error".into(), fields: Vec::new() },
            StopReason::FileMissing { page: 0 },
            StopReason::FileChanged { page: 0 },
            StopReason::FileUnusable { page: 0 },
            StopReason::Ambiguous { documents: Vec::new() },
            StopReason::NotAllowed,
            StopReason::ReadOnly,
            StopReason::SessionLost,
            StopReason::TooManyTries { tries: 8 },
        ];
        for reason in reasons {
            let (what, to_do) = stop(&reason);
            assert!(!what.contains('⟦') && !to_do.contains('⟦'), "{reason:?}");
        }
    }

    #[test]
    fn the_table_offers_one_help_and_the_way_out() {
        let mut failed = item(UploadState::Failed {
            step: UploadStep::SendPage(0),
            reason: StopReason::FileMissing { page: 0 },
            can_retry: true,
        });
        failed.actions = vec![ItemAction::LocateFile { page: PageId::new("p") }, ItemAction::Retry, ItemAction::Cancel];
        let names: Vec<_> = row(&failed, &paris()).actions.into_iter().map(|(name, ..)| name).collect();
        assert_eq!(names, ["locate", "cancel"]);
        assert!(explanation(&failed).is_some_and(|(tone, _)| tone == Tone::Bad));
    }
}
