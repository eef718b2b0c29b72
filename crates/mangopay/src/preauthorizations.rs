use model::{
    CardId, Money, PayInId, PreauthorizationId, PreauthorizationPaymentStatus, PreauthorizationStatus, UnixSeconds,
    UserId,
};

use crate::{
    CardSecurity, Checkout, Contact, FlowDescriptor,
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// Funds set aside on a card for seven days (money-operations.md §7.6).
    pub struct Preauthorization {
        /// The preauthorisation's id.
        pub id: PreauthorizationId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// Who pays.
        pub author_id: Option<UserId>,
        /// With which card.
        pub card_id: Option<CardId>,
        /// How much was set aside.
        pub debited_funds: Option<Money>,
        /// How much of it is left.
        pub remaining_funds: Option<Money>,
        /// Whether it was set aside.
        pub status: Option<PreauthorizationStatus>,
        /// What became of it.
        pub payment_status: Option<PreauthorizationPaymentStatus>,
        /// When the issuer agreed.
        pub authorization_date: Option<UnixSeconds>,
        /// When it ends.
        pub expiration_date: Option<UnixSeconds>,
        /// The capture.
        pub pay_in_id: Option<PayInId>,
        /// Whether several captures are allowed.
        pub multi_capture: Option<bool>,
        /// How it ended, six digits.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
        /// How the card was checked.
        #[serde(flatten)]
        pub security: CardSecurity,
        /// What the card's statement says.
        pub statement_descriptor: Option<String>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
    }
}

bodies! {
    /// Funds to be set aside on a card: for seven days, or as a deposit for thirty.
    pub struct NewPreauthorization {
        /// Who pays.
        pub author_id: UserId,
        /// How much.
        pub debited_funds: Money,
        /// With which card.
        pub card_id: CardId,
        /// How the holder is met.
        #[serde(flatten)]
        pub checkout: Checkout,
        /// Who pays.
        pub billing: Option<Contact>,
        /// Who gets the goods.
        pub shipping: Option<Contact>,
        /// What the card's statement says.
        pub statement_descriptor: Option<String>,
        /// Which order it belongs to.
        pub flow_descriptor: Option<FlowDescriptor>,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// What shall become of funds set aside.
    pub struct PreauthorizationUpdate {
        /// `CANCELED` before any capture; `VALIDATED` after one, to let the rest go (seven days only).
        pub payment_status: PreauthorizationPaymentStatus,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

query! {
    /// Which preauthorisations or deposits to list, by creation date.
    pub struct PreauthorizationFilter sorted by "CreationDate" {
        /// Only these; empty for all.
        pub statuses: Vec<PreauthorizationStatus> = "Status",
        /// Only these; empty for all. Some pages require it of deposits.
        pub payment_statuses: Vec<PreauthorizationPaymentStatus> = "PaymentStatus",
        /// Only these; empty for all.
        pub result_codes: Vec<String> = "ResultCode",
    }
}

calls! {
    /// Sets funds aside on a card.
    post create_preauthorization(; preauthorization: &NewPreauthorization)
        "/preauthorizations/card/direct" => Preauthorization;
    /// One preauthorisation.
    get preauthorization(preauthorization: &PreauthorizationId)
        "/preauthorizations/{PreauthorizationId}" => Preauthorization;
    /// Lets funds go.
    put update_preauthorization(preauthorization: &PreauthorizationId; update: &PreauthorizationUpdate)
        "/preauthorizations/{PreauthorizationId}" => Preauthorization;
    /// The preauthorisations of a user.
    list preauthorizations_of(user: &UserId; filter: &PreauthorizationFilter)
        "/users/{UserId}/preauthorizations" => Preauthorization;
    /// The preauthorisations of a card.
    list preauthorizations_of_card(card: &CardId; filter: &PreauthorizationFilter)
        "/cards/{CardId}/preauthorizations" => Preauthorization;
}
