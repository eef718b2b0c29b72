-- Made from the declarations in model::Area by `cargo run -p cache --example schema`.
-- Indexes with ids in them gave ties the order of ids; now they have the order of age.
DROP INDEX users_by_name;
DROP INDEX users_by_created;
DROP INDEX users_by_email;
DROP INDEX users_by_status;
DROP INDEX users_by_level;
DROP INDEX documents_by_created;
DROP INDEX documents_by_processed;
DROP INDEX documents_by_status;
DROP INDEX documents_by_type;
DROP INDEX documents_by_reason;
DROP INDEX documents_by_user;
DROP INDEX documents_by_name;
DROP INDEX events_by_date;
DROP INDEX events_by_type;
DROP INDEX events_by_resource;
CREATE INDEX documents_by_user_and_type ON documents (user_id, type, created);

CREATE TABLE generations_by_name (area TEXT PRIMARY KEY, generation INTEGER NOT NULL) STRICT;
INSERT INTO generations_by_name
    SELECT CASE area WHEN 0 THEN 'users' WHEN 1 THEN 'documents' ELSE 'events' END, generation FROM generations;
DROP TABLE generations;
ALTER TABLE generations_by_name RENAME TO generations;

CREATE INDEX users_by_name ON users (name_folded, created);
CREATE INDEX users_by_email ON users (email_folded, created);
CREATE INDEX users_by_tag ON users (tag_folded, created);
CREATE INDEX users_by_status ON users (status, created);
CREATE INDEX users_by_created ON users (created);
CREATE INDEX users_by_person ON users (person_type, created);
CREATE INDEX users_by_form ON users (legal_form, created);
CREATE INDEX users_by_category ON users (category, created);
CREATE INDEX users_by_level ON users (kyc_level, created);
CREATE INDEX users_by_country ON users (country, created);
CREATE VIRTUAL TABLE users_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
INSERT INTO users_ids (rowid, id) SELECT row, id FROM users;
CREATE TRIGGER users_named AFTER INSERT ON users BEGIN
    INSERT INTO users_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE users_totals (
    status ANY NOT NULL,
    person_type ANY NOT NULL,
    legal_form ANY NOT NULL,
    category ANY NOT NULL,
    kyc_level ANY NOT NULL,
    country ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, person_type, legal_form, category, kyc_level, country)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER users_counted AFTER INSERT ON users BEGIN
    INSERT INTO users_totals VALUES (ifnull(new.status, '∅'), ifnull(new.person_type, '∅'), ifnull(new.legal_form, '∅'), ifnull(new.category, '∅'), ifnull(new.kyc_level, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER users_recounted AFTER UPDATE OF status, person_type, legal_form, category, kyc_level, country ON users
WHEN old.status IS NOT new.status OR old.person_type IS NOT new.person_type OR old.legal_form IS NOT new.legal_form OR old.category IS NOT new.category OR old.kyc_level IS NOT new.kyc_level OR old.country IS NOT new.country BEGIN
    UPDATE users_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND person_type = ifnull(old.person_type, '∅') AND legal_form = ifnull(old.legal_form, '∅') AND category = ifnull(old.category, '∅') AND kyc_level = ifnull(old.kyc_level, '∅') AND country = ifnull(old.country, '∅');
    INSERT INTO users_totals VALUES (ifnull(new.status, '∅'), ifnull(new.person_type, '∅'), ifnull(new.legal_form, '∅'), ifnull(new.category, '∅'), ifnull(new.kyc_level, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
INSERT INTO users_totals (status, person_type, legal_form, category, kyc_level, country, n) SELECT ifnull(users.status, '∅'), ifnull(users.person_type, '∅'), ifnull(users.legal_form, '∅'), ifnull(users.category, '∅'), ifnull(users.kyc_level, '∅'), ifnull(users.country, '∅'), count(*) FROM users GROUP BY 1, 2, 3, 4, 5, 6;

CREATE INDEX documents_by_name ON documents (user_name_folded, created);
CREATE INDEX documents_by_email ON documents (user_email_folded, created);
CREATE INDEX documents_by_tag ON documents (tag_folded, created);
CREATE INDEX documents_by_status ON documents (status, created);
CREATE INDEX documents_by_type ON documents (type, created);
CREATE INDEX documents_by_created ON documents (created);
CREATE INDEX documents_by_processed ON documents (processed, created);
CREATE INDEX documents_by_reason ON documents (refused_reason, created);
CREATE INDEX documents_by_replaced ON documents (replaced, created);
CREATE INDEX documents_by_user ON documents (user_id, created);
CREATE VIRTUAL TABLE documents_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
INSERT INTO documents_ids (rowid, id) SELECT row, id FROM documents;
CREATE TRIGGER documents_named AFTER INSERT ON documents BEGIN
    INSERT INTO documents_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE documents_totals (
    status ANY NOT NULL,
    type ANY NOT NULL,
    refused_reason ANY NOT NULL,
    replaced ANY NOT NULL,
    user_person_type ANY NOT NULL,
    user_legal_form ANY NOT NULL,
    user_category ANY NOT NULL,
    user_kyc_level ANY NOT NULL,
    user_country ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, type, refused_reason, replaced, user_person_type, user_legal_form, user_category, user_kyc_level, user_country)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER documents_counted AFTER INSERT ON documents BEGIN
    INSERT INTO documents_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.refused_reason, '∅'), ifnull(new.replaced, '∅'), ifnull(new.user_person_type, '∅'), ifnull(new.user_legal_form, '∅'), ifnull(new.user_category, '∅'), ifnull(new.user_kyc_level, '∅'), ifnull(new.user_country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER documents_recounted AFTER UPDATE OF status, type, refused_reason, replaced, user_person_type, user_legal_form, user_category, user_kyc_level, user_country ON documents
WHEN old.status IS NOT new.status OR old.type IS NOT new.type OR old.refused_reason IS NOT new.refused_reason OR old.replaced IS NOT new.replaced OR old.user_person_type IS NOT new.user_person_type OR old.user_legal_form IS NOT new.user_legal_form OR old.user_category IS NOT new.user_category OR old.user_kyc_level IS NOT new.user_kyc_level OR old.user_country IS NOT new.user_country BEGIN
    UPDATE documents_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND type = ifnull(old.type, '∅') AND refused_reason = ifnull(old.refused_reason, '∅') AND replaced = ifnull(old.replaced, '∅') AND user_person_type = ifnull(old.user_person_type, '∅') AND user_legal_form = ifnull(old.user_legal_form, '∅') AND user_category = ifnull(old.user_category, '∅') AND user_kyc_level = ifnull(old.user_kyc_level, '∅') AND user_country = ifnull(old.user_country, '∅');
    INSERT INTO documents_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.refused_reason, '∅'), ifnull(new.replaced, '∅'), ifnull(new.user_person_type, '∅'), ifnull(new.user_legal_form, '∅'), ifnull(new.user_category, '∅'), ifnull(new.user_kyc_level, '∅'), ifnull(new.user_country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
INSERT INTO documents_totals (status, type, refused_reason, replaced, user_person_type, user_legal_form, user_category, user_kyc_level, user_country, n) SELECT ifnull(documents.status, '∅'), ifnull(documents.type, '∅'), ifnull(documents.refused_reason, '∅'), ifnull(documents.replaced, '∅'), ifnull(documents.user_person_type, '∅'), ifnull(documents.user_legal_form, '∅'), ifnull(documents.user_category, '∅'), ifnull(documents.user_kyc_level, '∅'), ifnull(documents.user_country, '∅'), count(*) FROM documents GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;

CREATE TABLE transactions (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tag TEXT,
    tag_folded TEXT,
    status TEXT,
    type TEXT,
    nature TEXT,
    result TEXT,
    created INTEGER,
    executed INTEGER,
    debited INTEGER,
    debited_currency TEXT,
    credited INTEGER,
    credited_currency TEXT,
    fees INTEGER,
    fees_currency TEXT,
    currency TEXT,
    user TEXT,
    credited_user TEXT,
    debited_wallet TEXT,
    credited_wallet TEXT,
    initial TEXT,
    initial_type TEXT,
    payment TEXT,
    execution TEXT,
    card TEXT,
    mandate TEXT,
    bank_account TEXT,
    preauthorization TEXT,
    dispute TEXT,
    reason TEXT,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE transactions_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX transactions_by_status ON transactions (status, created, row, type, nature, currency, debited, executed);
CREATE INDEX transactions_by_type ON transactions (type, created, row, status, nature, currency, debited, executed);
CREATE INDEX transactions_by_nature ON transactions (nature, created, row, status, type, currency, debited, executed);
CREATE INDEX transactions_by_result ON transactions (result, created, row, status, type, nature, currency);
CREATE INDEX transactions_by_created ON transactions (created, row, status, type, nature, currency);
CREATE INDEX transactions_by_executed ON transactions (executed, created, row, status, type, nature, currency);
CREATE INDEX transactions_by_debited ON transactions (debited, created, row, status, type, nature, currency);
CREATE INDEX transactions_by_fees ON transactions (fees, created, row, status, type, nature, currency);
CREATE INDEX transactions_by_user ON transactions (user, created, row, status, type, nature, currency, debited, executed);
CREATE INDEX transactions_by_credited_user ON transactions (credited_user, created, row, status, type, nature, currency) WHERE credited_user IS NOT NULL;
CREATE INDEX transactions_by_debited_wallet ON transactions (debited_wallet, created, row, status, type, nature, currency) WHERE debited_wallet IS NOT NULL;
CREATE INDEX transactions_by_credited_wallet ON transactions (credited_wallet, created, row, status, type, nature, currency) WHERE credited_wallet IS NOT NULL;
CREATE INDEX transactions_by_initial ON transactions (initial, created) WHERE initial IS NOT NULL;
CREATE INDEX transactions_by_card ON transactions (card, created) WHERE card IS NOT NULL;
CREATE INDEX transactions_by_mandate ON transactions (mandate, created) WHERE mandate IS NOT NULL;
CREATE INDEX transactions_by_bank_account ON transactions (bank_account, created) WHERE bank_account IS NOT NULL;
CREATE INDEX transactions_by_preauthorization ON transactions (preauthorization, created) WHERE preauthorization IS NOT NULL;
CREATE INDEX transactions_by_dispute ON transactions (dispute, created) WHERE dispute IS NOT NULL;
CREATE VIRTUAL TABLE transactions_text USING fts5 (
    tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE transactions_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER transactions_named AFTER INSERT ON transactions BEGIN
    INSERT INTO transactions_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE transactions_totals (
    status ANY NOT NULL,
    type ANY NOT NULL,
    nature ANY NOT NULL,
    currency ANY NOT NULL,
    initial_type ANY NOT NULL,
    payment ANY NOT NULL,
    reason ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, type, nature, currency, initial_type, payment, reason)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER transactions_counted AFTER INSERT ON transactions BEGIN
    INSERT INTO transactions_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.nature, '∅'), ifnull(new.currency, '∅'), ifnull(new.initial_type, '∅'), ifnull(new.payment, '∅'), ifnull(new.reason, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER transactions_recounted AFTER UPDATE OF status, type, nature, currency, initial_type, payment, reason ON transactions
WHEN old.status IS NOT new.status OR old.type IS NOT new.type OR old.nature IS NOT new.nature OR old.currency IS NOT new.currency OR old.initial_type IS NOT new.initial_type OR old.payment IS NOT new.payment OR old.reason IS NOT new.reason BEGIN
    UPDATE transactions_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND type = ifnull(old.type, '∅') AND nature = ifnull(old.nature, '∅') AND currency = ifnull(old.currency, '∅') AND initial_type = ifnull(old.initial_type, '∅') AND payment = ifnull(old.payment, '∅') AND reason = ifnull(old.reason, '∅');
    INSERT INTO transactions_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.nature, '∅'), ifnull(new.currency, '∅'), ifnull(new.initial_type, '∅'), ifnull(new.payment, '∅'), ifnull(new.reason, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TABLE transactions_days (
    day INTEGER NOT NULL,
    status ANY NOT NULL,
    type ANY NOT NULL,
    nature ANY NOT NULL,
    currency ANY NOT NULL,
    n INTEGER NOT NULL,
    debited INTEGER NOT NULL,
    fees INTEGER NOT NULL,
    PRIMARY KEY (day, status, type, nature, currency)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER transactions_dated AFTER INSERT ON transactions BEGIN
    INSERT INTO transactions_days SELECT (new.created - ((new.created % 86400) + 86400) % 86400) / 86400, ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.nature, '∅'), ifnull(new.currency, '∅'), 1, ifnull(new.debited, 0), ifnull(new.fees, 0) WHERE new.created IS NOT NULL
        ON CONFLICT DO UPDATE SET n = n + 1, debited = CASE typeof(debited + excluded.debited) WHEN 'integer' THEN debited + excluded.debited ELSE iif(debited > 0, 9223372036854775807, -9223372036854775807) END, fees = CASE typeof(fees + excluded.fees) WHEN 'integer' THEN fees + excluded.fees ELSE iif(fees > 0, 9223372036854775807, -9223372036854775807) END;
END;
CREATE TRIGGER transactions_redated AFTER UPDATE OF status, type, nature, currency, debited, fees, created ON transactions
WHEN old.status IS NOT new.status OR old.type IS NOT new.type OR old.nature IS NOT new.nature OR old.currency IS NOT new.currency OR old.debited IS NOT new.debited OR old.fees IS NOT new.fees OR old.created IS NOT new.created BEGIN
    UPDATE transactions_days SET n = n - 1, debited = CASE typeof(debited - ifnull(old.debited, 0)) WHEN 'integer' THEN debited - ifnull(old.debited, 0) ELSE iif(debited > 0, 9223372036854775807, -9223372036854775807) END, fees = CASE typeof(fees - ifnull(old.fees, 0)) WHEN 'integer' THEN fees - ifnull(old.fees, 0) ELSE iif(fees > 0, 9223372036854775807, -9223372036854775807) END WHERE day = (old.created - ((old.created % 86400) + 86400) % 86400) / 86400 AND status = ifnull(old.status, '∅') AND type = ifnull(old.type, '∅') AND nature = ifnull(old.nature, '∅') AND currency = ifnull(old.currency, '∅');
    INSERT INTO transactions_days SELECT (new.created - ((new.created % 86400) + 86400) % 86400) / 86400, ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.nature, '∅'), ifnull(new.currency, '∅'), 1, ifnull(new.debited, 0), ifnull(new.fees, 0) WHERE new.created IS NOT NULL
        ON CONFLICT DO UPDATE SET n = n + 1, debited = CASE typeof(debited + excluded.debited) WHEN 'integer' THEN debited + excluded.debited ELSE iif(debited > 0, 9223372036854775807, -9223372036854775807) END, fees = CASE typeof(fees + excluded.fees) WHEN 'integer' THEN fees + excluded.fees ELSE iif(fees > 0, 9223372036854775807, -9223372036854775807) END;
END;

CREATE TABLE wallets (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    description TEXT,
    description_folded TEXT,
    tag TEXT,
    tag_folded TEXT,
    balance INTEGER,
    balance_currency TEXT,
    currency TEXT,
    funds TEXT,
    user TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE wallets_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX wallets_by_balance ON wallets (balance, created);
CREATE INDEX wallets_by_currency ON wallets (currency, created);
CREATE INDEX wallets_by_user ON wallets (user, created);
CREATE INDEX wallets_by_created ON wallets (created);
CREATE VIRTUAL TABLE wallets_text USING fts5 (
    description, tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE wallets_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER wallets_named AFTER INSERT ON wallets BEGIN
    INSERT INTO wallets_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE wallets_totals (
    currency ANY NOT NULL,
    funds ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (currency, funds)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER wallets_counted AFTER INSERT ON wallets BEGIN
    INSERT INTO wallets_totals VALUES (ifnull(new.currency, '∅'), ifnull(new.funds, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER wallets_recounted AFTER UPDATE OF currency, funds ON wallets
WHEN old.currency IS NOT new.currency OR old.funds IS NOT new.funds BEGIN
    UPDATE wallets_totals SET n = n - 1 WHERE currency = ifnull(old.currency, '∅') AND funds = ifnull(old.funds, '∅');
    INSERT INTO wallets_totals VALUES (ifnull(new.currency, '∅'), ifnull(new.funds, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE client_wallets (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tag TEXT,
    tag_folded TEXT,
    balance INTEGER,
    balance_currency TEXT,
    currency TEXT,
    funds TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE client_wallets_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX client_wallets_by_balance ON client_wallets (balance, created);
CREATE INDEX client_wallets_by_currency ON client_wallets (currency, created);
CREATE INDEX client_wallets_by_funds ON client_wallets (funds, created);
CREATE INDEX client_wallets_by_created ON client_wallets (created);
CREATE VIRTUAL TABLE client_wallets_text USING fts5 (
    tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE client_wallets_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER client_wallets_named AFTER INSERT ON client_wallets BEGIN
    INSERT INTO client_wallets_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE client_wallets_totals (
    currency ANY NOT NULL,
    funds ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (currency, funds)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER client_wallets_counted AFTER INSERT ON client_wallets BEGIN
    INSERT INTO client_wallets_totals VALUES (ifnull(new.currency, '∅'), ifnull(new.funds, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER client_wallets_recounted AFTER UPDATE OF currency, funds ON client_wallets
WHEN old.currency IS NOT new.currency OR old.funds IS NOT new.funds BEGIN
    UPDATE client_wallets_totals SET n = n - 1 WHERE currency = ifnull(old.currency, '∅') AND funds = ifnull(old.funds, '∅');
    INSERT INTO client_wallets_totals VALUES (ifnull(new.currency, '∅'), ifnull(new.funds, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE cards (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    alias TEXT,
    alias_folded TEXT,
    tag TEXT,
    tag_folded TEXT,
    type TEXT,
    provider TEXT,
    validity TEXT,
    active INTEGER,
    currency TEXT,
    country TEXT,
    fingerprint TEXT,
    user TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE cards_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX cards_by_type ON cards (type, created);
CREATE INDEX cards_by_provider ON cards (provider, created);
CREATE INDEX cards_by_validity ON cards (validity, created);
CREATE INDEX cards_by_active ON cards (active, created);
CREATE INDEX cards_by_currency ON cards (currency, created);
CREATE INDEX cards_by_country ON cards (country, created);
CREATE INDEX cards_by_fingerprint ON cards (fingerprint, created) WHERE fingerprint IS NOT NULL;
CREATE INDEX cards_by_user ON cards (user, created);
CREATE INDEX cards_by_created ON cards (created);
CREATE VIRTUAL TABLE cards_text USING fts5 (
    alias, tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE cards_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER cards_named AFTER INSERT ON cards BEGIN
    INSERT INTO cards_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE cards_totals (
    type ANY NOT NULL,
    provider ANY NOT NULL,
    validity ANY NOT NULL,
    active ANY NOT NULL,
    currency ANY NOT NULL,
    country ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (type, provider, validity, active, currency, country)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER cards_counted AFTER INSERT ON cards BEGIN
    INSERT INTO cards_totals VALUES (ifnull(new.type, '∅'), ifnull(new.provider, '∅'), ifnull(new.validity, '∅'), ifnull(new.active, '∅'), ifnull(new.currency, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER cards_recounted AFTER UPDATE OF type, provider, validity, active, currency, country ON cards
WHEN old.type IS NOT new.type OR old.provider IS NOT new.provider OR old.validity IS NOT new.validity OR old.active IS NOT new.active OR old.currency IS NOT new.currency OR old.country IS NOT new.country BEGIN
    UPDATE cards_totals SET n = n - 1 WHERE type = ifnull(old.type, '∅') AND provider = ifnull(old.provider, '∅') AND validity = ifnull(old.validity, '∅') AND active = ifnull(old.active, '∅') AND currency = ifnull(old.currency, '∅') AND country = ifnull(old.country, '∅');
    INSERT INTO cards_totals VALUES (ifnull(new.type, '∅'), ifnull(new.provider, '∅'), ifnull(new.validity, '∅'), ifnull(new.active, '∅'), ifnull(new.currency, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE mandates (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tag TEXT,
    tag_folded TEXT,
    status TEXT,
    type TEXT,
    scheme TEXT,
    execution TEXT,
    result TEXT,
    user TEXT,
    bank_account TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE mandates_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX mandates_by_status ON mandates (status, created);
CREATE INDEX mandates_by_type ON mandates (type, created);
CREATE INDEX mandates_by_scheme ON mandates (scheme, created);
CREATE INDEX mandates_by_user ON mandates (user, created);
CREATE INDEX mandates_by_bank_account ON mandates (bank_account, created) WHERE bank_account IS NOT NULL;
CREATE INDEX mandates_by_created ON mandates (created);
CREATE VIRTUAL TABLE mandates_text USING fts5 (
    tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE mandates_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER mandates_named AFTER INSERT ON mandates BEGIN
    INSERT INTO mandates_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE mandates_totals (
    status ANY NOT NULL,
    type ANY NOT NULL,
    scheme ANY NOT NULL,
    execution ANY NOT NULL,
    result ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, type, scheme, execution, result)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER mandates_counted AFTER INSERT ON mandates BEGIN
    INSERT INTO mandates_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.scheme, '∅'), ifnull(new.execution, '∅'), ifnull(new.result, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER mandates_recounted AFTER UPDATE OF status, type, scheme, execution, result ON mandates
WHEN old.status IS NOT new.status OR old.type IS NOT new.type OR old.scheme IS NOT new.scheme OR old.execution IS NOT new.execution OR old.result IS NOT new.result BEGIN
    UPDATE mandates_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND type = ifnull(old.type, '∅') AND scheme = ifnull(old.scheme, '∅') AND execution = ifnull(old.execution, '∅') AND result = ifnull(old.result, '∅');
    INSERT INTO mandates_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.scheme, '∅'), ifnull(new.execution, '∅'), ifnull(new.result, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE bank_accounts (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT,
    name_folded TEXT,
    alias TEXT,
    alias_folded TEXT,
    tag TEXT,
    tag_folded TEXT,
    type TEXT,
    active INTEGER,
    country TEXT,
    user TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE bank_accounts_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX bank_accounts_by_name ON bank_accounts (name_folded, created);
CREATE INDEX bank_accounts_by_type ON bank_accounts (type, created);
CREATE INDEX bank_accounts_by_active ON bank_accounts (active, created);
CREATE INDEX bank_accounts_by_country ON bank_accounts (country, created);
CREATE INDEX bank_accounts_by_user ON bank_accounts (user, created);
CREATE INDEX bank_accounts_by_created ON bank_accounts (created);
CREATE VIRTUAL TABLE bank_accounts_text USING fts5 (
    name, alias, tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE bank_accounts_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER bank_accounts_named AFTER INSERT ON bank_accounts BEGIN
    INSERT INTO bank_accounts_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE bank_accounts_totals (
    type ANY NOT NULL,
    active ANY NOT NULL,
    country ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (type, active, country)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bank_accounts_counted AFTER INSERT ON bank_accounts BEGIN
    INSERT INTO bank_accounts_totals VALUES (ifnull(new.type, '∅'), ifnull(new.active, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER bank_accounts_recounted AFTER UPDATE OF type, active, country ON bank_accounts
WHEN old.type IS NOT new.type OR old.active IS NOT new.active OR old.country IS NOT new.country BEGIN
    UPDATE bank_accounts_totals SET n = n - 1 WHERE type = ifnull(old.type, '∅') AND active = ifnull(old.active, '∅') AND country = ifnull(old.country, '∅');
    INSERT INTO bank_accounts_totals VALUES (ifnull(new.type, '∅'), ifnull(new.active, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE recipients (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT,
    name_folded TEXT,
    tag TEXT,
    tag_folded TEXT,
    status TEXT,
    type TEXT,
    provider TEXT,
    person TEXT,
    scheme TEXT,
    currency TEXT,
    country TEXT,
    user TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE recipients_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX recipients_by_name ON recipients (name_folded, created);
CREATE INDEX recipients_by_status ON recipients (status, created);
CREATE INDEX recipients_by_type ON recipients (type, created);
CREATE INDEX recipients_by_provider ON recipients (provider, created);
CREATE INDEX recipients_by_person ON recipients (person, created);
CREATE INDEX recipients_by_scheme ON recipients (scheme, created);
CREATE INDEX recipients_by_currency ON recipients (currency, created);
CREATE INDEX recipients_by_country ON recipients (country, created);
CREATE INDEX recipients_by_user ON recipients (user, created);
CREATE INDEX recipients_by_created ON recipients (created);
CREATE VIRTUAL TABLE recipients_text USING fts5 (
    name, tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE recipients_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER recipients_named AFTER INSERT ON recipients BEGIN
    INSERT INTO recipients_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE recipients_totals (
    status ANY NOT NULL,
    type ANY NOT NULL,
    provider ANY NOT NULL,
    person ANY NOT NULL,
    scheme ANY NOT NULL,
    currency ANY NOT NULL,
    country ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, type, provider, person, scheme, currency, country)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER recipients_counted AFTER INSERT ON recipients BEGIN
    INSERT INTO recipients_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.provider, '∅'), ifnull(new.person, '∅'), ifnull(new.scheme, '∅'), ifnull(new.currency, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER recipients_recounted AFTER UPDATE OF status, type, provider, person, scheme, currency, country ON recipients
WHEN old.status IS NOT new.status OR old.type IS NOT new.type OR old.provider IS NOT new.provider OR old.person IS NOT new.person OR old.scheme IS NOT new.scheme OR old.currency IS NOT new.currency OR old.country IS NOT new.country BEGIN
    UPDATE recipients_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND type = ifnull(old.type, '∅') AND provider = ifnull(old.provider, '∅') AND person = ifnull(old.person, '∅') AND scheme = ifnull(old.scheme, '∅') AND currency = ifnull(old.currency, '∅') AND country = ifnull(old.country, '∅');
    INSERT INTO recipients_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.provider, '∅'), ifnull(new.person, '∅'), ifnull(new.scheme, '∅'), ifnull(new.currency, '∅'), ifnull(new.country, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE preauthorizations (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tag TEXT,
    tag_folded TEXT,
    status TEXT,
    payment_status TEXT,
    type TEXT,
    execution TEXT,
    debited INTEGER,
    debited_currency TEXT,
    balance INTEGER,
    balance_currency TEXT,
    currency TEXT,
    result TEXT,
    deadline INTEGER,
    user TEXT,
    card TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE preauthorizations_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX preauthorizations_by_status ON preauthorizations (status, created);
CREATE INDEX preauthorizations_by_payment_status ON preauthorizations (payment_status, created);
CREATE INDEX preauthorizations_by_type ON preauthorizations (type, created);
CREATE INDEX preauthorizations_by_debited ON preauthorizations (debited, created);
CREATE INDEX preauthorizations_by_balance ON preauthorizations (balance, created);
CREATE INDEX preauthorizations_by_currency ON preauthorizations (currency, created);
CREATE INDEX preauthorizations_by_deadline ON preauthorizations (deadline, created);
CREATE INDEX preauthorizations_by_user ON preauthorizations (user, created);
CREATE INDEX preauthorizations_by_card ON preauthorizations (card, created) WHERE card IS NOT NULL;
CREATE INDEX preauthorizations_by_created ON preauthorizations (created);
CREATE VIRTUAL TABLE preauthorizations_text USING fts5 (
    tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE preauthorizations_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER preauthorizations_named AFTER INSERT ON preauthorizations BEGIN
    INSERT INTO preauthorizations_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE preauthorizations_totals (
    status ANY NOT NULL,
    payment_status ANY NOT NULL,
    type ANY NOT NULL,
    execution ANY NOT NULL,
    currency ANY NOT NULL,
    result ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, payment_status, type, execution, currency, result)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER preauthorizations_counted AFTER INSERT ON preauthorizations BEGIN
    INSERT INTO preauthorizations_totals VALUES (ifnull(new.status, '∅'), ifnull(new.payment_status, '∅'), ifnull(new.type, '∅'), ifnull(new.execution, '∅'), ifnull(new.currency, '∅'), ifnull(new.result, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER preauthorizations_recounted AFTER UPDATE OF status, payment_status, type, execution, currency, result ON preauthorizations
WHEN old.status IS NOT new.status OR old.payment_status IS NOT new.payment_status OR old.type IS NOT new.type OR old.execution IS NOT new.execution OR old.currency IS NOT new.currency OR old.result IS NOT new.result BEGIN
    UPDATE preauthorizations_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND payment_status = ifnull(old.payment_status, '∅') AND type = ifnull(old.type, '∅') AND execution = ifnull(old.execution, '∅') AND currency = ifnull(old.currency, '∅') AND result = ifnull(old.result, '∅');
    INSERT INTO preauthorizations_totals VALUES (ifnull(new.status, '∅'), ifnull(new.payment_status, '∅'), ifnull(new.type, '∅'), ifnull(new.execution, '∅'), ifnull(new.currency, '∅'), ifnull(new.result, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE disputes (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tag TEXT,
    tag_folded TEXT,
    status TEXT,
    type TEXT,
    reason TEXT,
    result TEXT,
    debited INTEGER,
    debited_currency TEXT,
    credited INTEGER,
    credited_currency TEXT,
    currency TEXT,
    deadline INTEGER,
    closed INTEGER,
    user TEXT,
    initial TEXT,
    repudiation TEXT,
    credited_wallet TEXT,
    card TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE disputes_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX disputes_by_status ON disputes (status, created);
CREATE INDEX disputes_by_type ON disputes (type, created);
CREATE INDEX disputes_by_reason ON disputes (reason, created);
CREATE INDEX disputes_by_result ON disputes (result, created);
CREATE INDEX disputes_by_debited ON disputes (debited, created);
CREATE INDEX disputes_by_credited ON disputes (credited, created);
CREATE INDEX disputes_by_currency ON disputes (currency, created);
CREATE INDEX disputes_by_deadline ON disputes (deadline, created);
CREATE INDEX disputes_by_closed ON disputes (closed, created);
CREATE INDEX disputes_by_user ON disputes (user, created) WHERE user IS NOT NULL;
CREATE INDEX disputes_by_initial ON disputes (initial, created) WHERE initial IS NOT NULL;
CREATE INDEX disputes_by_repudiation ON disputes (repudiation, created) WHERE repudiation IS NOT NULL;
CREATE INDEX disputes_by_credited_wallet ON disputes (credited_wallet, created) WHERE credited_wallet IS NOT NULL;
CREATE INDEX disputes_by_card ON disputes (card, created) WHERE card IS NOT NULL;
CREATE INDEX disputes_by_created ON disputes (created);
CREATE VIRTUAL TABLE disputes_text USING fts5 (
    tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE disputes_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER disputes_named AFTER INSERT ON disputes BEGIN
    INSERT INTO disputes_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE disputes_totals (
    status ANY NOT NULL,
    type ANY NOT NULL,
    reason ANY NOT NULL,
    result ANY NOT NULL,
    currency ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, type, reason, result, currency)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER disputes_counted AFTER INSERT ON disputes BEGIN
    INSERT INTO disputes_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.reason, '∅'), ifnull(new.result, '∅'), ifnull(new.currency, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER disputes_recounted AFTER UPDATE OF status, type, reason, result, currency ON disputes
WHEN old.status IS NOT new.status OR old.type IS NOT new.type OR old.reason IS NOT new.reason OR old.result IS NOT new.result OR old.currency IS NOT new.currency BEGIN
    UPDATE disputes_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND type = ifnull(old.type, '∅') AND reason = ifnull(old.reason, '∅') AND result = ifnull(old.result, '∅') AND currency = ifnull(old.currency, '∅');
    INSERT INTO disputes_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), ifnull(new.reason, '∅'), ifnull(new.result, '∅'), ifnull(new.currency, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE reports (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    description TEXT,
    description_folded TEXT,
    tag TEXT,
    tag_folded TEXT,
    type TEXT,
    status TEXT,
    format TEXT,
    result TEXT,
    processed INTEGER,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE reports_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX reports_by_type ON reports (type, created);
CREATE INDEX reports_by_status ON reports (status, created);
CREATE INDEX reports_by_format ON reports (format, created);
CREATE INDEX reports_by_processed ON reports (processed, created);
CREATE INDEX reports_by_created ON reports (created);
CREATE VIRTUAL TABLE reports_text USING fts5 (
    description, tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE reports_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER reports_named AFTER INSERT ON reports BEGIN
    INSERT INTO reports_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE reports_totals (
    type ANY NOT NULL,
    status ANY NOT NULL,
    format ANY NOT NULL,
    result ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (type, status, format, result)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER reports_counted AFTER INSERT ON reports BEGIN
    INSERT INTO reports_totals VALUES (ifnull(new.type, '∅'), ifnull(new.status, '∅'), ifnull(new.format, '∅'), ifnull(new.result, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER reports_recounted AFTER UPDATE OF type, status, format, result ON reports
WHEN old.type IS NOT new.type OR old.status IS NOT new.status OR old.format IS NOT new.format OR old.result IS NOT new.result BEGIN
    UPDATE reports_totals SET n = n - 1 WHERE type = ifnull(old.type, '∅') AND status = ifnull(old.status, '∅') AND format = ifnull(old.format, '∅') AND result = ifnull(old.result, '∅');
    INSERT INTO reports_totals VALUES (ifnull(new.type, '∅'), ifnull(new.status, '∅'), ifnull(new.format, '∅'), ifnull(new.result, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE ubo_declarations (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    description TEXT,
    description_folded TEXT,
    status TEXT,
    reason TEXT,
    processed INTEGER,
    user TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE ubo_declarations_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX ubo_declarations_by_status ON ubo_declarations (status, created);
CREATE INDEX ubo_declarations_by_reason ON ubo_declarations (reason, created);
CREATE INDEX ubo_declarations_by_processed ON ubo_declarations (processed, created);
CREATE INDEX ubo_declarations_by_user ON ubo_declarations (user, created);
CREATE INDEX ubo_declarations_by_created ON ubo_declarations (created);
CREATE VIRTUAL TABLE ubo_declarations_text USING fts5 (
    description,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE ubo_declarations_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER ubo_declarations_named AFTER INSERT ON ubo_declarations BEGIN
    INSERT INTO ubo_declarations_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE ubo_declarations_totals (
    status ANY NOT NULL,
    reason ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, reason)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ubo_declarations_counted AFTER INSERT ON ubo_declarations BEGIN
    INSERT INTO ubo_declarations_totals VALUES (ifnull(new.status, '∅'), ifnull(new.reason, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER ubo_declarations_recounted AFTER UPDATE OF status, reason ON ubo_declarations
WHEN old.status IS NOT new.status OR old.reason IS NOT new.reason BEGIN
    UPDATE ubo_declarations_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND reason = ifnull(old.reason, '∅');
    INSERT INTO ubo_declarations_totals VALUES (ifnull(new.status, '∅'), ifnull(new.reason, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE idv_sessions (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tag TEXT,
    tag_folded TEXT,
    status TEXT,
    type TEXT,
    processed INTEGER,
    user TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE idv_sessions_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX idv_sessions_by_status ON idv_sessions (status, created);
CREATE INDEX idv_sessions_by_type ON idv_sessions (type, created);
CREATE INDEX idv_sessions_by_processed ON idv_sessions (processed, created);
CREATE INDEX idv_sessions_by_user ON idv_sessions (user, created);
CREATE INDEX idv_sessions_by_created ON idv_sessions (created);
CREATE VIRTUAL TABLE idv_sessions_text USING fts5 (
    tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE idv_sessions_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER idv_sessions_named AFTER INSERT ON idv_sessions BEGIN
    INSERT INTO idv_sessions_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE idv_sessions_totals (
    status ANY NOT NULL,
    type ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (status, type)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER idv_sessions_counted AFTER INSERT ON idv_sessions BEGIN
    INSERT INTO idv_sessions_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER idv_sessions_recounted AFTER UPDATE OF status, type ON idv_sessions
WHEN old.status IS NOT new.status OR old.type IS NOT new.type BEGIN
    UPDATE idv_sessions_totals SET n = n - 1 WHERE status = ifnull(old.status, '∅') AND type = ifnull(old.type, '∅');
    INSERT INTO idv_sessions_totals VALUES (ifnull(new.status, '∅'), ifnull(new.type, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TABLE hooks (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    url TEXT,
    url_folded TEXT,
    tag TEXT,
    tag_folded TEXT,
    type TEXT,
    status TEXT,
    validity TEXT,
    created INTEGER,
    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE hooks_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
CREATE INDEX hooks_by_type ON hooks (type, created);
CREATE INDEX hooks_by_status ON hooks (status, created);
CREATE INDEX hooks_by_validity ON hooks (validity, created);
CREATE INDEX hooks_by_created ON hooks (created);
CREATE VIRTUAL TABLE hooks_text USING fts5 (
    url, tag,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE VIRTUAL TABLE hooks_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE TRIGGER hooks_named AFTER INSERT ON hooks BEGIN
    INSERT INTO hooks_ids (rowid, id) VALUES (new.row, new.id);
END;
CREATE TABLE hooks_totals (
    type ANY NOT NULL,
    status ANY NOT NULL,
    validity ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (type, status, validity)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER hooks_counted AFTER INSERT ON hooks BEGIN
    INSERT INTO hooks_totals VALUES (ifnull(new.type, '∅'), ifnull(new.status, '∅'), ifnull(new.validity, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER hooks_recounted AFTER UPDATE OF type, status, validity ON hooks
WHEN old.type IS NOT new.type OR old.status IS NOT new.status OR old.validity IS NOT new.validity BEGIN
    UPDATE hooks_totals SET n = n - 1 WHERE type = ifnull(old.type, '∅') AND status = ifnull(old.status, '∅') AND validity = ifnull(old.validity, '∅');
    INSERT INTO hooks_totals VALUES (ifnull(new.type, '∅'), ifnull(new.status, '∅'), ifnull(new.validity, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE INDEX events_by_type ON events (type, date);
CREATE INDEX events_by_date ON events (date);
CREATE INDEX events_by_resource ON events (resource_id, date) WHERE resource_id IS NOT NULL;
CREATE TABLE events_totals (
    type ANY NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (type)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER events_counted AFTER INSERT ON events BEGIN
    INSERT INTO events_totals VALUES (ifnull(new.type, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER events_recounted AFTER UPDATE OF type ON events
WHEN old.type IS NOT new.type BEGIN
    UPDATE events_totals SET n = n - 1 WHERE type = ifnull(old.type, '∅');
    INSERT INTO events_totals VALUES (ifnull(new.type, '∅'), 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
INSERT INTO events_totals (type, n) SELECT ifnull(events.type, '∅'), count(*) FROM events GROUP BY 1;
