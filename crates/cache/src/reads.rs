use model::UnixSeconds;
use sqlite::rusqlite::{OptionalExtension, Result, Transaction, params};

/// That an owner's part of a stream, or of what is read only when somebody looks, was read, or why it could not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerRead {
    /// The stream, as the engine names it.
    pub stream: String,
    /// Whose list it is: a user, or a wallet.
    pub owner: String,
    /// When it was asked for.
    pub at: UnixSeconds,
    /// Why it could not be read, as the engine writes it; `None`: it was read.
    pub missing: Option<String>,
}

/// Which users a stream has a list for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owners {
    /// Only legal persons.
    pub legal: bool,
    /// No payers.
    pub no_payers: bool,
    /// Only those of the level REGULAR whose account is not closed.
    pub verified: bool,
    /// Only those that were created at this moment or later.
    pub since: Option<UnixSeconds>,
}

/// How far a stream of lists of users is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnerCounts {
    /// Users it has a list for.
    pub owners: u64,
    /// Whose list was read.
    pub read: u64,
    /// Whose list could not be read, by reason.
    pub missing: Vec<(String, u64)>,
}

/// A user whose list is to be read, and the place among all users to go on after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The user.
    pub id: String,
    /// Its place.
    pub place: i64,
}

pub(crate) fn put(tx: &Transaction<'_>, read: &OwnerRead) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO owner_reads (stream, owner, at, missing) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (stream, owner) DO UPDATE SET at = excluded.at, missing = excluded.missing",
    )?
    .execute(params![read.stream, read.owner, read.at.0, read.missing])?;
    Ok(())
}

/// What came of the reading of a user's list.
pub(crate) fn of(tx: &Transaction<'_>, stream: &str, owner: &str) -> Result<Option<OwnerRead>> {
    tx.prepare_cached("SELECT at, missing FROM owner_reads WHERE stream = ?1 AND owner = ?2")?
        .query_row([stream, owner], |row| {
            Ok(OwnerRead {
                stream: stream.to_owned(),
                owner: owner.to_owned(),
                at: UnixSeconds(row.get(0)?),
                missing: row.get(1)?,
            })
        })
        .optional()
}

/// When the list of a stream that was read longest ago was read; `None` if none was.
pub(crate) fn oldest(tx: &Transaction<'_>, stream: &str) -> Result<Option<UnixSeconds>> {
    tx.prepare_cached("SELECT min(at) FROM owner_reads WHERE stream = ?1 AND missing IS NULL")?
        .query_row([stream], |row| Ok(row.get::<_, Option<i64>>(0)?.map(UnixSeconds)))
}

/// Forgets which lists of a stream were read: all of them are read again.
pub(crate) fn forget(tx: &Transaction<'_>, stream: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM owner_reads WHERE stream = ?1")?.execute([stream]).map(|_| ())
}

/// Users that the list concerns and that are not gone.
fn concerned(owners: Owners) -> String {
    let mut sql = "u.gone_at IS NULL".to_owned();
    if owners.legal {
        sql += " AND u.person_type = 'LEGAL'";
    }
    if owners.no_payers {
        sql += " AND u.category IS NOT 'PAYER'";
    }
    if owners.verified {
        sql += " AND u.kyc_level = 'REGULAR' AND u.status IS NOT 'CLOSED'";
    }
    if let Some(UnixSeconds(since)) = owners.since {
        sql += &format!(" AND u.created >= {since}");
    }
    sql
}

/// At most `most` users after a place whose list was not read, or could not be before `again_before`.
pub(crate) fn without(
    tx: &Transaction<'_>,
    stream: &str,
    owners: Owners,
    again_before: UnixSeconds,
    after: i64,
    most: u32,
) -> Result<Vec<Owner>> {
    let sql = format!(
        "SELECT u.id, u.row FROM users u LEFT JOIN owner_reads r ON r.stream = ?1 AND r.owner = u.id
         WHERE u.row > ?2 AND {} AND (r.owner IS NULL OR (r.missing IS NOT NULL AND r.at < ?3))
         ORDER BY u.row LIMIT ?4",
        concerned(owners)
    );
    tx.prepare_cached(&sql)?
        .query_map(params![stream, after, again_before.0, most], |row| {
            Ok(Owner { id: row.get(0)?, place: row.get(1)? })
        })?
        .collect()
}

/// How far the stream is.
pub(crate) fn counts(tx: &Transaction<'_>, stream: &str, owners: Owners) -> Result<OwnerCounts> {
    let sql = format!(
        "SELECT r.owner IS NOT NULL, r.missing, count(*) FROM users u
         LEFT JOIN owner_reads r ON r.stream = ?1 AND r.owner = u.id WHERE {} GROUP BY 1, 2",
        concerned(owners)
    );
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query([stream])?;
    let mut counts = OwnerCounts::default();
    while let Some(row) = rows.next()? {
        let (known, missing, count) = (row.get::<_, bool>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, i64>(2)?);
        let count = count.unsigned_abs();
        counts.owners += count;
        match missing {
            Some(reason) => counts.missing.push((reason, count)),
            None if known => counts.read += count,
            None => {}
        }
    }
    Ok(counts)
}

/// Users whose detail was never read.
pub(crate) fn without_detail(tx: &Transaction<'_>) -> Result<u64> {
    tx.prepare_cached("SELECT count(*) FROM users WHERE detail_fetched_at IS NULL AND gone_at IS NULL")?
        .query_row([], |row| row.get::<_, i64>(0))
        .map(i64::unsigned_abs)
}
