//! Views of one's own: what a list's address says, kept under a name.

use ipc::tables::OwnView;
use l10n::{text, word};
use model::{Area, Column};

use super::{
    Calendar, filters,
    list::{FilterSpec, ListState, OPEN, OWN, OWN_FILTERS, SEARCH, SORT, SavedView, VIEW, read_sort},
    objects, query,
};

/// What is kept of a state: filters and order. Words that were searched for and the open row belong to the moment.
pub fn kept(state: &ListState, views: &[SavedView]) -> String {
    ListState { own: None, search: String::new(), open: None, ..state.clone() }.write(views)
}

/// The state that a view stands for. Words that are searched for are as they were.
pub fn state(
    own: &OwnView,
    views: &'static [SavedView],
    specs: &[FilterSpec],
    calendar: &Calendar,
    search: String,
) -> Option<ListState> {
    let pairs = query::split(&own.query);
    let read = ListState::read(views, specs, calendar, |name| {
        pairs.iter().find(|(told, _)| told == name).map(|(_, value)| value.clone())
    })?;
    Some(ListState { own: Some(own.id.to_string()), search, open: None, ..read })
}

/// Whether two states have the same filters and order.
pub fn same(one: &ListState, other: &ListState) -> bool {
    let same_filters =
        one.filters.len() == other.filters.len() && one.filters.iter().all(|filter| other.filters.contains(filter));
    same_filters && one.sort == other.sort
}

/// What a view names that the list does not know any more, in words. The rest of it holds.
pub fn dropped(own: &OwnView, views: &[SavedView], specs: &[FilterSpec]) -> Vec<String> {
    let known = |name: &str, value: &str| match name {
        VIEW => views.iter().any(|view| view.id == value),
        SORT => read_sort(value).is_some(),
        OWN_FILTERS | SEARCH | OPEN | OWN => true,
        _ => specs.iter().any(|spec| filters::name(spec.column) == name && filters::read(spec.kind, value).is_some()),
    };
    let all = query::split(&own.query);
    all.iter().filter(|(name, value)| !known(name, value)).map(|(name, value)| named(own.area, name, value)).collect()
}

fn named(area: Area, name: &str, value: &str) -> String {
    match name {
        VIEW => value.to_owned(),
        SORT => text("view-order"),
        _ => match Column::from_key(name).filter(|column| area.uses(*column).is_some()) {
            Some(column) => objects::column_name(area, column),
            None => word("column", name),
        },
    }
}

#[cfg(test)]
mod tests {
    use model::{Condition, ViewId};

    use super::*;
    use crate::present::documents::{FILTERS, VIEWS};

    fn calendar() -> Calendar {
        Calendar::with_zone(1_795_513_320, |_| 60)
    }

    fn own(query: &str) -> OwnView {
        OwnView {
            id: ViewId::new("view_1"),
            area: Area::KycDocuments,
            name: "Mine".to_owned(),
            query: query.to_owned(),
            columns: None,
        }
    }

    fn opened(query: &str) -> ListState {
        state(&own(query), VIEWS, FILTERS, &calendar(), "ada".to_owned()).unwrap()
    }

    #[test]
    fn a_view_is_its_filters_and_order_and_nothing_of_the_moment() {
        let before = opened("view=waiting")
            .with_filter(Column::Type, Some(Condition::AnyOf(vec!["IDENTITY_PROOF".into(), "NEW&TYPE".into()])))
            .with_sort(Column::Name);
        let query = kept(&ListState { open: Some("kyc_1".into()), ..before.clone() }, VIEWS);
        assert!(!query.contains("ada") && !query.contains("kyc_1") && !query.contains("view_1"), "{query}");
        let after = opened(&query);
        assert!(same(&before, &after) && dropped(&own(&query), VIEWS, FILTERS).is_empty(), "{query}");
        assert_eq!((after.own.as_deref(), after.search.as_str(), after.open.as_deref()), (Some("view_1"), "ada", None));
        assert!(!same(&after.with_sort(Column::Created), &after));
        assert!(!same(&after.with_filter(Column::Type, None), &after));
    }

    #[test]
    fn days_that_a_view_of_the_list_counts_from_today_go_on_being_counted() {
        let query = kept(&opened("view=validated-month").with_sort(Column::Name), VIEWS);
        let month = |now: i64| {
            let calendar = Calendar::with_zone(now, |_| 60);
            let state = state(&own(&query), VIEWS, FILTERS, &calendar, String::new()).unwrap();
            state.condition(Column::Processed).cloned()
        };
        assert_ne!(month(1_795_513_320), month(1_795_513_320 + 40 * 86_400), "{query}");
    }

    #[test]
    fn what_is_not_known_any_more_is_named_and_the_rest_holds() {
        let query = "view=nowhere&filters=own&status=REFUSED&mood=good&created=soon&sort=-colour";
        let named = ["nowhere".to_owned(), "mood".to_owned(), text("column-created"), text("view-order")];
        assert_eq!(dropped(&own(query), VIEWS, FILTERS), named);
        let state = opened(query);
        assert_eq!(state.filters.len(), 1);
        assert_eq!(state.condition(Column::Status), Some(&Condition::AnyOf(vec!["REFUSED".into()])));
    }
}
