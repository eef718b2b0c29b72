//! Strict reading: what the real API ignores or coerces is refused.

use sandbox::Options;
use serde_json::json;

use crate::kit::{Site, frozen, natural};

async fn site() -> Site {
    Site::new(Options { strict: true, ..frozen() }).await
}

#[tokio::test]
async fn unknown_members_and_wrong_types_are_refused() {
    let site = site().await;
    assert_eq!(site.post("/users/natural", natural()).await.status, 200);
    for (member, value) in [
        ("Unheard", json!(1)),
        ("Birthday", json!("312768000")),
        ("TermsAndConditionsAccepted", json!(1)),
        ("FirstName", json!(5)),
    ] {
        let mut body = natural();
        body[member] = value;
        let got = site.post("/users/natural", body).await;
        assert_eq!((got.status, got.body["errors"][member].is_string()), (400, true), "{member}: {}", got.body);
    }
    let user = site.owner().await;
    let got = site.post(&format!("/users/{user}/kyc/documents"), json!({ "Type": "IDENTITY_PROOF", "Kind": 1 })).await;
    assert_eq!(got.status, 400);
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    let path = format!("/users/{user}/kyc/documents/{document}/pages");
    let got = site.post(&path, json!({ "File": "AAAA", "Name": "x.pdf" })).await;
    assert!(got.body["errors"]["Name"].is_string());
}

#[tokio::test]
async fn unknown_query_names_are_refused() {
    let site = site().await;
    assert_eq!(site.get("/users?Status=ACTIVE").await.status, 400);
    assert_eq!(site.get("/users?page=1&per_page=100&Sort=CreationDate:ASC").await.status, 200);
    assert_eq!(site.get("/users?per_page=101").await.status, 400);
    assert_eq!(site.get("/clients?x=1").await.status, 400);
    let tolerant = Site::plain().await;
    assert_eq!(tolerant.get("/users?Status=ACTIVE").await.status, 200);
}
