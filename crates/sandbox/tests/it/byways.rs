//! Money's lesser roads: aliases, PayPal's own calls, BACS, expiries, quotes of the platform (money-operations.md §7, §11).

use serde_json::{Value, json};

use crate::{
    kit::Site,
    purse::{CHALLENGED, EASY, PAID, money, secured},
};

const DAY: i64 = 86_400;

#[tokio::test]
async fn a_banking_alias_receives_until_it_is_closed() {
    let site = Site::patient().await;
    let (_, wallet) = site.seller().await;
    let path = format!("/wallets/{wallet}/bankingaliases");
    let got = site.post(&format!("{path}/iban"), json!({ "OwnerName": "Renée Dupré" })).await;
    assert_eq!((&got.body["Type"], &got.body["Active"]), (&json!("IBAN"), &json!(true)));
    assert_eq!(site.get(&path).await.ids(), [got.id()]);
    assert!(
        site.get(&format!("/wallets/{wallet}/virtual-accounts")).await.ids().is_empty(),
        "aliases have their own list"
    );
    let paid = site.control.receive_on(&got.id(), "EUR", 500).unwrap();
    assert_eq!(site.get(&format!("/payins/{paid}")).await.outcome(), PAID);
    assert!(site.control.receive_on(&got.id(), "USD", 500).is_err(), "in the wallet's currency alone");
    let one = format!("/bankingaliases/{}", got.id());
    assert_eq!(site.put(&one, json!({ "Active": false })).await.body["Active"], false);
    assert_eq!(site.get(&one).await.body["Active"], false);
    let late = site.control.receive_on(&got.id(), "EUR", 500).unwrap();
    assert_eq!(site.get(&format!("/payins/{late}")).await.outcome(), ("FAILED", "101025"));
    assert_eq!(site.balance(&wallet).await, 500);
}

#[tokio::test]
async fn paypal_has_calls_of_its_own() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let body = json!({
        "AuthorId": user, "CreditedWalletId": wallet, "DebitedFunds": money(900), "Fees": money(0),
        "ReturnURL": "https://halleverte.example/back",
    });
    let paypal = site.post("/payins/paypal/web", body).await;
    assert_eq!((paypal.outcome(), &paypal.body["PaymentType"]), (("CREATED", ""), &json!("PAYPAL")));
    site.visit(&paypal.text("RedirectURL"), "refuse").await;
    assert_eq!(site.get(&format!("/payins/{}", paypal.id())).await.outcome(), ("FAILED", "101002"));
    let sent = json!({ "TrackingNumber": "1Z999", "Carrier": "DPD", "NotifyBuyer": true });
    let path = format!("/payins/{}/trackings", paypal.id());
    assert_eq!(site.put(&path, json!({ "Carrier": "DPD" })).await.status, 400);
    assert_eq!(site.put(&path, sent.clone()).await.status, 200);
    let card = site.card(&user, EASY).await;
    let other = site.pay(&user, &card, &wallet, 100, 0).await.id();
    assert_eq!(site.put(&format!("/payins/{other}/trackings"), sent).await.status, 404, "cards send no parcels");
    // Thirty days held by PayPal.
    let body =
        json!({ "AuthorId": user, "DebitedFunds": money(5_000), "ReturnURL": "https://halleverte.example/back" });
    let got = site.post("/deposit-preauthorizations/payment-methods/paypal", body).await;
    assert_eq!((&got.body["Status"], &got.body["PaymentType"]), (&json!("CREATED"), &json!("PAYPAL")));
    site.control.answer("preauthorizations", &got.id(), true).unwrap();
    let view = site.get(&format!("/deposit-preauthorizations/{}", got.id())).await;
    assert_eq!((view.outcome(), &view.body["PaymentStatus"]), (PAID, &json!("WAITING")));
}

#[tokio::test]
async fn what_is_known_of_payment_methods() {
    let site = Site::patient().await;
    let path = "/payment-methods/openbanking/metadata/supported-banks";
    let all = site.get(path).await.body["SupportedBanks"]["Countries"].as_array().unwrap().len();
    let one = site.get(&format!("{path}?CountryCodes=DE")).await.body["SupportedBanks"]["Countries"]
        .as_array()
        .unwrap()
        .len();
    assert!(all > 1 && one == 1);
    let got = site.post("/payment-methods/metadata", json!({ "Type": "BIN", "Bin": "497010" })).await;
    assert_eq!((got.status, &got.body["Bin"]), (200, &json!("497010")));
    let got = site.post("/payment-methods/metadata", json!({ "Type": "BIN" })).await;
    assert!(got.body["errors"]["Bin"].is_string());
}

#[tokio::test]
async fn mandates_of_pounds_and_idle_ones() {
    let site = Site::patient().await;
    let british = async |first: &str| {
        let (user, _) = site.named(first).await;
        let wallet = site.wallet_in(&user, "GBP").await;
        let account = json!({
            "OwnerName": "Renee Dupre", "SortCode": "200000", "AccountNumber": "55779911",
            "OwnerAddress": { "AddressLine1": "1 Mill Lane", "City": "Leeds", "PostalCode": "LS1", "Country": "GB" },
        });
        let account = site.post(&format!("/users/{user}/bankaccounts/gb"), account).await.id();
        let body = json!({ "BankAccountId": account, "Culture": "EN", "ReturnURL": "https://halleverte.example/m" });
        let mandate = site.post("/mandates/directdebit/web", body).await.id();
        site.control.answer("mandates", &mandate, true).unwrap();
        (user, wallet, mandate)
    };
    let (_, _, bad) = british("Invalid").await;
    let (user, wallet, good) = british("Successful").await;
    site.control.advance(2 * DAY).unwrap();
    let bad = site.get(&format!("/mandates/{bad}")).await;
    assert_eq!((&bad.body["Scheme"], &bad.body["Status"]), (&json!("BACS"), &json!("FAILED")));
    assert_eq!(bad.body["ResultCode"], "001802");
    let path = format!("/mandates/{good}");
    assert_eq!(site.get(&path).await.body["Status"], "ACTIVE");
    let pounds = json!({ "Currency": "GBP", "Amount": 900 });
    let none = json!({ "Currency": "GBP", "Amount": 0 });
    let mut body = json!({
        "AuthorId": user, "CreditedWalletId": wallet, "MandateId": good, "DebitedFunds": pounds, "Fees": none,
        "StatementDescriptor": "HALLEVERTE!",
    });
    assert!(
        site.post("/payins/directdebit/direct", body.clone()).await.body["errors"]["StatementDescriptor"].is_string()
    );
    body["StatementDescriptor"] = Value::Null;
    let payin = site.post("/payins/directdebit/direct", body).await.id();
    site.control.advance(5 * DAY).unwrap();
    assert_eq!(site.get(&format!("/payins/{payin}")).await.outcome(), PAID);
    site.control.advance(395 * DAY).unwrap();
    assert_eq!(site.get(&path).await.body["Status"], "ACTIVE", "thirteen months since it was used");
    site.control.advance(2 * DAY).unwrap();
    let got = site.get(&path).await;
    assert_eq!((&got.body["Status"], &got.body["ResultCode"]), (&json!("EXPIRED"), &json!("001835")));
    assert_eq!(site.events("MANDATE_EXPIRED").await.len(), 1);
}

#[tokio::test]
async fn a_new_card_on_a_registration_needs_its_holder() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let (first, second) = (site.card(&user, EASY).await, site.card(&user, CHALLENGED).await);
    let body = json!({
        "AuthorId": user, "CardId": first, "CreditedWalletId": wallet, "FirstTransactionDebitedFunds": money(500),
        "FirstTransactionFees": money(0), "NextTransactionDebitedFunds": money(400), "NextTransactionFees": money(0),
    });
    let id = site.post("/recurringpayinregistrations", body).await.id();
    let charge = json!({ "RecurringPayinRegistrationId": id });
    let path = format!("/recurringpayinregistrations/{id}");
    site.post("/payins/recurring/card/direct", secured(charge.clone())).await;
    assert_eq!(site.get(&path).await.body["Status"], "IN_PROGRESS");
    let got = site.put(&path, json!({ "CardId": second })).await;
    assert_eq!(got.body["Status"], "AUTHENTICATION_NEEDED");
    assert_eq!(site.post("/payins/recurring/card/direct", charge.clone()).await.status, 400);
    let asked = site.post("/payins/recurring/card/direct", secured(charge.clone())).await;
    assert_eq!(asked.outcome(), ("CREATED", ""));
    site.visit(&asked.text("SecureModeRedirectURL"), "accept").await;
    assert_eq!(site.get(&path).await.body["Status"], "IN_PROGRESS");
    assert_eq!(
        site.post("/payins/recurring/card/direct", charge).await.outcome(),
        PAID,
        "the platform may charge again"
    );
    assert_eq!(site.balance(&wallet).await, 1_300);
    let other = site.owner().await;
    let theirs = site.card(&other, EASY).await;
    assert_eq!(site.put(&path, json!({ "CardId": theirs })).await.status, 400);
}

#[tokio::test]
async fn the_platform_converts_by_quote_without_fees() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let card = site.card(&user, EASY).await;
    site.pay(&user, &card, &wallet, 10_000, 4_000).await;
    let quote = async |fees: i64| {
        let body = json!({
            "DebitedFunds": money(1_000), "CreditedFunds": { "Currency": "GBP" }, "Fees": money(fees), "Duration": 300,
        });
        site.post("/conversions/quote", body).await.id()
    };
    let take = async |id: &str| {
        let body = json!({ "QuoteId": id, "DebitedWalletType": "FEES", "CreditedWalletType": "FEES" });
        site.post("/clients/conversions/quoted-conversion", body).await
    };
    let with_fees = quote(10).await;
    assert_eq!(take(&with_fees).await.body["errors"]["QuoteId"], "No fees allowed on client quoted conversion");
    let id = quote(0).await;
    let got = take(&id).await;
    assert_eq!((got.outcome(), &got.body["DebitedWalletId"]), (PAID, &json!("FEES_EUR")));
    assert_eq!(site.get(&format!("/conversions/quote/{id}")).await.body["Status"], "EXPIRED", "a quote is used once");
    assert_eq!((site.balance("FEES_EUR").await, site.balance("FEES_GBP").await), (3_000, 879));
    assert_eq!(site.get("/clients/transactions").await.ids(), [got.id()]);
}

#[tokio::test]
async fn a_refused_holder_holds_nothing() {
    let site = Site::patient().await;
    let (user, _) = site.seller().await;
    let card = site.card(&user, CHALLENGED).await;
    let hold = || {
        let body = secured(json!({ "AuthorId": user, "CardId": card, "DebitedFunds": money(700) }));
        site.post("/preauthorizations/card/direct", body)
    };
    for (accept, outcome, payment) in [(true, PAID, "WAITING"), (false, ("FAILED", "101301"), "FAILED")] {
        let got = hold().await;
        assert_eq!((got.outcome(), &got.body["SecureModeNeeded"]), (("CREATED", ""), &json!(true)));
        site.visit(&got.text("SecureModeRedirectURL"), if accept { "accept" } else { "refuse" }).await;
        let view = site.get(&format!("/preauthorizations/{}", got.id())).await;
        assert_eq!((view.outcome(), view.text("PaymentStatus").as_str()), (outcome, payment));
    }
    let late = hold().await.id();
    site.control.advance(900).unwrap();
    assert_eq!(site.get(&format!("/preauthorizations/{late}")).await.outcome(), ("FAILED", "101304"));
}
