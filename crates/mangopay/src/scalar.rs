use serde::{Deserialize, Serialize};

/// A value that comes as text or as a number, kept as text; sent as a number where it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ScalarWire", into = "ScalarWire")]
pub struct Scalar(String);

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum ScalarWire {
    Text(String),
    Number(serde_json::Number),
}

impl Scalar {
    /// Wraps the text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<ScalarWire> for Scalar {
    fn from(wire: ScalarWire) -> Self {
        match wire {
            ScalarWire::Text(text) => Self(text),
            ScalarWire::Number(number) => Self(number.to_string()),
        }
    }
}

impl From<Scalar> for ScalarWire {
    fn from(scalar: Scalar) -> Self {
        let digits = scalar.0.bytes().filter(u8::is_ascii_digit).count();
        // `1e5`, or more digits than a float holds, would arrive as something else.
        let plain = digits <= f64::DIGITS as usize && !scalar.0.contains(['e', 'E']);
        match scalar.0.parse::<serde_json::Number>() {
            Ok(number) if plain || number.to_string() == scalar.0 => Self::Number(number),
            _ => Self::Text(scalar.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scalar;

    #[test]
    fn only_what_keeps_its_value_is_sent_as_a_number() {
        for (text, sent) in [
            ("1260", "1260"),
            ("0.8433611", "0.8433611"),
            ("-1", "-1"),
            ("00012", "\"00012\""),
            ("1e5", "\"1e5\""),
            ("1.10", "1.1"),
            ("9223372036854775807", "9223372036854775807"),
            ("123456789012345678901", "\"123456789012345678901\""),
            ("", "\"\""),
        ] {
            assert_eq!(serde_json::to_string(&Scalar::new(text)).unwrap(), sent);
        }
    }
}
