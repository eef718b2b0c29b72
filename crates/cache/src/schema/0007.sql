-- Until when a user must send documents anew (midnight UTC of the last day), and whether that is known: be it that none
-- are asked for.
ALTER TABLE users ADD COLUMN deadline INTEGER;
ALTER TABLE users ADD COLUMN renewal_known INTEGER NOT NULL DEFAULT 0;
