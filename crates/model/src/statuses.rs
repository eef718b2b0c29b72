use crate::open_enum::open_enum;

mod accounts;
mod disputes;
mod events;
mod operations;
mod payments;
mod verification;

pub use accounts::*;
pub use disputes::*;
pub use events::*;
pub use operations::*;
pub use payments::*;
pub use verification::*;

open_enum! {
    /// What kind of person a user is. Fixed by the creating call (users-verification.md §1.2).
    PersonType { Natural = "NATURAL", Legal = "LEGAL" }
}

open_enum! {
    /// What a user may do (users-verification.md §1.2).
    UserCategory { Payer = "PAYER", Owner = "OWNER", Platform = "PLATFORM" }
}

open_enum! {
    /// Whether a user can act (users-verification.md §1.2).
    UserStatus { PendingUserAction = "PENDING_USER_ACTION", Active = "ACTIVE", Closed = "CLOSED" }
}

impl UserStatus {
    /// Those of accounts that are not closed.
    pub const OPEN: &'static [&'static str] = Self::KNOWN.split_at(2).0;
}

open_enum! {
    /// How far a user is verified (users-verification.md §1.2).
    KycLevel { Light = "LIGHT", Regular = "REGULAR" }
}

open_enum! {
    /// The legal form of a legal user (users-verification.md §1.2).
    LegalPersonType {
        Business = "BUSINESS", Organization = "ORGANIZATION", Soletrader = "SOLETRADER", Partnership = "PARTNERSHIP",
    }
}

open_enum! {
    /// What a KYC document proves (users-verification.md §3.2).
    KycDocumentType {
        IdentityProof = "IDENTITY_PROOF",
        RegistrationProof = "REGISTRATION_PROOF",
        ArticlesOfAssociation = "ARTICLES_OF_ASSOCIATION",
        ShareholderDeclaration = "SHAREHOLDER_DECLARATION",
        AddressProof = "ADDRESS_PROOF",
    }
}

open_enum! {
    /// Where a KYC document stands (users-verification.md §3.2).
    KycDocumentStatus {
        Created = "CREATED",
        ValidationAsked = "VALIDATION_ASKED",
        Validated = "VALIDATED",
        Refused = "REFUSED",
        OutOfDate = "OUT_OF_DATE",
    }
}

open_enum! {
    /// Why a KYC document was refused: the documented values, then those only the SDKs know
    /// (users-verification.md §3.6).
    RefusedReason {
        Unreadable = "DOCUMENT_UNREADABLE",
        NotAccepted = "DOCUMENT_NOT_ACCEPTED",
        HasExpired = "DOCUMENT_HAS_EXPIRED",
        Incomplete = "DOCUMENT_INCOMPLETE",
        Missing = "DOCUMENT_MISSING",
        DoesNotMatchUserData = "DOCUMENT_DO_NOT_MATCH_USER_DATA",
        Falsified = "DOCUMENT_FALSIFIED",
        Underage = "UNDERAGE_PERSON",
        SpecificCase = "SPECIFIC_CASE",
        DoesNotMatchAccountData = "DOCUMENT_DO_NOT_MATCH_ACCOUNT_DATA",
        TriggerPeps = "TRIGGER_PEPS",
        TriggerSanctionLists = "TRIGGER_SANCTIONS_LISTS",
        TriggerInterpol = "TRIGGER_INTERPOL",
        Other = "OTHER",
    }
}

impl KycDocumentStatus {
    /// Whether Mangopay has decided, so that the status will not change by itself except to out of date.
    pub fn is_decided(&self) -> bool {
        match self {
            Self::Validated | Self::Refused | Self::OutOfDate => true,
            Self::Created | Self::ValidationAsked | Self::Unknown(_) => false,
        }
    }
}
