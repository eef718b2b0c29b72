use ipc::{Command, Failure};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Toasts, toasts},
};

/// One thing at a time that changes something: refuses a second start while the first runs.
#[derive(Clone, Copy)]
pub struct Mutation {
    /// Whether it runs.
    pub busy: RwSignal<bool>,
    /// Why the last one failed; cleared when the next starts.
    pub failure: RwSignal<Option<Failure>>,
    toasts: Option<Toasts>,
}

/// A place for one thing at a time that changes something. Its failure is shown by the caller, from `failure`.
pub fn use_mutation() -> Mutation {
    Mutation { busy: RwSignal::new(false), failure: RwSignal::new(None), toasts: None }
}

impl Mutation {
    /// Tells failures as toasts, where the caller has no place for them.
    #[must_use]
    pub fn toasting(self) -> Self {
        Self { toasts: Some(toasts()), ..self }
    }

    /// Sends a command unless one is under way; `done` gets the reply.
    pub fn run<C: Command + 'static>(self, command: C, done: impl FnOnce(C::Reply) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        let toasts = self.toasts;
        spawn_local(async move {
            let reply = api::call(command).await;
            // The view may be gone by now; then nobody waits for the signals, but the toast is still seen.
            self.busy.try_set(false);
            match reply {
                Ok(reply) => done(reply),
                Err(failure) => {
                    if let Some(toasts) = toasts {
                        toasts.fail(&failure);
                    }
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }
}
