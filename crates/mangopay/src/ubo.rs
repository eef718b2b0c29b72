use model::{UboDeclarationId, UboDeclarationReason, UboDeclarationStatus, UboId, UnixSeconds, UserId};

use crate::{
    Address, Range,
    object::{bodies, objects, parts},
    surface::calls,
};

objects! {
    /// A declaration of beneficial owners (users-verification.md §4.2).
    pub struct UboDeclaration {
        /// The declaration's id.
        pub id: UboDeclarationId,
        /// Of which company.
        pub user_id: Option<UserId>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// When Mangopay decided.
        pub processed_date: Option<UnixSeconds>,
        /// Where it stands. What is incomplete may be changed and submitted again.
        pub status: Option<UboDeclarationStatus>,
        /// Why it was refused or sent back.
        pub reason: Option<UboDeclarationReason>,
        /// Why, in Mangopay's words.
        pub message: Option<String>,
        /// The owners.
        pub ubos: Vec<Ubo>,
        /// The platform's free text.
        pub tag: Option<String>,
    }

    /// A beneficial owner (users-verification.md §4.3).
    pub struct Ubo {
        /// The owner's id.
        pub id: UboId,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// First name.
        pub first_name: Option<String>,
        /// Last name.
        pub last_name: Option<String>,
        /// Home address.
        pub address: Option<Address>,
        /// Two letters.
        pub nationality: Option<String>,
        /// Midnight UTC of the day of birth.
        pub birthday: Option<UnixSeconds>,
        /// Where the owner was born.
        pub birthplace: Option<Birthplace>,
        /// Whether the owner still is part of the declaration.
        #[serde(alias = "isActive")]
        pub is_active: Option<bool>,
    }
}

parts! {
    /// Where a person was born.
    pub struct Birthplace {
        /// City.
        pub city: Option<String>,
        /// Two letters.
        pub country: Option<String>,
    }
}

bodies! {
    /// An owner to be declared, or what shall change (users-verification.md §4.3). All but the last is needed.
    pub struct UboData {
        /// First name.
        pub first_name: String,
        /// Last name.
        pub last_name: String,
        /// Home address.
        pub address: Address,
        /// Two letters.
        pub nationality: String,
        /// Midnight UTC of the day of birth.
        pub birthday: UnixSeconds,
        /// Where the owner was born.
        pub birthplace: Birthplace,
        /// `Some(false)` takes the owner out of the declaration for ever.
        pub is_active: Option<bool>,
    }
}

calls! {
    /// Begins a declaration: of owners that are legal, businesses or partnerships (users-verification.md §4.4).
    post create_ubo_declaration(user: &UserId) "/users/{UserId}/kyc/ubodeclarations" => UboDeclaration;
    /// The declarations of a user.
    list ubo_declarations_of(user: &UserId; range: Range) "/users/{UserId}/kyc/ubodeclarations" => UboDeclaration;
    /// One declaration of a user.
    get ubo_declaration_of(user: &UserId, declaration: &UboDeclarationId)
        "/users/{UserId}/kyc/ubodeclarations/{UboDeclarationId}" => UboDeclaration;
    /// One declaration by its id alone.
    get ubo_declaration(declaration: &UboDeclarationId) "/kyc/ubodeclarations/{UboDeclarationId}" => UboDeclaration;
    /// Asks for validation: with one to fifteen owners, after the KYC documents (users-verification.md §4.4).
    submit submit_ubo_declaration(user: &UserId, declaration: &UboDeclarationId)
        "/users/{UserId}/kyc/ubodeclarations/{UboDeclarationId}" => UboDeclaration;
    /// Adds an owner.
    post create_ubo(user: &UserId, declaration: &UboDeclarationId; ubo: &UboData)
        "/users/{UserId}/kyc/ubodeclarations/{UboDeclarationId}/ubos" => Ubo;
    /// One owner.
    get ubo(user: &UserId, declaration: &UboDeclarationId, ubo: &UboId)
        "/users/{UserId}/kyc/ubodeclarations/{UboDeclarationId}/ubos/{UboId}" => Ubo;
    /// Changes an owner.
    put update_ubo(user: &UserId, declaration: &UboDeclarationId, ubo: &UboId; update: &UboData)
        "/users/{UserId}/kyc/ubodeclarations/{UboDeclarationId}/ubos/{UboId}" => Ubo;
}
