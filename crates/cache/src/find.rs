//! Search over every area: candidates from the indexes, the newest of each, then ranked by how they match.

use std::collections::BTreeSet;

use model::{Area, Cell, Column, Condition, Direction, Filter, Hit, Hits, ListQuery, Mark, Row, Search, Sort, Window};
use sqlite::rusqlite::{Transaction, params};

use crate::marks::{self, Wanted};
use crate::schema::compared;
use crate::words::Words;
use crate::{CacheError, fold, plan, query, rows, totals};

/// Candidates of one area, from each of its indexes.
const OF_AN_AREA: u32 = 100;
/// Candidates of one area in all. With every area full, 2,000 are ranked.
const RANKED: usize = 125;
/// Rows that pass the filters up to which each is looked at for its words.
const LOOKED_AT: u32 = 2_000;
/// Where more pass: the newest rows with the words that are tried against the filters. What is older is "more".
const LATEST: u32 = 8_000;
/// Users that the words after `user:` may mean.
const USERS: u32 = 500;
/// Rows whose id begins with the word.
const BEGINNINGS: u32 = 20;

/// A row that was ranked.
struct Ranked {
    area: Area,
    row: Row,
    rate: u32,
    marks: Vec<Mark>,
}

/// Finds.
pub(crate) fn search(tx: &Transaction<'_>, search: &Search, most: u32) -> Result<Hits, CacheError> {
    if search.is_empty() {
        return Ok(Hits { hits: Vec::new(), found: 0, more: false });
    }
    let words = search.words.join(" ");
    let wanted = wanted(search);
    let users = search.users.iter().map(|asked| meant(tx, asked)).collect::<Result<Vec<_>, _>>()?;
    let mut more = false;
    let mut ranked = Vec::new();
    for area in Area::ALL.iter().copied() {
        let mut sets = search.filters(area);
        for users in &users {
            let theirs = Filter { column: Column::UserId, condition: Condition::AnyOf(users.clone()) };
            sets.iter_mut().for_each(|set| set.push(theirs.clone()));
        }
        if sets.is_empty() || totals::about_all(tx, area)? == 0 {
            continue;
        }
        let (numbers, cut) = candidates(tx, area, search, &words, &sets)?;
        more |= cut;
        for row in rows::read(tx, area, &numbers)? {
            let (rate, marks) = marks::rate(area, &row, &wanted);
            ranked.push(Ranked { area, row, rate, marks });
        }
    }
    let age = |found: &Ranked| match found.row.cell(found.area, found.area.age()) {
        Cell::Moment(at) => Some(*at),
        _ => None,
    };
    ranked.sort_by(|left, right| {
        let rate = right.rate.cmp(&left.rate);
        rate.then(left.area.cmp(&right.area)).then(age(right).cmp(&age(left))).then(left.row.id.cmp(&right.row.id))
    });
    let found = u32::try_from(ranked.len()).unwrap_or(u32::MAX);
    ranked.truncate(most as usize);
    let hits = ranked.into_iter().map(|Ranked { area, row, marks, .. }| Hit { area, row, marks }).collect();
    Ok(Hits { hits, found, more })
}

/// The rows of an area that are worth ranking, and whether there are more.
fn candidates(
    tx: &Transaction<'_>,
    area: Area,
    search: &Search,
    words: &str,
    sets: &[Vec<Filter>],
) -> Result<(Vec<i64>, bool), CacheError> {
    let asked = Words::with_columns(area, words, &search.texts);
    if asked.is_none() && !(search.words.is_empty() && search.texts.is_empty()) {
        // Signs without a letter among them are words of nothing.
        return Ok((Vec::new(), false));
    }
    let filtered = sets.iter().any(|set| !set.is_empty());
    // What is named exactly first.
    let (mut numbers, mut more) = (if filtered { Vec::new() } else { exact(tx, area, search)? }, false);
    match &asked {
        Some(asked) if !filtered => {
            let (found, cut) = asked.some(tx, OF_AN_AREA)?;
            numbers.extend(found);
            more = cut;
        }
        _ => {
            for set in sets {
                let (found, cut) = match &asked {
                    Some(asked) => both(tx, area, set, asked)?,
                    None => (query::window(tx, &newest(area, set.clone(), OF_AN_AREA + 1), None)?.1, false),
                };
                more |= cut || found.len() > OF_AN_AREA as usize;
                numbers.extend(found);
            }
        }
    }
    let mut seen = BTreeSet::new();
    numbers.retain(|number| seen.insert(*number));
    more |= numbers.len() > RANKED;
    numbers.truncate(RANKED);
    Ok((numbers, more))
}

/// Rows that have the words and pass the filters, and whether rows were left that were not looked at.
fn both(tx: &Transaction<'_>, area: Area, filters: &[Filter], asked: &Words) -> Result<(Vec<i64>, bool), CacheError> {
    let query = |limit| newest(area, filters.to_vec(), limit);
    if area == Area::Events {
        return Ok((query::window(tx, &query(OF_AN_AREA + 1), Some(asked))?.1, false));
    }
    if let Some(few) = asked.list(tx, LOOKED_AT)? {
        return Ok((query::window_among(tx, &query(OF_AN_AREA + 1), few)?, false));
    }
    if plan::passing(tx, area, filters)? > f64::from(LOOKED_AT) {
        let latest = asked.some(tx, LATEST)?.0;
        return Ok((query::window_among(tx, &query(OF_AN_AREA + 1), latest)?, true));
    }
    // Few pass the filters: of those all are looked at.
    let mut found = Vec::new();
    for offset in (0..).step_by(Window::MOST as usize) {
        let mut passing = query(Window::MOST);
        passing.window.offset = offset;
        let passing = query::window(tx, &passing, None)?.1;
        found.extend(asked.among(tx, &passing)?);
        if passing.len() < Window::MOST as usize || found.len() > OF_AN_AREA as usize || offset > 2 * LOOKED_AT {
            let cut = passing.len() == Window::MOST as usize;
            return Ok((found, cut));
        }
    }
    Ok((found, false))
}

fn newest(area: Area, filters: Vec<Filter>, limit: u32) -> ListQuery {
    ListQuery {
        area,
        filters,
        search: String::new(),
        sort: Sort { column: area.age(), direction: Direction::Descending },
        window: Window { offset: 0, limit },
    }
}

/// What is named exactly must not be missed for being old: an id or its beginning, a whole name, a whole address.
fn exact(tx: &Transaction<'_>, area: Area, search: &Search) -> Result<Vec<i64>, CacheError> {
    let mut numbers = Vec::new();
    let key = area.key();
    let [word] = search.words.as_slice() else {
        if area == Area::Users && !search.words.is_empty() && search.texts.is_empty() {
            numbers.extend(equal(tx, area, Column::Name, &fold(&search.words.join(" ")))?);
        }
        return Ok(numbers);
    };
    if !search.texts.is_empty() {
        return Ok(numbers);
    }
    // Events are found by their object.
    let id = if area == Area::Events { "resource_id" } else { "id" };
    let sql = format!("SELECT row FROM {key} WHERE {id} >= ?1 AND {id} < ?2 ORDER BY {id} LIMIT ?3");
    let mut statement = tx.prepare_cached(&sql)?;
    let end = format!("{word}\u{10ffff}");
    let found = statement.query_map(params![word, end, BEGINNINGS], |row| row.get(0))?;
    for number in found {
        numbers.push(number?);
    }
    if area == Area::Users {
        for column in [Column::Name, Column::Email] {
            numbers.extend(equal(tx, area, column, &fold(word))?);
        }
    }
    Ok(numbers)
}

fn equal(tx: &Transaction<'_>, area: Area, column: Column, folded: &str) -> Result<Vec<i64>, CacheError> {
    let sql = format!("SELECT row FROM {} WHERE {} = ?1 LIMIT ?2", area.key(), compared(area, column));
    let mut statement = tx.prepare_cached(&sql)?;
    let found = statement.query_map(params![folded, BEGINNINGS], |row| row.get(0))?;
    found.collect::<Result<_, _>>().map_err(CacheError::from)
}

/// The ids of the users that `user:` may mean: the id itself, and users whose name or address has these words.
fn meant(tx: &Transaction<'_>, asked: &str) -> Result<Vec<String>, CacheError> {
    let mut ids = vec![asked.to_owned()];
    if let Some(words) = Words::of(Area::Users, asked) {
        let numbers = words.some(tx, USERS)?.0;
        ids.extend(rows::read(tx, Area::Users, &numbers)?.into_iter().map(|row| row.id));
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

fn wanted(search: &Search) -> Vec<Wanted> {
    let anywhere = search.words.iter().map(|word| (None, word));
    let columns = search.texts.iter().map(|(column, text)| (Some(*column), text));
    let all = anywhere.chain(columns).flat_map(|(column, text)| {
        let folded = fold(text);
        let words: Vec<Wanted> =
            folded.split(' ').map(|word| Wanted { column, letters: word.chars().collect() }).collect();
        words
    });
    all.filter(|wanted| wanted.letters.iter().any(|letter| letter.is_alphanumeric())).collect()
}
