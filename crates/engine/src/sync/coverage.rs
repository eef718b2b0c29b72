//! What the local copy holds of each stream, and what is missing and why.

use ipc::{
    Reply,
    sync::{GetCoverage, Missing, MissingReason, Route, Stream, StreamCoverage},
};

use super::{
    Inner, Sync, Trouble,
    lists::{self, Of},
    store,
};
use crate::failure;

impl Inner {
    async fn coverage_of(&self, stream: Stream) -> Result<StreamCoverage, Trouble> {
        let at = store::position(&self.parts.cache, stream).await?;
        let mut missing = Vec::new();
        let by_lists = at.memory.route == Some(Route::UserLists) || at.memory.route.is_none();
        if let Some(Of::Users { owners, .. }) = lists::of_users(stream).map(|list| &list.of)
            && by_lists
        {
            let counts = self.parts.cache.owner_counts(store::name(stream).to_owned(), *owners).await;
            let counts = counts.map_err(|error| failure::cache(&error))?;
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

/// A reason as it was stored with a user.
fn reason(text: &str) -> MissingReason {
    serde_json::from_value(serde_json::Value::from(text)).unwrap_or(MissingReason::Refused)
}

impl Sync {
    pub(crate) async fn coverage(&self) -> Result<Vec<StreamCoverage>, ipc::Failure> {
        let mut all = Vec::new();
        for stream in Stream::ALL {
            all.push(self.0.coverage_of(*stream).await.map_err(Trouble::into_failure)?);
        }
        Ok(all)
    }
}

impl crate::engine::Engine {
    pub(crate) async fn get_coverage(&self, _: GetCoverage) -> Reply<GetCoverage> {
        self.sync.coverage().await
    }
}
