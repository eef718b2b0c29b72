use base64::{Engine as _, engine::general_purpose::STANDARD};
use model::{BankAccountId, BusinessType, Currency, FundsType, Licensor, Money, UnixSeconds, WalletId};

use crate::{
    Address, BankAccount, Link, NewIbanAccount, PayIn, Payout, Transaction, TransactionFilter,
    object::{bodies, objects, parts},
    surface::calls,
};

objects! {
    /// The platform's own record (money-operations.md §4).
    pub struct PlatformInfo {
        /// The client id.
        pub client_id: Option<String>,
        /// The name in use.
        pub name: Option<String>,
        /// The registered name.
        pub registered_name: Option<String>,
        /// Who holds the licence.
        pub licensor: Option<Licensor>,
        /// What the platform may change itself.
        #[serde(flatten)]
        pub profile: PlatformProfile,
        /// What kind of platform it is.
        pub platform_categorization: Option<PlatformCategorization>,
        /// Mangopay's reference of the company.
        pub company_reference: Option<String>,
        /// Registration number.
        pub company_number: Option<String>,
        /// Where the logo is.
        pub logo: Option<Link>,
        /// The merchant category code, four digits.
        #[serde(rename = "MCC")]
        pub mcc: Option<String>,
    }

    /// What kind of platform it is.
    pub struct PlatformCategorization {
        /// What kind of business.
        pub business_type: Option<BusinessType>,
        /// In which sector.
        pub sector: Option<String>,
    }

    /// One of the platform's own wallets (money-operations.md §4). That for repudiations may be negative.
    pub struct ClientWallet {
        /// `FEES_EUR`, `CREDIT_EUR`, …
        pub id: WalletId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// What is in it.
        pub balance: Option<Money>,
        /// Its currency.
        pub currency: Option<Currency>,
        /// What it is for.
        pub funds_type: Option<FundsType>,
    }
}

parts! {
    /// What the platform may change in its record. In a change, `None` stays as it is.
    pub struct PlatformProfile {
        /// Whom Mangopay writes to about technical matters; at most 40 characters each.
        pub tech_emails: Option<Vec<String>>,
        /// Whom it writes to about administration.
        pub admin_emails: Option<Vec<String>>,
        /// Whom it writes to about bills.
        pub billing_emails: Option<Vec<String>>,
        /// Whom it writes to about fraud.
        pub fraud_emails: Option<Vec<String>>,
        /// Where the headquarters are. First line, city, postal code and country are required in it.
        pub headquarters_address: Option<Address>,
        /// E.164, at most 15 characters.
        pub headquarters_phone_number: Option<String>,
        /// Tax number.
        pub tax_number: Option<String>,
        /// The platform's address on the web.
        #[serde(rename = "PlatformURL")]
        pub platform_url: Option<String>,
        /// What it does, in at most 2000 characters.
        pub platform_description: Option<String>,
        /// The colour of hosted pages, hexadecimal.
        pub primary_theme_colour: Option<String>,
        /// The colour of their buttons, hexadecimal.
        pub primary_button_colour: Option<String>,
    }
}

bodies! {
    /// A picture for the platform's logo.
    pub struct Logo {
        /// The file in Base64.
        pub file: String,
    }

    /// A bank wire by which the platform fills its wallet for repudiations (money-operations.md §12.7).
    pub struct NewClientBankWire {
        /// A wallet `CREDIT_…`.
        pub credited_wallet_id: WalletId,
        /// What will be wired.
        pub declared_debited_funds: Money,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// A payout of the platform's fees (money-operations.md §4; known to the SDKs only).
    pub struct NewClientPayout {
        /// Where it goes.
        pub bank_account_id: BankAccountId,
        /// Where it comes from, such as `FEES_EUR`: the SDKs send it, the sheet does not ask for it.
        pub debited_wallet_id: Option<WalletId>,
        /// How much.
        pub debited_funds: Money,
        /// What the statement says.
        pub bank_wire_ref: Option<String>,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

impl Logo {
    /// Takes the file's bytes.
    pub fn new(file: &[u8]) -> Self {
        Self { file: STANDARD.encode(file) }
    }
}

calls! {
    /// The platform's own record: the cheapest proof that the key works. Needs the scope `Client.Details`, READ.
    get platform() "/clients" => PlatformInfo;
    /// Changes the platform's own record.
    put update_platform(; update: &PlatformProfile) "/clients" => PlatformInfo;
    /// Replaces the platform's logo.
    put upload_logo(; logo: &Logo) "/clients/logo";
    /// All wallets of the platform.
    list client_wallets() "/clients/wallets" => ClientWallet;
    /// The platform's wallets of one kind.
    list client_wallets_of(funds: &FundsType) "/clients/wallets/{FundsType}" => ClientWallet;
    /// One wallet of the platform.
    get client_wallet(funds: &FundsType, currency: &Currency) "/clients/wallets/{FundsType}/{Currency}" => ClientWallet;
    /// The transactions of one wallet of the platform. Filters are not documented for it.
    list client_wallet_transactions(funds: &FundsType, currency: &Currency; filter: &TransactionFilter)
        "/clients/wallets/{FundsType}/{Currency}/transactions" => Transaction;
    /// The transactions of all wallets of the platform (known to one SDK only).
    list client_transactions(; filter: &TransactionFilter) "/clients/transactions" => Transaction;
    /// Announces a bank wire to the wallet for repudiations.
    post create_client_bank_wire(; wire: &NewClientBankWire) "/clients/payins/bankwire/direct" => PayIn;
    /// Creates a bank account of the platform (known to the SDKs only).
    post create_client_bank_account(; account: &NewIbanAccount) "/clients/bankaccounts/iban" => BankAccount;
    /// Pays the platform's fees out (known to the SDKs only).
    post create_client_payout(; payout: &NewClientPayout) "/clients/payouts" => Payout;
}
