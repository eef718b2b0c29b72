//! Files behind links.

use std::time::Duration;

use mangopay::{Access, Download, Error, Link, Timeouts, TransportKind};

use crate::raw::{Act, RawServer};

fn link(server: &RawServer) -> Link {
    Link::new(format!("{}/files/report.csv?Signature=x&Key-Pair-Id=y", server.address))
}

async fn read(mut download: Download) -> Result<Vec<u8>, Error> {
    let mut file = Vec::new();
    while let Some(part) = download.next().await? {
        file.extend_from_slice(&part);
    }
    Ok(file)
}

#[tokio::test]
async fn a_file_comes_whole_and_our_token_stays_here() {
    let csv = "Id,Tag\n1,\"Zoë\"\n".repeat(100_000);
    let server = RawServer::start(vec![Act::answer(200, &csv)]).await;
    server.rig.client.set_access(Access::ReadOnly);
    let download = server.rig.client.download(&link(&server)).await.unwrap();
    assert_eq!(download.length(), Some(csv.len() as u64));
    assert!(!format!("{download:?}").contains("Signature"), "{download:?}");
    assert_eq!(read(download).await.unwrap(), csv.as_bytes());
    let received = server.received();
    assert!(received[0].head.starts_with("get /files/report.csv?signature=x&key-pair-id=y "), "{}", received[0].head);
    assert_eq!(received[0].header("authorization"), None, "the link carries its own");
    assert_eq!(server.rig.seen.calls.lock().unwrap().len(), 0, "it is no call of the API and fetches no token");
}

#[tokio::test]
async fn a_link_that_has_ended_is_not_found() {
    for status in [403, 404, 410] {
        let server = RawServer::start(vec![Act::answer(status, "<Error><Code>AccessDenied</Code></Error>")]).await;
        let error = server.rig.client.download(&link(&server)).await.unwrap_err();
        assert!(matches!(&error, Error::NotFound(refusal) if refusal.status == status), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("Signature"), "{error:?}");
    }
}

#[tokio::test]
async fn opening_is_tried_again_and_nobody_is_followed() {
    let server = RawServer::start(vec![Act::answer(503, ""), Act::CloseAfterBody, Act::answer(200, "a,b")]).await;
    let download = server.rig.client.download(&link(&server)).await.unwrap();
    assert_eq!(read(download).await.unwrap(), b"a,b");
    assert_eq!(server.received().len(), 3);

    let away = Act::AnswerWith { status: 302, header: "location: /elsewhere", body: String::new() };
    let server = RawServer::start(vec![away]).await;
    let error = server.rig.client.download(&link(&server)).await.unwrap_err();
    assert!(matches!(error, Error::NotAnApi { status: 302 }), "{error:?}");
}

#[tokio::test]
async fn a_file_that_breaks_off_is_no_file() {
    let server = RawServer::start(vec![Act::Cut { promised: 100, body: "a,b".into() }]).await;
    let download = server.rig.client.download(&link(&server)).await.unwrap();
    let error = read(download).await.unwrap_err();
    assert!(matches!(error, Error::Transport { kind: TransportKind::Reset, .. }), "{error:?}");

    let timeouts = Timeouts { call: Duration::from_millis(80), ..Timeouts::default() };
    let server = RawServer::start_with(vec![Act::Hang { after: 0 }; 4], timeouts).await;
    let error = server.rig.client.download(&link(&server)).await.unwrap_err();
    assert!(matches!(error, Error::Transport { kind: TransportKind::Timeout, .. }), "{error:?}");
}

#[tokio::test]
async fn links_over_plain_http_to_other_machines_are_not_opened() {
    let server = RawServer::start(Vec::new()).await;
    for bad in ["http://files.example/1", "file:///etc/passwd", "ftp://127.0.0.1/1", "/relative", ""] {
        let error = server.rig.client.download(&Link::new(bad)).await.unwrap_err();
        assert!(matches!(error, Error::Unreadable { what: "link" }), "{bad}: {error:?}");
    }
    assert!(server.received().is_empty());
}
