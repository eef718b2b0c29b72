//! Wallets, transfers and lists of transactions (money-operations.md §4 to §6, §8).

use reqwest::Method;
use sandbox::{Options, Scopes};
use serde_json::{Value, json};

use crate::{
    kit::{KEY, NOW, Site, answer, frozen, natural},
    purse::{EASY, PAID, money},
};

#[tokio::test]
async fn a_wallet_has_one_owner_and_one_currency() {
    let site = Site::patient().await;
    let user = site.owner().await;
    let body = json!({ "Owners": [user], "Description": "Sales", "Currency": "EUR", "Tag": "a" });
    let got = site.post("/wallets", body).await;
    assert!(got.id().starts_with("wlt_m_"));
    assert_eq!(got.body["Owners"], json!([user]));
    assert_eq!((&got.body["Balance"], &got.body["FundsType"]), (&money(0), &json!("DEFAULT")));
    let other = site.owner().await;
    for (owners, currency, field, text) in [
        (json!([user, other]), "EUR", "Owners", "Owners doesn't support multiple values for the moment"),
        (json!([user]), "AZN", "Currency", "Currency: The currency AZN is not available"),
        (json!(["nobody"]), "EUR", "Owners", "The user nobody does not exist"),
        (json!([]), "EUR", "Owners", "The Owners field is required."),
    ] {
        let body = json!({ "Owners": owners, "Description": "Sales", "Currency": currency });
        let got = site.post("/wallets", body).await;
        assert_eq!((got.status, &got.body["errors"][field]), (400, &json!(text)));
    }
    let id = got.id();
    let got = site.put(&format!("/wallets/{id}"), json!({ "Description": "Shop" })).await;
    assert_eq!((&got.body["Description"], &got.body["Tag"]), (&json!("Shop"), &json!("a")));
    assert_eq!(site.get(&format!("/users/{user}/wallets")).await.ids(), [id]);
    assert_eq!(site.get("/wallets/none").await.refused(), (404, "ressource_not_found"));
}

#[tokio::test]
async fn money_moves_with_its_fees() {
    let site = Site::patient().await;
    let ((a, from), (_, to)) = (site.seller().await, site.seller().await);
    site.fund(&from, 10_000).await;
    let got = site.transfer(&a, &from, &to, 4_000, 150).await;
    assert_eq!(got.outcome(), PAID);
    assert_eq!((&got.body["CreditedFunds"], &got.body["Type"]), (&money(3_850), &json!("TRANSFER")));
    assert_eq!((&got.body["ExecutionDate"], &got.body["PendingUserAction"]), (&json!(NOW), &Value::Null));
    for (wallet, balance) in [(from.as_str(), 6_000), (to.as_str(), 3_850), ("FEES_EUR", 150)] {
        assert_eq!(site.balance(wallet).await, balance, "{wallet}");
    }
    let sums = site.control.ledger()["sums"].clone();
    assert_eq!(sums, json!({ "EUR": 0 }));
    assert_eq!(site.events("TRANSFER_NORMAL_SUCCEEDED").await[0]["ResourceId"], got.body["Id"]);
    let view = site.get(&format!("/transfers/{}", got.id())).await;
    assert_eq!(view.body, got.body);
}

#[tokio::test]
async fn refused_transfers_are_failed_transactions() {
    let site = Site::patient().await;
    let ((a, from), (b, to)) = (site.seller().await, site.seller().await);
    site.fund(&from, 10_000).await;
    for (amount, fees, to, code) in [
        (10_001, 0, &to, "001001"),
        (100, 100, &to, "001014"),
        (0, 0, &to, "001012"),
        (100, 0, &from, "101108"),
        (9_000_000_000_000, 0, &to, "001011"),
    ] {
        let got = site.transfer(&a, &from, to, amount, fees).await;
        assert_eq!(got.outcome(), ("FAILED", code));
        assert_eq!((&got.body["ExecutionDate"], site.balance(&from).await), (&Value::Null, 10_000));
    }
    assert_eq!(site.transfer(&a, &from, &to, 10_001, 0).await.body["ResultMessage"], "Unsufficient wallet balance");
    let got = site.transfer(&b, &from, &to, 100, 0).await;
    assert_eq!(got.body["errors"]["AuthorId"], "Author should be the Debited wallet owner");
    let dollars = site.wallet_in(&b, "USD").await;
    assert_eq!(site.transfer(&a, &from, &dollars, 100, 0).await.refused(), (400, "currency_incompatibility"));
    assert_eq!(site.events("TRANSFER_NORMAL_FAILED").await.len(), 6);
    // Who may send to whom.
    let payer = site.payer().await;
    let (theirs, other) = (site.wallet(&payer).await, site.wallet(&payer).await);
    site.fund(&theirs, 500).await;
    assert_eq!(site.transfer(&payer, &theirs, &other, 100, 0).await.outcome(), PAID, "between own wallets");
    assert_eq!(site.transfer(&payer, &theirs, &to, 100, 0).await.outcome(), PAID);
    assert_eq!(site.transfer(&a, &from, &theirs, 100, 0).await.outcome(), ("FAILED", "002702"));
    let second = site.payer().await;
    let second = site.wallet(&second).await;
    assert_eq!(site.transfer(&payer, &theirs, &second, 100, 0).await.outcome(), ("FAILED", "002701"));
}

#[tokio::test]
async fn blocked_and_closed_users() {
    let site = Site::patient().await;
    let ((a, from), (b, to)) = (site.seller().await, site.seller().await);
    site.fund(&from, 1_000).await;
    let payer = site.payer().await;
    let card = site.card(&payer, EASY).await;
    for (user, inflows, outflows, transfer, payin) in [
        (&a, true, false, "008700", "000000"),
        (&a, false, true, "008700", "000000"),
        (&b, true, false, "008700", "008700"),
        (&b, false, true, "000000", "000000"),
    ] {
        site.control.block(user, inflows, outflows, None).unwrap();
        assert_eq!(site.transfer(&a, &from, &to, 10, 0).await.outcome().1, transfer, "{inflows} {outflows}");
        assert_eq!(site.pay(&payer, &card, &to, 10, 0).await.outcome().1, payin, "{inflows} {outflows}");
        site.control.block(user, false, false, None).unwrap();
    }
    let delete = |id: &str| site.request(Method::DELETE, &format!("/users/natural/{id}"));
    let got = answer(delete(&b)).await.unwrap();
    assert_eq!(got.status, 400, "there is money in a wallet");
    let left = site.balance(&to).await;
    site.transfer(&b, &to, &from, left, 0).await;
    assert_eq!(answer(delete(&b)).await.unwrap().status, 204);
    assert_eq!(site.transfer(&a, &from, &to, 10, 0).await.outcome(), ("FAILED", "002602"));
    assert_eq!(site.transfer(&b, &to, &from, 10, 0).await.outcome(), ("FAILED", "002601"));
    let got = site.post("/wallets", json!({ "Owners": [b], "Description": "x", "Currency": "EUR" })).await;
    assert_eq!(got.refused(), (400, "user_closed"));
}

#[tokio::test]
async fn large_transfers_between_owners_are_authenticated() {
    let site = Site::patient().await;
    let ((a, from), (_, to)) = (site.seller().await, site.seller().await);
    site.fund(&from, 200_000).await;
    assert_eq!(site.transfer(&a, &from, &to, 50_000, 0).await.outcome(), PAID, "500 euros are not above 500");
    let got = site.transfer(&a, &from, &to, 50_001, 0).await;
    assert_eq!(got.outcome(), ("CREATED", ""));
    let link = got.body["PendingUserAction"]["RedirectUrl"].as_str().unwrap().to_owned();
    assert!(link.starts_with(&site.sandbox.base_url()), "{link}");
    assert_eq!(site.balance(&to).await, 50_000, "nothing moves before");
    assert_eq!(site.transfer(&a, &from, &to, 50_000, 0).await.outcome(), PAID);
    assert_eq!(
        site.transfer(&a, &from, &to, 50_000, 0).await.outcome(),
        ("FAILED", "001001"),
        "what waits is reserved"
    );
    let back = format!("{link}&returnUrl=https%3A%2F%2Fhalleverte.example%2Fdone");
    let went = site.visit(&back, "accept").await;
    assert_eq!(
        (went.status, went.header("location")),
        (303, "https://halleverte.example/done?controlStatus=VALIDATED")
    );
    let path = format!("/transfers/{}", got.id());
    let view = site.get(&path).await;
    assert_eq!((view.outcome(), &view.body["PendingUserAction"]), (PAID, &Value::Null));
    assert_eq!(site.balance(&to).await, 150_001);
    assert_eq!(site.http.get(&back).send().await.unwrap().status(), 404, "a link works once");
    site.fund(&from, 200_000).await;
    let got = site.transfer(&a, &from, &to, 60_000, 0).await;
    site.control.advance(600).unwrap();
    assert_eq!(site.get(&format!("/transfers/{}", got.id())).await.outcome(), ("FAILED", "007102"));
    let got = site.transfer(&a, &from, &to, 60_000, 0).await;
    site.control.answer("transfers", &got.id(), false).unwrap();
    assert_eq!(site.get(&format!("/transfers/{}", got.id())).await.outcome(), ("FAILED", "007101"));
    let mut body = json!({
        "AuthorId": a, "DebitedWalletId": from, "CreditedWalletId": to, "DebitedFunds": money(10), "Fees": money(0),
    });
    body["ScaContext"] = json!("USER_NOT_PRESENT");
    assert_eq!(site.post("/transfers", body).await.refused(), (403, "forbidden_ressource"));
}

#[tokio::test]
async fn wallets_of_enrolled_owners_need_authentication_once_in_180_days() {
    let site = Site::patient().await;
    let user = site.post("/sca/users/natural", natural()).await.id();
    let wallet = site.wallet(&user).await;
    let paths = [
        format!("/wallets/{wallet}"),
        format!("/users/{user}/wallets"),
        format!("/wallets/{wallet}/transactions"),
        format!("/users/{user}/transactions"),
    ];
    let mut link = String::new();
    for path in &paths {
        let got = site.get(path).await;
        assert_eq!((got.status, &got.body), (401, &json!("")), "{path}");
        let header = got.header("www-authenticate").to_owned();
        link = header.strip_prefix("PendingUserAction RedirectUrl=").expect(&header).to_owned();
        let got = site.get(&format!("{path}?ScaContext=USER_NOT_PRESENT")).await;
        assert_eq!(got.status, 403, "{path}");
    }
    site.visit(&link, "accept").await;
    for path in &paths {
        assert_eq!(site.get(path).await.status, 200, "{path}");
    }
    let day = 86_400;
    site.control.advance(180 * day - 1).unwrap();
    assert_eq!(site.get(&paths[0]).await.status, 200);
    site.control.advance(1).unwrap();
    assert_eq!(site.get(&paths[0]).await.status, 401);
    let payer = site.payer().await;
    let theirs = site.wallet(&payer).await;
    assert_eq!(site.get(&format!("/wallets/{theirs}")).await.status, 200, "payers are never asked");
}

#[tokio::test]
async fn transactions_are_listed_filtered_and_archived() {
    let site = Site::patient().await;
    let ((a, from), (_, to)) = (site.seller().await, site.seller().await);
    let payin = site.fund(&from, 10_000).await;
    site.control.advance(10).unwrap();
    let sent = site.transfer(&a, &from, &to, 4_000, 0).await.id();
    site.control.advance(10).unwrap();
    let failed = site.transfer(&a, &from, &to, 40_000, 0).await.id();
    let list = async |query: &str| site.get(&format!("/wallets/{from}/transactions?{query}")).await.ids();
    assert_eq!(list("").await, [&*payin, &*sent, &*failed], "oldest first");
    assert_eq!(list("Sort=CreationDate:DESC").await, [&*failed, &*sent, &*payin]);
    assert_eq!(list("Type=TRANSFER&Status=SUCCEEDED").await, [&*sent]);
    assert_eq!(list("Status=Succeeded&Status=Failed&Type=payin,transfer").await.len(), 3);
    assert_eq!(list("ResultCode=001001").await, [&*failed]);
    assert_eq!(list("Nature=REFUND").await, [] as [&str; 0]);
    assert_eq!(list(&format!("AfterDate={}&BeforeDate={}", NOW + 5, NOW + 15)).await, [&*sent]);
    assert_eq!(site.get(&format!("/users/{a}/transactions")).await.ids(), [&*sent, &*failed], "by author");
    for bad in ["Status=DONE", "Type=X", "Nature=X", "ResultCode=1", "AfterDate=x"] {
        assert_eq!(site.get(&format!("/wallets/{from}/transactions?{bad}")).await.status, 400, "{bad}");
    }
    let item = &site.get(&format!("/wallets/{from}/transactions")).await.body[1];
    assert_eq!(item.as_object().unwrap().len(), 17, "{item}");
    let got = site.get(&format!("/wallets/{from}/transactions?per_page=2")).await;
    assert_eq!((got.header("x-number-of-items"), got.header("x-number-of-pages")), ("3", "2"));
    // Thirteen months later they are gone from views and lists; balances stay.
    site.control.advance(13 * 31 * 86_400).unwrap();
    assert_eq!(site.get(&format!("/wallets/{from}/transactions")).await.ids(), [] as [&str; 0]);
    assert_eq!(site.get(&format!("/transfers/{sent}")).await.refused(), (404, "ressource_not_found"));
    assert_eq!(site.balance(&from).await, 6_000);
}

#[tokio::test]
async fn the_platform_has_wallets_of_its_own() {
    let site = Site::patient().await;
    let (_, wallet) = site.seller().await;
    assert_eq!(site.get("/clients/wallets").await.body, json!([]));
    let payer = site.payer().await;
    let card = site.card(&payer, EASY).await;
    site.pay(&payer, &card, &wallet, 1_000, 30).await;
    let all = site.get("/clients/wallets").await;
    assert_eq!(all.ids(), ["FEES_EUR"]);
    let fees = &all.body[0];
    assert_eq!((&fees["FundsType"], &fees["Balance"]), (&json!("FEES"), &money(30)));
    assert!(fees.get("Owners").is_none() && fees.get("Description").is_none());
    assert_eq!(site.get("/clients/wallets/fees/eur").await.body["Id"], "FEES_EUR");
    assert_eq!(site.get("/clients/wallets/CREDIT/EUR").await.body["Balance"], money(0));
    assert_eq!(site.get("/clients/wallets/OTHER").await.status, 400);
    assert_eq!(site.get("/clients/wallets/FEES/XYZ").await.status, 400);
    // A wire into the wallet of repudiations.
    let body = json!({ "CreditedWalletId": "CREDIT_EUR", "DeclaredDebitedFunds": money(5_000) });
    let got = site.post("/clients/payins/bankwire/direct", body).await;
    assert_eq!(
        (&got.body["AuthorId"], &got.body["CreditedUserId"]),
        (&json!("sandbox-client"), &json!("sandbox-client"))
    );
    site.control.receive_wire(&got.id()).unwrap();
    assert_eq!(site.balance("CREDIT_EUR").await, 5_000);
    assert_eq!(site.get("/clients/wallets/CREDIT/EUR/transactions").await.ids(), [got.id()]);
    let body = json!({ "CreditedWalletId": "FEES_EUR", "DeclaredDebitedFunds": money(5_000) });
    assert_eq!(site.post("/clients/payins/bankwire/direct", body).await.status, 400);
    // Fees paid out.
    let payout =
        |amount: i64| {
            site.post("/clients/payouts", json!({
            "DebitedWalletId": "FEES_EUR", "DebitedFunds": money(amount), "Fees": money(0), "BankAccountId": "own",
        }))
        };
    assert_eq!(payout(31).await.outcome(), ("FAILED", "001001"));
    let got = payout(30).await;
    assert_eq!(got.outcome(), ("CREATED", ""));
    site.control.decide_payout(&got.id(), "000000").unwrap();
    assert_eq!(site.balance("FEES_EUR").await, 0);
}

#[tokio::test]
async fn money_moves_once_under_a_key() {
    let site = Site::patient().await;
    let ((a, from), (_, to)) = (site.seller().await, site.seller().await);
    site.fund(&from, 1_000).await;
    let body = |amount: i64| {
        json!({
            "AuthorId": a, "DebitedWalletId": from, "CreditedWalletId": to, "DebitedFunds": money(amount),
            "Fees": money(0),
        })
    };
    let first = site.keyed("/transfers", KEY, body(300)).await.unwrap();
    let second = site.keyed("/transfers", KEY, body(300)).await.unwrap();
    assert_eq!((second.status, site.balance(&to).await), (409, 300));
    let kept = site.get(&format!("/responses/{KEY}")).await;
    assert_eq!((&kept.body["StatusCode"], &kept.body["Resource"]), (&json!("200"), &first.body));
    // A business refusal burns its key as well.
    let other = "7f8fad5b-d9cb-469f-a165-708677289501";
    assert_eq!(site.keyed("/transfers", other, body(9_000)).await.unwrap().outcome(), ("FAILED", "001001"));
    assert_eq!(site.keyed("/transfers", other, body(10)).await.unwrap().status, 409);
    assert_eq!(site.get(&format!("/responses/{other}")).await.body["Resource"]["Status"], "FAILED");
}

#[tokio::test]
async fn money_needs_its_scopes() {
    let site = Site::patient().await;
    let ((a, from), (_, to)) = (site.seller().await, site.seller().await);
    site.fund(&from, 1_000).await;
    for (scope, path) in [
        ("Wallet.Details", format!("/wallets/{from}")),
        ("Users.Details", format!("/users/{a}/transactions")),
        ("Client.Wallets", "/clients/wallets".to_owned()),
        ("Payins", "/mandates".to_owned()),
    ] {
        site.control.set_scopes(Scopes::all_but(scope)).unwrap();
        assert_eq!(site.get(&path).await.refused(), (403, "forbidden_ressource"), "{scope}");
        site.control.set_scopes(Scopes::All).unwrap();
        assert_eq!(site.get(&path).await.status, 200, "{scope}");
    }
    site.control.set_scopes(Scopes::all_but("Transfers")).unwrap();
    assert_eq!(site.transfer(&a, &from, &to, 10, 0).await.status, 403);
    assert_eq!(site.balance(&to).await, 0);
}

#[tokio::test]
async fn totals_of_electronic_money() {
    let site = Site::patient().await;
    let ((a, from), (b, to)) = (site.seller().await, site.seller().await);
    site.fund(&from, 3_000).await;
    site.transfer(&a, &from, &to, 1_000, 100).await;
    let got = site.get(&format!("/users/{b}/emoney")).await;
    assert_eq!((&got.body["CreditedEMoney"], &got.body["DebitedEMoney"]), (&money(900), &money(0)));
    let of =
        async |path: &str| site.get(&format!("/users/{a}/emoney{path}")).await.body["CreditedEMoney"]["Amount"].clone();
    assert_eq!((of("/2026").await, of("/2026/11").await), (json!(3_000), json!(3_000)));
    assert_eq!((of("/2025").await, of("/2026/10").await, of("?Currency=USD").await), (json!(0), json!(0), json!(0)));
    assert_eq!(site.get(&format!("/users/{a}/emoney/2026/13")).await.status, 400);
}

#[tokio::test]
async fn money_calls_are_read_strictly_when_asked() {
    let site = Site::new(Options { strict: true, ..frozen() }).await;
    let ((a, from), (_, to)) = (site.seller().await, site.seller().await);
    site.fund(&from, 1_000).await;
    let body = |member: &str, value: Value| {
        let mut body = json!({
            "AuthorId": a, "DebitedWalletId": from, "CreditedWalletId": to, "DebitedFunds": money(10),
            "Fees": money(0),
        });
        body[member] = value;
        body
    };
    assert_eq!(site.post("/transfers", body("Tag", json!("x"))).await.outcome(), PAID);
    for (member, value, field) in [
        ("Unheard", json!(1), "Unheard"),
        ("Fees", json!({ "Currency": "EUR", "Amount": "0" }), "Fees.Amount"),
        ("Fees", json!({ "Currency": "EUR", "Amount": 0, "X": 1 }), "Fees.X"),
        ("Fees", json!({ "Currency": "EUR", "Amount": -1 }), "Fees.Amount"),
        ("Fees", json!({ "Currency": "EUR" }), "Fees.Amount"),
        ("Fees", json!({ "Currency": "EUR", "Amount": 1.5 }), "Fees.Amount"),
        ("DebitedFunds", json!(10), "DebitedFunds"),
        ("DebitedFunds", Value::Null, "DebitedFunds"),
        ("AuthorId", json!("nobody"), "AuthorId"),
        ("CreditedWalletId", json!("none"), "CreditedWalletId"),
        ("ScaContext", json!("HERE"), "ScaContext"),
        ("Tag", json!("x".repeat(256)), "Tag"),
    ] {
        let got = site.post("/transfers", body(member, value)).await;
        assert_eq!((got.status, got.body["errors"][field].is_string()), (400, true), "{member}: {}", got.body);
    }
}
