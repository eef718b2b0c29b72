//! The operations of the ledger test: what a platform does, in random amounts, some of them impossible.

use sandbox::{Dispute, Ruling};
use serde_json::{Value, json};

use super::{Platform, Seller, euros};
use crate::{kit::Got, purse::secured};

impl Platform {
    fn seller(&mut self) -> Seller {
        let at = self.dice.below(self.sellers.len());
        self.sellers[at].clone()
    }

    fn wallet(&mut self) -> (Seller, String) {
        let seller = self.seller();
        let wallet = self.dice.pick(&seller.wallets);
        (seller, wallet)
    }

    /// An amount that banks take, or now and then one they refuse.
    fn amount(&mut self) -> i64 {
        if self.dice.chance(12) {
            self.dice.pick(&[33_305, 33_341, 33_351, 0, 33_394])
        } else {
            self.dice.between(1, 30_000)
        }
    }

    /// An amount that a wallet has, or now and then more.
    fn share(&mut self, wallet: &str) -> i64 {
        let has = self.oracle.balance(wallet);
        if has < 2 || self.dice.chance(12) {
            has.max(0) + self.dice.between(1, 500)
        } else {
            self.dice.between(1, has.min(50_000))
        }
    }

    fn fees(&mut self, amount: i64) -> i64 {
        if self.dice.chance(4) { amount } else { self.dice.between(0, amount / 8 + 1) }
    }

    /// A call that makes a transaction: counted, and told to the oracle.
    async fn make(&mut self, kind: &'static str, path: &str, body: Value) -> Got {
        let got = self.site.post(path, body).await;
        let refused = got.status != 200 || got.body["Status"] == "FAILED";
        self.oracle.count(kind, refused);
        if got.status == 200 {
            self.oracle.hear(&got.body);
        } else {
            assert!((400..500).contains(&got.status), "{path}: {}", got.body);
        }
        got
    }

    /// What became of a transaction meanwhile.
    pub async fn again(&mut self, path: &str, id: &str) -> Value {
        let got = self.site.get(&format!("/{path}/{id}")).await;
        assert_eq!(got.status, 200, "{path}/{id}: {}", got.body);
        self.oracle.hear(&got.body);
        got.body
    }

    fn payin(&mut self, body: &Value) {
        if body["Status"] == "SUCCEEDED" {
            let text = |name: &str| body[name].as_str().unwrap().to_owned();
            self.payins.push((text("Id"), text("AuthorId")));
        }
    }

    fn paid(&mut self, seller: &Seller, wallet: &str) -> Value {
        let amount = self.amount();
        let fees = self.fees(amount);
        json!({
            "AuthorId": seller.id, "CreditedWalletId": wallet, "DebitedFunds": euros(amount), "Fees": euros(fees),
        })
    }

    async fn by_card(&mut self, kind: &'static str, challenged: bool) {
        let (seller, wallet) = self.wallet();
        let mut body = secured(self.paid(&seller, &wallet));
        body["CardId"] = json!(if challenged { &seller.challenged } else { &seller.card });
        let got = self.make(kind, "/payins/card/direct", body).await;
        self.answered(got).await;
    }

    /// The payer answers on the page, or not yet.
    async fn answered(&mut self, got: Got) {
        let mut body = got.body;
        if body["Status"] == "CREATED" {
            let id = body["Id"].as_str().unwrap().to_owned();
            let accept = self.dice.chance(90);
            self.site.control.answer("payins", &id, accept).unwrap();
            body = self.again("payins", &id).await;
        }
        self.payin(&body);
    }

    async fn by_page(&mut self, kind: &'static str, path: &str, extra: &[(&str, &str)]) {
        let (seller, wallet) = self.wallet();
        let mut body = self.paid(&seller, &wallet);
        for (name, value) in extra {
            body[*name] = json!(value);
        }
        let got = self.make(kind, path, body).await;
        self.answered(got).await;
    }

    async fn wire(&mut self) {
        let (seller, wallet) = self.wallet();
        let mut body = self.paid(&seller, &wallet);
        body["DeclaredDebitedFunds"] = body["DebitedFunds"].take();
        body["DeclaredFees"] = body["Fees"].take();
        let got = self.make("wire", "/payins/bankwire/direct", body).await;
        if got.body["Status"] == "CREATED" && self.dice.chance(85) {
            self.site.control.receive_wire(&got.id()).unwrap();
            self.again("payins", &got.id()).await;
        }
    }

    async fn external(&mut self) {
        let seller = self.seller();
        let amount = self.dice.between(1, 9_000);
        let id = self.site.control.receive_on(&seller.account, "EUR", amount).unwrap();
        let body = self.again("payins", &id).await;
        self.oracle.count("external", body["Status"] == "FAILED");
    }

    async fn transfer(&mut self) {
        let ((from, source), (_, target)) = (self.wallet(), self.wallet());
        let amount = self.share(&source);
        let fees = self.fees(amount);
        let body = json!({
            "AuthorId": from.id, "DebitedWalletId": source, "CreditedWalletId": target, "DebitedFunds": euros(amount),
            "Fees": euros(fees),
        });
        let got = self.make("transfer", "/transfers", body).await;
        if got.body["Status"] == "SUCCEEDED" {
            self.transfers.push((got.id(), from.id));
        }
    }

    async fn refund(&mut self, kind: &'static str) {
        let pool = if kind == "payin refund" { &self.payins } else { &self.transfers };
        if pool.is_empty() {
            return;
        }
        let at = self.dice.below(pool.len().min(60));
        let pool = if kind == "payin refund" { &self.payins } else { &self.transfers };
        let (id, author) = pool[pool.len() - 1 - at].clone();
        let body = if self.dice.chance(50) {
            json!({ "AuthorId": author })
        } else {
            let (amount, fees) = (self.dice.between(1, 4_000), self.dice.between(-100, 100));
            json!({ "AuthorId": author, "DebitedFunds": euros(amount), "Fees": euros(fees) })
        };
        let what = if kind == "payin refund" { "payins" } else { "transfers" };
        self.make(kind, &format!("/{what}/{id}/refunds"), body).await;
    }

    async fn payout(&mut self) {
        let (seller, wallet) = self.wallet();
        let amount = self.share(&wallet);
        let fees = self.fees(amount);
        let mode = self.dice.pick(&["STANDARD", "INSTANT_PAYMENT", "INSTANT_PAYMENT_ONLY", "RTGS_PAYMENT"]);
        let body = json!({
            "AuthorId": seller.id, "DebitedWalletId": wallet, "RecipientId": seller.payee,
            "DebitedFunds": euros(amount), "Fees": euros(fees), "PayoutModeRequested": mode,
        });
        let got = self.make("payout", "/payouts/bankwire", body).await;
        if got.body["Status"] == "CREATED" && self.dice.chance(80) {
            let code = if self.dice.chance(85) { "000000" } else { "121001" };
            self.site.control.decide_payout(&got.id(), code).unwrap();
            if self.again("payouts", &got.id()).await["Status"] == "SUCCEEDED" {
                self.payouts.push(got.id());
            }
        }
    }

    async fn payout_return(&mut self) {
        let Some(payout) = self.payouts.pop() else { return };
        let reason = "OWNER_DO_NOT_MATCH_BANKACCOUNT";
        let refund = self.site.control.return_payout(&payout, reason, None).unwrap();
        self.again("refunds", &refund).await;
        self.oracle.count("payout return", false);
        let twice = self.site.control.return_payout(&payout, reason, None);
        assert!(twice.is_err(), "a payout comes back once");
    }

    async fn conversion(&mut self, quoted: bool) {
        let seller = self.seller();
        let wallet = self.dice.pick(&seller.wallets);
        let back = self.dice.chance(30);
        let (from, to) = if back { (&seller.dollars, &wallet) } else { (&wallet, &seller.dollars) };
        let (sold, bought) = if back { ("USD", "EUR") } else { ("EUR", "USD") };
        let amount = self.share(from);
        let fees = self.dice.between(0, amount / 10 + 1);
        let funds = json!({ "Currency": sold, "Amount": amount });
        let fees = json!({ "Currency": sold, "Amount": fees });
        let parties = json!({ "AuthorId": seller.id, "DebitedWalletId": from, "CreditedWalletId": to });
        let mut body = parties;
        if quoted {
            let ask = json!({ "DebitedFunds": funds, "CreditedFunds": { "Currency": bought }, "Fees": fees, "Duration": 300 });
            let quote = self.site.post("/conversions/quote", ask).await.id();
            body["QuoteId"] = json!(quote);
            self.make("quoted conversion", "/conversions/quoted-conversion", body).await;
        } else {
            body["DebitedFunds"] = funds;
            body["CreditedFunds"] = json!({ "Currency": bought });
            body["Fees"] = fees;
            self.make("instant conversion", "/conversions/instant-conversion", body).await;
        }
    }

    async fn capture(&mut self, deposit: bool) {
        let seller = self.seller();
        let held = self.dice.between(100, 20_000);
        let body = secured(json!({ "AuthorId": seller.id, "CardId": seller.card, "DebitedFunds": euros(held) }));
        let (kind, hold, path, name) = if deposit {
            (
                "deposit capture",
                "/deposit-preauthorizations/card/direct",
                "/payins/deposit-preauthorized/direct/full-capture",
                "DepositId",
            )
        } else {
            ("capture", "/preauthorizations/card/direct", "/payins/preauthorized/direct", "PreauthorizationId")
        };
        let hold = self.site.post(hold, body).await.id();
        let taken = self.dice.between(1, held + held / 6);
        let body = json!({
            "AuthorId": seller.id, "CreditedWalletId": seller.wallets[0], name: hold, "DebitedFunds": euros(taken),
            "Fees": euros(taken / 20),
        });
        let got = self.make(kind, path, body).await;
        self.payin(&got.body);
    }

    async fn recurring(&mut self) {
        let (seller, wallet) = self.wallet();
        let amount = self.amount().max(1);
        let body = json!({
            "AuthorId": seller.id, "CardId": seller.card, "CreditedWalletId": wallet,
            "FirstTransactionDebitedFunds": euros(amount), "FirstTransactionFees": euros(amount / 20),
        });
        let registration = self.site.post("/recurringpayinregistrations", body).await.id();
        let body = secured(json!({ "RecurringPayinRegistrationId": registration }));
        let got = self.make("recurring", "/payins/recurring/card/direct", body).await;
        self.payin(&got.body);
    }

    async fn debit(&mut self) {
        let (seller, wallet) = self.wallet();
        let mut body = self.paid(&seller, &wallet);
        body["MandateId"] = json!(seller.mandate);
        self.make("direct debit", "/payins/directdebit/direct", body).await;
    }

    async fn client_wire(&mut self) {
        let amount = self.dice.between(1, 20_000);
        let wallet = self.dice.pick(&["CREDIT_EUR", "CREDIT_EUR", "FEES_EUR"]);
        let body = json!({ "CreditedWalletId": wallet, "DeclaredDebitedFunds": euros(amount) });
        let got = self.make("client wire", "/clients/payins/bankwire/direct", body).await;
        if got.status == 200 && self.dice.chance(80) {
            self.site.control.receive_wire(&got.id()).unwrap();
            self.again("payins", &got.id()).await;
        }
    }

    async fn client_conversion(&mut self) {
        let from = self.dice.pick(&["FEES", "CREDIT"]);
        let amount = self.share(&format!("{from}_EUR"));
        let body = json!({
            "DebitedWalletType": from, "CreditedWalletType": self.dice.pick(&["FEES", "CREDIT"]),
            "DebitedFunds": euros(amount), "CreditedFunds": { "Currency": "USD" },
        });
        self.make("client conversion", "/clients/conversions/instant-conversion", body).await;
    }

    async fn client_payout(&mut self) {
        let amount = self.share("FEES_EUR").min(2_000);
        let body = json!({
            "DebitedWalletId": "FEES_EUR", "DebitedFunds": euros(amount), "Fees": euros(0), "BankAccountId": "own",
        });
        let got = self.make("client payout", "/clients/payouts", body).await;
        if got.body["Status"] == "CREATED" {
            self.site.control.decide_payout(&got.id(), "000000").unwrap();
            self.again("payouts", &got.id()).await;
        }
    }

    /// A bank takes a payment by card back from the platform; some disputes are won, and the money comes again.
    async fn dispute(&mut self) {
        let Some((payin, _)) = self.disputable() else { return };
        let claim = Dispute { reason: "PRODUCT_NOT_PROVIDED".into(), ..Dispute::default() };
        let Ok(id) = self.site.control.dispute(&payin, claim) else {
            // It was refunded, or is disputed already.
            self.oracle.count("repudiation", true);
            return;
        };
        self.oracle.count("repudiation", false);
        let dispute = self.site.get(&format!("/disputes/{id}")).await.body;
        let repudiation = dispute["RepudiationId"].as_str().unwrap().to_owned();
        let taken = self.again("repudiations", &repudiation).await;
        if self.dice.chance(45) {
            let body = json!({ "ContestedFunds": dispute["DisputedFunds"] });
            assert_eq!(self.site.put(&format!("/disputes/{id}/submit"), body).await.status, 200);
            self.site.control.decide_dispute(&id, Ruling::new("won")).unwrap();
            let back = self.site.get(&format!("/repudiations/{repudiation}/refunds")).await;
            assert_eq!(back.ids().len(), 1);
            self.oracle.hear(&back.body[0]);
            self.oracle.count("repudiation return", false);
        } else {
            self.site.control.decide_dispute(&id, Ruling::new("lost")).unwrap();
        }
        self.repudiations.push((repudiation, taken["AuthorId"].as_str().unwrap().to_owned()));
    }

    /// One of the latest pay-ins.
    fn disputable(&mut self) -> Option<(String, String)> {
        let last = self.payins.len().min(400);
        if last == 0 {
            return None;
        }
        let at = self.payins.len() - 1 - self.dice.below(last);
        Some(self.payins[at].clone())
    }

    /// The platform gets back what a dispute cost it, in parts.
    async fn settlement(&mut self) {
        if self.repudiations.is_empty() {
            return;
        }
        let last = self.repudiations.len().min(20);
        let at = self.repudiations.len() - 1 - self.dice.below(last);
        let (repudiation, author) = self.repudiations[at].clone();
        let amount = self.dice.between(1, 9_000);
        let body = json!({ "AuthorId": author, "DebitedFunds": euros(amount), "Fees": euros(0) });
        self.make("settlement", &format!("/repudiations/{repudiation}/settlementtransfer"), body).await;
    }

    pub async fn step(&mut self, kind: usize) {
        let back = ("ReturnURL", "https://x.example/");
        match kind {
            0 => self.by_card("card", false).await,
            1 => self.by_card("challenged card", true).await,
            2 => {
                let more = [back, ("CardType", "CB_VISA_MASTERCARD"), ("Culture", "FR")];
                self.by_page("card web", "/payins/card/web", &more).await;
            }
            3 => self.by_page("ideal", "/payins/payment-methods/ideal", &[back]).await,
            4 => self.wire().await,
            5 => self.external().await,
            6 => self.transfer().await,
            7 => self.refund("payin refund").await,
            8 => self.refund("transfer refund").await,
            9 => self.payout().await,
            10 => self.payout_return().await,
            11 => self.conversion(false).await,
            12 => self.conversion(true).await,
            13 => self.capture(false).await,
            14 => self.capture(true).await,
            15 => self.recurring().await,
            16 => self.debit().await,
            17 => self.client_wire().await,
            18 => self.client_conversion().await,
            19 => self.dispute().await,
            20 => self.settlement().await,
            _ => self.client_payout().await,
        }
    }
}
