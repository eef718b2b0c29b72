//! Opening, keying and migrating an encrypted SQLite file: the shared dull part.
