//! Reading values as the API really sends them: numbers as text, missing and null members alike.

use model::UnixSeconds;
use serde::{Deserialize, Deserializer, de::Error as _};

#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Whole(i64),
    Float(f64),
    Text(String),
}

/// A whole number, or the text of one; null and empty text are `None`.
pub(crate) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    match Option::<Number>::deserialize(deserializer)? {
        None => Ok(None),
        Some(Number::Whole(number)) => Ok(Some(number)),
        // Error bodies and some newer services send whole seconds as floats (money-operations.md §0.2).
        Some(Number::Float(number)) if number.fract() == 0.0 && number.abs() < 9e15 => Ok(Some(number as i64)),
        Some(Number::Float(_)) => Err(D::Error::custom("a fraction where a whole number belongs")),
        Some(Number::Text(text)) if text.trim().is_empty() => Ok(None),
        Some(Number::Text(text)) => {
            text.trim().parse().map(Some).map_err(|_| D::Error::custom("text where a number belongs"))
        }
    }
}

/// A moment in seconds, as [`number`].
pub(crate) fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<UnixSeconds>, D::Error> {
    Ok(number(deserializer)?.map(UnixSeconds))
}

/// A list; null is an empty one.
pub(crate) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// An open enum or an id; null and empty text are `None`.
pub(crate) fn word<'de, D: Deserializer<'de>, T: From<String>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()).map(T::from))
}
