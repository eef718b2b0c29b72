//! Pages on their way: exact, never in chunks, over slow links and broken ones.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use mangopay::{Error, PageBody, PageProgress, Timeouts, TransportKind};
use zeroize::Zeroizing;

use crate::{
    raw::{Act, RawServer},
    support::{document, fixture, key, user},
};

fn file(size: usize) -> Vec<u8> {
    (0..size).map(|i| (i * 7 + i / 251) as u8).collect()
}

async fn send(server: &RawServer, file: &[u8]) -> (Result<(), Error>, Vec<PageProgress>) {
    let seen = Mutex::new(Vec::new());
    let page = PageBody::new(Zeroizing::new(file.to_vec()));
    let mut note = |step| seen.lock().unwrap().push(step);
    let result = server.rig.client.send_page(&user(), &document(), &key(), &page, &mut note).await;
    (result, seen.into_inner().unwrap())
}

#[tokio::test]
async fn a_page_arrives_exactly_with_its_length_and_not_in_chunks() {
    for size in [0, 1, 2, 3, 4, 1_024, 49_151, 49_152, 49_153, 700_001] {
        let server = RawServer::start(vec![Act::answer(204, "")]).await;
        let file = file(size);
        let (result, steps) = send(&server, &file).await;
        result.unwrap();
        let received = server.received();
        let [request] = received.as_slice() else { panic!("sent once") };
        assert_eq!(request.header("transfer-encoding"), None, "411 would be the answer to chunks");
        let length: usize = request.header("content-length").unwrap().parse().unwrap();
        assert_eq!(length, request.body.len());
        assert_eq!(request.header("idempotency-key"), Some(key().as_str()));
        assert_eq!(request.header("content-type"), Some("application/json"));
        assert!(
            request
                .head
                .starts_with("post /v2.01/acme/users/204068025/kyc/documents/kyc_01hqk25m6kvhkdv0s36jy9nrks/pages ")
        );
        let expected = format!("{{\"File\":\"{}\"}}", STANDARD.encode(&file));
        assert!(request.body == expected.as_bytes(), "{size} bytes must arrive as they are");
        let last = steps.last().unwrap();
        assert_eq!((last.sent, last.total), (length as u64, length as u64));
        assert_eq!(*server.rig.seen.pages.lock().unwrap(), steps, "the observer is told the same");
    }
}

#[tokio::test]
async fn a_slow_link_moves_on_and_has_no_deadline_for_the_whole() {
    // 256 KiB per 5 ms: far longer than the deadline of ordinary calls, yet always in progress. Larger than any page,
    // since the system's buffers on loopback swallow some megabytes at once.
    let timeouts =
        Timeouts { call: Duration::from_millis(250), no_progress: Duration::from_secs(20), ..Timeouts::default() };
    let act = Act::Slowly { bytes: 256 * 1024, tick: Duration::from_millis(5) };
    let server = RawServer::start_with(vec![act], timeouts).await;
    let began = Instant::now();
    let (result, steps) = send(&server, &file(24_000_000)).await;
    result.unwrap();
    assert!(began.elapsed() > timeouts.call, "the link was not slow: {:?}", began.elapsed());
    assert!(steps.len() >= 5, "progress moved in {} steps", steps.len());
    assert!(steps.windows(2).all(|pair| pair[0].sent < pair[1].sent), "progress never goes back");
    assert_eq!(server.received()[0].body.len() as u64, steps.last().unwrap().total);
}

#[tokio::test]
async fn a_stand_still_amid_the_body_is_an_unknown_outcome() {
    let timeouts = Timeouts { no_progress: Duration::from_millis(200), ..Timeouts::default() };
    let server = RawServer::start_with(vec![Act::Hang { after: 10_000 }], timeouts).await;
    // More than the system's buffers on both sides hold, so that the body really stands still.
    let (result, steps) = send(&server, &file(24_000_000)).await;
    let Err(Error::UnknownOutcome { cause }) = result else { panic!("{result:?}") };
    assert!(matches!(*cause, Error::Transport { kind: TransportKind::Timeout, .. }), "{cause:?}");
    assert!(steps.last().unwrap().sent < steps.last().unwrap().total);
}

#[tokio::test]
async fn no_answer_after_the_body_is_an_unknown_outcome() {
    let timeouts = Timeouts { answer: Duration::from_millis(100), ..Timeouts::default() };
    let server = RawServer::start_with(vec![Act::Hang { after: usize::MAX }], timeouts).await;
    let (result, steps) = send(&server, &file(3_000)).await;
    let Err(Error::UnknownOutcome { cause }) = result else { panic!("{result:?}") };
    assert!(matches!(*cause, Error::Transport { kind: TransportKind::Timeout, .. }), "{cause:?}");
    assert_eq!(steps.last().unwrap().sent, steps.last().unwrap().total);
}

#[tokio::test]
async fn a_connection_lost_amid_the_body_or_after_it_is_an_unknown_outcome() {
    for act in [Act::CloseAmid { after: 1_000 }, Act::CloseAmid { after: 1_000_000 }, Act::CloseAfterBody] {
        let server = RawServer::start(vec![act]).await;
        let (result, _) = send(&server, &file(6_000_000)).await;
        let Err(error @ Error::UnknownOutcome { .. }) = result else { panic!("{result:?}") };
        assert!(error.is_offline(), "{error:?}");
        assert_eq!(server.received().len(), 1, "a page is never sent twice by itself");
    }
}

#[tokio::test]
async fn a_token_refused_amid_the_body_is_an_unknown_outcome() {
    let body = fixture("errors/invalid_credentials.json");
    let server = RawServer::start(vec![Act::AnswerEarly { after: 1_000, status: 401, body }]).await;
    let (result, _) = send(&server, &file(24_000_000)).await;
    assert!(matches!(result, Err(Error::UnknownOutcome { .. })), "{result:?}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_token_refused_after_the_whole_body_is_renewed_and_the_page_sent_again() {
    let refused = Act::answer(401, &fixture("errors/invalid_credentials.json"));
    let server = RawServer::start(vec![refused, Act::answer(204, "")]).await;
    let (result, _) = send(&server, &file(5_000)).await;
    result.unwrap();
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert_eq!(received[0].body, received[1].body, "the same page under the same key");
    assert_eq!(received[0].header("idempotency-key"), received[1].header("idempotency-key"));
}

#[tokio::test]
async fn a_definite_refusal_of_a_page_stands() {
    for (status, name) in
        [(400, "errors/param_error.json"), (409, "errors/conflict.json"), (413, "errors/param_error.json")]
    {
        let server = RawServer::start(vec![Act::answer(status, &fixture(name))]).await;
        let (result, _) = send(&server, &file(5_000)).await;
        let error = result.unwrap_err();
        assert_eq!(error.refusal().unwrap().status, status, "{error:?}");
        assert!(!matches!(error, Error::UnknownOutcome { .. }));
    }
}

#[tokio::test]
async fn a_failing_server_leaves_the_outcome_of_a_page_open() {
    let server = RawServer::start(vec![Act::answer(500, &fixture("errors/server.json"))]).await;
    let (result, _) = send(&server, &file(5_000)).await;
    assert!(matches!(result, Err(Error::UnknownOutcome { .. })), "{result:?}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn nobody_there_is_no_unknown_outcome() {
    let rig = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        crate::support::Rig::at(&format!("http://{}", listener.local_addr().unwrap()), Timeouts::default())
    };
    let page = PageBody::new(Zeroizing::new(file(5_000)));
    let error = rig.client.send_page(&user(), &document(), &key(), &page, &mut |_| {}).await.unwrap_err();
    assert!(matches!(error, Error::Transport { kind: TransportKind::Connect, .. }), "nothing left: {error:?}");
}
