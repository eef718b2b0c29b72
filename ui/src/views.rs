//! The views: declarations and compositions, without a style class of their own.

pub mod ahead;
pub mod compliance;
mod connection;
pub mod forms;
pub mod home;
pub mod lock;
pub mod notes;
pub mod objects;
pub mod outbox;
pub mod related;
pub mod report;
pub mod sync;
pub mod upload;
pub mod upload_drop;
pub mod user;
pub mod users;
pub mod welcome;
