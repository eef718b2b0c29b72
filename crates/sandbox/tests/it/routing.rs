//! Paths, methods and the statuses decided by a call's head (users-verification.md §0, money-operations.md §1.8).

use reqwest::Method;
use serde_json::json;

use crate::kit::{Site, answer, file, natural, pdf};

#[tokio::test]
async fn case_and_slashes_do_not_matter() {
    let site = Site::plain().await;
    let user = site.owner().await;
    for path in [
        format!("/users/{user}"),
        format!("/USERS/{user}/"),
        format!("//Users//{user}"),
        format!("/users/{user}/blockStatus"),
        format!("/users/{user}/BLOCKSTATUS"),
        format!("/users/{user}/Regulatory"),
        format!("/users/{user}/kyc/documents?PER_PAGE=1&SORT=CreationDate:ASC"),
        format!("/users/{user}/KYC/Documents/"),
    ] {
        assert_eq!(site.get(&path).await.status, 200, "{path}");
    }
    assert_eq!(site.get(&format!("/users/{}", user.to_lowercase())).await.status, 404, "ids keep their case");
}

#[tokio::test]
async fn unknown_paths_and_methods() {
    let site = Site::plain().await;
    let got = site.get("/nothing/here").await;
    assert_eq!((got.status, &got.body["Type"]), (404, &json!("ressource_not_found")));
    assert_eq!(site.get("/users/natural/none/x/y").await.status, 404);
    assert_eq!(answer(site.request(Method::DELETE, "/users")).await.unwrap().status, 405);
    assert_eq!(answer(site.request(Method::PATCH, "/events")).await.unwrap().status, 405);
    let url = format!("{}/v2.01/oauth/token", site.sandbox.base_url());
    assert_eq!(answer(site.http.get(url)).await.unwrap().status, 405);
    let got = answer(site.http.get(format!("{}/v3/x", site.sandbox.base_url()))).await.unwrap();
    assert_eq!(got.status, 404);
}

#[tokio::test]
async fn an_error_body_has_its_documented_members() {
    let site = Site::plain().await;
    let got = site.get("/users/user_m_none").await;
    assert_eq!(got.status, 404);
    assert_eq!(got.body["Type"], "ressource_not_found");
    assert!(got.body["errors"]["RessourceNotFound"].as_str().unwrap().contains("user_m_none"));
    let id = got.body["Id"].as_str().unwrap();
    assert!(id.ends_with(&format!("#{}", site.control.now())) && id.len() > 40, "{id}");
    assert!(got.body["Date"].is_f64(), "the date of an error carries decimals");
}

#[tokio::test]
async fn chunked_bodies_are_refused_with_411() {
    let site = Site::plain().await;
    let user = site.owner().await;
    let document = site.document(&user, "IDENTITY_PROOF", None).await;
    let path = format!("/users/{user}/kyc/documents/{document}/pages");
    let body = file(&pdf(40_000)).to_string();
    let stream = futures::stream::iter(body.as_bytes().chunks(1000).map(|c| Ok::<_, std::io::Error>(c.to_vec())));
    let stream = stream.collect::<Vec<_>>().await;
    let request = site
        .request(Method::POST, &path)
        .header("content-type", "application/json")
        .body(reqwest::Body::wrap_stream(futures::stream::iter(stream)));
    let got = answer(request).await.unwrap();
    assert_eq!(got.status, 411);
    let last = site.control.calls().pop().unwrap();
    assert!(last.chunked && last.content_length.is_none() && !last.committed);
    assert_eq!(site.control.dump()["documents"][0]["pages"], json!([]));
}

use futures::StreamExt as _;

#[tokio::test]
async fn other_media_types_are_refused_with_415() {
    let site = Site::plain().await;
    let request = site.request(Method::POST, "/users/natural").header("content-type", "text/plain").body("{}");
    let got = answer(request).await.unwrap();
    assert_eq!((got.status, &got.body["Type"]), (415, &json!("content_type_not_supported")));
}

#[tokio::test]
async fn unreadable_json_is_a_param_error() {
    let site = Site::plain().await;
    for body in ["{", "[1]", "\"text\""] {
        let request =
            site.request(Method::POST, "/users/natural").header("content-type", "application/json").body(body);
        let got = answer(request).await.unwrap();
        assert_eq!((got.status, &got.body["Type"]), (400, &json!("param_error")), "{body}");
    }
}

#[tokio::test]
async fn large_bodies_are_refused_with_413() {
    let site = Site::plain().await;
    let mut body = natural();
    body["Tag"] = json!("x".repeat(1_100_000));
    let request = site.request(Method::POST, "/users/natural").json(&body);
    assert_eq!(answer(request).await.unwrap().status, 413);
}

#[tokio::test]
async fn the_control_plane_is_served_only_when_asked_for() {
    let site = Site::plain().await;
    let url = format!("{}/_control/dump", site.sandbox.base_url());
    assert_eq!(answer(site.http.get(url)).await.unwrap().status, 404);
}
