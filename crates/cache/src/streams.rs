use model::UnixSeconds;
use sqlite::rusqlite::{OptionalExtension, Result, Row, Transaction, named_params};

/// How far a stream of the sync is: enough to go on after a kill at any page, and to tell what is missing and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamState {
    /// The stream, as the engine names it.
    pub name: String,
    /// The last moment seen.
    pub watermark: Option<UnixSeconds>,
    /// Where in the list it stands, as the engine writes it.
    pub cursor: Option<String>,
    /// What is complete.
    pub coverage: Coverage,
    /// Anything else, as the engine writes it.
    pub state: Option<String>,
    /// When this was written.
    pub updated_at: UnixSeconds,
}

/// What of a stream is held: complete from … to …, so many missing because ….
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Complete from this moment on; `None`: from the beginning, or not yet at all.
    pub complete_from: Option<UnixSeconds>,
    /// Complete up to this moment; `None`: not yet.
    pub complete_to: Option<UnixSeconds>,
    /// Objects known to be missing.
    pub missing: u64,
    /// Why, as the engine writes it.
    pub missing_reason: Option<String>,
}

pub(crate) fn put(tx: &Transaction<'_>, stream: &StreamState) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO streams (name, watermark, cursor, complete_from, complete_to, missing, missing_reason, state,
                              updated_at)
         VALUES (:name, :watermark, :cursor, :from, :to, :missing, :reason, :state, :updated_at)
         ON CONFLICT (name) DO UPDATE SET
             watermark = excluded.watermark, cursor = excluded.cursor, complete_from = excluded.complete_from,
             complete_to = excluded.complete_to, missing = excluded.missing,
             missing_reason = excluded.missing_reason, state = excluded.state, updated_at = excluded.updated_at",
    )?
    .execute(named_params! {
        ":name": stream.name,
        ":watermark": stream.watermark.map(|moment| moment.0),
        ":cursor": stream.cursor,
        ":from": stream.coverage.complete_from.map(|moment| moment.0),
        ":to": stream.coverage.complete_to.map(|moment| moment.0),
        ":missing": i64::try_from(stream.coverage.missing).unwrap_or(i64::MAX),
        ":reason": stream.coverage.missing_reason,
        ":state": stream.state,
        ":updated_at": stream.updated_at.0,
    })?;
    Ok(())
}

pub(crate) fn get(tx: &Transaction<'_>, name: &str) -> Result<Option<StreamState>> {
    tx.prepare_cached(&format!("SELECT {COLUMNS} FROM streams WHERE name = ?1"))?.query_row([name], read).optional()
}

pub(crate) fn all(tx: &Transaction<'_>) -> Result<Vec<StreamState>> {
    tx.prepare_cached(&format!("SELECT {COLUMNS} FROM streams ORDER BY name"))?.query_map([], read)?.collect()
}

const COLUMNS: &str = "name, watermark, cursor, complete_from, complete_to, missing, missing_reason, state, updated_at";

fn read(row: &Row<'_>) -> Result<StreamState> {
    let moment = |at| row.get::<_, Option<i64>>(at).map(|seconds| seconds.map(UnixSeconds));
    Ok(StreamState {
        name: row.get(0)?,
        watermark: moment(1)?,
        cursor: row.get(2)?,
        coverage: Coverage {
            complete_from: moment(3)?,
            complete_to: moment(4)?,
            missing: row.get::<_, i64>(5)?.unsigned_abs(),
            missing_reason: row.get(6)?,
        },
        state: row.get(7)?,
        updated_at: UnixSeconds(row.get(8)?),
    })
}
