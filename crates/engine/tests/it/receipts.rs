//! Receipts of the demo world's transactions, each figure against the simulator's own, and where they may be made.

use std::{collections::BTreeMap, fs, sync::Arc};

use ipc::{
    Code,
    profiles::SetReadOnly,
    receipts::{SaveReceipt, SavedReceipt},
    session::Lock,
};
use serde_json::Value;
use testkit::sandbox::World;
use testkit::{Desk, pdf};
use time::OffsetDateTime;

use crate::reading::synced;

/// What stands beside each name of a receipt.
fn facts(bytes: &[u8]) -> BTreeMap<String, String> {
    let pages = pdf::pages(bytes);
    assert_eq!(pages.len(), 1);
    let (mut facts, mut name) = (BTreeMap::<String, String>::new(), String::new());
    for drawn in &pages[0] {
        if drawn.x < 150.0 {
            name.clone_from(&drawn.text);
        } else {
            facts.entry(name.clone()).or_default().push_str(&drawn.text);
        }
    }
    facts
}

/// "21 Nov 2026, 12:00:00 UTC".
fn moment(seconds: &Value) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let at = OffsetDateTime::from_unix_timestamp(seconds.as_i64().unwrap()).unwrap();
    let month = MONTHS[usize::from(u8::from(at.month())) - 1];
    let (day, year, hour, minute, second) = (at.day(), at.year(), at.hour(), at.minute(), at.second());
    format!("{day} {month} {year}, {hour:02}:{minute:02}:{second:02} UTC")
}

/// Minor units and currency of an amount as it is shown.
fn minor(shown: &str) -> (i64, String) {
    let (number, currency) = shown.rsplit_once(' ').unwrap();
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(decimals, if currency == "JPY" { 0 } else { 2 }, "{shown}");
    (number.replace([',', '.'], "").replace('\u{2212}', "-").parse().unwrap(), currency.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_figure_of_a_receipt_is_the_simulators() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let dump = desk.sandbox.control().dump();
    let folder = tempfile::tempdir().unwrap();
    // One of each kind, nature, status and result.
    let mut chosen = BTreeMap::new();
    for one in dump["transactions"].as_array().unwrap() {
        let sort = ["kind", "nature", "status", "code"].map(|name| one[name].as_str().unwrap_or_default().to_owned());
        chosen.entry(sort).or_insert(one);
    }
    assert!(chosen.len() > 8, "the demo world has many sorts: {}", chosen.len());
    for one in chosen.values() {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        let id = text("id");
        let path = folder.path().join(format!("{id}.pdf"));
        desk.windows.will_pick(vec![path.clone()]);
        let saved = Arc::clone(&desk.host).save_receipt(desk.window(), SaveReceipt { id: id.clone() }).await;
        assert_eq!(saved, Ok(SavedReceipt::Done { file: format!("{id}.pdf") }));
        let facts = facts(&fs::read(&path).unwrap());
        assert_eq!(facts["Id"], id);
        assert_eq!(facts["Type"], l10n::word("tx-type", &text("kind")), "{id}");
        assert_eq!(facts["Nature"], l10n::word("nature", &text("nature")), "{id}");
        assert_eq!(facts["Status"], l10n::word("status", &text("status")), "{id}");
        assert_eq!(facts["Created"], moment(&one["created"]), "{id}");
        match &one["executed"] {
            Value::Null => assert!(!facts.contains_key("Executed"), "{id}"),
            at => assert_eq!(facts["Executed"], moment(at), "{id}"),
        }
        for (name, member) in [("Debited", "debited"), ("Credited", "credited"), ("Fees", "fees")] {
            let currency = one[member]["currency"].as_str().unwrap().to_owned();
            assert_eq!(minor(&facts[name]), (one[member]["amount"].as_i64().unwrap(), currency), "{id}: {name}");
        }
        if let Some(code) = one["code"].as_str() {
            assert!(facts["Result"].starts_with(&format!("{code}{}", l10n::text(&format!("result-{code}")))), "{id}");
        }
        for (name, member) in [("Debited wallet", "from"), ("Credited wallet", "to"), ("Author", "author")] {
            if let Some(other) = one[member].as_str() {
                assert!(facts[name].contains(other), "{id}: {name} is {:?}", facts[name]);
            }
        }
        let user = dump["users"].as_array().unwrap().iter().find(|user| user["id"] == one["author"]);
        if let Some(name) = user.and_then(|user| user["data"]["LastName"].as_str().or(user["data"]["Name"].as_str())) {
            assert!(facts["Author"].contains(name), "{id}: {:?}", facts["Author"]);
        }
        if let (Some(first), Some(shown)) = (one["initial"]["id"].as_str(), facts.get("First transaction")) {
            assert!(shown.ends_with(first) && shown != first, "{id}: {shown}");
        }
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), chosen.len(), "nothing lies beside them");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_needs_no_right_to_write_but_an_open_profile_and_a_place() {
    let desk = Desk::with(World::Demo).await;
    desk.connect().await;
    synced(&desk).await;
    let dump = desk.sandbox.control().dump();
    let id = dump["transactions"][0]["id"].as_str().unwrap().to_owned();
    let save = |id: &str| Arc::clone(&desk.host).save_receipt(desk.window(), SaveReceipt { id: id.to_owned() });
    Arc::clone(&desk.host).set_read_only(desk.window(), SetReadOnly { read_only: true }).await.unwrap();

    assert_eq!(save(&id).await, Ok(SavedReceipt::NotChosen));
    assert_eq!(desk.windows.suggested(), [format!("Test data, Receipt {id} 2026-11-24.pdf")]);
    assert_eq!(save("no_such_transaction").await.unwrap_err().code, Code::NotFound);
    assert_eq!(desk.windows.suggested().len(), 1, "nobody is asked for a place for nothing");

    let folder = tempfile::tempdir().unwrap();
    desk.windows.will_pick(vec![folder.path().join("none").join("receipt.pdf")]);
    assert_eq!(save(&id).await.unwrap_err().code, Code::CannotSaveThere);
    let path = folder.path().join("receipt.pdf");
    fs::write(&path, "what lay there").unwrap();
    desk.windows.will_pick(vec![path.clone()]);
    assert_eq!(save(&id).await, Ok(SavedReceipt::Done { file: "receipt.pdf".to_owned() }));
    assert_eq!(pdf::title(&fs::read(&path).unwrap()), format!("Receipt {id}"));

    Arc::clone(&desk.host).lock(desk.window(), Lock {}).await.unwrap();
    assert_eq!(save(&id).await.unwrap_err().code, Code::Locked);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing lies beside the file");
}
