//! Names and details of users: one call each, those with documents first.

use futures::future::BoxFuture;
use ipc::sync::Stream;
use mangopay::Error;
use model::{Area, UserId};

use super::{Inner, Trouble, store};

/// Users asked for between two looks at what is missing.
const BATCH: u32 = 480;

impl Inner {
    /// Reads the details of users of whom only the list entry is known.
    pub(super) async fn read_details(&self) -> Result<(), Trouble> {
        loop {
            let missing = store::without_details(&self.parts.cache, BATCH).await?;
            if missing.is_empty() {
                store::complete(&self.parts.cache, Stream::UserDetails, self.parts.clock.now()).await?;
                return Ok(());
            }
            let read = self
                .all_at_once(missing.iter().map(|user| -> BoxFuture<'_, _> { Box::pin(self.read_user(user, false)) }))
                .await;
            self.changed(Area::Users);
            self.changed(Area::KycDocuments);
            read?;
        }
    }

    /// Reads one user, and what is blocked if somebody looks at it.
    pub(super) async fn read_user(&self, user: &UserId, with_block: bool) -> Result<(), Trouble> {
        let now = self.parts.clock.now();
        let mut changed;
        let found = match self.parts.client.user_sca(user).await {
            // Some installations answer the older shape only.
            Err(Error::NotFound(_)) => self.parts.client.user(user).await,
            other => other,
        };
        match found {
            Ok(found) => changed = store::put_user(&self.parts.cache, &found, now).await?,
            Err(Error::NotFound(_)) => {
                store::mark_gone(&self.parts.cache, user, now).await?;
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        }
        if with_block {
            match self.parts.client.regulatory(user).await {
                Ok(found) => changed |= store::put_block(&self.parts.cache, user, &found, now).await?,
                Err(Error::ScopeMissing(_) | Error::NotFound(_) | Error::Validation(_)) => {}
                Err(error) => return Err(error.into()),
            }
            if changed {
                self.changed(Area::Users);
            }
        }
        Ok(())
    }
}
