//! What the API soon will not tell any more is put beside the journal, which is never built anew: a local copy that is
//! gets it back from there.

use std::{collections::BTreeMap, time::Duration};

use cache::{AgePlace, AgedRow, Batch, EventRow, Part};
use journal::archive::{self, Archived};
use mangopay::ApiEvent;
use model::{Area, Origin, UnixSeconds};
use serde::{Deserialize, Serialize};

use super::{
    Inner, Trouble,
    rows::{self, Source},
    store,
};
use crate::failure;

const DAY: i64 = 86_400;
/// What is archived, and from which age on. Lists of transactions reach thirteen months back, events 45 days
/// (money-operations.md §6, §14.1): the time between is for a program that is not always running.
const AREAS: [(Area, i64); 2] = [(Area::Transactions, 365 * DAY), (Area::Events, 40 * DAY)];
/// Objects that are written together.
const TOGETHER: u32 = 500;
/// Pause between two passes.
const EVERY: Duration = Duration::from_secs(86_400);
/// Pause after one that failed.
const AGAIN: Duration = Duration::from_secs(600);
/// The place where it is kept how far the archive is, beside the streams.
const NAME: &str = "archive";

/// How far the archive is, kept in the local copy: one that is new begins with nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Marks {
    /// The place in the archive up to which this copy has its objects back.
    restored: i64,
    /// Whether that is all there was when this copy was new.
    whole: bool,
    areas: BTreeMap<String, Mark>,
}

/// How far an area's rows are archived.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Mark {
    age: i64,
    row: i64,
    /// Rows up to this one have been looked at, however old they are.
    came: i64,
}

impl Default for Mark {
    fn default() -> Self {
        Self { age: i64::MIN, row: i64::MIN, came: 0 }
    }
}

impl Mark {
    fn place(self) -> AgePlace {
        AgePlace { age: UnixSeconds(self.age), row: self.row }
    }
}

impl Inner {
    /// Gives the local copy back what it lacks, then archives each day what has become old.
    pub(super) async fn keep_archive(&self) {
        loop {
            let pause = match self.archive().await {
                Ok(()) => EVERY,
                Err(trouble) => {
                    tracing::warn!(%trouble, "the archive could not be kept");
                    AGAIN
                }
            };
            self.parts.clock.sleep(pause).await;
        }
    }

    async fn archive(&self) -> Result<(), Trouble> {
        let mut marks: Marks = store::kept(&self.parts.cache, NAME).await?;
        self.restore(&mut marks).await?;
        let now = self.parts.clock.now();
        for (area, age) in AREAS {
            self.archive_area(&mut marks, area, now.plus(-age)).await?;
        }
        let streams = vec![store::keeping(NAME, &marks, now)];
        self.put(Batch { streams, ..Batch::default() }).await.map(|_| ())
    }

    /// What is in the archive and in no list comes back, in batches; a kill in between goes on from there.
    async fn restore(&self, marks: &mut Marks) -> Result<(), Trouble> {
        while !marks.whole {
            let place = marks.restored;
            let found = self.parts.journal.read(move |tx| archive::after(tx, place, TOGETHER)).await;
            let (found, end) = found.map_err(|error| failure::journal(&error))?;
            marks.whole = end.is_none();
            marks.restored = end.unwrap_or(place);
            let mut batch = Batch::default();
            for archived in &found {
                add(&mut batch, archived);
            }
            batch.streams = vec![store::keeping(NAME, marks, self.parts.clock.now())];
            self.put(batch).await?;
        }
        Ok(())
    }

    async fn archive_area(&self, marks: &mut Marks, area: Area, before: UnixSeconds) -> Result<(), Trouble> {
        let cache = &self.parts.cache;
        let mut mark = marks.areas.get(area.key()).copied().unwrap_or_default();
        let last = cache.last_row(area).await.map_err(|error| failure::cache(&error))?;
        // What came since the last time and is older than what was archived then.
        loop {
            let late = cache.late(area, mark.came, mark.place(), TOGETHER).await;
            let late = late.map_err(|error| failure::cache(&error))?;
            let Some(end) = late.last().map(|row| row.place.row) else { break };
            mark.came = end;
            self.put_away(marks, area, mark, late).await?;
        }
        mark.came = last.max(mark.came);
        loop {
            let old = cache.older(area, mark.place(), before, TOGETHER).await;
            let old = old.map_err(|error| failure::cache(&error))?;
            let Some(end) = old.last().map(|row| row.place) else { break };
            (mark.age, mark.row) = (end.age.0, end.row);
            self.put_away(marks, area, mark, old).await?;
        }
        marks.areas.insert(area.key().to_owned(), mark);
        Ok(())
    }

    /// First the archive, then the mark: what is killed in between is archived once more, which changes nothing.
    async fn put_away(&self, marks: &mut Marks, area: Area, mark: Mark, rows: Vec<AgedRow>) -> Result<(), Trouble> {
        let objects: Vec<Archived> = rows
            .into_iter()
            .map(|row| Archived {
                area,
                id: row.id,
                whole: row.whole,
                owner: row.owner,
                created: row.place.age,
                fetched_at: row.fetched_at,
                raw: row.raw,
            })
            .collect();
        let stored = self.parts.journal.write(move |tx| archive::put(tx, &objects)).await;
        stored.map_err(|error| failure::journal(&error))?;
        marks.areas.insert(area.key().to_owned(), mark);
        let streams = vec![store::keeping(NAME, marks, self.parts.clock.now())];
        self.put(Batch { streams, ..Batch::default() }).await.map(|_| ())
    }
}

fn add(batch: &mut Batch, archived: &Archived) {
    if archived.area == Area::Events {
        let read = serde_json::from_str::<ApiEvent>(&archived.raw).ok();
        batch.events.extend(read.map(|event| EventRow {
            kind: event.event_type.as_str().to_owned(),
            resource_id: event.resource_id.as_str().to_owned(),
            date: archived.created,
            raw: archived.raw.clone(),
            fetched_at: archived.fetched_at,
        }));
        return;
    }
    let source = Source {
        area: archived.area,
        part: if archived.whole { Part::Detail } else { Part::Listed },
        owner: archived.owner.as_deref(),
        origin: Origin::Archive,
        asked_at: archived.fetched_at,
    };
    rows::add(batch, &source, std::slice::from_ref(&archived.raw));
}
