//! Uploads behind the lock: they go on only where the person allowed it, and nothing else does.

use std::sync::Arc;

use engine::ports::Clock as _;
use ipc::{
    Code, Event,
    outbox::{ListOutbox, SetUploadsWhileLocked},
    session::{GetSession, Lock, LockedProfile, Screen, Unlock, UnlockWith},
};
use model::UploadState;
use sandbox::Action;

use crate::office::{Office, pdf};

const PASSPHRASE: &str = "correct horse battery";

async fn allow(office: &Office, allowed: bool) {
    let args = SetUploadsWhileLocked { allowed };
    Arc::clone(&office.desk.host).set_uploads_while_locked(office.desk.window(), args).await.unwrap();
}

/// Locks the profile while a document waits for its second try.
async fn lock_with_one_waiting(office: &Office) {
    office.fault("POST", "/users/*/kyc/documents", Action::RateLimited { reset_seconds: 3_000 });
    office.submit(office.draft(2).await).await;
    office.until("the wait", |item| item.next_try.is_some()).await;
    Arc::clone(&office.desk.host).lock(office.desk.window(), Lock {}).await.unwrap();
}

async fn locked(office: &Office) -> LockedProfile {
    match Arc::clone(&office.desk.host).get_session(office.desk.window(), GetSession {}).await.unwrap().screen {
        Screen::Locked(locked) => locked,
        Screen::Open(_) | Screen::Welcome { .. } => panic!("the lock screen must show"),
    }
}

async fn unlock(office: &Office, passphrase: &str) -> Result<(), Code> {
    let with = UnlockWith::Passphrase(passphrase.to_owned());
    let reply = Arc::clone(&office.desk.host).unlock(office.desk.window(), Unlock { with }).await;
    reply.map(|_| ()).map_err(|failure| failure.code)
}

/// Documents that were submitted, each with the hashes of its pages.
fn submitted(office: &Office) -> Vec<Vec<String>> {
    let made: Vec<String> = office.desk.sandbox.control().calls().into_iter().filter_map(created).collect();
    let documents = made.iter().flat_map(|id| office.documents(id));
    documents.filter(|(submitted, _)| *submitted).map(|(_, pages)| pages).collect()
}

fn created(call: sandbox::Received) -> Option<String> {
    let (_, id) = call.path.rsplit_once("/documents/")?;
    (call.method == "PUT").then(|| id.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn uploads_go_on_behind_the_lock_where_that_is_allowed() {
    let office = Office::open_with(Some(PASSPHRASE)).await;
    allow(&office, true).await;
    lock_with_one_waiting(&office).await;
    let before = locked(&office).await;
    assert!(before.uploads_go_on && before.uploads_on_the_way == 1);
    let refused = Arc::clone(&office.desk.host).list_outbox(office.desk.window(), ListOutbox {}).await.unwrap_err();
    assert_eq!(refused.code, Code::Locked, "the outbox is not shown behind the lock");
    assert_eq!(unlock(&office, "wrong horse battery").await, Err(Code::WrongPassphrase));
    assert!(locked(&office).await.uploads_go_on, "a wrong word stops nothing");

    let told = office.desk.windows.events_of("main-1").len();
    let hashes: Vec<String> = (0..2).map(|number| blake3::hash(&pdf(number)).to_hex().to_string()).collect();
    office.desk.clock.advance(4_000);
    let after = office
        .desk
        .until("the end of the uploads", || async {
            let now = locked(&office).await;
            (now.uploads_on_the_way == 0).then_some(now)
        })
        .await;
    assert!(!after.uploads_go_on);
    assert_eq!(submitted(&office), [hashes], "one document with its pages, sent behind the lock");
    let events = office.desk.windows.events_of("main-1").split_off(told);
    assert!(!events.is_empty(), "the lock screen follows");
    assert!(events.iter().all(|event| matches!(event, Event::SessionChanged)), "and hears nothing else: {events:?}");

    assert_eq!(unlock(&office, PASSPHRASE).await, Ok(()));
    office.until("the item", |item| item.state == UploadState::Submitted).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unlocking_takes_over_what_is_still_on_its_way() {
    let office = Office::open_with(Some(PASSPHRASE)).await;
    allow(&office, true).await;
    lock_with_one_waiting(&office).await;
    assert_eq!(unlock(&office, PASSPHRASE).await, Ok(()));
    office.desk.clock.advance(4_000);
    office.until("the submission", |item| item.state == UploadState::Submitted).await;
    assert_eq!(submitted(&office).len(), 1, "sent once, by one of the two");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_leave_uploads_wait_for_the_key() {
    let office = Office::open_with(Some(PASSPHRASE)).await;
    lock_with_one_waiting(&office).await;
    let shown = locked(&office).await;
    assert!(!shown.uploads_go_on);
    assert_eq!(shown.uploads_on_the_way, 1);
    let calls = office.desk.sandbox.control().calls().len();
    office.desk.clock.advance(4_000);
    // Time enough for several uploads of this size.
    let end = office.desk.clock.now().plus(300);
    office.desk.until("five minutes", || async { (office.desk.clock.now() > end).then_some(()) }).await;
    assert_eq!(locked(&office).await.uploads_on_the_way, 1);
    assert_eq!(office.desk.sandbox.control().calls().len(), calls, "nothing leaves behind the lock");
    assert_eq!(unlock(&office, PASSPHRASE).await, Ok(()));
    office.until("the submission", |item| item.state == UploadState::Submitted).await;
}
