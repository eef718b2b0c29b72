//! The change feed: which objects have to be read again.

use ipc::sync::Stream;
use mangopay::{Error, EventFilter, Order, Range};
use model::{Area, EventType, UnixSeconds};

use super::{Inner, Trouble, lists, read::concerns_all, store};

/// Events are asked for from this much before the last one seen, since bounds may or may not be included and the feed
/// may lag.
const OVERLAP: i64 = 120;
/// How far back the feed reaches: 45 days, less a day for clocks that differ (money-operations.md §14.1).
const REACH: i64 = 44 * 86_400;
/// Asked for one by one where the server wants a type, each time: outcomes.
const OUTCOMES: &[EventType] = &[
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
/// Asked for there each fifth time: money.
const MONEY: &[EventType] = &[
    EventType::PayinNormalCreated,
    EventType::PayinNormalSucceeded,
    EventType::PayinNormalFailed,
    EventType::PayinRefundSucceeded,
    EventType::PayinRefundFailed,
    EventType::PayinRepudiationSucceeded,
    EventType::TransferNormalSucceeded,
    EventType::TransferNormalFailed,
    EventType::TransferRefundSucceeded,
    EventType::TransferSettlementSucceeded,
    EventType::PayoutNormalCreated,
    EventType::PayoutNormalSucceeded,
    EventType::PayoutNormalFailed,
    EventType::PayoutRefundSucceeded,
    EventType::InstantPayoutSucceeded,
    EventType::InstantPayoutFailed,
    EventType::InstantConversionSucceeded,
    EventType::QuotedConversionSucceeded,
];
/// Asked for there each sixtieth time: the rest that is followed.
const REST: &[EventType] = &[
    EventType::DisputeCreated,
    EventType::DisputeActionRequired,
    EventType::DisputeSubmitted,
    EventType::DisputeSentToBank,
    EventType::DisputeFurtherActionRequired,
    EventType::DisputeClosed,
    EventType::MandateActivated,
    EventType::MandateFailed,
    EventType::PreauthorizationSucceeded,
    EventType::PreauthorizationPaymentValidated,
    EventType::PreauthorizationPaymentExpired,
    EventType::RecipientActive,
    EventType::RecipientDeactivated,
    EventType::UboDeclarationValidated,
    EventType::UboDeclarationRefused,
    EventType::IdentityVerificationValidated,
    EventType::IdentityVerificationFailed,
    EventType::UserKycRenewalRequired,
    EventType::UserKycRenewed,
];

/// What a reading of the feed found.
#[derive(Default)]
struct Feed {
    /// Events that were not known before, or not followed.
    new: Vec<store::Happened>,
    /// The date of the last event, by the server's clock.
    last: Option<UnixSeconds>,
}

impl Inner {
    /// Reads events since the last one followed, then the objects they name. A key without `Client.Developers` does
    /// without: the lists tell most of it.
    pub(super) async fn read_events(&self) -> Result<(), Trouble> {
        let position = {
            // What is to be followed again from now on is for the next reading.
            let mut again = self.follow_again.lock().await;
            *again = None;
            store::position(&self.parts.cache, Stream::Events).await?
        };
        let now = self.parts.clock.now();
        if position.complete_at.is_some_and(|read| now.0.saturating_sub(read) > REACH) {
            // What happened in between nobody tells any more.
            tracing::info!("more time has passed than the events reach back; everything is listed again");
            self.begin_again().await?;
        }
        // A server that was ahead of us may be set right: its next events are older than the last one seen.
        let seen = position.watermark.map_or(now.plus(-REACH), |seen| seen.min(now).plus(-OVERLAP));
        let after = seen.max(now.plus(-REACH));
        let range = Range { order: Some(Order::OldestFirst), after: Some(after), before: None };
        let feed = match self.read_feed(range, None, position.watermark).await {
            Err(Trouble::Api(Error::Validation(_))) => self.read_by_type(range, position.watermark).await?,
            Err(Trouble::Api(error)) if !concerns_all(&error) => {
                store::note_trouble(&self.parts.cache, Stream::Events, &crate::failure::api(&error), now).await?;
                return Ok(());
            }
            other => other?,
        };
        self.follow(feed.new).await?;
        // Only now: what a kill leaves unfollowed is read and followed again. A stream that was completed meanwhile wants
        // events again that were passed over here.
        let again = self.follow_again.lock().await;
        let last = feed.last.map(|last| again.map_or(last, |again| last.min(again)));
        store::complete_events(&self.parts.cache, last, now).await?;
        Ok(())
    }

    /// Each type by itself, the more often the sooner somebody waits for it.
    async fn read_by_type(&self, range: Range, followed: Option<UnixSeconds>) -> Result<Feed, Trouble> {
        let mut all = Feed::default();
        let round = self.next_round();
        let tiers = [(OUTCOMES, 1_u64), (MONEY, 5), (REST, 60)];
        let due = tiers.into_iter().filter(|(_, every)| round.is_multiple_of(*every)).flat_map(|(types, _)| types);
        // One that is asked for seldom must be asked from further back.
        let slack = 60 * 60 + OVERLAP;
        let range = Range { after: range.after.map(|after| after.plus(-slack)), ..range };
        for event_type in due {
            let feed = self.read_feed(range, Some(event_type.clone()), followed).await?;
            all.new.extend(feed.new);
            all.last = all.last.max(feed.last);
        }
        Ok(all)
    }

    async fn read_feed(
        &self,
        range: Range,
        event_type: Option<EventType>,
        followed: Option<UnixSeconds>,
    ) -> Result<Feed, Trouble> {
        let listing = self.parts.client.events(&EventFilter { range, event_type });
        let mut feed = Feed::default();
        let (mut number, mut barren) = (1, 0);
        loop {
            let page = listing.page(number).await?;
            let fresh = store::put_events(&self.parts.cache, &page.items, self.parts.clock.now()).await?;
            if !fresh.is_empty() {
                self.changed(Area::Events);
            }
            let last = page.items.iter().filter_map(|event| event.value.date).max();
            // A server that shows the same pages for ever is left alone.
            barren = if fresh.is_empty() && last <= feed.last { barren + 1 } else { 0 };
            let unfollowed = page.items.iter().filter_map(|event| {
                let date = event.value.date?;
                let (event_type, resource_id) =
                    (event.value.event_type.clone(), event.value.resource_id.as_str().to_owned());
                (followed.is_none_or(|followed| date > followed)).then_some(store::Happened {
                    event_type,
                    resource_id,
                    date,
                })
            });
            feed.new.extend(unfollowed);
            feed.new.extend(fresh);
            feed.last = feed.last.max(last);
            if page.is_last() || barren > 3 {
                return Ok(feed);
            }
            number += 1;
        }
    }

    /// Everything is read anew: the lists, and those of all users. Rows stay, and what did not change stays as it was.
    async fn begin_again(&self) -> Result<(), Trouble> {
        let mut batch = cache::Batch::default();
        let now = self.parts.clock.now();
        for stream in Stream::ALL {
            if matches!(stream, Stream::Events | Stream::UserDetails) {
                continue;
            }
            let mut at = store::position(&self.parts.cache, *stream).await?;
            at.place = super::walk::Place::default();
            at.complete_at = None;
            at.memory = store::Memory::default();
            batch.streams.push(store::state(*stream, &at, now));
            if lists::owners(*stream).is_some() {
                batch.forgotten.push(store::name(*stream).to_owned());
            }
        }
        self.put(batch).await.map(|_| ())
    }

    /// A stream is complete that was begun some time ago: what happened since then is followed (once more).
    pub(super) async fn follow_since(&self, stream: Stream) -> Result<(), Trouble> {
        let at = store::position(&self.parts.cache, stream).await?;
        let Some(as_of) = at.memory.as_of else { return Ok(()) };
        let now = self.parts.clock.now();
        let mut again = self.follow_again.lock().await;
        *again = Some(again.map_or(as_of, |again| again.min(as_of)));
        store::change(&self.parts.cache, Stream::Events, now, |events| {
            events.watermark = events.watermark.map(|seen| seen.min(as_of));
        })
        .await?;
        self.wake.notify_one();
        Ok(())
    }
}
