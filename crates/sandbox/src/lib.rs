//! A simulator of the Mangopay API v2.01 with state and consequences: library and binary.
