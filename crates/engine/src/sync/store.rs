//! From what the API sent to rows of the local copy, and where each stream stands.

use cache::{Batch, BlockRow, Cache, Coverage, DocumentRow, EventRow, Part, StreamState, UserRow};
use ipc::{
    Failure,
    sync::{Stream, StreamStatus},
};
use mangopay::{ApiEvent, Fetched, KycDocument, Page, Regulatory, User};
use model::{
    Area, Column, Direction, EventType, KycDocumentId, KycDocumentStatus, KycDocumentType, ListQuery, PersonType, Sort,
    UnixSeconds, UserId, Window,
};
use serde::{Deserialize, Serialize};

use crate::failure;

/// Where a stream stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Position {
    /// The page to go on with.
    pub(super) page: u32,
    /// Objects the server says there are.
    pub(super) total: Option<u32>,
    /// Objects held.
    pub(super) have: u32,
    /// Complete as of this moment.
    pub(super) complete_at: Option<i64>,
    /// The last moment seen.
    pub(super) watermark: Option<UnixSeconds>,
    /// What is in the way.
    pub(super) trouble: Option<Failure>,
}

impl Position {
    /// A page of the list was read; after the last one the stream is complete as of now.
    pub(super) fn at<T>(&mut self, number: u32, page: &Page<T>, now: UnixSeconds) {
        self.page = number;
        self.total = page.total.and_then(|total| u32::try_from(total).ok());
        if page.is_last() {
            self.complete_at = Some(now.0);
        }
    }
}

/// What the engine keeps of a stream beside the columns of its own.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    total: Option<u32>,
    trouble: Option<Failure>,
}

/// An event that was not known before.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) event_type: EventType,
    pub(super) resource_id: String,
}

const STREAMS: [Stream; 4] = [Stream::Users, Stream::UserDetails, Stream::KycDocuments, Stream::Events];

fn name(stream: Stream) -> &'static str {
    match stream {
        Stream::Users => "users",
        Stream::UserDetails => "user-details",
        Stream::KycDocuments => "kyc-documents",
        Stream::Events => "events",
    }
}

pub(super) async fn position(cache: &Cache, stream: Stream) -> Result<Position, Failure> {
    let state = cache.stream(name(stream).to_owned()).await.map_err(|error| failure::cache(&error))?;
    let have = held(cache, stream).await?;
    let Some(state) = state else { return Ok(Position { have, ..Position::default() }) };
    let kept: Kept = state.state.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    Ok(Position {
        page: state.cursor.as_deref().and_then(|text| text.parse().ok()).unwrap_or_default(),
        total: match stream {
            Stream::UserDetails => Some(held(cache, Stream::Users).await?),
            Stream::Users | Stream::KycDocuments | Stream::Events => kept.total,
        },
        have,
        complete_at: state.coverage.complete_to.map(|moment| moment.0),
        watermark: state.watermark,
        trouble: kept.trouble,
    })
}

/// Objects held of a stream.
async fn held(cache: &Cache, stream: Stream) -> Result<u32, Failure> {
    let (area, column) = match stream {
        Stream::Users | Stream::UserDetails => (Area::Users, Column::Created),
        Stream::KycDocuments => (Area::KycDocuments, Column::Created),
        Stream::Events => (Area::Events, Column::Date),
    };
    let query = ListQuery {
        area,
        filters: Vec::new(),
        search: String::new(),
        sort: Sort { column, direction: Direction::Ascending },
        window: Window { offset: 0, limit: 0 },
    };
    let counted = cache.counts(vec![query]).await.map_err(|error| failure::cache(&error))?;
    let all = counted.first().map_or(0, |count| u32::try_from(*count).unwrap_or(u32::MAX));
    match stream {
        Stream::UserDetails => {
            let missing = cache.users_without_detail(all).await.map_err(|error| failure::cache(&error))?;
            Ok(all.saturating_sub(u32::try_from(missing.len()).unwrap_or(u32::MAX)))
        }
        Stream::Users | Stream::KycDocuments | Stream::Events => Ok(all),
    }
}

fn state(stream: Stream, position: &Position, now: UnixSeconds) -> StreamState {
    let kept = Kept { total: position.total, trouble: position.trouble.clone() };
    StreamState {
        name: name(stream).to_owned(),
        watermark: position.watermark,
        cursor: Some(position.page.to_string()),
        coverage: Coverage { complete_to: position.complete_at.map(UnixSeconds), ..Coverage::default() },
        state: serde_json::to_string(&kept).ok(),
        updated_at: now,
    }
}

/// Whether the lists were read to their end once.
pub(super) async fn is_complete(cache: &Cache) -> Result<bool, Failure> {
    for stream in [Stream::Users, Stream::UserDetails, Stream::KycDocuments] {
        if position(cache, stream).await?.complete_at.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) async fn progress(cache: &Cache) -> Result<Vec<StreamStatus>, Failure> {
    let mut all = Vec::new();
    for stream in STREAMS {
        let at = position(cache, stream).await?;
        all.push(StreamStatus {
            stream,
            have: at.have,
            of: at.total,
            complete_at: at.complete_at,
            trouble: at.trouble,
        });
    }
    Ok(all)
}

pub(super) async fn complete(cache: &Cache, stream: Stream, now: UnixSeconds) -> Result<(), Failure> {
    let mut at = position(cache, stream).await?;
    at.complete_at = Some(now.0);
    at.trouble = None;
    apply(cache, Batch { streams: vec![state(stream, &at, now)], ..Batch::default() }).await.map(|_| ())
}

pub(super) async fn note_trouble(cache: &Cache, stream: Stream, trouble: &Failure) -> Result<(), Failure> {
    let mut at = position(cache, stream).await?;
    at.trouble = Some(trouble.clone());
    let now = UnixSeconds(at.complete_at.unwrap_or_default());
    apply(cache, Batch { streams: vec![state(stream, &at, now)], ..Batch::default() }).await.map(|_| ())
}

/// The feed was read to its end. The watermark is the server's own date of the last event seen: by this computer's
/// clock, which may be ahead, events would be passed over.
pub(super) async fn complete_events(cache: &Cache, last: Option<UnixSeconds>, now: UnixSeconds) -> Result<(), Failure> {
    let mut at = position(cache, Stream::Events).await?;
    at.complete_at = Some(now.0);
    at.watermark = at.watermark.max(last);
    at.trouble = None;
    apply(cache, Batch { streams: vec![state(Stream::Events, &at, now)], ..Batch::default() }).await.map(|_| ())
}

async fn apply(cache: &Cache, batch: Batch) -> Result<cache::Applied, Failure> {
    cache.apply(batch).await.map_err(|error| failure::cache(&error))
}

/// Stores a page of the user list with the place it stands at. Tells whether a row changed.
pub(super) async fn put_listed_users(
    cache: &Cache,
    page: &Page<User>,
    position: &Position,
    now: UnixSeconds,
) -> Result<bool, Failure> {
    let users = page.items.iter().map(|item| user_row(item, Part::Listed, now)).collect();
    let streams = vec![state(Stream::Users, position, now)];
    let applied = apply(cache, Batch { users, streams, ..Batch::default() }).await?;
    Ok(!applied.users.is_empty())
}

/// Tells whether something changed.
pub(super) async fn put_user(cache: &Cache, user: &Fetched<User>, now: UnixSeconds) -> Result<bool, Failure> {
    apply(cache, Batch { users: vec![user_row(user, Part::Detail, now)], ..Batch::default() })
        .await
        .map(|applied| !applied.areas.is_empty())
}

pub(super) async fn mark_gone(cache: &Cache, user: &UserId, now: UnixSeconds) -> Result<(), Failure> {
    apply(cache, Batch { gone_users: vec![(user.clone(), now)], ..Batch::default() }).await.map(|_| ())
}

/// Tells whether something changed.
pub(super) async fn put_block(
    cache: &Cache,
    user: &UserId,
    block: &Fetched<Regulatory>,
    now: UnixSeconds,
) -> Result<bool, Failure> {
    let row = BlockRow { user_id: user.clone(), raw: block.raw.as_str().to_owned(), fetched_at: now };
    apply(cache, Batch { blocks: vec![row], ..Batch::default() }).await.map(|applied| !applied.areas.is_empty())
}

/// Stores documents, with the place their list stands at if they come from it. Returns those that are new or changed.
pub(super) async fn put_documents(
    cache: &Cache,
    items: &[Fetched<KycDocument>],
    position: Option<&Position>,
    now: UnixSeconds,
) -> Result<Vec<KycDocumentId>, Failure> {
    let documents = items.iter().filter_map(|item| document_row(item, now)).collect();
    let streams = position.map(|position| state(Stream::KycDocuments, position, now)).into_iter().collect();
    Ok(apply(cache, Batch { documents, streams, ..Batch::default() }).await?.documents.into_iter().collect())
}

/// Stores events and returns those that were not known.
pub(super) async fn put_events(
    cache: &Cache,
    items: &[Fetched<ApiEvent>],
    now: UnixSeconds,
) -> Result<Vec<Seen>, Failure> {
    let rows: Vec<EventRow> = items
        .iter()
        .map(|item| EventRow {
            kind: item.value.event_type.as_str().to_owned(),
            resource_id: item.value.resource_id.as_str().to_owned(),
            date: item.value.date.unwrap_or(now),
            raw: item.raw.as_str().to_owned(),
            fetched_at: now,
        })
        .collect();
    let applied = apply(cache, Batch { events: rows, ..Batch::default() }).await?;
    let seen = |row: EventRow| Seen { event_type: row.kind.into(), resource_id: row.resource_id };
    Ok(applied.events.into_iter().map(seen).collect())
}

pub(super) async fn undecided(cache: &Cache) -> Result<Vec<KycDocumentId>, Failure> {
    cache.undecided().await.map_err(|error| failure::cache(&error))
}

pub(super) async fn without_details(cache: &Cache, most: u32) -> Result<Vec<UserId>, Failure> {
    cache.users_without_detail(most).await.map_err(|error| failure::cache(&error))
}

fn user_row(user: &Fetched<User>, part: Part, now: UnixSeconds) -> UserRow {
    let value = &user.value;
    let country = match value.person_type {
        Some(PersonType::Legal) => value.headquarters_address.as_ref().and_then(|address| address.country.clone()),
        _ => value.country_of_residence.clone(),
    };
    UserRow {
        id: value.id.clone(),
        part,
        person_type: value.person_type.clone(),
        name: display_name(value),
        email: value.email.clone(),
        tag: value.tag.clone(),
        legal_form: value.legal_person_type.clone(),
        category: value.user_category.clone(),
        status: value.user_status.clone(),
        kyc_level: value.kyc_level.clone(),
        country,
        created: value.creation_date,
        raw: user.raw.as_str().to_owned(),
        fetched_at: now,
    }
}

fn display_name(user: &User) -> Option<String> {
    if let Some(name) = user.name.as_deref().filter(|name| !name.is_empty()) {
        return Some(name.to_owned());
    }
    let parts: Vec<&str> = [user.first_name.as_deref(), user.last_name.as_deref()]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A document without a user cannot be shown anywhere; the API always names one.
fn document_row(document: &Fetched<KycDocument>, now: UnixSeconds) -> Option<DocumentRow> {
    let value = &document.value;
    let unknown = String::new;
    Some(DocumentRow {
        id: value.id.clone(),
        user_id: value.user_id.clone()?,
        kind: value.kind.clone().unwrap_or_else(|| KycDocumentType::Unknown(unknown())),
        status: value.status.clone().unwrap_or_else(|| KycDocumentStatus::Unknown(unknown())),
        refused_reason: value.refused_reason_type.clone(),
        refused_message: value.refused_reason_message.clone(),
        flags: value.flags.clone(),
        tag: value.tag.clone(),
        created: value.creation_date,
        processed: value.processed_date,
        raw: document.raw.as_str().to_owned(),
        fetched_at: now,
    })
}
