//! One transition, stored: load, advance, save and record in one transaction of the journal.

use journal::{
    Error, Transaction,
    audit::{self, Fact},
    outbox::{self, Item},
};
use model::{KycDocumentId, OutboxId, UnixSeconds, UploadState};
use serde_json::{Map, Value, json};

use super::machine::{Advance, Event, Facts, NotNow, PersonAct, Recorded, Transition, advance};
use crate::crash;

/// Why a transition was not stored.
#[derive(Debug, thiserror::Error)]
pub(super) enum StoreError {
    /// The journal failed; nothing changed.
    #[error(transparent)]
    Journal(#[from] Error),
    /// The item's state does not allow it; nothing changed.
    #[error("not in the item's present state")]
    NotNow,
}

impl From<sqlite::Error> for StoreError {
    fn from(error: sqlite::Error) -> Self {
        Self::Journal(error.into())
    }
}

impl From<NotNow> for StoreError {
    fn from(_: NotNow) -> Self {
        Self::NotNow
    }
}

/// Takes an event in. Nothing is written if nothing changes.
pub(super) fn take_in(tx: &Transaction<'_>, id: &OutboxId, event: Event, facts: &Facts) -> Result<Advance, StoreError> {
    let item = outbox::get(tx, id)?;
    let actor = match &event {
        Event::Person(_) => "person",
        _ => "system",
    };
    let event = with_owners(tx, id, event)?;
    let step = advance(item, event, facts)?;
    if step.transition == Transition::None {
        return Ok(step);
    }
    crash::label(step.transition.as_str());
    outbox::save(tx, &step.item)?;
    if let Some(successor) = &step.successor {
        outbox::save(tx, successor)?;
    }
    if let Some(action) = step.transition.audit() {
        audit::append(tx, &fact(&step.item, action, actor, facts.now))?;
    }
    Ok(step)
}

/// Stores a new item, as asked for by a person.
pub(super) fn queue(tx: &Transaction<'_>, item: &Item) -> Result<(), Error> {
    outbox::save(tx, item)?;
    audit::append(tx, &fact(item, "upload.queued", "person", item.created_at))?;
    Ok(())
}

/// Tells the event which documents belong to other items: no item ever takes another's.
fn with_owners(tx: &Transaction<'_>, id: &OutboxId, event: Event) -> Result<Event, Error> {
    let others =
        |document: &KycDocumentId| -> Result<bool, Error> { Ok(outbox::owned_by(tx, document, id)? == Some(false)) };
    Ok(match event {
        Event::Created { document, .. } => Event::Created { taken: others(&document)?, document },
        Event::Recorded(Recorded::Success { document: Some(document) }) if others(&document)? => {
            Event::Created { document, taken: true }
        }
        Event::Found(documents) => {
            let mut free = Vec::new();
            for document in documents {
                if outbox::owner(tx, &document)?.is_none() {
                    free.push(document);
                }
            }
            Event::Found(free)
        }
        // A candidate that another item took meanwhile is not on offer any more.
        Event::Person(PersonAct::Adopt { document }) if outbox::owner(tx, &document)?.is_some() => {
            Event::Person(PersonAct::Adopt { document: KycDocumentId::new("") })
        }
        other => other,
    })
}

fn fact(item: &Item, action: &'static str, actor: &str, at: UnixSeconds) -> Fact {
    let mut detail = Map::new();
    let mut put = |name: &str, value: Value| {
        detail.insert(name.to_owned(), value);
    };
    put("user", json!(item.user.as_str()));
    put("type", json!(item.document_type.as_str()));
    put("pages", json!(item.pages.len()));
    if let Some(document) = &item.document {
        put("document", json!(document.as_str()));
    }
    match &item.state {
        UploadState::Failed { step, reason, .. } => {
            put("step", json!(step));
            // What the API quotes may be personal: the kind of reason only.
            let kind = json!(reason);
            put(
                "reason",
                kind.as_object().and_then(|object| object.keys().next()).map_or(kind.clone(), |name| json!(name)),
            );
        }
        UploadState::UploadingPage { page, .. } => put("page", json!(page)),
        UploadState::Validated => put("outcome", json!("validated")),
        UploadState::Refused => put("outcome", json!("refused")),
        UploadState::OutOfDate => put("outcome", json!("out-of-date")),
        UploadState::Ready
        | UploadState::CreatingDocument
        | UploadState::Submitting
        | UploadState::Submitted
        | UploadState::Cancelled
        | UploadState::Abandoned { .. } => {}
    }
    Fact {
        at,
        actor: actor.to_owned(),
        action,
        object_kind: "outbox",
        object_id: item.id.as_str().to_owned(),
        detail: Value::Object(detail),
    }
}
