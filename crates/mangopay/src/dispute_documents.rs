use model::{DisputeDocumentId, DisputeDocumentType, DisputeId, KycDocumentStatus, RefusedReason, UnixSeconds, UserId};

use crate::{
    DocumentPage,
    object::{bodies, objects},
    query::query,
    surface::calls,
};

objects! {
    /// A document for a dispute (money-operations.md §12.4).
    pub struct DisputeDocument {
        /// The document's id.
        pub id: DisputeDocumentId,
        /// For which dispute.
        pub dispute_id: Option<DisputeId>,
        /// Whose payment was disputed; known to the SDKs only.
        pub user_id: Option<UserId>,
        /// The platform's free text.
        pub tag: Option<String>,
        /// When it was created.
        pub creation_date: Option<UnixSeconds>,
        /// When Mangopay decided.
        pub processed_date: Option<UnixSeconds>,
        /// What it shows.
        #[serde(rename = "Type")]
        pub kind: Option<DisputeDocumentType>,
        /// Where it stands.
        pub status: Option<KycDocumentStatus>,
        /// Why it was refused.
        pub refused_reason_type: Option<RefusedReason>,
        /// Why, in Mangopay's words.
        pub refused_reason_message: Option<String>,
    }
}

bodies! {
    /// A document to be created: one for each type.
    pub struct NewDisputeDocument {
        /// What it shows.
        #[serde(rename = "Type")]
        pub kind: DisputeDocumentType,
        /// The platform's free text.
        pub tag: Option<String>,
    }
}

query! {
    /// Which documents to list, by creation date. Status and type are known to the SDKs only.
    pub struct DisputeDocumentFilter sorted by "CreationDate" {
        /// Only these; empty for all.
        pub statuses: Vec<KycDocumentStatus> = "Status",
        /// Only these; empty for all.
        pub types: Vec<DisputeDocumentType> = "Type",
    }
}

calls! {
    /// Creates a document without pages, while the dispute waits for the platform.
    post create_dispute_document(dispute: &DisputeId; document: &NewDisputeDocument)
        "/disputes/{DisputeId}/documents" => DisputeDocument;
    /// Sends one page of a document: 10 MB at most.
    send_page send_dispute_page(dispute: &DisputeId, document: &DisputeDocumentId)
        "/disputes/{DisputeId}/documents/{DocumentId}/pages";
    /// Asks for validation.
    submit submit_dispute_document(dispute: &DisputeId, document: &DisputeDocumentId)
        "/disputes/{DisputeId}/documents/{DocumentId}" => DisputeDocument;
    /// One document.
    get dispute_document(document: &DisputeDocumentId) "/dispute-documents/{DocumentId}" => DisputeDocument;
    /// The documents of a dispute.
    list documents_of_dispute(dispute: &DisputeId; filter: &DisputeDocumentFilter)
        "/disputes/{DisputeId}/documents" => DisputeDocument;
    /// The documents of all disputes.
    list dispute_documents(; filter: &DisputeDocumentFilter) "/dispute-documents" => DisputeDocument;
    /// Where the pages of a document can be had, for ten minutes.
    post consult_dispute_document(document: &DisputeDocumentId)
        "/dispute-documents/{DocumentId}/consult" => Vec<DocumentPage>;
}
