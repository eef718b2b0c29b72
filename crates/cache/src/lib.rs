//! Offline copies of what the API still serves: users, KYC documents, events, and how far their sync is. One
//! encrypted file per profile, so that client id and environment are the file's; every row tells when it was fetched.
//!
//! The sync hands over [`Batch`]es of plain rows, each applied in one transaction and idempotent; the interface asks
//! with `model::ListQuery`, answered by one executor. Raw JSON is kept beside the typed columns, so that fields this
//! version does not know survive.
//!
//! What this crate does **not** do: no network, no parsing of the API's objects, no precious data (it may be deleted
//! and fetched anew at any time: [`Cache::remove`], [`Cache::quarantine`]), and it never deletes a row.

mod aged;
mod apply;
mod batch;
mod cache;
mod disputes;
mod documents;
mod error;
mod events;
mod filters;
mod find;
mod fold;
mod ledger;
mod marks;
mod objects;
mod plan;
mod query;
mod reads;
mod records;
mod reports;
mod rows;
mod schema;
mod search;
mod streams;
mod tidy;
mod totals;
mod users;
mod walk;
mod words;

pub use aged::{AgePlace, AgedRow};
pub use apply::Applied;
pub use batch::{Batch, BlockRow, DocumentRow, EventRow, ObjectRow, Part, Renewal, UserPart, UserRow};
pub use cache::{Cache, Counting, Listener, SETTINGS};
pub use error::CacheError;
pub use fold::fold;
pub use ledger::{Movements, Unheld};
pub use reads::{Owner, OwnerCounts, OwnerRead, Owners};
pub use records::{DocumentRecord, EventRecord, Page, Records, UserRecord};
pub use reports::ReportFile;
pub use schema::{declared_area, declared_schema};
pub use streams::{Coverage, StreamState};
pub use walk::{Stop, Walk};

pub use sqlite::{Key, OpenError};
