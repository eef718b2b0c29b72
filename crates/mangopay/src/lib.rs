//! The typed client of the Mangopay API v2.01: users, KYC documents and their pages, events, recorded responses and the
//! platform's own record.
//!
//! A request is a value and sending is one function ([`Client`] holds it); what may be tried again is one pure function
//! ([`retry::decide`]); what went wrong is one enum ([`Error`]). Every object keeps the JSON it came from ([`Fetched`]),
//! so that fields and values this version does not know survive.
//!
//! What this crate does **not** do: it stores nothing, plans nothing and never counts calls against a budget (it reports
//! each call to an [`Observer`], which may). It reads no clock and makes no randomness of its own: both are passed in.
//! It never repeats a write whose outcome is open: that is [`Error::UnknownOutcome`], and the caller looks it up with
//! [`Client::response`]. It holds no words for people: `Display` of errors is for logs and carries no value of a body.

mod access;
mod address;
mod answer;
mod classify;
mod client;
mod error;
mod events;
mod fetched;
mod kyc;
mod list;
mod observer;
mod options;
mod page_body;
mod platform;
mod ports;
mod rate;
mod regulatory;
mod request;
mod responses;
pub mod retry;
mod token;
mod transmit;
mod users;
mod wire;

pub use access::Access;
pub use address::{PRODUCTION, SANDBOX, ServerAddress, ServerAddressError};
pub use client::{Client, ServerTime};
pub use error::{Denial, Error, Link, Refusal, TransportKind};
pub use events::{ApiEvent, EventFilter};
pub use fetched::{Fetched, Raw, Unread};
pub use kyc::{KycDocument, KycDocumentFilter, NewKycDocument};
pub use list::{Listing, Order, Page, Range};
pub use observer::{CallReport, NoObserver, Observer};
pub use options::{
    ANSWER_TIMEOUT, CALL_TIMEOUT, CONNECT_TIMEOUT, KERNEL_BUFFER, NO_PROGRESS_TIMEOUT, Options, SLOWEST_LINK, Timeouts,
};
pub use page_body::{PageBody, PageProgress};
pub use platform::PlatformInfo;
pub use ports::{Clock, Jitter};
pub use rate::{RateState, RateWindow, WindowLength};
pub use regulatory::{BlockedScope, KycInformation, Regulatory};
pub use responses::{Recorded, RecordedResponse};
pub use token::{LEAST_LEFT_FOR_PAGE, RENEW_BEFORE};
pub use users::{Address, LegalRepresentative, PendingUserAction, User};
