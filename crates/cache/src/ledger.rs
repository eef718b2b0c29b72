//! What the movements held of a wallet come to, and which movements are known by their events alone.

use std::collections::BTreeMap;
use std::future::Future;

use model::{Currency, UnixSeconds};
use sqlite::Lane;
use sqlite::rusqlite::types::Value;
use sqlite::rusqlite::{Result, Transaction, params, params_from_iter};

use crate::{Cache, CacheError};

/// What the succeeded movements of a wallet come to in one currency: what arrived less what left. Of a movement the
/// credited amount arrives and the debited amount leaves, fees being the difference (money-operations.md §6, §16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movements {
    /// The currency.
    pub currency: Currency,
    /// The sum, minor units, held at the ends of the range.
    pub sum: i64,
    /// How many there are.
    pub count: u64,
    /// The sum of those executed after the moment asked for.
    pub later_sum: i64,
    /// How many these are.
    pub later: u64,
}

/// Movements that events name and that are not held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unheld {
    /// How many.
    pub count: u64,
    /// When the first of them happened.
    pub since: Option<UnixSeconds>,
}

/// Credits and debits of succeeded movements. Amounts are added up in halves: SQLite refuses a sum that passes 64 bits.
const OF_WALLET: &str = "
    SELECT currency, ifnull(executed > ?2, 0), sign, sum(amount >> 32), sum(amount & 4294967295), count(*)
    FROM (
        SELECT credited_currency AS currency, executed, 1 AS sign, credited AS amount
        FROM transactions WHERE credited_wallet = ?1 AND status = 'SUCCEEDED' AND credited IS NOT NULL
        UNION ALL
        SELECT debited_currency, executed, -1, debited
        FROM transactions WHERE debited_wallet = ?1 AND status = 'SUCCEEDED' AND debited IS NOT NULL
    )
    WHERE currency IS NOT NULL GROUP BY 1, 2, 3";

impl Cache {
    /// What the movements held of a wallet come to, a currency each and never one with another; those executed after
    /// `at` by themselves too. Nothing if none is held.
    pub fn movements(
        &self,
        wallet: String,
        at: UnixSeconds,
    ) -> impl Future<Output = std::result::Result<Vec<Movements>, CacheError>> + Send + use<> {
        self.database.read_on(Lane::Long, move |tx| of_wallet(tx, &wallet, at).map_err(CacheError::from))
    }

    /// Movements that events of these types name, `since` or later, and that are not held.
    pub fn unheld(
        &self,
        types: Vec<&'static str>,
        since: UnixSeconds,
    ) -> impl Future<Output = std::result::Result<Unheld, CacheError>> + Send + use<> {
        self.database.read_on(Lane::Long, move |tx| named_only(tx, &types, since).map_err(CacheError::from))
    }
}

/// Sums and counts of a currency while they are added up.
#[derive(Default)]
struct Adding {
    sums: [i128; 2],
    counts: [u64; 2],
}

fn of_wallet(tx: &Transaction<'_>, wallet: &str, at: UnixSeconds) -> Result<Vec<Movements>> {
    let mut all: BTreeMap<String, Adding> = BTreeMap::new();
    let mut statement = tx.prepare_cached(OF_WALLET)?;
    let mut rows = statement.query(params![wallet, at.0])?;
    while let Some(row) = rows.next()? {
        let (later, sign): (bool, i64) = (row.get(1)?, row.get(2)?);
        let (high, low): (i64, i64) = (row.get(3)?, row.get(4)?);
        let adding = all.entry(row.get(0)?).or_default();
        adding.sums[usize::from(later)] += i128::from(sign) * ((i128::from(high) << 32) + i128::from(low));
        adding.counts[usize::from(later)] += row.get::<_, i64>(5)?.unsigned_abs();
    }
    let held = |sum: i128| i64::try_from(sum).unwrap_or(if sum > 0 { i64::MAX } else { i64::MIN });
    let movements = all.into_iter().map(|(currency, adding)| {
        let Adding { sums: [then, later_sum], counts: [before, later] } = adding;
        Movements {
            currency: Currency::new(currency),
            sum: held(then + later_sum),
            count: before + later,
            later_sum: held(later_sum),
            later,
        }
    });
    Ok(movements.collect())
}

fn named_only(tx: &Transaction<'_>, types: &[&str], since: UnixSeconds) -> Result<Unheld> {
    let places = vec!["?"; types.len()].join(", ");
    let sql = format!(
        "SELECT count(DISTINCT e.resource_id), min(e.date) FROM events e
         WHERE e.type IN ({places}) AND e.date >= ?
           AND NOT EXISTS (SELECT 1 FROM transactions t WHERE t.id = e.resource_id)"
    );
    let values = types.iter().map(|kind| Value::from((*kind).to_owned())).chain([Value::from(since.0)]);
    tx.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| {
        let count: i64 = row.get(0)?;
        Ok(Unheld { count: count.unsigned_abs(), since: row.get::<_, Option<i64>>(1)?.map(UnixSeconds) })
    })
}
