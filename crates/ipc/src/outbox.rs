//! The outbox: what is being sent, what waits, what needs a person.

use model::{KycDocumentId, KycDocumentType, OutboxId, PageId, UploadState, UserId};
use serde::{Deserialize, Serialize};

use crate::Failure;

/// Asks for the outbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListOutbox {}

/// The outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbox {
    /// Items, those that need a person first, then those on the way, then the done ones, newest first.
    pub items: Vec<OutboxItem>,
    /// Bytes of pages handed to the network, over all items on the way.
    pub sent_bytes: u64,
    /// Bytes of pages of all items on the way.
    pub total_bytes: u64,
    /// Items on the way.
    pub on_the_way: u32,
    /// Items that need a person.
    pub needs_person: u32,
    /// Whether uploads go on while the profile is locked.
    pub while_locked: bool,
}

/// Allows or forbids uploads to go on while the profile is locked. Forbidden where nothing was said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetUploadsWhileLocked {
    /// Whether they may.
    pub allowed: bool,
}

/// One upload.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxItem {
    /// The item.
    pub id: OutboxId,
    /// Its user.
    pub user_id: UserId,
    /// The user's name, once known.
    pub user_name: Option<String>,
    /// What it proves.
    pub kind: KycDocumentType,
    /// Where it stands.
    pub state: UploadState,
    /// Whether the user paused it.
    pub paused: bool,
    /// The document at Mangopay, once created.
    pub document: Option<KycDocumentId>,
    /// Pages in order.
    pub pages: Vec<PageProgress>,
    /// What went wrong last, if it waits for another try.
    pub trouble: Option<Failure>,
    /// Next try, Unix seconds, if it waits.
    pub next_try: Option<i64>,
    /// What can be done with it now.
    pub actions: Vec<ItemAction>,
    /// Queued, Unix seconds.
    pub created: i64,
    /// Last change, Unix seconds.
    pub changed: i64,
    /// Steps done, newest first: catalogue key `timeline-<name>` and moment.
    pub timeline: Vec<crate::documents::TimelineEntry>,
}

model::debug_only!(OutboxItem { id, state, paused, trouble });

/// How far a page is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageProgress {
    /// The page.
    pub id: PageId,
    /// The file's name.
    pub file_name: String,
    /// Bytes of the page as it is sent.
    pub bytes: u64,
    /// Bytes of it handed to the network in the present try; all of them once Mangopay confirmed it.
    pub sent: u64,
    /// Whether Mangopay confirmed it.
    pub confirmed: bool,
}

model::debug_only!(PageProgress { bytes, sent });

/// Something to do with an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "action")]
pub enum ItemAction {
    /// Let it wait.
    Pause,
    /// Go on.
    Resume,
    /// Give it up.
    Cancel,
    /// Try again.
    Retry,
    /// Pick the file of a page anew (opens the picker).
    LocateFile {
        /// The page.
        page: PageId,
    },
    /// Take this document at Mangopay as the item's own.
    Adopt {
        /// The document.
        document: KycDocumentId,
    },
    /// Take a done or given-up item off the list.
    Dismiss,
}

/// Does something with an item.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ActOnItem {
    /// The item.
    pub item: OutboxId,
    /// What.
    pub action: ItemAction,
}
