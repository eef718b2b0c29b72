//! Builders, fake clock, temporary profiles and a simulator launcher for tests.
