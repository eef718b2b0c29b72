use std::fmt;

use model::{Currency, Money, UserId};

use crate::{object::objects, query::query, surface::calls};

objects! {
    /// A user's totals of e-money (users-verification.md §9.1).
    pub struct EMoney {
        /// Whose.
        pub user_id: Option<UserId>,
        /// Pay-ins and transfers in.
        #[serde(rename = "CreditedEMoney")]
        pub credited: Option<Money>,
        /// Payouts.
        #[serde(rename = "DebitedEMoney")]
        pub debited: Option<Money>,
    }
}

query! {
    /// In which currency the totals are asked for.
    pub struct EMoneyQuery {
        /// The currency; the server assumes euros.
        pub currency: Option<Currency> = "Currency",
    }
}

/// A year as it stands in a path, four digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year(pub u16);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

/// A month as it stands in a path, two digits, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month(pub u8);

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

calls! {
    /// A user's totals since the beginning.
    get e_money(user: &UserId; query: &EMoneyQuery) "/users/{UserId}/emoney" => EMoney;
    /// A user's totals of a year.
    get e_money_of_year(user: &UserId, year: Year; query: &EMoneyQuery) "/users/{UserId}/emoney/{Year}" => EMoney;
    /// A user's totals of a month.
    get e_money_of_month(user: &UserId, year: Year, month: Month; query: &EMoneyQuery)
        "/users/{UserId}/emoney/{Year}/{Month}" => EMoney;
}
