//! Writes the schema that the declarations ask for: what a new migration has to lead to. Of one area, if its name is given:
//! that is the migration of an area that is new.

use std::io::{Error, Write};

use model::Area;

fn main() -> std::io::Result<()> {
    let schema = match std::env::args().nth(1) {
        Some(key) => {
            let area = Area::from_key(&key).ok_or_else(|| Error::other("there is no such area"))?;
            cache::declared_area(area)
        }
        None => cache::declared_schema(),
    };
    std::io::stdout().write_all(schema.as_bytes())
}
