use model::IdempotencyKey;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::{Call, Client, Error, Fetched, Raw, request::Request, wire};

/// What the API recorded under an idempotency key.
#[derive(Debug, Clone)]
pub enum Recorded {
    /// The first call with this key was answered.
    Answer(RecordedResponse),
    /// Nothing is recorded: the key is unknown, older than 24 hours, or its call is still running
    /// (money-operations.md §1.7).
    NotRecorded,
}

/// A recorded answer.
#[derive(Debug, Clone)]
pub struct RecordedResponse {
    /// The HTTP status of that answer.
    pub status: u16,
    /// The body of that answer; `None` if it had none.
    pub resource: Option<Raw>,
}

impl RecordedResponse {
    /// Whether the call was carried out.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The object of a success; `None` if it is something else, there is none, or the call was refused.
    pub fn read<T: DeserializeOwned>(&self) -> Option<Fetched<T>> {
        let raw = self.resource.as_ref().filter(|_| self.is_success())?;
        Some(Fetched { value: raw.read()?, raw: raw.clone() })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Wire {
    #[serde(default, deserialize_with = "wire::number")]
    status_code: Option<i64>,
    #[serde(default)]
    resource: Option<Box<RawValue>>,
}

/// Not one of `calls!`: what came is looked into before it is an answer.
const RESPONSE: Call = Call { verb: "GET", path: "/responses/{IdempotencyKey}", function: "response" };
pub(crate) const CALLS: &[Call] = &[RESPONSE];

impl Client {
    /// Looks up what came of the call that carried this key. Needs the scope `Client.Developers`, READ.
    ///
    /// # Errors
    ///
    /// [`Error::ScopeMissing`] without that scope, or any of a read.
    pub async fn response(&self, key: &IdempotencyKey) -> Result<Recorded, Error> {
        let read = self.read::<Wire>("response", &Request::get(RESPONSE.path, vec![key.as_str().to_owned()])).await;
        let wire = match read {
            Ok(fetched) => fetched.value,
            Err(Error::NotFound(_)) => return Ok(Recorded::NotRecorded),
            Err(Error::Validation(refusal))
                if refusal.kind == "correlationid_not_found"
                    || refusal.fields.iter().any(|(field, _)| field == "correlationid_not_found") =>
            {
                return Ok(Recorded::NotRecorded);
            }
            Err(error) => return Err(error),
        };
        wire.recorded().map(Recorded::Answer)
    }
}

impl Wire {
    pub(crate) fn recorded(self) -> Result<RecordedResponse, Error> {
        let status = self.status_code.and_then(|status| u16::try_from(status).ok());
        let status = status.ok_or(Error::Unreadable { what: "recorded status" })?;
        Ok(RecordedResponse { status, resource: self.resource.and_then(resource) })
    }
}

/// The body: an object, or the text of one; null and empty text are none.
fn resource(raw: Box<RawValue>) -> Option<Raw> {
    match serde_json::from_str::<Option<String>>(raw.get()) {
        Ok(None) => None,
        Ok(Some(text)) if text.trim().is_empty() => None,
        Ok(Some(text)) => Some(Raw::new(RawValue::from_string(text).unwrap_or(raw))),
        Err(_) => Some(Raw::new(raw)),
    }
}
