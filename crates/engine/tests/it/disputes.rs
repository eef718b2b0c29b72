//! Disputes as the local copy has them: what happened to one, and which others are on its card.

use std::sync::Arc;

use ipc::{
    documents::CountRows,
    lists::{GetObject, List},
};
use model::{Area, Cell, Column, Condition, Direction, Filter, ListQuery, Sort, Window};
use serde_json::Value;
use testkit::Desk;
use testkit::sandbox::{Dispute, World};

use crate::reading::synced;

fn naming(area: Area, column: Column, id: &str) -> ListQuery {
    ListQuery {
        area,
        filters: vec![Filter { column, condition: Condition::AnyOf(vec![id.to_owned()]) }],
        search: String::new(),
        sort: Sort { column: area.age(), direction: Direction::Ascending },
        window: Window { offset: 0, limit: 100 },
    }
}

/// A dispute that the bank has, its card, and another pay-in by that card which is neither disputed nor refunded.
fn with_the_bank(dump: &Value) -> (String, String, String) {
    let list = |name: &str| dump[name].as_array().unwrap();
    let (disputes, transactions) = (list("disputes"), list("transactions"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let is_free = |one: &&Value| {
        one["kind"] == "PAYIN"
            && one["nature"] == "REGULAR"
            && one["status"] == "SUCCEEDED"
            && disputes.iter().all(|dispute| dispute["payin"] != one["id"])
            && transactions.iter().all(|other| other["initial"]["id"] != one["id"])
    };
    let mut with_the_bank = disputes.iter().filter(|dispute| dispute["status"] == "PENDING_BANK_ACTION");
    let found = with_the_bank.find_map(|dispute| {
        let card = &transactions.iter().find(|one| one["id"] == dispute["payin"])?["extra"]["CardId"];
        let other = transactions.iter().filter(|one| one["extra"]["CardId"] == *card).find(is_free)?;
        Some((text(&dispute["id"]), text(card), text(&other["id"])))
    });
    found.expect("somebody whose dispute is with the bank has paid for something else")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dispute_has_its_events_in_order_and_those_on_its_card() {
    let desk = Desk::with(World::Demo).await;
    let control = desk.sandbox.control();
    let (dispute, card, other) = with_the_bank(&control.dump());
    let claim = Dispute { reason: "PRODUCT_NOT_PROVIDED".to_owned(), ..Dispute::default() };
    let opened = control.dispute(&other, claim).unwrap();
    desk.connect().await;
    synced(&desk).await;
    let dump = control.dump();
    let (host, window) = (Arc::clone(&desk.host), desk.window());

    for id in [&dispute, &opened] {
        let object = GetObject { area: Area::Disputes, id: id.clone() };
        let held = Arc::clone(&host).get_object(window.clone(), object).await.unwrap();
        let told = held.object.row.cell(Area::Disputes, Column::CardId).as_str();
        assert_eq!(told, Some(card.as_str()), "the card of its pay-in");
    }
    let queries = vec![naming(Area::Disputes, Column::CardId, &card)];
    let counts = Arc::clone(&host).count_rows(window.clone(), CountRows { queries }).await.unwrap();
    assert!(counts[0] >= Some(2), "{counts:?}");

    for (id, last) in [(&dispute, "DISPUTE_SENT_TO_BANK"), (&opened, "DISPUTE_ACTION_REQUIRED")] {
        let query = naming(Area::Events, Column::ResourceId, id);
        let rows = Arc::clone(&host).list(window.clone(), List { query }).await.unwrap().listing.rows;
        let happened: Vec<(i64, &str)> = rows
            .iter()
            .filter_map(|row| match row.cell(Area::Events, Column::Date) {
                Cell::Moment(at) => Some((at.0, row.cell(Area::Events, Column::Type).as_str()?)),
                _ => None,
            })
            .collect();
        assert!(happened.is_sorted_by_key(|(at, _)| *at), "{happened:?}");
        let events = dump["events"].as_array().unwrap().iter().filter(|event| event["resource"] == id.as_str());
        assert_eq!(happened.len(), events.count(), "{happened:?}");
        let latest = happened.last().map(|(at, _)| *at);
        assert!(happened.iter().any(|(at, kind)| Some(*at) == latest && *kind == last), "{happened:?}");
    }
}
