//! A quote in words: its price, who earns what, and how long it holds.

use ipc::quotes::{Charge, Quote};
use l10n::{text, text_with, word};
use model::{Area, ConversionFeesType, Currency, Money};

use super::{Calendar, Role, StatusWord, number, objects::Fact};
use crate::{components::IconName, routes};

/// How a quote stands: it can be used, or cannot any more. Until when is said in either case, if that is known.
pub fn status(quote: &Quote, calendar: &Calendar) -> StatusWord {
    let until = quote.expires.map(|at| calendar.exact(at));
    // Its time may be over since it was read.
    let is_open = quote.is_open && quote.expires.is_none_or(|end| end > calendar.now);
    let (role, icon, id) = match (is_open, &until) {
        (true, Some(_)) => (Role::Info, IconName::Clock, "quote-open-until"),
        (true, None) => (Role::Info, IconName::Clock, "quote-open"),
        (false, Some(_)) => (Role::Idle, IconName::MinusCircle, "quote-over-until"),
        (false, None) => (Role::Idle, IconName::MinusCircle, "quote-over"),
    };
    let until = until.unwrap_or_default();
    StatusWord::new(role, icon, text_with(id, &[("when", until.into())]))
}

/// What a quote tells; `whole`: beside its conversion, where its id, its amounts and its age stand nowhere else.
pub fn facts(quote: &Quote, whole: bool, calendar: &Calendar) -> Vec<(String, Fact)> {
    let mut facts = Vec::new();
    let mut put = |name: String, fact: Fact| facts.push((name, fact));
    if whole {
        let (id, path) = (quote.id.as_str().to_owned(), routes::object_path(Area::Quotes, quote.id.as_str()));
        put(text("quotes-one"), Fact::Object { name: None, id, path: Some(path) });
        for (name, money) in
            [("column-debited", &quote.debited), ("column-credited", &quote.credited), ("column-fees", &quote.fees)]
        {
            if let Some(money) = money {
                put(text(name), Fact::Money(number::money(money), money.currency.as_str().to_owned()));
            }
        }
    } else if let Some(conversion) = &quote.conversion {
        let id = conversion.as_str().to_owned();
        let path = Some(routes::object_path(Area::Transactions, &id));
        put(text("quote-conversion"), Fact::Object { name: None, id, path });
    }
    for (name, rate) in &quote.rates {
        put(word("quote-rate", name), Fact::Words(rate.clone()));
    }
    let currency = quote.debited.as_ref().map(|money| &money.currency);
    for (name, charge) in [
        ("quote-fees", &quote.requested_fees),
        ("quote-margin-mangopay", &quote.mangopay_margin),
        ("quote-margin-user", &quote.user_margin),
    ] {
        if let Some(charge) = charge {
            put(text(name), charged(charge, currency));
        }
    }
    if whole {
        put(text("quote-read"), Fact::Words(calendar.moment(quote.fetched_at)));
    }
    facts
}

/// "1.5 %", "12 pips", "1.20 EUR". A way of reckoning that we do not know is shown with its value as it came.
fn charged(charge: &Charge, debited: Option<&Currency>) -> Fact {
    let value = charge.value.as_str();
    match &charge.kind {
        ConversionFeesType::Percentage => Fact::Words(text_with("quote-percent", &[("value", value.into())])),
        ConversionFeesType::Pip => Fact::Words(text_with("quote-pips", &[("value", value.into())])),
        ConversionFeesType::Fixed | ConversionFeesType::Unknown(_) => {
            // Fees are in the debited currency (docs/api/money-operations.md §11).
            let currency = charge.currency.as_ref().or(debited);
            match (value.parse(), currency) {
                (Ok(amount), Some(currency)) if charge.kind == ConversionFeesType::Fixed => {
                    let money = Money { amount, currency: currency.clone() };
                    Fact::Money(number::money(&money), currency.as_str().to_owned())
                }
                _ => Fact::Words(format!("{} {value}", charge.kind.as_str())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{ConversionId, QuoteId, QuoteStatus};

    use super::*;

    /// 24 November 2026, 10:42 in Paris.
    const NOW: i64 = 1_795_513_320;

    fn charge(kind: ConversionFeesType, value: &str) -> Charge {
        Charge { kind, value: value.to_owned(), currency: None }
    }

    fn quote() -> Quote {
        let money = |amount, code: &str| Some(Money { amount, currency: Currency::new(code) });
        Quote {
            id: QuoteId::new("cvrquote_01M77GX3G0RMRQ78F4GGGDEV00"),
            conversion: None,
            status: Some(QuoteStatus::Active),
            is_open: true,
            expires: Some(NOW + 300),
            debited: money(90_000, "EUR"),
            credited: money(78_726, "GBP"),
            fees: money(450, "EUR"),
            requested_fees: Some(charge(ConversionFeesType::Percentage, "0.5")),
            rates: vec![("market".to_owned(), "0.87913".to_owned()), ("final".to_owned(), "0.8747344".to_owned())],
            mangopay_margin: Some(charge(ConversionFeesType::Pip, "12")),
            user_margin: Some(charge(ConversionFeesType::Fixed, "1200")),
            fetched_at: NOW - 60,
        }
    }

    #[test]
    fn a_quote_says_whether_it_can_still_be_used() {
        let calendar = Calendar::with_zone(NOW, |_| 60);
        let told = |quote: &Quote| {
            let status = status(quote, &calendar);
            (status.role, status.word)
        };
        assert_eq!(told(&quote()), (Role::Info, "Can be used until 24 Nov 10:47".to_owned()));
        let later = Calendar::with_zone(NOW + 300, |_| 60);
        assert_eq!(status(&quote(), &later).role, Role::Idle, "its time passes while somebody looks at it");
        let over = Quote { is_open: false, ..quote() };
        assert_eq!(told(&over), (Role::Idle, "Used or expired; it was valid until 24 Nov 10:47".to_owned()));
        assert_eq!(told(&Quote { expires: None, ..over }).1, "Used or expired");
    }

    #[test]
    fn rates_stay_as_exact_as_they_came_and_charges_have_their_unit() {
        let calendar = Calendar::with_zone(NOW, |_| 60);
        let facts = facts(&quote(), false, &calendar);
        let words: Vec<(&str, String)> = facts
            .iter()
            .map(|(name, fact)| match fact {
                Fact::Words(words) => (name.as_str(), words.clone()),
                Fact::Money(amount, currency) => (name.as_str(), format!("{amount} {currency}")),
                other => panic!("{other:?}"),
            })
            .collect();
        let expected = [
            ("Market rate", "0.87913"),
            ("Rate with all margins", "0.8747344"),
            ("Requested fees", "0.5 %"),
            ("Mangopay’s margin", "12 pips"),
            ("Your margin, calculated only", "12.00 EUR"),
        ];
        assert_eq!(words, expected.map(|(name, value)| (name, value.to_owned())));
        let whole = super::facts(&quote(), true, &calendar);
        assert_eq!(whole.len(), facts.len() + 5, "with its id, three amounts and its age");
        let path = "/quotes?view=all&open=cvrquote_01M77GX3G0RMRQ78F4GGGDEV00";
        assert!(matches!(&whole[0].1, Fact::Object { path: Some(found), .. } if found == path));
        // Beside itself it leads back.
        let used = Quote { conversion: Some(ConversionId::new("cvr_1")), ..quote() };
        let back = &super::facts(&used, false, &calendar)[0].1;
        let path = "/transactions?view=all&open=cvr_1";
        assert!(matches!(back, Fact::Object { path: Some(found), .. } if found == path), "{back:?}");
    }
}
