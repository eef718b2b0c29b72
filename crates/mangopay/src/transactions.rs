use model::{
    BankAccountId, CardId, DepositId, DisputeId, MandateId, Money, PreauthorizationId, ScaContext, TransactionId,
    TransactionNature, TransactionStatus, TransactionType, UnixSeconds, UserId, WalletId,
};

use crate::{object::objects, query::query, surface::calls};

objects! {
    /// What every movement of money has in common, and all that lists tell (money-operations.md §6).
    pub struct Transaction {
        /// The id, by which the movement itself is read: where, type and nature tell.
        pub id: TransactionId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created. It can be read for 13 months.
        pub creation_date: Option<UnixSeconds>,
        /// Whose doing it was; of the platform's own, the client id.
        pub author_id: Option<UserId>,
        /// Who gets the money.
        pub credited_user_id: Option<UserId>,
        /// What was taken; `XXX` and nothing while a bank wire is awaited.
        pub debited_funds: Option<Money>,
        /// What was given: what was taken less the fees.
        pub credited_funds: Option<Money>,
        /// What the platform keeps; negative where it gives fees back.
        pub fees: Option<Money>,
        /// Where it stands.
        pub status: Option<TransactionStatus>,
        /// How it ended, six digits; null while it is open.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
        /// When it succeeded.
        pub execution_date: Option<UnixSeconds>,
        /// Which way the money went.
        #[serde(rename = "Type")]
        pub kind: Option<TransactionType>,
        /// Why it moved.
        pub nature: Option<TransactionNature>,
        /// Where it went.
        pub credited_wallet_id: Option<WalletId>,
        /// Where it came from.
        pub debited_wallet_id: Option<WalletId>,
        /// The deposit it was captured from.
        pub deposit_id: Option<DepositId>,
    }
}

query! {
    /// Which transactions to list, by creation date. Those of fingerprints and preauthorisations are told apart by
    /// status and result alone (money-operations.md §1.5).
    pub struct TransactionFilter sorted by "CreationDate" {
        /// Only these; empty for all.
        pub statuses: Vec<TransactionStatus> = "Status",
        /// Only these; empty for all.
        pub types: Vec<TransactionType> = "Type",
        /// Only these; empty for all.
        pub natures: Vec<TransactionNature> = "Nature",
        /// Only these; empty for all.
        pub result_codes: Vec<String> = "ResultCode",
        /// Whether the user is there to authenticate; for lists of users and wallets.
        pub sca_context: Option<ScaContext> = "ScaContext",
    }
}

calls! {
    /// What a user did. Of owners, authentication may be asked for.
    list transactions_of_user(user: &UserId; filter: &TransactionFilter) "/users/{UserId}/transactions" => Transaction;
    /// What went into a wallet and out of it. Of owners, authentication may be asked for.
    list transactions_of_wallet(wallet: &WalletId; filter: &TransactionFilter)
        "/wallets/{WalletId}/transactions" => Transaction;
    /// What came from a bank account and went to it.
    list transactions_of_bank_account(account: &BankAccountId; filter: &TransactionFilter)
        "/bankaccounts/{BankAccountId}/transactions" => Transaction;
    /// What was paid with a card.
    list transactions_of_card(card: &CardId; filter: &TransactionFilter) "/cards/{CardId}/transactions" => Transaction;
    /// What was paid with a card under all its registrations, but for hosted pages.
    list transactions_of_fingerprint(fingerprint: &str; filter: &TransactionFilter)
        "/cards/fingerprints/{Fingerprint}/transactions" => Transaction;
    /// What was debited under a mandate.
    list transactions_of_mandate(mandate: &MandateId; filter: &TransactionFilter)
        "/mandates/{MandateId}/transactions" => Transaction;
    /// What was captured of a preauthorisation.
    list transactions_of_preauthorization(preauthorization: &PreauthorizationId; filter: &TransactionFilter)
        "/preauthorizations/{PreauthorizationId}/transactions" => Transaction;
    /// What was captured of a deposit.
    list transactions_of_deposit(deposit: &DepositId; filter: &TransactionFilter)
        "/deposit-preauthorizations/{DepositId}/transactions" => Transaction;
    /// What was captured of an extended preauthorisation.
    list transactions_of_extended_preauthorization(preauthorization: &DepositId; filter: &TransactionFilter)
        "/extended-preauthorizations/{ExtendedPreauthorizationId}/transactions" => Transaction;
    /// The repudiation and the settlements of a dispute.
    list transactions_of_dispute(dispute: &DisputeId; filter: &TransactionFilter)
        "/disputes/{DisputeId}/transactions" => Transaction;
}
