//! What `Debug` may tell.

/// Implements `Debug` with the named fields and nothing else: for types that hold names, addresses, tags or what an API
/// sent about a person. `Debug` output ends up in logs and panics, where none of that may be (ARCHITECTURE.md, "What is
/// not there").
#[macro_export]
macro_rules! debug_only {
    ($type:ident { $($field:ident),+ $(,)? }) => {
        impl ::std::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($field), &self.$field))+.finish_non_exhaustive()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_not_named_is_not_told() {
        struct Person {
            id: u32,
            name: &'static str,
        }
        crate::debug_only!(Person { id });
        let person = Person { id: 7, name: "Ana Beltrán Ruiz" };
        assert!(!person.name.is_empty());
        assert_eq!(format!("{person:?}"), "Person { id: 7, .. }");
    }
}
