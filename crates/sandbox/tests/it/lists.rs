//! Lists: pages, headers, sorting, filters (money-operations.md §1.5) and events (§14.1).

use sandbox::Options;
use serde_json::json;

use crate::kit::{NOW, Site, flat_legal, frozen};

async fn with_users(count: usize) -> (Site, Vec<String>) {
    let site = Site::plain().await;
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(site.owner().await);
        site.control.advance(10).unwrap();
    }
    (site, ids)
}

#[tokio::test]
async fn pages_and_their_headers() {
    let (site, ids) = with_users(13).await;
    let got = site.get("/users").await;
    assert_eq!(got.ids(), ids[..10], "ten items, oldest first");
    assert_eq!((got.header("x-number-of-pages"), got.header("x-number-of-items")), ("2", "13"));
    let got = site.get("/users?page=2&per_page=5&Sort=CreationDate:DESC").await;
    let newest: Vec<_> = ids.iter().rev().skip(5).take(5).cloned().collect();
    assert_eq!(got.ids(), newest);
    let link = got.header("link");
    for (rel, page) in [("first", 1), ("prev", 1), ("next", 3), ("last", 3)] {
        let part = link.split(", ").find(|p| p.ends_with(&format!("rel=\"{rel}\""))).unwrap_or_default();
        assert!(part.contains(&format!("page={page}&per_page=5&sort=CreationDate%3ADESC")), "{rel} in {link}");
    }
    let got = site.get("/users?page=9").await;
    assert_eq!((got.status, got.ids().len(), got.header("x-number-of-items")), (200, 0, "13"));
    assert!(!got.header("link").contains("next"));
    assert_eq!(site.get("/users?per_page=500").await.status, 200, "too large is read as 100");
    for bad in ["page=0", "per_page=0", "page=x", "Sort=Name:ASC", "Sort=CreationDate:UP"] {
        assert_eq!(site.get(&format!("/users?{bad}")).await.status, 400, "{bad}");
    }
}

#[tokio::test]
async fn items_of_the_users_list_are_condensed() {
    let (site, _) = with_users(1).await;
    let got = site.get("/users").await;
    let mut names: Vec<_> = got.body[0].as_object().unwrap().keys().cloned().collect();
    names.sort();
    assert_eq!(
        names,
        [
            "CreationDate",
            "Email",
            "Id",
            "KYCLevel",
            "PersonType",
            "Tag",
            "TermsAndConditionsAccepted",
            "TermsAndConditionsAcceptedDate",
            "UserCategory",
            "UserStatus",
        ]
    );
}

#[tokio::test]
async fn documents_by_status_type_and_date() {
    let site = Site::plain().await;
    let user = site.post("/users/legal", flat_legal("BUSINESS")).await.id();
    let mut ids = Vec::new();
    for (kind, tag) in [
        ("IDENTITY_PROOF", Some("accept")),
        ("REGISTRATION_PROOF", Some("refuse_expired")),
        ("ARTICLES_OF_ASSOCIATION", None),
    ] {
        let id = site.document(&user, kind, tag).await;
        if tag.is_some() {
            site.submit(&user, &id).await;
        }
        ids.push(id);
        site.control.advance(100).unwrap();
    }
    let other = site.owner().await;
    ids.push(site.document(&other, "IDENTITY_PROOF", None).await);
    for (query, found) in [
        ("", vec![0, 1, 2, 3]),
        ("Status=VALIDATED", vec![0]),
        ("Status=validated,Created", vec![0, 2, 3]),
        ("Status=REFUSED&Status=VALIDATED", vec![0, 1]),
        ("Type=IDENTITY_PROOF", vec![0, 3]),
        ("type=identity_proof&status=created", vec![3]),
        (&format!("AfterDate={}", NOW + 100), vec![1, 2, 3]),
        (&format!("AfterDate={}&BeforeDate={}", NOW + 1, NOW + 200), vec![1, 2]),
    ] {
        let expected: Vec<_> = found.into_iter().map(|n: usize| ids[n].clone()).collect();
        assert_eq!(site.get(&format!("/KYC/documents?{query}")).await.ids(), expected, "{query}");
    }
    assert_eq!(site.get(&format!("/users/{user}/kyc/documents")).await.ids(), ids[..3]);
    for bad in ["Status=LOST", "Type=PASSPORT", "AfterDate=yesterday"] {
        assert_eq!(site.get(&format!("/kyc/documents?{bad}")).await.status, 400, "{bad}");
    }
    assert_eq!(site.get("/users/nobody/kyc/documents").await.status, 404);
}

#[tokio::test]
async fn events_by_type_and_date() {
    let (site, ids) = with_users(2).await;
    site.document(&ids[0], "IDENTITY_PROOF", None).await;
    site.control.advance(60).unwrap();
    site.document(&ids[1], "IDENTITY_PROOF", None).await;
    let got = site.get("/events?EventType=KYC_CREATED&Sort=Date:DESC").await;
    let dates: Vec<_> = got.body.as_array().unwrap().iter().map(|e| e["Date"].as_i64().unwrap()).collect();
    assert_eq!(dates, [NOW + 80, NOW + 20]);
    let got = site.get(&format!("/events?AfterDate={}&BeforeDate={}", NOW + 21, NOW + 100)).await;
    assert_eq!(got.body.as_array().unwrap().len(), 1);
    let mut names: Vec<_> = got.body[0].as_object().unwrap().keys().cloned().collect();
    names.sort();
    assert_eq!(names, ["Date", "EventType", "ResourceId"]);
    for bad in ["EventType=KYC_EATEN", "EventType=KYC_CREATED,KYC_FAILED"] {
        assert_eq!(site.get(&format!("/events?{bad}")).await.status, 400, "{bad}");
    }
}

#[tokio::test]
async fn events_are_kept_for_45_days() {
    let mut site = Site::plain().await;
    let user = site.owner().await;
    site.document(&user, "IDENTITY_PROOF", None).await;
    site.control.advance(45 * 86_400).unwrap();
    site.sign_in().await;
    assert_eq!(site.get("/events").await.body.as_array().unwrap().len(), 1);
    site.control.advance(1).unwrap();
    assert_eq!(site.get("/events").await.body, json!([]));
    let got = site.get(&format!("/events?AfterDate={NOW}")).await;
    assert_eq!(got.status, 400);
    assert_eq!(got.body["errors"]["AfterDate"], "Events older than 45 days can not be searched");
    assert_eq!(site.get(&format!("/events?BeforeDate={NOW}")).await.status, 400);
    assert_eq!(site.get(&format!("/events?AfterDate={}", NOW + 1)).await.status, 200);
}

#[tokio::test]
async fn an_event_type_may_be_required() {
    let site = Site::new(Options { events_need_type: true, ..frozen() }).await;
    let got = site.get("/events").await;
    assert_eq!((got.status, got.body["errors"]["EventType"].is_string()), (400, true));
    assert_eq!(site.get("/events?eventType=KYC_CREATED").await.status, 200);
}
