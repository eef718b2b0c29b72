//! How values look and read: pure functions from rows to cells and words, tested on the host.

pub mod calendar;
pub mod cells;
pub mod connection;
pub mod countries;
pub mod coverage;
pub mod disputes;
pub mod documents;
pub mod emoney;
pub mod export;
pub mod failure;
pub mod filters;
pub mod forms;
pub mod home;
pub mod ident;
pub mod ledger;
pub mod list;
mod loadable;
pub mod number;
pub mod objects;
pub mod outbox;
pub mod palette;
pub mod passphrase;
pub mod query;
pub mod reports;
pub mod schedules;
pub mod standing;
pub mod status;
pub mod sync;
pub mod uploads;
pub mod users;
pub mod viewport;

pub use calendar::Calendar;
pub use cells::Cell;
pub use loadable::Loadable;
pub use status::{Role, StatusWord};
