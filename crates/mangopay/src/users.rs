use model::{Capacity, KycLevel, LegalPersonType, PersonType, UnixSeconds, UserCategory, UserId, UserStatus};
use serde::Deserialize;

use crate::{
    Link, Range,
    object::{nameless, parts},
    surface::calls,
    wire,
};

/// A user in any of the API's shapes: condensed in lists, natural or legal, with nested (SCA) or flat (legacy) legal
/// representative (users-verification.md §1.4, §1.5, §1.9, §1.10). What a shape lacks is `None`.
#[derive(Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct User {
    /// The user's id.
    pub id: UserId,
    /// The platform's free text.
    pub tag: Option<String>,
    /// When the user was created.
    #[serde(default, deserialize_with = "wire::moment")]
    pub creation_date: Option<UnixSeconds>,
    /// Natural or legal.
    #[serde(default, deserialize_with = "wire::word")]
    pub person_type: Option<PersonType>,
    /// E-mail address.
    pub email: Option<String>,
    /// How far the user is verified.
    #[serde(default, rename = "KYCLevel", deserialize_with = "wire::word")]
    pub kyc_level: Option<KycLevel>,
    /// Whether the terms were accepted.
    pub terms_and_conditions_accepted: Option<bool>,
    /// When; null for payers.
    #[serde(default, deserialize_with = "wire::moment")]
    pub terms_and_conditions_accepted_date: Option<UnixSeconds>,
    /// Payer, owner, platform.
    #[serde(default, deserialize_with = "wire::word")]
    pub user_category: Option<UserCategory>,
    /// Whether the user can act.
    #[serde(default, deserialize_with = "wire::word")]
    pub user_status: Option<UserStatus>,

    /// Natural: first name.
    pub first_name: Option<String>,
    /// Natural: last name.
    pub last_name: Option<String>,
    /// Natural: midnight UTC of the day of birth.
    #[serde(default, deserialize_with = "wire::moment")]
    pub birthday: Option<UnixSeconds>,
    /// Natural: two letters.
    pub nationality: Option<String>,
    /// Natural: two letters.
    pub country_of_residence: Option<String>,
    /// Natural: occupation.
    pub occupation: Option<String>,
    /// Natural: 1 to 6.
    #[serde(default, deserialize_with = "wire::number")]
    pub income_range: Option<i64>,
    /// Natural: whether they act for themselves.
    #[serde(default, deserialize_with = "wire::word")]
    pub capacity: Option<Capacity>,
    /// Natural: home address.
    pub address: Option<Address>,
    /// Natural: phone number.
    pub phone_number: Option<String>,
    /// Natural: the country of a number in local form.
    pub phone_number_country: Option<String>,
    /// Natural: the validated identity proof's document id.
    pub proof_of_identity: Option<String>,
    /// Natural: the validated address proof's document id.
    pub proof_of_address: Option<String>,

    /// Legal: registered name.
    pub name: Option<String>,
    /// Legal: form.
    #[serde(default, deserialize_with = "wire::word")]
    pub legal_person_type: Option<LegalPersonType>,
    /// Legal: registration number.
    pub company_number: Option<String>,
    /// Legal: address of the headquarters.
    pub headquarters_address: Option<Address>,
    /// Legal: address of the representative.
    pub legal_representative_address: Option<Address>,
    /// Legal: the validated articles' document id.
    pub statute: Option<String>,
    /// Legal: the validated registration proof's document id.
    pub proof_of_registration: Option<String>,
    /// Legal: the validated shareholder declaration's document id.
    pub shareholder_declaration: Option<String>,
    #[serde(default, rename = "LegalRepresentative")]
    nested_representative: Option<LegalRepresentative>,
    #[serde(flatten)]
    flat_representative: FlatRepresentative,

    /// What the user must do first; only in the SCA shape.
    pub pending_user_action: Option<PendingUserAction>,
}

model::debug_only!(User { id });

/// The person who stands for a legal user.
#[derive(Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct LegalRepresentative {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Midnight UTC of the day of birth.
    #[serde(default, deserialize_with = "wire::moment")]
    pub birthday: Option<UnixSeconds>,
    /// Two letters.
    pub nationality: Option<String>,
    /// Two letters.
    pub country_of_residence: Option<String>,
    /// Phone number.
    pub phone_number: Option<String>,
    /// The country of a number in local form.
    pub phone_number_country: Option<String>,
    /// The validated identity proof's document id.
    pub proof_of_identity: Option<String>,
}

nameless! { LegalRepresentative }

#[derive(Clone, PartialEq, Deserialize)]
struct FlatRepresentative {
    #[serde(rename = "LegalRepresentativeFirstName")]
    first_name: Option<String>,
    #[serde(rename = "LegalRepresentativeLastName")]
    last_name: Option<String>,
    #[serde(rename = "LegalRepresentativeEmail")]
    email: Option<String>,
    #[serde(default, rename = "LegalRepresentativeBirthday", deserialize_with = "wire::moment")]
    birthday: Option<UnixSeconds>,
    #[serde(rename = "LegalRepresentativeNationality")]
    nationality: Option<String>,
    #[serde(rename = "LegalRepresentativeCountryOfResidence")]
    country_of_residence: Option<String>,
    #[serde(rename = "LegalRepresentativeProofOfIdentity")]
    proof_of_identity: Option<String>,
}

nameless! { FlatRepresentative }

parts! {
    /// A postal address; absent ones come with all members null (users-verification.md §1.3).
    pub struct Address {
        /// First line.
        pub address_line1: Option<String>,
        /// Second line.
        pub address_line2: Option<String>,
        /// City.
        pub city: Option<String>,
        /// Region; needed for the US, Canada and Mexico.
        pub region: Option<String>,
        /// Postal code.
        pub postal_code: Option<String>,
        /// Two letters.
        pub country: Option<String>,
    }
}

/// What a user must do at a hosted page (users-verification.md §2.1).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PendingUserAction {
    /// Where; ends ten minutes after it was made.
    pub redirect_url: Option<Link>,
}

impl User {
    /// The legal representative, from whichever shape this is; `None` if there is nothing of one.
    pub fn legal_representative(&self) -> Option<LegalRepresentative> {
        if let Some(nested) = &self.nested_representative {
            return Some(nested.clone());
        }
        let flat = &self.flat_representative;
        let representative = LegalRepresentative {
            first_name: flat.first_name.clone(),
            last_name: flat.last_name.clone(),
            email: flat.email.clone(),
            birthday: flat.birthday,
            nationality: flat.nationality.clone(),
            country_of_residence: flat.country_of_residence.clone(),
            phone_number: None,
            phone_number_country: None,
            proof_of_identity: flat.proof_of_identity.clone(),
        };
        (representative != LegalRepresentative::default()).then_some(representative)
    }
}

calls! {
    /// All users of the platform, condensed: no names (users-verification.md §1.10). Whether the list honours date
    /// bounds is not documented.
    list users(; range: Range) "/users" => User;
    /// One user in the legacy shape.
    get user(user: &UserId) "/users/{UserId}" => User;
    /// One natural user in the legacy shape; a legal one's id fails.
    get natural_user(user: &UserId) "/users/natural/{UserId}" => User;
    /// One legal user in the legacy shape; a natural one's id fails.
    get legal_user(user: &UserId) "/users/legal/{UserId}" => User;
    /// One user in the SCA shape: with phone numbers and what the user must do.
    get user_sca(user: &UserId) "/sca/users/{UserId}" => User;
    /// One natural user in the SCA shape (known to the SDKs only).
    get natural_user_sca(user: &UserId) "/sca/users/natural/{UserId}" => User;
    /// One legal user in the SCA shape (known to the SDKs only).
    get legal_user_sca(user: &UserId) "/sca/users/legal/{UserId}" => User;
}
