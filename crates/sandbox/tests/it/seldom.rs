//! Endpoints that no other story passes: second names of a call, lists from another side, what the platform owns.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    kit::{Site, answer, flat_legal},
    purse::{EASY, IBAN, PAID, money, secured},
};

#[tokio::test]
async fn a_legal_user_of_the_older_shape_is_changed_and_closed() {
    let site = Site::patient().await;
    let id = site.post("/users/legal", flat_legal("BUSINESS")).await.id();
    let path = format!("/users/legal/{id}");
    let got = site.put(&path, json!({ "Name": "Atelier Sœurs", "LegalRepresentativeLastName": "Martin" })).await;
    assert_eq!((&got.body["Name"], got.status), (&json!("Atelier Sœurs"), 200));
    let view = site.get(&path).await.body;
    assert_eq!((&view["Name"], &view["LegalRepresentativeLastName"]), (&json!("Atelier Sœurs"), &json!("Martin")));
    let close = |path: String| site.request(Method::DELETE, &path);
    let natural = site.owner().await;
    assert_eq!(answer(close(format!("/users/legal/{natural}"))).await.unwrap().status, 404, "not of this kind");
    assert_eq!(answer(close(path.clone())).await.unwrap().status, 204);
    assert_eq!(site.get(&path).await.body["UserStatus"], "CLOSED");
    let view = site.get(&format!("/sca/users/natural/{natural}")).await;
    assert_eq!((&view.body["Id"], &view.body["PendingUserAction"]), (&json!(natural), &Value::Null));
    assert_eq!(site.get(&format!("/sca/users/natural/{id}")).await.status, 404);
}

#[tokio::test]
async fn held_money_is_found_by_card_and_user_and_let_go() {
    let site = Site::patient().await;
    let user = site.owner().await;
    let card = site.card(&user, EASY).await;
    let hold = secured(json!({ "AuthorId": user, "CardId": card, "DebitedFunds": money(1_000) }));
    let short = site.post("/preauthorizations/card/direct", hold.clone()).await.id();
    assert_eq!(site.get(&format!("/cards/{card}/preauthorizations")).await.ids(), [short]);
    let cancel = json!({ "PaymentStatus": "CANCELED" });
    let mut long = Vec::new();
    for name in ["deposit", "extended"] {
        let id = site.post(&format!("/{name}-preauthorizations/card/direct"), hold.clone()).await.id();
        let got = site.put(&format!("/{name}-preauthorizations/{id}"), cancel.clone()).await;
        assert_eq!(got.body["PaymentStatus"], "CANCELED");
        long.push(id);
    }
    for name in ["deposit", "extended"] {
        for of in [format!("users/{user}"), format!("cards/{card}")] {
            let path = format!("/{of}/{name}-preauthorizations?PaymentStatus=CANCELED");
            assert_eq!(site.get(&path).await.ids(), long, "{path}: one thing under two names");
            let path = format!("/{of}/{name}-preauthorizations?PaymentStatus=WAITING");
            assert_eq!(site.get(&path).await.ids(), [""; 0]);
        }
    }
    let body = json!({ "AuthorId": user, "DebitedFunds": money(500), "ReturnURL": "https://halleverte.example/back" });
    let paypal = site.post("/extended-preauthorizations/payment-methods/paypal", body).await;
    assert_eq!((paypal.outcome(), &paypal.body["PaymentType"]), (("CREATED", ""), &json!("PAYPAL")));
}

#[tokio::test]
async fn what_was_extended_is_captured_by_its_own_name() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let card = site.card(&user, EASY).await;
    let hold = secured(json!({ "AuthorId": user, "CardId": card, "DebitedFunds": money(1_000) }));
    for path in ["extended-preauthorized/direct/full-capture", "deposit-preauthorized/direct/capture-with-complement"] {
        let id = site.post("/extended-preauthorizations/card/direct", hold.clone()).await.id();
        let body = json!({
            "AuthorId": user, "CreditedWalletId": wallet, "DepositId": id, "DebitedFunds": money(400), "Fees": money(0),
        });
        assert_eq!(site.post(&format!("/payins/{path}"), body).await.outcome(), PAID, "{path}");
    }
    assert_eq!(site.balance(&wallet).await, 800);
}

#[tokio::test]
async fn mandates_are_listed_for_users_and_recipients() {
    let site = Site::patient().await;
    let user = site.verified().await;
    let by_account = site.mandate(&user).await.id();
    let payee = site.payee(&user, IBAN).await;
    let body = json!({ "RecipientId": payee, "Culture": "FR", "ReturnURL": "https://halleverte.example/m" });
    let by_recipient = site.post("/mandates/directdebit/web", body).await.id();
    assert_eq!(site.get(&format!("/users/{user}/mandates")).await.ids(), [by_account, by_recipient.clone()]);
    assert_eq!(site.get(&format!("/users/{user}/recipients/{payee}/mandates")).await.ids(), [by_recipient]);
    let other = site.owner().await;
    assert_eq!(site.get(&format!("/users/{other}/mandates")).await.ids(), [""; 0]);
}

#[tokio::test]
async fn a_registration_and_a_payees_movements_are_looked_up() {
    let site = Site::patient().await;
    let user = site.verified().await;
    let made = site.post("/cardregistrations", json!({ "UserId": user, "Currency": "EUR" })).await;
    let view = site.get(&format!("/cardregistrations/{}", made.id())).await;
    assert_eq!((&view.body["Status"], &view.body["UserId"]), (&json!("CREATED"), &json!(user)));
    let wallet = site.wallet(&user).await;
    site.fund(&wallet, 1_000).await;
    let payee = site.payee(&user, IBAN).await;
    let path = format!("/recipients/{payee}/transactions");
    assert_eq!(site.get(&path).await.ids(), [""; 0]);
    let out = site.payout(&user, &wallet, &payee, 400, None).await.id();
    assert_eq!(site.get(&path).await.ids(), [out]);
}

#[tokio::test]
async fn movements_are_looked_at_again() {
    let site = Site::patient().await;
    let ((user, wallet), (_, seller)) = (site.seller().await, site.seller().await);
    site.fund(&wallet, 1_000).await;
    let sent = site.transfer(&user, &wallet, &seller, 500, 0).await.id();
    let path = format!("/transfers/{sent}/refunds");
    assert_eq!(site.get(&path).await.ids(), [""; 0]);
    let back = site.post(&path, json!({ "AuthorId": user })).await.id();
    assert_eq!(site.get(&path).await.ids(), [back]);
    let dollars = site.wallet_in(&user, "USD").await;
    let body = json!({
        "AuthorId": user, "DebitedWalletId": wallet, "CreditedWalletId": dollars, "DebitedFunds": money(100),
        "CreditedFunds": { "Currency": "USD" },
    });
    let made = site.post("/conversions/instant-conversion", body).await;
    let view = site.get(&format!("/conversions/{}", made.id())).await;
    assert_eq!((view.outcome(), &view.body["CreditedFunds"]), (PAID, &made.body["CreditedFunds"]));
    let path = format!("/wallets/{wallet}/virtual-accounts");
    let opened = site.post(&path, json!({ "Country": "FR", "VirtualAccountPurpose": "COLLECTION" })).await;
    let view = site.get(&format!("{path}/{}", opened.id())).await;
    assert_eq!((&view.body["WalletId"], &view.body["Country"]), (&json!(wallet), &json!("FR")));
    assert_eq!(site.get(&format!("/wallets/{seller}/virtual-accounts/{}", opened.id())).await.status, 404);
}

#[tokio::test]
async fn the_platform_pays_its_fees_to_an_account_of_its_own() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let card = site.card(&user, EASY).await;
    assert_eq!(site.pay(&user, &card, &wallet, 5_000, 1_000).await.outcome(), PAID);
    assert_eq!(site.get("/clients/wallets/fees").await.ids(), ["FEES_EUR"]);
    let account = json!({
        "OwnerName": "Halle Verte", "IBAN": IBAN, "BIC": "BNPAFRPP",
        "OwnerAddress": { "AddressLine1": "1 rue", "City": "Nantes", "PostalCode": "44000", "Country": "FR" },
    });
    let path = "/clients/bankaccounts/iban";
    let account = site.post(path, account).await;
    assert_eq!((&account.body["Type"], &account.body["UserId"]), (&json!("IBAN"), &json!("sandbox-client")));
    let got = site.post(path, json!({ "OwnerName": "Halle Verte", "IBAN": "FR76" })).await;
    assert!(got.body["errors"]["IBAN"].is_string() && got.body["errors"]["OwnerAddress"].is_string(), "{}", got.body);
    // Without fees and without naming the wallet, as the sheet tells it; with both, as SDKs can.
    let plain = json!({ "BankAccountId": account.id(), "DebitedFunds": money(400), "BankWireRef": "fees" });
    let mut whole = plain.clone();
    whole["DebitedWalletId"] = json!("FEES_EUR");
    whole["Fees"] = money(0);
    for body in [plain.clone(), whole] {
        let out = site.post("/clients/payouts", body).await;
        assert_eq!((&out.body["DebitedWalletId"], &out.body["Fees"]), (&json!("FEES_EUR"), &money(0)));
        site.control.decide_payout(&out.id(), "000000").unwrap();
    }
    assert_eq!(site.balance("FEES_EUR").await, 200);
    assert_eq!(site.post("/clients/payouts", plain.clone()).await.outcome(), ("FAILED", "001001"));
    let mut wrong = plain;
    wrong["DebitedWalletId"] = json!("CREDIT_EUR");
    assert!(site.post("/clients/payouts", wrong).await.body["errors"]["DebitedWalletId"].is_string());
}

/// Ways to pay that a shop's page begins, under their older and newer names.
#[tokio::test]
async fn a_shop_has_further_ways_to_take_money() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let card = site.card(&user, EASY).await;
    let page = json!({ "ReturnURL": "https://x.example/" });
    let phone = secured(json!({ "PaymentData": "{}" }));
    let debit = json!({ "ReturnURL": "https://x.example/", "DirectDebitType": "SOFORT", "Culture": "DE" });
    let direct = secured(json!({ "CardId": card }));
    for (path, more, payment) in [
        ("payins/applepay/direct", json!({ "PaymentData": {} }), "APPLEPAY"),
        ("payins/googlepay/direct", phone.clone(), "GOOGLE_PAY"),
        ("payins/directdebit/web", debit, "DIRECT_DEBIT"),
        ("acquiring/payins/card/direct", direct, "CARD"),
        ("acquiring/payins/payment-methods/ideal", page.clone(), "IDEAL"),
        ("acquiring/payins/payment-methods/paypal", page, "PAYPAL"),
        ("acquiring/payins/payment-methods/applepay", json!({ "PaymentData": {} }), "APPLEPAY"),
        ("acquiring/payins/payment-methods/googlepay", phone, "GOOGLE_PAY"),
    ] {
        let mut body = more;
        for (name, value) in [("AuthorId", json!(user)), ("CreditedWalletId", json!(wallet))] {
            body[name] = value;
        }
        (body["DebitedFunds"], body["Fees"]) = (money(300), money(0));
        let got = site.post(&format!("/{path}"), body).await;
        assert_eq!((got.status, &got.body["PaymentType"]), (200, &json!(payment)), "{path}: {}", got.body);
        let view = site.get(&format!("/payins/{}", got.id())).await;
        assert_eq!(view.outcome(), got.outcome(), "{path}");
    }
    let paid = site.pay(&user, &card, &wallet, 700, 0).await.id();
    let back = site.post(&format!("/acquiring/payins/{paid}/refunds"), json!({ "AuthorId": user })).await;
    assert_eq!((back.outcome(), &back.body["InitialTransactionId"]), (PAID, &json!(paid)));
    let asked = site.post(&format!("/acquiring/cards/{card}/validation"), secured(json!({ "AuthorId": user }))).await;
    assert_eq!((asked.outcome(), &asked.body["Validity"]), (PAID, &json!("VALID")));
    let path = "/payins/payment-methods/paypal/data-collection";
    let kept = site.post(path, json!({ "sender_account_id": "1" })).await.text("dataCollectionId");
    assert_eq!(site.get(&format!("{path}/{kept}")).await.body["sender_account_id"], "1");
}
