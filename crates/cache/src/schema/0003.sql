-- Which owners' parts of a stream were read: one row per list of a user, written in the transaction of its rows.
CREATE TABLE owner_reads (
    stream TEXT NOT NULL,
    owner TEXT NOT NULL,
    at INTEGER NOT NULL,
    missing TEXT,
    PRIMARY KEY (stream, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX owner_reads_missing ON owner_reads (stream, missing) WHERE missing IS NOT NULL;
