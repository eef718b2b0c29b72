//! Exported files, read back by programs that did not write them.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use ipc::exports::ExportFormat;
use model::{Area, Cell, Column, Kind};

/// A field as a file has it: its text, or the number it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Told {
    Text(String),
    Number(f64),
    Flag(bool),
}

/// The rows of a file, the head checked and left out: for each column what stands there, amounts with their currency.
pub(super) fn read(format: ExportFormat, path: &Path, columns: &[Column]) -> Vec<Vec<(Told, String)>> {
    let lines: Vec<Vec<Told>> = match format {
        ExportFormat::Csv => {
            let bytes = std::fs::read(path).unwrap();
            let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
            let told = |record: csv::StringRecord| record.iter().map(|text| Told::Text(text.to_owned())).collect();
            reader.records().map(|record| told(record.unwrap())).collect()
        }
        ExportFormat::Xlsx => {
            let mut book: Xlsx<_> = open_workbook(path).unwrap();
            let range = book.worksheet_range("List").unwrap();
            let width: usize = columns.iter().map(|column| fields(*column)).sum();
            let rows = range.rows().map(|row| {
                let mut row: Vec<Told> = row.iter().map(told).collect();
                row.resize(width, Told::Text(String::new()));
                row
            });
            rows.collect()
        }
    };
    let mut lines = lines.into_iter();
    let head = lines.next().unwrap();
    let wanted = columns.iter().flat_map(|column| match column.kind() {
        Kind::Money => vec![column.key().to_owned(), format!("{}-currency", column.key())],
        _ => vec![column.key().to_owned()],
    });
    assert_eq!(head, wanted.map(Told::Text).collect::<Vec<_>>());
    let split = |line: Vec<Told>| {
        let mut line = line.into_iter();
        let mut cells = Vec::new();
        for column in columns {
            let first = line.next().unwrap();
            let currency = if fields(*column) == 2 { line.next() } else { None };
            let currency = currency.map(|told| match told {
                Told::Text(text) => text,
                other => panic!("a currency is text: {other:?}"),
            });
            cells.push((first, currency.unwrap_or_default()));
        }
        assert_eq!(line.next(), None, "no field too many");
        cells
    };
    lines.map(split).collect()
}

fn fields(column: Column) -> usize {
    if column.kind() == Kind::Money { 2 } else { 1 }
}

fn told(cell: &Data) -> Told {
    match cell {
        Data::Empty => Told::Text(String::new()),
        Data::String(text) => Told::Text(text.clone()),
        Data::Float(number) => Told::Number(*number),
        Data::Int(number) => Told::Number(*number as f64),
        Data::DateTime(at) => Told::Number(at.as_f64()),
        Data::Bool(yes) => Told::Flag(*yes),
        other => panic!("no such cell is written: {other:?}"),
    }
}

/// Whether a line of a file tells what its object is.
pub(super) fn same(
    area: Area,
    format: ExportFormat,
    line: usize,
    columns: &[Column],
    read: &[(Told, String)],
    wanted: &[Cell],
) {
    for ((column, (told, currency)), cell) in columns.iter().zip(read).zip(wanted) {
        let right = match (cell, told) {
            (Cell::Nothing, Told::Text(text)) => text.is_empty() && currency.is_empty(),
            // What was guarded has apostrophes more, and nothing else.
            (Cell::Word(wanted) | Cell::Text(wanted) | Cell::Link(wanted), Told::Text(text)) => {
                text == wanted || text.replace('\'', "") == wanted.replace('\'', "")
            }
            (Cell::Moment(at), Told::Text(text)) => *text == spelled(at.0),
            (Cell::Moment(at), Told::Number(days)) => (days * 86_400.0).round() as i64 - 25_569 * 86_400 == at.0,
            (Cell::Money(money), Told::Text(text)) => {
                minor(text, money.currency.digits()) == Some(money.amount) && currency == money.currency.as_str()
            }
            (Cell::Money(money), Told::Number(number)) => {
                let unit = 10_f64.powi(money.currency.digits() as i32);
                (number * unit).round() as i64 == money.amount && currency == money.currency.as_str()
            }
            (Cell::Flag(yes), Told::Text(text)) => *text == yes.to_string(),
            (Cell::Flag(yes), Told::Flag(told)) => yes == told,
            _ => false,
        };
        assert!(right, "{area:?} {format:?} line {line} {column:?}: {told:?} {currency} for {cell:?}");
    }
}

/// A decimal number in minor units.
fn minor(text: &str, digits: u32) -> Option<i64> {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    (decimals == digits as usize).then(|| text.replace('.', "").parse().ok())?
}

/// A moment of the years from 1970, by counting days (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn spelled(at: i64) -> String {
    let (days, second) = (at.div_euclid(86_400) + 719_468, at.rem_euclid(86_400));
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = year + era * 400 + carry;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}
