//! What guards a profile: every promised way opens it, whatever became of the key store.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use engine::Caller;
use ipc::{
    Code, Event, Failure,
    profiles::{CreateProfile, CreatedProfile, ListProfiles},
    session::{GetSession, Lock, Screen, Unlock, UnlockWith},
};
use testkit::Desk;
use testkit::sandbox::World;

const PASSPHRASE: &str = "correct horse battery";

/// What becomes of the key store.
type Ruin = fn(&Desk);

async fn opens(desk: &Desk, with: UnlockWith) -> bool {
    Arc::clone(&desk.host).unlock(desk.window(), Unlock { with }).await.unwrap();
    let session = Arc::clone(&desk.host).get_session(desk.window(), GetSession {}).await.unwrap();
    let open = matches!(session.screen, Screen::Open(_));
    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    open
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passphrase_and_recovery_code_open_it_whatever_became_of_the_key_store() {
    for passphrase in [None, Some(PASSPHRASE)] {
        let desk = Desk::with(World::Empty).await;
        let code = desk.connect_with(passphrase).await.recovery_code.unwrap();
        Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
        let ruins: [(&str, Ruin); 3] = [
            ("locked", |desk| desk.store.set_locked(true)),
            ("emptied", |desk| desk.store.lose_entries()),
            ("absent", |desk| desk.store.vanish()),
        ];
        for (state, ruin) in ruins {
            ruin(&desk);
            assert!(opens(&desk, UnlockWith::RecoveryCode(code.clone())).await, "recovery code, key store {state}");
            if let Some(passphrase) = passphrase {
                let with = UnlockWith::Passphrase(passphrase.to_owned());
                assert!(opens(&desk, with).await, "passphrase, key store {state}");
            }
        }
    }
}

async fn create(desk: &Desk, passphrase: Option<&str>) -> Result<CreatedProfile, Failure> {
    let args = CreateProfile {
        label: "Test platform".to_owned(),
        credentials: Some(desk.credentials()),
        passphrase: passphrase.map(str::to_owned),
        read_only: false,
    };
    Arc::clone(&desk.host).create_profile(desk.window(), args).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_key_store_does_not_hinder_a_profile_with_a_passphrase() {
    let desk = Desk::with(World::Empty).await;
    desk.store.set_locked(true);
    assert_eq!(create(&desk, None).await.unwrap_err().code, Code::KeyStoreLocked);
    create(&desk, Some(PASSPHRASE)).await.unwrap();
    assert_eq!(desk.store.len(), 0, "nothing of it lies in the key store");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_profile_that_comes_to_nothing_leaves_no_key_in_the_key_store() {
    let desk = Desk::with(World::Empty).await;
    // The key store takes its entry, then the vault file cannot be written.
    desk.store.then(Box::new({
        let profiles = desk.folder().join("profiles");
        move || {
            let folder = std::fs::read_dir(&profiles).unwrap().next().unwrap().unwrap().path();
            std::fs::create_dir(folder.join("vault.json")).unwrap();
        }
    }));
    create(&desk, None).await.unwrap_err();
    assert_eq!(desk.store.len(), 0, "nothing of it lies in the key store");
    let left = std::fs::read_dir(desk.folder().join("profiles")).unwrap().count();
    assert_eq!(left, 0, "nor in the folder");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_creation_that_was_broken_off_is_no_profile() {
    let desk = Desk::with(World::Empty).await;
    let asked = Arc::new(AtomicBool::new(false));
    desk.store.then(Box::new({
        let (asked, profiles) = (Arc::clone(&asked), desk.folder().join("profiles"));
        move || {
            let folder = std::fs::read_dir(&profiles).unwrap().next().unwrap().unwrap().path();
            assert!(!folder.join("profile.json").exists(), "a kill at this moment leaves no ghost");
            asked.store(true, Ordering::SeqCst);
        }
    }));
    create(&desk, None).await.unwrap();
    assert!(asked.load(Ordering::SeqCst));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_prompt_of_the_key_store_holds_up_nothing_but_its_own_profile() {
    let desk = Desk::with(World::Empty).await;
    let asking = desk.connect_with(None).await.id;
    let second = Caller::new("main-2");
    let other = CreateProfile {
        label: "Other".to_owned(),
        credentials: Some(desk.credentials()),
        passphrase: Some(PASSPHRASE.to_owned()),
        read_only: false,
    };
    Arc::clone(&desk.host).create_profile(second.clone(), other).await.unwrap();
    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    desk.store.set_prompting(true);
    let unlocking = tokio::spawn(Arc::clone(&desk.host).unlock(desk.window(), Unlock { with: UnlockWith::KeyStore }));
    let elsewhere = async {
        Arc::clone(&desk.host).lock(second.clone(), Lock {}).await.unwrap();
        let with = UnlockWith::Passphrase(PASSPHRASE.to_owned());
        Arc::clone(&desk.host).unlock(second.clone(), Unlock { with }).await.unwrap();
    };
    tokio::time::timeout(Duration::from_secs(30), elsewhere).await.expect("another profile locks and opens meanwhile");
    assert!(!unlocking.is_finished(), "nobody has answered the prompt");
    // The window of the prompt is closed before it is answered: nothing is opened behind nobody's back.
    desk.host.window_closed(&desk.window()).await;
    desk.store.set_prompting(false);
    unlocking.await.unwrap().unwrap();
    let cards = Arc::clone(&desk.host).list_profiles(second, ListProfiles {}).await.unwrap();
    assert!(cards.iter().any(|card| card.id == asking && !card.open));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_start_the_window_does_not_wait_for_the_key_store() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    let desk = desk.restart().await;
    desk.store.set_prompting(true);
    // Bound at once; opening goes on beside the window.
    let opening = tokio::spawn(desk.host.bind_first(&desk.window()));
    let screen = || async { Arc::clone(&desk.host).get_session(desk.window(), GetSession {}).await.unwrap().screen };
    assert!(matches!(screen().await, Screen::Locked(_)), "the lock screen, while the key store asks");
    assert!(!opening.is_finished());
    desk.store.set_prompting(false);
    opening.await.unwrap();
    assert!(matches!(screen().await, Screen::Open(_)));
    assert!(desk.windows.events_of("main-1").contains(&Event::SessionChanged), "and the window is told");
}
