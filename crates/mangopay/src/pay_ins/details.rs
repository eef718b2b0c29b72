//! What each method adds to a pay-in (money-operations.md §7.2–§7.6).

use model::{
    CardId, CardType, DepositId, MandateId, Money, PaymentType, PreauthorizationId, RecurringId, SecureMode,
    UnixSeconds,
};

use crate::{
    Address, Link, Scalar,
    object::{objects, parts},
};

parts! {
    /// A person and where they live: who pays, who gets the goods, who is paid.
    pub struct Contact {
        /// First name.
        pub first_name: Option<String>,
        /// Last name.
        pub last_name: Option<String>,
        /// Where the person lives, or where goods are sent.
        pub address: Option<Address>,
    }

    /// What the payer's browser is (money-operations.md §7.4).
    pub struct BrowserInfo {
        /// Its `Accept` header.
        pub accept_header: Option<String>,
        /// Whether it runs Java.
        pub java_enabled: Option<bool>,
        /// Its language.
        pub language: Option<String>,
        /// Bits per pixel.
        pub color_depth: Option<i64>,
        /// Pixels.
        pub screen_height: Option<i64>,
        /// Pixels.
        pub screen_width: Option<i64>,
        /// Minutes to UTC, as text or number.
        pub time_zone_offset: Option<Scalar>,
        /// Its `User-Agent` header.
        pub user_agent: Option<String>,
        /// Whether it runs JavaScript.
        pub javascript_enabled: Option<bool>,
    }

    /// What is known of a card's issuer (users-verification.md §8.2).
    pub struct CardInfo {
        /// The first digits.
        #[serde(rename = "BIN")]
        pub bin: Option<String>,
        /// Who issued it.
        pub issuing_bank: Option<String>,
        /// Two letters.
        pub issuer_country_code: Option<String>,
        /// `DEBIT`, `CREDIT`, `CHARGE CARD`.
        #[serde(rename = "Type")]
        pub kind: Option<String>,
        /// The brand.
        pub brand: Option<String>,
        /// The product.
        pub sub_type: Option<String>,
    }

    /// Which order a payment belongs to, and whose goods are sold (money-operations.md §7.4, since June 2026).
    pub struct FlowDescriptor {
        /// The order.
        pub flow_id: Option<String>,
        /// One to five users, who are all checked.
        pub beneficiaries: Option<Vec<Beneficiary>>,
    }

    /// A user whose goods are sold.
    pub struct Beneficiary {
        /// Who.
        pub user_id: Option<model::UserId>,
    }

    /// Where a parcel is.
    pub struct Tracking {
        /// The carrier's number.
        pub tracking_number: Option<String>,
        /// Who carries it.
        pub carrier: Option<String>,
        /// Whether PayPal tells the buyer.
        pub notify_buyer: Option<bool>,
    }

    /// Something bought.
    pub struct LineItem {
        /// What.
        pub name: Option<String>,
        /// How many.
        pub quantity: Option<i64>,
        /// The price of one, in minor units.
        pub unit_amount: Option<i64>,
        /// The tax on one, in minor units.
        pub tax_amount: Option<i64>,
        /// What it is like.
        pub description: Option<String>,
        /// `DIGITAL_GOODS`, `PHYSICAL_GOODS`, …
        pub category: Option<String>,
        /// The seller's article number.
        pub sku: Option<String>,
    }
}

objects! {
    /// What a registered card adds; recurring payments too.
    pub struct CardDirect {
        /// The card.
        pub card_id: Option<CardId>,
        /// How it was checked.
        #[serde(flatten)]
        pub security: CardSecurity,
        /// What the card's statement says.
        pub statement_descriptor: Option<String>,
        /// Who pays.
        pub billing: Option<Contact>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
        /// The registration, of recurring payments.
        pub recurring_payin_registration_id: Option<RecurringId>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
        /// The language of pages.
        pub culture: Option<String>,
    }

    /// How a card was checked: what payments, preauthorisations and validations of cards have in common. What one lacks
    /// is `None`.
    pub struct CardSecurity {
        /// When the holder was to authenticate.
        pub secure_mode: Option<SecureMode>,
        /// Whether the holder must.
        pub secure_mode_needed: Option<bool>,
        /// Where the holder does.
        #[serde(rename = "SecureModeRedirectURL")]
        pub secure_mode_redirect_url: Option<Link>,
        /// Where the holder is sent then.
        #[serde(rename = "SecureModeReturnURL")]
        pub secure_mode_return_url: Option<Link>,
        /// `V1`, `V2_1`: asked for.
        #[serde(rename = "Requested3DSVersion")]
        pub requested_3ds_version: Option<String>,
        /// `V1`, `V2_1`: done.
        #[serde(rename = "Applied3DSVersion")]
        pub applied_3ds_version: Option<String>,
        /// How the holder authenticated.
        pub authentication_result: Option<AuthenticationResult>,
        /// What the banks checked.
        pub security_info: Option<SecurityInfo>,
        /// What is known of the card's issuer.
        pub card_info: Option<CardInfo>,
        /// The network asked for.
        pub preferred_card_network: Option<String>,
        /// `ECommerce`, `TelephoneOrder`.
        pub payment_category: Option<String>,
        /// What the holder's browser was.
        pub browser_info: Option<BrowserInfo>,
        /// Where the holder's browser was.
        pub ip_address: Option<String>,
    }

    /// What the banks checked.
    pub struct SecurityInfo {
        /// Whether the address fits the card.
        #[serde(rename = "AVSResult")]
        pub avs_result: Option<String>,
    }

    /// How a card holder authenticated (2026).
    pub struct AuthenticationResult {
        /// In which way.
        pub authentication_type: Option<String>,
    }

    /// What a card at a hosted page adds.
    pub struct CardWeb {
        /// Where the payer pays, and what for.
        #[serde(flatten)]
        pub page: PaymentPage,
        /// The family of the card.
        pub card_type: Option<CardType>,
        /// When the holder was to authenticate.
        pub secure_mode: Option<SecureMode>,
        /// The page's template.
        #[serde(rename = "TemplateURL")]
        pub template_url: Option<Link>,
        /// The bank.
        pub bank_name: Option<String>,
    }

    /// Where a payer pays, and what for: what all methods with a page have in common. What one lacks is `None`.
    pub struct PaymentPage {
        /// Where the payer pays.
        #[serde(rename = "RedirectURL")]
        pub redirect_url: Option<Link>,
        /// Where the payer is sent then.
        #[serde(rename = "ReturnURL")]
        pub return_url: Option<Link>,
        /// What the payer's statement says.
        pub statement_descriptor: Option<String>,
        /// The language of the page.
        pub culture: Option<String>,
        /// Who pays.
        pub billing: Option<Contact>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
        /// What was bought.
        pub line_items: Vec<LineItem>,
        /// The platform's reference.
        pub reference: Option<String>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
    }

    /// What is known of the card of a pay-in at a hosted page (money-operations.md §7.1).
    pub struct WebCard {
        /// The pay-in.
        pub id: model::PayInId,
        /// The method.
        pub payment_type: Option<PaymentType>,
        /// `MMYY`.
        pub expiration_date: Option<String>,
        /// The number with its middle hidden.
        pub alias: Option<String>,
        /// The family of the card.
        pub card_type: Option<CardType>,
        /// Three letters.
        pub country: Option<String>,
        /// The same for every registration of the card.
        pub fingerprint: Option<String>,
    }

    /// What an announced bank wire adds (money-operations.md §7.2).
    pub struct BankWire {
        /// What was announced.
        pub declared_debited_funds: Option<Money>,
        /// The fees that were announced.
        pub declared_fees: Option<Money>,
        /// What the payer must write on the wire.
        pub wire_reference: Option<String>,
        /// Where the payer wires to; changes without notice.
        pub bank_account: Option<WireAccount>,
        /// What came; empty before.
        pub transaction_details: Vec<WireDetail>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
    }

    /// An account that a wire goes to or comes from. What is not told is `None`.
    pub struct WireAccount {
        /// Its kind.
        #[serde(rename = "Type")]
        pub kind: Option<String>,
        /// Whose account.
        pub owner_name: Option<String>,
        /// Where the owner is.
        pub owner_address: Option<Address>,
        /// The number.
        #[serde(rename = "IBAN")]
        pub iban: Option<String>,
        /// The bank.
        #[serde(rename = "BIC")]
        pub bic: Option<String>,
        /// The number, where there is no IBAN.
        pub account_number: Option<String>,
        /// Two letters.
        pub country: Option<String>,
    }

    /// What the bank told of a wire that came.
    pub struct WireDetail {
        /// What kind of movement, roughly.
        pub bank_transaction_domain_code: Option<String>,
        /// What kind of movement, more closely.
        pub bank_transaction_family_code: Option<String>,
        /// What kind of movement, exactly.
        pub bank_transaction_sub_family_code: Option<String>,
        /// What was written on it.
        pub references: Vec<crate::TypedValue>,
        /// Who paid.
        pub debtor_name: Option<String>,
        /// From which account.
        pub debtor_account: Option<String>,
        /// At which bank.
        pub debtor_agent: Option<String>,
        /// Where the payer lives.
        pub debtor_address_line1: Option<String>,
        /// Where the payer lives.
        pub debtor_address_line2: Option<String>,
        /// Where the payer lives.
        pub debtor_address_line3: Option<String>,
    }

    /// What a bank wire to a virtual account or a banking alias adds (money-operations.md §7.2).
    pub struct ExternalInstruction {
        /// From which account; of European ones only.
        pub debited_bank_account: Option<WireAccount>,
        /// To which alias.
        pub banking_alias_id: Option<String>,
        /// To which virtual account.
        pub virtual_account_id: Option<model::VirtualAccountId>,
        /// What was written on it.
        pub wire_reference: Option<String>,
        /// What came.
        pub transaction_details: Vec<WireDetail>,
    }

    /// What a direct debit adds (money-operations.md §7.5).
    pub struct DirectDebit {
        /// Under which mandate.
        pub mandate_id: Option<MandateId>,
        /// When it is debited.
        pub charge_date: Option<UnixSeconds>,
        /// What the payer's statement says.
        pub statement_descriptor: Option<String>,
        /// The language.
        pub culture: Option<String>,
    }

    /// What a capture adds (money-operations.md §7.6).
    pub struct Preauthorized {
        /// Of which preauthorisation.
        pub preauthorization_id: Option<PreauthorizationId>,
        /// Of which deposit.
        pub deposit_id: Option<DepositId>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
    }

    /// What Apple Pay and Google Pay add.
    pub struct DeviceWallet {
        /// How the card behind it was checked.
        #[serde(flatten)]
        pub security: CardSecurity,
        /// What the payer's statement says.
        pub statement_descriptor: Option<String>,
        /// Who pays.
        pub billing: Option<Contact>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
        /// The registration, of recurring payments.
        pub recurring_payin_registration_id: Option<RecurringId>,
    }

    /// What PayPal adds.
    pub struct PayPal {
        /// Where the payer pays, and what for.
        #[serde(flatten)]
        pub page: PaymentPage,
        /// Where the payer is sent after giving up.
        #[serde(rename = "CancelURL")]
        pub cancel_url: Option<Link>,
        /// Which address PayPal shows.
        pub shipping_preference: Option<String>,
        /// The payer's PayPal address.
        #[serde(rename = "PaypalBuyerAccountEmail", alias = "BuyerAccountEmail")]
        pub buyer_account_email: Option<String>,
        /// Where the parcels are.
        pub trackings: Vec<Tracking>,
    }

    /// What the other methods with a page of their own add: Bancontact, Bizum, BLIK, Giropay, iDEAL, Klarna, MB WAY,
    /// Multibanco, Pay by Bank, Payconiq, Satispay, Swish, TWINT and the old web direct debits. What a method lacks is
    /// `None`.
    pub struct Hosted {
        /// Where the payer pays, and what for.
        #[serde(flatten)]
        pub page: PaymentPage,
        /// Where the payer pays, for an application on the telephone.
        #[serde(rename = "DeepLinkURL")]
        pub deep_link_url: Option<Link>,
        /// Where the payer pays, to be shown as a code.
        #[serde(rename = "QRCodeURL")]
        pub qr_code_url: Option<Link>,
        /// Two letters.
        pub country: Option<String>,
        /// The payer's telephone number.
        pub phone: Option<String>,
        /// The payer's e-mail address.
        pub email: Option<String>,
        /// The payer's bank.
        #[serde(rename = "Bic", alias = "BIC")]
        pub bic: Option<String>,
        /// The payer's account.
        #[serde(rename = "IBAN")]
        pub iban: Option<String>,
        /// The payer's bank.
        pub bank_name: Option<String>,
        /// By which rails the money comes (Pay by Bank).
        pub scheme: Option<String>,
        /// How far the bank is (Pay by Bank).
        pub processing_status: Option<String>,
        /// In the browser or in an application.
        pub payment_flow: Option<String>,
        /// Whether more payments follow (Bancontact).
        pub recurring: Option<bool>,
        /// The code the payer typed (BLIK).
        pub code: Option<String>,
        /// What else Klarna was told.
        pub additional_data: Option<String>,
        /// When the page ends.
        pub expiration_date: Option<UnixSeconds>,
        /// `SOFORT`, `GIROPAY`: of the old web direct debits.
        pub direct_debit_type: Option<String>,
    }
}
