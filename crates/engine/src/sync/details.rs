//! Names and details of users: one call each, those with documents first.

use cache::{Batch, BlockRow, Part};
use futures::{future::BoxFuture, stream};
use ipc::sync::Stream;
use mangopay::Error;
use model::UserId;

use super::{Inner, Trouble, kinds, rows, store};

/// Users asked for between two looks at what is missing, and at whose turn it is.
const BATCH: u32 = 4_800;

impl Inner {
    /// Reads the details of users of whom only the list entry is known.
    pub(super) async fn read_details(&self) -> Result<(), Trouble> {
        loop {
            let missing = store::without_details(&self.parts.cache, BATCH).await?;
            if missing.is_empty() {
                store::complete(&self.parts.cache, Stream::UserDetails, self.parts.clock.now()).await?;
                return Ok(());
            }
            let read = missing
                .into_iter()
                .map(|user| -> BoxFuture<'_, _> { Box::pin(async move { self.detail(&user).await }) });
            self.read_and_write(stream::iter(read), |detail: Batch, batch| {
                batch.users.extend(detail.users);
                batch.gone_users.extend(detail.gone_users);
            })
            .await?;
        }
    }

    /// Reads one user, and what is blocked if somebody looks at it.
    pub(super) async fn read_user(&self, user: &UserId, with_block: bool) -> Result<(), Trouble> {
        let now = self.parts.clock.now();
        let mut batch = self.detail(user).await?;
        if with_block && batch.gone_users.is_empty() {
            match self.parts.client.regulatory(user).await {
                Ok(found) => batch.blocks.push(BlockRow {
                    user_id: user.clone(),
                    raw: found.raw.as_str().to_owned(),
                    fetched_at: now,
                }),
                Err(Error::ScopeMissing(_) | Error::NotFound(_) | Error::Validation(_)) => {}
                Err(error) => {
                    self.put(batch).await?;
                    return Err(error.into());
                }
            }
        }
        self.put(batch).await.map(|_| ())
    }

    /// Asks for one user: its row, or that it is gone.
    async fn detail(&self, user: &UserId) -> Result<Batch, Trouble> {
        let now = self.parts.clock.now();
        match kinds::user(&self.parts.client, user).await {
            Ok(found) => {
                let row = rows::user(&found.value, found.raw.as_str(), Part::Detail, now);
                Ok(Batch { users: vec![row], ..Batch::default() })
            }
            Err(Error::NotFound(_)) => Ok(Batch { gone_users: vec![(user.clone(), now)], ..Batch::default() }),
            Err(error) => Err(error.into()),
        }
    }
}
