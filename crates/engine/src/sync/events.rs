//! The change feed: which objects have to be read again.

use std::collections::BTreeSet;

use ipc::sync::Stream;
use mangopay::{Error, EventFilter, Order, Range};
use model::{Area, EventType, KycDocumentId, UnixSeconds, UserId};

use super::{Inner, Trouble, store};

/// Events are asked for from this much before the last one seen, since bounds may or may not be included and the feed
/// may lag.
const OVERLAP: i64 = 120;
/// How far back the feed reaches: 45 days, less a day for clocks that differ (money-operations.md §14.1).
const REACH: i64 = 44 * 86_400;
/// Asked for one by one where the server wants a type.
const TYPES: [EventType; 9] = [
    EventType::KycSucceeded,
    EventType::KycFailed,
    EventType::KycOutdated,
    EventType::KycValidationAsked,
    EventType::UserKycLight,
    EventType::UserKycRegular,
    EventType::UserAccountClosed,
    EventType::UserAccountActivated,
    EventType::UserCategoryUpdatedToOwner,
];

/// What a reading of the feed found.
#[derive(Default)]
struct Feed {
    /// Events that were not known before.
    fresh: Vec<store::Seen>,
    /// The date of the last event, by the server's clock.
    last: Option<UnixSeconds>,
}

impl Inner {
    /// Reads events since the last one seen, then the objects they name. A key without `Client.Developers` does
    /// without: the lists tell most of it.
    pub(super) async fn read_events(&self) -> Result<(), Trouble> {
        let position = store::position(&self.parts.cache, Stream::Events).await?;
        let first = position.complete_at.is_none();
        let now = self.parts.clock.now();
        let after = position.watermark.map_or(now.plus(-REACH), |seen| seen.plus(-OVERLAP).max(now.plus(-REACH)));
        let range = Range { order: Some(Order::OldestFirst), after: Some(after), before: None };
        let feed = match self.read_feed(range, None).await {
            Err(Trouble::Api(Error::Validation(_))) => {
                let mut all = Feed::default();
                for event_type in TYPES {
                    let feed = self.read_feed(range, Some(event_type)).await?;
                    all.fresh.extend(feed.fresh);
                    all.last = all.last.max(feed.last);
                }
                all
            }
            Err(Trouble::Api(error @ Error::ScopeMissing(_))) => {
                store::note_trouble(&self.parts.cache, Stream::Events, &crate::failure::api(&error)).await?;
                return Ok(());
            }
            other => other?,
        };
        store::complete_events(&self.parts.cache, feed.last, now).await?;
        // At the first reading the lists have just been read: nothing to read again.
        if !first {
            self.follow(feed.fresh).await?;
        }
        Ok(())
    }

    async fn read_feed(&self, range: Range, event_type: Option<EventType>) -> Result<Feed, Trouble> {
        let listing = self.parts.client.events(&EventFilter { range, event_type });
        let mut feed = Feed::default();
        let mut number = 1;
        loop {
            let page = listing.page(number).await?;
            let new = store::put_events(&self.parts.cache, &page.items, self.parts.clock.now()).await?;
            if !new.is_empty() {
                self.changed(Area::Events);
            }
            feed.fresh.extend(new);
            feed.last = feed.last.max(page.items.iter().filter_map(|event| event.value.date).max());
            if page.is_last() {
                return Ok(feed);
            }
            number += 1;
        }
    }

    /// Reads each named object once, however many events name it.
    async fn follow(&self, fresh: Vec<store::Seen>) -> Result<(), Trouble> {
        let mut documents = BTreeSet::new();
        let mut users = BTreeSet::new();
        for seen in fresh {
            if seen.event_type.concerns_kyc_document() {
                documents.insert(KycDocumentId::new(seen.resource_id.as_str()));
            } else if seen.event_type.concerns_user() {
                users.insert(UserId::new(seen.resource_id.as_str()));
            }
        }
        for document in documents {
            self.read_document(&document).await?;
        }
        for user in users {
            self.read_user(&user, false).await?;
        }
        Ok(())
    }
}
