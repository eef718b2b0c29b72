//! The typed client of the Mangopay API v2.01.
