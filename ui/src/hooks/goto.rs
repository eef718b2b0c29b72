use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

type Navigate = Box<dyn Fn(&str, NavigateOptions)>;

/// Goes to addresses of the application.
#[derive(Clone, Copy)]
pub struct Goto(StoredValue<Navigate, LocalStorage>);

/// The way to go to addresses. Within the router only.
pub fn use_goto() -> Goto {
    Goto(StoredValue::new_local(Box::new(use_navigate())))
}

impl Goto {
    /// Goes to an address; `replace` leaves no step to go back to.
    pub fn to(self, address: &str, replace: bool) {
        let options = NavigateOptions { resolve: false, replace, scroll: false, ..NavigateOptions::default() };
        // The view that asked may be gone already: then nobody wants to go.
        self.0.try_with_value(|navigate| navigate(address, options)).unwrap_or_default();
    }
}
