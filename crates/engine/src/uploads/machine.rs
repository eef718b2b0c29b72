//! Every transition of an upload, in one pure function.
//!
//! [`advance`] takes an item as it is stored and something that happened, and gives the item as it is to be stored and
//! what to do next. The runner stores first and acts then, so that a crash at any line finds in the journal what may
//! have been done. After a restart [`Event::Turn`] finds the way on from what is stored alone.
//!
//! The rules are those of ARCHITECTURE.md, "Uploads"; facts about the API from users-verification.md §3 and
//! money-operations.md §1.7.

mod person;
mod steps;
mod trouble;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod world;

use std::path::PathBuf;

use journal::{drafts::Place, outbox::Item};
use model::{IdempotencyKey, KycDocumentId, KycDocumentStatus, OutboxId, UnixSeconds};

/// How long a key is trusted to be known to the API. It forgets after 24 hours (money-operations.md §1.7), counted
/// from when it received the call; a quarter of an hour is kept back for a body on a slow link and for clocks that
/// differ, since a forgotten key would let the same call act twice.
pub(crate) const KEY_TRUSTED: i64 = 24 * 3600 - 900;
/// How much earlier than the first try a lost document may have been created, by the other side's clock.
pub(crate) const CLOCK_SLACK: i64 = 300;
/// How long after a lost creation the list of documents is believed when it shows none: the call may still be at work.
pub(crate) const SETTLE: i64 = 120;
/// How long a call is believed to be still running while the API has no answer recorded for its key.
pub(crate) const STILL_RUNNING_MOST: i64 = 3600;
/// The first wait after a failed try; it doubles.
const FIRST_WAIT: i64 = 2;
/// The longest such wait.
const LONGEST_WAIT: i64 = 300;
/// Failed tries in a row, not counting those without a network, after which a person is asked.
pub(crate) const MOST_TROUBLES: u32 = 30;

/// What a transition needs from outside.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    /// The moment.
    pub(crate) now: UnixSeconds,
    /// A key that was never used, in case one is needed.
    pub(crate) key: IdempotencyKey,
    /// An id that was never used, in case a successor is needed.
    pub(crate) successor: OutboxId,
}

/// A call to the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    /// `POST …/KYC/documents`.
    Create,
    /// `POST …/pages`.
    SendPage,
    /// `PUT …` with `VALIDATION_ASKED`.
    Submit,
    /// `GET /responses/{key}`.
    ReadResponse,
    /// The user's documents.
    Search,
    /// The document.
    ReadDocument,
}

/// What stands behind a call that did not come to its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nothing left this computer.
    NotSent,
    /// It left, or may have; nothing tells what came of it.
    Unknown,
    /// The key was used before.
    Conflict,
    /// Too many calls; it was not carried out.
    RateLimited {
        /// When calls are free again, if known.
        until: Option<UnixSeconds>,
    },
    /// Refused for good; it was not carried out.
    Refused(Refusal),
    /// The key of the platform may not do this.
    NotAllowed,
    /// The profile is read-only: nothing left.
    ReadOnly,
    /// The credentials are refused.
    SessionLost,
}

/// What the API said when it refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Refusal {
    /// HTTP status.
    pub(crate) status: u16,
    /// The `Type` of the body.
    pub(crate) kind: String,
    /// Field and message.
    pub(crate) fields: Vec<(String, String)>,
}

/// What the API has recorded under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recorded {
    /// The call was carried out.
    Success {
        /// The document it created, if the body could be read.
        document: Option<KycDocumentId>,
    },
    /// The call was answered with a failure: the key is burned.
    Failure(Refusal),
    /// Nothing.
    Missing,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFault {
    /// It is not there, or cannot be read.
    Missing,
    /// It is not what it was when it was checked.
    Changed,
    /// No page can be made of it.
    Unusable,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// It is the item's turn: for the first time, after a wait, or after a restart.
    Turn,
    /// The page was built from the file and waits in memory.
    PageBuilt {
        /// Index, from 0.
        page: u32,
        /// Its bytes.
        bytes: u64,
    },
    /// The page cannot be built.
    FileFault {
        /// Index, from 0.
        page: u32,
        /// Why.
        fault: FileFault,
    },
    /// The document was created.
    Created {
        /// Its id.
        document: KycDocumentId,
        /// Whether another item owns it already.
        taken: bool,
    },
    /// The page was received.
    PageAccepted,
    /// The submission was answered with this status.
    Submitted(KycDocumentStatus),
    /// What is recorded under the key.
    Recorded(Recorded),
    /// Documents that could be the lost one: same user, type and tag, `CREATED`, young enough, owned by no other item.
    Found(Vec<KycDocumentId>),
    /// The document's status, asked for after a submission in doubt.
    Read(KycDocumentStatus),
    /// A call did not come to its answer.
    Trouble(Call, Trouble),
    /// A page was cut off by a pause or a stop.
    Cut,
    /// The network is back.
    Online,
    /// A sync saw the document with this status.
    Noticed(KycDocumentStatus),
    /// A person does something.
    Person(PersonAct),
}

/// What a person can do with an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PersonAct {
    /// Let it wait.
    Pause,
    /// Go on.
    Resume,
    /// Give it up.
    Cancel,
    /// Try again.
    Retry,
    /// The page's file was found again (its hash was compared).
    Locate {
        /// Index, from 0.
        page: u32,
        /// Where it is now.
        path: PathBuf,
        /// Its name.
        file_name: String,
        /// What kind of folder it lies in.
        place: Place,
    },
    /// Take this document as the item's own.
    Adopt {
        /// The document.
        document: KycDocumentId,
    },
    /// Take it off the list.
    Dismiss,
}

/// What to do next, once the item is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Read the file and build the page.
    BuildPage {
        /// Index, from 0.
        page: u32,
    },
    /// Create the document.
    Create {
        /// Under this key.
        key: IdempotencyKey,
    },
    /// Send the page that was just built.
    SendPage {
        /// Index, from 0.
        page: u32,
        /// To this document.
        document: KycDocumentId,
        /// Under this key.
        key: IdempotencyKey,
    },
    /// Ask for validation.
    Submit {
        /// Of this document.
        document: KycDocumentId,
    },
    /// Look up what came of a key.
    ReadResponse {
        /// Which.
        key: IdempotencyKey,
    },
    /// Look for a lost document.
    Search {
        /// Created at or after this moment.
        since: UnixSeconds,
    },
    /// Read the document's status.
    ReadDocument {
        /// Which.
        document: KycDocumentId,
    },
}

macro_rules! transitions {
    ($($(#[$meta:meta])* $name:ident = $text:literal $(=> $audit:literal)?),+ $(,)?) => {
        /// The name of what happened to an item. Kill points and audit codes derive from this list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum Transition { $($(#[$meta])* $name),+ }

        impl Transition {
            /// A stable name.
            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The code of its audit entry, if it is recorded.
            pub(crate) fn audit(self) -> Option<&'static str> {
                match self { $(Self::$name => transitions!(@audit $($audit)?)),+ }
            }
        }
    };
    (@audit) => { None };
    (@audit $audit:literal) => { Some($audit) };
}

transitions! {
    /// Nothing to be stored.
    None = "none",
    /// The first key was stored; the document is about to be created.
    CreateBegun = "create-begun" => "upload.started",
    /// The same key is about to be sent again.
    CreateRepeated = "create-repeated",
    /// The document exists.
    Created = "created" => "upload.document-created",
    /// A lost document was found and taken.
    Adopted = "adopted" => "upload.document-adopted",
    /// A lost creation never arrived: it is begun anew under a new key.
    CreateBegunAnew = "create-begun-anew",
    /// The key of a page was stored; the page is about to be sent.
    PageBegun = "page-begun",
    /// The page is about to be sent again under the same key.
    PageRepeated = "page-repeated",
    /// A page was received; the next one follows.
    PageAccepted = "page-accepted" => "upload.page-received",
    /// The last page was received; validation is about to be asked for.
    LastPageAccepted = "last-page-accepted" => "upload.page-received",
    /// Validation is about to be asked for again.
    SubmitRepeated = "submit-repeated",
    /// Validation was asked for.
    Submitted = "submitted" => "upload.submitted",
    /// Mangopay has decided.
    Decided = "decided" => "upload.decided",
    /// It waits for its next try.
    Waits = "waits",
    /// A key is burned; the next try takes a new one.
    KeyBurned = "key-burned",
    /// It stands still until somebody acts.
    Failed = "failed" => "upload.failed",
    /// A lost page cannot be looked up: a successor takes its place.
    Abandoned = "abandoned" => "upload.abandoned",
    /// A page was cut off.
    Cut = "cut",
    /// The network is back.
    Woken = "woken",
    /// A person paused it.
    Paused = "paused" => "upload.paused",
    /// A person let it go on.
    Resumed = "resumed" => "upload.resumed",
    /// A person gave it up.
    Cancelled = "cancelled" => "upload.cancelled",
    /// A person wants another try.
    Retried = "retried" => "upload.retried",
    /// A person found a file again.
    Located = "located" => "upload.file-located",
    /// A person took it off the list.
    Dismissed = "dismissed",
    /// A document that belongs to a given-up item became known.
    LateDocument = "late-document" => "upload.document-left",
}

/// That cannot be done in the item's present state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotNow;

/// The item as it is to be stored, and what to do then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Advance {
    /// The item.
    pub(crate) item: Item,
    /// The item that takes its place, to be stored in the same transaction.
    pub(crate) successor: Option<Item>,
    /// What to do next. `None`: it waits or rests.
    pub(crate) effect: Option<Effect>,
    /// What happened.
    pub(crate) transition: Transition,
}

/// The one function that holds all transitions.
///
/// # Errors
/// [`NotNow`] for acts of a person that the state does not allow. What the runner reports late (the item was cancelled
/// meanwhile) is taken in as far as it matters and is never an error.
pub(crate) fn advance(item: Item, event: Event, facts: &Facts) -> Result<Advance, NotNow> {
    let mut turn = steps::Turning::new(item, facts);
    let transition = match event {
        Event::Turn => turn.proceed(),
        Event::PageBuilt { page, bytes } => turn.page_built(page, bytes),
        Event::FileFault { page, fault } => turn.file_fault(page, fault),
        Event::Created { document, taken } => turn.created(document, taken),
        Event::PageAccepted => turn.page_accepted(),
        Event::Submitted(status) => turn.submitted(&status),
        Event::Recorded(recorded) => turn.recorded(recorded),
        Event::Found(documents) => turn.found(documents),
        Event::Read(status) => turn.status_read(&status),
        Event::Trouble(call, trouble) => turn.trouble(call, trouble),
        Event::Cut => turn.cut(),
        Event::Online => turn.online(),
        Event::Noticed(status) => turn.noticed(&status),
        Event::Person(act) => turn.person(act)?,
    };
    Ok(turn.finish(transition))
}
