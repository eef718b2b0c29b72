//! The large world: lazy, the same each time, and consistent wherever it is looked at.

use sandbox::{Options, RateLimits, World};
use serde_json::json;

use crate::kit::{Site, frozen};

async fn site(count: u32) -> Site {
    Site::new(Options { world: World::Large(count), rate_limits: RateLimits::Off, ..frozen() }).await
}

#[tokio::test]
async fn a_hundred_thousand_users_are_there_at_once() {
    let site = site(100_000).await;
    let got = site.get("/users?per_page=100").await;
    assert_eq!((got.header("x-number-of-items"), got.header("x-number-of-pages")), ("100000", "1000"));
    let first = got.ids();
    let last = site.get("/users?per_page=100&page=1000").await.ids();
    assert_eq!((first.len(), last.len()), (100, 100));
    let newest = site.get("/users?per_page=1&Sort=CreationDate:DESC").await.ids();
    assert_eq!(newest[0], last[99]);
    assert_eq!(site.control.dump()["users"], json!([]), "nothing is held that nobody has touched");
}

#[tokio::test]
async fn balances_are_sums_and_reads_leave_nothing_behind() {
    let site = site(2_000).await;
    let mut movements = 0;
    for page in [1, 7, 20] {
        for user in site.get(&format!("/users?per_page=100&page={page}")).await.ids().into_iter().step_by(9) {
            let seen = site.get(&format!("/users/{user}")).await.body;
            assert_eq!(seen["Id"], json!(user));
            let wallets = site.get(&format!("/users/{user}/wallets")).await;
            let wallet = wallets.ids()[0].clone();
            let list = site.get(&format!("/wallets/{wallet}/transactions?per_page=100")).await.body;
            let mut sum = 0;
            for t in list.as_array().unwrap().iter().filter(|t| t["Status"] == "SUCCEEDED") {
                let amount = t["CreditedFunds"]["Amount"].as_i64().unwrap();
                sum += if t["Type"] == "PAYIN" { amount } else { -amount };
            }
            assert_eq!(wallets.body[0]["Balance"]["Amount"], sum, "{wallet}");
            let one = &list[0]["Id"].as_str().unwrap();
            assert_eq!(site.get(&format!("/payins/{one}")).await.body["Id"], **one);
            movements += list.as_array().unwrap().len();
        }
    }
    assert!((8 * 36..=13 * 36).contains(&movements), "about ten each: {movements}");
    let dump = site.control.dump();
    assert_eq!((&dump["users"], &dump["transactions"], &dump["wallets"]), (&json!([]), &json!([]), &json!([])));
}

#[tokio::test]
async fn what_is_changed_is_kept() {
    let site = site(1_000).await;
    let list = site.get("/users?per_page=100&page=5").await;
    let payer = list.body.as_array().unwrap().iter().find(|u| u["UserCategory"] == "PAYER").unwrap();
    let id = payer["Id"].as_str().unwrap();
    let got = site.put(&format!("/users/natural/{id}"), json!({ "Tag": "seen" })).await;
    assert_eq!((got.status, &got.body["Tag"]), (200, &json!("seen")));
    assert_eq!(site.get(&format!("/users/{id}")).await.body["Tag"], "seen");
    let again = site.get("/users?per_page=100&page=5").await;
    assert_eq!(again.ids(), list.ids(), "the list stays in its order");
    assert_eq!(again.header("x-number-of-items"), "1000");
    assert_eq!(site.control.dump()["users"].as_array().unwrap().len(), 1);
    let wallet = site.get(&format!("/users/{id}/wallets")).await.ids()[0].clone();
    let before = site.balance(&wallet).await;
    site.fund(&wallet, 1_000).await;
    assert_eq!(site.balance(&wallet).await, before + 1_000);
    assert_eq!(site.control.ledger()["sums"]["EUR"], 0, "no money appears");
    assert_eq!(site.get("/users/user_m_01M77GX3G0RMRQ78F4GGGDEV00").await.status, 404);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_users() {
    let (first, second) = (site(500).await, site(500).await);
    let list = first.get("/users?per_page=100&page=3").await;
    assert_eq!(list.body, second.get("/users?per_page=100&page=3").await.body);
    let path = format!("/users/{}/transactions", list.ids()[4]);
    assert_eq!(first.get(&path).await.body, second.get(&path).await.body);
}
