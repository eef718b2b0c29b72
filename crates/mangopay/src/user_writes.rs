use model::{LegalPersonType, ScaContext, UnixSeconds, UserCategory, UserId};

use crate::{Address, User, object::bodies, surface::calls};

bodies! {
    /// A natural person: a user, or who stands for a legal one.
    #[derive(Default)]
    pub struct PersonData {
        /// 1 to 100 characters.
        pub first_name: Option<String>,
        /// 1 to 100 characters.
        pub last_name: Option<String>,
        /// E-mail address.
        pub email: Option<String>,
        /// Midnight UTC of the day of birth.
        pub birthday: Option<UnixSeconds>,
        /// Two letters.
        pub nationality: Option<String>,
        /// Two letters.
        pub country_of_residence: Option<String>,
        /// Optional: E.164, or local with the country beside; only in the SCA shape.
        pub phone_number: Option<String>,
        /// The country of a number in local form; only in the SCA shape.
        pub phone_number_country: Option<String>,
    }

    /// A natural user to be created, or what shall change in one (users-verification.md §1.4, §1.6); `None` is left
    /// out. An owner needs all but what is said to be optional; an update leaves the category out.
    #[derive(Default)]
    pub struct NaturalUserData {
        /// Payer or owner; only when creating.
        pub user_category: Option<UserCategory>,
        /// Must be true for owners; cannot be revoked.
        pub terms_and_conditions_accepted: Option<bool>,
        /// Who it is.
        #[serde(flatten)]
        pub person: PersonData,
        /// Optional: home address.
        pub address: Option<Address>,
        /// Optional: occupation.
        pub occupation: Option<String>,
        /// Optional: 1 to 6.
        pub income_range: Option<i64>,
        /// Optional: the platform's free text.
        pub tag: Option<String>,
        /// Whether the user is there to authenticate; only in the SCA shape.
        pub sca_context: Option<ScaContext>,
    }

    /// A legal entity: what both shapes of a legal user have in common.
    #[derive(Default)]
    pub struct EntityData {
        /// Payer or owner; only when creating.
        pub user_category: Option<UserCategory>,
        /// Must be true for owners; cannot be revoked.
        pub terms_and_conditions_accepted: Option<bool>,
        /// Legal form.
        pub legal_person_type: Option<LegalPersonType>,
        /// Registered name.
        pub name: Option<String>,
        /// The entity's e-mail address.
        pub email: Option<String>,
        /// Registration number; needed for businesses.
        pub company_number: Option<String>,
        /// Where the headquarters are; needed for owners.
        pub headquarters_address: Option<Address>,
        /// Optional: where the representative lives.
        pub legal_representative_address: Option<Address>,
        /// Optional: the platform's free text.
        pub tag: Option<String>,
    }

    /// A legal user to be created, or what shall change in one, in the SCA shape (users-verification.md §1.5, §1.6).
    #[derive(Default)]
    pub struct LegalUserData {
        /// What both shapes have in common.
        #[serde(flatten)]
        pub entity: EntityData,
        /// Who stands for it; owners need all but the telephone number.
        pub legal_representative: Option<PersonData>,
        /// Whether the user is there to authenticate.
        pub sca_context: Option<ScaContext>,
    }

    /// A legal user in the legacy shape, with its representative flat (users-verification.md §1.9).
    #[derive(Default)]
    pub struct LegacyLegalUserData {
        /// What both shapes have in common.
        #[serde(flatten)]
        pub entity: EntityData,
        /// The representative's first name.
        pub legal_representative_first_name: Option<String>,
        /// The representative's last name.
        pub legal_representative_last_name: Option<String>,
        /// The representative's e-mail address.
        pub legal_representative_email: Option<String>,
        /// The representative's day of birth, midnight UTC.
        pub legal_representative_birthday: Option<UnixSeconds>,
        /// Two letters.
        pub legal_representative_nationality: Option<String>,
        /// Two letters.
        pub legal_representative_country_of_residence: Option<String>,
    }
}

calls! {
    /// Creates a natural user (users-verification.md §1.4). An owner comes back with a page to go to.
    post create_natural_user(; user: &NaturalUserData) "/sca/users/natural" => User;
    /// Creates a legal user (users-verification.md §1.5). An owner comes back with a page to go to.
    post create_legal_user(; user: &LegalUserData) "/sca/users/legal" => User;
    /// Changes a natural user (users-verification.md §1.6): some changes make a verified one unverified.
    put update_natural_user(user: &UserId; update: &NaturalUserData) "/sca/users/natural/{UserId}" => User;
    /// Changes a legal user (users-verification.md §1.6): some changes make a verified one unverified.
    put update_legal_user(user: &UserId; update: &LegalUserData) "/sca/users/legal/{UserId}" => User;
    /// Makes an owner of a natural payer (users-verification.md §1.7).
    put categorize_natural_user(user: &UserId; update: &NaturalUserData)
        "/sca/users/natural/{UserId}/category" => User;
    /// Makes an owner of a legal payer (users-verification.md §1.7).
    put categorize_legal_user(user: &UserId; update: &LegalUserData) "/sca/users/legal/{UserId}/category" => User;
    /// Closes a natural user for ever (users-verification.md §1.11). Every wallet must be empty.
    delete close_natural_user(user: &UserId) "/users/natural/{UserId}";
    /// Closes a legal user for ever (users-verification.md §1.11). Every wallet must be empty.
    delete close_legal_user(user: &UserId) "/users/legal/{UserId}";
    /// Creates a natural user in the legacy shape (deprecated by Mangopay).
    post create_natural_user_legacy(; user: &NaturalUserData) "/users/natural" => User;
    /// Creates a legal user in the legacy shape (deprecated by Mangopay).
    post create_legal_user_legacy(; user: &LegacyLegalUserData) "/users/legal" => User;
    /// Changes a natural user in the legacy shape (deprecated by Mangopay).
    put update_natural_user_legacy(user: &UserId; update: &NaturalUserData) "/users/natural/{UserId}" => User;
    /// Changes a legal user in the legacy shape (deprecated by Mangopay).
    put update_legal_user_legacy(user: &UserId; update: &LegacyLegalUserData) "/users/legal/{UserId}" => User;
}
