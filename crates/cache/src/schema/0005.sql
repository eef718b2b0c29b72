-- Files of reports: one row for each file and one for each of its lines, the cells as JSON.
CREATE TABLE report_files (
    id TEXT PRIMARY KEY NOT NULL,
    columns TEXT NOT NULL,
    lines INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    sums TEXT NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE report_lines (
    id TEXT NOT NULL,
    line INTEGER NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (id, line)
) STRICT, WITHOUT ROWID;
