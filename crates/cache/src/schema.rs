//! From the declarations of `model::Area` to the names and statements of the database.
//!
//! Users, KYC documents and events have tables of their own shape; every other area has one made from its
//! declaration. Around each table stand the same helpers: counts by value (kept by triggers, so that whatever writes a
//! row keeps them too), words, pieces of ids, and an index for each column that can be sorted or that links.

use model::{Area, Column, Kind};

/// Stands in counts for "no value", since a primary key cannot hold NULL side by side with values.
pub(crate) const NO_VALUE: &str = "∅";
/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// What transactions are filtered and sorted by most. It lies in each of their indexes, so that rows which do not match
/// are passed over, and those that do are put in order, without being read.
const TRANSACTION_COVER: [Column; 7] =
    [Column::Status, Column::Type, Column::Nature, Column::Currency, Column::Debited, Column::Executed, Column::Fees];

/// In every other area the first columns with few values lie in each index, for the same reason.
const COVERED: usize = 3;

/// The index that leads from a user's id to the name.
pub(crate) const NAMES: &str = "users_names";

/// Whether the area's table is written by code of its own.
pub(crate) fn has_own_table(area: Area) -> bool {
    matches!(area, Area::Users | Area::KycDocuments | Area::Events)
}

/// Whether the area has a table of words.
pub(crate) fn has_text(area: Area) -> bool {
    area != Area::Events && area.searched().next().is_some()
}

/// Whether the column is not stored but tells of the row's user.
pub(crate) fn is_joined(area: Area, column: Column) -> bool {
    area.uses(column).is_some_and(model::Use::is_of_user)
}

/// The SQL column that holds what is shown.
pub(crate) fn shown(area: Area, column: Column) -> &'static str {
    match (area, column) {
        (Area::Users, Column::UserId) => "id",
        (Area::Users, Column::PersonType | Column::Type) => "person_type",
        (Area::Users, Column::LegalForm) => "legal_form",
        (Area::Users, Column::KycLevel) => "kyc_level",
        (Area::KycDocuments, Column::UserId) => "user_id",
        (Area::KycDocuments, Column::Name) => "user_name",
        (Area::KycDocuments, Column::Email) => "user_email",
        (Area::KycDocuments, Column::PersonType) => "user_person_type",
        (Area::KycDocuments, Column::LegalForm) => "user_legal_form",
        (Area::KycDocuments, Column::Category) => "user_category",
        (Area::KycDocuments, Column::KycLevel) => "user_kyc_level",
        (Area::KycDocuments, Column::Country) => "user_country",
        (Area::KycDocuments, Column::RefusedReason) => "refused_reason",
        (Area::Events, Column::ResourceId | Column::UserId) => "resource_id",
        _ => column.key(),
    }
}

/// The SQL column that is compared: the folded one of texts.
pub(crate) fn compared(area: Area, column: Column) -> String {
    let name = shown(area, column);
    if column.kind() == Kind::Text { format!("{name}_folded") } else { name.to_owned() }
}

/// An index: its column, then the age (unless it is the age), then what it covers.
pub(crate) struct Index {
    pub(crate) column: Column,
    pub(crate) covers: Vec<Column>,
    /// Whether rows without a value are left out: nobody asks for them in order.
    pub(crate) sparse: bool,
}

impl Index {
    pub(crate) fn name(&self, area: Area) -> String {
        format!("{}_by_{}", area.key(), self.column.key())
    }

    /// Whether a condition on the column can be answered from the index alone.
    pub(crate) fn knows(&self, area: Area, column: Column) -> bool {
        column == self.column || column == area.age() || self.covers.contains(&column)
    }

    fn columns(&self, area: Area) -> Vec<String> {
        let age = (self.column != area.age()).then(|| area.age());
        let key = std::iter::once(self.column).chain(age).map(|column| compared(area, column));
        // Every index ends with the row by itself; before what it covers it must be named, being the last of the order.
        let row = (!self.covers.is_empty()).then(|| "row".to_owned());
        key.chain(row).chain(self.covers.iter().map(|column| compared(area, *column))).collect()
    }
}

/// The indexes of an area: one per column that is sorted or links. The id has its own by being unique; on events the
/// user is found through the object.
pub(crate) fn indexes(area: Area) -> Vec<Index> {
    let wanted = area.columns().iter().filter(|used| {
        let column = used.column;
        let links = used.filters && column.kind() == Kind::Link || column == Column::Fingerprint;
        // Filters that may leave a handful of a million rows.
        let rare = matches!(
            (area, column),
            (Area::Transactions, Column::Currency | Column::Credited | Column::InitialType | Column::RefusedReason)
        );
        let alias =
            matches!((area, column), (Area::Users, Column::UserId | Column::Type) | (Area::Events, Column::UserId));
        column != Column::Id && !alias && (used.sorts || links || rare)
    });
    wanted
        .map(|used| {
            let column = used.column;
            let few_each = matches!(
                column,
                Column::InitialId
                    | Column::CardId
                    | Column::MandateId
                    | Column::BankAccountId
                    | Column::PreauthorizationId
                    | Column::DisputeId
            );
            let covers = match area {
                Area::Transactions if few_each => Vec::new(),
                Area::Transactions => TRANSACTION_COVER.into_iter().filter(|covered| *covered != column).collect(),
                _ => area.counted().take(COVERED).filter(|covered| *covered != column).collect(),
            };
            Index { column, covers, sparse: !used.sorts }
        })
        .collect()
}

/// What the declarations say, as statements after `schema/0001.sql`. Migration 0002 is what they said first, later ones
/// say what changed since; a test holds all of them together against this.
pub fn declared_schema() -> String {
    let mut sql = String::from(FIRST_LINES);
    for area in Area::ALL.iter().copied() {
        sql += "\n";
        sql += &declared_area(area);
    }
    sql
}

/// What the declaration of one area says: all of it is the migration of an area that is new.
pub fn declared_area(area: Area) -> String {
    let mut sql = String::new();
    if !has_own_table(area) {
        sql += &table(area);
    }
    for index in indexes(area) {
        let columns = index.columns(area).join(", ");
        let given = match index.sparse {
            true => format!(" WHERE {} IS NOT NULL", compared(area, index.column)),
            false => String::new(),
        };
        line(&mut sql, &format!("CREATE INDEX {} ON {} ({columns}){given};", index.name(area), area.key()));
    }
    if area == Area::Users {
        // Rows of every area show the name of their user: found here without reading the user.
        line(&mut sql, &format!("CREATE INDEX {NAMES} ON users (id, name);"));
    }
    sql += &words(area);
    sql += &counts(area);
    sql
}

const FIRST_LINES: &str = "-- Made from the declarations in model::Area by `cargo run -p cache --example schema`.
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
";

fn line(sql: &mut String, text: &str) {
    sql.push_str(text);
    sql.push('\n');
}

fn table(area: Area) -> String {
    let mut columns = String::new();
    for used in area.columns() {
        let (column, name) = (used.column, shown(area, used.column));
        if column == Column::Id || is_joined(area, column) {
            continue;
        }
        let declared = match column.kind() {
            Kind::Word | Kind::Link => format!("{name} TEXT"),
            Kind::Text => format!("{name} TEXT,\n    {name}_folded TEXT"),
            Kind::Moment | Kind::Flag => format!("{name} INTEGER"),
            Kind::Money => format!("{name} INTEGER,\n    {name}_currency TEXT"),
        };
        line(&mut columns, &format!("    {declared},"));
    }
    let key = area.key();
    format!(
        "CREATE TABLE {key} (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
{columns}    origin INTEGER NOT NULL,
    fetched_at INTEGER NOT NULL,
    whole_at INTEGER,
    gone_at INTEGER
) STRICT;
CREATE TABLE {key}_raw (row INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
"
    )
}

/// Tables of words and of pieces of ids. Texts are not stored again; rowid is the row's. Ids never change and rows are
/// never deleted, so that nothing need be taken out again.
fn words(area: Area) -> String {
    let mut sql = String::new();
    let key = area.key();
    // Events are found by what they are about, through an index.
    if area == Area::Events {
        return sql;
    }
    let columns: Vec<&str> = area.searched().map(Column::key).collect();
    if !has_own_table(area) && !columns.is_empty() {
        line(
            &mut sql,
            &format!(
                "CREATE VIRTUAL TABLE {key}_text USING fts5 (
    {},
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);",
                columns.join(", ")
            ),
        );
        sql += &fitting(&format!("{key}_text"));
    }
    line(
        &mut sql,
        &format!(
            "CREATE VIRTUAL TABLE {key}_ids USING fts5 (id, content = '', columnsize = 0, detail = none, tokenize = 'trigram');"
        ),
    );
    sql += &fitting(&format!("{key}_ids"));
    if has_own_table(area) {
        line(&mut sql, &format!("INSERT INTO {key}_ids (rowid, id) SELECT row, id FROM {key};"));
    }
    let put = format!("    INSERT INTO {key}_ids (rowid, id) VALUES (new.row, new.id);\n");
    trigger(&mut sql, &format!("{key}_named AFTER INSERT ON {key}"), &put);
    sql
}

/// Pages of a word table that fit into a page of the file: SQLite's own figure needs two for each.
fn fitting(table: &str) -> String {
    format!("INSERT INTO {table} ({table}, rank) VALUES ('pgsz', 3900);\n")
}

/// A count per combination of the counted columns' values, and, where the area says so, per day with sums.
fn counts(area: Area) -> String {
    let key = area.key();
    let names: Vec<String> = area.counted().map(|column| compared(area, column)).collect();
    let mut sql = format!(
        "CREATE TABLE {key}_totals (
    {},
    n INTEGER NOT NULL,
    PRIMARY KEY ({})
) STRICT, WITHOUT ROWID;
",
        names.iter().map(|name| format!("{name} ANY NOT NULL")).collect::<Vec<_>>().join(",\n    "),
        names.join(", ")
    );
    let add = |which: &str| {
        let values: Vec<String> = names.iter().map(|name| value(which, name)).collect();
        format!("    INSERT INTO {key}_totals VALUES ({}, 1) ON CONFLICT DO UPDATE SET n = n + 1;\n", values.join(", "))
    };
    let take = {
        let equal: Vec<String> = names.iter().map(|name| format!("{name} = {}", value("old", name))).collect();
        format!("    UPDATE {key}_totals SET n = n - 1 WHERE {};\n", equal.join(" AND "))
    };
    trigger(&mut sql, &format!("{key}_counted AFTER INSERT ON {key}"), &add("new"));
    trigger(
        &mut sql,
        &format!("{key}_recounted AFTER UPDATE OF {} ON {key}\nWHEN {}", names.join(", "), differs(&names)),
        &(take + &add("new")),
    );
    let counted = names.join(", ");
    if has_own_table(area) {
        let values: Vec<String> = names.iter().map(|name| value(key, name)).collect();
        line(
            &mut sql,
            &format!(
                "INSERT INTO {key}_totals ({counted}, n) SELECT {}, count(*) FROM {key} GROUP BY ALL_COLUMNS;",
                values.join(", ")
            )
            .replace("ALL_COLUMNS", &(1..=names.len()).map(|at| at.to_string()).collect::<Vec<_>>().join(", ")),
        );
    }
    if !area.daily().is_empty() {
        sql += &days(area);
    }
    sql
}

fn days(area: Area) -> String {
    let (key, age) = (area.key(), compared(area, area.age()));
    let names: Vec<String> = area.daily().iter().map(|column| compared(area, *column)).collect();
    let sums: Vec<String> = area.summed().iter().map(|column| compared(area, *column)).collect();
    let mut sql = format!(
        "CREATE TABLE {key}_days (
    day INTEGER NOT NULL,
    {},
    n INTEGER NOT NULL,
    {},
    PRIMARY KEY (day, {})
) STRICT, WITHOUT ROWID;
",
        names.iter().map(|name| format!("{name} ANY NOT NULL")).collect::<Vec<_>>().join(",\n    "),
        sums.iter().map(|name| format!("{name} INTEGER NOT NULL")).collect::<Vec<_>>().join(",\n    "),
        names.join(", ")
    );
    let add = |which: &str| {
        let values: Vec<String> = names.iter().map(|name| value(which, name)).collect();
        let amounts: Vec<String> = sums.iter().map(|name| format!("ifnull({which}.{name}, 0)")).collect();
        let grown: Vec<String> = sums
            .iter()
            .map(|name| format!("{name} = {}", held(&format!("{name} + excluded.{name}"), &format!("{name} > 0"))))
            .collect();
        format!(
            "    INSERT INTO {key}_days SELECT {}, {}, 1, {} WHERE {which}.{age} IS NOT NULL
        ON CONFLICT DO UPDATE SET n = n + 1, {};\n",
            day_of(&format!("{which}.{age}")),
            values.join(", "),
            amounts.join(", "),
            grown.join(", ")
        )
    };
    let equal: Vec<String> = names.iter().map(|name| format!("{name} = {}", value("old", name))).collect();
    let less: Vec<String> = sums
        .iter()
        .map(|name| format!("{name} = {}", held(&format!("{name} - ifnull(old.{name}, 0)"), &format!("{name} > 0"))))
        .collect();
    let take = format!(
        "    UPDATE {key}_days SET n = n - 1, {} WHERE day = {} AND {};\n",
        less.join(", "),
        day_of(&format!("old.{age}")),
        equal.join(" AND ")
    );
    let all: Vec<String> = names.iter().chain(&sums).chain([&age]).cloned().collect();
    trigger(&mut sql, &format!("{key}_dated AFTER INSERT ON {key}"), &add("new"));
    trigger(
        &mut sql,
        &format!("{key}_redated AFTER UPDATE OF {} ON {key}\nWHEN {}", all.join(", "), differs(&all)),
        &(take + &add("new")),
    );
    sql
}

fn value(of: &str, name: &str) -> String {
    format!("ifnull({of}.{name}, '{NO_VALUE}')")
}

fn differs(names: &[String]) -> String {
    let one = |name: &String| format!("old.{name} IS NOT new.{name}");
    names.iter().map(one).collect::<Vec<_>>().join(" OR ")
}

/// A sum that stays within 64 bits: SQLite turns what does not fit into a float, which has no place here.
fn held(sum: &str, grows: &str) -> String {
    format!(
        "CASE typeof({sum}) WHEN 'integer' THEN {sum} ELSE iif({grows}, 9223372036854775807, -9223372036854775807) END"
    )
}

/// The day of a moment, also before 1970.
fn day_of(moment: &str) -> String {
    format!("({moment} - (({moment} % {DAY}) + {DAY}) % {DAY}) / {DAY}")
}

fn trigger(sql: &mut String, head: &str, body: &str) {
    line(sql, &format!("CREATE TRIGGER {head} BEGIN\n{}END;", body));
}
