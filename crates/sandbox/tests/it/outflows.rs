//! Payouts, refunds, direct debits and conversions (money-operations.md §7.5, §9 to §11).

use serde_json::{Value, json};

use crate::{
    kit::Site,
    purse::{EASY, IBAN, PAID, SLOW, money},
};

const DAY: i64 = 86_400;

/// A verified owner with money and somebody to pay.
async fn ready(site: &Site, amount: i64) -> (String, String, String) {
    let user = site.verified().await;
    let wallet = site.wallet(&user).await;
    site.fund(&wallet, amount).await;
    let payee = site.payee(&user, IBAN).await;
    (user, wallet, payee)
}

async fn payout_of(site: &Site, id: &str) -> crate::kit::Got {
    site.get(&format!("/payouts/bankwire/{id}")).await
}

#[tokio::test]
async fn a_payout_takes_time_and_may_come_back() {
    let site = Site::patient().await;
    let (user, wallet, payee) = ready(&site, 10_000).await;
    let got = site.payout(&user, &wallet, &payee, 6_000, None).await;
    assert_eq!((got.outcome(), &got.body["ModeApplied"]), (("CREATED", ""), &json!("PENDING_RESPONSE")));
    assert_eq!((&got.body["ModeRequested"], &got.body["CreditedWalletId"]), (&Value::Null, &Value::Null));
    assert_eq!(got.text("EndToEndId").len(), 32);
    assert_eq!(site.balance(&wallet).await, 10_000, "the balance is of what has happened");
    let second = site.payout(&user, &wallet, &payee, 6_000, None).await;
    assert_eq!(second.outcome(), ("FAILED", "001001"), "what waits is reserved");
    site.control.advance(3_600).unwrap();
    let done = payout_of(&site, &got.id()).await;
    assert_eq!((done.outcome(), &done.body["ModeApplied"]), (PAID, &json!("STANDARD")));
    assert!(site.get(&format!("/payouts/{}", got.id())).await.body.get("ModeApplied").is_none(), "the plain view");
    assert_eq!(site.balance(&wallet).await, 4_000);
    let back = site.control.return_payout(&got.id(), "BANKACCOUNT_HAS_BEEN_CLOSED", Some("AC04")).unwrap();
    assert!(site.control.return_payout(&got.id(), "OTHER", None).is_err(), "it comes back once");
    let refund = site.get(&format!("/refunds/{back}")).await;
    assert_eq!(
        (refund.outcome(), &refund.body["Type"], &refund.body["Nature"]),
        (PAID, &json!("PAYIN"), &json!("REFUND"))
    );
    assert_eq!(
        (&refund.body["InitialTransactionId"], &refund.body["InitialTransactionType"]),
        (&json!(got.id()), &json!("PAYOUT"))
    );
    assert_eq!(refund.body["RefundReason"]["RefundReasonMessage"], "AC04");
    assert_eq!(site.get(&format!("/payouts/{}/refunds", got.id())).await.ids(), [back]);
    assert_eq!((payout_of(&site, &got.id()).await.outcome(), site.balance(&wallet).await), (PAID, 10_000));
    assert_eq!(site.events("PAYOUT_REFUND_SUCCEEDED").await.len(), 1);
    let all = site.get(&format!("/bankaccounts/{payee}/transactions?Type=PAYOUT&Status=SUCCEEDED")).await;
    assert_eq!(all.ids(), [got.id()]);
}

#[tokio::test]
async fn who_cannot_be_paid_out() {
    let site = Site::patient().await;
    let (user, wallet, payee) = ready(&site, 10_000).await;
    let light = site.owner().await;
    let theirs = site.wallet(&light).await;
    site.fund(&theirs, 500).await;
    let payer = site.payer().await;
    let payers = site.wallet(&payer).await;
    site.fund(&payers, 500).await;
    assert_eq!(site.payout(&light, &theirs, &payee, 100, None).await.outcome(), ("FAILED", "002999"));
    assert_eq!(site.payout(&payer, &payers, &payee, 100, None).await.outcome(), ("FAILED", "002701"));
    assert_eq!(site.payout(&light, &wallet, &payee, 100, None).await.outcome(), ("FAILED", "121002"));
    assert_eq!(site.payout(&user, &wallet, &payee, 0, None).await.outcome(), ("FAILED", "001012"));
    site.control.block(&user, false, true, Some("008702".into())).unwrap();
    assert_eq!(site.payout(&user, &wallet, &payee, 100, None).await.outcome(), ("FAILED", "008700"));
    site.control.block(&user, true, false, None).unwrap();
    let got = site.payout(&user, &wallet, &payee, 100, None).await;
    assert_eq!(got.outcome(), ("CREATED", ""), "blocked inflows do not stop a payout");
    site.control.decide_payout(&got.id(), "121001").unwrap();
    assert_eq!(payout_of(&site, &got.id()).await.outcome(), ("FAILED", "121001"));
    assert!(site.control.decide_payout(&got.id(), "000000").is_err());
    site.control.block(&user, false, false, None).unwrap();
    // An account made after April 2026, somebody else's, and one that was deactivated.
    let account = site.account(&user).await;
    assert_eq!(site.payout(&user, &wallet, &account, 100, None).await.outcome(), ("FAILED", "121018"));
    let other = site.verified().await;
    let others = site.payee(&other, IBAN).await;
    assert_eq!(site.payout(&user, &wallet, &others, 100, None).await.outcome(), ("FAILED", "121007"));
    assert_eq!(site.put(&format!("/recipients/{payee}"), json!({ "Status": "DEACTIVATED" })).await.status, 200);
    assert_eq!(site.payout(&user, &wallet, &payee, 100, None).await.outcome(), ("FAILED", "121006"));
    let got = site.payout(&user, &wallet, "nowhere", 100, None).await;
    assert!(got.body["errors"]["BankAccountId"].is_string(), "{}", got.body);
    assert_eq!(site.balance(&wallet).await, 10_000);
}

#[tokio::test]
async fn instant_payouts_and_their_fallback() {
    let site = Site::patient().await;
    let (user, wallet, payee) = ready(&site, 100_000).await;
    let slow = site.payee(&user, SLOW).await;
    let fast = site.payout(&user, &wallet, &payee, 1_000, Some("INSTANT_PAYMENT")).await.id();
    let back = site.payout(&user, &wallet, &slow, 1_000, Some("INSTANT_PAYMENT")).await.id();
    let only = site.payout(&user, &wallet, &slow, 2_000, Some("INSTANT_PAYMENT_ONLY")).await.id();
    let twice = site.payout(&user, &wallet, &payee, 1_000, Some("INSTANT_PAYMENT_ONLY")).await.id();
    site.control.advance(10).unwrap();
    let got = payout_of(&site, &fast).await;
    assert_eq!((got.outcome(), &got.body["ModeApplied"]), (PAID, &json!("INSTANT_PAYMENT")));
    let got = payout_of(&site, &back).await;
    assert_eq!((got.outcome(), &got.body["ModeApplied"]), (("CREATED", ""), &json!("STANDARD")));
    assert_eq!(got.body["FallbackReason"]["Code"], "130007");
    for (id, code) in [(&only, "130007"), (&twice, "130008")] {
        let got = payout_of(&site, id).await;
        assert_eq!((got.outcome(), &got.body["ModeApplied"]), (("FAILED", code), &json!("NONE")));
    }
    site.control.advance(3_600).unwrap();
    assert_eq!(payout_of(&site, &back).await.outcome(), PAID);
    for (kind, count) in [("SUCCEEDED", 1), ("FALLBACKED", 1), ("FAILED", 2)] {
        assert_eq!(site.events(&format!("INSTANT_PAYOUT_{kind}")).await.len(), count, "{kind}");
    }
    let ask = async |payee: &str, amount: i64| {
        let body = json!({
            "AuthorId": user, "DebitedWalletId": wallet, "BankAccountId": payee, "DebitedFunds": money(amount),
            "Fees": money(0), "PayoutModeRequested": "INSTANT_PAYMENT",
        });
        site.post("/payouts/reachability", body).await.body["InstantPayout"].clone()
    };
    assert_eq!(ask(&payee, 500).await, json!({ "IsReachable": true, "UnreachableReason": null }));
    assert_eq!(ask(&slow, 500).await["UnreachableReason"]["Code"], "130007");
    assert_eq!(ask(&payee, 500_000).await["UnreachableReason"]["Code"], "001001");
}

#[tokio::test]
async fn refunds_give_back_no_more_than_was_paid() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let card = site.card(&user, EASY).await;
    let payin = site.pay(&user, &card, &wallet, 3_000, 300).await.id();
    let path = format!("/payins/{payin}/refunds");
    let part = |funds: i64, fees: i64| json!({ "AuthorId": user, "DebitedFunds": money(funds), "Fees": money(fees) });
    let got = site.post(&path, json!({ "AuthorId": user, "DebitedFunds": money(100) })).await;
    assert_eq!(got.body["errors"]["Fees"], "if DebitedFunds are defined, Fees must be defined");
    let other = site.owner().await;
    assert!(site.post(&path, json!({ "AuthorId": other })).await.body["errors"]["AuthorId"].is_string());
    assert_eq!(site.post(&path, part(2_701, 0)).await.outcome(), ("FAILED", "005403"));
    assert_eq!(site.post(&path, part(100, -301)).await.outcome(), ("FAILED", "005404"));
    let got = site.post(&path, part(700, -100)).await;
    assert_eq!((got.outcome(), &got.body["CreditedFunds"]), (PAID, &money(800)));
    assert_eq!(
        (&got.body["Type"], &got.body["Nature"], &got.body["Fees"]),
        (&json!("PAYOUT"), &json!("REFUND"), &money(-100))
    );
    assert_eq!(got.body["RefundReason"]["RefundReasonType"], "INITIALIZED_BY_CLIENT");
    assert_eq!((site.balance(&wallet).await, site.balance("FEES_EUR").await), (2_000, 200));
    assert_eq!(site.post(&path, part(700, 0)).await.outcome(), ("FAILED", "005407"), "the same within a day");
    let rest = site.post(&path, json!({ "AuthorId": user })).await;
    assert_eq!((rest.outcome(), &rest.body["DebitedFunds"], &rest.body["Fees"]), (PAID, &money(2_000), &money(-200)));
    assert_eq!((site.balance(&wallet).await, site.balance("FEES_EUR").await), (0, 0));
    assert_eq!(site.post(&path, json!({ "AuthorId": user })).await.outcome(), ("FAILED", "001401"));
    let all = site.get(&format!("{path}?Status=SUCCEEDED")).await;
    assert_eq!(all.ids(), [got.id(), rest.id()]);
    let failed = site.pay(&user, &card, &wallet, 33_305, 0).await.id();
    let got = site.post(&format!("/payins/{failed}/refunds"), json!({ "AuthorId": user })).await;
    assert_eq!(got.refused(), (400, "original_transaction_must_be_succeeded"));
    // An order: the transfer goes back first, then the pay-in.
    let payin = site.pay(&user, &card, &wallet, 1_000, 0).await.id();
    let (_, seller) = site.seller().await;
    let sent = site.transfer(&user, &wallet, &seller, 1_000, 100).await.id();
    let path = format!("/payins/{payin}/refunds");
    assert_eq!(site.post(&path, json!({ "AuthorId": user })).await.outcome(), ("FAILED", "001001"));
    let got = site.post(&format!("/transfers/{sent}/refunds"), json!({ "AuthorId": user })).await;
    assert_eq!((got.outcome(), &got.body["Type"]), (PAID, &json!("TRANSFER")));
    assert_eq!(
        (site.balance(&wallet).await, site.balance(&seller).await, site.balance("FEES_EUR").await),
        (1_000, 0, 0)
    );
    assert_eq!(site.post(&path, json!({ "AuthorId": user })).await.outcome(), PAID);
    // Too old, and fees that are no longer there.
    let payin = site.pay(&user, &card, &wallet, 1_000, 100).await.id();
    let body =
        json!({ "DebitedWalletId": "FEES_EUR", "DebitedFunds": money(100), "Fees": money(0), "BankAccountId": "x" });
    let out = site.post("/clients/payouts", body).await.id();
    site.control.decide_payout(&out, "000000").unwrap();
    let path = format!("/payins/{payin}/refunds");
    assert_eq!(site.post(&path, json!({ "AuthorId": user })).await.outcome(), ("FAILED", "005405"));
    site.control.advance(335 * DAY).unwrap();
    assert_eq!(site.post(&path, json!({ "AuthorId": user })).await.outcome(), ("FAILED", "001403"));
}

#[tokio::test]
async fn a_payout_may_give_a_pay_in_back() {
    let site = Site::patient().await;
    let (user, wallet) = site.seller().await;
    let body = json!({
        "AuthorId": user, "CreditedWalletId": wallet, "DeclaredDebitedFunds": money(1_000), "DeclaredFees": money(0),
    });
    let wire = site.post("/payins/bankwire/direct", body).await.id();
    let mut recipient = json!({
        "DisplayName": "Buyer", "PayoutMethodType": "LocalBankTransfer", "RecipientType": "Individual", "Currency": "EUR",
        "Country": "FR", "RecipientScope": "PAYIN", "LocalBankTransfer": { "EUR": { "IBAN": IBAN } },
    });
    recipient["IndividualRecipient"] = json!({
        "FirstName": "A", "LastName": "B",
        "Address": { "AddressLine1": "1 rue", "City": "Nantes", "PostalCode": "44000", "Country": "FR" },
    });
    let payee = site.post(&format!("/users/{user}/recipients"), recipient).await.id();
    let payout = |reference: Option<&str>| {
        let mut body = json!({
            "AuthorId": user, "DebitedWalletId": wallet, "RecipientId": payee, "DebitedFunds": money(1_000), "Fees": money(0),
        });
        if let Some(id) = reference {
            body["PaymentRef"] = json!({ "ReasonType": "PAYIN_REFUND", "ReferenceId": id });
        }
        site.post("/payouts/bankwire", body)
    };
    assert!(payout(Some(&wire)).await.body["errors"]["PaymentRef.ReferenceId"].is_string(), "it has not come yet");
    site.control.receive_wire(&wire).unwrap();
    assert_eq!(payout(None).await.refused(), (400, "invalid_action"));
    let got = payout(Some(&wire)).await;
    assert_eq!(
        (got.outcome(), &got.body["RecipientId"], &got.body["BankAccountId"]),
        (("CREATED", ""), &json!(payee), &Value::Null)
    );
}

#[tokio::test]
async fn mandates_and_direct_debits() {
    let site = Site::patient().await;
    for (name, outcome) in [("Successful", PAID), ("Penniless", ("FAILED", "001830"))] {
        let (user, wallet) = site.named(name).await;
        let mandate = site.mandate(&user).await;
        let account = mandate.text("BankAccountId");
        assert_eq!((&mandate.body["Status"], &mandate.body["Scheme"]), (&json!("CREATED"), &Value::Null));
        let id = mandate.id();
        let debit = || site.debit(&user, &wallet, &id, 2_000, 20);
        assert_eq!(debit().await.outcome(), ("FAILED", "001833"), "nobody has confirmed it");
        site.visit(&mandate.text("RedirectURL"), "accept").await;
        let path = format!("/mandates/{}", mandate.id());
        let view = site.get(&path).await;
        assert_eq!((&view.body["Status"], &view.body["Scheme"]), (&json!("SUBMITTED"), &json!("SEPA")));
        let file = site.http.get(view.text("DocumentURL")).send().await.unwrap().bytes().await.unwrap();
        assert!(file.starts_with(b"%PDF-"));
        let payin = debit().await;
        assert_eq!(payin.outcome(), ("CREATED", ""));
        site.control.advance(3 * DAY).unwrap();
        let done = site.get(&format!("/payins/{}", payin.id())).await;
        assert_eq!(done.outcome(), outcome, "{name}");
        assert_eq!(site.get(&path).await.body["Status"], "ACTIVE");
        assert_eq!(site.get(&format!("/mandates/{}/transactions?Status=CREATED", mandate.id())).await.ids().len(), 0);
        assert_eq!(site.get(&format!("/users/{user}/bankaccounts/{account}/mandates")).await.ids(), [mandate.id()]);
        if outcome == PAID {
            let refund = format!("/payins/{}/refunds", payin.id());
            let whole = json!({ "AuthorId": user, "Tag": "x" });
            assert_eq!(site.post(&refund, whole).await.outcome(), ("FAILED", "001405"), "less than seven days");
            let whole = json!({ "AuthorId": user, "Tag": "ignore_mindate" });
            assert_eq!(site.post(&refund, whole).await.outcome(), PAID);
        }
        let got = site.put(&format!("{path}/cancel"), json!({})).await;
        assert_eq!((&got.body["Status"], &got.body["ResultCode"]), (&json!("FAILED"), &json!("001806")));
        assert_eq!(
            site.put(&format!("{path}/cancel"), json!({})).await.refused(),
            (400, "mandate_cannot_be_cancelled")
        );
        assert_eq!(debit().await.outcome(), ("FAILED", "001833"));
        let lost = site.mandate(&user).await.id();
        site.control.advance(3_600).unwrap();
        assert_eq!(site.get(&format!("/mandates/{lost}")).await.body["ResultCode"], "001807");
    }
}

#[tokio::test]
async fn a_fickle_payer_takes_a_debit_back() {
    let site = Site::patient().await;
    let (user, wallet) = site.named("Fickle").await;
    let mandate = site.mandate(&user).await.id();
    site.control.answer("mandates", &mandate, true).unwrap();
    let payin = site.debit(&user, &wallet, &mandate, 2_000, 0).await.id();
    site.control.advance(3 * DAY).unwrap();
    assert_eq!(site.get(&format!("/payins/{payin}")).await.outcome(), PAID);
    assert_eq!(site.balance("CREDIT_EUR").await, 0);
    site.control.advance(2 * DAY).unwrap();
    let disputes = site.get(&format!("/payins/{payin}/disputes")).await;
    let dispute = &disputes.body[0];
    assert_eq!((&dispute["DisputeType"], &dispute["Status"]), (&json!("NOT_CONTESTABLE"), &json!("CLOSED")));
    assert_eq!((site.balance("CREDIT_EUR").await, site.balance(&wallet).await), (-2_000, 2_000));
    let refund = json!({ "AuthorId": user, "Tag": "ignore_mindate" });
    assert_eq!(site.post(&format!("/payins/{payin}/refunds"), refund).await.outcome(), ("FAILED", "005408"));
    // The platform gets its money back from the wallet that was credited.
    let path = format!("/repudiations/{}/settlementtransfer", dispute["RepudiationId"].as_str().unwrap());
    let part = |amount: i64| json!({ "AuthorId": user, "DebitedFunds": money(amount), "Fees": money(0) });
    assert!(site.post(&path, part(2_001)).await.body["errors"]["DebitedFunds"].is_string());
    let got = site.post(&path, part(1_500)).await;
    assert_eq!(
        (got.outcome(), &got.body["Type"], &got.body["Nature"]),
        (PAID, &json!("TRANSFER"), &json!("SETTLEMENT"))
    );
    assert_eq!(got.body["CreditedWalletId"], "CREDIT_EUR");
    assert_eq!(site.post(&path, part(501)).await.outcome(), ("FAILED", "003010"));
    assert_eq!(site.post(&path, part(500)).await.outcome(), PAID);
    assert_eq!(site.post(&path, part(1)).await.outcome(), ("FAILED", "003012"));
    assert_eq!((site.balance("CREDIT_EUR").await, site.balance(&wallet).await), (0, 0));
    assert_eq!(site.get(&format!("/settlements/{}", got.id())).await.body, got.body);
}

#[tokio::test]
async fn conversions_at_the_market_rate() {
    let site = Site::patient().await;
    let (user, euros) = site.seller().await;
    let dollars = site.wallet_in(&user, "USD").await;
    site.fund(&euros, 20_000).await;
    let rate = site.get("/conversions/rate/EUR/USD").await.body["MarketRate"].as_f64().unwrap();
    let body = |amount: i64, fees: Value| {
        json!({
            "AuthorId": user, "DebitedWalletId": euros, "CreditedWalletId": dollars, "DebitedFunds": money(amount),
            "CreditedFunds": { "Currency": "USD" }, "Fees": fees,
        })
    };
    let got = site.post("/conversions/instant-conversion", body(10_000, money(100))).await;
    assert_eq!((got.outcome(), &got.body["Type"], &got.body["QuoteId"]), (PAID, &json!("CONVERSION"), &Value::Null));
    #[allow(clippy::cast_possible_truncation, reason = "a few thousand")]
    let expected = (9_900.0 * rate).round() as i64;
    assert_eq!(got.body["CreditedFunds"], json!({ "Currency": "USD", "Amount": expected }));
    assert_eq!((site.balance(&euros).await, site.balance(&dollars).await), (10_000, expected));
    assert_eq!(site.balance("FEES_EUR").await, 100);
    assert_eq!(site.control.ledger()["sums"], json!({ "EUR": 0, "USD": 0 }));
    let percent = json!({ "Currency": "EUR", "Type": "PERCENTAGE", "Value": 2.5 });
    let got = site.post("/conversions/instant-conversion", body(1_000, percent)).await;
    assert_eq!((&got.body["Fees"], &got.body["RequestedFees"]["Type"]), (&money(25), &json!("PERCENTAGE")));
    assert_eq!(
        site.post("/conversions/instant-conversion", body(90_000, money(0))).await.outcome(),
        ("FAILED", "001001")
    );
    let (other, theirs) = site.seller().await;
    let mut wrong = body(10, money(0));
    wrong["AuthorId"] = json!(other);
    let got = site.post("/conversions/instant-conversion", wrong).await;
    assert_eq!(got.refused(), (400, "author_is_not_debited_wallet_owner"));
    let mut wrong = body(10, money(0));
    wrong["CreditedWalletId"] = json!(theirs);
    let got = site.post("/conversions/instant-conversion", wrong).await;
    assert_eq!(got.refused(), (400, "author_is_not_credited_wallet_owner"));
    assert_eq!(site.get("/conversions/rate/EUR/TRY").await.refused(), (403, "forex_not_available"));
    // A quote is held for its time and used once.
    let quote = async |debited: Value, credited: Value, seconds: i64| {
        let body = json!({ "DebitedFunds": debited, "CreditedFunds": credited, "Duration": seconds });
        site.post("/conversions/quote", body).await
    };
    let both = quote(money(10), json!({ "Currency": "USD", "Amount": 10 }), 300).await;
    assert!(both.body["errors"]["Quote.Amount"].is_string());
    assert_eq!(quote(money(10), json!({ "Currency": "USD" }), 60).await.refused(), (403, "forbidden_ressource"));
    let held = quote(json!({ "Currency": "EUR" }), json!({ "Currency": "USD", "Amount": 1_155 }), 300).await;
    assert_eq!(held.body["Status"], "ACTIVE");
    let take = |id: String| {
        let body = json!({ "QuoteId": id, "AuthorId": user, "DebitedWalletId": euros, "CreditedWalletId": dollars });
        site.post("/conversions/quoted-conversion", body)
    };
    let got = take(held.id()).await;
    assert_eq!((got.outcome(), &got.body["QuoteId"]), (PAID, &json!(held.id())));
    assert_eq!(got.body["CreditedFunds"]["Amount"], 1_155);
    assert_eq!(take(held.id()).await.body["errors"]["QuoteId"], "The quote is already consumed");
    let late = quote(money(10), json!({ "Currency": "USD" }), 300).await.id();
    site.control.advance(300).unwrap();
    assert_eq!(take(late).await.body["errors"]["QuoteId"], "The quote is expired");
    assert_eq!(take("none".into()).await.body["errors"]["QuoteId"], "Quote not found");
    // The platform converts between its own wallets.
    let body = json!({
        "DebitedWalletType": "FEES", "CreditedWalletType": "CREDIT", "DebitedFunds": money(100),
        "CreditedFunds": { "Currency": "USD" },
    });
    let got = site.post("/clients/conversions/instant-conversion", body).await;
    assert_eq!((got.outcome(), &got.body["AuthorId"]), (PAID, &json!("sandbox-client")));
    assert_eq!((site.balance("FEES_EUR").await, site.balance("CREDIT_USD").await), (25, 115));
}
