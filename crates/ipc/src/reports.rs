//! Files of reports: followed until they are made, downloaded before they end, looked at without a network.

use serde::{Deserialize, Serialize};

use crate::Failure;

/// Asks where a report and its file stand. One that is being made is followed from then on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenReport {
    /// The report.
    pub id: String,
}

/// Where a report and its file stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportState {
    /// The file, where it is held.
    pub file: Option<ReportFile>,
    /// Until when Mangopay has the file, Unix seconds; `None`: it is not made yet, or gone.
    pub ends_at: Option<i64>,
    /// It is being made, or downloaded.
    pub under_way: bool,
    /// Why the last download broke off.
    pub trouble: Option<Failure>,
}

/// A file that is held.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFile {
    /// The names of its columns, as Mangopay spells them.
    pub columns: Vec<String>,
    /// Its lines, but the first.
    pub lines: u64,
    /// Its size as it came.
    pub bytes: u64,
    /// What its amounts come to: column, currency, minor units.
    pub sums: Vec<(String, String, i64)>,
    /// When it was downloaded, Unix seconds.
    pub kept_at: i64,
}

model::debug_only!(ReportFile { lines, bytes, kept_at });

/// Downloads the file of a report, again if it is held.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FetchReport {
    /// The report.
    pub id: String,
}

/// Asks for lines of a file that is held.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadReport {
    /// The report.
    pub id: String,
    /// Lines to pass over.
    pub offset: u64,
    /// Lines wanted, at most [`ReadReport::MOST`].
    pub limit: u32,
}

impl ReadReport {
    /// The most lines one reply carries.
    pub const MOST: u32 = 500;
}

/// Lines of a file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLines {
    /// The cells, as they came.
    pub lines: Vec<Vec<String>>,
}

impl std::fmt::Debug for ReportLines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportLines").field("count", &self.lines.len()).finish_non_exhaustive()
    }
}

/// Deletes a file from this computer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DropReport {
    /// The report.
    pub id: String,
}
