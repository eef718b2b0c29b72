//! How an object of each kind is read by its id, and which stream brings the others of its kind: one table for what
//! events name and for what a person asks for.

use futures::future::BoxFuture;
use ipc::sync::Stream;
use mangopay::{Client, Error, Fetched, User, WalletQuery};
use model::{
    Area, BankingAliasId, CardId, ConversionId, DepositId, DisputeId, HookId, IdvSessionId, KycDocumentId, MandateId,
    ObjectKind, PayInId, PayoutId, PreauthorizationId, QuoteId, RecipientId, RefundId, ReportId, RepudiationId,
    SettlementId, TransferId, UboDeclarationId, UserId, WalletId,
};

use super::lists;

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

/// How the objects of a kind come.
pub(super) struct Way {
    /// The list that they stand in.
    pub(super) area: Area,
    /// The stream that brings the others; `None`: none does, they come as somebody looks at them or at what has them.
    pub(super) stream: Option<Stream>,
    /// The call that reads one.
    pub(super) get: Get,
}

fn by(stream: Stream, get: Get) -> Way {
    Way { area: lists::area(stream), stream: Some(stream), get }
}

/// How the objects of a kind come.
pub(super) fn read(kind: ObjectKind) -> Way {
    use ObjectKind as K;
    match kind {
        K::User => {
            by(Stream::Users, |client, id| Box::pin(async move { user(&client, &UserId::new(id)).await.map(json) }))
        }
        K::KycDocument => by(Stream::KycDocuments, by_id!(kyc_document, KycDocumentId)),
        K::Wallet => by(Stream::Wallets, by_id!(wallet, WalletId, &WalletQuery::default())),
        K::PayIn => by(Stream::Transactions, by_id!(pay_in, PayInId)),
        K::Payout => by(Stream::Transactions, by_id!(payout, PayoutId)),
        K::Transfer => by(Stream::Transactions, by_id!(transfer, TransferId)),
        K::Refund => by(Stream::Transactions, by_id!(refund, RefundId)),
        K::Repudiation => by(Stream::Transactions, by_id!(repudiation, RepudiationId)),
        K::Settlement => by(Stream::Transactions, by_id!(settlement, SettlementId)),
        K::Conversion => by(Stream::Transactions, by_id!(conversion, ConversionId)),
        K::Dispute => by(Stream::Disputes, by_id!(dispute, DisputeId)),
        K::Card => by(Stream::Cards, by_id!(card, CardId)),
        K::Mandate => by(Stream::Mandates, by_id!(mandate, MandateId)),
        K::Preauthorization => by(Stream::Preauthorizations, by_id!(preauthorization, PreauthorizationId)),
        K::Deposit => by(Stream::Deposits, by_id!(deposit, DepositId)),
        K::Recipient => by(Stream::Recipients, by_id!(recipient, RecipientId)),
        K::UboDeclaration => by(Stream::UboDeclarations, by_id!(ubo_declaration, UboDeclarationId)),
        K::IdvSession => by(Stream::IdvSessions, by_id!(idv_session, IdvSessionId)),
        K::Hook => by(Stream::Hooks, by_id!(hook, HookId)),
        K::Report => by(Stream::Reports, by_id!(report, ReportId)),
        K::ServiceReport => by(Stream::ServiceReports, by_id!(service_report, ReportId)),
        K::Quote => Way { area: Area::Quotes, stream: None, get: by_id!(quote, QuoteId) },
        K::BankingAlias => Way { area: Area::BankingAliases, stream: None, get: by_id!(banking_alias, BankingAliasId) },
    }
}

/// A user. Some installations answer the older shape only.
pub(super) async fn user(client: &Client, id: &UserId) -> Result<Fetched<User>, Error> {
    match client.user_sca(id).await {
        Err(Error::NotFound(_)) => client.user(id).await,
        other => other,
    }
}
