//! The page about the sync.

use std::{cell::Cell, rc::Rc};

use ipc::{
    Changed, Code, Event, Failure, Nothing, Retry,
    sync::{
        Activity, Connection, GetCoverage, GetSyncPlan, GetSyncStatus, Missing, MissingReason, OpenStatusPage,
        PauseSync, PlanStep, Route, RouteReason, SetSyncShare, Stream, StreamCoverage, StreamStatus, SyncPlan,
        SyncStatus, WindowUse,
    },
};
use l10n::text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    backend,
    page::{all, click, find, has, open, says, until},
    samples::{NOW, connected, sync},
};

fn stream(stream: Stream, have: u64) -> StreamCoverage {
    StreamCoverage {
        stream,
        have,
        route: Some(Route::PlatformList),
        complete_from: None,
        complete_to: Some(NOW),
        missing: Vec::new(),
        calls: 0,
        trouble: None,
    }
}

fn wallets() -> StreamCoverage {
    let missing = vec![Missing { count: 3, reason: MissingReason::Sca }];
    StreamCoverage { route: Some(Route::UserLists), missing, ..stream(Stream::Wallets, 1_180) }
}

fn plan(share_percent: u8) -> SyncPlan {
    let step =
        PlanStep { stream: Stream::Transactions, route: Route::UserLists, reason: RouteReason::ReadOnly, calls: 1_180 };
    let window = |minutes| WindowUse { minutes, made: 120, most: 689, limit: 2_300 };
    let windows = [15, 30, 60, 1_440].map(window).to_vec();
    SyncPlan { steps: vec![step], calls: 1_180, minutes: 31, share_percent, windows }
}

/// The page, with these streams held.
async fn with(held: Vec<StreamCoverage>) {
    connected(Vec::new()).await;
    backend::answer::<GetCoverage>(move |_| Ok(held.clone()));
    backend::answer::<GetSyncPlan>(|_| Ok(plan(30)));
}

#[wasm_bindgen_test]
async fn what_is_held_and_what_is_missing_is_said() {
    with(vec![stream(Stream::Users, 1_180), wallets()]).await;
    open("/sync").await;
    let table = "[data-testid='sync-coverage-table']";
    says(table, "1,180").await;
    says(table, "3 users have to authenticate first (SCA)").await;
    says("[data-testid='sync-coverage'] header", "1 of 2 complete").await;
    says("[data-testid='sync-plan']", "1,180 calls, about 31 minutes at 30 %").await;
    says("[data-testid='sync-plan']", &text("sync-reason-read-only")).await;
    says("[data-testid='sync-coverage']", &text("sync-looked-at")).await;
    assert_eq!(all(".gauge").len(), 4, "the four windows");
    assert_eq!(all(&format!("{table} thead th[scope='col']")).len(), 7);
    assert_eq!(all(&format!("{table} tbody th[scope='row']")).len(), 2);
    assert_eq!(backend::unknown(), Default::default());
}

#[wasm_bindgen_test]
async fn numbers_follow_while_the_sync_runs() {
    let have = Rc::new(Cell::new(312));
    with(Vec::new()).await;
    let held = Rc::clone(&have);
    backend::answer::<GetCoverage>(move |_| {
        Ok(vec![StreamCoverage { complete_to: None, calls: 9, ..stream(Stream::Users, held.get()) }])
    });
    let listed = Rc::clone(&have);
    backend::answer::<GetSyncStatus>(move |_| {
        let users = StreamStatus {
            stream: Stream::Users,
            have: u32::try_from(listed.get()).unwrap(),
            of: Some(1_180),
            complete_at: None,
            trouble: None,
        };
        Ok(SyncStatus { activity: Activity::FirstSync, streams: vec![users], ..sync() })
    });
    open("/sync").await;
    says("[data-testid='first-fetch']", "26 % here").await;
    have.set(600);
    backend::emit(&Event::Changed { what: Changed::Sync });
    says("[data-testid='sync-coverage-table']", "600 of 1,180").await;
    says("[data-testid='first-fetch']", "50 % here").await;
}

#[wasm_bindgen_test]
async fn the_share_is_set_and_the_sync_paused() {
    with(vec![wallets()]).await;
    let share = Rc::new(Cell::new(30_u8));
    let (set, shown) = (Rc::clone(&share), Rc::clone(&share));
    backend::answer::<SetSyncShare>(move |asked| {
        set.set(asked.percent);
        Ok(Nothing {})
    });
    backend::answer::<GetSyncPlan>(move |_| Ok(plan(shown.get())));
    backend::answer::<PauseSync>(|asked| {
        backend::answer::<GetSyncStatus>(move |_| Ok(SyncStatus { paused: asked.paused, ..sync() }));
        Ok(Nothing {})
    });
    open("/sync").await;
    crate::page::choose("[data-testid='sync-share']", "50").await;
    says("[data-testid='sync-plan']", "at 50 %").await;
    assert_eq!(share.get(), 50);
    click("[data-testid='sync-page-pause']").await;
    says("[data-testid='sync-page-pause']", &text("sync-resume")).await;
    find("[data-testid='sync-paused']").await;
}

#[wasm_bindgen_test]
async fn without_a_connection_or_an_answer_the_page_says_so() {
    with(vec![wallets()]).await;
    let offline = Connection::Offline { since: NOW - 60, retry_at: NOW + 60 };
    backend::answer::<GetSyncStatus>(move |_| Ok(SyncStatus { connection: offline.clone(), ..sync() }));
    open("/sync").await;
    find("[data-testid='offline']").await;
    find("[data-testid='sync-coverage-table']").await;

    backend::refuse::<GetCoverage>(Failure::new(Code::Internal).retry(Retry::Now));
    backend::emit(&Event::Changed { what: Changed::Sync });
    says("[data-testid='failure']", &text("failure-internal")).await;
    assert!(has("[data-testid='sync-coverage-table']"), "what came before stays");
}

#[wasm_bindgen_test]
async fn the_menu_of_the_sync_line_leads_there() {
    with(vec![wallets()]).await;
    open("/compliance").await;
    click("[data-testid='sync']").await;
    click("[data-testid='sync-status']").await;
    find("[data-testid='sync-page']").await;
    until("the menu is gone", || !has("[role='menu']")).await;
}

#[wasm_bindgen_test]
async fn the_status_page_is_opened_and_a_system_without_a_browser_is_told() {
    with(vec![wallets()]).await;
    backend::answer::<OpenStatusPage>(|_| Ok(Nothing {}));
    open("/sync").await;
    let link = "[data-testid='sync-status-page']";
    says(link, &text("sync-status-page")).await;
    click(link).await;
    until("the shell is asked", || backend::asked::<OpenStatusPage>() == 1).await;
    until("it has answered", || !has(&format!("{link}[aria-busy]"))).await;
    assert!(!has("[data-testid='toast']"), "the browser is seen, it need not be told");

    backend::refuse::<OpenStatusPage>(Failure::new(Code::NoBrowser).with("address", "https://status.example"));
    click(link).await;
    says("[data-testid='toast']", &text("failure-no-browser")).await;
    says("[data-testid='toast']", "https://status.example").await;
}
