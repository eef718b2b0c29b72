//! From events to objects: each object that events name is read once, however many of them name it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Mutex,
};

use cache::{Batch, Part};
use futures::future::BoxFuture;
use ipc::sync::Stream;
use mangopay::Error;
use model::{Area, Cell, Column, EventType, KycDocumentId, ObjectKind, Origin, UnixSeconds, UserId};

use super::{
    Inner, Trouble,
    extract::extract,
    kinds,
    read::concerns_all,
    rows::{self, Source},
    store,
};
use crate::host::hold;

/// Bounds of readings and dates of events may differ by this much.
const SLACK: i64 = 120;

/// What events of a type name: the beginning of the type, and the kind of object. `None`: there is no list of them here.
const NAMED: &[(&str, Option<ObjectKind>)] = &[
    ("PAYIN_NORMAL_", Some(ObjectKind::PayIn)),
    ("PAYIN_REFUND_", Some(ObjectKind::Refund)),
    ("PAYIN_REPUDIATION_", Some(ObjectKind::Repudiation)),
    ("TRANSFER_NORMAL_", Some(ObjectKind::Transfer)),
    ("TRANSFER_REFUND_", Some(ObjectKind::Refund)),
    ("TRANSFER_SETTLEMENT_", Some(ObjectKind::Settlement)),
    ("PAYOUT_NORMAL_", Some(ObjectKind::Payout)),
    ("PAYOUT_REFUND_", Some(ObjectKind::Refund)),
    ("INSTANT_PAYOUT_", Some(ObjectKind::Payout)),
    ("INSTANT_CONVERSION_", Some(ObjectKind::Conversion)),
    ("QUOTED_CONVERSION_", Some(ObjectKind::Conversion)),
    ("DISPUTE_DOCUMENT_", None),
    ("DISPUTE_", Some(ObjectKind::Dispute)),
    ("MANDATE_", Some(ObjectKind::Mandate)),
    ("PREAUTHORIZATION_", Some(ObjectKind::Preauthorization)),
    ("DEPOSIT_PREAUTHORIZATION_", Some(ObjectKind::Deposit)),
    ("RECIPIENT_", Some(ObjectKind::Recipient)),
    ("UBO_DECLARATION_", Some(ObjectKind::UboDeclaration)),
    ("IDENTITY_VERIFICATION_", Some(ObjectKind::IdvSession)),
    ("REPORT_READY_", Some(ObjectKind::Report)),
    ("REPORT_", Some(ObjectKind::ServiceReport)),
];

/// The types of events that name a movement of money which has happened.
pub(super) fn movements_that_happened() -> Vec<&'static str> {
    let happened = EventType::KNOWN.iter().copied().filter(|kind| kind.ends_with("_SUCCEEDED"));
    let is_movement = |kind: &&str| {
        let named = NAMED.iter().find(|(prefix, _)| kind.starts_with(prefix));
        named.and_then(|(_, kind)| *kind).is_some_and(|kind| kinds::read(kind).stream == Some(Stream::Transactions))
    };
    happened.filter(is_movement).collect()
}

/// How many events name one object: the later ones win, so it is read once.
#[derive(Default)]
struct Named {
    users: BTreeSet<UserId>,
    documents: BTreeSet<KycDocumentId>,
    /// Users whose documents must perhaps be sent anew until another day.
    renewals: BTreeSet<UserId>,
    others: BTreeSet<(ObjectKind, String)>,
}

impl Inner {
    /// Reads each named object once. What is read by its list later is passed over.
    pub(super) async fn follow(&self, events: Vec<store::Happened>) -> Result<(), Trouble> {
        let named = self.named(events).await?;
        let calls = named.documents.iter().map(|id| -> BoxFuture<'_, _> { Box::pin(self.read_document(id)) });
        self.all_at_once(calls).await?;
        let calls = named.users.iter().map(|id| -> BoxFuture<'_, _> { Box::pin(self.read_user(id, false)) });
        self.all_at_once(calls).await?;
        let calls = named.renewals.iter().map(|id| -> BoxFuture<'_, _> { Box::pin(self.renewal_changed(id)) });
        self.all_at_once(calls).await?;
        let wallets = Mutex::new(BTreeSet::new());
        let calls = named.others.iter().map(|(kind, id)| -> BoxFuture<'_, _> {
            let wallets = &wallets;
            Box::pin(async move {
                let touched = self.read_named(*kind, id).await?;
                hold(wallets).extend(touched);
                Ok(())
            })
        });
        self.all_at_once(calls).await?;
        // Balances have no events of their own.
        if store::position(&self.parts.cache, Stream::Wallets).await?.memory.as_of.is_none() {
            return Ok(());
        }
        let wallets = std::mem::take(&mut *hold(&wallets));
        let calls = wallets.iter().map(|wallet| -> BoxFuture<'_, _> {
            Box::pin(async move { self.read_named(ObjectKind::Wallet, wallet).await.map(|_| ()) })
        });
        self.all_at_once(calls).await
    }

    async fn named(&self, events: Vec<store::Happened>) -> Result<Named, Trouble> {
        let mut as_of: HashMap<Stream, Option<UnixSeconds>> = HashMap::new();
        let mut named = Named::default();
        for event in events {
            let object = NAMED.iter().find(|(prefix, _)| event.event_type.as_str().starts_with(prefix));
            let kind = match object {
                _ if event.event_type.concerns_kyc_document() => ObjectKind::KycDocument,
                _ if event.event_type.concerns_user() => ObjectKind::User,
                Some((_, Some(kind))) => *kind,
                Some((_, None)) | None => continue,
            };
            if event.event_type.concerns_renewal() && self.is_since(&mut as_of, Stream::Renewals, event.date).await? {
                named.renewals.insert(UserId::new(event.resource_id.as_str()));
            }
            let Some(stream) = kinds::read(kind).stream else { continue };
            if !self.is_since(&mut as_of, stream, event.date).await? {
                continue;
            }
            match kind {
                ObjectKind::KycDocument => drop(named.documents.insert(KycDocumentId::new(event.resource_id))),
                ObjectKind::User => drop(named.users.insert(UserId::new(event.resource_id))),
                kind => drop(named.others.insert((kind, event.resource_id))),
            }
        }
        Ok(named)
    }

    /// Whether something happened since the reading of a stream began; what did before is known by that reading.
    async fn is_since(
        &self,
        as_of: &mut HashMap<Stream, Option<UnixSeconds>>,
        stream: Stream,
        date: UnixSeconds,
    ) -> Result<bool, Trouble> {
        let since = match as_of.get(&stream) {
            Some(since) => *since,
            None => {
                let since = store::position(&self.parts.cache, stream).await?.memory.as_of;
                *as_of.entry(stream).or_insert(since)
            }
        };
        Ok(since.is_some_and(|since| date >= since.plus(-SLACK)))
    }

    /// Reads an object that an event names. One that cannot be read stays as it was.
    async fn read_named(&self, kind: ObjectKind, id: &str) -> Result<Vec<String>, Trouble> {
        match self.read_object(kind, id).await {
            Err(Trouble::Api(error)) if !concerns_all(&error) => {
                tracing::debug!(%error, ?kind, "an object named by an event could not be read");
                Ok(Vec::new())
            }
            read => read,
        }
    }

    /// Reads an object and stores it. Returns the wallets it moves money of.
    pub(super) async fn read_object(&self, kind: ObjectKind, id: &str) -> Result<Vec<String>, Trouble> {
        let kinds::Way { area, get, .. } = kinds::read(kind);
        let asked_at = self.parts.clock.now();
        let raw = get(self.parts.client.clone(), id.to_owned()).await?;
        let source = Source { area, part: Part::Detail, owner: None, origin: Origin::Api, asked_at };
        let mut batch = Batch::default();
        if rows::add(&mut batch, &source, std::slice::from_ref(&raw)).is_empty() {
            return Err(Error::Unreadable { what: "an object" }.into());
        }
        self.put(batch).await?;
        if area != Area::Transactions {
            return Ok(Vec::new());
        }
        let cells = extract(area, &raw, None).map(|found| found.cells).unwrap_or_default();
        let wallets = cells.into_iter().filter_map(|(column, cell)| match (column, cell) {
            (Column::CreditedWalletId | Column::DebitedWalletId, Cell::Link(id)) => Some(id),
            _ => None,
        });
        Ok(wallets.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movements_are_told_from_everything_else_that_succeeds() {
        let types = movements_that_happened();
        for wanted in ["PAYIN_NORMAL_SUCCEEDED", "PAYOUT_REFUND_SUCCEEDED", "TRANSFER_SETTLEMENT_SUCCEEDED"] {
            assert!(types.contains(&wanted), "{wanted}");
        }
        for other in
            ["KYC_SUCCEEDED", "DISPUTE_DOCUMENT_SUCCEEDED", "PREAUTHORIZATION_SUCCEEDED", "PAYIN_NORMAL_FAILED"]
        {
            assert!(!types.contains(&other), "{other}");
        }
    }

    #[test]
    fn a_longer_beginning_comes_before_a_shorter_one() {
        for (at, (prefix, _)) in NAMED.iter().enumerate() {
            let hidden = NAMED[..at].iter().any(|(before, _)| prefix.starts_with(before));
            assert!(!hidden, "{prefix} is never reached");
        }
    }
}
