-- Users are put in order by that day, and counted by whether it is known.
CREATE INDEX users_by_deadline ON users (deadline, created, row, status, person_type, legal_form);
DROP TRIGGER users_counted;
DROP TRIGGER users_recounted;
DROP TABLE users_totals;
CREATE TABLE users_totals (
    status ANY NOT NULL,
    person_type ANY NOT NULL,
    legal_form ANY NOT NULL,
    category ANY NOT NULL,
    kyc_level ANY NOT NULL,
    country ANY NOT NULL,
    renewal_known ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, person_type, legal_form, category, kyc_level, country, renewal_known)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER users_counted AFTER INSERT ON users BEGIN
    INSERT INTO users_totals VALUES (ifnull(new.status, '∅'), ifnull(new.person_type, '∅'), ifnull(new.legal_form, '∅'), ifnull(new.category, '∅'), ifnull(new.kyc_level, '∅'), ifnull(new.country, '∅'), ifnull(new.renewal_known, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER users_recounted AFTER UPDATE OF status, person_type, legal_form, category, kyc_level, country, renewal_known ON users
WHEN old.status IS NOT new.status OR old.person_type IS NOT new.person_type OR old.legal_form IS NOT new.legal_form OR old.category IS NOT new.category OR old.kyc_level IS NOT new.kyc_level OR old.country IS NOT new.country OR old.renewal_known IS NOT new.renewal_known BEGIN
    UPDATE users_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND person_type = ifnull(old.person_type, '∅') AND legal_form = ifnull(old.legal_form, '∅') AND category = ifnull(old.category, '∅') AND kyc_level = ifnull(old.kyc_level, '∅') AND country = ifnull(old.country, '∅') AND renewal_known = ifnull(old.renewal_known, '∅');
    INSERT INTO users_totals VALUES (ifnull(new.status, '∅'), ifnull(new.person_type, '∅'), ifnull(new.legal_form, '∅'), ifnull(new.category, '∅'), ifnull(new.kyc_level, '∅'), ifnull(new.country, '∅'), ifnull(new.renewal_known, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
INSERT INTO users_totals (status, person_type, legal_form, category, kyc_level, country, renewal_known, n) SELECT ifnull(users.status, '∅'), ifnull(users.person_type, '∅'), ifnull(users.legal_form, '∅'), ifnull(users.category, '∅'), ifnull(users.kyc_level, '∅'), ifnull(users.country, '∅'), ifnull(users.renewal_known, '∅'), count(*) FROM users GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- Quotes of conversions, as the declarations say.
CREATE TABLE quotes (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tag TEXT,
    tag_folded TEXT,
    status TEXT,
    debited INTEGER,
    debited_currency TEXT,
    credited INTEGER,
    credited_currency TEXT,
    fees INTEGER,
    fees_currency TEXT,
    currency TEXT,
    deadline INTEGER,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE quotes_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX quotes_by_status ON quotes (status, created, row, currency);
CREATE INDEX quotes_by_debited ON quotes (debited, created, row, status, currency);
CREATE INDEX quotes_by_credited ON quotes (credited, created, row, status, currency);
CREATE INDEX quotes_by_fees ON quotes (fees, created, row, status, currency);
CREATE INDEX quotes_by_currency ON quotes (currency, created, row, status);
CREATE INDEX quotes_by_deadline ON quotes (deadline, created, row, status, currency);
CREATE INDEX quotes_by_created ON quotes (created, row, status, currency);
CREATE VIRTUAL TABLE quotes_text USING fts5 (
    tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE quotes_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER quotes_named AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE quotes_totals (
    status ANY NOT NULL,
    currency ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, currency)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER quotes_counted AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_totals VALUES (ifnull(new.status, '∅'), ifnull(new.currency, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER quotes_recounted AFTER UPDATE OF status, currency ON quotes
WHEN old.status IS NOT new.status OR old.currency IS NOT new.currency BEGIN
    UPDATE quotes_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND currency = ifnull(old.currency, '∅');
    INSERT INTO quotes_totals VALUES (ifnull(new.status, '∅'), ifnull(new.currency, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
INSERT INTO quotes_text (quotes_text, rank) VALUES ('pgsz', 3900);
INSERT INTO quotes_ids (quotes_ids, rank) VALUES ('pgsz', 3900);
