//! Numbers and money.

use model::Money;

/// An amount with the digits of its currency and a real minus sign: "−1,284.50". The code is shown apart.
pub fn money(amount: &Money) -> String {
    let digits = amount.currency.digits();
    let unit = 10_u64.pow(digits);
    let whole = amount.amount.unsigned_abs() / unit;
    let part = amount.amount.unsigned_abs() % unit;
    let sign = if amount.amount < 0 { "\u{2212}" } else { "" };
    let whole = l10n::number(i64::try_from(whole).unwrap_or(i64::MAX));
    if digits == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = digits as usize)
    }
}

/// A share as whole hundredths, 0 to 100; 100 only when it is all.
pub fn percent(part: u64, whole: u64) -> u32 {
    if whole == 0 {
        return 0;
    }
    u32::try_from(u128::from(part.min(whole)) * 100 / u128::from(whole)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use model::Currency;

    use super::*;

    #[test]
    fn money_has_the_digits_of_its_currency() {
        let of = |amount, code: &str| money(&Money { amount, currency: Currency::new(code) });
        assert_eq!(of(184_050, "EUR"), "1,840.50");
        assert_eq!(of(-128_450, "EUR"), "\u{2212}1,284.50");
        assert_eq!(of(61_480, "JPY"), "61,480");
        assert_eq!(of(5, "EUR"), "0.05");
    }

    #[test]
    fn a_hundred_per_cent_is_all_of_it() {
        assert_eq!(percent(999, 1000), 99);
        assert_eq!(percent(1000, 1000), 100);
        assert_eq!(percent(1, 0), 0);
    }
}
