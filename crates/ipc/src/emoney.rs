//! Electronic money of a user by year and month, as the API adds it up (users-verification.md §9.1).

use model::{Currency, Money, UserId};
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Opens a user's e-money: what is held is answered at once, what is missing or may have changed is read from then on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenEMoney {
    /// The user.
    pub user: UserId,
    /// In which currency; `None`: in the first that there is. The API adds up one at a time.
    pub currency: Option<Currency>,
    /// The year whose months are wanted; `None`: the years.
    pub year: Option<u16>,
    /// Whether the same view asks once more because something changed: only a first look is read from the API.
    pub again: bool,
}

/// A user's e-money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EMoney {
    /// The currencies of the user's wallets as far as they are held; euros if none is.
    pub currencies: Vec<Currency>,
    /// The one that was added up.
    pub currency: Currency,
    /// The years since the user was created, newest first.
    pub years: Vec<u16>,
    /// The years, or the months of the year asked for, newest first.
    pub periods: Vec<EMoneyPeriod>,
    /// They are being read.
    pub under_way: bool,
    /// Why the last reading broke off.
    pub trouble: Option<Failure>,
}

/// A year or a month, in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EMoneyPeriod {
    /// The year.
    pub year: u16,
    /// The month, from 1; `None`: the whole year.
    pub month: Option<u8>,
    /// What it came to; `None` until it was read.
    pub totals: Option<EMoneyTotals>,
}

/// What a period came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EMoneyTotals {
    /// Pay-ins and transfers in; `None` if the API did not tell.
    pub credited: Option<Money>,
    /// Payouts, likewise.
    pub debited: Option<Money>,
    /// When this was asked for, Unix seconds.
    pub fetched_at: i64,
}
