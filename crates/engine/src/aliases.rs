//! Banking aliases of a wallet: read when somebody looks at it or at its user, and kept. The API lists those of one wallet
//! alone, so that reading all in the background would cost a call for each.

use ipc::{
    Code, Failure, Reply,
    aliases::{OpenAliases, WalletAliases},
};
use model::{Area, Column, UserId, WalletId};

use crate::{engine::Engine, failure, sync::governor::Priority, users::FRESH_ENOUGH};

/// Seconds after which they are read again for somebody who looks at the user: hardly any change, and each wallet costs a
/// call.
const A_DAY: i64 = 86_400;
/// Wallets of one user whose aliases are read because somebody looks at the user.
const MOST_WALLETS: usize = 10;

impl Engine {
    pub(crate) async fn open_aliases(&self, args: OpenAliases) -> Reply<OpenAliases> {
        let OpenAliases { wallet, again } = args;
        let held = self.parts.cache.object(Area::Wallets, wallet.as_str().to_owned()).await;
        held.map_err(|error| failure::cache(&error))?.ok_or_else(|| Failure::new(Code::NotFound))?;
        let was_under_way = self.aliases.is_under_way(wallet.as_str());
        let begins = !again && self.read_aliases(&wallet, FRESH_ENOUGH).await?;
        let read = self.sync.aliases_read(&wallet).await?;
        Ok(WalletAliases {
            aliases: self.rows_of(Area::BankingAliases, Column::WalletId, wallet.as_str()).await?,
            read_at: read.map(|read| read.at.0),
            missing: read.and_then(|read| read.missing),
            under_way: was_under_way || begins,
            trouble: self.aliases.trouble(wallet.as_str()),
        })
    }

    /// Sets off the reading of what a user's wallets have. What comes of it shows in lists, and nothing waits for it.
    pub(crate) async fn look_for_aliases(&self, user: &UserId) -> Result<(), Failure> {
        let wallets = self.rows_of(Area::Wallets, Column::UserId, user.as_str()).await?;
        for wallet in wallets.into_iter().take(MOST_WALLETS) {
            self.read_aliases(&WalletId::new(wallet.id), A_DAY).await?;
        }
        Ok(())
    }

    /// Sets off the reading of a wallet's aliases if the last was so many seconds ago, unless it is under way already.
    /// Whether it did.
    async fn read_aliases(&self, wallet: &WalletId, after: i64) -> Result<bool, Failure> {
        // Asked before what it keeps is read, as by whoever shows it.
        if self.aliases.is_under_way(wallet.as_str()) {
            return Ok(false);
        }
        let (read, now) = (self.sync.aliases_read(wallet).await?, self.parts.clock.now());
        if read.is_some_and(|read| now.since(read.at) < after) {
            return Ok(false);
        }
        let (sync, seen) = (self.sync.clone(), wallet.clone());
        let work = async move { sync.see_aliases(&seen).await };
        Ok(self.aliases.set_off(&self.sync, Priority::OnScreen, Area::BankingAliases, wallet.as_str(), work))
    }
}
