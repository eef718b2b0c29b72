//! Money: wallets, transactions of every kind and the book that keeps their balances
//! (docs/mangopay/money-operations.md §4 to §12).

mod access;
pub(crate) mod amount;
pub(crate) mod book;
pub(crate) mod chargebacks;
mod client;
mod codes;
pub(crate) mod lists;
pub(crate) mod refunds;
mod rules;
mod transfers;
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
    /// A session of strong authentication ends.
    Session(String),
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
    /// Open sessions by token.
    sessions: BTreeMap<String, access::Session>,
    /// When users last authenticated to let their wallets be read.
    viewed: BTreeMap<String, i64>,
    /// Disputes that are not closed yet.
    disputed: BTreeSet<String>,
}

/// The endpoints of money.
pub(crate) fn routes() -> Vec<Route> {
    [wallets::routes(), client::routes(), transfers::routes(), refunds::routes(), chargebacks::routes()]
        .into_iter()
        .flatten()
        .collect()
}

/// The pages of money.
pub(crate) const DOORS: &[Door] = &[Door { kind: "sca", show: access::show, decide: access::decide }];

/// Does what has come due.
pub(crate) fn due(state: &mut State, due: &Due, at: i64) {
    match due {
        Due::Session(token) => access::ended(state, token, at),
    }
}

/// What else is served under `/hosted`.
pub(crate) fn files() -> axum::Router<Arc<Shared>> {
    axum::Router::new()
}
