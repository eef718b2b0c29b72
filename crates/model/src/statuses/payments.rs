//! Movements of money and what they are made with.

use crate::open_enum::open_enum;

open_enum! {
    /// Where a transaction stands; both other than created are final (money-operations.md §6).
    TransactionStatus { Created = "CREATED", Succeeded = "SUCCEEDED", Failed = "FAILED" }
}

open_enum! {
    /// Which way the money went (money-operations.md §6).
    TransactionType {
        Payin = "PAYIN",
        Transfer = "TRANSFER",
        Conversion = "CONVERSION",
        Payout = "PAYOUT",
        CardValidation = "CARD_VALIDATION",
    }
}

open_enum! {
    /// Why the money moved (money-operations.md §6).
    TransactionNature {
        Regular = "REGULAR",
        Refund = "REFUND",
        Repudiation = "REPUDIATION",
        Settlement = "SETTLEMENT",
    }
}

open_enum! {
    /// What a pay-in or payout is made with (money-operations.md §7.1).
    PaymentType {
        Card = "CARD",
        BankWire = "BANK_WIRE",
        DirectDebit = "DIRECT_DEBIT",
        Preauthorized = "PREAUTHORIZED",
        ApplePay = "APPLEPAY",
        GooglePay = "GOOGLE_PAY",
        PayPal = "PAYPAL",
        Bancontact = "BCMC",
        Ideal = "IDEAL",
        Klarna = "KLARNA",
        MbWay = "MBWAY",
        Multibanco = "MULTIBANCO",
        Satispay = "SATISPAY",
        Blik = "BLIK",
        Bizum = "BIZUM",
        Swish = "SWISH",
        Twint = "TWINT",
        PayByBank = "PAY_BY_BANK",
        Giropay = "GIROPAY",
        Payconiq = "PAYCONIQ",
    }
}

open_enum! {
    /// How a pay-in is carried out (money-operations.md §7.1).
    ExecutionType { Direct = "DIRECT", Web = "WEB", ExternalInstruction = "EXTERNAL_INSTRUCTION" }
}

open_enum! {
    /// When a card holder is asked to authenticate (money-operations.md §7.3).
    SecureMode { Default = "DEFAULT", Force = "FORCE", NoChoice = "NO_CHOICE" }
}

open_enum! {
    /// The family of a card (users-verification.md §8.2).
    CardType {
        CbVisaMastercard = "CB_VISA_MASTERCARD",
        Amex = "AMEX",
        Maestro = "MAESTRO",
        Bcmc = "BCMC",
        Diners = "DINERS",
        Masterpass = "MASTERPASS",
        P24 = "P24",
        Ideal = "IDEAL",
        Paylib = "PAYLIB",
    }
}

open_enum! {
    /// Whether a card may be used (users-verification.md §8.2).
    CardValidity { Untested = "UNKNOWN", Valid = "VALID", Invalid = "INVALID" }
}

open_enum! {
    /// Where a card registration stands (users-verification.md §8.2).
    CardRegistrationStatus { Created = "CREATED", Validated = "VALIDATED", Error = "ERROR" }
}

open_enum! {
    /// Whether funds were set aside (users-verification.md §8.3).
    PreauthorizationStatus { Created = "CREATED", Succeeded = "SUCCEEDED", Failed = "FAILED" }
}

open_enum! {
    /// What became of funds set aside, for seven days or thirty (users-verification.md §8.3, §8.4).
    PreauthorizationPaymentStatus {
        Waiting = "WAITING",
        CancelRequested = "CANCEL_REQUESTED",
        Canceled = "CANCELED",
        Expired = "EXPIRED",
        Validated = "VALIDATED",
        Failed = "FAILED",
        ToBeCompleted = "TO_BE_COMPLETED",
        NoShowRequested = "NO_SHOW_REQUESTED",
        NoShow = "NO_SHOW",
    }
}

open_enum! {
    /// Where a mandate stands (users-verification.md §8.1).
    MandateStatus {
        Created = "CREATED",
        Submitted = "SUBMITTED",
        Active = "ACTIVE",
        Failed = "FAILED",
        Expired = "EXPIRED",
    }
}

open_enum! {
    /// Under which rules a mandate debits (users-verification.md §8.1).
    MandateScheme { Sepa = "SEPA", Bacs = "BACS" }
}

open_enum! {
    /// Where a registration of recurring pay-ins stands (money-operations.md §7.6).
    RecurringStatus {
        Created = "CREATED",
        AuthenticationNeeded = "AUTHENTICATION_NEEDED",
        InProgress = "IN_PROGRESS",
        Ended = "ENDED",
    }
}

open_enum! {
    /// What recurring pay-ins are for (money-operations.md §7.6).
    RecurringType {
        ClassicSubscription = "CLASSIC_SUBSCRIPTION",
        FractionedPayment = "FRACTIONED_PAYMENT",
        Custom = "CUSTOM",
    }
}

open_enum! {
    /// How often a recurring pay-in comes (money-operations.md §7.6).
    RecurringFrequency {
        Daily = "Daily",
        Weekly = "Weekly",
        TwiceAMonth = "TwiceAMonth",
        Monthly = "Monthly",
        Bimonthly = "Bimonthly",
        Quarterly = "Quarterly",
        Semiannual = "Semiannual",
        Annual = "Annual",
        Biannual = "Biannual",
    }
}

open_enum! {
    /// How a payout is, or shall be, carried out (money-operations.md §9.2).
    PayoutMode {
        Standard = "STANDARD",
        InstantPayment = "INSTANT_PAYMENT",
        InstantPaymentOnly = "INSTANT_PAYMENT_ONLY",
        RtgsPayment = "RTGS_PAYMENT",
        PendingResponse = "PENDING_RESPONSE",
        NoMode = "NONE",
    }
}

open_enum! {
    /// Who pays the banks' fees of a SWIFT payout (money-operations.md §9.2).
    ChargeBearer { Our = "OUR", Sha = "SHA" }
}

open_enum! {
    /// Why a payout refers to another transaction (money-operations.md §9.4).
    PaymentRefReason { PayinRefund = "PAYIN_REFUND" }
}

open_enum! {
    /// Why money went back (money-operations.md §10).
    RefundReasonType {
        InitializedByClient = "INITIALIZED_BY_CLIENT",
        Other = "OTHER",
        BankaccountIncorrect = "BANKACCOUNT_INCORRECT",
        OwnerDoNotMatchBankaccount = "OWNER_DO_NOT_MATCH_BANKACCOUNT",
        OwnerDotNotMatchBankaccount = "OWNER_DOT_NOT_MATCH_BANKACCOUNT",
        BankaccountHasBeenClosed = "BANKACCOUNT_HAS_BEEN_CLOSED",
        WithdrawalImpossibleOnSavingsAccounts = "WITHDRAWAL_IMPOSSIBLE_ON_SAVINGS_ACCOUNTS",
        InitializedByMangopay = "INITIALIZED_BY_MANGOPAY",
        Ag01ForbiddenTransaction = "AG01_FORBIDDEN_TRANSACTION",
        Ag02InvalidBankOperation = "AG02_INVALID_BANK_OPERATION",
        Ac06BlockedBankaccount = "AC06_BLOCKED_BANKACCOUNT",
        Am05DuplicatePayment = "AM05_DUPLICATE_PAYMENT",
        Be04BeneficiaryAddressMissing = "BE04_BENEFICIARY_ADDRESS_MISSING",
        CnorInvalidBic = "CNOR_INVALID_BIC",
        DnorDebtorBankNotRegistered = "DNOR_DEBTOR_BANK_NOT_REGISTERED",
        Ed05SettlementFailed = "ED05_SETTLEMENT_FAILED",
        ErinRemittanceInfoNotSupported = "ERIN_REMITTANCE_INFO_NOT_SUPPORTED",
        Ff01InvalidFileFormat = "FF01_INVALID_FILE_FORMAT",
        FocrRecalled = "FOCR_RECALLED",
        Md07BeneficiaryIsDeceased = "MD07_BENEFICIARY_IS_DECEASED",
        Ms02BeneficiaryOrder = "MS02_BENEFICIARY_ORDER",
        Ms03NotSpecified = "MS03_NOT_SPECIFIED",
        Rc01InvalideBic = "RC01_INVALIDE_BIC",
        Rr01RegulatoryReason = "RR01_REGULATORY_REASON",
        Rr02RegulatoryReason = "RR02_REGULATORY_REASON",
        Rr03BeneficiaryNameOrAddressMissing = "RR03_BENEFICIARY_NAME_OR_ADDRESS_MISSING",
        Rr04RegulatoryReason = "RR04_REGULATORY_REASON",
        Tm01CutOffTime = "TM01_CUT_OFF_TIME",
        Chargeback = "CB",
    }
}

open_enum! {
    /// Whether a quote still stands (money-operations.md §11).
    QuoteStatus { Active = "ACTIVE", Expired = "EXPIRED" }
}

open_enum! {
    /// How fees or a margin of a conversion are reckoned (money-operations.md §11).
    ConversionFeesType { Percentage = "PERCENTAGE", Fixed = "FIXED", Pip = "PIP" }
}
