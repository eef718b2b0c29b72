//! Damaged, foreign and shared files of a profile.

use std::{path::PathBuf, sync::Arc};

use engine::{Caller, Host};
use ipc::{
    Code,
    profiles::{ListProfiles, OpenProfile},
    session::{GetSession, Lock, LockedProfile, Screen, Unlock, UnlockWith},
    sync::GetSyncStatus,
};
use testkit::Desk;
use testkit::sandbox::World;

fn profile_folder(desk: &Desk) -> PathBuf {
    std::fs::read_dir(desk.folder().join("profiles")).unwrap().next().unwrap().unwrap().path()
}

async fn unlock(host: &Arc<Host>, caller: Caller) -> Result<(), Code> {
    let args = Unlock { with: UnlockWith::KeyStore };
    Arc::clone(host).unlock(caller, args).await.map(|_| ()).map_err(|failure| failure.code)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_cache_is_put_aside_and_fetched_anew() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    let cache = profile_folder(&desk).join("cache.db");
    std::fs::write(&cache, vec![7; 8192]).unwrap();
    unlock(&desk.host, desk.window()).await.unwrap();
    assert!(profile_folder(&desk).join("cache.db.damaged").exists(), "kept for whoever wants to look");
    desk.until("the rows to come back", || async {
        let status = Arc::clone(&desk.host).get_sync_status(desk.window(), GetSyncStatus {}).await.ok()?;
        status.streams.iter().any(|stream| stream.have > 0).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_journal_is_reported_and_left_as_it_is() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    let journal = profile_folder(&desk).join("journal.db");
    let foreign = vec![7_u8; 8192];
    std::fs::write(&journal, &foreign).unwrap();
    assert_eq!(unlock(&desk.host, desk.window()).await, Err(Code::NotOurFile));
    assert_eq!(std::fs::read(&journal).unwrap(), foreign, "never overwritten");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_is_kept_out() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    // Another process is another holder of the lock file.
    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    let other = std::fs::File::open(profile_folder(&desk).join("lock")).unwrap();
    other.try_lock().unwrap();
    assert_eq!(unlock(&desk.host, desk.window()).await, Err(Code::ProfileInUse));
    drop(other);
    assert_eq!(unlock(&desk.host, desk.window()).await, Ok(()));
}

async fn locked(desk: &Desk, caller: Caller) -> LockedProfile {
    match Arc::clone(&desk.host).get_session(caller, GetSession {}).await.unwrap().screen {
        Screen::Locked(locked) => locked,
        other => panic!("the lock screen must show: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vault_that_nothing_opens_is_told_on_the_lock_screen_and_others_stay_in_reach() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    let vault = profile_folder(&desk).join("vault.json");
    let good = std::fs::read(&vault).unwrap();
    for (bytes, code) in [
        (None, Code::VaultMissing),
        (Some(b"shopping list".as_slice()), Code::NotOurFile),
        (Some(b"".as_slice()), Code::NotOurFile),
    ] {
        Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
        match bytes {
            None => std::fs::remove_file(&vault).unwrap(),
            Some(bytes) => std::fs::write(&vault, bytes).unwrap(),
        }
        let shown = locked(&desk, desk.window()).await;
        assert_eq!(shown.trouble.map(|failure| failure.code), Some(code));
        assert!(!shown.has_key_store && !shown.has_passphrase, "no button that cannot work");
        assert_eq!(unlock(&desk.host, desk.window()).await, Err(code));
        std::fs::write(&vault, &good).unwrap();
        assert_eq!(locked(&desk, desk.window()).await.trouble, None, "put back, it is as before");
        unlock(&desk.host, desk.window()).await.unwrap();
    }

    std::fs::remove_file(&vault).unwrap();
    let desk = desk.restart().await;
    desk.host.bind_first(&desk.window()).await;
    assert!(locked(&desk, desk.window()).await.trouble.is_some());
    Arc::clone(&desk.host).open_profile(desk.window(), OpenProfile { id: None }).await.unwrap();
    let other = Caller::new(&desk.windows.opened()[0]);
    let session = Arc::clone(&desk.host).get_session(other, GetSession {}).await.unwrap();
    assert_eq!(session.screen, Screen::Welcome { has_profiles: true }, "from where another one is connected");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_journal_is_told_and_none_is_made_in_its_place() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    let journal = profile_folder(&desk).join("journal.db");
    let kept = std::fs::read(&journal).unwrap();
    std::fs::remove_file(&journal).unwrap();
    assert_eq!(unlock(&desk.host, desk.window()).await, Err(Code::JournalMissing));
    assert!(!journal.exists());
    std::fs::write(&journal, kept).unwrap();
    assert_eq!(unlock(&desk.host, desk.window()).await, Ok(()), "put back, it is as before");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_profile_without_a_readable_card_loses_its_label_and_nothing_else() {
    let mut desk = Desk::with(World::Empty).await;
    let id = desk.connect().await.id;
    for damage in [Some(b"shopping list".as_slice()), Some(b"".as_slice()), None] {
        let card = profile_folder(&desk).join("profile.json");
        match damage {
            Some(bytes) => std::fs::write(&card, bytes).unwrap(),
            None => std::fs::remove_file(&card).unwrap(),
        }
        desk = desk.restart().await;
        let listed = Arc::clone(&desk.host).list_profiles(desk.window(), ListProfiles {}).await.unwrap();
        assert_eq!(listed.len(), 1, "it does not vanish");
        assert_eq!((listed[0].id.as_str(), listed[0].label.as_str()), (id.as_str(), id.as_str()));
        desk.host.bind_first(&desk.window()).await;
        let screen = Arc::clone(&desk.host).get_session(desk.window(), GetSession {}).await.unwrap().screen;
        assert!(matches!(screen, Screen::Open(_)), "and opens as before");
    }
    // What was broken off before there was anything to keep is no profile.
    std::fs::create_dir(desk.folder().join("profiles/sandbox_broken-off")).unwrap();
    let desk = desk.restart().await;
    assert_eq!(Arc::clone(&desk.host).list_profiles(desk.window(), ListProfiles {}).await.unwrap().len(), 1);
}
