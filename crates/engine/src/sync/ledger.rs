//! Balances beside the movements held: whether they agree, and whether anything can be said at all.

use ipc::{
    Code, Failure, Reply,
    sync::{Stream, WalletCoverage, WalletWay},
    wallets::{CheckWallet, Gap, Verdict, WalletCheck},
};
use model::{Area, Cell, Column, Money, UnixSeconds, WalletId};

use super::{
    Sync, Trouble,
    follow::movements_that_happened,
    lists::{self, Of},
    store,
};
use crate::failure;

/// Months that lists of transactions reach back (money-operations.md §6).
const LISTS_REACH: u32 = 13;

/// What the movements come to, as far as the balance can know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sums {
    /// All that are held.
    all: i64,
    /// Those that happened before the balance was asked for.
    then: i64,
    /// How many came later.
    later: u64,
}

impl Sums {
    /// The sum to be compared with a balance, and how many movements it leaves out. Clocks differ by seconds, so one
    /// that came later is left out only where the balance does not know it.
    fn beside(self, balance: i64) -> (i64, u64) {
        if self.all == balance { (self.all, 0) } else { (self.then, self.later) }
    }
}

impl Sync {
    /// Compares a wallet's balance with the movements held.
    pub(super) async fn check_wallet(&self, wallet: WalletId) -> Result<WalletCheck, Failure> {
        let cache = &self.0.parts.cache;
        let held = cache.object(Area::Wallets, wallet.as_str().to_owned()).await;
        let row = held.map_err(|error| failure::cache(&error))?.ok_or_else(|| Failure::new(Code::NotFound))?.row;
        let created = match row.cell(Area::Wallets, Column::Created) {
            Cell::Moment(created) => Some(*created),
            _ => None,
        };
        let Cell::Money(balance) = row.cell(Area::Wallets, Column::Balance).clone() else {
            let verdict = Verdict::Open { gap: Gap::NoBalance };
            let balance_at = row.fetched_at.0;
            return Ok(WalletCheck { balance: None, balance_at, sum: None, movements: 0, later: 0, verdict });
        };
        let all = cache.movements(wallet.as_str().to_owned(), row.fetched_at).await;
        let all = all.map_err(|error| failure::cache(&error))?;
        let own = all.into_iter().find(|movements| movements.currency == balance.currency);
        let (sums, movements) = own.map_or((Sums { all: 0, then: 0, later: 0 }, 0), |own| {
            let then = own.sum.saturating_sub(own.later_sum);
            (Sums { all: own.sum, then, later: own.later }, own.count)
        });
        let (sum, later) = sums.beside(balance.amount);
        let by = balance.amount.saturating_sub(sum);
        let verdict = self.verdict(wallet, created, Money { amount: by, currency: balance.currency.clone() }).await?;
        Ok(WalletCheck {
            sum: Some(Money { amount: sum, currency: balance.currency.clone() }),
            balance: Some(balance),
            balance_at: row.fetched_at.0,
            movements,
            later,
            verdict,
        })
    }

    /// What a difference, or none, tells of a wallet.
    async fn verdict(&self, wallet: WalletId, created: Option<UnixSeconds>, by: Money) -> Result<Verdict, Failure> {
        let coverage = self.wallet_coverage(wallet).await?;
        if let WalletWay::Missing { reason } = coverage.way {
            return Ok(Verdict::Open { gap: Gap::NotRead { reason } });
        }
        // Sums that come to the same to the last cent do not do so by chance, whatever else may be missing.
        if by.amount == 0 {
            return Ok(Verdict::Agrees);
        }
        if let Some(gap) = self.gap(&coverage, created).await? {
            return Ok(Verdict::Open { gap });
        }
        let since = created.unwrap_or_default();
        let unheld = self.0.parts.cache.unheld(movements_that_happened(), since).await;
        let unheld = unheld.map_err(|error| failure::cache(&error))?;
        Ok(Verdict::Differs { by, unheld: unheld.count, since: unheld.since.map(|moment| moment.0) })
    }

    /// Why movements of a wallet whose transactions were read may be missing all the same.
    async fn gap(&self, coverage: &WalletCoverage, created: Option<UnixSeconds>) -> Result<Option<Gap>, Failure> {
        let cache = &self.0.parts.cache;
        let at = store::position(cache, Stream::Transactions).await?;
        let from = match coverage.way {
            WalletWay::Reports => at.memory.reports.first().map(|order| order.after),
            WalletWay::UserList => coverage.read_at.map(|read| UnixSeconds(read).months_before(LISTS_REACH)),
            WalletWay::Events | WalletWay::Missing { .. } => None,
        };
        if let Some(from) = from.filter(|from| created.is_none_or(|created| created < *from)) {
            return Ok(Some(Gap::Older { from: from.0 }));
        }
        if coverage.way == WalletWay::UserList
            && let Some(Of::Users { owners, .. }) = lists::of_users(Stream::Transactions).map(|list| &list.of)
        {
            // A list tells of what its user did: what others moved into the wallet stands in theirs.
            let counts = self.0.counts(Stream::Transactions, *owners).await.map_err(Trouble::into_failure)?;
            let users = counts.owners.saturating_sub(counts.read);
            if users > 0 {
                return Ok(Some(Gap::Others { users }));
            }
        }
        let events = store::position(cache, Stream::Events).await?;
        let unfollowed = events.complete_at.is_none() || events.trouble.is_some();
        Ok(unfollowed.then_some(Gap::Unfollowed))
    }
}

impl crate::engine::Engine {
    pub(crate) async fn check_wallet(&self, args: CheckWallet) -> Reply<CheckWallet> {
        self.sync.check_wallet(args.wallet).await
    }
}

#[cfg(test)]
mod tests {
    use super::Sums;

    #[test]
    fn what_came_after_the_balance_is_left_out_only_where_the_balance_does_not_know_it() {
        let sums = Sums { all: 700, then: 1_000, later: 2 };
        assert_eq!(sums.beside(700), (700, 0), "the server's clock was ahead");
        assert_eq!(sums.beside(1_000), (1_000, 2), "the balance is older than the last movements");
        assert_eq!(sums.beside(5), (1_000, 2));
    }
}
