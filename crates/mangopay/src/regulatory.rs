use model::UserId;

use crate::{object::objects, surface::calls};

objects! {
    /// Whether and why a user is blocked, and when documents must be renewed (users-verification.md §9.2).
    pub struct Regulatory {
        /// Whose.
        pub id: Option<UserId>,
        /// Why and what to do (`008701`, …); null when nothing is blocked.
        pub action_code: Option<String>,
        /// What is blocked.
        pub scope_blocked: Option<BlockedScope>,
        /// When the user was last verified; only from `Regulatory`, since 2026.
        pub kyc_information: Option<KycInformation>,
    }

    /// What is blocked.
    #[derive(Copy, Default)]
    pub struct BlockedScope {
        /// No pay-ins and no transfers.
        pub inflows: Option<bool>,
        /// No payouts and no transfers.
        pub outflows: Option<bool>,
    }

    /// When the user was last verified and must be again.
    #[derive(Default)]
    pub struct KycInformation {
        /// `YYYY-MM-DD`.
        pub last_kyc_date: Option<String>,
        /// The last day for new documents, as the API writes it.
        pub kyc_renewal_deadline: Option<String>,
    }
}

calls! {
    /// A user's blocks and renewal dates (users-verification.md §9.2).
    get regulatory(user: &UserId) "/users/{UserId}/Regulatory" => Regulatory;
    /// A user's blocks (known to the SDKs only).
    get block_status(user: &UserId) "/users/{UserId}/blockStatus" => Regulatory;
}
