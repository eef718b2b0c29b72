//! What the local copy holds of each stream, and what is missing and why.

use std::collections::{BTreeMap, btree_map::Entry};

use cache::{OwnerCounts, OwnerRead, Owners};
use ipc::{
    Failure, Reply,
    sync::{
        Freshness, GetCoverage, GetWalletCoverage, Missing, MissingReason, Route, Stream, StreamCoverage,
        WalletCoverage, WalletWay,
    },
};
use model::{Area, Cell, Column, ListQuery, WalletId};

use super::{Inner, Sync, Trouble, lists, store};
use crate::failure;

impl Inner {
    async fn coverage_of(&self, stream: Stream) -> Result<StreamCoverage, Trouble> {
        let at = store::position(&self.parts.cache, stream).await?;
        let mut missing = Vec::new();
        let one_by_one = at.memory.route != Some(Route::LegacyReports);
        if let Some(owners) = lists::owners(stream).filter(|_| one_by_one) {
            let counts = self.counts(stream, owners).await?;
            let told: u64 = counts.missing.iter().map(|(_, count)| count).sum();
            let not_yet = counts.owners.saturating_sub(counts.read + told);
            missing.extend((not_yet > 0).then_some(Missing { count: not_yet, reason: MissingReason::NotYet }));
            missing.extend(counts.missing.into_iter().map(|(text, count)| Missing { count, reason: reason(&text) }));
        } else if stream == Stream::UserDetails {
            let count = self.parts.cache.without_detail().await.map_err(|error| failure::cache(&error))?;
            missing.extend((count > 0).then_some(Missing { count, reason: MissingReason::NotYet }));
        } else {
            let listed = u64::from(at.have);
            let count = at.place.total.unwrap_or(0).saturating_sub(listed);
            let not_yet = at.complete_at.is_none() && count > 0;
            missing.extend(not_yet.then_some(Missing { count, reason: MissingReason::NotYet }));
        }
        missing.extend((at.untold > 0).then_some(Missing { count: at.untold, reason: MissingReason::NeverShown }));
        let first = at.memory.reports.first().map(|order| order.after.0);
        Ok(StreamCoverage {
            stream,
            have: at.have.into(),
            route: at.memory.route,
            complete_from: first.filter(|_| at.complete_at.is_some()),
            complete_to: at.complete_at,
            missing,
            calls: self.step(stream).await?.map_or(0, |step| step.calls),
            trouble: at.trouble,
        })
    }
}

impl Inner {
    pub(super) async fn counts(&self, stream: Stream, owners: Owners) -> Result<OwnerCounts, Trouble> {
        let counts = self.parts.cache.owner_counts(store::name(stream).to_owned(), owners).await;
        counts.map_err(|error| Trouble::Local(failure::cache(&error)))
    }
}

/// Whether a query finds users by what was asked about each of them alone, long after the list of users was read.
fn is_by_deadline(query: &ListQuery) -> bool {
    query.area == Area::Users && query.filters.iter().any(|filter| filter.column == Column::Deadline)
}

/// A reason as it was stored with its owner.
pub(super) fn reason(text: &str) -> MissingReason {
    serde_json::from_value(serde_json::Value::from(text)).unwrap_or(MissingReason::Refused)
}

impl Sync {
    pub(crate) async fn coverage(&self) -> Result<Vec<StreamCoverage>, Failure> {
        let mut all = Vec::new();
        for stream in Stream::ALL {
            all.push(self.0.coverage_of(*stream).await.map_err(Trouble::into_failure)?);
        }
        Ok(all)
    }
}

impl Sync {
    /// How complete and how old a list's rows are. A stream that cannot be read holds no other of the area back. Every
    /// answer of a list carries it, so it counts nothing: how many users were read is the coverage's to tell.
    pub(crate) async fn freshness(&self, area: Area) -> Result<Freshness, Failure> {
        let cache = &self.0.parts.cache;
        // What no stream brings is never less than all that somebody looked at.
        let looked_at = match area {
            // As old as the conversions that lead to them.
            Area::Quotes => Some(store::position(cache, Stream::Transactions).await?.complete_at),
            // As old as those of the wallet that was looked at longest ago.
            Area::BankingAliases => Some(self.oldest_aliases().await?),
            _ => None,
        };
        if let Some(complete_at) = looked_at {
            return Ok(Freshness { complete_at, partial: None });
        }
        let mut streams = Vec::new();
        for stream in lists::streams(area) {
            streams.push((stream, store::position(cache, stream).await?));
        }
        if streams.iter().any(|(_, at)| at.trouble.is_none()) {
            streams.retain(|(_, at)| at.trouble.is_none());
        }
        // Nothing comes before something: one that was never complete decides.
        let complete_at = streams.iter().map(|(_, at)| at.complete_at).min().flatten();
        let have = streams.first().map_or(0, |(_, at)| at.have);
        let total: Option<u32> = streams.iter().map(|(_, at)| at.total()).sum();
        let partial = total.map(|total| (have, total)).filter(|_| complete_at.is_none());
        Ok(Freshness { complete_at, partial })
    }

    /// The same for the rows that a query asks for: where it asks for deadlines of renewals, those must have been read,
    /// and been told of somebody.
    pub(crate) async fn freshness_of(&self, query: &ListQuery) -> Result<Freshness, Failure> {
        let freshness = self.freshness(query.area).await?;
        if !is_by_deadline(query) {
            return Ok(freshness);
        }
        let at = store::position(&self.0.parts.cache, Stream::Renewals).await?;
        let is_told = at.have > 0 || at.total() == Some(0);
        let complete_at = at.complete_at.filter(|_| is_told).zip(freshness.complete_at);
        Ok(Freshness { complete_at: complete_at.map(|(deadlines, users)| deadlines.min(users)), ..freshness })
    }

    /// Whether what each of these queries asks about was read to its end at least once.
    pub(crate) async fn were_read(&self, queries: &[ListQuery]) -> Result<Vec<bool>, Failure> {
        let about = |query: &ListQuery| (query.area, is_by_deadline(query));
        let mut known = BTreeMap::new();
        for query in queries {
            if let Entry::Vacant(place) = known.entry(about(query)) {
                place.insert(self.freshness_of(query).await?.complete_at.is_some());
            }
        }
        Ok(queries.iter().map(|query| known.get(&about(query)).copied().unwrap_or_default()).collect())
    }

    /// By which way the transactions of a wallet are known.
    pub(super) async fn wallet_coverage(&self, wallet: WalletId) -> Result<WalletCoverage, Failure> {
        let (cache, stream) = (&self.0.parts.cache, Stream::Transactions);
        let at = store::position(cache, stream).await?;
        let held = cache.object(Area::Wallets, wallet.as_str().to_owned()).await;
        let held = held.map_err(|error| failure::cache(&error))?;
        let cell = |column| held.as_ref().map(|object| object.row.cell(Area::Wallets, column));
        let owner = cell(Column::UserId).and_then(Cell::as_str).unwrap_or_default().to_owned();
        let created = match cell(Column::Created) {
            Some(Cell::Moment(created)) => Some(*created),
            _ => None,
        };
        let read = cache.owner_read(store::name(stream).to_owned(), owner).await;
        let read = read.map_err(|error| failure::cache(&error))?;
        let by_reports = at.memory.route == Some(Route::LegacyReports);
        let reported = at.memory.as_of.filter(|_| by_reports && at.complete_at.is_some());
        let (way, read_at) = match (read, reported) {
            // What was read later tells more.
            (Some(OwnerRead { missing: None, at: listed, .. }), reported) if reported.is_none_or(|at| at <= listed) => {
                (WalletWay::UserList, Some(listed))
            }
            (_, Some(reported)) => (WalletWay::Reports, Some(reported)),
            (Some(OwnerRead { missing, at: listed, .. }), None) => match missing {
                None => (WalletWay::UserList, Some(listed)),
                Some(why) => (WalletWay::Missing { reason: reason(&why) }, None),
            },
            (None, None) => (WalletWay::Missing { reason: MissingReason::NotYet }, None),
        };
        let younger = read_at.zip(created).is_some_and(|(read, created)| created > read);
        let way = if younger { WalletWay::Events } else { way };
        Ok(WalletCoverage { wallet, way, read_at: read_at.map(|at| at.0) })
    }
}

impl crate::engine::Engine {
    pub(crate) async fn get_wallet_coverage(&self, args: GetWalletCoverage) -> Reply<GetWalletCoverage> {
        let mut all = Vec::new();
        for wallet in args.wallets {
            all.push(self.sync.wallet_coverage(wallet).await?);
        }
        Ok(all)
    }

    pub(crate) async fn get_coverage(&self, _: GetCoverage) -> Reply<GetCoverage> {
        self.sync.coverage().await
    }
}
