use model::UnixSeconds;

use crate::{object::objects, surface::calls};

objects! {
    /// What Mangopay allows in a country (users-verification.md §9.4).
    pub struct CountryAuthorization {
        /// Two letters.
        pub country_code: String,
        /// Its English name.
        pub country_name: Option<String>,
        /// What is not allowed.
        pub authorization: Option<CountryBlocks>,
        /// When this last changed.
        pub last_update: Option<UnixSeconds>,
    }

    /// What is not allowed in a country.
    #[derive(Copy)]
    pub struct CountryBlocks {
        /// No users of it.
        pub block_user_creation: Option<bool>,
        /// No bank accounts and recipients in it.
        pub block_bank_account_creation: Option<bool>,
        /// No payouts to it.
        pub block_payout: Option<bool>,
    }
}

calls! {
    /// What is allowed in one country, by its two letters.
    get country_authorization(country: &str) "/countries/{CountryCode}/authorizations" => CountryAuthorization;
    /// What is allowed in every country; not a list that has pages.
    get country_authorizations() "/countries/authorizations" => Vec<CountryAuthorization>;
}
