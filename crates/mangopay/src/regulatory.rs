use model::UserId;
use serde::Deserialize;

use crate::{Client, Error, Fetched};

/// Whether and why a user is blocked, and when documents must be renewed (users-verification.md §9.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Regulatory {
    /// Why and what to do (`008701`, …); null when nothing is blocked.
    pub action_code: Option<String>,
    /// What is blocked.
    pub scope_blocked: Option<BlockedScope>,
    /// When the user was last verified; only from `Regulatory`, since 2026.
    pub kyc_information: Option<KycInformation>,
}

/// What is blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct BlockedScope {
    /// No pay-ins and no transfers.
    pub inflows: Option<bool>,
    /// No payouts and no transfers.
    pub outflows: Option<bool>,
}

/// When the user was last verified and must be again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct KycInformation {
    /// `YYYY-MM-DD`.
    pub last_kyc_date: Option<String>,
    /// The last day for new documents, as the API writes it.
    pub kyc_renewal_deadline: Option<String>,
}

impl Client {
    /// A user's blocks and renewal dates (`GET /users/{UserId}/Regulatory`).
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], or any of a read.
    pub async fn regulatory(&self, user: &UserId) -> Result<Fetched<Regulatory>, Error> {
        self.read("regulatory status", "/users/{UserId}/Regulatory", &[user.as_str()]).await
    }

    /// A user's blocks (`GET /users/{UserId}/blockStatus`, known to the SDKs only).
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], or any of a read.
    pub async fn block_status(&self, user: &UserId) -> Result<Fetched<Regulatory>, Error> {
        self.read("block status", "/users/{UserId}/blockStatus", &[user.as_str()]).await
    }
}
