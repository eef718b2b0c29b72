//! The creation of pay-ins that a back office makes (money-operations.md §7.2–§7.6).

use model::{
    CardId, CardType, DepositId, MandateId, Money, PreauthorizationId, RecurringId, SecureMode, UserId, WalletId,
};

use super::{BrowserInfo, Contact, FlowDescriptor, PayIn};
use crate::{object::bodies, surface::calls};

bodies! {
    /// Who pays what to whom: what most pay-ins have in common.
    pub struct PayInOrder {
        /// Who pays.
        pub author_id: UserId,
        /// How much.
        pub debited_funds: Money,
        /// What the platform keeps of it.
        pub fees: Money,
        /// Where it goes.
        pub credited_wallet_id: WalletId,
        /// Who gets it; else the wallet's owner.
        pub credited_user_id: Option<UserId>,
        /// What the payer's statement says: of cards 10 or 22 characters, of debits 100 under SEPA, 10 under BACS.
        pub statement_descriptor: Option<String>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// How a card's holder is met: what payments, preauthorisations and validations of cards have in common.
    pub struct Checkout {
        /// Where the holder is sent after authenticating, at most 255 characters.
        #[serde(rename = "SecureModeReturnURL")]
        pub secure_mode_return_url: String,
        /// What the holder's browser is.
        pub browser_info: BrowserInfo,
        /// Where the holder's browser is.
        pub ip_address: String,
        /// When the holder authenticates.
        pub secure_mode: Option<SecureMode>,
        /// `VISA`, `MASTERCARD`, `CB`, `MAESTRO`.
        pub preferred_card_network: Option<String>,
        /// `ECommerce`, `TelephoneOrder`.
        pub payment_category: Option<String>,
    }

    /// A bank wire to be announced.
    pub struct NewBankWire {
        /// Who pays.
        pub author_id: UserId,
        /// Where it goes.
        pub credited_wallet_id: WalletId,
        /// What will be wired.
        pub declared_debited_funds: Money,
        /// What the platform keeps of it.
        pub declared_fees: Money,
        /// Who gets it; else the wallet's owner.
        pub credited_user_id: Option<UserId>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// A card payment at a hosted page, to be created.
    pub struct NewCardWeb {
        /// Who pays what to whom.
        #[serde(flatten)]
        pub order: PayInOrder,
        /// Where the payer is sent then, at most 220 characters.
        #[serde(rename = "ReturnURL")]
        pub return_url: String,
        /// The family of the card.
        pub card_type: CardType,
        /// The language of the page, two letters.
        pub culture: String,
        /// When the holder authenticates.
        pub secure_mode: Option<SecureMode>,
        /// Who pays.
        pub billing: Option<Contact>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
    }

    /// A payment with a registered card, to be created.
    pub struct NewCardDirect {
        /// Who pays what to whom.
        #[serde(flatten)]
        pub order: PayInOrder,
        /// The card.
        pub card_id: CardId,
        /// How its holder is met.
        #[serde(flatten)]
        pub checkout: Checkout,
        /// Who pays.
        pub billing: Option<Contact>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
    }

    /// A direct debit to be made; the author is whose mandate it is.
    pub struct NewDirectDebit {
        /// Who pays what to whom.
        #[serde(flatten)]
        pub order: PayInOrder,
        /// Under which mandate.
        pub mandate_id: MandateId,
    }

    /// A capture of a preauthorisation, to be made.
    pub struct NewPreauthorizedPayIn {
        /// Who pays what to whom.
        #[serde(flatten)]
        pub order: PayInOrder,
        /// Of which preauthorisation.
        pub preauthorization_id: PreauthorizationId,
    }

    /// A capture of a deposit, to be made; the wallet must be the author's.
    pub struct NewDepositPayIn {
        /// Who pays what to whom.
        #[serde(flatten)]
        pub order: PayInOrder,
        /// Of which deposit.
        pub deposit_id: DepositId,
    }

    /// A recurring payment to be made: with the payer there, or without.
    pub struct NewRecurringPayIn {
        /// Under which registration.
        #[serde(rename = "RecurringPayinRegistrationId")]
        pub registration_id: RecurringId,
        /// How much; needed if the registration does not say.
        pub debited_funds: Option<Money>,
        /// What the platform keeps of it; needed if the registration does not say.
        pub fees: Option<Money>,
        /// What the card's statement says.
        pub statement_descriptor: Option<String>,
        /// The platform's free text.
        pub tag: Option<String>,
        /// How the holder is met, if there.
        #[serde(flatten)]
        pub checkout: Option<Checkout>,
    }
}

calls! {
    /// Announces a bank wire and tells where to wire to.
    post create_bank_wire(; wire: &NewBankWire) "/payins/bankwire/direct" => PayIn;
    /// Creates a card payment at a hosted page.
    post create_card_web(; payment: &NewCardWeb) "/payins/card/web" => PayIn;
    /// Pays with a registered card.
    post create_card_direct(; payment: &NewCardDirect) "/payins/card/direct" => PayIn;
    /// Debits under a mandate.
    post create_direct_debit(; debit: &NewDirectDebit) "/payins/directdebit/direct" => PayIn;
    /// Captures of a preauthorisation. Two of one amount within a day are taken for one without different keys.
    post capture_preauthorization(; capture: &NewPreauthorizedPayIn) "/payins/preauthorized/direct" => PayIn;
    /// Captures a deposit.
    post capture_deposit(; capture: &NewDepositPayIn) "/payins/deposit-preauthorized/direct/full-capture" => PayIn;
    /// Makes a recurring card payment.
    post create_recurring_pay_in(; payment: &NewRecurringPayIn) "/payins/recurring/card/direct" => PayIn;
}
