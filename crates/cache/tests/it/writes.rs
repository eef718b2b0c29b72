use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use cache::{Batch, BlockRow, Part, Records, Renewal, UserPart};
use model::{Area, Column, Condition, Direction, Filter, KycDocumentId, UnixSeconds, UserId};

use crate::{all, apply, document, event, list, now, open, place, user};

fn areas(list: &[Area]) -> BTreeSet<Area> {
    list.iter().copied().collect()
}

#[test]
fn a_list_item_keeps_what_only_the_detail_tells() {
    let place = place();
    let cache = open(&place);
    apply(&cache, Batch { users: vec![user("u1", Part::Detail, 10)], ..Batch::default() });
    let mut item = user("u1", Part::Listed, 20);
    item.email = Some("new@example.org".to_owned());
    item.raw = "{\"list\":1}".to_owned();
    apply(&cache, Batch { users: vec![item], ..Batch::default() });
    let found = now(cache.user(UserId::new("u1"))).unwrap().unwrap();
    assert_eq!(found.name.as_deref(), Some("Name of u1"));
    assert_eq!(found.country.as_deref(), Some("FR"));
    assert_eq!(found.email.as_deref(), Some("new@example.org"));
    assert_eq!(found.detail_raw.as_deref(), Some("{\"Id\":\"u1\"}"));
    assert_eq!(found.listed_raw.as_deref(), Some("{\"list\":1}"));
    assert_eq!((found.fetched_at, found.detail_fetched_at), (UnixSeconds(20), Some(UnixSeconds(10))));
}

#[test]
fn an_older_answer_never_replaces_a_newer_one() {
    let place = place();
    let cache = open(&place);
    apply(&cache, Batch { users: vec![user("u1", Part::Detail, 50)], ..Batch::default() });
    let mut late = user("u1", Part::Detail, 40);
    late.name = Some("Old name".to_owned());
    late.email = Some("old@example.org".to_owned());
    let mut item = user("u1", Part::Listed, 30);
    item.status = Some("CLOSED".into());
    apply(&cache, Batch { users: vec![late, item], ..Batch::default() });
    let found = now(cache.user(UserId::new("u1"))).unwrap().unwrap();
    assert_eq!(found.name.as_deref(), Some("Name of u1"));
    assert_eq!(found.email.as_deref(), Some("u1@example.org"));
    assert_eq!(found.status, Some("ACTIVE".into()));

    let newer = document("d1", "u1", "VALIDATED", 100);
    let mut older = document("d1", "u1", "VALIDATION_ASKED", 100);
    older.fetched_at = UnixSeconds(105);
    apply(&cache, Batch { documents: vec![newer, older], ..Batch::default() });
    let found = now(cache.document(KycDocumentId::new("d1"))).unwrap().unwrap();
    assert_eq!(found.status, "VALIDATED".into());
}

#[test]
fn applying_twice_changes_nothing_and_is_not_told() {
    let place = place();
    let cache = open(&place);
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&told);
    cache.on_change(Arc::new(move |areas| log.lock().unwrap().push(areas.clone())));
    let batch = Batch {
        users: vec![user("u1", Part::Detail, 10)],
        documents: vec![document("d1", "u1", "CREATED", 100)],
        events: vec![event("KYC_CREATED", "d1", 100)],
        ..Batch::default()
    };
    let first = apply(&cache, batch.clone());
    assert_eq!(first.areas, areas(&[Area::Users, Area::KycDocuments, Area::Events]));
    assert_eq!(first.events, batch.events);
    assert_eq!(first.documents.len(), 1);
    let second = apply(&cache, batch);
    assert_eq!(second, cache::Applied::default());
    assert_eq!(*told.lock().unwrap(), [first.areas], "told once");
    for area in [Area::Users, Area::KycDocuments, Area::Events] {
        assert_eq!(now(cache.generation(area)).unwrap(), 1);
    }
    assert_eq!(list(&cache, &all(Area::Events, Column::Date, Direction::Ascending)).total, 1);
}

#[test]
fn a_users_new_name_reaches_its_documents_and_their_search() {
    let place = place();
    let cache = open(&place);
    let known_later = document("d1", "u1", "REFUSED", 100);
    apply(&cache, Batch { documents: vec![known_later], ..Batch::default() });
    let mut query = all(Area::KycDocuments, Column::Name, Direction::Ascending);
    query.search = "eleono".to_owned();
    assert_eq!(list(&cache, &query).total, 0);
    let mut detail = user("u1", Part::Detail, 200);
    detail.name = Some("Éléonore Grünwald".to_owned());
    detail.legal_form = Some("BUSINESS".into());
    let applied = apply(&cache, Batch { users: vec![detail], ..Batch::default() });
    assert_eq!(applied.areas, areas(&[Area::Users, Area::KycDocuments]));
    assert_eq!(list(&cache, &query).total, 1);
    let found = now(cache.documents_of(UserId::new("u1"))).unwrap().remove(0);
    assert_eq!(found.user_name.as_deref(), Some("Éléonore Grünwald"));
    assert_eq!(found.legal_form, Some("BUSINESS".into()));
    assert_eq!(found.country.as_deref(), Some("FR"));
    let mut renamed = user("u1", Part::Detail, 300);
    renamed.name = Some("Agnes Moreau".to_owned());
    apply(&cache, Batch { users: vec![renamed], ..Batch::default() });
    assert_eq!(list(&cache, &query).total, 0, "the old name is forgotten");
    query.search = "moreau agnes".to_owned();
    assert_eq!(list(&cache, &query).total, 1);
}

#[test]
fn a_document_is_replaced_by_a_later_submitted_one_of_its_user_and_type() {
    let place = place();
    let cache = open(&place);
    let replaced = |id: &str| now(cache.document(KycDocumentId::new(id))).unwrap().unwrap().replaced;
    let put = |rows| drop(apply(&cache, Batch { documents: rows, ..Batch::default() }));
    let mut address = document("other-type", "u1", "VALIDATED", 300);
    address.kind = "ADDRESS_PROOF".into();
    put(vec![document("old", "u1", "REFUSED", 100), address, document("other-user", "u2", "VALIDATED", 300)]);
    assert!(!replaced("old"));
    put(vec![document("same-second", "u1", "VALIDATED", 100), document("new", "u1", "CREATED", 200)]);
    assert!(!replaced("old"), "merely created");
    let mut submitted = document("new", "u1", "VALIDATION_ASKED", 200);
    submitted.fetched_at = UnixSeconds(999);
    put(vec![submitted]);
    assert!(replaced("old") && replaced("same-second"));
    assert!(!replaced("new") && !replaced("other-type") && !replaced("other-user"));
    put(vec![document("older-still", "u1", "REFUSED", 50)]);
    assert!(replaced("older-still"), "the order of arrival does not count");
}

#[test]
fn unknown_values_and_fields_survive() {
    let place = place();
    let cache = open(&place);
    let mut row = document("d1", "u1", "FROZEN", 1);
    row.kind = "MOON_PROOF".into();
    row.refused_reason = Some("TOO_ROUND".into());
    row.flags = vec!["009006".to_owned(), "X1".to_owned()];
    row.raw = "{\"Future\":{\"a\":[1]}}".to_owned();
    apply(&cache, Batch { documents: vec![row.clone()], ..Batch::default() });
    let found = now(cache.document(KycDocumentId::new("d1"))).unwrap().unwrap();
    assert_eq!((found.kind, found.status, found.refused_reason), (row.kind, row.status, row.refused_reason));
    assert_eq!(found.flags, row.flags);
    assert_eq!(found.raw, Some(row.raw));
}

#[test]
fn missing_details_come_open_cases_first_and_gone_users_never() {
    let place = place();
    let cache = open(&place);
    let mut young = user("young", Part::Listed, 10);
    young.created = Some(UnixSeconds(9_000));
    let users = vec![
        user("plain", Part::Listed, 10),
        young,
        user("with-case", Part::Listed, 10),
        user("with-done", Part::Listed, 10),
        user("gone", Part::Listed, 10),
        user("known", Part::Detail, 10),
    ];
    let documents = vec![
        document("d1", "with-case", "REFUSED", 5),
        document("d2", "with-done", "VALIDATED", 5),
        document("d3", "only-in-document", "VALIDATION_ASKED", 5),
        document("d4", "known", "REFUSED", 5),
    ];
    let gone_users = vec![(UserId::new("gone"), UnixSeconds(20))];
    apply(&cache, Batch { users, documents, gone_users, ..Batch::default() });
    let ids = |most| {
        let found = now(cache.users_without_detail(most)).unwrap();
        found.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(10), ["with-case", "only-in-document", "with-done", "young", "plain"]);
    assert_eq!(ids(2), ["with-case", "only-in-document"]);
    assert_eq!(now(cache.undecided()).unwrap(), [KycDocumentId::new("d3")]);
    let found = now(cache.user(UserId::new("gone"))).unwrap().unwrap();
    assert_eq!(found.gone_at, Some(UnixSeconds(20)), "the row stays");
}

#[test]
fn blocks_are_kept_beside_the_user() {
    let place = place();
    let cache = open(&place);
    let block = |raw: &str, at| Batch { blocks: vec![standing("u1", raw, Renewal::Untold, at)], ..Batch::default() };
    assert!(apply(&cache, block("{\"a\":1}", 20)).areas.contains(&Area::Users));
    assert!(apply(&cache, block("{\"a\":1}", 30)).areas.is_empty());
    assert!(apply(&cache, block("{\"a\":0}", 10)).areas.is_empty(), "older");
    apply(&cache, Batch { users: vec![user("u1", Part::Detail, 40)], ..Batch::default() });
    let found = now(cache.user(UserId::new("u1"))).unwrap().unwrap();
    assert_eq!(found.block_raw.as_deref(), Some("{\"a\":1}"));
    let mut query = all(Area::Users, Column::Id, Direction::Ascending);
    query.search = "u1".to_owned();
    assert_eq!(list(&cache, &query).total, 1);
}

fn standing(user: &str, raw: &str, renewal: Renewal, at: i64) -> BlockRow {
    BlockRow { user_id: UserId::new(user), raw: raw.to_owned(), renewal, fetched_at: UnixSeconds(at) }
}

#[test]
fn users_are_listed_by_their_deadline_and_counted_by_whether_it_is_known() {
    let place = place();
    let cache = open(&place);
    let users = ["soon", "later", "never", "untold", "unread"].map(|id| user(id, Part::Listed, 10)).to_vec();
    let until = |day: i64| Renewal::Until(UnixSeconds(day * 86_400));
    let blocks = vec![
        standing("later", "{}", until(30), 20),
        standing("soon", "{}", until(20), 20),
        standing("never", "{}", Renewal::NotAsked, 20),
        standing("untold", "{}", Renewal::Untold, 20),
    ];
    apply(&cache, Batch { users, blocks, ..Batch::default() });
    let ids = |filters: Vec<Filter>| {
        let mut query = all(Area::Users, Column::Deadline, Direction::Ascending);
        query.filters = filters;
        let (found, counted) = (list(&cache, &query), now(cache.counts(vec![query])).unwrap());
        let Records::Users(users) = found.records else { panic!("users") };
        assert_eq!((found.total, counted), (users.len() as u64, vec![users.len() as u64]));
        users.iter().map(|user| user.id.as_str().to_owned()).collect::<Vec<_>>()
    };
    let between = |from: Option<i64>, to: Option<i64>| Filter {
        column: Column::Deadline,
        condition: Condition::Between(from.map(|day| day * 86_400), to.map(|day| day * 86_400)),
    };
    let known = |yes| Filter { column: Column::RenewalKnown, condition: Condition::Is(yes) };
    assert_eq!(ids(vec![between(None, None)]), ["soon", "later"]);
    assert_eq!(ids(vec![between(Some(20), Some(21))]), ["soon"]);
    assert_eq!(ids(vec![between(None, Some(20))]), Vec::<String>::new());
    assert_eq!(ids(vec![known(true)]).len(), 3);
    assert_eq!(ids(vec![known(false)]).len(), 2);

    // The same answer understood otherwise is told to the windows, as after an update that brought the column.
    let again = |renewal, at| Batch { blocks: vec![standing("untold", "{}", renewal, at)], ..Batch::default() };
    assert!(apply(&cache, again(Renewal::NotAsked, 21)).areas.contains(&Area::Users));
    assert!(apply(&cache, again(Renewal::NotAsked, 22)).areas.is_empty());
    assert!(apply(&cache, again(Renewal::Untold, 23)).areas.contains(&Area::Users));
    // An older answer changes nothing, a newer one does.
    apply(&cache, Batch { blocks: vec![standing("soon", "{}", Renewal::NotAsked, 15)], ..Batch::default() });
    assert_eq!(ids(vec![between(None, None)]), ["soon", "later"]);
    apply(&cache, Batch { blocks: vec![standing("soon", "{\"a\":1}", Renewal::NotAsked, 25)], ..Batch::default() });
    assert_eq!(ids(vec![between(None, None)]), ["later"]);
    assert_eq!(ids(vec![known(true)]).len(), 3);
    // What a list tells of the user does not take it away.
    apply(&cache, Batch { users: vec![user("later", Part::Detail, 40)], ..Batch::default() });
    assert_eq!(ids(vec![between(None, None)]), ["later"]);
}

#[test]
fn events_of_an_object_are_newest_first() {
    let place = place();
    let cache = open(&place);
    let events = vec![event("KYC_CREATED", "d1", 1), event("KYC_FAILED", "d1", 9), event("KYC_CREATED", "d2", 5)];
    apply(&cache, Batch { events, ..Batch::default() });
    let found = now(cache.events_of("d1".to_owned())).unwrap();
    assert_eq!(found.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["KYC_FAILED", "KYC_CREATED"]);
}

#[test]
fn parts_of_a_user_are_held_by_name_and_the_newest_answer_stays() {
    let place = place();
    let cache = open(&place);
    let part = |name: &str, raw: &str, at: i64| UserPart {
        user_id: UserId::new("u1"),
        part: name.to_owned(),
        raw: raw.to_owned(),
        fetched_at: UnixSeconds(at),
    };
    let put = |parts: Vec<UserPart>| apply(&cache, Batch { parts, ..Batch::default() });
    let applied = put(vec![part("sca", "null", 10), part("emoney/EUR/2026", "{}", 10)]);
    assert_eq!(applied.areas, areas(&[Area::Users]), "a user of whom nothing else is known is one");
    assert!(put(vec![part("sca", "null", 20)]).areas.is_empty(), "the same again is no change");
    put(vec![part("sca", "{\"old\":1}", 15)]);
    let held = now(cache.user_parts(UserId::new("u1"))).unwrap();
    assert_eq!(held, [part("emoney/EUR/2026", "{}", 10), part("sca", "null", 20)]);
    assert!(now(cache.user_parts(UserId::new("u2"))).unwrap().is_empty());
}
