//! What the platform runs on: reports, hooks, its own record.

use crate::open_enum::open_enum;

open_enum! {
    /// Where a report of either system stands (money-operations.md §13).
    ReportStatus {
        Pending = "PENDING",
        Generating = "GENERATING",
        Generated = "GENERATED",
        ReadyForDownload = "READY_FOR_DOWNLOAD",
        Failed = "FAILED",
        Expired = "EXPIRED",
    }
}

open_enum! {
    /// What a report of either system holds (money-operations.md §13).
    ReportType {
        Transactions = "TRANSACTIONS",
        Wallets = "WALLETS",
        UserWalletTransactions = "USER_WALLET_TRANSACTIONS",
        CollectedFees = "COLLECTED_FEES",
        EchoIntent = "ECHO_INTENT",
        EchoIntentAction = "ECHO_INTENT_ACTION",
        EchoSettlement = "ECHO_SETTLEMENT",
        EchoSplit = "ECHO_SPLIT",
        AcquiringSettlement = "ACQUIRING_SETTLEMENT",
    }
}

open_enum! {
    /// Which date bounds a report (money-operations.md §13.2).
    DateRangeBy { CreationDate = "CreationDate", ExecutionDate = "ExecutionDate" }
}

open_enum! {
    /// Whether a hook is on (money-operations.md §14.2).
    HookStatus { Enabled = "ENABLED", Disabled = "DISABLED" }
}

open_enum! {
    /// Whether a hook still delivers (money-operations.md §14.2).
    HookValidity { Valid = "VALID", Invalid = "INVALID", Untested = "UNKNOWN" }
}

open_enum! {
    /// Who holds the licence a platform works under (money-operations.md §1.3).
    Licensor { Eu = "EU", Uk = "UK" }
}

open_enum! {
    /// What kind of platform it is (money-operations.md §4).
    BusinessType {
        Marketplace = "MARKETPLACE",
        Crowdfunding = "CROWDFUNDING",
        Franchise = "FRANCHISE",
        Other = "OTHER",
    }
}
