//! Where money comes from and goes to: bank accounts, recipients, wallets, virtual accounts.

use crate::open_enum::open_enum;

open_enum! {
    /// The kinds of a legacy bank account (users-verification.md §7).
    BankAccountType { Iban = "IBAN", Gb = "GB", Us = "US", Ca = "CA", Other = "OTHER" }
}

open_enum! {
    /// The kinds of an account in the US (users-verification.md §7).
    DepositAccountType { Checking = "CHECKING", Savings = "SAVINGS" }
}

open_enum! {
    /// Where a recipient stands (users-verification.md §6.4).
    RecipientStatus { Pending = "PENDING", Active = "ACTIVE", Canceled = "CANCELED", Deactivated = "DEACTIVATED" }
}

open_enum! {
    /// What a recipient is for; `ALL` only asks (users-verification.md §6.1).
    RecipientScope { Payout = "PAYOUT", Payin = "PAYIN", All = "ALL" }
}

open_enum! {
    /// Who a recipient is (users-verification.md §6.2).
    RecipientType { Individual = "Individual", Business = "Business" }
}

open_enum! {
    /// How money reaches a recipient (users-verification.md §6.2).
    PayoutMethodType {
        LocalBankTransfer = "LocalBankTransfer",
        InternationalBankTransfer = "InternationalBankTransfer",
    }
}

open_enum! {
    /// What the verification of a payee found (users-verification.md §6.5).
    PayeeCheck {
        Match = "MATCH",
        CloseMatch = "CLOSE_MATCH",
        NoMatch = "NO_MATCH",
        MatchNotPossible = "MATCH_NOT_POSSIBLE",
    }
}

open_enum! {
    /// Whose money a wallet holds: a user's, the platform's fees, the platform's for repudiations (money-operations.md §4).
    FundsType { Default = "DEFAULT", Fees = "FEES", Credit = "CREDIT" }
}

open_enum! {
    /// What a virtual account is for (users-verification.md §9.5).
    VirtualAccountPurpose { Collection = "COLLECTION", UserOwned = "USER_OWNED" }
}

open_enum! {
    /// Where a virtual account stands (users-verification.md §9.5).
    VirtualAccountStatus {
        Pending = "PENDING",
        Active = "ACTIVE",
        Failed = "FAILED",
        Blocked = "BLOCKED",
        Closed = "CLOSED",
    }
}
