-- Banking aliases of wallets, as the declarations say.
CREATE TABLE banking_aliases (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    description TEXT,
    description_folded TEXT,
    alias TEXT,
    alias_folded TEXT,
    tag TEXT,
    tag_folded TEXT,
    active INTEGER,
    country TEXT,
    user TEXT,
    wallet TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE banking_aliases_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX banking_aliases_by_active ON banking_aliases (active, created, row, country);
CREATE INDEX banking_aliases_by_country ON banking_aliases (country, created, row, active);
CREATE INDEX banking_aliases_by_user ON banking_aliases (user, created, row, active, country);
CREATE INDEX banking_aliases_by_wallet ON banking_aliases (wallet, created, row, active, country) WHERE wallet IS NOT NULL;
CREATE INDEX banking_aliases_by_created ON banking_aliases (created, row, active, country);
CREATE VIRTUAL TABLE banking_aliases_text USING fts5 (
    description, alias, tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO banking_aliases_text (banking_aliases_text, rank) VALUES ('pgsz', 3900);
CREATE VIRTUAL TABLE banking_aliases_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
INSERT INTO banking_aliases_ids (banking_aliases_ids, rank) VALUES ('pgsz', 3900);
CREATE TRIGGER banking_aliases_named AFTER INSERT ON banking_aliases BEGIN
    INSERT INTO banking_aliases_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE banking_aliases_totals (
    active ANY NOT NULL,
    country ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (active, country)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER banking_aliases_counted AFTER INSERT ON banking_aliases BEGIN
    INSERT INTO banking_aliases_totals VALUES (ifnull(new.active, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER banking_aliases_recounted AFTER UPDATE OF active, country ON banking_aliases
WHEN old.active IS NOT new.active OR old.country IS NOT new.country BEGIN
    UPDATE banking_aliases_totals SET n = n - 1 WHERE active = ifnull(old.active, '∅') AND country = ifnull(old.country, '∅');
    INSERT INTO banking_aliases_totals VALUES (ifnull(new.active, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
