//! The use cases of Mangrove: profiles, sign-in, lock and unlock, sync, queries, uploads. Runs without a window.
//!
//! A [`Host`] holds what the process has: the profiles, the windows and which profile each shows. An open profile has
//! one [`Engine`].
//!
//! What this crate does **not** do: it knows no window system (that is the shell, behind [`ports::Shell`]), makes no
//! text for people (codes and arguments only), and starts no simulator itself ([`ports::Demo`]).

mod parts;
pub mod ports;

pub use parts::Parts;
