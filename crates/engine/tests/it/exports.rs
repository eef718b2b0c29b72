//! Exports as a person meets them: where they may be made, what is suggested, what stays behind.

use std::{fs, sync::Arc};

use engine::{
    Host, HostParts,
    ports::{Ids, RandomIds},
};
use ipc::{
    Code, Event,
    exports::{ExportColumn, ExportFormat, ExportList, Exported, StopExport},
    profiles::SetReadOnly,
    session::{Lock, Unlock, UnlockWith},
};
use model::{Area, Column, Condition, Direction, Filter, IdempotencyKey, ListQuery, Sort, Window};
use testkit::sandbox::World;
use testkit::{Desk, NoDemo};

use crate::reading::synced;

fn users(title: &str, column: Column) -> ExportList {
    let sort = Sort { column: Column::Name, direction: Direction::Ascending };
    let window = Window { offset: 0, limit: 0 };
    ExportList {
        query: ListQuery { area: Area::Users, filters: Vec::new(), search: String::new(), sort, window },
        columns: vec![ExportColumn { column, heads: vec!["=Head".to_owned()] }],
        title: title.to_owned(),
        format: ExportFormat::Csv,
        ticket: 7,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_needs_no_right_to_write_but_an_open_profile_and_a_place() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Users.csv");
    let export = |args| Arc::clone(&desk.host).export_list(desk.window(), args);
    Arc::clone(&desk.host).set_read_only(desk.window(), SetReadOnly { read_only: true }).await.unwrap();

    assert_eq!(export(users("Users", Column::Name)).await.unwrap(), Exported::NotChosen);
    desk.windows.will_pick(vec![path.clone()]);
    let done = export(users("a/b: \u{202e}\"Users\"", Column::Name)).await.unwrap();
    let count = desk.sandbox.control().dump()["users"].as_array().unwrap().len() as u64;
    assert_eq!(done, Exported::Done { file: "Users.csv".to_owned(), rows: count });
    let suggested = desk.windows.suggested();
    assert_eq!(suggested, ["Users 2026-11-24.csv", "a b Users 2026-11-24.csv"]);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("\u{feff}'=Head\r\n"), "heads are guarded as well");
    let told: Vec<(u64, u64)> = desk
        .windows
        .events_of("main-1")
        .into_iter()
        .filter_map(|event| match event {
            Event::Exporting { ticket: 7, rows, total } => Some((rows, total)),
            _ => None,
        })
        .collect();
    assert_eq!((told.first(), told.last()), (Some(&(0, count)), Some(&(count, count))));

    // Columns that the list does not have.
    for wrong in [Column::Balance, Column::Fees] {
        assert_eq!(export(users("Users", wrong)).await.unwrap_err().code, Code::Malformed);
    }
    desk.windows.will_pick(vec![folder.path().join("none").join("Users.csv")]);
    assert_eq!(export(users("Users", Column::Name)).await.unwrap_err().code, Code::CannotSaveThere);
    assert_eq!(desk.windows.suggested().len(), 3);

    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    assert_eq!(export(users("Users", Column::Name)).await.unwrap_err().code, Code::Locked);
    Arc::clone(&desk.host).stop_export(desk.window(), StopExport { ticket: 7 }).await.unwrap();
    assert_eq!(desk.windows.suggested().len(), 3, "a locked profile asks for no place");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing lies beside the file");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn locking_leaves_a_whole_file_or_none() {
    let desk = Desk::with(World::Demo).await;
    let code = desk.connect().await.recovery_code.unwrap();
    synced(&desk).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Users.csv");
    for round in 0..6 {
        let mut changes = desk.windows.changes();
        desk.windows.will_pick(vec![path.clone()]);
        let export = tokio::spawn(Arc::clone(&desk.host).export_list(desk.window(), users("Users", Column::Name)));
        // Now before it began, now when it has just told something.
        if round % 2 == 0 {
            changes.changed().await.unwrap();
        }
        Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
        let whole = match export.await.unwrap() {
            Ok(Exported::Done { rows, .. }) => Some(rows),
            Ok(Exported::Stopped | Exported::NotChosen) => None,
            // The journal was closed before the export could be recorded, so it is none.
            Err(_) => None,
        };
        let found: Vec<_> = fs::read_dir(folder.path()).unwrap().flatten().map(|file| file.path()).collect();
        match whole {
            Some(rows) => {
                assert_eq!(found, std::slice::from_ref(&path));
                assert_eq!(fs::read_to_string(&path).unwrap().lines().count() as u64, rows + 1);
                fs::remove_file(&path).unwrap();
            }
            None => assert!(found.is_empty(), "{found:?}"),
        }
        let with = UnlockWith::RecoveryCode(code.clone());
        Arc::clone(&desk.host).unlock(desk.window(), Unlock { with }).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ticked_rows_are_exported_exactly_in_the_order_of_the_list() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Users.csv");
    let export = async |args| {
        desk.windows.will_pick(vec![path.clone()]);
        let done = Arc::clone(&desk.host).export_list(desk.window(), args).await.unwrap();
        let text = fs::read_to_string(&path).unwrap();
        fs::remove_file(&path).unwrap();
        (done, text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>())
    };
    let (_, all) = export(users("Users", Column::Id)).await;
    let wanted: Vec<String> = [0, 3, 4, all.len() - 1].map(|at| all[at].clone()).to_vec();
    let mut ticked = users("Users", Column::Id);
    // In whatever order they were ticked; one is gone since.
    let mut ids: Vec<String> = wanted.iter().rev().cloned().collect();
    ids.push("user_m_gone".to_owned());
    ticked.query.filters = vec![Filter { column: Column::Id, condition: Condition::AnyOf(ids) }];
    let (done, rows) = export(ticked).await;
    assert_eq!(done, Exported::Done { file: "Users.csv".to_owned(), rows: wanted.len() as u64 });
    assert_eq!(rows, wanted);
}

/// Ids of exports are known beforehand.
struct Known;

impl Ids for Known {
    fn idempotency_key(&self) -> IdempotencyKey {
        RandomIds.idempotency_key()
    }

    fn id(&self, prefix: &str) -> String {
        if prefix == "export" { "export_known".to_owned() } else { RandomIds.id(prefix) }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_export_left_goes_as_the_profile_is_opened_again() {
    let mut desk = Desk::with(World::Demo).await;
    desk.host = Host::new(HostParts {
        folder: desk.folder(),
        key_store: Arc::clone(&desk.store) as _,
        clock: Arc::new(desk.clock.clone()),
        ids: Arc::new(Known),
        shell: Arc::new(desk.windows.clone()),
        demo: Arc::new(NoDemo),
        version: "0.0.0".to_owned(),
        theme: None,
        on_mark: None,
    })
    .unwrap();
    desk.connect().await;
    synced(&desk).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Users.csv");
    desk.windows.will_pick(vec![path.clone()]);
    Arc::clone(&desk.host).export_list(desk.window(), users("Users", Column::Name)).await.unwrap();
    // As if the process had been killed before the file was in its place.
    let left = folder.path().join(".mangrove-export_known.part");
    let stranger = folder.path().join(".mangrove-stranger.part");
    fs::rename(&path, &left).unwrap();
    fs::write(&stranger, "another's").unwrap();

    let desk = desk.restart().await;
    assert!(left.exists(), "a locked profile knows nothing of it");
    desk.host.bind_first(&desk.window()).await;
    desk.until("it is gone", || async { (!left.exists()).then_some(()) }).await;
    assert!(stranger.exists(), "what is not known to be ours stays");
}
