//! The vocabulary of Mangrove: ids, money, time, statuses, KYC rules, list queries and upload states, as both the
//! backend and the interface speak them.
//!
//! What this crate does **not** do: no I/O, no clock, no randomness, no async, no formatting for people (that is
//! `l10n` and the interface). It builds for the browser.

mod areas;
mod cell;
mod columns;
mod debug;
mod disputes;
mod environment;
pub mod form;
mod ids;
mod kyc;
mod list;
mod money;
mod object_kind;
mod open_enum;
mod result_codes;
mod search;
mod statuses;
mod tables;
mod time;
mod upload;

pub use areas::{Area, Use};
pub use cell::{Cell, Hit, Hits, Listing, Mark, Object, Origin, Row, Sum, SumQuery, Total};
pub use columns::{Column, Kind};
pub use disputes::{AdvisedBy, Checklist, Contesting, Paper, checklist};
pub use environment::Environment;
pub use ids::*;
pub use kyc::{
    DocumentSubject, FileRules, IdentityPaper, LARGEST_FILE, MOST_FILES, SMALLEST_IDENTITY_PROOF, SMALLEST_OTHER_FILE,
    allowed_types, file_rules,
};
pub use list::{Condition, Direction, Filter, ListQuery, Sort, Window};
pub use money::{Currency, Money};
pub use object_kind::ObjectKind;
pub use result_codes::{RESULT_CODES, ResultCode};
pub use search::{Search, SearchError, SearchTrouble};
pub use statuses::*;
pub use tables::{ChosenColumn, LONGEST_VIEW_NAME, MOST_VIEWS, ViewNameFault, view_name};
pub use time::UnixSeconds;
pub use upload::{StopReason, UploadState, UploadStep};
