//! The tables of words are written in parts, one for each batch, which SQLite joins as it goes, a few at a time. A search
//! looks each word up in every part, each time in pages of its own; so when much was written the parts are joined.

use model::Area;
use sqlite::rusqlite::Transaction;

use crate::CacheError;
use crate::schema::has_text;

/// Parts of a table up to which it is left alone.
const PARTS: i64 = 8;
/// Pages written in one step: some ten milliseconds.
const STEP: i64 = 400;

/// A table of words or of pieces of ids.
pub(crate) type Table = (Area, &'static str);

/// The tables that are in many parts.
pub(crate) fn scattered(tx: &Transaction<'_>) -> Result<Vec<Table>, CacheError> {
    let mut scattered = Vec::new();
    for area in Area::ALL.iter().copied().filter(|area| *area != Area::Events) {
        for kind in ["text", "ids"] {
            if kind == "text" && !has_text(area) {
                continue;
            }
            let sql = format!("SELECT count(DISTINCT segid) FROM {}_{kind}_idx", area.key());
            let parts: i64 = tx.query_row(&sql, [], |row| row.get(0))?;
            if parts > PARTS {
                scattered.push((area, kind));
            }
        }
    }
    Ok(scattered)
}

/// Joins a little, and tells whether there is more to do.
pub(crate) fn step(tx: &Transaction<'_>, (area, kind): Table, begun: bool) -> Result<bool, CacheError> {
    let name = format!("{}_{kind}", area.key());
    let before = tx.total_changes();
    // A negative number begins to join all parts, a positive one goes on with it; without work left one row changes.
    let pages = if begun { STEP } else { -STEP };
    tx.prepare_cached(&format!("INSERT INTO {name} ({name}, rank) VALUES ('merge', ?1)"))?.execute([pages])?;
    Ok(tx.total_changes() - before > 1)
}
