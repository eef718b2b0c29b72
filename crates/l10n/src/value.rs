use fluent_bundle::FluentValue;

/// A value that a message names.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Text, shown as it is.
    Text(std::borrow::Cow<'a, str>),
    /// A whole number: chooses the plural form and is printed with groups.
    Number(i64),
}

impl<'a> Value<'a> {
    /// A number if the text is the plain form of one, else text. For arguments that crossed as text.
    pub fn of_text(text: &'a str) -> Self {
        match text.parse::<i64>() {
            Ok(number) if number.to_string() == text && text.len() <= 15 => Self::Number(number),
            _ => Self::Text(text.into()),
        }
    }

    pub(crate) fn into_fluent(self) -> FluentValue<'a> {
        match self {
            Self::Text(text) => FluentValue::String(text),
            // Exact up to 2^53: far above any count or number of bytes that is shown.
            Self::Number(number) => FluentValue::from(number as f64),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text.as_str().into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

macro_rules! from_number {
    ($($number:ty),+) => {
        $(impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })+
    };
}

from_number!(i8, u8, i16, u16, i32, u32, i64, u64, usize);
