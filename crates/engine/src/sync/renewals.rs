//! Until when verified users must send documents anew. No list and no report tells it (users-verification.md §9.2,
//! money-operations.md §13), so each of them is asked for, one call a user, and events tell of changes.

use cache::{Batch, BlockRow, Owner, OwnerRead, Renewal};
use futures::{StreamExt, future, future::BoxFuture};
use ipc::sync::{Route, Stream};
use mangopay::{Fetched, Regulatory};
use model::{UnixSeconds, UserId};

use super::{
    Inner, Trouble, lists,
    read::{concerns_all, missing, reason},
    store,
};

/// What is known of a user is asked for again after this time: not every key may read the events that tell of changes.
const AGAIN: i64 = 30 * 86_400;

impl Inner {
    /// Reads the deadlines of verified users whose was not read since the last reading of all began.
    pub(super) async fn read_renewals(&self) -> Result<(), Trouble> {
        let (stream, now) = (Stream::Renewals, self.parts.clock.now());
        let mut at = store::position(&self.parts.cache, stream).await?;
        let is_first = at.complete_at.is_none();
        if at.memory.as_of.is_none_or(|begun| now.since(begun) >= AGAIN) {
            // With what is forgotten, so that a kill goes on with this reading instead of beginning another.
            at.memory.as_of = Some(now);
            at.memory.route = Some(Route::OneByOne);
            let forgotten = vec![store::name(stream).to_owned()];
            self.put(Batch { forgotten, streams: vec![store::state(stream, &at, now)], ..Batch::default() }).await?;
        }
        let read = self.lacking(stream, lists::VERIFIED).map(|owner| -> BoxFuture<'_, Result<Batch, Trouble>> {
            match owner {
                Ok(owner) => Box::pin(self.renewal_of(owner)),
                Err(trouble) => Box::pin(future::ready(Err(trouble))),
            }
        });
        self.read_and_write(read, |one: Batch, batch| {
            batch.blocks.extend(one.blocks);
            batch.reads.extend(one.reads);
        })
        .await?;
        store::complete(&self.parts.cache, stream, now).await?;
        if is_first { self.follow_since(stream).await } else { Ok(()) }
    }

    /// Asks for one user; of whom it cannot be told, that is noted.
    async fn renewal_of(&self, owner: Owner) -> Result<Batch, Trouble> {
        let (at, user) = (self.parts.clock.now(), UserId::new(owner.id.as_str()));
        let (blocks, missing) = match self.parts.client.regulatory(&user).await {
            Ok(found) => (vec![standing(&user, &found, at)], None),
            Err(error) => (Vec::new(), Some(missing(&error).ok_or(error)?)),
        };
        let stream = store::name(Stream::Renewals).to_owned();
        let read = OwnerRead { stream, owner: owner.id, at, missing: missing.map(reason) };
        Ok(Batch { blocks, reads: vec![read], ..Batch::default() })
    }

    /// Reads the deadline of a user of whom an event tells that it changed. One that cannot be read stays as it was.
    pub(super) async fn renewal_changed(&self, user: &UserId) -> Result<(), Trouble> {
        let at = self.parts.clock.now();
        match self.parts.client.regulatory(user).await {
            Ok(found) => {
                let blocks = vec![standing(user, &found, at)];
                self.put(Batch { blocks, ..Batch::default() }).await.map(|_| ())
            }
            Err(error) if concerns_all(&error) => Err(error.into()),
            Err(error) => {
                tracing::debug!(%error, "a deadline could not be read");
                Ok(())
            }
        }
    }
}

/// What a user may do and until when, as it is kept.
pub(super) fn standing(user: &UserId, found: &Fetched<Regulatory>, at: UnixSeconds) -> BlockRow {
    let renewal = match &found.value.kyc_information {
        None => Renewal::Untold,
        Some(dates) => match dates.kyc_renewal_deadline.as_deref().filter(|text| !text.is_empty()) {
            None => Renewal::NotAsked,
            Some(text) => day_of(text).map_or(Renewal::Untold, Renewal::Until),
        },
    };
    BlockRow { user_id: user.clone(), raw: found.raw.as_str().to_owned(), renewal, fetched_at: at }
}

/// Midnight UTC of the day with which a text of the regulatory status begins. How the API writes a deadline is not
/// documented: a day alone or with a time behind it.
pub(crate) fn day_of(text: &str) -> Option<UnixSeconds> {
    UnixSeconds::of_day(text.get(..10).unwrap_or(text))
}
