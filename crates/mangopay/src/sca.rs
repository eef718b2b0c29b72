use model::{ConsentState, UnixSeconds, UserId, UserStatus};

use crate::{PendingUserAction, object::objects, surface::calls};

objects! {
    /// Where a user is sent (users-verification.md §2.1).
    pub struct ScaRedirect {
        /// The page, for ten minutes.
        pub pending_user_action: Option<PendingUserAction>,
    }

    /// How far a user is enrolled and has consented (users-verification.md §2.6).
    pub struct ScaStatus {
        /// Whether the user can act.
        pub user_status: Option<UserStatus>,
        /// False until the first success; stays true while enrolling anew.
        pub is_enrolled: Option<bool>,
        /// When the user last enrolled.
        pub last_enrollment_date: Option<UnixSeconds>,
        /// When consent to anything last changed.
        pub last_consent_collection_date: Option<UnixSeconds>,
        /// What the platform may do in the user's stead; null without proxy.
        pub consent_scope: Option<ConsentScope>,
    }

    /// What the platform may do in the user's stead; `None` where it is not set up.
    pub struct ConsentScope {
        /// Change contact information.
        pub contact_information_update: Option<ConsentState>,
        /// Register recipients.
        pub recipient_registration: Option<ConsentState>,
        /// Transfer.
        pub transfer: Option<ConsentState>,
        /// Look at wallets and transactions.
        pub view_account_information: Option<ConsentState>,
    }
}

calls! {
    /// Makes a new link for an owner's enrolment (users-verification.md §2.3). Changes no status.
    post enroll_user(user: &UserId) "/sca/users/{UserId}/enrollment" => ScaRedirect;
    /// Makes a link where the user gives, extends or revokes consent (users-verification.md §2.5).
    post manage_consent(user: &UserId) "/sca/users/{UserId}/consent" => ScaRedirect;
    /// How far a user is enrolled and has consented; not found if the user never was asked to.
    get sca_status(user: &UserId) "/sca/users/{UserId}/sca-status" => ScaStatus;
}
