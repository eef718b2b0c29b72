//! The typed client of the Mangopay API v2.01: everything a back office asks of it.
//!
//! A request is a value and sending is one function ([`Client`] holds it); what may be tried again is one pure function
//! ([`retry::decide`]); what went wrong is one enum ([`Error`]). Each resource has a file with its objects and its calls,
//! declared in three words each: `objects!` and `bodies!` (`object.rs`), `query!` (`query.rs`), `calls!` (`surface.rs`).
//! Every object keeps the JSON it came from ([`Fetched`]), so that fields and values this version does not know survive.
//! Which calls there are is data too: [`surface`].
//!
//! What this crate does **not** do: it stores nothing, plans nothing and never counts calls against a budget (every try
//! asks a [`Gate`], which may, and each call is reported to an [`Observer`]). It reads no clock and makes no randomness of its own: both are passed in.
//! It never repeats a write whose outcome is open: that is [`Error::UnknownOutcome`], and the caller looks it up with
//! [`Client::response`]. It holds no words for people: `Display` of errors is for logs and carries no value of a body.

mod access;
mod address;
mod answer;
mod bank_accounts;
mod banking_aliases;
mod cards;
mod classify;
mod client;
mod conversions;
mod countries;
mod deposits;
mod dispute_documents;
mod disputes;
mod download;
mod emoney;
mod error;
mod events;
mod fetched;
mod formats;
pub mod fuzz_entry;
mod gate;
mod hooks;
mod idv;
mod kyc;
mod list;
mod mandates;
mod money;
mod network;
mod object;
mod observer;
mod options;
mod page_body;
mod pay_ins;
mod payouts;
mod platform;
mod ports;
mod preauthorizations;
mod query;
mod rate;
mod recipients;
mod recurring;
mod refunds;
mod regulatory;
mod reports;
mod request;
mod responses;
pub mod retry;
mod sca;
mod scalar;
mod settlements;
mod surface;
mod token;
mod transactions;
mod transfers;
mod transmit;
mod ubo;
mod user_writes;
mod users;
mod verified_identity;
mod virtual_accounts;
mod wallets;
mod wire;

pub use access::Access;
pub use address::{PRODUCTION, SANDBOX, ServerAddress, ServerAddressError};
pub use bank_accounts::*;
pub use banking_aliases::*;
pub use cards::*;
pub use client::{Client, ServerTime};
pub use conversions::*;
pub use countries::*;
pub use deposits::*;
pub use dispute_documents::*;
pub use disputes::*;
pub use download::Download;
pub use emoney::*;
pub use error::{Denial, Error, Link, Refusal, TransportKind};
pub use events::*;
pub use fetched::{Fetched, Raw, Unread};
pub use formats::*;
pub use gate::{Answered, Gate, Leaving, Pass};
pub use hooks::*;
pub use idv::*;
pub use kyc::*;
pub use list::{Listing, Order, Page, Range};
pub use mandates::*;
pub use network::{
    ClientIdentity, ClientIdentityError, Network, ProxyAddress, ProxyAddressError, TrustedCertificates,
    TrustedCertificatesError,
};
pub use observer::{CallReport, NoObserver, Observer};
pub use options::{
    ANSWER_TIMEOUT, CALL_TIMEOUT, CONNECT_TIMEOUT, KERNEL_BUFFER, NO_PROGRESS_TIMEOUT, Options, SLOWEST_LINK, Timeouts,
};
pub use page_body::{PageBody, PageProgress};
pub use pay_ins::*;
pub use payouts::*;
pub use platform::*;
pub use ports::{Clock, Jitter};
pub use preauthorizations::*;
pub use rate::{RateState, RateWindow, WindowLength};
pub use recipients::*;
pub use recurring::*;
pub use refunds::*;
pub use regulatory::*;
pub use reports::*;
pub use responses::{Recorded, RecordedResponse};
pub use sca::*;
pub use scalar::Scalar;
pub use settlements::*;
pub use surface::Call;
pub use token::{LEAST_LEFT_FOR_PAGE, RENEW_BEFORE};
pub use transactions::*;
pub use transfers::*;
pub use ubo::*;
pub use user_writes::*;
pub use users::*;
pub use verified_identity::*;
pub use virtual_accounts::*;
pub use wallets::*;

/// Every call that this client can make, but for that of a token.
pub fn surface() -> impl Iterator<Item = &'static Call> {
    [
        bank_accounts::CALLS,
        banking_aliases::CALLS,
        cards::CALLS,
        conversions::CALLS,
        countries::CALLS,
        deposits::CALLS,
        dispute_documents::CALLS,
        disputes::CALLS,
        emoney::CALLS,
        events::CALLS,
        formats::CALLS,
        hooks::CALLS,
        idv::CALLS,
        kyc::CALLS,
        mandates::CALLS,
        pay_ins::CALLS,
        payouts::CALLS,
        platform::CALLS,
        preauthorizations::CALLS,
        recipients::CALLS,
        recurring::CALLS,
        refunds::CALLS,
        regulatory::CALLS,
        reports::CALLS,
        responses::CALLS,
        sca::CALLS,
        settlements::CALLS,
        transactions::CALLS,
        transfers::CALLS,
        ubo::CALLS,
        user_writes::CALLS,
        users::CALLS,
        verified_identity::CALLS,
        virtual_accounts::CALLS,
        wallets::CALLS,
        pay_ins::CREATE_CALLS,
    ]
    .into_iter()
    .flatten()
}
