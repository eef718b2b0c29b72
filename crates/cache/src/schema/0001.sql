-- Users: what the list says and what the detail says, one row each.
CREATE TABLE users (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person_type TEXT,
    name TEXT,
    name_folded TEXT,
    email TEXT,
    email_folded TEXT,
    tag TEXT,
    tag_folded TEXT,
    legal_form TEXT,
    category TEXT,
    status TEXT,
    kyc_level TEXT,
    country TEXT,
    created INTEGER,
    listed_raw TEXT,
    detail_raw TEXT,
    block_raw TEXT,
    fetched_at INTEGER NOT NULL,
    detail_fetched_at INTEGER,
    block_fetched_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE INDEX users_by_name ON users (name_folded, id);
CREATE INDEX users_by_created ON users (created, id);
CREATE INDEX users_by_email ON users (email_folded, id);
CREATE INDEX users_by_status ON users (status, created, id);
CREATE INDEX users_by_level ON users (kyc_level, created, id);
CREATE INDEX users_without_detail ON users (id) WHERE detail_fetched_at IS NULL AND gone_at IS NULL;

-- KYC documents. The columns user_… repeat the user's row, so that a list needs no join to be sorted.
CREATE TABLE documents (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    refused_reason TEXT,
    refused_message TEXT,
    flags TEXT NOT NULL,
    tag TEXT,
    tag_folded TEXT,
    created INTEGER,
    processed INTEGER,
    replaced INTEGER NOT NULL DEFAULT 0,
    raw TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    user_name TEXT,
    user_name_folded TEXT,
    user_email TEXT,
    user_email_folded TEXT,
    user_person_type TEXT,
    user_legal_form TEXT,
    user_category TEXT,
    user_kyc_level TEXT,
    user_country TEXT
) STRICT;
CREATE INDEX documents_by_created ON documents (created, id);
CREATE INDEX documents_by_processed ON documents (processed, id);
CREATE INDEX documents_by_status ON documents (status, created, id);
CREATE INDEX documents_by_type ON documents (type, created, id);
CREATE INDEX documents_by_reason ON documents (refused_reason, created, id) WHERE refused_reason IS NOT NULL;
CREATE INDEX documents_by_user ON documents (user_id, type, created);
CREATE INDEX documents_by_name ON documents (user_name_folded, id);

-- Events. The API gives them no id: ours is made of date, type and object.
CREATE TABLE events (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    date INTEGER NOT NULL,
    raw TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
) STRICT;
CREATE INDEX events_by_date ON events (date, id);
CREATE INDEX events_by_type ON events (type, date, id);
CREATE INDEX events_by_resource ON events (resource_id, date);

-- Words of a row, folded. The text itself is not stored again; rowid is the row's.
CREATE VIRTUAL TABLE users_text USING fts5 (
    id, name, email, tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE documents_text USING fts5 (
    id, user_id, tag, name, email,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- How far each stream of the sync is, written in the transaction that stores its rows.
CREATE TABLE streams (
    name TEXT PRIMARY KEY,
    watermark INTEGER,
    cursor TEXT,
    complete_from INTEGER,
    complete_to INTEGER,
    missing INTEGER NOT NULL,
    missing_reason TEXT,
    state TEXT,
    updated_at INTEGER NOT NULL
) STRICT;

-- Counts the commits that changed something, per area.
CREATE TABLE generations (
    area INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL
) STRICT;
INSERT INTO generations VALUES (0, 0), (1, 0), (2, 0);
