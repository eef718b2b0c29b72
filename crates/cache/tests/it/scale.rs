//! Ten thousand documents: deep windows are as right as the first.

use cache::{Batch, Part, Records};
use model::{Area, Column, Direction, UnixSeconds, Window};

use crate::{all, apply, document, list, open, place, user};

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
