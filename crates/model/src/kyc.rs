//! The rules for KYC documents that the interface shows and the backend enforces.

use serde::{Deserialize, Serialize};

use crate::{KycDocumentType, LegalPersonType, PersonType, open_enum::open_enum};

/// Smallest file of an identity proof after repair, in bytes: 32 KB (users-verification.md §3.4).
pub const SMALLEST_IDENTITY_PROOF: u64 = 32_768;
/// Smallest file of any other proof after repair, in bytes: 1 KB (users-verification.md §3.4).
pub const SMALLEST_OTHER_FILE: u64 = 1_024;
/// Largest file after repair, in bytes: about 7 MB, which is 10 MB once in Base64 (users-verification.md §3.4).
pub const LARGEST_FILE: u64 = 7_000_000;
/// Most files of one document (users-verification.md §3.4).
pub const MOST_FILES: usize = 5;

open_enum! {
    /// What kind of paper proves an identity. Known here only: it guides the checks and is not sent.
    IdentityPaper { Card = "CARD", Passport = "PASSPORT", Permit = "RESIDENCE_PERMIT" }
}

impl IdentityPaper {
    /// How many sides of it have to be shown: both of a card, the one spread with the photo of a passport
    /// (users-verification.md §3.10).
    pub fn sides(&self) -> usize {
        match self {
            Self::Card | Self::Permit => 2,
            Self::Passport | Self::Unknown(_) => 1,
        }
    }
}

/// Whom a document is about, as far as its rules depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentSubject {
    /// Natural or legal.
    pub person_type: PersonType,
    /// The legal form, for legal users.
    pub legal_form: Option<LegalPersonType>,
}

/// The limits of one file of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRules {
    /// Fewest bytes, measured after repair.
    pub min_bytes: u64,
    /// Most bytes, measured after repair.
    pub max_bytes: u64,
    /// Most files in the document.
    pub max_files: u32,
}

/// The document types the API takes for this user, most usual first. Natural: identity and address. Legal: never an
/// address proof. Sole trader: no articles (users-verification.md §3.3). A person type we do not know gets them all:
/// the API decides.
pub fn allowed_types(subject: &DocumentSubject) -> Vec<KycDocumentType> {
    use KycDocumentType as T;
    match (&subject.person_type, &subject.legal_form) {
        (PersonType::Natural, _) => vec![T::IdentityProof, T::AddressProof],
        (PersonType::Legal, Some(LegalPersonType::Soletrader)) => {
            vec![T::IdentityProof, T::RegistrationProof, T::ShareholderDeclaration]
        }
        (PersonType::Legal, _) => {
            vec![T::IdentityProof, T::RegistrationProof, T::ArticlesOfAssociation, T::ShareholderDeclaration]
        }
        (PersonType::Unknown(_), _) => vec![
            T::IdentityProof,
            T::RegistrationProof,
            T::ArticlesOfAssociation,
            T::ShareholderDeclaration,
            T::AddressProof,
        ],
    }
}

/// The limits for files of this type (users-verification.md §3.4). An unknown type gets the stricter minimum of
/// neither: 1 KB.
pub fn file_rules(kind: &KycDocumentType) -> FileRules {
    let min_bytes = match kind {
        KycDocumentType::IdentityProof => SMALLEST_IDENTITY_PROOF,
        KycDocumentType::RegistrationProof
        | KycDocumentType::ArticlesOfAssociation
        | KycDocumentType::ShareholderDeclaration
        | KycDocumentType::AddressProof
        | KycDocumentType::Unknown(_) => SMALLEST_OTHER_FILE,
    };
    FileRules { min_bytes, max_bytes: LARGEST_FILE, max_files: MOST_FILES as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(person: &str, form: Option<&str>) -> DocumentSubject {
        DocumentSubject { person_type: person.into(), legal_form: form.map(Into::into) }
    }

    #[test]
    fn natural_users_prove_identity_and_address_only() {
        let types = allowed_types(&subject("NATURAL", None));
        assert_eq!(types, [KycDocumentType::IdentityProof, KycDocumentType::AddressProof]);
    }

    #[test]
    fn legal_users_never_prove_an_address_and_sole_traders_have_no_articles() {
        for form in LegalPersonType::KNOWN {
            let types = allowed_types(&subject("LEGAL", Some(form)));
            assert!(!types.contains(&KycDocumentType::AddressProof), "{form}: the API answers 400");
            assert_eq!(types.contains(&KycDocumentType::ArticlesOfAssociation), *form != "SOLETRADER", "{form}");
        }
    }

    #[test]
    fn only_identity_proofs_need_32_kilobytes() {
        for kind in KycDocumentType::KNOWN {
            let expected = if *kind == "IDENTITY_PROOF" { 32_768 } else { 1_024 };
            assert_eq!(file_rules(&(*kind).into()).min_bytes, expected, "{kind}");
        }
    }
}
