//! Fuzzing on a stable compiler: every seed, and thousands of inputs made of them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod mutate;
mod replay;
