//! Banking aliases. The API lists those of one wallet, so that to read all would cost a call for each wallet of the platform:
//! they are read when somebody looks at a wallet or at its user, and by no stream.

use cache::{Batch, OwnerRead, Part};
use ipc::{Failure, sync::MissingReason};
use mangopay::Range;
use model::{Area, Origin, UnixSeconds, WalletId};

use super::{
    Inner, Sync, Trouble, coverage,
    read::{read_pages, reason},
    rows::Source,
};
use crate::failure;

/// The name under which it is noted which wallets' aliases were read, beside the streams.
const NAME: &str = "banking-aliases";

/// What came of asking for the aliases of a wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AliasesRead {
    /// When they were asked for.
    pub(crate) at: UnixSeconds,
    /// Why they were not told.
    pub(crate) missing: Option<MissingReason>,
}

impl Sync {
    /// Asks for the aliases of a wallet, by the priority of the task, and stores what comes of it.
    ///
    /// # Errors
    /// What the server or the network said, unless it concerns this wallet alone: that is stored.
    pub(crate) async fn see_aliases(&self, wallet: &WalletId) -> Result<(), Failure> {
        Box::pin(self.0.read_aliases(wallet)).await.map_err(Trouble::into_failure)
    }

    /// What came of asking for the aliases of a wallet last; `None`: nobody asked yet.
    pub(crate) async fn aliases_read(&self, wallet: &WalletId) -> Result<Option<AliasesRead>, Failure> {
        let read = self.0.parts.cache.owner_read(NAME.to_owned(), wallet.as_str().to_owned()).await;
        let read = read.map_err(|error| failure::cache(&error))?;
        Ok(read.map(|read| AliasesRead { at: read.at, missing: read.missing.as_deref().map(coverage::reason) }))
    }

    /// When the aliases of the wallet that was looked at longest ago were read.
    pub(super) async fn oldest_aliases(&self) -> Result<Option<i64>, Failure> {
        let oldest = self.0.parts.cache.oldest_read(NAME.to_owned()).await.map_err(|error| failure::cache(&error))?;
        Ok(oldest.map(|at| at.0))
    }
}

impl Inner {
    async fn read_aliases(&self, wallet: &WalletId) -> Result<(), Trouble> {
        let (at, mut batch) = (self.parts.clock.now(), Batch::default());
        let source =
            Source { area: Area::BankingAliases, part: Part::Detail, owner: None, origin: Origin::Api, asked_at: at };
        let pages = self.parts.client.banking_aliases_of(wallet, Range::default());
        let missing = read_pages(&pages, &source, &mut batch).await?.map(reason);
        batch.reads.push(OwnerRead { stream: NAME.to_owned(), owner: wallet.as_str().to_owned(), at, missing });
        self.put(batch).await.map(|_| ())
    }
}
