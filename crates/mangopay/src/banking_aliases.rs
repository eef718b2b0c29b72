use model::{BankingAliasId, UnixSeconds, UserId, WalletId};

use crate::{Range, object::objects, surface::calls};

objects! {
    /// An account number of the older kind that fills a wallet; virtual accounts come in its place, and the API means to
    /// do without it (money-operations.md §7.2). Its members are those of the official SDKs.
    pub struct BankingAlias {
        /// The alias's id.
        pub id: BankingAliasId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// Which wallet it fills.
        pub wallet_id: Option<WalletId>,
        /// Whose wallet that is.
        pub credited_user_id: Option<UserId>,
        /// `IBAN`; there is no other kind.
        #[serde(rename = "Type")]
        pub kind: Option<String>,
        /// In whose name it is.
        pub owner_name: Option<String>,
        /// Whether money that is sent to it arrives. Once off, it stays off.
        pub active: Option<bool>,
        /// Two letters.
        pub country: Option<String>,
        /// The number.
        #[serde(rename = "IBAN")]
        pub iban: Option<String>,
        /// The bank.
        #[serde(rename = "BIC")]
        pub bic: Option<String>,
    }
}

calls! {
    /// The banking aliases of a wallet.
    list banking_aliases_of(wallet: &WalletId; range: Range) "/wallets/{WalletId}/bankingaliases" => BankingAlias;
    /// One banking alias.
    get banking_alias(alias: &BankingAliasId) "/bankingaliases/{BankingAliasId}" => BankingAlias;
}
