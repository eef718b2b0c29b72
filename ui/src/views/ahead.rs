//! The first rows, asked for while the page is still being built.

use ipc::{documents::ListDocuments, lists::List, users::ListUsers};

use crate::{
    api,
    components::table::{ListSpec, first_query},
    platform,
    present::Calendar,
    routes::Place,
    views::{compliance, objects, users},
};

/// Asks for what the list at the window's address shows first. Whether a profile is open is not known yet: if none is,
/// there is no answer.
pub fn ask_first_rows() {
    let Some(address) = platform::address() else { return };
    match Place::of(&address.pathname()) {
        Some(Place::Compliance) => {
            if let Some(query) = of(&compliance::DOCUMENTS, &address) {
                api::ask_ahead(&ListDocuments { query });
            }
        }
        Some(Place::Users) => {
            if let Some(query) = of(&users::USERS, &address) {
                api::ask_ahead(&ListUsers { query });
            }
        }
        Some(Place::Objects(area)) => {
            if let Some(query) = objects::spec(area).and_then(|spec| of(spec, &address)) {
                api::ask_ahead(&List { query });
            }
        }
        Some(Place::Home | Place::Sync | Place::Outbox) | None => {}
    }
}

fn of<R>(spec: &ListSpec<R>, address: &web_sys::Url) -> Option<model::ListQuery> {
    // An object of the list has an address below it, and a page of its own.
    let is_list = address.pathname() == spec.path;
    let told = address.search_params();
    is_list.then(|| first_query(spec, &Calendar::local(platform::now_ms() / 1000), |name| told.get(name)))?
}
