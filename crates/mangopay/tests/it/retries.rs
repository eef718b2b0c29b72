//! What is tried again: the pure decision as a table, and the same over the wire.

use std::time::Duration;

use mangopay::{
    Error, NewKycDocument, Refusal, TransportKind,
    retry::{Attempt, Decision, Delivery, MOST_TRIES, Safety, decide},
};
use model::{KycDocumentType, UnixSeconds};
use wiremock::ResponseTemplate;

use crate::{
    raw::{Act, RawServer},
    support::{Api, DOCUMENTS, START, USER, document, failing, json, key, ok, user},
};

const NOW: UnixSeconds = UnixSeconds(1_000);

fn attempt(safety: Safety, delivery: Delivery) -> Attempt {
    Attempt {
        safety,
        delivery,
        tries: 1,
        elapsed: Duration::ZERO,
        budget: Duration::from_secs(30),
        now: NOW,
        renewed: false,
        jitter: 0.0,
    }
}

fn transport(kind: TransportKind) -> Error {
    Error::Transport { kind, source: None }
}

fn until(seconds: i64) -> Error {
    Error::RateLimited { until: Some(NOW.plus(seconds)) }
}

#[test]
fn the_decision_for_each_failure() {
    use Decision::{GiveUp, RenewToken, UnknownOutcome};
    use Delivery::{Complete, Nothing, Partial};
    use Safety::{Read, Write};
    let after = |millis| Decision::Retry { after: Duration::from_millis(millis) };
    let server = |status| Error::Server { status, id: None };
    let foreign = |status| Error::NotAnApi { status };
    let refusal = || Box::new(Refusal::default());
    let table = [
        (Read, Complete, Error::SessionLost, RenewToken),
        (Write, Complete, Error::SessionLost, RenewToken),
        (Write, Partial, Error::SessionLost, UnknownOutcome),
        (Read, Complete, until(7), after(7_000)),
        (Write, Complete, until(7), after(7_000)),
        (Write, Partial, until(7), GiveUp),
        (Read, Complete, until(-7), after(0)),
        (Read, Complete, until(31), GiveUp),
        (Read, Complete, Error::RateLimited { until: None }, after(250)),
        (Read, Complete, server(500), after(250)),
        (Read, Complete, server(503), after(250)),
        (Write, Complete, server(500), UnknownOutcome),
        (Write, Partial, server(502), UnknownOutcome),
        (Read, Nothing, transport(TransportKind::Connect), after(250)),
        (Read, Nothing, transport(TransportKind::Dns), after(250)),
        (Read, Partial, transport(TransportKind::Timeout), after(250)),
        (Read, Complete, transport(TransportKind::Reset), after(250)),
        (Read, Nothing, transport(TransportKind::Tls), GiveUp),
        (Read, Nothing, transport(TransportKind::Proxy), GiveUp),
        (Write, Nothing, transport(TransportKind::Connect), after(250)),
        (Write, Nothing, transport(TransportKind::Timeout), after(250)),
        (Write, Nothing, transport(TransportKind::Tls), GiveUp),
        (Write, Partial, transport(TransportKind::Timeout), UnknownOutcome),
        (Write, Partial, transport(TransportKind::Reset), UnknownOutcome),
        (Write, Complete, transport(TransportKind::Reset), UnknownOutcome),
        (Read, Complete, foreign(200), GiveUp),
        (Write, Complete, foreign(200), UnknownOutcome),
        (Write, Complete, foreign(302), UnknownOutcome),
        (Write, Complete, foreign(408), UnknownOutcome),
        (Write, Complete, foreign(405), GiveUp),
        (Read, Complete, Error::Unreadable { what: "x" }, GiveUp),
        (Write, Complete, Error::Unreadable { what: "x" }, UnknownOutcome),
        (Write, Complete, Error::Validation(refusal()), GiveUp),
        (Write, Partial, Error::Validation(refusal()), GiveUp),
        (Write, Complete, Error::Conflict(refusal()), GiveUp),
        (Read, Complete, Error::NotFound(refusal()), GiveUp),
        (Write, Complete, Error::ScopeMissing(refusal()), GiveUp),
        (Read, Complete, Error::CredentialsRefused, GiveUp),
        (Read, Complete, Error::AccountLocked, GiveUp),
        (Write, Nothing, Error::ReadOnly, GiveUp),
        (Write, Nothing, Error::InvalidId, GiveUp),
    ];
    for (safety, delivery, error, expected) in table {
        let decision = decide(&attempt(safety, delivery), &error);
        assert_eq!(decision, expected, "{safety:?} {delivery:?} {error:?}");
    }
}

#[test]
fn tries_budget_and_renewal_have_their_bounds() {
    let base = attempt(Safety::Read, Delivery::Complete);
    let broken = Error::Server { status: 500, id: None };
    assert_eq!(decide(&Attempt { tries: MOST_TRIES, ..base }, &broken), Decision::GiveUp);
    assert_eq!(decide(&Attempt { elapsed: Duration::from_secs(30), ..base }, &broken), Decision::GiveUp);
    assert_eq!(decide(&Attempt { renewed: true, ..base }, &Error::SessionLost), Decision::GiveUp);
    let waits: Vec<_> = (1..MOST_TRIES)
        .map(|tries| decide(&Attempt { tries, jitter: 1.0, budget: Duration::MAX, ..base }, &broken))
        .collect();
    let after = |millis| Decision::Retry { after: Duration::from_millis(millis) };
    assert_eq!(waits, [after(500), after(1_000), after(2_000)], "the wait doubles");
}

#[tokio::test]
async fn a_read_waits_until_calls_are_free_again() {
    let api = Api::start().await;
    let limited = failing(429, "errors/rate_limit.json")
        .insert_header("x-ratelimit", "2300,2300,2300,2300")
        .insert_header("x-ratelimit-remaining", "0,2200,6500,103300")
        .insert_header("x-ratelimit-reset", format!("{},{},{},{}", START + 9, START + 99, START + 999, START + 9999));
    api.next("GET", USER, limited).await;
    api.next("GET", USER, ok("users/natural_sca.json")).await;
    api.rig.client.user(&user()).await.unwrap();
    assert_eq!(api.rig.waits(), [Duration::from_millis(9_500)], "until the reset, plus the jitter");
    let calls = api.rig.seen.calls.lock().unwrap();
    assert_eq!(calls.iter().find(|call| call.method == "GET").unwrap().tries, 2);
}

#[tokio::test]
async fn a_far_reset_is_told_and_not_waited_for() {
    let api = Api::start().await;
    let limited = failing(429, "errors/rate_limit.json").insert_header("retry-after", "900");
    api.on("GET", USER, 1, limited).await;
    let error = api.client().user(&user()).await.unwrap_err();
    assert!(matches!(error, Error::RateLimited { until: Some(UnixSeconds(at)) } if at == START + 900), "{error:?}");
    assert!(api.rig.waits().is_empty() && error.is_retryable());
}

#[tokio::test]
async fn a_read_survives_a_moments_failure() {
    let api = Api::start().await;
    api.next("GET", USER, failing(500, "errors/server.json")).await;
    api.next("GET", USER, ResponseTemplate::new(503)).await;
    api.next("GET", USER, ok("users/natural_sca.json")).await;
    api.client().user(&user()).await.unwrap();
    assert_eq!(api.rig.waits().len(), 2);
}

fn new_document() -> NewKycDocument {
    NewKycDocument { kind: KycDocumentType::IdentityProof, tag: None }
}

#[tokio::test]
async fn a_write_is_never_sent_twice_when_its_outcome_is_open() {
    for (name, response) in [
        ("500", failing(500, "errors/server.json")),
        ("503, empty", ResponseTemplate::new(503)),
        ("a web page", json(200, "<html>")),
        ("cut JSON", json(200, r#"{"Id":"#)),
        ("no object", json(200, "[]")),
        ("an object without id", json(200, "{}")),
        ("a redirection", ResponseTemplate::new(307).insert_header("location", "/elsewhere")),
        ("408 of a proxy", ResponseTemplate::new(408)),
    ] {
        let api = Api::start().await;
        api.on("POST", DOCUMENTS, 1, response).await;
        let error = api.client().create_kyc_document(&user(), &new_document(), &key()).await.unwrap_err();
        assert!(matches!(error, Error::UnknownOutcome { .. }), "{name}: {error:?}");
        assert!(!error.is_retryable(), "it is looked up first");
    }
}

#[tokio::test]
async fn a_write_that_was_certainly_not_carried_out_is_sent_again() {
    let api = Api::start().await;
    api.next("POST", DOCUMENTS, failing(429, "errors/rate_limit.json").insert_header("retry-after", "2")).await;
    api.next("POST", DOCUMENTS, ok("kyc/created.json")).await;
    api.client().create_kyc_document(&user(), &new_document(), &key()).await.unwrap();
}

#[tokio::test]
async fn a_used_key_is_a_conflict() {
    let api = Api::start().await;
    api.on("POST", DOCUMENTS, 1, failing(409, "errors/conflict.json")).await;
    let error = api.client().create_kyc_document(&user(), &new_document(), &key()).await.unwrap_err();
    assert!(matches!(&error, Error::Conflict(r) if r.kind == "idempotent_creation_conflict"), "{error:?}");
}

#[tokio::test]
async fn a_lost_answer_of_a_write_is_an_unknown_outcome_and_of_a_read_another_try() {
    let server = RawServer::start(vec![Act::CloseAfterBody]).await;
    let error = server.rig.client.create_kyc_document(&user(), &new_document(), &key()).await.unwrap_err();
    let Error::UnknownOutcome { cause } = &error else { panic!("{error:?}") };
    assert!(matches!(**cause, Error::Transport { kind: TransportKind::Reset, .. }), "{error:?}");
    assert!(error.is_offline());
    assert_eq!(server.received().len(), 1, "sent once");

    let found = crate::support::fixture("users/natural_sca.json");
    let server = RawServer::start(vec![Act::CloseAfterBody, Act::answer(200, &found)]).await;
    server.rig.client.user(&user()).await.unwrap();
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_cut_answer_is_a_broken_connection() {
    let whole = crate::support::fixture("kyc/created.json");
    let cut = Act::Cut { promised: whole.len(), body: whole[..40].to_owned() };
    let server = RawServer::start(vec![cut.clone(), Act::answer(200, &whole)]).await;
    let found = server.rig.client.kyc_document(&document()).await.unwrap();
    assert_eq!(found.value.id, document());
    assert_eq!(server.received().len(), 2, "a read is asked again");

    let server = RawServer::start(vec![cut]).await;
    let error = server.rig.client.submit_kyc_document(&user(), &document()).await.unwrap_err();
    assert!(matches!(error, Error::UnknownOutcome { .. }), "{error:?}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn an_ordinary_call_ends_at_its_deadline() {
    let timeouts = mangopay::Timeouts { call: Duration::from_millis(80), ..Default::default() };
    let server = RawServer::start_with(vec![Act::Hang { after: 0 }], timeouts).await;
    let error = server.rig.client.submit_kyc_document(&user(), &document()).await.unwrap_err();
    let Error::UnknownOutcome { cause } = error else { panic!("{error:?}") };
    assert!(matches!(*cause, Error::Transport { kind: TransportKind::Timeout, .. }), "{cause:?}");
}
