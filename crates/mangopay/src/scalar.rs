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
        scalar.0.parse().map_or(Self::Text(scalar.0), Self::Number)
    }
}
