//! What people made of the lists for themselves: which columns they show, and views of their own.

use model::{Area, ChosenColumn, Column, UnixSeconds, ViewId};
use rusqlite::{Row, Transaction, params};

use crate::Error;
use crate::error::{from_json, to_json};

pub(crate) const MIGRATION_9: &str = "
CREATE TABLE list_view (
    id         TEXT PRIMARY KEY NOT NULL,
    list       TEXT NOT NULL,
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,
    columns    TEXT CHECK (columns IS NULL OR json_valid(columns)),
    deleted_at INTEGER
) STRICT;
CREATE TABLE list_columns (
    list    TEXT PRIMARY KEY NOT NULL,
    columns TEXT NOT NULL CHECK (json_valid(columns))
) STRICT, WITHOUT ROWID;
";

/// A view that somebody made.
#[derive(Clone, PartialEq, Eq)]
pub struct View {
    /// The view.
    pub id: ViewId,
    /// Its list.
    pub list: Area,
    /// What it is called. Words of a person: not for logs.
    pub name: String,
    /// What it shows: the query of the list's address. It may name persons: not for logs.
    pub query: String,
    /// Its columns; `None`: as the list declares them.
    pub columns: Option<Vec<ChosenColumn>>,
}

model::debug_only!(View { id, list });

/// The views of all lists, in the order in which they were made. One of a list that this version does not know is left
/// where it is.
///
/// # Errors
/// If the database fails or a value cannot be read.
pub fn views(tx: &Transaction<'_>) -> Result<Vec<View>, Error> {
    let mut statement = tx.prepare_cached(
        "SELECT id, list, name, query, columns FROM list_view WHERE deleted_at IS NULL ORDER BY rowid",
    )?;
    let stored = statement.query_map([], parts)?.collect::<Result<Vec<_>, _>>()?;
    stored.into_iter().filter_map(|stored| view(stored).transpose()).collect()
}

/// One view, even a deleted one.
///
/// # Errors
/// [`Error::NotFound`] if there is none; if the database fails or a value cannot be read.
pub fn view_of(tx: &Transaction<'_>, id: &ViewId) -> Result<View, Error> {
    let mut statement = tx.prepare_cached("SELECT id, list, name, query, columns FROM list_view WHERE id = ?1")?;
    let stored = statement.query_map([id.as_str()], parts)?.next().transpose()?;
    stored.map(view).transpose()?.flatten().ok_or(Error::NotFound { what: "view" })
}

/// Stores a new view.
///
/// # Errors
/// If the database fails, or has a view with this id.
pub fn add_view(tx: &Transaction<'_>, view: &View) -> Result<(), Error> {
    let columns = view.columns.as_deref().map(written).transpose()?;
    tx.prepare_cached("INSERT INTO list_view (id, list, name, query, columns) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![view.id.as_str(), view.list.key(), view.name, view.query, columns])?;
    Ok(())
}

/// Gives a view another name and has it show other rows.
///
/// # Errors
/// [`Error::NotFound`] if there is no such view, or if the database fails.
pub fn change_view(tx: &Transaction<'_>, id: &ViewId, name: &str, query: &str) -> Result<(), Error> {
    let changed = tx
        .prepare_cached("UPDATE list_view SET name = ?2, query = ?3 WHERE id = ?1 AND deleted_at IS NULL")?
        .execute(params![id.as_str(), name, query])?;
    some(changed)
}

/// Gives a view other columns.
///
/// # Errors
/// [`Error::NotFound`] if there is no such view, or if the database fails.
pub fn choose_for_view(tx: &Transaction<'_>, id: &ViewId, columns: Option<&[ChosenColumn]>) -> Result<(), Error> {
    let changed = tx
        .prepare_cached("UPDATE list_view SET columns = ?2 WHERE id = ?1 AND deleted_at IS NULL")?
        .execute(params![id.as_str(), columns.map(written).transpose()?])?;
    some(changed)
}

/// Deletes a view, so that it can be restored. Those deleted before `long_ago` go for good.
///
/// # Errors
/// [`Error::NotFound`] if there is no such view, or if the database fails.
pub fn delete_view(tx: &Transaction<'_>, id: &ViewId, at: UnixSeconds, long_ago: UnixSeconds) -> Result<(), Error> {
    tx.prepare_cached("DELETE FROM list_view WHERE deleted_at < ?1")?.execute([long_ago.0])?;
    let deleted = tx
        .prepare_cached("UPDATE list_view SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NULL")?
        .execute(params![id.as_str(), at.0])?;
    some(deleted)
}

/// Restores a deleted view in its place.
///
/// # Errors
/// [`Error::NotFound`] if no such view was deleted, or if the database fails.
pub fn restore_view(tx: &Transaction<'_>, id: &ViewId) -> Result<(), Error> {
    let restored = tx
        .prepare_cached("UPDATE list_view SET deleted_at = NULL WHERE id = ?1 AND deleted_at IS NOT NULL")?
        .execute([id.as_str()])?;
    some(restored)
}

/// The lists whose columns somebody chose, each with its columns in their order.
///
/// # Errors
/// If the database fails or a value cannot be read.
pub fn columns(tx: &Transaction<'_>) -> Result<Vec<(Area, Vec<ChosenColumn>)>, Error> {
    let mut statement = tx.prepare_cached("SELECT list, columns FROM list_columns ORDER BY list")?;
    let stored = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let stored = stored.collect::<Result<Vec<_>, _>>()?;
    let known = stored.into_iter().filter_map(|(list, columns)| Some((Area::from_key(&list)?, columns)));
    known.map(|(list, columns)| Ok((list, read(&columns)?))).collect()
}

/// Stores the columns of a list; `None`: as it declares them.
///
/// # Errors
/// If the database fails.
pub fn choose_columns(tx: &Transaction<'_>, list: Area, columns: Option<&[ChosenColumn]>) -> Result<(), Error> {
    match columns {
        Some(columns) => tx
            .prepare_cached(
                "INSERT INTO list_columns (list, columns) VALUES (?1, ?2)
                 ON CONFLICT (list) DO UPDATE SET columns = excluded.columns",
            )?
            .execute(params![list.key(), written(columns)?])?,
        None => tx.prepare_cached("DELETE FROM list_columns WHERE list = ?1")?.execute([list.key()])?,
    };
    Ok(())
}

/// A view as it lies in its row.
type Parts = (String, String, String, String, Option<String>);

fn parts(row: &Row<'_>) -> rusqlite::Result<Parts> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
}

fn view((id, list, name, query, columns): Parts) -> Result<Option<View>, Error> {
    let Some(list) = Area::from_key(&list) else { return Ok(None) };
    let columns = columns.as_deref().map(read).transpose()?;
    Ok(Some(View { id: ViewId::new(id), list, name, query, columns }))
}

/// Columns by the names they have in addresses, which stay when the code changes.
fn written(columns: &[ChosenColumn]) -> Result<String, Error> {
    let named: Vec<(&str, bool)> = columns.iter().map(|one| (one.column.key(), one.shown)).collect();
    to_json(&named, "columns")
}

/// The same read; a column that this version does not know is left out.
fn read(text: &str) -> Result<Vec<ChosenColumn>, Error> {
    let named: Vec<(String, bool)> = from_json(text, "columns")?;
    let known = |(name, shown): (String, bool)| Some(ChosenColumn { column: Column::from_key(&name)?, shown });
    Ok(named.into_iter().filter_map(known).collect())
}

fn some(rows: usize) -> Result<(), Error> {
    if rows == 0 { Err(Error::NotFound { what: "view" }) } else { Ok(()) }
}
