use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// An object of the API: what this version understands of it, and all of it.
#[derive(Debug, Clone)]
pub struct Fetched<T> {
    /// The typed part.
    pub value: T,
    /// The JSON as it came.
    pub raw: Raw,
}

/// JSON as it came. Its `Debug` tells only the length: it is personal data.
#[derive(Clone)]
pub struct Raw(Box<RawValue>);

/// An item of a list that could not be read as what it should be.
#[derive(Debug, Clone)]
pub struct Unread {
    /// The JSON as it came.
    pub raw: Raw,
}

impl Raw {
    /// The JSON text.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Reads it as `T`; `None` if it is something else.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.0.get()).ok()
    }

    pub(crate) fn new(raw: Box<RawValue>) -> Self {
        Self(raw)
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raw({} bytes)", self.0.get().len())
    }
}
