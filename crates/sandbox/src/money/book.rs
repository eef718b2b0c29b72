//! The book: every transaction, and the double entry that moves money when one succeeds. A wallet's balance is the sum of
//! its succeeded transactions; all wallets and the world outside sum to zero in each currency
//! (docs/api/money-operations.md §16, ledger rules).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    amount::{Amount, Currency},
    codes,
};
use crate::state::State;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    Created,
    Succeeded,
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Kind {
    Payin,
    Transfer,
    Conversion,
    Payout,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Nature {
    Regular,
    Refund,
    Repudiation,
    Settlement,
}

/// The transaction that another one undoes or settles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Initial {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) nature: Nature,
}

/// What a transaction can be listed by, besides its author and its wallets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Facet {
    Author,
    Wallet,
    Card,
    Fingerprint,
    Mandate,
    /// A recipient or bank account.
    Account,
    /// A preauthorization or deposit.
    Hold,
    Dispute,
    /// Refunds, repudiations and settlements of this transaction.
    Initial,
    /// A recurring registration.
    Recurring,
    /// Payouts that give this pay-in back (§9.4).
    Reference,
}

/// A movement of money, or the attempt of one (§6).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Transaction {
    pub(crate) id: String,
    pub(crate) number: u64,
    pub(crate) tag: Option<String>,
    pub(crate) created: i64,
    pub(crate) author: String,
    pub(crate) credited_user: Option<String>,
    pub(crate) debited: Amount,
    pub(crate) credited: Amount,
    pub(crate) fees: Amount,
    pub(crate) status: Status,
    pub(crate) code: Option<String>,
    pub(crate) executed: Option<i64>,
    pub(crate) kind: Kind,
    pub(crate) nature: Nature,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) deposit: Option<String>,
    pub(crate) initial: Option<Initial>,
    /// Stem of its events, for example `PAYIN_NORMAL`.
    pub(crate) stem: String,
    /// Members of its own view that lists do not show.
    pub(crate) extra: Map<String, Value>,
    pub(crate) facets: Vec<(Facet, String)>,
}

impl Transaction {
    /// A transaction in CREATED that credits what it debits less the fees.
    pub(crate) fn new(id: String, stem: &str, kind: Kind, author: &str, debited: Amount, fees: Amount) -> Self {
        Self {
            id,
            number: 0,
            tag: None,
            created: 0,
            author: author.to_owned(),
            credited_user: None,
            debited,
            credited: debited.with(debited.amount.saturating_sub(fees.amount)),
            fees,
            status: Status::Created,
            code: None,
            executed: None,
            kind,
            nature: Nature::Regular,
            from: None,
            to: None,
            deposit: None,
            initial: None,
            stem: stem.to_owned(),
            extra: Map::new(),
            facets: Vec::new(),
        }
    }

    /// The members of lists (§6).
    pub(crate) fn item(&self) -> Map<String, Value> {
        let value = json!({
            "Id": self.id, "Tag": self.tag, "CreationDate": self.created, "AuthorId": self.author,
            "CreditedUserId": self.credited_user, "DebitedFunds": self.debited.view(),
            "CreditedFunds": self.credited.view(), "Fees": self.fees.view(), "Status": self.status,
            "ResultCode": self.code, "ResultMessage": self.code.as_deref().map(codes::message),
            "ExecutionDate": self.executed, "Type": self.kind, "Nature": self.nature, "CreditedWalletId": self.to,
            "DebitedWalletId": self.from, "DepositId": self.deposit,
        });
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    /// The whole object. Links to hosted pages are completed with `base`, since the port changes between starts.
    pub(crate) fn view(&self, base: &str) -> Value {
        let mut all = self.item();
        let mut extra = self.extra.clone();
        complete_links(&mut extra, base);
        all.extend(extra);
        if let Some(initial) = &self.initial {
            all.insert("InitialTransactionId".to_owned(), json!(initial.id));
            all.insert("InitialTransactionType".to_owned(), json!(initial.kind));
            all.insert("InitialTransactionNature".to_owned(), json!(initial.nature));
        }
        Value::Object(all)
    }

    pub(crate) fn put(&mut self, name: &str, value: Value) {
        self.extra.insert(name.to_owned(), value);
    }

    pub(crate) fn facet(&mut self, facet: Facet, id: &str) {
        self.facets.push((facet, id.to_owned()));
    }

    pub(crate) fn is(&self, kind: Kind, nature: Nature) -> bool {
        self.kind == kind && self.nature == nature
    }

    /// As what other transactions name it.
    pub(crate) fn as_initial(&self) -> Initial {
        Initial { id: self.id.clone(), kind: self.kind, nature: self.nature }
    }
}

/// Puts the simulator's address before the links to its own pages.
pub(crate) fn complete_links(members: &mut Map<String, Value>, base: &str) {
    for value in members.values_mut() {
        if value.as_str().is_some_and(|path| path.starts_with("/hosted/")) {
            *value = json!(format!("{base}{}", value.as_str().unwrap_or_default()));
        }
    }
}

/// All transactions, oldest first, and where to find them.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Transaction>", into = "Vec<Transaction>")]
pub(crate) struct Book {
    all: Vec<Transaction>,
    at: BTreeMap<String, u32>,
    by: BTreeMap<(Facet, String), Vec<u32>>,
}

impl Clone for Book {
    fn clone(&self) -> Self {
        Self::from(self.all.clone())
    }
}

impl From<Vec<Transaction>> for Book {
    fn from(all: Vec<Transaction>) -> Self {
        let mut book = Self::default();
        for transaction in all {
            book.push(transaction);
        }
        book
    }
}

impl From<Book> for Vec<Transaction> {
    fn from(book: Book) -> Self {
        book.all
    }
}

/// What a transaction is listed under.
fn keys(transaction: &Transaction) -> Vec<(Facet, String)> {
    let wallets = [&transaction.from, &transaction.to].into_iter().flatten().map(|w| (Facet::Wallet, w.clone()));
    let initial = transaction.initial.iter().map(|i| (Facet::Initial, i.id.clone()));
    let author = std::iter::once((Facet::Author, transaction.author.clone()));
    wallets.chain(initial).chain(author).chain(transaction.facets.iter().cloned()).collect()
}

impl Book {
    pub(super) fn push(&mut self, transaction: Transaction) {
        let at = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.at.insert(transaction.id.clone(), at);
        for key in keys(&transaction) {
            let list = self.by.entry(key).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
        self.all.push(transaction);
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Transaction> {
        self.all.get(usize::try_from(*self.at.get(id)?).ok()?)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Transaction> {
        self.all.get_mut(usize::try_from(*self.at.get(id)?).ok()?)
    }

    /// The transactions listed under a facet, oldest first.
    pub(crate) fn by(&self, facet: Facet, id: &str) -> impl DoubleEndedIterator<Item = &Transaction> {
        let found = self.by.get(&(facet, id.to_owned())).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|at| self.all.get(usize::try_from(*at).ok()?))
    }

    /// Forgets everything that was written down after the first `len` transactions.
    pub(crate) fn truncate(&mut self, len: usize) {
        while self.all.len() > len {
            let Some(last) = self.all.pop() else { return };
            self.at.remove(&last.id);
            for key in keys(&last) {
                if let Some(list) = self.by.get_mut(&key) {
                    list.retain(|at| usize::try_from(*at).is_ok_and(|at| at < self.all.len()));
                    if list.is_empty() {
                        self.by.remove(&key);
                    }
                }
            }
        }
    }

    /// Every transaction, oldest first.
    pub(crate) fn all(&self) -> &[Transaction] {
        &self.all
    }
}

impl State {
    /// Writes a transaction down as CREATED, reserves what it will debit, and tells so.
    pub(crate) fn open(&mut self, mut transaction: Transaction, now: i64) -> String {
        transaction.number = self.number();
        transaction.created = now;
        let id = transaction.id.clone();
        if let Some(wallet) = transaction.from.as_ref().and_then(|w| self.money.wallets.get_mut(w)) {
            wallet.held = wallet.held.saturating_add(transaction.debited.amount);
        }
        self.emit(now, &format!("{}_CREATED", transaction.stem), &id);
        self.money.book.push(transaction);
        id
    }

    /// The money moves: the one place where balances change.
    pub(crate) fn succeed(&mut self, id: &str, now: i64) {
        let money = &mut self.money;
        let Some(transaction) = money.book.get_mut(id).filter(|t| t.status == Status::Created) else { return };
        transaction.status = Status::Succeeded;
        transaction.code = Some(codes::SUCCESS.to_owned());
        transaction.executed = Some(now);
        let (from, to) = (transaction.from.clone(), transaction.to.clone());
        let (debited, credited, fees) = (transaction.debited, transaction.credited, transaction.fees);
        let stem = transaction.stem.clone();
        if let Some(wallet) = from.as_ref().and_then(|w| money.wallets.get_mut(w)) {
            wallet.held = wallet.held.saturating_sub(debited.amount);
        }
        money.enter(from.as_deref(), debited.with(-debited.amount), now);
        money.enter(to.as_deref(), credited, now);
        if fees.amount != 0 {
            money.enter(Some(&super::client::id("FEES", fees.currency)), fees, now);
        }
        // What one currency loses and another gains in a conversion passes through the world outside.
        if debited.currency != credited.currency {
            money.enter(None, debited.with(debited.amount - fees.amount), now);
            money.enter(None, credited.with(-credited.amount), now);
        }
        self.emit(now, &format!("{stem}_SUCCEEDED"), id);
    }

    /// Nothing moves; what was reserved is free again.
    pub(crate) fn fail(&mut self, id: &str, code: &str, now: i64) {
        let Some(transaction) = self.money.book.get_mut(id).filter(|t| t.status == Status::Created) else { return };
        transaction.status = Status::Failed;
        transaction.code = Some(code.to_owned());
        let (from, debited, stem) = (transaction.from.clone(), transaction.debited.amount, transaction.stem.clone());
        if let Some(wallet) = from.and_then(|w| self.money.wallets.get_mut(&w)) {
            wallet.held = wallet.held.saturating_sub(debited);
        }
        self.emit(now, &format!("{stem}_FAILED"), id);
    }

    /// Opens a transaction and ends it at once: with success, or with the code of its refusal.
    pub(crate) fn execute(&mut self, transaction: Transaction, refusal: Option<&str>, now: i64) -> String {
        let id = self.open(transaction, now);
        match refusal {
            None => self.succeed(&id, now),
            Some(code) => self.fail(&id, code, now),
        }
        id
    }
}

impl super::Money {
    /// One entry: on a wallet, or on the world outside.
    fn enter(&mut self, wallet: Option<&str>, entry: Amount, now: i64) {
        let Some(id) = wallet else {
            let outside = self.outside.entry(entry.currency).or_default();
            *outside = outside.saturating_add(entry.amount);
            return;
        };
        if let Some((funds, _)) = id.split_once('_').filter(|(funds, _)| super::client::FUNDS.contains(funds)) {
            self.client_wallet(funds, entry.currency, now);
        }
        if let Some(wallet) = self.wallets.get_mut(id) {
            wallet.balance = wallet.balance.saturating_add(entry.amount);
        }
    }

    /// What all wallets and the world outside sum to, per currency: zero, always.
    pub(crate) fn sums(&self) -> BTreeMap<Currency, i64> {
        let mut sums = self.outside.clone();
        for wallet in self.wallets.values() {
            *sums.entry(wallet.currency).or_default() += wallet.balance;
        }
        sums
    }
}
