//! The simulator over real HTTP: every rule has a test that can fail.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failed expectation is a failed test")]

mod access;
mod byways;
mod demo;
mod disputes;
mod doors;
mod faults;
mod hooks;
mod hosted;
mod idempotency;
mod kit;
mod kyc;
mod large;
mod ledger;
mod limits;
mod lists;
mod money;
mod outflows;
mod owners;
mod pages;
mod payees;
mod payins;
mod purse;
mod quarrels;
mod reports;
mod routing;
mod seldom;
mod store;
mod strict;
mod trade;
mod users;
mod wire;
