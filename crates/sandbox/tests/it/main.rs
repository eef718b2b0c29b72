//! The simulator over real HTTP: every rule has a test that can fail.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failed expectation is a failed test")]

mod access;
mod demo;
mod faults;
mod idempotency;
mod kit;
mod kyc;
mod ledger;
mod limits;
mod lists;
mod money;
mod outflows;
mod pages;
mod payins;
mod purse;
mod routing;
mod store;
mod strict;
mod users;
mod wire;
