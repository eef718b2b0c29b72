//! Read-only: over every call of the client.

use mangopay::{Access, Error};

use crate::{
    every_call::every_case,
    support::{Api, document, user},
};

#[tokio::test]
async fn nothing_but_reads_and_the_token_leaves_a_read_only_client() {
    let api = Api::without_token().await;
    crate::support::token(1200).mount(&api.server).await;
    // Reads are answered with a refusal: here it only matters that they left.
    wiremock::Mock::given(wiremock::matchers::method("GET"))
        .respond_with(crate::support::failing(404, "errors/not_found.json"))
        .mount(&api.server)
        .await;
    api.client().set_access(Access::ReadOnly);
    let (mut reads, mut writes) = (0, 0);
    for case in every_case() {
        let (name, result) = (case.function, (case.call)(api.client().clone()).await);
        if case.is_write() {
            writes += 1;
            assert!(matches!(result, Err(Error::ReadOnly)), "{name} must not leave: {result:?}");
        } else {
            reads += 1;
            assert!(!matches!(result, Err(Error::ReadOnly)), "{name} may leave");
        }
    }
    api.client().sign_in().await.unwrap();
    let received = api.server.received_requests().await.unwrap();
    for request in &received {
        let is_token = request.method == "POST" && request.url.path() == "/v2.01/oauth/token";
        assert!(request.method == "GET" || is_token, "{} {} left", request.method, request.url);
    }
    assert_eq!(received.iter().filter(|request| request.method == "GET").count(), reads);
    assert!(writes > 70, "{writes} writes were refused");
}

#[tokio::test]
async fn a_write_that_may_not_leave_fetches_no_token() {
    let api = Api::without_token().await;
    api.client().set_access(Access::ReadOnly);
    let error = api.client().submit_kyc_document(&user(), &document()).await.unwrap_err();
    assert!(matches!(error, Error::ReadOnly), "{error:?}");
}

#[tokio::test]
async fn access_is_shared_by_clones_and_can_be_given_back() {
    let api = Api::start().await;
    let path = "/users/204068025/KYC/documents/kyc_01HQK25M6KVHKDV0S36JY9NRKS";
    api.on("PUT", path, 1, crate::support::ok("kyc/created.json")).await;
    let clone = api.client().clone();
    clone.set_access(Access::ReadOnly);
    assert_eq!(api.client().access(), Access::ReadOnly);
    assert!(matches!(api.client().submit_kyc_document(&user(), &document()).await, Err(Error::ReadOnly)));
    clone.set_access(Access::ReadWrite);
    api.client().submit_kyc_document(&user(), &document()).await.unwrap();
}
