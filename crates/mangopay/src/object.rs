//! How the API's objects and the bodies we send are declared: as plain structs, with what each member needs on the
//! wire added by its type.

/// Declares objects that the API sends. Members are spelled in Pascal case on the wire (`#[serde(rename)]` where that
/// is not so); `Option` may be missing, null or empty text, `Vec` may be missing or null, anything else must be there.
/// Numbers and moments come as numbers or as text. What is not declared is in the JSON beside ([`crate::Fetched`]).
macro_rules! objects {
    ($($(#[$meta:meta])* pub struct $name:ident { $($members:tt)* })+) => {$(
        objects! { @next [$(#[$meta])* $name] [] $($members)* }
    )+};

    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Option<UnixSeconds>, $($rest:tt)*) => {
        objects! { @next [$($head)*] [$($done)* $(#[$meta])*
            #[serde(default, deserialize_with = "crate::wire::moment")] pub $field: Option<UnixSeconds>,] $($rest)* }
    };
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Option<i64>, $($rest:tt)*) => {
        objects! { @next [$($head)*] [$($done)* $(#[$meta])*
            #[serde(default, deserialize_with = "crate::wire::number")] pub $field: Option<i64>,] $($rest)* }
    };
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Option<Money>, $($rest:tt)*) => {
        objects! { @next [$($head)*] [$($done)* $(#[$meta])*
            #[serde(default, deserialize_with = "crate::money::read")] pub $field: Option<Money>,] $($rest)* }
    };
    // Free text stays as it came; that of other members is a value, and an empty one is none.
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Option<String>, $($rest:tt)*) => {
        objects! { @next [$($head)*] [$($done)* $(#[$meta])* pub $field: Option<String>,] $($rest)* }
    };
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Option<$ty:ty>, $($rest:tt)*) => {
        objects! { @next [$($head)*] [$($done)* $(#[$meta])*
            #[serde(default, deserialize_with = "crate::wire::value")] pub $field: Option<$ty>,] $($rest)* }
    };
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Vec<$ty:ty>, $($rest:tt)*) => {
        objects! { @next [$($head)*] [$($done)* $(#[$meta])*
            #[serde(default, deserialize_with = "crate::wire::list")] pub $field: Vec<$ty>,] $($rest)* }
    };
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: $ty:ty, $($rest:tt)*) => {
        objects! { @next [$($head)*] [$($done)* $(#[$meta])* pub $field: $ty,] $($rest)* }
    };
    (@next [$(#[$meta:meta])* $name:ident] [$($done:tt)*]) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, serde::Deserialize)]
        #[serde(rename_all = "PascalCase")]
        pub struct $name { $($done)* }
        crate::object::nameless! { $name }
    };
}

/// Declares bodies that we send. Members are spelled in Pascal case on the wire; `None` and empty lists are left out.
macro_rules! bodies {
    ($($(#[$meta:meta])* pub struct $name:ident { $($members:tt)* })+) => {$(
        bodies! { @next [$(#[$meta])* $name] [] $($members)* }
    )+};

    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Option<Money>, $($rest:tt)*) => {
        bodies! { @next [$($head)*] [$($done)* $(#[$meta])*
            #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::money::write_some")]
            pub $field: Option<Money>,] $($rest)* }
    };
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Money, $($rest:tt)*) => {
        bodies! { @next [$($head)*] [$($done)* $(#[$meta])*
            #[serde(serialize_with = "crate::money::write")] pub $field: Money,] $($rest)* }
    };
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Option<$ty:ty>, $($rest:tt)*) => {
        bodies! { @next [$($head)*] [$($done)* $(#[$meta])*
            #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<$ty>,] $($rest)* }
    };
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: Vec<$ty:ty>, $($rest:tt)*) => {
        bodies! { @next [$($head)*] [$($done)* $(#[$meta])*
            #[serde(skip_serializing_if = "Vec::is_empty")] pub $field: Vec<$ty>,] $($rest)* }
    };
    (@next [$($head:tt)*] [$($done:tt)*] $(#[$meta:meta])* pub $field:ident: $ty:ty, $($rest:tt)*) => {
        bodies! { @next [$($head)*] [$($done)* $(#[$meta])* pub $field: $ty,] $($rest)* }
    };
    (@next [$(#[$meta:meta])* $name:ident] [$($done:tt)*]) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, serde::Serialize)]
        #[serde(rename_all = "PascalCase")]
        pub struct $name { $($done)* }
        crate::object::nameless! { $name }
    };
}

/// Declares parts of objects that are sent as well as received: every member is optional, and left out if absent.
macro_rules! parts {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident { $($(#[$field_meta:meta])* pub $field:ident: Option<$ty:ty>,)* }
    )+) => {$(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "PascalCase")]
        pub struct $name {$(
            $(#[$field_meta])*
            #[serde(default, deserialize_with = "crate::wire::value", skip_serializing_if = "Option::is_none")]
            pub $field: Option<$ty>,
        )*}
        crate::object::nameless! { $name }
    )+};
}

/// A `Debug` that tells the type and nothing of the person: `Debug` output ends up in logs and panics.
macro_rules! nameless {
    ($name:ident) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

pub(crate) use {bodies, nameless, objects, parts};
