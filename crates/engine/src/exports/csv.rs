//! Text as RFC 4180 has it, with a byte order mark, without which Excel reads UTF-8 as something else. Spreadsheets run
//! what looks like a formula, so text that does is guarded (OWASP, "CSV Injection"): a straight apostrophe stands before.
//! Numbers are written by us and need no guard.

use std::io::{self, Write};

use csv::{ErrorKind, QuoteStyle, Terminator, Writer, WriterBuilder};

use super::fields::{Field, iso};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// What a formula begins with, full-width forms too.
const BEGINS: &str = "=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}";
/// What begins a cell anew where a spreadsheet does not take the comma for the separator, as in most of Europe.
const SEPARATES: &str = ";\t\r\n";

/// A file of lines.
pub(super) struct Lines<W: Write>(Writer<W>);

impl<W: Write> Lines<W> {
    pub(super) fn begin(mut out: W, heads: impl Iterator<Item = String>) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK)?;
        let mut builder = WriterBuilder::new();
        builder.terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary);
        let mut lines = Self(builder.from_writer(out));
        lines.0.write_record(heads.map(|head| guarded(&head))).map_err(unwrapped)?;
        Ok(lines)
    }

    pub(super) fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        self.0.write_record(fields.iter().map(text)).map_err(unwrapped)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn text(field: &Field<'_>) -> String {
    match field {
        Field::Empty => String::new(),
        Field::Text(text) => guarded(text),
        Field::Moment(at) => iso(*at),
        Field::Amount(money) => money.decimal(),
        Field::Flag(yes) => yes.to_string(),
    }
}

/// The text with an apostrophe before whatever a spreadsheet could run.
pub(super) fn guarded(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len() + 1);
    // A line break or a tab at the very beginning is stripped by some, and the formula after it runs.
    if text.starts_with(['\t', '\r', '\n']) {
        guarded.push('\'');
    }
    let mut begins = true;
    for letter in text.chars() {
        if begins && BEGINS.contains(letter) {
            guarded.push('\'');
        }
        // Blanks and quotes before it do not keep a formula from running.
        begins = SEPARATES.contains(letter) || begins && (letter == '"' || letter == ' ');
        guarded.push(letter);
    }
    guarded
}

/// The disk's own error, by whose kind a full disk is told from others.
fn unwrapped(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
