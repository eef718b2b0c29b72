//! Objects of the areas that have no row type of their own.

use cache::{Batch, Cache, CacheError, ObjectRow, Part};
use model::{
    Area, Cell, Column, Condition, Currency, Direction, ListQuery, Listing, Money, Origin, SumQuery, Total, UnixSeconds,
};

use crate::{all, apply, filter, now, open, place};

pub(crate) fn word(text: &str) -> Cell {
    Cell::Word(text.to_owned())
}

pub(crate) fn link(text: &str) -> Cell {
    Cell::Link(text.to_owned())
}

pub(crate) fn money(amount: i64, code: &str) -> Cell {
    Cell::Money(Money { amount, currency: Currency::new(code) })
}

pub(crate) fn object(area: Area, id: &str, cells: Vec<(Column, Cell)>) -> ObjectRow {
    let raw = format!("{{\"Id\":\"{id}\"}}");
    let (id, fetched_at) = (id.to_owned(), UnixSeconds(1_000));
    ObjectRow { area, id, part: Part::Detail, cells, raw, origin: Origin::Api, fetched_at }
}

fn payment(id: &str, kind: &str, status: &str, created: i64, amount: i64) -> ObjectRow {
    let cells = vec![
        (Column::Type, word(kind)),
        (Column::Nature, word("REGULAR")),
        (Column::Status, word(status)),
        (Column::Created, Cell::Moment(UnixSeconds(created))),
        (Column::Debited, money(amount, "EUR")),
        (Column::Fees, money(amount / 10, "EUR")),
        (Column::UserId, link("user_m_1")),
        (Column::Tag, Cell::Text(format!("Commande {id} été"))),
    ];
    object(Area::Transactions, id, cells)
}

fn put(cache: &Cache, objects: Vec<ObjectRow>) -> cache::Applied {
    apply(cache, Batch { objects, ..Batch::default() })
}

fn rows(cache: &Cache, query: &ListQuery) -> Listing {
    now(cache.rows(query.clone())).unwrap()
}

fn ids(listing: &Listing) -> Vec<&str> {
    listing.rows.iter().map(|row| row.id.as_str()).collect()
}

#[test]
fn transactions_wallets_and_disputes_are_listed_as_typed_cells() {
    let place = place();
    let cache = open(&place);
    let wallet = vec![(Column::Balance, money(-5, "GBP")), (Column::Description, Cell::Text("Été".to_owned()))];
    let dispute = vec![(Column::Status, word("CREATED")), (Column::Deadline, Cell::Moment(UnixSeconds(77)))];
    let applied = put(
        &cache,
        vec![
            payment("t_1", "PAYIN", "SUCCEEDED", 100, 5_000),
            payment("t_2", "PAYOUT", "FAILED", 200, i64::MAX),
            object(Area::Wallets, "w_1", wallet),
            object(Area::Disputes, "d_1", dispute),
        ],
    );
    assert_eq!(applied.areas.len(), 3);
    assert_eq!(applied.objects.len(), 4);
    let listing = rows(&cache, &all(Area::Transactions, Column::Created, Direction::Descending));
    assert_eq!((listing.total, listing.generation), (Total::Known(2), 1));
    assert_eq!(ids(&listing), ["t_2", "t_1"]);
    let first = &listing.rows[0];
    assert_eq!(first.cell(Area::Transactions, Column::Debited), &money(i64::MAX, "EUR"));
    assert_eq!(first.cell(Area::Transactions, Column::Currency), &word("EUR"), "from the first amount");
    assert_eq!(first.cell(Area::Transactions, Column::CardId), &Cell::Nothing);
    let listing = rows(&cache, &all(Area::Wallets, Column::Balance, Direction::Ascending));
    assert_eq!(listing.rows[0].cell(Area::Wallets, Column::Balance), &money(-5, "GBP"));
    let listing = rows(&cache, &all(Area::Disputes, Column::Deadline, Direction::Ascending));
    assert_eq!(ids(&listing), ["d_1"]);
    let object = now(cache.object(Area::Disputes, "d_1".to_owned())).unwrap().unwrap();
    assert_eq!(object.raw, "{\"Id\":\"d_1\"}");
}

#[test]
fn a_transaction_carries_the_name_of_its_user() {
    let place = place();
    let cache = open(&place);
    put(&cache, vec![payment("t_1", "PAYIN", "SUCCEEDED", 100, 1)]);
    let query = all(Area::Transactions, Column::Created, Direction::Ascending);
    assert_eq!(rows(&cache, &query).rows[0].cell(Area::Transactions, Column::Name), &Cell::Nothing);
    apply(&cache, Batch { users: vec![crate::user("user_m_1", Part::Detail, 10)], ..Batch::default() });
    let name = Cell::Text("Name of user_m_1".to_owned());
    assert_eq!(rows(&cache, &query).rows[0].cell(Area::Transactions, Column::Name), &name);
}

#[test]
fn a_dispute_belongs_to_the_user_and_the_card_of_its_pay_in_whichever_comes_first() {
    let place = place();
    let cache = open(&place);
    let dispute = |id: &str, pay_in: &str| {
        object(Area::Disputes, id, vec![(Column::InitialId, link(pay_in)), (Column::Status, word("CREATED"))])
    };
    let pay_in = |id: &str| {
        let mut pay_in = payment(id, "PAYIN", "SUCCEEDED", 100, 1);
        pay_in.cells.push((Column::CardId, link("card_1")));
        pay_in
    };
    let told = |id: &str| {
        let row = now(cache.object(Area::Disputes, id.to_owned())).unwrap().unwrap().row;
        [Column::UserId, Column::CardId].map(|column| row.cell(Area::Disputes, column).clone())
    };
    put(&cache, vec![dispute("early", "p_1"), pay_in("p_2"), dispute("late", "p_2"), dispute("other", "p_3")]);
    assert_eq!(told("late"), [link("user_m_1"), link("card_1")]);
    assert_eq!(told("early"), [Cell::Nothing, Cell::Nothing]);
    assert!(put(&cache, vec![pay_in("p_1")]).areas.contains(&Area::Disputes), "its list looks different now");
    assert_eq!(told("early"), [link("user_m_1"), link("card_1")]);
    assert_eq!(put(&cache, vec![dispute("early", "p_1"), pay_in("p_1")]).areas.len(), 0, "nothing new");
    let of_user = ListQuery {
        filters: vec![filter(Column::UserId, Condition::AnyOf(vec!["user_m_1".to_owned()]))],
        ..all(Area::Disputes, Column::Created, Direction::Ascending)
    };
    assert_eq!(rows(&cache, &of_user).rows.len(), 2);
}

#[test]
fn parts_lie_over_what_is_known_and_the_whole_replaces_it() {
    let place = place();
    let cache = open(&place);
    let area = Area::Transactions;
    let status = || now(cache.object(area, "t".to_owned())).unwrap().unwrap().row.cell(area, Column::Status).clone();
    let part = |status: &str, at: i64| ObjectRow {
        part: Part::Listed,
        origin: Origin::Report,
        raw: "{\"line\":1}".to_owned(),
        fetched_at: UnixSeconds(at),
        ..object(area, "t", vec![(Column::Status, word(status))])
    };
    put(&cache, vec![part("CREATED", 10)]);
    let mut whole = payment("t", "PAYIN", "CREATED", 5, 700);
    whole.fetched_at = UnixSeconds(20);
    put(&cache, vec![whole.clone()]);
    assert_eq!(put(&cache, vec![whole.clone()]).areas.len(), 0, "nothing new");
    put(&cache, vec![part("SUCCEEDED", 30), part("FAILED", 15)]);
    let found = now(cache.object(area, "t".to_owned())).unwrap().unwrap();
    assert_eq!(status(), word("SUCCEEDED"), "the newest counts");
    assert_eq!(found.row.cell(area, Column::Debited), &money(700, "EUR"), "what a part does not tell is kept");
    assert_eq!((found.raw.as_str(), found.row.origin), ("{\"Id\":\"t\"}", Origin::Api));
    whole.fetched_at = UnixSeconds(40);
    whole.cells.retain(|(column, _)| *column != Column::Tag);
    put(&cache, vec![whole.clone()]);
    let found = now(cache.object(area, "t".to_owned())).unwrap().unwrap();
    assert_eq!(found.row.cell(area, Column::Tag), &Cell::Nothing, "the whole says there is none");
    assert_eq!(status(), word("CREATED"));
    let gone = |at| Batch { gone: vec![(area, "t".to_owned(), UnixSeconds(at))], ..Batch::default() };
    assert!(apply(&cache, gone(30)).areas.is_empty(), "seen since");
    assert!(apply(&cache, gone(50)).areas.contains(&area));
    assert_eq!(now(cache.object(area, "t".to_owned())).unwrap().unwrap().row.gone_at, Some(UnixSeconds(50)));
    whole.fetched_at = UnixSeconds(60);
    assert!(put(&cache, vec![whole]).areas.contains(&area), "it is there again");
    assert_eq!(now(cache.object(area, "t".to_owned())).unwrap().unwrap().row.gone_at, None);
}

#[test]
fn what_does_not_fit_the_declaration_is_refused() {
    let place = place();
    let cache = open(&place);
    let refused = |object| now(cache.apply(Batch { objects: vec![object], ..Batch::default() })).unwrap_err();
    let wrong = refused(object(Area::Wallets, "w", vec![(Column::Deadline, Cell::Moment(UnixSeconds(1)))]));
    assert!(matches!(wrong, CacheError::NotAColumn { column: Column::Deadline, .. }));
    let wrong = refused(object(Area::Wallets, "w", vec![(Column::Balance, word("5"))]));
    assert!(matches!(wrong, CacheError::CellDoesNotFit { column: Column::Balance }));
    assert!(matches!(refused(object(Area::Users, "u", Vec::new())), CacheError::OwnTable { area: Area::Users }));
}

#[test]
fn counts_and_sums_follow_every_change() {
    let place = place();
    let cache = open(&place);
    let day = 86_400;
    put(
        &cache,
        vec![
            payment("t_1", "PAYIN", "SUCCEEDED", 10 * day, 1_000),
            payment("t_2", "PAYIN", "SUCCEEDED", 10 * day + 5, 2_000),
            payment("t_3", "PAYIN", "CREATED", 11 * day, 4_000),
            payment("t_4", "PAYOUT", "SUCCEEDED", -1, i64::MAX),
            payment("t_5", "PAYOUT", "SUCCEEDED", -day, i64::MAX),
        ],
    );
    let mut later = payment("t_3", "PAYIN", "SUCCEEDED", 11 * day, 5_000);
    later.fetched_at = UnixSeconds(2_000);
    put(&cache, vec![later]);
    let sums = |query: SumQuery| now(cache.sums(vec![query])).unwrap().remove(0);
    let by_type = SumQuery { area: Area::Transactions, filters: Vec::new(), by: vec![Column::Type], days: None };
    let counts: Vec<_> = sums(by_type.clone()).into_iter().map(|sum| (sum.by, sum.count)).collect();
    assert_eq!(counts, [(vec![word("PAYIN")], 3), (vec![word("PAYOUT")], 2)]);
    let succeeded = vec![filter(Column::Status, Condition::AnyOf(vec!["SUCCEEDED".to_owned()]))];
    let daily = sums(SumQuery { filters: succeeded, days: Some((-1, 12)), ..by_type });
    let daily: Vec<_> = daily.into_iter().map(|sum| (sum.day.unwrap(), sum.count, sum.sums)).collect();
    assert_eq!(
        daily,
        [(-1, 2, vec![i64::MAX, i64::MAX / 10 * 2]), (10, 2, vec![3_000, 300]), (11, 1, vec![5_000, 500])],
        "the sum of the largest amounts is held at the end of the range"
    );
}

#[test]
fn a_count_that_is_not_wanted_any_more_ends() {
    let place = place();
    let cache = open(&place);
    put(&cache, (0..200).map(|n| payment(&format!("t_{n}"), "PAYIN", "SUCCEEDED", n, n)).collect());
    let mut query = all(Area::Transactions, Column::Created, Direction::Ascending);
    query.filters = vec![filter(Column::Tag, Condition::Contains("ETE".to_owned()))];
    let (counting, answer) = cache.count(query.clone());
    assert_eq!(now(answer).unwrap(), 200);
    counting.stop();
    let (counting, answer) = cache.count(query);
    drop(counting);
    // Stopped before, during or after: never a wrong number.
    assert!(matches!(now(answer), Ok(200) | Err(CacheError::Stopped)));
}
