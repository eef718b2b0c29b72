//! Files of reports: read line by line while they arrive, looked at by windows. Encrypted as all of the copy is.

use std::future::Future;

use model::UnixSeconds;
use sqlite::rusqlite::{OptionalExtension, params};

use crate::{Cache, CacheError};

/// What is known of a file that is held whole.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Its lines, but the first.
    pub lines: u64,
    /// Its size as it came.
    pub bytes: u64,
    /// What its amounts come to: column, currency, minor units.
    pub sums: Vec<(String, String, i64)>,
    /// When it was downloaded.
    pub kept_at: UnixSeconds,
}

model::debug_only!(ReportFile { lines, bytes, kept_at });

impl Cache {
    /// Adds lines to a file that is arriving; those from `first` on are forgotten before.
    pub fn add_report_lines(
        &self,
        id: String,
        first: u64,
        lines: Vec<Vec<String>>,
    ) -> impl Future<Output = Result<(), CacheError>> + Send + use<> {
        self.database.write(move |tx| {
            tx.prepare_cached("DELETE FROM report_files WHERE id = ?1")?.execute([&id])?;
            tx.prepare_cached("DELETE FROM report_lines WHERE id = ?1 AND line >= ?2")?
                .execute(params![id, first as i64])?;
            let mut insert = tx.prepare_cached("INSERT INTO report_lines (id, line, cells) VALUES (?1, ?2, ?3)")?;
            for (line, cells) in (first..).zip(&lines) {
                insert.execute(params![id, line as i64, serde_json::to_string(cells)?])?;
            }
            Ok(())
        })
    }

    /// Notes that a file is held whole.
    pub fn keep_report(
        &self,
        id: String,
        file: ReportFile,
    ) -> impl Future<Output = Result<(), CacheError>> + Send + use<> {
        self.database.write(move |tx| {
            let (columns, sums) = (serde_json::to_string(&file.columns)?, serde_json::to_string(&file.sums)?);
            tx.prepare_cached(
                "INSERT OR REPLACE INTO report_files (id, columns, lines, bytes, sums, kept_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![id, columns, file.lines as i64, file.bytes as i64, sums, file.kept_at.0])?;
            Ok(())
        })
    }

    /// What is known of a file; `None` unless it is held whole.
    pub fn report_file(
        &self,
        id: String,
    ) -> impl Future<Output = Result<Option<ReportFile>, CacheError>> + Send + use<> {
        self.database.read(move |tx| {
            let found = tx
                .prepare_cached("SELECT columns, lines, bytes, sums, kept_at FROM report_files WHERE id = ?1")?
                .query_row([&id], |row| {
                    let texts: (String, String) = (row.get(0)?, row.get(3)?);
                    let numbers: (i64, i64, i64) = (row.get(1)?, row.get(2)?, row.get(4)?);
                    Ok((texts, numbers))
                })
                .optional()?;
            let Some(((columns, sums), (lines, bytes, kept_at))) = found else { return Ok(None) };
            Ok(Some(ReportFile {
                columns: serde_json::from_str(&columns)?,
                lines: lines.unsigned_abs(),
                bytes: bytes.unsigned_abs(),
                sums: serde_json::from_str(&sums)?,
                kept_at: UnixSeconds(kept_at),
            }))
        })
    }

    /// Lines of a file from a place on.
    pub fn report_lines(
        &self,
        id: String,
        offset: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<Vec<String>>, CacheError>> + Send + use<> {
        self.database.read(move |tx| {
            let mut statement = tx
                .prepare_cached("SELECT cells FROM report_lines WHERE id = ?1 AND line >= ?2 ORDER BY line LIMIT ?3")?;
            let mut rows = statement.query(params![id, offset as i64, limit])?;
            let mut lines = Vec::new();
            while let Some(row) = rows.next()? {
                lines.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
            }
            Ok(lines)
        })
    }

    /// Deletes a file.
    pub fn drop_report(&self, id: String) -> impl Future<Output = Result<(), CacheError>> + Send + use<> {
        self.database.write(move |tx| {
            tx.prepare_cached("DELETE FROM report_files WHERE id = ?1")?.execute([&id])?;
            tx.prepare_cached("DELETE FROM report_lines WHERE id = ?1")?.execute([&id])?;
            Ok(())
        })
    }
}
