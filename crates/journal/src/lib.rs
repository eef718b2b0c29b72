//! What may never be lost: drafts, outbox, audit chain, archive, settings.
