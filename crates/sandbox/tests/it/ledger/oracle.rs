//! The judge of the ledger test. It sees replies and nothing else, books them by the documented rules
//! (money-operations.md §6, §16) and says what every balance must be.

use std::collections::BTreeMap;

use serde_json::Value;

/// A transaction as it was last told.
#[derive(Debug, Clone)]
pub struct Told {
    pub status: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub path: &'static str,
    debited: (String, i64),
    credited: (String, i64),
    fees: (String, i64),
}

/// How often a kind of operation was tried, and how often it was refused.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    pub tried: u32,
    pub refused: u32,
}

#[derive(Debug, Default)]
pub struct Oracle {
    pub told: BTreeMap<String, Told>,
    pub balances: BTreeMap<String, i64>,
    /// What came from the world outside, less what went there, by currency.
    pub outside: BTreeMap<String, i64>,
    pub counts: BTreeMap<&'static str, Count>,
}

fn funds(value: &Value) -> (String, i64) {
    (value["Currency"].as_str().unwrap().to_owned(), value["Amount"].as_i64().unwrap())
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn currency(wallet: &str, funds: &(String, i64)) -> String {
    wallet
        .split_once('_')
        .filter(|(kind, _)| ["FEES", "CREDIT"].contains(kind))
        .map_or(funds.0.clone(), |(_, c)| c.into())
}

impl Oracle {
    /// An operation was tried.
    pub fn count(&mut self, kind: &'static str, refused: bool) {
        let count = self.counts.entry(kind).or_default();
        count.tried += 1;
        count.refused += u32::from(refused);
    }

    /// A reply told a transaction.
    pub fn hear(&mut self, body: &Value) {
        let id = body["Id"].as_str().unwrap().to_owned();
        let status = body["Status"].as_str().unwrap().to_owned();
        let (kind, nature) = (body["Type"].as_str().unwrap(), body["Nature"].as_str().unwrap());
        let told = Told {
            from: text(&body["DebitedWalletId"]),
            to: text(&body["CreditedWalletId"]),
            debited: funds(&body["DebitedFunds"]),
            credited: funds(&body["CreditedFunds"]),
            fees: funds(&body["Fees"]),
            path: match (kind, nature) {
                (_, "REFUND") => "refunds",
                ("PAYOUT", "REPUDIATION") => "repudiations",
                (_, "SETTLEMENT") => "settlements",
                ("PAYIN", _) => "payins",
                ("PAYOUT", _) => "payouts",
                ("CONVERSION", _) => "conversions",
                _ => "transfers",
            },
            status,
        };
        let code = body["ResultCode"].as_str();
        match told.status.as_str() {
            "SUCCEEDED" => assert_eq!((code, body["ExecutionDate"].is_i64()), (Some("000000"), true), "{body}"),
            "FAILED" => assert!(code.is_some_and(|c| c != "000000") && body["ExecutionDate"].is_null(), "{body}"),
            "CREATED" => assert!(code.is_none() && body["ExecutionDate"].is_null(), "{body}"),
            other => panic!("an unknown status: {other}"),
        }
        if kind != "CONVERSION" {
            assert_eq!(told.credited.1, told.debited.1 - told.fees.1, "CreditedFunds = DebitedFunds - Fees: {body}");
        }
        let (short, from, debited) = (code == Some("001001"), told.from.clone(), told.debited.1);
        let before = self.told.insert(id.clone(), told.clone());
        match (before.as_ref().map(|b| b.status.as_str()), told.status.as_str()) {
            (None | Some("CREATED"), "SUCCEEDED") => self.book(&told),
            (Some(old), new) => assert!(old == new || old == "CREATED", "{id} went from {old} to {new}"),
            (None, _) => {}
        }
        if short {
            let from = from.expect("only a wallet can have too little");
            let waits: i64 = self
                .told
                .values()
                .filter(|t| t.status == "CREATED" && t.from.as_ref() == Some(&from))
                .map(|t| t.debited.1)
                .sum();
            let has = self.balance(&from) - waits;
            assert!(debited > has, "{id}: refused for want of money, but {from} has {has} of {debited}");
        }
    }

    pub fn balance(&self, wallet: &str) -> i64 {
        self.balances.get(wallet).copied().unwrap_or(0)
    }

    fn add(&mut self, wallet: &str, amount: i64) {
        let balance = self.balances.entry(wallet.to_owned()).or_default();
        *balance += amount;
        assert!(*balance >= 0 || wallet.starts_with("CREDIT_"), "{wallet} must never be negative: {balance}");
    }

    fn book(&mut self, told: &Told) {
        let (debited, credited, fees) = (&told.debited, &told.credited, &told.fees);
        match &told.from {
            Some(wallet) => self.add(wallet, -debited.1),
            None => *self.outside.entry(debited.0.clone()).or_default() += debited.1,
        }
        match &told.to {
            Some(wallet) => {
                assert_eq!(currency(wallet, credited), credited.0);
                self.add(wallet, credited.1);
            }
            None => *self.outside.entry(credited.0.clone()).or_default() -= credited.1,
        }
        if fees.1 != 0 {
            self.add(&format!("FEES_{}", fees.0), fees.1);
        }
        // A conversion gives one currency to the market and takes another from it.
        if debited.0 != credited.0 {
            *self.outside.entry(debited.0.clone()).or_default() -= debited.1 - fees.1;
            *self.outside.entry(credited.0.clone()).or_default() += credited.1;
        }
    }

    /// What the succeeded transactions among `list` do to a wallet, in the shape of lists.
    pub fn sum(wallet: &str, list: &[Value]) -> i64 {
        list.iter()
            .filter(|t| t["Status"] == "SUCCEEDED")
            .map(|t| {
                let side = |name: &str, funds: &str| {
                    if t[name] == wallet { t[funds]["Amount"].as_i64().unwrap() } else { 0 }
                };
                side("CreditedWalletId", "CreditedFunds") - side("DebitedWalletId", "DebitedFunds")
            })
            .sum()
    }

    /// Fees that all transactions took, less what they gave back, in a currency.
    pub fn fees(&self, currency: &str) -> i64 {
        self.told.values().filter(|t| t.status == "SUCCEEDED" && t.fees.0 == currency).map(|t| t.fees.1).sum()
    }

    /// The sums of all balances must be what came from outside.
    pub fn conserved(&self, currency_of: impl Fn(&str) -> String) {
        let mut held: BTreeMap<String, i64> = BTreeMap::new();
        for (wallet, balance) in &self.balances {
            *held.entry(currency_of(wallet)).or_default() += balance;
        }
        held.retain(|_, sum| *sum != 0);
        let mut came = self.outside.clone();
        came.retain(|_, sum| *sum != 0);
        assert_eq!(held, came, "no money appears or vanishes");
    }

    /// Transactions that may still change.
    pub fn open(&self) -> Vec<(String, &'static str)> {
        self.told.iter().filter(|(_, t)| t.status == "CREATED").map(|(id, t)| (id.clone(), t.path)).collect()
    }
}
