use model::{KycDocumentId, KycDocumentStatus, KycDocumentType, RefusedReason, UnixSeconds, UserId};

use crate::{
    Link,
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// A KYC document (users-verification.md §3.2).
    pub struct KycDocument {
        /// The document's id.
        pub id: KycDocumentId,
        /// Whom it is about.
        pub user_id: Option<UserId>,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// When Mangopay decided.
        pub processed_date: Option<UnixSeconds>,
        /// What it proves.
        #[serde(rename = "Type")]
        pub kind: Option<KycDocumentType>,
        /// Where it stands.
        pub status: Option<KycDocumentStatus>,
        /// Why it was refused.
        pub refused_reason_type: Option<RefusedReason>,
        /// Why, in Mangopay's words.
        pub refused_reason_message: Option<String>,
        /// Codes of what was found wrong with an identity proof.
        pub flags: Vec<String>,
    }

    /// Where one page of a document can be had for a while (users-verification.md §3.8, money-operations.md §12.4).
    pub struct DocumentPage {
        /// The link; for pages of disputes it ends after ten minutes.
        pub url: Option<Link>,
        /// When it ends. Of KYC documents perhaps in milliseconds.
        pub expiration_date: Option<UnixSeconds>,
    }
}

query! {
    /// Which documents to list, by creation date.
    pub struct KycDocumentFilter sorted by "CreationDate" {
        /// Only these statuses; empty for all.
        pub statuses: Vec<KycDocumentStatus> = "Status",
        /// Only these types; empty for all.
        pub types: Vec<KycDocumentType> = "Type",
    }
}

bodies! {
    /// A document to be created.
    pub struct NewKycDocument {
        /// What it proves.
        #[serde(rename = "Type")]
        pub kind: KycDocumentType,
        /// The platform's free text, at most 255 characters. In Sandbox it decides the outcome.
        pub tag: Option<String>,
    }
}

calls! {
    /// The KYC documents of the whole platform.
    list kyc_documents(; filter: &KycDocumentFilter) "/KYC/documents" => KycDocument;
    /// The KYC documents of one user.
    list kyc_documents_of(user: &UserId; filter: &KycDocumentFilter) "/users/{UserId}/KYC/documents" => KycDocument;
    /// One KYC document by its id alone.
    get kyc_document(document: &KycDocumentId) "/KYC/documents/{KycDocumentId}" => KycDocument;
    /// One KYC document of a user.
    get kyc_document_of(user: &UserId, document: &KycDocumentId)
        "/users/{UserId}/KYC/documents/{KycDocumentId}" => KycDocument;
    /// Creates a document without pages (users-verification.md §3.3). The type must fit the user.
    post create_kyc_document(user: &UserId; document: &NewKycDocument) "/users/{UserId}/KYC/documents" => KycDocument;
    /// Sends one file of a document (users-verification.md §3.4).
    send_page send_page(user: &UserId, document: &KycDocumentId)
        "/users/{UserId}/KYC/documents/{KycDocumentId}/pages";
    /// Asks for validation (users-verification.md §3.5). Only while the document is `CREATED`.
    submit submit_kyc_document(user: &UserId, document: &KycDocumentId)
        "/users/{UserId}/KYC/documents/{KycDocumentId}" => KycDocument;
    /// Where the pages of a document can be had for a while (users-verification.md §3.8; known to the SDKs only).
    post consult_kyc_document(document: &KycDocumentId)
        "/KYC/documents/{KycDocumentId}/consult" => Vec<DocumentPage>;
}
