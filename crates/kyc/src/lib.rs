//! Page building and preflight checks: bytes in, bytes and findings out. No input or output of its own.
