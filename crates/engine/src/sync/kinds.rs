//! How an object of each kind is read by its id, and which stream brings the others of its kind: one table for what
//! events name and for what a person asks for.

use futures::future::BoxFuture;
use ipc::sync::Stream;
use mangopay::{Client, Error, Fetched, User, WalletQuery};
use model::{
    CardId, ConversionId, DepositId, DisputeId, HookId, IdvSessionId, KycDocumentId, MandateId, ObjectKind, PayInId,
    PayoutId, PreauthorizationId, RecipientId, RefundId, ReportId, RepudiationId, SettlementId, TransferId,
    UboDeclarationId, UserId, WalletId,
};

/// Asks for an object: its JSON.
pub(super) type Get = fn(Client, String) -> BoxFuture<'static, Result<String, Error>>;

macro_rules! by_id {
    ($call:ident, $id:ident $(, $query:expr)?) => {
        (|client, id| Box::pin(async move { client.$call(&$id::new(id) $(, $query)?).await.map(json) })) as Get
    };
}

fn json<T>(fetched: Fetched<T>) -> String {
    fetched.raw.as_str().to_owned()
}

/// The stream of a kind, and the call that reads one of it.
pub(super) fn read(kind: ObjectKind) -> (Stream, Get) {
    use ObjectKind as K;
    match kind {
        K::User => {
            (Stream::Users, |client, id| Box::pin(async move { user(&client, &UserId::new(id)).await.map(json) }))
        }
        K::KycDocument => (Stream::KycDocuments, by_id!(kyc_document, KycDocumentId)),
        K::Wallet => (Stream::Wallets, by_id!(wallet, WalletId, &WalletQuery::default())),
        K::PayIn => (Stream::Transactions, by_id!(pay_in, PayInId)),
        K::Payout => (Stream::Transactions, by_id!(payout, PayoutId)),
        K::Transfer => (Stream::Transactions, by_id!(transfer, TransferId)),
        K::Refund => (Stream::Transactions, by_id!(refund, RefundId)),
        K::Repudiation => (Stream::Transactions, by_id!(repudiation, RepudiationId)),
        K::Settlement => (Stream::Transactions, by_id!(settlement, SettlementId)),
        K::Conversion => (Stream::Transactions, by_id!(conversion, ConversionId)),
        K::Dispute => (Stream::Disputes, by_id!(dispute, DisputeId)),
        K::Card => (Stream::Cards, by_id!(card, CardId)),
        K::Mandate => (Stream::Mandates, by_id!(mandate, MandateId)),
        K::Preauthorization => (Stream::Preauthorizations, by_id!(preauthorization, PreauthorizationId)),
        K::Deposit => (Stream::Deposits, by_id!(deposit, DepositId)),
        K::Recipient => (Stream::Recipients, by_id!(recipient, RecipientId)),
        K::UboDeclaration => (Stream::UboDeclarations, by_id!(ubo_declaration, UboDeclarationId)),
        K::IdvSession => (Stream::IdvSessions, by_id!(idv_session, IdvSessionId)),
        K::Hook => (Stream::Hooks, by_id!(hook, HookId)),
        K::Report => (Stream::Reports, by_id!(report, ReportId)),
        K::ServiceReport => (Stream::ServiceReports, by_id!(service_report, ReportId)),
    }
}

/// A user. Some installations answer the older shape only.
pub(super) async fn user(client: &Client, id: &UserId) -> Result<Fetched<User>, Error> {
    match client.user_sca(id).await {
        Err(Error::NotFound(_)) => client.user(id).await,
        other => other,
    }
}
