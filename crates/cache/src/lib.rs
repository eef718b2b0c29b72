//! Offline copies of what the API still serves. Can be rebuilt.
