//! Secrets in the operating system's key store, and keys wrapped by passphrase and recovery code.
