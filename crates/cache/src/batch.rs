use model::{
    Area, Cell, Column, KycDocumentId, KycDocumentStatus, KycDocumentType, KycLevel, LegalPersonType, Origin,
    PersonType, RefusedReason, UnixSeconds, UserCategory, UserId, UserStatus,
};

use crate::{OwnerRead, StreamState};

/// Rows as fetched, applied together in one transaction. Applying the same batch twice changes nothing the second time.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Users, from the list or in detail.
    pub users: Vec<UserRow>,
    /// Users that the API no longer knows, and when that was seen. Their rows stay.
    pub gone_users: Vec<(UserId, UnixSeconds)>,
    /// What the API says about blocked money flows.
    pub blocks: Vec<BlockRow>,
    /// What else the API tells of users.
    pub parts: Vec<UserPart>,
    /// KYC documents.
    pub documents: Vec<DocumentRow>,
    /// Events.
    pub events: Vec<EventRow>,
    /// Objects of every other area.
    pub objects: Vec<ObjectRow>,
    /// Objects of every other area that the API no longer knows, and when that was seen. Their rows stay.
    pub gone: Vec<(Area, String, UnixSeconds)>,
    /// Lists of users that were read, or could not be.
    pub reads: Vec<OwnerRead>,
    /// Streams of which it is forgotten which lists of users were read; before any of `reads` is written.
    pub forgotten: Vec<String>,
    /// How far the streams are that these rows come from.
    pub streams: Vec<StreamState>,
}

/// What a row was read from, and so what it can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A list's item or a report's line that leaves things out: what it does not tell is kept from an earlier answer.
    /// Of users no name, legal form or country (users-verification.md §1.10).
    Listed,
    /// The object itself: every column counts, empty ones too.
    Detail,
}

/// A user as fetched.
#[derive(Clone)]
pub struct UserRow {
    /// The id.
    pub id: UserId,
    /// What it was read from.
    pub part: Part,
    /// Natural or legal.
    pub person_type: Option<PersonType>,
    /// Display name; taken from a [`Part::Detail`] only.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The customer's free text.
    pub tag: Option<String>,
    /// Legal form; taken from a [`Part::Detail`] only.
    pub legal_form: Option<LegalPersonType>,
    /// Payer, owner, platform.
    pub category: Option<UserCategory>,
    /// Status.
    pub status: Option<UserStatus>,
    /// KYC level.
    pub kyc_level: Option<KycLevel>,
    /// Country of residence or of the headquarters, two letters; taken from a [`Part::Detail`] only.
    pub country: Option<String>,
    /// Created.
    pub created: Option<UnixSeconds>,
    /// The JSON as it came.
    pub raw: String,
    /// When it was asked for. An older answer never replaces a newer one of the same part.
    pub fetched_at: UnixSeconds,
}

model::debug_only!(UserRow { id, part });

/// What the API says about a user's blocked money flows.
#[derive(Debug, Clone)]
pub struct BlockRow {
    /// The user.
    pub user_id: UserId,
    /// The JSON as it came.
    pub raw: String,
    /// Until when documents must be sent anew.
    pub renewal: Renewal,
    /// When it was asked for.
    pub fetched_at: UnixSeconds,
}

/// Whether and until when a user must send documents anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// The answer does not tell, or nothing that can be read.
    Untold,
    /// None are asked for.
    NotAsked,
    /// Up to and with this day, at its midnight UTC.
    Until(UnixSeconds),
}

impl Renewal {
    /// The last day, if there is one.
    pub fn deadline(self) -> Option<UnixSeconds> {
        match self {
            Self::Until(day) => Some(day),
            Self::Untold | Self::NotAsked => None,
        }
    }
}

/// Something else that the API tells of a user, in a call of its own.
#[derive(Clone, PartialEq, Eq)]
pub struct UserPart {
    /// The user.
    pub user_id: UserId,
    /// What it is, as the engine names it.
    pub part: String,
    /// The JSON as it came; `null` if the API knows of none.
    pub raw: String,
    /// When it was asked for. An older answer never replaces a newer one.
    pub fetched_at: UnixSeconds,
}

model::debug_only!(UserPart { user_id, part });

/// A KYC document as fetched (users-verification.md §3.2).
#[derive(Clone)]
pub struct DocumentRow {
    /// The id.
    pub id: KycDocumentId,
    /// Its user.
    pub user_id: UserId,
    /// What it proves.
    pub kind: KycDocumentType,
    /// Where it stands.
    pub status: KycDocumentStatus,
    /// Why it was refused.
    pub refused_reason: Option<RefusedReason>,
    /// Mangopay's own words for the refusal.
    pub refused_message: Option<String>,
    /// Flags of a refused identity proof.
    pub flags: Vec<String>,
    /// The customer's free text.
    pub tag: Option<String>,
    /// Created.
    pub created: Option<UnixSeconds>,
    /// Decided.
    pub processed: Option<UnixSeconds>,
    /// The JSON as it came.
    pub raw: String,
    /// When it was asked for. An older answer never replaces a newer one.
    pub fetched_at: UnixSeconds,
}

model::debug_only!(DocumentRow { id });

/// An object of an area without a row type of its own, as fetched. What the cells may be is the area's declaration
/// (`model::Area::columns`).
#[derive(Clone)]
pub struct ObjectRow {
    /// Its list; not users, KYC documents or events.
    pub area: Area,
    /// The id.
    pub id: String,
    /// What it was read from.
    pub part: Part,
    /// What it tells, column by column; the id and a name that is the user's are not among them. A column that is left
    /// out tells nothing. The currency is taken from the first amount unless it is told.
    pub cells: Vec<(Column, Cell)>,
    /// The JSON as it came. That of a [`Part::Listed`] is kept until the object itself was read.
    pub raw: String,
    /// Where it was read.
    pub origin: Origin,
    /// When it was asked for. An older answer never replaces a newer one.
    pub fetched_at: UnixSeconds,
}

model::debug_only!(ObjectRow { area, id, part });

/// An event as fetched (money-operations.md §14.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// `EventType`.
    pub kind: String,
    /// `ResourceId`.
    pub resource_id: String,
    /// When it happened.
    pub date: UnixSeconds,
    /// The JSON as it came.
    pub raw: String,
    /// When it was asked for.
    pub fetched_at: UnixSeconds,
}

impl EventRow {
    /// The id we give it: the API has none, and the same event comes again in every overlap.
    pub fn id(&self) -> String {
        format!("{}-{}-{}", self.date.0, self.kind, self.resource_id)
    }
}
