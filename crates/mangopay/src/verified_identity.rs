use model::{UserId, VerifiedUserType};

use crate::{object::objects, surface::calls};

objects! {
    /// What Mangopay has verified of a user (users-verification.md §5.8). Its members are not all documented: those of
    /// the parts are in the JSON of each ([`crate::Raw::read`]).
    pub struct VerifiedIdentity {
        /// Which kind of user, which decides what else is there.
        pub user_type: Option<VerifiedUserType>,
        /// The documents, with signed links that end soon.
        pub documents: Vec<serde_json::Value>,
        /// The representatives of a user that was verified by documents.
        pub legal_representatives: Vec<serde_json::Value>,
        /// The persons with significant control of a user that was verified by hosted sessions.
        #[serde(alias = "PSCs")]
        pub pscs: Vec<serde_json::Value>,
    }
}

calls! {
    /// What Mangopay has verified of a user. Needs the feature, and a verified user.
    get verified_identity(user: &UserId) "/users/{UserId}/verified-identity" => VerifiedIdentity;
}
