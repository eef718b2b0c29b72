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
