//! Names and details of users: one call each, those with documents first.

use cache::{Batch, Part, UserPart};
use futures::{future::BoxFuture, stream};
use ipc::sync::Stream;
use mangopay::Error;
use model::{UserCategory, UserId};

use super::{Inner, Trouble, kinds, renewals, rows, store};

/// Users asked for between two looks at what is missing, and at whose turn it is.
const BATCH: u32 = 4_800;
/// What the answer about a user's enrolment for strong authentication is kept as.
pub(crate) const SCA: &str = "sca";

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

    /// Reads one user, and if somebody looks at it what is blocked and how far the user is enrolled.
    pub(super) async fn read_user(&self, user: &UserId, looked_at: bool) -> Result<(), Trouble> {
        let mut batch = self.detail(user).await?;
        let standing = if looked_at && batch.gone_users.is_empty() {
            Box::pin(self.standing(user, &mut batch)).await
        } else {
            Ok(())
        };
        // What came before something failed is kept.
        self.put(batch).await?;
        standing
    }

    /// What a user may do, in two calls more. What the key or the server does not tell is left out.
    async fn standing(&self, user: &UserId, batch: &mut Batch) -> Result<(), Trouble> {
        let now = self.parts.clock.now();
        match self.parts.client.regulatory(user).await {
            Ok(found) => batch.blocks.push(renewals::standing(user, &found, now)),
            Err(Error::ScopeMissing(_) | Error::NotFound(_) | Error::Validation(_)) => {}
            Err(error) => return Err(error.into()),
        }
        // Payers never authenticate.
        if batch.users.iter().any(|row| row.category == Some(UserCategory::Payer)) {
            return Ok(());
        }
        let raw = match self.parts.client.sca_status(user).await {
            Ok(found) => found.raw.as_str().to_owned(),
            // Who was never asked to enrol is not known there (users-verification.md §2.6).
            Err(Error::NotFound(_)) => "null".to_owned(),
            Err(Error::ScopeMissing(_) | Error::Validation(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        batch.parts.push(UserPart { user_id: user.clone(), part: SCA.to_owned(), raw, fetched_at: now });
        Ok(())
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
