//! One row per step and key: what was tried, when, and what came of it.

use model::{IdempotencyKey, OutboxId, UnixSeconds, UploadStep};
use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::error::{from_json, to_json};

/// What came of a step under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// Done.
    Done,
    /// The document of a lost creation was found and taken.
    Adopted,
    /// Refused with this status: the key is burned.
    Refused {
        /// HTTP status.
        status: u16,
    },
    /// Never arrived, as far as can be known: the key is given up.
    Lost,
}

/// A step under one key. A `POST` has a key; the submission is a `PUT` and has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which step.
    pub step: UploadStep,
    /// The key of its `POST`, stored before the first try and used for all tries.
    pub key: Option<IdempotencyKey>,
    /// When the oldest try that may have reached Mangopay was begun.
    pub first_try_at: Option<UnixSeconds>,
    /// When the last try was begun whose outcome is not known to be none.
    pub last_try_at: Option<UnixSeconds>,
    /// Tries so far.
    pub tries: u32,
    /// The last moment at which a try with an unknown outcome was running; `None` if no outcome is in doubt.
    pub doubt_at: Option<UnixSeconds>,
    /// What came of it. With an outcome, the key is never used again.
    pub outcome: Option<Outcome>,
    /// When that was known.
    pub finished_at: Option<UnixSeconds>,
}

pub(super) fn save(tx: &Transaction<'_>, item: &OutboxId, steps: &[Step]) -> Result<(), Error> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO outbox_step (item_id, position, step, key, first_try_at, last_try_at, tries, doubt_at, outcome,
             finished_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (item_id, position) DO UPDATE SET first_try_at = excluded.first_try_at,
             last_try_at = excluded.last_try_at, tries = excluded.tries, doubt_at = excluded.doubt_at,
             outcome = excluded.outcome, finished_at = excluded.finished_at",
    )?;
    for (position, step) in steps.iter().enumerate() {
        statement.execute(params![
            item.as_str(),
            position as i64,
            to_json(&step.step, "outbox_step.step")?,
            step.key.as_ref().map(IdempotencyKey::as_str),
            step.first_try_at.map(|at| at.0),
            step.last_try_at.map(|at| at.0),
            step.tries,
            step.doubt_at.map(|at| at.0),
            step.outcome.map(|outcome| to_json(&outcome, "outbox_step.outcome")).transpose()?,
            step.finished_at.map(|at| at.0),
        ])?;
    }
    Ok(())
}

pub(super) fn of_item(tx: &Transaction<'_>, item: &OutboxId) -> Result<Vec<Step>, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT step, key, first_try_at, last_try_at, tries, doubt_at, outcome, finished_at
         FROM outbox_step WHERE item_id = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([item.as_str()])?;
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        let seconds = |column: usize| -> Result<Option<UnixSeconds>, rusqlite::Error> {
            Ok(row.get::<_, Option<i64>>(column)?.map(UnixSeconds))
        };
        let key: Option<String> = row.get(1)?;
        let outcome: Option<String> = row.get(6)?;
        steps.push(Step {
            step: from_json(&row.get::<_, String>(0)?, "outbox_step.step")?,
            key: key
                .map(IdempotencyKey::try_from)
                .transpose()
                .map_err(|_| Error::Unreadable { column: "outbox_step.key" })?,
            first_try_at: seconds(2)?,
            last_try_at: seconds(3)?,
            tries: row.get(4)?,
            doubt_at: seconds(5)?,
            outcome: outcome.map(|text| from_json(&text, "outbox_step.outcome")).transpose()?,
            finished_at: seconds(7)?,
        });
    }
    Ok(steps)
}
