//! Reports of both systems and their files (money-operations.md §13).

use serde_json::{Value, json};

use crate::{
    kit::{Got, NOW, Site},
    purse::{EASY, money},
};

const DAY: i64 = 86_400;

async fn download(site: &Site, url: &Value) -> (u16, Vec<Vec<String>>) {
    let response = site.http.get(url.as_str().expect("an address")).send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

/// Three pay-ins with fees, a minute apart; the wallet and their ids.
async fn platform() -> (Site, String, Vec<String>) {
    let site = Site::patient().await;
    let (_, wallet) = site.seller().await;
    let payer = site.payer().await;
    let card = site.card(&payer, EASY).await;
    let mut ids = Vec::new();
    for amount in [1_000, 2_000, 3_000] {
        ids.push(site.pay(&payer, &card, &wallet, amount, 100).await.id());
        site.control.advance(60).unwrap();
    }
    (site, wallet, ids)
}

#[tokio::test]
async fn an_older_report_is_made_and_goes() {
    let (site, wallet, ids) = platform().await;
    site.control.advance(600).unwrap();
    let made = site.post("/reports/transactions", json!({ "Filters": { "WalletId": wallet } })).await;
    assert_eq!((&made.body["Status"], &made.body["DownloadURL"]), (&json!("PENDING"), &Value::Null), "§13.1");
    let path = format!("/reports/{}", made.id());
    site.control.advance(2).unwrap();
    let ready = site.get(&path).await.body;
    assert_eq!((&ready["Status"], &ready["ResultCode"]), (&json!("READY_FOR_DOWNLOAD"), &json!("000000")));
    let (status, rows) = download(&site, &ready["DownloadURL"]).await;
    assert_eq!((status, rows.len(), rows[0][0].as_str()), (200, 4, "Id"));
    let listed: Vec<_> = rows[1..].iter().map(|row| row[0].clone()).collect();
    assert_eq!(listed, ids, "ascending: §13.1");
    let column = |name: &str| rows[0].iter().position(|c| c == name).unwrap();
    assert_eq!(
        (rows[1][column("DebitedFundsAmount")].as_str(), rows[1][column("FeesAmount")].as_str()),
        ("1000", "100")
    );
    assert_eq!(site.get("/reports").await.ids(), [made.id()]);
    site.control.advance(DAY).unwrap();
    let gone = site.get(&path).await.body;
    assert_eq!((&gone["Status"], download(&site, &ready["DownloadURL"]).await.0), (&json!("EXPIRED"), 403), "24 h");
}

#[tokio::test]
async fn filters_columns_and_previews() {
    let (site, wallet, ids) = platform().await;
    site.control.advance(600).unwrap();
    let report = async |body: Value| {
        let made = site.post("/reports/transactions", body).await.id();
        site.control.advance(2).unwrap();
        download(&site, &site.get(&format!("/reports/{made}")).await.body["DownloadURL"]).await.1
    };
    let rows = report(json!({
        "Sort": "CreationDate:DESC", "Columns": ["Id", "CreationDate:ISO", "CardId"],
        "Filters": { "Type": ["PAYIN"], "Status": ["SUCCEEDED"], "MinDebitedFundsAmount": 2000,
            "MinDebitedFundsCurrency": "EUR" },
    }))
    .await;
    assert_eq!(rows[0], ["Id", "CreationDate:ISO", "CardId"]);
    assert_eq!(rows[1..].iter().map(|r| r[0].clone()).collect::<Vec<_>>(), [ids[2].clone(), ids[1].clone()]);
    assert_eq!(rows[1][1], "24/11/2026 09:44:00");
    assert!(rows[1][2].starts_with("card_"));
    assert_eq!(report(json!({ "Filters": { "Status": ["FAILED"] } })).await.len(), 1, "only the names of the columns");
    let late = site.fund(&wallet, 700).await;
    let rows = report(json!({ "Filters": { "WalletId": wallet } })).await;
    assert!(rows.iter().all(|row| row[0] != late), "the last five minutes are left out");
    for (body, named) in [
        (json!({ "Columns": ["Colour"] }), "Columns"),
        (json!({ "Sort": "Id:ASC" }), "Sort"),
        (json!({ "Filters": { "AfterDate": NOW - 40 * 31 * DAY } }), "Filters.AfterDate"),
        (json!({ "Filters": { "AfterDate": NOW - 200 * DAY, "BeforeDate": NOW } }), "Filters.AfterDate"),
    ] {
        let got = site.post("/reports/transactions", body).await;
        assert_eq!((got.status, got.body["errors"][named].is_string()), (400, true), "{named}: {}", got.body);
    }
}

#[tokio::test]
async fn balances_of_wallets() {
    let (site, wallet, _) = platform().await;
    let made = site.post("/reports/wallets", json!({})).await.id();
    site.control.advance(2).unwrap();
    let rows = download(&site, &site.get(&format!("/reports/{made}")).await.body["DownloadURL"]).await.1;
    let mine = rows.iter().find(|row| row[0] == wallet).expect("the wallet of this month");
    assert_eq!((mine[5].as_str(), mine[8].as_str()), ("5700", "DEFAULT"));
    assert!(rows.iter().any(|row| row[0] == "FEES_EUR" && row[5] == "300"));
}

async fn ask(site: &Site, kind: &str, more: Value) -> Got {
    let mut body = json!({
        "ReportType": kind, "DownloadFormat": "CSV", "AfterDate": NOW - 10 * DAY, "BeforeDate": NOW + DAY,
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    site.post("/reporting/reports", body).await
}

#[tokio::test]
async fn the_reporting_service() {
    let (site, wallet, ids) = platform().await;
    let made = ask(&site, "USER_WALLET_TRANSACTIONS", json!({ "Filters": { "WalletId": wallet } })).await;
    let path = format!("/reporting/reports/{}", made.id());
    assert_eq!(made.body["Status"], "PENDING");
    site.control.advance(1).unwrap();
    assert_eq!(site.get(&path).await.body["Status"], "GENERATING", "§13.2");
    site.control.advance(1).unwrap();
    let ready = site.get(&path).await.body;
    assert_eq!((&ready["Status"], &ready["Columns"][0]["IsDefault"]), (&json!("GENERATED"), &json!(true)));
    let rows = download(&site, &ready["DownloadURL"]).await.1;
    assert_eq!((rows[0][0].as_str(), rows[1][0].as_str()), ("ClientId", "sandbox-client"));
    let newest: Vec<_> = ids.iter().rev().cloned().collect();
    assert_eq!(rows[1..].iter().map(|r| r[1].clone()).collect::<Vec<_>>(), newest, "descending unless sorted");
    assert_eq!(site.events("REPORT_GENERATED").await.len(), 1);
    let fees = ask(&site, "COLLECTED_FEES", json!({})).await.id();
    let echo = ask(&site, "ECHO_INTENT", json!({})).await.id();
    site.control.advance(5).unwrap();
    let of = async |id: &str| {
        download(&site, &site.get(&format!("/reporting/reports/{id}")).await.body["DownloadURL"]).await.1
    };
    assert_eq!((of(&fees).await.len(), of(&echo).await.len()), (4, 1));
    let doomed = ask(&site, "COLLECTED_FEES", json!({})).await.id();
    site.control.fail_report(&doomed).unwrap();
    site.control.advance(5).unwrap();
    let list = site.get("/reporting/reports?Status=FAILED").await;
    assert_eq!((list.ids(), &list.body[0]["ResultCode"]), (vec![doomed], &json!("809001")));
    assert_eq!(site.events("REPORT_FAILED").await.len(), 1);
    site.control.advance(31 * DAY).unwrap();
    let gone = site.get(&path).await.body;
    assert_eq!((&gone["Status"], &gone["DownloadURL"]), (&json!("EXPIRED"), &Value::Null), "31 days");
}

#[tokio::test]
async fn what_a_report_may_ask_for() {
    let site = Site::patient().await;
    for (more, named) in [
        (json!({ "AfterDate": NOW - 370 * DAY }), "Report"),
        (json!({ "AfterDate": NOW - 800 * DAY, "BeforeDate": NOW - 700 * DAY }), "Report"),
        (json!({ "BeforeDate": NOW - 20 * DAY }), "Report"),
        (json!({ "Columns": ["Colour"] }), "Report"),
        (json!({ "ReportType": "EVERYTHING" }), "ReportType"),
        (json!({ "DownloadFormat": "PDF" }), "DownloadFormat"),
        (json!({ "Filters": { "WalletId": "w", "Currency": "EUR" } }), "UserId & Currency"),
    ] {
        let got = ask(&site, "USER_WALLET_TRANSACTIONS", more).await;
        assert_eq!((got.status, got.body["errors"][named].is_string()), (400, true), "{named}: {}", got.body);
    }
    assert_eq!(ask(&site, "COLLECTED_FEES", json!({ "AfterDate": NOW - 300 * DAY })).await.status, 200);
    assert_eq!(site.get("/reporting/reports/report_none").await.status, 404);
    assert_eq!(money(1)["Amount"], 1);
}
