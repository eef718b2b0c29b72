//! What guards a profile: every promised way opens it, whatever became of the key store.

use std::sync::Arc;

use ipc::{
    Code, Failure,
    profiles::{CreateProfile, CreatedProfile},
    session::{GetSession, Lock, Screen, Unlock, UnlockWith},
};
use testkit::Desk;
use testkit::sandbox::World;

const PASSPHRASE: &str = "correct horse battery";

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
        let ruins: [(&str, fn(&Desk)); 3] = [
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
