//! The words of a list's search field: in the texts of a row as beginnings of words, in its id as any piece.

use model::{Area, Column};
use sqlite::rusqlite::{Transaction, params};

use crate::filters::Where;
use crate::schema::{compared, has_text};
use crate::{CacheError, fold, search};

/// The shortest piece of an id that is looked for: pieces are kept as runs of three characters.
const SHORTEST_PIECE: usize = 3;

/// Rows whose ids are looked at, newest first, before the rest is left.
const LOOKED_AT: usize = 2_000;

/// What is asked for.
pub(crate) struct Words {
    area: Area,
    /// The words that texts must have, each perhaps in one column only.
    wanted: Vec<(Option<Column>, Vec<String>)>,
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
        let wanted = pieces.iter().map(|word| (None, letters(word))).collect();
        Some(Self { area, wanted, text: has_text(area).then_some(expression), pieces, ids })
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
        let of_columns = columns.iter().map(|(column, asked)| (Some(*column), asked.as_str()));
        let wanted = of_columns.chain([(None, words)]).flat_map(|(column, asked)| {
            let folded = fold(asked);
            folded.split(' ').map(|word| (column, letters(word))).collect::<Vec<_>>()
        });
        let wanted = wanted.filter(|(_, run)| !run.is_empty()).collect();
        Some(Self { area, wanted, text: has_text(area).then_some(text), pieces: Vec::new(), ids: None })
    }

    /// Those of some rows that match, as the tables of words and pieces would say.
    pub(crate) fn among(&self, tx: &Transaction<'_>, numbers: &[i64]) -> Result<Vec<i64>, CacheError> {
        let columns = self.area.columns().iter().filter(|used| used.searched || names_itself(self.area, used.column));
        let columns: Vec<Column> = columns.map(|used| used.column).collect();
        let names: Vec<String> = columns.iter().map(|column| compared(self.area, *column)).collect();
        let names = names.iter().map(|name| format!(", {name}")).collect::<String>();
        let sql = format!("SELECT lower(id){names} FROM {} WHERE row = ?1", self.area.key());
        let mut statement = tx.prepare_cached(&sql)?;
        let mut found = Vec::new();
        for number in numbers {
            let fits = statement.query_row([number], |row| {
                let id: String = row.get(0)?;
                if self.ids.is_some() && self.pieces.iter().all(|piece| id.contains(piece.as_str())) {
                    return Ok(true);
                }
                let mut texts = Vec::with_capacity(columns.len());
                for (at, column) in columns.iter().enumerate() {
                    texts.push((*column, letters(&fold(row.get_ref(at + 1)?.as_str_or_null()?.unwrap_or_default()))));
                }
                let has = |only: Option<Column>, run: &[String]| {
                    texts.iter().any(|(column, text)| only.is_none_or(|only| only == *column) && begins(text, run))
                };
                Ok(self.text.is_some() && self.wanted.iter().all(|(only, run)| has(*only, run)))
            })?;
            if fits {
                found.push(*number);
            }
        }
        Ok(found)
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
        let (found, cut) = self.of_pieces(tx, most as usize)?;
        more |= cut;
        rows.extend(found);
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
            // Whole words are looked up as they go; if they are too many, their beginnings need not be gathered.
            let whole = self.newest(tx, "text", &expression.replace("\"*", "\""), most)?;
            if whole.len() > most as usize {
                return Ok(None);
            }
            rows = self.newest(tx, "text", expression, most)?;
        }
        let (found, cut) = self.of_pieces(tx, most as usize)?;
        if cut {
            return Ok(None);
        }
        rows.extend(found);
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

    /// The rows whose id has every piece, newest first: at most `most` of them, and whether there may be more.
    ///
    /// To look a run of three characters up costs a few pages in each part of the table, so not every run is: a few of
    /// each piece leave hardly a row too many, and what they leave is looked at itself.
    fn of_pieces(&self, tx: &Transaction<'_>, most: usize) -> Result<(Vec<i64>, bool), CacheError> {
        let mut rows = Vec::new();
        if self.ids.is_none() {
            return Ok((rows, false));
        }
        let key = self.area.key();
        let runs: Vec<String> = self.pieces.iter().filter_map(|piece| some_runs(piece)).collect();
        if runs.len() > 1 {
            // Words of people are pieces of no id: mostly the first one tells.
            let mut any = tx.prepare_cached(&format!("SELECT 1 FROM {key}_ids WHERE {key}_ids MATCH ?1 LIMIT 1"))?;
            for run in &runs {
                if !any.exists([run])? {
                    return Ok((rows, false));
                }
            }
        }
        let sql = format!("SELECT rowid FROM {key}_ids WHERE {key}_ids MATCH ?1 ORDER BY rowid DESC");
        let mut found = tx.prepare_cached(&sql)?;
        let mut found = found.query([runs.join(" AND ")])?;
        // One run of three is the piece itself.
        let sure = self.pieces.iter().all(|piece| piece.chars().count() == SHORTEST_PIECE);
        let mut id = tx.prepare_cached(&format!("SELECT lower(id) FROM {key} WHERE row = ?1"))?;
        let mut looked_at = 0;
        while let Some(next) = found.next()? {
            let row: i64 = next.get(0)?;
            looked_at += 1;
            if rows.len() == most || looked_at > LOOKED_AT.max(most) {
                return Ok((rows, true));
            }
            let holds = |id: String| self.pieces.iter().all(|piece| id.contains(piece.as_str()));
            if sure || holds(id.query_row([row], |found| found.get(0))?) {
                rows.push(row);
            }
        }
        Ok((rows, false))
    }
}

/// Whether the area's table of words has this column beside the searched ones.
fn names_itself(area: Area, column: Column) -> bool {
    match area {
        Area::Users => column == Column::Id,
        Area::KycDocuments => matches!(column, Column::Id | Column::UserId),
        _ => false,
    }
}

/// The runs of letters and digits of a text, as the table of words splits it.
fn letters(text: &str) -> Vec<String> {
    let runs = text.split(|letter: char| !letter.is_alphanumeric());
    runs.filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// Whether the runs follow each other somewhere in the text, the last one perhaps going on.
fn begins(text: &[String], asked: &[String]) -> bool {
    let Some((last, whole)) = asked.split_last() else { return true };
    text.windows(asked.len()).any(|run| run.starts_with(whole) && run[whole.len()].starts_with(last.as_str()))
}

/// A few runs of three characters of a piece: its first, one in the middle, its last.
fn some_runs(piece: &str) -> Option<String> {
    let letters: Vec<char> = piece.chars().collect();
    let last = letters.len().checked_sub(SHORTEST_PIECE)?;
    let mut places = vec![0, last / 2, last];
    places.dedup();
    Some(places.into_iter().map(|at| run(&letters[at..at + SHORTEST_PIECE])).collect::<Vec<_>>().join(" AND "))
}

fn run(letters: &[char]) -> String {
    let text: String = letters.iter().collect();
    format!("\"{}\"", text.replace('"', "\"\"").replace('\0', " "))
}

/// Every run of three characters of every piece; `None` if a piece is too short for that.
pub(crate) fn pieces_expression(pieces: &[String]) -> Option<String> {
    let mut runs = Vec::new();
    for piece in pieces {
        let letters: Vec<char> = piece.chars().collect();
        if letters.len() < SHORTEST_PIECE {
            return None;
        }
        runs.extend(letters.windows(SHORTEST_PIECE).map(run));
    }
    (!runs.is_empty()).then(|| runs.join(" AND "))
}
