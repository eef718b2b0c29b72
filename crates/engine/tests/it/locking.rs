//! Lock and unlock, by key store, passphrase and recovery code.

use std::sync::Arc;

use engine::ports::Clock as _;
use ipc::{
    Code, Event,
    session::{GetSession, Lock, LockCause, Screen, Touch, Unlock, UnlockWith},
    sync::GetSyncStatus,
};
use testkit::Desk;
use testkit::sandbox::World;

async fn screen(desk: &Desk) -> Screen {
    Arc::clone(&desk.host).get_session(desk.window(), GetSession {}).await.unwrap().screen
}

async fn unlock(desk: &Desk, with: UnlockWith) -> Result<(), Code> {
    Arc::clone(&desk.host).unlock(desk.window(), Unlock { with }).await.map(|_| ()).map_err(|failure| failure.code)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passphrase_guards_even_where_the_key_store_would_open() {
    let desk = Desk::with(World::Empty).await;
    let created = desk.connect_with(Some("correct horse battery")).await;
    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    let Screen::Locked(locked) = screen(&desk).await else { panic!("the lock screen must show") };
    assert_eq!(locked.cause, LockCause::OnDemand);
    assert!(locked.has_passphrase && !locked.has_key_store);

    let refused = Arc::clone(&desk.host).get_sync_status(desk.window(), GetSyncStatus {}).await.unwrap_err();
    assert_eq!(refused.code, Code::Locked, "nothing is answered behind the lock");
    assert_eq!(unlock(&desk, UnlockWith::Passphrase("wrong horse".into())).await, Err(Code::WrongPassphrase));
    assert_eq!(unlock(&desk, UnlockWith::Passphrase("correct horse battery".into())).await, Ok(()));

    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    let code = created.recovery_code.unwrap();
    assert_eq!(unlock(&desk, UnlockWith::RecoveryCode("0000-0000".into())).await, Err(Code::WrongRecoveryCode));
    assert_eq!(unlock(&desk, UnlockWith::RecoveryCode(code.to_lowercase())).await, Ok(()));
    assert!(matches!(screen(&desk).await, Screen::Open(_)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_states_of_the_key_store_are_told() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    desk.store.set_locked(true);
    assert_eq!(unlock(&desk, UnlockWith::KeyStore).await, Err(Code::KeyStoreLocked));
    desk.store.set_locked(false);
    assert_eq!(unlock(&desk, UnlockWith::KeyStore).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_there_means_a_warning_and_then_the_lock() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    desk.host.start();
    let locked = desk
        .until("the lock", || async {
            match screen(&desk).await {
                Screen::Locked(locked) => Some(locked),
                Screen::Open(_) | Screen::Welcome { .. } => None,
            }
        })
        .await;
    assert_eq!(locked.cause, LockCause::Idle { minutes: 10 });
    let warned =
        desk.windows.events_of("main-1").iter().filter(|event| matches!(event, Event::LockWarning { .. })).count();
    assert_eq!(warned, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_opens_the_last_profile_again() {
    let desk = Desk::with(World::Empty).await;
    let created = desk.connect().await;
    let desk = desk.restart().await;
    desk.host.bind_first(&desk.window()).await;
    let Screen::Open(info) = screen(&desk).await else { panic!("the key store opens it without a question") };
    assert_eq!(info.id, created.id);
    assert_eq!(info.label, "Test platform");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hand_that_comes_after_the_limit_comes_too_late() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    // The computer slept: nothing has looked at the clock before the first movement of the mouse.
    desk.clock.advance(8 * 3_600);
    Arc::clone(&desk.host).touch(desk.window(), Touch {}).await.unwrap();
    let mut changes = desk.windows.changes();
    let locked = loop {
        if let Screen::Locked(locked) = screen(&desk).await {
            break locked;
        }
        changes.changed().await.unwrap();
    };
    assert_eq!(locked.cause, LockCause::Idle { minutes: 10 });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_back_does_not_keep_the_profile_open() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    desk.clock.advance(-86_400);
    desk.host.start();
    let began = desk.clock.now();
    desk.until("the lock", || async { matches!(screen(&desk).await, Screen::Locked(_)).then_some(()) }).await;
    assert!(desk.clock.now().since(began) < 3_600, "ten minutes from when the clock was set, not a day");
}
