use model::{
    CardId, CardRegistrationId, CardRegistrationStatus, CardType, CardValidationId, CardValidity, Currency,
    TransactionStatus, UnixSeconds, UserId,
};

use crate::{
    CardSecurity, Checkout, Link, Range,
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// A registered card (users-verification.md §8.2).
    pub struct Card {
        /// The card's id.
        pub id: CardId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was registered.
        pub creation_date: Option<UnixSeconds>,
        /// Whose.
        pub user_id: Option<UserId>,
        /// `MMYY`.
        pub expiration_date: Option<String>,
        /// The number with its middle hidden.
        pub alias: Option<String>,
        /// The family.
        pub card_type: Option<CardType>,
        /// The network.
        pub card_provider: Option<String>,
        /// Three letters.
        pub country: Option<String>,
        /// The issuer's product.
        pub product: Option<String>,
        /// The issuer.
        pub bank_code: Option<String>,
        /// Whether it may be used. Once off, it stays off.
        pub active: Option<bool>,
        /// Its currency.
        pub currency: Option<Currency>,
        /// Whether it works: found out within a day of registering it.
        pub validity: Option<CardValidity>,
        /// The same for every registration of the card.
        pub fingerprint: Option<String>,
        /// Whose name is on it.
        pub card_holder_name: Option<String>,
    }

    /// A card being registered: the payer's browser sends the number to [`Self::card_registration_url`], never here.
    pub struct CardRegistration {
        /// The registration's id.
        pub id: CardRegistrationId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// Whose card.
        pub user_id: Option<UserId>,
        /// The family.
        pub card_type: Option<CardType>,
        /// The key for the browser.
        pub access_key: Option<Link>,
        /// What else the browser must send.
        pub preregistration_data: Option<Link>,
        /// Where the browser sends the number.
        #[serde(rename = "CardRegistrationURL")]
        pub card_registration_url: Option<Link>,
        /// What the browser got for it.
        pub registration_data: Option<Link>,
        /// The card, once registered.
        pub card_id: Option<CardId>,
        /// Its currency.
        pub currency: Option<Currency>,
        /// Where it stands.
        pub status: Option<CardRegistrationStatus>,
        /// How it ended, six digits.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
        /// Whose name is on it.
        pub card_holder_name: Option<String>,
    }

    /// A check that a card works, without taking money (users-verification.md §8.2).
    pub struct CardValidation {
        /// The validation's id.
        pub id: CardValidationId,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// Whose card.
        pub author_id: Option<UserId>,
        /// Where it stands.
        pub status: Option<TransactionStatus>,
        /// Whether the card works.
        pub validity: Option<CardValidity>,
        /// How the card was checked.
        #[serde(flatten)]
        pub security: CardSecurity,
        /// How it ended, six digits.
        pub result_code: Option<String>,
        /// How it ended, in Mangopay's words.
        pub result_message: Option<String>,
        /// When the issuer agreed.
        pub authorization_date: Option<UnixSeconds>,
    }
}

bodies! {
    /// A card to be registered.
    pub struct NewCardRegistration {
        /// Whose.
        pub user_id: UserId,
        /// Its currency.
        pub currency: Currency,
        /// The family; the server assumes CB, Visa, Mastercard.
        pub card_type: Option<CardType>,
        /// Whose name is on it.
        pub card_holder_name: Option<String>,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// What the payer's browser got for the number.
    pub struct CardRegistrationUpdate {
        /// `data=…` or `errorCode=…`, as it came.
        pub registration_data: Link,
    }

    /// What shall change in a card; `None` stays as it is.
    #[derive(Default)]
    pub struct CardUpdate {
        /// `Some(false)` puts it out of use for ever.
        pub active: Option<bool>,
        /// Whose name is on it; may be told once.
        pub card_holder_name: Option<String>,
    }

    /// A card to be checked.
    pub struct NewCardValidation {
        /// Whose.
        pub author_id: UserId,
        /// How the holder is met.
        #[serde(flatten)]
        pub checkout: Checkout,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

query! {
    /// Which cards to list, by creation date.
    pub struct CardFilter sorted by "CreationDate" {
        /// Only those that may be used, or only those that may not.
        pub active: Option<bool> = "Active",
    }
}

calls! {
    /// Begins to register a card.
    post create_card_registration(; registration: &NewCardRegistration) "/cardregistrations" => CardRegistration;
    /// One registration.
    get card_registration(registration: &CardRegistrationId)
        "/cardregistrations/{CardRegistrationId}" => CardRegistration;
    /// Ends a registration with what the payer's browser got for the number.
    put update_card_registration(registration: &CardRegistrationId; update: &CardRegistrationUpdate)
        "/cardregistrations/{CardRegistrationId}" => CardRegistration;
    /// The cards of a user.
    list cards_of(user: &UserId; filter: &CardFilter) "/users/{UserId}/cards" => Card;
    /// One card.
    get card(card: &CardId) "/cards/{CardId}" => Card;
    /// Changes a card.
    put update_card(card: &CardId; update: &CardUpdate) "/cards/{CardId}" => Card;
    /// Every registration of one card.
    list cards_of_fingerprint(fingerprint: &str; range: Range) "/cards/fingerprints/{Fingerprint}" => Card;
    /// Checks that a card works.
    post validate_card(card: &CardId; validation: &NewCardValidation) "/cards/{CardId}/validation" => CardValidation;
    /// One check.
    get card_validation(card: &CardId, validation: &CardValidationId)
        "/cards/{CardId}/validation/{CardValidationId}" => CardValidation;
}
