//! UBO declarations (users-verification.md §4).

use sandbox::Ruling;
use serde_json::json;

use crate::kit::{Site, flat_legal, frozen, legal, ubo};

async fn company(site: &Site) -> (String, String) {
    let user = site.post("/users/legal", flat_legal("BUSINESS")).await.id();
    let path = format!("/users/{user}/kyc/ubodeclarations");
    (user, path)
}

#[tokio::test]
async fn the_first_owners_name_decides() {
    let site = Site::plain().await;
    for (first, status, event, reason) in [
        ("AcceptUBO", "VALIDATED", "UBO_DECLARATION_VALIDATED", None),
        ("RefuseUBO", "REFUSED", "UBO_DECLARATION_REFUSED", Some("SPECIFIC_CASE")),
        ("IncompleteUBO", "INCOMPLETE", "UBO_DECLARATION_INCOMPLETE", Some("MISSING_UBO")),
        ("acceptubo", "VALIDATION_ASKED", "UBO_DECLARATION_VALIDATION_ASKED", None),
    ] {
        let (user, _) = company(&site).await;
        let id = site.declare(&user, first).await;
        let seen = site.get(&format!("/kyc/ubodeclarations/{id}")).await.body;
        assert_eq!((&seen["Status"], seen["Reason"].as_str()), (&json!(status), reason), "{first}: §4.5");
        assert_eq!(seen["ProcessedDate"].is_i64(), status != "VALIDATION_ASKED");
        assert!(site.events(event).await.iter().any(|e| e["ResourceId"] == json!(id)), "{event}: §4.6");
        assert_eq!(seen["Ubos"][0]["IsActive"], true);
    }
}

#[tokio::test]
async fn the_outcome_comes_after_the_review_time() {
    let site = Site::new(sandbox::Options { review_seconds: 60, ..frozen() }).await;
    let (user, _) = company(&site).await;
    let id = site.declare(&user, "AcceptUBO").await;
    let status = || async { site.get(&format!("/kyc/ubodeclarations/{id}")).await.body["Status"].clone() };
    assert_eq!(status().await, "VALIDATION_ASKED");
    site.control.advance(60).unwrap();
    assert_eq!(status().await, "VALIDATED");
}

#[tokio::test]
async fn who_may_declare() {
    let site = Site::plain().await;
    let natural = site.owner().await;
    let got = site.post(&format!("/users/{natural}/kyc/ubodeclarations"), json!({})).await;
    assert!(got.body["errors"]["LegalPersonType"].is_string(), "wrong legal type: §4.4");
    for (kind, status) in [("SOLETRADER", 400), ("ORGANIZATION", 400), ("PARTNERSHIP", 200), ("BUSINESS", 200)] {
        let user = site.post("/users/legal", flat_legal(kind)).await.id();
        let path = format!("/users/{user}/kyc/ubodeclarations");
        assert_eq!(site.post(&path, json!({})).await.status, status, "{kind}");
        if status == 200 {
            let again = site.post(&path, json!({})).await;
            assert_eq!((again.status, again.body["errors"]["UserId"].is_string()), (400, true), "one at a time");
        }
    }
    let mut payer = legal("BUSINESS");
    payer["UserCategory"] = json!("PAYER");
    let payer = site.post("/sca/users/legal", payer).await.id();
    let got = site.post(&format!("/users/{payer}/kyc/ubodeclarations"), json!({})).await;
    assert!(got.body["errors"]["UserId"].is_string(), "not for payers");
}

#[tokio::test]
async fn one_to_fifteen_owners() {
    let site = Site::plain().await;
    let (_, path) = company(&site).await;
    let id = site.post(&path, json!({})).await.id();
    let submit = async || site.put(&format!("{path}/{id}"), json!({ "Status": "VALIDATION_ASKED" })).await;
    assert!(submit().await.body["errors"]["Ubos"].is_string(), "lack of UBO");
    let mut ids = Vec::new();
    for _ in 0..15 {
        ids.push(site.post(&format!("{path}/{id}/ubos"), ubo("Zoé")).await.id());
    }
    assert_eq!(site.post(&format!("{path}/{id}/ubos"), ubo("Zoé")).await.status, 400, "the sixteenth");
    let removed = site.put(&format!("{path}/{id}/ubos/{}", ids[0]), json!({ "IsActive": false })).await;
    assert_eq!((&removed.body["IsActive"], &removed.body["FirstName"]), (&json!(false), &json!("Zoé")));
    let back = site.put(&format!("{path}/{id}/ubos/{}", ids[0]), json!({ "isActive": true })).await;
    assert_eq!(back.status, 400, "irreversible: §4.3");
    assert_eq!(site.post(&format!("{path}/{id}/ubos"), ubo("Zoé")).await.status, 200, "another can be added");
    let changed = site.put(&format!("{path}/{id}/ubos/{}", ids[1]), json!({ "LastName": "Martin" })).await;
    assert_eq!((&changed.body["LastName"], &changed.body["Nationality"]), (&json!("Martin"), &json!("FR")));
    assert_eq!(site.get(&format!("{path}/{id}/ubos/{}", ids[1])).await.body["LastName"], "Martin");
    assert_eq!(submit().await.body["Status"], "VALIDATION_ASKED");
    assert_eq!(site.post(&format!("{path}/{id}/ubos"), ubo("Zoé")).await.status, 400, "not while it is reviewed");
    assert_eq!(submit().await.status, 400);
}

#[tokio::test]
async fn what_an_owner_needs() {
    let site = Site::plain().await;
    let (_, path) = company(&site).await;
    let id = site.post(&path, json!({})).await.id();
    let got = site.post(&format!("{path}/{id}/ubos"), json!({ "Birthplace": { "City": "Nantes" } })).await;
    let mut named: Vec<_> = got.body["errors"].as_object().unwrap().keys().cloned().collect();
    named.sort();
    assert_eq!(
        named,
        ["Address", "Birthday", "Birthplace.Country", "FirstName", "LastName", "Nationality"],
        "all required: §4.3"
    );
}

#[tokio::test]
async fn decisions_of_the_control_plane() {
    let site = Site::plain().await;
    let (user, path) = company(&site).await;
    let id = site.declare(&user, "Zoé").await;
    let ruling = |status: &str, reason: Option<&str>| Ruling {
        status: status.into(),
        reason: reason.map(Into::into),
        message: None,
    };
    assert!(site.control.decide_declaration(&id, ruling("INCOMPLETE", Some("BAD"))).is_err());
    site.control.decide_declaration(&id, ruling("INCOMPLETE", Some("DOCUMENTS_NEEDED"))).unwrap();
    let seen = site.get(&format!("{path}/{id}")).await.body;
    assert_eq!((&seen["Reason"], seen["Message"].is_string()), (&json!("DOCUMENTS_NEEDED"), true));
    assert!(site.control.decide_declaration(&id, ruling("VALIDATED", None)).is_err(), "not submitted");
    site.put(&format!("{path}/{id}"), json!({ "Status": "VALIDATION_ASKED" })).await;
    site.control.decide_declaration(&id, ruling("REFUSED", None)).unwrap();
    assert_eq!(site.put(&format!("{path}/{id}"), json!({ "Status": "VALIDATION_ASKED" })).await.status, 400, "final");
    assert_eq!(site.post(&path, json!({})).await.status, 200, "a new one can be made: §4.2");
    assert_eq!(site.get(&path).await.ids().len(), 2);
    let (other, _) = company(&site).await;
    assert_eq!(site.get(&format!("/users/{other}/kyc/ubodeclarations/{id}")).await.status, 404);
}
