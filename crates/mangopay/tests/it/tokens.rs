//! The token: one at a time, in time, and not for ever.

use std::time::Duration;

use futures::future::join_all;
use mangopay::{Error, PageBody, TransportKind};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{header, method, path},
};
use zeroize::Zeroizing;

use crate::support::{Api, ROOT, USER, document, failing, json, key, ok, token_call, token_reply, user};

/// Expects `times` users read with the token of this number.
async fn reads_with(api: &Api, number: u32, times: u64) {
    Mock::given(method("GET"))
        .and(path(format!("{ROOT}{USER}")))
        .and(header("authorization", format!("Bearer token-{number}")))
        .respond_with(ok("users/natural_sca.json"))
        .expect(times)
        .mount(&api.server)
        .await;
}

async fn tokens(api: &Api, replies: Vec<ResponseTemplate>) {
    for reply in replies {
        token_call().respond_with(reply).up_to_n_times(1).expect(1).mount(&api.server).await;
    }
}

#[tokio::test]
async fn twenty_calls_at_once_fetch_one_token() {
    let api = Api::without_token().await;
    tokens(&api, vec![token_reply(1, 1200).set_delay(Duration::from_millis(50))]).await;
    reads_with(&api, 1, 20).await;
    let user = user();
    let results = join_all((0..20).map(|_| api.client().user(&user))).await;
    assert!(results.iter().all(Result::is_ok));
}

#[tokio::test]
async fn twenty_calls_at_once_share_a_refusal() {
    let api = Api::without_token().await;
    let refusal = failing(401, "errors/invalid_credentials.json").set_delay(Duration::from_millis(50));
    tokens(&api, vec![refusal]).await;
    let user = user();
    for result in join_all((0..20).map(|_| api.client().user(&user))).await {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::CredentialsRefused), "twenty refusals would lock the account: {error:?}");
        assert!(error.is_session_over());
    }
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let api = Api::without_token().await;
    tokens(&api, vec![token_reply(1, 1200), token_reply(2, 1200)]).await;
    reads_with(&api, 1, 2).await;
    reads_with(&api, 2, 1).await;
    for advance in [0, 1169, 1] {
        api.rig.clock.advance(advance);
        api.client().user(&user()).await.unwrap();
    }
}

#[tokio::test]
async fn a_page_wants_a_token_that_lasts() {
    let api = Api::without_token().await;
    tokens(&api, vec![token_reply(1, 1200), token_reply(2, 1200)]).await;
    reads_with(&api, 1, 2).await;
    Mock::given(method("POST"))
        .and(path(format!("{ROOT}/users/204068025/KYC/documents/{}/pages", document())))
        .and(header("authorization", "Bearer token-2"))
        .respond_with(ResponseTemplate::new(204))
        .expect(1)
        .mount(&api.server)
        .await;
    api.client().user(&user()).await.unwrap();
    api.rig.clock.advance(1200 - 299);
    api.client().user(&user()).await.unwrap();
    let page = PageBody::new(Zeroizing::new(vec![7; 2000]));
    api.client().send_page(&user(), &document(), &key(), &page, &mut |_| {}).await.unwrap();
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let api = Api::without_token().await;
    tokens(&api, vec![token_reply(1, 1200), token_reply(2, 1200)]).await;
    let refused = failing(401, "errors/invalid_credentials.json");
    Mock::given(method("GET"))
        .and(header("authorization", "Bearer token-1"))
        .respond_with(refused)
        .expect(1)
        .mount(&api.server)
        .await;
    reads_with(&api, 2, 2).await;
    api.client().user(&user()).await.unwrap();
    api.client().user(&user()).await.unwrap();
}

#[tokio::test]
async fn a_token_refused_twice_ends_the_session() {
    let api = Api::without_token().await;
    tokens(&api, vec![token_reply(1, 1200), token_reply(2, 1200)]).await;
    Mock::given(method("PUT"))
        .respond_with(failing(401, "errors/invalid_credentials.json"))
        .expect(2)
        .mount(&api.server)
        .await;
    let error = api.client().submit_kyc_document(&user(), &document()).await.unwrap_err();
    assert!(matches!(error, Error::SessionLost), "{error:?}");
    assert!(error.is_session_over() && !error.is_retryable());
}

#[tokio::test]
async fn strong_authentication_is_no_lost_session() {
    let api = Api::start().await;
    let sca = ResponseTemplate::new(401)
        .insert_header("www-authenticate", "PendingUserAction RedirectUrl=https://sca.example.com/?token=1");
    api.on("GET", USER, 1, sca).await;
    let error = api.client().user(&user()).await.unwrap_err();
    assert!(matches!(error, Error::ScaRequired { .. }), "{error:?}");
    assert!(!error.is_session_over());
}

#[tokio::test]
async fn signing_in_tells_what_is_wrong() {
    type Check = fn(&Error) -> bool;
    let table: [(&str, ResponseTemplate, Check); 7] = [
        ("wrong key", failing(401, "errors/invalid_credentials.json"), |e| matches!(e, Error::CredentialsRefused)),
        ("wrong client", json(400, r#"{"error":"invalid_client"}"#), |e| matches!(e, Error::CredentialsRefused)),
        ("locked", failing(400, "errors/locked.json"), |e| matches!(e, Error::AccountLocked)),
        ("a portal", json(200, "<html>"), |e| matches!(e, Error::NotAnApi { status: 200 })),
        ("no such path", ResponseTemplate::new(404), |e| matches!(e, Error::NotAnApi { status: 404 })),
        ("other JSON", json(200, r#"{"hello":1}"#), |e| matches!(e, Error::Unreadable { what: "token" })),
        ("blocked here", ResponseTemplate::new(403), |e| matches!(e, Error::AccessDenied { .. })),
    ];
    for (name, response, check) in table {
        let api = Api::without_token().await;
        tokens(&api, vec![response]).await;
        let error = api.client().sign_in().await.unwrap_err();
        assert!(check(&error), "{name}: {error:?}");
    }
}

#[tokio::test]
async fn a_token_can_be_forgotten_or_ended() {
    let api = Api::without_token().await;
    tokens(&api, vec![token_reply(1, 1200), token_reply(2, 1200), token_reply(3, 1200)]).await;
    for number in 1..=3 {
        reads_with(&api, number, 1).await;
    }
    api.client().user(&user()).await.unwrap();
    api.client().forget_token().await;
    api.client().user(&user()).await.unwrap();
    api.client().expire_token().await;
    api.client().user(&user()).await.unwrap();
}

#[tokio::test]
async fn offline_is_told_by_the_token_call_too() {
    let rig = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        crate::support::Rig::at(&format!("http://{}", listener.local_addr().unwrap()), Default::default())
    };
    let error = rig.client.sign_in().await.unwrap_err();
    assert!(matches!(error, Error::Transport { kind: TransportKind::Connect, .. }), "{error:?}");
}
