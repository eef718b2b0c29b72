//! Read-only: over every call of the client.

use futures::{FutureExt as _, future::BoxFuture};
use mangopay::{Access, Client, Error, EventFilter, KycDocumentFilter, NewKycDocument, PageBody, Range};
use model::KycDocumentType;
use zeroize::Zeroizing;

use crate::support::{Api, document, key, user};

type Call = (&'static str, bool, BoxFuture<'static, Result<(), Error>>);

/// Every function of the client that sends something, with whether it writes. A new one belongs here.
pub fn every_call(client: &Client) -> Vec<Call> {
    let c = || client.clone();
    vec![
        ("users", false, {
            let c = c();
            async move { c.users(Range::default()).page(1).await.map(drop) }.boxed()
        }),
        ("user", false, {
            let c = c();
            async move { c.user(&user()).await.map(drop) }.boxed()
        }),
        ("user_sca", false, {
            let c = c();
            async move { c.user_sca(&user()).await.map(drop) }.boxed()
        }),
        ("regulatory", false, {
            let c = c();
            async move { c.regulatory(&user()).await.map(drop) }.boxed()
        }),
        ("block_status", false, {
            let c = c();
            async move { c.block_status(&user()).await.map(drop) }.boxed()
        }),
        ("kyc_documents", false, {
            let c = c();
            async move { c.kyc_documents(&KycDocumentFilter::default()).page(1).await.map(drop) }.boxed()
        }),
        ("kyc_documents_of", false, {
            let c = c();
            async move { c.kyc_documents_of(&user(), &KycDocumentFilter::default()).page(1).await.map(drop) }.boxed()
        }),
        ("kyc_document", false, {
            let c = c();
            async move { c.kyc_document(&document()).await.map(drop) }.boxed()
        }),
        ("kyc_document_of", false, {
            let c = c();
            async move { c.kyc_document_of(&user(), &document()).await.map(drop) }.boxed()
        }),
        ("events", false, {
            let c = c();
            async move { c.events(&EventFilter::default()).page(1).await.map(drop) }.boxed()
        }),
        ("response", false, {
            let c = c();
            async move { c.response(&key()).await.map(drop) }.boxed()
        }),
        ("platform", false, {
            let c = c();
            async move { c.platform().await.map(drop) }.boxed()
        }),
        ("create_kyc_document", true, {
            let c = c();
            let new = NewKycDocument { kind: KycDocumentType::IdentityProof, tag: None };
            async move { c.create_kyc_document(&user(), &new, &key()).await.map(drop) }.boxed()
        }),
        ("send_page", true, {
            let c = c();
            let page = PageBody::new(Zeroizing::new(vec![1; 100]));
            async move { c.send_page(&user(), &document(), &key(), &page, &mut |_| {}).await }.boxed()
        }),
        ("submit_kyc_document", true, {
            let c = c();
            async move { c.submit_kyc_document(&user(), &document()).await.map(drop) }.boxed()
        }),
    ]
}

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
    for (name, is_write, call) in every_call(api.client()) {
        let result = call.await;
        if is_write {
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
    assert_eq!(writes, 3);
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
