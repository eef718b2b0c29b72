//! From the cells of a row to the fields of a file: an amount is two of them, number and currency.

use ipc::exports::ExportColumn;
use model::{Area, Cell, Column, Kind, Money, Row, UnixSeconds};
use time::{OffsetDateTime, macros::format_description};

/// Longest head, in characters.
const LONGEST_HEAD: usize = 255;

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field<'a> {
    /// Nothing is told.
    Empty,
    /// Text, whoever wrote it.
    Text(&'a str),
    /// A moment.
    Moment(UnixSeconds),
    /// An amount, without its currency.
    Amount(&'a Money),
    /// Yes or no.
    Flag(bool),
}

/// The columns of a file.
pub(super) struct Layout {
    area: Area,
    columns: Vec<Column>,
    /// What stands at the head of each field, and what the field holds; currencies are words.
    pub(super) heads: Vec<(String, Kind)>,
}

impl Layout {
    /// `None` if the list has no such column, or a head is missing.
    pub(super) fn of(area: Area, columns: &[ExportColumn]) -> Option<Self> {
        let mut heads = Vec::new();
        for ExportColumn { column, heads: words } in columns {
            area.place(*column)?;
            let kinds: &[Kind] = match column.kind() {
                Kind::Money => &[Kind::Money, Kind::Word],
                Kind::Word => &[Kind::Word],
                Kind::Text => &[Kind::Text],
                Kind::Link => &[Kind::Link],
                Kind::Moment => &[Kind::Moment],
                Kind::Flag => &[Kind::Flag],
            };
            if words.len() != kinds.len() {
                return None;
            }
            let words = words.iter().map(|words| words.chars().take(LONGEST_HEAD).collect::<String>());
            heads.extend(words.zip(kinds.iter().copied()));
        }
        let columns: Vec<Column> = columns.iter().map(|column| column.column).collect();
        (!columns.is_empty()).then_some(Self { area, columns, heads })
    }

    /// The fields of a row.
    pub(super) fn fields<'a>(&self, row: &'a Row) -> Vec<Field<'a>> {
        let mut fields = Vec::with_capacity(self.heads.len());
        for column in &self.columns {
            match row.cell(self.area, *column) {
                Cell::Money(money) => fields.extend([Field::Amount(money), Field::Text(money.currency.as_str())]),
                Cell::Nothing if column.kind() == Kind::Money => fields.extend([Field::Empty, Field::Empty]),
                Cell::Nothing => fields.push(Field::Empty),
                Cell::Word(text) | Cell::Text(text) | Cell::Link(text) => fields.push(Field::Text(text)),
                Cell::Moment(at) => fields.push(Field::Moment(*at)),
                Cell::Flag(yes) => fields.push(Field::Flag(*yes)),
            }
        }
        fields
    }
}

/// A moment as ISO 8601 has it, in UTC; its seconds where it lies beyond the year 9999.
pub(super) fn iso(at: UnixSeconds) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
    let moment = OffsetDateTime::from_unix_timestamp(at.0).ok();
    moment.and_then(|moment| moment.format(format).ok()).unwrap_or_else(|| at.0.to_string())
}

/// The day of a moment in UTC.
pub(super) fn day(at: UnixSeconds) -> String {
    iso(at).split('T').next().unwrap_or_default().to_owned()
}
