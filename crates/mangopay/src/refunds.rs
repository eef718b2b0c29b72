use model::{
    Money, PayInId, PayoutId, RefundId, RefundReasonType, RepudiationId, TransactionId, TransactionNature,
    TransactionStatus, TransactionType, TransferId, UserId,
};

use crate::{
    Transaction,
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// Money that went back: a refund of a pay-in or a transfer, the return of a payout or of a repudiation
    /// (money-operations.md §10).
    pub struct Refund {
        /// What every movement of money has in common.
        #[serde(flatten)]
        pub transaction: Transaction,
        /// Of which movement; lists may lack it.
        pub initial_transaction_id: Option<TransactionId>,
        /// Which way that went.
        pub initial_transaction_type: Option<TransactionType>,
        /// Why that moved.
        pub initial_transaction_nature: Option<TransactionNature>,
        /// Why it went back; lists may lack it.
        pub refund_reason: Option<RefundReason>,
        /// What the statement says; of direct debits.
        pub statement_descriptor: Option<String>,
    }

    /// Why money went back.
    pub struct RefundReason {
        /// Why.
        #[serde(rename = "RefundReasonType")]
        pub kind: Option<RefundReasonType>,
        /// Why, in Mangopay's or the bank's words.
        #[serde(rename = "RefundReasonMessage")]
        pub message: Option<String>,
    }
}

bodies! {
    /// A refund to be made: of all, or of as much as is said.
    pub struct NewRefund {
        /// Whose doing the first movement was.
        pub author_id: UserId,
        /// How much; with the fees or not at all.
        pub debited_funds: Option<Money>,
        /// Negative to give fees back.
        pub fees: Option<Money>,
        /// What the statement says: 10 letters, digits and spaces; of direct debits.
        pub statement_descriptor: Option<String>,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

query! {
    /// Which refunds to list, by creation date.
    pub struct RefundFilter sorted by "CreationDate" {
        /// Only these; empty for all.
        pub statuses: Vec<TransactionStatus> = "Status",
        /// Only these; empty for all.
        pub result_codes: Vec<String> = "ResultCode",
    }
}

calls! {
    /// Gives a pay-in back.
    post refund_pay_in(pay_in: &PayInId; refund: &NewRefund) "/payins/{PayInId}/refunds" => Refund;
    /// Gives a transfer back.
    post refund_transfer(transfer: &TransferId; refund: &NewRefund) "/transfers/{TransferId}/refunds" => Refund;
    /// One refund or return of any kind.
    get refund(refund: &RefundId) "/refunds/{RefundId}" => Refund;
    /// The refunds of a pay-in.
    list refunds_of_pay_in(pay_in: &PayInId; filter: &RefundFilter) "/payins/{PayInId}/refunds" => Refund;
    /// The refunds of a transfer.
    list refunds_of_transfer(transfer: &TransferId; filter: &RefundFilter)
        "/transfers/{TransferId}/refunds" => Refund;
    /// The returns of a payout.
    list refunds_of_payout(payout: &PayoutId; filter: &RefundFilter) "/payouts/{PayoutId}/refunds" => Refund;
    /// The returns of a repudiation, of a dispute that was won.
    list refunds_of_repudiation(repudiation: &RepudiationId; filter: &RefundFilter)
        "/repudiations/{RepudiationId}/refunds" => Refund;
}
