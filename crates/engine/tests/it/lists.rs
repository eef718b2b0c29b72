//! Lists of every area as typed cells, over what a first sync brought.

use std::sync::Arc;

use ipc::{
    Code,
    lists::{AddUp, Count, FindObjects, Found, GetObject, List, StopCount},
};
use model::{Area, Cell, Column, Condition, Direction, Filter, ListQuery, Sort, SumQuery, Total, Window};
use testkit::Desk;
use testkit::sandbox::World;

use crate::reading::synced;

fn query(area: Area) -> ListQuery {
    ListQuery {
        area,
        filters: Vec::new(),
        search: String::new(),
        sort: Sort { column: area.age(), direction: Direction::Descending },
        window: Window { offset: 0, limit: 100 },
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_counts_search_and_objects_tell_the_same() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let dump = desk.sandbox.control().dump();
    let users = dump["users"].as_array().unwrap().len() as u64;
    let (host, window) = (Arc::clone(&desk.host), desk.window());

    let listed = Arc::clone(&host).list(window.clone(), List { query: query(Area::Users) }).await.unwrap();
    assert_eq!(listed.listing.total, Total::Known(users));
    assert!(listed.freshness.complete_at.is_some());
    let first = &listed.listing.rows[0];
    let name = first.cell(Area::Users, Column::Name).as_str().unwrap().to_owned();

    let named = Filter { column: Column::Name, condition: Condition::Contains(name.to_uppercase()) };
    let counted = ListQuery { filters: vec![named], ..query(Area::Users) };
    let count = Arc::clone(&host).count(window.clone(), Count { query: counted, ticket: 7 }).await.unwrap();
    assert!(count.total.is_some_and(|total| total >= 1));
    Arc::clone(&host).stop_count(window.clone(), StopCount { ticket: 7 }).await.unwrap();

    let by = SumQuery { area: Area::Users, filters: Vec::new(), by: vec![Column::PersonType], days: None };
    let sums = Arc::clone(&host).add_up(window.clone(), AddUp { queries: vec![by] }).await.unwrap();
    assert_eq!(sums[0].iter().map(|sum| sum.count).sum::<u64>(), users);

    let find = |text: &str| {
        let args = FindObjects { text: text.to_owned(), most: 20 };
        Arc::clone(&host).find_objects(window.clone(), args)
    };
    let Found::Hits(hits) = find(&name.to_lowercase()).await.unwrap() else { panic!("a name can be read") };
    assert!(hits.hits.iter().any(|hit| hit.row.id == first.id), "found by name, whatever the case");
    assert!(hits.hits.iter().all(|hit| !hit.marks.is_empty()));
    let Found::Hits(hits) = find(&first.id[2..]).await.unwrap() else { panic!("an id can be read") };
    assert!(hits.hits.iter().any(|hit| hit.row.id == first.id), "found by a piece of its id");
    assert!(matches!(find("staus:x").await.unwrap(), Found::Misread(_)));

    let object = GetObject { area: Area::Users, id: first.id.clone() };
    let held = Arc::clone(&host).get_object(window.clone(), object).await.unwrap();
    assert_eq!(held.object.row.id, first.id);
    assert!(held.object.raw.contains(&first.id));
    let none = GetObject { area: Area::Disputes, id: "none".to_owned() };
    assert_eq!(Arc::clone(&host).get_object(window, none).await.unwrap_err().code, Code::NotFound);
}

/// The figures of the home page are sums over days; the lists that they open hold the rows that were summed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sums_per_day_equal_the_rows_and_what_the_simulator_holds() {
    const DAY: i64 = 86_400;
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let dump = desk.sandbox.control().dump();
    let (host, window) = (Arc::clone(&desk.host), desk.window());
    let succeeded = Filter { column: Column::Status, condition: Condition::AnyOf(vec!["SUCCEEDED".to_owned()]) };
    let today = dump["now"].as_i64().unwrap().div_euclid(DAY);
    let at = |column| Area::Transactions.summed().iter().position(|summed| *summed == column).unwrap();
    for (from, to) in [(today - 29, today + 1), (today - 90, today - 30), (0, today + 1)] {
        let by = SumQuery {
            area: Area::Transactions,
            filters: vec![succeeded.clone()],
            by: vec![Column::Currency],
            days: Some((from, to)),
        };
        let sums = Arc::clone(&host).add_up(window.clone(), AddUp { queries: vec![by] }).await.unwrap();
        let told = sums[0].iter().fold((0, 0, 0), |(count, debited, fees), sum| {
            (count + sum.count, debited + sum.sums[at(Column::Debited)], fees + sum.sums[at(Column::Fees)])
        });

        let mut rows = Vec::new();
        loop {
            let between = Condition::Between(Some(from * DAY), Some(to * DAY));
            let filters = vec![succeeded.clone(), Filter { column: Column::Created, condition: between }];
            let window_of = Window { offset: rows.len() as u32, limit: 200 };
            let query = ListQuery { filters, window: window_of, ..query(Area::Transactions) };
            let listed = Arc::clone(&host).list(window.clone(), List { query }).await.unwrap().listing.rows;
            if listed.is_empty() {
                break;
            }
            rows.extend(listed);
        }
        let sum_of = |column| -> i64 {
            let amounts = rows.iter().filter_map(|row| match row.cell(Area::Transactions, column) {
                Cell::Money(money) => Some(money.amount),
                _ => None,
            });
            amounts.sum()
        };
        assert_eq!(told, (rows.len() as u64, sum_of(Column::Debited), sum_of(Column::Fees)), "{from} to {to}");

        let is_meant = |one: &&serde_json::Value| {
            one["status"] == "SUCCEEDED" && (from..to).contains(&one["created"].as_i64().unwrap().div_euclid(DAY))
        };
        let held: Vec<_> = dump["transactions"].as_array().unwrap().iter().filter(is_meant).collect();
        let sum_of = |name: &str| -> i64 { held.iter().filter_map(|one| one[name]["amount"].as_i64()).sum() };
        assert_eq!(told, (held.len() as u64, sum_of("debited"), sum_of("fees")), "{from} to {to}, the simulator");
        assert!(told.0 > 0, "{from} to {to}");
    }
}
