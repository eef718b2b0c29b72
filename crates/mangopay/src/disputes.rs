use model::{
    DisputeId, DisputeReasonType, DisputeResult, DisputeStatus, DisputeType, Money, PayInId, RepudiationId,
    TransactionId, TransactionNature, TransactionType, UnixSeconds, UserId, WalletId,
};

use crate::{
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// A dispute (money-operations.md §12.1). User and wallet are found by the disputed pay-in.
    pub struct Dispute {
        /// The dispute's id.
        pub id: DisputeId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// The disputed pay-in.
        pub initial_transaction_id: Option<TransactionId>,
        /// `PAYIN`.
        pub initial_transaction_type: Option<TransactionType>,
        /// `REGULAR`.
        pub initial_transaction_nature: Option<TransactionNature>,
        /// What can be done about it.
        pub dispute_type: Option<DisputeType>,
        /// Until when it can be contested.
        pub contest_deadline_date: Option<UnixSeconds>,
        /// How much is disputed: perhaps less than was paid.
        pub disputed_funds: Option<Money>,
        /// How much of it is contested.
        pub contested_funds: Option<Money>,
        /// Where it stands.
        pub status: Option<DisputeStatus>,
        /// What Mangopay says about that.
        pub status_message: Option<String>,
        /// Why it is disputed.
        pub dispute_reason: Option<DisputeReason>,
        /// How it ended; the API sends empty text before.
        pub result_code: Option<DisputeResult>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
        /// When it ended; null of those before 16 February 2023.
        pub closed_date: Option<UnixSeconds>,
        /// What it took from the platform.
        pub repudiation_id: Option<RepudiationId>,
    }

    /// Why a payment is disputed.
    pub struct DisputeReason {
        /// Why.
        #[serde(rename = "DisputeReasonType")]
        pub kind: Option<DisputeReasonType>,
        /// Why, in the bank's words.
        #[serde(rename = "DisputeReasonMessage")]
        pub message: Option<String>,
    }
}

bodies! {
    /// How much of a dispute is contested. Left out when it is submitted again after being reopened.
    #[derive(Default)]
    pub struct Contest {
        /// At most what is disputed; the rest is lost.
        pub contested_funds: Option<Money>,
    }

    /// What shall change in a dispute.
    pub struct DisputeUpdate {
        /// The platform's free text.
        pub tag: String,
    }
}

query! {
    /// Which disputes to list, by creation date.
    pub struct DisputeFilter sorted by "CreationDate" {
        /// Only these; empty for all.
        pub statuses: Vec<DisputeStatus> = "Status",
        /// Only these; empty for all.
        pub types: Vec<DisputeType> = "DisputeType",
    }
}

calls! {
    /// One dispute.
    get dispute(dispute: &DisputeId) "/disputes/{DisputeId}" => Dispute;
    /// The disputes of the platform.
    list disputes(; filter: &DisputeFilter) "/disputes" => Dispute;
    /// The disputes of a user.
    list disputes_of_user(user: &UserId; filter: &DisputeFilter) "/users/{UserId}/disputes" => Dispute;
    /// The disputes of a wallet.
    list disputes_of_wallet(wallet: &WalletId; filter: &DisputeFilter) "/wallets/{WalletId}/disputes" => Dispute;
    /// The disputes of a pay-in.
    list disputes_of_pay_in(pay_in: &PayInId; filter: &DisputeFilter) "/payins/{PayInId}/disputes" => Dispute;
    /// The closed disputes that still need a settlement.
    list disputes_pending_settlement() "/disputes/pendingsettlement" => Dispute;
    /// Changes the free text of a dispute.
    put update_dispute(dispute: &DisputeId; update: &DisputeUpdate) "/disputes/{DisputeId}" => Dispute;
    /// Contests a dispute, with the documents that were submitted before. Refused once the deadline has passed.
    put submit_dispute(dispute: &DisputeId; contest: &Contest) "/disputes/{DisputeId}/submit" => Dispute;
    /// Gives a dispute up: it is lost.
    put close_dispute(dispute: &DisputeId) "/disputes/{DisputeId}/close" => Dispute;
}
