use model::{BankAccountId, BankAccountType, DepositAccountType, UnixSeconds, UserId};
use serde::Serialize;

use crate::{
    Address,
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// A legacy bank account of any kind (users-verification.md §7). What its kind lacks is `None`. One that was created
    /// after 30 April 2026 cannot be paid out to.
    pub struct BankAccount {
        /// The account's id.
        pub id: BankAccountId,
        /// Whose account.
        pub user_id: Option<UserId>,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// Its kind, which decides on the members below.
        #[serde(rename = "Type")]
        pub kind: Option<BankAccountType>,
        /// The owner's name.
        pub owner_name: Option<String>,
        /// The owner's address.
        pub owner_address: Option<Address>,
        /// Whether it may be used. Once off, it stays off.
        pub active: Option<bool>,
        /// `IBAN`: the number.
        #[serde(rename = "IBAN")]
        pub iban: Option<String>,
        /// `IBAN`, `OTHER`: the bank.
        #[serde(rename = "BIC")]
        pub bic: Option<String>,
        /// `GB`, `US`, `CA`, `OTHER`: the number.
        pub account_number: Option<String>,
        /// `GB`: the bank and its branch.
        pub sort_code: Option<String>,
        /// `US`: the bank.
        #[serde(rename = "ABA")]
        pub aba: Option<String>,
        /// `US`: what the account is for.
        pub deposit_account_type: Option<DepositAccountType>,
        /// `CA`: the branch.
        pub branch_code: Option<String>,
        /// `CA`: the bank.
        pub institution_number: Option<String>,
        /// `CA`: the bank's name.
        pub bank_name: Option<String>,
        /// `OTHER`: two letters.
        pub country: Option<String>,
    }
}

query! {
    /// Which bank accounts to list, by creation date.
    pub struct BankAccountFilter sorted by "CreationDate" {
        /// Only those that may be used, or only those that may not.
        pub active: Option<bool> = "Active",
    }
}

/// A bank account to be created: whose it is, and what its kind needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct NewBankAccount<D> {
    /// The owner's name, at most 255 characters.
    pub owner_name: String,
    /// The owner's address.
    pub owner_address: Address,
    /// The platform's free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// What the kind needs.
    #[serde(flatten)]
    pub details: D,
}

/// An account with an IBAN, to be created.
pub type NewIbanAccount = NewBankAccount<IbanDetails>;
/// An account in the United Kingdom, to be created.
pub type NewGbAccount = NewBankAccount<GbDetails>;
/// An account in the United States, to be created.
pub type NewUsAccount = NewBankAccount<UsDetails>;
/// An account in Canada, to be created.
pub type NewCaAccount = NewBankAccount<CaDetails>;
/// Any other account, to be created.
pub type NewOtherAccount = NewBankAccount<OtherDetails>;

bodies! {
    /// What an account with an IBAN needs.
    pub struct IbanDetails {
        /// With proper check digits, in Sandbox too.
        #[serde(rename = "IBAN")]
        pub iban: String,
        /// 8 or 11 characters.
        #[serde(rename = "BIC")]
        pub bic: Option<String>,
    }

    /// What an account in the United Kingdom needs.
    pub struct GbDetails {
        /// 6 digits.
        pub sort_code: String,
        /// 8 digits.
        pub account_number: String,
    }

    /// What an account in the United States needs.
    pub struct UsDetails {
        /// Digits.
        pub account_number: String,
        /// 9 digits.
        #[serde(rename = "ABA")]
        pub aba: String,
        /// What the account is for; the server assumes checking.
        pub deposit_account_type: Option<DepositAccountType>,
    }

    /// What an account in Canada needs.
    pub struct CaDetails {
        /// 5 digits.
        pub branch_code: String,
        /// 3 or 4 digits.
        pub institution_number: String,
        /// At most 20 digits.
        pub account_number: String,
        /// At most 50 letters and digits.
        pub bank_name: String,
    }

    /// What any other account needs.
    pub struct OtherDetails {
        /// Two letters.
        pub country: String,
        /// The bank.
        #[serde(rename = "BIC")]
        pub bic: String,
        /// 5 to 35 letters and digits.
        pub account_number: String,
    }
}

calls! {
    /// Creates an account with an IBAN. For mandates: payouts go to recipients.
    post create_iban_account(user: &UserId; account: &NewIbanAccount) "/users/{UserId}/bankaccounts/iban" => BankAccount;
    /// Creates an account in the United Kingdom.
    post create_gb_account(user: &UserId; account: &NewGbAccount) "/users/{UserId}/bankaccounts/gb" => BankAccount;
    /// Creates an account in the United States.
    post create_us_account(user: &UserId; account: &NewUsAccount) "/users/{UserId}/bankaccounts/us" => BankAccount;
    /// Creates an account in Canada.
    post create_ca_account(user: &UserId; account: &NewCaAccount) "/users/{UserId}/bankaccounts/ca" => BankAccount;
    /// Creates an account anywhere else.
    post create_other_account(user: &UserId; account: &NewOtherAccount)
        "/users/{UserId}/bankaccounts/other" => BankAccount;
    /// The accounts of a user.
    list bank_accounts_of(user: &UserId; filter: &BankAccountFilter) "/users/{UserId}/bankaccounts" => BankAccount;
    /// One account.
    get bank_account(user: &UserId, account: &BankAccountId)
        "/users/{UserId}/bankaccounts/{BankAccountId}" => BankAccount;
    /// Puts an account out of use for ever.
    deactivate deactivate_bank_account(user: &UserId, account: &BankAccountId)
        "/users/{UserId}/bankaccounts/{BankAccountId}" => BankAccount;
}
