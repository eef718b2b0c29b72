//! Every area made from its declaration, against the declaration: random rows and changes of them, random queries,
//! filtered, sorted, searched and counted in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use cache::{Batch, Cache, CacheError, ObjectRow, fold};
use model::{
    Area, Cell, Column, Condition, Direction, Filter, Kind, ListQuery, Search, Sort, SumQuery, Total, UnixSeconds,
    Window,
};
use proptest::prelude::*;

use crate::naive::occurs;
use crate::objects::{link, money, object, word};
use crate::{apply, now, open, place};

/// Dice from one seed: a case is small to write down and to shrink.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.roll(of.len() as u64)).unwrap()]
    }

    fn small(&mut self, sides: u64) -> i64 {
        i64::try_from(self.roll(sides)).unwrap()
    }
}

const WORDS: [&str; 4] = ["PAYIN", "SUCCEEDED", "EUR", "MOON_WORD"];
const TEXTS: [&str; 5] = ["Éléonore Müßler", "lot 7 été", "a.b+c@halle-verte.example", "Søren Ærø", "12"];
const LINKS: [&str; 4] = ["user_m_1", "wlt_a", "card-9", "x"];
const SEARCHES: [&str; 9] = ["", "", "müss", "lot ete", "halle-v", "obj_1", "bj_", "o", "- '"];

fn cell(dice: &mut Dice, column: Column) -> Cell {
    if dice.roll(4) == 0 {
        return Cell::Nothing;
    }
    match column.kind() {
        Kind::Word => word(dice.pick(&WORDS)),
        Kind::Text => Cell::Text(dice.pick(&TEXTS).to_owned()),
        Kind::Link => link(dice.pick(&LINKS)),
        Kind::Moment => Cell::Moment(UnixSeconds((dice.small(12) - 4) * 43_200)),
        Kind::Money => money(dice.small(7) - 3, dice.pick(&["EUR", "JPY"])),
        Kind::Flag => Cell::Flag(dice.roll(2) == 0),
    }
}

fn row(dice: &mut Dice, area: Area, at: i64) -> ObjectRow {
    let told = area.columns().iter().map(|used| used.column);
    let told = told.filter(|column| *column != Column::Id && !joined(area, *column) && *column != Column::Currency);
    let cells = told.map(|column| (column, cell(dice, column))).collect();
    let id = format!("Obj_{}", dice.roll(24));
    ObjectRow { fetched_at: UnixSeconds(at), raw: format!("{{\"At\":{at}}}"), ..object(area, &id, cells) }
}

fn joined(area: Area, column: Column) -> bool {
    matches!(column, Column::Name | Column::PersonType) && area.uses(column).is_some_and(|used| !used.filters)
}

fn condition(dice: &mut Dice, area: Area, column: Column) -> Condition {
    let some = |dice: &mut Dice, of: &[&str]| {
        let count = dice.roll(3);
        Condition::AnyOf((0..count).map(|_| dice.pick(of).to_owned()).collect())
    };
    match (column.kind(), dice.roll(3)) {
        (Kind::Word, 0) => Condition::Contains("oo".to_owned()),
        (Kind::Word, _) => some(dice, &WORDS),
        (Kind::Text, 0) => some(dice, &TEXTS),
        (Kind::Text, _) => Condition::Contains(dice.pick(&["", "ETE", "muß", "b+c"]).to_owned()),
        (Kind::Link, 0) if column == Column::Id => Condition::Contains("J_1".to_owned()),
        (Kind::Link, _) if column == Column::Id => some(dice, &["Obj_1", "Obj_2", "Obj_3"]),
        (Kind::Link, _) => some(dice, &LINKS),
        (Kind::Moment | Kind::Money, _) => {
            let step = if column == area.age() { 21_600 } else { 1 };
            let mut end = || (dice.roll(4) > 0).then(|| (dice.small(12) - 5) * step);
            Condition::Between(end(), end())
        }
        (Kind::Flag, _) => Condition::Is(dice.roll(2) == 0),
    }
}

fn query(dice: &mut Dice, area: Area) -> ListQuery {
    let filtered: Vec<Column> = area.columns().iter().filter(|used| used.filters).map(|used| used.column).collect();
    let sorted: Vec<Column> = area.columns().iter().filter(|used| used.sorts).map(|used| used.column).collect();
    let filters = (0..dice.roll(4)).map(|_| {
        let column = dice.pick(&filtered);
        Filter { column, condition: condition(dice, area, column) }
    });
    ListQuery {
        area,
        filters: filters.collect(),
        search: dice.pick(&SEARCHES).to_owned(),
        sort: Sort { column: dice.pick(&sorted), direction: dice.pick(&[Direction::Ascending, Direction::Descending]) },
        window: Window { offset: u32::try_from(dice.roll(20)).unwrap(), limit: u32::try_from(dice.roll(12)).unwrap() },
    }
}

/// A row as it should lie there.
#[derive(Debug, Clone)]
struct Seen {
    id: String,
    cells: BTreeMap<Column, Cell>,
}

impl Seen {
    fn cell(&self, column: Column) -> &Cell {
        self.cells.get(&column).unwrap_or(&Cell::Nothing)
    }

    fn texts(&self, area: Area) -> Vec<String> {
        area.searched().filter_map(|column| self.cell(column).as_str().map(fold)).collect()
    }
}

fn seen(row: &ObjectRow) -> Seen {
    let mut cells: BTreeMap<Column, Cell> = row.cells.iter().cloned().collect();
    cells.insert(Column::Id, link(&row.id));
    let first = row.cells.iter().find_map(|(_, cell)| match cell {
        Cell::Money(money) => Some(word(money.currency.as_str())),
        _ => None,
    });
    if let Some(first) = first.filter(|_| row.area.uses(Column::Currency).is_some()) {
        cells.insert(Column::Currency, first);
    }
    Seen { id: row.id.clone(), cells }
}

fn holds(cell: &Cell, condition: &Condition) -> bool {
    let within = |number: i64, from: &Option<i64>, to: &Option<i64>| {
        from.is_none_or(|from| number >= from) && to.is_none_or(|to| number < to)
    };
    match (condition, cell) {
        (_, Cell::Nothing) => false,
        (Condition::AnyOf(values), Cell::Text(text)) => values.iter().any(|value| fold(value) == fold(text)),
        (Condition::AnyOf(values), Cell::Word(text) | Cell::Link(text)) => values.contains(text),
        (Condition::Contains(asked), Cell::Text(text)) => fold(text).contains(&fold(asked)),
        (Condition::Contains(asked), Cell::Word(text) | Cell::Link(text)) => {
            text.to_ascii_lowercase().contains(&asked.to_ascii_lowercase())
        }
        (Condition::Between(from, to), Cell::Moment(at)) => within(at.0, from, to),
        (Condition::Between(from, to), Cell::Money(money)) => within(money.amount, from, to),
        (Condition::Is(wanted), Cell::Flag(yes)) => wanted == yes,
        other => panic!("the dice made a filter that does not fit: {other:?}"),
    }
}

/// What a column is sorted by.
fn key(cell: &Cell) -> (u8, i64, String) {
    match cell {
        Cell::Nothing => (0, 0, String::new()),
        Cell::Word(text) | Cell::Link(text) => (1, 0, text.clone()),
        Cell::Text(text) => (1, 0, fold(text)),
        Cell::Moment(at) => (1, at.0, String::new()),
        Cell::Money(money) => (1, money.amount, String::new()),
        Cell::Flag(yes) => (1, i64::from(*yes), String::new()),
    }
}

fn has_words(area: Area, row: &Seen, asked: &str) -> bool {
    let folded = fold(asked);
    let words: Vec<&str> = folded.split(' ').filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    let texts = row.texts(area);
    let id = row.id.to_ascii_lowercase();
    words.iter().all(|word| texts.iter().any(|text| occurs(text, word)))
        || words.iter().all(|word| word.chars().count() >= 3 && id.contains(*word))
}

fn answer(rows: &[Seen], query: &ListQuery) -> (u64, Vec<String>) {
    let matches = |row: &&Seen| {
        query.filters.iter().all(|filter| holds(row.cell(filter.column), &filter.condition))
            && has_words(query.area, row, &query.search)
    };
    let mut found: Vec<&Seen> = rows.iter().filter(matches).collect();
    let order = |row: &Seen| (key(row.cell(query.sort.column)), key(row.cell(query.area.age())));
    // The sort is stable, and rows come in the order of their arrival.
    found.sort_by_key(|row| order(row));
    if query.sort.direction == Direction::Descending {
        found.reverse();
    }
    let window = found.iter().skip(query.window.offset as usize).take(query.window.limit as usize);
    (found.len() as u64, window.map(|row| row.id.clone()).collect())
}

/// The rows of a list gone through from end to end, and their number.
fn walked(cache: &Cache, query: &ListQuery) -> (u64, Vec<String>) {
    let walk = cache.walk(query.clone(), Arc::new(|| false), |walk| {
        let mut ids = Vec::new();
        walk.rows(7, |some| {
            assert!(some.len() <= 7);
            ids.extend(some.iter().map(|row| row.id.clone()));
            Ok::<_, CacheError>(())
        })?;
        Ok::<_, CacheError>((walk.total()?, ids))
    });
    now(walk).unwrap()
}

fn generic() -> Vec<Area> {
    let own = [Area::Users, Area::KycDocuments, Area::Events];
    Area::ALL.iter().copied().filter(|area| !own.contains(area)).collect()
}

/// What was written, in order of arrival, each as it was last told.
fn written(dice: &mut Dice, area: Area, count: u64) -> (Vec<Batch>, Vec<Seen>) {
    let mut rows: Vec<Seen> = Vec::new();
    let mut batches = vec![Batch::default(); 3];
    for at in 0..i64::try_from(count).unwrap() {
        let told = row(dice, area, at);
        let new = seen(&told);
        match rows.iter_mut().find(|row| row.id == new.id) {
            Some(row) => *row = new,
            None => rows.push(new),
        }
        batches[usize::try_from(at * 3).unwrap() / usize::try_from(count).unwrap()].objects.push(told);
    }
    (batches, rows)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_declared_area_answers_as_it_should(seed in any::<u64>(), area in proptest::sample::select(generic())) {
        let mut dice = Dice(seed);
        let place = place();
        let cache = open(&place);
        let count = 1 + dice.roll(40);
        let (batches, rows) = written(&mut dice, area, count);
        for batch in batches {
            apply(&cache, batch);
        }
        for _ in 0..40 {
            let query = query(&mut dice, area);
            let (total, ids) = answer(&rows, &query);
            let listing = now(cache.rows(query.clone())).unwrap();
            let found: Vec<String> = listing.rows.iter().map(|row| row.id.clone()).collect();
            prop_assert_eq!((listing.total, found), (Total::Known(total), ids), "{:?}", query);
            prop_assert_eq!(now(cache.count(query.clone()).1).unwrap(), total, "{:?}", query);
            let whole = ListQuery { window: Window { offset: 0, limit: u32::MAX }, ..query.clone() };
            prop_assert_eq!(walked(&cache, &query), answer(&rows, &whole), "{:?}", query);
            for row in &listing.rows {
                let wanted = rows.iter().find(|seen| seen.id == row.id).unwrap();
                for used in area.columns() {
                    prop_assert_eq!(row.cell(area, used.column), wanted.cell(used.column), "{:?}", used.column);
                }
            }
        }
        for _ in 0..10 {
            let counted: Vec<Column> = area.counted().collect();
            let by: Vec<Column> = counted.iter().copied().filter(|_| dice.roll(3) == 0).collect();
            let column = dice.pick(&counted);
            let filters = vec![Filter { column, condition: condition(&mut dice, area, column) }];
            let mut wanted: BTreeMap<String, u64> = BTreeMap::new();
            for row in rows.iter().filter(|row| filters.iter().all(|one| holds(row.cell(one.column), &one.condition))) {
                let values: Vec<&Cell> = by.iter().map(|column| row.cell(*column)).collect();
                *wanted.entry(format!("{values:?}")).or_default() += 1;
            }
            let found = now(cache.sums(vec![SumQuery { area, filters, by: by.clone(), days: None }])).unwrap().remove(0);
            let found: BTreeMap<String, u64> =
                found.into_iter().filter(|sum| sum.count > 0).map(|sum| (format!("{:?}", sum.by), sum.count)).collect();
            prop_assert_eq!(found, wanted, "{:?}", by);
        }
    }

    #[test]
    fn search_finds_what_matches_and_nothing_else(seed in any::<u64>(), area in proptest::sample::select(generic())) {
        let mut dice = Dice(seed);
        let place = place();
        let cache = open(&place);
        let (batches, rows) = written(&mut dice, area, 30);
        for batch in batches {
            apply(&cache, batch);
        }
        let kind = format!("type:{} ", area.key());
        for text in ["muss", "obj_1", "Obj", "lot été", "status:succeeded", "lot status:payin,moon-word", "amount:>=0", &kind,
            "after:1970-01-01 ete", "user:user_m_1", "wallet:wlt_a", "tag:lot", "tag:muss 12"]
        {
            let search = Search::read(text).unwrap();
            let hits = now(cache.search(search.clone(), 1_000)).unwrap();
            prop_assert!(!hits.more);
            let mut found: Vec<&str> = hits.hits.iter().map(|hit| hit.row.id.as_str()).collect();
            found.sort_unstable();
            let sets = search.filters(area);
            let user = |row: &Seen| search.users.iter().all(|user| row.cell(Column::UserId) == &link(user));
            let words = search.words.join(" ");
            let begins = |row: &Seen| search.words.len() == 1 && row.id.starts_with(&words) && search.texts.is_empty();
            let text_of = |row: &Seen| search.texts.iter().all(|(column, asked)| {
                row.cell(*column).as_str().is_some_and(|text| occurs(&fold(text), &fold(asked)))
            });
            let plain = |row: &Seen| {
                let texts = row.texts(area);
                search.words.iter().all(|word| texts.iter().any(|text| occurs(text, &fold(word))))
            };
            let mut wanted: Vec<&str> = rows.iter().filter(|row| {
                sets.iter().any(|set| set.iter().all(|one| holds(row.cell(one.column), &one.condition)))
                    && user(row)
                    && if search.texts.is_empty() { has_words(area, row, &words) || begins(row) } else { text_of(row) && plain(row) }
            }).map(|row| row.id.as_str()).collect();
            wanted.sort_unstable();
            prop_assert_eq!(found, wanted, "{:?} {}", area, text);
        }
    }
}
