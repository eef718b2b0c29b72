//! The states of a list, and names that were not meant for one.

use ipc::{
    Changed, Code, Event, Failure, Retry,
    documents::{CountRows, ListDocuments},
    sync::{Connection, GetSyncStatus, SyncStatus},
    users::{ListUsers, UserRow},
};
use l10n::text;
use model::Area;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{all, click, find, has, open, says, until},
    samples::{NOW, connected, document, rows, sync},
};

fn no_connection() -> Failure {
    Failure::new(Code::Unreachable).retry(Retry::Now)
}

#[wasm_bindgen_test]
async fn an_empty_list_says_so_and_what_belongs_there() {
    connected(Vec::new()).await;
    open("/compliance?view=to-fix").await;
    says("[data-testid='empty']", &text("compliance-empty-to-fix")).await;
    says("[data-testid='empty']", &text("compliance-empty-to-fix-text")).await;
    assert!(!has("tr[data-row]"));
}

#[wasm_bindgen_test]
async fn rows_that_nobody_can_tell_yet_are_not_said_to_be_none() {
    connected(Vec::new()).await;
    backend::answer::<CountRows>(|asked| Ok(vec![None; asked.queries.len()]));
    backend::answer::<ListUsers>(|_| {
        let mut unread = rows(Vec::<UserRow>::new());
        unread.freshness.complete_at = None;
        Ok(unread)
    });
    open("/users?view=renewal").await;
    says("[data-testid='not-fetched']", &text("list-not-fetched")).await;
    assert!(!has("[data-testid='empty']") && !has("[role='tab'] .n"), "no 0 anywhere");
}

#[wasm_bindgen_test]
async fn names_are_text_whatever_they_say() {
    let long = "N".repeat(255);
    let hostile = [
        "<img src=x onerror=\"document.title='taken'\">",
        "<script>document.title='taken'</script>",
        "</td></tr></table><h1>Taken</h1>",
        "&lt;b&gt; & \"quotes\" 'too'",
        "{{name}} ${name} { $name }",
        "\u{202e}gnp.elpmaxe",
        "مثال عربي",
        "Z\u{0351}\u{0343}\u{0310}a\u{0301}\u{0308}lgo",
        "👩‍👩‍👧‍👦 🏳️‍🌈 e\u{0301}",
        long.as_str(),
    ];
    let documents = hostile.iter().enumerate().map(|(at, name)| document(&format!("kyc_{at}"), name, "REFUSED"));
    connected(documents.collect()).await;
    open("/compliance").await;
    let last = hostile.len() - 1;
    find(&format!("tr[data-row='{last}']")).await;
    for (at, name) in hostile.iter().enumerate() {
        let row = find(&format!("tr[data-row='{at}']")).await;
        let words = row.text_content().unwrap();
        assert!(words.contains(name), "{name:?} is not in {words:?}");
        assert_eq!(row.query_selector_all("img, script, b, h1").unwrap().length(), 0, "{name:?} became markup");
        let tick = row.query_selector("input").unwrap().unwrap().get_attribute("aria-label").unwrap();
        assert!(tick.contains(name), "{name:?} is not in {tick:?}");
    }
    assert_eq!(all("h1").len(), 1, "the title of the page alone");
    assert!(!web_sys::window().unwrap().document().unwrap().title().contains("taken"));
}

#[wasm_bindgen_test]
async fn a_status_that_is_not_known_shows_as_itself() {
    connected(vec![document("kyc_1", "Ada Example", "FROZEN_BY_NEW_RULE")]).await;
    open("/compliance").await;
    says("tr[data-row='0'] .mark--st", "FROZEN_BY_NEW_RULE").await;
}

#[wasm_bindgen_test]
async fn a_list_that_cannot_be_read_says_why_and_can_be_read_again() {
    connected(Vec::new()).await;
    backend::refuse::<ListDocuments>(Failure::new(Code::CacheDamaged).retry(Retry::Now));
    open("/compliance").await;
    says("[data-testid='failure']", &text("failure-cache-damaged")).await;
    says("[data-testid='failure']", &text("failure-cache-damaged-do")).await;
    assert!(!has("[data-testid='empty']"), "a list that could not be read is not an empty one");

    backend::answer::<ListDocuments>(|_| Ok(rows(vec![document("kyc_1", "Ada Example", "REFUSED")])));
    click("[data-testid='failure'] button").await;
    says("tr[data-row='0']", "Ada Example").await;
    until("the failure is over", || !has("[data-testid='failure']")).await;
}

#[wasm_bindgen_test]
async fn rows_that_could_not_be_renewed_stay_beside_the_reason() {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
    open("/compliance").await;
    says("tr[data-row='0']", "Ada Example").await;
    backend::refuse::<ListDocuments>(no_connection());
    backend::emit(&Event::Changed { what: Changed::Rows(Area::KycDocuments) });
    says("[data-testid='failure']", &text("failure-unreachable")).await;
    says("[data-testid='failure']", &text("failure-unreachable-do")).await;
    says("tr[data-row='0']", "Ada Example").await;
}

#[wasm_bindgen_test]
async fn without_a_connection_the_list_says_since_when_and_how_old_it_is() {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
    open("/compliance").await;
    find("tr[data-row='0']").await;
    assert!(!has("[data-testid='offline']"), "while there is a connection nothing is said about it");
    backend::answer::<GetSyncStatus>(|_| {
        let connection = Connection::Offline { since: NOW - 600, retry_at: NOW + 60 };
        Ok(SyncStatus { connection, ..sync() })
    });
    backend::emit(&Event::Changed { what: Changed::Sync });
    says("[data-testid='offline']", &text("offline-uploads")).await;
    let words = find("[data-testid='offline']").await.text_content().unwrap();
    let times = words.matches(':').count();
    assert!(times >= 2, "since when, and the time of the copy: {words}");
    says("tr[data-row='0']", "Ada Example").await;
}

#[wasm_bindgen_test]
async fn events_that_overtake_each_other_are_heard_in_order() {
    connected(vec![document("kyc_1", "Ada Example", "REFUSED")]).await;
    open("/compliance").await;
    find("tr[data-row='0']").await;
    let entered = Event::DragEntered { files: 1, named: Vec::new() };
    backend::emit_all(&[&entered, &Event::DragLeft, &entered]);
    find("[data-testid='drop-overlay']").await;
    backend::emit_all(&[&Event::DragLeft, &entered, &Event::DragLeft]);
    until("the files are gone", || !has("[data-testid='drop-overlay']")).await;
}
