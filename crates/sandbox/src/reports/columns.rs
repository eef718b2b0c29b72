//! Types of reports with their columns and filters (docs/api/money-operations.md §13).

/// What a type of report may hold.
pub(super) struct Table {
    pub(super) usual: &'static [&'static str],
    pub(super) extra: &'static [&'static str],
    pub(super) filters: &'static [&'static str],
}

impl Table {
    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> {
        self.usual.iter().chain(self.extra).copied()
    }
}

/// Types of the Reporting Service; `ACQUIRING_SETTLEMENT` is left out, since its columns are not known.
pub(super) const REPORTING: [&str; 6] = [
    "USER_WALLET_TRANSACTIONS",
    "COLLECTED_FEES",
    "ECHO_INTENT",
    "ECHO_INTENT_ACTION",
    "ECHO_SETTLEMENT",
    "ECHO_SPLIT",
];

const DATES: &[&str] = &["CreationDate:ISO", "ExecutionDate:ISO"];
const INTENT: &[&str] = &["Type", "Status", "PaymentMethod"];

#[rustfmt::skip]
pub(super) fn tables(kind: &str) -> Option<Table> {
    let (usual, extra, filters): (&[&str], &[&str], &[&str]) = match kind {
        "TRANSACTIONS" => (
            &["Id", "Tag", "CreationDate", "ExecutionDate", "AuthorId", "CreditedUserId", "DebitedFundsAmount",
                "DebitedFundsCurrency", "CreditedFundsAmount", "CreditedFundsCurrency", "FeesAmount", "FeesCurrency",
                "Status", "ResultCode", "ResultMessage", "Type", "Nature", "CreditedWalletId", "DebitedWalletId"],
            &["Alias", "BankAccountId", "BankWireRef", "CardId", "CardType", "Country", "Culture", "Currency",
                "DeclaredDebitedFundsAmount", "DeclaredDebitedFundsCurrency", "DeclaredFeesAmount",
                "DeclaredFeesCurrency", "ExecutionType", "ExpirationDate", "PaymentType", "PreauthorizationId",
                "WireReference", "CreationDate:ISO", "ExecutionDate:ISO"],
            &["BeforeDate", "AfterDate", "Type", "Status", "Nature", "ResultCode", "WalletId", "AuthorId",
                "MinDebitedFundsAmount", "MaxDebitedFundsAmount", "MinDebitedFundsCurrency", "MaxDebitedFundsCurrency",
                "MinFeesAmount", "MaxFeesAmount", "MinFeesCurrency", "MaxFeesCurrency"],
        ),
        "WALLETS" => (
            &["Id", "Tag", "CreationDate", "Owners", "Description", "BalanceAmount", "BalanceCurrency", "Currency",
                "FundsType"],
            &["CreationDate:ISO"],
            &["BeforeDate", "AfterDate", "OwnerId", "Currency", "MinBalanceAmount", "MaxBalanceAmount",
                "MinBalanceCurrency", "MaxBalanceCurrency"],
        ),
        "USER_WALLET_TRANSACTIONS" => (
            &["ClientId", "TransactionId", "CreationDate", "ExecutionDate", "AuthorId", "CreditedUserId",
                "DebitedFundsAmount", "DebitedFundsCurrency", "CreditedFundsAmount", "CreditedFundsCurrency",
                "FeesAmount", "FeesCurrency", "Type", "Nature", "CreditedWalletId", "DebitedWalletId", "BankAccountId",
                "PreauthorizationId", "BankWireRef", "CardId", "CardAlias", "CardType", "CardCountry",
                "CardExpirationDate", "Culture", "DeclaredDebitedFundsAmount", "DeclaredDebitedFundsCurrency",
                "DeclaredFeesAmount", "DeclaredFeesCurrency", "ExecutionType", "PaymentType", "WireReference", "Tag"],
            DATES,
            &["Currency", "UserId", "WalletId"],
        ),
        "COLLECTED_FEES" => (
            &["ClientId", "TransactionId", "CreationDate", "ExecutionDate", "AuthorId", "DebitedWalletId",
                "CreditedWalletId", "CreditedFundsCurrency", "CreditedFundsAmount", "DebitedFundsCurrency",
                "DebitedFundsAmount", "FeesAmount", "FeesCurrency", "Type", "Nature", "PaymentType", "Tag"],
            DATES,
            &["Currency"],
        ),
        "ECHO_INTENT" => (
            &["Id", "Status", "Amount", "Currency", "FeesAmount", "FeesCurrency", "Type", "PaymentMethod", "BuyerId",
                "SellerId"],
            &[],
            INTENT,
        ),
        "ECHO_INTENT_ACTION" => (
            &["IntentId", "Id", "ExternalProcessingDate", "ExternalProviderReference", "ExternalMerchantReference",
                "Status", "Amount", "Currency", "FeesAmount", "FeesCurrency", "Type", "PaymentMethod", "BuyerId",
                "SellerId"],
            &[],
            INTENT,
        ),
        "ECHO_SETTLEMENT" => (
            &["Id", "CreationDate", "FileName", "SettlementCurrency", "Status", "SettledTransactionCount",
                "UnsettledTransactionCount", "SettledAmount", "DeclaredAmount", "DeficitAmount",
                "ExternalProviderName"],
            &["CreationDate:ISO"],
            &["Status", "ExternalProviderName"],
        ),
        "ECHO_SPLIT" => (
            &["Id", "IntentId", "AuthorId", "Amount", "Currency", "FeesAmount", "FeesCurrency", "Status",
                "Description", "CreditedWalletId", "DebitedWalletId", "Scheduled", "CreationDate", "ExecutionDate"],
            DATES,
            &["Status", "IntentId", "Scheduled"],
        ),
        _ => return None,
    };
    Some(Table { usual, extra, filters })
}
