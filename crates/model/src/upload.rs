//! The states of an upload (ARCHITECTURE.md, "Uploads").

use serde::{Deserialize, Serialize};

/// A step of an upload that talks to the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step", content = "page")]
pub enum UploadStep {
    /// `POST …/KYC/documents`.
    CreateDocument,
    /// `POST …/pages` for the page with this index, from 0.
    SendPage(u32),
    /// `PUT …/KYC/documents/{id}` with `VALIDATION_ASKED`.
    Submit,
}

/// Why an item stands still until somebody acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// The API refused the step for good: its error `Type` and the message per field.
    RefusedByApi {
        /// HTTP status.
        status: u16,
        /// The `Type` of the error body, empty if there was none.
        kind: String,
        /// Field and message, as the API sent them.
        fields: Vec<(String, String)>,
    },
    /// The file of page `page` (from 0) is not where it was.
    FileMissing {
        /// Index of the page, from 0.
        page: u32,
    },
    /// The file of page `page` (from 0) is not what it was when it was checked.
    FileChanged {
        /// Index of the page, from 0.
        page: u32,
    },
    /// The file can no longer be built into a page (damaged since, or too large for memory).
    FileUnusable {
        /// Index of the page, from 0.
        page: u32,
    },
    /// Several documents at Mangopay could be the one whose creation was not confirmed: a person must choose.
    Ambiguous {
        /// The candidates' ids.
        documents: Vec<String>,
    },
    /// The key may not do this (403).
    NotAllowed,
    /// The profile is read-only.
    ReadOnly,
    /// The key was refused (401 that a new token did not heal).
    SessionLost,
    /// Many tries failed and the reason may not pass by itself.
    TooManyTries {
        /// Tries made for the step.
        tries: u32,
    },
}

/// Where an upload stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum UploadState {
    /// Checked, stored, waiting for its turn.
    Ready,
    /// The document is being created.
    CreatingDocument,
    /// Page `page` of `of` is being sent.
    UploadingPage {
        /// Index of the page, from 0.
        page: u32,
        /// Number of pages.
        of: u32,
    },
    /// Validation is being asked for.
    Submitting,
    /// Mangopay has it and has not decided.
    Submitted,
    /// Accepted.
    Validated,
    /// Refused: see the document for the reason.
    Refused,
    /// No longer valid because the user's data changed.
    OutOfDate,
    /// Stands still at `step`; `can_retry` tells whether trying again makes sense as things are.
    Failed {
        /// The step that failed.
        step: UploadStep,
        /// Why.
        reason: StopReason,
        /// Whether "retry" is offered.
        can_retry: bool,
    },
    /// Given up by the user. A document that was already created stays at Mangopay, never submitted.
    Cancelled,
    /// A lost page could not be looked up, so a new document took this one's place. `document` was left at Mangopay,
    /// never submitted.
    Abandoned {
        /// The id of the document left behind.
        document: String,
    },
}

impl UploadState {
    /// Whether nothing further will happen to the item unless a person acts.
    pub fn is_at_rest(&self) -> bool {
        match self {
            Self::Validated
            | Self::Refused
            | Self::OutOfDate
            | Self::Failed { .. }
            | Self::Cancelled
            | Self::Abandoned { .. } => true,
            Self::Ready | Self::CreatingDocument | Self::UploadingPage { .. } | Self::Submitting | Self::Submitted => {
                false
            }
        }
    }

    /// Whether it still has to be sent, in whole or in part.
    pub fn is_on_the_way(&self) -> bool {
        matches!(self, Self::Ready | Self::CreatingDocument | Self::UploadingPage { .. } | Self::Submitting)
    }
}
