//! Pages and streams of them.

use std::{collections::HashSet, num::NonZeroUsize, time::Duration};

use futures::TryStreamExt as _;
use mangopay::{Error, EventFilter, KycDocumentFilter, Order, Range, User};
use model::{EventType, KycDocumentStatus, KycDocumentType, UnixSeconds};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path, query_param},
};

use crate::support::{Api, ROOT, fixture, json, ok, user};

fn users(ids: std::ops::Range<u32>) -> String {
    let items: Vec<String> = ids.map(|id| format!(r#"{{"Id":"u{id}","PersonType":"NATURAL"}}"#)).collect();
    format!("[{}]", items.join(","))
}

async fn page(api: &Api, number: u32, response: ResponseTemplate) {
    Mock::given(method("GET"))
        .and(path(format!("{ROOT}/users")))
        .and(query_param("page", number.to_string()))
        .and(query_param("per_page", "100"))
        .respond_with(response)
        .expect(1)
        .named(format!("page {number}"))
        .mount(&api.server)
        .await;
}

#[tokio::test]
async fn a_stream_reads_each_page_once_and_stops_at_the_last() {
    let api = Api::start().await;
    for (number, ids) in [(1, 0..100), (2, 100..200), (3, 200..250)] {
        let response =
            json(200, users(ids)).insert_header("X-Number-Of-Pages", "3").insert_header("x-number-of-items", "250");
        page(&api, number, response).await;
    }
    let pages: Vec<_> = api.client().users(Range::default()).pages_from(1).try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.items.len()).sum::<usize>(), 250);
    assert_eq!((pages[0].pages, pages[0].total, pages[0].number), (Some(3), Some(250), 1));
    assert!(pages[2].is_last() && !pages[1].is_last());
}

#[tokio::test]
async fn without_counts_a_short_page_is_the_last() {
    let api = Api::start().await;
    page(&api, 4, json(200, users(0..100))).await;
    page(&api, 5, json(200, users(100..101))).await;
    let pages: Vec<_> = api.client().users(Range::default()).pages_from(4).try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.number).collect::<Vec<_>>(), [4, 5], "it resumes where it is told");
}

#[tokio::test]
async fn an_empty_page_ends_a_list_whatever_the_counts_say() {
    let api = Api::start().await;
    page(&api, 1, json(200, "[]").insert_header("x-number-of-pages", "9")).await;
    let pages: Vec<_> = api.client().users(Range::default()).pages_from(1).try_collect().await.unwrap();
    assert_eq!(pages.len(), 1);
}

#[tokio::test]
async fn an_error_ends_the_stream_after_what_was_read() {
    let api = Api::start().await;
    page(&api, 1, json(200, users(0..100)).insert_header("x-number-of-pages", "2")).await;
    page(&api, 2, crate::support::failing(403, "errors/forbidden.json")).await;
    let mut stream = Box::pin(api.client().users(Range::default()).pages_from(1));
    assert_eq!(stream.try_next().await.unwrap().unwrap().items.len(), 100);
    assert!(matches!(stream.try_next().await, Err(Error::ScopeMissing(_))));
    assert!(stream.try_next().await.unwrap().is_none());
}

/// The numbers of the pages that were asked for, in order of arrival.
async fn asked(api: &Api) -> Vec<u32> {
    let received = api.server.received_requests().await.unwrap();
    let number = |request: &wiremock::Request| {
        request.url.query_pairs().find(|(name, _)| name == "page").map(|(_, number)| number.parse().unwrap())
    };
    received.iter().filter_map(number).collect()
}

fn three() -> NonZeroUsize {
    NonZeroUsize::new(3).unwrap()
}

#[tokio::test]
async fn pages_ahead_come_in_order_each_once_however_long_one_takes() {
    let api = Api::start().await;
    for number in 1..=7 {
        let ids = (number - 1) * 100..(number * 100).min(650);
        let response = json(200, users(ids)).insert_header("x-number-of-pages", "7");
        let slow = Duration::from_millis(if number == 2 { 200 } else { 0 });
        page(&api, number, response.set_delay(slow)).await;
    }
    let mut stream = Box::pin(api.client().users(Range::default()).pages_ahead(1, three()));
    let mut read = vec![stream.try_next().await.unwrap().unwrap()];
    assert_eq!(asked(&api).await, [1], "how many pages there are is told by the first");
    read.push(stream.try_next().await.unwrap().unwrap());
    let mut underway = asked(&api).await;
    underway.sort_unstable();
    assert_eq!(underway, [1, 2, 3, 4], "two more were asked for while the second was awaited, and no third");
    read.extend(stream.try_collect::<Vec<_>>().await.unwrap());
    assert_eq!(read.iter().map(|page| page.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
    let ids: HashSet<_> = read.iter().flat_map(|page| &page.items).map(|item| item.value.id.as_str()).collect();
    assert_eq!(ids.len(), 650);
}

#[tokio::test]
async fn pages_ahead_end_as_the_list_does() {
    let api = Api::start().await;
    // Without counts: one by one, until a short one.
    page(&api, 1, json(200, users(0..100))).await;
    page(&api, 2, json(200, users(100..130))).await;
    // The list grew meanwhile, then shrank: what was asked for behind its end is dropped.
    page(&api, 11, json(200, users(0..100)).insert_header("x-number-of-pages", "11")).await;
    for (number, count) in [(20, "21"), (21, "22"), (22, "22")] {
        page(&api, number, json(200, users(0..100)).insert_header("x-number-of-pages", count)).await;
    }
    page(&api, 30, json(200, users(0..100)).insert_header("x-number-of-pages", "31")).await;
    page(&api, 31, json(200, "[]").insert_header("x-number-of-pages", "30")).await;
    for (first, expected) in [(1, vec![1, 2]), (11, vec![11]), (20, vec![20, 21, 22]), (30, vec![30, 31])] {
        let pages = api.client().users(Range::default()).pages_ahead(first, three());
        let numbers: Vec<_> = pages.map_ok(|page| page.number).try_collect().await.unwrap();
        assert_eq!(numbers, expected);
    }
}

#[tokio::test]
async fn an_error_ends_pages_ahead_after_what_came_before_it() {
    let api = Api::start().await;
    page(&api, 1, json(200, users(0..100)).insert_header("x-number-of-pages", "3")).await;
    page(&api, 2, crate::support::failing(403, "errors/forbidden.json").set_delay(Duration::from_millis(200))).await;
    page(&api, 3, json(200, users(0..100)).insert_header("x-number-of-pages", "3").set_delay(Duration::from_secs(9)))
        .await;
    let mut stream = Box::pin(api.client().users(Range::default()).pages_ahead(1, three()));
    assert_eq!(stream.try_next().await.unwrap().unwrap().number, 1);
    assert!(matches!(stream.try_next().await, Err(Error::ScopeMissing(_))), "nobody waits for the third");
    assert!(stream.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_item_that_cannot_be_read_is_kept_and_the_others_are_read() {
    let api = Api::start().await;
    let body = r#"[{"Id":"u1"},{"Name":"no id"},17,{"Id":"u2","CreationDate":"soon"},{"Id":"u3"}]"#;
    page(&api, 1, json(200, body)).await;
    let page = api.client().users(Range::default()).page(1).await.unwrap();
    let ids: Vec<_> = page.items.iter().map(|item| item.value.id.as_str()).collect();
    assert_eq!(ids, ["u1", "u3"]);
    let unread: Vec<_> = page.unread.iter().map(|item| item.raw.as_str()).collect();
    assert_eq!(unread, [r#"{"Name":"no id"}"#, "17", r#"{"Id":"u2","CreationDate":"soon"}"#]);
}

#[tokio::test]
async fn no_list_is_unreadable() {
    let api = Api::start().await;
    page(&api, 1, json(200, r#"{"Id":"u1"}"#)).await;
    let error = api.client().users(Range::default()).page(1).await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { what: "list" }), "{error:?}");
}

#[tokio::test]
async fn filters_and_order_travel_as_documented() {
    let api = Api::start().await;
    let range = Range { order: Some(Order::OldestFirst), after: Some(UnixSeconds(5)), before: Some(UnixSeconds(9)) };
    let sorted = |column: &str| query_param("Sort", format!("{column}:ASC"));
    for at in ["/KYC/documents", "/users/204068025/KYC/documents"] {
        Mock::given(method("GET"))
            .and(path(format!("{ROOT}{at}")))
            .and(sorted("CreationDate"))
            .and(query_param("AfterDate", "5"))
            .and(query_param("BeforeDate", "9"))
            .and(query_param("Status", "CREATED,VALIDATION_ASKED"))
            .and(query_param("Type", "IDENTITY_PROOF,NEW_KIND"))
            .respond_with(json(200, format!("[{}]", fixture("kyc/refused.json"))))
            .expect(1)
            .mount(&api.server)
            .await;
    }
    let filter = KycDocumentFilter {
        range,
        statuses: vec![KycDocumentStatus::Created, KycDocumentStatus::ValidationAsked],
        types: vec![KycDocumentType::IdentityProof, KycDocumentType::Unknown("NEW_KIND".into())],
    };
    assert_eq!(api.client().kyc_documents(&filter).page(1).await.unwrap().items.len(), 1);
    assert_eq!(api.client().kyc_documents_of(&user(), &filter).page(1).await.unwrap().items.len(), 1);

    Mock::given(method("GET"))
        .and(path(format!("{ROOT}/events")))
        .and(sorted("Date"))
        .and(query_param("EventType", "KYC_SUCCEEDED"))
        .respond_with(ok("events/list.json"))
        .expect(1)
        .mount(&api.server)
        .await;
    let filter = EventFilter { range, event_type: Some(EventType::KycSucceeded) };
    let events = api.client().events(&filter).page(1).await.unwrap();
    assert_eq!(events.items[0].value.event_type, EventType::KycSucceeded);
    assert_eq!(events.items[1].value.event_type, EventType::PayinNormalSucceeded);
    assert_eq!(events.items[1].value.date, Some(UnixSeconds(1_709_127_601)));
}

#[tokio::test]
async fn the_condensed_list_has_no_names() {
    let api = Api::start().await;
    page(&api, 1, ok("users/list.json")).await;
    let page = api.client().users(Range::default()).page(1).await.unwrap();
    let user: &User = &page.items[0].value;
    assert_eq!(user.email.as_deref(), Some("alex.smith@example.com"));
    assert_eq!((&user.first_name, &user.name, user.legal_representative()), (&None, &None, None));
}
