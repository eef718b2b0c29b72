//! One write, carried out exactly once.
//!
//! What was typed is stored before anything is sent, with the key of a `POST`. A write whose outcome is not known stays
//! stored as such: the next try asks what came of it (`GET /responses/{key}` for a `POST`, the object itself for a
//! `PUT`) before it sends. A key whose call was refused is never used again (docs/api/money-operations.md §1.7).

use futures::future::BoxFuture;
use ipc::{Code, Failure, Retry};
use journal::{Transaction, audit, forms as kept};
use mangopay::{Client, Error, Fetched, Recorded};
use model::{
    Area, IdempotencyKey, UnixSeconds,
    form::{Fault, FormId, FormKind, Values},
};
use serde_json::Value;

use crate::{
    engine::{Engine, fact},
    failure,
};

/// The server remembers what came of a key for a day; an hour less for clocks that differ.
const REMEMBERED: i64 = 23 * 3_600;

/// The JSON of an object, on its way.
pub(super) type Answer = BoxFuture<'static, Result<String, Error>>;

/// A call whose answer is an object.
pub(super) type Call = Box<dyn Fn(Client) -> Answer + Send + Sync>;

/// What a form comes to.
pub(super) struct Order {
    /// The list of the object.
    pub(super) area: Area,
    /// The kind of object and what was done, as the audit chain names them.
    pub(super) kind: &'static str,
    pub(super) action: &'static str,
    pub(super) write: Write,
    /// Of what is sent by itself, without a person: what is stored together with its being carried out.
    pub(super) also: Option<Also>,
}

/// What is stored in one commit with the end of a write; is told the object's id.
pub(super) type Also = Box<dyn FnOnce(&Transaction<'_>, &str) -> Result<(), journal::Error> + Send>;

pub(super) enum Write {
    /// A `POST`.
    Create(Box<dyn Fn(Client, IdempotencyKey) -> Answer + Send + Sync>),
    /// A `PUT` of a body, and how the object is read back.
    Change { body: Value, send: Call, read: Call },
}

/// What the server remembers of a key.
enum Known {
    Done(String),
    Refused(Failure),
    Nothing,
}

/// The JSON of what came.
pub(super) fn json<T>(fetched: Fetched<T>) -> String {
    fetched.raw.as_str().to_owned()
}

impl Engine {
    /// Carries an order out, stores the object in the local copy and forgets the form. Returns the object's id, and
    /// whether it was an earlier try with other values that made it.
    pub(super) async fn carry_out(
        &self,
        form: &FormId,
        values: &Values,
        order: Order,
    ) -> Result<(String, bool), Failure> {
        let kept = self.kept(form).await?;
        let in_doubt = kept.as_ref().filter(|kept| kept.sent_at.is_some());
        let others = in_doubt.and_then(|kept| serde_json::from_str::<Values>(&kept.typed).ok());
        let others = others.is_some_and(|typed| !typed.same(values));
        let mut earlier = false;
        let raw = match order.write {
            Write::Create(send) => {
                let (raw, first) = Box::pin(self.create(form, values, kept, &*send)).await?;
                earlier = first && others;
                raw
            }
            Write::Change { body, send, read } => {
                Box::pin(self.change(form, values, kept, &body, &send, &read)).await?
            }
        };
        let object: Value = serde_json::from_str(&raw).map_err(|_| Failure::new(Code::Unreadable))?;
        let id = object["Id"].as_str().map_or_else(|| object["Id"].to_string(), str::to_owned);
        let mut entry = fact(self.parts.clock.now(), order.action, order.kind, &id);
        if order.also.is_some() {
            "system".clone_into(&mut entry.actor);
        }
        let (done, also, made) = (form.clone(), order.also, id.clone());
        let stored = self.parts.journal.write(move |tx| {
            kept::delete(tx, &done)?;
            if let Some(also) = also {
                also(tx, &made)?;
            }
            audit::append(tx, &entry).map(|_| ())
        });
        stored.await.map_err(|error: journal::Error| failure::journal(&error))?;
        // It was carried out: what the local copy lacks comes with the next look.
        if let Err(failure) = self.sync.took(order.area, raw).await {
            tracing::warn!(code = failure.code.key(), "what was written could not be stored in the local copy");
        }
        Ok((id, earlier))
    }

    /// The object, and whether the first try had made it.
    async fn create(
        &self,
        form: &FormId,
        values: &Values,
        kept: Option<kept::Kept>,
        send: &(dyn Fn(Client, IdempotencyKey) -> Answer + Send + Sync),
    ) -> Result<(String, bool), Failure> {
        let now = self.parts.clock.now();
        let in_doubt = kept.and_then(|kept| Some((kept.key?, kept.sent_at?)));
        let anew = || (self.parts.ids.idempotency_key(), now);
        let (key, sent_at) = match in_doubt {
            None => anew(),
            Some((key, sent_at)) => match self.known(form.kind, &key).await.map_err(|error| failure::api(&error))? {
                Known::Done(raw) => return Ok((raw, true)),
                Known::Refused(_) => anew(),
                // Whoever looks at the list knows more than the server tells.
                Known::Nothing if now.since(sent_at) >= REMEMBERED => return Err(Failure::new(Code::OutcomeUnknown)),
                // With the same key it is carried out once at most, even if the first try is still on its way.
                Known::Nothing => (key, sent_at),
            },
        };
        self.begin(form, values, Some(key.clone()), sent_at).await?;
        let error = match send(self.parts.client.clone(), key.clone()).await {
            Ok(raw) => return Ok((raw, false)),
            Err(error) => error,
        };
        let unknown = match &error {
            Error::Conflict(_) => Code::StillRunning,
            Error::UnknownOutcome { .. } => Code::OutcomeUnknown,
            _ => {
                self.give_up(form).await?;
                return Err(refused(form.kind, &error));
            }
        };
        match self.known(form.kind, &key).await {
            Ok(Known::Done(raw)) => Ok((raw, false)),
            Ok(Known::Refused(failure)) => {
                self.give_up(form).await?;
                Err(failure)
            }
            Ok(Known::Nothing) | Err(_) => Err(Failure::new(unknown).retry(Retry::Now)),
        }
    }

    async fn change(
        &self,
        form: &FormId,
        values: &Values,
        kept: Option<kept::Kept>,
        body: &Value,
        send: &Call,
        read: &Call,
    ) -> Result<String, Failure> {
        let client = || self.parts.client.clone();
        let holds = |raw: &String| serde_json::from_str(raw).is_ok_and(|object| holds(body, &object));
        if kept.is_some_and(|kept| kept.sent_at.is_some()) {
            let raw = read(client()).await.map_err(|error| failure::api(&error))?;
            if holds(&raw) {
                return Ok(raw);
            }
        }
        self.begin(form, values, None, self.parts.clock.now()).await?;
        match send(client()).await {
            Ok(raw) => Ok(raw),
            Err(Error::UnknownOutcome { .. }) => match read(client()).await {
                Ok(raw) if holds(&raw) => Ok(raw),
                Ok(_) | Err(_) => Err(Failure::new(Code::OutcomeUnknown).retry(Retry::Now)),
            },
            Err(error) => {
                self.give_up(form).await?;
                Err(refused(form.kind, &error))
            }
        }
    }

    /// Stores what is about to be sent.
    async fn begin(
        &self,
        form: &FormId,
        values: &Values,
        key: Option<IdempotencyKey>,
        sent_at: UnixSeconds,
    ) -> Result<(), Failure> {
        let typed = serde_json::to_string(values).map_err(|error| failure::internal(&error))?;
        let row = kept::Kept { typed, key, sent_at: Some(sent_at), changed_at: self.parts.clock.now() };
        let form = form.clone();
        let stored = self.parts.journal.write(move |tx| kept::put(tx, &form, &row)).await;
        stored.map_err(|error: journal::Error| failure::journal(&error))
    }

    async fn give_up(&self, form: &FormId) -> Result<(), Failure> {
        let form = form.clone();
        let stored = self.parts.journal.write(move |tx| kept::give_up(tx, &form)).await;
        stored.map_err(|error: journal::Error| failure::journal(&error))
    }

    async fn known(&self, kind: FormKind, key: &IdempotencyKey) -> Result<Known, Error> {
        Ok(match self.parts.client.response(key).await? {
            Recorded::NotRecorded => Known::Nothing,
            Recorded::Answer(answer) => {
                let raw = answer.resource.as_ref().map(|raw| raw.as_str().to_owned()).unwrap_or_default();
                if answer.is_success() {
                    Known::Done(raw)
                } else {
                    let refusal: Value = serde_json::from_str(&raw).unwrap_or_default();
                    let errors = refusal["errors"].as_object().into_iter().flatten();
                    let errors =
                        errors.map(|(name, said)| (name.clone(), said.as_str().unwrap_or_default().to_owned()));
                    let failure = Failure::new(Code::RefusedByApi)
                        .with("type", refusal["Type"].as_str().unwrap_or_default())
                        .with("status", answer.status);
                    Known::Refused(said(kind, failure, &errors.collect::<Vec<_>>()))
                }
            }
        })
    }
}

/// Why a form was refused, at the fields that the server names.
fn refused(kind: FormKind, error: &Error) -> Failure {
    let failure = failure::api(error);
    let Error::Validation(refusal) = error else { return failure };
    if refusal.fields.is_empty() {
        let message = refusal.message.clone().filter(|message| !message.trim().is_empty());
        return message.into_iter().fold(failure, |failure, message| failure.fault("", Fault::Said(message)));
    }
    said(kind, failure, &refusal.fields)
}

/// What the server said, at its fields; of a field that the form does not have, about the form as a whole.
fn said(kind: FormKind, failure: Failure, errors: &[(String, String)]) -> Failure {
    errors.iter().fold(failure, |failure, (wire, said)| {
        let name = kind.field_of_wire(wire).map_or("", |field| field.name);
        failure.fault(name, Fault::Said(said.clone()))
    })
}

/// Whether an object has what a body asked for. Empty text and none are one.
fn holds(body: &Value, object: &Value) -> bool {
    let none = |value: &Value| value.is_null() || value.as_str() == Some("");
    match (body, object) {
        (Value::Object(wanted), Value::Object(had)) => {
            wanted.iter().all(|(name, value)| holds(value, had.get(name).unwrap_or(&Value::Null)))
        }
        (body, object) => body == object || (none(body) && none(object)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_holds_what_was_asked_for_whatever_else_it_has() {
        let object = json!({"Id": "1", "Url": "https://a.example", "Tag": null, "Of": {"Name": "x", "Age": 3}});
        assert!(holds(&json!({"Url": "https://a.example", "Tag": ""}), &object));
        assert!(holds(&json!({"Of": {"Name": "x"}}), &object));
        assert!(!holds(&json!({"Of": {"Name": "y"}}), &object));
        assert!(!holds(&json!({"Email": "x"}), &object));
    }

    #[test]
    fn what_the_server_says_stands_at_its_field() {
        let errors = [("Url".to_owned(), "no".to_owned()), ("Odd".to_owned(), "what".to_owned())];
        let failure = said(FormKind::AddHook, Failure::new(Code::RefusedByApi), &errors);
        let fields: Vec<_> = failure.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(fields, ["url", ""]);
        assert_eq!(failure.fields[1].fault, Some(Fault::Said("what".to_owned())));
    }
}
