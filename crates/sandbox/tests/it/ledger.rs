//! The ledger property over HTTP: whatever is done in whatever order, every wallet's balance is the sum of its
//! transactions, and no money appears or vanishes. `MANGROVE_TEST_FULL=1` runs the full size.

mod acts;
mod oracle;

use std::collections::BTreeMap;

use sandbox::{Options, RateLimits};
use serde_json::{Value, json};

use crate::{
    kit::{Site, frozen},
    purse::{CHALLENGED, EASY, IBAN, secured},
};
use oracle::Oracle;

/// Operations of the reduced and of the full run, and how often each kind must come at least.
const REDUCED: (usize, u32) = (1_000, 10);
const FULL: (usize, u32) = (15_000, 200);

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, below: usize) -> usize {
        usize::try_from(self.next() % below as u64).unwrap()
    }

    fn between(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.next() % u64::try_from(to - from).unwrap()).unwrap()
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

#[derive(Clone)]
struct Seller {
    id: String,
    wallets: [String; 2],
    dollars: String,
    card: String,
    challenged: String,
    payee: String,
    mandate: String,
    account: String,
}

/// The platform's side of the conversation.
struct Platform {
    site: Site,
    oracle: Oracle,
    dice: Dice,
    sellers: Vec<Seller>,
    payins: Vec<(String, String)>,
    transfers: Vec<(String, String)>,
    payouts: Vec<String>,
    repudiations: Vec<(String, String)>,
}

fn euros(amount: i64) -> Value {
    json!({ "Currency": "EUR", "Amount": amount })
}

impl Platform {
    async fn new(seed: u64) -> Self {
        let options = Options { rate_limits: RateLimits::Off, token_seconds: 10_000_000_000, ..frozen() };
        let site = Site::new(options).await;
        let mut sellers = Vec::new();
        for _ in 0..8 {
            let id = site.verified().await;
            let mandate = site.mandate(&id).await.id();
            site.control.answer("mandates", &mandate, true).unwrap();
            let wallets = [site.wallet(&id).await, site.wallet(&id).await];
            let account = json!({ "Country": "FR", "VirtualAccountPurpose": "COLLECTION" });
            let account = site.post(&format!("/wallets/{}/virtual-accounts", wallets[0]), account).await.id();
            sellers.push(Seller {
                dollars: site.wallet_in(&id, "USD").await,
                card: site.card(&id, EASY).await,
                challenged: site.card(&id, CHALLENGED).await,
                payee: site.payee(&id, IBAN).await,
                wallets,
                mandate,
                account,
                id,
            });
        }
        for seller in &sellers {
            for card in [&seller.card, &seller.challenged] {
                let body = secured(json!({ "AuthorId": seller.id }));
                let got = site.post(&format!("/cards/{card}/validation"), body).await;
                if got.body["Status"] == "CREATED" {
                    site.control.answer("validations", &got.id(), true).unwrap();
                }
            }
        }
        Self {
            site,
            oracle: Oracle::default(),
            dice: Dice(seed),
            sellers,
            payins: Vec::new(),
            transfers: Vec::new(),
            payouts: Vec::new(),
            repudiations: Vec::new(),
        }
    }

    /// Time passes; what waited is read again.
    async fn rest(&mut self) {
        self.site.control.advance(4 * 86_400).unwrap();
        for (id, path) in self.oracle.open() {
            self.again(path, &id).await;
        }
    }

    /// Every wallet against what the oracle knows.
    async fn judge(&self) {
        let mut currencies = BTreeMap::new();
        let mut paths = BTreeMap::new();
        for seller in &self.sellers {
            for wallet in seller.wallets.iter().chain([&seller.dollars]) {
                paths.insert(wallet.clone(), format!("/wallets/{wallet}"));
            }
        }
        for wallet in self.site.get("/clients/wallets?per_page=100").await.ids() {
            let (kind, currency) = wallet.split_once('_').unwrap();
            paths.insert(wallet.clone(), format!("/clients/wallets/{kind}/{currency}"));
        }
        for (wallet, path) in &paths {
            let view = self.site.get(path).await.body;
            let balance = view["Balance"]["Amount"].as_i64().unwrap();
            let currency = view["Currency"].as_str().unwrap().to_owned();
            assert_eq!(balance, self.oracle.balance(wallet), "{wallet}: the balance against all replies");
            let list = self.site.all(&format!("{path}/transactions")).await;
            for item in &list {
                let told = &self.oracle.told[item["Id"].as_str().unwrap()];
                assert_eq!(item["Status"], told.status.as_str(), "{item}");
            }
            let known =
                self.oracle.told.values().filter(|t| t.from.as_ref() == Some(wallet) || t.to.as_ref() == Some(wallet));
            assert_eq!(list.len(), known.count(), "{wallet}: the list is complete");
            let fees = if wallet.starts_with("FEES_") { self.oracle.fees(&currency) } else { 0 };
            assert_eq!(balance, Oracle::sum(wallet, &list) + fees, "{wallet}: the balance against its transactions");
            currencies.insert(wallet.clone(), currency);
        }
        for wallet in self.oracle.balances.keys() {
            assert!(paths.contains_key(wallet), "{wallet} has money and is not listed");
        }
        self.oracle.conserved(|wallet| currencies[wallet].clone());
    }
}

#[tokio::test]
#[allow(clippy::print_stdout, reason = "the counts are what the test is asked for")]
async fn balances_are_the_sums_of_transactions() {
    #[allow(clippy::disallowed_methods, reason = "how large the test runs is the runner's choice")]
    let full = std::env::var("MANGROVE_TEST_FULL").is_ok_and(|v| v == "1");
    let (steps, least) = if full { FULL } else { REDUCED };
    let kinds = 22;
    let mut platform = Platform::new(20_261_124).await;
    for step in 0..steps {
        // Money first, then everything in any order.
        let kind = if step < 40 { step % 6 } else { platform.dice.below(kinds) };
        platform.step(kind).await;
        if step % (steps / 12) == 0 {
            platform.rest().await;
            platform.judge().await;
        }
    }
    platform.rest().await;
    platform.judge().await;
    let counts = &platform.oracle.counts;
    let (tried, refused) = counts.values().fold((0, 0), |(t, r), c| (t + c.tried, r + c.refused));
    for (kind, count) in counts {
        println!("{kind:20} {:6} tried {:6} refused", count.tried, count.refused);
        assert!(count.tried >= least, "{kind} came only {} times", count.tried);
    }
    println!("{tried} operations, {refused} refused");
    // What a dispute gives back comes with the dispute.
    assert_eq!(counts.len(), kinds + 1, "every kind came");
    assert!(refused * 10 >= tried, "at least a tenth is refused: {refused} of {tried}");
    assert!(!full || tried >= 10_000);
}
