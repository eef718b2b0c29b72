//! Connecting: what a person is told when it does not work.

use std::sync::Arc;

use ipc::{
    Code,
    profiles::{CheckConnection, CheckOutcome, CheckSubject, ConnectionReport, CreateProfile, ListProfiles},
};
use testkit::Desk;
use testkit::sandbox::{Action, Fault, Options, Scopes, World};

async fn check(desk: &Desk, change: impl FnOnce(&mut ipc::profiles::Credentials)) -> ConnectionReport {
    let mut credentials = desk.credentials();
    change(&mut credentials);
    desk.run(Arc::clone(&desk.host).check_connection(desk.window(), CheckConnection { credentials })).await.unwrap()
}

fn outcome(report: &ConnectionReport, subject: CheckSubject) -> String {
    let check = report.checks.iter().find(|check| check.subject == subject).unwrap();
    match &check.outcome {
        CheckOutcome::Passed => "passed".to_owned(),
        CheckOutcome::Warned(failure) => format!("warned {}", failure.code.key()),
        CheckOutcome::Failed(failure) => format!("failed {}", failure.code.key()),
        CheckOutcome::NotTested => "not tested".to_owned(),
    }
}

#[tokio::test]
async fn a_good_key_passes_and_writing_is_not_tried() {
    let desk = Desk::with(World::Empty).await;
    let report = check(&desk, |_| {}).await;
    assert!(report.usable);
    for subject in [CheckSubject::Reach, CheckSubject::Credentials, CheckSubject::ReadUsers, CheckSubject::ReadEvents] {
        assert_eq!(outcome(&report, subject), "passed", "{subject:?}");
    }
    assert_eq!(outcome(&report, CheckSubject::SubmitDocuments), "not tested", "a probe would be a write");
    let calls = desk.sandbox.control().calls();
    assert!(
        calls.iter().all(|call| call.method == "GET" || call.path.ends_with("/oauth/token")),
        "only harmless reads"
    );
}

#[tokio::test]
async fn each_cause_is_told_apart() {
    let desk = Desk::with_options(Options {
        world: World::Empty,
        scopes: Scopes::all_but("Client.Developers"),
        lock_after_bad_credentials: false,
        ..Options::default()
    })
    .await;

    let report = check(&desk, |typed| typed.api_key = "wrong".to_owned()).await;
    assert_eq!(outcome(&report, CheckSubject::Credentials), "failed credentials-refused");
    assert!(!report.usable);

    let report = check(&desk, |typed| typed.client_id = "somebody-else".to_owned()).await;
    assert_eq!(outcome(&report, CheckSubject::Credentials), "failed credentials-refused");

    let report = check(&desk, |typed| typed.address = Some("http://127.0.0.1:1".to_owned())).await;
    assert_eq!(outcome(&report, CheckSubject::Reach), "failed unreachable");
    assert_eq!(outcome(&report, CheckSubject::Credentials), "not tested", "nothing was asked");

    let report = check(&desk, |_| {}).await;
    assert_eq!(outcome(&report, CheckSubject::ReadEvents), "warned not-allowed", "uploads work without, but slower");
    assert!(report.usable);

    desk.sandbox.control().fault(Fault {
        method: None,
        path: Some("/users".to_owned()),
        skip: 0,
        times: None,
        action: Action::Html { status: 200 },
    });
    let report = check(&desk, |_| {}).await;
    assert_eq!(outcome(&report, CheckSubject::Reach), "failed not-the-api");
}

#[tokio::test]
async fn a_profile_that_cannot_be_made_leaves_nothing_behind() {
    let desk = Desk::with(World::Empty).await;
    let create = |credentials, passphrase: Option<&str>| CreateProfile {
        label: "Test platform".to_owned(),
        credentials: Some(credentials),
        passphrase: passphrase.map(str::to_owned),
        read_only: false,
    };
    let mut bad = desk.credentials();
    bad.address = Some("http://example.com".to_owned());
    let refused = Arc::clone(&desk.host).create_profile(desk.window(), create(bad, None)).await.unwrap_err();
    assert_eq!((refused.code, refused.fields[0].field.as_str()), (Code::BadAddress, "address"));

    desk.store.set_locked(true);
    let refused =
        Arc::clone(&desk.host).create_profile(desk.window(), create(desk.credentials(), None)).await.unwrap_err();
    assert_eq!(refused.code, Code::KeyStoreLocked);

    let refused = Arc::clone(&desk.host).create_profile(desk.window(), create(desk.credentials(), Some("short"))).await;
    assert_eq!(refused.unwrap_err().code, Code::WeakPassphrase);

    let profiles = Arc::clone(&desk.host).list_profiles(desk.window(), ListProfiles {}).await.unwrap();
    assert!(profiles.is_empty());
    assert_eq!(std::fs::read_dir(desk.folder().join("profiles")).unwrap().count(), 0, "no folder is left");
}
