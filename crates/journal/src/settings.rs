//! Settings of a profile: a name and a JSON value each.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Serialize, de::DeserializeOwned};

use crate::Error;
use crate::error::{from_json, to_json};

pub(crate) const MIGRATION_1: &str = "
CREATE TABLE setting (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
";

/// A setting: its name in the file, its type, and its value where none is stored. Declared once as a constant by
/// whoever owns it.
pub struct Setting<T> {
    name: &'static str,
    standard: fn() -> T,
}

impl<T: Serialize + DeserializeOwned> Setting<T> {
    /// Declares a setting.
    pub const fn new(name: &'static str, standard: fn() -> T) -> Self {
        Self { name, standard }
    }

    /// The stored value, or the standard one.
    ///
    /// # Errors
    /// If the database fails. A value that this version cannot read counts as absent and is logged.
    pub fn get(&self, tx: &Transaction<'_>) -> Result<T, Error> {
        let stored: Option<String> = tx
            .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
            .query_row([self.name], |row| row.get(0))
            .optional()?;
        let Some(text) = stored else { return Ok((self.standard)()) };
        from_json(&text, "setting.value").or_else(|_| {
            tracing::warn!(setting = self.name, "a stored setting cannot be read; the standard value is used");
            Ok((self.standard)())
        })
    }

    /// Stores the value.
    ///
    /// # Errors
    /// If the database fails.
    pub fn set(&self, tx: &Transaction<'_>, value: &T) -> Result<(), Error> {
        let text = to_json(value, "setting.value")?;
        tx.prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![self.name, text])?;
        Ok(())
    }
}

/// Minutes without input after which the profile locks itself: 10, at most 15 (PRODUCT A4).
pub const IDLE_MINUTES: Setting<u32> = Setting::new("idle-minutes", || 10);
/// Whether uploads go on while the profile is locked: only where the person allowed it (PRODUCT A4).
pub const UPLOADS_WHILE_LOCKED: Setting<bool> = Setting::new("uploads-while-locked", || false);
/// The theme: `light`, `dark`, or `system`.
pub const THEME: Setting<String> = Setting::new("theme", || "system".to_owned());
/// Whether writing is switched off; `None`: as the environment starts.
pub const READ_ONLY: Setting<Option<bool>> = Setting::new("read-only", || None);
