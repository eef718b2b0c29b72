//! Lists as files: exactly the rows that a list shows, in its order.

use model::{Column, ListQuery};
use serde::{Deserialize, Serialize};

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Text, a line for each row (RFC 4180).
    Csv,
    /// A workbook (Office Open XML).
    Xlsx,
}

impl ExportFormat {
    /// Every format, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[Self::Csv, Self::Xlsx];

    /// The ending of such a file's name, without the dot.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportColumn {
    /// Which column of the list.
    pub column: Column,
    /// What stands at its head: one text, and a second one for an amount, whose currency stands beside it.
    pub heads: Vec<String>,
}

/// Asks for a list as a file. The person chooses where in the system's own dialog; the path never comes here.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportList {
    /// Which rows, in which order; the window does not count.
    pub query: ListQuery,
    /// The columns, in their order.
    pub columns: Vec<ExportColumn>,
    /// What the list is called: for the name that the dialog suggests.
    pub title: String,
    /// The kind of file.
    pub format: ExportFormat,
    /// Made up by the view that asks, its own: names this export in what is told of it, and to [`StopExport`].
    pub ticket: u64,
}

/// What an export came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exported {
    /// No file was chosen; nothing was written.
    NotChosen,
    /// It was stopped; nothing is left of it.
    Stopped,
    /// The file is whole.
    Done {
        /// What it is called; without its folder.
        file: String,
        /// Rows in it, the head apart.
        rows: u64,
    },
}

/// Stops an export.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StopExport {
    /// Its ticket.
    pub ticket: u64,
}
