use model::{
    KycDocumentId, KycDocumentStatus, KycDocumentType, KycLevel, LegalPersonType, PersonType, RefusedReason,
    UnixSeconds, UserCategory, UserId, UserStatus,
};
use sqlite::rusqlite::{Result, Row};

/// Rows of one area, as they lie in the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Records {
    /// Users.
    Users(Vec<UserRecord>),
    /// KYC documents.
    Documents(Vec<DocumentRecord>),
    /// Events.
    Events(Vec<EventRecord>),
}

/// The answer to a list query; everything in it is of one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Rows that match, window or not.
    pub total: u64,
    /// The area's generation.
    pub generation: u64,
    /// The rows in the window.
    pub records: Records,
}

/// A user.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRecord {
    /// The id.
    pub id: UserId,
    /// Natural or legal.
    pub person_type: Option<PersonType>,
    /// Display name; `None` until the detail was read.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The customer's free text.
    pub tag: Option<String>,
    /// Legal form; `None` until the detail was read.
    pub legal_form: Option<LegalPersonType>,
    /// Payer, owner, platform.
    pub category: Option<UserCategory>,
    /// Status.
    pub status: Option<UserStatus>,
    /// KYC level.
    pub kyc_level: Option<KycLevel>,
    /// Country, two letters; `None` until the detail was read.
    pub country: Option<String>,
    /// Created.
    pub created: Option<UnixSeconds>,
    /// The JSON of the detail, read one by one only.
    pub detail_raw: Option<String>,
    /// The JSON of the list's item, read one by one only.
    pub listed_raw: Option<String>,
    /// The JSON about blocked money flows, read one by one only.
    pub block_raw: Option<String>,
    /// When that was asked for.
    pub block_fetched_at: Option<UnixSeconds>,
    /// Until when documents must be sent anew, midnight UTC of the last day; `None`: none are asked for, or that was
    /// not read.
    pub deadline: Option<UnixSeconds>,
    /// When any part was last fetched.
    pub fetched_at: UnixSeconds,
    /// When the detail was last fetched.
    pub detail_fetched_at: Option<UnixSeconds>,
    /// When the API was first seen not to know it any more.
    pub gone_at: Option<UnixSeconds>,
}

model::debug_only!(UserRecord { id, status });

/// A KYC document with what is known of its user.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentRecord {
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
    /// Whether a newer document of the same user and type, submitted at least, stands in its place.
    pub replaced: bool,
    /// The JSON as it came, read one by one only.
    pub raw: Option<String>,
    /// When it was last fetched.
    pub fetched_at: UnixSeconds,
    /// The user's name, once known.
    pub user_name: Option<String>,
    /// The user's e-mail address, once known.
    pub user_email: Option<String>,
    /// Natural or legal, once known.
    pub person_type: Option<PersonType>,
    /// Legal form, once known.
    pub legal_form: Option<LegalPersonType>,
    /// The user's category, once known.
    pub category: Option<UserCategory>,
    /// The user's KYC level, once known.
    pub kyc_level: Option<KycLevel>,
    /// The user's country, once known.
    pub country: Option<String>,
}

model::debug_only!(DocumentRecord { id, status });

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    /// Our id.
    pub id: String,
    /// `EventType`.
    pub kind: String,
    /// `ResourceId`.
    pub resource_id: String,
    /// When it happened.
    pub date: UnixSeconds,
    /// When it was fetched.
    pub fetched_at: UnixSeconds,
}

/// Columns of a [`UserRecord`], the raw ones last.
pub(crate) const USER: &str = "id, person_type, name, email, tag, legal_form, category, status, kyc_level, country, \
     created, fetched_at, detail_fetched_at, gone_at, deadline";
/// Columns of a [`DocumentRecord`].
pub(crate) const DOCUMENT: &str = "id, user_id, type, status, refused_reason, refused_message, flags, tag, created, \
     processed, replaced, fetched_at, user_name, user_email, user_person_type, user_legal_form, user_category, \
     user_kyc_level, user_country";
/// Columns of an [`EventRecord`].
pub(crate) const EVENT: &str = "id, type, resource_id, date, fetched_at";

fn word<T: From<String>>(row: &Row<'_>, at: usize) -> Result<T> {
    row.get::<_, String>(at).map(T::from)
}

fn maybe<T: From<String>>(row: &Row<'_>, at: usize) -> Result<Option<T>> {
    row.get::<_, Option<String>>(at).map(|text| text.map(T::from))
}

fn moment(row: &Row<'_>, at: usize) -> Result<Option<UnixSeconds>> {
    row.get::<_, Option<i64>>(at).map(|seconds| seconds.map(UnixSeconds))
}

/// Reads the columns [`USER`].
pub(crate) fn user(row: &Row<'_>) -> Result<UserRecord> {
    Ok(UserRecord {
        id: UserId::new(row.get::<_, String>(0)?),
        person_type: maybe(row, 1)?,
        name: row.get(2)?,
        email: row.get(3)?,
        tag: row.get(4)?,
        legal_form: maybe(row, 5)?,
        category: maybe(row, 6)?,
        status: maybe(row, 7)?,
        kyc_level: maybe(row, 8)?,
        country: row.get(9)?,
        created: moment(row, 10)?,
        fetched_at: UnixSeconds(row.get(11)?),
        detail_fetched_at: moment(row, 12)?,
        gone_at: moment(row, 13)?,
        deadline: moment(row, 14)?,
        detail_raw: None,
        listed_raw: None,
        block_raw: None,
        block_fetched_at: None,
    })
}

/// Reads the columns [`DOCUMENT`].
pub(crate) fn document(row: &Row<'_>) -> Result<DocumentRecord> {
    Ok(DocumentRecord {
        id: KycDocumentId::new(row.get::<_, String>(0)?),
        user_id: UserId::new(row.get::<_, String>(1)?),
        kind: word(row, 2)?,
        status: word(row, 3)?,
        refused_reason: maybe(row, 4)?,
        refused_message: row.get(5)?,
        flags: split_flags(row.get_ref(6)?.as_str()?),
        tag: row.get(7)?,
        created: moment(row, 8)?,
        processed: moment(row, 9)?,
        replaced: row.get(10)?,
        fetched_at: UnixSeconds(row.get(11)?),
        user_name: row.get(12)?,
        user_email: row.get(13)?,
        person_type: maybe(row, 14)?,
        legal_form: maybe(row, 15)?,
        category: maybe(row, 16)?,
        kyc_level: maybe(row, 17)?,
        country: row.get(18)?,
        raw: None,
    })
}

/// Reads the columns [`EVENT`].
pub(crate) fn event(row: &Row<'_>) -> Result<EventRecord> {
    Ok(EventRecord {
        id: row.get(0)?,
        kind: row.get(1)?,
        resource_id: row.get(2)?,
        date: UnixSeconds(row.get(3)?),
        fetched_at: UnixSeconds(row.get(4)?),
    })
}

/// Flags are stored as lines: the API's are short codes.
pub(crate) fn join_flags(flags: &[String]) -> String {
    flags.join("\n")
}

fn split_flags(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
