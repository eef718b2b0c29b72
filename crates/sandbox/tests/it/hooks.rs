//! Hooks and their delivery (money-operations.md §14.2).

use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    sync::mpsc,
};

use crate::kit::{NOW, Site};

/// A platform that listens: each call's first line arrives in the channel and is answered with a status.
async fn listener(status: &'static str) -> (String, mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/told", listener.local_addr().unwrap());
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let sender = sender.clone();
            tokio::spawn(async move {
                let mut all = Vec::new();
                let mut piece = [0; 1024];
                while !all.windows(4).any(|w| w == b"\r\n\r\n") {
                    let n = stream.read(&mut piece).await.unwrap_or(0);
                    if n == 0 {
                        return;
                    }
                    all.extend_from_slice(&piece[..n]);
                }
                let line = String::from_utf8(all).unwrap().lines().next().unwrap().to_owned();
                sender.send(line).unwrap_or_default();
                let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.unwrap_or_default();
            });
        }
    });
    (url, receiver)
}

impl Site {
    /// Waits until what the control plane knows satisfies a condition.
    async fn until_state(&self, fits: impl Fn(&serde_json::Value) -> bool) {
        let mut changes = self.control.watch_state();
        let waiting = async {
            while !fits(&self.control.dump()) {
                changes.changed().await.unwrap();
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.expect("it never came to that");
    }

    async fn hook(&self, event: &str, url: &str) -> String {
        self.post("/hooks", json!({ "EventType": event, "Url": url })).await.id()
    }
}

#[tokio::test]
async fn an_event_is_told() {
    let site = Site::patient().await;
    let (url, mut told) = listener("200 OK").await;
    let hook = site.hook("KYC_CREATED", &format!("{url}?shop=1")).await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    let line = told.recv().await.unwrap();
    assert_eq!(
        line,
        format!("GET /told?shop=1&EventType=KYC_CREATED&RessourceId={document}&Date={NOW} HTTP/1.1"),
        "a GET with three names, the second misspelt: §14.2"
    );
    site.until_state(|dump| dump["notices"].as_array().unwrap().is_empty()).await;
    site.put(&format!("/hooks/{hook}"), json!({ "Status": "DISABLED" })).await;
    site.document(&user, "IDENTITY_PROOF", None).await;
    assert!(site.control.dump()["notices"].as_array().unwrap().is_empty(), "a disabled hook hears nothing");
}

#[tokio::test]
async fn a_failure_is_tried_again() {
    let site = Site::patient().await;
    let (url, mut told) = listener("500 Oops").await;
    site.hook("KYC_CREATED", &url).await;
    let user = site.owner().await;
    site.document(&user, "IDENTITY_PROOF", None).await;
    told.recv().await.unwrap();
    let mut waits = Vec::new();
    let mut tries = 1;
    loop {
        site.until_state(|dump| dump["notices"][0]["tries"].as_u64().is_none_or(|n| n >= tries)).await;
        let dump = site.control.dump();
        let Some(at) = dump["notices"][0]["at"].as_i64() else { break };
        waits.push(at - NOW);
        site.control.set_time(at).unwrap();
        told.recv().await.unwrap();
        tries += 1;
    }
    let minutes: Vec<i64> = waits.iter().map(|s| s / 60).collect();
    assert_eq!(minutes[..6], [10, 20, 30, 40, 50, 60], "every ten minutes in the first hour: §14.2");
    assert_eq!(minutes[6..], (1..=9).map(|n| 60 + n * 480).collect::<Vec<_>>(), "every eight hours for three days");
    let hook = &site.get("/hooks").await.body[0];
    assert_eq!(hook["Validity"], "VALID", "16 failures are not 100");
}

#[tokio::test]
async fn a_hundred_failures_are_enough() {
    let site = Site::patient().await;
    // Nobody listens here.
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let hook = site.hook("KYC_CREATED", &format!("http://127.0.0.1:{port}/")).await;
    let user = site.owner().await;
    for _ in 0..100 {
        site.document(&user, "IDENTITY_PROOF", None).await;
    }
    site.until_state(|dump| dump["hooks"][0]["validity"] == "INVALID").await;
    assert!(site.control.dump()["notices"].as_array().unwrap().is_empty(), "retries stop as well");
    assert_eq!(site.get(&format!("/hooks/{hook}")).await.body["Validity"], "INVALID");
    let (url, mut told) = listener("200 OK").await;
    let got = site.put(&format!("/hooks/{hook}"), json!({ "Url": url })).await;
    assert_eq!(got.body["Validity"], "INVALID", "another address changes nothing");
    let got = site.put(&format!("/hooks/{hook}"), json!({ "Validity": "VALID" })).await;
    assert_eq!(got.body["Validity"], "VALID", "armed again");
    site.document(&user, "IDENTITY_PROOF", None).await;
    assert!(told.recv().await.unwrap().contains("KYC_CREATED"));
}

#[tokio::test]
async fn one_success_forgets_the_failures() {
    let site = Site::patient().await;
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let hook = site.hook("KYC_CREATED", &format!("http://127.0.0.1:{port}/")).await;
    let user = site.owner().await;
    site.document(&user, "IDENTITY_PROOF", None).await;
    site.until_state(|dump| dump["hooks"][0]["failures"] == 1).await;
    let (url, mut told) = listener("200 OK").await;
    site.put(&format!("/hooks/{hook}"), json!({ "Url": url })).await;
    site.control.advance(600).unwrap();
    told.recv().await.unwrap();
    site.until_state(|dump| dump["hooks"][0]["failures"] == 0).await;
}

#[tokio::test]
async fn only_200_counts_and_only_this_machine_is_called() {
    let site = Site::patient().await;
    let (url, mut told) = listener("204 No Content").await;
    site.hook("KYC_CREATED", &url).await;
    site.hook("KYC_VALIDATION_ASKED", "http://198.51.100.7/").await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", Some("accept")).await;
    told.recv().await.unwrap();
    site.submit(&user, &document).await;
    site.until_state(|dump| dump["hooks"].as_array().unwrap().iter().all(|h| h["failures"] == 1)).await;
}

#[tokio::test]
async fn what_a_hook_needs() {
    let site = Site::patient().await;
    let id = site.hook("KYC_CREATED", "https://halleverte.example/hooks").await;
    for (body, named) in [
        (json!({ "EventType": "KYC_CREATED", "Url": "http://localhost/" }), "EventType"),
        (json!({ "EventType": "KYC_EATEN", "Url": "http://localhost/" }), "EventType"),
        (json!({ "EventType": "KYC_FAILED", "Url": "ftp://localhost/" }), "Url"),
        (json!({ "EventType": "KYC_FAILED", "Url": format!("http://localhost/{}", "x".repeat(255)) }), "Url"),
        (json!({ "EventType": "KYC_FAILED" }), "Url"),
        (json!({ "Url": "http://localhost/" }), "EventType"),
        (json!({ "EventType": "KYC_FAILED", "Url": "http://localhost/", "Email": "x" }), "Email"),
    ] {
        let got = site.post("/hooks", body).await;
        assert_eq!((got.status, got.body["errors"][named].is_string()), (400, true), "{named}: {}", got.body);
    }
    let seen = site.get(&format!("/hooks/{id}")).await.body;
    assert_eq!(
        (&seen["Status"], &seen["Validity"], &seen["Email"]),
        (&json!("ENABLED"), &json!("VALID"), &json!(null))
    );
    let got = site.put(&format!("/hooks/{id}"), json!({ "Tag": "t", "Email": "ops@halleverte.example" })).await;
    assert_eq!((&got.body["Tag"], &got.body["Email"]), (&json!("t"), &json!("ops@halleverte.example")));
    assert_eq!(site.get("/hooks").await.ids(), [id]);
    assert_eq!(site.get("/hooks/none").await.status, 404);
}

#[tokio::test]
async fn a_report_calls_back() {
    let site = Site::patient().await;
    let (url, mut told) = listener("200 OK").await;
    let report = site.post("/reports/wallets", json!({ "CallbackURL": url })).await.id();
    site.control.advance(2).unwrap();
    let line = told.recv().await.unwrap();
    assert!(line.contains(&format!("EventType=REPORT_READY_FOR_DOWNLOAD&RessourceId={report}")), "{line}: §13.1");
}
