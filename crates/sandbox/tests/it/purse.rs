//! Makers for tests about money: wallets, cards, funds, payees.

use sandbox::{Options, RateLimits, World};
use serde_json::{Value, json};

use crate::kit::{Got, Site, answer, frozen, natural};

/// A card number that is never challenged, and one that always is.
pub const EASY: &str = "4970107111111119";
pub const CHALLENGED: &str = "4970105181818183";
pub const IBAN: &str = "FR7630004000031234567890143";
/// A bank that cannot be reached at once.
pub const SLOW: &str = "FR541558929750ZZZZZZAC01915";

pub fn money(amount: i64) -> Value {
    json!({ "Currency": "EUR", "Amount": amount })
}

pub fn browser() -> Value {
    json!({
        "AcceptHeader": "text/html", "JavaEnabled": true, "Language": "FR-FR", "ColorDepth": 24, "ScreenHeight": 900,
        "ScreenWidth": 1600, "TimeZoneOffset": "60", "UserAgent": "Test", "JavascriptEnabled": true,
    })
}

/// The members about authentication that payments by card need.
pub fn secured(mut body: Value) -> Value {
    body["SecureModeReturnURL"] = json!("https://halleverte.example/back");
    body["IpAddress"] = json!("203.0.113.7");
    body["BrowserInfo"] = browser();
    body
}

impl Got {
    /// Status, code: what became of a transaction.
    pub fn outcome(&self) -> (&str, &str) {
        assert_eq!(self.status, 200, "a transaction was expected: {}", self.body);
        (self.body["Status"].as_str().unwrap(), self.body["ResultCode"].as_str().unwrap_or(""))
    }

    pub fn text(&self, name: &str) -> String {
        self.body[name].as_str().unwrap_or_else(|| panic!("{name} in {}", self.body)).to_owned()
    }

    /// The kind of a refusal.
    pub fn refused(&self) -> (u16, &str) {
        (self.status, self.body["Type"].as_str().unwrap_or(""))
    }
}

pub const PAID: (&str, &str) = ("SUCCEEDED", "000000");

impl Site {
    /// A site whose token lasts as long as the test moves the clock.
    pub async fn patient() -> Self {
        Self::new(Options { token_seconds: 100 * 365 * 86_400, ..frozen() }).await
    }

    /// The demo world on its day, read without limits and for long.
    pub async fn demo() -> Self {
        let options =
            Options { world: World::Demo, rate_limits: RateLimits::Off, token_seconds: 100 * 86_400, ..frozen() };
        Self::new(options).await
    }

    /// Every item of a list.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let join = if path.contains('?') { '&' } else { '?' };
        for page in 1.. {
            let got = self.get(&format!("{path}{join}per_page=100&page={page}")).await;
            let batch = got.body.as_array().unwrap_or_else(|| panic!("{path}: {}", got.body)).clone();
            let full = batch.len() == 100;
            items.extend(batch);
            if !full {
                break;
            }
        }
        items
    }

    pub async fn wallet_in(&self, user: &str, currency: &str) -> String {
        let body = json!({ "Owners": [user], "Description": "Sales", "Currency": currency });
        self.post("/wallets", body).await.id()
    }

    pub async fn wallet(&self, user: &str) -> String {
        self.wallet_in(user, "EUR").await
    }

    /// An owner with a wallet.
    pub async fn seller(&self) -> (String, String) {
        let user = self.owner().await;
        let wallet = self.wallet(&user).await;
        (user, wallet)
    }

    pub async fn payer(&self) -> String {
        let mut body = natural();
        body["UserCategory"] = json!("PAYER");
        self.post("/users/natural", body).await.id()
    }

    /// An owner whose identity is proven and who is never asked to authenticate.
    pub async fn verified(&self) -> String {
        let mut body = natural();
        body["Email"] = json!("renee+accept@example.org");
        let user = self.post("/users/natural", body).await.id();
        let document = self.document(&user, "IDENTITY_PROOF", Some("accept")).await;
        self.page(&user, &document, &crate::kit::pdf(40_000)).await;
        self.submit(&user, &document).await;
        assert_eq!(self.get(&format!("/users/{user}")).await.body["KYCLevel"], "REGULAR");
        user
    }

    pub async fn balance(&self, wallet: &str) -> i64 {
        let path = match wallet.split_once('_') {
            Some((kind @ ("FEES" | "CREDIT"), currency)) => format!("/clients/wallets/{kind}/{currency}"),
            _ => format!("/wallets/{wallet}"),
        };
        let got = self.get(&path).await;
        got.body["Balance"]["Amount"].as_i64().unwrap_or_else(|| panic!("{}", got.body))
    }

    /// A registered card, through the address that browsers send card data to.
    pub async fn card(&self, user: &str, number: &str) -> String {
        let registration = self.post("/cardregistrations", json!({ "UserId": user, "Currency": "EUR" })).await;
        let data = self.tokenise(&registration, number, "1230", "123").await;
        let path = format!("/cardregistrations/{}", registration.id());
        self.put(&path, json!({ "RegistrationData": data })).await.text("CardId")
    }

    pub async fn tokenise(&self, registration: &Got, number: &str, expiry: &str, cvx: &str) -> String {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("data", &registration.text("PreregistrationData"))
            .append_pair("accessKeyRef", &registration.text("AccessKey"))
            .append_pair("cardNumber", number)
            .append_pair("cardExpirationDate", expiry)
            .append_pair("cardCvx", cvx)
            .finish();
        let request = self
            .http
            .post(registration.text("CardRegistrationURL"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        request.send().await.unwrap().text().await.unwrap()
    }

    /// A payment by card.
    pub async fn pay(&self, author: &str, card: &str, wallet: &str, amount: i64, fees: i64) -> Got {
        let body = json!({
            "AuthorId": author, "CreditedWalletId": wallet, "CardId": card, "DebitedFunds": money(amount),
            "Fees": money(fees),
        });
        self.post("/payins/card/direct", secured(body)).await
    }

    /// Puts money into a wallet.
    pub async fn fund(&self, wallet: &str, amount: i64) -> String {
        let author = self.payer().await;
        let card = self.card(&author, EASY).await;
        let got = self.pay(&author, &card, wallet, amount, 0).await;
        assert_eq!(got.outcome(), PAID);
        got.id()
    }

    pub async fn transfer(&self, author: &str, from: &str, to: &str, amount: i64, fees: i64) -> Got {
        let body = json!({
            "AuthorId": author, "DebitedWalletId": from, "CreditedWalletId": to, "DebitedFunds": money(amount),
            "Fees": money(fees),
        });
        self.post("/transfers", body).await
    }

    /// An active recipient in euros.
    pub async fn payee(&self, user: &str, iban: &str) -> String {
        let body = json!({
            "DisplayName": "Main", "PayoutMethodType": "LocalBankTransfer", "RecipientType": "Individual",
            "Currency": "EUR", "Country": iban[..2],
            "IndividualRecipient": {
                "FirstName": "Renee", "LastName": "Dupre",
                "Address": { "AddressLine1": "1 rue du Port", "City": "Nantes", "PostalCode": "44000", "Country": "FR" },
            },
            "LocalBankTransfer": { "EUR": { "IBAN": iban } },
        });
        let id = self.post(&format!("/users/{user}/recipients"), body).await.id();
        assert_eq!(self.get(&format!("/recipients/{id}")).await.body["Status"], "ACTIVE");
        id
    }

    /// A bank account of the older kind.
    pub async fn account(&self, user: &str) -> String {
        let body = json!({
            "OwnerName": "Renee Dupre", "IBAN": IBAN, "BIC": "BNPAFRPP",
            "OwnerAddress": { "AddressLine1": "1 rue", "City": "Nantes", "PostalCode": "44000", "Country": "FR" },
        });
        self.post(&format!("/users/{user}/bankaccounts/iban"), body).await.id()
    }

    /// A mandate that its user has still to confirm.
    pub async fn mandate(&self, user: &str) -> Got {
        let account = self.account(user).await;
        let body = json!({ "BankAccountId": account, "Culture": "FR", "ReturnURL": "https://halleverte.example/m" });
        self.post("/mandates/directdebit/web", body).await
    }

    /// An owner of this first name, which steers direct debits, with a wallet.
    pub async fn named(&self, first: &str) -> (String, String) {
        let mut body = natural();
        body["FirstName"] = json!(first);
        let user = self.post("/users/natural", body).await.id();
        let wallet = self.wallet(&user).await;
        (user, wallet)
    }

    pub async fn debit(&self, user: &str, wallet: &str, mandate: &str, amount: i64, fees: i64) -> Got {
        let body = json!({
            "AuthorId": user, "CreditedWalletId": wallet, "DebitedFunds": money(amount), "Fees": money(fees),
            "MandateId": mandate,
        });
        self.post("/payins/directdebit/direct", body).await
    }

    pub async fn payout(&self, author: &str, from: &str, payee: &str, amount: i64, mode: Option<&str>) -> Got {
        let body = json!({
            "AuthorId": author, "DebitedWalletId": from, "BankAccountId": payee, "DebitedFunds": money(amount),
            "Fees": money(0), "BankWireRef": "INV 42", "PayoutModeRequested": mode,
        });
        self.post("/payouts/bankwire", body).await
    }

    /// What a user answers on a page, and where the browser goes next.
    pub async fn visit(&self, link: &str, choice: &str) -> Got {
        let page = self.http.get(link).send().await.unwrap();
        assert_eq!(page.status(), 200, "{link}");
        let html = page.text().await.unwrap();
        let action = html.split("action=\"").find(|part| part.contains(&format!("/{choice}?"))).unwrap();
        let action = action.split('"').next().unwrap().replace("&amp;", "&");
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        answer(http.post(format!("{}{action}", self.sandbox.base_url()))).await.unwrap()
    }
}
