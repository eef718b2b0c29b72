//! The demo world's money: believable, dated before the clock, and adding up.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::kit::{NOW, Site};

const DAY: i64 = 86_400;

/// Every user, every wallet with its transactions.
async fn books(site: &Site) -> BTreeMap<String, (Value, Vec<Value>)> {
    let mut books = BTreeMap::new();
    for user in site.all("/users").await {
        let id = user["Id"].as_str().unwrap();
        site.control.answer("wallets", id, true).unwrap();
        for wallet in site.all(&format!("/users/{id}/wallets")).await {
            let path = wallet["Id"].as_str().unwrap().to_owned();
            let list = site.all(&format!("/wallets/{path}/transactions")).await;
            books.insert(path, (wallet, list));
        }
    }
    books
}

#[tokio::test]
async fn every_balance_of_the_demo_world_is_the_sum_of_its_transactions() {
    let site = Site::demo().await;
    let sums = site.control.ledger()["sums"].clone();
    assert!(sums.as_object().unwrap().values().all(|sum| *sum == 0), "{sums}");
    let mut fees = 0;
    let mut seen = BTreeMap::new();
    let books = books(&site).await;
    assert!(books.len() > 380, "nearly everybody has a wallet: {}", books.len());
    for (id, (wallet, list)) in &books {
        let mut sum = 0;
        for t in list {
            let (status, at) = (t["Status"].as_str().unwrap(), t["CreationDate"].as_i64().unwrap());
            assert!(at <= NOW && at > NOW - 396 * DAY, "{t}");
            assert!(t["ExecutionDate"].as_i64().is_none_or(|done| done >= at && done <= NOW), "{t}");
            if status == "SUCCEEDED" {
                let side =
                    |name: &str, funds: &str| if t[name] == **id { t[funds]["Amount"].as_i64().unwrap() } else { 0 };
                sum += side("CreditedWalletId", "CreditedFunds") - side("DebitedWalletId", "DebitedFunds");
                if seen.insert(t["Id"].to_string(), ()).is_none() {
                    fees += if t["Fees"]["Currency"] == "EUR" { t["Fees"]["Amount"].as_i64().unwrap() } else { 0 };
                }
            }
        }
        assert_eq!(wallet["Balance"]["Amount"], sum, "{id}");
        assert!(sum >= 0, "{id}");
    }
    assert_eq!(site.get("/clients/wallets/FEES/EUR").await.body["Balance"]["Amount"], fees);
    assert!(fees > 100_000, "the platform earns something: {fees}");
}

#[tokio::test]
async fn a_back_office_finds_its_day() {
    let site = Site::demo().await;
    let books = books(&site).await;
    let mut kinds: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let mut recent = 0;
    let mut seen = std::collections::BTreeSet::new();
    for (_, list) in books.values() {
        for t in list {
            if !seen.insert(t["Id"].to_string()) {
                continue;
            }
            let text = |name: &str| t[name].as_str().unwrap().to_owned();
            *kinds.entry((text("Type"), text("Nature"), text("Status"))).or_default() += 1;
            if t["Status"] == "FAILED" && t["Type"] == "PAYOUT" {
                *codes.entry(text("ResultCode")).or_default() += 1;
            }
            let paid = t["Type"] == "PAYIN" && t["Nature"] == "REGULAR" && t["Status"] == "SUCCEEDED";
            recent += usize::from(paid && t["CreationDate"].as_i64() > Some(NOW - 45 * DAY));
        }
    }
    let count = |kind: &str, nature: &str, status: &str| {
        kinds.get(&(kind.into(), nature.into(), status.into())).copied().unwrap_or(0)
    };
    assert!(count("PAYIN", "REGULAR", "SUCCEEDED") > 400);
    assert!(count("PAYIN", "REGULAR", "FAILED") > 15, "declined cards");
    assert!(count("PAYIN", "REGULAR", "CREATED") >= 3, "wires that are awaited");
    assert!(count("TRANSFER", "REGULAR", "SUCCEEDED") > 350);
    assert!(count("PAYOUT", "REGULAR", "SUCCEEDED") > 100);
    assert!(count("PAYOUT", "REGULAR", "FAILED") >= 6, "failed payouts");
    assert!(count("PAYOUT", "REGULAR", "CREATED") >= 2, "payouts under way");
    assert!(count("PAYIN", "REFUND", "SUCCEEDED") >= 4, "payout returns");
    assert!(count("PAYOUT", "REFUND", "SUCCEEDED") > 10, "refunded pay-ins");
    assert!(count("TRANSFER", "REFUND", "SUCCEEDED") > 10);
    assert!(count("CONVERSION", "REGULAR", "SUCCEEDED") >= 2);
    let dump = site.control.dump();
    let quoted = dump["transactions"].as_array().unwrap().iter().filter(|one| one["extra"]["QuoteId"].is_string());
    let quoted: Vec<_> = quoted.map(|one| (&one["kind"], &one["stem"])).collect();
    assert_eq!(quoted, [(&Value::from("CONVERSION"), &Value::from("QUOTED_CONVERSION"))], "one was made by quote");
    let aliases: Vec<_> =
        dump["virtual_accounts"].as_array().unwrap().iter().filter(|one| one["alias"] == true).collect();
    assert_eq!((aliases.len(), aliases.iter().filter(|one| one["active"] == true).count()), (5, 4));
    assert!(codes.len() >= 3 && codes.contains_key("121001"), "payouts fail for several reasons: {codes:?}");
    assert!(recent >= 150, "enough to be disputed: {recent}");
    let mandates = site.all("/mandates").await;
    assert_eq!(mandates.len(), 9);
    let active = mandates.iter().filter(|m| m["Status"] == "ACTIVE").count();
    assert_eq!((active, mandates.iter().filter(|m| m["Status"] == "FAILED").count()), (6, 2));
    assert!(!site.all("/events?EventType=PAYOUT_NORMAL_FAILED").await.is_empty());
    assert!(!site.all("/events?EventType=PAYOUT_REFUND_SUCCEEDED").await.is_empty());
    // The wires that are awaited and the payouts under way come to an end by the clock.
    site.control.advance(31 * DAY).unwrap();
    let mut open = 0;
    for wallet in books.keys() {
        open += site.get(&format!("/wallets/{wallet}/transactions?Status=CREATED")).await.ids().len();
    }
    assert_eq!(open, 0, "nothing is left open for ever");
    let sums = site.control.ledger()["sums"].clone();
    assert!(sums.as_object().unwrap().values().all(|sum| *sum == 0), "{sums}");
}

#[tokio::test]
async fn held_money_and_registrations_of_the_demo_world() {
    let site = Site::demo().await;
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for user in site.all("/users").await {
        let id = user["Id"].as_str().unwrap();
        for kind in ["preauthorizations", "deposit-preauthorizations"] {
            for hold in
                site.all(&format!("/users/{id}/{kind}?PaymentStatus=WAITING,VALIDATED,CANCELED,EXPIRED,FAILED")).await
            {
                *found.entry(format!("{kind} {}", hold["PaymentStatus"].as_str().unwrap())).or_default() += 1;
            }
        }
    }
    for (kind, least) in [
        ("preauthorizations WAITING", 3),
        ("preauthorizations VALIDATED", 2),
        ("preauthorizations EXPIRED", 2),
        ("preauthorizations CANCELED", 1),
        ("deposit-preauthorizations WAITING", 2),
        ("deposit-preauthorizations VALIDATED", 1),
    ] {
        assert!(found.get(kind).is_some_and(|count| *count >= least), "{kind}: {found:?}");
    }
    let events = site.all("/events?EventType=RECURRING_REGISTRATION_CREATED").await;
    assert!(!events.is_empty());
    let id = events[0]["ResourceId"].as_str().unwrap();
    assert_eq!(site.get(&format!("/recurringpayinregistrations/{id}")).await.body["Frequency"], "Monthly");
}

#[tokio::test]
async fn the_same_day_gives_the_same_money() {
    let (first, second) = (Site::demo().await, Site::demo().await);
    assert_eq!(first.control.ledger(), second.control.ledger());
    assert_ne!(first.control.ledger()["balances"], json!({}));
}
