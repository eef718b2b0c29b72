//! The local copy: complete after the first sync, right after changes, readable without a network.

use std::sync::Arc;

use ipc::{
    documents::{CountRows, ListDocuments, OpenDocument},
    sync::{Connection, GetSyncStatus, SyncNow},
    users::{ListUsers, OpenUser},
};
use model::{Area, Column, Condition, Direction, Filter, KycDocumentStatus, ListQuery, Sort, Window};
use testkit::sandbox::{Decision, Options, RateLimits, Scopes, World};
use testkit::{Desk, run_with};

fn query(area: Area, filters: Vec<Filter>) -> ListQuery {
    ListQuery {
        area,
        filters,
        search: String::new(),
        sort: Sort { column: Column::Created, direction: Direction::Descending },
        window: Window { offset: 0, limit: 100 },
    }
}

fn to_fix() -> Vec<Filter> {
    vec![
        Filter {
            column: Column::Status,
            condition: Condition::AnyOf(vec!["REFUSED".to_owned(), "OUT_OF_DATE".to_owned()]),
        },
        Filter { column: Column::Replaced, condition: Condition::Is(false) },
    ]
}

pub(crate) async fn synced(desk: &Desk) {
    desk.until("the first sync", || async {
        let status = Arc::clone(&desk.host).get_sync_status(desk.window(), GetSyncStatus {}).await.ok()?;
        status
            .updated_at
            .filter(|_| status.streams.iter().all(|stream| stream.complete_at.is_some() || stream.trouble.is_some()))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_first_sync_everything_is_here() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let dump = desk.sandbox.control().dump();
    let users = Arc::clone(&desk.host)
        .list_users(desk.window(), ListUsers { query: query(Area::Users, Vec::new()) })
        .await
        .unwrap();
    assert_eq!(users.total as usize, dump["users"].as_array().unwrap().len());
    assert!(users.rows.iter().all(|row| row.name.is_some()), "names come with the details");
    assert!(users.freshness.complete_at.is_some());
    let counts = Arc::clone(&desk.host)
        .count_rows(
            desk.window(),
            CountRows { queries: vec![query(Area::KycDocuments, Vec::new()), query(Area::KycDocuments, to_fix())] },
        )
        .await
        .unwrap();
    assert_eq!(counts[0].unwrap() as usize, dump["documents"].as_array().unwrap().len());
    assert_eq!(counts[1], Some(23), "the design's queue");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_never_read_is_not_counted_as_nothing() {
    let scopes = Scopes::all_but("Client.Developers");
    let options = Options { world: World::Demo, scopes, rate_limits: RateLimits::Off, ..Options::default() };
    let desk = Desk::with_options(options).await;
    desk.connect().await;
    synced(&desk).await;
    let nobody = vec![Filter { column: Column::Status, condition: Condition::AnyOf(vec!["NOBODY_HAS_IT".to_owned()]) }];
    let events = query(Area::Events, Vec::new());
    let events = ListQuery { sort: Sort { column: Area::Events.age(), ..events.sort }, ..events };
    let queries = vec![events, query(Area::Users, nobody)];
    let counts = Arc::clone(&desk.host).count_rows(desk.window(), CountRows { queries }).await.unwrap();
    assert_eq!(counts, [None, Some(0)], "events may not be read; users were");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_is_noticed_with_and_without_the_right_to_read_events() {
    for scopes in [Scopes::All, Scopes::all_but("Client.Developers")] {
        let desk = Desk::with_options(Options {
            world: World::Demo,
            scopes,
            rate_limits: RateLimits::Off,
            ..Options::default()
        })
        .await;
        desk.connect().await;
        synced(&desk).await;
        let waiting =
            vec![Filter { column: Column::Status, condition: Condition::AnyOf(vec!["VALIDATION_ASKED".to_owned()]) }];
        let list = ListDocuments { query: query(Area::KycDocuments, waiting) };
        let row = Arc::clone(&desk.host).list_documents(desk.window(), list).await.unwrap().rows[0].clone();
        let validated = Decision { status: "VALIDATED".to_owned(), reason: None, message: None, flags: Vec::new() };
        desk.sandbox.control().decide(row.id.as_str(), validated).unwrap();
        Arc::clone(&desk.host).sync_now(desk.window(), SyncNow {}).await.unwrap();
        desk.until("the decision", || async {
            let open = OpenDocument { id: row.id.clone(), again: false };
            let document = Arc::clone(&desk.host).open_document(desk.window(), open).await.unwrap();
            (document.row.status == KycDocumentStatus::Validated).then_some(())
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_network_lists_answer_and_the_sync_says_so() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let Desk { host, sandbox, clock, .. } = desk;
    sandbox.stop().await;
    let window = engine::Caller::new("main-1");
    Arc::clone(&host).sync_now(window.clone(), SyncNow {}).await.unwrap();
    let offline = async {
        loop {
            let status = Arc::clone(&host).get_sync_status(window.clone(), GetSyncStatus {}).await.unwrap();
            if matches!(status.connection, Connection::Offline { .. }) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), run_with(&clock, offline)).await.expect("offline is said");
    let users = Arc::clone(&host)
        .list_users(window.clone(), ListUsers { query: query(Area::Users, Vec::new()) })
        .await
        .unwrap();
    assert_eq!(users.rows.len(), 100);
    let profile =
        Arc::clone(&host).open_user(window, OpenUser { id: users.rows[0].id.clone(), again: false }).await.unwrap();
    assert!(!profile.facts.is_empty(), "the profile opens from the cache");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_view_that_asks_again_and_again_costs_one_call() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let args = ListUsers { query: query(Area::Users, Vec::new()) };
    let id = Arc::clone(&desk.host).list_users(desk.window(), args).await.unwrap().rows[0].id.clone();
    let reads = |what: &str| {
        let path = format!("/users/{id}{what}").to_ascii_lowercase();
        desk.sandbox.control().calls().iter().filter(|call| call.path.to_ascii_lowercase().ends_with(&path)).count()
    };
    desk.clock.advance(3_600);
    let (before, told) = (reads(""), reads("/Regulatory"));
    let look = || Arc::clone(&desk.host).open_user(desk.window(), OpenUser { id: id.clone(), again: false });
    // The clock stands still from here: half a minute is not over before the last look.
    let mut changes = desk.windows.changes();
    for _ in 0..10 {
        look().await.unwrap();
    }
    while reads("/Regulatory") == told {
        changes.changed().await.unwrap();
    }
    for _ in 0..10 {
        look().await.unwrap();
    }
    // Whatever those set off is under way before this, and done with it.
    Arc::clone(&desk.host).sync_now(desk.window(), SyncNow {}).await.unwrap();
    synced(&desk).await;
    // A look that began just before the first reading was stored may set off a second one, no more.
    let (user, block) = (reads("") - before, reads("/Regulatory") - told);
    assert!((1..=2).contains(&user), "twenty looks within half a minute, so many readings: {user}");
    assert!((1..=2).contains(&block), "and of the blocked money flows: {block}");
}
