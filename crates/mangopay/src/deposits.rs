use model::{
    CardId, DepositId, Money, PayInId, PaymentType, PreauthorizationPaymentStatus, PreauthorizationStatus, UnixSeconds,
    UserId,
};

use crate::{
    CardSecurity, Contact, FlowDescriptor, LineItem, Link, NewPreauthorization, PreauthorizationFilter,
    PreauthorizationUpdate,
    object::{bodies, objects},
    surface::calls,
};

objects! {
    /// Funds set aside for thirty days: a deposit, since October 2026 an extended preauthorisation, of a card or of
    /// PayPal (users-verification.md §8.4, money-operations.md §7.6).
    pub struct Deposit {
        /// The deposit's id.
        pub id: DepositId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// When it ends.
        pub expiration_date: Option<UnixSeconds>,
        /// When the issuer agreed.
        pub authorization_date: Option<UnixSeconds>,
        /// Who pays.
        pub author_id: Option<UserId>,
        /// How much was set aside.
        pub debited_funds: Option<Money>,
        /// Whether it was set aside.
        pub status: Option<PreauthorizationStatus>,
        /// What became of it.
        pub payment_status: Option<PreauthorizationPaymentStatus>,
        /// Card or PayPal, which tells the members below apart.
        pub payment_type: Option<PaymentType>,
        /// What was captured.
        pub payins_linked: Option<LinkedPayIns>,
        /// How it ended, six digits.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
        /// Card: which.
        pub card_id: Option<CardId>,
        /// Card: how it was checked.
        #[serde(flatten)]
        pub security: CardSecurity,
        /// PayPal: where the payer agrees.
        #[serde(rename = "RedirectURL")]
        pub redirect_url: Option<Link>,
        /// PayPal: where the payer is sent then.
        #[serde(rename = "ReturnURL")]
        pub return_url: Option<Link>,
        /// PayPal: the payer's address there.
        #[serde(rename = "PaypalBuyerAccountEmail", alias = "BuyerAccountEmail")]
        pub buyer_account_email: Option<String>,
        /// What the payer's statement says.
        pub statement_descriptor: Option<String>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
    }

    /// What was captured of a deposit.
    pub struct LinkedPayIns {
        /// The capture.
        pub payin_capture_id: Option<PayInId>,
        /// The complement; of a flow that is no more.
        pub payin_complement_id: Option<PayInId>,
    }
}

bodies! {
    /// Funds to be set aside of PayPal.
    pub struct NewPayPalDeposit {
        /// Who pays.
        pub author_id: UserId,
        /// How much.
        pub debited_funds: Money,
        /// Where the payer is sent then.
        #[serde(rename = "ReturnURL")]
        pub return_url: String,
        /// Where the payer is sent after giving up.
        #[serde(rename = "CancelURL")]
        pub cancel_url: Option<String>,
        /// What is bought.
        pub line_items: Vec<LineItem>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
        /// Which address PayPal shows.
        pub shipping_preference: Option<String>,
        /// The language of the page.
        pub culture: Option<String>,
        /// The platform's reference.
        pub reference: Option<String>,
        /// What the payer's statement says.
        pub statement_descriptor: Option<String>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

calls! {
    /// Sets funds aside on a card.
    post create_extended_preauthorization(; deposit: &NewPreauthorization)
        "/extended-preauthorizations/card/direct" => Deposit;
    /// Sets funds aside of PayPal.
    post create_paypal_extended_preauthorization(; deposit: &NewPayPalDeposit)
        "/extended-preauthorizations/payment-methods/paypal" => Deposit;
    /// One extended preauthorisation.
    get extended_preauthorization(deposit: &DepositId)
        "/extended-preauthorizations/{ExtendedPreauthorizationId}" => Deposit;
    /// Lets funds go.
    put update_extended_preauthorization(deposit: &DepositId; update: &PreauthorizationUpdate)
        "/extended-preauthorizations/{ExtendedPreauthorizationId}" => Deposit;
    /// The extended preauthorisations of a user.
    list extended_preauthorizations_of(user: &UserId; filter: &PreauthorizationFilter)
        "/users/{UserId}/extended-preauthorizations" => Deposit;
    /// The extended preauthorisations of a card.
    list extended_preauthorizations_of_card(card: &CardId; filter: &PreauthorizationFilter)
        "/cards/{CardId}/extended-preauthorizations" => Deposit;
    /// Sets funds aside on a card (by the old name, until the end of 2027).
    post create_deposit(; deposit: &NewPreauthorization) "/deposit-preauthorizations/card/direct" => Deposit;
    /// Sets funds aside of PayPal (by the old name).
    post create_paypal_deposit(; deposit: &NewPayPalDeposit)
        "/deposit-preauthorizations/payment-methods/paypal" => Deposit;
    /// One deposit (by the old name).
    get deposit(deposit: &DepositId) "/deposit-preauthorizations/{DepositId}" => Deposit;
    /// Lets funds go (by the old name).
    put update_deposit(deposit: &DepositId; update: &PreauthorizationUpdate)
        "/deposit-preauthorizations/{DepositId}" => Deposit;
    /// The deposits of a user (by the old name).
    list deposits_of(user: &UserId; filter: &PreauthorizationFilter)
        "/users/{UserId}/deposit-preauthorizations" => Deposit;
    /// The deposits of a card (by the old name).
    list deposits_of_card(card: &CardId; filter: &PreauthorizationFilter)
        "/cards/{CardId}/deposit-preauthorizations" => Deposit;
}
