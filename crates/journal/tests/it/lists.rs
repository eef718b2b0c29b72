//! Columns and views of one's own: they come back as they were, and what this version does not know harms nothing.

use journal::{
    Error,
    lists::{self, View},
};
use model::{Area, ChosenColumn, Column, UnixSeconds, ViewId};

use crate::fixture;

fn chosen(columns: &[(Column, bool)]) -> Vec<ChosenColumn> {
    columns.iter().map(|(column, shown)| ChosenColumn { column: *column, shown: *shown }).collect()
}

fn view(id: &str, name: &str) -> View {
    View {
        id: ViewId::new(id),
        list: Area::Transactions,
        name: name.to_owned(),
        query: "view=all&filters=own&status=FAILED".to_owned(),
        columns: Some(chosen(&[(Column::Debited, true), (Column::Created, false)])),
    }
}

#[test]
fn columns_come_back_in_their_order() {
    let place = fixture();
    let read = || place.journal.read_blocking(lists::columns).unwrap();
    let choose = |list: Area, columns: Option<Vec<ChosenColumn>>| {
        place.journal.write_blocking(move |tx| lists::choose_columns(tx, list, columns.as_deref())).unwrap();
    };
    assert!(read().is_empty());
    let first = chosen(&[(Column::Status, true), (Column::Name, true), (Column::Email, false)]);
    choose(Area::Users, Some(chosen(&[(Column::Id, true)])));
    choose(Area::Users, Some(first.clone()));
    choose(Area::Cards, Some(Vec::new()));
    assert_eq!(read(), [(Area::Cards, Vec::new()), (Area::Users, first)]);
    choose(Area::Users, None);
    choose(Area::Cards, None);
    assert!(read().is_empty());
}

#[test]
fn a_deleted_view_comes_back_in_its_place() {
    let place = fixture();
    let names = || -> Vec<String> {
        place.journal.read_blocking(lists::views).unwrap().into_iter().map(|view| view.name).collect()
    };
    for one in [view("a", "First"), view("b", "Second"), View { columns: None, ..view("c", "Third") }] {
        place.journal.write_blocking(move |tx| lists::add_view(tx, &one)).unwrap();
    }
    assert_eq!(place.journal.read_blocking(lists::views).unwrap()[0], view("a", "First"));
    let id = ViewId::new("a");
    place.journal.write_blocking(move |tx| lists::change_view(tx, &id, "Renamed", "view=all")).unwrap();
    let delete = |id: &'static str, at: i64| {
        let long_ago = UnixSeconds(at - 60);
        place.journal.write_blocking(move |tx| lists::delete_view(tx, &ViewId::new(id), UnixSeconds(at), long_ago))
    };
    let restore = |id: &'static str| place.journal.write_blocking(move |tx| lists::restore_view(tx, &ViewId::new(id)));
    delete("b", 1_000).unwrap();
    assert_eq!(names(), ["Renamed", "Third"]);
    assert!(matches!(delete("b", 1_001), Err(Error::NotFound { .. })), "it is not there to be deleted");
    restore("b").unwrap();
    assert_eq!(names(), ["Renamed", "Second", "Third"]);
    assert!(matches!(restore("b"), Err(Error::NotFound { .. })), "it is there");

    delete("b", 2_000).unwrap();
    delete("c", 3_000).unwrap();
    assert!(matches!(restore("b"), Err(Error::NotFound { .. })), "long ago is for good");
    restore("c").unwrap();
    assert_eq!(names(), ["Renamed", "Third"]);
}

#[test]
fn what_a_newer_version_wrote_harms_nothing() {
    let place = fixture();
    let write = |sql: &'static str| {
        place.journal.write_blocking(move |tx| Ok::<_, Error>(tx.execute(sql, [])?)).unwrap();
    };
    write("INSERT INTO list_columns (list, columns) VALUES ('users', '[[\"mood\", true], [\"name\", false]]')");
    write("INSERT INTO list_columns (list, columns) VALUES ('dreams', '[[\"name\", true]]')");
    write("INSERT INTO list_view (id, list, name, query) VALUES ('v', 'dreams', 'Flying', 'view=all')");
    let columns = place.journal.read_blocking(lists::columns).unwrap();
    assert_eq!(columns, [(Area::Users, chosen(&[(Column::Name, false)]))]);
    assert!(place.journal.read_blocking(lists::views).unwrap().is_empty());
}
