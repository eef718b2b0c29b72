//! Use cases against the simulator: whole stories without a window, on a clock that the tests move.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests fail loudly")]

mod actions;
mod aliases;
mod behind;
mod connecting;
mod disputes;
mod drafts;
mod exports;
mod forms;
mod guarding;
mod lists;
mod locking;
mod lookup;
mod made;
mod notes;
mod office;
mod proof;
mod quotes;
mod reading;
mod receipts;
mod schedules;
mod standing;
mod storage;
mod tables;
mod uploads;
mod windows;
