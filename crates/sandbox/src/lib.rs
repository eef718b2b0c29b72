//! A simulator of the Mangopay API v2.01 with state and consequences: library and binary.

mod answer;
mod auth;
mod body;
mod calls;
mod clock;
mod control;
mod control_http;
mod countries;
mod demo;
mod events;
mod faults;
mod idempotency;
mod ids;
mod kyc;
mod lists;
mod members;
mod options;
mod pipeline;
mod platform;
mod rates;
mod request;
mod routes;
mod server;
mod shared;
mod state;
mod users;

pub use calls::{CallOutcome, Received};
pub use clock::ClockMode;
pub use control::{Control, ControlError, Decision};
pub use faults::{Action, Armed, Fault};
pub use options::{Options, RateLimits, Rights, Scopes, StateStore, World};
pub use server::{Sandbox, StartError};
pub(crate) use shared::locked;
