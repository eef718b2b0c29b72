//! How well a row matches, and where: computed on the text as shown, folded as the index folds it.

use model::{Area, Cell, Column, Mark, Row};

use crate::fold::folded;

/// What a match of one word is worth, by what it matched.
const WHOLE_ID: u32 = 1_000;
const WHOLE_TEXT: u32 = 800;
const ID_BEGINS: u32 = 400;
const WHOLE_WORD: u32 = 300;
const WORD_BEGINS: u32 = 200;
const PIECE_OF_ID: u32 = 150;

/// A word that is looked for, folded; perhaps in one column only.
pub(crate) struct Wanted {
    pub(crate) column: Option<Column>,
    pub(crate) letters: Vec<char>,
}

/// The worth of a row, higher is better, and what of it matched.
pub(crate) fn rate(area: Area, row: &Row, wanted: &[Wanted]) -> (u32, Vec<Mark>) {
    let mut best = vec![0; wanted.len()];
    let mut marks = Vec::new();
    for (used, cell) in area.columns().iter().zip(&row.cells) {
        let column = used.column;
        let weight = match (column, used.searched) {
            (Column::Id, _) | (Column::Name | Column::Email, true) => 4,
            (Column::UserId, _) => 2,
            (_, true) => 1,
            (_, false) => continue,
        };
        let (Cell::Text(text) | Cell::Link(text)) = cell else { continue };
        let letters: Vec<(char, u32)> = folded(text).collect();
        let id = matches!(cell, Cell::Link(_));
        for (wanted, best) in wanted.iter().zip(&mut best) {
            if wanted.column.is_some_and(|only| only != column) {
                continue;
            }
            for at in places(&letters, &wanted.letters, id) {
                let end = at + wanted.letters.len();
                *best = (*best).max(weight * worth(&letters, at, end, id));
                let to = letters.get(end - 1).map_or(0, |(_, place)| place + 1);
                marks.push(Mark { column, from: letters[at].1, to });
            }
        }
    }
    (best.iter().sum(), joined(marks))
}

fn worth(letters: &[(char, u32)], at: usize, end: usize, id: bool) -> u32 {
    let ends = letters.get(end).is_none_or(|(letter, _)| !letter.is_alphanumeric());
    match (at == 0 && end == letters.len(), id) {
        (true, true) => WHOLE_ID,
        (true, false) => WHOLE_TEXT,
        (false, true) if at == 0 => ID_BEGINS,
        (false, true) => PIECE_OF_ID,
        (false, false) if ends => WHOLE_WORD,
        (false, false) => WORD_BEGINS,
    }
}

/// Where the word occurs: in ids anywhere, in texts where a word begins.
fn places(letters: &[(char, u32)], wanted: &[char], id: bool) -> Vec<usize> {
    if wanted.is_empty() || wanted.len() > letters.len() {
        return Vec::new();
    }
    let begins = |at: usize| at == 0 || !letters[at - 1].0.is_alphanumeric();
    let fits = |at: &usize| letters[*at..].iter().zip(wanted).all(|((letter, _), wanted)| letter == wanted);
    (0..=letters.len() - wanted.len()).filter(|at| id || begins(*at)).filter(fits).collect()
}

/// Overlapping marks as one.
fn joined(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_unstable_by_key(|mark| (mark.column, mark.from));
    let mut joined: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match joined.last_mut().filter(|last| last.column == mark.column && mark.from <= last.to) {
            Some(last) => last.to = last.to.max(mark.to),
            None => joined.push(mark),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use model::{Origin, UnixSeconds};

    use super::*;

    fn rated(name: &str, words: &[&str]) -> (u32, Vec<String>) {
        let mut cells = vec![Cell::Nothing; Area::Users.columns().len()];
        cells[0] = Cell::Link("user_m_12345".to_owned());
        cells[1] = Cell::Text(name.to_owned());
        let row = Row {
            id: "user_m_12345".to_owned(),
            cells,
            origin: Origin::Api,
            fetched_at: UnixSeconds(0),
            gone_at: None,
        };
        let wanted: Vec<Wanted> =
            words.iter().map(|word| Wanted { column: None, letters: word.chars().collect() }).collect();
        let (rate, marks) = rate(Area::Users, &row, &wanted);
        let shown = marks.iter().map(|mark| {
            let text = row.cell(Area::Users, mark.column).as_str().unwrap_or_default();
            text.chars().skip(mark.from as usize).take((mark.to - mark.from) as usize).collect()
        });
        (rate, shown.collect())
    }

    #[test]
    fn marks_are_in_the_text_as_shown() {
        assert_eq!(rated("  Éléonore   Mü\u{df}ler", &["eleo", "muss"]).1, ["Éléo", "Müß"]);
        assert_eq!(rated("Ana ANA-Maria", &["ana"]).1, ["Ana", "ANA"]);
        assert_eq!(rated("x", &["m_12", "234"]).1, ["m_1234"], "joined");
        assert!(rated("Joana", &["ana"]).1.is_empty(), "texts match where a word begins");
    }

    #[test]
    fn the_whole_is_worth_more_than_a_word_and_a_word_more_than_its_beginning() {
        let rates = [
            rated("Ana", &["ana"]).0,
            rated("Ana Bel", &["ana"]).0,
            rated("Anabel", &["ana"]).0,
            rated("Joana", &["ana"]).0,
        ];
        assert!(rates.windows(2).all(|pair| pair[0] > pair[1]), "{rates:?}");
        assert!(rated("x", &["user_m_12345"]).0 > rated("user_m_12345 x", &["user_m_1"]).0);
    }
}
