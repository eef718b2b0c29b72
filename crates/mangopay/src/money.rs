//! Money on the wire: `{"Currency":"EUR","Amount":1260}`, whole minor units (money-operations.md §1.4).

use model::{Currency, Money};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::wire;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Received {
    currency: Currency,
    #[serde(default, deserialize_with = "wire::number")]
    amount: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Sent<'a> {
    currency: &'a Currency,
    amount: i64,
}

/// Reads it; null, and a currency without an amount, are `None`: no amount is not zero.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    let received = Option::<Received>::deserialize(deserializer)?;
    Ok(received.and_then(|Received { currency, amount }| Some(Money { amount: amount?, currency })))
}

pub(crate) fn write<S: Serializer>(money: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    Sent { currency: &money.currency, amount: money.amount }.serialize(serializer)
}

pub(crate) fn write_some<S: Serializer>(money: &Option<Money>, serializer: S) -> Result<S::Ok, S::Error> {
    match money {
        Some(money) => write(money, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use model::{Currency, Money};
    use serde_json::json;

    fn money(amount: i64) -> Money {
        Money { amount, currency: Currency::new("EUR") }
    }

    #[test]
    fn amounts_of_every_size_and_spelling_are_exact() {
        for (wire, expected) in [
            (json!({"Currency": "EUR", "Amount": 1260}), Some(money(1260))),
            (json!({"Currency": "EUR", "Amount": i64::MAX}), Some(money(i64::MAX))),
            (json!({"Currency": "EUR", "Amount": i64::MIN}), Some(money(i64::MIN))),
            (json!({"Currency": "EUR", "Amount": "-200"}), Some(money(-200))),
            (json!({"Currency": "EUR", "Amount": 12.0, "New": 1}), Some(money(12))),
            (json!({"Currency": "EUR", "Amount": null}), None),
            (json!({"Currency": "EUR"}), None),
            (json!(null), None),
        ] {
            assert_eq!(super::read(&wire).unwrap(), expected, "{wire}");
        }
        for bad in [json!({"Currency": "EUR", "Amount": 12.5}), json!({"Amount": 1}), json!(12)] {
            assert!(super::read(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_sent_has_the_documented_shape() {
        let sent = super::write(&money(i64::MAX), serde_json::value::Serializer).unwrap();
        assert_eq!(sent, json!({"Currency": "EUR", "Amount": i64::MAX}));
    }
}
