//! Electronic money by year and month in words.

use ipc::emoney::{EMoney, EMoneyPeriod};
use l10n::{text, text_with};
use model::Money;

use super::{Calendar, number};
use crate::components::{Choice, Fact, FactHead};

/// The value of the choice that shows the years.
pub const YEARS: &str = "";

/// What can be shown: the years, or the months of one of them.
pub fn choices(years: &[u16]) -> Vec<Choice> {
    let months = years.iter().map(|year| {
        let year = year.to_string();
        (year.clone(), text_with("emoney-months", &[("year", year.into())]))
    });
    std::iter::once((YEARS.to_owned(), text("emoney-years"))).chain(months).collect()
}

/// The columns of the table.
pub fn heads() -> Vec<FactHead> {
    vec![
        FactHead::words("emoney-period", None),
        FactHead::numbers("emoney-in", Some(128)),
        FactHead::numbers("emoney-out", Some(128)),
        FactHead::words("emoney-as-of", Some(104)),
    ]
}

/// Its rows, as they are held.
pub fn rows(told: &EMoney, calendar: &Calendar) -> Vec<Vec<Fact>> {
    told.periods.iter().map(|period| row(period, calendar)).collect()
}

fn row(period: &EMoneyPeriod, calendar: &Calendar) -> Vec<Fact> {
    let totals = period.totals.as_ref();
    let amount = |money: Option<&Money>| Fact::Number(money.map_or_else(|| "\u{2013}".to_owned(), shown));
    let age = totals.map_or_else(|| text("emoney-unread"), |totals| calendar.ago(totals.fetched_at));
    vec![
        Fact::Words(name(period)),
        amount(totals.and_then(|totals| totals.credited.as_ref())),
        amount(totals.and_then(|totals| totals.debited.as_ref())),
        Fact::Quiet(age),
    ]
}

/// "148,204.10 EUR", with the digits of the currency.
fn shown(money: &Money) -> String {
    let args = [("amount", number::money(money).into()), ("currency", money.currency.as_str().into())];
    text_with("emoney-amount", &args)
}

/// "2026", "Nov 2026".
fn name(period: &EMoneyPeriod) -> String {
    let year = period.year.to_string();
    match period.month {
        None => year,
        Some(month) => {
            let args = [("month", text(&format!("month-{month}")).into()), ("year", year.into())];
            text_with("emoney-month", &args)
        }
    }
}

#[cfg(test)]
mod tests {
    use ipc::emoney::EMoneyTotals;
    use model::Currency;

    use super::*;

    #[test]
    fn amounts_have_the_digits_of_their_currency_and_what_is_not_read_says_so() {
        let yen = |amount| Some(Money { amount, currency: Currency::new("JPY") });
        let totals = EMoneyTotals { credited: yen(1_234_567), debited: None, fetched_at: 0 };
        let told = EMoney {
            currencies: vec![Currency::new("JPY")],
            currency: Currency::new("JPY"),
            years: vec![2026],
            periods: vec![
                EMoneyPeriod { year: 2026, month: Some(11), totals: Some(totals) },
                EMoneyPeriod { year: 2026, month: None, totals: None },
            ],
            under_way: false,
            trouble: None,
        };
        let rows = rows(&told, &Calendar::with_zone(30, |_| 0));
        let nothing = || Fact::Number("\u{2013}".to_owned());
        let words = |text: &str| Fact::Words(text.to_owned());
        assert_eq!(rows[0][..3], [words("Nov 2026"), Fact::Number("1,234,567 JPY".to_owned()), nothing()]);
        assert_eq!(rows[1], [words("2026"), nothing(), nothing(), Fact::Quiet("Not read yet".to_owned())]);
        assert_eq!(choices(&[2026])[1], ("2026".to_owned(), "Months of 2026".to_owned()));
    }
}
