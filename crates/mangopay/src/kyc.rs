use std::fmt;

use bytes::Bytes;
use model::{IdempotencyKey, KycDocumentId, KycDocumentStatus, KycDocumentType, RefusedReason, UnixSeconds, UserId};
use serde::{Deserialize, Serialize};

use crate::{
    Client, Error, Fetched, Listing, PageBody, PageProgress, Range,
    request::{Body, Expect, Request},
    wire,
};

/// A KYC document (users-verification.md §3.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct KycDocument {
    /// The document's id.
    pub id: KycDocumentId,
    /// Whom it is about.
    #[serde(default, deserialize_with = "user_id")]
    pub user_id: Option<UserId>,
    /// The platform's free text.
    pub tag: Option<String>,
    /// When it was created.
    #[serde(default, deserialize_with = "wire::moment")]
    pub creation_date: Option<UnixSeconds>,
    /// When Mangopay decided.
    #[serde(default, deserialize_with = "wire::moment")]
    pub processed_date: Option<UnixSeconds>,
    /// What it proves.
    #[serde(default, rename = "Type", deserialize_with = "wire::word")]
    pub kind: Option<KycDocumentType>,
    /// Where it stands.
    #[serde(default, deserialize_with = "wire::word")]
    pub status: Option<KycDocumentStatus>,
    /// Why it was refused.
    #[serde(default, deserialize_with = "wire::word")]
    pub refused_reason_type: Option<RefusedReason>,
    /// Why, in Mangopay's words.
    pub refused_reason_message: Option<String>,
    /// Codes of what was found wrong with an identity proof.
    #[serde(default, deserialize_with = "wire::list")]
    pub flags: Vec<String>,
}

fn user_id<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<UserId>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()).map(UserId::new))
}

/// Which documents to list. Lists are joined by commas (users-verification.md §0).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KycDocumentFilter {
    /// Order and bounds, by creation date.
    pub range: Range,
    /// Only these statuses; empty for all.
    pub statuses: Vec<KycDocumentStatus>,
    /// Only these types; empty for all.
    pub types: Vec<KycDocumentType>,
}

impl KycDocumentFilter {
    fn query(&self) -> Vec<(&'static str, String)> {
        let mut query = self.range.query("CreationDate");
        if !self.statuses.is_empty() {
            query.push(("Status", joined(&self.statuses)));
        }
        if !self.types.is_empty() {
            query.push(("Type", joined(&self.types)));
        }
        query
    }
}

fn joined<T: fmt::Display>(values: &[T]) -> String {
    values.iter().map(T::to_string).collect::<Vec<_>>().join(",")
}

/// A document to be created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct NewKycDocument {
    /// What it proves.
    #[serde(rename = "Type")]
    pub kind: KycDocumentType,
    /// The platform's free text, at most 255 characters. In Sandbox it decides the outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

impl Client {
    /// The KYC documents of the whole platform.
    pub fn kyc_documents(&self, filter: &KycDocumentFilter) -> Listing<KycDocument> {
        let request = Request { query: filter.query(), ..Request::get("/KYC/documents", &[]) };
        Listing::new(self.clone(), request)
    }

    /// The KYC documents of one user.
    pub fn kyc_documents_of(&self, user: &UserId, filter: &KycDocumentFilter) -> Listing<KycDocument> {
        let request =
            Request { query: filter.query(), ..Request::get("/users/{UserId}/KYC/documents", &[user.as_str()]) };
        Listing::new(self.clone(), request)
    }

    /// One KYC document by its id alone (`GET /KYC/documents/{DocumentId}`).
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], or any of a read.
    pub async fn kyc_document(&self, document: &KycDocumentId) -> Result<Fetched<KycDocument>, Error> {
        self.read("KYC document", "/KYC/documents/{DocumentId}", &[document.as_str()]).await
    }

    /// One KYC document of a user (`GET /users/{UserId}/KYC/documents/{DocumentId}`).
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], or any of a read.
    pub async fn kyc_document_of(
        &self,
        user: &UserId,
        document: &KycDocumentId,
    ) -> Result<Fetched<KycDocument>, Error> {
        let params = [user.as_str(), document.as_str()];
        self.read("KYC document", "/users/{UserId}/KYC/documents/{DocumentId}", &params).await
    }

    /// Creates a document without pages (users-verification.md §3.3).
    ///
    /// # Errors
    ///
    /// [`Error::UnknownOutcome`] and [`Error::Conflict`] are looked up with [`Client::response`]; [`Error::Validation`]
    /// if the type does not fit the user.
    pub async fn create_kyc_document(
        &self,
        user: &UserId,
        document: &NewKycDocument,
        key: &IdempotencyKey,
    ) -> Result<Fetched<KycDocument>, Error> {
        let body = Body::Json(json(document)?);
        self.write("KYC document", &Request::post("/users/{UserId}/KYC/documents", &[user.as_str()], body, key)).await
    }

    /// Sends one file of a document (users-verification.md §3.4). `progress` is told each part that the network takes.
    /// There is no deadline for the whole: 10 s for a connection, 30 s without progress, 60 s for the answer.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownOutcome`] if the connection broke, or a token was refused, amid the body.
    pub async fn send_page(
        &self,
        user: &UserId,
        document: &KycDocumentId,
        key: &IdempotencyKey,
        page: &PageBody,
        progress: &mut (dyn FnMut(PageProgress) + Send),
    ) -> Result<(), Error> {
        let template = "/users/{UserId}/KYC/documents/{DocumentId}/pages";
        let params = [user.as_str(), document.as_str()];
        let request = Request::post(template, &params, Body::Page(page.clone()), key).expecting(Expect::Nothing);
        self.send_watched(&request, progress).await.map(|_| ())
    }

    /// Asks for validation (users-verification.md §3.5). A PUT without key: after an unknown outcome, read the document's
    /// status.
    ///
    /// # Errors
    ///
    /// [`Error::Validation`] if the document is past `CREATED`; [`Error::UnknownOutcome`] as said.
    pub async fn submit_kyc_document(
        &self,
        user: &UserId,
        document: &KycDocumentId,
    ) -> Result<Fetched<KycDocument>, Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "PascalCase")]
        struct Submission {
            status: KycDocumentStatus,
        }
        let body = Body::Json(json(&Submission { status: KycDocumentStatus::ValidationAsked })?);
        let params = [user.as_str(), document.as_str()];
        self.write("KYC document", &Request::put("/users/{UserId}/KYC/documents/{DocumentId}", &params, body)).await
    }
}

fn json<T: Serialize>(value: &T) -> Result<Bytes, Error> {
    serde_json::to_vec(value).map(Bytes::from).map_err(|_| Error::Setup { what: "request body" })
}
