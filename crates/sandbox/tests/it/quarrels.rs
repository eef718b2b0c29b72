//! The demo world's disputes, declarations, accounts, hooks and renewals: a back office's whole day.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::kit::{NOW, Site};

const DAY: i64 = 86_400;

#[tokio::test]
async fn a_dozen_disputes_in_each_state() {
    let site = Site::demo().await;
    let disputes = site.all("/disputes").await;
    let mut found: BTreeMap<[String; 3], usize> = BTreeMap::new();
    for d in &disputes {
        let text = |name: &str| d[name].as_str().unwrap().to_owned();
        *found.entry([text("DisputeType"), text("Status"), text("ResultCode")]).or_default() += 1;
    }
    for (kind, status, result) in [
        ("CONTESTABLE", "PENDING_CLIENT_ACTION", ""),
        ("CONTESTABLE", "SUBMITTED", ""),
        ("CONTESTABLE", "PENDING_BANK_ACTION", ""),
        ("CONTESTABLE", "REOPENED_PENDING_CLIENT_ACTION", ""),
        ("CONTESTABLE", "CLOSED", "WON"),
        ("CONTESTABLE", "CLOSED", "LOST"),
        ("CONTESTABLE", "CLOSED", "VOID"),
        ("RETRIEVAL", "PENDING_CLIENT_ACTION", ""),
        ("RETRIEVAL", "SUBMITTED", ""),
        ("RETRIEVAL", "REOPENED_PENDING_CLIENT_ACTION", ""),
        ("RETRIEVAL", "CLOSED", "WON"),
        ("NOT_CONTESTABLE", "CLOSED", "LOST"),
    ] {
        let count = found.get(&[kind.into(), status.into(), result.into()]).copied().unwrap_or(0);
        assert!(count >= 12, "{kind} {status} {result}: {count} in {found:?}");
    }
    for d in &disputes {
        let text = |name: &str| d[name].as_str().unwrap_or_default();
        let payin = site.get(&format!("/payins/{}", text("InitialTransactionId"))).await.body;
        assert_eq!((&payin["Status"], &payin["PaymentType"]), (&json!("SUCCEEDED"), &json!("CARD")), "{payin}");
        let card = site.get(&format!("/cards/{}", payin["CardId"].as_str().unwrap())).await.body;
        assert_eq!(card["UserId"], payin["AuthorId"]);
        assert_eq!(site.get(&format!("/users/{}", payin["AuthorId"].as_str().unwrap())).await.status, 200);
        assert!(payin["CreationDate"].as_i64() < d["CreationDate"].as_i64());
        assert!(d["DisputedFunds"]["Amount"].as_i64() <= payin["DebitedFunds"]["Amount"].as_i64());
        let deadline = d["ContestDeadlineDate"].as_i64().unwrap();
        assert_eq!((deadline + 1) % DAY, 0);
        let waits = text("Status").ends_with("PENDING_CLIENT_ACTION");
        assert!(!waits || deadline > NOW, "time to answer: {d}");
        assert_eq!(d["RepudiationId"].is_null(), text("DisputeType") == "RETRIEVAL", "{d}");
        if let Some(repudiation) = d["RepudiationId"].as_str() {
            let seen = site.get(&format!("/repudiations/{repudiation}")).await.body;
            assert_eq!((&seen["DebitedFunds"], &seen["Nature"]), (&d["DisputedFunds"], &json!("REPUDIATION")));
            let back = site.get(&format!("/repudiations/{repudiation}/refunds")).await.ids().len();
            assert_eq!(back, usize::from(["WON", "VOID"].contains(&text("ResultCode"))), "{d}");
        }
        let documents = site.get(&format!("/disputes/{}/documents", text("Id"))).await.body;
        let documents = documents.as_array().unwrap();
        let contested = ["SUBMITTED", "PENDING_BANK_ACTION"].contains(&text("Status"));
        assert!(!contested || !documents.is_empty(), "evidence was sent: {d}");
        let asked = documents.iter().all(|e| e["Status"] == "VALIDATION_ASKED");
        assert!(text("Status") != "SUBMITTED" || asked);
    }
    let soon = |d: &&Value| {
        d["Status"] == "PENDING_CLIENT_ACTION" && d["ContestDeadlineDate"].as_i64().unwrap() < NOW + 3 * DAY
    };
    assert!(disputes.iter().filter(soon).count() >= 3, "some are due in days");
    let pending = site.all("/disputes/pendingsettlement").await;
    assert!(pending.len() >= 12, "{}", pending.len());
    assert!(pending.iter().all(|d| d["ResultCode"] == "LOST"));
    let credit = site.balance("CREDIT_EUR").await;
    assert!(credit < 0, "chargebacks stand in the platform's wallet: {credit}");
    for event in ["DISPUTE_CREATED", "DISPUTE_FURTHER_ACTION_REQUIRED", "TRANSFER_SETTLEMENT_SUCCEEDED"] {
        assert!(site.events(event).await.len() >= 12, "{event}");
    }
    let open = |list: &[Value]| list.iter().filter(|d| d["Status"] == "PENDING_CLIENT_ACTION").count();
    let before = open(&disputes);
    site.control.advance(40 * DAY).unwrap();
    assert_eq!((before > 20, open(&site.all("/disputes").await)), (true, 0), "deadlines close what nobody answers");
}

#[tokio::test]
async fn what_else_lies_on_the_desk() {
    let site = Site::demo().await;
    let dump = site.control.dump();
    let count =
        |list: &str, fits: &dyn Fn(&Value) -> bool| dump[list].as_array().unwrap().iter().filter(|i| fits(i)).count();
    for status in ["CREATED", "VALIDATION_ASKED", "INCOMPLETE", "VALIDATED", "REFUSED"] {
        assert!(count("declarations", &|d| d["status"] == status) >= 2, "declarations {status}");
    }
    assert!(count("accounts", &|a| a["active"] == true) >= 20 && count("accounts", &|a| a["active"] == false) >= 3);
    assert!(count("recipients", &|r| r["status"] == "ACTIVE") >= 50);
    for (status, validity) in [("ENABLED", "VALID"), ("DISABLED", "VALID"), ("ENABLED", "INVALID")] {
        assert!(count("hooks", &|h| h["status"] == status && h["validity"] == validity) >= 1, "{status} {validity}");
    }
    assert_eq!(dump["notices"], json!([]), "nothing of the past is told");
    for status in ["PENDING", "REFUSED", "EXPIRED"] {
        assert_eq!(count("verifications", &|v| v["status"] == status), 2, "{status}");
    }
    let today = "2026-11-24";
    let late = count("users", &|u| u["renewal"].as_str().is_some_and(|day| day < today));
    let due = count("users", &|u| u["renewal"].as_str().is_some_and(|day| day >= today));
    assert!(late >= 2 && due >= 30, "renewals late and due: {late}, {due}");
    let companies = count("users", &|u| u["data"]["LegalPersonType"] == "BUSINESS" && u["level"] == "REGULAR");
    let declared = count("declarations", &|d| d["status"] == "VALIDATED");
    assert!(companies > 10 && declared >= companies, "every verified business has declared: {declared} of {companies}");
}
