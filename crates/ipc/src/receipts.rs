//! A transaction as a page to keep.

use serde::{Deserialize, Serialize};

/// Asks for the receipt of a transaction (PDF), made of what the local copy holds. The person chooses where in the
/// system's own dialog; the path never comes here.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveReceipt {
    /// The transaction.
    pub id: String,
}

/// What a receipt came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SavedReceipt {
    /// No file was chosen; nothing was written.
    NotChosen,
    /// The file is whole.
    Done {
        /// What it is called; without its folder.
        file: String,
    },
}
