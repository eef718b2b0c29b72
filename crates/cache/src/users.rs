use model::{KycLevel, LegalPersonType, PersonType, UnixSeconds, UserCategory, UserId, UserStatus};
use sqlite::rusqlite::{OptionalExtension, Result, Row, Transaction, named_params, params};

use crate::records::{self, USER};
use crate::{BlockRow, Part, Renewal, UserPart, UserRecord, UserRow, documents, fold};

/// What a write did to a user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Effect {
    /// Anything but the time of fetching.
    pub(crate) user: bool,
    /// Documents that repeat the user's columns.
    pub(crate) documents: bool,
}

/// Stores a user. Columns that both parts tell are taken from the newer answer; those that only the detail tells,
/// from the newest detail.
pub(crate) fn put(tx: &Transaction<'_>, row: &UserRow) -> Result<Effect> {
    let before = full(tx, &row.id)?;
    let after = merged(before.as_ref(), row);
    let stored = tx
        .prepare_cached(
            "INSERT INTO users (id, person_type, name, name_folded, email, email_folded, tag, tag_folded, legal_form,
                                category, status, kyc_level, country, created, listed_raw, detail_raw, fetched_at,
                                detail_fetched_at, gone_at)
             VALUES (:id, :person_type, :name, :name_folded, :email, :email_folded, :tag, :tag_folded, :legal_form,
                     :category, :status, :kyc_level, :country, :created, :listed_raw, :detail_raw, :fetched_at,
                     :detail_fetched_at, NULL)
             ON CONFLICT (id) DO UPDATE SET
                 person_type = excluded.person_type, name = excluded.name, name_folded = excluded.name_folded,
                 email = excluded.email, email_folded = excluded.email_folded, tag = excluded.tag,
                 tag_folded = excluded.tag_folded, legal_form = excluded.legal_form, category = excluded.category,
                 status = excluded.status, kyc_level = excluded.kyc_level, country = excluded.country,
                 created = excluded.created, listed_raw = excluded.listed_raw, detail_raw = excluded.detail_raw,
                 fetched_at = excluded.fetched_at, detail_fetched_at = excluded.detail_fetched_at,
                 gone_at = CASE WHEN gone_at > excluded.fetched_at THEN gone_at END
             RETURNING row",
        )?
        .query_row(
            named_params! {
                ":id": after.id.as_str(),
                ":person_type": after.person_type.as_ref().map(PersonType::as_str),
                ":name": after.name,
                ":name_folded": after.name.as_deref().map(fold),
                ":email": after.email,
                ":email_folded": after.email.as_deref().map(fold),
                ":tag": after.tag,
                ":tag_folded": after.tag.as_deref().map(fold),
                ":legal_form": after.legal_form.as_ref().map(LegalPersonType::as_str),
                ":category": after.category.as_ref().map(UserCategory::as_str),
                ":status": after.status.as_ref().map(UserStatus::as_str),
                ":kyc_level": after.kyc_level.as_ref().map(KycLevel::as_str),
                ":country": after.country,
                ":created": after.created.map(|moment| moment.0),
                ":listed_raw": after.listed_raw,
                ":detail_raw": after.detail_raw,
                ":fetched_at": after.fetched_at.0,
                ":detail_fetched_at": after.detail_fetched_at.map(|moment| moment.0),
            },
            |found| found.get::<_, i64>(0),
        )?;
    let words = |user: &UserRecord| (user.name.clone(), user.email.clone(), user.tag.clone());
    if before.as_ref().map(words) != Some(words(&after)) {
        index(tx, stored, &after)?;
    }
    let documents = before.as_ref().map(repeated) != Some(repeated(&after)) && documents::repeat_user(tx, &after)?;
    Ok(Effect { user: before.as_ref().map(content) != Some(content(&after)), documents })
}

/// Notes that the API no longer knows a user. The row stays, as it was last seen.
pub(crate) fn put_gone(tx: &Transaction<'_>, id: &UserId, at: UnixSeconds) -> Result<Effect> {
    ensure(tx, id, at)?;
    let changed = tx
        .prepare_cached("UPDATE users SET gone_at = ?2 WHERE id = ?1 AND gone_at IS NULL AND fetched_at <= ?2")?
        .execute(params![id.as_str(), at.0])?;
    Ok(Effect { user: changed > 0, documents: false })
}

/// Stores what is blocked.
pub(crate) fn put_block(tx: &Transaction<'_>, block: &BlockRow) -> Result<Effect> {
    ensure(tx, &block.user_id, block.fetched_at)?;
    let (id, deadline) = (block.user_id.as_str(), block.renewal.deadline().map(|day| day.0));
    let is_known = block.renewal != Renewal::Untold;
    // The same answer may tell more than it did to an earlier version.
    let is_another: bool = tx
        .prepare_cached(
            "SELECT block_raw IS NOT ?2 OR deadline IS NOT ?3 OR renewal_known IS NOT ?4 FROM users WHERE id = ?1",
        )?
        .query_row(params![id, block.raw, deadline, is_known], |row| row.get(0))?;
    let written = tx
        .prepare_cached(
            "UPDATE users SET block_raw = ?2, block_fetched_at = ?3, deadline = ?4, renewal_known = ?5
             WHERE id = ?1 AND (block_fetched_at IS NULL OR block_fetched_at <= ?3)",
        )?
        .execute(params![id, block.raw, block.fetched_at.0, deadline, is_known])?;
    Ok(Effect { user: written > 0 && is_another, documents: false })
}

/// Stores what else is told of a user.
pub(crate) fn put_part(tx: &Transaction<'_>, part: &UserPart) -> Result<Effect> {
    ensure(tx, &part.user_id, part.fetched_at)?;
    let before: Option<String> = tx
        .prepare_cached("SELECT raw FROM user_parts WHERE user_id = ?1 AND part = ?2")?
        .query_row([part.user_id.as_str(), part.part.as_str()], |row| row.get(0))
        .optional()?;
    let written = tx
        .prepare_cached(
            "INSERT INTO user_parts (user_id, part, raw, fetched_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (user_id, part) DO UPDATE SET raw = excluded.raw, fetched_at = excluded.fetched_at
             WHERE fetched_at <= excluded.fetched_at",
        )?
        .execute(params![part.user_id.as_str(), part.part, part.raw, part.fetched_at.0])?;
    Ok(Effect { user: written > 0 && before.as_ref() != Some(&part.raw), documents: false })
}

/// What else is held of a user.
pub(crate) fn parts(tx: &Transaction<'_>, id: &UserId) -> Result<Vec<UserPart>> {
    tx.prepare_cached("SELECT part, raw, fetched_at FROM user_parts WHERE user_id = ?1 ORDER BY part")?
        .query_map([id.as_str()], |row| {
            Ok(UserPart {
                user_id: id.clone(),
                part: row.get(0)?,
                raw: row.get(1)?,
                fetched_at: UnixSeconds(row.get(2)?),
            })
        })?
        .collect()
}

/// One user with its raw JSON.
pub(crate) fn full(tx: &Transaction<'_>, id: &UserId) -> Result<Option<UserRecord>> {
    let read = |row: &Row<'_>| {
        Ok(UserRecord {
            detail_raw: row.get("detail_raw")?,
            listed_raw: row.get("listed_raw")?,
            block_raw: row.get("block_raw")?,
            block_fetched_at: row.get::<_, Option<i64>>("block_fetched_at")?.map(UnixSeconds),
            ..records::user(row)?
        })
    };
    let raw = "detail_raw, listed_raw, block_raw, block_fetched_at";
    tx.prepare_cached(&format!("SELECT {USER}, {raw} FROM users WHERE id = ?1"))?
        .query_row([id.as_str()], read)
        .optional()
}

/// Users whose detail was never read: those with open cases first, then those with any document, then the newest.
/// Users that only a document names count too.
pub(crate) fn without_detail(tx: &Transaction<'_>, most: u32) -> Result<Vec<UserId>> {
    tx.prepare_cached(
        "WITH wanted (id) AS (
             SELECT id FROM users WHERE detail_fetched_at IS NULL AND gone_at IS NULL
             UNION
             SELECT user_id FROM documents d WHERE NOT EXISTS (SELECT 1 FROM users u WHERE u.id = d.user_id)
         )
         SELECT w.id
         FROM wanted w LEFT JOIN users u ON u.id = w.id
         ORDER BY EXISTS (SELECT 1 FROM documents d WHERE d.user_id = w.id
                          AND d.status IN ('CREATED', 'VALIDATION_ASKED', 'REFUSED') AND d.replaced = 0) DESC,
                  EXISTS (SELECT 1 FROM documents d WHERE d.user_id = w.id) DESC,
                  u.created DESC, w.id
         LIMIT ?1",
    )?
    .query_map([most], |row| row.get::<_, String>(0).map(UserId::new))?
    .collect()
}

/// Makes a row for a user of whom only the id is known.
fn ensure(tx: &Transaction<'_>, id: &UserId, at: UnixSeconds) -> Result<()> {
    let new = tx
        .prepare_cached("INSERT INTO users (id, fetched_at) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING RETURNING row")?
        .query_row(params![id.as_str(), at.0], |row| row.get::<_, i64>(0))
        .optional()?;
    match (new, full(tx, id)?) {
        (Some(row), Some(user)) => index(tx, row, &user),
        _ => Ok(()),
    }
}

fn merged(before: Option<&UserRecord>, row: &UserRow) -> UserRecord {
    let blank = UserRecord {
        id: row.id.clone(),
        person_type: None,
        name: None,
        email: None,
        tag: None,
        legal_form: None,
        category: None,
        status: None,
        kyc_level: None,
        country: None,
        created: None,
        detail_raw: None,
        listed_raw: None,
        block_raw: None,
        block_fetched_at: None,
        deadline: None,
        fetched_at: UnixSeconds(i64::MIN),
        detail_fetched_at: None,
        gone_at: None,
    };
    let mut user = before.cloned().unwrap_or(blank);
    let newest = row.fetched_at >= user.fetched_at;
    if newest {
        user.person_type = row.person_type.clone().or(user.person_type);
        user.category = row.category.clone().or(user.category);
        user.status = row.status.clone().or(user.status);
        user.kyc_level = row.kyc_level.clone().or(user.kyc_level);
        user.created = row.created.or(user.created);
        user.email.clone_from(&row.email);
        user.tag.clone_from(&row.tag);
        user.fetched_at = row.fetched_at;
    }
    match row.part {
        Part::Listed if newest || user.listed_raw.is_none() => user.listed_raw = Some(row.raw.clone()),
        Part::Listed => {}
        Part::Detail if user.detail_fetched_at.is_none_or(|stored| row.fetched_at >= stored) => {
            user.name.clone_from(&row.name);
            user.legal_form.clone_from(&row.legal_form);
            user.country.clone_from(&row.country);
            user.detail_raw = Some(row.raw.clone());
            user.detail_fetched_at = Some(row.fetched_at);
        }
        Part::Detail => {}
    }
    user
}

/// Everything but the times of fetching.
fn content(user: &UserRecord) -> UserRecord {
    UserRecord {
        fetched_at: UnixSeconds::default(),
        detail_fetched_at: user.detail_fetched_at.map(|_| UnixSeconds::default()),
        gone_at: None,
        ..user.clone()
    }
}

/// The columns that documents repeat.
fn repeated(user: &UserRecord) -> impl PartialEq + use<> {
    (
        (user.name.clone(), user.email.clone(), user.country.clone()),
        (user.person_type.clone(), user.legal_form.clone()),
        (user.category.clone(), user.kyc_level.clone()),
    )
}

fn index(tx: &Transaction<'_>, row: i64, user: &UserRecord) -> Result<()> {
    tx.prepare_cached("DELETE FROM users_text WHERE rowid = ?1")?.execute([row])?;
    let folded = |text: &Option<String>| text.as_deref().map(fold).unwrap_or_default();
    tx.prepare_cached("INSERT INTO users_text (rowid, id, name, email, tag) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![row, fold(user.id.as_str()), folded(&user.name), folded(&user.email), folded(&user.tag)])?;
    Ok(())
}
