//! KYC documents: the compliance list and one document explained.

use model::{
    KycDocumentId, KycDocumentStatus, KycDocumentType, LegalPersonType, ListQuery, PersonType, RefusedReason, UserId,
};
use serde::{Deserialize, Serialize};

/// Asks for rows of the compliance list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListDocuments {
    /// Area must be `KycDocuments`.
    pub query: ListQuery,
}

/// Asks how many rows match each query (windows and orders do not count).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CountRows {
    /// The queries; the reply has one number for each, in order. `None`: nothing that matches is held, and what it asks
    /// about was never read to its end, so that 0 would be a guess.
    pub queries: Vec<ListQuery>,
}

/// A row of the compliance list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// The document.
    pub id: KycDocumentId,
    /// Its user.
    pub user_id: UserId,
    /// The user's name, once known.
    pub user_name: Option<String>,
    /// Natural or legal, once known.
    pub person_type: Option<PersonType>,
    /// Legal form, once known.
    pub legal_form: Option<LegalPersonType>,
    /// The user's country, two letters, once known.
    pub country: Option<String>,
    /// What it proves.
    pub kind: KycDocumentType,
    /// Where it stands.
    pub status: KycDocumentStatus,
    /// Why it was refused.
    pub reason: Option<RefusedReason>,
    /// Why in detail: Mangopay's codes, as they came.
    pub flags: Vec<String>,
    /// The customer's free text.
    pub tag: Option<String>,
    /// Created, Unix seconds.
    pub created: i64,
    /// Decided, Unix seconds.
    pub processed: Option<i64>,
    /// Whether a newer document of the same type stands in its place.
    pub replaced: bool,
}

model::debug_only!(DocumentRow { id, status });

/// Opens one document (an audited view).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenDocument {
    /// Which.
    pub id: KycDocumentId,
    /// Whether the same view asks once more because something changed: only a first look goes into the audit chain and
    /// is read anew from the API.
    pub again: bool,
}

/// A document with everything the inspector shows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentDetail {
    /// The row.
    pub row: DocumentRow,
    /// Mangopay's own words for the refusal.
    pub message: Option<String>,
    /// Flags of a refused identity proof, for example 009006: catalogue key `flag-<code>`.
    pub flags: Vec<String>,
    /// What to ask the user for: catalogue keys `ask-<name>`, most important first.
    pub advice: Vec<String>,
    /// The user's KYC level.
    pub kyc_level: Option<model::KycLevel>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// When it was read from Mangopay, Unix seconds.
    pub fetched_at: i64,
    /// An upload of this application that made it, if any.
    pub upload: Option<model::OutboxId>,
}

model::debug_only!(DocumentDetail { row });

/// Something that happened to a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// What: catalogue key `timeline-<name>`.
    pub what: String,
    /// When, Unix seconds.
    pub at: i64,
    /// The status it led to, for the icon.
    pub status: Option<KycDocumentStatus>,
}
