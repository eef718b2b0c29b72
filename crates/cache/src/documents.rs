use model::{KycDocumentId, KycLevel, LegalPersonType, PersonType, RefusedReason, UserCategory, UserId};
use sqlite::rusqlite::{OptionalExtension, Result, Row, Transaction, named_params, params};

use crate::records::{self, DOCUMENT};
use crate::{DocumentRecord, DocumentRow, UserRecord, fold};

/// Stores a document, with what is known of its user, unless a newer answer is stored. Tells whether anything but the
/// time of fetching changed.
pub(crate) fn put(tx: &Transaction<'_>, row: &DocumentRow) -> Result<bool> {
    let before = full(tx, &row.id)?;
    if let Some(before) = &before {
        if row.fetched_at < before.fetched_at {
            return Ok(false);
        }
        if before.raw.as_ref() == Some(&row.raw) {
            tx.prepare_cached("UPDATE documents SET fetched_at = ?2 WHERE id = ?1")?
                .execute(params![row.id.as_str(), row.fetched_at.0])?;
            return Ok(false);
        }
    }
    let stored = tx
        .prepare_cached(
            "INSERT INTO documents (id, user_id, type, status, refused_reason, refused_message, flags, tag, tag_folded,
                                    created, processed, raw, fetched_at, user_name, user_name_folded, user_email,
                                    user_email_folded, user_person_type, user_legal_form, user_category,
                                    user_kyc_level, user_country)
             SELECT :id, :user_id, :type, :status, :reason, :message, :flags, :tag, :tag_folded, :created, :processed,
                    :raw, :fetched_at, u.name, u.name_folded, u.email, u.email_folded, u.person_type, u.legal_form,
                    u.category, u.kyc_level, u.country
             FROM (SELECT 1) LEFT JOIN users u ON u.id = :user_id
             WHERE true
             ON CONFLICT (id) DO UPDATE SET
                 user_id = excluded.user_id, type = excluded.type, status = excluded.status,
                 refused_reason = excluded.refused_reason, refused_message = excluded.refused_message,
                 flags = excluded.flags, tag = excluded.tag, tag_folded = excluded.tag_folded,
                 created = excluded.created, processed = excluded.processed, raw = excluded.raw,
                 fetched_at = excluded.fetched_at, user_name = excluded.user_name,
                 user_name_folded = excluded.user_name_folded, user_email = excluded.user_email,
                 user_email_folded = excluded.user_email_folded, user_person_type = excluded.user_person_type,
                 user_legal_form = excluded.user_legal_form, user_category = excluded.user_category,
                 user_kyc_level = excluded.user_kyc_level, user_country = excluded.user_country
             RETURNING row",
        )?
        .query_row(
            named_params! {
                ":id": row.id.as_str(),
                ":user_id": row.user_id.as_str(),
                ":type": row.kind.as_str(),
                ":status": row.status.as_str(),
                ":reason": row.refused_reason.as_ref().map(RefusedReason::as_str),
                ":message": row.refused_message,
                ":flags": records::join_flags(&row.flags),
                ":tag": row.tag,
                ":tag_folded": row.tag.as_deref().map(fold),
                ":created": row.created.map(|moment| moment.0),
                ":processed": row.processed.map(|moment| moment.0),
                ":raw": row.raw,
                ":fetched_at": row.fetched_at.0,
            },
            |found| found.get::<_, i64>(0),
        )?;
    index(tx, "row = ?1", stored)?;
    mark_replaced(tx, &row.user_id, row.kind.as_str())?;
    if let Some(before) = before.filter(|before| (&before.user_id, &before.kind) != (&row.user_id, &row.kind)) {
        mark_replaced(tx, &before.user_id, before.kind.as_str())?;
    }
    Ok(true)
}

/// Repeats a user's columns on its documents. Tells whether there are any.
pub(crate) fn repeat_user(tx: &Transaction<'_>, user: &UserRecord) -> Result<bool> {
    let changed = tx
        .prepare_cached(
            "UPDATE documents SET
                 user_name = :name, user_name_folded = :name_folded, user_email = :email,
                 user_email_folded = :email_folded, user_person_type = :person_type, user_legal_form = :legal_form,
                 user_category = :category, user_kyc_level = :kyc_level, user_country = :country
             WHERE user_id = :id",
        )?
        .execute(named_params! {
            ":id": user.id.as_str(),
            ":name": user.name,
            ":name_folded": user.name.as_deref().map(fold),
            ":email": user.email,
            ":email_folded": user.email.as_deref().map(fold),
            ":person_type": user.person_type.as_ref().map(PersonType::as_str),
            ":legal_form": user.legal_form.as_ref().map(LegalPersonType::as_str),
            ":category": user.category.as_ref().map(UserCategory::as_str),
            ":kyc_level": user.kyc_level.as_ref().map(KycLevel::as_str),
            ":country": user.country,
        })?;
    if changed > 0 {
        index(tx, "user_id = ?1", user.id.as_str())?;
    }
    Ok(changed > 0)
}

/// One document with its raw JSON.
pub(crate) fn full(tx: &Transaction<'_>, id: &KycDocumentId) -> Result<Option<DocumentRecord>> {
    let read = |row: &Row<'_>| Ok(DocumentRecord { raw: row.get("raw")?, ..records::document(row)? });
    tx.prepare_cached(&format!("SELECT {DOCUMENT}, raw FROM documents WHERE id = ?1"))?
        .query_row([id.as_str()], read)
        .optional()
}

/// A user's documents, newest first.
pub(crate) fn of_user(tx: &Transaction<'_>, user: &UserId) -> Result<Vec<DocumentRecord>> {
    tx.prepare_cached(&format!("SELECT {DOCUMENT} FROM documents WHERE user_id = ?1 ORDER BY created DESC, id DESC"))?
        .query_map([user.as_str()], records::document)?
        .collect()
}

/// Documents that Mangopay has not decided, oldest first.
pub(crate) fn undecided(tx: &Transaction<'_>) -> Result<Vec<KycDocumentId>> {
    tx.prepare_cached("SELECT id FROM documents WHERE status IN ('CREATED', 'VALIDATION_ASKED') ORDER BY created, id")?
        .query_map([], |row| row.get::<_, String>(0).map(KycDocumentId::new))?
        .collect()
}

/// A document is replaced once a later one of the same user and type was submitted; a later one that is merely
/// created changes nothing yet.
fn mark_replaced(tx: &Transaction<'_>, user: &UserId, kind: &str) -> Result<()> {
    tx.prepare_cached(
        "UPDATE documents AS d SET replaced = EXISTS (
             SELECT 1 FROM documents n
             WHERE n.user_id = d.user_id AND n.type = d.type AND n.created > d.created AND n.status <> 'CREATED'
         )
         WHERE user_id = ?1 AND type = ?2",
    )?
    .execute([user.as_str(), kind])?;
    Ok(())
}

/// Indexes the words of the documents that `which` selects.
fn index(tx: &Transaction<'_>, which: &str, value: impl sqlite::rusqlite::ToSql) -> Result<()> {
    type Words = (i64, String, String, Option<String>, Option<String>, Option<String>);
    let found: Vec<Words> = tx
        .prepare_cached(&format!(
            "SELECT row, id, user_id, tag_folded, user_name_folded, user_email_folded FROM documents WHERE {which}"
        ))?
        .query_map([value], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))?
        .collect::<Result<_>>()?;
    let mut delete = tx.prepare_cached("DELETE FROM documents_text WHERE rowid = ?1")?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO documents_text (rowid, id, user_id, tag, name, email) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (row, id, user, tag, name, email) in found {
        delete.execute([row])?;
        let text = |text: Option<String>| text.unwrap_or_default();
        insert.execute(params![row, fold(&id), fold(&user), text(tag), text(name), text(email)])?;
    }
    Ok(())
}
