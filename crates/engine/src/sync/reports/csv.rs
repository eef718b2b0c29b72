//! Lines of a report's file, as they arrive: a parser that takes any pieces, and the JSON that a list would have shown.
//! [`Table`] gives the cells, [`Csv`] the objects.
//!
//! The dialect is not documented (money-operations.md §13.1): quotes as in RFC 4180, any line end, and as separator
//! whichever of comma and semicolon the first line has more of.

use serde_json::{Map, Value};

/// The longest line that is taken for one, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// The cells of a file as it arrives: first the names of its columns, then a line for each row.
#[derive(Default)]
pub(crate) struct Table {
    separator: Option<u8>,
    /// How many columns there are, once that is known.
    columns: Option<usize>,
    cell: Vec<u8>,
    cells: Vec<Vec<u8>>,
    /// Bytes of a first line whose separator is not known yet.
    head: Vec<u8>,
    quoted: bool,
    /// A quote was just closed: another one is a quote in the text.
    closed: bool,
    length: usize,
}

/// The objects of a file as it arrives.
#[derive(Default)]
pub(super) struct Csv {
    table: Table,
    columns: Vec<String>,
}

/// What is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a table of comma-separated values")]
pub(crate) struct NoTable;

impl Csv {
    /// Takes the next piece. Returns the objects of the lines that are whole now.
    pub(super) fn take(&mut self, piece: &[u8]) -> Result<Vec<String>, NoTable> {
        let lines = self.table.take(piece)?;
        self.objects(lines)
    }

    /// The file is at its end.
    pub(super) fn end(mut self) -> Result<Vec<String>, NoTable> {
        let lines = std::mem::take(&mut self.table).end()?;
        self.objects(lines)
    }

    fn objects(&mut self, lines: Vec<Vec<String>>) -> Result<Vec<String>, NoTable> {
        let mut objects = Vec::with_capacity(lines.len());
        for cells in lines {
            if self.columns.is_empty() {
                if !cells.iter().any(|name| name == "Id") {
                    return Err(NoTable);
                }
                self.columns = cells;
            } else {
                objects.push(object(&self.columns, &cells));
            }
        }
        Ok(objects)
    }
}

impl Table {
    /// Takes the next piece. Returns the lines that are whole now.
    pub(crate) fn take(&mut self, piece: &[u8]) -> Result<Vec<Vec<String>>, NoTable> {
        let mut lines = Vec::new();
        if self.separator.is_none() {
            self.head.extend_from_slice(piece);
            if self.head.len() > LONGEST_LINE {
                return Err(NoTable);
            }
            let Some(end) = self.head.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
                return Ok(lines);
            };
            let count = |wanted: u8| self.head[..end].iter().filter(|byte| **byte == wanted).count();
            self.separator = Some(if count(b';') > count(b',') { b';' } else { b',' });
            let head = std::mem::take(&mut self.head);
            // The mark that some programs put before UTF-8.
            let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
            for byte in head {
                self.byte(*byte, &mut lines)?;
            }
            return Ok(lines);
        }
        for byte in piece {
            self.byte(*byte, &mut lines)?;
        }
        Ok(lines)
    }

    /// The file is at its end. A line without an end is one all the same; one that breaks off inside quotes is not.
    pub(crate) fn end(mut self) -> Result<Vec<Vec<String>>, NoTable> {
        let mut lines = self.take(b"\n")?;
        if self.quoted || self.columns.is_none() {
            return Err(NoTable);
        }
        self.byte(b'\n', &mut lines)?;
        Ok(lines)
    }

    fn byte(&mut self, byte: u8, lines: &mut Vec<Vec<String>>) -> Result<(), NoTable> {
        self.length += 1;
        if self.length > LONGEST_LINE {
            return Err(NoTable);
        }
        if self.quoted {
            match byte {
                b'"' => (self.quoted, self.closed) = (false, true),
                other => self.cell.push(other),
            }
            return Ok(());
        }
        let closed = std::mem::take(&mut self.closed);
        match byte {
            b'"' if closed => {
                self.cell.push(b'"');
                self.quoted = true;
            }
            b'"' if self.cell.is_empty() => self.quoted = true,
            b'\n' | b'\r' => {
                if !self.cells.is_empty() || !self.cell.is_empty() || closed {
                    self.next_cell();
                    lines.push(self.line()?);
                }
                self.length = 0;
            }
            byte if Some(byte) == self.separator => self.next_cell(),
            other => self.cell.push(other),
        }
        Ok(())
    }

    fn next_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
    }

    fn line(&mut self) -> Result<Vec<String>, NoTable> {
        let cells = std::mem::take(&mut self.cells);
        if *self.columns.get_or_insert(cells.len()) != cells.len() {
            return Err(NoTable);
        }
        Ok(cells.into_iter().map(|cell| String::from_utf8_lossy(&cell).into_owned()).collect())
    }
}

/// The object that a list would have shown: amounts inside one another, moments and amounts as numbers.
fn object(columns: &[String], cells: &[String]) -> String {
    let mut object = Map::new();
    for (column, cell) in columns.iter().zip(cells) {
        let value = if cell.is_empty() { Value::Null } else { Value::String(cell.clone()) };
        let number = || cell.parse::<i64>().map_or(value.clone(), Value::from);
        let part = ["Amount", "Currency"].into_iter().find_map(|part| {
            let name = column.strip_suffix(part).filter(|name| !name.is_empty())?;
            Some((name, part))
        });
        match (column.as_str(), part) {
            (_, Some((name, part))) => {
                let value = if part == "Amount" { number() } else { value.clone() };
                let inner = object.entry(name).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(inner) = inner {
                    inner.insert(part.to_owned(), value);
                }
            }
            ("CreationDate" | "ExecutionDate", None) => drop(object.insert(column.clone(), number())),
            ("Owners", None) => {
                let owners = if cell.is_empty() { Vec::new() } else { vec![value] };
                object.insert(column.clone(), Value::Array(owners));
            }
            (_, None) => drop(object.insert(column.clone(), value)),
        }
    }
    Value::Object(object).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(text: &str, pieces: usize) -> Result<Vec<Value>, NoTable> {
        let mut csv = Csv::default();
        let mut lines = Vec::new();
        for piece in text.as_bytes().chunks(pieces.max(1)) {
            lines.extend(csv.take(piece)?);
        }
        lines.extend(csv.end()?);
        Ok(lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    #[test]
    fn a_line_becomes_the_object_that_a_list_would_have_shown() {
        let text = "Id,Tag,CreationDate,DebitedFundsAmount,DebitedFundsCurrency,Owners\r\n\
                    payin_m_1,\"a, \"\"b\"\"\nc\",1700000000,-1200,EUR,user_m_1\r\n\
                    payin_m_2,,1700000001,0,XXX,\r\n";
        let first = json!({ "Id": "payin_m_1", "Tag": "a, \"b\"\nc", "CreationDate": 1_700_000_000,
            "DebitedFunds": { "Amount": -1_200, "Currency": "EUR" }, "Owners": ["user_m_1"] });
        for pieces in [1, 3, 7, 1_000] {
            let lines = read(text, pieces).unwrap();
            assert_eq!((lines.len(), &lines[0]), (2, &first));
            assert_eq!(lines[1]["Tag"], Value::Null);
        }
    }

    #[test]
    fn dialects_are_told_by_the_first_line() {
        let lines = read("\u{feff}Id;Tag\nwlt_m_1;a,b\nwlt_m_2;", 4).unwrap();
        assert_eq!(lines, [json!({"Id": "wlt_m_1", "Tag": "a,b"}), json!({"Id": "wlt_m_2", "Tag": null})]);
    }

    #[test]
    fn what_is_no_table_or_breaks_off_is_refused() {
        for text in ["", "<html>\n</html>\n", "Id,Tag\n1\n", "Id,Tag\n1,\"a", "Id,Tag\n1,2,3\n"] {
            assert_eq!(read(text, 5), Err(NoTable), "{text:?}");
        }
        assert_eq!(read("Id,Tag\n", 5), Ok(Vec::new()), "a report without lines is one");
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_pieces_do_no_harm(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..200) {
            let mut csv = Csv::default();
            let (first, rest) = bytes.split_at(at.min(bytes.len()));
            if csv.take(first).and_then(|_| csv.take(rest)).is_ok() {
                drop(csv.end());
            }
        }
    }
}
