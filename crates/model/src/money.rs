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

    /// The amount in whole units, as a plain decimal number: `-1905.60`, and `1906` of a currency without decimals.
    pub fn decimal(&self) -> String {
        let sign = if self.amount < 0 { "-" } else { "" };
        let (digits, minor) = (self.currency.digits(), self.amount.unsigned_abs());
        match 10_u64.pow(digits) {
            1 => format!("{sign}{minor}"),
            unit => format!("{sign}{}.{:0width$}", minor / unit, minor % unit, width = digits as usize),
        }
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
    fn a_decimal_number_loses_no_digit() {
        for (minor, code, wanted) in [
            (0, "EUR", "0.00"),
            (-5, "EUR", "-0.05"),
            (-190_560, "EUR", "-1905.60"),
            (1_906, "JPY", "1906"),
            (i64::MAX, "EUR", "92233720368547758.07"),
            (i64::MIN, "EUR", "-92233720368547758.08"),
            (i64::MIN, "JPY", "-9223372036854775808"),
        ] {
            assert_eq!(money(minor, code).decimal(), wanted);
        }
    }

    #[test]
    fn the_largest_amount_survives_json() {
        let text = serde_json::to_string(&money(i64::MAX, "JPY")).unwrap();
        assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), money(i64::MAX, "JPY"));
    }
}
