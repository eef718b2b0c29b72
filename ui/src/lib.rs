//! The interface of Mangrove: Leptos compiled to WebAssembly, run in the window's webview.
//!
//! It shows what the backend answers and asks for what the user wants; [`api`] is the only door. Views compose
//! components and name no style class; words come from the message catalogue alone.
//!
//! What this crate does **not** do: no rules on money or documents (those are in `model` and the engine), no storage,
//! no network, no file paths.

mod api;
mod app;
mod components;
mod hooks;
mod platform;
pub mod present;
mod routes;
mod session;
mod views;
#[cfg(test)]
mod words;

/// Mounts the interface into the page.
pub fn start() {
    // The place, not the message: a message may quote somebody's data.
    std::panic::set_hook(Box::new(|panic| {
        leptos::logging::error!("a defect stopped the interface at {:?}", panic.location());
    }));
    if let Some(mounted) = mount() {
        mounted.forget();
    }
}

/// The same for tests, which take it away again: whoever drops the handle ends the interface and all it would still do.
pub fn mount() -> Option<leptos::mount::UnmountHandle<impl leptos::tachys::view::Mountable>> {
    // Before the router is there: its own redirect, while the first view is still being built, ends in a panic.
    platform::start_at(routes::Place::Compliance.path(), |path| routes::Place::of(path).is_some());
    let body = platform::document()?.body()?;
    Some(leptos::mount::mount_to(body, app::App))
}
