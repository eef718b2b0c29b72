//! Call limits (money-operations.md §1.6).

use sandbox::{Options, RateLimits};

use crate::kit::{NOW, Site, frozen};

fn four(text: &str) -> Vec<i64> {
    text.split(',').map(|v| v.trim().parse().unwrap()).collect()
}

#[tokio::test]
async fn headers_carry_four_values() {
    let site = Site::plain().await;
    let got = site.get("/users").await;
    // The token was the first call.
    assert_eq!(four(got.header("x-ratelimit")), [2; 4]);
    assert_eq!(four(got.header("x-ratelimit-remaining")), [2_298, 4_498, 8_798, 105_598]);
    assert_eq!(four(got.header("x-ratelimit-reset")), [NOW + 900, NOW + 1_800, NOW + 3_600, NOW + 86_400]);
    let refused = site.get("/users/none").await;
    assert_eq!(four(refused.header("x-ratelimit")), [3; 4], "refusals count and say so");
}

#[tokio::test]
async fn windows_slide() {
    let mut site = Site::plain().await;
    site.control.use_up(2_298).unwrap();
    assert_eq!(site.get("/users").await.status, 200, "call 2,300");
    let got = site.get("/users").await;
    assert_eq!((got.status, &got.body["Type"]), (429, &serde_json::json!("rate_limit")));
    assert_eq!(four(got.header("x-ratelimit-remaining"))[0], 0);
    site.control.advance(899).unwrap();
    assert_eq!(site.get("/users").await.status, 429);
    site.control.advance(1).unwrap();
    let got = site.get("/users").await;
    assert_eq!((got.status, four(got.header("x-ratelimit"))), (200, vec![1, 2_301, 2_301, 2_301]));
    site.control.use_up(2_199).unwrap();
    let got = site.get("/users").await;
    assert_eq!(got.status, 429, "the half-hour window is full");
    assert!(four(got.header("x-ratelimit-remaining"))[0] > 0);
    site.control.advance(86_400).unwrap();
    site.sign_in().await;
    assert_eq!(four(site.get("/users").await.header("x-ratelimit")), [2; 4], "all is forgotten after a day");
}

#[tokio::test]
async fn limits_can_be_off() {
    let site = Site::new(Options { rate_limits: RateLimits::Off, ..frozen() }).await;
    site.control.use_up(200_000).unwrap();
    let got = site.get("/users").await;
    assert_eq!((got.status, got.header("x-ratelimit")), (200, ""));
}
