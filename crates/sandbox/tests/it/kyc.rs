//! KYC documents: types, states, outcomes, levels and downgrades (users-verification.md §3).

use sandbox::{Decision, Options};
use serde_json::{Value, json};

use crate::kit::{Site, flat_legal, frozen, jpeg, legal, natural, pdf};

fn decision(status: &str) -> Decision {
    Decision { status: status.to_owned(), ..Decision::default() }
}

#[tokio::test]
async fn from_creation_to_validation() {
    let mut site = Site::plain().await;
    let user = site.owner().await;
    let got = site.post(&format!("/users/{user}/KYC/documents"), json!({ "Type": "IDENTITY_PROOF" })).await;
    assert_eq!(
        got.body,
        json!({
            "Id": got.id(), "UserId": user, "Tag": null, "CreationDate": site.control.now(), "ProcessedDate": null,
            "Type": "IDENTITY_PROOF", "Status": "CREATED", "RefusedReasonType": null, "RefusedReasonMessage": null,
            "Flags": [],
        })
    );
    let document = got.id();
    assert!(document.starts_with("kyc_"));
    assert_eq!(site.page(&user, &document, &jpeg(400, 300)).await.status, 204);
    assert_eq!(site.submit(&user, &document).await.body["Status"], "VALIDATION_ASKED");
    site.control.advance(86_400).unwrap();
    site.sign_in().await;
    assert_eq!(
        site.get(&format!("/KYC/documents/{document}")).await.body["Status"],
        "VALIDATION_ASKED",
        "nobody decided"
    );
    site.control.decide(&document, decision("VALIDATED")).unwrap();
    let seen = site.get(&format!("/users/{user}/kyc/documents/{document}")).await.body;
    assert_eq!((&seen["Status"], &seen["ProcessedDate"]), (&json!("VALIDATED"), &json!(site.control.now())));
    let seen = site.get(&format!("/users/{user}")).await.body;
    assert_eq!((&seen["KYCLevel"], &seen["ProofOfIdentity"]), (&json!("REGULAR"), &json!(document)));
    for kind in ["KYC_CREATED", "KYC_VALIDATION_ASKED", "KYC_SUCCEEDED"] {
        let events = site.events(kind).await;
        assert_eq!(events.len(), 1, "{kind}");
        assert_eq!(events[0]["ResourceId"], json!(document));
    }
    assert_eq!(site.events("USER_KYC_REGULAR").await[0]["ResourceId"], json!(user));
}

#[tokio::test]
async fn types_follow_the_legal_form() {
    let site = Site::plain().await;
    let natural = site.owner().await;
    let business = site.post("/users/legal", flat_legal("BUSINESS")).await.id();
    let trader = site.post("/users/legal", flat_legal("SOLETRADER")).await.id();
    for (user, kind, status) in [
        (&natural, "IDENTITY_PROOF", 200),
        (&natural, "ADDRESS_PROOF", 200),
        (&natural, "REGISTRATION_PROOF", 400),
        (&natural, "SHAREHOLDER_DECLARATION", 400),
        (&business, "IDENTITY_PROOF", 200),
        (&business, "ARTICLES_OF_ASSOCIATION", 200),
        (&business, "SHAREHOLDER_DECLARATION", 200),
        (&business, "ADDRESS_PROOF", 400),
        (&trader, "REGISTRATION_PROOF", 200),
        (&trader, "ARTICLES_OF_ASSOCIATION", 400),
        (&natural, "PASSPORT", 400),
    ] {
        let got = site.post(&format!("/users/{user}/kyc/documents"), json!({ "Type": kind })).await;
        assert_eq!(got.status, status, "{kind}: {}", got.body);
        if status == 400 {
            assert!(got.body["errors"]["Type"].is_string());
        }
    }
    assert_eq!(site.post(&format!("/users/{natural}/kyc/documents"), json!({})).await.status, 400);
    assert_eq!(site.post("/users/nobody/kyc/documents", json!({ "Type": "IDENTITY_PROOF" })).await.status, 404);
}

#[tokio::test]
async fn payers_have_no_documents() {
    let site = Site::plain().await;
    let mut body = natural();
    body["UserCategory"] = json!("PAYER");
    let user = site.post("/users/natural", body).await.id();
    let got = site.post(&format!("/users/{user}/kyc/documents"), json!({ "Type": "IDENTITY_PROOF" })).await;
    assert_eq!((got.status, &got.body["Type"]), (400, &json!("param_error")));
}

#[tokio::test]
async fn outcomes_by_tag_at_once() {
    let site = Site::plain().await;
    for (tag, reason) in [
        ("refuse_unreadable", "DOCUMENT_UNREADABLE"),
        ("refuse_not_accepted", "DOCUMENT_NOT_ACCEPTED"),
        ("refuse_expired", "DOCUMENT_HAS_EXPIRED"),
        ("refuse_incomplete", "DOCUMENT_INCOMPLETE"),
        ("refuse_missing", "DOCUMENT_MISSING"),
        ("refuse_no_user_data_match", "DOCUMENT_DO_NOT_MATCH_USER_DATA"),
        ("refuse_falsified", "DOCUMENT_FALSIFIED"),
        ("refuse_underage", "UNDERAGE_PERSON"),
        ("refuse_specific_case", "SPECIFIC_CASE"),
    ] {
        let user = site.owner().await;
        let document = site.document(&user, "IDENTITY_PROOF", Some(tag)).await;
        site.page(&user, &document, &pdf(40_000)).await;
        site.submit(&user, &document).await;
        let seen = site.get(&format!("/kyc/documents/{document}")).await.body;
        assert_eq!((&seen["Status"], &seen["RefusedReasonType"]), (&json!("REFUSED"), &json!(reason)), "{tag}");
        let blocked = site.get(&format!("/users/{user}/blockstatus")).await.body["ScopeBlocked"]["Outflows"].clone();
        assert_eq!(blocked, json!(tag == "refuse_falsified"), "a forged document blocks the account");
    }
    assert_eq!(site.events("KYC_FAILED").await.len(), 9);
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", Some("accept")).await;
    site.submit(&user, &document).await;
    assert_eq!(site.get(&format!("/users/{user}")).await.body["KYCLevel"], "REGULAR");
}

#[tokio::test]
async fn outcomes_by_tag_after_a_delay() {
    let site = Site::new(Options { review_seconds: 3_600, token_seconds: 86_400, ..frozen() }).await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", Some("accept")).await;
    site.submit(&user, &document).await;
    let submitted = site.control.now();
    site.control.advance(3_599).unwrap();
    assert_eq!(site.get(&format!("/kyc/documents/{document}")).await.body["Status"], "VALIDATION_ASKED");
    site.control.advance(500).unwrap();
    let seen = site.get(&format!("/kyc/documents/{document}")).await.body;
    assert_eq!(
        (&seen["Status"], &seen["ProcessedDate"]),
        (&json!("VALIDATED"), &json!(submitted + 3_600)),
        "dated at its time"
    );
}

#[tokio::test]
async fn an_empty_document_is_refused_as_missing() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    assert_eq!(site.submit(&user, &document).await.status, 200);
    let seen = site.get(&format!("/kyc/documents/{document}")).await.body;
    assert_eq!(seen["RefusedReasonType"], "DOCUMENT_MISSING");
}

#[tokio::test]
async fn submission_needs_the_right_state_and_words() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    let path = format!("/users/{user}/kyc/documents/{document}");
    for body in [json!({}), json!({ "Status": "VALIDATED" }), json!({ "Status": "REFUSED" })] {
        let got = site.put(&path, body).await;
        assert_eq!((got.status, got.body["errors"]["Status"].is_string()), (400, true));
    }
    site.page(&user, &document, &pdf(40_000)).await;
    assert_eq!(site.submit(&user, &document).await.status, 200);
    assert_eq!(site.submit(&user, &document).await.status, 400, "only once");
    assert_eq!(site.page(&user, &document, &pdf(40_000)).await.status, 400, "no pages after submission");
    let other = site.owner().await;
    assert_eq!(site.get(&format!("/users/{other}/kyc/documents/{document}")).await.status, 404, "another user's");
}

#[tokio::test]
async fn decisions_fit_the_state() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    assert!(site.control.decide(&document, decision("VALIDATED")).is_err(), "not submitted yet");
    site.page(&user, &document, &pdf(40_000)).await;
    site.submit(&user, &document).await;
    assert!(site.control.decide(&document, decision("CREATED")).is_err());
    assert!(site.control.decide("kyc_none", decision("VALIDATED")).is_err());
    let unknown = Decision { reason: Some("BAD_HAIR".into()), ..decision("REFUSED") };
    assert!(site.control.decide(&document, unknown).is_err());
    let refusal = Decision {
        reason: Some("DOCUMENT_UNREADABLE".into()),
        message: Some("Glare.".into()),
        flags: vec!["009006".into()],
        ..decision("REFUSED")
    };
    site.control.decide(&document, refusal).unwrap();
    let seen = site.get(&format!("/kyc/documents/{document}")).await.body;
    assert_eq!((&seen["RefusedReasonMessage"], &seen["Flags"]), (&json!("Glare."), &json!(["009006"])));
    assert!(site.control.decide(&document, decision("VALIDATED")).is_err(), "a refusal is final");
}

#[tokio::test]
async fn a_business_needs_three_documents_and_its_owners() {
    let site = Site::plain().await;
    let user = site.post("/sca/users/legal", legal("BUSINESS")).await.id();
    site.declare(&user, "AcceptUBO").await;
    for (kind, level) in
        [("IDENTITY_PROOF", "LIGHT"), ("REGISTRATION_PROOF", "LIGHT"), ("ARTICLES_OF_ASSOCIATION", "REGULAR")]
    {
        let document = site.document(&user, kind, Some("accept")).await;
        site.submit(&user, &document).await;
        assert_eq!(site.get(&format!("/users/{user}")).await.body["KYCLevel"], level, "after {kind}");
    }
    let seen = site.get(&format!("/sca/users/{user}")).await.body;
    assert!(seen["Statute"].is_string() && seen["ProofOfRegistration"].is_string());
    assert!(seen["LegalRepresentative"]["ProofOfIdentity"].is_string());

    let change = json!({ "LegalPersonType": "PARTNERSHIP" });
    let seen = site.put(&format!("/sca/users/legal/{user}"), change).await.body;
    assert_eq!((&seen["KYCLevel"], &seen["ProofOfRegistration"]), (&json!("LIGHT"), &Value::Null));
    assert!(seen["LegalRepresentative"]["ProofOfIdentity"].is_string(), "the person did not change");
}

#[tokio::test]
async fn changing_the_name_downgrades() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", Some("accept")).await;
    site.submit(&user, &document).await;
    let path = format!("/sca/users/natural/{user}");
    assert_eq!(site.put(&path, json!({ "Occupation": "Potter" })).await.body["KYCLevel"], "REGULAR");
    assert_eq!(site.put(&path, json!({ "LastName": "Dupré" })).await.body["KYCLevel"], "REGULAR", "the same name");
    let seen = site.put(&path, json!({ "LastName": "Martin" })).await.body;
    assert_eq!((&seen["KYCLevel"], &seen["ProofOfIdentity"]), (&json!("LIGHT"), &Value::Null));
    assert_eq!(site.get(&format!("/kyc/documents/{document}")).await.body["Status"], "OUT_OF_DATE");
    assert_eq!(site.events("KYC_OUTDATED").await.len(), 1);
    assert_eq!(site.events("USER_KYC_LIGHT").await.len(), 1);
}

#[tokio::test]
async fn a_submitted_identity_proof_goes_out_of_date_too() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    site.page(&user, &document, &pdf(40_000)).await;
    site.submit(&user, &document).await;
    site.put(&format!("/users/natural/{user}"), json!({ "FirstName": "René" })).await;
    assert_eq!(site.get(&format!("/kyc/documents/{document}")).await.body["Status"], "OUT_OF_DATE");
}
