//! What is still to be read, and what that costs: computed before it runs, and shown.
//!
//! The choice of routes is pure ([`choose`]); what it is chosen from is counted in the local copy.

use ipc::{
    Nothing, Reply,
    sync::{GetSyncPlan, PlanStep, Route, RouteReason, SetSyncShare, Stream, SyncPlan, WindowUse},
};
use mangopay::Access;

use super::{Inner, Sync, Trouble, lists, reports, store};
use crate::failure;

/// Rows of a page (money-operations.md §1.5).
const PER_PAGE: u64 = 100;
/// The largest share that may be set: the rest is the platform's own traffic.
const LARGEST_SHARE: u8 = 90;

/// What the choice between reports and lists depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    /// Calls by lists of users.
    pub(super) lists: u64,
    /// Calls by reports.
    pub(super) reports: u64,
    /// Why reports cannot be had, where that is known.
    pub(super) closed: Option<RouteReason>,
}

/// The cheapest permitted route.
pub(super) fn choose(choice: Choice) -> (Route, RouteReason, u64) {
    if choice.lists <= choice.reports {
        return (Route::UserLists, RouteReason::Cheapest, choice.lists);
    }
    match choice.closed {
        Some(reason) => (Route::UserLists, reason, choice.lists),
        None => (Route::LegacyReports, RouteReason::Cheapest, choice.reports),
    }
}

impl Inner {
    /// The route of a stream that can be read by reports or by lists of users. One that was begun is kept to.
    pub(super) async fn route(&self, stream: Stream) -> Result<(Route, RouteReason, u64), Trouble> {
        let position = store::position(&self.parts.cache, stream).await?;
        let lists = self.owners_left(stream).await?;
        let ordered = &position.memory.reports;
        let reports = if ordered.is_empty() {
            reports::calls(stream, self.oldest().await?, self.parts.clock.now())
        } else {
            4 * ordered.iter().filter(|order| !order.read).count() as u64
        };
        if !ordered.is_empty() {
            return Ok((Route::LegacyReports, RouteReason::Cheapest, reports));
        }
        let read_only = self.parts.client.access() == Access::ReadOnly;
        let closed = position.memory.closed.filter(|reason| *reason != RouteReason::ReadOnly);
        let closed = closed.or(read_only.then_some(RouteReason::ReadOnly));
        if position.memory.route == Some(Route::UserLists) {
            return Ok((Route::UserLists, closed.unwrap_or(RouteReason::Cheapest), lists));
        }
        Ok(choose(Choice { lists, reports, closed }))
    }

    /// Users whose list of a stream is still to be read.
    async fn owners_left(&self, stream: Stream) -> Result<u64, Trouble> {
        let Some(owners) = lists::owners(stream) else { return Ok(0) };
        let counts = self.counts(stream, owners).await?;
        let missing: u64 = counts.missing.iter().map(|(_, count)| count).sum();
        // Of users that were not even listed nothing is known; each will have a list, or may be verified.
        let users = store::position(&self.parts.cache, Stream::Users).await?;
        let unlisted = users.place.total.unwrap_or(0).saturating_sub(users.have.into());
        Ok(counts.owners.saturating_sub(counts.read + missing) + unlisted)
    }

    /// What a stream still costs; `None` if it is complete.
    pub(super) async fn step(&self, stream: Stream) -> Result<Option<PlanStep>, Trouble> {
        let at = store::position(&self.parts.cache, stream).await?;
        let only = RouteReason::OnlyWay;
        let (route, reason, calls) = match stream {
            Stream::Wallets | Stream::Transactions if at.complete_at.is_none() => self.route(stream).await?,
            Stream::UserDetails => {
                let left = self.parts.cache.without_detail().await.map_err(|error| failure::cache(&error))?;
                let users = store::position(&self.parts.cache, Stream::Users).await?;
                let unlisted = users.place.total.unwrap_or(0).saturating_sub(users.have.into());
                (Route::OneByOne, only, left + unlisted)
            }
            Stream::Wallets | Stream::Transactions if at.memory.route == Some(Route::LegacyReports) => return Ok(None),
            Stream::Renewals => (Route::OneByOne, only, self.owners_left(stream).await?),
            _ if lists::of_users(stream).is_some() => (Route::UserLists, only, self.owners_left(stream).await?),
            _ if at.complete_at.is_none() => {
                let pages = at.place.total.map_or(1, |total| total.div_ceil(PER_PAGE).max(1));
                (Route::PlatformList, only, pages.saturating_sub(at.place.page.into()).max(1))
            }
            _ => return Ok(None),
        };
        let route = if at.trouble.is_some() { Route::Closed } else { route };
        Ok((calls > 0).then_some(PlanStep { stream, route, reason, calls }))
    }

    async fn plan(&self) -> Result<SyncPlan, Trouble> {
        let mut steps = Vec::new();
        for stream in Stream::ALL {
            steps.extend(self.step(*stream).await?);
        }
        let calls = steps.iter().filter(|step| step.route != Route::Closed).map(|step| step.calls).sum();
        let windows = self.governor.usage().into_iter().map(|used| WindowUse {
            minutes: u32::try_from(used.window.seconds() / 60).unwrap_or(0),
            made: used.made,
            most: used.most,
            limit: used.limit,
        });
        let windows = windows.collect();
        let minutes = u32::try_from(self.governor.seconds_for(calls).div_ceil(60)).unwrap_or(u32::MAX);
        Ok(SyncPlan {
            steps,
            calls,
            minutes,
            share_percent: u8::try_from(self.governor.share()).unwrap_or(100),
            windows,
        })
    }
}

impl Sync {
    pub(crate) async fn plan(&self) -> Result<SyncPlan, ipc::Failure> {
        self.0.plan().await.map_err(Trouble::into_failure)
    }
}

impl crate::engine::Engine {
    pub(crate) async fn get_sync_plan(&self, _: GetSyncPlan) -> Reply<GetSyncPlan> {
        self.sync.plan().await
    }

    pub(crate) async fn set_sync_share(&self, args: SetSyncShare) -> Reply<SetSyncShare> {
        let percent = args.percent.clamp(1, LARGEST_SHARE);
        let stored = self.parts.journal.write(move |tx| super::SHARE.set(tx, &percent)).await;
        stored.map_err(|error| failure::journal(&error))?;
        self.sync.set_share(percent);
        Ok(Nothing {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_permitted_route_is_taken_and_its_reason_told() {
        use {Route as R, RouteReason as W};
        for (lists, reports, closed, route, reason, calls) in [
            (20_000, 28, None, R::LegacyReports, W::Cheapest, 28),
            (20, 28, None, R::UserLists, W::Cheapest, 20),
            (20_000, 28, Some(W::ReadOnly), R::UserLists, W::ReadOnly, 20_000),
            (20_000, 28, Some(W::NotAllowed), R::UserLists, W::NotAllowed, 20_000),
            (20, 28, Some(W::NotAllowed), R::UserLists, W::Cheapest, 20),
            (0, 0, None, R::UserLists, W::Cheapest, 0),
        ] {
            assert_eq!(
                choose(Choice { lists, reports, closed }),
                (route, reason, calls),
                "{lists} {reports} {closed:?}"
            );
        }
    }
}
