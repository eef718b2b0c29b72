use leptos::task::spawn_local;

/// Tells the start-up benchmark of a moment: `first-ipc`, `first-rows`.
pub fn mark(name: &'static str) {
    spawn_local(async move {
        // Nobody waits for it, and nothing hangs on it.
        drop(crate::api::call(ipc::session::Mark { name: name.to_owned() }).await);
    });
}
