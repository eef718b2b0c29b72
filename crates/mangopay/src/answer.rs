use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::{
    Error,
    fetched::{Fetched, Raw},
    list::Counts,
};

/// A success.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The JSON; `None` where nothing was expected.
    pub(crate) raw: Option<Box<RawValue>>,
    pub(crate) counts: Counts,
}

impl Answer {
    /// Reads a success. The whole body must be one JSON value where one is expected.
    pub(crate) fn read(expects_json: bool, status: u16, headers: &HeaderMap, body: &[u8]) -> Result<Self, Error> {
        let counts = Counts::from_headers(headers);
        let begins_with = body.iter().copied().find(|byte| !byte.is_ascii_whitespace());
        match (expects_json, begins_with) {
            // Not one of ours begins like this; web pages do.
            (_, Some(b'<')) => Err(Error::NotAnApi { status }),
            (false, _) => Ok(Self { raw: None, counts }),
            (true, None) => Err(Error::Unreadable { what: "empty body" }),
            (true, Some(first)) => match serde_json::from_slice::<Box<RawValue>>(body) {
                Ok(raw) => Ok(Self { raw: Some(raw), counts }),
                Err(_) if matches!(first, b'{' | b'[') => Err(Error::Unreadable { what: "JSON syntax" }),
                Err(_) => Err(Error::NotAnApi { status }),
            },
        }
    }

    /// The typed object and its JSON. A failure of a write is an unknown outcome: it was carried out, but what came of
    /// it cannot be read.
    pub(crate) fn into_fetched<T: DeserializeOwned>(self, what: &'static str) -> Result<Fetched<T>, Error> {
        let raw = self.raw.ok_or(Error::Unreadable { what })?;
        let value = serde_json::from_str(raw.get()).map_err(|_| Error::Unreadable { what })?;
        Ok(Fetched { value, raw: Raw::new(raw) })
    }
}
