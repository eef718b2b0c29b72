//! Where each stream stands, and the writes that go with it.

use cache::{Batch, Cache, Coverage, EventRow, StreamState};
use ipc::{
    Failure,
    sync::{Route, RouteReason, Stream, StreamStatus},
};
use mangopay::{ApiEvent, Fetched};
use model::{
    Area, Column, Condition, Direction, EventType, Filter, IdempotencyKey, KycDocumentId, KycLevel, ListQuery,
    ReportId, Sort, UnixSeconds, UserId, UserStatus, Window,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    lists,
    walk::{Mark, Place},
};
use crate::failure;

/// Where a stream stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Position {
    /// Where the reading of its list stands.
    pub(super) place: Place,
    /// Objects held.
    pub(super) have: u32,
    /// Complete as of this moment.
    pub(super) complete_at: Option<i64>,
    /// The last moment seen.
    pub(super) watermark: Option<UnixSeconds>,
    /// What is in the way.
    pub(super) trouble: Option<Failure>,
    /// Objects that the server counts and never shows.
    pub(super) untold: u64,
    /// What else is to be remembered of it.
    pub(super) memory: Memory,
}

impl Position {
    /// Objects the server says there are.
    pub(super) fn total(&self) -> Option<u32> {
        self.place.total.map(|total| u32::try_from(total).unwrap_or(u32::MAX))
    }
}

/// What the engine keeps of a stream beside the columns of its own.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    total: Option<u64>,
    mark: Option<Mark>,
    trouble: Option<Failure>,
    memory: Memory,
}

/// What a stream remembers between two runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Memory {
    /// The way it is read.
    pub(super) route: Option<Route>,
    /// Why the cheaper way by reports is closed.
    pub(super) closed: Option<RouteReason>,
    /// Reports on their way or read.
    pub(super) reports: Vec<Ordered>,
    /// From when on what changed must be asked of the events: the stream was read as of this moment.
    pub(super) as_of: Option<UnixSeconds>,
}

/// A report of a part of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ordered {
    pub(super) after: UnixSeconds,
    pub(super) before: UnixSeconds,
    /// The key of its creation, stored before that is sent.
    pub(super) key: IdempotencyKey,
    /// Its id, once it was created.
    pub(super) id: Option<ReportId>,
    /// Lines of its file that are stored.
    #[serde(default)]
    pub(super) lines: u64,
    /// Its rows are stored.
    pub(super) read: bool,
}

/// An event that was not known before.
#[derive(Debug, Clone)]
pub(super) struct Happened {
    pub(super) event_type: EventType,
    pub(super) resource_id: String,
    pub(super) date: UnixSeconds,
}

/// The name of a stream in the local copy.
pub(super) fn name(stream: Stream) -> &'static str {
    match stream {
        Stream::Users => "users",
        Stream::UserDetails => "user-details",
        Stream::Renewals => "renewals",
        Stream::KycDocuments => "kyc-documents",
        Stream::Events => "events",
        Stream::Disputes => "disputes",
        Stream::Mandates => "mandates",
        Stream::Reports => "reports",
        Stream::ServiceReports => "service-reports",
        Stream::Hooks => "hooks",
        Stream::ClientWallets => "client-wallets",
        Stream::Wallets => "wallets",
        Stream::Transactions => "transactions",
        Stream::Cards => "cards",
        Stream::BankAccounts => "bank-accounts",
        Stream::Recipients => "recipients",
        Stream::Preauthorizations => "preauthorizations",
        Stream::Deposits => "deposits",
        Stream::UboDeclarations => "ubo-declarations",
        Stream::IdvSessions => "idv-sessions",
    }
}

pub(super) async fn position(cache: &Cache, stream: Stream) -> Result<Position, Failure> {
    let state = cache.stream(name(stream).to_owned()).await.map_err(|error| failure::cache(&error))?;
    let have = held(cache, stream).await?;
    let Some(state) = state else { return Ok(Position { have, ..Position::default() }) };
    let kept: Kept = state.state.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let total = match stream {
        Stream::UserDetails => Some(held(cache, Stream::Users).await?.into()),
        Stream::Renewals => Some(counted(cache, Area::Users, verified()).await?.into()),
        _ => kept.total,
    };
    Ok(Position {
        place: Place {
            page: state.cursor.as_deref().and_then(|text| text.parse().ok()).unwrap_or_default(),
            total,
            mark: kept.mark,
        },
        have,
        complete_at: state.coverage.complete_to.map(|moment| moment.0),
        watermark: state.watermark,
        trouble: kept.trouble,
        untold: state.coverage.missing,
        memory: kept.memory,
    })
}

/// Objects held of a stream.
async fn held(cache: &Cache, stream: Stream) -> Result<u32, Failure> {
    let mut filters = Vec::new();
    if stream == Stream::Renewals {
        filters = verified();
        filters.push(Filter { column: Column::RenewalKnown, condition: Condition::Is(true) });
    }
    let all = counted(cache, lists::area(stream), filters).await?;
    if stream == Stream::UserDetails {
        let missing = cache.without_detail().await.map_err(|error| failure::cache(&error))?;
        return Ok(all.saturating_sub(u32::try_from(missing).unwrap_or(u32::MAX)));
    }
    Ok(all)
}

/// Rows that match; every stream asks this often, so it must be known without counting.
async fn counted(cache: &Cache, area: Area, filters: Vec<Filter>) -> Result<u32, Failure> {
    let query = ListQuery {
        area,
        filters,
        search: String::new(),
        sort: Sort { column: area.age(), direction: Direction::Ascending },
        window: Window { offset: 0, limit: 0 },
    };
    let counted = cache.counts(vec![query]).await.map_err(|error| failure::cache(&error))?;
    Ok(counted.first().map_or(0, |count| u32::try_from(*count).unwrap_or(u32::MAX)))
}

/// The users of [`lists::VERIFIED`].
fn verified() -> Vec<Filter> {
    let any = |column: Column, values: &[&str]| Filter {
        column,
        condition: Condition::AnyOf(values.iter().map(|value| (*value).to_owned()).collect()),
    };
    vec![any(Column::KycLevel, &[KycLevel::Regular.as_str()]), any(Column::Status, UserStatus::OPEN)]
}

/// What is stored of a stream.
pub(super) fn state(stream: Stream, position: &Position, now: UnixSeconds) -> StreamState {
    let kept = Kept {
        total: position.place.total,
        mark: position.place.mark.clone(),
        trouble: position.trouble.clone(),
        memory: position.memory.clone(),
    };
    StreamState {
        name: name(stream).to_owned(),
        watermark: position.watermark,
        cursor: Some(position.place.page.to_string()),
        coverage: Coverage {
            complete_to: position.complete_at.map(UnixSeconds),
            missing: position.untold,
            ..Coverage::default()
        },
        state: serde_json::to_string(&kept).ok(),
        updated_at: now,
    }
}

/// Whether everything was read to its end once, or cannot be.
pub(super) async fn is_complete(cache: &Cache) -> Result<bool, Failure> {
    for stream in Stream::ALL {
        let at = position(cache, *stream).await?;
        if at.complete_at.is_none() && at.trouble.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) async fn progress(cache: &Cache) -> Result<Vec<StreamStatus>, Failure> {
    let mut all = Vec::new();
    for stream in Stream::ALL {
        let at = position(cache, *stream).await?;
        let of = at.total();
        all.push(StreamStatus { stream: *stream, have: at.have, of, complete_at: at.complete_at, trouble: at.trouble });
    }
    Ok(all)
}

/// Changes what is stored of a stream.
pub(super) async fn change(
    cache: &Cache,
    stream: Stream,
    now: UnixSeconds,
    change: impl FnOnce(&mut Position),
) -> Result<(), Failure> {
    let mut at = position(cache, stream).await?;
    change(&mut at);
    apply(cache, Batch { streams: vec![state(stream, &at, now)], ..Batch::default() }).await.map(|_| ())
}

pub(super) async fn complete(cache: &Cache, stream: Stream, now: UnixSeconds) -> Result<(), Failure> {
    change(cache, stream, now, |at| {
        at.complete_at = Some(now.0);
        at.trouble = None;
    })
    .await
}

pub(super) async fn note_trouble(
    cache: &Cache,
    stream: Stream,
    trouble: &Failure,
    now: UnixSeconds,
) -> Result<(), Failure> {
    change(cache, stream, now, |at| at.trouble = Some(trouble.clone())).await
}

/// The feed was read to its end. The watermark is the server's own date of the last event seen: by this computer's
/// clock, which may be ahead, events would be passed over.
pub(super) async fn complete_events(cache: &Cache, last: Option<UnixSeconds>, now: UnixSeconds) -> Result<(), Failure> {
    change(cache, Stream::Events, now, |at| {
        at.complete_at = Some(now.0);
        at.watermark = at.watermark.max(last);
        at.trouble = None;
    })
    .await
}

pub(super) async fn apply(cache: &Cache, batch: Batch) -> Result<cache::Applied, Failure> {
    cache.apply(batch).await.map_err(|error| failure::cache(&error))
}

/// Stores events and returns those that were not known.
pub(super) async fn put_events(
    cache: &Cache,
    items: &[Fetched<ApiEvent>],
    now: UnixSeconds,
) -> Result<Vec<Happened>, Failure> {
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
    let seen = |row: EventRow| Happened { event_type: row.kind.into(), resource_id: row.resource_id, date: row.date };
    Ok(applied.events.into_iter().map(seen).collect())
}

pub(super) async fn undecided(cache: &Cache) -> Result<Vec<KycDocumentId>, Failure> {
    cache.undecided().await.map_err(|error| failure::cache(&error))
}

pub(super) async fn without_details(cache: &Cache, most: u32) -> Result<Vec<UserId>, Failure> {
    cache.users_without_detail(most).await.map_err(|error| failure::cache(&error))
}

/// The place where our use of the rate limits is kept, beside the streams.
const USE: &str = "rate-limits";

/// Our calls of the last day by the minute.
pub(super) async fn kept_use(cache: &Cache) -> Result<Vec<(i64, u64)>, Failure> {
    kept(cache, USE).await
}

pub(super) async fn keep_use(cache: &Cache, used: &[(i64, u64)], now: UnixSeconds) -> Result<(), Failure> {
    apply(cache, Batch { streams: vec![keeping(USE, &used, now)], ..Batch::default() }).await.map(|_| ())
}

/// What is kept under a name that is no stream's; the default if nothing is.
pub(super) async fn kept<T: Default + DeserializeOwned>(cache: &Cache, name: &str) -> Result<T, Failure> {
    let kept = cache.stream(name.to_owned()).await.map_err(|error| failure::cache(&error))?;
    let text = kept.and_then(|state| state.state).unwrap_or_default();
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

/// What is to be kept under a name that is no stream's.
pub(super) fn keeping<T: Serialize>(name: &str, kept: &T, now: UnixSeconds) -> StreamState {
    StreamState {
        name: name.to_owned(),
        watermark: None,
        cursor: None,
        coverage: Coverage::default(),
        state: serde_json::to_string(kept).ok(),
        updated_at: now,
    }
}
