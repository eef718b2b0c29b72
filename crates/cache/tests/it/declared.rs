//! The database is what the declarations say, whatever migrations made it so.

use std::collections::BTreeMap;

use cache::SETTINGS;
use sqlite::Settings;
use sqlite::rusqlite::Connection;

use crate::{key, open, place};

fn schema(connection: &Connection) -> BTreeMap<String, String> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_new_file_has_what_all_migrations_say() {
    let place = place();
    open(&place).close();
    let settings = Settings { create: false, ..SETTINGS };
    let found = schema(&sqlite::open(&place.file, &key(), &settings).unwrap());
    let plain = Connection::open_in_memory().unwrap();
    plain.execute_batch(include_str!("../../src/schema/0001.sql")).unwrap();
    // Columns of a table that no declaration makes.
    plain.execute_batch(include_str!("../../src/schema/0007.sql")).unwrap();
    plain.execute_batch(&cache::declared_schema()).unwrap();
    for further in [
        include_str!("../../src/schema/0003.sql"),
        include_str!("../../src/schema/0005.sql"),
        include_str!("../../src/schema/0006.sql"),
    ] {
        plain.execute_batch(further).unwrap();
    }
    assert_eq!(found, schema(&plain));
    for area in model::Area::ALL {
        assert!(found.contains_key(area.key()), "{area:?} has a table");
        assert!(found.contains_key(&format!("{}_totals", area.key())), "{area:?} is counted");
    }
}
