//! Every declared list against the simulator's own dump: each filter, each sort both ways, each export. What is right
//! is worked out here, from the dump and the declarations, without the local copy's statements.
//!
//! `MANGROVE_TEST_FULL=1` does so with twenty thousand users.

mod files;
mod oracle;
mod truth;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
    time::Duration,
};

use ipc::{
    aliases::OpenAliases,
    exports::{ExportColumn, ExportFormat, ExportList, Exported},
    lists::{Count, List},
    sync::GetSyncStatus,
};
use model::{Area, Cell, Column, Direction, Filter, Kind, ListQuery, Row, Sort, Total, WalletId, Window};
use serde_json::Value;
use testkit::Desk;
use testkit::sandbox::World;

use self::oracle::{Seen, conditions, holds, key};

/// Rows up to which a list is read from one end to the other.
const WHOLE: u64 = 3_000;

async fn synced(desk: &Desk) {
    let status = async || {
        let status = Arc::clone(&desk.host).get_sync_status(desk.window(), GetSyncStatus {}).await.unwrap();
        let done = status.streams.iter().all(|one| one.complete_at.is_some() || one.trouble.is_some());
        status.updated_at.is_some() && done
    };
    let waited = desk.run(async {
        while !status().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    tokio::time::timeout(Duration::from_secs(1_800), waited).await.expect("the first sync ends");
}

/// Has what no stream brings read: the aliases of every wallet that has one.
async fn look(desk: &Desk, dump: &Value) {
    let accounts = dump["virtual_accounts"].as_array().into_iter().flatten();
    for alias in accounts.filter(|one| one["alias"] == true) {
        let wallet = WalletId::new(alias["wallet"].as_str().unwrap());
        let ask = |again| {
            let args = OpenAliases { wallet: wallet.clone(), again };
            Arc::clone(&desk.host).open_aliases(desk.window(), args)
        };
        ask(false).await.unwrap();
        desk.until("the aliases", || async { (!ask(true).await.unwrap().under_way).then_some(()) }).await;
    }
}

fn query(area: Area, filters: Vec<Filter>, sort: Sort) -> ListQuery {
    ListQuery { area, filters, search: String::new(), sort, window: Window { offset: 0, limit: Window::MOST } }
}

/// A window of a list, and how many rows there are.
async fn listed(desk: &Desk, query: &ListQuery) -> (u64, Vec<Row>) {
    let listed = Arc::clone(&desk.host).list(desk.window(), List { query: query.clone() }).await.unwrap();
    let total = match listed.listing.total {
        Total::Known(total) => total,
        Total::Counting => {
            let counted = Count { query: query.clone(), ticket: 1 };
            Arc::clone(&desk.host).count(desk.window(), counted).await.unwrap().total.unwrap()
        }
    };
    (total, listed.listing.rows)
}

async fn all_rows(desk: &Desk, query: &ListQuery) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let window = Window { offset: u32::try_from(rows.len()).unwrap(), limit: Window::MOST };
        let (_, some) = listed(desk, &ListQuery { window, ..query.clone() }).await;
        if some.is_empty() {
            return rows;
        }
        rows.extend(some);
    }
}

fn ids(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

/// The rows are those of the truth that pass, all of them if the window holds them all, and stand in order.
fn check(area: Area, query: &ListQuery, total: u64, rows: &[Row], truth: &BTreeMap<String, Seen>) {
    let passes = |seen: &Seen| query.filters.iter().all(|filter| holds(area, seen, filter));
    let wanted: BTreeSet<&str> = truth.values().filter(|seen| passes(seen)).map(|seen| seen.id.as_str()).collect();
    assert_eq!(total, wanted.len() as u64, "{query:?}");
    let found: BTreeSet<&str> = ids(rows).into_iter().collect();
    assert_eq!(found.len(), rows.len(), "nothing is there twice: {query:?}");
    if rows.len() as u64 == total {
        assert_eq!(found, wanted, "{query:?}");
    } else {
        assert!(found.is_subset(&wanted), "{query:?}");
    }
    let order = |row: &Row| {
        let seen = &truth[&row.id];
        (key(seen.cell(query.sort.column)), key(seen.cell(area.age())))
    };
    for pair in rows.windows(2) {
        let (one, next) = (order(&pair[0]), order(&pair[1]));
        let right = if query.sort.direction == Direction::Ascending { one <= next } else { one >= next };
        assert!(right, "{area:?} by {:?}: {one:?} before {next:?}", query.sort);
    }
    // Those that are shown first are the first of all.
    if let Some(last) = rows.last().filter(|_| (rows.len() as u64) < total) {
        let last = order(last);
        let before = truth.values().filter(|seen| passes(seen)).filter(|seen| {
            let at = (key(seen.cell(query.sort.column)), key(seen.cell(area.age())));
            if query.sort.direction == Direction::Ascending { at < last } else { at > last }
        });
        assert!(before.count() < rows.len(), "{area:?} by {:?}", query.sort);
    }
}

async fn each_filter(desk: &Desk, area: Area, truth: &BTreeMap<String, Seen>, owned: &oracle::Owned) -> usize {
    let mut asked = 0;
    let sort = Sort { column: area.age(), direction: Direction::Descending };
    for used in area.columns().iter().filter(|used| used.filters) {
        let conditions = conditions(area, used.column, truth, owned);
        for condition in conditions {
            let query = query(area, vec![Filter { column: used.column, condition }], sort);
            let (total, rows) = listed(desk, &query).await;
            check(area, &query, total, &rows, truth);
            asked += 1;
        }
    }
    asked
}

async fn each_sort(desk: &Desk, area: Area, truth: &BTreeMap<String, Seen>) {
    for used in area.columns().iter().filter(|used| used.sorts) {
        let by = |direction| query(area, Vec::new(), Sort { column: used.column, direction });
        let (up, down) = (by(Direction::Ascending), by(Direction::Descending));
        if truth.len() as u64 <= WHOLE {
            let (rising, mut falling) = (all_rows(desk, &up).await, all_rows(desk, &down).await);
            check(area, &up, truth.len() as u64, &rising, truth);
            check(area, &down, truth.len() as u64, &falling, truth);
            falling.reverse();
            assert_eq!(ids(&rising), ids(&falling), "{area:?} by {:?}: one is the other reversed", used.column);
        } else {
            for query in [&up, &down] {
                let (total, rows) = listed(desk, query).await;
                check(area, query, total, &rows, truth);
            }
        }
    }
}

async fn each_export(desk: &Desk, area: Area, truth: &BTreeMap<String, Seen>, folder: &Path) {
    let columns: Vec<Column> = area.columns().iter().map(|used| used.column).collect();
    let age = Sort { column: area.age(), direction: Direction::Descending };
    let mut queries = vec![query(area, Vec::new(), age)];
    // A list narrowed and put in another order: by its first word that has two values.
    let narrow = area.columns().iter().filter(|used| used.filters && used.column.kind() == Kind::Word);
    let narrow = narrow.map(|used| used.column).find_map(|column| {
        let value = truth.values().find_map(|seen| seen.cell(column).as_str().map(str::to_owned))?;
        let told = truth.values().any(|seen| seen.cell(column).as_str() != Some(&value));
        told.then(|| Filter { column, condition: model::Condition::AnyOf(vec![value]) })
    });
    if let Some(filter) = narrow {
        let sorted = area.columns().iter().rfind(|used| used.sorts).unwrap().column;
        queries.push(query(area, vec![filter], Sort { column: sorted, direction: Direction::Ascending }));
    }
    for query in queries {
        let shown = all_rows(desk, &query).await;
        check(area, &query, shown.len() as u64, &shown, truth);
        for format in ExportFormat::ALL {
            let path = folder.join(format!("{}.{}", area.key(), format.ending()));
            desk.windows.will_pick(vec![path.clone()]);
            let args = ExportList {
                query: query.clone(),
                columns: columns.iter().map(|column| headed(*column)).collect(),
                title: "List".to_owned(),
                format: *format,
                ticket: 1,
            };
            let outcome = Arc::clone(&desk.host).export_list(desk.window(), args).await.unwrap();
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            assert_eq!(outcome, Exported::Done { file, rows: shown.len() as u64 });
            let read = files::read(*format, &path, &columns);
            let wanted: Vec<Vec<Cell>> = shown
                .iter()
                .map(|row| columns.iter().map(|column| truth[&row.id].cell(*column).clone()).collect())
                .collect();
            assert_eq!(read.len(), wanted.len(), "{area:?} {format:?}");
            for (at, (read, wanted)) in read.iter().zip(&wanted).enumerate() {
                files::same(area, *format, at, &columns, read, wanted);
            }
        }
    }
    let left = std::fs::read_dir(folder).unwrap();
    assert!(left.flatten().all(|file| !file.file_name().to_string_lossy().ends_with(".part")), "nothing lies beside");
}

fn headed(column: Column) -> ExportColumn {
    let key = column.key().to_owned();
    let heads = if column.kind() == Kind::Money { vec![key.clone(), format!("{key}-currency")] } else { vec![key] };
    ExportColumn { column, heads }
}

/// `least`: how many lists have rows in this world.
async fn prove(world: World, least: usize) {
    let desk = Desk::with(world).await;
    desk.connect().await;
    synced(&desk).await;
    let dump = desk.sandbox.control().whole();
    look(&desk, &dump).await;
    let mut held = BTreeMap::new();
    for area in Area::ALL.iter().copied() {
        let sort = Sort { column: area.age(), direction: Direction::Ascending };
        held.insert(area, all_rows(&desk, &query(area, Vec::new(), sort)).await);
    }
    let truth = truth::of(&dump, &held);
    let owned = oracle::Owned::of(&truth);
    let folder = tempfile::tempdir().unwrap();
    let (mut lists, mut asked) = (0, 0);
    for area in Area::ALL.iter().copied() {
        let truth = &truth[&area];
        asked += each_filter(&desk, area, truth, &owned).await;
        each_sort(&desk, area, truth).await;
        each_export(&desk, area, truth, folder.path()).await;
        lists += usize::from(!truth.is_empty());
    }
    assert!(lists >= least && asked >= 300, "{lists} lists with rows, {asked} filters");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_list_of_the_demo_world() {
    prove(World::Demo, 15).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::disallowed_methods, reason = "set-up of the tests")]
async fn every_list_of_a_large_world() {
    let full = std::env::var_os("MANGROVE_TEST_FULL").is_some();
    prove(World::Large(if full { 20_000 } else { 300 }), 3).await;
}
