# The outbox.

state-abandoned-note = The document { $document } stays at Mangopay, never submitted.
