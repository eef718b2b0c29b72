//! Users (users-verification.md §1, §2).

use reqwest::Method;
use serde_json::{Value, json};

use crate::kit::{Site, answer, flat_legal, legal, natural};

fn errors(body: &Value) -> Vec<String> {
    assert_eq!(body["Type"], "param_error", "{body}");
    body["errors"].as_object().unwrap().keys().cloned().collect()
}

#[tokio::test]
async fn both_shapes_of_a_natural_user() {
    let site = Site::plain().await;
    let id = site.owner().await;
    assert!(id.starts_with("user_m_") && id.len() == 33, "{id}");
    let flat = site.get(&format!("/users/natural/{id}")).await.body;
    assert_eq!(
        (&flat["KYCLevel"], &flat["UserStatus"], &flat["PersonType"]),
        (&json!("LIGHT"), &json!("ACTIVE"), &json!("NATURAL"))
    );
    assert!(flat.get("PendingUserAction").is_none() && flat.get("PhoneNumber").is_none());
    assert_eq!(flat["Address"].as_object().unwrap().len(), 6, "an absent address is six nulls");
    assert!(flat["Address"]["City"].is_null());
    let sca = site.get(&format!("/sca/users/{id}")).await.body;
    assert!(sca.as_object().unwrap().contains_key("PendingUserAction"), "always there in the SCA shape");
    assert!(sca["PendingUserAction"].is_null());
    assert_eq!(sca["LastName"], "Dupré");
    assert_eq!(site.get(&format!("/users/legal/{id}")).await.status, 404);
}

#[tokio::test]
async fn both_shapes_of_a_legal_user() {
    let site = Site::plain().await;
    let id = site.post("/users/legal", flat_legal("BUSINESS")).await.id();
    let flat = site.get(&format!("/users/{id}")).await.body;
    assert_eq!(flat["LegalRepresentativeFirstName"], "Zoé");
    assert!(flat.get("LegalRepresentative").is_none());
    let nested = site.get(&format!("/sca/users/legal/{id}")).await.body;
    assert_eq!(nested["LegalRepresentative"]["FirstName"], "Zoé");
    assert!(nested.get("LegalRepresentativeFirstName").is_none());
    assert_eq!(nested["HeadquartersAddress"]["City"], "Nantes");
}

#[tokio::test]
async fn an_owner_created_with_sca_has_to_authenticate() {
    let site = Site::plain().await;
    let got = site.post("/sca/users/natural", natural()).await;
    assert_eq!(got.body["UserStatus"], "PENDING_USER_ACTION");
    assert!(got.body["PendingUserAction"]["RedirectUrl"].as_str().unwrap().contains("?token="));
    let id = got.id();
    assert_eq!(site.events("USER_ACCOUNT_VALIDATION_ASKED").await.len(), 1);
    site.control.authenticate(&id).unwrap();
    let status = site.get(&format!("/sca/users/{id}/sca-status")).await.body;
    assert_eq!((&status["UserStatus"], &status["IsEnrolled"]), (&json!("ACTIVE"), &json!(true)));

    let got = site.post("/sca/users/legal", legal("SOLETRADER")).await;
    assert_eq!(got.body["UserStatus"], "ACTIVE", "an e-mail with `accept` skips SCA");
    assert!(got.body["PendingUserAction"].is_null());

    let mut payer = natural();
    payer["UserCategory"] = json!("PAYER");
    let got = site.post("/sca/users/natural", payer).await;
    assert_eq!((&got.body["UserStatus"], &got.body["Birthday"]), (&json!("ACTIVE"), &Value::Null));
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_named() {
    let site = Site::plain().await;
    let got = site.post("/users/natural", json!({ "UserCategory": "OWNER", "TermsAndConditionsAccepted": true })).await;
    assert_eq!(got.status, 400);
    assert_eq!(errors(&got.body), ["Birthday", "CountryOfResidence", "Email", "FirstName", "LastName", "Nationality"]);
    for (member, value, named) in [
        ("UserCategory", json!("ADMIN"), "UserCategory"),
        ("TermsAndConditionsAccepted", json!(false), "TermsAndConditionsAccepted"),
        ("Email", json!("nobody"), "Email"),
        ("Email", json!("a1234567890123@example.org"), "Email"),
        ("Nationality", json!("ZZ"), "Nationality"),
        ("CountryOfResidence", json!("MN"), "CountryOfResidence"),
        ("FirstName", json!("x".repeat(101)), "FirstName"),
        ("Birthday", json!("soon"), "Birthday"),
        ("IncomeRange", json!(7), "IncomeRange"),
        ("Tag", json!("x".repeat(256)), "Tag"),
        (
            "Address",
            json!({ "AddressLine1": "1 Main St", "City": "Austin", "PostalCode": "1", "Country": "US" }),
            "Address.Region",
        ),
    ] {
        let mut body = natural();
        body[member] = value;
        let got = site.post("/users/natural", body).await;
        assert_eq!(got.status, 400, "{member}");
        assert_eq!(errors(&got.body), [named]);
    }
    let mut body = legal("BUSINESS");
    body["CompanyNumber"] = Value::Null;
    body["LegalRepresentative"]["Email"] = Value::Null;
    let got = site.post("/sca/users/legal", body).await;
    assert_eq!(errors(&got.body), ["CompanyNumber", "LegalRepresentative.Email"]);
    let mut body = legal("GUILD");
    body["HeadquartersAddress"] = Value::Null;
    assert_eq!(errors(&site.post("/sca/users/legal", body).await.body), ["HeadquartersAddress", "LegalPersonType"]);
}

#[tokio::test]
async fn fraud_policy() {
    let site = Site::plain().await;
    for (member, value) in [("Email", "info@example.org"), ("LastName", "Dupré SAS")] {
        let mut body = natural();
        body[member] = json!(value);
        let got = site.post("/users/natural", body).await;
        assert_eq!((got.status, &got.body["Type"], &got.body["errors"]), (400, &json!("fraud_policy"), &Value::Null));
    }
}

#[tokio::test]
async fn tolerant_values_are_coerced() {
    let site = Site::plain().await;
    let mut body = natural();
    body["Birthday"] = json!("312768000");
    body["TermsAndConditionsAccepted"] = json!(1);
    body["Unheard"] = json!({ "of": true });
    let got = site.post("/users/natural", body).await;
    assert_eq!((got.status, &got.body["Birthday"]), (200, &json!(312_768_000)));
}

#[tokio::test]
async fn changing_contact_data_asks_for_sca_again() {
    let site = Site::plain().await;
    let id = site.post("/sca/users/legal", legal("BUSINESS")).await.id();
    let got = site.put(&format!("/sca/users/legal/{id}"), json!({ "Tag": "seller-1" })).await;
    assert_eq!((&got.body["UserStatus"], &got.body["Tag"]), (&json!("ACTIVE"), &json!("seller-1")));
    assert_eq!(got.body["LegalRepresentative"]["LastName"], "Lefèvre", "only what is sent changes");
    let change = json!({ "LegalRepresentative": { "Email": "other@atelier-soeur.example" } });
    let got = site.put(&format!("/sca/users/legal/{id}"), change).await;
    assert_eq!(got.body["UserStatus"], "PENDING_USER_ACTION");
    assert_eq!(got.body["LegalRepresentative"]["LastName"], "Lefèvre");
    assert_eq!(site.events("USER_ACCOUNT_VALIDATION_ASKED").await.len(), 1);
}

#[tokio::test]
async fn closing_is_final() {
    let site = Site::plain().await;
    let id = site.owner().await;
    let delete = || site.request(Method::DELETE, &format!("/users/natural/{id}"));
    assert_eq!(answer(delete()).await.unwrap().status, 204);
    assert_eq!(site.get(&format!("/users/{id}")).await.body["UserStatus"], "CLOSED");
    let got = site.put(&format!("/users/natural/{id}"), json!({ "Tag": "x" })).await;
    assert_eq!((got.status, &got.body["Type"]), (400, &json!("user_closed")));
    let got = site.post(&format!("/users/{id}/kyc/documents"), json!({ "Type": "IDENTITY_PROOF" })).await;
    assert_eq!(got.body["Type"], "user_closed");
}

#[tokio::test]
async fn blocks_and_regulatory_status() {
    let site = Site::plain().await;
    let id = site.owner().await;
    site.control.block(&id, false, true, Some("008702".into())).unwrap();
    let got = site.get(&format!("/users/{id}/regulatory")).await.body;
    assert_eq!(got["ScopeBlocked"], json!({ "Inflows": false, "Outflows": true }));
    assert_eq!((&got["ActionCode"], &got["KycInformation"]["LastKycDate"]), (&json!("008702"), &Value::Null));
    assert!(site.get(&format!("/users/{id}/blockstatus")).await.body.get("KycInformation").is_none());
    assert_eq!(site.events("USER_OUTFLOWS_BLOCKED").await.len(), 1);
    assert!(site.events("USER_INFLOWS_BLOCKED").await.is_empty());
    assert!(site.control.block("nobody", true, true, None).is_err());
}
