//! Idempotency keys and recorded answers (money-operations.md §1.7).

use sandbox::{Action, CallOutcome, Fault};
use serde_json::{Value, json};

use crate::kit::{KEY, Site, frozen, natural, until};

#[tokio::test]
async fn a_key_works_once_and_its_answer_can_be_read() {
    let mut site = Site::plain().await;
    let first = site.keyed("/users/natural", KEY, natural()).await.unwrap();
    assert_eq!(first.status, 200);
    let again = site.keyed("/users/natural", KEY, natural()).await.unwrap();
    assert_eq!((again.status, &again.body["Type"]), (409, &json!("idempotent_creation_conflict")));
    assert_eq!(site.get("/users").await.ids().len(), 1);
    let got = site.get(&format!("/responses/{KEY}")).await.body;
    assert_eq!((&got["StatusCode"], &got["Resource"]["Id"]), (&json!("200"), &first.body["Id"]));
    assert_eq!(got["Date"], "Tue, 24 Nov 2026 09:42:00 GMT");
    assert!(got["RequestURL"].as_str().unwrap().ends_with("/v2.01/sandbox-client/users/natural"));
    assert_eq!(got["ContentLength"], json!(first.body.to_string().len().to_string()));
    site.control.advance(86_399).unwrap();
    site.sign_in().await;
    assert_eq!(site.get(&format!("/responses/{KEY}")).await.status, 200);
    site.control.advance(1).unwrap();
    let got = site.get(&format!("/responses/{KEY}")).await;
    assert_eq!((got.status, &got.body["Type"]), (400, &json!("correlationid_not_found")));
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 200, "the key is free again");
}

#[tokio::test]
async fn a_refused_call_burns_its_key() {
    let site = Site::plain().await;
    assert_eq!(site.keyed("/users/natural", KEY, json!({})).await.unwrap().status, 400);
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 409);
    let got = site.get(&format!("/responses/{KEY}")).await.body;
    assert_eq!((&got["StatusCode"], &got["Resource"]["Type"]), (&json!("400"), &json!("param_error")));
}

#[tokio::test]
async fn what_is_refused_before_the_key_does_not_burn_it() {
    let mut site = Site::plain().await;
    site.control.expire_tokens();
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 401);
    site.sign_in().await;
    site.control.fault(Fault {
        method: None,
        path: Some("/users/natural".into()),
        skip: 0,
        times: Some(1),
        action: Action::RateLimited { reset_seconds: 5 },
    });
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 429);
    assert_eq!(site.get(&format!("/responses/{KEY}")).await.status, 400);
    assert_eq!(site.keyed("/users/natural", KEY, natural()).await.unwrap().status, 200);
}

#[tokio::test]
async fn keys_have_a_form() {
    let site = Site::plain().await;
    for key in ["short", "0123456789abcde_", &"x".repeat(37)] {
        assert_eq!(site.keyed("/users/natural", key, natural()).await.unwrap().status, 400, "{key}");
    }
    for key in ["0123456789abcdef", &"x".repeat(36)] {
        assert_eq!(site.keyed("/users/natural", key, natural()).await.unwrap().status, 200, "{key}");
    }
}

#[tokio::test]
async fn a_page_is_recorded_without_a_resource() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "ADDRESS_PROOF", None).await;
    let path = format!("/users/{user}/kyc/documents/{document}/pages");
    let page = crate::kit::file(&crate::kit::pdf(2_000));
    assert_eq!(site.keyed(&path, KEY, page.clone()).await.unwrap().status, 204);
    assert_eq!(site.keyed(&path, KEY, page).await.unwrap().status, 409);
    let got = site.get(&format!("/responses/{KEY}")).await.body;
    assert_eq!((&got["StatusCode"], &got["Resource"]), (&json!("204"), &Value::Null));
    assert_eq!(site.control.dump()["documents"][0]["pages"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn while_the_first_call_runs_its_key_conflicts_without_an_answer() {
    let site = std::sync::Arc::new(Site::new(frozen()).await);
    site.control.fault(Fault {
        method: Some("POST".into()),
        path: Some("/users/natural".into()),
        skip: 0,
        times: Some(1),
        action: Action::Hold { ms: 1_500 },
    });
    let first = tokio::spawn({
        let site = std::sync::Arc::clone(&site);
        async move { site.keyed("/users/natural", KEY, natural()).await.unwrap().status }
    });
    until(&site.control, |calls| calls.iter().any(|c| c.outcome == CallOutcome::Holding)).await;
    assert_eq!(site.keyed("/sca/users/natural", KEY, natural()).await.unwrap().status, 409);
    assert_eq!(site.get(&format!("/responses/{KEY}")).await.status, 400, "nothing recorded yet");
    assert_eq!(first.await.unwrap(), 200);
    assert_eq!(site.get(&format!("/responses/{KEY}")).await.status, 200);
}
