//! Money: wallets, transactions of every kind and the book that keeps their balances
//! (docs/mangopay/money-operations.md §4 to §11).

use serde::{Deserialize, Serialize};

use crate::{routes::Route, state::State};

/// What money does by time alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Due {}

/// The part of the state that is about money.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Money {}

/// The endpoints of money.
pub(crate) fn routes() -> Vec<Route> {
    Vec::new()
}

/// Does what has come due.
pub(crate) fn due(_: &mut State, due: &Due, _: i64) {
    match *due {}
}
