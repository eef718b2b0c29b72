use serde::Deserialize;

use crate::{Client, Error, Fetched};

/// The platform's own record (money-operations.md §4). What is not named here is in the JSON beside it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PlatformInfo {
    /// The client id.
    pub client_id: Option<String>,
    /// The name in use.
    pub name: Option<String>,
    /// The registered name.
    pub registered_name: Option<String>,
    /// `EU` or `UK`: who holds the licence.
    pub licensor: Option<String>,
    /// The platform's address on the web.
    #[serde(rename = "PlatformURL")]
    pub platform_url: Option<String>,
    /// Registration number.
    pub company_number: Option<String>,
}

impl Client {
    /// Reads the platform's own record: the cheapest proof that the key works. Needs the scope `Client.Details`, READ.
    ///
    /// # Errors
    ///
    /// [`Error::ScopeMissing`] without that scope, or any of a read.
    pub async fn platform(&self) -> Result<Fetched<PlatformInfo>, Error> {
        self.read("platform", "/clients", &[]).await
    }
}
