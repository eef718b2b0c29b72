//! Rates, which do not move: invented, near those of November 2026, in whole ten-millionths so that nothing is ever
//! rounded twice (docs/api/money-operations.md §11).

use serde_json::{Value, json};

use crate::{
    answer::{Answer, Outcome, Refusal},
    money::amount::{Amount, Currency},
    request::Call,
    state::State,
};

/// Ten-millionths: the seven decimals of rates.
const SCALE: i128 = 10_000_000;
/// What the platform pays on top of the market, in percent.
pub(crate) const MARKUP_PERCENT: f64 = 0.5;

/// Units of a currency for one euro, in ten-millionths.
const PER_EURO: [(&str, i128); 23] = [
    ("EUR", SCALE),
    ("AED", 42_413_000),
    ("AUD", 17_812_000),
    ("CAD", 16_204_500),
    ("CHF", 9_312_700),
    ("CNH", 82_231_000),
    ("CZK", 241_870_000),
    ("DKK", 74_690_000),
    ("GBP", 8_791_300),
    ("HKD", 89_873_000),
    ("HUF", 3_856_200_000),
    ("ILS", 37_746_000),
    ("JPY", 1_802_350_000),
    ("MXN", 212_870_000),
    ("NOK", 117_540_000),
    ("NZD", 20_473_000),
    ("PLN", 42_335_000),
    ("RON", 50_871_000),
    ("SAR", 43_319_000),
    ("SEK", 109_860_000),
    ("SGD", 15_047_000),
    ("USD", 11_549_200),
    ("ZAR", 199_480_000),
];

pub(crate) fn per_euro(currency: Currency) -> Option<i128> {
    PER_EURO.iter().find(|(name, _)| *name == currency.as_str()).map(|(_, rate)| *rate)
}

/// Rounds to the nearest whole number, halves away from zero (the half-way case is not documented).
fn rounded(value: i128, by: i128) -> i128 {
    if by == 0 {
        return 0;
    }
    let half = by / 2;
    if value >= 0 { (value + half) / by } else { (value - half) / by }
}

pub(crate) fn divide(value: i128, by: i128) -> i64 {
    i64::try_from(rounded(value, by)).unwrap_or(i64::MAX)
}

/// How many units of `to` one unit of `from` buys, in ten-millionths.
fn market(from: Currency, to: Currency) -> i128 {
    match (per_euro(from), per_euro(to)) {
        (Some(from), Some(to)) => rounded(to * SCALE, from),
        _ => 0,
    }
}

/// Tens by which minor units differ: 100 for EUR to JPY the other way round.
fn tens(from: Currency, to: Currency) -> (i128, i128) {
    (10_i128.pow(to.digits()), 10_i128.pow(from.digits()))
}

/// An amount in another currency at the market rate.
pub(crate) fn convert(amount: Amount, to: Currency) -> Amount {
    let (up, down) = tens(amount.currency, to);
    let value = i128::from(amount.amount) * market(amount.currency, to) * up;
    Amount::new(to, divide(value, SCALE * down))
}

/// What must be paid to get an amount.
pub(crate) fn price(wanted: Amount, from: Currency) -> Amount {
    let (up, down) = tens(from, wanted.currency);
    let value = i128::from(wanted.amount) * SCALE * down;
    Amount::new(from, divide(value, market(from, wanted.currency) * up))
}

/// A number with `places` decimals from its scaled whole.
pub(crate) fn number(scaled: i128, places: u32) -> Value {
    let unit = 10_i128.pow(places);
    let width = usize::try_from(places).unwrap_or(0);
    let text = format!("{}.{:0width$}", scaled / unit, scaled % unit);
    text.parse::<f64>().map_or(Value::Null, |number| json!(number))
}

/// Hundredths of a number or numeric text with at most two decimals.
pub(crate) fn hundredths(value: &Value) -> Option<i64> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    let whole: i64 = whole.parse().ok()?;
    whole.checked_mul(100)?.checked_add(part.parse().ok()?)
}

/// `ConversionRateResponse`.
pub(crate) fn response(from: Currency, to: Currency) -> Value {
    let market = market(from, to);
    let client = rounded(market * 995, 1_000);
    json!({ "ClientRate": number(client, 7), "MarketRate": number(market, 7), "FinalRate": number(client, 7) })
}

/// `GET /conversions/rate/{from}/{to}`.
pub(crate) fn view(_: &mut State, call: &Call<'_>) -> Outcome {
    let named = |name: &str| {
        let text = call.id(name).to_ascii_uppercase();
        Currency::named(&text).ok_or_else(|| Refusal::field(name, &format!("The currency {text} is not available")))
    };
    let (from, to) = (named("from")?, named("to")?);
    super::available([from, to])?;
    let mut all = response(from, to);
    if let Some(members) = all.as_object_mut() {
        members.remove("FinalRate");
    }
    all["DebitedCurrency"] = json!(from);
    all["CreditedCurrency"] = json!(to);
    all["MarketRateDate"] = json!(call.now);
    Ok(Answer::ok(all))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{convert, divide, hundredths, number, price};
    use crate::money::amount::{Amount, Currency};

    #[test]
    fn amounts_round_to_the_nearest_minor_unit() {
        let named = |name: &str| Currency::named(name).unwrap();
        let euro = Amount::new(Currency::EUR, 10_000);
        assert_eq!(convert(euro, named("USD")).amount, 11_549);
        assert_eq!(convert(euro, named("JPY")).amount, 18_024, "no minor unit");
        assert_eq!(convert(Amount::new(named("JPY"), 18_024), Currency::EUR).amount, 10_000);
        assert_eq!(price(Amount::new(named("USD"), 11_549), Currency::EUR).amount, 10_000);
        assert_eq!((divide(5, 10), divide(4, 10), divide(-5, 10)), (1, 0, -1));
    }

    #[test]
    fn numbers_with_decimals() {
        assert_eq!(number(12_917_200, 7), json!(1.291_72));
        assert_eq!(hundredths(&json!(2.5)), Some(250));
        assert_eq!(hundredths(&json!("2")), Some(200));
        assert_eq!(hundredths(&json!(true)), None);
    }
}
