//! Ten thousand documents: deep windows are as right as the first. Some thousand rows with one word: so is search.

use cache::{Batch, Part, Records};
use model::{Area, Cell, Column, Direction, Search, UnixSeconds, Window};

use crate::objects::{object, word};
use crate::{all, apply, document, list, now, open, place, user};

#[test]
fn ten_thousand_documents_are_stored_and_read_to_the_last_window() {
    let place = place();
    let cache = open(&place);
    let users = (0..1_000).map(|n| user(&format!("u{n}"), Part::Detail, 10)).collect();
    apply(&cache, Batch { users, ..Batch::default() });
    for chunk in 0..100 {
        let documents = (0..100).map(|n| {
            let n = chunk * 100 + n;
            document(&format!("d{n:05}"), &format!("u{}", n % 1_000), "VALIDATED", 1_000_000 - n)
        });
        apply(&cache, Batch { documents: documents.collect(), ..Batch::default() });
    }
    let mut query = all(Area::KycDocuments, Column::Created, Direction::Ascending);
    query.window = Window { offset: 9_990, limit: 100 };
    let page = list(&cache, &query);
    assert_eq!(page.total, 10_000);
    let Records::Documents(rows) = page.records else { panic!("documents were asked for") };
    assert_eq!(rows.len(), 10);
    assert_eq!(rows[9].id.as_str(), "d00000");
    assert_eq!(rows[9].created, Some(UnixSeconds(1_000_000)));
    assert_eq!(rows[9].user_name.as_deref(), Some("Name of u0"));
}

#[test]
fn a_word_of_thousands_of_rows_is_found_with_filters_and_after_tidying() {
    let place = place();
    let cache = open(&place);
    let rows: i64 = 2_400;
    for from in (0..rows).step_by(200) {
        let objects = (from..from + 200).map(|n| {
            let status = if n % 400 == 7 { "FAILED" } else { "SUCCEEDED" };
            let tag = if n % 800 == 7 { format!("order-{n} Köln") } else { format!("order-{n} Lyon") };
            let created = Cell::Moment(UnixSeconds(n));
            let cells =
                vec![(Column::Status, word(status)), (Column::Tag, Cell::Text(tag)), (Column::Created, created)];
            object(Area::Transactions, &format!("xfr_{n:05}"), cells)
        });
        apply(&cache, Batch { objects: objects.collect(), ..Batch::default() });
    }
    let found = |asked: &str| {
        let hits = now(cache.search(Search::read(asked).unwrap(), 200)).unwrap();
        (hits.hits.into_iter().map(|hit| hit.row.id).collect::<Vec<_>>(), hits.more)
    };
    let ids = |of: &[i64]| of.iter().map(|n| format!("xfr_{n:05}")).collect::<Vec<_>>();
    for tidied in [false, true] {
        // Few pass the filter: each is looked at.
        assert_eq!(found("status:failed lyon"), (ids(&[2_007, 1_207, 407]), false), "tidied: {tidied}");
        assert_eq!(found("status:failed koln"), (ids(&[1_607, 807, 7]), false));
        assert_eq!(found("status:failed order-1207"), (ids(&[1_207]), false));
        assert_eq!(found("status:failed order-1208"), (Vec::new(), false));
        // Most pass: the newest are tried, and it is told that there are more.
        let (common, more) = found("status:succeeded lyon");
        assert!(more && common.len() > 90 && common[0] == "xfr_02399", "{} {more} {}", common.len(), common[0]);
        assert_eq!(found("r_0120").0.len(), 10, "a piece of ids");
        assert_eq!(found("r_0120 zzz").0.len(), 0);
        now(cache.tidy()).unwrap();
    }
    assert!(now(cache.is_sound()).unwrap());
}
