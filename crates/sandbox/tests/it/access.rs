//! Tokens, Basic, the lock, scopes (money-operations.md §1.2, §3.1).

use sandbox::{Options, Scopes};
use serde_json::json;

use crate::kit::{NOW, Site, answer, frozen, natural};

#[tokio::test]
async fn a_token_is_given_and_ends() {
    let site = Site::plain().await;
    let got = site.token_with("sandbox-client", "sandbox-key", "grant_type=client_credentials").await;
    assert_eq!((got.status, &got.body["expires_in"]), (200, &json!(1200)));
    assert_eq!(site.get("/users").await.status, 200);
    site.control.advance(1199).unwrap();
    assert_eq!(site.get("/users").await.status, 200);
    site.control.advance(1).unwrap();
    let got = site.get("/users").await;
    assert_eq!(got.status, 401);
    assert_eq!(got.body["Type"], "invalid_credentials");
    assert!(got.body.get("Id").is_none() && got.body.get("errors").is_none(), "this error has no Id and no errors");
}

#[tokio::test]
async fn the_control_plane_ends_tokens() {
    let mut site = Site::plain().await;
    site.control.expire_tokens();
    assert_eq!(site.get("/users").await.status, 401);
    site.sign_in().await;
    assert_eq!(site.get("/users").await.status, 200);
}

#[tokio::test]
async fn wrong_credentials_and_grants() {
    let site = Site::plain().await;
    for (client, key) in [("sandbox-client", "wrong"), ("other", "sandbox-key"), ("", "")] {
        let got = site.token_with(client, key, "grant_type=client_credentials").await;
        assert_eq!((got.status, &got.body["Type"]), (401, &json!("invalid_credentials")));
    }
    let got = site.token_with("sandbox-client", "sandbox-key", "grant_type=password").await;
    assert_eq!((got.status, &got.body["error"]), (400, &json!("unsupported_grant_type")));
}

#[tokio::test]
async fn ten_bad_keys_lock_the_account_for_a_while() {
    let site = Site::plain().await;
    for _ in 0..10 {
        site.token_with("sandbox-client", "wrong", "grant_type=client_credentials").await;
    }
    let got = site.token_with("sandbox-client", "sandbox-key", "grant_type=client_credentials").await;
    assert_eq!((got.status, &got.body["error"]), (400, &json!("unauthorized_client")));
    assert_eq!(site.get("/users").await.body["error"], "unauthorized_client");
    site.control.advance(901).unwrap();
    let got = site.token_with("sandbox-client", "sandbox-key", "grant_type=client_credentials").await;
    assert_eq!(got.status, 200);

    let site = Site::new(Options { lock_after_bad_credentials: false, ..frozen() }).await;
    for _ in 0..12 {
        site.token_with("sandbox-client", "wrong", "grant_type=client_credentials").await;
    }
    assert_eq!(site.get("/users").await.status, 200);
}

#[tokio::test]
async fn basic_on_resources_is_a_choice() {
    for (basic, status) in [(false, 401), (true, 200)] {
        let site = Site::new(Options { basic, ..frozen() }).await;
        let url = format!("{}/v2.01/sandbox-client/users", site.sandbox.base_url());
        let got = answer(site.http.get(&url).basic_auth("sandbox-client", Some("sandbox-key"))).await.unwrap();
        assert_eq!(got.status, status);
        let got = answer(site.http.get(&url).basic_auth("sandbox-client", Some("wrong"))).await.unwrap();
        assert_eq!(got.status, 401);
    }
}

#[tokio::test]
async fn another_client_in_the_path_is_refused() {
    let site = Site::plain().await;
    let url = format!("{}/v2.01/somebody-else/users", site.sandbox.base_url());
    let got = answer(site.http.get(&url).bearer_auth(&site.token)).await.unwrap();
    assert_eq!(got.status, 401);
}

#[tokio::test]
async fn scopes_are_kept_apart() {
    let site = Site::new(Options { scopes: Scopes::all_but("Client.Developers"), ..frozen() }).await;
    for path in ["/events", "/responses/0123456789abcdef"] {
        let got = site.get(path).await;
        assert_eq!((got.status, &got.body["Type"]), (403, &json!("forbidden_ressource")), "{path}");
    }
    assert_eq!(site.get("/users").await.status, 200);

    let only = Scopes::parse("Users.Details:r, Users.Verification").unwrap();
    site.control.set_scopes(only).unwrap();
    assert_eq!(site.get("/users").await.status, 200);
    assert_eq!(site.get("/kyc/documents").await.status, 200);
    assert_eq!(site.post("/users/natural", natural()).await.status, 403);
    assert_eq!(site.get("/clients").await.status, 403);
    assert!(Scopes::parse("Users.Nothing").is_err() && Scopes::parse("Users.Details:x").is_err());
}

#[tokio::test]
async fn the_platform_describes_itself() {
    let site = Site::plain().await;
    let got = site.get("/clients").await;
    assert_eq!(
        (got.status, &got.body["ClientId"], &got.body["Licensor"]),
        (200, &json!("sandbox-client"), &json!("EU"))
    );
    assert_eq!(site.control.now(), NOW);
    assert_eq!(got.header("date"), "Tue, 24 Nov 2026 09:42:00 GMT", "the platform's time, not the machine's");
}
