//! Money: wallets, transactions of every kind and the book that keeps their balances
//! (docs/api/money-operations.md §4 to §12).

mod access;
pub(crate) mod amount;
pub(crate) mod book;
pub(crate) mod cards;
pub(crate) mod chargebacks;
mod client;
pub(crate) mod codes;
mod control;
mod destinations;
mod emoney;
pub(crate) mod fx;
pub(crate) mod holds;
pub(crate) mod lists;
pub(crate) mod mandates;
pub(crate) mod payins;
pub(crate) mod payouts;
pub(crate) mod refunds;
mod rules;
mod transfers;
pub(crate) mod virtual_accounts;
mod visits;
pub(crate) mod wallets;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{hosted::Door, routes::Route, shared::Shared, state::State};

/// What money does by time alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Due {
    /// A link that a user was sent to ends.
    Visit(String),
    /// An announced bank wire has not come.
    Wire(String),
    /// The bank answers to a direct debit.
    Debit(String),
    /// A bank takes a succeeded direct debit back.
    LateFailure(String),
    /// A mandate is answered to, or expires.
    Mandate(String),
    /// A preauthorization or deposit ends.
    Hold(String),
    /// The banks answer to a payout.
    Payout(String),
}

/// The part of the state that is about money.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Money {
    /// Wallets of users and of the platform.
    pub(crate) wallets: BTreeMap<String, wallets::Wallet>,
    /// The wallets of each user, oldest first.
    owned: BTreeMap<String, Vec<String>>,
    pub(crate) book: book::Book,
    /// What the world outside holds: the other side of what enters and leaves wallets.
    outside: BTreeMap<amount::Currency, i64>,
    /// Open links by token.
    visits: BTreeMap<String, visits::Visit>,
    /// When users last authenticated to let their wallets be read.
    pub(crate) viewed: BTreeMap<String, i64>,
    /// Disputes that are not closed yet.
    disputed: BTreeSet<String>,
    pub(crate) cards: BTreeMap<String, cards::Card>,
    registrations: BTreeMap<String, cards::register::Registration>,
    /// Card registrations by what the card holder's browser names them.
    preregistered: BTreeMap<String, String>,
    validations: BTreeMap<String, cards::validate::Validation>,
    pub(crate) holds: BTreeMap<String, holds::Hold>,
    pub(crate) mandates: BTreeMap<String, mandates::Mandate>,
    pub(crate) recurring: BTreeMap<String, payins::recurring::Registration>,
    quotes: BTreeMap<String, fx::Quote>,
    pub(crate) virtual_accounts: BTreeMap<String, virtual_accounts::VirtualAccount>,
    /// Data collected for PayPal.
    collections: BTreeMap<String, serde_json::Value>,
}

impl Money {
    /// Puts a wallet with its whole past into the books; the other side of its balance is outside.
    pub(crate) fn bring(&mut self, wallet: wallets::Wallet, past: Vec<book::Transaction>) {
        let outside = self.outside.entry(wallet.currency).or_default();
        *outside = outside.saturating_sub(wallet.balance);
        if let Some(owner) = &wallet.owner {
            self.owned.entry(owner.clone()).or_default().push(wallet.id.clone());
        }
        self.wallets.insert(wallet.id.clone(), wallet);
        for transaction in past {
            self.book.push(transaction);
        }
    }

    /// Takes the only wallet of a user out again; its past is the caller's to forget.
    pub(crate) fn forget(&mut self, owner: &str, wallet: &str) {
        self.owned.remove(owner);
        if let Some(wallet) = self.wallets.remove(wallet) {
            let outside = self.outside.entry(wallet.currency).or_default();
            *outside = outside.saturating_add(wallet.balance);
        }
    }
}

/// The endpoints of money.
pub(crate) fn routes() -> Vec<Route> {
    [
        wallets::routes(),
        client::routes(),
        transfers::routes(),
        refunds::routes(),
        chargebacks::routes(),
        payins::routes(),
        cards::routes(),
        holds::routes(),
        mandates::routes(),
        payouts::routes(),
        fx::routes(),
        emoney::routes(),
        virtual_accounts::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The pages of money.
pub(crate) const DOORS: &[Door] = &[
    Door { kind: "confirm", show: visits::show, decide: visits::decide },
    Door { kind: "payment", show: visits::show, decide: visits::decide },
    Door { kind: "mandate", show: visits::show, decide: visits::decide },
];

/// Does what has come due.
pub(crate) fn due(state: &mut State, due: &Due, at: i64) {
    match due {
        Due::Visit(token) => visits::lapse(state, token, at),
        Due::Wire(id) => payins::wire::lapse(state, id, at),
        Due::Debit(id) => payins::debit::due(state, id, at),
        Due::LateFailure(id) => payins::debit::fail_late(state, id, at),
        Due::Mandate(id) => mandates::due(state, id, at),
        Due::Hold(id) => holds::expire(state, id, at),
        Due::Payout(id) => payouts::flow::due(state, id, at),
    }
}

/// What else is served under `/hosted`.
pub(crate) fn files() -> axum::Router<Arc<Shared>> {
    axum::Router::new()
        .route("/card-tokens", axum::routing::post(cards::register::tokens))
        .route("/mandates/{id}", axum::routing::get(mandates::document))
}

pub(crate) use control::verbs;
