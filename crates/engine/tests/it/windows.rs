//! Windows and profiles: each window speaks for its own profile only.

use std::sync::Arc;

use engine::Caller;
use ipc::{
    Code, Event,
    profiles::OpenProfile,
    session::{GetSession, Screen},
    sync::OpenStatusPage,
    uploads::{AddDropped, OpenDraft},
};
use testkit::Desk;
use testkit::sandbox::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_window_sees_nothing_of_the_first_ones_files() {
    let desk = Desk::with(World::Empty).await;
    desk.connect().await;
    Arc::clone(&desk.host).open_profile(desk.window(), OpenProfile { id: None }).await.unwrap();
    let second = Caller::new(&desk.windows.opened()[0]);
    let session = Arc::clone(&desk.host).get_session(second.clone(), GetSession {}).await.unwrap();
    assert_eq!(session.screen, Screen::Welcome { has_profiles: true });

    let file = desk.folder().join("page.jpg");
    std::fs::write(&file, b"not a picture").unwrap();
    desk.host.dropped(&desk.window(), vec![file]).await;
    let events = desk.windows.events_of("main-1");
    let handle = events.iter().find_map(|event| match event {
        Event::Dropped { handle, files } => {
            assert_eq!(files[0].name, "page.jpg");
            Some(handle.clone())
        }
        _ => None,
    });
    let handle = handle.expect("the drop is told to its window");
    assert!(desk.windows.events_of("main-2").iter().all(|event| !matches!(event, Event::Dropped { .. })));

    let refused = Arc::clone(&desk.host).open_draft(second, OpenDraft { user: None, kind: None, replaces: None }).await;
    assert_eq!(refused.unwrap_err().code, Code::NoProfile);

    let open = OpenDraft { user: None, kind: None, replaces: None };
    let draft = Arc::clone(&desk.host).open_draft(desk.window(), open).await.unwrap();
    let add = AddDropped { draft: draft.id.clone(), handle };
    let draft = Arc::clone(&desk.host).add_dropped(desk.window(), add.clone()).await.unwrap();
    assert_eq!(draft.pages.len(), 1);
    let again = Arc::clone(&desk.host).add_dropped(desk.window(), add).await.unwrap_err();
    assert_eq!(again.code, Code::HandleExpired, "a handle works once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_page_is_the_shells_and_a_system_without_a_browser_is_told_its_address() {
    let desk = Desk::with(World::Empty).await;
    // Whoever cannot connect wants it most.
    Arc::clone(&desk.host).open_status_page(desk.window(), OpenStatusPage {}).await.unwrap();
    assert_eq!(desk.windows.status_pages(), 1);

    desk.windows.lose_browser();
    let failure = Arc::clone(&desk.host).open_status_page(desk.window(), OpenStatusPage {}).await.unwrap_err();
    assert_eq!(failure.code, Code::NoBrowser);
    assert_eq!(failure.args.get("address").map(String::as_str), Some("https://status.example"));
    assert_eq!(desk.windows.status_pages(), 1);
}
