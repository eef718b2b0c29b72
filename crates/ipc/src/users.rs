//! Users: the list and one user's profile.

use model::{KycLevel, LegalPersonType, ListQuery, PersonType, UserCategory, UserId, UserStatus};
use serde::{Deserialize, Serialize};

use crate::{Rows, documents::DocumentRow, outbox::OutboxItem};

/// Asks for rows of the user list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ListUsers {
    /// Area must be `Users`.
    pub query: ListQuery,
}

/// A row of the user list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRow {
    /// The id.
    pub id: UserId,
    /// Display name; `None` while only the list entry is known (the API's list has no names).
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Natural or legal.
    pub person_type: PersonType,
    /// Legal form, once known.
    pub legal_form: Option<LegalPersonType>,
    /// Payer, owner, platform.
    pub category: UserCategory,
    /// Status.
    pub status: UserStatus,
    /// KYC level.
    pub kyc_level: KycLevel,
    /// Country, two letters, once known.
    pub country: Option<String>,
    /// Created, Unix seconds.
    pub created: i64,
    /// The last day for new documents, Unix seconds at midnight UTC; `None`: none are asked for, or that was not read.
    pub renewal: Option<i64>,
}

model::debug_only!(UserRow { id });

/// Opens one user (an audited view) and refreshes it in the background.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenUser {
    /// Which.
    pub id: UserId,
    /// Whether the same view asks once more because something changed: only a first look goes into the audit chain and
    /// is read anew from the API.
    pub again: bool,
}

/// Asks Mangopay for a link that the user is to open, an audited act. Each call makes another; the ones before go on
/// working for their time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MakeUserLink {
    /// For whom.
    pub user: UserId,
    /// What the user does there.
    pub purpose: LinkPurpose,
}

/// What a user does at the page of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Enrols for strong authentication, for the first time or anew (users-verification.md §2.3).
    Enrolment,
    /// Gives, extends or revokes the consent that the platform acts without the user (users-verification.md §2.5).
    Consent,
}

/// A link for the user and nobody else: whoever opens it acts in the user's place. It is kept nowhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserLink {
    /// The page, beginning with `https://`, or `http://` at the simulator.
    pub url: String,
    /// From when on it does not work any more, Unix seconds.
    pub ends_at: i64,
}

model::debug_only!(UserLink { ends_at });

/// A user with everything the profile page shows.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserProfile {
    /// The row.
    pub row: UserRow,
    /// Facts for the Details panel, in order; names are catalogue keys (`fact-<name>`).
    pub facts: Vec<Fact>,
    /// Blocked money flows and why, and when documents must be renewed, once known.
    pub block: Option<BlockStatus>,
    /// Strong authentication and consent, once known.
    pub sca: Option<ScaState>,
    /// KYC documents, newest first.
    pub documents: Rows<DocumentRow>,
    /// Uploads for this user that are not done.
    pub uploads: Vec<OutboxItem>,
    /// When the details were fetched, Unix seconds.
    pub fetched_at: Option<i64>,
    /// Whether an identity has to be proven with a document, by type, with what stands: for the Verification panel.
    pub verification: Vec<Requirement>,
}

model::debug_only!(UserProfile { row });

/// A named value. The value is text as the API has it, or a date.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Catalogue key part: `birthday`, `nationality`, `company-number`…
    pub name: String,
    /// The value.
    pub value: FactValue,
}

model::debug_only!(Fact { name });

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum FactValue {
    /// Text as the API has it.
    Text(String),
    /// A day, Unix seconds at midnight UTC.
    Day(i64),
    /// A moment, Unix seconds.
    Moment(i64),
    /// A country, two letters.
    Country(String),
    /// An id that can be copied.
    Id(String),
    /// Yes or no.
    YesNo(bool),
    /// A value of a closed vocabulary: catalogue key `value-<text>`.
    Word(String),
}

/// Which money flows of a user are blocked, and when documents must be renewed (users-verification.md §9.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockStatus {
    /// Pay-ins and transfers.
    pub inflows: bool,
    /// Payouts and transfers.
    pub outflows: bool,
    /// The API's code, for example 008705.
    pub action_code: Option<String>,
    /// When the user was last verified: a day, or the API's own text where that is none.
    pub verified: Option<FactValue>,
    /// The last day for new documents, likewise; `None`: none are asked for.
    pub renewal: Option<FactValue>,
    /// When this was asked for, Unix seconds.
    pub fetched_at: Option<i64>,
}

/// How far a user is enrolled for strong authentication and has consented (users-verification.md §2.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaState {
    /// The enrolment; `None`: the user was never asked to.
    pub enrolment: Option<Enrolment>,
    /// When this was asked for, Unix seconds.
    pub fetched_at: i64,
}

/// An enrolment for strong authentication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Whether it succeeded once; stays so while the user enrols anew.
    pub is_done: bool,
    /// When it last succeeded, Unix seconds.
    pub done_at: Option<i64>,
    /// When consent to anything last changed, Unix seconds.
    pub consent_at: Option<i64>,
    /// What the platform may do in the user's stead; nothing where the API tells of no such thing.
    pub consents: Vec<Consent>,
}

/// Something that the platform may or may not do in a user's stead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// What: catalogue key `consent-<text>`.
    pub to: String,
    /// Whether the user has agreed.
    pub state: model::ConsentState,
}

/// A document type that a user needs for the level Regular, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// The type.
    pub kind: model::KycDocumentType,
    /// The newest document of this type, if any.
    pub document: Option<DocumentRow>,
}
