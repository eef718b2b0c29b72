//! A workbook (ECMA-376, Office Open XML): the parts that a spreadsheet needs, written one after the other into their
//! container, texts where they stand. So a row is forgotten as soon as it is written, and nothing lies in a temporary
//! file (docs/decisions/0006-exports.md).

mod parts;

use std::{
    fmt::Write as _,
    io::{self, Seek, Write},
};

use model::{Kind, Money, UnixSeconds};
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use super::fields::{Field, iso};
use parts::Style;

/// Rows of a sheet, the head among them; more go on the next one.
const MOST_ROWS: u64 = 1_048_576;
/// Longest text of a cell, in UTF-16 units.
const LONGEST: usize = 32_767;
/// Amounts below this are exact as the numbers of a spreadsheet, which have 15 digits; others stand there as text.
const EXACT: u64 = 1_000_000_000_000_000;
/// Days from 1899-12-30, the day 0 of spreadsheets, to 1970-01-01.
const EPOCH: i64 = 25_569;
/// The days that are dates everywhere: 1900-03-01 (before it the day numbers of Excel are off by one) to 9999-12-31.
const DATES: std::ops::RangeInclusive<i64> = 61..=2_958_465;
const DAY: i64 = 86_400;

/// A workbook under way.
pub(super) struct Workbook<W: Write + Seek> {
    zip: ZipWriter<Once<W>>,
    heads: Vec<(String, Kind)>,
    sheets: u64,
    sheet: u64,
    /// Rows of the present sheet.
    rows: u64,
    /// The row being written.
    line: String,
}

impl<W: Write + Seek> Workbook<W> {
    /// `total` rows are to come, no more.
    pub(super) fn begin(out: W, name: &str, heads: &[(String, Kind)], total: u64) -> io::Result<Self> {
        let sheets = total.div_ceil(MOST_ROWS - 1).max(1);
        let of_sheet = |sheet: u64| total.saturating_sub(sheet * (MOST_ROWS - 1)).min(MOST_ROWS - 1) + 1;
        let ranges: Vec<String> = (0..sheets).map(|sheet| range(heads.len(), of_sheet(sheet))).collect();
        let mut zip = ZipWriter::new(Once { out, failed: false });
        for (path, text) in parts::fixed(name, &ranges) {
            part(&mut zip, &path)?;
            zip.write_all(text.as_bytes())?;
        }
        let mut book = Self { zip, heads: heads.to_vec(), sheets, sheet: 0, rows: 0, line: String::new() };
        book.begin_sheet()?;
        Ok(book)
    }

    pub(super) fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        // What came after the rows were counted cannot come: they are of one snapshot.
        if self.rows == MOST_ROWS && self.sheet < self.sheets {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        self.rows += 1;
        self.line.clear();
        let line = &mut self.line;
        push(line, format_args!("<row r=\"{}\">", self.rows));
        for (at, field) in fields.iter().enumerate() {
            cell(line, at, self.rows, field);
        }
        line.push_str("</row>");
        self.zip.write_all(self.line.as_bytes())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.end_sheet()?;
        self.zip.finish().map_err(unwrapped)?.flush()
    }

    fn begin_sheet(&mut self) -> io::Result<()> {
        self.sheet += 1;
        part(&mut self.zip, &parts::sheet_path(self.sheet))?;
        let kinds: Vec<Kind> = self.heads.iter().map(|(_, kind)| *kind).collect();
        let mut text = parts::sheet_begin(&kinds, self.sheet == 1);
        push(&mut text, format_args!("<row r=\"1\">"));
        for (at, (words, _)) in self.heads.iter().enumerate() {
            text_cell(&mut text, at, 1, Style::Head, words);
        }
        text.push_str("</row>");
        self.rows = 1;
        self.zip.write_all(text.as_bytes())
    }

    fn end_sheet(&mut self) -> io::Result<()> {
        let text = parts::sheet_end(&range(self.heads.len(), self.rows));
        self.zip.write_all(text.as_bytes())
    }
}

fn part<W: Write + Seek>(zip: &mut ZipWriter<Once<W>>, path: &str) -> io::Result<()> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file(path, options).map_err(unwrapped)
}

/// Fails once. The container tries to write its end even when it is dropped, and complains on standard error.
struct Once<W> {
    out: W,
    failed: bool,
}

impl<W> Once<W> {
    fn unless_failed<T>(&mut self, nothing: T, act: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.failed {
            return Ok(nothing);
        }
        let outcome = act(&mut self.out);
        self.failed = outcome.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        outcome
    }
}

impl<W: Write> Write for Once<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_failed(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_failed((), Write::flush)
    }
}

impl<W: Seek> Seek for Once<W> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.unless_failed(0, |out| out.seek(to))
    }
}

/// The disk's own error, by whose kind a full disk is told from others.
fn unwrapped(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}

fn push(text: &mut String, words: std::fmt::Arguments<'_>) {
    // A text takes whatever is written.
    text.write_fmt(words).unwrap_or_default();
}

/// `A1:H12`.
fn range(columns: usize, rows: u64) -> String {
    format!("A1:{}{rows}", letters(columns.saturating_sub(1)))
}

/// The letters of a column, the first of which is 0: A to Z, then AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

fn cell(line: &mut String, column: usize, row: u64, field: &Field<'_>) {
    match field {
        Field::Empty => {}
        Field::Text(text) => text_cell(line, column, row, Style::Plain, text),
        Field::Flag(yes) => {
            push(line, format_args!("<c r=\"{}{row}\" t=\"b\"><v>{}</v></c>", letters(column), u8::from(*yes)));
        }
        Field::Moment(at) => match day_number(*at) {
            Some(number) => number_cell(line, column, row, Style::Moment, &number),
            None => text_cell(line, column, row, Style::Plain, &iso(*at)),
        },
        Field::Amount(money) if money.amount.unsigned_abs() < EXACT => {
            number_cell(line, column, row, amount_style(money), &money.decimal());
        }
        Field::Amount(money) => text_cell(line, column, row, Style::Plain, &money.decimal()),
    }
}

fn amount_style(money: &Money) -> Style {
    if money.currency.digits() == 0 { Style::Whole } else { Style::Decimal }
}

fn number_cell(line: &mut String, column: usize, row: u64, style: Style, number: &str) {
    push(line, format_args!("<c r=\"{}{row}\" s=\"{}\"><v>{number}</v></c>", letters(column), style as u8));
}

fn text_cell(line: &mut String, column: usize, row: u64, style: Style, text: &str) {
    push(line, format_args!("<c r=\"{}{row}\" s=\"{}\" t=\"inlineStr\">", letters(column), style as u8));
    line.push_str("<is><t xml:space=\"preserve\">");
    escape(line, fitting(text));
    line.push_str("</t></is></c>");
}

/// Days since day 0, with the time as a part of the day to ten digits. Whole numbers all the way.
fn day_number(at: UnixSeconds) -> Option<String> {
    const PARTS: i64 = 10_000_000_000;
    let day = at.0.div_euclid(DAY).checked_add(EPOCH).filter(|day| DATES.contains(day))?;
    let part = (at.0.rem_euclid(DAY) * PARTS + DAY / 2) / DAY;
    Some(if part == 0 { day.to_string() } else { format!("{day}.{part:010}") })
}

/// As much of a text as a cell takes.
fn fitting(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > LONGEST
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Text as XML has it. Signs that XML cannot have, and what looks like the escape of one, are written as `_x000B_`
/// (ECMA-376, part 1, 22.9.2.19).
pub(super) fn escape(out: &mut String, text: &str) {
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => push(out, format_args!("_x{:04X}_", letter as u32)),
            '_' if is_escape(text.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            letter => out.push(letter),
        }
    }
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes, [b'_', b'x', rest @ ..] if rest.len() >= 5
        && rest[..4].iter().all(u8::is_ascii_hexdigit)
        && rest[4] == b'_')
}
