//! A file of either kind, begun with its heads and fed with rows.

use std::io::{self, Seek, Write};

use ipc::exports::ExportFormat;

use super::{
    csv::Lines,
    fields::{Field, Layout},
    xlsx::Workbook,
};

/// A file under way.
pub(super) enum Book<W: Write + Seek> {
    Csv(Box<Lines<W>>),
    Xlsx(Box<Workbook<W>>),
}

impl<W: Write + Seek> Book<W> {
    /// `total` rows are to come, no more.
    pub(super) fn begin(format: ExportFormat, out: W, name: &str, layout: &Layout, total: u64) -> io::Result<Self> {
        Ok(match format {
            ExportFormat::Csv => {
                Self::Csv(Box::new(Lines::begin(out, layout.heads.iter().map(|(words, _)| words.clone()))?))
            }
            ExportFormat::Xlsx => Self::Xlsx(Box::new(Workbook::begin(out, name, &layout.heads, total)?)),
        })
    }

    pub(super) fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        match self {
            Self::Csv(lines) => lines.row(fields),
            Self::Xlsx(book) => book.row(fields),
        }
    }

    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(lines) => lines.finish(),
            Self::Xlsx(book) => book.finish(),
        }
    }
}
