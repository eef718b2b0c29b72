//! From events to objects: each object that events name is read once, however many of them name it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Mutex,
};

use cache::{Batch, Part};
use futures::future::BoxFuture;
use ipc::sync::Stream;
use mangopay::{Client, Error, Fetched, WalletQuery};
use model::{
    Area, Cell, Column, ConversionId, DepositId, DisputeId, EventType, IdvSessionId, KycDocumentId, MandateId, Origin,
    PayInId, PayoutId, PreauthorizationId, RecipientId, RefundId, ReportId, RepudiationId, SettlementId, TransferId,
    UboDeclarationId, UnixSeconds, UserId, WalletId,
};

use super::{
    Inner, Trouble,
    extract::extract,
    read::concerns_all,
    rows::{self, Source},
    store,
};
use crate::host::hold;

/// Bounds of readings and dates of events may differ by this much.
const SLACK: i64 = 120;

type Get = fn(Client, String) -> BoxFuture<'static, Result<String, Error>>;

macro_rules! by_id {
    ($call:ident, $id:ident $(, $query:expr)?) => {
        (|client, id| Box::pin(async move { client.$call(&$id::new(id) $(, $query)?).await.map(json) })) as Get
    };
}

fn json<T>(fetched: Fetched<T>) -> String {
    fetched.raw.as_str().to_owned()
}

/// What events of a type name: the beginning of the type, the stream whose rows they are, and how one is read.
const NAMED: &[(&str, Stream, Get)] = &[
    ("PAYIN_NORMAL_", Stream::Transactions, by_id!(pay_in, PayInId)),
    ("PAYIN_REFUND_", Stream::Transactions, by_id!(refund, RefundId)),
    ("PAYIN_REPUDIATION_", Stream::Transactions, by_id!(repudiation, RepudiationId)),
    ("TRANSFER_NORMAL_", Stream::Transactions, by_id!(transfer, TransferId)),
    ("TRANSFER_REFUND_", Stream::Transactions, by_id!(refund, RefundId)),
    ("TRANSFER_SETTLEMENT_", Stream::Transactions, by_id!(settlement, SettlementId)),
    ("PAYOUT_NORMAL_", Stream::Transactions, by_id!(payout, PayoutId)),
    ("PAYOUT_REFUND_", Stream::Transactions, by_id!(refund, RefundId)),
    ("INSTANT_PAYOUT_", Stream::Transactions, by_id!(payout, PayoutId)),
    ("INSTANT_CONVERSION_", Stream::Transactions, by_id!(conversion, ConversionId)),
    ("QUOTED_CONVERSION_", Stream::Transactions, by_id!(conversion, ConversionId)),
    ("DISPUTE_DOCUMENT_", Stream::Disputes, NOT_KEPT),
    ("DISPUTE_", Stream::Disputes, by_id!(dispute, DisputeId)),
    ("MANDATE_", Stream::Mandates, by_id!(mandate, MandateId)),
    ("PREAUTHORIZATION_", Stream::Preauthorizations, by_id!(preauthorization, PreauthorizationId)),
    ("DEPOSIT_PREAUTHORIZATION_", Stream::Deposits, by_id!(deposit, DepositId)),
    ("RECIPIENT_", Stream::Recipients, by_id!(recipient, RecipientId)),
    ("UBO_DECLARATION_", Stream::UboDeclarations, by_id!(ubo_declaration, UboDeclarationId)),
    ("IDENTITY_VERIFICATION_", Stream::IdvSessions, by_id!(idv_session, IdvSessionId)),
    ("REPORT_READY_", Stream::Reports, by_id!(report, ReportId)),
    ("REPORT_", Stream::ServiceReports, by_id!(service_report, ReportId)),
];

/// The types of events that name a movement of money which has happened.
pub(super) fn movements_that_happened() -> Vec<&'static str> {
    let happened = EventType::KNOWN.iter().copied().filter(|kind| kind.ends_with("_SUCCEEDED"));
    let is_movement = |kind: &&str| {
        let named = NAMED.iter().find(|(prefix, ..)| kind.starts_with(prefix));
        named.is_some_and(|(_, stream, _)| *stream == Stream::Transactions)
    };
    happened.filter(is_movement).collect()
}

/// Objects that have no list here.
const NOT_KEPT: Get = |_, _| Box::pin(std::future::ready(Err(Error::InvalidId)));

/// How many events name one object: the later ones win, so it is read once.
#[derive(Default)]
struct Named {
    users: BTreeSet<UserId>,
    documents: BTreeSet<KycDocumentId>,
    others: BTreeMap<(Stream, String), Get>,
}

impl Inner {
    /// Reads each named object once. What is read by its list later is passed over.
    pub(super) async fn follow(&self, events: Vec<store::Happened>) -> Result<(), Trouble> {
        let named = self.named(events).await?;
        let calls = named.documents.iter().map(|id| -> BoxFuture<'_, _> { Box::pin(self.read_document(id)) });
        self.all_at_once(calls).await?;
        let calls = named.users.iter().map(|id| -> BoxFuture<'_, _> { Box::pin(self.read_user(id, false)) });
        self.all_at_once(calls).await?;
        let wallets = Mutex::new(BTreeSet::new());
        let calls = named.others.iter().map(|((stream, id), get)| -> BoxFuture<'_, _> {
            let (get, wallets) = (get(self.parts.client.clone(), id.clone()), &wallets);
            Box::pin(async move {
                let touched = self.read_object(*stream, get).await?;
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
        let calls = wallets.into_iter().map(|wallet| -> BoxFuture<'_, _> {
            let get = (by_id!(wallet, WalletId, &WalletQuery::default()))(self.parts.client.clone(), wallet);
            Box::pin(async move { self.read_object(Stream::Wallets, get).await.map(|_| ()) })
        });
        self.all_at_once(calls).await
    }

    async fn named(&self, events: Vec<store::Happened>) -> Result<Named, Trouble> {
        let mut as_of: HashMap<Stream, Option<UnixSeconds>> = HashMap::new();
        let mut named = Named::default();
        for event in events {
            let object = NAMED.iter().find(|(prefix, ..)| event.event_type.as_str().starts_with(prefix));
            let stream = match object {
                _ if event.event_type.concerns_kyc_document() => Stream::KycDocuments,
                _ if event.event_type.concerns_user() => Stream::Users,
                Some((_, stream, _)) => *stream,
                None => continue,
            };
            let since = match as_of.get(&stream) {
                Some(since) => *since,
                None => {
                    let since = store::position(&self.parts.cache, stream).await?.memory.as_of;
                    *as_of.entry(stream).or_insert(since)
                }
            };
            if since.is_none_or(|since| event.date < since.plus(-SLACK)) {
                continue;
            }
            match (stream, object) {
                (Stream::KycDocuments, _) => drop(named.documents.insert(KycDocumentId::new(event.resource_id))),
                (Stream::Users, _) => drop(named.users.insert(UserId::new(event.resource_id))),
                (_, Some((_, _, get))) => drop(named.others.insert((stream, event.resource_id), *get)),
                (_, None) => {}
            }
        }
        Ok(named)
    }

    /// Reads an object and stores it. Returns the wallets it moves money of. One that cannot be read stays as it was.
    async fn read_object(
        &self,
        stream: Stream,
        get: BoxFuture<'static, Result<String, Error>>,
    ) -> Result<Vec<String>, Trouble> {
        let asked_at = self.parts.clock.now();
        let raw = match get.await {
            Ok(raw) => raw,
            Err(error) if concerns_all(&error) => return Err(error.into()),
            Err(error) => {
                tracing::debug!(%error, stream = store::name(stream), "an object named by an event could not be read");
                return Ok(Vec::new());
            }
        };
        let area = super::lists::area(stream);
        let source = Source { area, part: Part::Detail, owner: None, origin: Origin::Api, asked_at };
        let mut batch = Batch::default();
        rows::add(&mut batch, &source, std::slice::from_ref(&raw));
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
        for (at, (prefix, ..)) in NAMED.iter().enumerate() {
            let hidden = NAMED[..at].iter().any(|(before, ..)| prefix.starts_with(before));
            assert!(!hidden, "{prefix} is never reached");
        }
    }
}
