//! Uploads from the draft to the decision, through the commands that the windows use.

use std::sync::Arc;

use ipc::{
    Code,
    documents::OpenDocument,
    outbox::ItemAction,
    profiles::SetReadOnly,
    sync::SyncNow,
    uploads::{Blocker, ListDrafts, OpenDraft, RemovePage, RestorePage, SetTarget, SubmitDraft},
};
use model::{KycDocumentType, StopReason, UploadState};
use sandbox::{Action, Decision};

use crate::office::{Office, pdf};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_becomes_a_document_and_its_decision_is_noticed() {
    let office = Office::open().await;
    let queued = office.submit(office.draft(2).await).await;
    assert_eq!(queued.pages.len(), 2);
    let sent = office.until("the submission", |item| item.state == UploadState::Submitted).await;
    let document = sent.document.clone().unwrap();
    let hashes: Vec<String> = (0..2).map(|number| blake3::hash(&pdf(number)).to_hex().to_string()).collect();
    assert_eq!(office.documents(document.as_str()), [(true, hashes)], "one document, its two pages, submitted");
    assert!(sent.pages.iter().all(|page| page.confirmed && page.sent == page.bytes));
    let steps: Vec<&str> = sent.timeline.iter().map(|entry| entry.what.as_str()).collect();
    let expected =
        ["upload-submitted", "upload-page-received", "upload-page-received", "upload-created", "upload-queued"];
    assert_eq!(steps, expected);

    let validated = Decision { status: "VALIDATED".to_owned(), reason: None, message: None, flags: Vec::new() };
    office.desk.sandbox.control().decide(document.as_str(), validated).unwrap();
    let window = office.desk.window();
    Arc::clone(&office.desk.host).sync_now(window.clone(), SyncNow {}).await.unwrap();
    let decided = office.until("the decision", |item| item.state == UploadState::Validated).await;
    assert_eq!(decided.actions, [ItemAction::Dismiss]);
    let look = OpenDocument { id: document, again: false };
    let detail = Arc::clone(&office.desk.host).open_document(window, look).await.unwrap();
    assert_eq!(detail.upload, Some(decided.id.clone()));
    office.act(&decided, ItemAction::Dismiss).await.unwrap();
    assert!(office.items().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_file_stops_the_item_and_only_the_same_file_mends_it() {
    let office = Office::open().await;
    let draft = office.draft(1).await;
    let path = office.file(0);
    std::fs::write(&path, pdf(7)).unwrap();
    office.submit(draft).await;
    let failed = office.until("the stop", |item| matches!(item.state, UploadState::Failed { .. })).await;
    assert!(matches!(failed.state, UploadState::Failed { reason: StopReason::FileChanged { page: 0 }, .. }));
    let locate = ItemAction::LocateFile { page: failed.pages[0].id.clone() };
    assert!(failed.actions.contains(&locate));
    office.desk.windows.will_pick(vec![path]);
    assert_eq!(office.act(&failed, locate.clone()).await, Err(Code::DifferentFile));
    let elsewhere = office.files.path().join("moved.pdf");
    std::fs::write(&elsewhere, pdf(0)).unwrap();
    office.desk.windows.will_pick(vec![elsewhere]);
    office.act(&failed, locate).await.unwrap();
    let sent = office.until("the submission", |item| item.state == UploadState::Submitted).await;
    assert_eq!(office.documents(sent.document.unwrap().as_str()).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_lost_is_looked_up() {
    for (method, path) in [
        ("POST", "/users/*/kyc/documents"),
        ("POST", "/users/*/kyc/documents/*/pages"),
        ("PUT", "/users/*/kyc/documents/*"),
    ] {
        let office = Office::open().await;
        office.fault(method, path, Action::CutAfterCommit);
        office.submit(office.draft(1).await).await;
        let sent = office.until("the submission", |item| item.state == UploadState::Submitted).await;
        let hash = blake3::hash(&pdf(0)).to_hex().to_string();
        assert_eq!(office.documents(sent.document.unwrap().as_str()), [(true, vec![hash])], "{method} {path}");
        let calls = office.desk.sandbox.control().calls();
        let created = calls.iter().filter(|call| call.method == "POST" && call.path.ends_with("/documents")).count();
        assert!(created <= 2, "{method} {path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queued_item_outlives_the_process_and_a_paused_one_waits() {
    let office = Office::open().await;
    // A wait so long that it cannot be over before it is seen.
    office.fault("POST", "/users/*/kyc/documents", Action::RateLimited { reset_seconds: 3_000 });
    office.submit(office.draft(1).await).await;
    let waiting = office.until("the wait", |item| item.next_try.is_some()).await;
    office.act(&waiting, ItemAction::Pause).await.unwrap();
    assert_eq!(office.act(&waiting, ItemAction::Dismiss).await, Err(Code::NotNow));
    let Office { desk, user, files } = office;
    let desk = desk.restart().await;
    desk.host.bind_first(&desk.window()).await;
    let office = Office { desk, user, files };
    let paused = office.until("the item", |item| item.paused).await;
    assert_eq!(paused.id, waiting.id);
    office.desk.clock.advance(4_000);
    assert!(office.items().await[0].paused, "time alone does not start a paused item");
    office.act(&paused, ItemAction::Resume).await.unwrap();
    office.until("the submission", |item| item.state == UploadState::Submitted).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_only_profile_sends_nothing_and_says_so() {
    let office = Office::open().await;
    let draft = office.draft(1).await;
    office.fault("POST", "/users/*/kyc/documents", Action::RateLimited { reset_seconds: 3_000 });
    office.submit(draft).await;
    office.until("the wait", |item| item.next_try.is_some()).await;
    let window = office.desk.window();
    let args = SetReadOnly { read_only: true };
    Arc::clone(&office.desk.host).set_read_only(window.clone(), args).await.unwrap();
    let failed = office.until("the stop", |item| matches!(item.state, UploadState::Failed { .. })).await;
    assert!(matches!(failed.state, UploadState::Failed { reason: StopReason::ReadOnly, can_retry: true, .. }));
    let args = SetReadOnly { read_only: false };
    Arc::clone(&office.desk.host).set_read_only(window, args).await.unwrap();
    office.desk.clock.advance(4_000);
    office.act(&failed, ItemAction::Retry).await.unwrap();
    office.until("the submission", |item| item.state == UploadState::Submitted).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_may_vanish_is_not_queued_without_a_connection() {
    let office = Office::open().await;
    let draft = office.draft(1).await;
    office.cut_network();
    let window = office.desk.window();
    Arc::clone(&office.desk.host).sync_now(window.clone(), SyncNow {}).await.unwrap();
    let args = OpenDraft { user: Some(office.user.clone()), kind: None, replaces: None };
    let blocked = office
        .desk
        .until("the network to be missed", || async {
            let view = Arc::clone(&office.desk.host).open_draft(window.clone(), args.clone()).await.ok()?;
            (!view.blockers.is_empty()).then_some(view)
        })
        .await;
    assert_eq!(blocked.id, draft.id);
    assert_eq!(blocked.blockers, [Blocker::NeedsSavedCopy { number: 1 }], "the test's files lie in a temporary folder");
    let refused =
        Arc::clone(&office.desk.host).submit_draft(window, SubmitDraft { draft: draft.id }).await.unwrap_err();
    assert_eq!(refused.code, Code::NeedsSavedCopy);
    assert!(office.items().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_is_submitted_twice_at_once_is_sent_once() {
    let office = Office::open().await;
    let draft = office.draft(1).await;
    let submit = || {
        let args = SubmitDraft { draft: draft.id.clone() };
        Arc::clone(&office.desk.host).submit_draft(office.desk.window(), args)
    };
    let (one, other) = tokio::join!(submit(), submit());
    assert!(one.is_ok() != other.is_ok(), "one of the two: {one:?} {other:?}");
    let refused = one.err().or(other.err()).unwrap();
    assert!(matches!(refused.code, Code::DraftChanged | Code::NotFound), "{refused:?}");
    office.until("the submission", |item| item.state == UploadState::Submitted).await;
    assert_eq!(office.items().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_put_back_is_looked_at_again() {
    let office = Office::open().await;
    let draft = office.draft(2).await;
    let (host, window) = (&office.desk.host, office.desk.window());
    let page = draft.pages[0].id.clone();
    let args = RemovePage { draft: draft.id.clone(), page: page.clone() };
    Arc::clone(host).remove_page(window.clone(), args).await.unwrap();
    // Other rules: what was found of every page is forgotten.
    let kind = Some(KycDocumentType::IdentityProof);
    let target = SetTarget { draft: draft.id.clone(), user: Some(office.user.clone()), kind, tag: None };
    Arc::clone(host).set_target(window.clone(), target).await.unwrap();
    Arc::clone(host).restore_page(window.clone(), RestorePage { draft: draft.id, page }).await.unwrap();
    office
        .desk
        .until("the look at both pages", || async {
            let drafts = Arc::clone(host).list_drafts(window.clone(), ListDrafts {}).await.ok()?;
            drafts[0].pages.iter().all(|page| !page.checking).then_some(())
        })
        .await;
}
