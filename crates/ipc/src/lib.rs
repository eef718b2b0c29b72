//! The contract between the interface and the backend: commands, replies, events, failures.
