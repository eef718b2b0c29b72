//! Disputes and what is sent to contest them.

use crate::open_enum::open_enum;

open_enum! {
    /// What can be done about a dispute (money-operations.md §12.1).
    DisputeType { Contestable = "CONTESTABLE", NotContestable = "NOT_CONTESTABLE", Retrieval = "RETRIEVAL" }
}

open_enum! {
    /// Where a dispute stands (money-operations.md §12.1).
    DisputeStatus {
        Created = "CREATED",
        PendingClientAction = "PENDING_CLIENT_ACTION",
        Submitted = "SUBMITTED",
        PendingBankAction = "PENDING_BANK_ACTION",
        ReopenedPendingClientAction = "REOPENED_PENDING_CLIENT_ACTION",
        Closed = "CLOSED",
    }
}

open_enum! {
    /// How a dispute ended (money-operations.md §12.1).
    DisputeResult { Lost = "LOST", Won = "WON", Void = "VOID" }
}

open_enum! {
    /// Why a payment is disputed (money-operations.md §12.1).
    DisputeReasonType {
        Duplicate = "DUPLICATE",
        Fraud = "FRAUD",
        ProductUnacceptable = "PRODUCT_UNACCEPTABLE",
        NotKnown = "UNKNOWN",
        Other = "OTHER",
        RefundConversionRate = "REFUND_CONVERSION_RATE",
        AuthorisationDisputed = "AUTHORISATION_DISPUTED",
        TransactionNotRecognized = "TRANSACTION_NOT_RECOGNIZED",
        ProductNotProvided = "PRODUCT_NOT_PROVIDED",
        CanceledReoccuringTransaction = "CANCELED_REOCCURING_TRANSACTION",
        RefundNotProcessed = "REFUND_NOT_PROCESSED",
        CounterfeitProduct = "COUNTERFEIT_PRODUCT",
        LateFailureInsufficientFunds = "LATE_FAILURE_INSUFFICIENT_FUNDS",
        LateFailureContactUser = "LATE_FAILURE_CONTACT_USER",
        LateFailureBankaccountClosed = "LATE_FAILURE_BANKACCOUNT_CLOSED",
        LateFailureBankaccountIncompatible = "LATE_FAILURE_BANKACCOUNT_INCOMPATIBLE",
        LateFailureBankaccountIncorrect = "LATE_FAILURE_BANKACCOUNT_INCORRECT",
    }
}

open_enum! {
    /// What a document for a dispute shows (money-operations.md §12.4).
    DisputeDocumentType {
        DeliveryProof = "DELIVERY_PROOF",
        Invoice = "INVOICE",
        RefundProof = "REFUND_PROOF",
        UserCorrespondance = "USER_CORRESPONDANCE",
        UserAcceptanceProof = "USER_ACCEPTANCE_PROOF",
        ProductReplacementProof = "PRODUCT_REPLACEMENT_PROOF",
        Other = "OTHER",
    }
}
