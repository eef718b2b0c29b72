//! Further keys (money-operations.md §3.1), the allowlist and certificates (§1.2), countries and formats
//! (users-verification.md §9), renewals (§3.7), and everything after a restart.

use std::sync::{Arc, Mutex};

use sandbox::{Dispute, Guard, Options, Scopes, StateStore};
use serde_json::{Value, json};

use crate::{
    kit::{Site, flat_legal, frozen, natural},
    purse::EASY,
};

#[tokio::test]
async fn keys_have_scopes_of_their_own() {
    let mut site = Site::plain().await;
    let first = site.token.clone();
    let secret = site.control.set_key("reader", Scopes::parse("Users.Details:r").unwrap()).unwrap();
    let got = site.token_with("sandbox-client", &secret, "grant_type=client_credentials").await;
    site.token = got.body["access_token"].as_str().unwrap().to_owned();
    assert_eq!(site.get("/users").await.status, 200);
    let refused = site.post("/users/natural", natural()).await;
    assert_eq!((refused.status, &refused.body["Type"]), (403, &json!("forbidden_ressource")), "§3.1");
    for path in ["/disputes", "/hooks", "/kyc/documents", "/reports", "/clients"] {
        assert_eq!(site.get(path).await.status, 403, "{path}");
    }
    let reader = site.token.clone();
    site.token = first;
    assert_eq!(site.get("/disputes").await.status, 200, "the first key keeps all scopes");
    let fresh = site.control.set_key("reader", Scopes::All).unwrap();
    site.token = reader;
    assert_eq!(site.get("/users").await.status, 401, "a reset ends the tokens");
    let old = site.token_with("sandbox-client", &secret, "grant_type=client_credentials").await;
    assert_eq!(old.status, 401);
    assert_eq!(site.token_with("sandbox-client", &fresh, "grant_type=client_credentials").await.status, 200);
    site.control.revoke_key("reader").unwrap();
    assert_eq!(site.token_with("sandbox-client", &fresh, "grant_type=client_credentials").await.status, 401);
    assert!(site.control.revoke_key("reader").is_err());
}

#[tokio::test]
async fn who_may_come_in() {
    let site = Site::plain().await;
    let allow = |ranges: &[&str], mtls| Guard { allowlist: ranges.iter().map(|r| (*r).to_owned()).collect(), mtls };
    site.control.set_guard(allow(&["10.0.0.0/8", "2001:db8::/32"], false)).unwrap();
    let got = site.get("/users").await;
    assert_eq!((got.status, &got.body["Type"]), (403, &json!("forbidden_ressource")), "§1.2 item 7");
    assert_eq!(site.token_with("sandbox-client", "sandbox-key", "grant_type=client_credentials").await.status, 403);
    site.control.set_guard(allow(&["10.0.0.0/8", "127.0.0.0/8"], false)).unwrap();
    assert_eq!(site.get("/users").await.status, 200);
    site.control.set_guard(allow(&[], true)).unwrap();
    assert_eq!(site.get("/users").await.status, 403, "no certificate: §1.2 item 6");
    assert!(site.control.set_guard(allow(&["everywhere"], false)).is_err());
    site.control.set_guard(Guard::default()).unwrap();
    assert_eq!(site.get("/users").await.status, 200);
}

#[tokio::test]
async fn countries_tell_what_is_refused() {
    let site = Site::plain().await;
    let bare = async |path: &str| {
        let url = format!("{}/v2.01{path}", site.sandbox.base_url());
        crate::kit::answer(site.http.get(url).bearer_auth(&site.token)).await.unwrap()
    };
    let all = bare("/countries/authorizations").await.body;
    assert_eq!(all.as_array().unwrap().len(), 249);
    let got = bare("/countries/FR/authorizations").await.body;
    assert_eq!((&got["CountryName"], &got["Authorization"]["BlockPayout"]), (&json!("France"), &json!(false)), "§9.4");
    for country in ["MO", "MN", "VC"] {
        let got = bare(&format!("/countries/{country}/authorizations")).await.body;
        assert_eq!(got["Authorization"]["BlockUserCreation"], true);
    }
    assert_eq!(bare("/countries/ZZ/authorizations").await.status, 404);
}

#[tokio::test]
async fn the_platform_changes_itself() {
    let site = Site::plain().await;
    let change = json!({ "TechEmails": ["it@halleverte.example"], "PrimaryThemeColour": "#112233" });
    let got = site.put("/clients", change).await;
    assert_eq!(
        (&got.body["TechEmails"], &got.body["PrimaryThemeColour"]),
        (&json!(["it@halleverte.example"]), &json!("#112233"))
    );
    assert_eq!(got.body["AdminEmails"], site.get("/clients").await.body["AdminEmails"], "§4: what is not sent stays");
    for (bad, named) in [
        (json!({ "TechEmails": ["x".repeat(41) + "@y.example"] }), "TechEmails"),
        (json!({ "PrimaryButtonColour": "green" }), "PrimaryButtonColour"),
        (json!({ "HeadquartersPhoneNumber": "0102" }), "HeadquartersPhoneNumber"),
        (json!({ "HeadquartersAddress": { "City": "Nantes" } }), "HeadquartersAddress.Country"),
        (json!({ "PlatformDescription": "x".repeat(2_001) }), "PlatformDescription"),
    ] {
        let got = site.put("/clients", bad).await;
        assert_eq!((got.status, got.body["errors"][named].is_string()), (400, true), "{named}: {}", got.body);
    }
    assert_eq!(site.put("/clients/logo", crate::kit::file(&crate::kit::jpeg(64, 64))).await.status, 204);
    let url = site.get("/clients").await.body["Logo"].as_str().unwrap().to_owned();
    assert_eq!(site.http.get(url).send().await.unwrap().headers()["content-type"], "image/png");
}

#[tokio::test]
async fn formats_of_company_numbers() {
    let site = Site::plain().await;
    let check = async |number: &str, country: &str| {
        let body = json!({ "CompanyNumber": { "CompanyNumber": number, "CountryCode": country } });
        site.post("/users/data-formats/validation", body).await.body["CompanyNumber"].take()
    };
    let seen = check("832 417 905", "FR").await;
    assert_eq!((&seen["IsValid"], &seen["ValidationRules"][0]), (&json!(true), &json!("^[0-9]{9}$")), "§9.3");
    assert_eq!(check("83241790", "FR").await["IsValid"], false);
    let got = site.post("/users/data-formats/validation", json!({ "CompanyNumber": { "CountryCode": "FR" } })).await;
    assert!(got.body["errors"]["CompanyNumber.CompanyNumber"].is_string());
    assert_eq!(site.post("/users/data-formats/validation", json!({})).await.status, 400);
}

#[tokio::test]
async fn a_renewal_is_asked_for_and_missed_or_made() {
    let site = Site::patient().await;
    let (late, prompt) = (site.verified().await, site.verified().await);
    for user in [&late, &prompt] {
        site.control.ask_renewal(user, "2026-12-24").unwrap();
        let seen = site.get(&format!("/users/{user}/regulatory")).await.body;
        assert_eq!(seen["KycInformation"]["KycRenewalDeadline"], "2026-12-24", "§9.2");
    }
    assert_eq!(site.events("USER_KYC_RENEWAL_REQUIRED").await.len(), 2);
    let document = site.document(&prompt, "IDENTITY_PROOF", Some("accept")).await;
    site.submit(&prompt, &document).await;
    assert_eq!(site.events("USER_KYC_RENEWED").await.len(), 1, "§3.7");
    let level = async |user: &str| site.get(&format!("/users/{user}")).await.body["KYCLevel"].clone();
    site.control.advance(31 * 86_400).unwrap();
    assert_eq!(level(&late).await, "REGULAR", "just missed");
    site.control.advance(31 * 86_400).unwrap();
    assert_eq!((level(&late).await, level(&prompt).await), (json!("LIGHT"), json!("REGULAR")));
    assert!(site.control.ask_renewal(&late, "2027-12-24").is_err(), "only REGULAR users renew");
    assert!(site.control.ask_renewal(&prompt, "soon").is_err());
}

#[derive(Default)]
struct Memory(Mutex<Option<Vec<u8>>>);

impl StateStore for Memory {
    fn load(&self) -> std::io::Result<Option<Vec<u8>>> {
        Ok(self.0.lock().unwrap().clone())
    }

    fn save(&self, bytes: &[u8]) -> std::io::Result<()> {
        *self.0.lock().unwrap() = Some(bytes.to_vec());
        Ok(())
    }
}

#[tokio::test]
async fn all_of_it_survives_a_restart() {
    let store: Arc<Memory> = Arc::default();
    let options =
        || Options { data: Some(Arc::clone(&store) as Arc<dyn StateStore>), token_seconds: 100 * 86_400, ..frozen() };
    let site = Site::new(options()).await;
    let user = site.post("/users/legal", flat_legal("BUSINESS")).await.id();
    site.declare(&user, "Zoé").await;
    let owner = site.verified().await;
    let wallet = site.wallet(&owner).await;
    let card = site.card(&owner, EASY).await;
    let payin = site.pay(&owner, &card, &wallet, 5_000, 0).await.id();
    let dispute = site.control.dispute(&payin, Dispute::default()).unwrap();
    site.post(&format!("/disputes/{dispute}/documents"), json!({ "Type": "INVOICE" })).await;
    site.post("/reports/wallets", json!({})).await;
    site.post("/hooks", json!({ "EventType": "KYC_CREATED", "Url": "http://localhost/" })).await;
    let body = json!({ "ReturnUrl": "https://halleverte.example/kyc" });
    site.post(&format!("/users/{owner}/identity-verifications"), body).await;
    let secret = site.control.set_key("reader", Scopes::parse("Users.Details:r").unwrap()).unwrap();
    let before = site.control.dump();
    for list in ["declarations", "disputes", "evidence", "reports", "hooks", "verifications", "wallets", "transactions"]
    {
        assert!(!before[list].as_array().unwrap().is_empty(), "{list}");
    }
    site.sandbox.stop().await;
    let site = Site::new(options()).await;
    assert_eq!(site.control.dump(), before);
    let got = site.token_with("sandbox-client", &secret, "grant_type=client_credentials").await;
    assert_eq!(got.status, 200, "further keys are kept, as hashes");
    assert!(!String::from_utf8_lossy(store.0.lock().unwrap().as_ref().unwrap()).contains(&secret));
    site.control.advance(15 * 86_400).unwrap();
    let seen: Value = site.get(&format!("/disputes/{dispute}")).await.body;
    assert_eq!(seen["ResultCode"], "LOST", "deadlines are still kept");
}
