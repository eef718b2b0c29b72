//! A list as a file: which columns it has, and what stands at their heads.

use ipc::exports::ExportColumn;
use l10n::{text, text_with};
use model::{Area, Column, Condition, Environment, Filter, Kind, ListQuery};

use super::objects::column_name;
use crate::routes;

/// The columns of a list as it shows them: each with the words at its head. The id comes first where the list has no
/// column for it, so that each line leads back to its object.
pub fn shown(columns: impl Iterator<Item = (Column, &'static str)>) -> Vec<ExportColumn> {
    let mut columns: Vec<ExportColumn> = columns.map(|(column, label)| headed(column, &text(label))).collect();
    if columns.iter().all(|one| one.column != Column::Id) {
        columns.insert(0, headed(Column::Id, &text("column-id")));
    }
    columns
}

/// The query for these rows alone, in the order of the list. They were chosen one by one: whether they still fit its
/// filters does not count.
pub fn only(query: ListQuery, ids: Vec<String>) -> ListQuery {
    let filters = vec![Filter { column: Column::Id, condition: Condition::AnyOf(ids) }];
    ListQuery { filters, search: String::new(), ..query }
}

/// Every column that a list declares.
pub fn all(area: Area) -> Vec<ExportColumn> {
    area.columns().iter().map(|used| headed(used.column, &column_name(area, used.column))).collect()
}

/// An amount has its currency beside it, and moments say that they are not in local time.
fn headed(column: Column, words: &str) -> ExportColumn {
    let with = |id: &str| text_with(id, &[("column", words.into())]);
    let heads = match column.kind() {
        Kind::Money => vec![words.to_owned(), with("export-head-currency")],
        Kind::Moment => vec![with("export-head-moment")],
        Kind::Word | Kind::Text | Kind::Link | Kind::Flag => vec![words.to_owned()],
    };
    ExportColumn { column, heads }
}

/// What a file of a list is called. Data that is not real says so wherever it goes.
pub fn title(area: Area, environment: Option<Environment>) -> String {
    let title = text(&routes::title_key(area));
    match environment {
        Some(Environment::Production) => title,
        Some(Environment::Demo | Environment::Sandbox) | None => {
            text_with("export-test-data", &[("title", title.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_every_list_has_heads_of_its_own() {
        for area in Area::ALL {
            let columns = all(*area);
            let mut heads: Vec<&String> = columns.iter().flat_map(|column| &column.heads).collect();
            let count = heads.len();
            assert!(heads.iter().all(|head| !head.is_empty() && !head.contains('⟦')), "{area:?}: {heads:?}");
            heads.sort_unstable();
            heads.dedup();
            assert_eq!(heads.len(), count, "{area:?} has two columns of one name: {columns:?}");
        }
    }

    #[test]
    fn the_id_comes_first_unless_the_list_shows_it() {
        let ids = |columns: &[(Column, &'static str)]| -> Vec<Column> {
            shown(columns.iter().copied()).into_iter().map(|one| one.column).collect()
        };
        assert_eq!(ids(&[(Column::Status, "column-status")]), [Column::Id, Column::Status]);
        assert_eq!(
            ids(&[(Column::Debited, "column-amount"), (Column::Id, "column-id")]),
            [Column::Debited, Column::Id]
        );
    }

    #[test]
    fn data_that_is_not_real_is_named_so() {
        assert_eq!(title(Area::Users, Some(Environment::Production)), "Users");
        assert!(title(Area::Users, Some(Environment::Sandbox)).starts_with("Test data"));
    }
}
