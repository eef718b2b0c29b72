//! Pages that users are sent to: SCA (users-verification.md §2), hosted verification (§5), documents (§3.8, §5.8).

use sandbox::{Options, Ruling};
use serde_json::{Value, json};

use crate::kit::{NOW, Site, frozen, jpeg, legal, natural};

fn link(body: &Value) -> String {
    body["PendingUserAction"]["RedirectUrl"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_user_enrols_on_the_simulators_own_page() {
    let site = Site::plain().await;
    let made = site.post("/sca/users/natural", natural()).await;
    let url = link(&made.body);
    assert!(url.starts_with(&site.sandbox.base_url()), "everything lies on its own port: {url}");
    let page = site.http.get(&url).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Accept") && page.contains("Refuse"));
    site.choose(&url, "refuse", "https://halleverte.example/").await;
    assert_eq!(site.events("SCA_ENROLLMENT_FAILED").await.len(), 1);
    let id = made.id();
    let anew = site.post(&format!("/sca/users/{id}/enrollment"), json!({})).await;
    let back = site.choose(&link(&anew.body), "accept", "https://halleverte.example/").await;
    assert_eq!(back, "https://halleverte.example/?controlStatus=VALIDATED");
    assert_eq!(site.get(&format!("/sca/users/{id}")).await.body["UserStatus"], "ACTIVE");
    assert_eq!(site.events("SCA_ENROLLMENT_SUCCEEDED").await.len(), 1);
    let unused = site.post(&format!("/sca/users/{id}/enrollment"), json!({})).await;
    assert_eq!(unused.status, 200, "can be called again: §2.3");
    site.control.advance(600).unwrap();
    assert_eq!(site.events("SCA_ENROLLMENT_EXPIRED").await.len(), 1, "ten minutes: §2.1");
}

#[tokio::test]
async fn consent_is_given_and_revoked() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let path = format!("/sca/users/{user}/consent");
    let got = site.post(&path, json!({})).await;
    assert!(got.body["errors"]["Invalid SCA request"].is_string(), "no proxy: §2.5");
    site.control.set_features(&json!({ "proxy": true })).unwrap();
    let got = site.post(&path, json!({})).await;
    site.choose(&link(&got.body), "accept", "https://halleverte.example/").await;
    let enrolled = site.post(&format!("/sca/users/{user}/enrollment"), json!({})).await;
    site.choose(&link(&enrolled.body), "accept", "https://halleverte.example/").await;
    let status = site.get(&format!("/sca/users/{user}/sca-status")).await.body;
    assert_eq!(status["ConsentScope"]["Transfer"], "ACTIVE");
    assert_eq!(status["LastConsentCollectionDate"], NOW);
    assert_eq!(site.events("SCA_RECIPIENT_REGISTRATION_CONSENT_GIVEN").await.len(), 1, "§2.7");
    let got = site.post(&path, json!({})).await;
    site.choose(&link(&got.body), "refuse", "https://halleverte.example/").await;
    let status = site.get(&format!("/sca/users/{user}/sca-status")).await.body;
    assert_eq!(status["ConsentScope"]["Transfer"], "INACTIVE");
    assert_eq!(site.events("SCA_TRANSFER_CONSENT_REVOKED").await.len(), 1);
    assert!(site.control.set_features(&json!({ "magic": true })).is_err());
}

#[tokio::test]
async fn a_payer_becomes_an_owner() {
    let site = Site::new(Options { strict: true, ..frozen() }).await;
    let mut body = natural();
    body["UserCategory"] = json!("PAYER");
    let id = site.post("/sca/users/natural", body).await.id();
    let path = format!("/sca/users/natural/{id}/category");
    let got = site.put(&path, json!({ "UserCategory": "OWNER", "TermsAndConditionsAccepted": true })).await;
    let mut named: Vec<_> = got.body["errors"].as_object().unwrap().keys().cloned().collect();
    named.sort();
    assert_eq!(named, ["Birthday", "CountryOfResidence", "Nationality"], "§1.7");
    let full = json!({
        "UserCategory": "OWNER", "TermsAndConditionsAccepted": true, "Birthday": 312_768_000, "Nationality": "FR",
        "CountryOfResidence": "FR",
    });
    let mut refused = full.clone();
    refused["TermsAndConditionsAccepted"] = json!(false);
    assert_eq!(site.put(&path, refused).await.status, 400);
    let got = site.put(&path, full.clone()).await;
    assert_eq!((&got.body["UserCategory"], &got.body["UserStatus"]), (&json!("OWNER"), &json!("PENDING_USER_ACTION")));
    assert!(link(&got.body).contains("?token="));
    assert_eq!(site.events("USER_CATEGORY_UPDATED_TO_OWNER").await.len(), 1);
    assert_eq!(site.put(&path, full).await.status, 400, "an owner already");
    let mut body = legal("BUSINESS");
    body["UserCategory"] = json!("PAYER");
    let id = site.post("/sca/users/legal", body.clone()).await.id();
    body["UserCategory"] = json!("OWNER");
    let got = site.put(&format!("/sca/users/legal/{id}/category"), body).await;
    assert_eq!((&got.body["UserCategory"], &got.body["UserStatus"]), (&json!("OWNER"), &json!("ACTIVE")), "bypassed");
}

#[tokio::test]
async fn hosted_verification_by_the_users_choice() {
    let site = Site::plain().await;
    for (choice, status, level, event) in [
        ("accept", "VALIDATED", "REGULAR", "IDENTITY_VERIFICATION_VALIDATED"),
        ("refuse", "REFUSED", "LIGHT", "IDENTITY_VERIFICATION_FAILED"),
    ] {
        let user = site.owner().await;
        let path = format!("/users/{user}/identity-verifications");
        let made = site.post(&path, json!({ "ReturnUrl": "https://halleverte.example/kyc" })).await;
        assert_eq!((&made.body["Status"], &made.body["Checks"]), (&json!("PENDING"), &json!([])));
        let back = site.choose(made.body["HostedUrl"].as_str().unwrap(), choice, "").await;
        assert!(back.starts_with("https://halleverte.example/kyc?sessionId="), "{back}");
        let seen = site.get(&format!("/identity-verifications/{}", made.id())).await.body;
        assert_eq!((&seen["Status"], &seen["Checks"][0]["CheckStatus"]), (&json!(status), &json!(status)), "§5.4");
        assert_eq!(seen["Checks"][0]["Reasons"].as_array().unwrap().is_empty(), choice == "accept");
        assert_eq!(site.get(&format!("/users/{user}")).await.body["KYCLevel"], level, "§5.3");
        assert_eq!(site.events(event).await.len(), 1);
        let mut names: Vec<_> = site.get(&path).await.body[0].as_object().unwrap().keys().cloned().collect();
        names.sort();
        assert_eq!(names, ["CreationDate", "Id", "LastUpdate", "Status"], "list items: §5.3");
    }
}

#[tokio::test]
async fn a_hosted_verification_ends_or_goes_out_of_date() {
    let site = Site::new(Options { token_seconds: 10 * 86_400, ..frozen() }).await;
    let user = site.owner().await;
    let path = format!("/users/{user}/identity-verifications");
    let body = json!({ "ReturnUrl": "https://halleverte.example/kyc", "SessionLanguage": "fr-FR" });
    let first = site.post(&path, body.clone()).await.id();
    site.control.advance(7 * 86_400).unwrap();
    assert_eq!(site.get(&format!("/identity-verifications/{first}")).await.body["Status"], "EXPIRED", "7 days: §5.3");
    let second = site.post(&path, body.clone()).await.id();
    site.control.decide_verification(&second, Ruling::new("VALIDATED")).unwrap();
    site.put(&format!("/sca/users/natural/{user}"), json!({ "LastName": "Martin" })).await;
    assert_eq!(site.get(&format!("/identity-verifications/{second}")).await.body["Status"], "OUT_OF_DATE", "§3.7");
    assert_eq!(site.get(&format!("/users/{user}")).await.body["KYCLevel"], "LIGHT");
    assert!(site.control.decide_verification(&second, Ruling::new("REVIEW")).is_err());
    for (bad, named) in [
        (json!({}), "ReturnUrl"),
        (json!({ "ReturnUrl": "nowhere" }), "ReturnUrl"),
        (json!({ "ReturnUrl": "https://x.example", "SessionLanguage": "xx" }), "SessionLanguage"),
    ] {
        assert!(site.post(&path, bad).await.body["errors"][named].is_string());
    }
    site.control.set_features(&json!({ "idv": false })).unwrap();
    assert_eq!(site.post(&path, body).await.status, 403, "not activated: §5.2");
}

#[tokio::test]
async fn persons_with_significant_control() {
    let site = Site::new(Options { token_seconds: 10 * 86_400, ..frozen() }).await;
    site.control.set_features(&json!({ "psc": true })).unwrap();
    let user = site.post("/sca/users/legal", legal("BUSINESS")).await.id();
    site.declare(&user, "Zoé").await;
    let body = json!({ "ReturnUrl": "https://halleverte.example/kyb" });
    let main = site.post(&format!("/users/{user}/identity-verifications"), body).await.id();
    site.control.decide_verification(&main, Ruling::new("REVIEW")).unwrap();
    assert_eq!(site.events("IDENTITY_VERIFICATION_INCONCLUSIVE").await.len(), 1);
    site.control.decide_verification(&main, Ruling::new("VALIDATED")).unwrap();
    let level = || async { site.get(&format!("/users/{user}")).await.body["KYCLevel"].clone() };
    assert_eq!(level().await, "LIGHT", "until every person is validated: §5.3");
    assert_eq!(site.events("IDENTITY_VERIFICATION_PENDING_PSC_ACTION").await.len(), 1);
    let list = site.get(&format!("/users/{user}/pscs")).await;
    assert_eq!(list.ids().len(), 2, "the representative and the owner");
    assert_eq!(list.body[0]["MainSessionId"], json!(main));
    let hosted = |n: usize| list.body[n]["HostedUrl"].as_str().unwrap().to_owned();
    site.choose(&hosted(0), "accept", "").await;
    site.choose(&hosted(1), "refuse", "").await;
    assert_eq!(level().await, "LIGHT");
    let person = list.ids()[1].clone();
    let retry = format!("/identity-verifications/{main}/pscs/{person}/retry");
    let again = site.put(&retry, json!({ "Email": "zoe@example.org" })).await;
    assert_eq!(
        (&again.body["Status"], &again.body["Email"]),
        (&json!("PENDING_VALIDATION"), &json!("zoe@example.org"))
    );
    assert_ne!(again.body["HostedUrl"], list.body[1]["HostedUrl"], "rejected: a new link");
    let same = site.put(&retry, json!({})).await;
    assert_eq!(again.body["HostedUrl"], same.body["HostedUrl"], "pending: the same link");
    site.control.advance(7 * 86_400).unwrap();
    let seen = site.get(&format!("/identity-verifications/{main}")).await.body;
    assert_eq!(seen["PSCs"][1]["Status"], "REJECTED", "a week: §5.6");
    let again = site.put(&retry, json!({})).await;
    site.choose(again.body["HostedUrl"].as_str().unwrap(), "accept", "").await;
    assert_eq!(level().await, "REGULAR");
    let verified = site.get(&format!("/users/{user}/verified-identity")).await.body;
    assert_eq!((&verified["UserType"], verified["Pscs"].as_array().unwrap().len()), (&json!("LEGAL_BUSINESS"), 2));
}

#[tokio::test]
async fn documents_can_be_looked_at_for_ten_minutes() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let got = site.get(&format!("/users/{user}/verified-identity")).await;
    assert_eq!((got.status, got.body["errors"]["UserId"].is_string()), (400, true), "not REGULAR: §5.8");
    let document = site.document(&user, "IDENTITY_PROOF", Some("accept")).await;
    site.page(&user, &document, &jpeg(640, 480)).await;
    site.page(&user, &document, &crate::kit::pdf(40_000)).await;
    site.submit(&user, &document).await;
    let links = site.post(&format!("/kyc/documents/{document}/consult"), json!({})).await.body;
    assert_eq!(links.as_array().unwrap().len(), 2, "one for each page: §3.8");
    let verified = site.get(&format!("/users/{user}/verified-identity")).await.body;
    assert_eq!((&verified["UserType"], &verified["LastName"]), (&json!("NATURAL"), &json!("Dupré")));
    let urls = verified["Documents"][0]["DocumentUrls"].as_array().unwrap();
    assert_eq!(urls.len(), 2);
    let url = links[0]["Url"].as_str().unwrap();
    let page = site.http.get(url).send().await.unwrap();
    assert_eq!(page.headers()["content-type"], "image/png");
    assert!(image::load_from_memory(&page.bytes().await.unwrap()).is_ok());
    let second = site.http.get(links[1]["Url"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(second.headers()["content-type"], "application/pdf");
    assert_eq!(site.http.get(url.replace("Signature=", "Signature=0")).send().await.unwrap().status(), 403);
    site.control.advance(600).unwrap();
    assert_eq!(site.http.get(url).send().await.unwrap().status(), 403, "links end");
    site.control.set_features(&json!({ "verified_identity": false })).unwrap();
    assert_eq!(site.get(&format!("/users/{user}/verified-identity")).await.status, 403);
}
