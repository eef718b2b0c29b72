//! What follows the question mark: filters of lists and the few queries of single objects.

use std::fmt;

/// Something that is sent as a query.
pub(crate) trait Query {
    /// Names as the API spells them, and values.
    fn pairs(&self) -> Vec<(&'static str, String)>;
}

impl<T: Query> Query for &T {
    fn pairs(&self) -> Vec<(&'static str, String)> {
        (*self).pairs()
    }
}

/// One member of a query: nothing, or one value. Several are joined by commas (users-verification.md §0).
pub(crate) trait Member {
    fn text(&self) -> Option<String>;
}

impl<T: fmt::Display> Member for Option<T> {
    fn text(&self) -> Option<String> {
        self.as_ref().map(T::to_string)
    }
}

impl<T: fmt::Display> Member for Vec<T> {
    fn text(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.iter().map(T::to_string).collect::<Vec<_>>().join(","))
    }
}

/// Declares a query: public members, each with its name on the wire. An empty list or `None` is not sent. With
/// `sorted by "Column"` it begins with a [`crate::Range`] over that column.
macro_rules! query {
    (
        $(#[$meta:meta])*
        pub struct $name:ident sorted by $column:literal {
            $($(#[$field_meta:meta])* pub $field:ident: $ty:ty = $wire:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name {
            /// Order and bounds.
            pub range: crate::Range,
            $($(#[$field_meta])* pub $field: $ty,)*
        }

        impl crate::query::Query for $name {
            fn pairs(&self) -> Vec<(&'static str, String)> {
                let mut pairs = self.range.query($column);
                $(pairs.extend(crate::query::Member::text(&self.$field).map(|text| ($wire, text)));)*
                pairs
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $ty:ty = $wire:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $ty,)*
        }

        impl crate::query::Query for $name {
            fn pairs(&self) -> Vec<(&'static str, String)> {
                let mut pairs = Vec::new();
                $(pairs.extend(crate::query::Member::text(&self.$field).map(|text| ($wire, text)));)*
                pairs
            }
        }
    };
}

pub(crate) use query;
