//! Pay-ins of every method, cards and what is held on them (money-operations.md §7; users-verification.md §8).

use serde_json::{Value, json};

use crate::{
    kit::{NOW, Site},
    purse::{CHALLENGED, EASY, PAID, money, secured},
};

const DAY: i64 = 86_400;

#[tokio::test]
async fn a_card_is_registered_without_its_number_being_kept() {
    let site = Site::patient().await;
    let user = site.payer().await;
    let got = site.post("/cardregistrations", json!({ "UserId": user, "Currency": "EUR" })).await;
    assert_eq!((&got.body["Status"], &got.body["CardType"]), (&json!("CREATED"), &json!("CB_VISA_MASTERCARD")));
    for (number, expiry, cvx, code) in
        [("4970107111111118", "1230", "123", "105202"), (EASY, "1330", "123", "105203"), (EASY, "1230", "12", "105204")]
    {
        assert_eq!(site.tokenise(&got, number, expiry, cvx).await, format!("errorCode={code}"));
    }
    let data = site.tokenise(&got, EASY, "1230", "123").await;
    let path = format!("/cardregistrations/{}", got.id());
    let done = site.put(&path, json!({ "RegistrationData": data })).await;
    assert_eq!((&done.body["Status"], &done.body["ResultCode"]), (&json!("VALIDATED"), &json!("000000")));
    let card = site.get(&format!("/cards/{}", done.text("CardId"))).await;
    assert_eq!((&card.body["Alias"], &card.body["ExpirationDate"]), (&json!("497010XXXXXX1119"), &json!("1230")));
    assert_eq!((&card.body["Validity"], &card.body["Active"]), (&json!("UNKNOWN"), &json!(true)));
    let everything = site.control.dump().to_string() + &card.body.to_string();
    assert!(!everything.contains(EASY), "no card number is kept");
    let again = site.put(&path, json!({ "RegistrationData": data })).await;
    assert_eq!(again.status, 400, "a registration is used once");
    let other = site.post("/cardregistrations", json!({ "UserId": user, "Currency": "EUR" })).await;
    let done =
        site.put(&format!("/cardregistrations/{}", other.id()), json!({ "RegistrationData": "data=forged" })).await;
    assert_eq!((&done.body["Status"], &done.body["ResultCode"]), (&json!("ERROR"), &json!("105206")));
    assert_eq!(site.get(&format!("/users/{user}/cards?Active=true")).await.ids(), [card.id()]);
    let print = card.text("Fingerprint");
    assert_eq!(site.get(&format!("/cards/fingerprints/{print}")).await.ids(), [card.id()]);
    let path = format!("/cards/{}", card.id());
    assert_eq!(site.put(&path, json!({ "CardHolderName": "R Dupre" })).await.body["CardHolderName"], "R Dupre");
    assert_eq!(site.put(&path, json!({ "CardHolderName": "X Y" })).await.status, 400, "only once");
    assert_eq!(site.put(&path, json!({ "Active": false })).await.body["Active"], false);
    assert_eq!(site.put(&path, json!({ "Active": true })).await.status, 400);
}

#[tokio::test]
async fn banks_answer_by_amount_and_card() {
    let site = Site::patient().await;
    let ((user, wallet), (other, _)) = (site.seller().await, site.seller().await);
    let card = site.card(&user, EASY).await;
    // The sheet itself says which amounts are refused, and how.
    let sheet = include_str!("../../../../docs/api/money-operations.md");
    let levers = sheet.split("legacy card test amounts: ").nth(1).unwrap().split('(').next().unwrap();
    let refused: Vec<(i64, &str)> = levers
        .split(',')
        .map(|lever| {
            let lever = lever.trim();
            let amount = lever.split(' ').next().unwrap().replace('.', "").parse().unwrap();
            (amount, lever.rsplit(' ').next().unwrap())
        })
        .collect();
    assert_eq!(refused.len(), 17);
    for (amount, code) in refused {
        let got = site.pay(&user, &card, &wallet, amount, 0).await;
        assert_eq!(got.outcome(), ("FAILED", code), "{amount}");
        assert_ne!(got.body["ResultMessage"], "Generic operation error", "{code} has words");
    }
    assert_eq!(site.balance(&wallet).await, 0);
    let got = site.pay(&user, &card, &wallet, 5_000, 250).await;
    assert_eq!(got.outcome(), PAID);
    assert_eq!((&got.body["CreditedFunds"], &got.body["CardId"]), (&money(4_750), &json!(card)));
    assert_eq!((&got.body["PaymentType"], &got.body["ExecutionType"]), (&json!("CARD"), &json!("DIRECT")));
    assert_eq!((&got.body["CreditedUserId"], &got.body["SecureModeNeeded"]), (&json!(user), &json!(false)));
    assert_eq!(site.get(&format!("/cards/{card}")).await.body["Validity"], "VALID");
    assert_eq!(site.pay(&other, &card, &wallet, 10, 0).await.outcome(), ("FAILED", "001023"));
    let all = site.get(&format!("/cards/{card}/transactions?per_page=100")).await;
    assert_eq!(all.body.as_array().unwrap().len(), 19);
    let print = site.get(&format!("/cards/{card}")).await.text("Fingerprint");
    let some = site.get(&format!("/cards/fingerprints/{print}/transactions?Status=SUCCEEDED")).await;
    assert_eq!(some.ids(), [got.id()]);
    site.put(&format!("/cards/{card}"), json!({ "Active": false })).await;
    assert_eq!(site.pay(&user, &card, &wallet, 10, 0).await.outcome(), ("FAILED", "101410"));
    let unused = site.card(&user, EASY).await;
    site.control.advance(DAY).unwrap();
    assert_eq!(site.get(&format!("/cards/{unused}")).await.body["Validity"], "INVALID", "unused for a day");
    assert_eq!(site.pay(&user, &unused, &wallet, 10, 0).await.outcome(), ("FAILED", "101106"));
    let body = json!({
        "AuthorId": user, "CreditedWalletId": wallet, "CardId": card, "DebitedFunds": money(1), "Fees": money(0),
    });
    let got = site.post("/payins/card/direct", body).await;
    for field in ["SecureModeReturnURL", "BrowserInfo", "IpAddress"] {
        assert!(got.body["errors"][field].is_string(), "{}", got.body);
    }
}

#[tokio::test]
async fn money_can_be_kept_from_unproven_owners() {
    let site = Site::patient().await;
    let ((light, wallet), proven) = (site.seller().await, site.verified().await);
    let (theirs, payer) = (site.wallet(&proven).await, site.payer().await);
    let card = site.card(&payer, EASY).await;
    assert_eq!(site.pay(&payer, &card, &wallet, 1_000, 0).await.outcome(), PAID, "off unless switched on");
    site.control.set_features(&json!({ "verified_owners": true })).unwrap();
    assert_eq!(site.pay(&payer, &card, &wallet, 1_000, 0).await.outcome(), ("FAILED", "002997"));
    assert_eq!(site.pay(&payer, &card, &theirs, 1_000, 0).await.outcome(), PAID);
    assert_eq!(site.transfer(&light, &wallet, &theirs, 100, 0).await.outcome(), ("FAILED", "002997"));
    // Who the money is for counts, if it is said.
    let mut own = secured(json!({
        "AuthorId": payer, "CreditedWalletId": theirs, "CardId": card, "DebitedFunds": money(10), "Fees": money(0),
        "FlowDescriptor": { "FlowId": "f1", "Beneficiaries": [{ "UserId": light }] },
    }));
    assert_eq!(site.post("/payins/card/direct", own.clone()).await.outcome(), ("FAILED", "002997"));
    own["FlowDescriptor"]["Beneficiaries"][0]["UserId"] = json!("nobody");
    let got = site.post("/payins/card/direct", own).await;
    assert!(got.body["errors"]["FlowDescriptor.Beneficiaries"].is_string(), "{}", got.body);
}

#[tokio::test]
async fn a_challenged_card_waits_for_its_holder() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let card = site.card(&user, CHALLENGED).await;
    let pay = async || {
        let got = site.pay(&user, &card, &wallet, 700, 0).await;
        assert_eq!((got.outcome(), &got.body["SecureModeNeeded"]), (("CREATED", ""), &json!(true)));
        (got.id(), got.text("SecureModeRedirectURL"))
    };
    let became = async |id: &str| {
        let got = site.get(&format!("/payins/{id}")).await;
        (got.text("Status"), got.text("ResultCode"))
    };
    let (id, link) = pay().await;
    let went = site.visit(&link, "accept").await;
    let back = format!("https://halleverte.example/back?transactionId={id}");
    assert_eq!((went.status, went.header("location")), (303, back.as_str()));
    assert_eq!(became(&id).await, ("SUCCEEDED".into(), "000000".into()));
    let (id, link) = pay().await;
    site.visit(&link, "refuse").await;
    assert_eq!(became(&id).await, ("FAILED".into(), "101301".into()));
    let (id, _) = pay().await;
    site.control.advance(900).unwrap();
    assert_eq!(became(&id).await, ("FAILED".into(), "101304".into()));
    assert_eq!(site.balance(&wallet).await, 700);
    // A validation proves a card without a payment.
    let fresh = site.card(&user, CHALLENGED).await;
    let got = site.post(&format!("/cards/{fresh}/validation"), secured(json!({ "AuthorId": user }))).await;
    assert_eq!((got.outcome(), &got.body["Validity"]), (("CREATED", ""), &json!("UNKNOWN")));
    site.visit(&got.text("SecureModeRedirectURL"), "accept").await;
    let got = site.get(&format!("/cards/{fresh}/validation/{}", got.id())).await;
    assert_eq!((got.outcome(), &got.body["Validity"]), (PAID, &json!("VALID")));
    assert_eq!(site.events("CARD_VALIDATION_SUCCEEDED").await.len(), 1);
}

#[tokio::test]
async fn web_payments_end_on_their_page() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let body = json!({
        "AuthorId": user, "CreditedWalletId": wallet, "DebitedFunds": money(900), "Fees": money(10),
        "ReturnURL": "https://halleverte.example/back", "CardType": "CB_VISA_MASTERCARD", "Culture": "FR",
    });
    let pay = async || {
        let got = site.post("/payins/card/web", body.clone()).await;
        assert_eq!(got.outcome(), ("CREATED", ""));
        got
    };
    let got = pay().await;
    assert_eq!(site.get(&format!("/payins/card/web/{}/extended", got.id())).await.status, 404, "not paid yet");
    site.visit(&got.text("RedirectURL"), "accept").await;
    assert_eq!(site.balance(&wallet).await, 890);
    let card = site.get(&format!("/payins/card/web/{}/extended", got.id())).await;
    assert_eq!((&card.body["PaymentType"], &card.body["Country"]), (&json!("CARD"), &json!("FRA")));
    let got = pay().await;
    site.visit(&got.text("RedirectURL"), "refuse").await;
    assert_eq!(site.get(&format!("/payins/{}", got.id())).await.outcome(), ("FAILED", "001031"));
    let got = pay().await;
    site.control.advance(900).unwrap();
    assert_eq!(site.get(&format!("/payins/{}", got.id())).await.outcome(), ("FAILED", "001034"));
    for (member, value) in [("ReturnURL", Value::Null), ("CardType", json!("GOLD")), ("Culture", json!("XX"))] {
        let mut bad = body.clone();
        bad[member] = value;
        assert!(site.post("/payins/card/web", bad).await.body["errors"][member].is_string(), "{member}");
    }
}

#[tokio::test]
async fn every_other_method_is_paid_and_listed() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let mut total = 0;
    for (method, payment, extra, waits) in [
        ("paypal", "PAYPAL", json!({ "ReturnURL": "https://x.example/" }), true),
        ("bancontact", "BCMC", json!({ "ReturnURL": "https://x.example/" }), true),
        ("ideal", "IDEAL", json!({ "ReturnURL": "https://x.example/" }), true),
        (
            "klarna",
            "KLARNA",
            json!({ "ReturnURL": "https://x.example/", "LineItems": [], "Country": "FR", "Billing": {} }),
            true,
        ),
        ("mbway", "MBWAY", json!({ "Phone": "351#269458236" }), true),
        ("multibanco", "MULTIBANCO", json!({ "ReturnURL": "https://x.example/" }), true),
        ("satispay", "SATISPAY", json!({ "ReturnURL": "https://x.example/", "Country": "IT" }), true),
        ("blik", "BLIK", json!({ "ReturnURL": "https://x.example/" }), true),
        ("bizum", "BIZUM", json!({ "Phone": "+34700000000" }), true),
        ("swish", "SWISH", json!({ "ReturnURL": "https://x.example/" }), true),
        ("twint", "TWINT", json!({ "ReturnURL": "https://x.example/" }), true),
        ("openbanking", "PAY_BY_BANK", json!({ "ReturnURL": "https://x.example/", "Country": "DE" }), true),
        ("googlepay", "GOOGLE_PAY", secured(json!({ "PaymentData": "{}" })), false),
        ("applepay", "APPLEPAY", json!({ "PaymentData": { "TransactionId": "1" } }), false),
    ] {
        let mut body = extra;
        for (name, value) in [
            ("AuthorId", json!(user)),
            ("CreditedWalletId", json!(wallet)),
            ("DebitedFunds", money(300)),
            ("Fees", money(0)),
        ] {
            body[name] = value;
        }
        let path = format!("/payins/payment-methods/{method}");
        let got = site.post(&path, body).await;
        assert_eq!((got.status, &got.body["PaymentType"]), (200, &json!(payment)), "{method}: {}", got.body);
        assert!(got.body.get("PaymentData").is_none(), "what a wallet of a phone sends is not told again");
        if waits {
            assert_eq!(got.outcome(), ("CREATED", ""), "{method}");
            site.control.answer("payins", &got.id(), true).unwrap();
        }
        total += 300;
        assert_eq!(
            (site.get(&format!("/payins/{}", got.id())).await.outcome(), site.balance(&wallet).await),
            (PAID, total)
        );
    }
    let got = site.post("/payins/payment-methods/ideal", json!({ "AuthorId": user })).await;
    for field in ["CreditedWalletId", "DebitedFunds", "Fees", "ReturnURL"] {
        assert!(got.body["errors"][field].is_string(), "{field}");
    }
    assert_eq!(site.post("/payins/payment-methods/barter", json!({})).await.status, 404);
}

#[tokio::test]
async fn a_bank_wire_is_announced_and_then_comes_or_not() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let announce = async || {
        let body = json!({
            "AuthorId": user, "CreditedWalletId": wallet, "DeclaredDebitedFunds": money(8_000), "DeclaredFees": money(80),
        });
        site.post("/payins/bankwire/direct", body).await
    };
    let got = announce().await;
    assert_eq!(got.outcome(), ("CREATED", ""));
    assert_eq!(got.body["DebitedFunds"], json!({ "Currency": "XXX", "Amount": 0 }));
    assert_eq!((&got.body["DeclaredFees"], &got.body["TransactionDetails"]), (&money(80), &json!([])));
    assert!(got.text("WireReference").starts_with("MGP") && got.body["BankAccount"]["IBAN"].is_string());
    site.control.receive_wire(&got.id()).unwrap();
    assert!(site.control.receive_wire(&got.id()).is_err(), "it comes once");
    let view = site.get(&format!("/payins/{}", got.id())).await;
    assert_eq!((view.outcome(), &view.body["CreditedFunds"], &view.body["Fees"]), (PAID, &money(7_920), &money(80)));
    assert_eq!((site.balance(&wallet).await, site.balance("FEES_EUR").await), (7_920, 80));
    assert_eq!(
        site.post(&format!("/payins/{}/refunds", got.id()), json!({ "AuthorId": user })).await.outcome(),
        ("FAILED", "001404")
    );
    let late = announce().await;
    site.control.advance(30 * DAY).unwrap();
    assert_eq!(site.get(&format!("/payins/{}", late.id())).await.outcome(), ("FAILED", "101109"));
}

#[tokio::test]
async fn money_on_a_virtual_account_is_a_pay_in_nobody_asked_for() {
    let site = Site::patient().await;
    let user = site.verified().await;
    let wallet = site.wallet(&user).await;
    let path = format!("/wallets/{wallet}/virtual-accounts");
    let body = json!({ "Country": "FR", "VirtualAccountPurpose": "USER_OWNED" });
    let got = site.post(&path, body.clone()).await;
    assert_eq!((&got.body["Status"], &got.body["AccountOwner"]), (&json!("ACTIVE"), &json!("Renée Dupré")));
    let payin = site.control.receive_on(&got.id(), "EUR", 4_200).unwrap();
    let view = site.get(&format!("/payins/{payin}")).await;
    assert_eq!((view.outcome(), &view.body["ExecutionType"]), (PAID, &json!("EXTERNAL_INSTRUCTION")));
    assert_eq!((&view.body["BankingAliasId"], site.balance(&wallet).await), (&json!(got.id()), 4_200));
    assert_eq!(site.put(&format!("{path}/{}", got.id()), json!({})).await.body["Status"], "CLOSED");
    let payin = site.control.receive_on(&got.id(), "EUR", 10).unwrap();
    assert_eq!(site.get(&format!("/payins/{payin}")).await.outcome(), ("FAILED", "101025"));
    assert_eq!(site.post(&path, json!({ "Country": "GB", "VirtualAccountPurpose": "COLLECTION" })).await.status, 400);
    let (_, unproven) = site.seller().await;
    let got = site.post(&format!("/wallets/{unproven}/virtual-accounts"), body).await;
    assert_eq!((&got.body["Status"], &got.body["ResultCode"]), (&json!("FAILED"), &json!("002981")));
    assert!(site.get("/virtual-accounts/availability").await.body["Collection"][0]["Currencies"].is_array());
}

#[tokio::test]
async fn a_preauthorization_is_captured_in_parts() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let card = site.card(&user, EASY).await;
    let hold = json!({ "AuthorId": user, "CardId": card, "DebitedFunds": money(1_000) });
    let got = site.post("/preauthorizations/card/direct", secured(hold.clone())).await;
    assert_eq!((got.outcome(), &got.body["PaymentStatus"]), (PAID, &json!("WAITING")));
    assert_eq!((&got.body["RemainingFunds"], &got.body["ExpirationDate"]), (&money(1_000), &json!(NOW + 7 * DAY)));
    let id = got.id();
    let capture = async |amount: i64| {
        let body = json!({
            "AuthorId": user, "CreditedWalletId": wallet, "PreauthorizationId": id, "DebitedFunds": money(amount),
            "Fees": money(0),
        });
        site.post("/payins/preauthorized/direct", body).await
    };
    assert_eq!(capture(1_001).await.outcome(), ("FAILED", "001505"));
    assert_eq!(capture(400).await.outcome(), PAID);
    assert_eq!(capture(400).await.status, 400, "the same again needs a key of its own");
    let view = site.get(&format!("/preauthorizations/{id}")).await;
    assert_eq!((&view.body["RemainingFunds"], &view.body["PaymentStatus"]), (&money(600), &json!("WAITING")));
    let cancel = json!({ "PaymentStatus": "CANCELED" });
    let got = site.put(&format!("/preauthorizations/{id}"), cancel.clone()).await;
    assert_eq!(got.refused(), (400, "preauthorization_payment_status_can_not_be_canceled"));
    assert_eq!(capture(600).await.outcome(), PAID);
    assert_eq!(site.get(&format!("/preauthorizations/{id}")).await.body["PaymentStatus"], "VALIDATED");
    assert_eq!(site.balance(&wallet).await, 1_000);
    assert_eq!(site.get(&format!("/preauthorizations/{id}/transactions?Status=SUCCEEDED")).await.ids().len(), 2);
    let second = site.post("/preauthorizations/card/direct", secured(hold.clone())).await.id();
    let path = format!("/preauthorizations/{second}");
    assert_eq!(site.put(&path, json!({ "PaymentStatus": "VALIDATED" })).await.refused(), (400, "invalid_action"));
    assert_eq!(site.put(&path, cancel).await.body["PaymentStatus"], "CANCELED");
    let third = site.post("/preauthorizations/card/direct", secured(hold)).await.id();
    let all = site.get(&format!("/users/{user}/preauthorizations?PaymentStatus=WAITING,CANCELED")).await;
    assert_eq!(all.ids(), [second, third.clone()]);
    site.control.advance(7 * DAY).unwrap();
    assert_eq!(site.get(&format!("/preauthorizations/{third}")).await.body["PaymentStatus"], "EXPIRED");
    let kinds = ["CREATED", "SUCCEEDED", "PAYMENT_WAITING", "PAYMENT_VALIDATED", "PAYMENT_CANCELED", "PAYMENT_EXPIRED"];
    for (kind, count) in kinds.into_iter().zip([3, 3, 3, 1, 1, 1]) {
        assert_eq!(site.events(&format!("PREAUTHORIZATION_{kind}")).await.len(), count, "{kind}");
    }
}

#[tokio::test]
async fn a_deposit_holds_for_thirty_days_under_both_names() {
    let site = Site::patient().await;
    let ((user, wallet), (_, other)) = (site.seller().await, site.seller().await);
    let card = site.card(&user, EASY).await;
    for name in ["deposit", "extended"] {
        let body = secured(json!({ "AuthorId": user, "CardId": card, "DebitedFunds": money(2_000) }));
        let got = site.post(&format!("/{name}-preauthorizations/card/direct"), body).await;
        assert_eq!((got.outcome(), &got.body["ExpirationDate"]), (PAID, &json!(NOW + 30 * DAY)));
        let id = got.id();
        let capture = |wallet: &str| {
            let body = json!({
                "AuthorId": user, "CreditedWalletId": wallet, "DepositId": id, "DebitedFunds": money(1_500),
                "Fees": money(0),
            });
            site.post("/payins/deposit-preauthorized/direct/full-capture", body)
        };
        assert!(capture(&other).await.body["errors"]["CreditedWalletId"].is_string(), "the author's wallet alone");
        let payin = capture(&wallet).await;
        assert_eq!((payin.outcome(), &payin.body["DepositId"]), (PAID, &json!(id)));
        let view = site.get(&format!("/{name}-preauthorizations/{id}")).await;
        assert_eq!(view.body["PaymentStatus"], "VALIDATED");
        assert_eq!(view.body["PayinsLinked"]["PayinCaptureId"], json!(payin.id()));
        assert_eq!(site.get(&format!("/{name}-preauthorizations/{id}/transactions")).await.ids(), [payin.id()]);
    }
    assert_eq!(
        site.get(&format!("/cards/{card}/deposit-preauthorizations?PaymentStatus=VALIDATED")).await.ids().len(),
        2
    );
}

#[tokio::test]
async fn a_registration_is_charged_by_the_holder_and_then_by_the_platform() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let card = site.card(&user, EASY).await;
    let got = site
        .post("/recurringpayinregistrations", json!({
            "AuthorId": user, "CardId": card, "CreditedWalletId": wallet, "FirstTransactionDebitedFunds": money(1_000),
            "FirstTransactionFees": money(10), "NextTransactionDebitedFunds": money(500), "NextTransactionFees": money(5),
        }))
        .await;
    assert_eq!(got.body["Status"], "CREATED");
    let id = got.id();
    let plain = json!({ "RecurringPayinRegistrationId": id });
    let charge = async |body: Value| site.post("/payins/recurring/card/direct", body).await;
    assert_eq!(charge(plain.clone()).await.status, 400, "the holder comes first");
    let first = charge(secured(plain.clone())).await;
    assert_eq!((first.outcome(), &first.body["DebitedFunds"]), (PAID, &money(1_000)));
    let next = charge(plain.clone()).await;
    assert_eq!((next.outcome(), &next.body["DebitedFunds"]), (PAID, &money(500)));
    let view = site.get(&format!("/recurringpayinregistrations/{id}")).await;
    assert_eq!((&view.body["Status"], &view.body["CurrentState"]["PayinsLinked"]), (&json!("IN_PROGRESS"), &json!(2)));
    assert_eq!(view.body["CurrentState"]["CumulatedDebitedAmount"], money(1_500));
    assert_eq!(view.body["CurrentState"]["LastPayinId"], json!(next.id()));
    assert_eq!(site.balance(&wallet).await, 1_485);
    let ended = site.put(&format!("/recurringpayinregistrations/{id}"), json!({ "Status": "ENDED" })).await;
    assert_eq!(ended.body["Status"], "ENDED");
    assert_eq!(charge(plain).await.status, 400);
    for kind in ["CREATED", "IN_PROGRESS", "ENDED"] {
        assert_eq!(site.events(&format!("RECURRING_REGISTRATION_{kind}")).await.len(), 1, "{kind}");
    }
}
