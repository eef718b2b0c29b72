use cache::{Batch, CacheError, Part, Records};
use model::{Area, Column, Condition, Direction, UnixSeconds, Window};

use crate::{Place, all, apply, document, event, filter, list, now, open, place, user};

fn names(records: &Records) -> Vec<String> {
    match records {
        Records::Users(rows) => rows.iter().map(|row| row.id.as_str().to_owned()).collect(),
        Records::Documents(rows) => rows.iter().map(|row| row.id.as_str().to_owned()).collect(),
        Records::Events(rows) => rows.iter().map(|row| row.id.clone()).collect(),
    }
}

fn people(place: &Place) -> cache::Cache {
    let cache = open(place);
    let rows = [("a", "Zoé Müßler"), ("b", "Ærø Holding"), ("c", "Łukasz Żółć"), ("d", "aaron d'Arc"), ("e", "ÉMILE")];
    let users = rows.into_iter().enumerate().map(|(n, (id, name))| {
        let mut row = user(id, Part::Detail, 10);
        row.name = Some(name.to_owned());
        row.email = Some(format!("{id}.mail+x@halle-verte.example"));
        row.tag = Some(format!("shop-{n} Bücher"));
        row.created = Some(UnixSeconds(100 - i64::try_from(n).unwrap()));
        row
    });
    let nameless = user("f", Part::Listed, 10);
    apply(&cache, Batch { users: users.chain([nameless]).collect(), ..Batch::default() });
    cache
}

#[test]
fn names_sort_by_their_folded_form_and_nameless_rows_come_first() {
    let place = place();
    let cache = people(&place);
    let mut query = all(Area::Users, Column::Name, Direction::Ascending);
    assert_eq!(names(&list(&cache, &query).records), ["f", "d", "b", "e", "c", "a"]);
    query.sort.direction = Direction::Descending;
    assert_eq!(names(&list(&cache, &query).records), ["a", "c", "e", "b", "d", "f"]);
}

#[test]
fn search_finds_names_mails_tags_and_ids_by_how_words_begin() {
    let place = place();
    let cache = people(&place);
    let search = |text: &str| {
        let mut query = all(Area::Users, Column::Id, Direction::Ascending);
        query.search = text.to_owned();
        names(&list(&cache, &query).records).concat()
    };
    assert_eq!(search("mussl"), "a");
    assert_eq!(search("MÜSS zoe"), "a");
    assert_eq!(search("zolc łuk"), "c");
    assert_eq!(search("aero"), "b");
    assert_eq!(search("D'ARC"), "d");
    assert_eq!(search("halle-verte"), "abcde");
    assert_eq!(search("b.mail+x@halle-verte.exam"), "b");
    assert_eq!(search("bucher shop-2"), "c");
    assert_eq!(search("zoe lukasz"), "", "every word must occur");
    assert_eq!(search("ussler"), "", "words are found from their beginning");
    assert_eq!(search("mail+x@halle-verte"), "abcde");
    assert_eq!(search("  "), "abcdef");
    for hostile in ["\"", "AND", "NEAR(a b)", "name:zoe", "*", "zoe*", "a\0b", "{a} : b", "- -", "^zoe"] {
        drop(search(hostile));
    }
}

#[test]
fn windows_are_capped_and_totals_count_everything() {
    let place = place();
    let cache = open(&place);
    let documents = (0..1_200).map(|n| document(&format!("d{n:04}"), "u1", "VALIDATED", n / 7)).collect();
    apply(&cache, Batch { documents, ..Batch::default() });
    let mut query = all(Area::KycDocuments, Column::Created, Direction::Descending);
    query.window = Window { offset: 0, limit: u32::MAX };
    let page = list(&cache, &query);
    assert_eq!((page.total, names(&page.records).len()), (1_200, 500));
    let mut walked = Vec::new();
    for offset in (0..1_300).step_by(100) {
        query.window = Window { offset, limit: 100 };
        walked.extend(names(&list(&cache, &query).records));
    }
    assert_eq!(walked.len(), 1_200, "beyond the end there is nothing");
    let mut expected: Vec<_> = (0..1_200).map(|n| (n / 7, format!("d{n:04}"))).collect();
    expected.sort_by(|left, right| right.cmp(left));
    assert_eq!(walked, expected.into_iter().map(|(_, id)| id).collect::<Vec<_>>(), "total order over the windows");
}

#[test]
fn many_queries_are_counted_at_once() {
    let place = place();
    let cache = open(&place);
    let documents = vec![
        document("d1", "u1", "REFUSED", 1),
        document("d2", "u2", "REFUSED", 2),
        document("d3", "u2", "VALIDATED", 3),
    ];
    apply(&cache, Batch { documents, ..Batch::default() });
    let asked = |status: &[&str]| {
        let mut query = all(Area::KycDocuments, Column::Id, Direction::Ascending);
        let values = status.iter().map(|text| (*text).to_owned()).collect();
        query.filters = vec![filter(Column::Status, Condition::AnyOf(values))];
        query.window.limit = 0;
        query
    };
    let counts = now(cache.counts(vec![asked(&["REFUSED"]), asked(&["VALIDATED", "REFUSED"]), asked(&[])])).unwrap();
    assert_eq!(counts, [2, 3, 0]);
}

#[test]
fn the_replaced_filter_hides_what_was_replaced() {
    let place = place();
    let cache = open(&place);
    let documents = vec![document("old", "u1", "REFUSED", 1), document("new", "u1", "VALIDATED", 2)];
    apply(&cache, Batch { documents, ..Batch::default() });
    let mut query = all(Area::KycDocuments, Column::Created, Direction::Ascending);
    query.filters = vec![filter(Column::Replaced, Condition::Is(false))];
    assert_eq!(names(&list(&cache, &query).records), ["new"]);
}

#[test]
fn events_are_filtered_by_their_objects_user_and_searched() {
    let place = place();
    let cache = open(&place);
    let events = vec![event("KYC_FAILED", "d1", 30), event("USER_KYC_LIGHT", "u1", 20), event("KYC_FAILED", "d9", 10)];
    apply(&cache, Batch { documents: vec![document("d1", "u1", "REFUSED", 1)], events, ..Batch::default() });
    let mut query = all(Area::Events, Column::Date, Direction::Descending);
    query.filters = vec![filter(Column::UserId, Condition::AnyOf(vec!["u1".to_owned()]))];
    assert_eq!(names(&list(&cache, &query).records), ["30-KYC_FAILED-d1", "20-USER_KYC_LIGHT-u1"]);
    query.search = "kyc_f".to_owned();
    assert_eq!(list(&cache, &query).total, 1);
}

#[test]
fn what_an_area_cannot_tell_is_refused() {
    let place = place();
    let cache = open(&place);
    let mut query = all(Area::Users, Column::Name, Direction::Ascending);
    query.filters = vec![filter(Column::Name, Condition::Between(None, None))];
    assert!(matches!(now(cache.list(query)), Err(CacheError::ConditionDoesNotFit { column: Column::Name })));
    for (area, column) in [
        (Area::Users, Column::Replaced),
        (Area::KycDocuments, Column::Date),
        (Area::Events, Column::Email),
        (Area::Events, Column::UserId),
    ] {
        let outcome = now(cache.list(all(area, column, Direction::Ascending)));
        assert!(matches!(outcome, Err(CacheError::NotAColumn { .. })), "{area:?} sorted by {column:?}");
    }
}

#[test]
fn ids_are_found_by_any_piece_of_them() {
    let place = place();
    let cache = open(&place);
    let users = vec![user("user_m_01HQxyz9", Part::Detail, 1), user("user_m_01HQxzy9", Part::Detail, 1)];
    let documents = vec![document("kyc_01AbC", "user_m_01HQxyz9", "REFUSED", 1)];
    apply(&cache, Batch { users, documents, ..Batch::default() });
    for (area, piece, found) in [
        (Area::Users, "qXYz", &["user_m_01HQxyz9"][..]),
        (Area::Users, "m_01hq", &["user_m_01HQxyz9", "user_m_01HQxzy9"]),
        (Area::Users, "yz", &[]),
        (Area::Users, "qxyz xzy", &[]),
        (Area::KycDocuments, "1abc", &["kyc_01AbC"]),
    ] {
        let query = model::ListQuery { search: piece.to_owned(), ..all(area, Column::Id, Direction::Ascending) };
        assert_eq!(names(&list(&cache, &query).records), found, "{piece}");
    }
}
