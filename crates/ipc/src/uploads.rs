//! Preparing an upload: drafts, their pages, findings and previews.

use std::collections::BTreeMap;

use model::{
    DraftId, DropHandle, IdentityPaper, KycDocumentId, KycDocumentStatus, KycDocumentType, PageId, RefusedReason,
    UserId,
};
use serde::{Deserialize, Serialize};

use crate::{Failure, users::UserRow};

/// A file that was dropped or picked: name and size, no path.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DroppedFile {
    /// The file's name, for showing.
    pub name: String,
    /// Bytes; `None` for what is not a regular file.
    pub bytes: Option<u64>,
}

model::debug_only!(DroppedFile { bytes });

/// Opens a new draft, or the unfinished one for the same user and document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenDraft {
    /// For whom, if known.
    pub user: Option<UserId>,
    /// What it proves, if known.
    pub kind: Option<KycDocumentType>,
    /// The refused document it replaces.
    pub replaces: Option<KycDocumentId>,
}

/// Asks for all unfinished drafts, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListDrafts {}

/// Adds dropped files to a draft; those that cannot be taken come back as blocked pages or in `refused`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddDropped {
    /// The draft.
    pub draft: DraftId,
    /// The handle of the drop event.
    pub handle: DropHandle,
}

/// Opens the system's file picker and adds what was picked (nothing if the picker was cancelled).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PickFiles {
    /// The draft.
    pub draft: DraftId,
    /// The page whose file is to be replaced; `None` adds pages.
    pub instead_of: Option<PageId>,
}

/// Sets for whom and for what a draft is.
#[derive(Clone, Serialize, Deserialize)]
pub struct SetTarget {
    /// The draft.
    pub draft: DraftId,
    /// For whom.
    pub user: Option<UserId>,
    /// What it proves.
    pub kind: Option<KycDocumentType>,
    /// The customer's free text, at most 255 characters. In Sandbox it decides the outcome.
    pub tag: Option<String>,
}

model::debug_only!(SetTarget { draft });

/// Says what kind of paper an identity proof shows: it guides the checks and is not sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetPaper {
    /// The draft.
    pub draft: DraftId,
    /// The kind of paper.
    pub paper: IdentityPaper,
}

/// Undoes what was mended on a page by itself, as far as a page can be sent without it, or mends it again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetFixes {
    /// The draft.
    pub draft: DraftId,
    /// The page.
    pub page: PageId,
    /// Whether it is mended.
    pub mended: bool,
}

/// Turns a page by quarter turns to the right (negative: to the left).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TurnPage {
    /// The draft.
    pub draft: DraftId,
    /// The page.
    pub page: PageId,
    /// Quarter turns to the right.
    pub quarters: i8,
}

/// Moves a page to another place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MovePage {
    /// The draft.
    pub draft: DraftId,
    /// The page.
    pub page: PageId,
    /// Its new index, from 0.
    pub to: u32,
}

/// Takes a page out of a draft. Can be undone with [`RestorePage`] until the draft is submitted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RemovePage {
    /// The draft.
    pub draft: DraftId,
    /// The page.
    pub page: PageId,
}

/// Puts a removed page back where it was.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RestorePage {
    /// The draft.
    pub draft: DraftId,
    /// The page.
    pub page: PageId,
}

/// Asks for a picture of a page (PNG or JPEG bytes), made in memory.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PreviewPage {
    /// The draft.
    pub draft: DraftId,
    /// The page.
    pub page: PageId,
    /// As it came, or as it will be sent.
    pub which: Which,
    /// Longest edge in pixels.
    pub edge: u32,
}

/// Which state of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// As the file came.
    Received,
    /// As it will be sent.
    Sent,
}

/// Throws a draft away. The files on disk stay as they are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DiscardDraft {
    /// The draft.
    pub draft: DraftId,
}

/// Stores a draft in the outbox: it is sent at once when there is a network, else later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SubmitDraft {
    /// The draft.
    pub draft: DraftId,
}

/// A draft as the upload sheet shows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    /// The draft.
    pub id: DraftId,
    /// For whom.
    pub user: Option<UserRow>,
    /// What it proves.
    pub kind: Option<KycDocumentType>,
    /// The types this user can be asked for, usual ones first.
    pub kinds: Vec<KycDocumentType>,
    /// The customer's free text.
    pub tag: Option<String>,
    /// The refused document it replaces.
    pub replaces: Option<KycDocumentId>,
    /// What is known of that document.
    pub replaced: Option<Replaced>,
    /// The kind of paper of an identity proof, once chosen.
    pub paper: Option<IdentityPaper>,
    /// The kinds of paper to choose from; empty for what is no identity proof.
    pub papers: Vec<IdentityPaper>,
    /// Pages in order.
    pub pages: Vec<PageView>,
    /// Smallest and largest file, bytes, and most files, for the chosen type.
    pub limits: Limits,
    /// Findings about the draft as a whole (a document of this type is waiting, too many files).
    pub findings: Vec<Finding>,
    /// Things that were dropped and could not be taken, since the draft was last changed.
    pub refused: Vec<RefusedFile>,
    /// Why it cannot be submitted yet, most important first; empty: it can.
    pub blockers: Vec<Blocker>,
    /// When it was last changed, Unix seconds.
    pub changed_at: i64,
}

model::debug_only!(DraftView { id, blockers });

/// The document that a draft replaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// What it was to prove.
    pub kind: KycDocumentType,
    /// Where it stands.
    pub status: KycDocumentStatus,
    /// Decided, Unix seconds.
    pub decided_at: Option<i64>,
    /// Why it was refused.
    pub reason: Option<RefusedReason>,
    /// Why in detail: Mangopay's codes.
    pub flags: Vec<String>,
}

/// Limits of one file and of the number of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Fewest bytes.
    pub min_bytes: u64,
    /// Most bytes.
    pub max_bytes: u64,
    /// Most files.
    pub max_files: u32,
}

/// Why a draft cannot be submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "blocker")]
pub enum Blocker {
    /// No user is chosen.
    NoUser,
    /// No type is chosen.
    NoType,
    /// The user does not take this type.
    TypeNotAllowed,
    /// The user is a payer: only owners are verified.
    NotAnOwner,
    /// The user's account is closed.
    UserClosed,
    /// There are no pages.
    NoPages,
    /// There are more than the limit.
    TooManyPages,
    /// The page with this number (from 1) cannot be sent as it is.
    Page {
        /// Number, from 1.
        number: u32,
    },
    /// There is no connection, and the page with this number (from 1) lies where files vanish: it cannot wait there.
    NeedsSavedCopy {
        /// Number, from 1.
        number: u32,
    },
    /// Pages are still being checked.
    Checking,
    /// The profile is read-only.
    ReadOnly,
}

/// A page of a draft.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageView {
    /// The page.
    pub id: PageId,
    /// The file's name.
    pub file_name: String,
    /// The file as it came.
    pub received: MediaFacts,
    /// The page as it will be sent; `None` while it is checked or if it cannot be sent.
    pub sent: Option<MediaFacts>,
    /// What was found, worst first.
    pub findings: Vec<Finding>,
    /// What is changed before sending, in order.
    pub fixes: Vec<Fix>,
    /// Whether fixes can be undone.
    pub can_undo: bool,
    /// Whether they were.
    pub undone: bool,
    /// Which side of a card it is, by its place.
    pub side: Option<Side>,
    /// Turns made by the user, in quarters to the right, 0 to 3.
    pub quarters: u8,
    /// Whether it is still being checked.
    pub checking: bool,
    /// Changes whenever a preview would look different.
    pub revision: u32,
}

model::debug_only!(PageView { id, checking });

/// A side of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// With the photo.
    Front,
    /// The other one.
    Back,
}

/// Facts about a file or a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaFacts {
    /// `JPEG`, `PNG`, `PDF`, or what was recognised (`HEIC`…); empty if nothing was.
    pub format: String,
    /// Bytes.
    pub bytes: u64,
    /// Pixels across, for pictures.
    pub width: Option<u32>,
    /// Pixels down, for pictures.
    pub height: Option<u32>,
    /// Pages, for a PDF.
    pub pages: Option<u32>,
}

/// Something that was found out about a page or a draft. Words: `finding-<code>` with `args`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What: part of the catalogue key.
    pub code: String,
    /// How bad.
    pub severity: Severity,
    /// Values for the words.
    pub args: BTreeMap<String, String>,
    /// The flag with which Mangopay would refuse an identity proof for it: catalogue key `flag-<code>`.
    #[serde(default)]
    pub predicts: Option<String>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot be sent so.
    Blocks,
    /// It may be refused.
    Warns,
    /// It is as it should be.
    Good,
}

/// A change made to a page before sending. Words: `fix-<code>` with `args`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What: part of the catalogue key.
    pub code: String,
    /// Values for the words.
    pub args: BTreeMap<String, String>,
}

/// Something dropped that could not be taken.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFile {
    /// Its name.
    pub name: String,
    /// Why: catalogue key `intake-<code>`.
    pub code: String,
    /// Values for the words.
    pub args: BTreeMap<String, String>,
}

model::debug_only!(RefusedFile { code });

/// Used where a page failed to be checked.
pub type PageFailure = Failure;
