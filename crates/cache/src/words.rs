//! The words of a list's search field: in the texts of a row as beginnings of words, in its id as any piece.

use model::{Area, Column};
use sqlite::rusqlite::{Transaction, params};

use crate::filters::Where;
use crate::schema::has_text;
use crate::{CacheError, fold, search};

/// The shortest piece of an id that is looked for: pieces are kept as runs of three characters.
const SHORTEST_PIECE: usize = 3;

/// What is asked for.
pub(crate) struct Words {
    area: Area,
    /// The expression over the texts.
    text: Option<String>,
    /// The words, each to be a piece of the id.
    pieces: Vec<String>,
    /// The expression over pieces of ids.
    ids: Option<String>,
}

impl Words {
    /// `None` if nothing is asked.
    pub(crate) fn of(area: Area, asked: &str) -> Option<Self> {
        let expression = search::expression(asked)?;
        let folded = fold(asked);
        let words = folded.split(' ').filter(|word| word.chars().any(char::is_alphanumeric));
        let pieces: Vec<String> = words.map(str::to_owned).collect();
        let ids = pieces_expression(&pieces);
        Some(Self { area, text: has_text(area).then_some(expression), pieces, ids })
    }

    /// Words that may be anywhere, and words of one column each. `None` if nothing is asked.
    pub(crate) fn with_columns(area: Area, words: &str, columns: &[(Column, String)]) -> Option<Self> {
        if columns.is_empty() {
            return Self::of(area, words);
        }
        let of_columns = columns
            .iter()
            .filter_map(|(column, asked)| Some(format!("{} : ({})", column.key(), search::expression(asked)?)));
        let all: Vec<String> = of_columns.chain(search::expression(words).map(|words| format!("({words})"))).collect();
        let text = (!all.is_empty()).then(|| all.join(" AND "))?;
        Some(Self { area, text: has_text(area).then_some(text), pieces: Vec::new(), ids: None })
    }

    /// The newest rows that match, about `most` of them, and whether there are more.
    pub(crate) fn some(&self, tx: &Transaction<'_>, most: u32) -> Result<(Vec<i64>, bool), CacheError> {
        let (mut rows, mut more) = (Vec::new(), false);
        if self.area == Area::Events {
            return Ok((rows, more));
        }
        if let Some(expression) = &self.text {
            // A whole word is looked up as it goes; a beginning gathers every word that begins so first.
            for expression in [&expression.replace("\"*", "\""), expression] {
                if !more {
                    let found = self.newest(tx, "text", expression, most)?;
                    more = found.len() > most as usize;
                    rows.extend(found);
                }
            }
        }
        if let Some(expression) = &self.ids {
            let found = self.newest(tx, "ids", expression, most)?;
            more |= found.len() > most as usize;
            rows.extend(self.verified(tx, found)?);
        }
        Ok((rows, more))
    }

    /// Adds the condition that a row matches.
    pub(crate) fn condition(&self, found: &mut Where) {
        let key = self.area.key();
        if self.area == Area::Events {
            // Events have no words of people: type and object are looked through.
            for piece in &self.pieces {
                let at = found.bind(piece.clone());
                found.and(format!("instr(lower(type || ' ' || resource_id), {at}) > 0"));
            }
            return;
        }
        let mut ways = Vec::new();
        if let Some(expression) = &self.text {
            let at = found.bind(expression.clone());
            ways.push(format!("row IN (SELECT rowid FROM {key}_text WHERE {key}_text MATCH {at})"));
        }
        if let Some(expression) = &self.ids {
            let at = found.bind(expression.clone());
            let mut way = format!("row IN (SELECT rowid FROM {key}_ids WHERE {key}_ids MATCH {at})");
            for piece in &self.pieces {
                let at = found.bind(piece.clone());
                way += &format!(" AND instr(lower(id), {at}) > 0");
            }
            ways.push(way);
        }
        if !ways.is_empty() {
            found.and(format!("({})", ways.join(" OR ")));
        }
    }

    /// The rows that match, if they are at most `most`, in no order.
    pub(crate) fn list(&self, tx: &Transaction<'_>, most: u32) -> Result<Option<Vec<i64>>, CacheError> {
        if self.area == Area::Events {
            return Ok(None);
        }
        let mut rows = Vec::new();
        if let Some(expression) = &self.text {
            rows = self.newest(tx, "text", expression, most)?;
        }
        if let Some(expression) = &self.ids {
            let found = self.newest(tx, "ids", expression, most)?;
            if found.len() > most as usize {
                return Ok(None);
            }
            rows.extend(self.verified(tx, found)?);
        }
        rows.sort_unstable();
        rows.dedup();
        Ok((rows.len() <= most as usize).then_some(rows))
    }

    /// Up to one row more than asked for of those that match in one of the tables, the last ones first.
    fn newest(&self, tx: &Transaction<'_>, table: &str, expression: &str, most: u32) -> Result<Vec<i64>, CacheError> {
        let name = format!("{}_{table}", self.area.key());
        let sql = format!("SELECT rowid FROM {name} WHERE {name} MATCH ?1 ORDER BY rowid DESC LIMIT ?2");
        let mut statement = tx.prepare_cached(&sql)?;
        let rows = statement.query_map(params![expression, i64::from(most) + 1], |row| row.get(0))?;
        rows.collect::<Result<_, _>>().map_err(CacheError::from)
    }

    /// Of rows whose ids have all runs of three, those that have them one after the other.
    fn verified(&self, tx: &Transaction<'_>, rows: Vec<i64>) -> Result<Vec<i64>, CacheError> {
        // One run of three is the piece itself.
        if self.pieces.iter().all(|piece| piece.chars().count() == SHORTEST_PIECE) {
            return Ok(rows);
        }
        let mut statement = tx.prepare_cached(&format!("SELECT lower(id) FROM {} WHERE row = ?1", self.area.key()))?;
        let mut verified = Vec::new();
        for row in rows {
            let id: String = statement.query_row([row], |found| found.get(0))?;
            if self.pieces.iter().all(|piece| id.contains(piece.as_str())) {
                verified.push(row);
            }
        }
        Ok(verified)
    }
}

/// Every run of three characters of every piece; `None` if a piece is too short for that.
pub(crate) fn pieces_expression(pieces: &[String]) -> Option<String> {
    let mut runs = Vec::new();
    for piece in pieces {
        let letters: Vec<char> = piece.chars().collect();
        if letters.len() < SHORTEST_PIECE {
            return None;
        }
        runs.extend(letters.windows(SHORTEST_PIECE).map(|run| {
            let text: String = run.iter().collect();
            format!("\"{}\"", text.replace('"', "\"\"").replace('\0', " "))
        }));
    }
    (!runs.is_empty()).then(|| runs.join(" AND "))
}
