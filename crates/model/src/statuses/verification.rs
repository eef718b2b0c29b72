//! Verification of users: owners, hosted sessions, SCA.

use crate::open_enum::open_enum;

open_enum! {
    /// Whether a natural user acts for themselves; the second is history (users-verification.md §1.2).
    Capacity { Normal = "NORMAL", Declarative = "DECLARATIVE" }
}

open_enum! {
    /// Whether the user is there to authenticate (users-verification.md §1.2).
    ScaContext { UserPresent = "USER_PRESENT", UserNotPresent = "USER_NOT_PRESENT" }
}

open_enum! {
    /// Whether a user has consented to the platform acting in their stead (users-verification.md §2.6).
    ConsentState { Active = "ACTIVE", Inactive = "INACTIVE" }
}

open_enum! {
    /// Where a declaration of owners stands (users-verification.md §4.2).
    UboDeclarationStatus {
        Created = "CREATED",
        ValidationAsked = "VALIDATION_ASKED",
        Incomplete = "INCOMPLETE",
        Validated = "VALIDATED",
        Refused = "REFUSED",
    }
}

open_enum! {
    /// Why a declaration of owners was refused or sent back (users-verification.md §4.2).
    UboDeclarationReason {
        MissingUbo = "MISSING_UBO",
        WrongUboInformation = "WRONG_UBO_INFORMATION",
        UboIdentityNeeded = "UBO_IDENTITY_NEEDED",
        ShareholdersDeclarationNeeded = "SHAREHOLDERS_DECLARATION_NEEDED",
        OrganizationChartNeeded = "ORGANIZATION_CHART_NEEDED",
        DocumentsNeeded = "DOCUMENTS_NEEDED",
        DeclarationDoNotMatchUboInformation = "DECLARATION_DO_NOT_MATCH_UBO_INFORMATION",
        SpecificCase = "SPECIFIC_CASE",
    }
}

open_enum! {
    /// Where a hosted verification session stands; the last two only the SDKs know (users-verification.md §5.3).
    IdvStatus {
        Pending = "PENDING",
        Review = "REVIEW",
        Validated = "VALIDATED",
        Refused = "REFUSED",
        Expired = "EXPIRED",
        OutOfDate = "OUT_OF_DATE",
        Timeout = "TIMEOUT",
        Error = "ERROR",
    }
}

open_enum! {
    /// What a check of a session looked at (users-verification.md §5.4).
    IdvCheckType {
        IdentityDocumentVerification = "IDENTITY_DOCUMENT_VERIFICATION",
        IdvNameMatchCheck = "IDV_NAME_MATCH_CHECK",
        IdvAgeCheck = "IDV_AGE_CHECK",
        BusinessVerification = "BUSINESS_VERIFICATION",
        BusinessInsightsMatch = "BUSINESS_INSIGHTS_MATCH",
        BusinessNameMatch = "BUSINESS_NAME_MATCH",
        PscRoleCheck = "PSC_ROLE_CHECK",
        PscConsistencyCheck = "PSC_CONSISTENCY_CHECK",
        PersonsSignificantControl = "PERSONS_SIGNIFICANT_CONTROL",
    }
}

open_enum! {
    /// What came of a check (users-verification.md §5.4).
    IdvCheckStatus { Validated = "VALIDATED", Refused = "REFUSED", Review = "REVIEW" }
}

open_enum! {
    /// Where the session of a person with significant control stands (users-verification.md §5.6).
    PscStatus {
        PendingValidation = "PENDING_VALIDATION",
        Validated = "VALIDATED",
        Rejected = "REJECTED",
        Abandoned = "ABANDONED",
    }
}

open_enum! {
    /// Which kind of user a verified identity is of (users-verification.md §5.8).
    VerifiedUserType {
        Natural = "NATURAL",
        LegalBusiness = "LEGAL_BUSINESS",
        LegalOrganization = "LEGAL_ORGANIZATION",
        LegalPartnership = "LEGAL_PARTNERSHIP",
        LegalSoletrader = "LEGAL_SOLETRADER",
    }
}
