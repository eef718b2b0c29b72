//! Disputes, their documents and their money (money-operations.md §12).

use sandbox::{Decision, Dispute, Ruling};
use serde_json::{Value, json};

use crate::{
    kit::{Got, NOW, Site, jpeg, pdf},
    purse::{EASY, money},
};

const DAY: i64 = 86_400;

/// A pay-in of 50.00 by card into a wallet: payer, wallet and pay-in.
async fn paid(site: &Site) -> (String, String, String) {
    let (_, wallet) = site.seller().await;
    let payer = site.payer().await;
    let card = site.card(&payer, EASY).await;
    let payin = site.pay(&payer, &card, &wallet, 5_000, 0).await.id();
    (payer, wallet, payin)
}

impl Site {
    async fn dispute(&self, id: &str) -> Value {
        self.get(&format!("/disputes/{id}")).await.body
    }

    async fn contest(&self, id: &str, amount: i64) -> Got {
        self.put(&format!("/disputes/{id}/submit"), json!({ "ContestedFunds": money(amount) })).await
    }
}

#[tokio::test]
async fn a_chargeback_takes_the_platforms_money_not_the_sellers() {
    let site = Site::patient().await;
    let (payer, wallet, payin) = paid(&site).await;
    let claim = Dispute { amount: Some(3_000), reason: "PRODUCT_NOT_PROVIDED".into(), ..Dispute::default() };
    let id = site.control.dispute(&payin, claim).unwrap();
    let seen = site.dispute(&id).await;
    assert_eq!((&seen["Status"], &seen["ResultCode"]), (&json!("PENDING_CLIENT_ACTION"), &json!("")), "§12.1");
    assert_eq!((&seen["DisputedFunds"], &seen["ContestedFunds"]), (&money(3_000), &money(3_000)));
    let deadline = seen["ContestDeadlineDate"].as_i64().unwrap();
    assert_eq!((deadline + 1) % DAY, 0, "23:59:59 UTC: §12.2");
    assert_eq!((deadline - NOW) / DAY, 14);
    assert_eq!((site.balance("CREDIT_EUR").await, site.balance(&wallet).await), (-3_000, 5_000), "§12.2");
    for path in [
        "/disputes".to_owned(),
        format!("/users/{payer}/disputes"),
        format!("/wallets/{wallet}/disputes"),
        format!("/payins/{payin}/disputes"),
        "/disputes?Status=PENDING_CLIENT_ACTION&DisputeType=CONTESTABLE".to_owned(),
    ] {
        assert_eq!(site.get(&path).await.ids(), std::slice::from_ref(&id), "{path}");
    }
    assert!(site.get("/disputes?Status=CLOSED").await.ids().is_empty());
    assert_eq!(site.get("/disputes?DisputeType=LOUD").await.status, 400);
    let repudiation = seen["RepudiationId"].as_str().unwrap();
    let moved = site.get(&format!("/disputes/{id}/transactions")).await;
    assert_eq!(moved.ids(), [repudiation]);
    assert_eq!((&moved.body[0]["Type"], &moved.body[0]["Nature"]), (&json!("PAYOUT"), &json!("REPUDIATION")), "§12.5");
    for event in ["DISPUTE_CREATED", "DISPUTE_ACTION_REQUIRED", "PAYIN_REPUDIATION_SUCCEEDED"] {
        assert_eq!(site.events(event).await.len(), 1, "{event}");
    }
    assert!(site.control.dispute(&payin, Dispute::default()).is_err(), "disputed already");
    let got = site.post(&format!("/payins/{payin}/refunds"), json!({ "AuthorId": payer })).await;
    assert_ne!(got.body["Status"], "SUCCEEDED", "a disputed pay-in is not refunded: §12.2");
}

#[tokio::test]
async fn contesting_to_the_end() {
    for (verdict, result, credit) in [("won", "WON", 0), ("lost", "LOST", -5_000), ("void", "VOID", 0)] {
        let site = Site::patient().await;
        let (_, wallet, payin) = paid(&site).await;
        let id = site.control.dispute(&payin, Dispute::default()).unwrap();
        let got = site.contest(&id, 4_000).await;
        assert_eq!(
            (&got.body["Status"], &got.body["ContestedFunds"]),
            (&json!("SUBMITTED"), &money(4_000)),
            "{}",
            got.body
        );
        assert_eq!(site.contest(&id, 4_000).await.status, 400, "once");
        site.control.decide_dispute(&id, Ruling::new("bank")).unwrap();
        assert_eq!(site.dispute(&id).await["Status"], "PENDING_BANK_ACTION");
        site.control.decide_dispute(&id, Ruling::new("reopen")).unwrap();
        let seen = site.dispute(&id).await;
        assert_eq!(seen["Status"], "REOPENED_PENDING_CLIENT_ACTION");
        assert!(seen["StatusMessage"].is_string());
        let again = site.put(&format!("/disputes/{id}/submit"), json!({})).await;
        assert_eq!(again.body["Status"], "SUBMITTED", "without a body when it was reopened: §12.3");
        site.control.decide_dispute(&id, Ruling::new("bank")).unwrap();
        site.control.decide_dispute(&id, Ruling::new(verdict)).unwrap();
        let seen = site.dispute(&id).await;
        assert_eq!(
            (&seen["Status"], &seen["ResultCode"], &seen["ClosedDate"]),
            (&json!("CLOSED"), &json!(result), &json!(NOW))
        );
        assert_eq!(site.balance("CREDIT_EUR").await, credit, "{verdict}: §12.2");
        assert_eq!(site.balance(&wallet).await, 5_000, "the seller's wallet is untouched");
        let repudiation = seen["RepudiationId"].as_str().unwrap();
        let returned = site.get(&format!("/repudiations/{repudiation}/refunds")).await.ids();
        assert_eq!(returned.len(), usize::from(verdict != "lost"));
        assert!(site.control.decide_dispute(&id, Ruling::new("won")).is_err(), "closed is closed");
        for event in ["DISPUTE_SUBMITTED", "DISPUTE_SENT_TO_BANK"] {
            assert_eq!(site.events(event).await.len(), 2, "{event}");
        }
        assert_eq!(site.events("DISPUTE_FURTHER_ACTION_REQUIRED").await.len(), 1);
        assert_eq!(site.events("DISPUTE_CLOSED").await.len(), 1);
    }
}

#[tokio::test]
async fn what_may_be_contested() {
    let site = Site::patient().await;
    let (_, _, payin) = paid(&site).await;
    let id = site.control.dispute(&payin, Dispute::default()).unwrap();
    let got = site.put(&format!("/disputes/{id}/submit"), json!({})).await;
    assert_eq!(got.body["errors"]["ContestedFunds"], "This field is required", "§12.3");
    let got = site.contest(&id, 5_001).await;
    assert_eq!(
        got.body["errors"]["ContestedFunds"],
        "The ContestedFunds amount must be less than or equal to the DisputedFunds amount"
    );
    let pounds = json!({ "ContestedFunds": { "Currency": "GBP", "Amount": 1 } });
    assert_eq!(site.put(&format!("/disputes/{id}/submit"), pounds).await.status, 400, "same currency: §12.2");
    assert_eq!(site.put(&format!("/disputes/{id}"), json!({ "Tag": "order 7" })).await.body["Tag"], "order 7");
    assert_eq!(site.get("/disputes/1").await.status, 404);
}

#[tokio::test]
async fn the_deadline_closes() {
    let site = Site::patient().await;
    let (_, _, payin) = paid(&site).await;
    let id = site.control.dispute(&payin, Dispute { days: 7, ..Dispute::default() }).unwrap();
    let deadline = site.dispute(&id).await["ContestDeadlineDate"].as_i64().unwrap();
    site.control.set_time(deadline).unwrap();
    assert_eq!(site.dispute(&id).await["Status"], "PENDING_CLIENT_ACTION", "its last second");
    site.control.advance(1).unwrap();
    let seen = site.dispute(&id).await;
    assert_eq!((&seen["Status"], &seen["ResultCode"]), (&json!("CLOSED"), &json!("LOST")), "§12.2");
    assert_eq!(seen["ClosedDate"], deadline + 1);
    assert_eq!(site.contest(&id, 100).await.refused(), (400, "dispute_contest_deadline_passed"));
}

#[tokio::test]
async fn a_submitted_dispute_outlives_its_deadline() {
    let site = Site::patient().await;
    let (_, _, payin) = paid(&site).await;
    let id = site.control.dispute(&payin, Dispute { days: 7, ..Dispute::default() }).unwrap();
    site.contest(&id, 5_000).await;
    site.control.advance(20 * DAY).unwrap();
    assert_eq!(site.dispute(&id).await["Status"], "SUBMITTED");
    site.control.decide_dispute(&id, Ruling::new("reopen")).unwrap();
    let deadline = site.dispute(&id).await["ContestDeadlineDate"].as_i64().unwrap();
    assert!(deadline > site.control.now(), "reopened with time to answer");
    site.control.set_time(deadline + 1).unwrap();
    assert_eq!(site.dispute(&id).await["ResultCode"], "LOST");
}

#[tokio::test]
async fn giving_up() {
    let site = Site::patient().await;
    let (_, _, payin) = paid(&site).await;
    let id = site.control.dispute(&payin, Dispute::default()).unwrap();
    let got = site.put(&format!("/disputes/{id}/close"), json!({})).await;
    assert_eq!((&got.body["Status"], &got.body["ResultCode"]), (&json!("CLOSED"), &json!("LOST")), "§12.3");
    assert_eq!(site.put(&format!("/disputes/{id}/close"), json!({})).await.status, 400);
}

#[tokio::test]
async fn requests_for_information_and_hopeless_cases() {
    let site = Site::patient().await;
    let (_, _, payin) = paid(&site).await;
    let claim = Dispute { kind: "RETRIEVAL".into(), ..Dispute::default() };
    let id = site.control.dispute(&payin, claim).unwrap();
    let seen = site.dispute(&id).await;
    assert_eq!((&seen["RepudiationId"], &seen["Status"]), (&Value::Null, &json!("PENDING_CLIENT_ACTION")), "§12.1");
    assert_eq!(site.balance("CREDIT_EUR").await, 0, "no money is taken");
    site.contest(&id, 5_000).await;
    site.control.decide_dispute(&id, Ruling::new("won")).unwrap();
    let claim =
        Dispute { kind: "NOT_CONTESTABLE".into(), reason: "LATE_FAILURE_CONTACT_USER".into(), ..Dispute::default() };
    let id = site.control.dispute(&payin, claim).unwrap();
    let seen = site.dispute(&id).await;
    assert_eq!((&seen["Status"], &seen["ResultCode"]), (&json!("CLOSED"), &json!("LOST")), "closed at once");
    assert_eq!(site.balance("CREDIT_EUR").await, -5_000);
    assert_eq!(site.contest(&id, 100).await.status, 400);
    for bad in [
        Dispute { kind: "MAYBE".into(), ..Dispute::default() },
        Dispute { reason: "BAD_MOOD".into(), ..Dispute::default() },
        Dispute { amount: Some(5_001), ..Dispute::default() },
    ] {
        assert!(site.control.dispute(&payin, bad).is_err());
    }
    assert!(site.control.dispute("payin_m_none", Dispute::default()).is_err());
}

#[tokio::test]
async fn a_lost_dispute_is_settled() {
    let site = Site::patient().await;
    let (payer, wallet, payin) = paid(&site).await;
    let id = site.control.dispute(&payin, Dispute::default()).unwrap();
    let repudiation = site.dispute(&id).await["RepudiationId"].as_str().unwrap().to_owned();
    let path = format!("/repudiations/{repudiation}/settlementtransfer");
    let body = json!({ "AuthorId": payer, "DebitedFunds": money(2_000), "Fees": money(0) });
    assert_eq!(site.post(&path, body.clone()).await.status, 400, "only when it is closed: §12.6");
    assert!(site.get("/disputes/pendingsettlement").await.ids().is_empty());
    site.put(&format!("/disputes/{id}/close"), json!({})).await;
    assert_eq!(site.get("/disputes/pendingsettlement").await.ids(), std::slice::from_ref(&id), "§12.3");
    assert_eq!(site.post(&path, body).await.body["Status"], "SUCCEEDED");
    assert_eq!(site.get("/disputes/pendingsettlement").await.ids().len(), 1, "3000 are left");
    let rest = json!({ "AuthorId": payer, "DebitedFunds": money(3_000), "Fees": money(0) });
    assert_eq!(site.post(&path, rest).await.body["Status"], "SUCCEEDED");
    assert!(site.get("/disputes/pendingsettlement").await.ids().is_empty());
    assert_eq!((site.balance(&wallet).await, site.balance("CREDIT_EUR").await), (0, 0));
    assert_eq!(site.get(&format!("/disputes/{id}/transactions")).await.ids().len(), 3);
}

#[tokio::test]
async fn evidence() {
    let site = Site::patient().await;
    let (_, _, payin) = paid(&site).await;
    let id = site.control.dispute(&payin, Dispute::default()).unwrap();
    let path = format!("/disputes/{id}/documents");
    assert!(site.post(&path, json!({ "Type": "PHOTO" })).await.body["errors"]["Type"].is_string());
    let mut ids = Vec::new();
    for kind in ["INVOICE", "DELIVERY_PROOF"] {
        let made = site.post(&path, json!({ "Type": kind, "Tag": "a" })).await;
        assert_eq!((&made.body["Status"], &made.body["DisputeId"]), (&json!("CREATED"), &json!(id)), "§12.4");
        let document = made.id();
        for page in [jpeg(64, 48), pdf(2_000)] {
            assert_eq!(site.post(&format!("{path}/{document}/pages"), crate::kit::file(&page)).await.status, 204);
        }
        let got = site.put(&format!("{path}/{document}"), json!({ "Status": "VALIDATION_ASKED" })).await;
        assert_eq!(got.body["Status"], "VALIDATION_ASKED");
        assert_eq!(site.post(&format!("{path}/{document}/pages"), crate::kit::file(&pdf(9))).await.status, 400);
        ids.push(document);
    }
    assert_eq!(site.get(&path).await.ids(), ids);
    assert_eq!(site.get("/dispute-documents?Type=INVOICE&Status=VALIDATION_ASKED").await.ids(), ids[..1]);
    let links = site.post(&format!("/dispute-documents/{}/consult", ids[0]), json!({})).await.body;
    let url = links[0]["Url"].as_str().unwrap();
    assert_eq!(links[0]["ExpirationDate"], NOW + 600, "ten minutes");
    assert_eq!(site.http.get(url).send().await.unwrap().status(), 200);
    site.contest(&id, 5_000).await;
    assert_eq!(site.post(&path, json!({ "Type": "OTHER" })).await.status, 400, "not while it is submitted");
    let refusal =
        Decision { status: "REFUSED".into(), reason: Some("DOCUMENT_UNREADABLE".into()), ..Decision::default() };
    site.control.decide(&ids[1], refusal).unwrap();
    site.control.decide_dispute(&id, Ruling::new("bank")).unwrap();
    let status = |n: usize| {
        let path = format!("/dispute-documents/{}", ids[n]);
        let site = &site;
        async move { site.get(&path).await.body }
    };
    assert_eq!(status(0).await["Status"], "VALIDATED", "what goes to the bank was accepted");
    assert_eq!(status(1).await["RefusedReasonType"], "DOCUMENT_UNREADABLE");
    for (event, count) in [
        ("DISPUTE_DOCUMENT_CREATED", 2),
        ("DISPUTE_DOCUMENT_VALIDATION_ASKED", 2),
        ("DISPUTE_DOCUMENT_SUCCEEDED", 1),
        ("DISPUTE_DOCUMENT_FAILED", 1),
    ] {
        assert_eq!(site.events(event).await.len(), count, "{event}");
    }
    let other = site.control.dispute(&paid(&site).await.2, Dispute::default()).unwrap();
    let stray = format!("/disputes/{other}/documents/{}", ids[0]);
    assert_eq!(site.put(&stray, json!({ "Status": "VALIDATION_ASKED" })).await.status, 404, "another dispute's");
}
