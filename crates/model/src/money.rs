use serde::{Deserialize, Serialize};

/// An ISO 4217 code. Kept as text, since the API's list grows; `XXX` stands for "not known yet"
/// (money-operations.md §1.4).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Currency(String);

impl Currency {
    /// Wraps a code as it came.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Digits after the decimal point of the minor unit. Of the currencies in scope only the yen has none
    /// (money-operations.md §1.4).
    pub fn digits(&self) -> u32 {
        match self.0.as_str() {
            "JPY" => 0,
            _ => 2,
        }
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An amount: whole minor units and their currency. Never a float, never added across currencies.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; may be negative (fees given back, the CREDIT wallet).
    pub amount: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// The sum, or `None` if the currencies differ or the result does not fit.
    pub fn checked_add(&self, other: &Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.amount.checked_add(other.amount))
            .flatten()
            .map(|amount| Self { amount, currency: self.currency.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::{Currency, Money};

    fn money(amount: i64, code: &str) -> Money {
        Money { amount, currency: Currency::new(code) }
    }

    #[test]
    fn sums_stay_within_one_currency_and_within_range() {
        assert_eq!(money(1, "EUR").checked_add(&money(2, "EUR")), Some(money(3, "EUR")));
        assert_eq!(money(1, "EUR").checked_add(&money(2, "USD")), None);
        assert_eq!(money(i64::MAX, "EUR").checked_add(&money(1, "EUR")), None);
    }

    #[test]
    fn the_largest_amount_survives_json() {
        let text = serde_json::to_string(&money(i64::MAX, "JPY")).unwrap();
        assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), money(i64::MAX, "JPY"));
    }
}
