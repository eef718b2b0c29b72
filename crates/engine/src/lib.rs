//! The use cases: profiles, sign-in, sync, queries, uploads. Runs without a window.
