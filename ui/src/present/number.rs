//! Numbers and money.

use model::Money;

/// An amount with the digits of its currency and a real minus sign: "−1,284.50". The code is shown apart.
pub fn money(amount: &Money) -> String {
    l10n::amount(amount.amount, amount.currency.digits())
}

/// A count as it is shown, and as it is said: a dash where it is not known.
pub fn count(count: Option<u32>) -> (String, String) {
    match count.map(|count| l10n::number(i64::from(count))) {
        Some(number) => (number.clone(), number),
        None => ("\u{2013}".to_owned(), l10n::text("count-unknown")),
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
        assert_eq!(of(i64::MIN, "JPY"), "\u{2212}9,223,372,036,854,775,808");
    }

    #[test]
    fn what_is_not_known_is_no_number() {
        assert_eq!(count(Some(1_510)), ("1,510".to_owned(), "1,510".to_owned()));
        assert_eq!(count(Some(0)).0, "0");
        let (shown, said) = count(None);
        assert!(!shown.contains(char::is_alphanumeric) && said.contains("not known"), "{shown}, {said}");
    }

    #[test]
    fn a_hundred_per_cent_is_all_of_it() {
        assert_eq!(percent(999, 1000), 99);
        assert_eq!(percent(1000, 1000), 100);
        assert_eq!(percent(1, 0), 0);
    }
}
