//! The outbox: every upload as an intent that is stored before the network is touched, with one row per step and try.
//!
//! The rows are written as the engine's transition function decides; nothing here knows what may follow what.

mod documents;
mod steps;

use model::{KycDocumentId, KycDocumentType, OutboxId, UnixSeconds, UploadState, UserId};
use rusqlite::{Row, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::drafts::{Page, page_values, read_page};
use crate::error::{from_json, to_json};

pub use documents::{Bond, owned_by, owner};
pub use steps::{Outcome, Step};

pub(crate) const MIGRATION_4: &str = "
CREATE TABLE outbox_item (
    id            TEXT PRIMARY KEY NOT NULL,
    kind          TEXT NOT NULL,
    user_id       TEXT NOT NULL,
    document_type TEXT NOT NULL,
    tag           TEXT,
    state         TEXT NOT NULL CHECK (json_valid(state)),
    document_id   TEXT,
    paused        INTEGER NOT NULL DEFAULT 0,
    dismissed     INTEGER NOT NULL DEFAULT 0,
    waits_for     TEXT,
    next_try_at   INTEGER,
    troubles      INTEGER NOT NULL DEFAULT 0,
    replaces      TEXT REFERENCES outbox_item (id),
    created_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    submitted_at  INTEGER,
    decided_at    INTEGER
) STRICT;
CREATE INDEX outbox_item_document ON outbox_item (document_id);
CREATE TABLE outbox_page (
    item_id   TEXT NOT NULL REFERENCES outbox_item (id) ON DELETE RESTRICT,
    position  INTEGER NOT NULL,
    id        TEXT NOT NULL,
    path      BLOB NOT NULL,
    file_name TEXT NOT NULL,
    size      INTEGER NOT NULL CHECK (size >= 0),
    hash      BLOB NOT NULL CHECK (length(hash) = 32),
    recipe    TEXT NOT NULL,
    place     TEXT NOT NULL,
    page_size INTEGER,
    PRIMARY KEY (item_id, position)
) STRICT;
CREATE TABLE outbox_step (
    item_id      TEXT NOT NULL REFERENCES outbox_item (id) ON DELETE RESTRICT,
    position     INTEGER NOT NULL,
    step         TEXT NOT NULL CHECK (json_valid(step)),
    key          TEXT UNIQUE,
    first_try_at INTEGER,
    last_try_at  INTEGER,
    tries        INTEGER NOT NULL,
    doubt_at     INTEGER,
    outcome      TEXT CHECK (outcome IS NULL OR json_valid(outcome)),
    finished_at  INTEGER,
    PRIMARY KEY (item_id, position)
) STRICT;
CREATE TABLE outbox_document (
    document_id TEXT PRIMARY KEY NOT NULL,
    item_id     TEXT NOT NULL REFERENCES outbox_item (id) ON DELETE RESTRICT,
    bond        TEXT NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
";

/// What an item does. Payouts, refunds and dispute answers join later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntentKind {
    /// A KYC document with its pages.
    KycUpload,
}

impl IntentKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::KycUpload => "kyc-upload",
        }
    }
}

/// What an item waits for before its next try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// There is no connection.
    Network,
    /// The server has trouble of its own.
    Server,
    /// Too many calls.
    RateLimit,
    /// The connection was lost in the middle of a call: what came of it is looked up.
    Outcome,
    /// An earlier try is still being worked on at the other side.
    StillRunning,
}

/// An item of the outbox.
#[derive(Clone, PartialEq, Eq)]
pub struct Item {
    /// The item.
    pub id: OutboxId,
    /// What it does.
    pub kind: IntentKind,
    /// For whom.
    pub user: UserId,
    /// What the document proves.
    pub document_type: KycDocumentType,
    /// The customer's free text; nothing of ours is ever put in it.
    pub tag: Option<String>,
    /// Pages in order.
    pub pages: Vec<Page>,
    /// Where it stands.
    pub state: UploadState,
    /// The document at Mangopay, once known.
    pub document: Option<KycDocumentId>,
    /// Whether the user paused it.
    pub paused: bool,
    /// Whether the user took it off the list.
    pub dismissed: bool,
    /// Why it waits, if it does.
    pub waits_for: Option<Waiting>,
    /// Not before this moment.
    pub next_try_at: Option<UnixSeconds>,
    /// Tries that failed one after the other since something last succeeded.
    pub troubles: u32,
    /// The abandoned item whose place it took.
    pub replaces: Option<OutboxId>,
    /// Queued.
    pub created_at: UnixSeconds,
    /// Last change.
    pub changed_at: UnixSeconds,
    /// Validation asked for.
    pub submitted_at: Option<UnixSeconds>,
    /// When the decision was noticed.
    pub decided_at: Option<UnixSeconds>,
    /// Steps in the order they were begun; a burned key starts a new row.
    pub steps: Vec<Step>,
    /// Documents at Mangopay that are this item's own, with what binds them.
    pub documents: Vec<(KycDocumentId, Bond)>,
}

model::debug_only!(Item { id, state, paused });

const COLUMNS: &str = "id, user_id, document_type, tag, state, document_id, paused, dismissed, waits_for, next_try_at,
    troubles, replaces, created_at, changed_at, submitted_at, decided_at";

/// Stores the item as it is, with pages, steps and documents.
///
/// # Errors
/// If the database fails; a document that belongs to another item is a constraint failure and nothing is stored.
pub fn save(tx: &Transaction<'_>, item: &Item) -> Result<(), Error> {
    tx.prepare_cached(
        "INSERT INTO outbox_item (id, kind, user_id, document_type, tag, state, document_id, paused,
             dismissed, waits_for, next_try_at, troubles, replaces, created_at, changed_at, submitted_at, decided_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, document_id = excluded.document_id,
             paused = excluded.paused, dismissed = excluded.dismissed,
             waits_for = excluded.waits_for, next_try_at = excluded.next_try_at, troubles = excluded.troubles,
             changed_at = excluded.changed_at, submitted_at = excluded.submitted_at, decided_at = excluded.decided_at",
    )?
    .execute(params![
        item.id.as_str(),
        item.kind.as_str(),
        item.user.as_str(),
        item.document_type.as_str(),
        item.tag,
        to_json(&item.state, "outbox_item.state")?,
        item.document.as_ref().map(KycDocumentId::as_str),
        item.paused,
        item.dismissed,
        item.waits_for.map(|reason| to_json(&reason, "outbox_item.waits_for")).transpose()?,
        item.next_try_at.map(|at| at.0),
        item.troubles,
        item.replaces.as_ref().map(OutboxId::as_str),
        item.created_at.0,
        item.changed_at.0,
        item.submitted_at.map(|at| at.0),
        item.decided_at.map(|at| at.0),
    ])?;
    let mut page = tx.prepare_cached(
        "INSERT OR REPLACE INTO outbox_page (item_id, position, id, path, file_name, size, hash, recipe, place, page_size)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for (position, content) in item.pages.iter().enumerate() {
        let mut values: Vec<rusqlite::types::Value> =
            vec![item.id.as_str().to_owned().into(), (position as i64).into()];
        values.extend(page_values(content));
        page.execute(rusqlite::params_from_iter(values))?;
    }
    steps::save(tx, &item.id, &item.steps)?;
    documents::save(tx, &item.id, &item.documents, item.changed_at)
}

/// One item.
///
/// # Errors
/// [`Error::NotFound`], or if the database fails or a value cannot be read.
pub fn get(tx: &Transaction<'_>, id: &OutboxId) -> Result<Item, Error> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox_item WHERE id = ?1"))?;
    let mut rows = statement.query([id.as_str()])?;
    match rows.next()? {
        Some(row) => complete(tx, read(row)?),
        None => Err(Error::NotFound { what: "outbox item" }),
    }
}

/// Every item that was not dismissed, oldest first.
///
/// # Errors
/// If the database fails or a value cannot be read.
pub fn list(tx: &Transaction<'_>) -> Result<Vec<Item>, Error> {
    select(tx, "dismissed = 0", [])
}

/// Items that have been submitted or are on the way, oldest first: those that something may still happen to.
///
/// # Errors
/// If the database fails or a value cannot be read.
pub fn active(tx: &Transaction<'_>) -> Result<Vec<Item>, Error> {
    select(
        tx,
        "json_extract(state, '$.state') IN ('ready', 'creating_document', 'uploading_page', 'submitting', 'submitted')",
        [],
    )
}

/// The item that a document belongs to, if any.
///
/// # Errors
/// If the database fails or a value cannot be read.
pub fn of_document(tx: &Transaction<'_>, document: &KycDocumentId) -> Result<Option<Item>, Error> {
    match owner(tx, document)? {
        Some(id) => get(tx, &id).map(Some),
        None => Ok(None),
    }
}

/// Items that hold a file of this content, newest first, dismissed ones among them.
///
/// # Errors
/// If the database fails or a value cannot be read.
pub fn with_file(tx: &Transaction<'_>, hash: &[u8; 32]) -> Result<Vec<Item>, Error> {
    let mut items = select(tx, "id IN (SELECT item_id FROM outbox_page WHERE hash = ?1)", [hash])?;
    items.reverse();
    Ok(items)
}

fn select<P: rusqlite::Params>(tx: &Transaction<'_>, condition: &str, values: P) -> Result<Vec<Item>, Error> {
    let mut statement =
        tx.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox_item WHERE {condition} ORDER BY created_at, rowid"))?;
    let mut rows = statement.query(values)?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        items.push(complete(tx, read(row)?)?);
    }
    Ok(items)
}

fn read(row: &Row<'_>) -> Result<Item, Error> {
    let seconds = |column: usize| -> Result<Option<UnixSeconds>, rusqlite::Error> {
        Ok(row.get::<_, Option<i64>>(column)?.map(UnixSeconds))
    };
    let waits_for: Option<String> = row.get(8)?;
    Ok(Item {
        id: OutboxId::new(row.get::<_, String>(0)?),
        kind: IntentKind::KycUpload,
        user: UserId::new(row.get::<_, String>(1)?),
        document_type: KycDocumentType::from(row.get::<_, String>(2)?),
        tag: row.get(3)?,
        pages: Vec::new(),
        state: from_json(&row.get::<_, String>(4)?, "outbox_item.state")?,
        document: row.get::<_, Option<String>>(5)?.map(KycDocumentId::new),
        paused: row.get(6)?,
        dismissed: row.get(7)?,
        waits_for: waits_for.map(|text| from_json(&text, "outbox_item.waits_for")).transpose()?,
        next_try_at: seconds(9)?,
        troubles: row.get(10)?,
        replaces: row.get::<_, Option<String>>(11)?.map(OutboxId::new),
        created_at: UnixSeconds(row.get(12)?),
        changed_at: UnixSeconds(row.get(13)?),
        submitted_at: seconds(14)?,
        decided_at: seconds(15)?,
        steps: Vec::new(),
        documents: Vec::new(),
    })
}

fn complete(tx: &Transaction<'_>, mut item: Item) -> Result<Item, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT id, path, file_name, size, hash, recipe, place, page_size
         FROM outbox_page WHERE item_id = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([item.id.as_str()])?;
    while let Some(row) = rows.next()? {
        item.pages.push(read_page(row)?);
    }
    item.steps = steps::of_item(tx, &item.id)?;
    item.documents = documents::of_item(tx, &item.id)?;
    Ok(item)
}
