//! The executor against a naive model: random rows, random queries, filtered and sorted in memory.

use std::cmp::Ordering;

use cache::{Batch, DocumentRow, EventRow, Part, Records, UserRow, fold};
use model::{Area, Column, Condition, Direction, Filter, ListQuery, Sort, UnixSeconds, UserId, Window};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::{apply, document, event, list, now, open, place, user};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Nothing,
    Number(i64),
    Text(String),
}

/// A row as the model sees it: its cells, and the texts that are searched.
#[derive(Debug, Clone)]
struct Seen {
    id: String,
    cells: Vec<(Column, Cell)>,
    texts: Vec<String>,
}

impl Seen {
    fn cell(&self, column: Column) -> &Cell {
        self.cells.iter().find(|(name, _)| *name == column).map_or(&Cell::Nothing, |(_, cell)| cell)
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether the run of words in `asked` begins somewhere in the text, the last one perhaps going on.
pub(crate) fn occurs(text: &str, asked: &str) -> bool {
    let (text, asked) = (words(text), words(asked));
    let Some((last, whole)) = asked.split_last() else { return true };
    text.windows(asked.len()).any(|run| &run[..whole.len()] == whole && run[whole.len()].starts_with(last.as_str()))
}

fn folds(column: Column) -> bool {
    matches!(column, Column::Name | Column::Email | Column::Tag)
}

fn holds(area: Area, row: &Seen, filter: &Filter) -> bool {
    let cell = row.cell(filter.column);
    match (&filter.condition, cell) {
        (_, Cell::Nothing) => false,
        (Condition::AnyOf(values), Cell::Text(text)) if area == Area::Events && filter.column == Column::UserId => {
            values.iter().any(|value| text.split(' ').any(|part| part == value))
        }
        (Condition::AnyOf(values), Cell::Text(text)) => {
            values.iter().any(|value| if folds(filter.column) { fold(value) == *text } else { value == text })
        }
        (Condition::Between(from, to), Cell::Number(at)) => {
            from.is_none_or(|from| *at >= from) && to.is_none_or(|to| *at < to)
        }
        (Condition::Contains(asked), Cell::Text(text)) if folds(filter.column) => text.contains(&fold(asked)),
        (Condition::Contains(asked), Cell::Text(text)) => {
            text.to_ascii_lowercase().contains(&asked.trim().to_ascii_lowercase())
        }
        (Condition::Is(wanted), Cell::Number(number)) => i64::from(*wanted) == *number,
        other => panic!("the strategy made a filter that does not fit: {other:?}"),
    }
}

fn answer(rows: &[Seen], query: &ListQuery) -> (u64, Vec<String>) {
    let asked = fold(&query.search);
    let mut found: Vec<&Seen> = rows
        .iter()
        .filter(|row| query.filters.iter().all(|filter| holds(query.area, row, filter)))
        .filter(|row| {
            let words = asked.split(' ').filter(|word| word.chars().any(char::is_alphanumeric));
            let words: Vec<&str> = words.collect();
            let piece = |word: &&str| word.chars().count() >= 3 && row.id.to_ascii_lowercase().contains(*word);
            words.iter().all(|word| match query.area {
                Area::Events => row.texts.iter().any(|text| text.to_ascii_lowercase().contains(word)),
                _ => row.texts.iter().any(|text| occurs(text, word)),
            }) || query.area != Area::Events && words.iter().all(piece)
        })
        .collect();
    let arrived = |seen: &Seen| rows.iter().position(|row| row.id == seen.id);
    found.sort_by(|left, right| {
        let age = query.area.age();
        let order = left.cell(query.sort.column).cmp(right.cell(query.sort.column));
        let order = order.then(left.cell(age).cmp(right.cell(age))).then(arrived(left).cmp(&arrived(right)));
        match query.sort.direction {
            Direction::Ascending => order,
            Direction::Descending => Ordering::reverse(order),
        }
    });
    let window = found.iter().skip(query.window.offset as usize).take(query.window.limit as usize);
    (found.len() as u64, window.map(|row| row.id.clone()).collect())
}

fn text(value: Option<&str>) -> Cell {
    value.map_or(Cell::Nothing, |value| Cell::Text(value.to_owned()))
}

fn folded(value: Option<&str>) -> Cell {
    value.map_or(Cell::Nothing, |value| Cell::Text(fold(value)))
}

fn number(value: Option<UnixSeconds>) -> Cell {
    value.map_or(Cell::Nothing, |value| Cell::Number(value.0))
}

fn of_user(user: &UserRow) -> Seen {
    let cells = vec![
        (Column::Id, text(Some(user.id.as_str()))),
        (Column::Name, folded(user.name.as_deref())),
        (Column::Email, folded(user.email.as_deref())),
        (Column::Tag, folded(user.tag.as_deref())),
        (Column::Status, text(user.status.as_ref().map(|value| value.as_str()))),
        (Column::PersonType, text(user.person_type.as_ref().map(|value| value.as_str()))),
        (Column::Country, text(user.country.as_deref())),
        (Column::Created, number(user.created)),
    ];
    let texts = [Some(user.id.as_str()), user.name.as_deref(), user.email.as_deref(), user.tag.as_deref()];
    Seen { id: user.id.as_str().to_owned(), cells, texts: texts.into_iter().flatten().map(fold).collect() }
}

fn of_document(document: &DocumentRow, documents: &[DocumentRow], users: &[UserRow]) -> Seen {
    let user = users.iter().find(|user| user.id == document.user_id);
    let replaced = documents.iter().any(|newer| {
        newer.user_id == document.user_id
            && newer.kind == document.kind
            && newer.created > document.created
            && newer.status.as_str() != "CREATED"
    });
    let cells = vec![
        (Column::Id, text(Some(document.id.as_str()))),
        (Column::UserId, text(Some(document.user_id.as_str()))),
        (Column::Type, text(Some(document.kind.as_str()))),
        (Column::Status, text(Some(document.status.as_str()))),
        (Column::RefusedReason, text(document.refused_reason.as_ref().map(|value| value.as_str()))),
        (Column::Created, number(document.created)),
        (Column::Processed, number(document.processed)),
        (Column::Replaced, Cell::Number(i64::from(replaced))),
        (Column::Name, folded(user.and_then(|user| user.name.as_deref()))),
        (Column::Country, text(user.and_then(|user| user.country.as_deref()))),
    ];
    let texts = [
        Some(document.id.as_str()),
        Some(document.user_id.as_str()),
        document.tag.as_deref(),
        user.and_then(|user| user.name.as_deref()),
        user.and_then(|user| user.email.as_deref()),
    ];
    Seen { id: document.id.as_str().to_owned(), cells, texts: texts.into_iter().flatten().map(fold).collect() }
}

fn of_event(event: &EventRow, documents: &[DocumentRow]) -> Seen {
    let owners = documents.iter().filter(|document| document.id.as_str() == event.resource_id);
    let owner = owners.map(|document| document.user_id.as_str()).chain([event.resource_id.as_str()]);
    let cells = vec![
        (Column::Id, Cell::Text(event.id())),
        (Column::Type, text(Some(&event.kind))),
        (Column::Date, Cell::Number(event.date.0)),
        (Column::UserId, Cell::Text(owner.collect::<Vec<_>>().join(" "))),
    ];
    Seen { id: event.id(), cells, texts: vec![format!("{} {}", event.kind, event.resource_id)] }
}

const NAMES: [&str; 8] =
    ["Éléonore Müßler", "eleonore mussler", "Søren Ærø", "Łucja Żak", "O'Brien-Smith", "Zoé", "AARON", "Ελένη Ρ."];
const STATUSES: [&str; 4] = ["CREATED", "VALIDATION_ASKED", "REFUSED", "FROZEN"];
const COUNTRIES: [&str; 3] = ["FR", "DE", "LU"];

fn users() -> impl Strategy<Value = Vec<UserRow>> {
    let row = (option::of(select(&NAMES[..])), option::of(select(&COUNTRIES[..])), option::of(0_i64..6), any::<bool>());
    vec(row, 0..8).prop_map(|rows| {
        let rows = rows.into_iter().enumerate().map(|(n, (name, country, created, natural))| UserRow {
            name: name.map(str::to_owned),
            country: country.map(str::to_owned),
            email: name.map(|name| format!("{}{n}@Halle-Verte.example", name.chars().next().unwrap())),
            tag: natural.then(|| format!("Lot {} été", n % 3)),
            created: created.map(UnixSeconds),
            person_type: Some(if natural { "NATURAL" } else { "LEGAL" }.into()),
            ..user(&format!("user_m_{n}"), Part::Detail, 10)
        });
        rows.collect()
    })
}

fn documents() -> impl Strategy<Value = Vec<DocumentRow>> {
    let row = (0_usize..10, select(&STATUSES[..]), 0_i64..6, option::of(0_i64..6), any::<bool>());
    vec(row, 0..14).prop_map(|rows| {
        let rows = rows.into_iter().enumerate().map(|(n, (owner, status, created, processed, proof))| DocumentRow {
            kind: if proof { "IDENTITY_PROOF" } else { "ADDRESS_PROOF" }.into(),
            processed: processed.map(UnixSeconds),
            refused_reason: (status == "REFUSED").then(|| "DOCUMENT_UNREADABLE".into()),
            tag: proof.then(|| "Prêt".to_owned()),
            ..document(&format!("kyc_{n}"), &format!("user_m_{owner}"), status, created)
        });
        rows.collect()
    })
}

fn events() -> impl Strategy<Value = Vec<EventRow>> {
    let row = (select(&["KYC_FAILED", "USER_KYC_LIGHT"][..]), 0_usize..10, any::<bool>(), 0_i64..6);
    vec(row, 0..10).prop_map(|rows| {
        let name = |of_user, n| if of_user { format!("user_m_{n}") } else { format!("kyc_{n}") };
        rows.into_iter().map(|(kind, n, of_user, date)| event(kind, &name(of_user, n), date)).collect()
    })
}

fn filters(area: Area) -> BoxedStrategy<Vec<Filter>> {
    let texts: &'static [&'static str] = &["", "é", "MUSS", "o'b", "user_m_1", "KYC", "FR", "lot 1", "a"];
    let exact: &'static [&'static str] = &[
        "CREATED",
        "REFUSED",
        "FROZEN",
        "FR",
        "LU",
        "NATURAL",
        "Éléonore MÜSSLER",
        "zoe",
        "user_m_1",
        "user_m_9",
        "kyc_0",
        "KYC_FAILED",
        "IDENTITY_PROOF",
        "DOCUMENT_UNREADABLE",
    ];
    let words: &'static [Column] = match area {
        Area::Users => &[Column::Id, Column::Name, Column::Tag, Column::Status, Column::Country, Column::PersonType],
        Area::KycDocuments => &[
            Column::Id,
            Column::Name,
            Column::UserId,
            Column::Status,
            Column::Type,
            Column::RefusedReason,
            Column::Country,
        ],
        _ => &[Column::Id, Column::Type],
    };
    let moment = match area {
        Area::KycDocuments => Column::Processed,
        other => other.age(),
    };
    let any_of = (select(words), subsequence(exact, 0..6)).prop_map(|(column, values)| {
        let values = values.into_iter().map(str::to_owned).collect();
        Filter { column, condition: Condition::AnyOf(values) }
    });
    let contains = (select(words), select(texts))
        .prop_map(|(column, asked)| Filter { column, condition: Condition::Contains(asked.to_owned()) });
    let between = (option::of(0_i64..6), option::of(0_i64..6))
        .prop_map(move |(from, to)| Filter { column: moment, condition: Condition::Between(from, to) });
    let special = (any::<bool>(), subsequence(exact, 0..4)).prop_map(move |(wanted, values)| match area {
        Area::KycDocuments => Filter { column: Column::Replaced, condition: Condition::Is(wanted) },
        _ => {
            let values = values.into_iter().chain(["user_m_2", "user_m_3"]).map(str::to_owned).collect();
            Filter { column: Column::UserId, condition: Condition::AnyOf(values) }
        }
    });
    vec(prop_oneof![any_of, contains, between, special], 0..3).boxed()
}

fn queries() -> impl Strategy<Value = ListQuery> {
    select(&[Area::Users, Area::KycDocuments, Area::Events][..]).prop_flat_map(|area| {
        let columns: &'static [Column] = match area {
            Area::Users => &[Column::Id, Column::Name, Column::Email, Column::Created, Column::Country, Column::Status],
            Area::KycDocuments => {
                &[Column::Id, Column::Name, Column::Created, Column::Processed, Column::Replaced, Column::Type]
            }
            _ => &[Column::Id, Column::Date, Column::Type],
        };
        let search =
            select(&["", "", "", "muss", "ÉLÉ müß", "halle-ver", "user_m", "lot", "pret", "kyc_1", "zo ε", "- '"][..]);
        let direction = select(&[Direction::Ascending, Direction::Descending][..]);
        (filters(area), search, select(columns), direction, 0_u32..6, 0_u32..12).prop_map(
            move |(filters, search, column, direction, offset, limit)| ListQuery {
                area,
                filters,
                search: search.to_owned(),
                sort: Sort { column, direction },
                window: Window { offset, limit },
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_executor_agrees_with_the_naive_model(
        users in users(),
        documents in documents(),
        events in events(),
        users_first in any::<bool>(),
        queries in vec(queries(), 24),
    ) {
        let place = place();
        let cache = open(&place);
        let people = Batch { users: users.clone(), ..Batch::default() };
        let rest = Batch { documents: documents.clone(), events: events.clone(), ..Batch::default() };
        for batch in if users_first { [people, rest] } else { [rest, people] } {
            apply(&cache, batch);
        }
        let mut seen = std::collections::BTreeSet::new();
        let unique: Vec<EventRow> = events.iter().filter(|event| seen.insert(event.id())).cloned().collect();
        for query in queries {
            let rows: Vec<Seen> = match query.area {
                // A user's own id is also its user id.
                Area::Users => users.iter().map(|user| {
                    let mut seen = of_user(user);
                    seen.cells.push((Column::UserId, Cell::Text(seen.id.clone())));
                    seen
                }).collect(),
                Area::KycDocuments => documents.iter().map(|row| of_document(row, &documents, &users)).collect(),
                _ => unique.iter().map(|row| of_event(row, &documents)).collect(),
            };
            let page = list(&cache, &query);
            let ids: Vec<String> = match &page.records {
                Records::Users(rows) => rows.iter().map(|row| row.id.as_str().to_owned()).collect(),
                Records::Documents(rows) => rows.iter().map(|row| row.id.as_str().to_owned()).collect(),
                Records::Events(rows) => rows.iter().map(|row| row.id.clone()).collect(),
            };
            prop_assert_eq!((page.total, ids), answer(&rows, &query), "{:?}", query);
            prop_assert_eq!(now(cache.counts(vec![query])).unwrap(), vec![page.total]);
        }
        if let Some(first) = users.first() {
            prop_assert!(now(cache.user(UserId::new(first.id.as_str()))).unwrap().is_some());
        }
    }
}
