//! A simulator of the Mangopay API v2.01 with state and consequences: library and binary.
//!
//! [`Sandbox::start`] serves a platform on a socket of its own; [`Sandbox::control`] gives the verbs that move its clock,
//! decide its documents and script its faults. The program of the same name does it for a person or another process, with
//! the verbs over HTTP.
//!
//! It shares nothing with the API client: rules and names come from `docs/api/`, and each is cited where it is
//! applied. It is tolerant as the official SDKs need ([`Options::strict`] is not). Time is [`ClockMode`]: every expiry,
//! window and outcome follows it, and no rule waits in real time; only scripted delays do.
//!
//! A call passes, in this order: rate limit, credentials, scope, route, length, body, credentials once more (a token may
//! end while the body is on its way), idempotency key, validation, effect. Effect, events, recorded answer and saved
//! state are one step under one lock.
//!
//! # Control plane over HTTP
//!
//! With [`Options::control`], under `/_control`, JSON in and out, errors as `{"error": …}`; README.md has examples.
//!
//! | Verb | Body | Does |
//! |---|---|---|
//! | GET `/_control` | | the time |
//! | POST `/_control/clock` | `{"advance": s}` or `{"set": unix}` | moves the clock |
//! | POST `/_control/documents/{id}/decide` | `{"status", "reason"?, "message"?, "flags"?}` | decides a document |
//! | POST `/_control/review` | `{"seconds": s}` | time until the outcome that a Tag asks for |
//! | GET, POST, DELETE `/_control/faults`, DELETE `…/{id}` | one [`Fault`] or a list | scripts faults |
//! | GET, DELETE `/_control/calls` | | the received calls ([`Received`]) |
//! | POST `/_control/tokens/expire` | | ends all tokens |
//! | POST `/_control/lock` | `{"seconds": s}` | locks the account |
//! | POST `/_control/scopes` | `{"scopes": "all"}` or a list | changes the key's scopes |
//! | POST `/_control/rate` | `{"calls": n}` | counts calls made by others |
//! | POST `/_control/users/{id}/block` | `{"inflows", "outflows", "action"}` | blocks a user |
//! | POST `/_control/users/{id}/authenticate` | | the user has done SCA |
//! | POST `/_control/answer/{kind}/{id}` | `{"accept": bool}` | answers for a user: wallets, transfers, payins, preauthorizations, validations, mandates |
//! | POST `/_control/payins/{id}/receive` | | an announced bank wire comes |
//! | POST `/_control/virtual-accounts/{id}/receive` | `{"currency", "amount"}` | money comes to a virtual account |
//! | POST `/_control/payouts/{id}/decide` | `{"code"}` | the bank answers: `000000` or a failure |
//! | POST `/_control/payouts/{id}/return` | `{"reason", "message"?}` | the bank returns a payout |
//! | POST `/_control/ubodeclarations/{id}/decide` | `{"status", "reason"?, "message"?}` | decides a declaration |
//! | POST `/_control/verifications/{id}/decide` | the same | decides a hosted session, or that of a person |
//! | POST `/_control/payins/{id}/dispute` | a [`Dispute`] | a bank disputes a pay-in |
//! | POST `/_control/disputes/{id}/decide` | `{"status": "bank", "reopen", "won", "lost" or "void"}` | the dispute goes on |
//! | POST `/_control/users/{id}/renewal` | `{"deadline": "YYYY-MM-DD"}` | a renewal is asked for |
//! | POST `/_control/reports/{id}/fail` | | a report under way will fail |
//! | GET, POST `/_control/features` | `{"idv", "psc", "verified_identity", "proxy"}` | switches features |
//! | POST `/_control/guard` | a [`Guard`] | says who may come in |
//! | POST, DELETE `/_control/keys/{alias}` | `{"scopes"}` | a further key (told once), or its end |
//! | GET `/_control/ledger` | | balances and what they sum to |
//! | POST `/_control/reset` | `{"world": "demo", "empty" or "large:N"}` | starts afresh |
//! | GET `/_control/dump` | | everything but credentials |
//!
//! # What it does not do
//!
//! It holds no document bytes, calls nobody but hooks on loopback addresses, and serves no TLS. README.md lists what of the API is not
//! modelled.

mod accounts;
mod agenda;
mod answer;
mod auth;
mod banks;
mod body;
mod calls;
mod clock;
mod control;
mod control_http;
mod countries;
mod decisions;
mod demo;
mod disputes;
mod events;
mod faults;
mod files;
mod formats;
mod guard;
mod hooks;
mod hosted;
mod idempotency;
mod identity;
mod ids;
mod idv;
mod kyc;
mod lists;
mod members;
mod money;
mod options;
mod pipeline;
mod platform;
mod rates;
mod recipients;
mod reports;
mod request;
mod routes;
mod sca;
mod server;
mod shared;
mod state;
mod ubo;
mod users;

pub use calls::{CallOutcome, Received};
pub use clock::ClockMode;
pub use control::{Control, ControlError, Decision};
pub use decisions::{Dispute, Ruling};
pub use faults::{Action, Armed, Fault};
pub use guard::Guard;
pub use options::{Options, RateLimits, Rights, Scopes, StateStore, World};
pub use routes::{Endpoint, endpoints};
pub use server::{Sandbox, StartError};
pub(crate) use shared::locked;
