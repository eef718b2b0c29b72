-- What else the API tells of a user, each part by its name and as it came.
CREATE TABLE user_parts (
    user_id TEXT NOT NULL,
    part TEXT NOT NULL,
    raw TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, part)
) STRICT, WITHOUT ROWID;
