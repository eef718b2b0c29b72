//! What no HTTP client would send, over a bare socket; and the control plane over HTTP.

use sandbox::{CallOutcome, Options};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::kit::{NOW, Site, answer, frozen, natural, pdf, until};

async fn exchange(site: &Site, request: &str) -> String {
    let mut stream = TcpStream::connect(site.sandbox.address()).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap_or_default();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_put_without_any_length_is_refused_with_411() {
    let site = Site::plain().await;
    for method in ["POST", "PUT"] {
        let path = if method == "POST" { "natural" } else { "natural/x" };
        let text = exchange(
            &site,
            &format!(
                "{method} /v2.01/sandbox-client/users/{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\
                 Connection: close\r\n\r\n",
                site.token
            ),
        )
        .await;
        assert!(text.starts_with("HTTP/1.1 411"), "{method}: {text}");
    }
}

#[tokio::test]
async fn a_caller_that_leaves_inside_its_body_changes_nothing() {
    let site = Site::plain().await;
    let mut stream = TcpStream::connect(site.sandbox.address()).await.unwrap();
    let head = format!(
        "POST /v2.01/sandbox-client/users/natural HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{{\"FirstName\":",
        site.token
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    until(&site.control, |calls| calls.len() == 2 && calls[1].body_bytes > 0).await;
    drop(stream);
    until(&site.control, |calls| calls[1].outcome != CallOutcome::Running).await;
    let call = site.control.calls().pop().unwrap();
    assert!(!call.committed && call.status.is_none(), "{call:?}");
    assert_eq!(call.outcome, CallOutcome::CallerGone);
}

#[tokio::test]
async fn every_verb_of_the_control_plane() {
    let site = Site::new(Options { control: true, ..frozen() }).await;
    let at = |path: &str| format!("{}/_control{path}", site.sandbox.base_url());
    let post = |path: &str, body: serde_json::Value| answer(site.http.post(at(path)).json(&body));
    let got = post("/clock", json!({ "advance": 100 })).await.unwrap();
    assert_eq!((got.status, &got.body["now"]), (200, &json!(NOW + 100)));
    assert_eq!(post("/clock", json!({ "set": NOW })).await.unwrap().body["now"], NOW);
    assert_eq!(post("/clock", json!({})).await.unwrap().status, 400);
    assert_eq!(answer(site.http.get(at("/clock"))).await.unwrap().body["now"], NOW);

    let user = site.post("/sca/users/natural", natural()).await.id();
    assert_eq!(post(&format!("/users/{user}/authenticate"), json!({})).await.unwrap().status, 200);
    assert_eq!(post(&format!("/users/{user}/authenticate"), json!({})).await.unwrap().status, 404, "done already");
    let blocked = json!({ "inflows": true, "action": "008703" });
    assert_eq!(post(&format!("/users/{user}/block"), blocked).await.unwrap().status, 200);

    assert_eq!(post("/review", json!({ "seconds": 60 })).await.unwrap().status, 200);
    let document = site.document(&user, "IDENTITY_PROOF", Some("accept")).await;
    site.page(&user, &document, &pdf(40_000)).await;
    site.submit(&user, &document).await;
    let decide = format!("/documents/{document}/decide");
    assert_eq!(post(&decide, json!({ "status": "REFUSED", "reasons": 1 })).await.unwrap().status, 400);
    assert_eq!(post(&decide, json!({ "status": "REFUSED", "reason": "UNDERAGE_PERSON" })).await.unwrap().status, 200);
    site.control.advance(60).unwrap();
    assert_eq!(
        site.get(&format!("/kyc/documents/{document}")).await.body["Status"],
        "REFUSED",
        "decided before the Tag"
    );

    let fault = json!({ "method": "GET", "path": "/users", "action": { "kind": "status", "status": 503 } });
    let got = post("/faults", json!([fault.clone(), fault])).await.unwrap();
    assert_eq!(got.body["ids"].as_array().unwrap().len(), 2);
    assert_eq!(site.get("/users").await.status, 503);
    assert_eq!(answer(site.http.get(at("/faults"))).await.unwrap().body, json!([]), "both hit the one call");
    assert_eq!(post("/faults", json!({ "action": { "kind": "eat" } })).await.unwrap().status, 400);
    post("/faults", json!({ "times": null, "action": { "kind": "html", "status": 200 } })).await.unwrap();
    assert_eq!(answer(site.http.delete(at("/faults"))).await.unwrap().status, 200);
    assert_eq!(site.get("/users").await.status, 200);

    let calls = answer(site.http.get(at("/calls"))).await.unwrap().body;
    assert!(calls.as_array().unwrap().iter().any(|c| c["status"] == 503 && c["faults"][0] == "status"));
    assert!(!calls.to_string().contains("_control"), "the control plane's own calls are not listed");
    answer(site.http.delete(at("/calls"))).await.unwrap();
    assert_eq!(answer(site.http.get(at("/calls"))).await.unwrap().body, json!([]));

    assert_eq!(post("/scopes", json!({ "scopes": "Users.Verification" })).await.unwrap().status, 200);
    assert_eq!(site.get("/users").await.status, 403);
    assert_eq!(post("/scopes", json!({ "scopes": "all" })).await.unwrap().status, 200);
    assert_eq!(post("/rate", json!({ "calls": 2300 })).await.unwrap().status, 200);
    assert_eq!(site.get("/users").await.status, 429);
    let dump = answer(site.http.get(at("/dump"))).await.unwrap().body;
    assert_eq!(dump["documents"][0]["reason"], "UNDERAGE_PERSON");
    assert!(!dump.to_string().contains(&site.token));
    assert_eq!(post("/reset", json!({ "world": "nowhere" })).await.unwrap().status, 400);
    assert_eq!(post("/reset", json!({ "world": "empty" })).await.unwrap().status, 200);
    assert_eq!(site.control.dump()["users"], json!([]));
    assert_eq!(site.get("/users").await.status, 401, "tokens are forgotten");
    assert_eq!(post("/lock", json!({ "seconds": 30 })).await.unwrap().status, 200);
    assert_eq!(site.get("/users").await.body["error"], "unauthorized_client");
    assert_eq!(post("/nothing", json!({})).await.unwrap().status, 404);
    assert_eq!(post("/tokens/expire", json!({})).await.unwrap().status, 200);
}

#[tokio::test]
async fn stopping_closes_everything_at_once() {
    let site = Site::plain().await;
    let mut idle = TcpStream::connect(site.sandbox.address()).await.unwrap();
    let address = site.sandbox.address();
    site.sandbox.stop().await;
    assert_eq!(idle.read(&mut [0; 8]).await.unwrap_or(0), 0, "an open connection ends");
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
}
