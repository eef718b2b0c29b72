//! The list of users: condensed entries, oldest first.

use ipc::sync::Stream;
use mangopay::{Order, Range};
use model::Area;

use super::{Inner, Trouble, store};

impl Inner {
    /// Reads the list on from where it stands. The last page is read again each time: new users appear there.
    pub(super) async fn read_people(&self) -> Result<(), Trouble> {
        let mut position = store::position(&self.parts.cache, Stream::Users).await?;
        let listing = self.parts.client.users(Range { order: Some(Order::OldestFirst), ..Range::default() });
        let mut number = position.page.max(1);
        loop {
            let page = listing.page(number).await?;
            self.status.reached();
            let last = page.is_last();
            position.at(number, &page, self.parts.clock.now());
            let changed = store::put_listed_users(&self.parts.cache, &page, &position, self.parts.clock.now()).await?;
            if changed {
                self.changed(Area::Users);
            }
            if last {
                return Ok(());
            }
            number += 1;
        }
    }
}
