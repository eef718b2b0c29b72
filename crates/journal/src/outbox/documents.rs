//! Which document at Mangopay belongs to which item. A document has one owner for ever, so that no item adopts
//! another's.

use model::{KycDocumentId, OutboxId, UnixSeconds};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::Error;

/// What binds a document to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// The item created it.
    Created,
    /// The item found it after a lost creation.
    Adopted,
    /// The item left it behind, never submitted.
    Abandoned,
}

impl Bond {
    fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Adopted => "adopted",
            Self::Abandoned => "abandoned",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text {
            "created" => Some(Self::Created),
            "adopted" => Some(Self::Adopted),
            "abandoned" => Some(Self::Abandoned),
            _ => None,
        }
    }
}

/// The item that owns the document, if any does.
///
/// # Errors
/// If the database fails.
pub fn owner(tx: &Transaction<'_>, document: &KycDocumentId) -> Result<Option<OutboxId>, Error> {
    let id: Option<String> = tx
        .prepare_cached("SELECT item_id FROM outbox_document WHERE document_id = ?1")?
        .query_row([document.as_str()], |row| row.get(0))
        .optional()?;
    Ok(id.map(OutboxId::new))
}

/// Whether the document belongs to `item`, to another, or to none (`None`).
///
/// # Errors
/// If the database fails.
pub fn owned_by(tx: &Transaction<'_>, document: &KycDocumentId, item: &OutboxId) -> Result<Option<bool>, Error> {
    Ok(owner(tx, document)?.map(|owner| owner == *item))
}

pub(super) fn save(
    tx: &Transaction<'_>,
    item: &OutboxId,
    documents: &[(KycDocumentId, Bond)],
    now: UnixSeconds,
) -> Result<(), Error> {
    // The owner never changes; another item's document trips over the primary key and the commit fails.
    let mut update =
        tx.prepare_cached("UPDATE outbox_document SET bond = ?3 WHERE document_id = ?1 AND item_id = ?2")?;
    let mut insert =
        tx.prepare_cached("INSERT INTO outbox_document (document_id, item_id, bond, at) VALUES (?1, ?2, ?3, ?4)")?;
    for (document, bond) in documents {
        if update.execute(params![document.as_str(), item.as_str(), bond.as_str()])? == 0 {
            insert.execute(params![document.as_str(), item.as_str(), bond.as_str(), now.0])?;
        }
    }
    Ok(())
}

pub(super) fn of_item(tx: &Transaction<'_>, item: &OutboxId) -> Result<Vec<(KycDocumentId, Bond)>, Error> {
    let mut statement =
        tx.prepare_cached("SELECT document_id, bond FROM outbox_document WHERE item_id = ?1 ORDER BY at, document_id")?;
    let mut rows = statement.query([item.as_str()])?;
    let mut documents = Vec::new();
    while let Some(row) = rows.next()? {
        let bond: String = row.get(1)?;
        documents.push((
            KycDocumentId::new(row.get::<_, String>(0)?),
            Bond::parse(&bond).ok_or(Error::Unreadable { column: "outbox_document.bond" })?,
        ));
    }
    Ok(documents)
}
