//! Scripted faults: what was promised happens, and only that.

use std::{collections::BTreeMap, time::Instant};

use sandbox::{Action, CallOutcome, Fault};
use serde_json::{Value, json};

use crate::kit::{KEY, Site, file, frozen, natural, pdf, until};

fn on(path: &str, action: Action) -> Fault {
    Fault { method: None, path: Some(path.to_owned()), skip: 0, times: Some(1), action }
}

fn status(status: u16) -> Action {
    Action::Status {
        status,
        headers: BTreeMap::new(),
        body: None,
        content_type: None,
        after_commit: false,
        burn_key: false,
    }
}

fn users(site: &Site) -> usize {
    site.control.dump()["users"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_fault_hits_the_nth_call_and_as_many_as_asked() {
    let site = Site::plain().await;
    site.control.fault(Fault { skip: 1, times: Some(2), method: Some("GET".into()), ..on("/users", status(503)) });
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(site.get("/users").await.status);
        assert_eq!(site.get("/clients").await.status, 200, "other paths are spared");
    }
    assert_eq!(seen, [200, 503, 503, 200, 200]);
    assert!(site.control.faults().is_empty());
    let endless = site.control.fault(Fault { times: None, ..on("/users/**", status(500)) });
    for _ in 0..3 {
        assert_eq!(site.get("/users/x").await.status, 500);
    }
    assert!(site.control.remove_fault(endless) && !site.control.remove_fault(endless));
    assert_eq!(site.get("/users/x").await.status, 404);
}

#[tokio::test]
async fn limited_and_html_and_chosen_bodies() {
    let site = Site::plain().await;
    site.control.fault(on("/users", Action::RateLimited { reset_seconds: 42 }));
    let got = site.get("/users").await;
    let reset: i64 = got.header("x-ratelimit-reset").split(',').next().unwrap().parse().unwrap();
    assert_eq!((got.status, reset), (429, site.control.now() + 42));
    site.control.fault(on("/users", Action::Html { status: 200 }));
    let got = site.get("/users").await;
    assert!(got.header("content-type").starts_with("text/html") && got.body.as_str().unwrap().contains("<html>"));
    site.control.fault(on(
        "/users",
        Action::Status {
            status: 401,
            headers: BTreeMap::from([(
                "WWW-Authenticate".to_owned(),
                "PendingUserAction RedirectUrl=https://sca.example/?token=1".to_owned(),
            )]),
            body: Some(String::new()),
            content_type: None,
            after_commit: false,
            burn_key: false,
        },
    ));
    let got = site.get("/users").await;
    assert_eq!((got.status, &got.body), (401, &json!("")));
    assert!(got.header("www-authenticate").contains("RedirectUrl="));
}

#[tokio::test]
async fn a_gateway_error_before_and_after_the_effect() {
    let site = Site::plain().await;
    site.control.fault(on("/users/natural", status(502)));
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 502);
    assert_eq!(users(&site), 0);
    assert_eq!(site.get(&format!("/responses/{KEY}")).await.status, 400);

    let Action::Status { headers, body, content_type, .. } = status(0) else { unreachable!() };
    let after = Action::Status { status: 504, headers, body, content_type, after_commit: true, burn_key: false };
    site.control.fault(on("/users/natural", after));
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 504);
    assert_eq!(users(&site), 1);
    assert_eq!(site.get(&format!("/responses/{KEY}")).await.body["StatusCode"], "200");
}

#[tokio::test]
async fn a_failure_inside_the_api_burns_the_key() {
    let site = Site::plain().await;
    let Action::Status { headers, content_type, .. } = status(0) else { unreachable!() };
    let inside = Action::Status { status: 500, headers, body: None, content_type, after_commit: false, burn_key: true };
    site.control.fault(on("/users/natural", inside));
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 500);
    assert_eq!(
        (users(&site), site.get(&format!("/responses/{KEY}")).await.body["StatusCode"].clone()),
        (0, json!("500"))
    );
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 409);
}

#[tokio::test]
async fn a_connection_lost_before_the_effect() {
    let site = Site::plain().await;
    site.control.fault(on("/users/natural", Action::CutBeforeCommit));
    assert!(site.keyed("/users/natural", KEY, natural()).await.is_err());
    let call = site.control.calls().pop().unwrap();
    assert_eq!((call.outcome, call.committed, call.status), (CallOutcome::Cut, false, None));
    assert!(call.body_bytes > 0 && call.content_length == Some(call.body_bytes), "the request was read");
    assert_eq!(users(&site), 0);
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 200, "the key is free");
}

#[tokio::test]
async fn a_connection_lost_after_the_effect() {
    let site = Site::plain().await;
    site.control.fault(on("/users/natural", Action::CutAfterCommit));
    assert!(site.keyed("/users/natural", KEY, natural()).await.is_err());
    let call = site.control.calls().pop().unwrap();
    assert_eq!((call.outcome, call.committed), (CallOutcome::Cut, true));
    assert_eq!(users(&site), 1);
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 409);
    let got = site.get(&format!("/responses/{KEY}")).await.body;
    assert_eq!(got["Resource"]["Id"], site.control.dump()["users"][0]["id"]);
}

#[tokio::test]
async fn a_connection_lost_inside_the_body() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    site.control.fault(on("/users/*/kyc/documents/*/pages", Action::CutWhileReading { after_bytes: 100_000 }));
    let path = format!("/users/{user}/KYC/documents/{document}/pages");
    assert!(site.keyed(&path, KEY, file(&pdf(4_000_000))).await.is_err());
    let call = site.control.calls().pop().unwrap();
    assert_eq!((call.outcome, call.committed), (CallOutcome::Cut, false));
    assert!((100_000..1_000_000).contains(&call.body_bytes), "{}", call.body_bytes);
    assert_eq!(site.control.dump()["documents"][0]["pages"], json!([]));
    assert_eq!(site.keyed(&path, KEY, file(&pdf(40_000))).await.unwrap().status, 204);
}

#[tokio::test]
async fn a_truncated_answer() {
    let site = Site::plain().await;
    site.control.fault(on("/users/natural", Action::TruncateResponse));
    assert!(site.keyed("/users/natural", KEY, natural()).await.is_err(), "the body breaks off");
    assert_eq!(users(&site), 1);
}

#[tokio::test]
async fn latency_and_slow_answers() {
    let site = Site::plain().await;
    site.control.fault(on("/clients", Action::Latency { ms: 300 }));
    let begun = Instant::now();
    assert_eq!(site.get("/clients").await.status, 200);
    assert!(begun.elapsed().as_millis() >= 300);
    site.control.fault(on("/users", Action::SlowResponse { ms: 50 }));
    site.post("/users/natural", natural()).await;
    let begun = Instant::now();
    assert_eq!(site.get("/users").await.ids().len(), 1);
    assert!(begun.elapsed().as_millis() >= 500, "some hundred bytes in pieces of eight");
}

#[tokio::test]
async fn an_answer_that_never_comes() {
    let site = Site::plain().await;
    for (after_commit, count) in [(false, 0), (true, 1)] {
        site.control.fault(on("/users/natural", Action::Stall { after_commit }));
        let request = site.request(reqwest::Method::POST, "/users/natural").json(&natural());
        let error = request.timeout(std::time::Duration::from_secs(2)).send().await.unwrap_err();
        assert!(error.is_timeout());
        until(&site.control, |calls| calls.last().unwrap().outcome == CallOutcome::CallerGone).await;
        assert_eq!(users(&site), count);
    }
}

#[tokio::test]
async fn a_throttled_body_arrives_at_that_speed() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    let page = file(&pdf(1_500_000));
    let bytes = page.to_string().len() as u64;
    site.control.fault(on("/users/*/kyc/documents/*/pages", Action::Throttle { bytes_per_second: 1_000_000 }));
    let begun = Instant::now();
    let got = site.post(&format!("/users/{user}/kyc/documents/{document}/pages"), page).await;
    assert_eq!(got.status, 204);
    assert!(begun.elapsed().as_millis() >= 1_900, "two million bytes at a million a second");
    assert_eq!(site.control.calls().pop().unwrap().body_bytes, bytes);
}

#[tokio::test]
async fn the_token_ends_inside_a_body() {
    let mut site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    let path = format!("/users/{user}/kyc/documents/{document}/pages");
    site.control.fault(on("/users/*/kyc/documents/*/pages", Action::ExpireToken { after_bytes: 50_000 }));
    let got = site.keyed(&path, KEY, file(&pdf(900_000))).await.unwrap();
    assert_eq!(got.status, 401);
    assert_eq!(site.get(&format!("/responses/{KEY}")).await.status, 401, "that token is gone");
    site.sign_in().await;
    assert_eq!(site.get(&format!("/responses/{KEY}")).await.status, 400, "the key is not burnt");
    assert_eq!(site.keyed(&path, KEY, file(&pdf(900_000))).await.unwrap().status, 204);
    assert_eq!(site.control.dump()["documents"][0]["pages"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_token_endpoint_can_fail_too() {
    let site = Site::new(frozen()).await;
    site.control.fault(on("/oauth/token", status(503)));
    let got = site.token_with("sandbox-client", "sandbox-key", "grant_type=client_credentials").await;
    assert_eq!(got.status, 503);
}

#[tokio::test]
async fn the_list_of_calls_tells_what_came_and_hides_values() {
    let site = Site::plain().await;
    site.control.clear_calls();
    site.get("/users?page=1&Per_Page=7").await;
    site.keyed("/users/natural", KEY, natural()).await.unwrap();
    let calls = site.control.calls();
    assert_eq!(calls[0].query, ["page", "per_page"]);
    assert_eq!((calls[0].method.as_str(), calls[0].status, calls[0].committed), ("GET", Some(200), false));
    assert_eq!((calls[1].idempotency_key.as_deref(), calls[1].committed), (Some(KEY), true));
    assert_eq!(calls[1].content_length, Some(calls[1].body_bytes));
    let text = serde_json::to_string(&calls).unwrap();
    assert!(!text.contains(&site.token) && !text.contains("Renée"));
    assert!(matches!(serde_json::to_value(&calls[0]).unwrap()["outcome"], Value::String(ref s) if s == "answered"));
}
