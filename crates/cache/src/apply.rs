use std::collections::BTreeSet;

use model::{Area, KycDocumentId, UserId};
use sqlite::rusqlite::{OptionalExtension, Result, Transaction};

use crate::{Batch, CacheError, EventRow, disputes, documents, events, objects, reads, streams, users};

/// What a batch changed. Rows that were fetched again and came as they were do not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Areas in which a list may look different now. A user's new name changes its documents too.
    pub areas: BTreeSet<Area>,
    /// Users that are new or different.
    pub users: BTreeSet<UserId>,
    /// Documents that are new or different.
    pub documents: BTreeSet<KycDocumentId>,
    /// Events that were not known.
    pub events: Vec<EventRow>,
    /// Other objects that are new or different.
    pub objects: BTreeSet<(Area, String)>,
}

/// Writes a batch and counts the areas' generations up.
pub(crate) fn apply(tx: &Transaction<'_>, batch: &Batch) -> Result<Applied, CacheError> {
    let mut applied = Applied::default();
    for user in &batch.users {
        applied.user(&user.id, users::put(tx, user)?);
    }
    for (user, at) in &batch.gone_users {
        applied.user(user, users::put_gone(tx, user, *at)?);
    }
    for block in &batch.blocks {
        applied.user(&block.user_id, users::put_block(tx, block)?);
    }
    for part in &batch.parts {
        applied.user(&part.user_id, users::put_part(tx, part)?);
    }
    for document in &batch.documents {
        if documents::put(tx, document)? {
            applied.areas.insert(Area::KycDocuments);
            applied.documents.insert(document.id.clone());
        }
    }
    for event in &batch.events {
        if events::put(tx, event)? {
            applied.areas.insert(Area::Events);
            applied.events.push(event.clone());
        }
    }
    for object in &batch.objects {
        if objects::put(tx, object)? {
            applied.object(object.area, &object.id);
            if object.area == Area::Transactions && disputes::give(tx, &object.id)? {
                applied.areas.insert(Area::Disputes);
            }
        }
    }
    for (area, id, at) in &batch.gone {
        if objects::put_gone(tx, *area, id, *at)? {
            applied.object(*area, id);
        }
    }
    for stream in &batch.forgotten {
        reads::forget(tx, stream)?;
    }
    for read in &batch.reads {
        reads::put(tx, read)?;
    }
    for stream in &batch.streams {
        streams::put(tx, stream)?;
    }
    for area in &applied.areas {
        tx.prepare_cached(
            "INSERT INTO generations VALUES (?1, 1) ON CONFLICT DO UPDATE SET generation = generation + 1",
        )?
        .execute([area.key()])?;
    }
    Ok(applied)
}

/// The area's generation as of the transaction.
pub(crate) fn generation(tx: &Transaction<'_>, area: Area) -> Result<u64> {
    tx.prepare_cached("SELECT generation FROM generations WHERE area = ?1")?
        .query_row([area.key()], |row| row.get::<_, i64>(0))
        .optional()
        .map(|found| found.map_or(0, i64::unsigned_abs))
}

impl Applied {
    fn object(&mut self, area: Area, id: &str) {
        self.areas.insert(area);
        self.objects.insert((area, id.to_owned()));
    }

    fn user(&mut self, id: &UserId, effect: users::Effect) {
        if effect.user {
            self.areas.insert(Area::Users);
            self.users.insert(id.clone());
        }
        if effect.documents {
            self.areas.insert(Area::KycDocuments);
        }
    }
}
