use std::collections::BTreeMap;

use model::{Currency, UnixSeconds, UserId, VirtualAccountId, VirtualAccountPurpose, VirtualAccountStatus, WalletId};

use crate::{
    Range,
    object::{bodies, objects},
    surface::calls,
};

objects! {
    /// An account number that fills a wallet (users-verification.md §9.5).
    pub struct VirtualAccount {
        /// The account's id.
        pub id: VirtualAccountId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// Which wallet it fills.
        pub wallet_id: Option<WalletId>,
        /// Whose wallet that is.
        pub credited_user_id: Option<UserId>,
        /// What it is for.
        pub virtual_account_purpose: Option<VirtualAccountPurpose>,
        /// Two letters.
        pub country: Option<String>,
        /// Where it stands.
        pub status: Option<VirtualAccountStatus>,
        /// Whether it may be used. Once off, it stays off.
        pub active: Option<bool>,
        /// In whose name it is.
        pub account_owner: Option<String>,
        /// How to pay to it from its country.
        pub local_account_details: Option<VirtualAccountDetails>,
        /// How to pay to it from abroad.
        pub international_account_details: Vec<VirtualAccountDetails>,
        /// What it takes.
        pub capabilities: Option<VirtualAccountCapabilities>,
        /// How it ended, six digits.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
    }

    /// How to pay to a virtual account.
    pub struct VirtualAccountDetails {
        /// The bank's address.
        pub address: Option<VirtualAccountAddress>,
        /// The numbers, by the names of the country (`Iban`, `Bic`, `SortCode`, …).
        pub account: Option<BTreeMap<String, Option<String>>>,
        /// The bank.
        pub bank_name: Option<String>,
    }

    /// A bank's address.
    pub struct VirtualAccountAddress {
        /// Street.
        pub street_name: Option<String>,
        /// Postal code.
        pub post_code: Option<String>,
        /// City.
        pub town_name: Option<String>,
        /// Region.
        pub country_sub_division: Option<String>,
        /// Two letters.
        pub country: Option<String>,
    }

    /// What a virtual account takes.
    pub struct VirtualAccountCapabilities {
        /// Whether wires from its country.
        pub local_payin_available: Option<bool>,
        /// Whether wires from abroad.
        pub international_payin_available: Option<bool>,
        /// In which currencies.
        pub currencies: Vec<Currency>,
    }

    /// Where virtual accounts can be had.
    pub struct VirtualAccountAvailability {
        /// Of the platform.
        pub collection: Vec<AvailableCountry>,
        /// Of users.
        pub user_owned: Vec<AvailableCountry>,
    }

    /// A country where virtual accounts can be had, or cannot.
    pub struct AvailableCountry {
        /// Two letters.
        pub country: Option<String>,
        /// Whether they can.
        pub available: Option<bool>,
        /// In which currencies.
        pub currencies: Vec<Currency>,
    }
}

bodies! {
    /// A virtual account to be created.
    pub struct NewVirtualAccount {
        /// Two letters; must fit the wallet's currency.
        pub country: String,
        /// What it is for.
        pub virtual_account_purpose: VirtualAccountPurpose,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

calls! {
    /// Creates a virtual account for a wallet.
    post create_virtual_account(wallet: &WalletId; account: &NewVirtualAccount)
        "/wallets/{WalletId}/virtual-accounts" => VirtualAccount;
    /// The virtual accounts of a wallet.
    list virtual_accounts_of(wallet: &WalletId; range: Range) "/wallets/{WalletId}/virtual-accounts" => VirtualAccount;
    /// One virtual account.
    get virtual_account(wallet: &WalletId, account: &VirtualAccountId)
        "/wallets/{WalletId}/virtual-accounts/{VirtualAccountId}" => VirtualAccount;
    /// Closes a virtual account.
    deactivate deactivate_virtual_account(wallet: &WalletId, account: &VirtualAccountId)
        "/wallets/{WalletId}/virtual-accounts/{VirtualAccountId}" => VirtualAccount;
    /// Where virtual accounts can be had.
    get virtual_account_availability() "/virtual-accounts/availability" => VirtualAccountAvailability;
}
